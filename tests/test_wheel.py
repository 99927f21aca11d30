# SPDX-License-Identifier: MIT
"""That the wheel is whole: installed from it, `pacer` has the firmware and the boards with it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import trackpacer
from tests.support import REPO

ASK = """
import sys
sys.path.insert(0, sys.argv[1])
from trackpacer import resources
from trackpacer.firmware import program
assert resources.__file__.startswith(sys.argv[1]), resources.__file__
assert program.__file__.startswith(sys.argv[1]), program.__file__
print(resources.firmware_dir(), resources.boards_dir(), sep="\\n")
"""


def test_wheel_carries_firmware_and_boards(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=REPO,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob(f"trackpacer-{trackpacer.__version__}-*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
        names = archive.namelist()
    assert {"trackpacer/web/page/index.html", "trackpacer/web/page/sw.js"} <= set(names)
    assert not [name for name in names if name.endswith((".pyc", ".mpy")) or "/tests/" in name]

    told = subprocess.run(
        [sys.executable, "-c", ASK, str(site)], cwd=tmp_path, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    for name, folder in zip(("firmware", "boards"), told.stdout.splitlines(), strict=True):
        assert contents(Path(folder)) == contents(REPO / name)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if "__pycache__" not in file.parts and file.suffix != ".mpy" and file.is_file()
    }
