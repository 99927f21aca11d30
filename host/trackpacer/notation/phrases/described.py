# SPDX-License-Identifier: MIT
"""How a pace that is named should feel: a bracket behind it is a remark, and no effort of its own.

`T pace (comfortably hard, a few words at a time)`, `5k effort (smooth, never straining)`. One that
names a pace, counts, orders or tells a recovery is none of these.
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Phrase
from trackpacer.notation.elements import Remark
from trackpacer.notation.grammar import scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.targets import NAMED

_LONGEST = 16
_NEVER = frozenset(
    [
        *("NUM", "CLOCK", "NL", "OPEN", "END", "TIMES", "SET", "REP", "EACH", "ORDINAL", "REPEAT"),
        *("REST", "JOG", "WALK", "FLOAT", "BETWEEN", "AFTER", "BEFORE", "WITHIN", "THEN", "MINUS"),
        *("RACE", "PACE", "THRESHOLD", "TEMPO", "MARATHON", "HALFMARATHON", "INTERVALPACE", "CV"),
        *("HILL", "WU", "CD", "STRIDES", "CUTDOWN", "ALTERNATE", "OR", "AGAINWORD", "METRES", "KM"),
        *("MILES", "CONDITION", "MAYBE", "ELSE", "OTHER", "HALF", "SLASH", "EQUALS", "CUES"),
    ]
)
_NOT = words_of("no not never don't nothing without")


@scanner("Element", "OPEN")
def described(chart: Chart, i: int) -> list[Phrase]:
    """`R pace (quick, but never straining)`, `@ T (no faster!)`."""
    tokens = chart.tokens
    paces = [p.value.pace for p in chart.ending(i, 6, "NamedTarget")]
    named = any(pace.kind in NAMED or pace.per for pace in paces)
    if not named:
        return []
    at, feels = i + 1, False
    while "CLOSE" not in tokens[at].kinds:
        token = tokens[at]
        negated = tokens[at - 1].word in _NOT
        if "RACE" in token.kinds and negated:  # `not racing`
            at += 1
            continue
        small = token.word in ("one", "few", "couple", "or") and "WORD" in tokens[at + 1].kinds
        if (token.kinds & _NEVER and not small) or at - i > _LONGEST:
            return []
        if token.kinds & {"FASTER", "SLOWER"} and not negated:
            return []
        feels = feels or bool(token.kinds & _FEELS) or token.word in _NOT
        at += 1
    return [Phrase(at + 1, 0.1, Remark(chart.span(i, at + 1)))] if feels else []


_FEELS = frozenset(["DESCRIBES", "RELAXED", "EASY", "HARD", "FAST", "STEADY", "MAX", "SPRINT"])
