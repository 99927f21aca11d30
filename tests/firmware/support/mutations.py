# SPDX-License-Identifier: MIT
"""Damaged, altered and random programs, and what any program at all must hold to.

The same code runs on CPython (hundreds of thousands) and in the MicroPython VMs (thousands). Not
here: how many, and where; the tests and `make soak` choose.
"""

import binascii

from pacer import opcodes, program
from support.article import ARTICLE, OTHERS
from support.programs import varint
from support.watch import Watch

LIMIT = 1 << 30  # the first integer that is a heap object on a board


class Random:
    """A small generator that gives the same numbers in every Python."""

    def __init__(self, seed):
        self.state = (seed * 2654435761 + 12345) & 0xFFFFFFFF

    def below(self, number):
        self.state = (self.state * 1664525 + 1013904223) & 0xFFFFFFFF
        return (self.state >> 8) % number


BODIES = [binascii.unhexlify(body) for _, body in ARTICLE + OTHERS]
ODD = (0, 1, 2, 3, 0x40, 0x60, 0x7F, 0x80, 0x81, 0x82, 0xA8, 0xFF)


def _cut(data, random):
    at = random.below(len(data) + 1)
    return data[:at], data[at:]


def mutate(random):
    """A program that may or may not be one."""
    body = BODIES[random.below(len(BODIES))]
    for _ in range(random.below(3) + 1):
        head, tail = _cut(body, random)
        kind = random.below(8)
        if kind == 0 and tail:
            body = head + bytes([tail[0] ^ 1 << random.below(8)]) + tail[1:]
        elif kind == 1 and tail:
            body = head + bytes([ODD[random.below(len(ODD))]]) + tail[1:]
        elif kind == 2:
            body = head + bytes([random.below(256)]) + tail
        elif kind == 3:
            body = head + tail[1 + random.below(3) :]
        elif kind == 4:
            body = head + BODIES[random.below(len(BODIES))] + tail
        elif kind == 5:
            first, _ = _cut(tail, random)
            body = head + first + tail
        elif kind == 6:
            count = 2 + random.below(254)
            body = head + b"\x80" + varint(count) + tail + b"\x81"
        else:
            body = head
    if random.below(16) == 0:
        body = bytes([random.below(256) for _ in range(random.below(40))])
    names = b"\x00\x00" if random.below(8) else b"\x02" + bytes([random.below(256), 65]) + b"\x00"
    rest = varint(len(names) + len(body)) + names + body
    crc = binascii.crc32(rest) & 0xFFFFFFFF
    sealed = bytes([crc & 255, crc >> 8 & 255, crc >> 16 & 255, crc >> 24])
    data = b"TP\x01" + sealed + rest
    if random.below(16) == 0:
        data = data[: random.below(len(data))]
    elif random.below(16) == 0:
        head, tail = _cut(data, random)
        data = head + bytes([random.below(256)]) + tail[1:]
    return data


def try_program(data, random):
    """Verify and, where it is accepted, run through a program; the steps taken, or -1.

    Whatever is wrong raises AssertionError, or what nothing may raise but FormatError.
    """
    try:
        steps = program.Steps(data)
    except program.FormatError:
        return -1
    assert steps.total <= opcodes.MAX_STEPS and steps.runs <= opcodes.MAX_RUNS
    assert 0 < steps.runs <= steps.total
    _walk(steps)
    steps.restart()
    steps.spacing_override = (opcodes.OPEN, 0, 1, 10, 50, 99, 200, 100000, 1 << 29)[random.below(9)]
    steps.shift_s = (-61, -60, -7, 0, 3, 60, 1 << 29)[random.below(7)]
    _walk(steps)
    middle = random.below(steps.total)
    assert steps.seek(middle) and steps.index == middle
    return steps.total


def _walk(steps):
    taken = runs = 0
    while steps.next():
        assert steps.index == taken, (steps.index, taken)
        taken += 1
        assert taken <= steps.total
        if steps.kind == opcodes.RUN:
            assert steps.run == runs
            runs += 1
            _check_run(steps)
        else:
            _check_recovery(steps)
    assert taken == steps.total and runs == steps.runs
    assert not steps.next()


def _small(*values):
    for value in values:
        assert -LIMIT < value < LIMIT, values


