# SPDX-License-Identifier: MIT
"""Could this runner hold it? Judged by length, number and recovery of the reps, not by one pace.

A critical-speed balance (after P. Skiba's W' balance, 2012): above the critical speed a rep draws
on a reserve of metres, the recovery refills it exponentially. The reserve at a speed is what a race
at that speed would use up; a session that draws more than most of it cannot be held.
"""

from __future__ import annotations

from math import exp, log

from trackpacer.paces import vdot
from trackpacer.paces.equivalence import Races
from trackpacer.records import record

# How fast the reserve refills, and how much of it a session may draw. Set so that the founding
# article's hardest sessions pass and its misread offsets do not (6 x 400 in 68 s with 210 s is
# hard for a 35:00 10k runner; 10 x 400 in 69 s with equal recovery is not to be done).
REFILL_S = 180.0
MOST = 0.88
SPRINT_DECAY = 0.013


# World records, rounded down: metres, seconds. Nobody runs faster, whatever the text says.
RECORDS: tuple[tuple[float, float], ...] = (
    (100, 9.5), (200, 19.0), (400, 43.0), (800, 100.5), (1000, 131.0), (1500, 205.0), (2000, 280.0),
    (3000, 437.0), (5000, 753.0), (10000, 1570.0), (21097.5, 3400.0), (42195, 7200.0),
)  # fmt: skip


def fastest(metres: float) -> float:
    """Milliseconds a metre that nobody beats over a distance."""
    before = after = RECORDS[0]
    for after in RECORDS:
        if metres <= after[0]:
            break
        before = after
    low, high = before[1] / before[0], after[1] / after[0]
    share = log(metres / before[0]) / log(after[0] / before[0]) if after[0] > before[0] else 0.0
    return 995 * (low + min(max(share, 0.0), 1.0) * (high - low))


@record
class Effortful:
    """Reps as they would be run: metres, ms at the slow and fast end, how many, rest in seconds."""

    metres: float
    slow_ms: float
    fast_ms: float
    count: int
    rest_s: float


def beyond(effort: Effortful, races: Races) -> str:
    """Why it is beyond the runner, as the end of a sentence; '' when it is not."""
    speed = effort.metres / (effort.fast_ms / 1000)
    mile = 1 / races.at(1609.344).seconds_per_metre
    if speed <= 1 / races.at(10000.0).seconds_per_metre and effort.metres <= 10000:
        return ""
    held = _held(speed, races)
    time = effort.metres / speed
    critical = _critical_speed(races)
    if time <= held * 1.02:
        if speed <= critical:
            return ""
        reserve = (speed - critical) * held
        draw = (speed - critical) * time
        kept = exp(-effort.rest_s / REFILL_S)
        drawn = draw * (1 - kept**effort.count) / (1 - kept) if kept < 1 else draw * effort.count
        if effort.count == 1 or drawn <= MOST * reserve:
            return ""
    named = _faster_than(speed, races)
    per_400 = 400 / speed
    middle = f"faster than this runner could hold ({per_400:.1f} s per 400"
    if speed > mile:
        middle = f"faster than this runner's {named} ({per_400:.1f} s per 400"
    if effort.count > 1:
        return f"{middle}), too fast for {effort.count} of them with that recovery"
    return f"{middle})"


def _critical_speed(races: Races) -> float:
    """Metres a second between 3000 and 5000 m: the slope of distance over time."""
    long_s = races.at(5000.0).seconds_per_metre * 5000
    short_s = races.at(3000.0).seconds_per_metre * 3000
    return 2000 / (long_s - short_s)


def _held(speed: float, races: Races) -> float:
    """Seconds the runner can hold a speed (m/s); beyond 800 m speed by the speed reserve."""
    at_800 = races.at(800.0).seconds_per_metre
    if speed * at_800 <= 1:
        value = races.vdot_at(3000.0 if speed > 1 / races.at(5000.0).seconds_per_metre else 10000.0)
        return vdot.seconds_held(value, 1 / speed)
    mile = 1 / races.at(1609.344).seconds_per_metre
    time_800 = at_800 * 800
    top = mile + (1 / at_800 - mile) / exp(-SPRINT_DECAY * time_800)
    if speed >= top:
        return 0.0
    return -log((speed - mile) / (top - mile)) / SPRINT_DECAY


def _faster_than(speed: float, races: Races) -> str:
    best = "mile"
    for name, metres in (("mile", 1609.344), ("800", 800.0)):
        pace = races.at(metres).seconds_per_metre
        if speed > 1 / pace:
            best = f"{name} pace of {pace * 400:.1f} s"
    return best
