# SPDX-License-Identifier: MIT
"""A watch on a serial port: USB, the simulated watch's pseudo-terminal, or socket://HOST:PORT.

Here live the serial link (mpremote's own `SerialTransport`, the raw REPL), which `install` uses
too, and the Device that works over it. Not here: which device is meant (`selection`).

What runs on the watch is the watch's own `storage`: the same jail, the same all-or-nothing commit
as over BLE. A raw REPL stops the app, so every link ends with a restart, however it ends.
"""

from __future__ import annotations

import ast
import binascii
import contextlib
import io
import os
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Self, TextIO, TypeVar

from mpremote.transport import TransportError, TransportExecError

from trackpacer import locks
from trackpacer.device import answering, serial_ports
from trackpacer.device.lifeline import BOARD, Lifeline
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
from trackpacer.errors import UserError

READ_TIMEOUT_S = 1.0
# A watch that is just restarting swallows what it is sent: it is asked again, with more patience.
ENTER_TIMEOUTS_S = (1.5, 2.0, 3.0)
CHUNK = 256
# A port that has just appeared is often looked into for a moment by the system (ModemManager).
BUSY_S = (0.3, 0.7, 1.5, None)

FOLDERS = ("sessions", "logs", "watch")

_T = TypeVar("_T")


def _failures() -> tuple[type[Exception], ...]:
    """What mpremote and pyserial let through when a link breaks."""
    try:
        import termios
    except ImportError:
        return TransportError, OSError, struct.error
    return TransportError, OSError, struct.error, termios.error


_FAILURES = _failures()

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


class SerialLink:
    """A board at its raw REPL. Every failure is a DeviceError; `close` restarts the board.

    Raises DeviceError when the port cannot be had or the board does not answer.
    """

    def __init__(self, port: str) -> None:
        self.port = port
        self._in_repl = False
        self._open = True
        self._dead = False
        self._lifeline: Lifeline | None = None
        serial_ports.check(port)
        self._alone = locks.Watch(port if "://" in port else os.path.realpath(port))
        try:
            self._alone.take()
            self.transport = _open(port)
        except UserError as error:
            self._alone.leave()
            raise DeviceError(str(error), error.hint) from None
        except BaseException:
            self._alone.leave()
            raise
        try:
            self._enter()
            self._lifeline = Lifeline(self.execute)
        except BaseException:
            self.close()
            raise

    def _enter(self) -> None:
        try:
            answering.enter(self.transport, self.port, ENTER_TIMEOUTS_S)
        except DeviceError:
            raise
        except _FAILURES as error:
            raise self._broken() from error
        self._in_repl = True

    def call(self, what: Callable[[], _T]) -> _T:
        """Runs a transport operation; its failures become DeviceErrors."""
        if not self._open or self._dead:
            raise DeviceError(f"the connection to the watch on {self.port} is closed")
        try:
            if self._lifeline:
                self._lifeline.keep()
            with _quiet():
                return what()
        except TransportExecError as error:
            last = error.error_output.strip().splitlines()[-1:] or ["no message"]
            raise RefusedError(f"the watch on {self.port} failed: {last[0]}") from error
        except _FAILURES as error:
            raise self._broken() from error

    def read_file(self, path: str, progress: Progress | None = None) -> bytes:
        """A file by its whole path on the board. progress: not of an empty one."""
        moved = self._lifeline.during(progress) if self._lifeline and progress else progress
        return self.call(lambda: bytes(self.transport.fs_readfile(path, CHUNK, moved)))

    def write_file(self, path: str, data: bytes, progress: Progress | None = None) -> None:
        """Writes a file by its whole path on the board."""
        moved = self._lifeline.during(progress) if self._lifeline else progress
        self.call(lambda: self.transport.fs_writefile(path, data, CHUNK, moved))

    def execute(self, code: str) -> str:
        """Runs code on the board; returns what it printed."""
        return self.call(lambda: bytes(self.transport.exec(code))).decode(errors="replace")

    def _broken(self) -> DeviceError:
        self._dead = True
        return DeviceError(
            f"the connection to the watch on {self.port} broke",
            "check the cable; nothing was changed on the watch unless it says so above",
        )

    def close(self) -> None:
        """Restarts the board, which runs its app again, and gives the port back."""
        if not self._open:
            return
        self._open = False
        try:
            with uninterrupted(), contextlib.suppress(*_FAILURES):
                self._restart()
        finally:  # what was held back comes now
            with contextlib.suppress(*_FAILURES):
                self.transport.close()
            self._alone.leave()

    def _restart(self) -> None:
        # Whatever state the REPL is in (raw, in a paste, running code, friendly), Ctrl-C leads to
        # its prompt, Ctrl-B to the friendly one, and Ctrl-D there restarts with main.py. A watch
        # in a session takes none of them.
        link = self.transport.serial
        link.reset_input_buffer()
        link.write(b"\r\x03\x03")
        time.sleep(0.05)
        link.write(b"\r\x02")
        time.sleep(0.05)
        link.write(b"\x04")
        if self._in_repl:
            self.transport.read_until(1, b"soft reboot\r\n", timeout=3, timeout_overall=3)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


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


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C (an impatient second one), SIGTERM and SIGHUP for the few seconds in which
    a watch is put back into its app; the last of them comes after that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    before = {
        number: signal.signal(number, lambda number, frame: came.append(number))
        for number in (getattr(signal, name, None) for name in names)
        if number is not None and callable(signal.getsignal(number))
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[-1])


def _silent(done: int, total: int) -> None:
    pass


class _Quiet:
    """mpremote prints what came in place of what it waited for; that is not for the user.

    Links in several threads share one standard output: the first to be in the block takes it away,
    the last to leave puts it back.
    """

    _lock = threading.Lock()
    _inside = 0
    _kept: TextIO | None = None

    def __enter__(self) -> None:
        with _Quiet._lock:
            if _Quiet._inside == 0:
                _Quiet._kept, sys.stdout = sys.stdout, io.StringIO()
            _Quiet._inside += 1

    def __exit__(self, *exc: object) -> None:
        with _Quiet._lock:
            _Quiet._inside -= 1
            if _Quiet._inside == 0 and _Quiet._kept is not None:
                sys.stdout, _Quiet._kept = _Quiet._kept, None


def _quiet() -> _Quiet:
    return _Quiet()


def _open(port: str) -> answering.BoundedTransport:
    for patience_s in BUSY_S:
        try:
            return answering.BoundedTransport(port, timeout=READ_TIMEOUT_S)
        except _FAILURES as error:
            why = serial_ports.why_not(port)
            if "busy" not in str(why) or patience_s is None:
                raise why from error
        time.sleep(patience_s)
    raise AssertionError("unreachable")
