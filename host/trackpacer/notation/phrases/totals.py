# SPDX-License-Identifier: MIT
"""Amounts that nobody runs by themselves: what a session comes to, or the event it is for.

`8 miles total`, `(5.6 miles)` behind a set, `6k of work.` before one, `800 M TRAINING` above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise, takewhile
from math import prod

from trackpacer.notation.chart import Chart, Found, longest
from trackpacer.notation.elements import Amount, Doubt, Remark
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.phrases.ends import both_ways
from trackpacer.notation.phrases.labels import unmarked
from trackpacer.notation.tokens import Token

alias("InclRests", "incl|inc|including|with|WITH|excluding|without|WITHOUT the|all? REST|JOG WORD?")
alias(
    "InclParts",
    "OPEN not|NOT|excluding|plus|without|WITHOUT including? WU|WARM|UP|AND|CD|COOL|DOWN|DASH* CLOSE",
)
alias("Sum", "ABOUT|just|almost|UNDER|OVER|a|LITTLE|bit* a:<Dist>|<Time>|<Range>", example="6 km")


@rule(
    "Element",
    "^CD|COOL|DOWN COMMA? for|making a|the|TOTAL|total|of|OF|ABOUT* d:<Dist> IN t:<Time> &END|NL|DOT",
    "^CD COMMA? for a|the|TOTAL|total|of|OF|ABOUT* d:<Dist> &END|NL|DOT",
    cost="label",
)
def whole_behind_cool_down(m: Found) -> Remark | None:
    """`1 mile to cool down for 6 miles in 53 min`: how far it was in all, and how long it took."""
    tokens = m.chart.tokens[max(m.begin - 6, 0) : m.begin]
    sized = any(token.kinds & {"MILES", "KM", "METRES", "MINUTES"} for token in tokens)
    note = f"'{m.shown}' taken as what it all came to"
    return Remark(m.span, notes=(note,)) if sized and m["d"].value >= 4000 else None


@rule(
    "Element",
    "OPEN? TOTAL exercise|workout|session|training? distance|TIMES|mileage|volume|duration|running|work? time? COLON|EQUALS|OF|ABOUT|is|DASH? ABOUT? <Sum> <InclRests>? CLOSE?",
    "OPEN? <Sum> TOTAL|altogether CONTINUOUS|non|stop* CLOSE? COLON|DASH?",
    "OPEN? <Sum> in total|all CLOSE?",
    "OPEN|COMMA|DOT|NL <Sum> all in CLOSE?",
    "OPEN? <Sum> all up|told CLOSE? &END|NL|DOT|COMMA",
    "COMMA|DOT DIGITS TOTAL",
    "OPEN? TOTAL distance|mileage|volume? COLON|EQUALS|OF|DASH DIGITS CLOSE? &END|NL|DOT|COMMA|SEMI",
    "COMMA|AND? <Sum> EASY? each|EACH|either|both way",
    "EQUALS <Sum> OF? TOTAL|work|running|volume|quality|altogether?",
    "^BEGIN|NL|DOT in|IN|for|during a|an|the <Time> SESSIONWORD|RUN COMMA",
    "^NL|DOT the? TOTAL distance|time|mileage? was|is|were|comes|came|to* <Sum> <InclParts>? &NL|DOT|END",
    cost="label",
    example="total 6 km",
)
def total(m: Found) -> Remark | None:
    counted = {"METRES", "KM", "MILES", "MINUTES", "OF", "TIMES"}
    explains = m.words()[0] == "=" and "UNKNOWN" in m.behind.kinds  # `SR=4min`
    return None if explains or m.behind.kinds & counted else unmarked(m)


@rule(
    "Element",
    "OPEN|COMMA|DOT|NL|DASH in total|all COLON|OF|ABOUT? <Sum> CLOSE? &END|NL|DOT|COMMA|SEMI",
    cost="label",
    example=", in total 15 km",
)
def total_ahead_of_sum(m: Found) -> Remark:
    """`9 km at 4:15, in total 15 km`: what it comes to."""
    return unmarked(m)


@rule(
    "Element",
    "OPEN|DASH|EQUALS|DOT|COMMA|for n:DIGITS total|TOTAL REP|SET CLOSE? &END|NL|COMMA|DOT|SEMI|WITH|DIGITS",
    "OPEN|DASH|EQUALS|DOT|COMMA|for n:DIGITS REP|SET|of|them* in total|all CLOSE?",
    "OPEN n:DIGITS TIMES <Run> in total|all CLOSE",
    "OPEN n:DIGITS REP|SET? total|TOTAL|altogether CLOSE",
    "OPEN TOTAL of|OF|COLON? n:DIGITS REP|SET? CLOSE",
    cost="label",
    example="(12 total reps)",
)
def reps_in_all(m: Found) -> Remark | Doubt | None:
    """`4 x 3 x 300 (12 reps in total)`: what the counts before it come to."""
    tokens = m.chart.tokens
    counts = [
        tokens[at].value
        for at in range(m.begin)
        if "NUM" in tokens[at].kinds
        and 2 <= tokens[at].value <= 50
        and (
            tokens[at + 1].kinds & {"TIMES", "SET", "REP"}
            or (at and "TIMES" in tokens[at - 1].kinds)
        )
    ]
    number = m["n"].value
    whole = {sum(counts), *counts, *(prod(pair) for pair in combinations(counts[-4:], 2))}
    if number > 1 and number in whole:
        return Remark(m.span)
    if not counts or not m.has("REP") or "." in m["n"].word:
        return None
    return Doubt(m.span, "'{this}' is not what the counts before it come to", "the right count")


@rule(
    "Element",
    "AND|COMMA|DOT? that|which|this|it makes|made|gives|gave|brings|making to|it|me|you|us? a|an|the? "
    "<Dist>|<Time> day|total|session|run|altogether|in? all?",
    "COMMA|DASH? for|giving|making a|an? TOTAL OF <Sum> HARD|FAST|OF|RUN|work|running* &END|NL|DOT|COMMA|CLOSE",
    "AND|COMMA|DOT? there|there's|that's|you've|got|is|s* a|an|the|your|my <Dist>|<Time> day|morning|evening|night|outing",
    cost="label",
    example="and that makes a seven mile day",
)
def makes_in_all(m: Found) -> Remark | None:
    """What a day came to, or what of it was hard; but `for a total of 20 min` may order it."""
    return None if m.has("OF") and not m.has("HARD", "FAST") else Remark(m.span)


alias("AtPace", "at|AT <NamedTarget>|<RacePace>", example="at 5k pace")
alias(
    "OfWork",
    "OF work|running|volume|quality|hard|CONTINUOUS|RUN|FAST|good|total|reps* <AtPace>?",
    example="of work",
)


@rule(
    "Element",
    "^NL|DOT|SEMI|COMMA|AND|BULLET the|your|overall|PACE|time|TIMES|it|this|that|which|TOTAL* "
    "should|will|would|ABOUT* come|comes|work|works|add|adds|average|averages out|up? to|TO|at|AT "
    "ABOUT? <Time>|<Dist> for|IN|in|over <Dist>|<Time> &END|NL|DOT",
    "^DOT|NL|SEMI|COMMA|DASH ABOUT? <Dist> IN|all all|total|TOTAL|IN|told &END|NL|DOT|COMMA|SEMI",
    "^DOT|NL|SEMI|COMMA|DASH ABOUT? <Dist> for the day|night|morning|evening &END|NL|DOT|COMMA|SEMI",
    "^NL|DOT|SEMI|COMMA|AND|DASH|OPEN it|this|that|which|all|should|will|would* "
    "come|comes|coming|work|works|working|add|adds|adding|total|totals|TOTAL out|up? to|TO|at|AT? "
    "a:<Sum> <OfWork>? &END|NL|DOT|COMMA|CLOSE",
    "^DOT|SEMI|COMMA|AND|DASH that's|thats|which|that is? <Sum> <OfWork> &END|NL|DOT|COMMA|CLOSE",
    cost="label",
)
def comes_out_at(m: Found) -> Remark | None:
    """`Pace should come out to 24:00 for 6,400 m`: what the whole comes to."""
    whole = m["a"] is None or m["a"].kind != "ms" or m["a"].value >= 900_000
    return Remark(m.span) if whole or m.has("TOTAL", "total", "OF") else None


@rule(
    "Element",
    "^NL|DOT|SEMI|COMMA|AND it|this|that|which|session|workout|thing|the|whole|all* should|will|would|ALL* take|takes|took|taking|lasts|lasted|last "
    "you|me|us|ABOUT|just|UNDER|OVER* a:<Time>|<Range> in? total|all|TOTAL|altogether? &END|NL|DOT|CLOSE",
    "^JOG|REST|PACE|METRES|WALK|CLOSE|EASY|OFF ARROW ABOUT|TOTAL* a:<Time>|<Range> in? total|TOTAL|all? &END|NL|DOT",
    cost="label",
)
def takes_in_all(m: Found) -> Remark | None:
    """How long the whole takes: longer than any rep or its recovery."""
    a: Amount = m["a"]
    counted = m.earlier("TIMES") or not m.has("ARROW")  # `5 x 1k with 3 min jog → 30 min`
    return Remark(m.span) if a.kind == "ms" and a.value >= 1_500_000 and counted else None


@rule(
    "Element",
    "COMMA|DASH|OPEN? so|ie|which|that|that's|is|makes|making|EQUALS ABOUT? a:<Time> in|IN? total|all|TOTAL? CLOSE? "
    "&COMMA|PLUS|DOT|NL|END|SEMI|AND|THEN",
    "OPEN a:<Time> in|IN total|all|TOTAL CLOSE",
    cost="label",
)
def comes_to(m: Found) -> Remark | None:
    """`8 km at 3:50 pace, so 30:40`: what a length and its pace come to."""
    chart, told = m.chart, m["a"].value
    near = range(max(0, m.begin - 10), m.begin)
    far = [p.value.value for n in near for p in chart.at("Dist", n) if p.end < m.begin]
    pace = [p.value.value for n in near for p in chart.at("Time", n) if p.end <= m.begin]
    sizes = (one * each / per for one in far for each in pace for per in (1000.0, MILE))
    return Remark(m.span) if any(abs(size - told) <= 0.01 * told for size in sizes) else None


@rule("Element", "IN? BETWEEN &END|NL|DOT|OPEN|COMMA|WITH|AT", cost="rare")
def between_the_ends(m: Found) -> Remark | None:
    """`2 miles warm-up, 2 miles cool-down and 10 x 400 in between`."""
    ends = m.earlier("WU", "WARM") and m.earlier("CD", "COOL")
    return Remark(m.span) if ends else None


@rule("Element", "^a|an|WORD|COLON a:<Dist> WORD? RUN|SESSIONWORD &WITH", cost="rare")
@rule("Element", "^BEGIN a:<Dist> DASH|COLON|EQUALS", cost="rare", example="7 mi -")
@rule("Element", "^BEGIN|COLON|DASH|AMPM|WEEKDAY a:<Dist> RUN? DOT|NL", cost="label")
@rule(
    "Element",
    "^BEGIN|COLON|NL RUN? a:<Dist>|<Time> RUN|total|TOTAL? COMMA|IN? <Time>? &OPEN",
    cost="rare",
)
def total_before(m: Found) -> Remark | None:
    """`7 mi - 2 wu, 3 tempo, 2 cd`, `14 km, 72 min (3 km warm-up, 8 x 700, 3 km warm-down)`, `10
    miles. 5 x 1 mile @ 5:30. 3 up, 1 down`: nothing is run before the warm-up."""
    later = {kind for token in m.chart.tokens[m.end :] for kind in token.kinds}
    ends = bool(later & {"WU", "WARM"} and later & {"CD", "COOL", "DOWN"})
    ends = ends or both_ways(m, {"DIGITS", "MILES", "KM"})
    other = m.has("DOT", "NL") and (m["a"].value < 6000 or m.begin > 3)
    return unmarked(m) if ends and not other else None


@rule(
    "Element",
    "^BEGIN|NL|COLON|DASH|WEEKDAY|AMPM n:NUM &GROUND|TEMPO|SESSIONWORD|THRESHOLD|HILL|fartlek|speed|LONG",
    cost="label",
    example="7",
)
def miles_before_bracket(m: Found) -> Remark | None:
    """`Thu: 7 hills (12 x 300, 90s)`: the day's miles, before what is run and its bracket."""
    at = m.end + 1 + ("RUN" in m.after(1).kinds)
    opened, _, times = m.chart.tokens[at : at + 3]
    if not (opened.kinds & {"OPEN"} and times.kinds & {"TIMES"} and 3 <= m["n"].value <= 30):
        return None
    return Remark(m.span, notes=(f"'{m['n'].raw}' taken as what the day comes to in all",))


