# SPDX-License-Identifier: MIT
"""The whole of it: the watch's own app, put into sync by its button, and the pacer command."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.ble.air import PASSKEY, Air
from trackpacer import cli
from trackpacer.device import ble
from trackpacer.simulation import bleak_backend
from trackpacer.simulation.radio import RadioThread
from trackpacer.simulation.watch import SimulatedWatch


def test_a_held_button_opens_the_watch_and_a_press_closes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    radio = RadioThread()
    settings = {
        "radio": radio.hub.watch_port,
        "install_settings": {"name": "green", "passkey": PASSKEY},
        "speed": 4,
    }
    monkeypatch.setenv("PACER_HOME", str(tmp_path / "home"))
    try:
        with SimulatedWatch(tmp_path / "state", settings, tcp_port=0) as watch:
            air = Air(radio, watch)
            monkeypatch.setenv(ble.VIRTUAL, air.place)
            air.use(air.laptop())
            watch.wait_for_app()
            assert cli.main(["devices", "--seconds", "0.5"]) == 0
            assert "ble:" not in capsys.readouterr().out  # the radio is off
            watch.press(3400)
            assert air.radio
            assert cli.main(["devices", "--seconds", "1"]) == 0
            assert "ble:green" in capsys.readouterr().out
            uptimes = []
            for _ in range(2):
                time.sleep(0.5)
                with ble.connect("green") as device:
                    uptimes.append(device.capability().uptime_ms)
            assert uptimes[1] - uptimes[0] > 1500  # at 4 times the speed: it tells of now
            session = "25 x 400 @ 1:24 /R35-45s"
            assert cli.main(["send", session, "--device", "ble:green"]) == 0
            assert cli.main(["ls", "--device", "ble:green"]) == 0
            assert ".tpp" in capsys.readouterr().out
            assert cli.main(["settings", "--device", "ble:green", "volume=40"]) == 0
            assert "* volume         40" in capsys.readouterr().out
            before = len(watch.events)
            watch.press(120)
            watch.wait_for_app(after=before)
            assert cli.main(["devices", "--seconds", "0.5"]) == 0
            assert "ble:" not in capsys.readouterr().out
            assert not [e for e in watch.events if e.get("event") == "crash"]
    finally:
        bleak_backend._adapters.pop(f"127.0.0.1:{radio.hub.port}", None)
        radio.close()


def test_a_computer_without_bluetooth_still_lists_usb(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from trackpacer.device import usb

    monkeypatch.setenv(ble.VIRTUAL, "127.0.0.1:9")
    monkeypatch.setattr(usb, "ports", lambda: [usb.Port("/dev/ttyUSB7", "CP2102")])
    assert cli.main(["devices", "--seconds", "0.3"]) == 0
    printed = capsys.readouterr()
    assert "usb:/dev/ttyUSB7  CP2102" in printed.out
    assert printed.err.startswith("Bluetooth: no virtual radio")
