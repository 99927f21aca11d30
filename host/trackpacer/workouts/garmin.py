# SPDX-License-Identifier: MIT
"""A Garmin that is plugged in: where it is mounted, and the folder that takes new files.

A watch takes a workout from `GARMIN/NewFiles` when it is unplugged, and moves it to its own place.
Older ones are a drive, newer ones answer MTP, which GNOME and KDE mount as a folder too. Not here:
the files.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

from trackpacer.errors import UserError
from trackpacer.files import write_whole
from trackpacer.mounted import folders, places

_FOLDER, _NEW = "garmin", "newfiles"
_NO_RENAME = (errno.ENOTSUP, errno.ENOSYS, errno.EOPNOTSUPP, errno.EXDEV)
"""What MTP, mounted as a folder, answers to putting one file in the place of another."""


def watches(roots: Sequence[Path] | None = None) -> list[Path]:
    """The `GARMIN` folder of each watch that is mounted."""
    found: dict[Path, None] = {}
    for root in places() if roots is None else roots:
        for drive in (root, *folders(root)):
            for folder in (drive, *(folders(drive) if "mtp" in drive.name.lower() else ())):
                garmin = _named(folder, _FOLDER)
                # The drive itself is often called GARMIN too.
                if garmin is not None and _named(garmin, _FOLDER) is None:
                    found[garmin.resolve()] = None
    return list(found)


def new_files(roots: Sequence[Path] | None = None) -> Path:
    """The folder of the one watch that is mounted. UserError where there is none, or several."""
    every = watches(roots)
    if not every:
        raise UserError(
            "no Garmin is mounted here",
            "plug it in and wait for its drive, or name its folder: --to /media/you/GARMIN/GARMIN",
        )
    if len(every) > 1:
        raise UserError(
            f"{len(every)} Garmins are mounted: {', '.join(map(str, every))}", "name one with --to"
        )
    return inside(every[0])


def inside(folder: Path) -> Path:
    """Where new files go, in a drive, its `GARMIN` folder, or a folder as it is."""
    if not folder.is_dir():
        raise UserError(f"there is no folder {folder}", "--to garmin finds a watch that is mounted")
    garmin = _named(folder, _FOLDER) or folder
    found = _named(garmin, _NEW)
    if found is not None:
        return found
    return garmin / "NewFiles" if garmin.name.lower() == _FOLDER else garmin


def put(folder: Path, name: str, data: bytes) -> Path:
    """Copy a file there and read it back; on a drive whole or not at all. UserError, OSError."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    try:
        write_whole(path, data)
    except OSError as error:
        if error.errno not in _NO_RENAME:
            raise
        path.write_bytes(data)
    if path.read_bytes() != data:
        raise UserError(f"{path}: what is there is not what was written", "copy it once more")
    return path


def _named(folder: Path, name: str) -> Path | None:
    """The folder of this name in any case."""
    return next((entry for entry in folders(folder) if entry.name.lower() == name), None)
