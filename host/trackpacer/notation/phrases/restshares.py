# SPDX-License-Identifier: MIT
"""Recoveries by the rep they follow: `4 min after the third`, `except halfway`."""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import RestShare
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.shares import Which
from trackpacer.notation.tree import Rest

alias(
    "RestWhich",
    "AFTER EACH OF w:<Which>",
    "after|AFTER the? w:<Which>",
    "OPEN after|AFTER|for|the* w:<Which> CLOSE",
    example="after the third",
)


@rule(
    "RestWhich",
    "AFTER n:NUM REP|of? them? &END|NL|DOT|COMMA|SEMI|CLOSE|when|where",
    "when|once|AFTER we|you|they|i have|had|are|were* done|finished|completed|run|ran n:NUM REP|of|them*",
    cost="rare",
    example="after 5",
)
def rest_after_number(m: Found) -> Which | None:
    """`3 min after 5`: once, after the fifth."""
    return _by_number(m, "these", 2, 30)


def _by_number(m: Found, kind: str, least: int, most: int) -> Which | None:
    value = m["n"].value
    return (kind, (int(value),)) if value in range(least, most + 1) else None


@rule(
    "RestWhich",
    "AFTER the first n:NUM REP|ones? of? them? &END|NL|DOT|COMMA|SEMI|CLOSE",
    "once|when the|first* n:NUM REP|ones? were|are|is|have|been* done|complete|completed|finished|over",
    cost="phrase",
    example="after the first four",
)
def rest_after_first(m: Found) -> Which | None:
    """Once, when so many are done: it may be after each of them, too."""
    return _by_number(m, "these", 2, 30)


@rule("RestWhich", "BEFORE the? LAST n:NUM|one? REP|one|ones?", example="before the last 2")
def rest_before_last(m: Found) -> Which | None:
    n = m["n"]
    value = n.value if n is not None and "NUM" in n.kinds else 1.0
    return ("before-last", (int(value),)) if value in range(1, 20) else None


@rule("RestWhich", "EACH n:NUM REP|ones? &END|NL|DOT|COMMA|SEMI|CLOSE", cost="rare")
@rule("RestWhich", "AFTER EACH n:NUM REP|ones?", example="after every 4")
def rest_after_every(m: Found) -> Which | None:
    return _by_number(m, "every", 2, 30)


@rule("RestWhich", "BETWEEN the|REP|number|no* <Ordinal>|NUM AND <Ordinal>|NUM REP?")
def rest_between(m: Found) -> Which | None:
    """`3 min between 4 & 5`."""
    numbers = [t.value for t in m.chart.tokens[m.begin : m.end] if t.value >= 1]
    return _between(*numbers) if len(numbers) == 2 else None


def _between(first: float, second: float) -> Which | None:
    """The recovery between two reps, where one follows the other."""
    follows = second == first + 1 and first in range(1, 40)
    return ("these", (int(first),)) if follows else None


@rule("RestWhich", "AFTER the? o:<Ordinals> <Run>", example="after the 1st 400")
def rest_after_such(m: Found) -> Which:
    return "these", m["o"]


@rule("SuchReps", "the? middle|halfway|midway REP|one|ones|recovery|break?")
@rule(
    "RestWhich",
    "at|AT|the* halfway|midway DASH? through|point|stage|mark|way?",
    "at|AT the? half DASH? time",
    "at|AT? halftime",
    "at|AT|the* half DASH? way through|point|stage|mark?",
    "at|AT the half DASH? way? point|stage|mark?",
    "in|IN|for|at|AT the middle of? the? set|session|reps|SET|REP|it?",
    "half|HALF DASH? way through",
    example="halfway",
)
def rest_half(m: Found) -> Which | None:
    if m.has("middle") and any(p.value.place == "sets" for p in m.chart.at("Place", m.begin)):
        return None  # of two sets: between them
    return "half", ()


_BUT = (
    "except|but|COMMA|AND|with|WITH|for|though|save|bar|only|that|where|when|SEMI|apart|from|FROM|"
    "exception|other|than|THAN|the|of|in|one|OPEN|COLON|DASH|was|is|being|comes|came"
)
_TAKE = (
    "take|taking|have|had|you|we|get|give|yourself|another|longer|is|was|it|be|will|gets|got|gave|"
    "were|allowed|coach|us|i|they|took|rest|given|gives|it's|followed|FOLLOWED|by|which|to|increase|there's"
)
_START = "^BEGIN|NL|DOT|SEMI|COLON|BULLET|DASH"
_GOES_ON = "repeat|REPEAT the? process|pattern|cycle|sequence|that|this|SET?"
_SAVE = "except|excepting|save|bar|barring|but|apart|aside|other|OTHER"


alias("ExtraLong", "extra DASH? LONG", example="extra long")


