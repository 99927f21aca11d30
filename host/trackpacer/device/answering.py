# SPDX-License-Identifier: MIT
"""Who answers at a serial port: MicroPython at its raw REPL, or something else, told by its words.

Here: coming to the raw REPL with a limit on every wait, however much the other side talks, and what
it probably is when that fails. Not here: opening the port (`serial_link`), what is done at the
REPL.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from typing import Any

from mpremote.transport import TransportError
from mpremote.transport_serial import SerialTransport

from trackpacer.device.protocol import DeviceError

LONGEST_S = 120.0
"""For whatever the watch does at one request. The longest is to hash its firmware: seconds."""
WRITE_S = 3.0
_HEARD_BYTES = 16_384
_BANNER = b"raw REPL; CTRL-B to exit\r\n"
_END_WHAT_RUNS = b"\r\x03"  # once: a second one would end what the app still writes then
_RAW_REPL = b"\r\x01"


class BoundedTransport(SerialTransport):  # type: ignore[misc] # mpremote has no types
    """mpremote's transport, that never waits longer than it was told, even while something comes
    all the time. `heard`: the beginning of what came in place of a REPL."""

    def __init__(self, port: str, timeout: float) -> None:
        super().__init__(port, timeout=timeout)
        self.serial.write_timeout = WRITE_S
        self.heard = b""

    def read_until(
        self,
        min_num_bytes: int,
        ending: bytes,
        timeout: float | None = 10,
        data_consumer: Callable[[bytes], None] | None = None,
        timeout_overall: float | None = None,
    ) -> bytes:
        """See mpremote; `timeout_overall` holds also while bytes arrive."""
        end = time.monotonic() + (LONGEST_S if timeout_overall is None else timeout_overall)
        last = time.monotonic()
        data = b""
        while not data.endswith(ending):
            byte = self.serial.read(1) if self.is_pty or self.serial.in_waiting else b""
            now = time.monotonic()
            if byte:
                last = now
                data = byte if data_consumer else data + byte
                if data_consumer:
                    data_consumer(byte)
            elif timeout is not None and now >= last + timeout:
                break
            else:
                time.sleep(0.005)
            if now >= end:
                break
        return data

    def enter_raw_repl(self, soft_reset: bool = True, timeout_overall: float = 10) -> None:
        """Comes to the raw REPL, restarted. Raises TransportError: not within `timeout_overall`."""
        end = time.monotonic() + timeout_overall
        self.serial.write(_END_WHAT_RUNS)
        self.heard = (self.heard + self.serial.read(self.serial.in_waiting))[:_HEARD_BYTES]
        self.serial.write(_RAW_REPL)
        self._await(_BANNER + b">", end)
        if soft_reset:
            self.serial.write(b"\x04")
            self._await(b"soft reboot\r\n", end)
            self._await(_BANNER, end)  # what boot.py prints comes before it
        self.in_raw_repl = True

    def _await(self, words: bytes, end: float) -> None:
        heard = self.read_until(1, words, timeout_overall=max(0.0, end - time.monotonic()))
        if not heard.endswith(words):
            self.heard = (self.heard + heard)[:_HEARD_BYTES]
            raise TransportError("could not enter raw repl")


def enter(transport: Any, port: str, patiences_s: Sequence[float]) -> None:
    """Comes to the raw REPL, asking again as often as there are patiences (in seconds).

    Raises DeviceError saying what is there instead; OSError and the like when the link breaks.
    """
    for patience_s in patiences_s:
        try:
            transport.enter_raw_repl(timeout_overall=patience_s)
            return
        except TransportError:
            if _is_certain(transport.heard):
                break
    raise explained(port, transport.heard)


def _is_certain(heard: bytes) -> bool:
    """An erased chip, or one that crashes at each start, says so again and again."""
    return heard.count(b"invalid header") >= 3 or heard.count(b"Guru Meditation") >= 2


def explained(port: str, heard: bytes) -> DeviceError:
    """What `port` probably is, by what came from it in place of a REPL, and what to do next."""
    for words, what, remedy in _SAYINGS:
        if re.search(words, heard):
            return DeviceError(what.format(port=port), remedy)
    if _is_echo(heard):
        return DeviceError(
            f"what is on {port} sends back what it is sent: no watch, nor any MicroPython",
            "is it a serial adapter with its pins joined, or another program's port? `pacer "
            "devices` lists the ports there are",
        )
    if heard.strip(b"\0\xff"):
        return DeviceError(
            f"something other than MicroPython is talking on {port}: {_quoted(heard)}",
            "another device, or another program on the chip: `pacer devices` lists the ports "
            "there are; a chip of yours: flash MicroPython, as the board's README says (`pacer "
            "boards`)",
        )
    return DeviceError(
        f"the watch on {port} does not answer: it is running a session, or it is not a watch",
        "end the session (hold the button), or wait for its end, and try again; a watch that runs "
        "none: press its reset button; `pacer devices` lists the ports there are",
    )


_FLASH = "flash MicroPython: the board's README says how (`pacer boards` says where it lies)"
_SAYINGS: tuple[tuple[bytes, str, str], ...] = (
    (
        rb"invalid header: 0x",
        "the chip on {port} has nothing to run: its flash is empty",
        _FLASH,
    ),
    (
        rb"waiting for download|DOWNLOAD\(",
        "the chip on {port} is waiting to be flashed (its BOOT button was held when it started)",
        "press its reset button (EN, RST), BOOT not held; without MicroPython on it: " + _FLASH,
    ),
    (
        rb"Guru Meditation|abort\(\) was called|Backtrace:0x|assert failed",
        "the watch on {port} keeps crashing before it can answer",
        "hold its button while you press reset, until a long low tone (safe mode); then pacer "
        "fetch for the logs, and pacer install",
    ),
    (
        rb"(?s)rst:0x.*rst:0x.*rst:0x",
        "the chip on {port} keeps restarting before it can answer",
        "hold its button while you press reset (safe mode); try another cable or socket, for its "
        "power; without MicroPython on it: " + _FLASH,
    ),
    (
        rb"CircuitPython",
        "the board on {port} runs CircuitPython, which answers over Bluetooth and as a drive",
        "hold its button for 3 s, then --device ble:NAME; pacer doctor looks at its drive",
    ),
)


def _is_echo(heard: bytes) -> bool:
    """Whether what came is nothing but what we sent, as a loop of wire or a terminal gives it."""
    rest = heard.replace(b"^C", b"\x03").replace(b"^A", b"\x01").replace(b"^D", b"\x04")
    return len(rest) >= 2 and not rest.strip(b"\r\n\x01\x02\x03\x04")


def _quoted(heard: bytes) -> str:
    """The beginning of a line of it, as far as it can be shown; else that it is no text."""
    lines = [line.strip() for line in heard.decode("ascii", "replace").splitlines()]
    for line in lines[1:] + lines[:1]:  # the first may be cut
        if len(line) >= 4 and line.isprintable() and "�" not in line:
            return repr(line[:60])
    return "no text (at another speed, perhaps)"
