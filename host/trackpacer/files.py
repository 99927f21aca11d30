# SPDX-License-Identifier: MIT
"""Files on the laptop that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside and rename it into place. Raises OSError that names `path`."""
    aside = path.with_name(f".{path.name}.part")
    try:
        try:
            aside.write_bytes(data)
            os.replace(aside, path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
