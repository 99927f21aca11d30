# SPDX-License-Identifier: MIT
"""Compiled programs as files: told from text by their first bytes, and read back as sessions."""

from __future__ import annotations

from pathlib import Path

from trackpacer.errors import UserError
from trackpacer.firmware import program
from trackpacer.session import Session


def is_program(path: Path) -> bool:
    """Whether a file begins as a compiled program does."""
    try:
        with path.open("rb") as file:
            return file.read(len(program.MAGIC) + 1)[:2] == program.MAGIC
    except (OSError, ValueError):  # a text is no path: too long, or with a null in it
        return False


def read_program(path: Path) -> bytes:
    """The bytes of a program file, verified. Raises UserError with the byte and the reason."""
    data = path.read_bytes()
    try:
        program.verify(data)
    except program.FormatError as error:
        raise UserError(f"{path}: {error}", "compile the session again: pacer compile") from None
    return data


def read_session(path: Path) -> Session:
    """A program file as a session, its text the canonical notation of the program."""
    from trackpacer.decompile import session_of

    return session_of(read_program(path))
