# SPDX-License-Identifier: MIT
"""Fetches axe-core, an npm package, which looks for what keeps people out of a page.

`python -m tests.web.fetch_axe FOLDER` leaves axe.min.js in FOLDER. Not here: running it
(`browser`).
"""

from __future__ import annotations

import sys
from pathlib import Path

from trackpacer.web import npm

PACKAGE = "axe-core@4.14.1"
SHA512 = (
    "1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b73"
    "4f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5"
)


def fetch(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in npm.files(PACKAGE, SHA512, ("axe.min.js",)).items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
