# SPDX-License-Identifier: MIT
"""Files on a simulated watch's flash image, read and written while it is off.

Not here: files on a running watch (`device`).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from trackpacer.errors import UserError
from trackpacer.resources import boards_dir
from trackpacer.simulation import vm

BLOCK = 4096
BLOCKS = 512


def change(
    image: Path, changes: Mapping[str, bytes | None], blocks: int = BLOCKS
) -> dict[str, bytes]:
    """Puts files on the image (None deletes) and returns all that are on it, by path.

    An image that is not there is a new chip. Raises UserError when it cannot be mounted.
    """
    image.touch()
    script = boards_dir() / "simulator" / "flash_image.py"
    wanted = {path: None if data is None else data.hex() for path, data in changes.items()}
    ran = subprocess.run(
        vm.vm_command([str(script), str(image), str(blocks)]),
        input=json.dumps(wanted).encode(),
        capture_output=True,
        check=False,
    )
    if ran.returncode != 0:
        raise UserError(
            f"{image}: this flash image cannot be used",
            "give another --state folder, or delete this one to begin with an empty watch",
        )
    return {path: bytes.fromhex(data) for path, data in json.loads(ran.stdout).items()}


def read(image: Path, blocks: int = BLOCKS) -> dict[str, bytes]:
    """All files on the image, by path."""
    return change(image, {}, blocks)
