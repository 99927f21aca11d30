# SPDX-License-Identifier: MIT
"""What a display is asked to show, between sessions and in one. Loaded where there is a display.

Here: which words and numbers. Not here: drawing them (`drivers`), when there is time for it
(`chores`).
"""

from micropython import const

from .opcodes import RUN as RUN_STEP
from .state import PAUSED, RECOVERY

_WORDS_S = const(5)  # so long before a GO the display stops counting


class Screen:
    """What a display is asked to show; what does not apply is None."""

    def __init__(self):
        self.stands = False  # what it says of the session is still right
        self.clear()

    def clear(self):
        self.title = None
        self.rep = None
        self.reps = None
        self.target_ms = None
        self.countdown_s = None
        self.last_ms = None
        self.difference_ms = None
        self.text = None

    def follow(self, now, steps, after, ms):
        """Bring it up to date with a session at an instant; whether it changed.

        now: the `State`; steps, after: where the session is, and what follows. It allocates.
        """
        left = None
        if now.phase == RECOVERY:
            rest = now.recovery
            if rest.ends:
                left = (rest.end_ms - ms + 999) // 1000
                if left < _WORDS_S:
                    left = None
            else:
                left = (ms - rest.start_ms) // 1000
        if self.stands and self.countdown_s == left:
            return False
        if not self.stands:
            self._fill(now, steps, after)
        self.stands = True
        self.countdown_s = left
        return True

    def _fill(self, now, steps, after):
        """The rep to come, and the lap just run."""
        self.clear()
        coming = after if now.phase == RECOVERY and now.after < after.total else steps
        if coming.kind == RUN_STEP:
            self.rep = coming.rep
            self.reps = coming.reps
            self.target_ms = coming.target_ms
        self.title = "%d/%d" % (self.rep, self.reps) if self.rep else None
        self.text = "paused" if now.phase == PAUSED else ""
        if now.close_ms > now.go_ms:  # in a run, the lap before it was another target's
            self.last_ms = now.lap_ms
            if steps.target_ms and now.lap_ms:
                self.difference_ms = now.lap_ms - steps.target_ms
