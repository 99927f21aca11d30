# SPDX-License-Identifier: MIT
"""What is told of a recovery or of the reps besides their lengths, and changes nothing on a watch.

`(NO WALKING)`, `(jogging or slow run, not walking)`, `(until fully recovered)`, `wait before
starting the next repeat`; where it was run (`in lane 3`), how warm it was (`low 90's`).

Not here: the recovery itself (`recoveries`), clauses that hold no figure (`talk`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Manner, Remark, left_to_runner
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.phrases.remarks import left

_MOVES = frozenset(["JOG", "WALK", "FLOAT", "REST"])
_HOW = frozenset(["JOG", "WALK", "FLOAT", "RUN", "SLOW", "EASY", "STEADY"])
_BETWEEN = words_of(
    "not or and no only just active light very keep moving standing don't please about around"
)


def _rested(chart: Chart, i: int) -> bool:
    """Whether a recovery with its length stands before, in the same line."""
    rest = amount = False
    for token in reversed(chart.tokens[max(i - 24, 0) : i]):
        if "NL" in token.kinds and rest:
            break
        rest = rest or bool(token.kinds & {*_MOVES, "EASY"})
        amount = amount or bool(token.kinds & {"DIGITS", "CLOCK", "NUM"})
    return rest and amount


@scanner("Element", "OPEN|COMMA|DOT|STEADY|JOG")
def how_to_recover(chart: Chart, i: int) -> list[Phrase]:
    """`(NO WALKING)`, `(jogging or slow run, not walking)`, `, steady, not jogging`."""
    tokens = chart.tokens
    opens = "OPEN" in tokens[i].kinds
    at = i + bool(tokens[i].kinds & {"OPEN", "COMMA", "DOT"})
    begin, moves, negated = at, 0, False
    while tokens[at].kinds & _HOW or tokens[at].word in _BETWEEN or "COMMA" in tokens[at].kinds:
        moves += bool(tokens[at].kinds & {"JOG", "WALK", "FLOAT"})
        negated = negated or tokens[at].word in ("not", "no", "don't")
        at += 1
    ends = {"CLOSE"} if opens else {"DOT", "NL", "END"}
    if not moves or not tokens[at].kinds & ends or at - begin < 2 or not _rested(chart, i):
        return []
    if not (negated or opens):
        return []
    return [left(chart, i, at + opens, COSTS["label"])]


@rule("Element", "in|IN groups|pairs &AT|WITH|OFF|ON|IN|COMMA|DOT|END|NL", example="in groups")
def with_others(m: Found) -> Manner:
    """`5 x 600 in groups with 2 min recovery`: who runs beside whom."""
    return Manner(m.span)


@rule(
    "Element",
    "OPEN? from|FROM|with|off a|an|the? standing|flying|rolling|running|crouch|block|walking DASH? "
    "start|starts CLOSE?",
    "^TIMES|METRES|DIGITS|COMMA|SECONDS|YARDS w:standing|flying|rolling|running|crouch|block DASH? start|starts",
    cost="label",
    example="from a standing start",
)
def how_it_starts(m: Found) -> Remark:
    """`4 x flying start 150m`, too."""
    return Remark(m.span)


@rule(
    "Element",
    "OPEN|COMMA OR? UNTIL|till you|are|you're|feel|FULL* recovered|ready|fresh CLOSE",
    "OPEN OR as needed|required|necessary CLOSE",
    "OPEN WALK|JOG some|a|bit* if COMMA? needed|required|necessary CLOSE",
    "^DOT|NL|AND|THEN|COMMA wait|rest|recover|stop BEFORE|UNTIL you|starting|beginning|begin|start|are|ready|for|to* "
    "the|your? next|following REP|one|REPEAT|SET|run &DOT|NL|END|CLOSE",
    "OPEN|COMMA|DASH keep|just|also* WALK|JOG|moving again? &CLOSE|DOT|NL|COMMA|END CLOSE?",
    "COMMA WALK|JOG OR|AND|SLASH WALK|JOG &DOT|NL|END|CLOSE",
    "^REST|JOG|WALK|FLOAT AT|IN a|an|the|flat|EASY|SLOW|gentle|very|nice* WALK|JOG|shuffle|stroll|WU|CD|EASYPACE PACE? &COMMA|DOT|SEMI|NL|END|CLOSE|PLUS",
    "^DOT|NL|COMMA|SEMI pas OF WALK",
    "^DOT|NL|SEMI on WORD COMMA? on ne WALK pas",
    cost="label",
)
def until_recovered(m: Found) -> Remark | None:
    """What ends a recovery whose length is told, or how it is spent."""
    return left_to_runner(m.span, m.shown) if _rested(m.chart, m.begin) else None


alias("OnGround", "NUM? REP|ones|<Plural>? were|are|run|done|RUN* ON|in|IN the|a* GROUND")


@rule(
    "Element",
    "COMMA? IN|ON|outside|WITHIN|along lane NUM",
    "TO|FROM|AT|by the? DIGITS m? start|startline|mark|line &COMMA|DOT|SEMI|NL|END|CLOSE",
    "^WALK|JOG about|around|round &CLOSE|COMMA|DOT|SEMI|NL|END",
    "^NL|DOT|COMMA|SEMI|COLON|DASH|BEGIN AND|THEN|you|we|can* split|splitting|divide|divided|break|broken|cut "
    "them|these|those|it|this|the|reps|REP|set|all|up* into|in|IN|THEN two|2|half|halves equal|even? halves|parts|groups|lots|blocks|half? &<HalfAhead>",
    "OPEN lane|lanes NUM please|only|today|tonight* CLOSE",
    "COMMA|OPEN|DASH|the|with|WITH* first|opening <OnGround> COMMA|AND|SEMI|the* last|final|other|rest|remaining <OnGround> CLOSE? &COMMA|DOT|END|NL|SEMI",
    cost="label",
    example="in lane 3",
)
@rule(
    "Element",
    "IN? the? low|mid|high|upper DIGITS PRIME? ~s",
    cost="label",
    example="low 90's",
)
def where_and_how_warm(m: Found) -> Remark:
    """The lane, and the degrees; `first five on the grass, last two on the track`; `Split them in
    two, do half at …`: of what is told next."""
    return Remark(m.span)


@rule(
    "Element",
    "OPEN no|not|WITHOUT FASTER CLOSE",
    "COMMA|AND* no|not|WITHOUT FASTER tonight|today|than|that|please* &DOT|NL|END",
    "^PACE|EFFORT OR SLOWER tonight|today|please? &DOT|NL|END",
    cost="label",
    example="(no faster)",
)
def no_faster_than_that(m: Found) -> Remark:
    """`@ 5k pace (no faster!)`: at that pace."""
    return left_to_runner(m.span, m.shown)


@rule(
    "Element",
    "^DOT|NL|SEMI|COMMA|OPEN that|this|it|which|that's|ie would|will|should|comes|works|equates|equals|means|be|is|was|s|out|TO|"
    "ABOUT|AT|EQUALS* t:<Time> PER|for|a|SLASH EACH|the|every? d:<Dist>|<Plural> CLOSE? &DOT|NL|END|COMMA",
    cost="label",
)
def pace_in_other_words(m: Found) -> Remark | None:
    """`at 9:20 pace. That would be 2:20 per 400 m`: the same pace, by a length."""
    if not m["d"].value:
        return None
    per_metre = m["t"].value / m["d"].value
    for at in range(m.begin):
        for found in m.chart.at("TimePace", at):
            pace = found.value
            far = {"km": 1000.0, "mile": MILE, "400": 400.0}.get(pace.per)
            units = [far] if far else [1000.0, MILE] if pace.per == "pace" else []
            if any(abs(pace.ms / unit - per_metre) <= 0.02 * per_metre for unit in units):
                return Remark(m.span, notes=(f"'{m.shown}' is the same pace",))
    return None
