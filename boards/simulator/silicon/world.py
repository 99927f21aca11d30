# SPDX-License-Identifier: MIT
"""Time on the simulated watch, and what happens to its pins as time passes.

Here live the virtual clock (as fast as the VM runs) and the real one, both of which deliver the
edges of a press 'as an interrupt': at any clock read or sleep whose interval contains them.
Not here: who presses (`athlete`), what is recorded (`trace`), how long flash takes (`flash`).

Times are microseconds since power-on and never wrap; only `ticks_us` gives the wrapping count
that a board gives (modulo 2**30).
"""

import time

TICKS_PERIOD = 1 << 30
TICKS_MASK = TICKS_PERIOD - 1
TICKS_HALF = TICKS_PERIOD >> 1

STAMPS = 16
NEVER = 1 << 60


class Button:
    """A push button to ground: a ring of stamps that the interrupt writes, and the level now."""

    def __init__(self, world):
        try:
            from array import array

            self.stamps = array("i", [0] * STAMPS)
        except ImportError:
            self.stamps = [0] * STAMPS
        self.head = 0
        self.answer = None
        self._world = world
        self._down = False

    def is_down(self):
        """The level now. Reading a pin costs time, as every call on a board does."""
        self._world.spend(self._world.read_us)
        return self._down

    def edge(self, ticks, down):
        """What the silicon does: a falling edge is stamped, and whoever waits for it is called; a
        rising one only changes the level."""
        self._down = down
        if down:
            self.stamps[self.head & (STAMPS - 1)] = ticks
            self.head = (self.head + 1) & 0xFFFF
            answer = self.answer
            if answer:
                self.answer = None
                self._world.interrupt(answer)


