# SPDX-License-Identifier: MIT
"""Type-checks what runs on a watch against one port's own stubs: `firmware_types.py PORT`.

A use of an API that the port lacks is an error, since mypy sees no other library: the port's stubs
stand in for the standard library too. Complaints about the stubs themselves are left out. Drivers
are checked through the boards that import them; one that no board imports, against the ESP32's.
The simulator's own parts are left out: they run on no port but the one that they are tested on.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from trackpacer.install import catalogue

ROOT = Path(__file__).resolve().parents[2]


def check(port: str, files: list[Path], root: Path = ROOT, board: Path = ROOT) -> list[str]:
    """mypy's complaints about `files` (and what they import) under the port's stubs.

    board: the folder whose board.py `import board` means.
    """
    stubs = ROOT / ".venv" / "stubs" / port
    found = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--config-file="),
            *("--custom-typeshed-dir", str(stubs)),
            *("--cache-dir", str(ROOT / ".mypy_cache" / f"port-{port}")),
            *("--python-version", "3.11", "--no-error-summary", "--show-absolute-path"),
            *("--check-untyped-defs", "--warn-unused-ignores"),
            # A field that starts as None, or is read above where it is written, is no missing API.
            *("--no-strict-optional", "--disable-error-code=has-type"),
            *("--disable-error-code=assignment", "--disable-error-code=var-annotated"),
            *("--explicit-package-bases", "--namespace-packages"),
            *map(str, files),
        ],
        cwd=root,
        env={"MYPYPATH": f"{board}:{ROOT / 'firmware'}:{root}:{stubs}", "PATH": ""},
        capture_output=True,
        text=True,
    )
    if found.returncode > 1 or found.stderr:
        raise SystemExit(found.stderr or found.stdout)
    own = _own_classes()
    lines = [line for line in found.stdout.splitlines() if not _of_stubs(line)]
    return [line for line in lines if not _is_own(line, own)]


def _own_classes() -> set[str]:
    """The firmware's own classes: what they lack, its tests tell; some set their fields by name."""
    sources = (ROOT / "firmware" / "pacer").rglob("*.py")
    return {
        name for path in sources for name in re.findall(r"^class (\w+)", path.read_text(), re.M)
    }


def _is_own(line: str, own: set[str]) -> bool:
    found = re.search(r'error: "(\w+)" has no attribute', line)
    return found is not None and found[1] in own


def _of_stubs(line: str) -> bool:
    return Path(line.partition(":")[0]).is_relative_to(ROOT / ".venv")


def files_of(port: str) -> list[Path]:
    """What runs on watches of this port."""
    every = catalogue.boards()
    used = {driver for board in every for driver in board.drivers()}
    drivers = ROOT / "firmware" / "drivers"
    files = [*sorted((ROOT / "firmware" / "pacer").rglob("*.py")), ROOT / "firmware" / "pak.py"]
    files += [board.folder / "board.py" for board in every if board.port == port != "unix"]
    if port == "esp32":
        files += [path for path in sorted(drivers.glob("*.py")) if path.stem not in used]
    return [path for path in files if path.is_file()]


def main() -> int:
    port = sys.argv[1]
    complaints = check(port, files_of(port))
    for board in catalogue.boards():
        if board.port == port != "unix":
            complaints += check(port, [ROOT / "firmware" / "main.py"], board=board.folder)
    for line in complaints:
        print(f"[{port}] {line.removeprefix(str(ROOT) + '/')}", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
