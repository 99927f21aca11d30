# SPDX-License-Identifier: MIT
"""What is known of every stored log without reading it: one small database beside them.

It holds nothing that the logs do not say, and may be deleted at any time. A row counts while its
log, what stands beside it, and whether its program is here are as they were; what changed is read
anew. Where it cannot be written (a read-only disk, a browser), every log is read each time. Not
here: the logs themselves (`store`).
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import trackpacer
from trackpacer.laps import overview
from trackpacer.laps.overview import Overview
from trackpacer.records import record

if TYPE_CHECKING:
    import sqlite3

HEAD = 26
"""Bytes that begin every log (firmware/FORMAT.md): its program, start and boot."""
_FORM = f"2 {trackpacer.__version__}"  # rows of another version are not looked at
_SETTLED_NS = 3_000_000_000  # a file this young may change without its time telling
_TABLE = """
create table logs (
    name text primary key, size integer, digest text, head text, stamp text,
    identity integer, about text, problem text
)
"""


@record
class Entry:
    """A stored session: its file's name, bytes, SHA-256, first bytes; what it is, or what is wrong
    with it. identity: of its program, None when not known."""

    name: str
    size: int
    digest: str
    head: str
    identity: int | None
    about: Overview | None
    problem: str


Reading = Callable[[str], tuple[int | None, Overview | None, str]]
"""Reads the session of a file's name: identity, overview, or the problem."""
Progress = Callable[[int, int], None]


class Index:
    """Of one folder of logs. `suffixes`: of the files that are sessions; `beside`: of what stands
    beside each."""

    def __init__(self, logs: Path, file: Path, suffixes: tuple[str, ...], beside: str) -> None:
        self._logs = logs
        self._file = file
        self._suffixes = suffixes
        self._beside = beside

    def entries(
        self, programs: frozenset[int], read: Reading, progress: Progress | None = None
    ) -> list[Entry]:
        """Every session, by name. programs: identities of those that are here; read: called for
        what is new or changed; progress: how many of these are done."""
        stamps = self._stamps()
        known = self._known()
        found: dict[str, Entry] = {}
        stale: list[str] = []
        for name, stamp in stamps.items():
            row = known.get(name)
            entry = _entry(row, f"{stamp} {row[5] in programs}") if row else None
            if entry is None:
                stale.append(name)
            else:
                found[name] = entry
        rows = []
        now = time.time_ns()
        for number, name in enumerate(stale):
            try:
                data = (self._logs / name).read_bytes()
            except OSError:
                continue  # it went meanwhile
            identity, about, problem = read(name)
            entry = _made(name, data, identity, about, problem)
            found[name] = entry
            stamp = stamps[name]
            if abs(now - int(stamp.split()[0])) > _SETTLED_NS and name.isprintable():
                rows.append(_row(entry, f"{stamp} {identity in programs}"))
            if progress is not None:
                progress(number + 1, len(stale))
        self._keep(rows, [name for name in known if name not in stamps])
        return [found[name] for name in sorted(found)]

    def _stamps(self) -> dict[str, str]:
        """For each session what tells that it changed: the younger of its two files' times, both
        sizes and times."""
        logs: dict[str, os.stat_result] = {}
        beside: dict[str, os.stat_result] = {}
        try:
            with os.scandir(self._logs) as files:
                for file in files:
                    stem, suffix = os.path.splitext(file.name)
                    with suppress(FileNotFoundError):  # it went meanwhile
                        if suffix in self._suffixes:
                            logs[file.name] = file.stat()
                        elif suffix == self._beside:
                            beside[stem] = file.stat()
        except (FileNotFoundError, NotADirectoryError):
            return {}
        stamps = {}
        for name, log in logs.items():
            parts = [log.st_size, log.st_mtime_ns]
            youngest = log.st_mtime_ns
            other = beside.get(os.path.splitext(name)[0])
            if other is not None:
                parts += [other.st_size, other.st_mtime_ns]
                youngest = max(youngest, other.st_mtime_ns)
            stamps[name] = " ".join(map(str, [youngest, *parts]))
        return stamps

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        import sqlite3

        with closing(sqlite3.connect(self._file, timeout=5)) as database, database:
            form = database.execute("pragma user_version").fetchone()[0]
            wanted = int.from_bytes(hashlib.sha256(_FORM.encode()).digest()[:4], "big") >> 1
            if form != wanted:
                database.execute("drop table if exists logs")
                database.execute(_TABLE)
                database.execute(f"pragma user_version = {wanted}")
            yield database

    def _known(self) -> dict[str, tuple[Any, ...]]:
        if not self._file.exists():
            return {}
        import sqlite3

        try:
            with self._database() as database:
                return {row[0]: row for row in database.execute("select * from logs")}
        except (sqlite3.Error, UnicodeError):  # a damaged one may name its columns in no text
            return {}

    def _keep(self, rows: list[tuple[Any, ...]], gone: list[str]) -> None:
        if not rows and not gone:
            return
        try:
            import sqlite3
        except ImportError:
            return  # a browser's Python has none
        for again in (True, False):
            try:
                with self._database() as database:
                    database.executemany("delete from logs where name = ?", [(n,) for n in gone])
                    database.executemany(
                        "insert or replace into logs values (?, ?, ?, ?, ?, ?, ?, ?)", rows
                    )
                return
            except sqlite3.OperationalError:
                return  # busy, or nothing can be written here: read anew next time
            except (sqlite3.Error, UnicodeError):
                # It is no database any more: it holds nothing that cannot be had again.
                if again:
                    self._file.unlink(missing_ok=True)


def _made(
    name: str, data: bytes, identity: int | None, about: Overview | None, problem: str
) -> Entry:
    digest = hashlib.sha256(data).hexdigest()
    return Entry(name, len(data), digest, data[:HEAD].hex(), identity, about, problem)


def _row(entry: Entry, stamp: str) -> tuple[Any, ...]:
    about = json.dumps(overview.to_json(entry.about)) if entry.about else None
    return (
        *(entry.name, entry.size, entry.digest, entry.head, stamp),
        *(entry.identity, about, entry.problem),
    )


def _entry(row: tuple[Any, ...], stamp: str) -> Entry | None:
    """The entry of a row; None when it is of another state of its files, or is no row of ours."""
    try:
        name, size, digest, head, kept, identity, about, problem = row
        if kept != stamp:
            return None
        found = overview.from_json(json.loads(about)) if about else None
    except (TypeError, ValueError, KeyError):
        return None
    return Entry(name, size, digest, head, identity, found, problem)
