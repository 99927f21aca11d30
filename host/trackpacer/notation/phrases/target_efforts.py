# SPDX-License-Identifier: MIT
"""Efforts that stand for a pace: `best pace`, `90% effort`, `above LT`, `sub threshold`.

Not here: paces by name (`paces`); efforts as words alone (`efforts`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.efforts import named
from trackpacer.notation.tree import Pace, Target
from trackpacer.session import Effort


@rule(
    "EffortBody",
    "a|an? VERY? e:MAX|SPRINT|HARD|FAST|STEADY|AEROBIC|RELAXED|EASY|SLOW PACE|RUN|EFFORT*",
    "a? e:FASTER PACE|EFFORT",
    "the VERY? e:MAX|SPRINT|HARD|FAST|STEADY|AEROBIC|RELAXED|EASY|SLOW PACE",
)
def effort_body(m: Found) -> Target | None:
    if "DASH" in m.after().kinds and "HARD" in m.after(1).kinds:
        return None  # `a medium-hard effort`
    return Target(m.span, Pace("none", m.span), effort=named(m))


@rule("EffortBody", "a? high intensity|effort", "a? STEADY DASH HARD EFFORT*", "best|full PACE")
def high_intensity(m: Found) -> Target:
    effort = Effort.HARD if m.has("high", "STEADY") else Effort.MAX
    return Target(m.span, Pace("none", m.span), effort=effort)


_OF_ALL = (
    "OF? max|maximum|maximal|perceived|all|your|the|my|their|top|full|best* "
    "EFFORT|PACE|max|maximum|hr|mhr|hrmax|maxhr|hrr|speed|velocity|sprint|vma|mas|fcm|fcmax|DASH|out|capacity*"
)


@rule(
    "EffortBody",
    f"NUM PCT {_OF_ALL}",
    f"NUM PCT? DASH|TO NUM PCT {_OF_ALL}",
    f"no|not more|above|over|beyond THAN? n:NUM PCT {_OF_ALL}",
    cost="phrase",
    example="90%",
)
def percent_effort(m: Found) -> Target | None:
    dangling = m.words()[-1] in ("of", "all", "your", "the", "my", "their", "-")
    slope = (m["n"] or m.chart.tokens[m.begin]).value < 30  # `at 4-6%`
    return None if dangling or slope else Target(m.span, Pace("none", m.span, name="effort"))


alias("Intro", "WITH &<PercentOfAll>", "WITH a|an|your? EFFORT|intensity AT|of|OF &NUM")
alias(
    "PercentOfAll",
    "NUM PCT OF|of all|your|the|my|their|top|full|best* max|maximum|EFFORT|speed|capacity|mhr|hrmax|maxhr",
    example="85% of your maximum",
)


@rule(
    "EffortBody",
    "super|supra|above|over DASH? THRESHOLD|TEMPO RUN? PACE|EFFORT*",
    example="above LT",
)
def above_threshold(m: Found) -> Target:
    return Target(m.span, Pace("none", m.span), effort=Effort.HARD)


@rule("EffortBody", "a? sub|below|under DASH? THRESHOLD|TEMPO ~1|2? PACE|EFFORT*", example="sub LT")
def below_threshold(m: Found) -> Target:
    return Target(m.span, Pace("none", m.span, name="effort"), effort=Effort.THRESHOLD)
