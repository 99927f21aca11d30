# SPDX-License-Identifier: MIT
"""Files on the laptop that are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from trackpacer.errors import UserError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside and rename it into place. Raises UserError or OSError that names `path`.

    What is no ordinary file (a device, a pipe) is written to and never replaced; where a link
    stands, the file that it leads to is written.
    """
    if not path.name:
        raise UserError(f"{str(path)!r} is no file", "name the file to write")
    try:
        target = Path(os.path.realpath(path))
        try:
            special = not stat.S_ISREG(target.stat().st_mode)
        except FileNotFoundError:
            special = False
        if special:
            with open(path, "wb") as file:  # a folder is refused here
                file.write(data)
            return
        # A name of this process's own: another may be writing the same file.
        aside = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            aside.write_bytes(data)
            os.replace(aside, target)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
