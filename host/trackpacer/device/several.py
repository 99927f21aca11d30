# SPDX-License-Identifier: MIT
"""Every watch in reach at once: those plugged in and those on the air, several links in parallel.

Not here: what is done with each (`cli.send`, `cli.fetch`), how far it is shown (`cli.watch_lines`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Protocol

from trackpacer.device.protocol import Capability, Device, DeviceError, Progress, UnknownWatchError
from trackpacer.errors import UserError
from trackpacer.records import record

USB_LINKS = 32
BLE_LINKS = 4
"""At once: laptops' adapters hold seven or more, and the air is shared."""
LISTEN_S = 4.0


class Line(Protocol):
    """What is shown of one watch. Called from the watch's own thread."""

    def named(self, name: str) -> None:
        """Who it is."""

    def moving(self, what: str) -> Progress:
        """A file begins to move."""

    def ended(self, text: str, good: bool) -> None:
        """All that was to be done is done, or failed."""


@record
class Reached:
    """A watch that was met. spec: what --device takes. watch: its name, '' while not known.
    problem: why it came to nothing; None when all went well. skipped: there was nothing to do."""

    spec: str
    watch: str
    problem: UserError | None = None
    skipped: bool = False


class Skip(Exception):
    """Raised by a work that has nothing to do for this watch, with the reason."""


Work = Callable[[Device, Capability, Line], str]
"""Done with each watch; returns what to say of it at its end. UserError, Skip."""


def each(
    work: Work, line: Callable[[str], Line], listen_s: float = LISTEN_S
) -> tuple[list[Reached], str]:
    """Does the work with every watch in reach: on USB at once, over Bluetooth as soon as they were
    listened for; returns how it went with each, and why nothing was heard ('' when something could
    be). However it ends, every watch that was met runs its app again.
    """
    from trackpacer.device import serial_link, serial_ports, usb

    stop = threading.Event()
    silent = ""
    with ThreadPoolExecutor(USB_LINKS) as cables, ThreadPoolExecutor(BLE_LINKS) as air:
        futures: list[Future[Reached]] = []
        try:
            for port in serial_ports.ports():
                spec = f"usb:{port.name}"
                opens: Callable[[], Device] = partial(usb.connect, port.name)
                futures.append(cables.submit(_one, spec, opens, work, line(spec), stop))
            try:
                from trackpacer.device import ble

                for found in ble.watches(listen_s):
                    spec = f"ble:{found.name}"
                    opens = partial(ble.connect_to, found)
                    shown = line(spec)
                    shown.named(found.name)
                    futures.append(air.submit(_one, spec, opens, work, shown, stop, found.name))
            except DeviceError as error:
                silent = str(error)
            wait(futures)
        except BaseException:
            stop.set()
            with serial_link.uninterrupted():  # each link ends as it should
                wait(futures)
            raise
    return [future.result() for future in futures], silent


class _Stopped(UserError):
    """The whole was stopped by its user."""


class _Stoppable:
    """A line whose files stop moving once everything is to stop."""

    def __init__(self, line: Line, stop: threading.Event) -> None:
        self._line = line
        self._stop = stop
        self.named = line.named
        self.ended = line.ended

    def moving(self, what: str) -> Progress:
        show = self._line.moving(what)

        def move(done: int, total: int) -> None:
            if self._stop.is_set():
                raise _Stopped("stopped")
            show(done, total)

        return move


def _one(
    spec: str,
    connect: Callable[[], Device],
    work: Work,
    line: Line,
    stop: threading.Event,
    name: str = "",
) -> Reached:
    if stop.is_set():
        return Reached(spec, name, _Stopped("stopped"))
    try:
        with connect() as device:
            try:
                about = device.capability()
            except UnknownWatchError:
                about = Capability(name=name)
            name = about.name or name
            line.named(name)
            line.ended(work(device, about, _Stoppable(line, stop)), True)
    except Skip as skip:
        line.ended(str(skip), True)
        return Reached(spec, name, skipped=True)
    except UserError as error:
        line.ended(str(error), False)
        return Reached(spec, name, error)
    except OSError as error:  # this laptop's own: a full disk
        problem = UserError(f"{error.filename or 'this laptop'}: {error.strerror}")
        line.ended(str(problem), False)
        return Reached(spec, name, problem)
    return Reached(spec, name)
