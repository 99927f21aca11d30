# SPDX-License-Identifier: MIT
"""A watch on a simulated air, for tests: its VM on littlefs, and laptops that can reach it."""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.host.sessions import ARTICLE
from tests.support import PATIENCE_S
from trackpacer.compiler import compile_session
from trackpacer.device import ble, ble_device
from trackpacer.device.file_transfer import FileClient
from trackpacer.notation import exact
from trackpacer.resources import firmware_dir
from trackpacer.simulation import adapter as adapters
from trackpacer.simulation.adapter import Adapter
from trackpacer.simulation.air import Link
from trackpacer.simulation.radio import RadioThread
from trackpacer.simulation.vm import VmUnavailable, vm_command
from trackpacer.simulation.watch import SimulatedWatch
from trackpacer.simulation.watch_radio import WatchRadio

PASSKEY = 246810
NAME = "red watch"
LOG_BYTES = 65536
_T = TypeVar("_T")

# What stands in place of the app: it is in sync as soon as it is switched on, and stays so.
_BEGIN = """
import json
from board import board
from pacer.file_access import FileAccess
from pacer.sync.%(radio)s import Radio, serve
storage = FileAccess(board.root)
storage.start()
def put(path, data):
    if not storage.exists(path):
        with open(storage.path(path), "wb") as file:
            file.write(data)
put("watch/settings.json", b'{"passkey": %(passkey)d}')
about = {"firmware": "1.2.3", "board": "simulator", "name": "%(name)s"}
put("watch/capability.json", json.dumps(about).encode())
def tell(event, **more):
    board._parts.wires.tell(event, now=board._parts.world.now, **more)
"""
_END = """
%(more)s
while True:
    serve(board, storage, "%(name)s")
    tell("sync ended")
"""
MAIN = (
    _BEGIN
    + """
_event = Radio._event
def event(self, number, data):
    if number == 31:
        tell("passkey asked")
    return _event(self, number, data)
_hang_up = Radio._hang_up
def hang_up(self, link):
    why = "limit"
    if self._refused:
        why = "refused"
    elif self._flooded:
        why = "flooded"
    elif self.transfer.broken:
        why = "nonsense"
    tell("hang up", why=why)
    _hang_up(self, link)
Radio._event = event
Radio._hang_up = hang_up
"""
    + _END
)
# The same with CircuitPython's radio.
MAIN_BLEIO = (
    _BEGIN
    + """
_hang_up = Radio._hang_up
def hang_up(self):
    tell("hang up", why="nonsense" if self.transfer.broken else "limit")
    _hang_up(self)
Radio._hang_up = hang_up
"""
    + _END
)
LOGS = """
import binascii
if not storage.exists("logs/00001.got"):
    put("logs/00001.log", bytes((i * 7 + (i >> 8)) & 255 for i in range(65536)))
"""


def article_programs() -> dict[str, bytes]:
    """The article's sessions, as files of a watch."""
    return {
        f"sessions/{number}.tpp": compile_session(exact.read(f"{exact.MARK}\n{text}")).program
        for number, text in ARTICLE.items()
    }


def log_content() -> bytes:
    """What LOGS puts on the watch."""
    return bytes((i * 7 + (i >> 8)) & 255 for i in range(LOG_BYTES))


