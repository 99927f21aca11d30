# SPDX-License-Identifier: MIT
"""`pacer doctor` as typed, on simulated watches."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trackpacer.cli import main
from trackpacer.device import serial_ports
from trackpacer.install import build
from trackpacer.install import doctor as doctoring
from trackpacer.simulation import flash_image
from trackpacer.simulation.watch import SimulatedWatch

pytestmark = pytest.mark.usefixtures("boots_in_its_own_time")


def put(state: Path, files: dict[str, bytes]) -> None:
    """Files onto a watch that is off."""
    flash_image.change(state / "flash.img", files)


def doctor(port: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["doctor", "--quick", "--port", port])
    return status, capsys.readouterr().out


def test_doctor_names_a_crystal_that_is_wrong(
    empty_flash: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctoring, "MINUTE_S", 3.0)
    said = {}
    for ppm in (0, 20_000):
        with SimulatedWatch(empty_flash, {"speed": 1, "crystal_ppm": ppm}) as watch:
            watch.wait_for_app()
            status = main(["doctor", "--device", f"usb:{watch.port}"])
            out, err = capsys.readouterr()
            assert "comparing the clocks for 3 s" in err
            said[ppm] = [line for line in out.splitlines() if "ppm" in line]
            assert status == (1 if ppm else 0), out
    assert said[0][0].startswith("  ok    its clock runs true: ")
    found = re.search(
        r"BAD   its clock is ([\d,]+) ppm fast .*: (\d\.\d+) s in a lap", said[20_000][0]
    )
    assert found is not None, said
    # In three seconds no better than so: a busy machine answers some milliseconds late.
    assert int(found[1].replace(",", "")) == pytest.approx(20_000, abs=10_000)


def test_doctor_compares_no_clock_that_is_simulated_at_another_speed(
    empty_flash: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with SimulatedWatch(empty_flash, {}) as watch:
        watch.wait_for_app()
        assert main(["doctor", "--device", f"usb:{watch.port}"]) == 0
    assert "simulated at another speed" in capsys.readouterr().out


def test_doctor_without_any_device(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serial_ports, "ports", list)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "sees no watch" in said
    assert "another cable" in said


def test_doctor_with_a_port_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = doctor("/dev/ttyNOTHERE", capsys)
    assert status == 1
    assert "there is no port /dev/ttyNOTHERE" in said


def test_doctor_tells_what_is_wrong_on_the_watch(
    empty_flash: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctoring, "_LOW_BYTES", 4_000_000)  # more than its flash has
    compiled = build.compile_board
    with SimulatedWatch(empty_flash, {"speed": 1}) as watch:
        watch.wait_for_app()
        assert main(["install", "--board", "simulator", "--port", watch.port]) == 0
    put(
        empty_flash,
        {
            "watch/settings.json": b'{"volume": 300}',
            "watch/errors.txt": b"boot 3: OSError: 28\n",
            "logs/00001.log": b"x",
        },
    )
    # This pacer has come to lack a module.
    monkeypatch.setattr(build, "compile_board", lambda board: compiled(board)[1:])
    with SimulatedWatch(empty_flash, {"speed": 1}) as watch:
        watch.wait_for_app()
        status, said = doctor(watch.port, capsys)
    assert status == 1
    for told in (
        "BAD   flash: ",
        "pacer fetch --delete",
        "lap logs not fetched yet: 1",
        "volume",
        "its error log ends: boot",
        "the firmware is not this pacer's",
        "pacer install --board simulator",
    ):
        assert told in said, said


def test_doctor_with_a_board_that_never_ran_the_firmware(
    empty_flash: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(empty_flash, {"main.py": b"print('something else')\n"})
    with SimulatedWatch(empty_flash, {"speed": 1}) as watch:
        watch.wait_for_app()
        status, said = doctor(watch.port, capsys)
    assert status == 1
    assert "the firmware was never started here" in said
