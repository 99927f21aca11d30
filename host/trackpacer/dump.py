# SPDX-License-Identifier: MIT
"""A program file read aloud: every byte with its offset and what it says.

For whoever builds or checks a watch. It reads what the verifier has passed; the layout is
FORMAT.md's. Not here: the expanded session (`timeline`, `preview`).
"""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.firmware import opcodes, program
from trackpacer.records import mutable, record
from trackpacer.session import Effort, RecoveryType, Role
from trackpacer.times import clock, spoken


@mutable
class Reader:
    """A position in a verified program. Times in milliseconds, distances in metres."""

    data: bytes
    at: int

    def byte(self) -> int:
        """The next byte."""
        self.at += 1
        return self.data[self.at - 1]

    def varint(self) -> int:
        """The next number."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def time(self) -> int:
        """The next time, in milliseconds."""
        value = self.varint()
        return value >> 1 if value & 1 else (value >> 1) * 1000

    def distance(self) -> int:
        """The next distance, in metres."""
        value = self.varint()
        return value >> 1 if value & 1 else (value >> 1) * 100

    def signed(self) -> int:
        """The next signed time, in milliseconds."""
        value = self.varint()
        return -((value + 1) >> 1) if value & 1 else value >> 1


@record
class SeriesFields:
    """A series as it stands: its kind (`opcodes.CONSTANT`, `LADDER`, `LISTED`), level, values."""

    kind: int
    level: int
    values: tuple[int, ...]


@record
class Instruction:
    """One opcode with its fields, `data[offset:end]`; fields that it does not have are empty."""

    offset: int
    end: int
    opcode: int
    depth: int
    distance_m: int = 0
    duration_ms: int = 0
    target: SeriesFields | None = None
    pace: SeriesFields | None = None
    fast_ms: int | None = None
    profile: tuple[int, ...] = ()
    spacing_m: int | None = None
    role: Role = Role.WORK
    effort: Effort = Effort.NONE
    count: int = 0
    type: RecoveryType = RecoveryType.NONE
    between: bool = False
    length: SeriesFields | None = None
    min_ms: int = 0
    max_ms: int = 0
    percent: int = 100
    tolerance_ms: int = 0

    @property
    def is_run(self) -> bool:
        """Whether it is a run, by distance or by time."""
        return bool(self.opcode < opcodes.RECOVERY_STEP)

    @property
    def is_recovery(self) -> bool:
        """Whether it is a recovery."""
        return bool(opcodes.RECOVERY_STEP <= self.opcode < opcodes.REPEAT)


def instructions(data: bytes) -> Iterator[Instruction]:
    """The opcodes of a program in the order in which they stand, loops as loops.

    Raises program.FormatError where the program is not one.
    """
    header = program.verify(data)
    reader = Reader(data, header.body)
    counts: list[int] = []
    while reader.at < header.end:
        instruction = _instruction(reader, counts)
        if instruction.opcode == opcodes.REPEAT:
            counts.append(instruction.count)
        elif instruction.opcode == opcodes.END_REPEAT:
            counts.pop()
        yield instruction


def _instruction(reader: Reader, counts: list[int]) -> Instruction:
    offset = reader.at
    opcode = reader.byte()
    fields: dict[str, object] = {}
    if opcode < opcodes.RECOVERY_STEP:
        fields = _run_fields(reader, opcode, counts)
    elif opcode < opcodes.REPEAT:
        fields = _recovery_fields(reader, opcode, counts)
    elif opcode in (opcodes.REPEAT, opcodes.GROUP):
        fields = {"count": reader.varint()}
    depth = len(counts) - (opcode == opcodes.END_REPEAT)
    return Instruction(offset, reader.at, opcode, depth, **fields)  # type: ignore[arg-type]


def _run_fields(reader: Reader, opcode: int, counts: list[int]) -> dict[str, object]:
    fields: dict[str, object] = {}
    timed = opcode & opcodes.RUN_TIME
    metres = 0
    if timed:
        fields["duration_ms"] = reader.time()
    else:
        metres = reader.distance()
        fields["distance_m"] = metres
    spacing = opcodes.DEFAULT_SPACING
    if opcode & opcodes.HAS_MORE:
        more = reader.byte()
        fields["role"] = Role(more & 7)
        fields["effort"] = Effort(more >> 3 & 15)
        if more & 0x80:
            fields["spacing_m"] = spacing = reader.varint()
    kind = opcode & opcodes.SERIES
    has_level = opcode & (opcodes.TIMED_HAS_LEVEL if timed else opcodes.HAS_LEVEL)
    level = reader.varint() if has_level else 0
    if kind:
        passes = counts[-1 - level] if kind > opcodes.CONSTANT else 1
        fields["pace" if timed else "target"] = _series(reader, kind, level, passes)
    if opcode & opcodes.HAS_RANGE:
        fields["fast_ms"] = reader.time()
    if opcode & opcodes.HAS_PROFILE and not timed:
        splits = program.cue_count(metres, spacing) - 1
        fields["profile"] = tuple(reader.signed() for _ in range(splits))
    return fields


def _series(reader: Reader, kind: int, level: int, passes: int) -> SeriesFields:
    values = {opcodes.LISTED: passes, opcodes.LADDER: 2}.get(kind, 1)
    return SeriesFields(kind, level, tuple(reader.time() for _ in range(values)))


def _recovery_fields(reader: Reader, opcode: int, counts: list[int]) -> dict[str, object]:
    kind = RecoveryType(opcode & opcodes.TYPE)
    between = bool(opcode & opcodes.BETWEEN)
    fields: dict[str, object] = {"type": kind, "between": between}
    extra = opcode & opcodes.HAS_EXTRA
    if kind in (RecoveryType.TIME, RecoveryType.SENDOFF):
        form = reader.byte() if extra else opcodes.CONSTANT
        level = form >> 2
        passes = 1
        if extra:
            passes = counts[-1 - level] - (between and not level)
        fields["length"] = _series(reader, form & 3, level, passes)
    elif kind == RecoveryType.WINDOW or (kind == RecoveryType.FULL and extra):
        fields["min_ms"] = reader.time()
        fields["max_ms"] = reader.time()
    elif kind == RecoveryType.EQUAL and extra:
        fields["percent"] = reader.varint()
        fields["tolerance_ms"] = reader.time()
    elif kind == RecoveryType.JOG:
        fields["distance_m"] = reader.distance()
        if extra:
            fields["length"] = _series(reader, opcodes.CONSTANT, 0, 1)
    return fields


def listing(data: bytes) -> Iterator[str]:
    """The lines of `pacer dump`."""
    header = program.verify(data)
    yield _line(data, 0, 2, "magic TP")
    yield _line(data, 2, 3, f"program format {data[2]}")
    yield _line(data, 3, 7, f"CRC-32, the session's identity: {header.identity:08X}")
    at = Reader(data, 7)
    length = at.varint()
    yield _line(data, 7, at.at, f"{length} bytes follow")
    for what, text in (("name", header.name), ("athlete", header.athlete)):
        start = at.at
        size = at.varint()
        at.at += size
        yield _line(data, start, at.at, f"{what}: {text}" if text else f"no {what}")
    for instruction in instructions(data):
        words = "  " * instruction.depth + _words(instruction)
        yield _line(data, instruction.offset, instruction.end, words)
    yield f"{len(data)} bytes, {header.runs} runs, {header.steps} steps"


def _line(data: bytes, start: int, end: int, words: str) -> str:
    raw = data[start:end]
    shown = raw[:8].hex(" ").upper() + (" …" if len(raw) > 8 else "")
    return f"{start:4d}  {shown:<25}  {words}"


def _words(instruction: Instruction) -> str:
    if instruction.opcode == opcodes.REPEAT:
        return f"repeat {instruction.count} times"
    if instruction.opcode == opcodes.END_REPEAT:
        return "end of the repeat"
    if instruction.opcode == opcodes.GROUP:
        return f"the next {instruction.count} runs are one set"
    if instruction.is_run:
        return ", ".join(_run_words(instruction))
    return ", ".join(_recovery_words(instruction))


def _run_words(it: Instruction) -> Iterator[str]:
    yield f"run {it.distance_m} m" if it.distance_m else f"run for {spoken(it.duration_ms)}"
    if it.role:
        yield it.role.name.lower()
    if it.effort:
        yield f"effort {it.effort.name.lower()}"
    if it.pace:
        yield f"pace {_series_words(it.pace)} per km"
    elif it.target:
        yield f"target {_series_words(it.target)}"
    else:
        yield "no target"
    if it.fast_ms is not None:
        yield f"down to {spoken(it.fast_ms)} faster" if it.fast_ms else "faster than that"
    if it.spacing_m is not None:
        yield f"a beep every {it.spacing_m} m" if it.spacing_m else "a beep at the finish only"
    if it.profile:
        yield "splits late by " + " ".join(str(late) for late in it.profile) + " ms"


def _series_words(series: SeriesFields) -> str:
    values = [clock(value) for value in series.values]
    outer = f" by the repeat {series.level} further out" if series.level else ""
    if series.kind == opcodes.LADDER:
        return f"from {values[0]} to {values[1]}{outer}"
    return " ".join(values) + outer


def _recovery_words(it: Instruction) -> Iterator[str]:
    yield f"recovery {it.type.name.lower().replace('_', ' ')}"
    if it.type == RecoveryType.JOG:
        yield f"{it.distance_m} m"
    if it.length:
        yield _series_words(it.length)
    if it.type in (RecoveryType.WINDOW, RecoveryType.FULL) and (it.min_ms or it.max_ms):
        yield f"from {clock(it.min_ms)} to {clock(it.max_ms) if it.max_ms else 'open'}"
    if it.percent != 100 or it.tolerance_ms:
        yield f"{it.percent} %, give or take {spoken(it.tolerance_ms)}"
    if it.between:
        yield "not after the last"
