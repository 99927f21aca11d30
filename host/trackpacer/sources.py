# SPDX-License-Identifier: MIT
"""Where a session may come from: a table, a row for each way to name one.

Light to import: each row loads what it needs. Not here: how a text is read (`notation`), for whom
(`read_for`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer.errors import UserError
from trackpacer.records import record

if TYPE_CHECKING:
    from typing import BinaryIO

    from trackpacer.session import Session

LONGEST_TEXT = 100_000  # bytes: the longest program has 1,000 runs


@record
class Found:
    """What a SESSION names.

    text: in the notation; name: what errors call it. session: of another program's workout, whose
    text is exact notation, and needs no reader. program: the bytes of a compiled one, which has no
    text.
    """

    text: str
    name: str
    session: Session | None = None
    program: bytes | None = None


@record
class Source:
    """One row. written: how it is named; help: what it is; takes: whether an argument is one (path:
    the file there, if any); read: what it holds, or UserError."""

    written: str
    help: str
    takes: Callable[[str, Path | None], bool]
    read: Callable[[str, Path | None], Found]


def find(argument: str) -> Found:
    """The session that an argument names. Raises UserError, OSError."""
    path = path_of(argument)
    source = next(source for source in SOURCES if source.takes(argument, path))
    return source.read(argument, path)


def path_of(argument: str) -> Path | None:
    """The file that an argument names, or None when it is a text. Raises UserError."""
    if argument == "-" or not argument.strip() or "\n" in argument or "\0" in argument:
        return None
    if len(argument) > 1000:
        return None
    path = Path(argument)
    try:
        if path.is_dir():
            raise UserError(f"{argument} is a folder", "name a session file in it")
        if path.exists():  # a pipe too: pacer show <(...)
            return path
    except OSError:
        return None
    if path.suffix in (".txt", ".tpp", ".session", ".md", ".fit") and " x " not in argument:
        raise UserError(
            f"there is no file {argument}", "name a file, or write the session itself in quotes"
        )
    return None


def _is_program(argument: str, path: Path | None) -> bool:
    from trackpacer.program_file import is_program

    return path is not None and is_program(path)


def _program(argument: str, path: Path | None) -> Found:
    from trackpacer.program_file import read_program

    assert path is not None
    return Found("", argument, program=read_program(path))


def _standard_input(argument: str, path: Path | None) -> Found:
    return _read(sys.stdin.buffer, "standard input")


def _file(argument: str, path: Path | None) -> Found:
    assert path is not None
    if path.suffix.lower() == ".tpp":
        raise UserError(f"{path} is not a compiled program", "compile the session again")
    with path.open("rb") as file:
        return _read(file, argument)


def _is_in_library(argument: str, path: Path | None) -> bool:
    from trackpacer.coaching import library

    return argument.startswith(library.PREFIX)


def _library(argument: str, path: Path | None) -> Found:
    from trackpacer.coaching import library

    return _found(library.session_text(argument), argument)


def _text(argument: str, path: Path | None) -> Found:
    _bounded(len(argument), "session")
    return _found(argument, "session")


SOURCES = (
    Source("-", "standard input", lambda argument, path: argument == "-", _standard_input),
    Source(
        "FILE.tpp",
        "a compiled program: one runner's, so not for card, price or --squad",
        _is_program,
        _program,
    ),
    Source(
        "FILE",
        "a session's text in a file, or a workout for a Garmin (FIT) or intervals.icu",
        lambda argument, path: path is not None,
        _file,
    ),
    Source(
        "library:NAME",
        "a built-in session, as pacer library lists them",
        _is_in_library,
        _library,
    ),
    Source(
        "TEXT",
        "the session itself, in quotes where the shell would mind",
        lambda argument, path: True,
        _text,
    ),
)


def _found(data: bytes | str, name: str) -> Found:
    """A coach's text, or another program's workout."""
    from trackpacer.workouts.found import workout

    session = workout(data, name)
    if session is not None:
        return Found(session.source, name, session)
    return Found(data if isinstance(data, str) else _decoded(data, name), name)


def _read(file: BinaryIO, name: str) -> Found:
    data = file.read(LONGEST_TEXT + 1)
    _bounded(len(data), name)
    return _found(data, name)


def _decoded(data: bytes, name: str) -> str:
    from trackpacer.workouts.found import decoded

    try:
        return decoded(data)
    except UnicodeDecodeError:
        raise UserError(
            f"{name} is neither text nor a compiled program", "a session's text is in UTF-8"
        ) from None


def _bounded(size: int, name: str) -> None:
    if size > LONGEST_TEXT:
        raise UserError(
            f"{name} is too long for a session", f"the limit is {LONGEST_TEXT // 1000} kB"
        )
