# SPDX-License-Identifier: MIT
"""Type-checks what runs on a watch under CircuitPython against its own stubs, a board at a time.

A module or a name that CircuitPython lacks is an error. Its stubs come as `NAME-stubs`, which mypy
takes from an installed package only, and each board's pins in a folder of their own: they are laid
out anew as plain modules. Not here: MicroPython's ports (`firmware_types`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from trackpacer.install import build, catalogue, drive

ROOT = Path(__file__).resolve().parents[2]
STUBS = ROOT / ".venv" / "stubs" / "circuitpython"
# What CPython has and CircuitPython has not, or not so: a use of it would pass by CPython's stubs.
_LACKING = ("machine", "vfs", "bluetooth", "framebuf", "neopixel", "threading", "asyncio")
_OTHER_RADIO = "from typing import Any\nserve: Any\n"


def check(board: catalogue.Board, more: str = "") -> list[str]:
    """mypy's complaints about one board's modules, boot.py and code.py; `more`: lines to add."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        stubs = root / "stubs"
        stubs.mkdir()
        for stub in STUBS.glob("*-stubs"):
            (stubs / stub.name.removesuffix("-stubs")).symlink_to(stub)
        (stubs / "board").unlink()
        (stubs / "board").symlink_to(STUBS / "board_definitions" / board.micropython)
        files = []
        for module, path in build.sources(board).items():
            files.append(root / "watch" / f"{module}.py")
            files[-1].parent.mkdir(parents=True, exist_ok=True)
            files[-1].write_bytes(path.read_bytes())
        for name, data in drive.root_files(board).items():
            files.append(root / "watch" / name)
            files[-1].write_bytes(data)
        with files[-1].open("a") as last:
            last.write(more)
        (root / "watch" / "installed.py").write_text("")
        # The other radio, which the app takes where there is one.
        (root / "watch" / "pacer" / "sync" / "bluetooth.pyi").write_text(_OTHER_RADIO)
        found = subprocess.run(
            [
                *(sys.executable, "-m", "mypy", "--config-file="),
                *("--cache-dir", os.devnull),  # the folders are others each time
                *("--python-version", "3.11", "--no-error-summary", "--check-untyped-defs"),
                *("--no-strict-optional", "--disable-error-code=has-type"),
                *("--disable-error-code=assignment", "--disable-error-code=var-annotated"),
                *("--explicit-package-bases", "--namespace-packages", "--no-site-packages"),
                *map(str, files),
            ],
            cwd=root / "watch",
            env={"MYPYPATH": f"{root / 'watch'}:{stubs}", "PATH": ""},
            capture_output=True,
            text=True,
        )
        if found.returncode > 1 or found.stderr:
            raise SystemExit(found.stderr or found.stdout)
        own = f"{root / 'watch'}/"
        lines = [line.replace(own, "") for line in found.stdout.splitlines()]
        lines = [line for line in lines if "/stubs/" not in line]
        lines += [
            f"{path.relative_to(root / 'watch')}: imports {name}, which CircuitPython lacks"
            for path in files
            for name in _LACKING
            if re.search(rf"^\s*(import {name}|from {name} import)\b", path.read_text(), re.M)
        ]
        return [line for line in lines if not _is_own(line)]


def _is_own(line: str) -> bool:
    """About the firmware's own classes, some of which set their fields by name."""
    from tests.lint.firmware_types import _is_own as is_own
    from tests.lint.firmware_types import _own_classes

    return is_own(line, _own_classes())


def main() -> int:
    complaints = [
        f"[{board.name}] {line}"
        for board in catalogue.boards()
        if board.is_drive
        for line in check(board)
    ]
    for line in complaints:
        print(line, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
