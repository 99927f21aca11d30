# SPDX-License-Identifier: MIT
"""The messages that are wanted of a FIT file, decoded; the others are passed over unread.

A FIT file is a stream of small messages, each after the definition of its fields. A watch's holds
tens of fields that we do not look at, an odd one millions of messages. So the stream is thinned
first, messages and fields that nobody asked for being skipped by their length, and `fitdecode`
reads what is left. Not here: what the messages mean.

The format: Garmin's FIT SDK, 'Flexible and Interoperable Data Transfer (FIT) Protocol'.
"""

from __future__ import annotations

import io
import struct
import sys
import warnings
from array import array
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from trackpacer.allowance import Allowance
from trackpacer.errors import UserError
from trackpacer.records import mutable, record

_TIMESTAMP = 253
_UINT32 = 0x86
_NONE = b"\xff\xff\xff\xff"
_EVERY = 4096  # messages between two looks at the clock


@record
class Thinned:
    """data: a FIT stream with what was wanted, without check sums. cut: the file ends within, or
    was never closed. sound: its check sums, as far as there are any, are right."""

    data: bytes
    cut: bool
    sound: bool


def messages(
    data: bytes, wanted: Mapping[str, Collection[str]], allowance: Allowance
) -> Iterator[Any]:
    """fitdecode's data messages, in the file's order: those named, with the fields named.

    A field that another is made of, or chosen by (enhanced_speed of speed, a subfield of its
    selector), must be named beside it. Compressed timestamps stand in the field timestamp.
    UserError, naming the file, when it is none or cannot be decoded. A file that is cut off gives
    what is there (`thinned` tells).
    """
    yield from decoded(thinned(data, wanted, allowance), allowance)


def decoded(stream: Thinned, allowance: Allowance) -> Iterator[Any]:
    """The data messages of a thinned stream. UserError."""
    import fitdecode

    file = io.BytesIO(stream.data)
    count = 0
    reader = fitdecode.FitReader(
        file,
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    )
    frames = iter(reader)
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                frame = next(frames, None)
        except Exception as error:  # a damaged file may raise anything in a decoder
            raise _unreadable(allowance, _said(error)) from None
        if frame is None:
            return
        if isinstance(frame, fitdecode.FitDataMessage):
            count += 1
            if count % 256 == 0:
                allowance.check(count, file.tell(), len(stream.data))
            yield frame


def thinned(data: bytes, wanted: Mapping[str, Collection[str]], allowance: Allowance) -> Thinned:
    """The stream with only these messages and fields. UserError when it is no FIT file, or is
    damaged before anything that was wanted came."""
    numbers = _numbers(wanted)
    out = bytearray()
    at, records, cut, sound = 0, 0, False, True
    while at < len(data):
        if len(data) - at < 12 or data[at] < 12 or data[at + 8 : at + 12] != b".FIT":
            if at:
                break  # what stands behind a whole file
            raise _unreadable(allowance, "it does not begin like one")
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        start = at + data[at]
        end = start + size
        if not size or end > len(data):
            cut, end = True, len(data)
        elif end + 2 <= len(data):
            sound = sound and _crc(data[at : end + 2]) == 0
        walk = _Walk(data, start, end, numbers, allowance, records)
        body = walk.run()
        if walk.damaged and not (cut and body):
            raise _unreadable(allowance, walk.damaged)
        records = walk.records
        out += struct.pack("<BBHI4s", 12, 0x20, 2140, len(body), b".FIT") + body + b"\0\0"
        at = end + 2
    if not out:
        raise _unreadable(allowance, "it is empty")
    return Thinned(bytes(out), cut, sound)


@mutable
class _Definition:
    """Of one local message number. size: of a message without its header. takes: slices that are
    wanted, None when the message is not. written: the thinned definition. timestamp: where it
    stands, -1 for none. stamped: a timestamp from the header is to be written behind."""

    size: int
    takes: tuple[slice, ...] | None
    written: bytes
    timestamp: int
    big: bool
    stamped: bool = False


