# SPDX-License-Identifier: MIT
"""`pacer boards`, `pacer doctor` and `pacer install` as typed, on simulated watches."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from trackpacer.cli import main
from trackpacer.device import usb
from trackpacer.install import build, catalogue
from trackpacer.install import doctor as doctoring
from trackpacer.simulation import flash_image
from trackpacer.simulation.watch import SimulatedWatch


@pytest.fixture(autouse=True)
def no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACER_DEVICE", raising=False)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "watch"
    folder.mkdir()
    (folder / "flash.img").touch()
    return folder


@pytest.fixture
def watch(state: Path) -> Iterator[SimulatedWatch]:
    with SimulatedWatch(state, {"speed": 1}) as one:
        one.wait_for_app()
        yield one


def put(state: Path, files: dict[str, bytes]) -> None:
    """Files onto a watch that is off."""
    flash_image.change(state / "flash.img", files)


def doctor(port: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["doctor", "--quick", "--port", port])
    return status, capsys.readouterr().out


def test_boards_lists_every_board_with_its_wiring(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["boards"]) == 0
    said = capsys.readouterr().out
    for board in catalogue.boards():
        assert board.name in said and board.title in said
        if board.wiring:
            assert str(board.wiring) in said
    assert main(["boards", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {one["name"] for one in listed} == {board.name for board in catalogue.boards()}
    assert all(Path(one["wiring"]).is_file() for one in listed if one["wiring"])


def test_boards_prints_a_boards_readme(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["boards", "xiao_nrf52840"]) == 0
    assert "## Flash MicroPython" in capsys.readouterr().out


def test_boards_opens_a_wiring_picture(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []

    def browser(url: str) -> bool:
        opened.append(url)
        return len(opened) == 1

    monkeypatch.setattr("webbrowser.open", browser)
    assert main(["boards", "esp32_devkit", "--open"]) == 0
    wiring = catalogue.board("esp32_devkit").wiring
    assert wiring is not None and opened == [wiring.as_uri()]
    assert main(["boards", "esp32_devkit", "--open"]) == 1, "no browser"
    assert str(wiring) in capsys.readouterr().err
    assert main(["boards", "simulator", "--open"]) == 1
    assert main(["boards", "--open"]) == 1


def test_an_unknown_board_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install", "--board", "m5stick", "--port", "COM3"]) == 1
    assert "m5stick_c_plus2" in capsys.readouterr().err


def test_install_and_doctor_from_a_new_watch_to_a_right_one(
    watch: SimulatedWatch, capsys: pytest.CaptureFixture[str]
) -> None:
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
    status, found = doctor(watch.port, capsys)
    assert status == 0
    assert "the firmware is this pacer's" in found
    assert "its time of day is right" in found
    assert "BAD" not in found and "note" not in found, found


def test_install_takes_no_passkey_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install", "--board", "simulator", "--port", "COM3", "--passkey", "12"]) == 1
    assert "'12' is not a passkey" in capsys.readouterr().err


def test_install_goes_over_usb_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PACER_DEVICE", "ble:anna")
    assert main(["install", "--board", "simulator"]) == 1
    assert "plug the watch in" in capsys.readouterr().err


def test_doctor_names_a_crystal_that_is_wrong(
    state: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctoring, "MINUTE_S", 3.0)
    said = {}
    for ppm in (0, 20_000):
        with SimulatedWatch(state, {"speed": 1, "crystal_ppm": ppm}) as watch:
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
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with SimulatedWatch(state, {}) as watch:
        watch.wait_for_app()
        assert main(["doctor", "--device", f"usb:{watch.port}"]) == 0
    assert "simulated at another speed" in capsys.readouterr().out


def test_doctor_without_any_device(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(usb, "ports", list)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "sees no watch" in said
    assert "another cable" in said


def test_doctor_with_a_port_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = doctor("/dev/ttyNOTHERE", capsys)
    assert status == 1
    assert "there is no port /dev/ttyNOTHERE" in said


def test_doctor_tells_what_is_wrong_on_the_watch(
    state: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctoring, "_LOW_BYTES", 4_000_000)  # more than its flash has
    compiled = build.compile_board
    with SimulatedWatch(state, {"speed": 1}) as watch:
        watch.wait_for_app()
        assert main(["install", "--board", "simulator", "--port", watch.port]) == 0
    put(
        state,
        {
            "watch/settings.json": b'{"volume": 300}',
            "watch/errors.txt": b"boot 3: OSError: 28\n",
            "logs/00001.log": b"x",
        },
    )
    # This pacer has come to lack a module.
    monkeypatch.setattr(build, "compile_board", lambda board: compiled(board)[1:])
    with SimulatedWatch(state, {"speed": 1}) as watch:
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
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(state, {"main.py": b"print('something else')\n"})
    with SimulatedWatch(state, {"speed": 1}) as watch:
        watch.wait_for_app()
        status, said = doctor(watch.port, capsys)
    assert status == 1
    assert "the firmware was never started here" in said
