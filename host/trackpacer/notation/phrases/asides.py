# SPDX-License-Identifier: MIT
"""Brackets behind a run or a recovery: a letter for how it is run, a pace by its time, what a
recovery is spent with, what else may be, what it came to.

Targets and recoveries that stand in a bracket are in `targets` and `recoveries`.
"""

from __future__ import annotations

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import Aim, Feel, Manner, Part, Remark, left_to_runner
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.efforts import named
from trackpacer.notation.tokens import CLAUSE_ENDS
from trackpacer.notation.tree import Pace, Target
from trackpacer.session import Effort, Role

_COMPARED = frozenset(
    [
        *(("instead", "of"), ("rather", "than"), ("up", "from"), ("down", "from")),
        *(("compared", "to"), ("compared", "with"), ("as", "opposed")),
    ]
)
_NOWADAYS = words_of("now nowadays these today tonight")


@scanner("Element", "OPEN|COMMA|DASH|instead|rather|up|down|compared|as|used")
def of_another_day(chart: Chart, i: int) -> list[Phrase]:
    """`(last time it was 5 x 1k)`, `rather than 12 x 400`: reps behind those that are run; `Instead
    of going out for a 30-minute jog, …`: what is not run, at the head of a sentence."""
    tokens = chart.tokens
    opened = "OPEN" in tokens[i].kinds
    begin = i + ("WORD" not in tokens[i].kinds)
    one, two = tokens[begin], tokens[begin + 1]
    said = (one.word, two.word)
    dated = said in lexicon.ELSEWHERE or (one.word in ("last", "next") and "WEEKDAY" in two.kinds)
    dated = dated or (one.word == "in" and "MONTH" in two.kinds)
    heads = begin == i and bool(chart.before(i).kinds & {"BEGIN", "DOT", "NL"})
    former = said == ("used", "to")  # `She used to run 5 x 1k, now it is 8 x 1k`
    if not (said in _COMPARED or former or (dated and begin > i)):
        return []
    near = {"but"} if former else set() if heads else {"OFF", "AT", "WITH"}
    ends = {"CLOSE"} if opened else CLAUSE_ENDS | near
    at, counted = begin + 2, False
    while not tokens[at].keys & (ends | {"NL", "END"}) and at - i < _LONGEST:
        counted = counted or ("TIMES" in tokens[at].kinds and "NUM" in tokens[at - 1].kinds)
        at += 1
    if former and not {token.word for token in tokens[at + 1 : at + 4]} & _NOWADAYS:
        return []
    if said[1] == "from" and any("TO" in token.kinds for token in tokens[begin:at]):
        return []  # `Up from 200 to 800 in 200s`
    if counted == heads or not tokens[at].keys & ({"COMMA"} if heads else ends | {"NL", "END"}):
        return []
    span = chart.span(begin, at)
    note = f"'{chart.quote(*span)}' is not run"
    return [Phrase(at + (opened or heads or former), 0.3, Remark(span, notes=(note,)))]


_RUN = "^KM|MILES|METRES|MINUTES|SECONDS|PRIME|QUOTES|DIGITS|CLOCK"


@rule("Element", f"{_RUN} OPEN w:e|t|i|cv|str|strd|sts CLOSE", example="(E)")
def lettered(m: Found) -> Feel | Aim | Part | None:
    """`6k(E)`, `4 x 1k (T)`, `20s(Str)`: how it is run, by a letter."""
    w = m["w"]
    if w.word in ("str", "strd", "sts"):
        return Part(m.span, Role.STRIDE)
    if not w.raw.isupper():
        return None
    if w.word == "e":
        return Feel(m.span, Effort.EASY)
    pace = Pace("training", w.span, name=w.word.upper())
    effort = Effort.THRESHOLD if w.word == "t" else Effort.NONE
    return Aim(m.span, Target(w.span, pace), effort)


@rule(
    "Element",
    f"{_RUN} OPEN VERY|pretty|fairly? e:HARD|FAST|STEADY|EASY|MAX|SPRINT|RELAXED EFFORT|PACE? CLOSE",
)
def in_a_bracket(m: Found) -> Feel:
    return Feel(m.span, named(m))


@rule(
    "Element",
    "^REST|JOG|WALK|MINUTES|SECONDS OPEN JOG|WALK|wander|amble|BACK|over|across|down|up|round|around|TO* TO the? NUM m? start|line|mark|bend CLOSE",
    "^REST OPEN your|the? JOG|WALK BACK|DOWN|over? counts|included|incl|counting|counted CLOSE",
    cost="label",
)
def where_to(m: Found) -> Remark:
    """Where a recovery leads."""
    return Remark(m.span)


_WITHIN = "included|incl|inc|including|includes|counts|PLUS|AND|in"


@rule(
    "Element",
    f"OPEN that's|thats|that|so|it|the|your|is|are|both|RUN|REP|in* REST|JOG|WALK {_WITHIN} in|it|that|this|RUN|REP|REST|JOG* CLOSE",
    f"OPEN that's|thats|that|so|it|the|your|is|are|both|all* RUN|REP? {_WITHIN} the|your|all|any? REST|JOG|WALK time? CLOSE",
    cost="label",
    example="(rest included)",
)
def of_a_cycle(m: Found) -> Remark | None:
    """`every 4:30 (rest included)`: what a time from start to start holds."""
    cyclic = m.chart.tokens[max(m.begin - 5, 0) : m.begin]
    return (
        Remark(m.span)
        if any(t.kinds & {"EACH", "ON", "CYCLE", "LEAVING"} for t in cyclic)
        else None
    )


