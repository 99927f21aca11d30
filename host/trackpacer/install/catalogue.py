# SPDX-License-Identifier: MIT
"""The boards there are: one folder each, found, never listed by hand.

Here: what a board's folder says of it (`board.toml`) and which of our drivers it imports. Not here:
compiling (`build`), copying (`install`).
"""

from __future__ import annotations

import ast
import difflib
import tomllib
from pathlib import Path

from trackpacer.errors import UserError
from trackpacer.records import record
from trackpacer.resources import boards_dir, firmware_dir


@record
class Board:
    """One board's folder, as its board.toml describes it.

    port: of MicroPython ('esp32', 'nrf', 'unix'), or 'circuitpython'. chip: as MicroPython calls
    the processor at its REPL, '' where any will do. architecture: for mpy-cross, '' for byte code.
    micropython: the name of MicroPython's own build for it. root: where the watch's files stand.
    links: 'usb', 'ble'. button: its pin by CircuitPython's name, for boot.py.
    """

    name: str
    folder: Path
    title: str
    port: str
    chip: str
    architecture: str
    micropython: str
    root: str
    links: tuple[str, ...]
    button: str = ""

    @property
    def is_drive(self) -> bool:
        """Whether it runs CircuitPython, so that its files are those of a drive."""
        return self.port == "circuitpython"

    @property
    def wiring(self) -> Path | None:
        """The picture of the wiring, where the board has any."""
        picture = self.folder / "wiring.svg"
        return picture if picture.is_file() else None

    def drivers(self) -> list[str]:
        """The modules under firmware/drivers/ that board.py imports, directly or through others."""
        found: set[str] = set()
        waiting = [self.folder / "board.py"]
        while waiting:
            for name in _drivers_imported(waiting.pop()):
                if name not in found:
                    found.add(name)
                    waiting.append(firmware_dir() / "drivers" / f"{name}.py")
        return sorted(found)


def boards() -> list[Board]:
    """Every board, by name. Raises UserError when a folder's board.toml cannot be read."""
    return [_read(path.parent) for path in sorted(boards_dir().glob("*/board.toml"))]


def board(name: str) -> Board:
    """The board of that name. Raises UserError naming the ones there are."""
    known = {each.name: each for each in boards()}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, 1)
    guess = f"did you mean {near[0]}? " if near else ""
    raise UserError(f"there is no board '{name}'", f"{guess}boards: {', '.join(known)}")


def _read(folder: Path) -> Board:
    path = folder / "board.toml"
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        if found["port"] != "unix" and found["crystal"] is not True:
            raise UserError(
                f"{path}: without a crystal for its ticks a board is no watch: an RC oscillator "
                "is up to 2 % wrong, 1.6 s a lap",
                "take a board with a crystal; boards/README.md names some that have none",
            )
        return Board(
            name=folder.name,
            folder=folder,
            title=found["title"],
            port=found["port"],
            chip=found.get("chip", ""),
            architecture=found.get("architecture", ""),
            micropython=found.get("micropython", ""),
            root=found.get("root", ""),
            links=tuple(found["links"]),
            button=found.get("button", ""),
        )
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path}: {error}") from None
    except KeyError as error:
        hint = "boards/README.md lists what it needs"
        raise UserError(f"{path}: {error} is missing", hint) from None


def _drivers_imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            package, _, module = node.module.partition(".")
            if package == "drivers":
                names.update([module] if module else [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            names.update(
                alias.name.partition(".")[2]
                for alias in node.names
                if alias.name.startswith("drivers.")
            )
    return names
