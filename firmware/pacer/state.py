# SPDX-License-Identifier: MIT
"""Where a session stands: its phase, and the instants that everything still to come counts from.

Not here: how it moves on (`runner`), what a recovery does in itself (`recovery`).
"""

from micropython import const

from .recovery import Recovery

# Phases, in the order of a session; PAUSED stands beside any of those before it.
LINE_UP = const(0)  # the count-in to the session's first GO
COUNT_IN = const(1)  # the count-in to a rep that is begun again
RUN = const(2)
RECOVERY = const(3)
PAUSED = const(4)
FINISHED = const(5)  # the last run is over; the button may still be down
ENDING = const(6)  # the last cue still sounds
OVER = const(7)

NOBODY = const(-1)  # of `waits`: no cue

# What the press under way was, for the hold that it may become.
NO_PRESS = const(0)  # none of the others: there is nothing to take back
STARTED = const(1)  # it started the session
LAPPED = const(2)
TOOK_UP = const(3)  # it took up what was paused
HELD = const(4)  # it became a hold, and may become a longer one
ENDED = const(5)  # it became a longer one

CANCELLED = const(0)  # how a session ends whose starting press became a hold; else laplog's events

_FIELDS = (
    "phase",
    "step",  # of the run that is run, or was run last
    "after",  # the step that stands after what is under way
    "cue",  # number of the next cue of the run, or of the count-in
    "go_ms", "go_us",
    "due", "due_ms", "due_us",  # whether anything is, and when
    "close_ms", "close_us",  # when the run before ended
    "run_ms", "run_us",  # how long it took
    "lap_ms",  # the same as the log has it; 0: no press came
    "rest_ms",  # the recovery before this run
    "equal_ms", "equal_us",  # the latest recovery equal to its rep; -1: none yet
    "waits",  # the cue that is told as soon as a more important one has been heard
    "paused",  # the phase that a pause stands in,
    "pause_ms", "pause_us",  # and since when
)  # fmt: skip


class State:
    """One attribute for each name in _FIELDS, and `recovery`. A hold goes back to a copy of it."""

    def __init__(self):
        self.recovery = Recovery()
        for name in _FIELDS:
            setattr(self, name, 0)
        self.equal_ms = -1
        self.waits = NOBODY

    def copy(self, other):
        """Become as `other` is: allocates nothing."""
        self.recovery.copy(other.recovery)
        for name in _FIELDS:
            setattr(self, name, getattr(other, name))
