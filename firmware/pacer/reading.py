# SPDX-License-Identifier: MIT
"""Reading a program that nobody has checked yet: its numbers within bounds, and its header.

Not here: which steps may follow one another (`verifier`), walking a checked program (`program`).
"""

import binascii

from .opcodes import (
    MAGIC,
    MAX_DISTANCE,
    MAX_LENGTH,
    MAX_MS,
    MAX_NAME,
    VERSION,
    FormatError,
    signed,
)


class Reader:
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
        return signed(self.varint(0, 2 * MAX_MS, what))


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
        reader = Reader(data, 7, size)
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
        self.runs = self.steps = 0  # counted by `verifier`
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
