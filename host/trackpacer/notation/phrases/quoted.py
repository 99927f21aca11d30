# SPDX-License-Identifier: MIT
"""How a run shall be, in quotes: `"controlled, but fast"`, `"strong, not sprinting"`.

The one word among them that names how hard it is run; what it shall not be is passed over.
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Phrase
from trackpacer.notation.elements import Feel, Remark
from trackpacer.notation.grammar import scanner
from trackpacer.notation.phrases.efforts import EFFORTS
from trackpacer.session import Effort

_HOW = frozenset(["FAST", "HARD", "MAX", "SPRINT"])
_NOT = frozenset(["not", "no", "never", "without"])
_JOINS = frozenset(["COMMA", "AND", "DASH", "SLASH"])
_TELLS = frozenset(["NUM", "CLOCK", "NL", "END", "JOG", "REST", "WALK"])
_LONGEST = 9  # tokens


@scanner("Element", "QUOTES|AT")
def effort_in_quotes(chart: Chart, i: int) -> list[Phrase]:
    """The effort that several words in quotes name."""
    tokens = chart.tokens
    if "AT" in tokens[i].kinds:  # `at "quick but smooth"`
        told = effort_in_quotes(chart, i + 1) if "QUOTES" in tokens[i + 1].kinds else []
        return [p for p in told if isinstance(p.value, Feel)]
    at, negated, denied, several = i + 1, False, False, False
    efforts: list[Effort] = []
    while "QUOTES" not in tokens[at].kinds:
        token = tokens[at]
        if token.kinds & _TELLS or at - i > _LONGEST:
            return []
        joins = bool(token.kinds & _JOINS) or token.word == "but"
        several = several or joins
        negated = not joins and (negated or token.word in _NOT)
        denied = denied or negated
        if not negated:
            efforts.extend(EFFORTS[kind] for kind in _HOW & token.kinds)
        at += 1
    span = chart.span(i, at + 1)
    if len(set(efforts)) == 1 and several:
        return [Phrase(at + 1, 0.0, Feel(span, efforts[0]))]
    return [Phrase(at + 1, 0.3, Remark(span))] if denied and not efforts else []
