# SPDX-License-Identifier: MIT
"""Remarks that say again what was said, or how it may be taken: nothing for a watch to do."""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.costs import COSTS
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


_AGAIN = frozenset(
    ["ie", "eg", "i", "e", "so", "that's", "thats", "meaning", "or", "which", "equals", "="]
)
_ENDS = frozenset(["NL", "OPEN", "TIMES", "REST"])
_LONGEST = 40


@scanner("Element", "OPEN")
def explained(chart: Chart, i: int) -> list[Phrase]:
    """`(ie 86s, 85s, 84s)`, `(so laps of 84, 83)`: what stands before it, said again."""
    tokens = chart.tokens
    first = tokens[i + 1].word
    second = tokens[i + 2]
    if first not in _AGAIN or (first in ("i", "e") and second.word not in (".", "e", "g")):
        return []
    # Of these a jog may be meant, too.
    wary = first in ("which", "equals", "=") or (first == "or" and "ABOUT" not in second.kinds)
    if first == "or" and not second.keys & {"CLOCK", "ABOUT"}:
        return []
    for at in range(i + 2, min(i + _LONGEST + 2, chart.end)):
        if "CLOSE" in tokens[at].kinds:
            return [Phrase(at + 1, COSTS["label"], Remark((tokens[i].start, tokens[at].end)))]
        if tokens[at].kinds & _ENDS or (wary and tokens[at].keys & {"JOG", "except"}):
            break
    return []
