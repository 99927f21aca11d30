# SPDX-License-Identifier: MIT
"""Programs written by hand, opcode by opcode, for tests that have no compiler beside them."""

import binascii

from pacer import opcodes


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def scaled(value, unit):
    return varint(value // unit * 2) if value % unit == 0 else varint(value * 2 + 1)


def ms(value):
    return scaled(value, 1000)


def metres(value):
    return scaled(value, 100)


def zigzag(value):
    return varint(2 * value if value >= 0 else -2 * value - 1)


def run(distance, target=None, range_ms=None, splits=(), role=0, spacing=None):
    """A run by distance; target in ms, or (first, last) of a ladder."""
    opcode = opcodes.RUN_DISTANCE
    fields = b""
    if role or spacing is not None:
        opcode |= opcodes.HAS_MORE
        fields += bytes([role | (0x80 if spacing is not None else 0)])
        if spacing is not None:
            fields += varint(spacing)
    if isinstance(target, tuple):
        opcode |= opcodes.LADDER
        fields += ms(target[0]) + ms(target[1])
    elif target:
        opcode |= opcodes.CONSTANT
        fields += ms(target)
    if range_ms is not None:
        opcode |= opcodes.HAS_RANGE
        fields += ms(range_ms)
    if splits:
        opcode |= opcodes.HAS_PROFILE
        for split in splits:
            fields += zigzag(split)
    return bytes([opcode]) + metres(distance) + fields


def timed(duration_ms, pace_ms_km=0):
    opcode = opcodes.RUN_TIME
    if pace_ms_km:
        return bytes([opcode | opcodes.CONSTANT]) + ms(duration_ms) + ms(pace_ms_km)
    return bytes([opcode]) + ms(duration_ms)


def rest(kind, *fields, between=True, extra=False):
    opcode = opcodes.RECOVERY_STEP | kind
    if between:
        opcode |= opcodes.BETWEEN
    if extra:
        opcode |= opcodes.HAS_EXTRA
    return bytes([opcode]) + b"".join(fields)


def fixed(length_ms, between=True):
    return rest(opcodes.TIME, ms(length_ms), between=between)


def window(min_ms, max_ms, between=True):
    return rest(opcodes.WINDOW, ms(min_ms), ms(max_ms), between=between)


def full(min_ms=0, max_ms=0, between=True):
    if not min_ms and not max_ms:
        return rest(opcodes.FULL, between=between)
    return rest(opcodes.FULL, ms(min_ms), ms(max_ms), between=between, extra=True)


def equal(percent=100, tolerance_ms=0, between=True):
    if percent == 100 and not tolerance_ms:
        return rest(opcodes.EQUAL, between=between)
    return rest(opcodes.EQUAL, varint(percent), ms(tolerance_ms), between=between, extra=True)


def equal_other(between=True):
    return rest(opcodes.EQUAL_OTHER, between=between)


def jog(distance, length_ms=0, between=True):
    if not length_ms:
        return rest(opcodes.JOG, metres(distance), between=between)
    return rest(opcodes.JOG, metres(distance), ms(length_ms), between=between, extra=True)


def sendoff(length_ms, between=True):
    return rest(opcodes.SENDOFF, ms(length_ms), between=between)


def none(between=True):
    return rest(opcodes.NONE, between=between)


def repeat(count, *steps):
    return bytes([opcodes.REPEAT]) + varint(count) + b"".join(steps) + bytes([opcodes.END_REPEAT])


def build(*steps, name="test", athlete=""):
    body = b"".join(steps)
    names = b"".join(varint(len(t.encode())) + t.encode() for t in (name, athlete))
    rest_of = varint(len(names) + len(body)) + names + body
    crc = binascii.crc32(rest_of) & 0xFFFFFFFF
    head = opcodes.MAGIC + bytes([opcodes.VERSION])
    return head + bytes([crc & 255, crc >> 8 & 255, crc >> 16 & 255, crc >> 24]) + rest_of
