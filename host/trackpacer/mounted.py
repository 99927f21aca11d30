# SPDX-License-Identifier: MIT
"""Where this system mounts drives. Not here: which of them is a watch's."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path


def places() -> list[Path]:
    """The folders that hold mounted drives on this system."""
    if sys.platform == "darwin":
        return [Path("/Volumes")]
    if sys.platform == "win32":
        return [Path(f"{letter}:/") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ"]
    user = os.environ.get("USER", "")
    own = os.getuid() if hasattr(os, "getuid") else 0
    found = [Path("/run/media") / user, Path("/media") / user, Path("/media"), Path("/mnt")]
    return [*dict.fromkeys(found), Path(f"/run/user/{own}/gvfs")]


def folders(folder: Path) -> Iterator[Path]:
    """The folders in one, by name."""
    try:
        yield from sorted(entry for entry in folder.iterdir() if entry.is_dir())
    except OSError:  # no such folder, or one that is another user's
        return
