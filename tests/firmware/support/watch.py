# SPDX-License-Identifier: MIT
"""A watch made of nothing but time, for tests of the timing loop: on CPython and in any VM.

Its clock moves only when it is read or slept on, wraps as a board's does, and delivers the edges of
presses inside whatever read or sleep they fall into. What is heard is kept with the time at which
the tone started. Nothing here allocates once it is built (with `keep=False`), so that it can stand
under the 32-bit proof. Not here: flash, links, the wearer; `boards/simulator` has those.
"""

import time
from array import array

from pacer import clock, cues, names, presses, settings
from pacer.runner import Runner

MASK = 0x3FFFFFFF
STAMPS = 16
_FAR_MS = 1000000
_MOST = 256

try:
    _ticks_diff = time.ticks_diff
    # A 64-bit VM's own ticks wrap elsewhere.
    _NARROW = _ticks_diff(0, MASK) == 1
except AttributeError:
    _NARROW = False


def ticks_diff(a, b):
    """a - b, as the boards' own."""
    return ((a - b + 0x20000000) & MASK) - 0x20000000


if _NARROW:
    ticks_diff = _ticks_diff  # noqa: F811


class Button:
    """Stamps falling edges, as the interrupt does."""

    def __init__(self):
        self.stamps = array("i", [0] * STAMPS)
        self.head = 0
        self.answer = None
        self.level = False

    def is_down(self):
        return self.level


