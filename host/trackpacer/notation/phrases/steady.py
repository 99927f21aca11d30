# SPDX-License-Identifier: MIT
"""Recoveries that are run on without a word for one: `5 x 45 s hard, 45 s steady`.

Not here: an easy jog (`rest_nouns`), a float (`recoveries`), two runs of a bracket (`lists`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Found, longest
from trackpacer.notation.elements import Pause
from trackpacer.notation.grammar import rule
from trackpacer.notation.phrases.recoveries import sized

_MOST_MS, _MOST_M = 180_000, 400


@rule(
    "Element",
    "COMMA|SLASH|PLUS|AND? a:<Dist>|<Time>|<Number> AT? STEADY EFFORT|PACE|RUN? &NL|END|DOT|COMMA|SEMI|CLOSE|OPEN",
    cost="phrase",
    example=", 45 s steady",
)
def steady_between(m: Found) -> Pause | None:
    """`5 x 45 s hard, 45 s steady`: behind reps that are no shorter, what is run between them."""
    chart, a = m.chart, m["a"]
    tokens = chart.tokens
    at = m.begin - 1
    while at > 0 and m.begin - at < 12 and not tokens[at].kinds & {"TIMES", "NL", "REST", "JOG"}:
        at -= 1
    if at <= 0 or "TIMES" not in tokens[at].kinds or "NUM" not in tokens[at - 1].kinds:
        return None
    more = tokens[m.end].kinds & {"COMMA"} and tokens[m.end + 1].kinds & {"NUM"}
    if more and tokens[m.end + 3].kinds & {"EASY", "JOG", "WALK", "REST", "STEADY"}:
        return None  # `6 x 1 min hard, 1 min steady, 1 min easy`
    rep = longest(p for name in ("Dist", "Time", "Number") for p in chart.at(name, at + 1))
    if rep is None or not tokens[rep.end].kinds & {"HARD", "FAST", "AT", "SPRINT"}:
        return None
    most = min(rep.value.value, _MOST_MS if a.kind == "ms" else _MOST_M)
    if rep.value.kind != a.kind or a.value > most:
        return None
    rest = sized(m, a, frozenset(["JOG"]))
    return Pause(m.span, rest, said=True) if rest is not None else None
