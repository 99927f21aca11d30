# SPDX-License-Identifier: MIT
"""Who imports whom: as ARCHITECTURE.md says, neither more nor less, and nowhere in a circle."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from importlib.util import resolve_name
from pathlib import Path

import pytest

from tests.support import REPO

PACKAGE = REPO / "host" / "trackpacer"
PAGE = (REPO / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\w+) \| (.*?) \| ([\w, ]*) ?\|$", PAGE, re.MULTILINE)[1:]  # but its head
MAY = {room: set(filter(None, map(str.strip, may.split(",")))) for room, _, may in ROWS}
# Modules that stand in no folder: in the room whose row names them, else in *ground*.
BESIDE = {
    name: room
    for room, about, _ in ROWS
    if room != "ground"
    for name in re.findall(r"`(\w+)`", about)
}
# Whoever starts the command or the demonstration belongs to it.
BESIDE |= {"__main__": "cli", "demo": "cli"}


def imported(path: Path) -> Iterator[str]:
    """What a file imports when it runs, by its full name; `.` stands for its own package."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []  # walked after this, so never
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            dot = "" if module.endswith(".") else "."
            yield from (f"{module}{dot}{name.name}" for name in node.names)


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def target(name: str) -> str:
    """The module of ours that an import means, or ''; a name in a package's `__init__` is it."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return "" if name == "trackpacer" else name


@cache
def edges() -> dict[str, set[str]]:
    """What each module imports of ours."""
    return {
        module: {target(name) for name in imported(path)} - {"", module}
        for module, path in MODULES.items()
    }


def room(module: str) -> str:
    name = module.split(".")[1] if "." in module else "ground"
    return name if (PACKAGE / name).is_dir() else BESIDE.get(name, "ground")


def test_every_room_is_on_the_page() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders | {"ground", *BESIDE.values()} == set(MAY)
    assert [name for name in BESIDE if f"trackpacer.{name}" not in MODULES] == []


def test_the_page_lists_the_rooms_from_the_ground_up() -> None:
    for number, (name, _, _) in enumerate(ROWS):
        assert MAY[name] <= {row[0] for row in ROWS[:number]}, name


def test_rooms_import_what_the_page_allows_and_all_of_it() -> None:
    used: dict[str, set[str]] = {name: set() for name in MAY}
    wrong = []
    for module, others in edges().items():
        for other in others:
            here, there = room(module), room(other)
            if there not in (here, "ground"):
                used[here].add(there)
                if there not in MAY[here]:
                    wrong.append(f"{module} imports {other}")
    assert wrong == []
    assert used == MAY, "the page allows what nobody needs"


def test_no_module_imports_itself_by_way_of_others() -> None:
    tuple(TopologicalSorter(edges()).static_order())  # CycleError names them


def test_no_module_of_the_watch_imports_itself_by_way_of_others() -> None:
    """Nor one that is loaded for a moment."""
    root = REPO / "firmware"
    found = {
        ".".join(path.relative_to(root).with_suffix("").parts): path
        for path in (root / "pacer").rglob("*.py")
    }
    arrows = {
        module: {
            asked if asked in found else asked.rpartition(".")[0]
            for name in imported(path)
            if name.startswith(".")
            for asked in [resolve_name(name, module.rpartition(".")[0])]
        }
        for module, path in found.items()
    }
    assert sum(map(len, arrows.values())) > 50
    assert set().union(*arrows.values()) <= set(found)
    tuple(TopologicalSorter(arrows).static_order())  # CycleError names them


def test_the_watch_s_modules_have_one_door() -> None:
    beside = [
        module
        for module, path in MODULES.items()
        if module != "trackpacer.firmware"
        and any(name.split(".")[0] in ("pacer", "drivers") for name in imported(path))
    ]
    assert beside == []


ON_A_WATCH = {
    *("array", "binascii", "builtins", "collections", "errno", "gc", "io", "json", "micropython"),
    *("os", "struct", "sys", "time", "deflate"),
}
RADIOS = {"sync/bluetooth.py": "bluetooth", "sync/bleio.py": "_bleio"}


@pytest.mark.parametrize("folder", ["pacer", "drivers"])
def test_the_watch_imports_itself_and_what_every_port_has(folder: str) -> None:
    root = REPO / "firmware" / folder
    wrong = []
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        for module in imported(path):
            first = module.split(".")[0]
            if folder == "drivers":
                good = first != "pacer" and not module.startswith("..")
            else:
                good = first in ("", *ON_A_WATCH, RADIOS.get(name, ""))
            if not good:
                wrong.append(f"{folder}/{name} imports {module}")
    assert wrong == []


def test_a_board_is_built_of_drivers() -> None:
    ours = {"pacer", "app", "installed", "trackpacer"}
    wrong = [
        f"{path.parent.name} imports {module}"
        for path in sorted((REPO / "boards").glob("*/board.py"))
        for module in imported(path)
        if module.split(".")[0] in ours
    ]
    assert wrong == []


def test_a_circle_and_a_forbidden_import_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "one.py"
    file.write_text("if TYPE_CHECKING:\n    import a.b\nelse:\n    from . import c\nimport d\n")
    assert set(imported(file)) == {".c", "d"}
    assert sys.modules and target("trackpacer.laps.log.read") == "trackpacer.laps.log"
    assert room("trackpacer.laps.log") == "laps" and room("trackpacer.compiler") == "programs"
