# SPDX-License-Identifier: MIT
"""Compiled programs as files: told from text by their first bytes, and verified."""

from __future__ import annotations

from pathlib import Path

from trackpacer.errors import UserError
from trackpacer.firmware import laplog, opcodes, program


def is_program(path: Path) -> bool:
    """Whether a file begins as a compiled program does (or a lap log, which is no text either)."""
    try:
        if not path.is_file():
            return False  # what a look at a pipe took would be gone
        with path.open("rb") as file:
            begin = file.read(len(laplog.MAGIC))
            # A coach's text may begin with these letters too; no version is a letter or a space.
            after = begin[len(opcodes.MAGIC) : len(opcodes.MAGIC) + 1]
            is_text = after.isalnum() or after.isspace() or after in (b":", b"-", b",")
            return begin == laplog.MAGIC or (begin.startswith(opcodes.MAGIC) and not is_text)
    except (OSError, ValueError):  # a text is no path: too long, or with a null in it
        return False


def read_program(path: Path) -> bytes:
    """The bytes of a program file, verified. Raises UserError with the byte and the reason."""
    with path.open("rb") as file:
        data = file.read(opcodes.MAX_LENGTH + 1)
    if data.startswith(laplog.MAGIC):
        raise UserError(f"{path} is a lap log, not a program", "pacer report shows its laps")
    try:
        program.verify(data)
    except program.FormatError as error:
        raise UserError(f"{path}: {error}", "compile the session again: pacer compile") from None
    return data
