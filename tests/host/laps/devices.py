# SPDX-License-Identifier: MIT
"""A Device over a watch's own storage in a folder, whose link can break at any call."""

from __future__ import annotations

import binascii
import json
from typing import Self

from tests.host.laps.sessions import Watch
from trackpacer.device.protocol import (
    CAPABILITY_FILE,
    Capability,
    ClockReading,
    DeviceError,
    Entry,
    Progress,
)


class FolderDevice:
    """`calls_left`: after that many calls the link breaks; `before` is broken before the call has
    an effect on the watch, else after it, when the answer is lost."""

    def __init__(self, watch: Watch, uptime_ms: int = 600_000) -> None:
        self.storage = watch.storage
        self.calls_left = 1_000_000
        self.before = True
        self.clock: tuple[int, int] | None = None
        self.reads: list[str] = []
        self.uptime_ms = uptime_ms
        self.told = ClockReading(0)

    def _call(self, done: bool) -> None:
        if done == self.before:
            return
        self.calls_left -= 1
        if self.calls_left < 0:
            raise DeviceError("the link to the watch broke")

    def capability(self) -> Capability:
        self._call(False)
        found = {"name": "red watch", "boot": self.storage.boot, "uptime_ms": self.uptime_ms}
        self.storage.write_json(CAPABILITY_FILE, found)
        self._call(True)
        return Capability.from_json(json.dumps(found).encode())

    def list(self, path: str) -> list[Entry]:
        self._call(False)
        found = [Entry(name, size) for name, size in self.storage.list(path)]
        self._call(True)
        return found

    def read(self, path: str, progress: Progress | None = None) -> bytes:
        self._call(False)
        self.reads.append(path)
        assert self.storage.path_allowed(path, False)
        data = bytes(self.storage.read(path))
        self._call(True)
        return data

    def write(self, path: str, data: bytes, progress: Progress | None = None) -> None:
        self._call(False)
        part = self.storage.put_aside(path, len(data))
        self.storage.append(part, data)
        self.storage.commit(part, path, len(data), binascii.crc32(data))
        self._call(True)

    def delete(self, path: str) -> None:
        self._call(False)
        self.storage.delete(path)
        self._call(True)

    def move(self, old: str, new: str) -> None:
        self._call(False)
        self.storage.move(old, new)
        self._call(True)

    def set_clock(self, unix_s: int, utc_offset_s: int) -> None:
        self._call(False)
        self.clock = (unix_s, utc_offset_s)
        self._call(True)

    def read_clock(self) -> ClockReading:
        return self.told

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