class Air:
    """The air, one watch and what its laptops need. `radio`: the watch's stack, once it is on."""

    def __init__(self, radio: RadioThread, watch: SimulatedWatch) -> None:
        self.hub = radio.hub
        self.thread = radio
        self.watch = watch
        self.place = f"127.0.0.1:{radio.hub.port}"

    @property
    def link(self) -> Link:
        return self.hub.link

    @property
    def radio(self) -> WatchRadio:
        until(
            lambda: bool(self.hub.watches and self.hub.watches[-1].device),
            "the watch's radio is not on",
        )
        return self.hub.watches[-1]

    def laptop(self, **settings: Any) -> Adapter:
        """Another laptop; the passkey is typed right unless `passkey` says otherwise."""
        settings.setdefault("passkey", lambda: PASSKEY)
        return Adapter(self.place, **settings)

    def use(self, adapter: Adapter) -> Adapter:
        """`ble.connect` uses this laptop from now on."""
        adapters._adapters[self.place] = adapter
        return adapter

    def sever(self) -> None:
        """Everybody out of reach, for a moment."""

        async def sever() -> None:
            self.link.sever()

        self.thread.run(sever())

    def restart(self) -> None:
        """The watch's power goes off and on again."""
        self.watch.power_off()
        until(lambda: not self.hub.watches, "its radio is still there")
        self.watch.power_on()

    def told(self, name: str, at_least: int = 0) -> list[dict[str, Any]]:
        """All the watch told of that. It tells later than it answers: waits for `at_least`."""

        def found() -> list[dict[str, Any]]:
            return [event for event in self.watch.events if event.get("event") == name]

        until(lambda: len(found()) >= at_least, f"the watch did not tell {at_least} times: {name}")
        return found()


def until(holds: Callable[[], bool], else_: str) -> None:
    """Waits until it holds; AssertionError, saying `else_`, when it never does."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, else_
        time.sleep(0.02)


def needs_vm() -> None:
    """Skips a test where there is no MicroPython VM."""
    try:
        vm_command([])
    except VmUnavailable as error:
        pytest.skip(str(error))


@contextmanager
def on_air(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch | None = None,
    more: str = "",
    main: str = MAIN,
    air: Callable[[], Link] = Link,
    name: str = NAME,
) -> Iterator[Air]:
    """A watch that is in sync, on an air of its own. more: lines of MicroPython before sync."""
    needs_vm()
    firmware = folder / "firmware"
    firmware.mkdir(exist_ok=True)
    for part in ("pacer", "drivers", "installed.py"):
        if not (firmware / part).exists():
            (firmware / part).symlink_to(firmware_dir() / part)
    bleio = main is MAIN_BLEIO
    if main is MAIN or bleio:
        given = {"name": name, "passkey": PASSKEY, "more": more}
        main %= given | {"radio": "bleio" if bleio else "bluetooth"}
    (firmware / "main.py").write_text(main)
    radio = RadioThread(air)
    settings = {"radio": radio.hub.watch_port, "firmware": str(firmware), "speed": 1}
    settings["bleio"] = bleio
    try:
        with SimulatedWatch(folder / "state", settings, tcp_port=0) as watch:
            one = Air(radio, watch)
            if monkeypatch is not None:
                # A laptop that is busy with other things has more patience than a person.
                for limit in ("SCAN_S", "CONNECT_S", "LINK_S"):
                    monkeypatch.setattr(ble, limit, 60.0)
                patient = functools.partial(FileClient, timeout_s=60.0)
                monkeypatch.setattr(ble_device, "FileClient", patient)
                monkeypatch.setenv(ble.VIRTUAL, one.place)
                one.use(one.laptop())
            yield one
            crashes = [event for event in watch.events if event.get("event") == "crash"]
            assert crashes == [], crashes
    finally:
        adapters._adapters.pop(f"127.0.0.1:{radio.hub.port}", None)
        radio.close()


def run(work: Coroutine[Any, Any, _T]) -> _T:
    """Runs a test's own coroutine where Bluetooth runs."""
    return ble._Loop.run(work)


def bond() -> None:
    """Connects, and stays until the watch has written down what it keeps of that."""
    with ble.connect(NAME) as watch:
        for _ in range(2):  # whoever answers a second time has ended what it did after the first
            watch.read("watch/capability.json")


async def eventually(holds: Callable[[], bool], seconds: float = PATIENCE_S) -> bool:
    """Whether it holds before patience is over."""
    end = asyncio.get_running_loop().time() + seconds
    while not holds():
        if asyncio.get_running_loop().time() > end:
            return False
        await asyncio.sleep(0.02)
    return True