@rule(
    "RestTold",
    "a|an|the|one|of|extended|longer|LONG|bigger|single|proper|full|whole|<ExtraLong>* r:<RestCore>|<BareRest> one|break|off?",
    "a|an|the|one|of* r:<RestCore>|<BareRest> instead|rather OF|of|than|THAN the? usual|normal? <Time>|<Dist>|REST",
    "a|an|the|longer|LONG|extended|proper|one|break|REST* OPEN r:<RestCore>|<BareRest> CLOSE",
    "d:DOUBLE|double|twice that|it|this|the? time|amount|REST?",
    example="a 2 min one",
)
def rest_told(m: Found) -> Rest | None:
    if m["d"]:
        return Rest(m.span, "equal", percent=200.0) if m.end > m.begin + 1 else None
    return m["r"]


@rule(
    "Element",
    f"{_BUT}* {_TAKE}* r:<RestTold> w:<RestWhich> CLOSE?",
    f"{_BUT}* {_TAKE}* r:<RestTold> w:<RestWhich> AND|THEN|COMMA* c:{_GOES_ON} &END|DOT|NL",
    f"{_BUT} {_BUT}* w:<RestWhich> COMMA? where|when|there|do|jog|walk|a|AND* {_TAKE}* r:<RestTold> CLOSE?",
    f"{_BUT}* {_TAKE}* a|an|the|LONG|bigger|extra* REST w:<RestWhich> OPEN|COLON|DASH|of|OF OF? r:<RestTold> CLOSE?",
    f"{_START} only? w:<RestWhich> COMMA|COLON? where|when|there|do|did|jog|walk|a* {_TAKE}* r:<RestTold>",
    f"COMMA|OPEN? {_SAVE} from|FROM|than|THAN|for|after|AFTER? e:<SuchReps> COMMA|COLON|DASH? where|when|which|that? {_TAKE}* r:<RestTold> CLOSE?",
    f"COMMA|OPEN|DASH? {_SAVE} from|FROM|than|THAN|for? the|a? REST|gap|one REST? w:<RestWhich> COMMA|COLON|DASH? {_TAKE}* r:<RestTold> CLOSE?",
    f"{_SAVE} from|FROM|than|THAN|for|after|AFTER? e:<SuchReps> OPEN {_TAKE}* r:<RestTold> CLOSE",
    "COMMA|AND|WITH|SEMI|DOT|but* o:<EveryNth>|<SuchReps> REST is|was|are|being|will|be|should|COLON|of* r:<RestTold>",
    f"{_BUT}* {_TAKE}* a|an|the? h:<HalfTime> <RestWhich>?",
    cost="phrase",
    example="4 min after the third",
)
def rest_share(m: Found) -> RestShare | None:
    if m.has("OPEN") != m.has("CLOSE"):
        return None
    kind, numbers = m["w"] or m["o"] or m["e"] or ("half", ())
    rest: Rest = m["r"] or m["h"]
    doubled = rest.kind == "equal" and rest.percent == 200
    once = kind == "first" and m.has("one")  # `a longer one of 3 min after the first 6`
    kind = "these" if kind == "numbered" or once else kind
    if numbers == (-1,):
        return None  # `after the last of them, 800 jog`: behind them all
    turns = kind in ("odd", "even") or (kind == "last" and numbers == (1,))
    if turns or not (doubled or rest.kind in ("time", "window", "full", "jog")):
        return None
    return RestShare(m.span, kind, numbers, rest, cycle=bool(m["c"]))


@rule(
    "HalfTime", "a:<Time> half|HALF DASH? time|way REST|rest|break", example="3 min half-time break"
)
def half_time(m: Found) -> Rest:
    """The one in the middle."""
    return Rest(m.span, "time", ms=m["a"].value)


@rule("SuchReps", "the? o:<Ordinals> REP|one|ones?", example="the 4th")
@rule("SuchReps", "number|NUMBERED|no|HASH|rep DOT? n:NUM")
def such_reps(m: Found) -> Which:
    return "these", m["o"] or (int(m["n"].value),)


@rule("SuchReps", "BETWEEN? the? a:NUM ORD? AND b:NUM ORD? REP?")
def such_a_place(m: Found) -> Which | None:
    """`except 3 and 4`: the recovery between them."""
    return _between(m["a"].value, m["b"].value)


@rule(
    "Element",
    f"{_BUT}* {_TAKE}* a|an|one? extra|additional|further r:<BareRest>|<RestCore> w:<RestWhich>",
    f"{_BUT}* {_TAKE}* a|an|one? extra|additional|further MINUTES w:<RestWhich>",
    cost="phrase",
    example="an extra minute after the 3rd",
)
def rest_more(m: Found) -> RestShare | None:
    """So much more than after the others."""
    kind, numbers = m["w"]
    rest = m["r"] or Rest(m.span, "time", ms=60_000.0)
    if kind in ("odd", "even") or rest.kind != "time":
        return None
    return RestShare(m.span, kind, numbers, rest, more=True)
