# SPDX-License-Identifier: MIT
"""A board on the laptop's own clock: real sleeps, real ticks; presses by appointment."""

import time
from array import array

from pacer import names

GO = names.CUES.index("go")
FAST = names.CUES.index("fast")
NOTED = names.CUES.index("noted")
MASK = 0x3FFFFFFF

# The unix port's own `sleep_ms` wakes every millisecond, which no board's does; `sleep` does not.
SECONDS = [ms / 1000 for ms in range(21)]


def ticks_diff(a, b):
    return ((a - b + 0x20000000) & MASK) - 0x20000000


def ticks_us():
    return time.ticks_us() & MASK


class Button:
    def __init__(self):
        self.stamps = array("i", [0] * 16)
        self.head = 0

    def is_down(self):
        return False


class Board:
    """`appoint(ticks)`: a press then, seen at the first wake after it."""

    name = "laptop"
    vibration = None
    led = None
    display = None

    def __init__(self, most):
        self.button = Button()
        self.tone = self
        self.trace = self
        self.ticks_us = ticks_us
        self.ticks_diff = ticks_diff
        self.asleep_us = 0
        self.late = array("i", [0] * most)
        self.step = array("i", [0] * most)
        self.count = 0
        self.zero = 0
        self.went = None
        self._due = 0
        self._at = -1
        self._waiting = False
        self._press = 0
        self._appointed = False

    def appoint(self, ticks):
        self._press = ticks & MASK
        self._appointed = True

    def sleep_ms(self, ms):
        start = ticks_us()
        time.sleep(SECONDS[ms])
        now = ticks_us()
        self.asleep_us += ticks_diff(now, start)
        if self._appointed and ticks_diff(now, self._press) >= 0:
            self._appointed = False
            self.button.stamps[self.button.head % 16] = self._press
            self.button.head += 1

    def feed(self):
        pass

    def battery_percent(self):
        return None

    def watchdog(self, ms):
        pass

    # the tone

    def start(self, frequency_hz, volume_percent):
        now = ticks_us()
        if self._waiting:
            self._waiting = False
            if self._at >= 0:
                self.late[self.count] = ticks_diff(now, self._due)
                self.step[self.count] = self._at
                self.count += 1

    def stop(self):
        pass

    # the trace

    def begin(self, ticks, steps):
        self.zero = ticks

    def cue(self, kind, step, metres, due_ms, due_us):
        self._due = (self.zero + due_ms * 1000 + due_us) & MASK
        # What answers a press has no deadline of its own.
        self._at = -1 if FAST <= kind <= NOTED else step
        self._waiting = True
        if kind == GO and self.went:
            self.went(self._due)

    def lap(self, step, ms, us):
        pass
