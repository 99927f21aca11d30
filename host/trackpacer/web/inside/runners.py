# SPDX-License-Identifier: MIT
"""The squad in a page: who runs, their races, and sessions to begin with.

Not here: how a squad is kept (`paces.athletes`).
"""

from __future__ import annotations

from typing import Any

from trackpacer.coaching import library
from trackpacer.errors import UserError
from trackpacer.paces import Races, parse_race
from trackpacer.paces.athletes import Athlete, check_name, check_watch, load_squad, save_squad
from trackpacer.paces.table import paces_table
from trackpacer.records import replace


def squad() -> dict[str, Any]:
    """Everybody, by name; `default` is who runs unless somebody else is chosen.

    (`kept`, where it is there, tells the worker that files have changed.)
    """
    found = load_squad()
    athletes = sorted(found.athletes, key=lambda athlete: athlete.name)
    return {
        "default": found.default,
        "athletes": [
            {
                "name": athlete.name,
                "races": ", ".join(race.name for race in athlete.races),
                "watch": athlete.watch_name,
                "group": athlete.group,
                "paces": paces_table(Races(athlete.races)) if athlete.races else [],
            }
            for athlete in athletes
        ],
    }


def keep(name: str, races: str, watch: str = "", default: bool = False) -> dict[str, Any]:
    """Add a runner, or put these races ('10k 35:00, mile 4:50') in place of theirs. UserError.

    watch: the name of the one they wear; '' is one of their own name.
    """
    found = load_squad()
    name = check_name(name)
    parsed = tuple(parse_race(part) for part in races.split(",") if part.strip())
    if not parsed:
        raise UserError(f"{name} has no race yet", "write one with its time, as 10k 35:00")
    known = found.known(name)
    athlete = replace(known, races=parsed) if known else Athlete(name, parsed)
    athlete = replace(athlete, watch=check_watch(watch))
    name = athlete.name
    found = found.with_athlete(athlete)
    save_squad(replace(found, default=name) if default else found)
    return {**squad(), "kept": True}


def remove(name: str) -> dict[str, Any]:
    """Take a runner out of the squad; their laps stay."""
    save_squad(load_squad().without(name))
    return {**squad(), "kept": True}


def examples() -> list[dict[str, str]]:
    """Sessions to begin with: name, text, what it is for."""
    return [
        {"name": entry.name, "text": entry.text, "objective": entry.objective}
        for entry in library.ENTRIES
        if not entry.plan
    ]
