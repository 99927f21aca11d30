# SPDX-License-Identifier: MIT
"""What a text is read for: the runner's races, the track, and the coach's habits."""

from __future__ import annotations

from dataclasses import dataclass

from trackpacer.paces.races import Race

OFFSET_UNITS = ("400", "km", "mile", "rep")


@dataclass(frozen=True, slots=True)
class Context:
    """races: of this runner, any number. equivalence: 'vdot' or 'riegel'.

    offset_unit: what `10k pace - 5s` is per, when the text does not say: '400', 'km', 'mile', 'rep'.
    lane: 1 to 10; lap_m: metres of one lap where the text says laps. spacing_m: metres between
    cues, None for the default of 100. file: the name errors give the text.
    """

    races: tuple[Race, ...] = ()
    equivalence: str = "vdot"
    offset_unit: str = "400"
    lane: int = 1
    lap_m: float = 400.0
    spacing_m: int | None = None
    athlete: str = ""
    title: str = ""
    file: str = "session"