def rests_told(chart: Chart, at: int) -> bool:
    """Whether a line tells a recovery from a token on: in words, `off 90s`, `(90s)`, `/2 min`."""
    return any(
        token.kinds & _RESTED
        or (token.kinds & {"OFF", "OPEN", "SLASH"} and chart.at("Time", n + 1))
        for n, token in enumerate(_line(chart.tokens, at), at)
    )


@rule(
    "Element",
    "^BEGIN a:<Dist> DOT|NL|COMMA|DASH|COLON the|my|our|today's? WORD? SESSIONWORD was|is|were|COLON",
    example="10 miles. Track workout was",
)
def day_before_its_workout(m: Found) -> Remark | None:
    """`10 miles. Track workout was 1200, 600, 600`: what the day came to."""
    a: Amount = m["a"]
    if a.value < 6000 or m.has("WU", "WARM", "CD", "COOL", "EASY"):
        return None
    note = f"'{m.chart.quote(*a.span)}' taken as what the day came to in all"
    return Remark(m.span, notes=(note,))


@rule("Element", "^NL a:<Time>|<Dist> &NL|END", cost="label", example="6 min")
def sum_of_lines(m: Found) -> Remark | None:
    """`5 min`, `1 min recovery`, `4 min`, and `10 min` below: what the lines come to."""
    sizes: list[float] = []
    for j in range(m.begin - 1):
        if j and "NL" not in m.chart.tokens[j - 1].kinds:
            continue
        found = [p.value for name in ("Time", "Dist") for p in m.chart.at(name, j)]
        if not found or found[0].kind != m["a"].kind:
            return None
        sizes.append(found[0].value)
    total = sum(sizes)
    rested = m.earlier(*_RESTED)
    if len(sizes) < 3 or not rested or abs(total - m["a"].value) > 0.001 * total:
        return None
    return Remark(m.span, notes=(f"'{m.shown.strip()}' is what the lines above it come to",))


