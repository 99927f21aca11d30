# SPDX-License-Identifier: MIT
"""A board at its raw REPL, over a serial port: mpremote's own `SerialTransport`.

A raw REPL stops the app, so every link ends with a restart, however it ends. `install` uses it for
boards that have no firmware yet. Not here: what a watch is asked over it (`usb`), which ports there
are (`serial_ports`), how a board is brought to answer (`answering`).
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Self, TextIO, TypeVar

from mpremote.transport import TransportError, TransportExecError

from trackpacer import locks
from trackpacer.device import answering, serial_ports
from trackpacer.device.lifeline import Lifeline
from trackpacer.device.protocol import DeviceError, Progress, RefusedError
from trackpacer.errors import UserError

READ_TIMEOUT_S = 1.0
# A watch that is just restarting swallows what it is sent: it is asked again, with more patience.
ENTER_TIMEOUTS_S = (1.5, 2.0, 3.0)
CHUNK = 256
# A port that has just appeared is often looked into for a moment by the system (ModemManager).
BUSY_S = (0.3, 0.7, 1.5, None)

_T = TypeVar("_T")


def _failures() -> tuple[type[Exception], ...]:
    """What mpremote and pyserial let through when a link breaks."""
    try:
        import termios
    except ImportError:
        return TransportError, OSError, struct.error
    return TransportError, OSError, struct.error, termios.error


_FAILURES = _failures()


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
            with _Quiet():
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
