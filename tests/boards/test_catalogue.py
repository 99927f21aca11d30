# SPDX-License-Identifier: MIT
"""Every board folder keeps the promises of boards/README.md, whatever boards there will be."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.lint.firmware_types import check, files_of
from tests.support import PATIENCE_S
from trackpacer.errors import UserError
from trackpacer.firmware import cues, names
from trackpacer.install import catalogue
from trackpacer.simulation.vm import vm_command

ROOT = Path(__file__).resolve().parents[2]
EVERY = [board for board in catalogue.boards() if board.port != "unix"]
BOARDS = [board for board in EVERY if not board.is_drive]  # CircuitPython's: test_circuitpython
SECTIONS = [
    "Wiring",
    "What to buy",
    "Flash MicroPython",
    "Install",
    "Bring a watch back",
]


def each_board(boards: list[catalogue.Board] = BOARDS) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("board", boards, ids=lambda board: board.name)


VERSIONS = ("1.28", "1.29")


def run_in_vm(
    script: str, board: catalogue.Board, folder: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs a script of tests/firmware/boards in the MicroPython VM, this board (its board.py in
    `folder`, if given) on the fake pins of its port and chip."""
    here = ROOT / "tests" / "firmware" / "boards"
    return subprocess.run(
        vm_command([str(here / script), board.name]),
        env={
            **os.environ,
            "PORT": board.port,
            "CHIP": board.chip,
            "MICROPYPATH": f"{here / 'fakes'}:{ROOT / 'firmware'}:{folder or board.folder}",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )


def in_vm(script: str, board: catalogue.Board, **environment: str) -> str:
    """What the script prints; it has to end well."""
    found = run_in_vm(script, board, None, **environment)
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def test_every_folder_under_boards_is_a_board() -> None:
    folders = {path.name for path in (ROOT / "boards").iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} == {board.name for board in catalogue.boards()}


@pytest.mark.parametrize("version", VERSIONS)
@each_board()
def test_a_board_keeps_the_contract_with_fake_pins(board: catalogue.Board, version: str) -> None:
    assert in_vm("contract.py", board, VERSION=version).strip() == "contract kept"


FAULTS = {
    "a display faster than the GPIO matrix lets it be": (
        *("m5stick_c_plus2", "board.py", "baudrate=26_666_666", "baudrate=40_000_000"),
        *("1.29", "the processor panics"),
    ),
    "a press whose interrupt is queued": (
        *("xiao_nrf52840", "drivers/button.py", ", hard=True)", ")"),
        *("1.29", "hard interrupt where it can be"),
    ),
    "a keyword that the port does not know": (
        *("xiao_nrf52840", "drivers/button.py", "except TypeError", "except ValueError"),
        *("1.28", "extra keyword arguments"),
    ),
    "a keyword that the other port does not know": (
        *("esp32_devkit", "drivers/button.py", "except TypeError", "except ValueError"),
        *("1.29", "extra keyword arguments"),
    ),
    "ticks that come from the RC oscillator": (
        *("xiao_nrf52840", "drivers/port_nrf.py", "mem32[_LFCLK_SOURCE] = _CRYSTAL", "pass"),
        *("1.29", "the 32 kHz crystal does not run"),
    ),
    "a source that is chosen while the clock runs": (
        *("xiao_nrf52840", "drivers/port_nrf.py", "mem32[_LFCLK_STOP] = 1", "pass"),
        *("1.28", "the 32 kHz crystal does not run"),
    ),
    "a display built before the button is looked at": (
        *("m5stick_c_plus2", "board.py", '    ("display", _display),\n)', ")\n_display()"),
        *("1.29", "only a pin that holds the power"),
    ),
    "a voltage read before it has settled": (
        *("xiao_nrf52840", "drivers/port_nrf.py", "_40_US = 5 << 16", "_40_US = 0 << 16"),
        *("1.29", "a cell of 3700 mV reads"),
    ),
    "a pull-up on a pin that has none": (
        *("m5stick_c_plus2", "board.py", "Button(Pin(37), pull_up=False)", "Button(Pin(37))"),
        *("1.29", "it floats"),
    ),
    "a motor on a pin that can only be input": (
        *("esp32_devkit", "board.py", "_MOTOR = 26", "_MOTOR = 35"),
        *("1.29", "pin can only be input"),
    ),
    "a cell on a pin without an ADC of its own": (
        *("esp32_devkit", "board.py", "_CELL = 34", "_CELL = 4"),
        *("1.29", "invalid pin"),
    ),
    "a button that chooses how the chip boots": (
        *("esp32c3_supermini", "board.py", "_BUTTON = 10", "_BUTTON = 9"),
        *("1.29", "the button chooses how the chip boots"),
    ),
    "a motor on the wires of USB": (
        *("esp32c3_supermini", "board.py", "_MOTOR = 3", "_MOTOR = 19"),
        *("1.29", "is the console's"),
    ),
    "a bus that the chip does not have": (
        *("esp32c3_supermini", "drivers/oled.py", "I2C(0,", "I2C(1,"),
        *("1.28", "I2C(1) doesn"),
    ),
    "a second PWM device": (
        *("xiao_nrf52840", "board.py", 'Vibration(Pin("D1_A1"))', 'Tone(Pin("D1_A1"))'),
        *("1.29", "PWM devices are safe"),
    ),
    "a tone louder than a half": (
        *("esp32_devkit", "drivers/tone.py", "_HALF = 32768", "_HALF = 65536"),
        *("1.29", "duty_u16 must be"),
    ),
    "a speed that the processor does not have": (
        *("esp32_devkit", "drivers/port_esp32.py", "_HZ = 80_000_000", "_HZ = 60_000_000"),
        *("1.29", "the processor keeps its speed"),
    ),
    "a sleep longer than a note": (
        *("esp32_devkit", "drivers/port_esp32.py", "_SLICE_MS = 60", "_SLICE_MS = 120"),
        *("1.29", "AssertionError: 120"),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_a_port_would_not_forgive_is_seen(fault: str, tmp_path: Path) -> None:
    name, file, right, wrong, version, said = FAULTS[fault]
    board = catalogue.board(name)
    shutil.copytree(ROOT / "firmware" / "drivers", tmp_path / "drivers")
    shutil.copy(board.folder / "board.py", tmp_path)
    path = tmp_path / file
    source = path.read_text()
    assert source.count(right) == 1, "the fault is to be written anew"
    path.write_text(source.replace(right, wrong))
    here = ROOT / "tests" / "firmware" / "boards" / "fakes"
    found = run_in_vm(
        "contract.py", board, tmp_path, VERSION=version, MICROPYPATH=f"{here}:{tmp_path}"
    )
    assert found.returncode != 0, "nobody saw it"
    assert said in found.stdout + found.stderr


def test_no_answer_to_a_press_begins_with_a_note_shorter_than_a_boards_sleep() -> None:
    """The interrupt starts it, and the loop, which may just have gone to sleep, has to end it."""
    slices = [
        int(found[1])
        for path in (ROOT / "firmware" / "drivers").glob("port_*.py")
        for found in re.finditer(r"^_SLICE_MS = (\d+)$", path.read_text(), re.MULTILINE)
    ]
    assert slices, "no port sleeps longer than others"
    for number in (cues.FAST, cues.ON, cues.SLOW, cues.NOTED, cues.GO, cues.RESUME):
        first_ms = names.sound(number)[4] * cues.MS
        assert first_ms >= max(slices) + 10, number


def test_a_chip_without_a_crystal_is_told_apart() -> None:
    """The board goes on, and says in its capability what its times are worth."""
    found = run_in_vm("contract.py", catalogue.board("xiao_nrf52840"), CRYSTAL="none")
    assert found.returncode != 0
    assert "the 32 kHz crystal does not run: times may be 2 % wrong" in found.stdout + found.stderr


@pytest.mark.parametrize("line", ["crystal = false\n", ""])
def test_a_board_without_a_crystal_is_refused(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CLUE, Circuit Playground Bluefruit and Feather Sense have none."""
    (tmp_path / "clue").mkdir()
    (tmp_path / "clue" / "board.toml").write_text(
        f'title = "CLUE"\nport = "nrf"\nchip = "nRF52840"\n{line}links = ["usb"]\n'
    )
    monkeypatch.setattr(catalogue, "boards_dir", lambda: tmp_path)
    with pytest.raises(UserError, match="crystal"):
        catalogue.boards()


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


@each_board(EVERY)
def test_a_readme_tells_all_that_a_newcomer_needs(board: catalogue.Board) -> None:
    text = (board.folder / "README.md").read_text()
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    runs = "CircuitPython" if board.is_drive else "MicroPython"
    flash = f"Flash {runs}"
    assert list(sections) == [name.replace("Flash MicroPython", flash) for name in SECTIONS]
    assert "](wiring.svg)" in sections["Wiring"]
    for part in ("buzzer", "button", "battery", "enclosure"):
        assert re.search(rf"^\| {part} \|", sections["What to buy"], re.MULTILINE), part
    assert re.search(r"\*\*\d+ hours\*\*", sections["What to buy"])
    assert board.micropython in sections[flash]
    assert f"    pacer install --board {board.name}" in sections["Install"]
    back = sections["Bring a watch back"]
    assert back.index("pacer fetch") < back.index("pacer install"), "logs first"
    assert "format" in text, "whether the port's own boot formats"


@each_board(EVERY)
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


@each_board(EVERY)
def test_hours_are_the_same_wherever_they_are_told(board: catalogue.Board) -> None:
    """In the board's page, in both tables of boards, and to the watch, which refuses by them."""
    hours = re.search(r"\*\*(\d+) hours\*\*", (board.folder / "README.md").read_text())
    assert hours is not None
    assert f"battery_hours = {hours[1]}\n" in (board.folder / "board.py").read_text()
    row = f"| [{board.name}]({board.name}/README.md) |"
    (line,) = [
        line
        for line in (ROOT / "boards" / "README.md").read_text().splitlines()
        if line.startswith(row)
    ]
    assert re.search(rf"\| {hours[1]}( \(\d+ mAh\))? \|", line), line
    (line,) = [
        line
        for line in (ROOT / "README.md").read_text().splitlines()
        if line.startswith(f"| [{board.name}](boards/{board.name}/README.md)")
    ]
    assert f"| {hours[1]} |" in line, line