@rule("Element", f"{_RUN} OPEN wk|w|wlk|jg|jgg|j|jog|walk|float|walked|jogged CLOSE")
def how_by_letter(m: Found) -> Manner | None:
    """`/60s(wk)`: a recovery that is walked."""
    tokens = m.chart.tokens[max(m.begin - 3, 0) : m.begin]
    return Manner(m.span) if any("SLASH" in token.kinds for token in tokens) else None


_LITTLE = (
    "a|touch|bit|second|couple|few|SLIGHTLY|little|OF|just|even|perhaps|tad|NUM|DASH|OR|SECONDS"
)


@rule(
    "Element",
    f"OPEN OR|AND|maybe|even {_LITTLE}* {_LITTLE}* FASTER|SLOWER|quicker|below|above|under|lower|higher "
    "if|when|you|you're|feel|feeling|good|strong|fresh|able|can|like|want* CLOSE",
    cost="phrase",
    example="(or a second or two faster)",
)
def or_a_little(m: Found) -> Remark:
    """What may be, too: the pace stays the one that was written."""
    return left_to_runner(m.span, m.shown)


@rule(
    "Element",
    "OPEN d:<Dist> TOTAL? COMMA <Time> CLOSE",
    "OPEN d:<Dist> TOTAL? IN|COMMA <Time> COMMA? <TimePace> avg|average|PACE? CLOSE",
    cost="label",
)
def came_to(m: Found) -> Remark | None:
    """`6 x 600 m (4.1 mi, 36:13, 8:50/mi avg)`: what the whole came to."""
    counted = m.earlier("TIMES")
    far = m["d"].unit in ("km", "mile") and m["d"].value > 2500
    return Remark(m.span) if counted and far else None


_STOOD = "WALK|JOG|REST|SLOW|EASY|standing|static|FLOAT"


@rule(
    "Element",
    f"^REST|JOG|WALK OPEN a:<Time> {_STOOD} {_STOOD}? COMMA|PLUS|AND|SLASH|THEN b:<Time> {_STOOD} {_STOOD}? CLOSE",
    cost="phrase",
)
def its_parts(m: Found) -> Manner | None:
    """`75 s recovery (45 s standing, 30 s jog)`: what a recovery is made of."""
    both = m["a"].value + m["b"].value
    times = (p for j in range(max(m.begin - 5, 0), m.begin) for p in m.chart.at("Time", j))
    return Manner(m.span) if any(abs(p.value.value - both) < 1 for p in times) else None


@scanner("Element", "OPEN")
def results(chart: Chart, i: int) -> list[Phrase]:
    """`(1st set 56.2 avg, 2nd 55.8 avg)`: how each of them went."""
    tokens, at = chart.tokens, i + 1
    while not tokens[at].kinds & {"CLOSE", "NL", "END", "OPEN", "TIMES"} and at - i < 30:
        at += 1
    averages = sum(token.word in ("avg", "average", "ave") for token in tokens[i:at])
    if "CLOSE" not in tokens[at].kinds or averages < 2:
        return []
    return [Phrase(at + 1, 0.3, Remark((tokens[i].start, tokens[at].end)))]


_RESTED = frozenset(["REST", "JOG", "WALK", "FLOAT"])
_HOW = _RESTED | words_of(
    "standing stationary static active easy slow gentle shuffle turn turning face facing cross head "
    "get find wait stay shake catch breathe ready"
)
_JOINED = _HOW | words_of(
    """
    OR AND SLASH depending if SOFT BACK DOWN UP TO needed not EASY SLOW whatever your level AFTER
    ALL each every BETWEEN REP when THEN
    """
)
_STILL = words_of("standing static stopping sitting dawdling")
_SIDES = words_of("way side end direction")
_NEVER = frozenset(
    ["NUM", "CLOCK", "TIMES", "SET", "except", "unless", "FAST", "HARD", "SPRINT", "MAX", "STRIDES"]
)
_LONGEST = 20


@scanner("Element", "OPEN")
def spent_with(chart: Chart, i: int) -> list[Phrase]:
    """`80 s recovery (float, jog or walk depending on your fitness)`: how a recovery is spent."""
    tokens = chart.tokens
    behind = tokens[max(i - 4, 0) : i]
    begin = i + 1 + (tokens[i + 1].word in ("a", "just", "very", "nice"))
    begin += "AND" in tokens[begin].kinds
    if not any(token.kinds & _RESTED for token in behind) or not tokens[begin].keys & _HOW:
        return []
    at = i + 1
    while not tokens[at].kinds & {"CLOSE", "NL", "END"}:
        token = tokens[at]
        elsewhere = token.word == "other" and tokens[at + 1].word in _SIDES
        still = token.word in ("no", "not") and tokens[at + 1].word in _STILL
        elsewhere = elsewhere or still  # `(a shuffle, no standing about)`
        strange = "CARRIES" in token.kinds and not (token.keys & _JOINED or elsewhere)
        never = token.keys & _NEVER and token.word != "by"
        number = token.kinds & {"NUM", "SET"}
        counted = token.word == "round" or (number and tokens[at + 1].kinds & {"REP", "OF"})
        if not counted and (strange or never or at - i > _LONGEST):
            return []
        at += 1 + elsewhere
    if "CLOSE" not in tokens[at].kinds:
        return []
    return [Phrase(at + 1, 0.2, Remark((tokens[i].start, tokens[at].end)))]
