# SPDX-License-Identifier: MIT
"""The program: what an upload holds, byte by byte read in place (see FORMAT.md).

Here live the header and the step iterator, which is the one expander of the product: the watch runs
from it, and the laptop previews from it. Not here: the format's numbers (`opcodes`), what a program
must be to be run (`verifier`), what a step sounds like (`cues`), when it is due on the clock
(`runner`), how bytes are made (the laptop's compiler).

A verified program cannot make the iterator raise, loop for ever or allocate. Every integer stays
under 2**30, so that none is a heap object on a board.
"""

from array import array

from micropython import const

from .opcodes import (
    BETWEEN,
    COOLDOWN,
    DEFAULT_SPACING,
    END_REPEAT,
    EQUAL,
    FULL,
    HAS_EXTRA,
    HAS_LEVEL,
    HAS_MORE,
    HAS_PROFILE,
    HAS_RANGE,
    JOG,
    LADDER,
    LISTED,
    MAX_DEPTH,
    MAX_DISTANCE,
    MAX_MS,
    MAX_PACE,
    MIN_GAP_MS,
    MIN_PACE,
    MIN_RUN_MS,
    MIN_SPACING,
    OPEN,
    RECOVERY,
    RECOVERY_STEP,
    REPEAT,
    RUN,
    RUN_TIME,
    SENDOFF,
    SERIES,
    TIME,
    TIMED_HAS_LEVEL,
    TYPE,
    WARMUP,
    WINDOW,
    signed,
)
from .opcodes import FormatError as FormatError  # what `verify` raises
from .splits import cue_count, even_gap, gcd, last_gap, splittable

_MAX_SHIFT_S = const(60)  # per 400 m: its product with the longest run stays under 2**30


class Header:
    """What stands before the steps of a verified program: `name`, `athlete`, `identity` (the CRC),
    `runs` and `steps` (how many), `body`, `end` (from where to where the steps stand)."""

    def __init__(self, read):
        """read: what `verifier` found; nothing of that module is kept."""
        self.name = read.name
        self.athlete = read.athlete
        self.identity = read.identity
        self.runs = read.runs
        self.steps = read.steps
        self.body = read.body
        self.end = read.end


def verify(data):
    """Check a whole program; return its `Header`.

    Raises FormatError, which names the byte and the reason. What passes here cannot hurt a session.
    The checks are a module of their own, loaded here: a session that runs does without them.
    """
    from . import verifier

    return Header(verifier.verify(data))


