# SPDX-License-Identifier: MIT
"""The arguments that every command with a session takes, and the session that they name.

Not here: where a session may come from (`sources`), for whom it is read (`read_for`).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from trackpacer import sources
from trackpacer.cli import terminal
from trackpacer.cli.words import Joined
from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.notation import Context
    from trackpacer.paces.races import Race
    from trackpacer.session import Session


def configure(parser: ArgumentParser) -> None:
    """Declare SESSION and what it is priced by."""
    parser.add_argument(
        "session",
        metavar="SESSION",
        nargs="+",
        action=Joined,
        help="a session's text (in quotes where the shell would mind), a file that holds one (or a "
        "workout: FIT, intervals.icu), library:NAME, or - for standard input; "
        "pacer help session tells more",
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
        help="what `10k pace - 5s` is per, where the text does not say (default: 400)",
    )
    parser.add_argument(
        "--lane", type=int, metavar="N", help="the lane that is run in, 1 to 10 (default: 1)"
    )
    parser.add_argument(
        "--lap", type=float, metavar="METRES", help="the length of a lap (default: 400)"
    )
    parser.add_argument(
        "--reading",
        type=int,
        metavar="N",
        help="which of the possible readings to take; pacer show --readings lists them",
    )
    parser.set_defaults(read_as=None, nobody=False)


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
        help="the formula that works out other distances from a race (default: vdot)",
    )
    parser.set_defaults(doubted=False)


def load(args: Namespace) -> Session:
    """The session that the arguments name: a text, a file of it, or a compiled program.

    Raises UserError where it cannot be read, or rests on assumptions and --strict is given.
    """
    return of_found(sources.find(args.session), args)


def of_found(found: sources.Found, args: Namespace) -> Session:
    """`load`, of what was found already."""
    if found.program is not None:
        from trackpacer.notation.decompile import session_of

        return session_of(found.program)
    from trackpacer.notation import assumed_origins

    session = found.session or read_asking(found.text, context(args, found.text, found.name), args)
    if args.strict and (session.assumptions or list(assumed_origins(session))):
        listed = "".join(f"\n  - {sentence}" for sentence in session.assumptions)
        raise UserError(
            f"{found.name} leaves something to be assumed:{listed}",
            "write it out, or leave --strict out",
        )
    return session


def read_asking(text: str, given: Context, args: Namespace) -> Session:
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
        if not (question.readings and terminal.somebody_there()):
            question.hint = "take one with --reading N, or write it plainly"
            raise
        print(str(question), file=sys.stderr)
        picked = terminal.pick(len(question.readings))
        if picked is None:
            raise UserError("no reading was picked", "write the session plainly") from None
        taken = question.readings[picked]
    args.read_as = (text, taken.cover)
    return taken.session


def settle_input(args: Namespace) -> None:
    """Have what can be read once in place of its name: standard input (`-`), or a pipe."""
    path = sources.path_of(args.session)
    if args.session == "-" or (path is not None and not path.is_file()):
        text, _ = text_of(args.session)
        args.session = text if text.endswith("\n") else text + "\n"  # never a file's name


def text_of(argument: str) -> tuple[str, str]:
    """The text that a SESSION argument names, and the name errors give it. Raises UserError.

    Of another program's workout it is the exact notation; what was assumed is said at once.
    """
    found = of_anybody(argument)
    if found.session is not None:
        for sentence in (*found.session.assumptions, *found.session.warnings):
            print(f"pacer: {found.name}: {sentence}", file=sys.stderr)
    return found.text, found.name


def of_anybody(argument: str) -> sources.Found:
    """What a SESSION argument names, which any runner may run. Raises UserError."""
    found = sources.find(argument)
    if found.program is not None:
        raise UserError(
            f"{found.name} is a compiled program, worked out for one runner only",
            "give the session's text: pacer show FILE --canonical has it",
        )
    return found


def refuse_doubtful(session: Session, accept: bool) -> None:
    """Raise UserError where a session may well mean something else, unless it is accepted."""
    if session.refusals and not accept:
        raise UserError(
            "; ".join(session.refusals), "write it plainly, or accept it as it is with --accept"
        )


def races(args: Namespace) -> tuple[Race, ...]:
    """The races given on the command line, and those of the athlete it names.

    What looks wrong about them is said, once. Raises UserError: see `read_for.races`.
    """
    from trackpacer.notation import read_for

    given = read_for.races(args.race, args.athlete or "")
    if len(given) > 1 and not args.doubted:
        from trackpacer.paces.athletes import Athlete
        from trackpacer.paces.roster import contradictions

        args.doubted = True
        for note in contradictions(Athlete(args.athlete or "the races given", given)):
            print(f"pacer: check: {note}", file=sys.stderr)
    return given


def runner_races(args: Namespace) -> tuple[Race, ...]:
    """`races`, or the default athlete's where no runner is named: never another's than the named
    one's."""
    from trackpacer.notation import read_for

    return races(args) or (() if args.athlete else read_for.default_athlete()[1])


def context(args: Namespace, text: str, name: str) -> Context:
    """What the arguments say a text is to be read for. Raises UserError."""
    from trackpacer.notation import Context, read_for

    if args.lane is not None and not 1 <= args.lane <= 10:
        raise UserError(f"there is no lane {args.lane}", "lanes go from 1 to 10")
    if args.lap is not None and not 50 <= args.lap <= 2000:
        raise UserError(f"a lap of {args.lap:g} m", "a lap is 50 to 2000 m long")
    given = Context(
        races=races(args),
        equivalence=args.equivalence or "",
        offset_unit=args.offset or "",
        lane=args.lane or 0,
        lap_m=args.lap or 0.0,
        athlete=args.athlete or "",
        file=name,
        reading=args.reading,
        cover=args.read_as[1] if args.read_as and args.read_as[0] == text else "",
    )
    return read_for.settled(given, text, nobody=args.nobody)