@rule(
    "Element",
    "for|EQUALS|makes|making ABOUT|a|total|of|OF|TOTAL* a:<Dist> total|TOTAL?",
    "OPEN? COMMA|DASH|so|ie|that's|is* a:<Sum> <OfWork> CLOSE?",
    cost="rare",
    example="for 5 miles",
)
def of_the_reps(m: Found) -> Remark | None:
    """`4 x 1.25 miles for 5 miles`: what the reps come to."""
    tokens, timed = m.chart.tokens, m["a"].kind == "ms"
    for j in range(max(m.begin - 14, 1), m.begin):
        if "TIMES" not in tokens[j].kinds or "NUM" not in tokens[j - 1].kinds:
            continue
        for found in m.chart.at("Run", j + 1):
            total = tokens[j - 1].value * (found.value.ms if timed else found.value.metres)
            if abs(total - m["a"].value) <= 0.01 * total:
                return Remark(m.span, notes=(f"'{m.shown}' is what the reps come to",))
    return None


_RESTED = frozenset(["REST", "JOG", "WALK", "FLOAT"])


def _line(tokens: list[Token], at: int) -> Iterator[Token]:
    return takewhile(lambda token: not token.kinds & {"NL", "DOT", "END"}, tokens[at:])


@rule("Element", "^OPEN including|WITH &NUM", cost="phrase")
def including(m: Found) -> Remark:
    """`5 miles (including 6 x 440)`"""
    return Remark(m.span, listed=False)


