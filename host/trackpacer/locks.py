# SPDX-License-Identifier: MIT
"""One `pacer` at a time: on the user's folder for the moment of a change, on a watch for as long as
it is talked to. The others wait.

Not here: what is locked (`laps.store`, `paces.athletes`, `device`).
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer.errors import UserError

if TYPE_CHECKING:
    from filelock import BaseFileLock

FOLDER_S = 60.0
"""A change takes milliseconds."""
WATCH_S = 120.0
"""A fetch of a season's logs takes about as long."""
_SILENT_S = 1.0


@contextmanager
def folder(path: Path, patience_s: float = FOLDER_S) -> Iterator[None]:
    """Alone in a folder, among all processes and threads; once more within is no wait.

    UserError when another does not end. A file system that cannot lock is used without.
    """
    lock = _lock(path.absolute() / ".lock")
    if lock is None or not _taken(lock, f"with {path}", patience_s):
        yield
        return
    try:
        yield
    finally:
        lock.release()


class Watch:
    """Alone with the watch on that port, from `take` to `leave`, in whatever thread."""

    def __init__(self, port: str) -> None:
        self._port = port
        where = Path(tempfile.gettempdir()) / f"pacer-{_user()}"
        path = where / f"{sha256(port.encode(errors='replace')).hexdigest()[:16]}.lock"
        self._lock = _new(path, thread_local=False)
        self._held = False

    def take(self) -> None:
        """UserError when another `pacer` talks to it all the time."""
        if self._lock is not None:
            self._held = _taken(self._lock, f"with the watch on {self._port}", WATCH_S)

    def leave(self) -> None:
        """Safe to call twice."""
        if self._held and self._lock is not None:
            self._held = False
            self._lock.release()


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "user"


_KNOWN: dict[Path, BaseFileLock] = {}


def _lock(path: Path) -> BaseFileLock | None:
    """One object for a path: a thread that has it may take it again."""
    if path not in _KNOWN:
        made = _new(path, thread_local=True)
        if made is None:
            return None
        _KNOWN.setdefault(path, made)
    return _KNOWN[path]


def _new(path: Path, thread_local: bool) -> BaseFileLock | None:
    try:
        from filelock import FileLock
    except ImportError:
        return None  # in a browser, whose pages take turns by themselves
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None  # whoever writes there next says why not
    return FileLock(path, thread_local=thread_local)


def _taken(lock: BaseFileLock, what: str, patience_s: float) -> bool:
    """Whether it is taken; False where nothing can be locked. UserError after `patience_s`."""
    from filelock import Timeout

    end = time.monotonic() + patience_s
    try:
        try:
            lock.acquire(timeout=min(_SILENT_S, patience_s))
        except Timeout:
            print(f"waiting: another pacer is busy {what}", file=sys.stderr)
            lock.acquire(timeout=max(0.0, end - time.monotonic()))
    except Timeout:
        raise UserError(
            f"another pacer is busy {what}", "wait until it is done, then try again"
        ) from None
    except (OSError, NotImplementedError):
        return False
    return True
