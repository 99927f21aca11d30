# SPDX-License-Identifier: MIT
"""A part of one run, and work somewhere in a longer run."""

from __future__ import annotations

import itertools

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.elements import (
    Amount,
    Count,
    Doubt,
    Joint,
    Length,
    Manner,
    Parts,
    Reps,
)
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.tree import Target
from trackpacer.records import replace
from trackpacer.session import Effort


@rule("ShareOfRun", "n:NUM PCT OF? it|the|run|RUN?", example="20%")
def share_of_run(m: Found) -> Amount | None:
    """Of the one run that stands before it: `10-12 miles with last 20% fast`."""
    told = ((s, at) for at in range(m.begin) for s in ("Range", "Dist", "Time"))
    found = longest(p for s, at in told for p in m.chart.at(s, at) if p.end < m.begin)
    whole: Amount | None = found and found.value
    if whole is None or m.earlier("TIMES") or not 5 <= m["n"].value <= 50:
        return None
    return replace(whole, span=m.span, value=whole.value * m["n"].value / 100, high=None, notes=())


def in_order(chart: Chart, at: int) -> bool:
    """Whether the first length of a text is said to be the first part of what is run."""
    heads = itertools.takewhile(lambda i: not chart.tokens[i].kinds & {"NUM", "CLOCK"}, range(at))
    return any(chart.tokens[i].word == "first" and chart.at("Figure", i + 1) for i in heads)


@rule("InOtherWords", "OPEN ABOUT? t:<Body> CLOSE", "COMMA ABOUT? t:<Body>", example="(~6:00-6:10)")
def in_figures(m: Found) -> Target | None:
    target: Target = m["t"]
    plain = target.pace.kind == "time" and target.pace.ms >= 130_000
    return target if plain and not target.listed and not target.last else None


def told_in_figures(target: Target | None, figures: Target, run: Amount) -> Target | None:
    """`at goal pace (~6:00-6:10)`: the times that a pace is told in count."""
    if target is None or target.pace.kind == "time":
        return None
    per = figures.pace.per or {"mile": "mile", "km": "km"}.get(run.unit, "pace")
    fast = replace(figures.fast, per=figures.fast.per or per) if figures.fast else None
    return replace(figures, pace=replace(figures.pace, per=per), fast=fast)


@scanner("Element", "WITH|COMMA|AND")
def with_block(chart: Chart, i: int) -> list[Phrase]:
    """`1 hour easy with 8 x 20s strides`: a block of its own, after what stands before.

    Strides only: `20k with 3 x 3k @ MP` holds its work within, nobody says where.
    """
    tokens = chart.tokens
    at = i
    while tokens[at].keys & {"COMMA", "AND"}:
        at += 1
    at += tokens[at].word in ("incl", "inc") and "DOT" in tokens[at + 1].kinds
    counted = any(isinstance(p.value, Count | Reps) for p in chart.at("Element", at + 1))
    if not counted or not tokens[at].kinds & {"WITH", "DOT"} or "NUM" not in tokens[at + 1].kinds:
        return []
    if any(chart.ending(at + 1, 7, "WholeTold")):
        return []
    after = {"STRIDES", "SPRINT", "HILL", "finish", "afterwards", "end", "then"}
    span = (tokens[i].start, tokens[at].end)
    if any(token.keys & after for token in tokens[at + 2 : at + 10]):
        return [Phrase(at + 1, 0.2, Joint(span, "then"))]
    question = Doubt(
        span,
        "where in the {whole}, and with which recoveries?",
        "the parts in their order, like `4 km easy, 3 x 3k @ MP R2:00, 4 km easy`",
    )
    return [Phrase(at + 1, 0.2, question)]


