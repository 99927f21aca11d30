# SPDX-License-Identifier: MIT
"""Where the firmware and the boards lie: in the wheel, or in the checkout that is being worked on.

Not here: importing the firmware (`firmware`), building a board's image (`device`).
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def firmware_dir() -> Path:
    """The folder that holds `main.py`, `pacer/` and `drivers/`."""
    return _find("firmware")


def boards_dir() -> Path:
    """The folder that holds one folder for each board."""
    return _find("boards")


def _find(name: str) -> Path:
    # A wheel has its own copy; an editable install has none, and uses the checkout around it.
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parents[1] / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"this installation of trackpacer lacks its {name} folder")
