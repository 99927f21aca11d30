# SPDX-License-Identifier: MIT
"""The user's lap logs on the laptop: one folder, files named by date and session.

    logs/2026-11-23-1830-25x400-zoe.log    as the watch wrote it, never changed
    logs/2026-11-23-1830-25x400-zoe.json   where it came from, how it was dated, and edits
    logs/2026-11-23-1845-25x400-ben.hand   a session timed by hand (JSON), edits beside it alike
    programs/1A2B3C4D.tpp                  programs by identity, so that a report finds its targets
    programs/1A2B3C4D.txt                  what the coach wrote for it
    errors/red-watch.txt                   each watch's error log
    index.sqlite                           what lists show of each log (`index`); may be deleted

The folder is the platform's for user data, or $PACER_DATA. Not here: the watch (`fetch`).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackpacer import locks
from trackpacer.errors import UserError
from trackpacer.firmware import program as program_format
from trackpacer.folders import data_folder
from trackpacer.laps import edits as edits_format
from trackpacer.laps import log as log_format
from trackpacer.laps import naming
from trackpacer.laps import result as results
from trackpacer.laps.edits import Edits
from trackpacer.laps.result import Result
from trackpacer.records import record
from trackpacer.shown import json_lines, line
from trackpacer.times import moment

if TYPE_CHECKING:
    from trackpacer.laps.index import Entry
    from trackpacer.laps.overview import Overview

LOG = ".log"
HAND = ".hand"
_MOST_ERRORS = 1 << 16
"""Characters of a watch's error log; a watch keeps 4,096 bytes."""
_PROGRAM = re.compile(r"[0-9A-F]{8}\.tpp")


