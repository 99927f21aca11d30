# SPDX-License-Identifier: MIT
"""A place in the tokens: look ahead, take, go back, complain. The grammar's base class."""

from __future__ import annotations

from trackpacer.errors import NotationError
from trackpacer.notation.tokens import Token, normalise, tokenize
from trackpacer.notation.words import FILLER
from trackpacer.paces.races import Race

Mark = tuple[int, int, int]


class Cursor:
    """Tokens of one text and the place the grammar has reached."""

    def __init__(self, text: str, file: str = "session", lap: float = 400.0) -> None:
        self.text = text
        self.file = file
        self.lap = lap
        self.plain = normalise(text)
        self.tokens = tokenize(self.plain, text, file)
        for token in self.tokens:
            if token.kind == "LAPS":
                token.kind = "DIST"
                token.value = token.number * lap
        self.i = 0
        self.token: Token = self.tokens[0]
        self.kind: str = self.token.kind
        self.notes: list[str] = []
        self.passed: list[tuple[int, int]] = []
        self.warnings: list[str] = []
        self.race: Race | None = None

    def step(self) -> Token:
        """Take the token and go on to the next."""
        taken = self.token
        if taken.kind != "END":
            self.i += 1
            self.token = self.tokens[self.i]
            self.kind = self.token.kind
        return taken

    def ahead(self, n: int = 1) -> Token:
        """The token `n` further on."""
        i = self.i + n
        return self.tokens[i] if i < len(self.tokens) else self.tokens[-1]

    def kind_ahead(self, n: int = 1) -> str:
        """The kind of the token `n` further on."""
        i = self.i + n
        return self.tokens[i].kind if i < len(self.tokens) else "END"

    def accept(self, *kinds: str) -> Token | None:
        """Take the token if it is of one of the kinds."""
        return self.step() if self.kind in kinds else None

    def mark(self) -> Mark:
        """A place to come back to."""
        return (self.i, len(self.notes), len(self.passed))

    def back(self, mark: Mark) -> None:
        """Go back, and forget what was noted since."""
        self.i = mark[0]
        self.token = self.tokens[self.i]
        self.kind = self.token.kind
        del self.notes[mark[1] :]
        del self.passed[mark[2] :]

    @property
    def last_end(self) -> int:
        """Where the token before this one ends."""
        return self.tokens[self.i - 1].end if self.i else 0

    def quote(self, start: int, end: int) -> str:
        """The characters as given, blanks tidied."""
        return " ".join(self.text[start:end].split())

    def note(self, sentence: str) -> None:
        """Remember an assumption."""
        self.notes.append(sentence)

    def skip_filler(self) -> None:
        """Pass over words without an instruction, and list them."""
        while (self.kind == "word" and self.token.value in FILLER) or self.kind == "GOAL":
            if self.kind == "word":
                self.passed.append((self.token.start, self.token.end))
            self.step()

    def fail(self, problem: str, expected: str, token: Token | None = None) -> NotationError:
        """The error at a token (the present one by default)."""
        at = token or self.token
        return NotationError(problem, self.text, at.start, expected, self.file)
