# SPDX-License-Identifier: MIT
"""Recoveries told twice: `300 m or 2 min`, `2:00 rest or an easy 200 jog`.

One is a time and the other a length: either will do, so the first is taken and that is said.
Not here: a jog and the time it takes (`recoveries`), two runs to choose from (`choices`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Amount
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.open_rests import said_by_word
from trackpacer.notation.phrases.recoveries import sized
from trackpacer.notation.phrases.rest_nouns import NOUN
from trackpacer.notation.tree import Rest
from trackpacer.records import replace

alias("FirstWay", "r:<SizedRest>|<NamedRest>|<RestAmount>", example="90s jog")
alias(
    "OtherWay", "a|an|the|else|even|a* r:<SizedRest>|<NamedRest>|<RestAmount>", example="a 200 jog"
)


@rule(
    "TwofoldRest",
    "a:<FirstWay> OR b:<OtherWay>",
    "a:<FirstWay> OPEN OR b:<OtherWay> CLOSE",
    "a:<FirstWay> COMMA OR b:<OtherWay>",
    "either a:<FirstWay> OR b:<OtherWay>",
    example="200 jog or 90s rest",
)
def either_way(m: Found) -> Rest | None:
    seen = NOUN & frozenset().union(*(t.kinds for t in m.chart.tokens[m.begin : m.end]))
    placed = m.after().keys & {"BETWEEN", "AFTER", "BEFORE"}
    if not (seen or placed or said_by_word(m)):
        return None
    first, second = (
        sized(m, one, frozenset(seen)) if isinstance(one, Amount) else one
        for one in (m["a"], m["b"])
    )
    if first is None or second is None:
        return None
    timed = {"time", "window"}
    if (first.kind in timed) == (second.kind in timed) or "jog" not in (first.kind, second.kind):
        return None
    jog = first if first.kind == "jog" else second
    time = second if jog is first else first
    ms = time.max_ms or time.ms
    if jog.ms or not jog.metres or not 100 <= ms / jog.metres <= 3000:
        return None
    return replace(first, span=m.span, notes=["of '{}' the first is taken"])
