# SPDX-License-Identifier: MIT
"""The boards under CircuitPython, by that system's own modules, faked as strictly as its source."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.lint.circuitpython_types import check
from tests.support import PATIENCE_S
from trackpacer.compiler import compile_session
from trackpacer.install import catalogue
from trackpacer.laps.log import read as read_log
from trackpacer.notation import exact
from trackpacer.simulation.vm import vm_command

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests" / "firmware" / "boards"
BOARDS = [board for board in catalogue.boards() if board.port == "circuitpython"]


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.name)
def test_a_board_keeps_the_contract(board: catalogue.Board, tmp_path: Path) -> None:
    (tmp_path / "watch_board.py").write_bytes((board.folder / "board.py").read_bytes())
    path = f"{HERE / 'fakes_circuitpython'}:{tmp_path}:{ROOT / 'firmware'}"
    found = subprocess.run(
        vm_command([str(HERE / "contract_circuitpython.py"), board.name]),
        env={**os.environ, "MICROPYPATH": path},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    assert found.stdout.strip() == "contract kept"


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.name)
def test_what_circuitpython_lacks_fails_the_type_check(board: catalogue.Board) -> None:
    assert check(board) == []
    wrong = "\nimport machine\nimport board as pins\n\npins.D99\nimport keypad\nkeypad.Knob()\n"
    complaints = "\n".join(check(board, wrong))
    assert "imports machine, which CircuitPython lacks" in complaints
    assert 'Module has no attribute "D99"' in complaints
    assert 'Module has no attribute "Knob"' in complaints


def _life(
    board: catalogue.Board, folder: Path, held: str, program: bytes, presses: list[int]
) -> dict[str, Any]:
    """From power-on to a restart, on the fakes: what was heard and kept."""
    (folder / "watch_board.py").write_bytes((board.folder / "board.py").read_bytes())
    (folder / "installed.py").write_text("")
    path = f"{HERE / 'fakes_circuitpython'}:{folder}:{ROOT / 'firmware'}"
    words = [board.name, str(ROOT / "firmware"), held, program.hex(), repr(presses)]
    found = subprocess.run(
        vm_command(["-X", "heapsize=16M", str(HERE / "session_circuitpython.py"), *words]),
        env={**os.environ, "MICROPYPATH": path},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    lines = found.stdout.splitlines()
    told: dict[str, Any] = json.loads(lines[-1])
    told["said"] = lines[:-1]
    return told


def test_a_session_dropped_on_the_drive_is_run_to_the_millisecond(tmp_path: Path) -> None:
    """2 x 200 m in 40 s with 20 s between: pressed 3 s after power-on, laps at known instants."""
    text = "2 x (200 m @ 0:40; R 0:20 between)"
    program = compile_session(exact.read(f"{exact.MARK}\n{text}")).program
    go_ms = 3000 + 1000 + 3000  # the press, a second, three to count
    first, second = go_ms + 39_217, go_ms + 39_217 + 20_000 + 41_388
    life = _life(BOARDS[0], tmp_path, "up", program, [first, second])
    assert life["ended"] == "reset"
    assert life["remounts"] == [["/", False]], "the watch writes"
    assert bytes.fromhex(life["files"]["sessions/goal.tpp"]) == program
    log = read_log(bytes.fromhex(life["files"]["logs/00001.log"]))
    assert log.end == "end" and not log.problems
    for lap, run_ms in zip(log.laps, (39_217, 41_388), strict=True):
        assert lap.actual_ms is not None and abs(lap.actual_ms - run_ms) <= 2
    heard = [at_us / 1000 for at_us, _ in life["heard"]]

    def late(due_ms: float) -> float:
        return min((at - due_ms for at in heard if at >= due_ms - 2), default=1e9)

    go = go_ms + 2
    for due in (go - 3000, go - 2000, go - 1000, go, go + 20_000):  # count, GO, the 100 m
        assert late(due - 3) <= 6, due
    assert late(first) <= 5 and late(second) <= 5, "the verdict answers the press"
    again = go + 39_217 + 20_000
    for due in (again - 10_000, again, again + 20_000, again + 40_000):
        assert late(due - 3) <= 6, due


def test_a_held_button_gives_the_drive_to_the_laptop(tmp_path: Path) -> None:
    life = _life(BOARDS[1], tmp_path, "held", b"", [])
    assert life["remounts"] == [], "the laptop writes"
    assert [hz for _, hz in life["heard"]] == [1350], "one long low tone"
    assert life["said"] == [
        "safe mode: the app was not started; the drive can be written from a laptop"
    ]
