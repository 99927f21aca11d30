# SPDX-License-Identifier: MIT
"""The errors a user is meant to see: each is one clear sentence, and `cli` exits with 1."""

from __future__ import annotations

from trackpacer.shown import acts

TYPE_CHECKING = False  # `typing` itself takes longer to import than a command's help may
if TYPE_CHECKING:
    from trackpacer.notation.readings import Reading

# What is quoted of a line: more would hide the caret, and a whole book may be in one line.
_BEFORE, _AFTER = 60, 40
_LONGEST = 300


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
        self,
        problem: str,
        text: str,
        offset: int,
        expected: str = "",
        file: str = "session",
        listed: str = "",
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
        quoted, caret = _around(line, self.column - 1)
        message = (
            f"{file}, line {self.line}, column {self.column}: {shortened(problem)}\n"
            f"  {quoted}\n  {' ' * caret}^"
        )
        if expected:
            message += f"\n  expected {expected}"
        if listed:
            message += f"\n{listed}"
        super().__init__(message)


class NoRaceError(NotationError):
    """A pace that only a race of the runner's would tell: nothing is wrong with the text."""


class Question(NotationError):
    """A text that may be read in several ways which differ in what is run: which is meant?

    `readings` are those, best first; `str()` lists them after the quoted line. expected: given
    where the text is not understood as it stands, and the readings leave something of it out
    (`leaves_out`).
    """

    def __init__(
        self,
        question: str,
        text: str,
        offset: int,
        readings: tuple[Reading, ...],
        file: str = "session",
        expected: str = "",
    ) -> None:
        self.readings = readings
        self.leaves_out = bool(expected)
        listed = "\n".join(
            line
            for number, reading in enumerate(readings, 1)
            for line in reading.lines(f"{number}) ")
        )
        if expected:
            listed = f"with something left out it would be\n{listed}"
        super().__init__(question, text, offset, expected, file, listed)
        self.expected = (
            expected or "one of these by its number, or the session written as one of them"
        )


def _around(line: str, column: int) -> tuple[str, int]:
    """What stands around a column of a line, each character one wide, and where the column is."""
    first = column - _BEFORE if column > _BEFORE + _AFTER else 0
    last = column + _AFTER if len(line) > first + _BEFORE + 2 * _AFTER else len(line)
    plain = "".join(
        " " if c in "\t\u00a0" else "\ufffd" if acts(c) else c for c in line[first:last]
    )
    before, after = "… " if first else "", " …" if last < len(line) else ""
    return f"{before}{plain}{after}", column - first + len(before)


def shortened(text: str) -> str:
    """A sentence that quotes what may be of any length, its middle left out."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
