# SPDX-License-Identifier: MIT
"""Runs whose pace or effort stands before them: `run at 5k pace for 3 minutes`, `run hard for 20 s`.

Not here: the pace behind its run (`targets`, `efforts`), the pace of a whole line (`targets`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Aim, Feel, Reps
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.efforts import named
from trackpacer.notation.phrases.targets import effort_of
from trackpacer.notation.tree import Target

_FOR = "for|over a|another|the|ABOUT? r:<Run>|<FirstOf> !TIMES"
_GO = "RUN|JOG|go|move?"

alias("OutOfTen", "OPEN AT? <OfTen> FEEL|EFFORT|PACE* CLOSE", example="(9/10 effort)")


@rule(
    "Element",
    f"{_GO} AT|IN a|an? t:<EffortBody>|<Body> {_FOR}",
    f"WITH a|an t:<EffortBody> {_FOR}",
    f"UP|picking|pick|it|building|build* TO t:<EffortBody>|<NamedTarget> {_FOR}",
    f"^BEGIN|NL|DOT|SEMI|COMMA|THEN l:<NamedTarget> {_FOR}",
    cost="phrase",
    example="run at 5k pace for 3 minutes",
)
def paced_before(m: Found) -> Reps | None:
    """The pace first: `run at a steady pace for 300 metres`."""
    if m["l"] and not _headed(m):
        return None
    target: Target = m["t"] or m["l"]
    if target.listed or target.last or (target.pace.kind == "time" and not target.pace.per):
        return None
    effort = target.effort or effort_of(m, target, m.chart.plain[slice(*target.span)])
    said = Aim(target.span, target, effort, worded=True)
    return Reps(m.span, None, m["r"], (said,), m["r"].notes)


def _headed(m: Found) -> bool:
    """Whether the line begins so, and no run is told that this may be a part of: `MP for 3k, then
    10k pace for 1200`."""
    tokens = m.chart.tokens
    heads = m.chart.at("NamedTarget", m.chart.since(m.begin, "NL", "DOT"))
    first = any(tokens[p.end].word in ("for", "over") for p in heads)
    return first and not any(token.kinds & {"TIMES", "EACH"} for token in tokens)


@rule(
    "Element",
    f"RUN|go|surge|push UP|HILL* VERY? e:HARD|FAST|STEADY|EASY|RELAXED UP|HILL* <OutOfTen>? {_FOR}",
    cost="phrase",
    example="run hard for 20 seconds",
)
def effort_before(m: Found) -> Reps:
    return Reps(m.span, None, m["r"], (Feel(m.span, named(m)),), m["r"].notes)
