# SPDX-License-Identifier: MIT
"""What stands over or before a session and is none: its date, its number, its title.

`2026-11-24:`, `Q2 -`, `Track Tuesday - 6 x 400`, `Workout of the day` on a line of its own. Labels
that end in a colon are in `remarks`, labels that name a pace in `openings`.
"""

from __future__ import annotations

import re

from trackpacer.notation.draft import runs_of
from trackpacer.notation.prose import INSTRUCTIVE
from trackpacer.notation.remarks import MONTHS, WEEKDAYS, Remarks
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Item
from trackpacer.notation.words import FILLER
from trackpacer.session import Role

_DATE = re.compile(
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./])\d{1,2}\1(?:\d{4}|\d{2}))(?!\d)"
    r"(?=[ \t]*[:\n(-]|[ \t]*,|[ \t]+\S)"
)
# `Q2 -`, `W1D3:`, `W01Q2 -`, `Wk 3 -`, `#12:`.
_CODE = re.compile(r"(?:(?:wk|w|d|q|s|day|no|#)\.?[ ]?\d{1,2}){1,2}[ \t]*(?=[-:.)\n])")
NUMBERED = frozenset(
    ["week", "wk", "day", "session", "workout", "phase", "part", "block", "no", "number", "#"]
)
# Kinds of token a title is made of; one of HEADS or an unknown word makes it a title.
TITLE = frozenset(
    [
        *("word", "AND", "OF", "&", "-", "/", "'", '"', "TO", "ON", "IN", "AT", "WITH", "PACE"),
        *("REP", "HILL", "FARTLEK", "PYRAMID", "LONG", "RUN", "ONE", "GOAL", "RACE", ",", "#"),
        *("OR", "SAME_AS", "SHORT", "UP", "DOWN", "BACK", "LAST", "FIRST", "CUES", "AEROBIC"),
    ]
)
HEADS = frozenset(["REP", "PACE", "HILL"])
PACED = frozenset(["TRAINING", "MARATHON", "HALFMARATHON", "MILEWORD", "STEADY", "SPRINT"])


class Headings(Remarks):
    """Passes over dates, numbers and titles at the beginning of a line."""

    def __init__(self, text: str, file: str = "session", lap: float = 400.0) -> None:
        super().__init__(text, file, lap)
        # Titles that name a pace, by their first and last token: the runs must have their own.
        self.paced_titles: list[tuple[Token, Token]] = []

    def _stamped(self) -> bool:
        """A date in figures, or a code like `W1D3`."""
        start = self.token.start
        found = _DATE.match(self.plain, start) or _CODE.match(self.plain, start)
        if found is None:
            return False
        end = found.end()
        while self.token.start < end and self.kind != "END":
            self.step()
        self.passed.append((start, self.last_end))
        self.accept(":", "-", ",", ".", ")")
        return True

    def _title(self, first: bool) -> bool:
        """`Track Tuesday - `, `Workout of the day` up to a dash or the end of the line."""
        n = 0
        headed = strange = paced = False
        while True:
            token = self._at(n)
            if token.kind == "\n" or (first and token.kind in (".", "!") and n > 1):
                break
            if token.kind == "-" and n and self._parts(token.start):
                if not self._begins_after(n + 1):
                    return False
                break
            if token.kind == "NUM":
                before = self._at(n - 1) if n else None
                dated = before is not None and before.value in WEEKDAYS
                counted = before is not None and (
                    before.value in NUMBERED or before.kind in ("SET", "BLOCK")
                )
                month = str(self._at(n + 1).value)[:3] in MONTHS
                if not (counted or dated or month) or not token.number <= 400:
                    return False
            elif token.kind == "TRAINING" and len(str(token.value)) > 1:
                paced = True
            elif token.kind in ("SET", "BLOCK") and self._at(n + 1).kind == "NUM" and not n:
                strange = self._at(2).kind in ("-", "\n")  # `Set 1 - 4 x 400`
                if not strange:
                    return False
            elif token.kind not in TITLE or token.value in INSTRUCTIVE:
                return False
            elif token.kind in HEADS and token.value not in ("effort", "r"):
                headed = True
            elif token.kind == "word":
                strange = strange or token.value not in FILLER or token.value in NUMBERED
                headed = headed or token.value in ("training", "track")
                if token.value not in FILLER and self._like_known(str(token.value)):
                    return False
            n += 1
        sentence = self._at(n).kind in (".", "!")
        names_pace = all(self._at(k).kind == "PACE" for k in range(n))
        if names_pace and self._at(n).kind == "-" and self._at(n + 1).kind == "DIST":
            return False  # `Intensity - 1500 m pace`
        if n == 0 or not (strange or (headed and not sentence)):
            return False
        if self._at(n + 1).kind == "END" and first:
            return False
        if paced and (sentence or not (strange or headed)):
            return False
        if paced:
            self.paced_titles.append((self.token, self._at(n - 1)))
        if self._at(n).kind == "-" or sentence:
            self._pass(n)
            self.step()
        else:
            self._pass(n)
        return True

    def _compound_label(self) -> bool:
        """`MP tempo:`, `I+R Combo:`: a label that names paces; the runs must have their own."""
        n = paced = words = 0
        while self._at(n).kind != ":":
            token = self._at(n)
            if token.kind in ("PACE", "EFFORT") or n > 6:
                return False
            if token.kind in PACED or token.value == "r":
                paced += 1
            elif token.kind == "word":
                words += 1
            elif token.kind not in ("REP", "RUN", "+", "AND", "&", "/", "-", "OF"):
                return False
            n += 1
        if not paced or not (paced > 1 or words):
            return False
        self.paced_titles.append((self.token, self._at(n - 1)))
        self._pass(n)
        self.step()
        return True

    def _all_paced(self, items: list[Item]) -> None:
        """Refuses a title that names a pace over runs that have none."""
        for first, last in self.paced_titles:
            bare = [
                run
                for item in items
                for run in runs_of(item)
                if run.role is Role.WORK and run.target is None and not run.effort
            ]
            if bare:
                shown = self.quote(first.start, last.end)
                raise self.fail(
                    f"'{shown}' may be the pace of what follows, or its name alone",
                    "the pace with its runs, like `5 x 1k @ T`",
                    first,
                )

    def _parts(self, at: int) -> bool:
        """Whether the dash there stands between two things: `grass - 8 x 2 min`, `grass -8 x 2`."""
        after = self.plain[at + 1 : at + 2]
        return self.plain[at - 1].isspace() and (after.isspace() or after.isdigit())

    def _begins_after(self, n: int) -> bool:
        """Whether a block begins `n` tokens on: a dash within a sentence leads nowhere."""
        token = self._at(n)
        if token.kind == "NUM":
            after = self._at(n + 1).kind
            return after in ("x", "-", "TO", "KM", "MILEWORD", "SET", "LAP") or token.number >= 100
        return token.kind in ("DIST", "TIME", "WU", "(", "EASY", "FRACTION")
