# SPDX-License-Identifier: MIT
"""How fast a watch's clock runs, against this computer's: over a minute, or since it was last set.

Here: the comparison and its uncertainty. Not here: what is said of it (`doctor`, `laps.fetch`).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from trackpacer.device.protocol import ClockReading, Device
from trackpacer.records import record

MINUTE_S = 60.0
FAULT_PPM = 100
"""A crystal is within 40 ppm, warm or cold; an RC oscillator within 20,000."""

_READINGS = 24  # at the beginning, and again at the end
_BEST = 6  # of these: those whose answer came soonest
_WRAP_US = 1 << 30
_PAUSE_S = 2.0

# A clock that was set to a second, is read to a second, and loses up to one at a restart.
_SLACK_S = 5
_SHORTEST_S = 600


@record
class Drift:
    """ppm: how many millionths the watch's clock is too fast, negative: too slow. uncertain_ppm:
    how far off that may be, for an answer takes a while to come."""

    ppm: float
    uncertain_ppm: float

    @property
    def is_fault(self) -> bool:
        """Whether it is over FAULT_PPM, the uncertainty taken in its favour."""
        return abs(self.ppm) - self.uncertain_ppm > FAULT_PPM

    def __str__(self) -> str:
        """'12 ppm fast (within 30)'."""
        way = "fast" if self.ppm >= 0 else "slow"
        return f"{abs(self.ppm):,.0f} ppm {way} (within {max(1, self.uncertain_ppm):,.0f})"


def lap_error_s(ppm: float, lap_s: float = 84.0) -> float:
    """By how much a lap of so many seconds comes out wrong, in seconds."""
    return abs(ppm) * lap_s / 1_000_000


def compare(
    device: Device,
    seconds: float = MINUTE_S,
    progress: Callable[[float, float], None] = lambda done_s, total_s: None,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Drift:
    """The watch's clock against this computer's, for so many seconds (under 17 minutes).

    progress: called with the seconds that are over and their sum. Raises DeviceError.
    """
    start = now()
    progress(0, seconds)
    first = _offset(device, now)
    while (left := start + seconds - now()) > 0:
        sleep(min(_PAUSE_S, left))
        device.read_clock()  # a word now and then: a silent link is ended by the watch
        progress(min(seconds, now() - start), seconds)
    last = _offset(device, now)
    passed_us = (last.at_s - first.at_s) * 1_000_000
    watch_us = (last.ticks_us - first.ticks_us) % _WRAP_US
    gained = watch_us - passed_us
    return Drift(
        gained / passed_us * 1_000_000,
        (first.spread_us + last.spread_us) / passed_us * 1_000_000,
    )


@record
class _Point:
    """When (by this computer) the watch's ticks stood where, and within how much."""

    at_s: float
    ticks_us: int
    spread_us: float


def _offset(device: Device, now: Callable[[], float]) -> _Point:
    """Of many readings the soonest answered: what delays one, delays only that one."""
    found: list[tuple[float, float, int]] = []
    for _ in range(_READINGS):
        before = now()
        reading = device.read_clock()
        after = now()
        found.append((after - before, (before + after) / 2, reading.ticks_us))
    best = sorted(found)[:_BEST]
    _, at_s, ticks_us = best[0]
    offsets = [
        (ticks - ticks_us + _WRAP_US // 2) % _WRAP_US - _WRAP_US // 2 - (at - at_s) * 1_000_000
        for _, at, ticks in best
    ]
    middle = statistics.median(offsets)
    spread = max(abs(offset - middle) for offset in offsets)
    return _Point(at_s, ticks_us + round(middle), spread)


def since_set(reading: ClockReading, now_s: float) -> Drift | None:
    """By the time of day, since a computer set it last; None where that cannot be told.

    The time of day passes restarts, and is unset after a loss of power; a second may be lost at
    each restart, so that an hour tells 2,000 ppm, and a day 100.
    """
    if not reading.unix_s or not reading.set_s or reading.boots < 0:
        return None
    passed_s = now_s - reading.set_s
    if passed_s < _SHORTEST_S:
        return None
    gained_s = reading.unix_s - now_s
    uncertain_s = _SLACK_S + reading.boots
    return Drift(gained_s / passed_s * 1_000_000, uncertain_s / passed_s * 1_000_000)
