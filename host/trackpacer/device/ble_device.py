# SPDX-License-Identifier: MIT
"""The Device over the file transfer protocol, whatever radio carries its packets.

Not here: finding a watch and connecting to it (`ble`; in a browser `web.inside.bluetooth`), the
protocol itself (`file_transfer`).
"""

from __future__ import annotations

import json
from collections.abc import Coroutine
from typing import Any, Generic, Protocol, Self, TypeVar

from trackpacer.device.file_transfer import FileClient, LinkLostError, Pipe, Refused
from trackpacer.device.protocol import (
    Capability,
    ClockReading,
    DeviceError,
    Entry,
    NoFileError,
    Progress,
    RefusedError,
    read_capability,
    told,
)

CLOCK_FILE = "watch/clock.json"
ERRORS_FILE = "watch/errors.txt"
# Not to one that was just heard: a press ends a sync.
AGAIN = (
    "stay within a few metres and try again; its Bluetooth stays on for two minutes, after which "
    "its button must be held again"
)

_T = TypeVar("_T")


class Link(Pipe, Protocol):
    """One connected watch."""

    name: str

    async def close(self) -> None:
        """Ends the link. Safe to call twice."""


_Link = TypeVar("_Link", bound=Link)


class Run(Protocol):
    """What waits for a coroutine."""

    def __call__(self, work: Coroutine[Any, Any, _T], /) -> _T: ...


def check_version(watch: str, version: bytes) -> None:
    """Raise DeviceError where a watch's file service is of another version than ours."""
    if not 3 <= int.from_bytes(version, "little") <= 4:
        raise DeviceError(f"'{watch}' speaks another version of the protocol than 3 or 4")


class BleDevice(Generic[_Link]):
    """See `protocol.Device`; every call waits for its end.

    run: waits for a coroutine, on the loop that the link lives on.

    What is read is not checked against a CRC of the watch's, for which the protocol has no room: on
    the way the radio's own CRC and the encryption's MIC guard it, and logs and programs check
    themselves (`laps.fetch` reads a log again that does not pass).
    """

    def __init__(self, link: _Link, run: Run) -> None:
        self._link = link
        self._run = run
        self._files = FileClient(link)
        self._capability: Capability | None = None

    def capability(self) -> Capability:
        if self._capability is None:
            self._capability = read_capability(self)
        return self._capability

    def list(self, path: str) -> list[Entry]:
        found = self._do(path, self._files.list(path))
        return sorted(found, key=lambda entry: entry.name)

    def read(self, path: str, progress: Progress | None = None) -> bytes:
        return self._do(path, self._files.read(path, progress))

    def write(self, path: str, data: bytes, progress: Progress | None = None) -> None:
        self._do(path, self._files.write(path, data, progress), len(data))

    def delete(self, path: str) -> None:
        self._do(path, self._files.delete(path))

    def move(self, old: str, new: str) -> None:
        self._do(old, self._files.move(old, new))

    def set_clock(self, unix_s: int, utc_offset_s: int) -> None:
        value = json.dumps({"unix_s": unix_s, "utc_offset_s": utc_offset_s})
        self.write(CLOCK_FILE, value.encode())

    def read_clock(self) -> ClockReading:
        return ClockReading.of(told(self.read(CLOCK_FILE)))

    def close(self) -> None:
        self._run(self._link.close())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _do(self, path: str, work: Coroutine[Any, Any, _T], size: int = 0) -> _T:
        try:
            return self._run(work)
        except LinkLostError:
            raise DeviceError(
                f"the connection to '{self._link.name}' was lost before {path} was done",
                "nothing was left half written on the watch: " + AGAIN,
            ) from None
        except Refused as refused:
            raise _refusal(path, size, refused.status, self._reason(refused.status)) from None

    def _reason(self, status: int) -> str:
        """What the watch noted when it refused an upload."""
        if status != _REFUSED:
            return ""
        try:
            lines = self._run(self._files.read(ERRORS_FILE)).decode("utf-8", "replace")
        except (DeviceError, LinkLostError, Refused):
            return ""
        last = lines.strip().rpartition("\n")[2]
        return last.partition(": ")[2] or last


_NO_FILE, _READ_ONLY, _FORBIDDEN = 0x03, 0x05, 0x40
_TOO_LARGE, _NO_SPACE, _REFUSED = 0x41, 0x42, 0x43


def _refusal(path: str, size: int, status: int, reason: str) -> RefusedError:
    if status == _NO_FILE:
        return NoFileError(f"there is no {path} on the watch", "pacer ls lists its files")
    if status in (_READ_ONLY, _FORBIDDEN):
        return RefusedError(
            f"the watch does not allow that with {path}",
            "sessions/NAME.tpp and watch/settings.json can be written, sessions deleted, and a log "
            "marked as fetched",
        )
    if status == _TOO_LARGE:
        return RefusedError(f"{path} is too large for the watch ({size} bytes)")
    if status == _NO_SPACE:
        return RefusedError(
            f"the watch has no room for {path} ({size} bytes)",
            "fetch its logs (pacer fetch), or delete sessions (pacer rm)",
        )
    if status == _REFUSED:
        return RefusedError(
            f"the watch refused {path}: {reason or 'it is not valid'}",
            "what was there before is untouched",
        )
    return RefusedError(f"the watch could not do that with {path} (status {status})")
