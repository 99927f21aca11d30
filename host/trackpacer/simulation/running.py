# SPDX-License-Identifier: MIT
"""Which simulated watches run: a file each in the user's data folder, for as long as they do.

So that `pacer devices` finds one as it finds a real one. Who runs the watch keeps its file locked;
a file that can be locked is a dead one's, however that ended. Light: no VM, no radio.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trackpacer.folders import data_folder
from trackpacer.records import fields, record


@record
class Running:
    """A simulated watch: the port it is plugged in at ('' for none), and the air it is on.

    air: 'HOST:PORT' where laptops join it, '' without Bluetooth. passkey: what the air's watches
    ask for, -1 for none.
    """

    name: str
    port: str
    air: str = ""
    passkey: int = -1


def folder() -> Path:
    """Where the files are."""
    return data_folder() / "simulated"


@contextmanager
def announced(watch: Running) -> Iterator[None]:
    """While in the block, `running` tells of the watch."""
    try:
        import fcntl
    except ImportError:  # there is no simulated watch on such a system
        yield
        return
    folder().mkdir(parents=True, exist_ok=True)
    name = "".join(letter if letter.isalnum() else "-" for letter in watch.port)
    path = folder() / f"{os.getpid()}{name}.json"
    aside = path.with_suffix(".part")
    with aside.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(json.dumps(fields(watch)))
        file.flush()
        aside.rename(path)  # locked before it is seen
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                folder().rmdir()


def running() -> list[Running]:
    """The simulated watches that run now, by name."""
    found = []
    try:
        import fcntl

        files = sorted(folder().glob("*.json"))
    except (ImportError, OSError):
        return []
    for path in files:
        try:
            with path.open("r+", encoding="utf-8") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    found.append(Running(**json.loads(file.read())))
                else:
                    path.unlink(missing_ok=True)
        except (OSError, ValueError, TypeError):
            continue
    return sorted(found, key=lambda watch: watch.name)


def passkey_on(air: str) -> int | None:
    """The passkey of the watches on that air; None when none of them is announced."""
    return next((one.passkey for one in running() if one.air == air and one.passkey >= 0), None)
