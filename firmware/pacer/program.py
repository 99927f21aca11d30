# SPDX-License-Identifier: MIT
"""The program: what an upload holds, byte by byte read in place (see FORMAT.md).

Here live the opcodes, the header and the step iterator, which is the one expander of the product:
the watch runs from it, and the laptop previews from it. Not here: what a program must be to be run
(`verifier`), what a step sounds like (`cues`), when it is due on the clock (`runner`), how
bytes are made (the laptop's compiler).

A verified program cannot make the iterator raise, loop for ever or allocate. Every integer stays
under 2**30, so that none is a heap object on a board.
"""

import binascii
from array import array

from micropython import const

MAGIC = b"TP"
VERSION = const(1)

# Opcodes: the top bits say what it is, the others which fields follow.
RUN_DISTANCE = const(0x00)  # 0b00xxxxxx
RUN_TIME = const(0x40)  # 0b010xxxxx
RECOVERY_STEP = const(0x60)  # 0b011xxxxx
REPEAT = const(0x80)
END_REPEAT = const(0x81)
GROUP = const(0x82)

# Fields of a run's opcode.
SERIES = const(0x03)  # of the target (or the pace): none, one value, a ladder, one for each pass
CONSTANT = const(1)
LADDER = const(2)
LISTED = const(3)
HAS_RANGE = const(0x04)
HAS_PROFILE = const(0x08)
HAS_MORE = const(0x10)  # role, effort, cue spacing
HAS_LEVEL = const(0x20)  # the ladder or list follows an outer repeat
TIMED_HAS_LEVEL = const(0x08)  # the same of a run by time, which has no splits to be uneven

# Fields of a recovery's opcode.
TYPE = const(0x07)
BETWEEN = const(0x08)
HAS_EXTRA = const(0x10)

NONE = const(0)
TIME = const(1)
WINDOW = const(2)
FULL = const(3)
EQUAL = const(4)
EQUAL_OTHER = const(5)
JOG = const(6)
SENDOFF = const(7)

RUN = const(1)
RECOVERY = const(2)

WORK = const(0)
WARMUP = const(1)
COOLDOWN = const(2)
LAST_ROLE = const(5)

DEFAULT_SPACING = const(100)

# Limits: far over any session, well under what the arithmetic holds.
MAX_LENGTH = const(4096)
MAX_NAME = const(64)
MAX_DEPTH = const(4)
MAX_COUNT = const(255)
MAX_RUNS = const(1000)
MAX_STEPS = const(2000)
MAX_DISTANCE = const(100000)
MAX_MS = const(21600000)  # of one step: 6 hours
MIN_RUN_MS = const(1000)
MAX_PACE = const(1020000)  # 17 min per km: its remainder times 1000 stays under 2**30
MIN_PACE = const(90000)
MIN_SPACING = const(10)
MIN_GAP_MS = const(500)  # between two cues
_MAX_RATIO = const(32768)  # metres of a run in units of its cue spacing: squared, under 2**30
MAX_SPLITS = const(255)  # uneven ones, walked by the runner
MAX_PERCENT = const(1000)
_MAX_SHIFT_S = const(60)  # per 400 m: its product with the longest run stays under 2**30
OPEN = const(-1)  # a bound that is not there


class FormatError(ValueError):
    """A program that is not one, says where and why. The only exception this file raises."""


def _gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def _signed(value):
    return -((value + 1) >> 1) if value & 1 else value >> 1


class _Reader:
    """A position in a program, and the numbers that stand there."""

    def __init__(self, data, at, end):
        self.data = data
        self.at = at
        self.end = end
        self.least = 0
        self.most = 0

    def fail(self, why):
        raise FormatError("byte %d: %s" % (self.at, why))

    def byte(self):
        if self.at >= self.end:
            self.fail("the program ends in the middle of a step")
        value = self.data[self.at]
        self.at += 1
        return value

    def varint(self, low, high, what):
        start = self.at
        value = 0
        for shift in range(0, 28, 7):
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                if byte == 0 and shift:
                    self.fail("%s has a needless byte" % what)
                break
        else:
            self.fail("%s is too long" % what)
        if not low <= value <= high:
            self.at = start
            self.fail("%s is %d, not %d to %d" % (what, value, low, high))
        return value

    def scaled(self, unit, low, high, what):
        start = self.at
        value = self.varint(0, 0xFFFFFFF, what)
        if value & 1:
            value >>= 1
            if value % unit == 0:
                self.at = start
                self.fail("%s is not in its shortest form" % what)
        elif value >> 1 > high // unit:  # asked before multiplying: the product may pass 2**30
            self.at = start
            self.fail("%s is more than %d" % (what, high))
        else:
            value = (value >> 1) * unit
        if not low <= value <= high:
            self.at = start
            self.fail("%s is %d, not %d to %d" % (what, value, low, high))
        return value

    def time(self, what, low=1, high=MAX_MS):
        return self.scaled(1000, low, high, what)

    def distance(self):
        return self.scaled(100, 1, MAX_DISTANCE, "distance")

    def zigzag(self, what):
        return _signed(self.varint(0, 2 * MAX_MS, what))


