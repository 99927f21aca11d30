# SPDX-License-Identifier: MIT
"""FIT files by the rules of the format that no watch would write: any fields, any definitions.

Not here: races with a shape (`tests.host.coaching.races`).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from hypothesis import strategies as st

# Of the profile: fields of the messages that are asked for, with their base types; others of ours.
SIZES = {0x00: 1, 0x02: 1, 0x84: 2, 0x86: 4, 0x85: 4, 0x07: 6, 0x0D: 5}
KNOWN = {
    20: ((253, 0x86), (5, 0x86), (6, 0x84), (3, 0x02)),
    19: ((253, 0x86), (7, 0x86), (8, 0x86), (9, 0x86)),
    21: ((253, 0x86), (0, 0x00), (1, 0x00)),
}


@dataclass(slots=True)
class Stream:
    """A FIT file being written, and what it costs nothing to write."""

    body: bytearray = field(default_factory=bytearray)
    sizes: dict[int, int] = field(default_factory=dict)

    def define(
        self,
        local: int,
        number: int,
        fields: list[tuple[int, int, int]],
        big: bool = False,
        developer: list[tuple[int, int, int]] | None = None,
    ) -> None:
        """A definition: fields as (number, bytes, base type)."""
        head = 0x40 | local | (0x20 if developer is not None else 0)
        order = ">" if big else "<"
        self.body += struct.pack(f"{order}BBBHB", head, 0, big, number, len(fields))
        self.body += b"".join(bytes(one) for one in fields)
        if developer is not None:
            self.body.append(len(developer))
            self.body += b"".join(bytes(one) for one in developer)
        self.sizes[local] = sum(one[1] for one in [*fields, *(developer or [])])

    def message(self, local: int, data: bytes, offset: int | None = None) -> None:
        """A message; with a compressed timestamp where `offset` is given."""
        self.body.append(local if offset is None else 0x80 | local << 5 | offset)
        self.body += data

    def file(self, crc: int = 0) -> bytes:
        """The whole file."""
        head = struct.pack("<BBHI4s", 12, 0x20, 2140, len(self.body), b".FIT")
        return head + bytes(self.body) + struct.pack("<H", crc)


def zero_fields(messages: int) -> bytes:
    """A definition without fields, and messages of it: a byte each."""
    stream = Stream()
    stream.define(0, 20, [])
    stream.body += bytes(messages)
    return stream.file()


def redefined(times: int) -> bytes:
    """The same message defined again and again, each time with 255 fields."""
    stream = Stream()
    stream.define(0, 20, [(number, 1, 2) for number in range(255)])
    stream.body *= times
    return stream.file()


def wide(messages: int) -> bytes:
    """Messages of 255 fields of 255 bytes, all of them the distance."""
    stream = Stream()
    stream.define(0, 20, [(5, 255, 0x0D)] * 255)
    stream.body += bytes(messages * (1 + 255 * 255))
    return stream.file()


@st.composite
def streams(draw: st.DrawFn) -> bytes:
    """A sound FIT file of any messages, known and unknown, in any order of fields and bytes."""
    stream = Stream()
    stamp = draw(st.integers(1_000_000_000, 1_000_100_000))
    plans: dict[int, tuple[list[tuple[int, int, int]], bool]] = {}
    for _ in range(draw(st.integers(1, 25))):
        local = draw(st.integers(0, 3))
        if local not in plans or draw(st.booleans()):
            number = draw(st.sampled_from([*KNOWN, 0, 34, 0xFF00]))
            known = draw(st.lists(st.sampled_from(KNOWN.get(number, KNOWN[20])), unique=True))
            others = draw(st.lists(st.tuples(st.integers(60, 250), st.sampled_from([*SIZES]))))
            fields = [(one, SIZES[kind], kind) for one, kind in [*known, *others]]
            fields = list({one[0]: one for one in draw(st.permutations(fields))}.values())
            big = draw(st.booleans())
            developer = draw(st.none() | st.lists(st.just((0, 3, 0)), max_size=2))
            stream.define(local, number, fields, big, developer)
            plans[local] = fields, big
        fields, big = plans[local]
        stamp += draw(st.integers(0, 20))
        parts = [
            struct.pack(">I" if big else "<I", stamp)
            if one == 253
            else draw(st.binary(min_size=size, max_size=size))
            for one, size, _ in fields
        ]
        rest = stream.sizes[local] - sum(map(len, parts))
        compressed = draw(st.booleans()) and all(one[0] != 253 for one in fields)
        offset = stamp & 31 if compressed else None
        stream.message(local, b"".join(parts) + bytes(rest), offset)
    return stream.file()
