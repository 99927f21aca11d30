# SPDX-License-Identifier: MIT
"""Labelled lines in the manner of coaches at large, and how a reader does on them.

A `.jsonl` file holds one line a case: `text`, its `style` (shorthand, sentence, diary), the `kind`
of thing that is hard in it, and `want`: exact notation, or `ASK: …` where to guess would be wrong.
`also` lists what else may stand, written the same way. All are for the corpus's runner. The meaning
was written down before any reader was run.

Verdicts: RIGHT (the session, or asked where asking is wanted), ASKED (a question where none was
needed), WRONG (another session, without a question), REFUSED. A refusal of a line that must not be
guessed counts as right: nothing was run, and its message says what is missing.

Not here: printing (`score`), the corpus of whole texts (`cases`).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tests.host.notation.cases import RUNNER, Case, difference, expected_session, steps_of
from trackpacer.errors import NotationError, Question, UserError
from trackpacer.notation import Context, exact, read, readings
from trackpacer.notation.readings import Reading
from trackpacer.paces import parse_race
from trackpacer.session import Session
from trackpacer.timeline import Step

HERE = Path(__file__).parent
READER_CASES = HERE / "reader_cases.jsonl"
CONTEXT = Context(races=(parse_race(RUNNER),))
RIGHT, ASKED, WRONG, REFUSED = "right", "asked", "wrong", "refused"
ASK = "ASK"

Reader = Callable[[str], Session]


@dataclass(frozen=True)
class Labelled:
    """One line and what it must become."""

    id: str
    text: str
    style: str
    kind: str
    want: str
    also: tuple[str, ...] = ()

    @property
    def must_ask(self) -> bool:
        """Whether to guess would be wrong."""
        return self.want.startswith(ASK)

    @property
    def may_ask(self) -> bool:
        """Whether a question may stand, too."""
        return any(may.startswith(ASK) for may in (self.want, *self.also))

    def stands(self, session: Session) -> bool:
        """Whether a session is one of those that the line may become."""
        try:
            got = steps_of(session)
        except UserError:
            return False  # more than a watch can hold
        return any(not difference(got, _steps(may)) for may in self.meanings())

    def meanings(self) -> list[str]:
        """What may stand, in exact notation, the one that is wanted first."""
        return [may for may in (self.want, *self.also) if not may.startswith(ASK)]


@lru_cache(maxsize=4096)
def _steps(notation: str) -> list[Step]:
    return steps_of(expected_session([notation]))


def labelled(path: Path) -> list[Labelled]:
    """The cases of one file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            fields = json.loads(line)
            fields["also"] = tuple(fields.get("also", ()))
            found.append(Labelled(**fields))
    return found


@dataclass(frozen=True)
class Verdict:
    """What came of one case: a verdict, what was read (or asked, or refused), how long it took."""

    case: Labelled
    word: str
    said: str
    seconds: float = 0.0


def judge(case: Labelled, reader: Reader | None = None) -> Verdict:
    """How the reader does on one line."""
    start = time.process_time()
    try:
        session = (reader or _read)(case.text)
        seconds = time.process_time() - start
    except Question as error:
        seconds = time.process_time() - start
        return Verdict(case, RIGHT if case.may_ask else ASKED, str(error), seconds)
    except NotationError as error:
        seconds = time.process_time() - start
        word = RIGHT if case.must_ask else REFUSED
        return Verdict(case, word, str(error), seconds)
    word = RIGHT if case.stands(session) else WRONG
    return Verdict(case, word, _written(session), seconds)


def _read(text: str) -> Session:
    return read(text, CONTEXT)


def _written(session: Session) -> str:
    return exact.in_one_line(exact.write(session))


def judged(cases: list[Labelled], reader: Reader | None = None) -> Iterator[Verdict]:
    """The verdict on each."""
    return (judge(case, reader) for case in cases)


def corpus_word(case: Case) -> str:
    """The verdict on one of the corpus; one that must be refused is right when it is."""
    try:
        if case.refused is not None:
            case.session()
            return WRONG
        return WRONG if case.problem() else RIGHT
    except Question:
        return RIGHT if case.refused is not None else ASKED
    except NotationError:
        return RIGHT if case.refused is not None else REFUSED


def among_first(case: Labelled, most: int = 3) -> bool:
    """Whether the right one is among the first few readings of a line that was not read right."""
    return any(case.stands(reading.session) for reading in listed(case, most))


def listed(case: Labelled, most: int = 3) -> tuple[Reading, ...]:
    """The first few readings of a line."""
    return readings(case.text, CONTEXT, most)
