# SPDX-License-Identifier: MIT
"""One text while one reading of it is put together: what was assumed, passed over, looks wrong."""

from __future__ import annotations

from trackpacer.errors import NotationError
from trackpacer.paces.races import Race
from trackpacer.records import record


@record
class Suspicion:
    """What is asked about a reading that stands, and where in the text.

    dear: whether another reading is the likelier for it.
    """

    question: str
    at: int
    dear: bool = True


class Undecided(Exception):
    """What a reading leaves open at an offset of the text: one of so many ways, asked about."""

    def __init__(self, at: int, question: str, ways: int) -> None:
        super().__init__(question)
        self.at = at
        self.question = question
        self.ways = ways


class Source:
    """The text, and the sentences that a reading of it collects.

    ways: which way is taken where one is `Undecided`, by offset.
    """

    def __init__(
        self, text: str, plain: str, file: str = "session", ways: dict[int, int] | None = None
    ) -> None:
        self._ways = ways or {}
        self.text = text
        self.plain = plain
        self.file = file
        self.notes: list[str] = []
        self.warnings: list[str] = []
        self.passed: list[tuple[int, int]] = []
        self.left: list[tuple[int, int]] = []  # of these, what is not understood
        self.race: Race | None = None

    def quote(self, start: int, end: int) -> str:
        """The characters as given, blanks tidied."""
        return " ".join(self.text[start:end].split())

    def asked(self, span: tuple[int, int], question: str, dear: bool = True) -> Suspicion:
        """A question about some characters, quoted before it."""
        return Suspicion(f"'{self.quote(*span)}'{question}", span[0], dear)

    def way(self, at: int, question: str, ways: int) -> int:
        """Which of so many ways is taken, the likeliest 0; raises Undecided where none is yet."""
        if at not in self._ways:
            raise Undecided(at, question, ways)
        return self._ways[at]

    def note(self, sentence: str) -> None:
        """Remember an assumption."""
        self.notes.append(sentence)

    def fail(self, problem: str, at: int | tuple[int, int], expected: str) -> NotationError:
        """The error at an offset of the text, or about some characters, `{this}` in its words."""
        if isinstance(at, tuple):
            this, at = self.quote(*at), at[0]
            problem, expected = problem.replace("{this}", this), expected.replace("{this}", this)
        return NotationError(problem, self.text, at, expected, self.file)

    def second_rest(self, span: tuple[int, int], each_run: bool = False) -> NotationError:
        """The error of a recovery where one is told already, between reps or after each run."""
        places = "between reps, and any other with its place, like `3 min between sets`"
        expected = f"one recovery {'after each run' if each_run else places}"
        return self.fail("a second recovery, '{this}'", span, expected)