def slug(text: str, longest: int = 40, any_script: bool = False) -> str:
    """A name for a file: lower case letters, digits and hyphens; '25 x 400' becomes '25x400'.

    What is longer than `longest` is cut. Letters that are not Latin are left out, as a watch's
    files want it, unless `any_script`.
    """
    plain = unicodedata.normalize("NFKD", text.replace("×", "x"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = re.sub(r"(?<=\d)\s*x\s*(?=\d)", "x", plain)
    parted = re.sub(r"[\W_]+" if any_script else r"[^a-z0-9]+", "-", plain)
    return parted.strip("-")[:longest].strip("-")


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place as a whole, on disk before it has its name; then read it back.

    UserError when what is on disk is not what was written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
        found = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"{path}: {error.strerror or error}", "is the disk full or write-protected?"
        ) from error
    if hashlib.sha256(found).digest() != hashlib.sha256(data).digest():
        raise UserError(f"{path}: what is on the disk is not what was written", "check the disk")


@record
class Stored:
    """One session in the store: its file, and the JSON beside it."""

    path: Path

    @property
    def beside(self) -> Path:
        return self.path.with_suffix(".json")

    @property
    def stem(self) -> str:
        return self.path.stem

    def about(self) -> dict[str, Any]:
        """What stands beside the log; empty when there is nothing. UserError when unreadable."""
        try:
            found = json.loads(self.beside.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            raise UserError(
                f"{self.beside}: cannot be read: {error}",
                "correct or delete that file; the log itself is unharmed",
            ) from error
        if not isinstance(found, dict):
            raise UserError(f"{self.beside}: not a JSON object", "correct or delete that file")
        return found

    def edits(self) -> Edits:
        """What was added by hand."""
        return edits_format.from_json(self.about().get("edits", {}), str(self.beside))

    def keep_edits(self, edits: Edits) -> None:
        """Put these edits beside the log, in place of those that were there."""
        about = self.about()
        found = edits_format.to_json(edits_format.check(edits))
        about.pop("edits", None)
        if found:
            about["edits"] = found
        self.keep_about(about)

    def keep_about(self, about: dict[str, Any]) -> None:
        """Replace what stands beside the log; nothing stands there when there is nothing to say."""
        if about:
            write_whole(self.beside, json_lines(about))
        else:
            self.beside.unlink(missing_ok=True)


def _ms(time: Any) -> int:
    """A time out of a file. ValueError when it is none that somebody ran."""
    if not isinstance(time, int) or isinstance(time, bool) or not 0 < time < 86_400_000:
        raise ValueError(f"{time!r} is no time in ms")
    return time


def _when(entry: Entry) -> tuple[str, str]:
    """What sessions are put in order by: as a file's name begins, but with the date as it is known
    now, and to the second: a squad's begin within one minute."""
    if entry.about is not None and entry.about.began is not None:
        return f"{entry.about.began:%Y-%m-%d-%H%M%S}", entry.name
    # One that cannot be read is the last of its minute: its second is not known.
    return f"{entry.name[:15]}99" if entry.name[:1].isdigit() else "", entry.name


class Store:
    """The logs, programs and watch errors under one folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder()
        self.logs = self.folder / "logs"
        self.programs = self.folder / "programs"
        self.errors = self.folder / "errors"

    # logs

    def all(self) -> list[Stored]:
        """Every session, oldest first (by file name, which begins with its date)."""
        if not self.logs.is_dir():
            return []
        found = [p for p in self.logs.iterdir() if p.suffix in (LOG, HAND)]
        return [Stored(path) for path in sorted(found, key=lambda path: path.name)]

    def entries(self, progress: Callable[[int, int], None] | None = None) -> list[Entry]:
        """What the index says of every session, oldest first by its date, a corrected one too
        (without one: before all others); what is new is read for it.

        progress: how many of those are read.
        """
        from trackpacer.laps.index import Index

        index = Index(self.logs, self.folder / "index.sqlite", (LOG, HAND), ".json")
        return sorted(index.entries(self._identities(), self._overview, progress), key=_when)

    def stored(self, entry: Entry) -> Stored:
        """The session of an entry."""
        return Stored(self.logs / entry.name)

    def _identities(self) -> frozenset[int]:
        """Of the programs that are here."""
        try:
            names = [name for name in os.listdir(self.programs) if _PROGRAM.fullmatch(name)]
        except OSError:
            return frozenset()
        return frozenset(int(name[:8], 16) for name in names)

    def _overview(self, name: str) -> tuple[int | None, Overview | None, str]:
        from trackpacer.laps import overview

        stored = Stored(self.logs / name)
        try:
            result = self.result(stored)
        except UserError as error:
            return None, None, str(error).removeprefix(f"{stored.path}: ")
        return result.identity, overview.of(result), ""

    def find(self, data: bytes) -> tuple[Stored | None, Stored | None]:
        """The stored log with exactly these bytes, and one that they continue: fetched before its
        session went on."""
        from trackpacer.laps.index import HEAD

        digest = hashlib.sha256(data).hexdigest()
        head = data[:HEAD].hex()
        same = beginning = None
        for entry in self.entries():
            stored = self.stored(entry)
            if entry.size == len(data) and entry.digest == digest:
                same = stored if stored.path.read_bytes() == data else same
            elif 0 < entry.size < len(data) and head.startswith(entry.head):
                shorter = stored.path.suffix == LOG
                if shorter and data.startswith(stored.path.read_bytes()):
                    beginning = stored
        return same, beginning

    def alone(self) -> AbstractContextManager[None]:
        """The only one that changes this folder meanwhile."""
        return locks.folder(self.folder)

    def _free_path(self, began: datetime | None, names: Sequence[str], end: str) -> Path:
        stamp = f"{began:%Y-%m-%d-%H%M}" if began else "undated"
        stem = "-".join([stamp, *filter(None, (slug(name, 40, True) for name in names))])
        path = self.logs / (stem + end)
        number = 2
        while self._taken(path):
            path = self.logs / f"{stem}-{number}{end}"
            number += 1
        return path

    def _taken(self, path: Path) -> bool:
        """Whether a session has this name. What stands beside one that a cut fetch never put there
        does not count, unless somebody edited it."""
        if path.with_suffix(LOG).exists() or path.with_suffix(HAND).exists():
            return True
        try:
            return bool(Stored(path).about().get("edits"))
        except UserError:
            return Stored(path).beside.exists()  # not where `logs` is no folder: no name is free

    def keep_log(self, data: bytes, about: dict[str, Any], began: datetime | None) -> Stored:
        """Keep a log's bytes, verified on disk. `about` is put beside it first, so that no log is
        ever there without its date. `began`: where the log itself does not know."""
        try:
            log = log_format.read(data)
            began = log.began or began
            called = naming.title(log, self.program(log.identity))
            names = [called, log.athlete or str(about.get("athlete", "")) or log.watch]
        except log_format.LogError:
            names = ["unreadable"]
        with self.alone():
            path = self._free_path(began, names, LOG)
            stored = Stored(path)
            stored.keep_about(about)
            write_whole(path, data)
        return stored

    def grow(self, stored: Stored, data: bytes) -> None:
        """Put a longer reading of a log in the place of its beginning."""
        write_whole(stored.path, data)

    def keep_hand(self, session: dict[str, Any], began: datetime) -> Stored:
        """Keep a session timed by hand."""
        names = [session.get("session", ""), session.get("athlete", "")]
        with self.alone():
            path = self._free_path(began, names, HAND)
            write_whole(path, json_lines(session))
        return Stored(path)

    def choose(self, name: str | None = None) -> Stored:
        """The session that a user means: None or 'last' the newest, a number counted back from it
        (1 is the newest), the beginning of a file name, or a path. UserError when there is none.
        """
        if name and (os.sep in name or name.endswith((LOG, HAND))):
            path = Path(name) if Path(name).exists() else self.logs / name
            if not path.is_file():
                raise UserError(f"no such log: {name}", "pacer logs lists them")
            return Stored(path)
        if name is None or name == "last":
            return self._numbered(1)
        if name.isdecimal() and len(name) < 4:
            return self._numbered(int(name))
        found = [stored for stored in self.all() if stored.stem.startswith(name)]
        exact = [stored for stored in found if stored.stem == name]
        if len(exact or found) != 1:
            raise UserError(
                f"{len(found) or 'no'} logs begin with {name!r}", "pacer logs lists them"
            )
        return (exact or found)[0]

    def _numbered(self, number: int) -> Stored:
        # As `pacer logs` numbers them: a link that leads nowhere, or a folder, has none.
        every = self.entries()
        if not every:
            raise UserError(f"there are no lap logs in {self.logs}", "fetch them: pacer fetch")
        if not 1 <= number <= len(every):
            raise UserError(f"no log {number}", f"1 (the newest) to {len(every)}: pacer logs")
        return self.stored(every[-number])

    # programs

    def keep_program(self, program: bytes, text: str = "") -> None:
        """Keep a program by its identity, for reports, and the coach's text that it was made of.
        FormatError when it is none."""
        header = program_format.verify(program)
        path = self._program_path(header.identity)
        with self.alone():
            if self.program(header.identity) != program:  # not here yet, or damaged since
                write_whole(path, program)
            if text:
                write_whole(path.with_suffix(".txt"), text.encode("utf-8", "replace"))

    def text(self, identity: int | None) -> str:
        """What the coach wrote for the program of that identity; '' where that is not here."""
        if identity is None:
            return ""
        try:
            return self._program_path(identity).with_suffix(".txt").read_text("utf-8", "replace")
        except OSError:
            return ""

    def program(self, identity: int | None) -> bytes | None:
        """The program of that identity, or None."""
        if identity is None:
            return None
        path = self._program_path(identity)
        return path.read_bytes() if path.exists() else None

    def _program_path(self, identity: int) -> Path:
        return self.programs / f"{identity:08X}.tpp"

    # results

    def result(self, stored: Stored) -> Result:
        """A stored session as it was run, with its program and edits. LogError, UserError."""
        try:
            data = stored.path.read_bytes()
        except OSError as error:
            raise UserError(f"{stored.path}: {error.strerror}") from error
        edits = stored.edits()
        if stored.path.suffix == HAND:
            return self._hand(stored, data, edits)
        log = log_format.read(data, str(stored.path))
        about = stored.about()
        try:
            began = moment(about["began"]) if about.get("began") else None
        except ValueError:
            began = None
        wearer = line(str(about.get("athlete", "")))
        dated = line(str(about.get("dated", "")))
        text = self.text(log.identity)
        return results.build(log, self.program(log.identity), edits, began, dated, wearer, text)

    def _hand(self, stored: Stored, data: bytes, edits: Edits) -> Result:
        try:
            found = json.loads(data)
            identity = found.get("identity")
            return results.by_hand(
                title=str(found["session"]),
                athlete=str(found.get("athlete", "")),
                began=moment(found["began"]),
                times_ms=[None if time is None else _ms(time) for time in found["times_ms"]],
                program=self.program(int(identity, 16)) if identity else None,
                target_ms=_ms(found["target_ms"]) if found.get("target_ms") else None,
                edits=edits,
            )
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            what = f"it has no {error}" if isinstance(error, KeyError) else str(error)
            raise UserError(f"{stored.path}: not a session timed by hand: {what}") from error

    # errors

    def keep_errors(self, watch: str, text: str) -> int:
        """Add to a watch's error log what it did not have yet; returns how many lines."""
        with self.alone():
            return self._keep_errors(watch, text)

    def _keep_errors(self, watch: str, text: str) -> int:
        path = self.errors / ((slug(watch, any_script=True) or "watch") + ".txt")
        had = path.read_text("utf-8", "replace").splitlines() if path.exists() else []
        new = text[-_MOST_ERRORS:].splitlines()
        # The watch keeps only the newest lines: the first of them are here already, in their order,
        # among those of another watch that has the same name.
        ours = iter(had)
        shared = sum(1 for _ in itertools.takewhile(lambda one: one in ours, new))
        if len(new) > shared:
            write_whole(path, ("\n".join(had + new[shared:]) + "\n").encode())
        return len(new) - shared
