# SPDX-License-Identifier: MIT
"""The geometry of a 400 m track: lanes, straights and bends, and where the painted marks are.

A standard track has straights of 84.39 m and lanes of 1.22 m; lane 1 is measured 0.30 m from the
kerb, the others 0.20 m from their line. The marks are those of a rep that ends where it began,
on the common line at the end of a straight, and begins with a bend.
"""

from __future__ import annotations

from functools import lru_cache
from math import pi

STRAIGHT_M = 84.39
LANE_WIDTH_M = 1.22
LANES = 10


def lap_length(lane: int) -> float:
    """Metres of one lap in `lane` (1 to 10)."""
    if lane == 1:
        return 400.0
    return 400.0 + 2 * pi * ((lane - 1) * LANE_WIDTH_M - 0.10)


def bend_length(lane: int) -> float:
    """Metres of one bend in `lane`."""
    return (lap_length(lane) - 2 * STRAIGHT_M) / 2


@lru_cache(maxsize=4096)
def run_length(nominal: float, lane: int) -> float:
    """Metres actually run in `lane` from the common line to lane 1's `nominal` metres."""
    laps, rest = divmod(nominal, 400.0)
    inner, outer = bend_length(1), bend_length(lane)
    half = inner + STRAIGHT_M
    halves, rest = divmod(rest, half)
    length = laps * lap_length(lane) + halves * (outer + STRAIGHT_M)
    if rest <= inner:
        return length + rest * outer / inner
    return length + outer + rest - inner


def bend_share(metres: float, lane: int = 1) -> tuple[float, float]:
    """How much of the first `metres` (nominal, from the common line) are bend and straight."""
    laps, rest = divmod(metres, 200.0)
    inner = bend_length(1)
    bend = laps * inner + min(rest, inner)
    return bend, metres - bend
