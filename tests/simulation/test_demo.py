# SPDX-License-Identifier: MIT
"""`make demo`: a newcomer's first command shows the whole walk, and leaves its files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.support import PATIENCE_S


def test_the_demonstration_walks_from_the_line_to_the_lap_table(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    ran = subprocess.run(
        [sys.executable, "-m", "trackpacer.demo", "--folder", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    commands = re.findall(r"^\$ pacer (\w+)", ran.stdout, re.MULTILINE)
    assert commands[:6] == ["show", "compile", "simulator", "send", "ls", "fetch"]
    assert commands[-1] == "report"
    table = ran.stdout[ran.stdout.rindex("$ pacer report") :]
    laps = re.findall(r"^ *(\d+) +400 m +1:24\.00 +1:2\d\.\d\d", table, re.MULTILINE)
    assert [int(lap) for lap in laps] == list(range(1, 26))
    made = [
        path
        for path in folder.rglob("*")
        if path.suffix in (".tpp", ".log", ".fit") and path.stat().st_size
    ]
    assert all(str(path) in ran.stdout for path in made)
    assert {path.suffix for path in made} == {".tpp", ".log", ".fit"}


def test_without_a_vm_for_this_machine_sim_says_so(tmp_path: Path) -> None:
    code = (
        "import importlib.util, sys\n"
        "importlib.util.find_spec = lambda name: None\n"
        "from trackpacer import cli\n"
        "sys.exit(cli.main(['simulator', '--runner', 'exact']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("pacer: there is no simulated watch on this machine")
