# SPDX-License-Identifier: MIT
# ruff: noqa: E402
"""The whole app through a 25 x 400: prints the heap it holds after boot, and at most later.

What the stand-in for a board takes is left out of both.
"""

import gc
import sys

folder = sys.argv[1]
sys.path[:] = [folder + "/firmware", folder + "/helpers"]

gc.collect()
before = gc.mem_alloc()
from pacer import app, laplog, runner, storage  # noqa: F401 - and all that a session holds

gc.collect()
firmware = gc.mem_alloc() - before

from support.programs import build, repeat, run, window
from support.watch import Button, Tone, Trace, World, ticks_diff


class Restart(BaseException):
    pass


class Board:
    name = "nothing"
    root = folder + "/root"
    vibration = None
    led = None
    display = None
    bluetooth = None
    button2 = None
    peak = 0
    boot = 0
    slept = 0

    def __init__(self):
        self.button = Button()
        self.world = World(self.button)
        self.trace = Trace(self.world, False)
        self.trace.react = self.react
        self.tone = Tone(self.world, self.trace)
        self.ticks_us = self.world.ticks_us
        self.ticks_diff = ticks_diff

    def sleep_ms(self, ms):
        # Looking takes long, so one look in 16; nothing but a collection gives anything back.
        self.slept += 1
        if self.slept & 15 == 0:
            now = gc.mem_alloc()
            if now > self.peak:
                self.peak = now
        self.world.sleep_ms(ms)

    def idle(self, ms):
        if not self.boot:
            gc.collect()
            self.boot = gc.mem_alloc()
            self.world.press(self.world.ms + 500)
        self.sleep_ms(ms)

    def react(self, kind, step, ms, us):
        if kind == "go":
            self.world.press(ms + 84000, us)

    def battery_percent(self):
        return 80

    def unix_time(self):
        return 1790000000

    def watchdog(self, ms):
        pass

    def feed(self):
        pass

    def reset(self):
        raise Restart


board = Board()
files = storage.Storage(board.root)
files.start()
files.append("sessions/goal.tpp", build(repeat(25, run(400, 84000), window(35000, 45000))))
del files
gc.collect()
base = gc.mem_alloc()
try:
    app.run(board)
except Restart:
    pass
names = storage.Storage(board.root).list("logs")
assert names[0][1] > 25 * 15, names
print(firmware + board.boot - base, firmware + board.peak - base)
