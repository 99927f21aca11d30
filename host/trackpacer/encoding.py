# SPDX-License-Identifier: MIT
"""How the program format writes numbers, and the header before a program's steps.

firmware/FORMAT.md has both byte by byte. Not here: which opcodes a session becomes (`step_code`).
"""

from __future__ import annotations

import binascii

from trackpacer.firmware import opcodes


def encode_varint(value: int) -> bytes:
    """A whole number from 0 to 2**28 - 1, 7 bits a byte, lowest first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def encode_time(ms: int) -> bytes:
    """Milliseconds: whole seconds even, others odd."""
    seconds, rest = divmod(ms, 1000)
    return encode_varint(ms * 2 + 1 if rest else seconds * 2)


def encode_distance(metres: int) -> bytes:
    """Metres: whole hundreds even, others odd."""
    hundreds, rest = divmod(metres, 100)
    return encode_varint(metres * 2 + 1 if rest else hundreds * 2)


def encode_signed(ms: int) -> bytes:
    """Milliseconds of either sign, in zigzag."""
    return encode_varint(ms * 2 if ms >= 0 else -ms * 2 - 1)


def ladder_value(first: int, last: int, passes: int, position: int) -> int:
    """The value of a ladder at a pass (0-based): equal steps, to the nearest millisecond.

    Half a millisecond goes away from the first value; exact at both ends.
    """
    way = last - first
    step = (2 * abs(way) * position + (passes - 1)) // (2 * (passes - 1))
    return first + step if way >= 0 else first - step


def build(name: str, athlete: str, body: bytes) -> bytes:
    """Put a header before a program's steps. Nothing is checked here: `program.verify` does."""
    rest = b""
    for text in (name, athlete):
        raw = text.encode()
        rest += encode_varint(len(raw)) + raw
    rest = encode_varint(len(rest) + len(body)) + rest + body
    return opcodes.MAGIC + bytes([opcodes.VERSION]) + _crc(rest) + rest


def _crc(data: bytes) -> bytes:
    return (binascii.crc32(data) & 0xFFFFFFFF).to_bytes(4, "little")