def _check_run(steps):
    assert (steps.distance_m > 0) != (steps.duration_ms > 0)
    _small(steps.distance_m, steps.duration_ms, steps.target_ms, steps.pace_ms_km, steps.fast_ms)
    assert 0 <= steps.fast_ms < (steps.target_ms or 1)
    assert opcodes.OPEN <= steps.pace_fast_ms_km < (steps.pace_ms_km or 1)
    assert 1 <= steps.rep <= steps.reps
    assert 0 <= steps.set <= opcodes.MAX_RUNS
    last = steps.duration_ms or steps.target_ms
    before_ms, before_us = 0, -1
    cues = steps.cues
    assert (cues > 0) == bool(steps.target_ms or steps.pace_ms_km)
    for number in range(1, cues + 1):
        if cues > 40 and 20 < number < cues - 20:
            before_ms = -1
            continue
        steps.cue(number)
        _small(steps.cue_ms, steps.cue_us, steps.cue_m)
        assert 0 <= steps.cue_us < 1000
        assert (steps.cue_ms, steps.cue_us) > (before_ms, before_us)
        before_ms, before_us = steps.cue_ms, steps.cue_us
    if cues:
        assert (steps.cue_ms, steps.cue_us) == (last, 0)
        assert steps.distance_m in (0, steps.cue_m)


def _check_recovery(steps):
    assert opcodes.NONE <= steps.type <= opcodes.SENDOFF
    _small(steps.length_ms, steps.min_ms, steps.max_ms, steps.percent, steps.tolerance_ms)
    if steps.type in (opcodes.TIME, opcodes.SENDOFF):
        assert 0 < steps.length_ms <= opcodes.MAX_MS
    elif steps.type == opcodes.WINDOW:
        assert 0 <= steps.min_ms < steps.max_ms
    elif steps.type == opcodes.JOG:
        assert steps.distance_m > 0


class Enough(Exception):
    """The time that was to be looked at is over."""


class Restless(Watch):
    """Worn by somebody who presses at any time at all, and holds the button now and then.

    Nobody waits longer than ten minutes, so that what only a press can end does end.
    """

    def __init__(self, data, random, limit_ms=0):
        self._random = random
        self._pressed_ms = 0
        self._limit_ms = limit_ms
        Watch.__init__(self, data)
        self.trace.react = self._react

    def feed(self):
        world = self.world
        if self._limit_ms and world.ms > self._limit_ms:
            raise Enough
        assert world.ms < 12 * 3600000, "no end"
        if not world.edges and world.ms > self._pressed_ms + 600000:
            self._press(world.ms, 0, 10)

    def _react(self, kind, step, ms, us):
        random = self._random
        if kind in ("go", "lap", "missed", "window", "tick", "paused") or random.below(50) == 0:
            if self.world.edges < 8:
                self._press(ms, us, 20 + random.below(2000 if random.below(3) else 120000))

    def _press(self, ms, us, after):
        random = self._random
        held = 900 + random.below(4000) if random.below(40) == 0 else 120
        self._pressed_ms = ms + after
        self.world.press(ms + after, us, held, random.below(4))


def run_program(data, random, whole):
    """Run an accepted program under a virtual clock; whether it was run to its end.

    The watch must reach an end, whatever is pressed, and log what was run. Where not the whole is
    asked for, or it would take long, the first minute must do.
    """
    steps = program.Steps(data)
    known = 0
    while whole and steps.next():
        known += steps.target_ms + steps.duration_ms + steps.length_ms + max(0, steps.max_ms)
    whole = whole and known < 1200000 and steps.total <= 40
    watch = Restless(data, random, 0 if whole else 60000)
    try:
        watch.run()
    except Enough:
        return False
    assert watch.log.records, "nothing logged"
    assert not watch.log.lost, "laps lost"
    return True


def soak(first, count, running=0):
    """Try this many mutations; (how many were accepted, the steps taken, how many run to the end).

    running: 0, or start each that is accepted, and run those whose seed it divides to the end.
    Where one fails, its seed and its bytes are printed.
    """
    accepted = taken = run = 0
    for seed in range(first, first + count):
        random = Random(seed)
        data = mutate(random)
        try:
            steps = try_program(data, random)
            if steps >= 0:
                accepted += 1
                taken += steps
                if running:
                    run += run_program(data, random, seed % running == 0)
        except Exception:
            print("seed", seed, "program", binascii.hexlify(data))
            raise
    return accepted, taken, run