class Header:
    """What stands before the steps: `name`, `athlete`, `identity` (the CRC), `body`, `end`."""

    def __init__(self, data):
        data = memoryview(data)
        size = len(data)
        if size < 3 or bytes(data[0:2]) != MAGIC:
            raise FormatError("byte 0: not a Track Pacer program")
        if data[2] != VERSION:
            raise FormatError(
                "byte 2: program format %d; this firmware reads format %d" % (data[2], VERSION)
            )
        if size > MAX_LENGTH:
            raise FormatError("byte 0: %d bytes, more than %d" % (size, MAX_LENGTH))
        reader = _Reader(data, 7, size)
        length = reader.varint(2, MAX_LENGTH, "length")
        if length != size - reader.at:
            raise FormatError(
                "byte 7: says %d bytes follow, but %d do: truncated or overlong"
                % (length, size - reader.at)
            )
        low = data[3] | data[4] << 8
        high = data[5] | data[6] << 8
        # Compared by halves: 32 bits are a heap object on a board, and this runs at every boot.
        crc = binascii.crc32(data[7:]) & 0xFFFFFFFF
        if crc & 0xFFFF != low or crc >> 16 != high:
            raise FormatError("byte 3: the checksum does not match: altered or damaged")
        self.identity = crc
        self.runs = self.steps = 0  # counted by `verify`
        self.name = self._text(reader)
        self.athlete = self._text(reader)
        self.body = reader.at
        self.end = size

    def _text(self, reader):
        start = reader.at
        length = reader.varint(0, MAX_NAME, "name length")
        if reader.at + length > reader.end:
            reader.fail("the name is cut off")
        raw = bytes(reader.data[reader.at : reader.at + length])
        reader.at += length
        try:
            text = str(raw, "utf-8")
        except (UnicodeError, ValueError):
            text = None
        # A MicroPython port may decode without checking: going back must give the same bytes.
        if text is None or text.encode() != raw:
            reader.at = start
            reader.fail("the name is not UTF-8")
        before = 0
        for byte in raw:
            # C0, DEL, and C1, which UTF-8 writes as C2 80 to C2 9F.
            if byte < 32 or byte == 127 or (before == 0xC2 and byte < 0xA0):
                reader.at = start
                reader.fail("the name holds a control character")
            before = byte
        return text


def cue_count(distance, spacing):
    """Cues of a run by distance, the finish included."""
    return 1 if spacing == 0 else (distance + spacing - 1) // spacing


def splittable(distance, spacing):
    """Whether the offsets of a run's cues can be computed exactly in 31 bits."""
    return cue_count(distance, spacing) == 1 or distance // _gcd(distance, spacing) < _MAX_RATIO


def even_gap(distance, spacing, target):
    """Milliseconds between two cues of an evenly split run (rounded down)."""
    unit = _gcd(distance, spacing)
    return target // (distance // unit) * (spacing // unit)


def last_gap(distance, spacing, target):
    """Milliseconds between the last cue and the finish of an evenly split run (rounded down).

    Short where the distance is no multiple of the spacing; it only has to be there.
    """
    unit = _gcd(distance, spacing)
    rest = distance - (cue_count(distance, spacing) - 1) * spacing
    return target // (distance // unit) * (rest // unit)


def verify(data):
    """Check a whole program; return its `Header` with `runs` and `steps`.

    Raises FormatError, which names the byte and the reason. What passes here cannot hurt a session.
    The checks are a module of their own, loaded here: a session that runs does without them.
    """
    from . import verifier

    return verifier.verify(data)


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

    def __init__(self, data):
        header = verify(data)
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
                self._late = _signed(self._varint())
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
        self._unit = _gcd(self.distance_m, self._spacing)

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
                late = _signed(self._varint())
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
