# SPDX-License-Identifier: MIT
"""Adafruit's own client class, as it is on PyPI, against our watch over the air."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ble.air import LOGS, MAIN, MAIN_BLEIO, NAME, log_content, on_air, run
from tests.support import ADAFRUIT
from trackpacer.compiler import compile_session
from trackpacer.device import ble
from trackpacer.notation import exact


@pytest.fixture
def client_class(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """FileTransferClient, its package's modules gone again afterwards."""
    if not (ADAFRUIT / "adafruit_ble_file_transfer.py").exists():
        pytest.skip("Adafruit's client is not installed: make setup")
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(ADAFRUIT))
    from adafruit_ble_file_transfer import FileTransferClient

    yield FileTransferClient
    for name in set(sys.modules) - before:
        if name.startswith(("adafruit", "_bleio")):
            del sys.modules[name]


class Raw:
    """What that class needs of a characteristic, over our link."""

    incoming_packet_length = 512

    def __init__(self, link: ble._Link) -> None:
        self._link = link

    @property
    def outgoing_packet_length(self) -> int:
        return self._link.packet

    def write(self, data: bytes) -> None:
        run(self._link.send(bytes(data)))

    def readinto(self, buffer: bytearray) -> int:
        packet = run(self._link.receive())
        buffer[: len(packet)] = packet
        return len(packet)


class Service:
    """The service: its version and its one characteristic."""

    version = 4

    def __init__(self, link: ble._Link) -> None:
        self.raw = Raw(link)


@pytest.mark.parametrize(
    ("mtu", "main"),
    [(185, MAIN), (517, MAIN), (247, MAIN_BLEIO)],
    ids=["185", "517", "247 circuitpython"],
)
def test_adafruit_s_client_reads_writes_lists_moves_and_deletes(
    mtu: int, main: str, client_class: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = compile_session(exact.read(f"{exact.MARK}\n25 x (400 m @ 1:24; R 0:35 to 0:45 between)"))
    long = "; ".join(f"400 m @ 1:{n % 40 + 20}" for n in range(600))
    many = compile_session(exact.read(f"{exact.MARK}\n{long}")).program
    with on_air(tmp_path, monkeypatch, LOGS, main) as air:
        air.use(air.laptop(mtu=mtu))
        with ble.connect(NAME) as watch:
            client = client_class(Service(watch._link))
            assert bytes(client.read("/logs/00001.log")) == log_content()
            client.write("/sessions/one.tpp", one.program)
            client.write("/sessions/many.tpp", many)
            assert bytes(client.read("/sessions/one.tpp")) == one.program
            assert bytes(client.read("/sessions/many.tpp")) == many
            names = {name: size for name, size, _flags, _time in client.listdir("/sessions")}
            assert names == {"one.tpp": len(one.program), "many.tpp": len(many)}
            assert [entry[0] for entry in client.listdir("/")] == ["sessions", "logs", "watch"]
            client.move("/sessions/one.tpp", "/sessions/two.tpp")
            client.mkdir("/sessions")
            client.delete("/sessions/many.tpp")
            assert [entry[0] for entry in client.listdir("/sessions")] == ["two.tpp"]
            with pytest.raises(ValueError, match="Missing file"):
                client.read("/sessions/none.tpp")
            with pytest.raises(ValueError, match="Invalid path"):
                client.mkdir("/elsewhere")
            with pytest.raises(ValueError, match="Missing file"):
                client.delete("/logs/00001.log")
            with pytest.raises(RuntimeError):
                client.write("/main.py", b"import os")
            with pytest.raises(sys.modules[client_class.__module__].ProtocolError):
                client.write("/sessions/two.tpp", many[:-1])
            assert bytes(client.read("/sessions/two.tpp")) == one.program