class _Walk:
    """One file of a stream, message by message. `damaged` says why it stopped early."""

    def __init__(
        self,
        data: bytes,
        start: int,
        end: int,
        wanted: Mapping[int, frozenset[int]],
        allowance: Allowance,
        records: int,
    ) -> None:
        self._data = data
        self._at = start
        self._end = end
        self._wanted = wanted
        self._allowance = allowance
        self.records = records
        self.damaged = ""

    def run(self) -> bytes:
        data, end = self._data, self._end
        out = bytearray()
        known: dict[int, _Definition] = {}
        active: dict[int, bytes] = {}
        last = 0
        at = self._at
        while at < end:
            self.records += 1
            if self.records % _EVERY == 0:
                self._allowance.check(self.records, at, len(data))
            head = data[at]
            compressed = head & 0x80
            local = head >> 5 & 3 if compressed else head & 15
            if head & 0xC0 == 0x40:
                definition, length = self._definition(at, local)
                if definition is None:
                    break
                known[local] = definition
                at += length
                continue
            found = known.get(local)
            if found is None:
                self.damaged = f"byte {at}: a message that nothing defines"
                break
            body = at + 1
            at = body + found.size
            if at > end:
                self.damaged = f"byte {body - 1}: a message is cut off"
                break
            if compressed:
                last += ((head & 31) - last) & 31
            elif found.timestamp >= 0:
                place = body + found.timestamp
                last = int.from_bytes(data[place : place + 4], "big" if found.big else "little")
            if found.takes is None:
                continue
            if active.get(local) != found.written:
                active[local] = found.written
                out += found.written
            out.append(local)
            for take in found.takes:
                out += data[body + take.start : body + take.stop]
            if found.stamped:
                stamp = last.to_bytes(5, "big")[1:] if compressed else _NONE
                out += stamp if found.big else stamp[::-1]
        return bytes(out)

    def _definition(self, at: int, local: int) -> tuple[_Definition | None, int]:
        """The definition that stands here, and its length; None when it is cut off."""
        data = self._data
        developer = data[at] & 0x20
        fixed = data[at + 1 : min(at + 6, self._end)]
        length = 6 + 3 * (fixed[4] if len(fixed) == 5 else 0)
        extra = b""
        if developer and at + length < self._end:
            count = data[at + length]
            extra = data[at + length + 1 : at + length + 1 + 3 * count]
            length += 1 + 3 * count
        if len(fixed) < 5 or at + length > self._end:
            self.damaged = f"byte {at}: a definition is cut off"
            return None, 0
        big = fixed[1] != 0
        fields = data[at + 6 : at + 6 + 3 * fixed[4]]
        kinds, sizes = fields[::3], fields[1::3]
        size = sum(sizes)
        stamp = kinds.find(_TIMESTAMP)
        timestamp = sum(sizes[:stamp]) if stamp >= 0 and sizes[stamp] == 4 else -1
        asked = self._wanted.get(int.from_bytes(fixed[2:4], "big" if big else "little"))
        takes: tuple[slice, ...] | None = None
        written = b""
        stamped = False
        if asked is not None:
            # In the file's order; of a field that is defined twice the first.
            places = sorted(place for kind in asked if (place := kinds.find(kind)) >= 0)
            starts = [sum(sizes[:place]) for place in places]
            takes = tuple(
                slice(start, start + sizes[place])
                for start, place in zip(starts, places, strict=True)
            )
            rows = b"".join(fields[3 * place : 3 * place + 3] for place in places)
            stamped = _TIMESTAMP in asked and stamp < 0
            if stamped:
                rows += bytes((_TIMESTAMP, 4, _UINT32))
            written = bytes((0x40 | local,)) + fixed[:4] + bytes((len(rows) // 3,)) + rows
        whole = size + sum(extra[1::3])
        return _Definition(whole, takes, written, timestamp, big, stamped), length


def _numbers(wanted: Mapping[str, Collection[str]]) -> dict[int, frozenset[int]]:
    """The profile's numbers of these messages and fields."""
    from fitdecode import profile

    types = {kind.name: kind for kind in profile.MESSAGE_TYPES.values()}
    found = {}
    for name, fields in wanted.items():
        numbers = {field.name: number for number, field in types[name].fields.items()}
        found[types[name].mesg_num] = frozenset(numbers[field] for field in fields)
    return found


@cache
def _crc_table() -> list[int]:
    """For each two bytes at once: CRC-16 of the polynomial 0x8005, reflected, as FIT has it."""
    table = list(range(1 << 16))
    for _ in range(16):
        table = [crc >> 1 ^ (0xA001 if crc & 1 else 0) for crc in table]
    return table


def _crc(data: bytes) -> int:
    """The check sum of these bytes; 0 when the last two of them are that of the others."""
    table = _crc_table()
    words = array("H", data[: len(data) // 2 * 2])
    if sys.byteorder == "big":
        words.byteswap()
    crc = 0
    for word in words:
        crc = table[crc ^ word]
    if len(data) % 2:
        low = crc ^ data[-1]
        for _ in range(8):
            low = low >> 1 ^ (0xA001 if low & 1 else 0)
        crc = low
    return crc


def _unreadable(allowance: Allowance, why: str) -> UserError:
    return UserError(f"{allowance.name}: no FIT file that can be read: {why}", "export it anew")


def _said(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