@rule("Element", "a:<Time>|<Dist>|<Range> fartlek|RUN|DOT|COMMA|TO|WITH|include|UP* &NUM")
def within_fartlek(m: Found) -> Doubt | None:
    """`Fartlek run 40 min. Include up to 6 x 2 min`: the reps alone, or behind so long a run."""
    line = m.chart.tokens[m.chart.since(m.begin, "NL") : m.end + 8]
    said = m.has("WITH", "include") and "TIMES" in m.after(1).kinds
    apart = any(token.kinds & {"STRIDES", "SPRINT", "HILL"} for token in line)
    if not said or apart or not any(token.word == "fartlek" for token in line):
        return None
    ways = (m.span,), ((m["a"].span[1], m.span[1]),)
    return Doubt(m.span, "the reps alone, or behind a run?", "the reps alone", choices=ways)


@rule(
    "Element",
    "WITH a:<Dist>|<Time>|<Number> KM|MILES? t:<Aimed>",
    cost="phrase",
    example="with 6 @ MP",
)
def somewhere(m: Found) -> Doubt | None:
    a: Amount = m["a"]
    first = next(n for n in range(m.begin, m.end) if "WITH" in m.chart.tokens[n].kinds) + 1
    if (a.kind == "n" and not 1 <= a.value <= 50) or any(m.chart.ending(first, 7, "WholeTold")):
        return None
    plain = "the parts in their order, like `3 km easy, 10 min hard, 3 km easy`"
    return Doubt(m.span, "where in the {whole}?", plain)


alias("WithSome", "WITH the? last|final? n:<Number> MILES? <Aimed>", example="w/ 12 @ GMP")


@rule("Element", "^BEGIN|NL|COLON n:DIGITS &<WithSome>", cost="rare", example="18")
def long_run(m: Found) -> Length | None:
    """`18 w/ 12 @ GMP`: miles."""
    some = m.chart.at("WithSome", m.end)[0].value
    if not 8 <= m["n"].value <= 26 or not 1 <= some.value < m["n"].value:
        return None
    note = f"'{m.shown}' taken as miles"
    return Length(m.span, metres=m["n"].value * MILE, unit="mile", notes=(note,))


_FOLLOWED = "COMMA|AND|DASH|OPEN? WITH? EACH one|rep|REP|of|them|which|is* FOLLOWED by|BY|with a|an? e:HARD|FAST|SPRINT?"


@rule(
    "Element",
    f"{_FOLLOWED} <Run> SPRINT|HARD|FAST|AT",
    f"{_FOLLOWED} <Run> &COMMA|END|DOT|NL|AFTER",
    cost="phrase",
    example=", each followed by a 200 sprint",
)
def after_each(m: Found) -> Doubt:
    """A run behind each rep: it stands in the set, and so do its recoveries."""
    plain = "the set in brackets, like `3 x (1k R0:30, 200 m fast R1:30)`"
    return Doubt(m.span, "'{this}': with which recoveries?", plain)


@rule("Element", "WITH|of|as|COMMA r:<Run> ON SLASH|COMMA|AND? <Run> OFF", cost="phrase")
def on_and_off(m: Found) -> Doubt | None:
    """`5 miles fartlek with 2 min on, 2 min off`: how often is not written."""
    before = m.chart.tokens[max(m.begin - 3, 0) : m.begin]
    if not m["r"].ms or not any(t.kinds & {"MILES", "KM"} for t in before):
        return None
    return Doubt(
        m.span, "how many times '{this}' in the {whole}?", "a count, like `6 x 2 min hard`"
    )


@rule(
    "Element",
    "the? FIRST &<Figure>",
    "COMMA|AND? the? next|last|final|second|middle &<Figure>",
    cost="phrase",
    example="first 12 min",
)
def parts_in_order(m: Found) -> Joint | None:
    """`First 12 min easy, next 10 min steady`: the parts of one run, in their order."""
    first = m.chart.tokens[m.end - 1].word == "first"
    heads = m.begin + 1 + (m.chart.tokens[m.begin].word == "the") if first else m.begin
    return Joint(m.span, ",") if in_order(m.chart, heads) else None


@rule("Element", "^NL|DOT|SEMI|BULLET|COMMA|THEN a|the? LAST &<RunHome>", cost="phrase")
def last_home(m: Found) -> Manner:
    """`Final 400 m cool-down jog`."""
    return Manner(m.span)


