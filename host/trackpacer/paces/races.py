# SPDX-License-Identifier: MIT
"""Race distances by their names, and races as typed: `10k=35:00`, `mile 4:54`, `HM=1:17:20`."""

from __future__ import annotations

import re

from trackpacer import times
from trackpacer.errors import UserError
from trackpacer.records import record

MILE = 1609.344
HALF_MARATHON = 21097.5
MARATHON = 42195.0

_NAMES = {
    "mile": MILE,
    "half": HALF_MARATHON,
    "halfmarathon": HALF_MARATHON,
    "hm": HALF_MARATHON,
    "marathon": MARATHON,
    "m": MARATHON,
}
_UNITS = {
    "": 1.0,
    "m": 1.0,
    "k": 1000.0,
    "km": 1000.0,
    "mile": MILE,
    "miles": MILE,
    "mi": MILE,
}
_DISTANCE = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]*)")
_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2}(?:\.\d{1,3})?)")


@record
class Race:
    """A race that was run: metres and milliseconds."""

    metres: float
    time_ms: int

    @property
    def name(self) -> str:
        """As a coach would say it, with no fraction lost: `10k 35:00`, `mile 4:50.5`."""
        return f"{distance_name(self.metres)} {times.clock(self.time_ms)}"


def same_distance(a: float, b: float) -> bool:
    """Whether two race distances in metres are one (the half marathon as 21.1 km, say)."""
    return abs(a - b) < 0.001 * b


def distance_name(metres: float) -> str:
    """The name of a race distance: `mile`, `800`, `5k`, `half marathon`."""
    if abs(metres - MILE) < 0.5:
        return "mile"
    if abs(metres - HALF_MARATHON) < 1:
        return "half marathon"
    if abs(metres - MARATHON) < 1:
        return "marathon"
    if metres >= 3000 and metres % 1000 == 0:
        return f"{metres / 1000:g}k"
    if metres > 3000 and abs(metres / MILE - round(metres / MILE)) < 0.001:
        return f"{round(metres / MILE)} mile"
    return f"{metres:g}"


def parse_distance(text: str) -> float:
    """Metres of a race distance as typed: `10k`, `1500`, `mile`, `half`, `10 miles`.

    Raises UserError.
    """
    word = re.sub(r"[\s_-]+", "", text.strip().lower())
    if word in _NAMES:
        return _NAMES[word]
    found = _DISTANCE.fullmatch(word)
    if found and found[2] in _UNITS:
        metres = float(found[1]) * _UNITS[found[2]]
        if 100 <= metres <= 250_000:
            return metres
    raise UserError(
        f"not a race distance: {text!r}", "use one like 10k, 5k, mile, 1500, half or marathon"
    )


def parse_time(text: str) -> int:
    """Milliseconds of a race time as typed: `35:00`, `1:17:20`, `4:54.2`. Raises UserError."""
    found = _TIME.fullmatch(text.strip())
    if not found or float(found[3]) >= 60:
        raise UserError(
            f"not a race time: {text!r}", "write minutes:seconds, like 35:00, or 1:17:20"
        )
    seconds = int(found[1] or 0) * 3600 + int(found[2]) * 60 + float(found[3])
    return round(seconds * 1000)


def parse_race(text: str) -> Race:
    """A race as typed: `10k=35:00` (also with a space or a colon between). Raises UserError."""
    found = re.fullmatch(r"\s*(.+?)\s*(?:[=\s]|(?<=[a-z0-9]):\s)\s*([\d:.]+)\s*", text.lower())
    if not found:
        raise UserError(f"not a race: {text!r}", "write distance=time, like 10k=35:00 or mile=4:54")
    race = Race(parse_distance(found[1]), parse_time(found[2]))
    if not race.time_ms or not 1.2 <= race.metres * 1000 / race.time_ms <= 11:  # m/s
        raise UserError(
            f"{race.name} is not a time anybody could run",
            "write distance=minutes:seconds, like 10k=35:00",
        )
    return race
