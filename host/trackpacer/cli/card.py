# SPDX-License-Identifier: MIT
"""`pacer card`: a session's targets and recoveries on one page for the pocket or the fence."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer.cli import session_arguments
from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from trackpacer.coaching.card import Runner


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    session_arguments.configure(parser)
    parser.add_argument(
        "--runner",
        action="append",
        default=[],
        metavar="NAME[=RACE]",
        help="a runner on the card: an athlete's name, or anybody with a race, as Ben=10k 38:00; "
        "may be given several times",
    )
    parser.add_argument("--squad", action="store_true", help="every athlete of `pacer athlete`")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help="the page, as card.html"
    )
    parser.epilog = (
        'pacer card "25 x 400 @ 10k pace /R35-45s" --race 10k=35:00 -o card.html\n'
        'pacer card library:goal --runner "Anna=10k 38:30" --runner "Ben=5k 16:30" -o card.html'
    )


def run(args: Namespace) -> int:
    """Price the session for each runner and write the page."""
    from trackpacer.coaching import card
    from trackpacer.files import write_whole
    from trackpacer.notation.head import read_head
    from trackpacer.notation.read_for import heading

    if args.output.suffix.lower() not in (".html", ".htm"):
        raise UserError(
            f"{args.output}: a card is an HTML page",
            f"write -o {args.output.with_suffix('.html')}; a browser prints it, to PDF too",
        )
    text, name = session_arguments.text_of(args.session)
    warnings: list[str] = []
    runners = []
    read_as = None
    for one in _each(args):
        one.read_as = read_as
        try:
            runners.append(_runner(one, text, name, warnings))
        except UserError as error:
            who = getattr(one, "shown", "")
            raise UserError(f"{who}: {error}" if who else str(error), error.hint) from None
        read_as = one.read_as
    shown = heading(text)
    page = card.render(read_head(text, name).title or shown, shown, runners, warnings)
    write_whole(args.output, page.encode())
    print(f"wrote {args.output}: {', '.join(runner.name or 'one runner' for runner in runners)}")
    for warning in warnings:
        print(f"  check: {warning}")
    return 0


def _each(args: Namespace) -> list[Namespace]:
    """The arguments of each runner alone."""
    from trackpacer.paces.athletes import load_squad

    if not args.squad and not args.runner:
        return [args]
    if args.race or args.athlete:
        raise UserError(
            "with several runners, each race belongs to a runner",
            'write --runner "Ben=10k 38:00" for each',
        )
    found = []
    if args.squad:
        squad = load_squad()
        if not squad.athletes:
            raise UserError("there are no athletes yet", "pacer athlete anna --race 10k=35:00")
        found = [_with(args, athlete.name, []) for athlete in squad.athletes]
    for text in args.runner:
        name, equals, race = text.partition("=")
        if not name.strip():
            raise UserError(f"--runner {text}: no name", "write a name, or Ben=10k 38:00")
        found.append(_with(args, name.strip(), [race]) if equals else _with(args, name.strip(), []))
    return found


def _with(args: Namespace, name: str, races: list[str]) -> Namespace:
    values = {**vars(args), "race": races, "athlete": None if races else name, "shown": name}
    return Namespace(**values)


def _runner(args: Namespace, text: str, name: str, warnings: list[str]) -> Runner:
    from trackpacer import compiler, timeline
    from trackpacer.coaching.card import Runner

    context = session_arguments.context(args, text, name)
    session = session_arguments.read_asking(text, context, args)
    who = getattr(args, "shown", session.athlete or context.athlete)
    known = context.races or context.fallback_races
    warnings += [f"{who}: {note}" if who else note for note in session.warnings]
    steps = timeline.expand(compiler.compile_session(session).program)
    return Runner(who, ", ".join(race.name for race in known), tuple(steps))
