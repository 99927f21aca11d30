# SPDX-License-Identifier: MIT
"""The program's verifier: bounds, nesting, totals, order of splits, references that exist.

A module of its own because a watch needs it only for a moment: when an upload is taken and when a
session is chosen. What is checked is listed in FORMAT.md. Not
here: reading a verified program (`program`).
"""

from micropython import const

from .opcodes import (
    BETWEEN,
    DEFAULT_SPACING,
    END_REPEAT,
    EQUAL,
    EQUAL_OTHER,
    FULL,
    GROUP,
    HAS_EXTRA,
    HAS_LEVEL,
    HAS_MORE,
    HAS_PROFILE,
    HAS_RANGE,
    JOG,
    LADDER,
    LAST_ROLE,
    LISTED,
    MAX_COUNT,
    MAX_DEPTH,
    MAX_DISTANCE,
    MAX_MS,
    MAX_PACE,
    MAX_PERCENT,
    MAX_RUNS,
    MAX_SPLITS,
    MAX_STEPS,
    MIN_GAP_MS,
    MIN_PACE,
    MIN_RUN_MS,
    MIN_SPACING,
    RECOVERY_STEP,
    REPEAT,
    RUN_TIME,
    SENDOFF,
    SERIES,
    TIME,
    TIMED_HAS_LEVEL,
    TYPE,
    WINDOW,
)
from .reading import Header, Reader
from .splits import cue_count, even_gap, last_gap, splittable

_LAST_EFFORT = const(10)
_MAX_TOTAL_MS = const(86400000)


def _series(reader, kind, count, what, low, high):
    """Read past a series; `reader.least` and `reader.most` tell its values (a tuple is heap)."""
    if kind == LISTED:
        if count < 1:
            reader.fail("a list for each pass, but no repeat around it")
        values = count
    elif kind == LADDER:
        if count < 2:
            reader.fail("a ladder over fewer than two passes")
        values = 2
    else:
        values = 1
    reader.least = high
    reader.most = low
    for _ in range(values):
        value = reader.time(what, low, high)
        if value < reader.least:
            reader.least = value
        if value > reader.most:
            reader.most = value


def verify(data):
    """Check a whole program; return its `Header`.

    Raises FormatError, which names the byte and the reason. What passes here cannot hurt a session:
    bounds, nesting, totals, monotonic splits, references that exist.
    """
    header = Header(data)
    reader = Reader(memoryview(data), header.body, header.end)
    checking = _Checking(reader)
    while reader.at < reader.end:
        checking.step()
    whole = checking.levels[-1]
    if len(checking.levels) > 1:
        reader.fail("a repeat that does not end")
    if checking.group:
        reader.fail("a group with fewer runs than it says")
    if whole.runs == 0:
        reader.fail("no run")
    header.runs = whole.runs
    header.steps = whole.runs + whole.recoveries
    return header


class _Level:
    """A repeat, or the program around all of them: its `count` of passes (of the program: 0), and
    what one pass has, as far as it is read: runs, recoveries, those between reps only, and how long
    it is known to take at most."""

    def __init__(self, count):
        self.count = count
        self.runs = self.recoveries = self.betweens = self.duration = 0


