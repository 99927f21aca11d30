# SPDX-License-Identifier: MIT
"""The boards under CircuitPython, by that system's own modules, faked as strictly as its source."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.lint.circuitpython_types import check
from tests.support import PATIENCE_S
from trackpacer.install import catalogue
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