class World:
    """Time. `ms`, `us`: since it was built; `ticks`: the count that wraps."""

    def __init__(self, button, before_wrap_us=20000000, read_us=7, wake_us=30):
        self.button = button
        self.ms = 0
        self.us = 0
        self.ticks = MASK - before_wrap_us + 1
        self.read_us = read_us
        self.wake_us = wake_us
        self.edges = 0  # how many are still to come
        self.slept_ms = 0
        self.interrupted = False  # an interrupt's handler runs
        self._ms = array("i", [0] * _MOST)
        self._us = array("i", [0] * _MOST)
        self._down = bytearray(_MOST)

    def ticks_us(self):
        self.advance(self.read_us)
        return self.ticks

    def sleep_ms(self, ms):
        assert ms >= 1
        self.slept_ms += ms
        self.advance(ms * 1000 + self.wake_us)

    def advance(self, us):
        while self.edges:
            ms = self._ms[0] - self.ms
            if ms > 1000:
                break
            gap = ms * 1000 + self._us[0] - self.us
            if gap > us:
                break
            if gap > 0:
                self._pass(gap)
                us -= gap
            self._edge()
        self._pass(us)

    def _pass(self, us):
        left = MASK - self.ticks
        self.ticks = us - left - 1 if us > left else self.ticks + us
        us += self.us
        self.ms += us // 1000
        self.us = us % 1000

    def _edge(self):
        button = self.button
        button.level = bool(self._down[0])
        if button.level:
            button.stamps[button.head % STAMPS] = self.ticks
            button.head = (button.head + 1) & 0xFFFF
        self.edges -= 1
        for i in range(self.edges):
            self._ms[i] = self._ms[i + 1]
            self._us[i] = self._us[i + 1]
            self._down[i] = self._down[i + 1]
        answer = button.answer
        if answer and button.level:
            button.answer = None
            self.interrupted = True
            answer()
            self.interrupted = False

    def edge(self, ms, us, down):
        """An edge to come, at a time since the world was built."""
        if ms < self.ms or (ms == self.ms and us < self.us):
            ms = self.ms
            us = self.us
        i = self.edges
        while i and (ms < self._ms[i - 1] or (ms == self._ms[i - 1] and us < self._us[i - 1])):
            self._ms[i] = self._ms[i - 1]
            self._us[i] = self._us[i - 1]
            self._down[i] = self._down[i - 1]
            i -= 1
        self._ms[i] = ms
        self._us[i] = us
        self._down[i] = down
        self.edges += 1

    def press(self, ms, us=0, held_ms=120, bounces=0):
        """A press whose first edge falls at this time."""
        self.edge(ms, us, True)
        for k in range(bounces):
            at = us + 200 + 400 * k
            self.edge(ms + at // 1000, at % 1000, False)
            at += 200
            self.edge(ms + at // 1000, at % 1000, True)
        self.edge(ms + held_ms, us, False)
        for k in range(bounces):
            at = us + 300 + 500 * k
            self.edge(ms + held_ms + at // 1000, at % 1000, True)
            at += 100
            self.edge(ms + held_ms + at // 1000, at % 1000, False)


class Tone:
    """Starting it is the moment a cue sounds. `notes`, when a list: (ms, us, Hz or 0, volume)."""

    def __init__(self, world, trace):
        self._world = world
        self._trace = trace
        self.sounding = 0
        self.notes = None

    def start(self, frequency_hz, volume_percent):
        self.sounding = frequency_hz
        if self.notes is not None:
            self.notes.append((self._world.ms, self._world.us, frequency_hz, volume_percent))
        self._trace.sounding()

    def stop(self):
        self.sounding = 0
        if self.notes is not None:
            self.notes.append((self._world.ms, self._world.us, 0, 0))


class Heard:
    """One cue: kind, step, metres, when it was due and when it sounded (us since the first GO)."""

    def __init__(self, kind, step, metres, due_us, at_us):
        self.kind = kind
        self.step = step
        self.metres = metres
        self.due_us = due_us
        self.at_us = at_us

    def __repr__(self):
        return "%s(step %d, %d m, due %d, at +%d)" % (
            self.kind, self.step, self.metres, self.due_us, self.at_us - self.due_us
        )  # fmt: skip


class Trace:
    """The observer. `react(kind, step, ms, us)` is called as a cue sounds (or a lap is taken) with
    the time at which it was due, since the world was built."""

    def __init__(self, world, keep):
        self._world = world
        self.keep = keep
        self.heard = []
        self.laps = []
        self.react = None
        self.zero_ms = 0
        self.zero_us = 0
        self.heard_go = False
        self._waiting = False
        self._early_ms = 0  # when a press' interrupt made something sound
        self._early_us = 0
        self._kind = ""
        self._step = 0
        self._metres = 0
        self._ms = 0
        self._us = 0

    def begin(self, ticks, steps):
        world = self._world
        us = world.us + ticks_diff(ticks, world.ticks)
        self.zero_ms = world.ms + us // 1000
        self.zero_us = us % 1000

    def cue(self, kind, step, metres, due_ms, due_us):
        self._kind = names.CUES[kind]
        if kind == cues.GO:
            self.heard_go = True
        self._step = step
        self._metres = metres
        self._ms = due_ms
        self._us = due_us
        self._waiting = True

    def sounding(self):
        world = self._world
        if world.interrupted:
            self._early_ms = world.ms
            self._early_us = world.us
        elif self._waiting:
            self._hear(world.ms, world.us)

    def sounded(self):
        self._hear(self._early_ms, self._early_us)

    def _hear(self, ms, us):
        self._waiting = False
        if self.keep:
            self.heard.append(
                Heard(
                    self._kind, self._step, self._metres, self._ms * 1000 + self._us,
                    (ms - self.zero_ms) * 1000 + us - self.zero_us,
                )
            )  # fmt: skip
        if self.react:
            us = self._us + self.zero_us
            self.react(self._kind, self._step, self.zero_ms + self._ms + us // 1000, us % 1000)

    def lap(self, step, ms, us):
        if self.keep:
            self.laps.append((step, ms * 1000 + us))
        if self.react:
            us += self.zero_us
            self.react("lap", step, self.zero_ms + ms + us // 1000, us % 1000)


class Log:
    """A lap log in memory. `flush_us`: what a flash write takes."""

    def __init__(self, world, flush_us=180000, records=48):
        self._world = world
        self._flush_us = flush_us
        self._rows = array("i", [0] * (records * 7))
        self.pending = 0
        self.lost = 0
        self.records = []
        self.flushed_at = []
        self.keep = True
        self.begun = False

    def begin(self):
        self.begun = True
        self._world.advance(self._flush_us)

    def add(self, event, run, set_, rep, target_ms, actual_ms, recovery_ms):
        rows = self._rows
        i = self.pending * 7
        if i == len(rows):
            self.lost += 1
            return False
        rows[i] = event
        rows[i + 1] = run
        rows[i + 2] = set_
        rows[i + 3] = rep
        rows[i + 4] = target_ms
        rows[i + 5] = actual_ms
        rows[i + 6] = recovery_ms
        self.pending += 1
        return True

    def flush(self):
        if self.keep and self.pending:
            self.flushed_at.append((self._world.ms, self._world.us))
            for k in range(self.pending):
                self.records.append(tuple(self._rows[k * 7 : k * 7 + 7]))
        if self.pending:
            self._world.advance(self._flush_us)
        self.pending = 0
        return True

    def laps(self):
        """[(event name, run, actual ms)] of what was flushed."""
        return [(names.EVENTS[r[0]], r[1], r[5]) for r in self.records]


class Watch:
    """A board, and what the app puts together for a session. `run()` runs it."""

    name = "nothing"
    root = ""
    vibration = None
    led = None
    display = None

    def __init__(self, data, keep=True, world=None, **chosen):
        self.button = Button()
        self.world = World(self.button, **(world or {}))
        self.trace = Trace(self.world, keep)
        self.tone = Tone(self.world, self.trace)
        self.ticks_us = self.world.ticks_us
        self.sleep_ms = self.world.sleep_ms
        self.ticks_diff = ticks_diff
        self.chosen = settings.Settings()
        problems = self.chosen.take(chosen)
        assert not problems, problems
        self.log = Log(self.world)
        self.clock = clock.Clock(self)
        self.presses = presses.Presses(self.button, self.clock, self.chosen.lockout_ms)
        self.player = cues.Player(self, self.chosen.volume)
        self.runner = Runner(
            self, self.clock, self.presses, self.player, self.log, self.chosen, data
        )

    def use(self, log):
        """Another log in place of the one that takes everything."""
        self.log = self.runner.log = self.runner.chores.log = log
        return log

    def feed(self):
        pass

    def battery_percent(self):
        return None

    def watchdog(self, ms):
        self.watched = True

    def start(self, ms=100, us=0, held_ms=120, bounces=0):
        """The press that starts the session, as the app takes it."""
        world = self.world
        world.press(ms, us, held_ms, bounces)
        answer = None
        if self.chosen.start != settings.COUNT_IN and not self.chosen.delay_s:
            answer = self.player.answer
        self.player.ready = cues.GO
        while True:
            self.button.answer = answer
            world.sleep_ms(5)
            self.button.answer = None
            self.clock.update()
            self.presses.poll()
            if self.presses.pending and self.presses.take():
                return

    def run(self, first_run=0, ms=100, us=0):
        """A whole session, from its press; returns how it ended."""
        self.start(ms, us)
        return self.runner.run(self.log.begin, first_run)

    def kinds(self, *kinds):
        """What was heard, of these kinds (of all, when none is named)."""
        return [h for h in self.trace.heard if not kinds or h.kind in kinds]