class _Checking:
    """A program as far as it is read. levels: from the program to the repeat under way; group: runs
    that a group still lacks."""

    def __init__(self, reader):
        self.reader = reader
        self.levels = [_Level(0)]
        self.group = 0
        self._run_before = False
        self._equal_before = False

    def step(self):
        """Check what stands at the reader, and move past it."""
        reader = self.reader
        opcode_at = reader.at
        opcode = reader.byte()
        if opcode < RECOVERY_STEP:
            self._run(opcode)
        elif opcode < REPEAT:
            self._recovery(opcode, opcode_at)
        elif opcode == REPEAT:
            self._repeat()
        elif opcode == END_REPEAT:
            self._end_repeat()
        elif opcode == GROUP:
            if self.group:
                reader.fail("a group inside a group")
            self.group = reader.varint(2, MAX_COUNT, "runs of a group")
        else:
            reader.at = opcode_at
            reader.fail("unknown opcode 0x%02X" % opcode)
        here = self.levels[-1]
        if here.runs > MAX_RUNS:
            reader.fail("more than %d runs" % MAX_RUNS)
        if here.runs + here.recoveries + here.betweens > MAX_STEPS:
            reader.fail("more than %d steps" % MAX_STEPS)
        if here.duration > _MAX_TOTAL_MS:
            reader.fail("longer than 24 hours")

    def _run(self, opcode):
        here = self.levels[-1]
        here.duration += _verify_run(self.reader, opcode, self.levels)
        here.runs += 1
        self._run_before = True
        if self.group:
            self.group -= 1

    def _recovery(self, opcode, opcode_at):
        reader = self.reader
        here = self.levels[-1]
        kind = opcode & TYPE
        why = None
        if not self._run_before:
            why = "a recovery before the first run"
        elif kind == EQUAL_OTHER and not self._equal_before:
            why = "the recovery of another set, but none before it equals its rep"
        elif opcode & BETWEEN and len(self.levels) == 1:
            why = "a recovery between reps outside a repeat"
        if why:
            reader.at = opcode_at
            reader.fail(why)
        here.duration += _verify_recovery(reader, opcode, self.levels)
        if kind == EQUAL:
            self._equal_before = True
        if opcode & BETWEEN:
            here.betweens += 1
        else:
            here.recoveries += 1

    def _repeat(self):
        reader = self.reader
        if self.group:
            reader.fail("a repeat inside a group")
        if len(self.levels) > MAX_DEPTH:
            reader.fail("repeats nested deeper than %d" % MAX_DEPTH)
        self.levels.append(_Level(reader.varint(2, MAX_COUNT, "count of a repeat")))

    def _end_repeat(self):
        reader = self.reader
        if self.group:
            reader.fail("a group cut off by the end of a repeat")
        if len(self.levels) == 1:
            reader.fail("the end of a repeat that was not begun")
        ended = self.levels[-1]
        count = ended.count
        if ended.runs == 0:
            reader.fail("a repeat without a run")
        if ended.duration > _MAX_TOTAL_MS // count:  # asked before multiplying
            reader.fail("longer than 24 hours")
        self.levels.pop()
        around = self.levels[-1]
        around.runs += ended.runs * count
        around.recoveries += ended.recoveries * count + ended.betweens * (count - 1)
        around.duration += ended.duration * count


def _verify_run(reader, opcode, levels):
    """Check one run; return the time it is known to take at most, in milliseconds."""
    kind = opcode & SERIES
    timed = opcode & RUN_TIME
    distance = duration = level = 0
    if timed:
        duration = reader.time("duration", MIN_RUN_MS)
    else:
        distance = reader.distance()
    spacing = _verify_more(reader, kind) if opcode & HAS_MORE else DEFAULT_SPACING
    if opcode & (TIMED_HAS_LEVEL if timed else HAS_LEVEL):
        if kind < LADDER:
            reader.fail("an outer repeat named, but nothing that follows it")
        level = reader.varint(1, MAX_DEPTH - 1, "level")
        if level >= len(levels) - 1:
            reader.fail("level %d outside the repeats" % level)
    if kind == 0:
        if opcode & (HAS_RANGE if timed else HAS_RANGE | HAS_PROFILE):
            reader.fail("a range or uneven splits without a target")
        return duration
    count = levels[-1 - level].count
    if timed:
        _series(reader, kind, count, "pace", MIN_PACE, MAX_PACE)
    else:
        _series(reader, kind, count, "target", MIN_RUN_MS, MAX_MS)
    if opcode & HAS_RANGE and reader.time("range", 0) >= reader.least:
        reader.fail("a range wider than its target")
    if timed:
        # At the fastest pace the closest cues are 900 ms apart: nothing to ask about gaps.
        return duration
    _verify_splits(reader, opcode & HAS_PROFILE, distance, spacing)
    return reader.most


