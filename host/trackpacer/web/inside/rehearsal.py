# SPDX-License-Identifier: MIT
"""A session as the watch will sound it: the watch's own timing loop, worn by someone exact.

The firmware's `Runner` runs the program on a clock that moves as soon as it is slept on, so an hour
takes a few milliseconds. Who wears it meets every target, and goes on as soon as a recovery lets
them. Not here: how it is drawn (`picture`) or played (page/listen.js).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from trackpacer.firmware import chores, clock, cues, names, presses, runner, settings
from trackpacer.records import fresh, mutable, record
from trackpacer.session import Effort, RecoveryType, Role
from trackpacer.timeline import RUN, Step

EASY_MS_KM = 330_000
HARD_MS_KM = 210_000
OPEN_MS = 120_000
"""What is taken for a run or a recovery that only the runner ends."""

_MASK = 0x3FFFFFFF
_HALF = 0x20000000
_STAMPS = 16
_HELD_MS = 120
_START_MS = 100
_SLICE_MS = 3_600_000


@record
class Sounded:
    """A cue: its name, the step that it belongs to, metres of a split, ms since the first GO."""

    name: str
    step: int
    metres: int
    ms: int


@record
class Part:
    """A step as it was passed through: ms since the first GO. guessed: nobody can know its length
    beforehand, so a usual one was taken."""

    step: Step
    start_ms: int
    end_ms: int
    guessed: bool


@mutable
class Rehearsal:
    """cues and parts in their order; notes: (ms since the first GO, ms it sounds, Hz, volume)."""

    cues: list[Sounded] = fresh(factory=list)
    parts: list[Part] = fresh(factory=list)
    notes: list[tuple[int, int, int, int]] = fresh(factory=list)

    @property
    def end_ms(self) -> int:
        """When the last note is over."""
        return max((at + length for at, length, _, _ in self.notes), default=0)


def rehearse(program: bytes, steps: list[Step]) -> Rehearsal:
    """Run a program once. steps: its timeline."""
    watch = _Watch(program, steps)
    with _without_collections():
        watch.run()
    return watch.heard()


def guess_ms(step: Step) -> int | None:
    """How long a step takes that only a press ends; None where something else ends it."""
    if step.kind == RUN:
        if step.duration_ms or step.target_ms or not step.distance_m:
            return None
        slow = step.role != Role.WORK or step.effort in _GENTLE
        return step.distance_m * (EASY_MS_KM if slow else HARD_MS_KM) // 1000
    if step.type == RecoveryType.FULL:
        return step.least_ms or step.most_ms or OPEN_MS
    if step.type == RecoveryType.JOG and not step.expected_ms:
        return (step.distance_m or 0) * EASY_MS_KM // 1000 or OPEN_MS
    return None


_GENTLE = (Effort.NONE, Effort.EASY, Effort.RELAXED, Effort.AEROBIC, Effort.STEADY)


@contextmanager
def _without_collections() -> Iterator[None]:
    """The loop collects no garbage: a board has reasons for that which this clock has not."""
    loops: tuple[Any, ...] = (runner, chores)
    kept = [loop.gc for loop in loops]
    for loop in loops:
        loop.gc = SimpleNamespace(collect=lambda: None)
    try:
        yield
    finally:
        for loop, was in zip(loops, kept, strict=True):
            loop.gc = was


class _Watch:
    """A board that is nothing but time, and who wears it. Times in microseconds since power-on."""

    vibration = led = display = None
    slice_ms = _SLICE_MS  # the loop sleeps until something happens

    def __init__(self, program: bytes, steps: list[Step]) -> None:
        self._steps = steps
        self._now = 0
        self._edges: list[tuple[int, bool]] = []
        self._down = False
        self._answering = False  # a press is being answered from its interrupt
        self._zero = 0
        self._cue: tuple[str, int, int] | None = None
        self._cues: list[tuple[str, int, int, int]] = []
        self._notes: list[tuple[int, int, int]] = []
        self._begun: list[tuple[int, int]] = []  # (step, when): each GO, each recovery's begin
        self._over = 0  # when the latest run ended
        self.stamps = array("i", [0] * _STAMPS)
        self.head = 0
        self.answer: Callable[[], None] | None = None
        self.button = self
        self.tone = SimpleNamespace(start=self._tone_start, stop=self._tone_stop)
        self.trace = SimpleNamespace(
            begin=self._trace_begin, cue=self._trace_cue, lap=self._trace_lap, sounded=self._hear
        )
        self._clock = clock.Clock(self)
        self._presses = presses.Presses(self, self._clock, 1000)
        self._player = cues.Player(self, 100)
        self._runner: Any = runner.Runner(
            self, self._clock, self._presses, self._player, _NoLog(), settings.Settings(), program
        )

    # what the firmware asks of a board

    def ticks_us(self) -> int:
        self._pass(50)
        return self._now & _MASK

    @staticmethod
    def ticks_diff(a: int, b: int) -> int:
        return ((a - b + _HALF) & _MASK) - _HALF

    def sleep_ms(self, ms: int) -> None:
        """Ends early at an edge, so that a press is dealt with when it comes."""
        end = self._now + ms * 1000
        # No longer than the clock may go without a look at the ticks.
        end = min(end, self._now + 400_000_000)
        if self._edges and self._edges[0][0] < end:
            end = max(self._now, self._edges[0][0])
        self._pass(end - self._now)

    def is_down(self) -> bool:
        return self._down

    def feed(self) -> None:
        pass

    def watchdog(self, ms: int) -> None:
        pass

    def battery_percent(self) -> None:
        return None

    # time, and the runner

    def _pass(self, us: int) -> None:
        self._now += us
        while self._edges and self._edges[0][0] <= self._now:
            at, self._down = self._edges.pop(0)
            if self._down:
                self.stamps[self.head % _STAMPS] = at & _MASK
                self.head = (self.head + 1) & 0xFFFF
                if self.answer:
                    answer, self.answer = self.answer, None
                    self._answering = True
                    answer()
                    self._answering = False

    def _press(self, at: int) -> None:
        self._edges = sorted([*self._edges, (at, True), (at + _HELD_MS * 1000, False)])

    def run(self) -> None:
        self._press(_START_MS * 1000)
        while not self._presses.pending:
            self.sleep_ms(5)
            self._clock.update()
            self._presses.poll()
        self._presses.take()
        self._runner.run(lambda: None)

    def _go(self, step: int) -> None:
        self._begun.append((step, self._now))
        run = self._steps[step]
        wait = run.target_ms or guess_ms(run)
        self._over = self._now
        if wait and run.duration_ms is None:
            self._press(self._now + wait * 1000)

    def _rest(self, run: int, since: int) -> None:
        """A run ended at `since`; press where the recovery after it needs a press."""
        self._over = since
        if run + 1 >= len(self._steps) or self._steps[run + 1].kind == RUN:
            return
        step = self._steps[run + 1]
        self._begun.append((run + 1, since))
        wait = guess_ms(step)
        if wait is None and step.type == RecoveryType.WINDOW:
            wait = step.least_ms
        if wait is not None:
            # A press within the lock-out is none; at the very opening it is a moment early.
            self._press(since + max(wait + 20, 1020) * 1000)

    # what it tells

    def _tone_start(self, frequency_hz: int, volume_percent: int) -> None:
        self._notes.append((self._now, frequency_hz, volume_percent))
        if not self._answering:
            self._hear()

    def _hear(self) -> None:
        """The cue that was told of sounds, or did so from the press itself."""
        if self._cue:
            name, step, metres = self._cue
            self._cues.append((name, step, metres, self._notes[-1][0]))
            self._cue = None
            if name == "go":
                self._go(step)

    def _tone_stop(self) -> None:
        self._notes.append((self._now, 0, 0))

    def _trace_begin(self, ticks: int, steps: Any) -> None:
        self._zero = self._now + self.ticks_diff(ticks, self._now & _MASK)

    def _trace_cue(self, cue: int, step: int, metres: int, ms: int, us: int) -> None:
        kind = names.CUES[cue]
        self._cue = kind, step, metres
        if kind == "missed" or (kind == "finish" and self._steps[step].duration_ms):
            self._rest(step, self._zero + ms * 1000 + us)

    def _trace_lap(self, step: int, ms: int, us: int) -> None:
        self._rest(step, self._zero + ms * 1000 + us)

    def heard(self) -> Rehearsal:
        def ms(at: int) -> int:
            return (at - self._zero) // 1000

        found = Rehearsal([Sounded(name, step, m, ms(at)) for name, step, m, at in self._cues])
        ends = [at for _, at in self._begun[1:]]
        ends.append(self._over)
        for (number, start), end in zip(self._begun, ends, strict=True):
            step = self._steps[number]
            found.parts.append(Part(step, ms(start), ms(end), guess_ms(step) is not None))
        stops = [*(at for at, _, _ in self._notes[1:]), self._now]
        for (at, hz, volume), stop in zip(self._notes, stops, strict=True):
            if hz and stop - at > 1000:
                found.notes.append((ms(at), (stop - at) // 1000, hz, volume))
        return found


class _NoLog:
    """Keeps nothing."""

    pending = lost = 0

    def add(self, *record: int) -> bool:
        return True

    def flush(self) -> bool:
        return True
