# SPDX-License-Identifier: MIT
"""`pacer athlete`: the runners of a squad and their races, so that --race is rarely typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.paces.athletes import Squad
    from trackpacer.paces.races import Race


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="the athlete (without a name: list everyone)"
    )
    parser.add_argument(
        "--race",
        action="append",
        default=[],
        metavar="DISTANCE=TIME",
        help="a race that was run, as 10k=35:00; it replaces one at the same distance",
    )
    parser.add_argument(
        "--goal",
        action="append",
        default=[],
        metavar="DISTANCE=TIME",
        help="a race to come, as 10k=34:00",
    )
    parser.add_argument(
        "--forget",
        metavar="DISTANCE",
        action="append",
        default=[],
        help="remove the race over this distance",
    )
    parser.add_argument("--watch", metavar="NAME", help="the name of their watch")
    parser.add_argument("--group", metavar="NAME", help="their group, as A, B or C")
    parser.add_argument(
        "--default", action="store_true", help="make this the athlete whenever none is named"
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON, for other programs")
    parser.add_argument("--remove", action="store_true", help="remove the athlete from the squad")


def run(args: Namespace) -> int:
    """Show the squad, or set one athlete of it."""
    from trackpacer.cli import roster
    from trackpacer.errors import UserError
    from trackpacer.paces.athletes import alone, load_squad
    from trackpacer.records import replace

    said = args.watch is not None or args.group is not None
    changing = bool(args.race or args.goal or args.forget or args.default or said)
    if args.name is None:
        if changing or args.remove:
            raise UserError("which athlete?", "pacer athlete anna --race 10k=35:00")
        squad = load_squad()
        print(roster.to_json(squad)) if args.json else roster.show(squad)
        return 0
    if not changing and not args.remove:
        squad = load_squad()
        if args.json:
            print(roster.to_json(replace(squad, athletes=(squad.find(args.name),))))
        else:
            _print_one(squad, args.name)
        return 0
    with alone():
        squad = load_squad()
        return _save(squad.without(args.name) if args.remove else _changed(squad, args))


def _changed(squad: Squad, args: Namespace) -> Squad:
    from trackpacer.errors import UserError
    from trackpacer.paces import parse_distance, parse_race, roster
    from trackpacer.paces.athletes import Athlete, check_group, check_name, check_watch
    from trackpacer.records import replace

    athlete = squad.known(args.name)
    if athlete is None:
        new = args.race or args.goal
        athlete = Athlete(check_name(args.name)) if new else squad.find(args.name)
    name = athlete.name
    races, goal = athlete.races, athlete.goal
    for text in args.forget:
        left = _without(races, parse_distance(text))
        if left == races:
            raise UserError(f"{name} has no race over {text}")
        races = left
    for race in map(parse_race, args.race):
        races = (*_without(races, race.metres), race)
    for race in map(parse_race, args.goal):
        goal = (*_without(goal, race.metres), race)
    athlete = replace(athlete, races=races, goal=goal)
    if args.watch is not None:
        athlete = replace(athlete, watch=check_watch(args.watch))
    if args.group is not None:
        athlete = replace(athlete, group=check_group(args.group))
    squad = squad.with_athlete(athlete)
    roster.check_watches(squad)
    return replace(squad, default=name) if args.default else squad


def _without(races: tuple[Race, ...], metres: float) -> tuple[Race, ...]:
    """The races less that over a distance, whatever it was called (a half marathon as 21.1k)."""
    from trackpacer.paces.races import same_distance

    return tuple(race for race in races if not same_distance(race.metres, metres))


def _save(squad: Squad) -> int:
    from trackpacer.cli import roster
    from trackpacer.paces.athletes import save_squad
    from trackpacer.paces.roster import contradictions

    path = save_squad(squad)
    roster.show(squad)
    print(f"\n{path}")
    for athlete in squad.athletes:
        for note in contradictions(athlete):
            print(f"  check: {note}")
    return 0


def _print_one(squad: Squad, name: str) -> None:
    from trackpacer.cli import roster
    from trackpacer.records import replace

    athlete = squad.find(name)
    roster.show(replace(squad, athletes=(athlete,)))
    if athlete.races:
        from trackpacer.paces import Races
        from trackpacer.paces.table import paces_table

        print()
        print("\n".join(paces_table(Races(athlete.races))))
