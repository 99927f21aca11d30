# SPDX-License-Identifier: MIT
"""Runs sessions on the test watch and prints every heap byte that a rep or a recovery takes.

Runs on 32 bits with automatic collection off: `gc.mem_alloc()` must not move between the first GO
and the last lap. For each session a line `NAME turns bytes`; the last line is `DONE`.
"""

import gc

from support import programs as p
from support.watch import Watch
from support.wearer import Wearer

from pacer import chores, laplog, runner


class NoCollection:
    """In place of the module in `runner`: what was taken must stay visible."""

    @staticmethod
    def collect():
        pass


class Files:
    """A flash that takes everything, so that `LapLog.add` is the watch's own."""

    boot = 1

    def create_log(self, head):
        return "logs/00001.log"


class Log(laplog.LapLog):
    """Flash writes may allocate (they have a second to do so): this one only empties the buffer."""

    def begin(self):
        pass

    def flush(self):
        self.pending = 0
        return True


def session(name, *steps, laps=None, rests=None, held=None, presses=(), **chosen):
    watch = Watch(p.build(*steps), keep=False, **chosen)
    watch.use(Log(Files()))
    Wearer(watch, laps, rests, held)
    for at, hold in presses:
        watch.world.press(4100 + at, 0, hold)
    world = watch.world
    sleep = world.sleep_ms
    alloc = gc.mem_alloc
    # base, most, turns
    seen = [0, 0, 0]

    def look(ms):
        # From the first GO on. Nothing is given back, so a look now and then sees everything.
        if watch.trace.heard_go:
            if seen[2] & 255 == 0:
                now = alloc()
                if seen[2] == 0:
                    seen[0] = now
                seen[1] = now
            seen[2] += 1
        sleep(ms)

    watch.runner._sleep = look
    gc.collect()
    gc.disable()
    watch.run()
    gc.enable()
    print(name, seen[2], seen[1] - seen[0])


runner.gc = chores.gc = NoCollection
EIGHT = {k: 61000 + k for k in range(8)}
session("goal", p.repeat(6, p.run(400, 84000), p.window(35000, 45000)), rests={1: 40000})
session("3km_in_30_cues", p.run(3000, 630000), p.fixed(60000, between=False), p.run(400, 84000))
session("10_minute_reps", p.repeat(2, p.run(3000, 600000), p.equal()), laps={0: (601234, 567)})
session(
    "12km_untargeted",
    p.run(12000),
    p.fixed(60000, between=False),
    p.run(400, 84000),
    laps={0: (3001234, 567)},
)
session(
    "uneven_ladder",
    p.repeat(3, p.run(400, (94000, 84000), splits=(-500, -900, 300)), p.fixed(30000)),
)
session(
    "full_ticks",
    p.repeat(3, p.run(400), p.full(180000, 240000)),
    laps=EIGHT,
    rests={0: 301000, 1: 200000},
)
session(
    "equal_other",
    p.repeat(2, p.run(400, 69000), p.equal(between=False)),
    p.repeat(2, p.run(200, 32000), p.equal_other()),
)
session(
    "tolerance",
    p.repeat(3, p.run(400, 69000), p.equal(95, 10000)),
    laps={0: (70001, 999)},
    rests={1: 66000},
)
session(
    "jog_sendoff_none",
    p.run(400, 84000),
    p.jog(1000, between=False),
    p.run(400, 84000),
    p.sendoff(120000, between=False),
    p.run(400, 84000),
    p.none(between=False),
    p.run(200, 40000),
    rests={0: 90000},
)
session(
    "timed",
    p.repeat(3, p.timed(60000, 240000), p.fixed(20000)),
    p.repeat(2, p.timed(7000), p.full()),
    rests={4: 70000},
    presses=((0, 120), (420000, 120)),
)
session("missed", p.repeat(3, p.run(400, 84000), p.fixed(25000)), laps={0: None, 1: None, 2: None})
session(
    "hold_and_go_on",
    p.repeat(2, p.run(400, 84000), p.fixed(25000)),
    laps={0: None},
    presses=((50000, 1200), (90000, 120), (124500, 120)),
)
session(
    "again",
    p.repeat(2, p.run(400, 84000), p.fixed(25000)),
    laps={0: None},
    presses=((50000, 1200), (90000, 1500)),
)
session("shift", p.repeat(2, p.run(400, 84000), p.fixed(25000)), shift_s=3, spacing_m=50)
session(
    "coach",
    p.repeat(3, p.run(400, 84000), p.fixed(25000)),
    start="press-every",
    rests={0: 24000, 1: 26000},
)
print("DONE")
