# SPDX-License-Identifier: MIT
"""Where the cues of an evenly split run fall, in 31 bits: how many, how far apart.

Not here: uneven splits, and the cues themselves (`program`).
"""

from micropython import const

_MAX_RATIO = const(32768)  # metres of a run in units of its cue spacing: squared, under 2**30


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def cue_count(distance, spacing):
    """Cues of a run by distance, the finish included."""
    return 1 if spacing == 0 else (distance + spacing - 1) // spacing


def splittable(distance, spacing):
    """Whether the offsets of a run's cues can be computed exactly in 31 bits."""
    return cue_count(distance, spacing) == 1 or distance // gcd(distance, spacing) < _MAX_RATIO


def even_gap(distance, spacing, target):
    """Milliseconds between two cues of an evenly split run (rounded down)."""
    unit = gcd(distance, spacing)
    return target // (distance // unit) * (spacing // unit)


def last_gap(distance, spacing, target):
    """Milliseconds between the last cue and the finish of an evenly split run (rounded down).

    Short where the distance is no multiple of the spacing; it only has to be there.
    """
    unit = gcd(distance, spacing)
    rest = distance - (cue_count(distance, spacing) - 1) * spacing
    return target // (distance // unit) * (rest // unit)
