# SPDX-License-Identifier: MIT
"""What a text may mean, in exact notation: the readings that a coach is asked to choose from."""

from __future__ import annotations

from trackpacer.notation import exact
from trackpacer.records import record
from trackpacer.session import Session


@record
class Reading:
    """One reading of a text.

    canonical: exact notation, which reads back to the same program without a question.
    ignored: words that were passed over. assumed: what was filled in, as sentences.
    cost: how far it is from the text as coaches write; 0 is as plain as can be. It depends on the
    runner, and so does the reading's place among others.
    cover: which way to read the text it is, for whichever runner (`Context.cover`).
    """

    session: Session
    canonical: str
    ignored: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    cost: float = 0.0
    cover: str = ""

    def lines(self, label: str) -> list[str]:
        """The reading as a list has it: its blocks, then what it assumes and leaves out."""
        pad = " " * len(label)
        said = [f"{pad}   assumed: {sentence}" for sentence in self.assumed]
        said += [f"{pad}   left out: {words}" for words in self.ignored]
        return [f"{label}{exact.in_one_line(self.canonical)}", *said]

    def to_json(self) -> dict[str, object]:
        """The reading as `pacer show --readings` prints it."""
        return {
            "canonical": self.canonical,
            "ignored": list(self.ignored),
            "assumed": list(self.assumed),
            "cost": round(self.cost, 3),
        }


def reading_of(session: Session, cost: float = 0.0, cover: str = "") -> Reading:
    """The reading that a session is. Raises UserError where it is more than a watch can hold."""
    from trackpacer import compiler
    from trackpacer.notation import decompile

    canonical = decompile.canonical(compiler.compile_session(session).program)
    return Reading(session, canonical, session.passed_over, session.assumptions, cost, cover)
