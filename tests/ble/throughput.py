# SPDX-License-Identifier: MIT
"""How fast files move at a connection interval of 15 ms, counted in connection events.

Time is the number of events times 15 ms. On the wall an event comes when both sides have done all
that the one before gave them to do: they keep up with the model as a phone keeps up with the air,
on a machine as slow and as busy as may be. MTU 247.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ble.air import LOG_BYTES, LOGS, NAME, log_content, on_air
from tests.ble.faults import program
from trackpacer.compiler import compile_session
from trackpacer.device import ble
from trackpacer.notation import exact
from trackpacer.simulation.air import Link, exchange_us
from trackpacer.simulation.watch_radio import WatchRadio

MTU = 247
INTERVAL_US = 15_000
SUSTAINED = 80_000
NEEDED = 4
"""Events of a small upload: the header, its pacing, the data, the confirmation."""

# Programs are far smaller than what shows a sustained rate, so this watch takes one larger file.
BIG = """
import os
from pacer import storage as room
from pacer.file_access import FileAccess
from pacer.sync import upload
upload.MAX_PROGRAM = 1 << 20
class Big(FileAccess):
    def put_aside(self, path, size):
        return path + room.PART
    def commit(self, part, final, size, crc32):
        if self.size(part) != size or self.crc32(part) != crc32 & 0xFFFFFFFF:
            raise room.StorageError("it arrived damaged")
        os.rename(self.path(part), self.path(final))
storage = Big(board.root)
"""
# The watch says when its loop has turned once since it was asked, all that came before done with.
ECHO = """
_BLE = board.bluetooth().BLE
_take = _BLE._take
_sleep_ms = board.sleep_ms
_asked = []
def take(self, message):
    if message[0] == "ping":
        _asked.append(2)
    else:
        _take(self, message)
def sleep_ms(ms):
    if _asked:
        _asked[0] -= 1
        if not _asked[0]:
            _asked.pop(0)
            _BLE()._send("echo")
    _sleep_ms(ms)
_BLE._take = take
board.sleep_ms = sleep_ms
"""
SPINS = 10
"""Turns of an event loop in which it does all that it has to do."""


class Lockstep(Link):
    """An air whose events wait for the laptop and the watch, and for nothing else."""

    def __init__(self) -> None:
        super().__init__(1.0, INTERVAL_US)
        self.watch: WatchRadio | None = None
        self.echo = asyncio.Event()
        self.busy: list[int] = []  # for each packet, the event that carried it

    async def next_event(self) -> None:
        for _ in range(2):
            await self._spin()
            if self.watch is not None:
                self.echo.clear()
                self.watch.tell("ping")
                await self.echo.wait()
        await self._spin()

    async def _spin(self) -> None:
        for _ in range(SPINS):
            await asyncio.sleep(0)
        laptops = ble._Loop._loop
        if laptops is not None:
            for _ in range(SPINS):
                turn = asyncio.run_coroutine_threadsafe(asyncio.sleep(0), laptops)
                await asyncio.wrap_future(turn)
        for _ in range(SPINS):
            await asyncio.sleep(0)

    def _send(self, connection: object, packet: object) -> None:
        self.busy.append(self.events)
        super()._send(connection, packet)


@dataclass(frozen=True)
class Rates:
    """kB/s (1000 bytes) of content; the model's limit is what fits the air with no protocol."""

    up: float
    down: float
    limit: float
    session_events: int
    program_up: float


def limit_kb_s() -> float:
    """Notifications (or writes) of a whole packet, as many as an event has air for."""
    packets = INTERVAL_US // exchange_us(MTU + 4)
    return packets * (MTU - 3) / INTERVAL_US * 1000


def measure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Rates:
    """Takes about 8 s."""
    session = "25 x (400 m @ 1:24; R 0:35 to 0:45 between)"
    small = compile_session(exact.read(f"{exact.MARK}\n{session}")).program
    large = program(900, 5)

    with on_air(folder, monkeypatch, LOGS + BIG + ECHO, air=Lockstep) as one:
        one.use(one.laptop(mtu=MTU))
        air = one.link
        assert isinstance(air, Lockstep)
        echo = air.echo

        async def heard(_: WatchRadio) -> None:
            echo.set()

        monkeypatch.setattr(WatchRadio, "_take_echo", heard, raising=False)
        air.watch = one.radio

        def events(work: Callable[[], object]) -> int:
            air.busy.clear()
            work()
            return air.busy[-1] - air.busy[0] + 1

        with ble.connect(NAME) as watch:
            content = bytes(range(256)) * (SUSTAINED // 256)
            taken = events(lambda: watch.write("sessions/big.tpp", content))
            up = len(content) / taken
            taken = events(lambda: watch.write("sessions/large.tpp", large))
            program_up = len(large) / taken
            session_events = max(
                events(lambda: watch.write("sessions/a.tpp", small)) for _ in range(5)
            )
            taken = events(lambda: _same(watch.read("logs/00001.log")))
            down = LOG_BYTES / taken
    factor = 1000 / INTERVAL_US
    return Rates(up * factor, down * factor, limit_kb_s(), session_events, program_up * factor)


def _same(content: bytes) -> None:
    assert content == log_content()
