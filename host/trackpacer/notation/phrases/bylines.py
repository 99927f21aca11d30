# SPDX-License-Identifier: MIT
"""Targets written one below the other, a line for each rep: `6 x 500 at`, `1:46`, `1:44` ….

Times in one line are in `targets`.
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Phrase
from trackpacer.notation.elements import Aim
from trackpacer.notation.grammar import scanner
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Pace, Target

_LEAD = frozenset(["NL", "BULLET", "COLON", "DASH"])
_BRACKET = 8  # tokens of what is remarked behind a time


@scanner("Element", "AT|IN|COLON|NL")
def times_by_line(chart: Chart, i: int) -> list[Phrase]:
    """As many times as there are reps, each on a line of its own."""
    tokens = chart.tokens
    number = _reps_before(tokens, i)
    if number < 3:
        return []
    at = i if "NL" in tokens[i].kinds else i + 1
    paces: list[Pace] = []
    begin = end = 0
    while len(paces) < number:
        before = at
        while tokens[at].kinds & _LEAD:
            at += 1
        apart = any("NL" in token.kinds for token in tokens[before:at])
        time = tokens[at]
        if "CLOCK" not in time.kinds or time.value <= 0 or (paces and not apart):
            return []
        begin = begin or time.start
        paces.append(Pace("time", time.span, ms=time.value * 1000))
        at = _past_bracket(tokens, at + 1)
        end = at
        if not tokens[at].kinds & {"NL", "END", "COMMA"}:
            return []
        at += "COMMA" in tokens[at].kinds
    if _one_more(tokens, at):
        return []
    span = (begin, tokens[end - 1].end)
    return [Phrase(end, 0.0, Aim(span, Target(span, paces[0], listed=paces)))]


def _reps_before(tokens: list[Token], i: int) -> int:
    """The count of the last `6 x` before a place, on its line; 0 where there is none."""
    at = i - 1
    while at > 0 and not tokens[at].kinds & {"NL", "DOT"}:
        if "TIMES" in tokens[at].kinds and "DIGITS" in tokens[at - 1].kinds:
            value = tokens[at - 1].value
            return int(value) if value <= 30 else 0
        at -= 1
    return 0


def _past_bracket(tokens: list[Token], at: int) -> int:
    """Behind a bracket of words; where it stands, if there is none."""
    if "OPEN" not in tokens[at].kinds:
        return at
    for end in range(at + 1, min(at + _BRACKET, len(tokens))):
        if "CLOSE" in tokens[end].kinds:
            return end + 1
        if not tokens[end].kinds & {"WORD"}:
            return at
    return at


def _one_more(tokens: list[Token], at: int) -> bool:
    """Whether the lines go on with another time by itself: then they are no such list."""
    while tokens[at].kinds & _LEAD:
        at += 1
    return "CLOCK" in tokens[at].kinds and bool(tokens[at + 1].kinds & {"NL", "END"})
