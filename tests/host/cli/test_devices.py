# SPDX-License-Identifier: MIT
"""`pacer devices` as typed: what is plugged in, who is heard, and what keeps it from listening.

The computer's own ports and radio are stood in for. Not here: a radio (tests/ble).
"""

from __future__ import annotations

import json
from typing import Any, cast

import pytest

from tests.host.cli.typed import Pacer
from trackpacer.device import DeviceError, ble, serial_ports

HEARD = ble.Found("anna", "AA:BB:CC:DD:EE:FF", -60, cast("Any", None))


@pytest.fixture(autouse=True)
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        serial_ports, "ports", lambda: [serial_ports.Port("/dev/ttyACM0", "XIAO nRF52840")]
    )
    monkeypatch.setattr(ble, "watches", lambda _seconds: [HEARD])


def test_each_is_listed_as_device_takes_it(pacer: Pacer) -> None:
    lines = [line.split(maxsplit=1) for line in pacer("devices").splitlines()]
    assert [line[0] for line in lines] == ["usb:/dev/ttyACM0", "ble:anna"]
    assert lines[0][1] == "XIAO nRF52840" and "-60 dBm" in lines[1][1]
    found = json.loads(pacer("devices", "--json"))
    assert [one["device"] for one in found] == [line[0] for line in lines]


def test_without_bluetooth_what_is_plugged_in_is_listed_all_the_same(
    pacer: Pacer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deaf(_seconds: float) -> list[ble.Found]:
        raise DeviceError("it is switched off")

    monkeypatch.setattr(ble, "watches", deaf)
    for words in (("devices",), ("devices", "--json")):
        status, out, err = pacer.ended(*words)
        assert status == 0 and "usb:/dev/ttyACM0" in out
        assert err == "Bluetooth: it is switched off\n"


@pytest.mark.parametrize("seconds", ["0", "61", "nan"])
def test_no_time_to_listen_is_refused(seconds: str, pacer: Pacer) -> None:
    assert "0.2 to 60" in pacer.refused("devices", "--seconds", seconds)
