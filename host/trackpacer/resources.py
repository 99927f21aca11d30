# SPDX-License-Identifier: MIT
"""Where the firmware and the boards lie: in the wheel, or in the checkout that is being worked on.

Not here: importing the firmware (`firmware`), building a board's image (`device`).
"""

from __future__ import annotations

import os.path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = os.path.dirname(os.path.realpath(__file__))


def firmware_dir() -> Path:
    """The folder that holds `main.py`, `pacer/` and `drivers/`."""
    from pathlib import Path  # 5 ms, which `firmware` does not need to spend

    return Path(firmware_path())


def boards_dir() -> Path:
    """The folder that holds one folder for each board."""
    from pathlib import Path

    return Path(_find("boards"))


def firmware_path() -> str:
    """`firmware_dir()` as text."""
    return _find("firmware")


def _find(name: str) -> str:
    # A wheel has its own copy; an editable install has none, and uses the checkout around it.
    checkout = os.path.dirname(os.path.dirname(_PACKAGE))
    for folder in (os.path.join(_PACKAGE, "_data", name), os.path.join(checkout, name)):
        if os.path.isdir(folder):
            return folder
    raise FileNotFoundError(f"this installation of trackpacer lacks its {name} folder")
