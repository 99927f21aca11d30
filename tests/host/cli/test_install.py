# SPDX-License-Identifier: MIT
"""`pacer install` as typed, and what `pacer doctor` says after it.

Not here: what is copied and how (tests/host/install).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from trackpacer.cli import main
from trackpacer.simulation import flash_image
from trackpacer.simulation.watch import SimulatedWatch

pytestmark = pytest.mark.usefixtures("boots_in_its_own_time")


def test_an_unknown_board_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install", "--board", "m5stick", "--port", "COM3"]) == 1
    assert "m5stick_c_plus2" in capsys.readouterr().err


def test_install_and_doctor_from_a_new_watch_to_a_right_one(
    empty_flash: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with SimulatedWatch(empty_flash, {"speed": 1}) as watch:
        watch.wait_for_app()
        from_new_to_right(watch, capsys)


def from_new_to_right(watch: SimulatedWatch, capsys: pytest.CaptureFixture[str]) -> None:
    install = ["install", "--board", "simulator", "--port", watch.port]
    assert main([*install, "--name", "anna", "--passkey", "042137"]) == 0
    said = capsys.readouterr()
    assert "Bluetooth passkey: 042137" in said.out
    assert "the watch: anna" in said.out
    assert "watch_board.mpy: " in said.err, "progress"
    assert main(["install", "--port", f"usb:{watch.port}"]) == 0, "it says itself which board it is"
    said = capsys.readouterr()
    assert "nothing copied" in said.out
    assert "Bluetooth passkey: 042137" in said.out, "kept, and told again to who has lost it"
    assert main(["doctor", "--quick", "--port", watch.port]) == 0
    found = capsys.readouterr().out
    assert "the firmware is this pacer's" in found
    assert "its time of day is right" in found
    assert "BAD" not in found and "note" not in found, found


@pytest.mark.parametrize("damaged", [b"[1]", b'{"name": "\xff\xfe"}'])
def test_settings_that_cannot_be_read_are_written_as_doctor_says(
    damaged: bytes, empty_flash: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with SimulatedWatch(empty_flash, {"speed": 1}) as watch:
        watch.wait_for_app()
        assert main(["install", "--board", "simulator", "--port", watch.port]) == 0
    flash_image.change(empty_flash / "flash.img", {"watch/settings.json": damaged})
    with SimulatedWatch(empty_flash, {"speed": 1}) as watch:
        watch.wait_for_app()
        capsys.readouterr()
        assert main(["doctor", "--quick", "--port", watch.port]) == 1
        assert "its settings cannot be read" in capsys.readouterr().out
        assert main(["install", "--name", "zoe", "--port", watch.port]) == 0
        assert "the watch: zoe" in capsys.readouterr().out
        assert main(["doctor", "--quick", "--port", watch.port]) == 0


def test_install_takes_no_passkey_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install", "--board", "simulator", "--port", "COM3", "--passkey", "12"]) == 1
    assert "'12' is not a passkey" in capsys.readouterr().err


def test_install_goes_over_usb_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PACER_DEVICE", "ble:anna")
    assert main(["install", "--board", "simulator"]) == 1
    assert "plug the watch in" in capsys.readouterr().err
