# SPDX-License-Identifier: MIT
"""What a runner's races say of other distances and of training paces.

A race actually run at a distance always wins. Between two races VDOT goes with the logarithm of
the distance; beyond them the nearest race counts. Riegel (t2 = t1 (d2/d1)^1.06, P. Riegel,
"Athletic Records and Human Endurance", 1981) is there on request; it is poor below 3 km.
"""

from __future__ import annotations

from functools import lru_cache
from math import log

from trackpacer.paces import vdot
from trackpacer.paces.races import MARATHON, MILE, Race, distance_name, same_distance
from trackpacer.records import record
from trackpacer.times import clock

RIEGEL_EXPONENT = 1.06
FORMULAS = ("vdot", "riegel")


@record
class Equivalent:
    """A pace of the runner: seconds per metre, and a sentence that says where it is from.

    `run` is True when the runner has raced that very distance.
    """

    seconds_per_metre: float
    note: str
    run: bool = False


@record
class Training:
    """One of the training paces: its letter, its name, and how it is found."""

    letter: str
    name: str
    how: str


TRAINING = {
    "E": Training("E", "easy", "70 % of VO2max"),
    "M": Training("M", "marathon", "marathon race pace"),
    "T": Training("T", "threshold", "88 % of VO2max"),
    "CV": Training("CV", "critical velocity", "the pace of a 30-minute race"),
    "I": Training("I", "interval", "97.5 % of VO2max"),
    "R": Training("R", "repetition", "6 s per 400 faster than I"),
}


@record
class Races:
    """The races of one runner, any number of them, and the formula between them.

    Of two over one distance the last one given counts, for every pace.
    """

    races: tuple[Race, ...] = ()
    formula: str = "vdot"

    def __post_init__(self) -> None:
        kept: list[Race] = []
        for race in reversed(self.races):
            if not any(same_distance(race.metres, other.metres) for other in kept):
                kept.insert(0, race)
        object.__setattr__(self, "races", tuple(kept))

    def __bool__(self) -> bool:
        return bool(self.races)

    def vdot_at(self, metres: float) -> float:
        """VDOT that counts for `metres`: a race there, between two races, or the nearest."""
        return _vdot_at(self.races, metres)

    def at(self, metres: float) -> Equivalent:
        """Race pace over `metres`. Needs at least one race."""
        return _equivalent(self.races, self.formula, metres)

    def training(self, letter: str) -> Equivalent:
        """One of the paces of TRAINING. Needs at least one race."""
        return _training(self.races, self.formula, letter)


@lru_cache(maxsize=1024)
def _vdot_at(races: tuple[Race, ...], metres: float) -> float:
    ordered = sorted(races, key=lambda race: race.metres)
    values = [vdot.vdot(race.metres, race.time_ms / 1000) for race in ordered]
    if metres <= ordered[0].metres:
        return values[0]
    for i in range(1, len(ordered)):
        if metres <= ordered[i].metres:
            width = log(ordered[i].metres / ordered[i - 1].metres)
            share = log(metres / ordered[i - 1].metres) / width if width else 1.0
            return values[i - 1] + share * (values[i] - values[i - 1])
    return values[-1]


@lru_cache(maxsize=1024)
def _equivalent(races: tuple[Race, ...], formula: str, metres: float) -> Equivalent:
    name = distance_name(metres)
    for race in races:
        if same_distance(race.metres, metres):
            return Equivalent(
                race.time_ms / 1000 / race.metres, f"{name} pace from {race.name}", True
            )
    nearest = min(races, key=lambda race: abs(log(race.metres / metres)))
    if formula == "riegel":
        seconds = nearest.time_ms / 1000 * (metres / nearest.metres) ** RIEGEL_EXPONENT
        label = "Riegel"
    else:
        seconds = vdot.race_seconds(_vdot_at(races, metres), metres)
        label = "VDOT"
    source = (
        " and ".join(r.name for r in _around(races, metres)) if label == "VDOT" else nearest.name
    )
    return Equivalent(
        seconds / metres, f"{name} pace {clock(seconds * 1000, 0)} from {source} ({label})"
    )


def _around(races: tuple[Race, ...], metres: float) -> list[Race]:
    """The races the pace over `metres` rests on: one, or the two on either side."""
    below = [race for race in races if race.metres < metres]
    above = [race for race in races if race.metres > metres]
    nearest = []
    if below:
        nearest.append(max(below, key=lambda race: race.metres))
    if above:
        nearest.append(min(above, key=lambda race: race.metres))
    return nearest or list(races[:1])


@lru_cache(maxsize=256)
def _training(races: tuple[Race, ...], formula: str, letter: str) -> Equivalent:
    # Each pace rests on the races nearest to its own length.
    if letter == "M":
        seconds_per_metre = _equivalent(races, formula, MARATHON).seconds_per_metre
    elif letter == "E":
        seconds_per_metre = vdot.pace_at(_vdot_at(races, MARATHON), 0.70)
    elif letter == "T":
        seconds_per_metre = vdot.pace_at(_vdot_at(races, 15000.0), 0.88)
    elif letter == "CV":
        seconds_per_metre = vdot.pace_for_minutes(_vdot_at(races, 8000.0), 30.0)
    else:
        seconds_per_metre = vdot.pace_at(_vdot_at(races, 5000.0 if letter == "I" else MILE), 0.975)
        if letter == "R":
            seconds_per_metre -= 6 / 400
    pace = TRAINING[letter]
    source = " and ".join(race.name for race in races)
    per_400 = seconds_per_metre * 400
    return Equivalent(
        seconds_per_metre, f"{pace.name} pace {per_400:.1f} s per 400 from {source} ({pace.how})"
    )
