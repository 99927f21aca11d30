# SPDX-License-Identifier: MIT
"""What goes by turns: `alternating 76 and 82`, `200 jog and 100 jog alternately`.

Not here: odd and even reps by their number (`shares`); runs that alternate (`changes`).
"""

from __future__ import annotations

from trackpacer.notation import elements as e
from trackpacer.notation.chart import Found
from trackpacer.notation.elements import RestTurns, Shares
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.efforts import named
from trackpacer.notation.phrases.recoveries import sized
from trackpacer.notation.phrases.rest_nouns import NOUN
from trackpacer.notation.tokens import Token, counts_in
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.records import replace

alias(
    "ByTurns",
    "ALTERNATE",
    "ALTERNATE in|IN the? EQUAL way|fashion|manner|order",
    "in|IN an ALTERNATE fashion|manner|order|pattern",
    "by|in|IN turn|turns",
    "turn AND|about turn|about",
    example="by turns",
)

# -- targets


alias("OwnTurn", "OPEN r:<OneTurn> CLOSE", "COMMA? WITH|OFF? r:<OneTurn>", example="(100 jog)")


@rule(
    "Element",
    "AT|IN|WITH|COLON|DASH|COMMA* ALTERNATE between|BETWEEN|with|at|AT* a:<OneTarget> r:<OwnTurn> AND|SLASH|COMMA|THEN* b:<OneTarget> s:<OwnTurn>",
    "AT|IN|WITH|COLON|DASH|COMMA* a:<OneTarget> r:<OwnTurn> AND|SLASH|COMMA|THEN* b:<OneTarget> s:<OwnTurn> COMMA|DASH? <ByTurns>",
    "AT|IN|with? ALTERNATE|swap|switch|flip BETWEEN|with|AT|IN|the* t:<TargetList> <EachUnit>?",
    "PACE ALTERNATE BETWEEN|with|COLON|DASH? t:<TargetList>",
    "AT|IN|with? ALTERNATE|swap|switch|flip BETWEEN|with|AT|IN|the* a:<OneTarget> AND|SLASH|COMMA|with b:<OneTarget>|<Body> <EachUnit>?",
    "OF|ALTERNATE ALTERNATE? a:<OneTarget> SLASH b:<OneTarget> ALTERNATE? e:KM|MILES",
    "AT|IN|WITH|COMMA|COLON|DASH? t:<TargetList> COMMA? <ByTurns>",
    "OPEN AT|IN? t:<TargetList> COMMA? <ByTurns> CLOSE",
    "AT|IN|WITH|COMMA|COLON? a:<OneTarget> AND|THEN|then b:<OneTarget> COMMA? <ByTurns>",
    example="alternating 76 and 82",
)
def targets_by_turns(m: Found) -> Shares | None:
    two: list[Target] = [m["a"], m["b"]]
    if m["t"]:
        paces = m["t"].listed or [m["t"].pace, *filter(None, [m["t"].fast])]
        two = [Target(pace.span, pace, pace.offset) for pace in paces]
    elif (two[0].pace.kind == "time") != (two[1].pace.kind == "time") or two[1].listed:
        return None
    parts = tuple(((number,), target) for number, target in enumerate(two, 1))
    told = bool(m.chart.tokens[m.end - 1].kinds & {"MILES", "KM", "LAPS"}) and m.has("EACH", "PER")
    rests = (((1,), m["r"]), ((2,), m["s"])) if m["r"] else ()
    return Shares(m.span, parts, 2, told or bool(m["e"]), rests=rests) if len(parts) == 2 else None


alias("EachUnit", "EACH|PER|by other? MILES|KM|LAPS|REP", example="each mile")


_EASILY, _FASTER = "EASY|SLOW|STEADY|RELAXED", "FAST|HARD"


@rule("TurnEffort", f"e:{_EASILY}|{_FASTER}", example="slow")
def turn_effort(m: Found) -> Target:
    return Target(m.span, Pace("none", m.span), effort=named(m))


@rule(
    "Element",
    "ALTERNATE between|with|AT|IN|the|REP* a:<TurnEffort> AND|SLASH|COMMA|with b:<TurnEffort>",
    "a:<TurnEffort> AND|SLASH|DASH b:<TurnEffort> COMMA|OPEN? <ByTurns> CLOSE?",
    example="alternating slow/fast",
)
@rule(
    "Element",
    "^METRES|DIGITS|KM|MILES OPEN? a:<TurnEffort> SLASH b:<TurnEffort> CLOSE? !REP|PACE|DIGITS|SLASH",
    cost="phrase",
    example="hard/easy",
)
def efforts_by_turns(m: Found) -> Shares | None:
    """Rep by rep: the first slow, the second fast; `6 x 400 hard/easy`: or a jog after each."""
    a, b = m["a"], m["b"]
    return Shares(m.span, (((1,), a), ((2,), b)), 2) if a.effort is not b.effort else None


