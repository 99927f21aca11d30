# SPDX-License-Identifier: MIT
"""`pacer athlete`: the runners of a squad and their races, so that --race is rarely typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.paces.athletes import Squad


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="the athlete; without one, all are listed"
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
        "--forget", metavar="DISTANCE", action="append", default=[], help="take a race away"
    )
    parser.add_argument("--default", action="store_true", help="meant whenever no athlete is named")
    parser.add_argument("--remove", action="store_true", help="take the athlete out of the squad")


def run(args: Namespace) -> int:
    """Show the squad, or set one athlete of it."""
    from trackpacer.errors import UserError
    from trackpacer.paces.athletes import load_squad

    squad = load_squad()
    if args.name is None:
        if args.race or args.goal or args.forget or args.default or args.remove:
            raise UserError("which athlete?", "pacer athlete anna --race 10k=35:00")
        _print(squad)
        return 0
    if args.remove:
        return _save(squad.without(args.name))
    if not (args.race or args.goal or args.forget or args.default):
        _print_one(squad, args.name)
        return 0
    return _save(_changed(squad, args))


def _changed(squad: Squad, args: Namespace) -> Squad:
    from dataclasses import replace

    from trackpacer.errors import UserError
    from trackpacer.paces import parse_distance, parse_race
    from trackpacer.paces.athletes import Athlete, check_name

    name = check_name(args.name)
    if any(athlete.name == name for athlete in squad.athletes):
        athlete = squad.find(name)
    elif args.race or args.goal:
        athlete = Athlete(name)
    else:
        squad.find(name)
        raise AssertionError
    races = {race.metres: race for race in athlete.races}
    for text in args.forget:
        if races.pop(parse_distance(text), None) is None:
            raise UserError(f"{name} has no race over {text}")
    races |= {race.metres: race for race in map(parse_race, args.race)}
    goal = {race.metres: race for race in athlete.goal}
    goal |= {race.metres: race for race in map(parse_race, args.goal)}
    athlete = replace(athlete, races=tuple(races.values()), goal=tuple(goal.values()))
    squad = squad.with_athlete(athlete)
    return replace(squad, default=name) if args.default else squad


def _save(squad: Squad) -> int:
    from trackpacer.paces.athletes import save_squad

    path = save_squad(squad)
    _print(squad)
    print(f"\n{path}")
    return 0


def _print(squad: Squad) -> None:
    from trackpacer.paces.athletes import squad_path

    if not squad.athletes:
        print(f"no athletes yet; pacer athlete anna --race 10k=35:00 adds one\n{squad_path()}")
        return
    width = max(len(athlete.name) for athlete in squad.athletes)
    for athlete in sorted(squad.athletes, key=lambda a: a.name):
        races = ", ".join(race.name for race in athlete.races) or "no race"
        goal = f"; goal {', '.join(race.name for race in athlete.goal)}" if athlete.goal else ""
        default = " (default)" if athlete.name == squad.default else ""
        print(f"{athlete.name:{width}}  {races}{goal}{default}")


def _print_one(squad: Squad, name: str) -> None:
    from dataclasses import replace

    athlete = squad.find(name)
    _print(replace(squad, athletes=(athlete,)))
    if athlete.races:
        from trackpacer.paces import Races
        from trackpacer.paces.table import paces_table

        print()
        print("\n".join(paces_table(Races(athlete.races))))
