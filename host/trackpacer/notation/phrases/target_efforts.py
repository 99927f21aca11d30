# SPDX-License-Identifier: MIT
"""Efforts that stand for a pace: `best pace`, `90% effort`, `above LT`, `sub threshold`; targets told
by their ends or by what they are not: `slowest 84, fastest 81`, `but not all out`.

Not here: paces by name (`paces`); efforts as words alone (`efforts`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Aim, Doubt, Remark, left_to_runner
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


@rule(
    "EffortBody",
    "a? high intensity|effort",
    "a? STEADY DASH HARD EFFORT*",
    "best|full PACE",
    "AS FAST|HARD AS you? possible|can",
    "all|flat DASH? out",
    "everything|all|whatever|whatever's|what's|what you|you've|we|we've|is* got|have|left LEFT|left|in|the|tank*",
)
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


_WAS = "REP|one|was|IN|AT|COLON|of|them|about* "
_SLOW = f"the|my|our|WITH|OPEN* slowest|worst {_WAS}a:<PlainTime>"
_FAST = f"the|my|our|WITH|OPEN* fastest|quickest|best {_WAS}b:<PlainTime>"


@rule(
    "Element",
    f"{_SLOW} COMMA|AND|SLASH|DASH|but* {_FAST} CLOSE?",
    f"{_FAST} COMMA|AND|SLASH|DASH|but* {_SLOW} CLOSE?",
    cost="phrase",
    example="slowest 3:33, fastest 3:28",
)
def slowest_and_fastest(m: Found) -> Aim | None:
    """The range that the reps lay in."""
    slow, fast = m["a"], m["b"]
    near = 0.75 * slow.ms <= fast.ms < slow.ms
    return Aim(m.span, Target(m.span, slow, fast=fast)) if near else None


_BEHIND_REPS = "^METRES|KM|MILES|MINUTES|SECONDS|s|DIGITS|REP|ALL|EACH|RUN"


@rule(
    "Element",
    f"{_BEHIND_REPS} AT|IN the|low|mid|middle|high|upper|lower|very* DASH? n:DIGITS|CLOCK s?",
    f"{_BEHIND_REPS} low|mid|high DASH? n:DIGITS|CLOCK s?",
    cost="phrase",
)
def in_the_eighties(m: Found) -> Doubt | None:
    """`in the low 80s`: no time."""
    told = m["n"].value % 10 == 0 and m.chart.plain.startswith("s", m["n"].end)
    led = told and m.has("the", "low", "mid", "middle", "high", "upper", "lower")
    return Doubt(m.span, "'{this}': which time?", "`81-83`") if led else None


_NOT = "COMMA|DASH|AND|but|SEMI* no|not|never nothing|any|quite|too|as|going|run|running|a|that* "
_STOPS = "&COMMA|DOT|NL|END|SEMI|CLOSE|WITH|OFF"


@rule(
    "Element",
    f"{_NOT}FASTER|harder|faster|quicker THAN? that|this|it|these? {_STOPS}",
    f"{_NOT}all|flat|MAX|SPRINT DASH? out|EFFORT|PACE? {_STOPS}",
    cost="phrase",
    example="but not all out",
)
def no_harder(m: Found) -> Remark:
    """The pace stays what it is."""
    return left_to_runner(m.span, m.shown)


@rule(
    "Element",
    "COMMA? WITH SPLIT|times OF|of|at|AT|in|IN|COLON|ABOUT* t:<TargetList> &END|NL|DOT|SEMI|COMMA|CLOSE",
    "^BEGIN|NL|DOT|SEMI RUN|went|hit|clocked|i|we|my|our|SPLIT|of* t:<PlainTime>|<TargetList> "
    "for|on|over|from my|our|the|today's|these|those|an|a? &<CountAhead>",
    cost="label",
)
def run_in_before(m: Found) -> Aim | None:
    """`Ran 3:36, 3:31 and 3:26 for my 3 x 1k`, `5 x 600, 2 min, with splits of 2:07, …`."""
    target = m["t"] if isinstance(m["t"], Target) else Target(m.span, m["t"])
    return Aim(m.span, target, ran=m.has("WITH")) if target.pace.kind == "time" else None
