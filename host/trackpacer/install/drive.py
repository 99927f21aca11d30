# SPDX-License-Identifier: MIT
"""Putting a board's firmware on a watch that is a drive: CircuitPython's, mounted on this laptop.

A version is a folder, `app_a` or `app_b`, and `installed.py` names the one that runs. A new one is
copied whole into the folder that does not run, read back, and takes over when `installed.py` is
replaced: until then a pulled cable leaves what was there. Sessions, logs and settings lie elsewhere
and stay. Not here: watches over a serial link (`copying`), what is printed (`cli.install`).
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from trackpacer.device.protocol import SETTINGS_FILE, DeviceError, Progress
from trackpacer.install import build
from trackpacer.install.catalogue import Board
from trackpacer.mounted import folders, places
from trackpacer.records import record
from trackpacer.resources import firmware_dir

SLOTS = ("app_a", "app_b")
MARK = "boot_out.txt"
"""CircuitPython's own note of what it is, on every one of its drives."""
OLDEST = (9, 0)  # its first with supervisor.runtime.ble_workflow as it is used here

_NAMES = re.compile(r"CircuitPython (\d+)\.(\d+)\.\d+\S* on [\d-]+; (.+)")
_INSTALLED = """\
# Which version of the firmware runs. Written by `pacer install`, read at boot.
import sys

sys.path.insert(0, "/{slot}")
"""


@record
class Drive:
    """A mounted drive of CircuitPython's: what its own note says. board_id: '' where it is old."""

    folder: Path
    version: tuple[int, int]
    machine: str
    board_id: str


@record
class Report:
    """What an install did. copied: files written; bytes: theirs; slot: the version that runs."""

    drive: Drive
    copied: int
    bytes: int
    files: int
    slot: str
    settings: dict[str, Any]


def drives(roots: Sequence[Path] | None = None) -> list[Drive]:
    """Every drive of CircuitPython's that is mounted here."""
    found: dict[Path, Drive] = {}
    for root in places() if roots is None else roots:
        for folder in (root, *folders(root)):
            drive = _look(folder)
            if drive is not None:
                found[folder.resolve()] = drive
    return list(found.values())


def one(folder: str | None, roots: Sequence[Path] | None = None) -> Drive:
    """The drive in that folder, or the only one there is. Raises DeviceError."""
    if folder is not None:
        drive = _look(Path(folder))
        if drive is None:
            raise DeviceError(
                f"{folder} is no drive of CircuitPython's: it has no {MARK}",
                "name the drive that appears when the watch is plugged in",
            )
        return drive
    every = drives(roots)
    if not every:
        raise DeviceError(
            "no drive of a watch is mounted here",
            "hold its button, plug it in, wait for the drive CIRCUITPY; or name it with --drive",
        )
    if len(every) > 1:
        named = ", ".join(str(drive.folder) for drive in every)
        raise DeviceError(f"{len(every)} drives are mounted: {named}", "name one with --drive")
    return every[0]


def check(drive: Drive, board: Board) -> None:
    """Raises DeviceError when this drive is of another board, too old, or cannot be written."""
    if drive.board_id and drive.board_id.lower() != board.micropython.lower():
        raise DeviceError(
            f"the drive {drive.folder} is of another board: {drive.machine}",
            "name the board with --board; `pacer boards` lists them",
        )
    if drive.version < OLDEST:
        raise DeviceError(
            f"the drive {drive.folder} runs CircuitPython {drive.version[0]}.{drive.version[1]}, "
            f"older than {OLDEST[0]}.{OLDEST[1]}",
            f"copy its logs, then flash a newer one: boards/{board.name}/README.md",
        )
    probe = drive.folder / ".pacer"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        raise DeviceError(
            f"the drive {drive.folder} can be read only: the watch is writing on it",
            "unplug it, hold its button, plug it in again, and let go when the drive is there",
        ) from None


def install(
    drive: Drive,
    board: Board,
    settings: Callable[[dict[str, Any]], dict[str, Any]],
    progress: Callable[[str], Progress] | None = None,
) -> Report:
    """Puts the board's firmware and settings on its drive. Raises DeviceError."""
    check(drive, board)
    files = build.plain_files(board)
    try:
        return _install(drive, board, files, settings, progress)
    except OSError as error:
        raise DeviceError(
            f"the drive {drive.folder} failed: {error.strerror or error}",
            "plug it in again with its button held, and run the command again",
        ) from None


def _install(
    drive: Drive,
    board: Board,
    files: list[build.BuiltFile],
    settings: Callable[[dict[str, Any]], dict[str, Any]],
    progress: Callable[[str], Progress] | None,
) -> Report:
    root = drive.folder
    running = _running(root)
    same = bool(running) and _is_there(root / running, files)
    slot = running if same else SLOTS[running == SLOTS[0]]
    copied = size = 0
    if not same:
        target = root / slot
        shutil.rmtree(target, ignore_errors=True)
        total = sum(len(file.data) for file in files)
        tell = progress("the firmware") if progress else None
        for file in files:
            _put(target / file.path, file.data)
            copied += 1
            size += len(file.data)
            if tell:
                tell(size, total)
    for name, data in root_files(board).items():
        if _bytes(root / name) != data:
            _put(root / name, data)
            copied += 1
            size += len(data)
    merged = _settings(root / SETTINGS_FILE, settings)
    if not same:
        _put(root / "installed.py", _INSTALLED.format(slot=slot).encode())
        other = root / SLOTS[slot == SLOTS[0]]
        shutil.rmtree(other, ignore_errors=True)
    return Report(drive, copied, size, len(files), slot, merged)


def root_files(board: Board) -> dict[str, bytes]:
    """boot.py and code.py, for this board."""
    folder = firmware_dir() / "circuitpython"
    boot = (folder / "boot.py").read_text(encoding="utf-8")
    return {
        "boot.py": boot.replace("BUTTON_PIN", board.button).encode(),
        "code.py": (folder / "code.py").read_bytes(),
    }


def _running(root: Path) -> str:
    """The folder that `installed.py` names; '' where there is none."""
    text = (_bytes(root / "installed.py") or b"").decode("utf-8", "replace")
    return next((slot for slot in SLOTS if f'"/{slot}"' in text), "")


def is_current(drive: Drive, board: Board) -> bool | None:
    """Whether the version that runs is this pacer's; None where none was installed."""
    running = _running(drive.folder)
    return _is_there(drive.folder / running, build.plain_files(board)) if running else None


def _is_there(folder: Path, files: list[build.BuiltFile]) -> bool:
    return all(_bytes(folder / file.path) == file.data for file in files)


def _settings(path: Path, settings: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    try:
        now = json.loads(_bytes(path) or b"{}")
    except ValueError:
        now = {}
    now = now if isinstance(now, dict) else {}
    changed = settings(now)
    if changed:
        _put(path, json.dumps(now | changed).encode())
    return now | changed


def _put(path: Path, data: bytes) -> None:
    """A file on the drive, written beside and renamed, on the flash before this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".new")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    if path.read_bytes() != data:
        raise OSError(f"{path.name} came out damaged")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _look(folder: Path) -> Drive | None:
    text = (_bytes(folder / MARK) or b"").decode("utf-8", "replace")
    found = _NAMES.search(text)
    if found is None:
        return None
    identity = re.search(r"Board ID:\s*(\S+)", text)
    machine = " ".join(found[3].split())
    return Drive(folder, (int(found[1]), int(found[2])), machine, identity[1] if identity else "")
