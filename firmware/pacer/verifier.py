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
    data = memoryview(data)
    reader = Reader(data, header.body, header.end)
    depth = 0
    counts = [0] * (MAX_DEPTH + 1)
    runs = [0] * (MAX_DEPTH + 1)
    recoveries = [0] * (MAX_DEPTH + 1)
    betweens = [0] * (MAX_DEPTH + 1)
    duration = [0] * (MAX_DEPTH + 1)
    group = 0
    equal_before = False
    run_before = False
    while reader.at < reader.end:
        opcode_at = reader.at
        opcode = reader.byte()
        if opcode < RECOVERY_STEP:
            length = _verify_run(reader, opcode, depth, counts)
            runs[depth] += 1
            duration[depth] += length
            run_before = True
            if group:
                group -= 1
        elif opcode < REPEAT:
            if not run_before:
                reader.at = opcode_at
                reader.fail("a recovery before the first run")
            kind = opcode & TYPE
            if kind == EQUAL_OTHER and not equal_before:
                reader.at = opcode_at
                reader.fail("the recovery of another set, but none before it equals its rep")
            if opcode & BETWEEN and depth == 0:
                reader.at = opcode_at
                reader.fail("a recovery between reps outside a repeat")
            duration[depth] += _verify_recovery(reader, opcode, depth, counts)
            if kind == EQUAL:
                equal_before = True
            if opcode & BETWEEN:
                betweens[depth] += 1
            else:
                recoveries[depth] += 1
        elif opcode == REPEAT:
            if group:
                reader.fail("a repeat inside a group")
            if depth == MAX_DEPTH:
                reader.fail("repeats nested deeper than %d" % MAX_DEPTH)
            depth += 1
            counts[depth] = reader.varint(2, MAX_COUNT, "count of a repeat")
            runs[depth] = recoveries[depth] = betweens[depth] = duration[depth] = 0
        elif opcode == END_REPEAT:
            if group:
                reader.fail("a group cut off by the end of a repeat")
            if depth == 0:
                reader.fail("the end of a repeat that was not begun")
            if runs[depth] == 0:
                reader.fail("a repeat without a run")
            count = counts[depth]
            if duration[depth] > _MAX_TOTAL_MS // count:
                reader.fail("longer than 24 hours")
            depth -= 1
            runs[depth] += runs[depth + 1] * count
            recoveries[depth] += recoveries[depth + 1] * count + betweens[depth + 1] * (count - 1)
            duration[depth] += duration[depth + 1] * count
        elif opcode == GROUP:
            if group:
                reader.fail("a group inside a group")
            group = reader.varint(2, MAX_COUNT, "runs of a group")
        else:
            reader.at = opcode_at
            reader.fail("unknown opcode 0x%02X" % opcode)
        if runs[depth] > MAX_RUNS:
            reader.fail("more than %d runs" % MAX_RUNS)
        if runs[depth] + recoveries[depth] + betweens[depth] > MAX_STEPS:
            reader.fail("more than %d steps" % MAX_STEPS)
        if duration[depth] > _MAX_TOTAL_MS:
            reader.fail("longer than 24 hours")
    if depth:
        reader.fail("a repeat that does not end")
    if group:
        reader.fail("a group with fewer runs than it says")
    if runs[0] == 0:
        reader.fail("no run")
    header.runs = runs[0]
    header.steps = runs[0] + recoveries[0]
    return header


def _verify_run(reader, opcode, depth, counts):
    """Check one run; return the time it is known to take at most, in milliseconds."""
    kind = opcode & SERIES
    timed = opcode & RUN_TIME
    distance = duration = level = 0
    if timed:
        duration = reader.time("duration", MIN_RUN_MS)
    else:
        distance = reader.distance()
    spacing = DEFAULT_SPACING
    if opcode & HAS_MORE:
        more = reader.byte()
        if more == 0:
            reader.fail("a field that says nothing")
        if more & 7 > LAST_ROLE:
            reader.fail("unknown role %d" % (more & 7))
        if more >> 3 & 15 > _LAST_EFFORT:
            reader.fail("unknown effort %d" % (more >> 3 & 15))
        if more & 0x80:
            spacing = reader.varint(0, MAX_DISTANCE, "cue spacing")
            if 0 < spacing < MIN_SPACING:
                reader.fail("cues closer than %d m" % MIN_SPACING)
            if spacing == DEFAULT_SPACING or not kind:
                reader.fail("a cue spacing that says nothing")
    if opcode & (TIMED_HAS_LEVEL if timed else HAS_LEVEL):
        if kind < LADDER:
            reader.fail("an outer repeat named, but nothing that follows it")
        level = reader.varint(1, MAX_DEPTH - 1, "level")
        if level >= depth:
            reader.fail("level %d outside the repeats" % level)
    if kind == 0:
        if opcode & (HAS_RANGE if timed else HAS_RANGE | HAS_PROFILE):
            reader.fail("a range or uneven splits without a target")
        return duration
    if timed:
        _series(reader, kind, counts[depth - level], "pace", MIN_PACE, MAX_PACE)
    else:
        _series(reader, kind, counts[depth - level], "target", MIN_RUN_MS, MAX_MS)
    least = reader.least
    most = reader.most
    if opcode & HAS_RANGE:
        if reader.time("range", 0) >= least:
            reader.fail("a range wider than its target")
    if timed:
        # At the fastest pace the closest cues are 900 ms apart: nothing to ask about gaps.
        return duration
    cues = cue_count(distance, spacing)
    if cues == 1:
        if opcode & HAS_PROFILE:
            reader.fail("uneven splits of a run without splits")
        return most
    if not splittable(distance, spacing):
        reader.fail("a distance and a cue spacing without a common measure")
    gap = even_gap(distance, spacing, least)
    rest = last_gap(distance, spacing, least)
    if gap < MIN_GAP_MS or rest < 1:
        reader.fail("cues closer than %d ms" % MIN_GAP_MS)
    if opcode & HAS_PROFILE:
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
    return most


def _verify_recovery(reader, opcode, depth, counts):
    """Check one recovery; return the time it is known to take at most, in milliseconds."""
    kind = opcode & TYPE
    extra = opcode & HAS_EXTRA
    if kind in (TIME, SENDOFF):
        if not extra:
            return reader.time("recovery")
        form = reader.byte()
        level = form >> 2
        if form & 3 < LADDER or level >= max(1, depth):
            reader.fail("unknown ladder of recoveries 0x%02X" % form)
        count = counts[depth - level] if depth else 0
        if opcode & BETWEEN and level == 0:
            count -= 1
        _series(reader, form & 3, count, "recovery", 1, MAX_MS)
        return reader.most
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