@rule("Element", "^JOG|WALK|FLOAT|REST OPEN ABOUT? a:<Dist> CLOSE", cost="rare")
@rule("Element", "OPEN ABOUT? a:<Dist> EACH|PER EACH|REP? CLOSE", cost="rare")
def length_again(m: Found) -> Remark | None:
    """`w/ 400 jog (1 lap)`, `3 x 10 min (about 2.8k each)`: how far that is."""
    if m.has("EACH", "PER"):
        return Remark(m.span) if not m.has("REP") or m["a"].value >= 100 else None
    far = m["a"].value
    ranges = (p.value for n in range(max(m.begin - 8, 0), m.begin) for p in m.chart.at("Range", n))
    if any(one.kind == "ms" for one in ranges):
        return Remark(m.span)  # `45-50 s jog (100 m)`
    before = (p for k in (2, 3, 4) for p in m.chart.at("Dist", max(m.begin - k, 0)))
    bare = (t.value for t in m.chart.tokens[max(m.begin - 3, 0) : m.begin] if "DIGITS" in t.kinds)
    lengths = [*(p.value.value for p in before), *bare]
    return Remark(m.span) if any(abs(one - far) <= 0.04 * far for one in lengths) else None


@rule(
    "Element",
    "^DOT|NL|OPEN|COMMA <Time> is|are|equals|EQUALS|means roughly|usually|ABOUT* <Dist> "
    "for|of|each? most|all|me|you|us|the? of|us|group|you*",
    cost="label",
)
def in_distance(m: Found) -> Remark:
    """How far one comes in a time."""
    return Remark(m.span)


