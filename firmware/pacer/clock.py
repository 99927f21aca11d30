# SPDX-License-Identifier: MIT
"""Elapsed time over ticks that wrap: the one place that knows about the wrap.

An instant is two integers, `ms` (since the clock was started) and `us` (0 to 999): in microseconds
alone ten minutes would already be a heap object on a 32-bit board. `ticks_us` of a board wraps at
2**30, after 17.9 minutes, and `ticks_diff` tells no more than half of that apart (8.9 minutes): so
`update()`, at every wake, takes what has passed since the wake before and starts from there.
Not here: what is due when (`runner`, `recovery`), times of day (the board).
"""

from micropython import const

FAR = const(500000000)  # us: the longest that `until` tells (8.3 minutes), under 2**30
_FAR_MS = const(500000)
_TICKS_MASK = const(0x3FFFFFFF)


class Clock:
    """`ms` and `us`: the instant of the latest `update()`.

    It must be updated at least every 8 minutes; the runner does at least every 20 ms.
    """

    def __init__(self, board):
        self._ticks = board.ticks_us
        self._diff = board.ticks_diff
        self._base = self._ticks()
        self.ms = 0
        self.us = 0
        self.stamp_ms = 0
        self.stamp_us = 0

    def restart(self):
        """Count from 0 again (a stamp of before gets a negative time); return the `ms` taken off.

        `us` stays, so that an instant of before is moved by whole milliseconds.
        """
        self.update()
        ms = self.ms
        self.ms = 0
        return ms

    def update(self):
        """Read the ticks: `ms` and `us` are now."""
        now = self._ticks()
        us = self.us + self._diff(now, self._base)
        self._base = now
        self.ms += us // 1000
        self.us = us % 1000

    def until(self, ms, us):
        """Microseconds from the latest `update()` to an instant; at most FAR either way."""
        ms -= self.ms
        if ms >= _FAR_MS:
            return FAR
        if ms <= -_FAR_MS:
            return -FAR
        return ms * 1000 + us - self.us

    def stamp(self, ticks):
        """Set `stamp_ms` and `stamp_us` to the instant of an interrupt's `ticks_us`.

        Right up to 8.9 minutes before and after the latest `update()`.
        """
        us = self.us + self._diff(ticks, self._base)
        self.stamp_ms = self.ms + us // 1000
        self.stamp_us = us % 1000

    def ticks_at(self, ms, us):
        """The board's `ticks_us` count at an instant within 8 minutes: for an observer's eyes."""
        return (self._base + self.until(ms, us)) & _TICKS_MASK

    def spin(self, us, button=None, head=0):
        """Keep the processor until `us` after the latest `update()`, to the exact tick; or until
        the button's `head` is another."""
        ticks = self._ticks
        diff = self._diff
        base = self._base
        while diff(ticks(), base) < us:
            if button and button.head != head:
                return