alias(
    "Unbroken",
    "again|remember|COMMA|this|it|it's|is|you|we|the|a|should* CONTINUOUS RUN|SESSIONWORD?",
    "again|remember|COMMA|you|we|so|do* never|don't|not stop|stopping|REST BETWEEN?",
    example="again, this is a continuous run",
)


@rule(
    "Element",
    "^DOT|NL|SEMI|COMMA <Unbroken>? COMMA|DOT|so|AND|you|you're|we|we're|are* ALTERNATE|switch|swap|going BETWEEN|FROM? "
    "the? e:HARD|FAST AND|SLASH|TO EASY|SLOW|STEADY|RELAXED PACE|RUN|EFFORT|REP?",
    example="so you are switching hard and easy",
)
def sets_by_turns(m: Found) -> e.Remark | None:
    """`5 x 600 @ 5k, 5 x 600 easy. You are switching hard and easy`: a rep of each by turns."""
    counts = counts_in(m.chart.tokens[: m.begin])
    alike = len(counts) == 2 and counts[0] == counts[1]
    return e.Remark(m.span, notes=(e.BY_TURNS,)) if alike else None


# -- recoveries


@rule(
    "JogLeg",
    "a:<Number>|<Dist>",
    "a:<Number>|<Dist> JOG|WALK? OPEN|IN? ABOUT|IN* t:<Time> ish|or|OR|so* CLOSE?",
)
def jog_leg(m: Found) -> Rest | None:
    """`200 in 75 s`, of two jogs by turns."""
    if m.has("OPEN") != m.has("CLOSE") or not 50 <= m["a"].value <= 800:
        return None
    rest = sized(m, m["a"], frozenset({"JOG"}))
    if rest is None or rest.kind != "jog" or m["t"] is None:
        return rest
    return replace(rest, ms=m["t"].value)


alias("OneTurn", "r:<RestCore>|<BareRest>", example="60s")


@rule(
    "TurnPair",
    "WITH? a:<OneTurn> AND|SLASH|COMMA|then|TO|PLUS WITH|OFF|AND|then? b:<OneTurn>",
    "WITH? a:<JogLeg> AND|SLASH|COMMA AND? b:<SizedRest>",
    "JOG|WALK of|OF? a:<JogLeg> AND|SLASH|COMMA|then|THEN AND|then|THEN? JOG|WALK? b:<JogLeg>",
    "WITH? p:<SizedRest>",
    example="200 jog and 100 jog",
)
def turn_pair(m: Found) -> tuple[Rest, Rest] | None:
    """Two recoveries: a jog of metres, and another, or the times of both."""
    one: Rest | None = m["p"]
    if one is not None:  # `200/400 jog`
        if not one.pair or not one.max_ms:
            return None
        plain = replace(one, pair=False, max_ms=None)
        far = one.kind == "jog"
        return plain, replace(plain, metres=one.max_ms) if far else replace(plain, ms=one.max_ms)
    first, second = m["a"], m["b"]
    kinds = {first.kind, second.kind}
    if second.kind == "jog" and first.kind == "time" and m.chart.quote(*first.span).isdigit():
        return None  # `100 and 200 jogs`
    if first.pair or second.pair or not kinds <= {"jog", "time", "window", "full", "none"}:
        return None
    return first, second


_BY_TURNS = (
    "ALTERNATE the|your? JOG|WALK? REST? between|too|also|as|well|with|COLON|DASH|are|is|of|WITH*"
)


@rule(
    "Element",
    "WITH|OFF|COMMA|AND|THEN|the|your|a* p:<TurnPair> REST|NL|COMMA? also|too? <ByTurns>",
    f"WITH|COMMA|AND|THEN|the|your* {_BY_TURNS} p:<TurnPair> REST?",
    f"COMMA|AND|the|your|WITH* REST|JOG REST|COLON|is|are|to|should|TO* {_BY_TURNS} p:<TurnPair>",
    "DOT|COMMA|AND|the|your|WITH* JOG|WALK|REST REST|COLON|is|are|also* <ByTurns> too|as|well|likewise|also|DOT|between|COMMA|COLON|DASH* a:<JogLeg> AND|SLASH|COMMA|THEN THEN? b:<JogLeg>",
    "DOT|COMMA|AND|the|your|WITH* REST|JOG REST|COLON|is|are|also* <ByTurns> too|as|well|likewise|also|COMMA|COLON|DASH* p:<TurnPair>",
    "COMMA|AND|the|your|WITH* REST COLON|is|are|of* p:<TurnPair> <ByTurns>",
    cost="phrase",
    example="200 jog and 100 jog alternately",
)
def rest_turns(m: Found) -> RestTurns | None:
    """Times behind a plain `with` may be targets as well: then both are read."""
    if not m.has(*NOUN, "OFF") and m.words()[0] not in ("with", "w/"):
        return None
    return RestTurns(m.span, *(m["p"] or (m["a"], m["b"])))


