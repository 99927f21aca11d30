# SPDX-License-Identifier: MIT
"""A NOR flash chip in a file: the block device littlefs stands on.

Erase sets a whole block to ones, programming only clears bits: data put where the chip was not
erased is an error here, as it would be garbage on a chip. Erasing and programming take the time
they take and leave the processor deaf. Power can be cut at write k: half of what was being
programmed is in the chip, and nothing runs afterwards.
"""

ERASE_US = 45_000
PROGRAM_US_PER_256 = 700
READ_US = 25

BLOCK = 4096


class NorFlash:
    """`blocks` blocks of 4096 bytes in the open file `image` (an empty one is a new chip).

    cut_at: the number of the write (erase or program, from 1) in which power fails; 0 never.
    on_cut: called in that write, not expected to return.
    """

    def __init__(self, image, blocks, world=None, cut_at=0, on_cut=None):
        self._image = image
        self._blocks = blocks
        self._world = world
        self.cut_at = cut_at
        self._on_cut = on_cut
        self.writes = 0
        image.seek(0, 2)
        self.is_new = image.tell() == 0
        if self.is_new:
            image.seek(0)
            blank = b"\xff" * BLOCK
            for _ in range(blocks):
                image.write(blank)

    def readblocks(self, block, buffer, offset=0):
        self._image.seek(block * BLOCK + offset)
        self._image.readinto(buffer)
        if self._world is not None:
            self._world.spend_deaf(READ_US)

    def writeblocks(self, block, buffer, offset=None):
        if offset is None:
            self._erase(block)
            offset = 0
        at = block * BLOCK + offset
        size = len(buffer)
        there = bytearray(size)
        self._image.seek(at)
        self._image.readinto(there)
        if there != b"\xff" * size and any(there[i] & buffer[i] != buffer[i] for i in range(size)):
            raise OSError(5, "programming flash that was not erased")
        self._count(at, memoryview(buffer)[: size // 2])
        self._image.seek(at)
        self._image.write(buffer)
        if self._world is not None:
            self._world.spend_deaf(PROGRAM_US_PER_256 * ((size + 255) // 256))

    def ioctl(self, operation, argument):
        if operation == 4:
            return self._blocks
        if operation == 5:
            return BLOCK
        if operation == 6:
            self._erase(argument)
            return 0
        return 0

    def _erase(self, block):
        blank = b"\xff" * BLOCK
        self._count(block * BLOCK, memoryview(blank)[: BLOCK // 2])
        self._image.seek(block * BLOCK)
        self._image.write(blank)
        if self._world is not None:
            self._world.spend_deaf(ERASE_US)

    def _count(self, at, half):
        self.writes += 1
        if self.writes == self.cut_at:
            self._image.seek(at)
            self._image.write(half)
            self._on_cut()
