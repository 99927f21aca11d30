# SPDX-License-Identifier: MIT
"""The whole of it: the watch's own app, put into sync by its button, and the pacer command."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.ble.air import NAME, PASSKEY, Air, needs_vm, on_air, until
from tests.support import HOLD_MS
from trackpacer import cli
from trackpacer.device import ble
from trackpacer.simulation import adapter
from trackpacer.simulation.radio import RadioThread
from trackpacer.simulation.watch import SimulatedWatch


def test_a_held_button_opens_the_watch_and_a_press_closes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_vm()
    radio = RadioThread()
    settings = {
        "radio": radio.hub.watch_port,
        "install_settings": {"name": "green", "passkey": PASSKEY},
        "speed": 1,
    }
    try:
        with SimulatedWatch(tmp_path / "state", settings, tcp_port=0) as watch:
            air = Air(radio, watch)
            monkeypatch.setenv(ble.VIRTUAL, air.place)
            air.use(air.laptop())
            watch.wait_for_app()
            assert cli.main(["devices", "--seconds", "0.5"]) == 0
            assert "ble:" not in capsys.readouterr().out  # the radio is off
            watch.press(HOLD_MS)
            assert air.radio

            def listed() -> str:
                assert cli.main(["devices", "--seconds", "1"]) == 0
                return capsys.readouterr().out

            until(lambda: "ble:green" in listed(), "it is not heard")
            uptimes = []
            for _ in range(2):
                with ble.connect("green") as device:
                    uptimes.append(device.capability().uptime_ms)
            assert uptimes[1] > uptimes[0]  # it tells of now, not of when it was switched on
            session = "25 x 400 @ 1:24 /R35-45s"
            assert cli.main(["send", session, "--device", "ble:green"]) == 0
            assert cli.main(["ls", "--device", "ble:green"]) == 0
            assert ".tpp" in capsys.readouterr().out
            assert cli.main(["settings", "--device", "ble:green", "volume=40"]) == 0
            assert "* volume         40" in capsys.readouterr().out
            before = len(watch.events)
            watch.press(HOLD_MS)  # meant to open it again, perhaps: no safe mode comes of it
            watch.wait_for_app(after=before)
            assert "prompt" not in [event.get("event") for event in watch.events[before:]]
            assert cli.main(["devices", "--seconds", "0.5"]) == 0
            assert "ble:" not in capsys.readouterr().out
            assert not [e for e in watch.events if e.get("event") == "crash"]
    finally:
        adapter._adapters.pop(f"127.0.0.1:{radio.hub.port}", None)
        radio.close()


RAN = """
from pacer import laplog
if storage.newest_log() is None and not storage.list("logs"):
    log = laplog.LapLog(storage)
    log.begin(0xC0FFEE, "3 x 400", "Zoe", "red watch", 0, 0, 5000)
    for run in range(3):
        log.add(laplog.LAP, run, 1, run + 1, 84000, 83000 + run, 60000)
    log.add(laplog.END, 3, 0, 0, 0, 400000, laplog.UNKNOWN)
    log.flush()
put("watch/capability.json",
    b'{"firmware": "1", "name": "red watch", "uptime_ms": 900000, "boot": 1}')
"""


def test_logs_are_fetched_once_and_taken_off_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    drop = "import os\ntry:\n    os.remove('/watch/capability.json')\nexcept OSError:\n    pass\n"
    with on_air(tmp_path, monkeypatch, drop + RAN):
        device = ["--device", f"ble:{NAME}"]
        assert cli.main(["fetch", *device]) == 0
        assert Path(capsys.readouterr().out.splitlines()[0]).exists()
        assert cli.main(["fetch", *device]) == 0
        assert capsys.readouterr().out == "nothing new\n"
        assert cli.main(["logs"]) == 0
        assert "3 x 400" in capsys.readouterr().out
        assert cli.main(["fetch", "--delete", *device]) == 0
        assert "deleted logs/00001.got" in capsys.readouterr().out
        with ble.connect(NAME) as watch:
            assert watch.list("logs") == []


def test_a_computer_without_bluetooth_still_lists_usb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from trackpacer.device import serial_ports

    monkeypatch.setenv(ble.VIRTUAL, "127.0.0.1:9")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(
        serial_ports, "ports", lambda: [serial_ports.Port("/dev/ttyUSB7", "CP2102")]
    )
    assert cli.main(["devices", "--seconds", "0.3"]) == 0
    printed = capsys.readouterr()
    assert "usb:/dev/ttyUSB7  CP2102" in printed.out
    assert printed.err.startswith("Bluetooth: no virtual radio")
