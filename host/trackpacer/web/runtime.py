# SPDX-License-Identifier: MIT
"""The Python that runs in a browser: Pyodide, at a pinned version, as npm has it.

A wheel made by `make wheel` carries it; elsewhere it is fetched through npm once, and kept in the
user's cache. Not here: the page that loads it (`page/worker.js`).
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from trackpacer.web import npm

VERSION = "314.0.7"
PACKAGE = f"pyodide@{VERSION}"
SHA512 = (
    "d18bd7c4485f11da4b7dbfd790cd8114078c44eab488c517d9bcf31fda4eb6dc"
    "8c716930abe1db139bb2b860fcd8b37bcb6abe48dbe2ffa579244b0e943d91d4"
)
LOCK = "pyodide-lock.json"
FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", LOCK)

BUNDLED = Path(__file__).resolve().parent.parent / "_data" / "pyodide"


def folder() -> Path:
    """The folder that holds `FILES`, which are fetched if they are nowhere yet.

    Raises UserError where they cannot be fetched, OSError where they cannot be kept.
    """
    for found in (BUNDLED, _cache()):
        if all((found / name).is_file() for name in FILES):
            return found
    return fetch(_cache())


def fetch(into: Path) -> Path:
    """Fetch `FILES` through npm. Raises UserError, OSError."""
    from trackpacer.files import write_whole

    found = npm.files(PACKAGE, SHA512, FILES)
    found[LOCK] = _without_packages(found[LOCK])
    into.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        write_whole(into / name, found[name])
    return into


def _without_packages(lock: bytes) -> bytes:
    """What Pyodide wants to know of itself, without the packages that it could load from afar."""
    whole = json.loads(lock)
    return json.dumps({"info": whole["info"], "packages": {}}).encode()


def _cache() -> Path:
    given = os.environ.get("PACER_CACHE_DIR")
    if given:
        return Path(given) / f"pyodide-{VERSION}"
    from platformdirs import user_cache_path

    return Path(user_cache_path("trackpacer", appauthor=False)) / f"pyodide-{VERSION}"


if __name__ == "__main__":
    fetch(BUNDLED)