alias("RunHome", "<Run> EASY|JOG|SLOW? CD|COOL|<CoolDown>", example="400 m cool-down")


@rule("Element", "^COMMA|DOT|NL|SEMI|AND|THEN a|the? LAST &<EasyHome>", cost="phrase")
def last_easy(m: Found) -> Manner | None:
    """`2M jog, 3 x 1M, last 2M jog`: as at the start; `5 x 1k, last 1k easy` is one of the reps."""
    tokens, far = m.chart.tokens, m.after().value
    heads = tokens[0].value == far and tokens[2].kinds & {"EASY", "JOG", "WU", "WARM"}
    reps = (tokens[n + 1].value for n in range(m.begin) if "TIMES" in tokens[n].kinds)
    return Manner(m.span) if heads and far not in reps else None


alias("EasyHome", "<Run> EASY|JOG|SLOW JOG? &END|NL|DOT", example="2 miles jog")


alias("Figure", "&NUM|CLOCK <Time>|<Dist>", example="12 min")


# -- what is left of a rep behind a part of it

_GO = (
    "go|run|RUN|finish|kick|push|pick|it|up|and|AND|drive|race|RACE|wind|up|UP|hit|it|the|"
    "rest|OTHER|to|TO|close|is|at|you|should|then|THEN|change|move"
)
_TO_THE_END = "to|TO|till|until|UNTIL|for|into|THROUGH the|your finish|end|line"
alias("HowToEnd", f"{_GO}* a:<Aimed>", f"{_GO}* a:<Aimed> all? {_TO_THE_END}")
_BEHIND = "COMMA|DOT|SEMI|NL|AND|THEN|DASH|BUT*"


def _whole(m: Found, part: Length) -> Length | None:
    """The rep that stands before it, longer than the part that is told."""
    for at in reversed(range(m.begin)):
        if m.chart.before(at).kinds & {"TIMES", "BEGIN", "OF", "RUN", "NL"}:
            for run in (p.value for p in m.chart.at("Run", at)):
                if run.metres > part.metres > 0 or run.ms > part.ms > 0:
                    return run
    return None


@rule(
    "Element",
    f"{_BEHIND} WHEN|when|once|AFTER|after|from|FROM|at|AT "
    "you|you've|we|have|has|had|reach|done|run|RUN|ran|completed|covered|passed|pass|hit|get|TO|to|the|THROUGH|complete|WITH* "
    "a:<Run> mark|point|in|IN|COMMA|gone|on|ON* h:<HowToEnd>",
    f"{_BEHIND} WITH|from|when|WHEN|once there|there's|is|the|last|LAST* "
    "g:<Run> to|TO|still|left go|run|remaining? COMMA? h:<HowToEnd>",
    "OPEN|COLON the? FIRST|run|RUN? f:<Run> x:<Aimed> COMMA|AND|SEMI* THEN|FINISH|rest|remainder h:<HowToEnd> CLOSE?",
    "COMMA|DASH the? FIRST f:<Run> x:<Aimed> COMMA|AND|SEMI* THEN|rest|remainder h:<HowToEnd>",
    cost="phrase",
    example=", when you have done 400 m go flat out",
)
def left_of_rep(m: Found) -> Parts | None:
    part: Length = m["a"] or m["g"] or m["f"]
    whole = _whole(m, part)
    if whole is None or m.has("OPEN") != m.has("CLOSE"):
        return None
    if m["a"] and not (m.has("when", "once", "WHEN", "AFTER") and m["h"][1] is not Effort.EASY):
        return None  # `After 800 m run easy`: of the rep, or behind it?
    left = replace(part, metres=whole.metres - part.metres, ms=whole.ms - part.ms)
    first, last = (left, part) if m["g"] else (part, left)
    return Parts(m.span, ((first, *(m["x"] or (None, Effort.NONE))), (last, *m["h"])))
