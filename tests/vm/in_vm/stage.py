# SPDX-License-Identifier: MIT
"""A stage for the installed firmware in the 32-bit VM: its own board, on a clock that jumps.

That VM collects garbage only between two scripts. So the app is run in parts: where the firmware
asks for a collection, or has come to where it is to be looked at, `Stop` is raised out of a sleep,
the script ends, and the next one goes on with `Runner._turn`. Prints nothing but what is measured.
"""

import gc
import sys


class Stop(BaseException):
    """The script ends here; the next goes on."""


class Restart(BaseException):
    """The board was reset."""


class Stage:
    """Time, a wearer, and what is seen. base: what the VM held before the firmware was loaded."""

    def __init__(self, board):
        self.board = board
        self.us = 0
        self.peak = 0
        self.wanted = False  # a collection
        self.idle = False  # stop at the app's first idle moment
        self.slept = 0
        self.due = None  # when the wearer presses next, and for how long
        self.up = None
        self.down = False
        self.bluetooth = None
        board.ticks_us = self.ticks_us
        board.ticks_diff = self.ticks_diff
        board.sleep_ms = self.sleep_ms
        board.idle = self.on_idle
        board.reset = self.reset
        board.watchdog = board.alone = lambda ms: None
        board.feed = lambda: None
        board.battery_percent = lambda: 80
        board.unix_time = lambda: 1790000000
        board.trace = self
        board.button.is_down = lambda: self.down

    def ticks_us(self):
        self.us = (self.us + 50) & 0x3FFFFFFF
        return self.us

    @staticmethod
    def ticks_diff(a, b):
        return ((a - b + 0x20000000) & 0x3FFFFFFF) - 0x20000000

    def look(self):
        now = gc.mem_alloc()
        if now > self.peak:
            self.peak = now

    def sleep_ms(self, ms):
        if self.wanted:
            self.wanted = False
            self.look()
            raise Stop
        self.slept += 1
        if self.slept & 15 == 0:
            self.look()
        self.us = (self.us + ms * 1000) & 0x3FFFFFFF
        if self.up is not None:
            self.up -= ms
            if self.up <= 0:
                self.up = None
                self.down = False
        if self.due is not None:
            self.due -= ms
            if self.due <= 0:
                self.due = None
                self.down = True
                self.up = 100
                button = self.board.button
                button.stamps[button.head % 16] = self.us
                button.head = (button.head + 1) & 0xFFFF

    def on_idle(self, ms):
        if self.idle:
            raise Stop
        self.sleep_ms(ms)

    def stop(self, ms):
        """In place of `sleep_ms`, out of a loop that would go on."""
        raise Stop

    def reset(self):
        raise Restart

    def collect(self):
        """In place of gc's, in the modules that ask for a collection while they run."""
        self.wanted = True

    # the trace

    def begin(self, ticks, steps):
        pass

    def cue(self, kind, step, metres, due_ms, due_us):
        if kind == 4:  # GO: in half a second after the lock-out the lap, whatever the target is
            self.due = 1500
        elif 5 <= kind <= 8 or kind == 10:  # the lap's answer, or a window: on with it
            self.due = 1500

    def lap(self, step, ms, us):
        pass

    def sounded(self):
        pass


class Stack:
    """In place of `bluetooth`, whose memory is not Python's: a link is heard by `handler`."""

    given = b""

    def __init__(self):
        self.sent = 0
        self.value = None

    def BLE(self):  # noqa: N802 - MicroPython's name
        return self

    def UUID(self, value):  # noqa: N802
        return None

    def irq(self, handler):
        self.handler = handler

    def active(self, on):
        pass

    def config(self, **values):
        pass

    def gatts_register_services(self, services):
        return ((1, 2),)

    def gatts_write(self, handle, data):
        pass

    def gatts_set_buffer(self, handle, size):
        self.value = bytearray(size)  # on MicroPython's heap

    def gap_advertise(self, interval_us, data):
        pass

    def gap_disconnect(self, link):
        pass

    def gatts_read(self, handle):
        return bytes(self.given)

    def gatts_notify(self, link, handle, data):
        self.sent += len(data)


def run(stage, work):
    """Go on with `work()` until it stops; whether it is over."""
    try:
        work()
    except Stop:
        return False
    except Restart:
        pass
    return True


def loaded():
    """The firmware's modules that are loaded, for who wants to see."""
    return sorted(name for name in sys.modules if name.startswith(("pacer", "drivers")))
