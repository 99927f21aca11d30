# SPDX-License-Identifier: MIT
"""How fast files move at a connection interval of 15 ms, counted in connection events.

Time is the number of events times 15 ms: on the wall each takes longer, so that slow laptops (and
Bumble in Python) keep up with the model as a phone keeps up with the air. MTU 247.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ble.air import LOG_BYTES, LOGS, NAME, log_content, on_air
from tests.ble.faults import program
from trackpacer.compiler import compile_session
from trackpacer.device import ble
from trackpacer.notation import exact
from trackpacer.simulation.air import Link, exchange_us

MTU = 247
INTERVAL_US = 15_000
WALL_S = 0.03
SUSTAINED = 80_000
NEEDED = 4
"""Events of a small upload: the header, its pacing, the data, the confirmation."""

# Programs are far smaller than what shows a sustained rate, so this watch takes one larger file.
BIG = """
import os
from pacer import storage as room
from pacer.sync import file_transfer
file_transfer.MAX_PROGRAM = 1 << 20
class Big(room.Storage):
    def put_aside(self, path, size):
        return path + room.PART
    def commit(self, part, final, size, crc32):
        if self.size(part) != size or self.crc32(part) != crc32 & 0xFFFFFFFF:
            raise room.StorageError("it arrived damaged")
        os.rename(self.path(part), self.path(final))
storage = Big(board.root)
"""


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
    """Takes about 15 s."""
    session = "25 x (400 m @ 1:24; R 0:35 to 0:45 between)"
    small = compile_session(exact.read(f"{exact.MARK}\n{session}")).program
    large = program(900, 5)

    def air() -> Link:
        return Link(WALL_S, INTERVAL_US)

    with on_air(folder, monkeypatch, LOGS + BIG, air=air) as one:
        one.use(one.laptop(mtu=MTU))

        def events(work: object) -> int:
            start = one.link.events
            assert callable(work)
            work()
            return one.link.events - start

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
