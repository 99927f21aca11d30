# SPDX-License-Identifier: MIT
"""A session as it is being written: what it means for a runner, or what to ask, or what is wrong.

All of it is the reader's, the compiler's and the watch's own word. Not here: sending it (`watch`),
how it looks (page/write.js).
"""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import Any

from trackpacer import compiler, preview, timeline
from trackpacer.errors import NotationError, Question, UserError
from trackpacer.notation import Context, Reading, exact, read, read_for
from trackpacer.paces.athletes import Squad, load_squad
from trackpacer.records import record
from trackpacer.session import Session
from trackpacer.timeline import Step
from trackpacer.upload import file_name
from trackpacer.web.inside import picture, rehearsal
from trackpacer.web.inside.words import sentence, without_commands


class Choice(UserError):
    """A refusal that one press answers: `choice` is the argument that then is True."""

    def __init__(self, message: str, choice: str, press: str) -> None:
        super().__init__(message)
        self.choice = choice
        self.press = press


@record
class Written:
    """A session that was understood: what goes to the watch."""

    session: Session
    program: bytes
    steps: list[Step]

    def refuse_doubtful(self, accept: bool) -> None:
        """Raise Choice where it may well mean something else, unless it is accepted."""
        if self.session.refusals and not accept:
            listed = " ".join(sentence(one) for one in self.session.refusals)
            raise Choice(listed, "accept", "Take it all the same")

    @property
    def name(self) -> str:
        """Of its file, without `.tpp`."""
        return file_name(self.session.title or read_for.heading(self.session.source), self.program)


def understand(text: str, athlete: str = "", race: str = "", reading: int | None = None) -> Written:
    """Read and compile a text. athlete: of the squad, or ''; race: as '10k 35:00', or ''.

    Raises Question where it may mean several things and no reading is chosen; UserError.
    """
    return _understood(text, athlete, race, reading, load_squad())


@lru_cache(maxsize=4)  # a text is shown, then drawn, then sent
def _understood(text: str, athlete: str, race: str, reading: int | None, squad: Squad) -> Written:
    session = read(text, context(text, athlete, race, reading))
    compiled = compiler.compile_session(session)
    steps = timeline.expand(compiled.program, compiled.origins)
    return Written(session, compiled.program, steps)


def context(text: str, athlete: str, race: str, reading: int | None) -> Context:
    """What the text is read for."""
    typed = [part.strip() for part in race.split(",") if part.strip()]
    given = Context(races=read_for.races(typed, athlete), athlete=athlete, reading=reading)
    # Where nobody is named in the page, the squad's default is not meant.
    return read_for.settled(given, text, nobody=True)


def show(
    text: str, athlete: str = "", race: str = "", reading: int | None = None
) -> dict[str, Any]:
    """What the page shows for a text, in plain values; `state` says which of them are there:
    'empty', 'read', 'question' or 'wrong'."""
    if not text.strip():
        return {"state": "empty"}
    try:
        written = understand(text, athlete, race, reading)
    except Question as question:
        listed = [_reading(one, number) for number, one in enumerate(question.readings, 1)]
        expected = _expected(question) if question.leaves_out else ""
        return {"state": "question", **_place(question), "readings": listed, "expected": expected}
    except NotationError as error:
        return {"state": "wrong", **_place(error), "expected": _expected(error)}
    except UserError as error:
        hint = sentence(without_commands(error.hint))
        return {"state": "wrong", "problem": sentence(str(error)), "expected": hint}
    session, steps = written.session, written.steps
    refused = set(session.refusals)
    return {
        "state": "read",
        "title": session.title,
        "head": list(preview.HEAD),
        "rows": [list(row) for row in preview.rows(steps)],
        "sum": preview.sum_words(steps),
        "assumed": [sentence(one) for one in session.assumptions],
        "warnings": [sentence(one) for one in session.warnings if one not in refused],
        "refusals": [sentence(one) for one in session.refusals],
        "passed_over": list(session.passed_over),
        "name": written.name,
        "bytes": len(written.program),
    }


def _reading(reading: Reading, number: int) -> dict[str, Any]:
    program = compiler.compile_session(reading.session).program
    return {
        "number": number,
        "text": exact.in_one_line(reading.canonical),
        "sum": preview.sum_words(timeline.expand(program)),
        "assumed": [sentence(one) for one in reading.assumed],
        "ignored": list(reading.ignored),
    }


def _place(error: NotationError) -> dict[str, Any]:
    """What is wrong, the line that it is in, and the column of the caret. offset: as the page's
    script counts, to which an emoji is two."""
    lines = str(error).splitlines()
    caret = next(n for n, line in enumerate(lines) if n > 1 and line.strip() == "^")
    return {
        "problem": sentence(error.problem),
        "quoted": lines[caret - 1][2:],
        "caret": len(lines[caret]) - 3,
        "offset": len(error.text[: error.offset].encode("utf-16-le", "surrogatepass")) // 2,
        "line": error.line if "\n" in error.text.strip() else 0,
    }


def _expected(error: NotationError) -> str:
    hint = without_commands(error.expected)
    return sentence(f"write {hint}") if hint else ""


def draw(
    width: float, text: str, athlete: str = "", race: str = "", reading: int | None = None
) -> dict[str, Any]:
    """The timeline's picture, and what is heard: [ms since the first GO, ms, Hz, volume]. start and
    end: the pixels and the milliseconds that the picture's axis spans."""
    written = understand(text, athlete, race, reading)
    heard = rehearsal.rehearse(written.program, written.steps)
    x = picture.scale(heard, width)
    label = f"What the watch will beep: {preview.sum_words(written.steps)}"
    return {
        "svg": picture.timeline(heard, width, label),
        "notes": heard.notes,
        "cues": [[cue.ms, cue.name, cue.metres] for cue in heard.cues],
        "axis": [x.start, x.end, x.low, x.high, width],
        "guessed": any(part.guessed for part in heard.parts),
    }


def file(text: str, athlete: str = "", race: str = "", reading: int | None = None,
         accept: bool = False) -> dict[str, Any]:  # fmt: skip
    """The program as a file to keep: its name, and its content in base64. Raises
    Choice, UserError."""
    written = understand(text, athlete, race, reading)
    written.refuse_doubtful(accept)
    content = base64.b64encode(written.program).decode()
    return {"name": f"{written.name}.tpp", "content": content}