class World:
    """The virtual clock. It stands still unless somebody reads it, sleeps or works.

    read_us: what reading the clock costs.
    turn_us: what the bytecode between two reads costs (a turn of a loop reads the clock once).
    wake_us: what going to sleep and waking up again costs on top of the sleep.
    interrupt_us: from the edge on the pin to the stamp.
    before_wrap_us: how long after power-on `ticks_us` wraps for the first time.
    """

    real = False

    def __init__(
        self, read_us=4, turn_us=60, wake_us=40, interrupt_us=15, before_wrap_us=20_000_000, now=0
    ):
        self.now = now
        self.read_us = read_us
        self.turn_us = turn_us
        self.wake_us = wake_us
        self.interrupt_us = interrupt_us
        self.offset = TICKS_PERIOD - before_wrap_us
        self.next_us = NEVER
        self.interrupted_us = None  # since when an interrupt's handler runs
        self._alarms = {}
        self.between = None
        self._edges = []

    # -- what the firmware sees ------------------------------------------------------------

    def ticks_us(self):
        """The wrapping count. Reading it takes time, and a press may arrive while it is read."""
        now = self.now + self.read_us + self.turn_us
        self.now = now
        if now >= self.next_us:
            self._deliver(now)
        return (now + self.offset) & TICKS_MASK

    def sleep_ms(self, milliseconds):
        """Sleeps at least so long; presses that fall into it are stamped when they happen."""
        if milliseconds < 1:
            raise ValueError("sleep_ms is for 1 ms and more")
        until = self.now + milliseconds * 1000 + self.wake_us
        if self.between is not None:
            self.between(until)
        while self.next_us <= until:
            self._deliver(self.next_us)
        if until > self.now:
            self.now = until

    # -- what the silicon does --------------------------------------------------------------

    def spend(self, microseconds):
        """Work that lasts so long, interrupts being served meanwhile."""
        now = self.now + microseconds
        self.now = now
        if now >= self.next_us:
            self._deliver(now)

    def spend_deaf(self, microseconds):
        """Work with interrupts off (a flash erase): a press in it is stamped at its end."""
        now = self.now + microseconds
        self.now = now
        if now >= self.next_us:
            self._deliver(now, deaf=True)

    def ticks_at(self, at_us):
        """The wrapping count that stood at a time since power-on."""
        return (at_us + self.offset) & TICKS_MASK

    def time_of(self, ticks):
        """The time since power-on that a count means, taking the one nearest to now."""
        return self.now + ticks_diff(ticks, self.ticks_at(self.now))

    def press(self, at_us, hold_us=120_000, button=None, bounce=True):
        """Schedules a press: its edges, the contacts bouncing as they close and as they open."""
        start = at_us if at_us > self.now else self.now + 1
        end = start + hold_us
        levels = [(start, True)]
        if bounce:
            for gap, length in ((130, 60), (310, 90), (720, 140)):
                if gap + length < hold_us:
                    levels += [(start + gap, False), (start + gap + length, True)]
        levels.append((end, False))
        if bounce:
            for k in range(9):
                at = end + 150 + 260 * k
                levels += [(at, True), (at + 40 + 9 * k, False)]
        self._edges += [(at, button, down) for at, down in levels]
        self._edges.sort(key=lambda edge: edge[0])
        self._look_ahead()

    def idle(self):
        """Whether no press is on its way."""
        return not self._edges

    def held_ms(self, button):
        """How much longer the finger stays on a button that is down; 0 for one that is up."""
        if not button._down:
            return 0
        for at, one, down in self._edges:
            if one is button and not down:
                return max(1, (at - self.now) // 1000)
        return 0

    def set_alarm(self, name, at_us, what):
        """At this time `what` is called, once: a watchdog, the end of an endless simulation."""
        self._alarms[name] = (at_us, what)
        self._look_ahead()

    def _look_ahead(self):
        soonest = self._edges[0][0] if self._edges else NEVER
        for at, _ in self._alarms.values():
            if at < soonest:
                soonest = at
        self.next_us = soonest

    def _deliver(self, now, deaf=False):
        for name, (at, what) in list(self._alarms.items()):
            if at <= now:
                del self._alarms[name]
                what()
        while self._edges and self._edges[0][0] <= now:
            at, button, down = self._edges.pop(0)
            if at > self.now:
                self.now = at
            stamp = (now if deaf else at) + self.interrupt_us
            button.edge((stamp + self.offset) & TICKS_MASK, down)
        self._look_ahead()

    def interrupt(self, what):
        """An interrupt's handler goes on to call `what`: its bytecode costs what a turn does."""
        self.interrupted_us = self.now
        self.spend(self.interrupt_us + self.turn_us)
        what()
        self.interrupted_us = None


class RealWorld(World):
    """The laptop's clock, `speed` times as fast. Reads cost what they cost; sleeps are real.

    crystal_ppm: by how many millionths the watch's oscillator is too fast; a good crystal is within
    40, an RC oscillator within 20,000.
    """

    real = True

    def __init__(self, speed=1, crystal_ppm=0, **settings):
        super().__init__(**settings)
        self._crystal = 1 + crystal_ppm / 1_000_000
        self.speed = speed * self._crystal
        self._base = self.now
        self._start = time.ticks_us()
        self.wait = None

    def set_speed(self, speed):
        """From now on so many times as fast."""
        self._base = self._look()
        self._start = time.ticks_us()
        self.speed = speed * self._crystal

    def _look(self):
        now = self._base + int(time.ticks_diff(time.ticks_us(), self._start) * self.speed)
        self.now = now
        if now >= self.next_us:
            self._deliver(now)
        return now

    def ticks_us(self):
        return (self._look() + self.offset) & TICKS_MASK

    def sleep_ms(self, milliseconds):
        if milliseconds < 1:
            raise ValueError("sleep_ms is for 1 ms and more")
        until = self._look() + milliseconds * 1000
        while True:
            now = self._look()
            if now >= until:
                return
            target = until if until < self.next_us else self.next_us
            left_ms = int((target - now) / self.speed) // 1000
            if self.between is not None:
                self.between(until, left_ms)
            elif left_ms > 0:
                time.sleep_ms(left_ms)

    def spend(self, microseconds):
        self._look()

    def spend_deaf(self, microseconds):
        self._look()


def ticks_diff(a, b):
    """a - b for two counts no more than 8.9 minutes apart, as the boards' own `ticks_diff`."""
    return ((a - b + TICKS_HALF) & TICKS_MASK) - TICKS_HALF
