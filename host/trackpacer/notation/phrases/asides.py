# SPDX-License-Identifier: MIT
"""Remarks that say again what was said, or how it may be taken: nothing for a watch to do."""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import Remark
from trackpacer.notation.grammar import rule, scanner


@rule(
    "Element",
    "OPEN WALK|JOG|REST|strolling included|including|optional|allowed|only CLOSE",
    example="(strolling included)",
)
def how_it_may_be_taken(m: Found) -> Remark:
    return Remark(m.span)


@rule(
    "Element",
    "all|both|each|everything|ALL a bit|lot|touch|little of a|the WORD",
    "all|both|each|everything a bit|lot of a WORD|UNKNOWN",
    cost="remark-inline",
    example="both a bit of a grind",
)
def grind(m: Found) -> Remark:
    return Remark(m.span)


@scanner("Element", "OPEN")
def explained(chart: Chart, i: int) -> list[Phrase]:
    """`(ie 86s, 85s, 84s)`, `(so laps of 84, 83)`: what stands before it, said again."""
    tokens = chart.tokens
    first = tokens[i + 1].word
    second = tokens[min(i + 2, chart.end)].word
    if first not in ("ie", "eg", "so", "that's", "=", "which", "or", "equals") and not (
        first in ("i", "e") and second in (".", "e", "g")
    ):
        return []
    if first == "or" and not tokens[i + 2].keys & {"CLOCK", "ABOUT"}:
        return []
    for at in range(i + 1, min(i + 40, chart.end)):
        if "CLOSE" in tokens[at].kinds:
            span = (tokens[i].start, tokens[at].end)
            return [Phrase(at + 1, 0.3, Remark(span))]
        if tokens[at].keys & {"OPEN", "TIMES", "REST", "JOG", "except", "NL"}:
            break
    return []
