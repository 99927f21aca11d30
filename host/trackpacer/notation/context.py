# SPDX-License-Identifier: MIT
"""What a text is read for: the runner's races, the track, and the coach's habits."""

from __future__ import annotations

from trackpacer.paces.races import Race
from trackpacer.records import record

OFFSET_UNITS = ("400", "km", "mile", "rep")


@record
class Context:
    """What the reader is told beside the text. An empty value leaves it to the text's head.

    races: of this runner, any number; they count before those the text names, and
    `fallback_races` after them. equivalence: 'vdot' (default) or 'riegel'.
    offset_unit: what `10k pace - 5s` is per, when the text does not say: '400' (default), 'km',
    'mile', 'rep'. lane: 1 to 10; lap_m: metres of one lap where the text says laps (400).
    spacing_m: metres between cues, None for the default of 100. file: what errors call the text.
    offset_unit_said: whether `offset_unit` is anybody's choice, not the default.
    reading: which of `readings` is taken, from 1; None: the best, where no other comes near it.
    cover: the `Reading.cover` that is taken whatever its place is for this runner: one session for
    a squad. It counts before `reading`.
    """

    races: tuple[Race, ...] = ()
    fallback_races: tuple[Race, ...] = ()
    equivalence: str = ""
    offset_unit: str = ""
    lane: int = 0
    lap_m: float = 0.0
    spacing_m: int | None = None
    athlete: str = ""
    title: str = ""
    file: str = "session"
    reading: int | None = None
    cover: str = ""
    offset_unit_said: bool = False
