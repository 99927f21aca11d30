# SPDX-License-Identifier: MIT
"""The runner's table: race equivalents and training paces, per 400, km and mile."""

from __future__ import annotations

from trackpacer.paces.equivalence import TRAINING, Equivalent, Races
from trackpacer.paces.races import HALF_MARATHON, MARATHON, MILE, distance_name
from trackpacer.times import clock

RACES = (800.0, 1500.0, MILE, 3000.0, 5000.0, 10000.0, 15000.0, HALF_MARATHON, MARATHON)


def paces_table(races: Races) -> list[str]:
    """Lines of the table. Needs at least one race."""
    known = ", ".join(race.name for race in races.races)
    lines = [f"{known}: VDOT {races.vdot_at(10000.0):.1f}", ""]
    lines.append(f"{'race':<20}{'time':>9}{'400':>8}{'km':>8}{'mile':>8}")
    for metres in sorted({*RACES, *(race.metres for race in races.races)}):
        found = races.at(metres)
        time = clock(found.seconds_per_metre * metres * 1000, 0)
        mark = " run" if found.run else ""
        lines.append(f"{distance_name(metres):<20}{time:>9}{_units(found)}{mark}")
    lines += ["", f"{'training':<29}{'400':>8}{'km':>8}{'mile':>8}"]
    for letter, training in TRAINING.items():
        name = f"{letter:<3} {training.name}"
        lines.append(f"{name:<29}{_units(races.training(letter))}  {training.how}")
    return lines


def _units(found: Equivalent) -> str:
    per_metre = found.seconds_per_metre * 1000
    km, mile = clock(per_metre * 1000, 0), clock(per_metre * MILE, 0)
    return f"{per_metre * 0.4:>8.1f}{km:>8}{mile:>8}"


def paces_json(races: Races) -> dict[str, object]:
    """The same for other programs, seconds with a millisecond's precision."""

    def entry(name: str, found: Equivalent) -> dict[str, object]:
        per_metre = found.seconds_per_metre
        return {
            "name": name,
            "s_400": round(per_metre * 400, 3),
            "s_km": round(per_metre * 1000, 3),
            "s_mile": round(per_metre * MILE, 3),
        }

    rows = []
    for metres in sorted({*RACES, *(race.metres for race in races.races)}):
        found = races.at(metres)
        row = entry(distance_name(metres), found)
        row.update(metres=metres, time_s=round(found.seconds_per_metre * metres, 3), run=found.run)
        rows.append(row)
    return {
        "vdot": round(races.vdot_at(10000.0), 2),
        "races": rows,
        "training": [entry(letter, races.training(letter)) for letter in TRAINING],
    }
