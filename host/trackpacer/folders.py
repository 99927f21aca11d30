# SPDX-License-Identifier: MIT
"""Where the user's files live: one name, `pacer`, for settings and for data alike.

Not here: what is in them (`paces.athletes`, `laps.store`, `simulation.running`).
"""

from __future__ import annotations

import os
from pathlib import Path

NAME = "pacer"


def config_folder() -> Path:
    """The athletes: $PACER_CONFIG_DIR, or the platform's folder for a user's settings."""
    given = os.environ.get("PACER_CONFIG_DIR")
    if given:
        return Path(given)
    from platformdirs import user_config_path

    folder = Path(user_config_path(NAME, appauthor=False))
    before = Path(user_config_path("trackpacer"))  # what it was called at first
    if before.is_dir() and not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        before.rename(folder)
    return folder


def data_folder() -> Path:
    """The laps: $PACER_DATA, or the platform's folder for a user's data."""
    given = os.environ.get("PACER_DATA")
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return Path(user_data_path(NAME, appauthor=False))
