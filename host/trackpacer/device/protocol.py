# SPDX-License-Identifier: MIT
"""What every link to a watch can do, whatever carries it.

Here live the Protocol, what the watch says of itself (`Capability`), a directory entry and the
one error. Not here: any I/O (`usb`, `ble`), which link to take (`selection`), what files mean.

Paths are the watch's own, relative to where its files stand and without a leading slash:
`sessions/NAME.tpp`, `logs/00001.log`, `watch/capability.json`, `watch/settings.json`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

from trackpacer.errors import UserError
from trackpacer.shown import line

Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all) while a file moves; the last call has both equal."""

CAPABILITY_FILE = "watch/capability.json"
SETTINGS_FILE = "watch/settings.json"


_MOST = 1 << 40


def told(data: bytes) -> Any:
    """What a JSON file of the watch's says; None when it is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


class DeviceError(UserError):
    """A watch that cannot be reached, or that refused: one sentence, and in `hint` the remedy."""


class RefusedError(DeviceError):
    """What the watch would not or could not do with one file. The link holds, and so may the rest
    of what is asked of it."""


class NoFileError(RefusedError):
    """The watch has no such file."""


class UnknownWatchError(DeviceError):
    """A watch that has not told what it is. It tells at each start, so after this contact it has,
    unless its app does not come up."""

    def __init__(self) -> None:
        super().__init__(
            "the watch has not said what it is: its last start was cut short",
            "it is starting again now: try once more in a few seconds; if that does not help, "
            "pacer doctor says what is wrong (pacer fetch brings the logs all the same)",
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One file or folder on the watch. `size` in bytes, 0 for a folder."""

    name: str
    size: int
    is_directory: bool = False
    modified_ns: int = 0


@dataclass(frozen=True, slots=True)
class Capability:
    """What the watch says of itself in `watch/capability.json`, read before anything else.

    firmware: version of the watch's firmware, e.g. '1.0.0'.
    program_version, log_version: the newest file formats it reads and writes.
    free_bytes: room on its flash. max_program_bytes: the largest program it takes.
    uptime_ms: since power-on. clock_set: whether it knows the time of day.
    raw: the whole object, for fields that a newer firmware added.
    """

    firmware: str = ""
    program_version: int = 0
    log_version: int = 0
    board: str = ""
    name: str = ""
    free_bytes: int = 0
    max_program_bytes: int = 0
    uptime_ms: int = 0
    clock_set: bool = False
    raw: dict[str, Any] = field(default_factory=dict, compare=False)

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """The capability from the file's bytes.

        Raises UnknownWatchError when they are not a JSON object.
        """
        found = told(data)
        if not isinstance(found, dict):
            raise UnknownWatchError

        def take(key: str, kind: type, default: Any) -> Any:
            value = found.get(key, default)
            if not isinstance(value, kind):
                return default
            if isinstance(value, str):
                return line(value)
            within = isinstance(value, int) and 0 <= value <= _MOST
            return value if within else default  # else no count that a watch makes

        return cls(
            firmware=take("firmware", str, ""),
            program_version=take("program_version", int, 0),
            log_version=take("log_version", int, 0),
            board=take("board", str, ""),
            name=take("name", str, ""),
            free_bytes=take("free_bytes", int, 0),
            max_program_bytes=take("max_program_bytes", int, 0),
            uptime_ms=take("uptime_ms", int, 0),
            clock_set=bool(found.get("clock_set", False)),
            raw=found,
        )


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A watch's clock at one moment. ticks_us: its microseconds, modulo 2**30 (17.9 minutes).
    unix_s: its UTC seconds since 1970, 0 while unset. set_s: those at which a laptop set it last, 0
    when not known. boots: how often it started since then."""

    ticks_us: int
    unix_s: int = 0
    set_s: int = 0
    boots: int = 0

    @classmethod
    def of(cls, told: object) -> Self:
        """From the list that the watch tells. Raises DeviceError when it is none."""
        if not isinstance(told, list) or len(told) != 4 or not all(type(n) is int for n in told):
            raise DeviceError("the watch does not report its clock", "update it: pacer install")
        return cls(*told)


class Device(Protocol):
    """A watch that was reached. Every call raises DeviceError when the link or the watch fails.

    Works as a context manager; `close` is called however the block ends, and leaves the watch
    running its app.
    """

    def capability(self) -> Capability:
        """What the watch says of itself (read once, then remembered). UnknownWatchError."""

    def list(self, path: str) -> list[Entry]:
        """The folder's entries, by name. A folder that is not there is an error."""

    def read(self, path: str, progress: Progress | None = None) -> bytes:
        """The whole file, verified against the size and CRC-32 that the watch computes."""

    def write(self, path: str, data: bytes, progress: Progress | None = None) -> None:
        """Puts a file on the watch: aside, verified (size, CRC-32, and a program by the watch's
        own verifier), then renamed by the watch's `storage.commit`. All of it or nothing."""

    def delete(self, path: str) -> None:
        """Removes one file."""

    def move(self, old: str, new: str) -> None:
        """Renames one file; atomic on the watch."""

    def set_clock(self, unix_s: int, utc_offset_s: int) -> None:
        """Sets the time of day: UTC seconds since 1970, and the laptop's offset east of UTC."""

    def read_clock(self) -> ClockReading:
        """What the watch's clock says now."""

    def close(self) -> None:
        """Ends the link and leaves the watch running its app. Safe to call twice."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...


def read_capability(device: Device) -> Capability:
    """What the watch says of itself, from its file. Raises UnknownWatchError, DeviceError."""
    try:
        return Capability.from_json(device.read(CAPABILITY_FILE))
    except NoFileError:
        raise UnknownWatchError from None
