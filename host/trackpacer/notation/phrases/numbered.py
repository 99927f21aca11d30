# SPDX-License-Identifier: MIT
"""Runs that are told by their number, and a single one among reps: `1st 400 in 75`, `1 1200`.

Not here: a target of some of the reps (`shares`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import Length, Remark, Reps
from trackpacer.notation.grammar import rule, scanner

_STARTS = frozenset(
    ["BEGIN", "NL", "COMMA", "SEMI", "DOT", "BULLET", "AND", "THEN", "COLON", "CLOSE"]
)


@scanner("Element", "DIGITS|ORDINALWORD|the")
def ordinal_of_a_run(chart: Chart, i: int) -> list[Phrase]:
    """`1st 400 in 75, 2nd 400 in 74`: the number of a run that stands there."""
    told = chart.once(_numbered)
    return [Phrase(told[i], 0.0, Remark(chart.span(i, told[i])))] if i in told else []


def _numbered(chart: Chart) -> dict[int, int]:
    """Where the numbers of runs begin and end, if they go up from one and no reps are counted."""
    tokens = chart.tokens
    found: dict[int, int] = {}
    for at in range(chart.end):
        if at and not tokens[at - 1].kinds & _STARTS:
            continue
        the = tokens[at].word == "the"
        options = chart.at("Ordinal", at + the)
        end = options[0].end if options else 0
        if not options or "HASH" in tokens[at + the].kinds or not _runs(chart, end):
            continue
        part = "OF" in tokens[end + 1].kinds | tokens[end + 2].kinds  # `first lap of an 800`
        if part or options[0].value != len(found) + 1:
            return {}
        if not found and chart.has_before(at, "TIMES", "SET", "REP"):
            return {}
        found[at] = end
    return found if len(found) > 1 else {}


def _runs(chart: Chart, at: int) -> bool:
    """Whether one run stands there, by its distance."""
    metres = [p.value.value for p in chart.at("Dist", at)]
    return bool(metres) or (
        "DIGITS" in chart.tokens[at].kinds and chart.tokens[at].value in range(100, 3001, 50)
    )


@rule(
    "Element",
    "^BEGIN|COMMA|AND|RUN|do|did|ran|COLON|PLUS|SEMI n:1 d:DIGITS METRES|s? !TIMES|KM|MILES|MINUTES|SECONDS|DIGITS|PCT",
    cost="phrase",
    example="1 1200",
)
def single(m: Found) -> Reps | None:
    """`1 1200, 2 1000s`: one of them."""
    metres = m["d"].value
    if metres not in range(200, 3201, 50) or m["d"].glued:
        return None
    return Reps(m.span, None, Length(m["d"].span, metres=metres, unit="m"))
