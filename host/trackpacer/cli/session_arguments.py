# SPDX-License-Identifier: MIT
"""The arguments that every command with a session takes, and the session that they name."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer.cli.words import Joined
from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import BinaryIO

    from trackpacer.notation import Context
    from trackpacer.paces.races import Race
    from trackpacer.session import Session

LONGEST_TEXT = 100_000  # bytes: the longest program has 1,000 runs


def configure(parser: ArgumentParser) -> None:
    """Declare SESSION and what it is priced by."""
    parser.add_argument(
        "session",
        metavar="SESSION",
        nargs="+",
        action=Joined,
        help="a session's text (in quotes where the shell would mind), a file that holds one (or a "
        "workout: FIT, intervals.icu), library:NAME, or - for standard input",
    )
    configure_runner(parser)
    configure_reading(parser)
    parser.add_argument(
        "--strict", action="store_true", help="refuse a session that leaves anything to be assumed"
    )


def configure_reading(parser: ArgumentParser) -> None:
    """Declare what a text is read with, beside the runner."""
    parser.add_argument(
        "--offset",
        choices=("400", "km", "mile", "rep"),
        help="what `10k pace - 5s` is per, where the text does not say (400)",
    )
    parser.add_argument(
        "--lane", type=int, metavar="N", help="the lane that is run in, 1 to 10 (1)"
    )
    parser.add_argument("--lap", type=float, metavar="METRES", help="the length of a lap (400)")
    parser.add_argument(
        "--reading",
        type=int,
        metavar="N",
        help="which of the possible readings to take; pacer show --readings lists them",
    )
    parser.set_defaults(read_as=None)


def configure_runner(parser: ArgumentParser) -> None:
    """Declare who runs: races, an athlete of the squad, and the formula between races."""
    parser.add_argument(
        "--race",
        action="append",
        default=[],
        metavar="DISTANCE=TIME",
        help="a race of the runner, as 10k=35:00; may be given several times",
    )
    parser.add_argument("--athlete", metavar="NAME", help="an athlete of the roster")
    parser.add_argument(
        "--equivalence",
        choices=("vdot", "riegel"),
        help="the formula that works out other distances from a race (vdot)",
    )


def load(args: Namespace) -> Session:
    """The session that the arguments name: a text, a file of it, or a compiled program.

    Raises UserError where it cannot be read, or rests on assumptions and --strict is given.
    """
    from trackpacer.notation import assumed_origins
    from trackpacer.program_file import is_program, read_session

    path = path_of(args.session)
    if path is not None and is_program(path):
        return read_session(path)
    text, name, found = _material(args.session, path)
    session = found or read_asking(text, context(args, text, name), args)
    if args.strict and (session.assumptions or list(assumed_origins(session))):
        listed = "".join(f"\n  - {sentence}" for sentence in session.assumptions)
        raise UserError(
            f"{name} leaves something to be assumed:{listed}",
            "write it out, or leave --strict out",
        )
    return session


def read_asking(text: str, given: Context, args: Namespace | None = None) -> Session:
    """The session of a text; where it may mean several, the one that is picked at the terminal.

    `args.read_as` notes how it was read: nobody is asked twice, and whoever it is read for next
    runs the same.

    Raises UserError where it cannot be read, or nobody is there to pick one.
    """
    from trackpacer.errors import Question
    from trackpacer.notation import take

    try:
        taken = take(text, given)
    except Question as question:
        if not (question.readings and sys.stdin.isatty() and sys.stderr.isatty()):
            question.hint = "take one with --reading N, or write it plainly"
            raise
        print(str(question), file=sys.stderr)
        taken = question.readings[_picked(len(question.readings))]
    if args is not None:
        args.read_as = (text, taken.cover)
    return taken.session


def _picked(most: int) -> int:
    """The place in the list that is typed at the terminal. Raises UserError where none is."""
    while True:
        print(f"which one, 1 to {most}? ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        word = line.strip().rstrip(").")
        if word.isdecimal() and 1 <= int(word) <= most:
            return int(word) - 1
        if not line or word in ("q", "quit", "none"):
            raise UserError("no reading was picked", "write the session plainly")


def settle_input(args: Namespace) -> None:
    """Have what comes on standard input, which can be read once, in place of its `-`."""
    if args.session == "-":
        text, _ = text_of("-", None)
        args.session = text if text.endswith("\n") else text + "\n"  # never a file's name


def peek(args: Namespace) -> tuple[str, str]:
    """`text_of` the SESSION argument, with nothing said. Raises UserError."""
    text, name, _ = _material(args.session, path_of(args.session))
    return text, name


def text_of(argument: str, path: Path | None) -> tuple[str, str]:
    """The text that a SESSION argument names, and the name errors give it. Raises UserError.

    Of another tool's workout it is the exact notation; what was assumed is said at once.
    """
    text, name, found = _material(argument, path)
    for sentence in (*found.assumptions, *found.warnings) if found else ():
        print(f"pacer: {name}: {sentence}", file=sys.stderr)
    return text, name


def _material(argument: str, path: Path | None) -> tuple[str, str, Session | None]:
    """The text that an argument names, its name, and the session where it is another tool's
    workout: a FIT file, a text of intervals.icu. Raises UserError."""
    from trackpacer.workouts.found import workout

    data, name = _bytes_or_text(argument, path)
    session = workout(data, name)
    if session is not None:
        return session.source, name, session
    return data if isinstance(data, str) else _decoded(data, name), name, None


def _bytes_or_text(argument: str, path: Path | None) -> tuple[bytes | str, str]:
    from trackpacer.coaching import library
    from trackpacer.program_file import is_program

    if argument == "-":
        return _read(sys.stdin.buffer, "standard input"), "standard input"
    if path is not None:
        if is_program(path):
            raise UserError(
                f"{path} is a compiled program, worked out for one runner only",
                "give the session's text: pacer show FILE --canonical has it",
            )
        if path.suffix.lower() == ".tpp":
            raise UserError(f"{path} is not a compiled program", "compile the session again")
        with path.open("rb") as file:
            return _read(file, str(path)), str(path)
    if argument.startswith(library.PREFIX):
        return library.session_text(argument), argument
    _bounded(len(argument), "session")
    return argument, "session"


def _read(file: BinaryIO, name: str) -> bytes:
    data = file.read(LONGEST_TEXT + 1)
    _bounded(len(data), name)
    return data


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise UserError(
            f"{name} is neither text nor a compiled program", "a session's text is in UTF-8"
        ) from None


def _bounded(size: int, name: str) -> None:
    if size > LONGEST_TEXT:
        raise UserError(
            f"{name} is too long for a session", f"the limit is {LONGEST_TEXT // 1000} kB"
        )


def shown(text: str) -> str:
    """A session's text as a heading: in one line, without its head and comments."""
    from trackpacer.notation.exact import MARK
    from trackpacer.notation.head import read_head

    return " ".join(read_head(text.lstrip().removeprefix(MARK)).plain.split())


