# SPDX-License-Identifier: MIT
"""Presses out of the edges that an interrupt stamps: debounced afterwards, never waited for.

A press belongs to its first edge. Contacts bounce as they close and, more, as they open, so every
edge until the contact has been open and quiet for a while belongs to the same press; and a press
that comes sooner after another than the lock-out is none, unless it turns out to be a hold. Not
here: what a press does (`runner`, `app`).
"""

from micropython import const

_SETTLE_MS = const(30)


class Presses:
    """The presses of one button, by `poll()` at every wake.

    pending: a press waits to be dealt with, by `take()`; ms, us: the instant of its first edge.
    open_ms, open_us: from when on a press counts. down: the contact is not known to be open and
    quiet. holding: it is down by that press, which may yet become a hold, whether it counted or
    not.
    """

    def __init__(self, button, clock, lockout_ms):
        """button: `stamps`, `head`, `is_down()` (see boards/README.md)."""
        self.button = button
        self.lockout_ms = lockout_ms
        self.pending = False
        self.down = False
        self.holding = False
        self.head = button.head
        self.ms = clock.ms
        self.us = clock.us
        self.open_ms = clock.ms
        self.open_us = clock.us
        self._clock = clock
        self._stamps = button.stamps
        self._size = len(button.stamps)
        self._quiet_ms = clock.ms

    def shift(self, ms):
        """The clock was set back by so many milliseconds."""
        self.ms -= ms
        self.open_ms -= ms
        self._quiet_ms -= ms

    def lock(self, ms, us):
        """No press counts that comes within the lock-out after this instant."""
        self.open_ms = ms + self.lockout_ms
        self.open_us = us

    def counts(self):
        """Whether the latest press came outside of a lock-out."""
        ms = self.ms
        return ms > self.open_ms or (ms == self.open_ms and self.us >= self.open_us)

    def take(self):
        """Deal with the press that is pending: whether it counts. One that does not can still
        become a hold."""
        self.pending = False
        if self.counts():
            self.lock(self.ms, self.us)
            return True
        return False

    def poll(self):
        """Take what edges there are, up to the next press. The clock has just been updated."""
        clock = self._clock
        button = self.button
        size = self._size
        n = (button.head - self.head) & 0xFFFF
        if n > size:  # only a storm of bounces can overrun the ring; its oldest edges are gone
            self.head = (self.head + n - size) & 0xFFFF
            n = size
        while n and not self.pending:
            clock.stamp(self._stamps[self.head % size])
            self.head = (self.head + 1) & 0xFFFF
            n -= 1
            if not self.down:
                self.down = True
                self.ms = clock.stamp_ms
                self.us = clock.stamp_us
                self.pending = True
                self.holding = True
            self._quiet_ms = clock.stamp_ms
        if self.down and not n:  # else there are edges to come, later than what was seen so far
            if button.is_down():
                self._quiet_ms = clock.ms
            elif clock.ms - self._quiet_ms >= _SETTLE_MS:
                self.down = False
                self.holding = False
