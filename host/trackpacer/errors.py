# SPDX-License-Identifier: MIT
"""The errors a user is meant to see: each is one clear sentence, and `cli` exits with 1."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can mend: what was wrong and, in `hint`, what would be right."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class NotationError(UserError):
    """A text that cannot be read as a session.

    Carries the text, the offset of the first character that was not understood, and what was
    expected there; `str()` is the whole message with line, column, the quoted line and a caret.
    """

    def __init__(
        self, problem: str, text: str, offset: int, expected: str = "", file: str = "session"
    ) -> None:
        self.problem = problem
        self.text = text
        self.offset = max(0, min(offset, len(text)))
        self.expected = expected
        self.file = file
        start = text.rfind("\n", 0, self.offset) + 1
        end = text.find("\n", self.offset)
        line = text[start : end if end >= 0 else len(text)]
        self.line = text.count("\n", 0, self.offset) + 1
        self.column = self.offset - start + 1
        quoted = line.replace("\t", " ").replace("\u00a0", " ")
        message = (
            f"{file}, line {self.line}, column {self.column}: {problem}\n"
            f"  {quoted}\n  {' ' * (self.column - 1)}^"
        )
        if expected:
            message += f"\n  expected {expected}"
        super().__init__(message)