def _verify_more(reader, kind):
    """Check role, effort and cue spacing; return the spacing."""
    more = reader.byte()
    if more == 0:
        reader.fail("a field that says nothing")
    if more & 7 > LAST_ROLE:
        reader.fail("unknown role %d" % (more & 7))
    if more >> 3 & 15 > _LAST_EFFORT:
        reader.fail("unknown effort %d" % (more >> 3 & 15))
    if not more & 0x80:
        return DEFAULT_SPACING
    spacing = reader.varint(0, MAX_DISTANCE, "cue spacing")
    if 0 < spacing < MIN_SPACING:
        reader.fail("cues closer than %d m" % MIN_SPACING)
    if spacing == DEFAULT_SPACING or not kind:
        reader.fail("a cue spacing that says nothing")
    return spacing


def _verify_splits(reader, uneven, distance, spacing):
    """Check a run's splits at the least of its targets, and read past uneven ones."""
    cues = cue_count(distance, spacing)
    if cues == 1:
        if uneven:
            reader.fail("uneven splits of a run without splits")
        return
    if not splittable(distance, spacing):
        reader.fail("a distance and a cue spacing without a common measure")
    gap = even_gap(distance, spacing, reader.least)
    rest = last_gap(distance, spacing, reader.least)
    if gap < MIN_GAP_MS or rest < 1:
        reader.fail("cues closer than %d ms" % MIN_GAP_MS)
    if not uneven:
        return
    if cues > MAX_SPLITS + 1:
        reader.fail("more than %d uneven splits" % MAX_SPLITS)
    before = 0
    for _ in range(cues - 1):
        late = reader.zigzag("split")
        if gap + late - before < MIN_GAP_MS:
            reader.fail("splits that do not follow one another")
        before = late
    if rest - before < 1:
        reader.fail("a last split after the finish")


def _verify_recovery(reader, opcode, levels):
    """Check one recovery; return the time it is known to take at most, in milliseconds."""
    kind = opcode & TYPE
    extra = opcode & HAS_EXTRA
    if kind in (TIME, SENDOFF):
        if not extra:
            return reader.time("recovery")
        return _verify_series_of_recoveries(reader, opcode, levels)
    if kind == JOG:
        reader.distance()
        return reader.time("jog") if extra else 0
    if kind == WINDOW:
        least = reader.time("shortest recovery", 0)
        most = reader.time("longest recovery")
        if most <= least:
            reader.fail("a window that closes before it opens")
        if extra:
            reader.fail("a window takes no extra field")
        return most
    if kind == FULL:
        if not extra:
            return 0
        least = reader.time("shortest recovery", 0)
        most = reader.time("longest recovery", 0)
        if (most and most < least) or not least | most:
            reader.fail("bounds of a recovery that cannot be")
        return most
    if kind == EQUAL:
        if extra:
            percent = reader.varint(1, MAX_PERCENT, "percent")
            if not reader.time("tolerance", 0) and percent == 100:
                reader.fail("a field that says nothing")
        return 0
    if extra:
        reader.fail("a recovery with an extra field it does not take")
    return 0


def _verify_series_of_recoveries(reader, opcode, levels):
    """Check a recovery that changes from pass to pass; return the longest."""
    form = reader.byte()
    level = form >> 2
    if form & 3 < LADDER or level >= max(1, len(levels) - 1):
        reader.fail("unknown ladder of recoveries 0x%02X" % form)
    count = levels[-1 - level].count
    if opcode & BETWEEN and level == 0:
        count -= 1
    _series(reader, form & 3, count, "recovery", 1, MAX_MS)
    return reader.most
