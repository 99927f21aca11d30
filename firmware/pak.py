# SPDX-License-Identifier: MIT
"""One version of the firmware in one file, seen as a folder to import from.

A file of its own for each of some twenty modules would take 140 KB of an nRF52840's 256 KB, in
blocks of 4 KB: two versions would not fit. A pak takes 45 KB.

The file is a row of entries, each a header of 38 bytes and the path and data it tells of:

    0   1   'P'
    1   1   length of the path
    2   4   length of the data, low byte first
    6   32  SHA-256 of the data
    38      path, then data

Here: reading. Not here: which version runs (`installed`), writing and checking (`pacer install`).
"""

import io

HEADER = 38

_CLOSE = 4  # what a stream is asked: py/stream.h
_BUFFER_SIZE = 11
_WINDOW = 256


def entries(file) -> "list[tuple[str, bytes, int, int]]":
    """(path, SHA-256, where the data begins, its length) of each entry, up to the first that is cut
    short."""
    found = []
    at = 0
    end = file.seek(0, 2)
    while True:
        file.seek(at)
        head = file.read(HEADER)
        if len(head) < HEADER or head[0] != 80:
            return found
        size = head[2] | head[3] << 8 | head[4] << 16 | head[5] << 24
        at += HEADER + head[1]
        if at + size > end:
            return found
        found.append((file.read(head[1]).decode(), head[6:], at, size))
        at += size


class Pak:
    """A pak as a read-only file system, for `vfs.mount`."""

    def __init__(self, path: str) -> None:
        self._path = path
        # One string for all: a dictionary of some thirty entries would take three times as much.
        index = ["\n"]
        with open(path, "rb") as file:
            for name, _, at, size in entries(file):
                index.append("%s %d %d\n" % (name, at, size))
        self._index = "".join(index)

    def _entry(self, name: str) -> "tuple[int, int] | None":
        """(where its data begins, its length) of a file; None when there is none."""
        index = self._index
        start = index.find("\n" + name + " ")
        if start < 0:
            return None
        start += len(name) + 2
        at, size = index[start : index.find("\n", start)].split(" ")
        return int(at), int(size)

    def mount(self, readonly: bool, mkfs: bool) -> None:
        pass

    def umount(self) -> None:
        pass

    def stat(self, path: str) -> "tuple[int, ...]":
        """As os.stat. OSError when there is no such file or folder."""
        name = path.strip("/")
        entry = self._entry(name)
        if entry:
            return (0x8000, 0, 0, 0, 0, 0, entry[1], 0, 0, 0)
        if not name or "\n" + name + "/" in self._index:
            return (0x4000, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        raise OSError(2)

    def open(self, path: str, mode: str) -> "io.IOBase":
        """A stream of the file's bytes, never all of them in RAM. OSError when it is not there."""
        entry = self._entry(path.strip("/"))
        if entry is None:
            raise OSError(2)
        return Window(self._path, entry[0], entry[1])


class Window(io.IOBase):
    """A part of a file as a stream: what MicroPython's import reads a module from.

    It takes a read that is shorter than asked for as the end, so each but the last is whole.
    """

    def __init__(self, path: str, at: int, size: int) -> None:
        self._file = open(path, "rb")
        self._file.seek(at)
        self._left = size

    def readinto(self, buffer: "bytearray") -> int:
        if self._left < len(buffer):
            # Of another length than asked for, so into another view.
            buffer = memoryview(buffer)[: self._left]
        n = self._file.readinto(buffer) if self._left else 0
        self._left -= n
        return n

    def ioctl(self, request: int, argument: int) -> int:
        if request == _CLOSE:
            self._file.close()
            return 0
        return _WINDOW if request == _BUFFER_SIZE else -22