alias(
    "PaceReps",
    "NUM? KM|MILES|MARATHON|HALFMARATHON|MPACE RACE? PACE? REP|one|ones",
    "800|1500|3000 PACE? REP|one|ones",
    example="5k reps",
)


@rule(
    "Element",
    "WITH|COMMA|OFF* JOG|WALK a:<JogLeg> AFTER the|EACH? <PaceReps> COMMA|AND|SEMI|DOT* JOG|WALK? b:<JogLeg> AFTER the|EACH? <PaceReps>",
    "WITH|COMMA|OFF* a:<OneTurn> AFTER the|EACH? <PaceReps> COMMA|AND|SEMI|DOT* b:<OneTurn> AFTER the|EACH? <PaceReps>",
    cost="phrase",
)
def rest_after_paces(m: Found) -> RestTurns | None:
    """`alternating HM and 5k pace, jog 200 m after the HM reps and 400 m after the 5k reps`."""
    tokens = m.chart.tokens
    places = [_named_at(tokens, at) for at in range(m.begin, m.end) if "AFTER" in tokens[at].kinds]
    if len(places) != 2 or min(places) < 0 or places[0] == places[1]:
        return None
    first = places[0] < places[1]
    return RestTurns(m.span, *((m["a"], m["b"]) if first else (m["b"], m["a"])))


def _named_at(tokens: list[Token], after: int) -> int:
    """Where the pace behind an `after` is first told in the text; -1 where only there."""
    at = after + 1
    while tokens[at].word in ("the", "each", "every"):
        at += 1
    size = 2 if "NUM" in tokens[at].kinds else 1  # `5 k`
    name = [token.word for token in tokens[at : at + size]]
    words = [token.word for token in tokens[:after]]
    return next((n for n in range(after) if words[n : n + size] == name), -1)


@rule("Element", "WITH|OFF|COMMA a:<OneTurn> SLASH b:<OneTurn>", cost="phrase")
def rest_turns_of_targets(m: Found) -> RestTurns | None:
    """`alternating mile and 5k pace, 100 jog / 200 jog`: by turns as well."""
    near = m.chart.tokens[max(m.begin - 14, 0) : m.begin]
    kinds = {m["a"].kind, m["b"].kind}
    turns = any("ALTERNATE" in token.kinds for token in near) and m.has(*NOUN, "OFF")
    return RestTurns(m.span, m["a"], m["b"]) if turns and kinds <= {"jog", "time"} else None


@rule("RestWhich", "AFTER the|EACH|your* w:FAST|FASTER|HARD|SLOW|SLOWER|EASY REP|one|ones?")
def rest_after_the_fast(m: Found) -> tuple[str, tuple[int, ...]] | None:
    """`alternating 3k and 10k pace, 200 jog after the fast ones`: after the odd reps."""
    quick = bool(m["w"].kinds & {"FAST", "FASTER", "HARD"})
    tokens, at = m.chart.tokens, m.begin
    begins = next((n for n in range(at - 1, 0, -1) if "ALTERNATE" in tokens[n].kinds), at) + 1
    lists = (p for n in range(begins, min(begins + 4, at)) for p in m.chart.at("TargetList", n))
    for found in lists:
        one, two = found.value.pace, found.value.fast
        if two is not None and one.kind == two.kind and one.kind in ("race", "time"):
            first = (one.metres, one.ms) < (two.metres, two.ms)
            return ("odd" if first == quick else "even"), ()
    return None


@rule(
    "Element",
    "WITH|OFF? a:<OneTurn> v:<RestWhich> COMMA|AND|SEMI|SLASH|DOT* b:<OneTurn> w:<RestWhich>",
    "JOG|WALK a:<JogLeg> v:<RestWhich> COMMA|AND|SEMI|SLASH|DOT* JOG|WALK? b:<JogLeg> w:<RestWhich>",
    "v:<RestWhich> COMMA? a:<OneTurn> COMMA|AND|SEMI|SLASH|DOT* w:<RestWhich> COMMA? b:<OneTurn>",
    cost="phrase",
    example="200 jog after odd reps, 400 jog after even reps",
)
def rest_after_odd_and_even(m: Found) -> RestTurns | None:
    by_turns = {m["v"][0]: m["a"], m["w"][0]: m["b"]}
    if by_turns.keys() != {"odd", "even"}:
        return None
    return RestTurns(m.span, by_turns["odd"], by_turns["even"])