@rule("Element", "^WORD OPEN ABOUT? a:<Dist>|<Time> CLOSE &END|NL", cost="rare")
def total_behind(m: Found) -> Remark | None:
    """`2 x 8 min hills (5.5 miles)` at the end of a line: how far, or how long, it is in all."""
    a: Amount = m["a"]
    counted = m.earlier("TIMES")
    if a.kind == "ms":
        return Remark(m.span) if counted and a.value >= 1_200_000 else None
    far = a.unit in ("km", "mile") and a.value > 2500 and a.value not in (3000, 5000, 10000)
    return Remark(m.span) if counted and far else None


@rule("Element", "OPEN all|in* miles|km|kms|metres|minutes|mins CLOSE", cost="remark-bracket")
def units_told(m: Found) -> Remark:
    """`4E + 8MP + 1E (miles)`."""
    return Remark(m.span)


# -- before the work, and its title


alias("WorkAhead", "COLON|DASH|NL|DOT|OPEN* NUM TIMES|SET", example=". 6 x")


@rule(
    "Element",
    "^BEGIN|NL|COLON|BULLET|DASH <Sum> worth? OF hard|quality|good|speed|interval|fast* "
    "SESSIONWORD|RUN|volume|quality|reps|intervals|speedwork &<WorkAhead>",
    "^BEGIN|NL|COLON|BULLET|DASH volume|mileage COLON|OF|DASH? <Sum> COLON|DASH|NL|DOT?",
    "ABOUT? <Sum> worth|altogether such? as|AS?",
    cost="label",
    example="6k of work",
)
def whole(m: Found) -> Remark:
    """`Volume 4.8k - 12 x 400`: what the set that follows comes to."""
    return unmarked(m)


_OF_TITLE = "race|specific|special|speed|endurance|track|strength|pace|hill|prep|plan"


@rule(
    "Element",
    f"^BEGIN|NL|BULLET|COLON <Dist> {_OF_TITLE}|AND|SLASH|PLUS|<Dist>* h:HEADING NUM? "
    "&COLON|DASH|NL|DOT|BULLET",
    f"^BEGIN|NL|BULLET|COLON DIGITS {_OF_TITLE}|AND|SLASH|DIGITS* h:HEADING NUM? "
    "&COLON|DASH|NL|DOT|BULLET",
    cost="remark-title",
    example="800M TRAINING",
)
@rule(
    "Element",
    "^BEGIN|NL|DOT the|my|our|this|a? DIGITS SLASH|DASH|x|TIMES DIGITS SESSIONWORD|session|workout "
    "consists|includes|involves|is|was|means of|OF? running|doing? &a|an|the|NUM",
    cost="label",
    example="The 600/200 workout consists of",
)
def event(m: Found) -> Remark | None:
    """`5K WORKOUT:`, `1500/3000 GROUP`: what a session is for, or whom."""
    return unmarked(m)


