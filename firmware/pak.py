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

It lies compiled beside the pak (`pak.mpy`), for what compiles it on the watch would take more heap
than all it holds. Here: reading. Not here: which version runs (`installed`), writing and checking
(`pacer install`).
"""

import io
from array import array

_HEADER = 38
_MARK = 80

_CLOSE = 4  # what a stream is asked: py/stream.h
_BUFFER_SIZE = 11
_WINDOW = 256


def _size(head: bytes) -> int:
    return head[2] | head[3] << 8 | head[4] << 16 | head[5] << 24


class Pak:
    """A pak as a read-only file system, for `vfs.mount`."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._folders = "\n"  # a line each
        # Of each entry where it begins, and a byte of its path's hash: the path itself is read
        # from the file, where an import asks for it.
        self._places = array("I")
        self._keys = bytearray()
        at = 0
        with open(path, "rb") as file:
            end = file.seek(0, 2)
            while True:
                file.seek(at)
                head = file.read(_HEADER)
                if len(head) < _HEADER or head[0] != _MARK:
                    return
                name = file.read(head[1]).decode()
                after = at + _HEADER + head[1] + _size(head)
                if after > end:
                    return  # cut short
                self._places.append(at)
                self._keys.append(hash(name) & 0xFF)
                folder = name.rpartition("/")[0]
                if "\n" + folder + "\n" not in self._folders:
                    self._folders += folder + "\n"
                at = after

    def _find(self, path: str) -> "Window | None":
        """The data of a file, as a stream; None when there is none."""
        name = path.strip("/")
        key = bytes((hash(name) & 0xFF,))
        found = self._keys.find(key)
        if found < 0:
            return None
        file = open(self._path, "rb")
        while found >= 0:
            file.seek(self._places[found])
            head = file.read(_HEADER)
            if file.read(head[1]) == name.encode():
                return Window(file, _size(head))
            found = self._keys.find(key, found + 1)
        file.close()
        return None

    def mount(self, readonly: bool, mkfs: bool) -> None:
        pass

    def umount(self) -> None:
        pass

    def stat(self, path: str) -> "tuple[int, ...]":
        """As os.stat. OSError when there is no such file or folder."""
        file = self._find(path)
        if file:
            size = file.left
            file.close()
            return (0x8000, 0, 0, 0, 0, 0, size, 0, 0, 0)
        name = path.strip("/")
        if not name or "\n" + name + "\n" in self._folders:
            return (0x4000, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        raise OSError(2)

    def open(self, path: str, mode: str) -> "io.IOBase":
        """A stream of the file's bytes, never all of them in RAM. OSError when it is not there."""
        file = self._find(path)
        if file is None:
            raise OSError(2)
        return file


class Window(io.IOBase):
    """A part of a file as a stream: what MicroPython's import reads a module from.

    It takes a read that is shorter than asked for as the end, so each but the last is whole.
    """

    def __init__(self, file: "io.BufferedIOBase", size: int) -> None:
        self._file = file
        self.left = size

    def close(self) -> None:
        self._file.close()

    def readinto(self, buffer: "bytearray") -> int:
        if self.left < len(buffer):
            # Of another length than asked for, so into another view.
            buffer = memoryview(buffer)[: self.left]
        n = self._file.readinto(buffer) if self.left else 0
        self.left -= n
        return n

    def ioctl(self, request: int, argument: int) -> int:
        if request == _CLOSE:
            self._file.close()
            return 0
        return _WINDOW if request == _BUFFER_SIZE else -22