class Steps:
    """The steps of a verified program, in running order, in constant memory.

    `next()` moves to the next step and returns whether there is one; the step stands in the
    attributes (times in milliseconds, distances in metres). `cue(k)` sets the offset of a cue from
    the rep's GO, exact and from the target alone: nothing accumulates.

    kind: RUN or RECOVERY; index: of the step; offset: of its opcode in the program.
    A run: run (0-based), distance_m or duration_ms (the other 0), target_ms (0: untargeted),
        pace_ms_km (of a run by time) and pace_fast_ms_km (what the fast end of a range is faster,
        OPEN for 'faster than', 0 for one pace), fast_ms, bound, role, effort, set, rep, reps, cues.
        A warm-up or cool-down outside a repeat belongs to no set (set 0).
    A recovery: type, length_ms, min_ms and max_ms (OPEN where open), percent, tolerance_ms,
        distance_m, between.
    spacing_override: metres between cues of evenly split runs (0: the finish only, else at least
        MIN_SPACING), or OPEN for the program's own.
    shift_s: whole seconds per 400 m added to each target or pace (wind, heat), at most _MAX_SHIFT_S
        either way.
    Both are set before `next()`; where a run cannot bear one (cues too close, a range wider than
    the target), that run keeps the program's own.
    """

    def __init__(self, data, header=None):
        """header: of `data`, which was verified; None: that is done here (FormatError)."""
        header = header or verify(data)
        self.header = header
        self.total = header.steps
        self.runs = header.runs
        self.data = data  # whoever wants to walk the same program beside this makes another
        self._data = memoryview(data)
        self._body = header.body
        self._end = header.end
        self._start = array("H", [0] * (MAX_DEPTH + 1))
        self._count = array("H", [0] * (MAX_DEPTH + 1))
        self._pass = array("H", [0] * (MAX_DEPTH + 1))
        self._set = array("H", [0] * (MAX_DEPTH + 1))
        self.spacing_override = OPEN
        self.shift_s = 0
        self.restart()

    def restart(self):
        """Go back to before the first step."""
        self._at = self._body
        self._depth = 0
        self._sets = 0
        self._group = 0
        self._group_runs = 0
        self.index = -1
        self.run = -1
        self.kind = 0
        self.offset = self._body
        self.type = 0
        self.between = False
        self.cue_ms = 0
        self.cue_us = 0
        self.cue_m = 0
        self.set = 0
        self.rep = 0
        self.reps = 0
        self._clear()

    def seek(self, index):
        """Move to step `index`; return whether there is one. Forward it goes on from here."""
        if index <= self.index:
            self.restart()
        while self.index < index:
            if not self.next():
                return False
        return True

    def next(self):
        """Move to the next step; return False after the last one."""
        data = self._data
        while self._at < self._end:
            offset = self._at
            opcode = data[offset]
            self._at = offset + 1
            if opcode < RECOVERY_STEP:
                self._read_run(opcode)
                self.offset = offset
                return True
            if opcode < REPEAT:
                self._read_recovery(opcode)
                depth = self._depth
                if opcode & BETWEEN and self._pass[depth] + 1 == self._count[depth]:
                    continue
                self.index += 1
                self.kind = RECOVERY
                self.offset = offset
                return True
            depth = self._depth
            if opcode == REPEAT:
                depth += 1
                self._count[depth] = self._varint()
                self._start[depth] = self._at
                self._pass[depth] = 0
                self._set[depth] = 0
                self._depth = depth
            elif opcode == END_REPEAT:
                if self._pass[depth] + 1 < self._count[depth]:
                    self._pass[depth] += 1
                    self._at = self._start[depth]
                else:
                    self._depth = depth - 1
            else:
                self._group = self._group_runs = self._varint()
        self.kind = 0
        return False

    def cue(self, number):
        """Set `cue_ms`, `cue_us` and `cue_m` of cue `number`, 1 to `cues` (the finish)."""
        metres = number * self._spacing
        if self.duration_ms:
            if number >= self.cues:
                self.cue_ms = self.duration_ms
                self.cue_us = 0
                self.cue_m = self._end_m
                return
            pace = self.pace_ms_km
            part = pace % 1000 * metres
            self.cue_ms = pace // 1000 * metres + part // 1000
            self.cue_us = part % 1000
            self.cue_m = metres
            return
        if number >= self.cues:
            self.cue_ms = self.target_ms
            self.cue_us = 0
            self.cue_m = self.distance_m
            return
        target = self.target_ms
        whole = self.distance_m // self._unit
        share = metres // self._unit
        part = target % whole * share
        self.cue_ms = target // whole * share + part // whole
        self.cue_us = part % whole * 1000 // whole
        self.cue_m = metres
        if self._profile:
            # Zigzag varints in a row: read on from the cue asked for last, where that came before.
            if number < self._split:
                self._split = 0
                self._split_at = self._profile
            at = self._at
            self._at = self._split_at
            while self._split < number:
                self._late = signed(self._varint())
                self._split += 1
            self._split_at = self._at
            self._at = at
            self.cue_ms += self._late

    def _clear(self):
        self.distance_m = 0
        self.duration_ms = 0
        self.target_ms = 0
        self.pace_ms_km = 0
        self.pace_fast_ms_km = 0
        self.fast_ms = 0
        self.bound = False
        self.role = 0
        self.effort = 0
        self.cues = 0
        self.length_ms = 0
        self.min_ms = OPEN
        self.max_ms = OPEN
        self.percent = 100
        self.tolerance_ms = 0
        self._profile = 0
        self._split = 0
        self._split_at = 0
        self._late = 0
        self._spacing = DEFAULT_SPACING
        self._unit = 1
        self._end_m = 0

    def _read_run(self, opcode):
        self._clear()
        timed = opcode & RUN_TIME
        if timed:
            self.duration_ms = self._time()
        else:
            self.distance_m = self._distance()
        if opcode & HAS_MORE:
            more = self._data[self._at]
            self._at += 1
            self.role = more & 7
            self.effort = more >> 3 & 15
            if more & 0x80:
                self._spacing = self._varint()
        level = self._varint() if opcode & (TIMED_HAS_LEVEL if timed else HAS_LEVEL) else 0
        if opcode & SERIES:
            depth = self._depth - level
            value = self._value(opcode & SERIES, self._count[depth], self._pass[depth])
            if timed:
                self._read_pace(opcode, value)
            else:
                self._read_target(opcode, value)
        self.index += 1
        self.run += 1
        self.kind = RUN
        self._place()

    def _read_pace(self, opcode, pace):
        if opcode & HAS_RANGE:
            self.pace_fast_ms_km = self._time() or OPEN
        shifted = pace + self._shift() * 2500
        if MIN_PACE <= shifted <= MAX_PACE and shifted > self.pace_fast_ms_km:
            pace = shifted
        self.pace_ms_km = pace
        # Metres within the duration, by parts that stay under 2**30.
        duration = self.duration_ms
        part = duration % pace * 1000
        metres = duration // pace * 1000 + part // pace
        self._end_m = metres
        if self._may_override():
            self._spacing = self.spacing_override
        spacing = self._spacing
        if spacing:
            marks = metres // spacing
            if marks and marks * spacing == metres and part % pace == 0:
                marks -= 1
            self.cues = marks + 1
        else:
            self.cues = 1

    def _read_target(self, opcode, target):
        if opcode & HAS_RANGE:
            self.fast_ms = self._time()
            self.bound = self.fast_ms == 0
        if opcode & HAS_PROFILE:
            self._profile = self._split_at = self._at
            for _ in range(cue_count(self.distance_m, self._spacing) - 1):
                self._varint()
        elif self._may_override() and self._bears(self.spacing_override, target):
            self._spacing = self.spacing_override
        shifted = target + self._shift() * self.distance_m * 5 // 2
        if (
            shifted != target
            and self.fast_ms < shifted
            and MIN_RUN_MS <= shifted <= MAX_MS
            and shifted > target // 2
            and self._bears(self._spacing, shifted)
        ):
            target = shifted
        self.target_ms = target
        self.cues = cue_count(self.distance_m, self._spacing)
        self._unit = gcd(self.distance_m, self._spacing)

    def _shift(self):
        return self.shift_s if -_MAX_SHIFT_S <= self.shift_s <= _MAX_SHIFT_S else 0

    def _may_override(self):
        spacing = self.spacing_override
        return spacing == 0 or MIN_SPACING <= spacing <= MAX_DISTANCE

    def _bears(self, spacing, target):
        """Whether this run's cues keep the verifier's rules at another spacing or target."""
        distance = self.distance_m
        cues = cue_count(distance, spacing)
        if cues == 1:
            return True
        if not splittable(distance, spacing):
            return False
        gap = even_gap(distance, spacing, target)
        rest = last_gap(distance, spacing, target)
        if gap < MIN_GAP_MS or rest < 1:
            return False
        if self._profile:
            at = self._at
            self._at = self._profile
            before = 0
            held = True
            for _ in range(cues - 1):
                late = signed(self._varint())
                if gap + late - before < MIN_GAP_MS:
                    held = False
                before = late
            self._at = at
            return held and rest - before >= 1
        return True

    def _value(self, kind, count, position):
        """The value of a series at a pass; leaves the position after the series."""
        if kind == LISTED:
            value = 0
            for number in range(count):
                here = self._time()
                if number == position:
                    value = here
            return value
        first = self._time()
        if kind != LADDER:
            return first
        way = self._time() - first
        passes = count - 1
        sign = 1
        if way < 0:
            way = -way
            sign = -1
        return first + sign * (
            way // passes * position + (way % passes * position + passes // 2) // passes
        )

    def _place(self):
        depth = self._depth
        if self._group:
            if self._group == self._group_runs:
                self._sets += 1
            self.set = self._sets
            self.reps = self._group_runs
            self.rep = self._group_runs - self._group + 1
            self._group -= 1
        elif depth:
            if self._set[depth] == 0:
                self._sets += 1
                self._set[depth] = self._sets
            self.set = self._set[depth]
            self.rep = self._pass[depth] + 1
            self.reps = self._count[depth]
        else:
            self.rep = self.reps = 1
            if self.role == WARMUP or self.role == COOLDOWN:
                self.set = 0
            else:
                self._sets += 1
                self.set = self._sets

    def _read_recovery(self, opcode):
        self._clear()
        kind = opcode & TYPE
        extra = opcode & HAS_EXTRA
        self.type = kind
        self.between = bool(opcode & BETWEEN)
        if kind == TIME or kind == SENDOFF:
            if extra:
                form = self._data[self._at]
                self._at += 1
                depth = self._depth - (form >> 2)
                count = self._count[depth]
                if opcode & BETWEEN and form < 4:
                    count -= 1
                # The pass in which it is left out has no value of its own.
                position = self._pass[depth]
                self.length_ms = self._value(form & 3, count, position)
            else:
                self.length_ms = self._time()
        elif kind == WINDOW:
            self.min_ms = self._time()
            self.max_ms = self._time()
        elif kind == FULL:
            if extra:
                self.min_ms = self._time() or OPEN
                self.max_ms = self._time() or OPEN
        elif kind == EQUAL:
            if extra:
                self.percent = self._varint()
                self.tolerance_ms = self._time()
        elif kind == JOG:
            self.distance_m = self._distance()
            if extra:
                self.length_ms = self._time()

    def _varint(self):
        data = self._data
        at = self._at
        value = 0
        shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                self._at = at
                return value
            shift += 7

    def _time(self):
        value = self._varint()
        return value >> 1 if value & 1 else (value >> 1) * 1000

    def _distance(self):
        value = self._varint()
        return value >> 1 if value & 1 else (value >> 1) * 100
