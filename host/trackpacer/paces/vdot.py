# SPDX-License-Identifier: MIT
"""Daniels and Gilbert's VDOT: what one race says of every other distance.

Formulae: J. Daniels, J. Gilbert, "Oxygen Power" (1979). Velocity in m/min, time in minutes:
VO2 = -4.60 + 0.182258 v + 0.000104 v^2, and the share of VO2max that can be held for t is
0.8 + 0.1894393 exp(-0.012778 t) + 0.2989558 exp(-0.1932605 t). VDOT is their quotient.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, sqrt


def oxygen(velocity: float) -> float:
    """Oxygen cost (ml/kg/min) of running at `velocity` m/min."""
    return -4.60 + 0.182258 * velocity + 0.000104 * velocity * velocity


def velocity(oxygen_cost: float) -> float:
    """Velocity in m/min at which running costs `oxygen_cost` ml/kg/min."""
    root = sqrt(0.182258 * 0.182258 + 4 * 0.000104 * (oxygen_cost + 4.60))
    return (root - 0.182258) / (2 * 0.000104)


def fraction(minutes: float) -> float:
    """Share of VO2max that can be held for `minutes` (1 is about 11 minutes)."""
    return 0.8 + 0.1894393 * exp(-0.012778 * minutes) + 0.2989558 * exp(-0.1932605 * minutes)


def vdot(metres: float, seconds: float) -> float:
    """VDOT of a race over `metres` run in `seconds` (both positive)."""
    minutes = seconds / 60
    return oxygen(metres / minutes) / fraction(minutes)


@lru_cache(maxsize=4096)
def race_seconds(value: float, metres: float) -> float:
    """Seconds for `metres` (100 m to 100 km) that have the VDOT `value`."""
    low, high = metres / 12.0, metres / 0.9
    # VDOT falls as the time grows: Newton's step, kept within the bracket.
    seconds = metres / (velocity(value) / 60)
    for _ in range(60):
        difference = vdot(metres, seconds) - value
        if difference > 0:
            low = seconds
        else:
            high = seconds
        slope = (vdot(metres, seconds + 0.01) - vdot(metres, seconds)) / 0.01
        step = seconds - difference / slope
        if not low < step < high:
            step = (low + high) / 2
        if abs(step - seconds) < 1e-7:
            return step
        seconds = step
    return seconds


@lru_cache(maxsize=1024)
def pace_for_minutes(value: float, minutes: float) -> float:
    """Seconds per metre that a runner of VDOT `value` can hold for `minutes`."""
    return 60 / velocity(value * fraction(minutes))


def pace_at(value: float, share: float) -> float:
    """Seconds per metre at `share` (0.5 to 1.1) of the VO2max that VDOT `value` stands for."""
    return 60 / velocity(value * share)


@lru_cache(maxsize=1024)
def seconds_held(value: float, seconds_per_metre: float) -> float:
    """How long a runner of VDOT `value` can hold a pace: 0 (faster than any race) to 6 h."""
    share = oxygen(60 / seconds_per_metre) / value
    if share >= fraction(0.0):
        return 0.0
    low, high = 0.0, 360.0
    if share <= fraction(high):
        return high * 60
    for _ in range(40):
        middle = (low + high) / 2
        if fraction(middle) > share:
            low = middle
        else:
            high = middle
    return low * 60
