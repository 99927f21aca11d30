# SPDX-License-Identifier: MIT
"""The names of cues and of a lap log's events, for who tells of them: the laptop and the tests.

A watch knows them by their numbers alone, and never loads this file.
"""

# By the numbers in `cues`.
CUES = (
    "split last100 finish count go fast on slow noted warn10 window remind tick missed paused done"
    " low_battery error select resume sync"
).split(" ")

# By the numbers in `laplog`, from 1 on.
EVENTS = (" lap missed skipped void pause resume restart end stopped reset timed lost").split(" ")
