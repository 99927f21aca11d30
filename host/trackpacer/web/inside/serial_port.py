# SPDX-License-Identifier: MIT
"""In pyserial's place: the serial port that the browser has opened, as mpremote asks for it.

`install()` puts it there, so that the laptop's own `device.serial_link` works unchanged. Not here:
the port itself (page/links.js).
"""

from __future__ import annotations

import asyncio
import sys
import time
from types import ModuleType
from typing import Any

from trackpacer.web.inside import wire

NAME = "cable://"
"""What `usb.connect` is told; a message that names it means the cable."""

_LOOK_S = 0.02


class Port:
    """As much of `serial.Serial` as mpremote and `device.serial_link` use."""

    def __init__(self, timeout: float | None = None) -> None:
        self.timeout = timeout
        self.write_timeout: float | None = None
        self._buffer = bytearray()
        self._dtr = self._rts = True

    def isOpen(self) -> bool:  # noqa: N802, pyserial's name
        return True

    @property
    def in_waiting(self) -> int:
        """How many bytes have come. Looks up for a moment, in which more can come."""
        if not self._buffer:
            self._buffer += wire.wait(wire.receive(_LOOK_S))
        return len(self._buffer)

    def inWaiting(self) -> int:  # noqa: N802, pyserial's name
        return self.in_waiting

    def read(self, size: int = 1) -> bytes:
        """So many bytes, or those that came before the time limit."""
        end = None if self.timeout is None else time.monotonic() + self.timeout
        while len(self._buffer) < size:
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                break
            self._buffer += wire.wait(wire.receive(left))
        found = bytes(self._buffer[:size])
        del self._buffer[:size]
        return found

    def write(self, data: bytes) -> int:
        """Raises OSError, TimeoutError among them."""
        wire.wait(asyncio.wait_for(wire.send(bytes(data)), self.write_timeout))
        return len(data)

    def reset_input_buffer(self) -> None:
        self._buffer.clear()
        wire.drain()

    @property
    def dtr(self) -> bool:
        return self._dtr

    @dtr.setter
    def dtr(self, on: bool) -> None:
        self._dtr = on
        wire.wait(wire.signals(dataTerminalReady=on))

    @property
    def rts(self) -> bool:
        return self._rts

    @rts.setter
    def rts(self, on: bool) -> None:
        self._rts = on
        wire.wait(wire.signals(requestToSend=on))

    def close(self) -> None:
        """The script closes the port when the call is over."""


def install() -> None:
    """Makes `import serial` and mpremote's console mean this, in a browser."""
    if "serial" in sys.modules:
        return

    def opened(name: str, timeout: float | None = None, **_: Any) -> Port:
        return Port(timeout)

    serial: Any = ModuleType("serial", __doc__)
    tools: Any = ModuleType("serial.tools")
    ports: Any = ModuleType("serial.tools.list_ports")
    console: Any = ModuleType("mpremote.console")
    serial.__version__ = "3.5"
    serial.serial_for_url = opened
    serial.SerialException = OSError
    ports.comports = list
    console.VT_ENABLED = False
    serial.tools, tools.list_ports = tools, ports
    for module in (serial, tools, ports, console):
        sys.modules[module.__name__] = module
