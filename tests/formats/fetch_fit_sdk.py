# SPDX-License-Identifier: MIT
"""Fetches Garmin's FIT SDK for JavaScript, an npm package, whose decoder our files are read with.

`python -m tests.formats.fetch_fit_sdk FOLDER` leaves its modules in FOLDER. Not here: running it
(`garmin`).
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path, PurePosixPath

from trackpacer.web.npm import package

PACKAGE = "@garmin/fitsdk@21.217.0"
SHA512 = (
    "a08903a36f18aeff1984988e4c16569fc09bf64224700c7ba157cdb60a91b8db"
    "f36c2c8559d2e0d52b545440a3228f6b6eda6f4c3b96f09a9ddcf4e755aa6203"
)


def fetch(folder: Path) -> None:
    with package(PACKAGE, SHA512) as archive:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "src").mkdir(parents=True)
        (folder / "package.json").write_text('{"type": "module"}\n')
        for member in archive.getmembers():
            path = PurePosixPath(member.name)
            content = archive.extractfile(member) if path.suffix == ".js" else None
            if content is not None:
                (folder / "src" / path.name).write_bytes(content.read())


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
