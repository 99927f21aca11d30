# SPDX-License-Identifier: MIT
"""Recoveries by the rep they follow: `4 min after the third`, `except halfway`."""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Manner, RestShare
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.shares import Which
from trackpacer.notation.phrases.talk import said
from trackpacer.notation.phrases.told import begins
from trackpacer.notation.tokens import SENTENCE_ENDS
from trackpacer.notation.tree import Rest

alias(
    "RestWhich",
    "AFTER EACH OF w:<Which>",
    "after|AFTER the? w:<Which>",
    "^REST|JOG|WALK for the? w:<Which>",
    "OPEN after|AFTER|for|the* w:<Which> CLOSE",
    example="after the third",
)


@rule(
    "RestWhich",
    "AFTER REP|number|NUMBERED|no|HASH HASH? n:DIGITS !MINUTES|SECONDS|METRES|TIMES",
    "AFTER n:NUM REP|of? them? &END|NL|DOT|COMMA|SEMI|CLOSE|when|where|<ThenOn>",
    "when|once|AFTER we|you|they|i|we'd|you'd|they'd|i'd have|had|are|were* done|finished|completed|run|ran n:NUM REP|of|them*",
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
    """Once, when so many are done: it may be after each of them, too, and is where the others have
    their own."""
    ahead = m.chart.tokens[m.end : m.end + 9]
    shared = any(t.keys & {"others", "other", "that", "thereafter"} for t in ahead)
    if m.has("AFTER") and (shared or any("THEN" in t.kinds for t in ahead[:2])):
        return None
    return _by_number(m, "these", 2, 30)


@rule(
    "RestWhich",
    "COMMA? thereafter|afterwards &END|NL|DOT|CLOSE|SEMI",
    "AFTER that|these|those &END|NL|DOT|CLOSE|SEMI",
    example="thereafter",
)
@rule("RestWhich", "for the others|rest &END|NL|DOT|CLOSE|SEMI", "for the other NUM REP|ones?")
def rest_of_others(m: Found) -> Which:
    return "others", (0,)


@rule("RestWhich", "BEFORE the? LAST n:NUM|one? REP|one|ones? !DIGITS", example="before the last 2")
@rule("RestWhich", "BEFORE the? LAST n:DIGITS m|METRES|REP?")
def rest_before_last(m: Found) -> Which | None:
    n, ahead = m["n"], m.chart.tokens[m.end : m.end + 7]
    value = n.value if n is not None and "NUM" in n.kinds else 1.0
    if value >= 100 and any(t.value == value for t in m.chart.tokens[: m.begin]):
        value = 1.0  # `before the last 800`
    if any(a.word == "1" and "TIMES" in b.kinds for a, b in pairwise(ahead)):
        return None  # `800 jog before the last rep`, and below it `1 x 800`
    return ("before-last", (int(value),)) if value in range(1, 20) else None


@rule("RestWhich", "EACH n:NUM REP|ones? &END|NL|DOT|COMMA|SEMI|CLOSE", cost="rare")
@rule("RestWhich", "AFTER EACH n:NUM REP|ones?", example="after every 4")
@rule("RestWhich", "at|AT the end OF|of EACH n:NUM REP|ones?")
def rest_after_every(m: Found) -> Which | None:
    return _by_number(m, "every", 2, 30)


@rule("RestWhich", "BETWEEN the|REP|number|no* <Ordinal>|NUM AND <Ordinal>|NUM REP? !SET")
@rule("RestWhich", "BETWEEN the? <Ordinal> AND the? <Ordinal> <Run>")
def rest_between(m: Found) -> Which | None:
    """`3 min between 4 & 5`."""
    numbers = [t.value for t in m.chart.tokens[m.begin : m.end] if 1 <= t.value < 60]
    return _between(*numbers) if len(numbers) == 2 else None


def _between(first: float, second: float) -> Which | None:
    """The recovery between two reps, where one follows the other."""
    follows = second == first + 1 and first in range(1, 40)
    return ("these", (int(first),)) if follows else None


@rule("RestWhich", "AFTER the? o:<Ordinals> <Run>", example="after the 1st 400")
def rest_after_such(m: Found) -> Which:
    return "these", m["o"]


@rule("SuchReps", "a|the? mid DASH? session|set|workout &REST")
@rule("SuchReps", "the? middle|halfway|midway REP|one|ones|recovery|break?")
@rule(
    "RestWhich",
    "at|AT|the* halfway|midway|midpoint DASH? through|point|stage|mark|way?",
    "at|AT the? half DASH? time",
    "at|AT|the* mid DASH? session|set|workout|way|point",
    "at|AT? halftime",
    "at|AT|the* half|HALF DASH? way through|point|stage|mark?",
    "at|AT the half DASH? way? point|stage|mark?",
    "in|IN|for|at|AT the middle !of|OF",
    "in|IN|for|at|AT the middle of the? set|session|reps|SET|REP|it",
    example="halfway",
)
def rest_half(m: Found) -> Which | None:
    if any(p.value.place == "sets" for p in m.chart.at("Place", m.begin)):
        return None  # of two sets: between them
    return "half", ()


_AND = (
    "COMMA|AND|WITH|SEMI|but|only|though|except|you|we|i|take|taking|took|have|had|get|got|give|us"
)
_GOES_ON = "repeat|REPEAT the? process|pattern|cycle|sequence|that|this|SET?"

alias(
    "ThenOn",
    "AND|THEN|COMMA* continue|carry|crack|press|push|finish|resume|go|keep|start on|again|the|OTHER|going|back|off|last|second|HALF|set|session|it|them|REP*",
    example="and continue",
)
alias("ExtraLong", "extra DASH? LONG", example="extra long")


@rule(
    "RestTold",
    "a|an|the|one|of|extended|longer|LONG|bigger|single|proper|full|whole|<ExtraLong>* r:<RestCore>|<BareRest> one|break|off?",
    "a|an|the|one|of* r:<RestCore>|<BareRest> instead|rather OF|of|than|THAN the? usual|normal? <Time>|<Dist>|REST",
    "a|an|the|one|drinks|drink|water|toilet|UNKNOWN* stop|break|pause|breather|chat OF|for? r:<RestCore>|<BareRest>",
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
    f"{_AND}* r:<RestTold> w:<RestWhich> AND|THEN|COMMA* c:{_GOES_ON} &END|DOT|NL",
    f"{_AND}* r:<RestTold> w:<RestWhich> AND|THEN|COMMA* c:start|begin the|this|that|whole|through|cycle|pattern|sequence|process|SET* again|over|afresh &END|DOT|NL",
    f"{_AND}* r:<RestTold> w:<RestWhich> <ThenOn> &END|DOT|NL",
    "COMMA|AND|WITH|SEMI|DOT|but* o:<EveryNth>|<SuchReps> REST is|was|are|being|will|be|should|COLON|of* r:<RestTold>",
    "COMMA|AND|SEMI|DOT|but* o:<EveryNth> REP|one? you|we? take|have|get|taking|having|WITH r:<RestTold>",
    f"{_AND}* a|an|the? h:<HalfTime> <RestWhich>?",
    cost="phrase",
    example="4 min after the third",
)
def rest_share(m: Found) -> RestShare | None:
    if m.has("OPEN") != m.has("CLOSE"):
        return None
    which = m["w"] or m["o"] or ("half", ())
    once = m.has("one")  # `a longer one of 3 min after the first 6`
    return _share(m.span, which, m["r"] or m["h"], bool(m["c"]), once)


_PART = "COMMA|SEMI|DOT|COLON|AND|THEN|OFF|WITH|OPEN* the? w:first|next|last|final n:NUM REP?"


@rule(
    "Element",
    f"{_PART} OFF r:<RestCore>|<BareRest> CLOSE? !EACH|PER|BETWEEN|AT",
    f"{_PART} WITH|have|had|get|got r:<RestCore> CLOSE? !EACH|PER|BETWEEN|AT",
    example="first 6 off 200 jog",
)
def rest_of_so_many(m: Found) -> RestShare | None:
    """`12 x 200, first 6 off 200 jog and last 6 off 100 jog`; not `6 x 400, next 6 off 60s`."""
    kind = {"first": "first", "last": "last", "final": "last"}.get(m["w"].word, "next")
    more = kind == "next" and not m.earlier("FIRST")
    return None if more else _share(m.span, (kind, (int(m["n"].value),)), m["r"])


@rule(
    "Element",
    "COMMA|AND|THEN|DOT|SEMI* continue|carry|crack|press|push|finish|resume|go|keep|start|run|do|complete "
    "on|off|again|with|WITH|through|into|run|the|your* LAST|OTHER|remaining|second|next n:NUM REP|ones|of? them? "
    "AT|at|WITH|OFF? the? same? r:<RestCore>|<BareRest>? again? &END|DOT|NL|COMMA|SEMI",
    "COMMA|AND|THEN* the? LAST n:NUM REP? WITH|OFF r:<RestCore>|<BareRest> again &END|DOT|NL|COMMA|SEMI",
    "COMMA|AND|THEN|DOT|SEMI|DASH* another|the? n:NUM more|remaining|MORE REP? &END|DOT|NL|COMMA|SEMI",
    cost="phrase",
)
def goes_on(m: Found) -> Manner | None:
    """`Take a lap after 5 and continue the last 5 with 100 recovery`: as those before it."""
    chart, left = m.chart, int(m["n"].value)
    halves = [p.value[1] for at in range(m.begin) for p in chart.at("RestWhich", at)]
    counts = {a.value for a, b in pairwise(chart.tokens[: m.begin]) if "TIMES" in b.kinds}
    if not any(len(half) == 1 and half[0] + left in counts for half in halves):
        return None
    both = ("RestCore", "BareRest")
    told = [p.value for at in range(m.begin) for s in both for p in chart.at(s, at)]
    size = m["r"] and m["r"].ms + 1000 * m["r"].metres
    return Manner(m.span) if not size or any(r.ms + 1000 * r.metres == size for r in told) else None


def _share(
    span: tuple[int, int], which: Which, rest: Rest, cycle: bool = False, once: bool = False
) -> RestShare | None:
    kind, numbers = which
    doubled = rest.kind == "equal" and rest.percent == 200
    once = once and kind == "first"
    kind = "these" if kind == "numbered" or once else kind
    if numbers == (-1,):
        return None  # `after the last of them, 800 jog`: behind them all
    turns = kind in ("odd", "even") or (kind == "last" and numbers == (1,))
    turns = turns or rest.metres >= 3000  # `5k pace but rep 4 at 3k pace`
    if turns or not (doubled or rest.kind in ("time", "window", "full", "jog")):
        return None
    return RestShare(span, kind, numbers, rest, cycle=cycle)


_EXCEPT = words_of("except excepting exception save bar barring but apart aside other though only")
_LEADS = _EXCEPT | words_of(
    "with the an we they us you and i got had took get take there was a at after half halfway taking having do did jog walk"
)
_GOT = words_of("got had took take get have gave given let allowed called made makes there comes")
_JOINED = frozenset(["COMMA", "AND", "DASH", "COLON", "EQUALS", "FULL", "LONG", "SEMI"]) | words_of(
    """
    when where which who that than instead only as so because while after for from of with it be
    recover recovery rest break pause breather jog gap one extra then if since said save each both others
    """
)
alias("RepNamed", "w:<RestWhich>|<SuchReps>", "AFTER w:<SuchReps>", example="after the third")
alias("LongRest", "r:<RestTold>|<RestCore>|<BareRest>|<HalfMinutes>", example="a 3 min one")


@rule("RestWhich", "AFTER MILES|LAPS|KM|EFFORT HASH? n:NUM !MINUTES|SECONDS|METRES|TIMES")
@rule("RepNamed", "AFTER n:NUM !MINUTES|SECONDS|METRES|KM|MILES|TIMES|OF|REP")
def after_number(m: Found) -> Which | None:
    return _by_number(m, "these", 2, 30)


@rule("HalfMinutes", "n:NUMBERWORD AND a half !MINUTES|SECONDS|MILES|LAPS|KM|times")
def half_minutes(m: Found) -> Rest | None:
    """`let us have two and a half`, of the minutes of a recovery."""
    return Rest(m.span, "time", ms=(m["n"].value + 0.5) * 60_000) if m["n"].value < 9 else None


@scanner("Element", "COMMA|OPEN|DASH|SEMI|DOT|COLON|WORD|DIGITS|CLOCK")
def one_excepted(chart: Chart, i: int) -> list[Phrase]:
    """`except for after the eighth, when Mick took pity on us and made it two minutes`: a clause
    that names one recovery and its length, and otherwise talks."""
    if not chart.once(_names_a_rest):
        return []
    tokens = chart.tokens
    opened = "OPEN" in tokens[i].kinds
    at = i + ("MARK" in tokens[i].kinds)
    lead = {token.word for token in tokens[at : at + 4]} & _EXCEPT
    first = at > i or begins(chart, i)
    told = chart.at("LongRest", at) or (first and chart.at("RestWhich", at))
    led = tokens[at].word in (_LEADS if first else _EXCEPT)
    begun = told or led or "WITH" in tokens[i].kinds
    if not begun:
        return []
    which_one = "RepNamed" if lead else "RestWhich"
    found: list[Phrase] = []
    parts: dict[str, Phrase] = {}
    words, cost = set[str](), COSTS["phrase"]
    while at - i < 40:
        token = tokens[at]
        ends = token.kinds & (SENTENCE_ENDS | {"CLOSE"})
        likely = lead or words & (_GOT | _EXCEPT) or words <= _LEADS | _JOINED
        if len(parts) == 2 and likely and (ends or token.keys & _JOINED or not found):
            which, rest = parts[which_one].value, parts["LongRest"].value
            after = opened and "CLOSE" in token.kinds
            share = _share(chart.span(i, at + after), which, rest)
            if share is not None and after == opened:
                found.append(Phrase(at + after, cost, share))
        if ends:
            break
        for symbol in (which_one, "LongRest"):
            part = None if symbol in parts else longest(chart.at(symbol, at))
            if part is not None:
                if parts and chart.at("RestWhich", part.end):
                    return []  # `2 min after the first 3 and | 3 min after the others`
                parts[symbol], at, cost = part, part.end, cost + part.cost
                break
        else:
            each = said(token)
            known = token.word in _LEADS | _GOT or token.keys & (_JOINED | {"UNKNOWN"})
            if each < 0 and not known:
                break
            words |= {token.word} if "MARK" not in token.kinds else set()
            cost += 0.02 if each < 0 else min(0.25 * each, 0.1)
            at += 1
    return found[:1] + found[1:][-1:]


def _names_a_rest(chart: Chart) -> bool:
    return any(chart.at(name, i) for i in range(chart.end) for name in ("RestWhich", "RepNamed"))


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
    f"{_AND}* a|an|one? extra|additional|further r:<BareRest>|<RestCore> w:<RestWhich>",
    f"{_AND}* a|an|one? extra|additional|further MINUTES w:<RestWhich>",
    f"{_AND}* r:<BareRest>|<SizedRest> extra|more|longer w:<RestWhich>",
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
