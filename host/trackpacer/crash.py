# SPDX-License-Identifier: MIT
"""A file that tells of a fault of ours: for whoever mends it, not for the user to read.

It holds where in the code it was, the versions, the system and the words of the command; nothing of
laps or watches but what stands in those. Not here: what the user is told (`cli.ending`).
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import trackpacer
from trackpacer.shown import shown

KEPT = 20
_LONGEST = 200_000
_LONGEST_WORD = 500


def write(error: BaseException, words: Sequence[str]) -> Path | None:
    """Write the file, in the user's folder or else in the system's for such; None when neither can
    be written to. Of older ones the newest 20 stay."""
    text = _text(error, words)
    name = f"crash-{datetime.now():%Y-%m-%d-%H%M%S}-{os.getpid()}.txt"
    for folder in (_folder, lambda: Path(tempfile.gettempdir())):
        try:
            path = folder() / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            if path.parent.name == "crashes":
                for old in sorted(path.parent.glob("crash-*.txt"))[:-KEPT]:
                    old.unlink(missing_ok=True)
            return path
        except Exception:
            continue
    return None


def _folder() -> Path:
    from trackpacer.folders import data_folder

    return data_folder() / "crashes"


def _text(error: BaseException, words: Sequence[str]) -> str:
    command = " ".join(repr(word if len(word) < _LONGEST_WORD else "...") for word in words)
    try:
        told = "".join(traceback.format_exception(error))
    except Exception as other:  # an exception that cannot say itself
        told = f"{type(error).__name__}, which cannot be told: {type(other).__name__}\n"
        told += "".join(traceback.format_tb(error.__traceback__))
    if len(told) > _LONGEST:
        told = f"{told[: _LONGEST // 2]}\n[...]\n{told[-_LONGEST // 2 :]}"
    head = (
        f"pacer {trackpacer.__version__}, Python {platform.python_version()}, "
        f"{platform.platform()}\n"
        f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n"
        f"pacer {command}\n{sys.executable}\n\n"
    )
    return shown(head + told, lines=True)