@rule("Element", "OPEN EQUALS? d:<Dist> CLOSE", cost="label", example="(5000m)")
def sum_in_brackets(m: Found) -> Remark | None:
    """`2 x (200 + 500 + 200), 3 min (1800 m)`: what all reps before it come to, none but those."""
    told = _sum_of_reps(m.chart, m.begin)
    return unmarked(m) if told > 0 and abs(told - m["d"].value) < 1 else None


def _sum_of_reps(chart: Chart, end: int) -> float:
    """The metres of `4 x 300` and `3 x (400, 200)` before a place; 0 where one has no length."""
    tokens = chart.tokens
    metres = 0.0
    for at in range(1, end - 1):
        if "TIMES" not in tokens[at].kinds or "NUM" not in tokens[at - 1].kinds:
            continue
        runs = [at + 1]
        if "OPEN" in tokens[at + 1].kinds:
            shut = next((n for n in range(at, end) if "CLOSE" in tokens[n].kinds), at)
            runs = [n for n in range(at + 2, shut) if "NUM" in tokens[n].kinds]
        sizes = [longest((*chart.at("Dist", n), *chart.at("Number", n))) for n in runs]
        far = [size.value.value for size in sizes if size is not None]
        if not far or len(far) < len(sizes) or min(far) < 60:
            return 0.0
        metres += tokens[at - 1].value * sum(far)
    return metres


@rule("Element", "OPEN n:DIGITS ~m total|TOTAL? CLOSE &END|NL", cost="label")
@rule("Element", "OPEN n:DIGITS CLOSE DOT? &END", cost="label", example="(13)")
def miles_of_the_day(m: Found) -> Remark | None:
    """`18 x 300, 25 s recovery (9m)`, `wd (11)`: more miles than are run in the reps, which rest."""
    line = list(takewhile(lambda token: "NL" not in token.kinds, m.chart.tokens[m.begin - 1 :: -1]))
    last = list(takewhile(lambda token: "TIMES" not in token.kinds, line))
    number, bare = m["n"].value, not m.has("METRES")
    counted = bare or sum("TIMES" in token.kinds for token in line) == 1
    signs = {"CLOSE", "OFF", "BACK"} if bare else frozenset()
    rested = any(token.kinds & (_RESTED | signs) for token in last)
    rested = rested or (bare and number % 5 != 0 and any("HILL" in t.kinds for t in last))
    if not counted or not rested or not 6 <= number <= 26:
        return None  # `3 x 4 x 400, 60 s rest (5m)`: between the sets
    note = f"'{m.shown}' taken as the miles of the day in all"
    return Remark(m.span, notes=(note,))


@rule("Element", "^BEGIN w:WORD p:<Plural> COLON? &NL", "^BEGIN w:WORD n:DIGITS ~ms COLON? &NL")
def titled_by_kind(m: Found) -> Remark | None:
    """`Broken 600s` above what each of them is made of, a run a line."""
    w: Token = m["w"]
    lines = [
        one
        for one, before in zip(m.chart.tokens[m.end + 1 :], m.chart.tokens[m.end :], strict=False)
        if "NUM" in one.kinds and before.kinds & {"NL", "BULLET", "DASH"}
    ]
    far = m["p"].value if m["p"] else m["n"].value
    strange = "UNKNOWN" in w.kinds or w.word == "broken"
    made = len(lines) > 1 and all(one.value < far for one in lines)
    return unmarked(m) if strange and made else None


@rule(
    "Element",
    "^BEGIN|NL|DASH|COLON|DOT WORD? p:<Plural>|<Dist> COLON|DOT|DASH &NUM|NL",
    "^BEGIN|WORD|COLON p:<Plural> tonight|today? &OPEN",
    cost="label",
)
def titled_by_length(m: Found) -> Remark | None:
    """`Track 600s. 4-6 x 600`, `Tuesday 400s: 10 x 400`: what is run, before it is written."""
    p: Amount = m["p"]
    if m.behind.kinds & {"TIMES", "NUM", "OF", "BETWEEN", "WITH", "AND", "THEN", "AFTER"}:
        return None
    later = any(
        "TIMES" in sign.kinds and token.value == p.value
        for sign, token in pairwise(m.chart.tokens[m.end :])
    )
    return unmarked(m) if p.plural and later else None
