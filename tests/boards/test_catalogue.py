# SPDX-License-Identifier: MIT
"""Every board folder keeps the promises of boards/README.md, whatever boards there will be."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.lint.firmware_types import check, files_of
from tests.support import PATIENCE_S
from trackpacer.install import catalogue
from trackpacer.simulation.vm import vm_command

ROOT = Path(__file__).resolve().parents[2]
BOARDS = [board for board in catalogue.boards() if board.port != "unix"]
SECTIONS = [
    "Wiring",
    "What to buy",
    "Flash MicroPython",
    "Install",
    "Bring a watch back",
]


def each_board() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.name)


def in_vm(script: str, board: catalogue.Board, *arguments: str) -> str:
    """Runs a script of tests/firmware/boards in the MicroPython VM, this board on fake pins."""
    here = ROOT / "tests" / "firmware" / "boards"
    found = subprocess.run(
        vm_command([str(here / script), board.name, *arguments]),
        env={
            **os.environ,
            "PORT": board.port,
            "MICROPYPATH": f"{here / 'fakes'}:{ROOT / 'firmware'}:{board.folder}",
        },
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def test_every_folder_under_boards_is_a_board() -> None:
    folders = {path.name for path in (ROOT / "boards").iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} == {board.name for board in catalogue.boards()}


@each_board()
def test_a_board_keeps_the_contract_with_fake_pins(board: catalogue.Board) -> None:
    assert in_vm("contract.py", board).strip() == "contract kept"


def test_each_driver_does_what_its_part_wants() -> None:
    assert in_vm("parts.py", catalogue.board("esp32_devkit")).strip() == "parts work"


def test_a_watch_that_holds_its_own_power_lets_it_go_when_forgotten() -> None:
    assert in_vm("switches_off.py", catalogue.board("m5stick_c_plus2")).strip() == "off"


def test_the_smallest_board_is_under_60_lines() -> None:
    lines = [len((board.folder / "board.py").read_text().splitlines()) for board in BOARDS]
    assert min(lines) < 60


@each_board()
def test_what_a_port_lacks_fails_the_type_check(board: catalogue.Board, tmp_path: Path) -> None:
    source = (board.folder / "board.py").read_text()
    whole = tmp_path / "whole.py"
    whole.write_text(source)
    broken = tmp_path / "broken.py"
    broken.write_text(source + "\nimport machine\n\nmachine.Servo(Pin(1))\nPin(1).pulse()\n")
    assert check(board.port, [whole], tmp_path) == []
    complaints = check(board.port, [broken], tmp_path)
    assert any('Module has no attribute "Servo"' in line for line in complaints), complaints
    assert any('"Pin" has no attribute "pulse"' in line for line in complaints), complaints


def test_ports_differ_in_what_they_let_through(tmp_path: Path) -> None:
    """The nRF port has no watchdog, no time of day and no bitstream; the ESP32's has them."""
    board = tmp_path / "board.py"
    board.write_text(
        "import time\n\nimport machine\n\nmachine.WDT(timeout=8000)\ntime.time()\n"
        "machine.bitstream(machine.Pin(1), 0, (1, 2, 3, 4), b'')\nimport bluetooth\n"
    )
    assert check("esp32", [board], tmp_path) == []
    complaints = "\n".join(check("nrf", [board], tmp_path))
    for missing in ('"WDT"', '"time"', '"bitstream"', '"bluetooth"'):
        assert missing in complaints


@pytest.mark.parametrize("port", ["esp32", "nrf"])
def test_the_type_check_covers_every_board_and_driver(port: str) -> None:
    checked = set(files_of(port))
    for board in BOARDS:
        assert (board.folder / "board.py" in checked) == (board.port == port)


@each_board()
def test_a_readme_tells_all_that_a_newcomer_needs(board: catalogue.Board) -> None:
    text = (board.folder / "README.md").read_text()
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    assert list(sections) == SECTIONS
    assert "](wiring.svg)" in sections["Wiring"]
    for part in ("buzzer", "button", "battery", "enclosure"):
        assert re.search(rf"^\| {part} \|", sections["What to buy"], re.MULTILINE), part
    assert re.search(r"\*\*\d+(\.\d)? hours\*\*", sections["What to buy"])
    assert board.micropython in sections["Flash MicroPython"]
    assert f"    pacer install --board {board.name}" in sections["Install"]
    back = sections["Bring a watch back"]
    assert back.index("pacer fetch") < back.index("pacer install"), "logs first"
    assert "format" in text, "whether the port's own boot formats"


@each_board()
def test_the_wiring_is_a_picture_that_names_the_pins(board: catalogue.Board) -> None:
    assert board.wiring is not None
    picture = ElementTree.parse(board.wiring).getroot()
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    words = " ".join(picture.itertext())
    for part in ("buzzer", "button"):
        assert part in words
    # Every pin that the README's table gives to the outside is drawn.
    readme = (board.folder / "README.md").read_text()
    wiring = readme.split("## Wiring")[1].split("## ")[0]
    drawn = set(re.findall(r"\b(?:GPIO|D)\d+\b", words))
    assert drawn, "no pin is named in the picture"
    assert drawn <= set(re.findall(r"\b(?:GPIO|D)\d+\b", wiring)), "a pin the table does not have"


@each_board()
def test_a_readme_names_the_pins_that_board_py_uses(board: catalogue.Board) -> None:
    """A wiring that was changed in one place only is the mistake that costs a newcomer a day."""
    wiring = (board.folder / "README.md").read_text().split("## Wiring")[1].split("## ")[0]
    told = set(re.findall(r"(?:GPIO|, )(\d+)\b", wiring)) | set(re.findall(r"\bD\d+\b", wiring))
    for pin in in_vm("pins.py", board).split():
        # This port's names join what is printed on the board with its analogue number: D0_A0.
        name = pin.partition("_")[0]
        if name.isdigit() or re.fullmatch(r"D\d+", name):
            assert name in told, f"pin {pin} is not in the README's table"


def test_the_table_of_boards_has_a_row_for_each() -> None:
    table = (ROOT / "boards" / "README.md").read_text()
    for board in BOARDS:
        assert f"| [{board.name}]({board.name}/README.md) |" in table