def refuse_doubtful(session: Session, accept: bool) -> None:
    """Raise UserError where a session may well mean something else, unless it is accepted."""
    if session.refusals and not accept:
        raise UserError(
            "; ".join(session.refusals), "write it plainly, or accept it as it is with --accept"
        )


def races(args: Namespace) -> tuple[Race, ...]:
    """The races given on the command line, and those of the athlete it names.

    Raises UserError for two over one distance; over the athlete's the given one counts.
    """
    from trackpacer.paces import parse_race
    from trackpacer.paces.races import same_distance

    given = tuple(parse_race(text) for text in args.race)
    for number, race in enumerate(given):
        for other in given[:number]:
            if same_distance(other.metres, race.metres) and other != race:
                raise UserError(
                    f"two times over one distance: {other.name} and {race.name}",
                    "give the one that counts",
                )
    if args.athlete:
        from trackpacer.paces.athletes import load_squad

        given = (*load_squad().find(args.athlete).races, *given)
    if len(given) > 1 and not getattr(args, "doubted", False):
        from trackpacer.paces.athletes import Athlete
        from trackpacer.paces.roster import contradictions

        args.doubted = True  # said once
        for note in contradictions(Athlete(args.athlete or "the races given", given)):
            print(f"pacer: check: {note}", file=sys.stderr)
    return given


def runner_races(args: Namespace) -> tuple[Race, ...]:
    """`races`, or the default athlete's where no runner is named: never another's than the named
    one's."""
    return races(args) or (() if args.athlete else default_races()[1])


def default_races() -> tuple[str, tuple[Race, ...]]:
    """Name and races of the default athlete; nothing when there is none."""
    from trackpacer.paces.athletes import load_squad

    squad = load_squad()
    if not squad.default:
        return "", ()
    athlete = squad.find(squad.default)
    return athlete.name, athlete.races


def path_of(text: str) -> Path | None:
    """The file a SESSION argument names, or None when it is a text. Raises UserError."""
    if text == "-" or not text.strip() or "\n" in text or len(text) > 1000 or "\0" in text:
        return None
    path = Path(text)
    try:
        if path.is_dir():
            raise UserError(f"{text} is a folder", "name a session file in it")
        if path.exists():  # a pipe too: pacer show <(...)
            return path
    except OSError:
        return None
    if path.suffix in (".txt", ".tpp", ".session", ".md", ".fit") and " x " not in text:
        raise UserError(
            f"there is no file {text}", "name a file, or write the session itself in quotes"
        )
    return None


def context(args: Namespace, text: str, name: str) -> Context:
    """What the arguments say a text is to be read for. Raises UserError."""
    from trackpacer.notation import Context
    from trackpacer.notation.head import read_head

    explicit = races(args)
    athlete = ""
    if args.athlete:
        from trackpacer.paces.athletes import load_squad

        athlete = load_squad().find(args.athlete).name
    fallback: tuple[Race, ...] = ()
    if not explicit:
        head = read_head(text, name)
        if head.athlete:
            from trackpacer.paces.athletes import load_squad

            known = load_squad().known(head.athlete)
            fallback = known.races if known else ()
        elif not head.races and not args.athlete and not getattr(args, "nobody", False):
            athlete, fallback = default_races()
    if args.lane is not None and not 1 <= args.lane <= 10:
        raise UserError(f"there is no lane {args.lane}", "lanes go from 1 to 10")
    if args.lap is not None and not 50 <= args.lap <= 2000:
        raise UserError(f"a lap of {args.lap:g} m", "a lap is 50 to 2000 m long")
    read_as = getattr(args, "read_as", None)
    return Context(
        races=explicit,
        fallback_races=fallback,
        equivalence=args.equivalence or "",
        offset_unit=args.offset or "",
        lane=args.lane or 0,
        lap_m=args.lap or 0.0,
        athlete=athlete,
        file=name,
        reading=args.reading,
        cover=read_as[1] if read_as and read_as[0] == text else "",
    )
