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
        self._files = {}
        self._folders = {""}
        with open(path, "rb") as file:
            for name, _, at, size in entries(file):
                self._files[name] = (at, size)
                if "/" in name:
                    parts = name.split("/")[:-1]
                    for count in range(len(parts)):
                        self._folders.add("/".join(parts[: count + 1]))

    def mount(self, readonly: bool, mkfs: bool) -> None:
        pass

    def umount(self) -> None:
        pass

    def stat(self, path: str) -> "tuple[int, ...]":
        """As os.stat. OSError when there is no such file or folder."""
        name = path.strip("/")
        if name in self._files:
            return (0x8000, 0, 0, 0, 0, 0, self._files[name][1], 0, 0, 0)
        if name in self._folders:
            return (0x4000, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        raise OSError(2)

    def open(self, path: str, mode: str) -> io.BytesIO:
        """The file's bytes in RAM: a module is at most 10 KB. OSError when it is not there."""
        name = path.strip("/")
        if name not in self._files:
            raise OSError(2)
        at, size = self._files[name]
        with open(self._path, "rb") as file:
            file.seek(at)
            return io.BytesIO(file.read(size))
