# SPDX-License-Identifier: MIT
"""A watch on a serial port: USB, the simulated watch's pseudo-terminal, or socket://HOST:PORT.

Not here: the serial link (`serial_link`), which device is meant (`selection`).

What runs on the watch is the watch's own `storage`: the same jail, the same all-or-nothing commit
as over BLE.
"""

from __future__ import annotations

import ast
import binascii
import contextlib
from typing import Any, Self

from trackpacer.device import serial_ports
from trackpacer.device.lifeline import BOARD
from trackpacer.device.protocol import (
    Capability,
    ClockReading,
    DeviceError,
    Entry,
    NoFileError,
    Progress,
    RefusedError,
    read_capability,
)
from trackpacer.device.serial_link import SerialLink

FOLDERS = ("sessions", "logs", "watch")

# Run on the watch once for each link. `_do` answers with what was asked for or with the reason
# why not, so that a refusal is no traceback to be taken apart.
_PRELUDE = f"""
import binascii, os
import installed
from board import board
{BOARD}from pacer.file_access import FileAccess, StorageError
_storage = FileAccess(board.root)
if hasattr(board, 'select_crystal'):
    board.select_crystal()
for _folder in ('sessions', 'logs', 'watch'):
    try:
        os.mkdir(_storage.path(_folder))
    except OSError:
        pass  # it is there, unless this came before the app's first start
def _do(what, *arguments):
    try:
        print(repr((1, what(*arguments))))
    except (StorageError, OSError) as error:
        print(repr((0, str(error))))
def _see(path):
    if not _storage.path_allowed(path, False):
        raise StorageError('this file cannot be read: ' + path)
    if not _storage.exists(path):
        raise StorageError('no such file: ' + path)
    return _storage.size(path), _storage.crc32(path)
def _set_clock(unix_s, utc_offset_s):
    if hasattr(_storage, 'set_clock'):
        _storage.set_clock(board, unix_s, utc_offset_s)
    else:
        board.set_unix_time(unix_s)  # an older firmware
def _clock():
    return _storage.clock(board)
"""


def connect(port: str | None = None) -> UsbDevice:
    """The watch on `port`, or on the only USB port there is.

    Raises DeviceError: not there, more than one, busy, forbidden, running a session, no firmware.
    """
    link = SerialLink(port or serial_ports.only_port())
    try:
        return UsbDevice(link)
    except BaseException:
        link.close()
        raise


class UsbDevice:
    """The Device (see `protocol`) over a serial link."""

    def __init__(self, link: SerialLink) -> None:
        self._link = link
        self._capability: Capability | None = None
        try:
            link.execute(_PRELUDE)
        except DeviceError as error:
            if "ImportError" in str(error) or "no module" in str(error):
                raise DeviceError(
                    f"the board on {link.port} has no Track Pacer firmware",
                    "install it: pacer install",
                ) from error
            raise

    def capability(self) -> Capability:
        if self._capability is None:
            self._capability = read_capability(self)
        return self._capability

    def list(self, path: str) -> list[Entry]:
        if not path.strip("/"):
            return [Entry(name, 0, is_directory=True) for name in FOLDERS]
        found = self._do("_storage.list", path)
        return [Entry(name, size) for name, size in found]

    def read(self, path: str, progress: Progress | None = None) -> bytes:
        size, crc = self._do("_see", path)
        full = self._full(path)
        data = self._link.read_file(full, (progress or _silent) if size else None)
        if len(data) != size or binascii.crc32(data) != crc:
            raise RefusedError(f"{path} arrived damaged", "try again")
        return data

    def write(self, path: str, data: bytes, progress: Progress | None = None) -> None:
        part = self._do("_storage.put_aside", path, len(data))
        try:
            full = self._full(part)
            self._link.write_file(full, data, progress)
            self._do("_storage.commit", part, path, len(data), binascii.crc32(data))
        except BaseException:
            with contextlib.suppress(DeviceError):
                self._do("_storage.discard", part)
            raise

    def delete(self, path: str) -> None:
        self._do("_storage.delete", path)

    def move(self, old: str, new: str) -> None:
        self._do("_storage.move", old, new)

    def set_clock(self, unix_s: int, utc_offset_s: int) -> None:
        self._do("_set_clock", unix_s, utc_offset_s)

    def read_clock(self) -> ClockReading:
        return ClockReading.of(self._do("_clock"))

    def close(self) -> None:
        self._link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _full(self, path: str) -> str:
        return str(self._do("_storage.path", path))

    def _do(self, what: str, *arguments: object) -> Any:
        """Calls a function of the watch's; its refusal is a DeviceError with its sentence."""
        given = "".join(f", {argument!r}" for argument in arguments)
        printed = self._link.execute(f"_do({what}{given})")
        try:
            good, answer = ast.literal_eval(printed.strip())
        except (ValueError, SyntaxError) as error:
            raise DeviceError(
                f"the watch on {self._link.port} gave an answer that makes no sense",
                "try again; if that does not help: pacer install",
            ) from error
        if not good:
            why, _, path = str(answer).partition(": ")
            if why == "no such file":
                raise NoFileError(f"there is no {path} on the watch", "pacer ls lists its files")
            raise RefusedError(f"the watch refused: {answer}")
        return answer


def _silent(done: int, total: int) -> None:
    pass
