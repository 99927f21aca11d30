# SPDX-License-Identifier: MIT
"""`pacer price`: a session for today's runner and for the goal, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackpacer.cli import session_arguments
from trackpacer.records import replace

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.paces.races import Race


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    session_arguments.configure(parser)
    parser.add_argument(
        "--goal",
        action="append",
        default=[],
        metavar="DISTANCE=TIME",
        help="a race to come, as 10k=34:00; each one is a column (default: the athlete's)",
    )
    parser.add_argument(
        "--json", action="store_true", help="print every rep as JSON, for other programs"
    )
    parser.epilog = 'pacer price "25 x 400 @ 10k pace /R35-45s" --race 10k=35:00 --goal 10k=34:00'


def run(args: Namespace) -> int:
    """Price the session for each state of the runner and print them side by side."""
    from trackpacer import preview
    from trackpacer.coaching import price
    from trackpacer.notation import read_for

    text, name = session_arguments.text_of(args.session)
    today = session_arguments.context(args, text, name)
    columns = [price.column("today", text, today)]
    same = replace(today, cover=columns[0].cover)
    goals = _goals(args)
    columns += [
        price.column(
            f"goal {', '.join(race.name for race in goal)}", text, replace(same, races=goal)
        )
        for goal in goals
    ]
    if args.json:
        import json

        print(json.dumps(price.to_json(columns), ensure_ascii=False, indent=2))
        return 0
    races = today.races or today.fallback_races
    print(read_for.heading(text))
    if races:
        print(f"today: {', '.join(race.name for race in races)}")
    print()
    print("\n".join(price.table(columns)))
    if goals and price.same_for_all(columns):
        print("\nIts targets are times as written, or none: they are the same for every runner.")
    if not goals:
        print("\nWith a race to come, as --goal 10k=34:00, there is a column for it.")
    for column in columns:
        for note in column.session.warnings:
            print("\n".join(preview.bullet(f"{column.label}: {note}")))
    return 0


def _goals(args: Namespace) -> list[tuple[Race, ...]]:
    """The races of each goal column; none where no goal is known."""
    from trackpacer.paces import parse_race
    from trackpacer.paces.athletes import load_squad

    if args.goal:
        return [(parse_race(text),) for text in args.goal]
    squad = load_squad()
    name = args.athlete or ("" if args.race else squad.default)
    goal = squad.find(name).goal if name else ()
    return [goal] if goal else []
