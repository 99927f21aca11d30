# SPDX-License-Identifier: MIT
"""The names of cues and of a lap log's events, and each cue's sound by itself, for who tells of
them: the laptop and the tests.

A watch knows them by their numbers alone, and never loads this file.
"""

from . import cues

# By the numbers in `cues`.
CUES = (
    "split last100 finish count go fast on slow noted warn10 window remind tick missed paused done"
    " low_battery error select resume sync"
).split(" ")

# By the numbers in `laplog`, from 1 on.
EVENTS = (" lap missed skipped void pause resume restart end stopped reset timed lost").split(" ")


def sound(cue):
    """What is kept of a cue: its share of the volume (per cent), its rank and whether it is FELT,
    its colour; then of each note frequency, time on and time off, in units of HZ and MS."""
    return cues.SOUNDS[cues.STARTS[cue] : cues.STARTS[cue + 1]]
