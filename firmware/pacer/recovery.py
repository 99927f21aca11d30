# SPDX-License-Identifier: MIT
"""A recovery on the clock: when it opens, warns and ends, whatever its kind.

Every kind comes down to the same few instants: from where it counts (the lap's stamp, the target
of a missed rep, the GO of a send-off), when a press may end it, when the watch ends it. Not here:
what is heard then (`runner`), which recovery follows a run (`program`).
"""

from micropython import const

# What happens next.
NOTHING = const(0)  # until a press
TICK = const(1)  # a minute of an open recovery has passed
OPEN = const(2)  # from now on a press ends it
REMIND = const(3)  # it should end
WARN = const(4)  # 10 s are left
COUNT = const(5)  # 3, 2, 1 s are left
END = const(6)  # the next run begins

_WARN_MS = const(10000)
_COUNTS = const(3)
_APART_MS = const(1000)  # the 10 s warning gives way to a window that opens so near
_MINUTE_MS = const(60000)


_FIELDS = (
    "start_ms", "start_us", "us", "opens", "open_ms", "ends", "end_ms", "warns", "reminds",
    "remind_ms", "ticks", "event", "at_ms", "at_us",
)  # fmt: skip


class Recovery:
    """One recovery, told event by event: `event` is due at `at_ms`, `at_us`; `next()` moves on.

    Instants are a clock's; `start_*`: from where it counts; `opens`, `open_ms`: from when a press
    ends it; `ends`, `end_ms`: when the watch does; both at `us`. Nothing here allocates.
    """

    def __init__(self):
        for name in _FIELDS:
            setattr(self, name, 0)

    def copy(self, other):
        """Become as `other` is."""
        for name in _FIELDS:
            setattr(self, name, getattr(other, name))

    def begin(self, start_ms, start_us):
        """Begin at an instant, as one that ends at once; then call what sets its kind."""
        self.start_ms = start_ms
        self.start_us = start_us
        self.us = start_us
        self.opens = False
        self.ends = True
        self.end_ms = start_ms
        self.warns = False
        self.reminds = False
        self.ticks = False
        self.event = NOTHING
        self.at_ms = start_ms
        self.at_us = start_us

    def enforced(self, length_ms):
        """`length_ms` from its start; the watch ends it."""
        self.end_ms = self.start_ms + length_ms
        self.warns = True

    def enforced_at(self, ms, us):
        """Until an instant (a send-off); at once when that has passed."""
        if ms < self.start_ms or (ms == self.start_ms and us < self.start_us):
            return
        self.end_ms = ms
        self.us = us
        self.warns = True

    def window(self, min_ms, max_ms):
        """A press may end it from `min_ms` after its start; the watch does at `max_ms`."""
        self.enforced(max_ms)
        self.opens = True
        self.open_ms = self.start_ms + min_ms

    def equal(self, length_ms, length_us, tolerance_ms):
        """As long as the rep; with a tolerance, a window that far around it."""
        us = self.start_us + length_us
        self.us = us % 1000
        self.end_ms = self.start_ms + length_ms + us // 1000
        self.warns = True
        if tolerance_ms:
            self.opens = True
            self.open_ms = self.end_ms - tolerance_ms
            if self.open_ms < self.start_ms:
                self.open_ms = self.start_ms
            self.end_ms += tolerance_ms

    def full(self, min_ms, max_ms):
        """Until a press, allowed from `min_ms`, reminded at `max_ms` (below 1: no bound)."""
        self.ends = False
        self.ticks = True
        self.opens = True
        self.open_ms = self.start_ms
        if min_ms > 0:
            self.open_ms += min_ms
        if max_ms > 0:
            self.reminds = True
            self.remind_ms = self.start_ms + max_ms

    def by_press(self):
        """A coach starts every rep: what the watch would end, a press does, at any time; also where
        a send-off has passed."""
        if self.ends:
            self.ends = False
            self.reminds = True
            self.remind_ms = self.end_ms
            self.opens = True
            self.open_ms = self.start_ms

    def is_open(self, ms, us):
        """Whether a press at this instant ends it."""
        return self.opens and (ms > self.open_ms or (ms == self.open_ms and us >= self.us))

    def shift(self, ms, us):
        """Put everything still to come later by this much (a pause)."""
        self.start_us += us
        self.start_ms += ms + self.start_us // 1000
        self.start_us %= 1000
        self.at_us += us
        self.at_ms += ms + self.at_us // 1000
        self.at_us %= 1000
        self.us += us
        ms += self.us // 1000
        self.us %= 1000
        self.open_ms += ms
        self.end_ms += ms
        self.remind_ms += ms

    def skip(self, ms, us):
        """Move past what was due up to an instant, and tell what a wearer must still know of it:
        REMIND, OPEN or NOTHING. An END is never passed."""
        known = NOTHING
        while self.event and self.event != END:
            if self.at_ms > ms or (self.at_ms == ms and self.at_us > us):
                break
            if self.event == OPEN or self.event == REMIND:
                known = self.event
            self.next()
        return known

    def end_at(self, ms, us):
        """It ends then, and there is nothing to tell before."""
        self.ends = True
        self.event = END
        self.end_ms = self.at_ms = ms
        self.us = self.at_us = us

    def next(self):
        """Move to the first event later than the one before (or than the start)."""
        last_ms = self.at_ms
        last_us = self.at_us
        self.event = NOTHING
        us = self.us
        if self.ends and (self.end_ms < last_ms or (self.end_ms == last_ms and us <= last_us)):
            self.event = END
            self.at_ms = self.end_ms
            self.at_us = us
            return
        # Of two at the same instant the one offered first is heard.
        if self.opens and self.open_ms > self.start_ms:
            self._offer(OPEN, self.open_ms, us, last_ms, last_us)
        if self.reminds:
            self._offer(REMIND, self.remind_ms, us, last_ms, last_us)
        if self.ends:
            self._offer(END, self.end_ms, us, last_ms, last_us)
            for left in range(1, _COUNTS + 1):
                self._offer(COUNT, self.end_ms - left * 1000, us, last_ms, last_us)
        if self.warns:
            at = (self.end_ms if self.ends else self.remind_ms) - _WARN_MS
            if not (self.opens and -_APART_MS < at - self.open_ms < _APART_MS):
                self._offer(WARN, at, us, last_ms, last_us)
        if self.ticks:
            passed = (last_ms - self.start_ms) // _MINUTE_MS + 1
            self._offer(TICK, self.start_ms + passed * _MINUTE_MS, self.start_us, last_ms, last_us)

    def _offer(self, event, ms, us, last_ms, last_us):
        """Take this event when it comes after the last one, and before what was offered so far."""
        if ms < last_ms or (ms == last_ms and us <= last_us):
            return
        if self.event and (ms > self.at_ms or (ms == self.at_ms and us >= self.at_us)):
            return
        self.event = event
        self.at_ms = ms
        self.at_us = us
