# SPDX-License-Identifier: MIT
"""What heads a session or one of its lines: dates, weekdays, labels, titles, numbers of a list.

Not here: words within a line (`remarks`); what stands before the session (`opening`).
"""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Amount, Joint, Pause, Remark, Runner
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.remarks import MEASURES, remark, weight
from trackpacer.notation.tokens import Token, is_spaced_dash
from trackpacer.paces.races import Race
from trackpacer.records import replace

_LINE = "^BEGIN|NL|DOT|BULLET|COLON|WEEKDAY"


@rule(
    "Element",
    f"{_LINE} DATE COLON|DASH|COMMA?",
    f"{_LINE} n:DIGITS ORD? MONTH <Year>? COLON|DASH|COMMA|NL|SLASH?",
    f"{_LINE} MONTH n:DIGITS ORD <Year>? COLON|DASH|COMMA?",
    f"{_LINE} MONTH n:DIGITS <Year>? COLON|DASH|COMMA? !TIMES",
    f"{_LINE} DIGITS SLASH DIGITS COLON|DASH",
    "^BEGIN|NL n:DIGITS SLASH o:DIGITS &<CountAhead>",
    f"{_LINE} DIGITS SLASH DIGITS SLASH DIGITS COLON|DASH|NL",
    "^CD|DOWN OPEN n:DIGITS SLASH DIGITS CLOSE &END|NL",
    example="2026-11-24:",
)
def date(m: Found) -> Remark | None:
    if m["o"] and not (len(m["o"].word) == 2 and m["o"].value <= 12):
        return None
    return unmarked(m) if not m["n"] or m["n"].value <= 31 else None


alias("CountAhead", "NUM TIMES", "NUM DASH NUM TIMES", example="3-4 x")


_SIZE = "SECONDS|MINUTES|PRIME|QUOTES|METRES|s*"


@rule(
    "Element",
    f"^BEGIN|NL|COLON|BULLET|DOT a:NUM {_SIZE} SLASH|DASH|ON b:NUM {_SIZE} OFF|HILL|today|tonight|SESSIONWORD* COLON|DASH|NL|DOT|COMMA",
    "^BEGIN|NL d:<Dist>|<Time> REP today|tonight|again|for|us|WITH|the|our|my|group|club|team|lads|squad* s:COMMA|COLON|DASH|DOT|NL",
    "^BEGIN|NL|COLON d:<Nickname> DASH|COLON? &<CountAhead>",
    cost="label",
)
def told_below(m: Found) -> Remark | None:
    """`40/20s: 40 secs on, 20 secs off, 24 times`, `Mile reps today, 4 x 1 mile`: only named."""
    if m["d"]:
        end = m.chart.end if m["s"] and m["s"].kinds & {"DOT", "NL"} else m.end + 2
        counted = [at + 1 for at in range(m.end, end) if "TIMES" in m.chart.tokens[at].kinds]
        reps = (p for at in counted for n in ("Dist", "Time", "Number") for p in m.chart.at(n, at))
        return unmarked(m) if any(p.value.value == m["d"].value for p in reps) else None
    ahead = list(pairwise(m.chart.tokens[m.end :]))
    sizes = [t for t, after in ahead if t.kinds & {"NUM"} and not after.kinds & {"TIMES", "SET"}]
    again = next((token for token in sizes[1:3] if token.value == m["b"].value), None)
    if again is None or sizes[0].value != m["a"].value:
        return None
    told = (t.kinds for t, _ in ahead if sizes[0].start < t.start < again.start)
    worded = any(kinds & {"ON", "HARD", "FAST", "RUN", "EFFORT", "UP", "AT"} for kinds in told)
    return unmarked(m) if worded else None


@rule(
    "Element",
    "^BEGIN|NL|COLON|BULLET|DOT progressive|FAST|LONG|SHORT* d:<Plural>|<Nickname> REP? &OFF|WITH",
    "^BEGIN|NL|COLON|BULLET|DOT progressive|FAST|LONG|SHORT* d:<Dist>|<Time> REP? &OFF|WITH",
    "^BEGIN|NL|COLON|BULLET|DOT SHORT|LONG|steep* HILL|REP REP? OPEN d:<Dist>|<Time> CLOSE COMMA|COLON|DASH? &<CountAhead>",
    cost="label",
)
def named_with_rest(m: Found) -> Remark | None:
    """`400s off 60 s, 10 x 400`: named before their recovery, and counted behind it."""
    ahead, last = m.chart.tokens[m.end :], m.chart.tokens[m.end - 1]
    if not (last.kinds & {"REP", "CLOSE", "COMMA", "COLON", "DASH"} or last.word.endswith("s")):
        return None  # one of them: `400 m off 60 s, 10 x 400`
    counted = [m.end + at + 1 for at, token in enumerate(ahead) if "TIMES" in token.kinds]
    if not counted or any(t.kinds & {"THEN", "PLUS"} for t in m.chart.tokens[m.end : counted[0]]):
        return None
    named = (p for n in ("Dist", "Time", "Number") for p in m.chart.at(n, counted[0]))
    return unmarked(m) if any(p.value.value == m["d"].value for p in named) else None


_TITLE = "^BEGIN|NL|COLON|BULLET|DOT progressive|FAST|LONG|SHORT* d:<Plural>|<Nickname>|<Dist>|<Time> REP?"


@rule(
    "Element",
    f"{_TITLE} WITH|OFF a|an? r:<RestCore>|<BareRest> &COLON|DASH|COMMA|NL|SEMI",
    f"{_TITLE} OPEN WITH|OFF? a|an? r:<RestCore>|<BareRest> CLOSE &COLON|DASH|COMMA|NL|SEMI",
    cost="label",
    example="400m reps with 200m jog",
)
def titled_rest(m: Found) -> Pause | None:
    """`400m reps with 200m jog: 10 x 400`: their recovery, told in the title."""
    if m["r"].place or not (
        m.has("REP") or m["d"].plural or m.chart.tokens[m.begin + 1].word == "s"
    ):
        return None
    counts = [c.end for c in m.chart.at("CountAhead", m.end + 1)]
    named = (p for n in ("Dist", "Time", "Number") for at in counts for p in m.chart.at(n, at))
    if not any(p.value.value == m["d"].value for p in named):
        return None
    return Pause(m.span, replace(m["r"], notes=[]), said=True, headed=True, told=True)


@rule("Year", "n:DIGITS !TIMES", example="2026")
def year(m: Found) -> bool | None:
    return 1990 <= m["n"].value <= 2100 or None


@rule(
    "Element",
    "AT? CLOCK|DIGITS AMPM COLON|DASH|COMMA?",
    "OPEN AT|FROM? CLOCK|DIGITS AMPM CLOSE COLON|DASH|COMMA?",
    f"{_LINE} WEEKDAY AMPM|evening|morning|night? COLON|DASH|COMMA|DOT?",
    f"{_LINE} WEEKDAY OPEN CLOCK AMPM? CLOSE COLON|DASH|COMMA?",
    f"{_LINE} WEEKDAY DIGITS ORD? MONTH SLASH",
    f"{_LINE} WEEKDAY DIGITS ORD? MONTH? AMPM? COLON|DASH|COMMA? !TIMES|METRES|KM|MILES|MINUTES",
    f"{_LINE} WEEKDAY AT|on|'s|track|evening|morning|night|session COLON|DASH|COMMA|EQUALS",
    cost="phrase",
    example="Tuesday:",
)
def weekday(m: Found) -> Remark:
    return unmarked(m)


_MARKS = frozenset(["COLON", "DASH", "COMMA", "DOT", "NL", "SLASH"])


def unmarked(m: Found) -> Remark:
    """What was matched as a remark, without the marks at its end."""
    tokens = m.chart.tokens
    end = m.end
    while end > m.begin + 1 and tokens[end - 1].kinds & _MARKS:
        end -= 1
    return Remark((m.span[0], tokens[end - 1].end))


@rule(
    "Element",
    f"{_LINE} NUMBERED|SET DOT? n:NUM COLON|DASH|DOT|NL|COMMA|EQUALS|CLOSE",
    f"{_LINE}|SLASH NUMBERED|SET n:NUM SLASH &<CountAhead>",
    f"{_LINE} WEEKDAY? NUMBERED n:NUM COMMA? NUMBERED? NUM? WEEKDAY? COLON|DASH|DOT|NL",
    f"{_LINE} SET|NUMBERED NUMBERWORD|ORDINALWORD COLON|DASH|NL",
    f"{_LINE} HASH n:DIGITS COLON|DASH|DOT?",
    f"{_LINE} q|w|d|s|wk n:DIGITS d|q? DIGITS? COLON|DASH",
    f"{_LINE} n:DIGITS ~DOT|CLOSE",
    f"{_LINE} OPEN n:DIGITS CLOSE",
    f"{_LINE} OPEN? a|b|c|d|e|f|i|ii|iii|iv CLOSE|COLON",
    f"{_LINE} a|b|c|d|e|f|i|ii|iii|iv|m|t|w|s DOT",
    f"{_LINE} l:a|b|c|d|f &NUM",
    cost="phrase",
    example="Week 2:",
)
def numbered(m: Found) -> Remark | None:
    last, glued = m.chart.tokens[m.end - 1], m.after().glued
    if m["l"] and not m["l"].raw.isupper():
        return None
    if "COMMA" in last.kinds and "NUM" in m.after().kinds and "COMMA" in m.after(1).kinds:
        return None  # `session 1,2,3,2,1 min`
    if m.chart.tokens[m.begin] is m["n"] and (m["n"].value > 30 or "." in m["n"].word or glued):
        return None
    return None if "DASH" in last.kinds and last.glued and glued else unmarked(m)


@rule(
    "Element",
    "^!BEGIN|NL|DOT|BULLET <ListNumber>",
    "^!BEGIN|NL|BULLET a|b|c|d|e|f ~DOT &DIGITS",
    "^!BEGIN|NL|BULLET|DIGITS OPEN n:DIGITS CLOSE",
    "^!BEGIN|NL|BULLET|DIGITS|DASH|TO n:DIGITS ~CLOSE",
    cost="phrase",
)
def next_item(m: Found) -> Joint | None:
    """`2. Main set a. 4 x 1000m … 3. Cool-down`: a numbered list in one line."""
    first, second = m.chart.tokens[:2]
    if m["n"]:  # `(1) 2k warm up (2) 6 x 90 s`
        one = second if "OPEN" in first.kinds else first
        listed = one.value == 1 < m["n"].value <= 12 and m.has("OPEN") == ("OPEN" in first.kinds)
        return Joint(m.span, ";") if listed else None
    return Joint(m.span, ";") if "DIGITS" in first.kinds and "DOT" in second.kinds else None


_PACED = frozenset(["THRESHOLD", "TEMPO", "INTERVALPACE", "MARATHON", "HALFMARATHON", "CV"])
_LABEL_MARKS = frozenset(["DASH", "SLASH", "AND", "COMMA", "PLUS", "PRIME", "HASH"])
_NO_TITLE = frozenset(
    ["recovery", "rest", "target", "pace", "goal", "splits", "results", "actual", "actuals"]
)
_NO_LABEL = frozenset(
    ["NL", "END", "CLOCK", "DATE", "TIMES", "JOG", "WALK", "WU", "CD", "WARM", "COOL", "BETWEEN"]
)


def _lettered(token: Token) -> bool:
    """Whether it is a training pace by its letter."""
    return len(token.word) == 1 and token.raw in "TRIM"


def _of_label(token: Token) -> bool:
    """Whether it may stand in a label."""
    kinds = token.kinds
    if _lettered(token) or token.raw == "J" or kinds & _LABEL_MARKS or "SESSIONWORD" in kinds:
        return True
    if token.word in ("set", "sets", "first", "last", "second", "rest", "group", "effort", "speed"):
        return True
    return not kinds & (_NO_LABEL | {"MARK", "CARRIES", "SET", "REST", "PACE"})


def _halved(tokens: list[Token], at: int) -> bool:
    """`Half marathon plan week 9:`: the race's name."""
    return tokens[at].word == "half" and tokens[at + 1].word == "marathon"


@rule("Element", "^BEGIN|NL|BULLET number|no|nr DOT? OF REP|RUN COLON|DASH|EQUALS? &DIGITS")
def heads_lengths(m: Found) -> Remark | None:
    """`No. of reps 300, 500, 300`: what is run, and not how often."""
    far = m.after().value >= 100 and m.after(1).kinds & {"COMMA", "SLASH", "DASH"}
    return unmarked(m) if far else None


@rule("Element", "DASH|COLON|OPEN w:long|medium|short CLOSE? &NL|COMMA|DOT|SEMI|END", cost="label")
def how_long(m: Found) -> Remark | None:
    """`5 mins - long`, `3 mins - medium`, `90 secs - short`: of lengths, and no effort."""
    told = {token.word for token in m.chart.tokens} & {"long", "medium", "short"}
    return Remark(m.span) if len(told) > 1 and m.has("OPEN") == m.has("CLOSE") else None


@scanner("Element", "WORD|NUM|OPEN|WU")
def label(chart: Chart, i: int) -> list[Phrase]:
    """`Main set:`, `MP mix:`, `VO2:`: a few words up to a colon."""
    tokens = chart.tokens
    behind = chart.before(i)
    heads = behind.kinds & {"BEGIN", "NL", "DOT", "BULLET", "SEMI", "COLON"}
    if not (heads or behind.kinds & {"COMMA", "BAR"}):
        return []
    end = i
    while end - i < 7 and (_of_label(tokens[end]) or _halved(tokens, end)):
        end += 1
    said, first = tokens[i:end], tokens[i]
    if any(
        ("LAST" in a.kinds and "NUM" in b.kinds) or ("NUM" in a.kinds and "PYRAMID" in b.kinds)
        for a, b in pairwise(said)
    ):
        return []  # `Last 3: hard`, `Seniors 2 pyramids: …`
    if "FROM" in first.kinds and any(p.end == end for p in chart.at("Ladder", i)):
        return []  # `From 84 to 69: 6 x 400`
    if "REP" in first.kinds and tokens[i + 1].kinds & {"DIGITS"} and "DASH" in tokens[i + 2].kinds:
        return []  # `Reps 1-4: 400 @ 76`
    whole = tokens[end - 1].kinds & {"SESSIONWORD", "REP"} or tokens[end - 1].word in (
        "main",
        "set",
    )
    equal = whole and "EQUALS" in tokens[end].kinds and chart.at("CountAhead", end + 1)
    headed = heads and "COLON" in tokens[end].kinds
    if not said or not (equal or headed) or "END" in tokens[end + 1].kinds:
        return []
    if any(_is_time(a, b, tokens[end:]) for a, b in pairwise(said[1:])):
        return []  # `For 16 min: 30s fast, 30s easy`, `Intervals off 60s: 10 x 400`
    if any("TOTAL" in t.kinds for t in said) and tokens[end + 1].kinds & {"NUM", "CLOCK"}:
        return []  # `Total duration: 18 min`: no run
    length = tokens[i + 1].kinds & MEASURES and "REP" not in tokens[i + 2].kinds
    counted = "TIMES" in tokens[end + 2].kinds and not length
    aimed = counted and first.word in ("target", "goal", "actual")  # `Target: 10 x 300`
    if (first.keys & _NO_TITLE and not aimed) or ("NUM" in first.kinds and not counted):
        return []
    if len(said) == 1 and first.kinds & {"EASY", "STEADY", "STRIDES"}:
        return []
    lettered = any(map(_lettered, said))
    paced = lettered or any(t.kinds & (_PACED | {"STEADY", "EASY", "SPRINT"}) for t in said)
    own = COSTS["label"] + 0.05 * len(said) + (0.5 if lettered else 1.6 if paced else 0.0)
    return [_titled(chart, i, end, own, paced, 1)]


def _is_time(number: Token, unit: Token, ahead: list[Token]) -> bool:
    """Whether it is a time, and no name of the runs that are counted ahead: `Hills, 60s: 8 x 60`."""
    counted = {b.value for a, b in pairwise(ahead) if "TIMES" in a.kinds}
    name = unit.word == "s" and (number.value > 180 or number.value in counted)
    return bool(unit.kinds & {"MINUTES", "SECONDS"}) and not name


def _titled(chart: Chart, i: int, end: int, cost: float, paced: bool, after: int) -> Phrase:
    span = chart.span(i, end)
    return Phrase(end + after, cost, Remark(span, notes=("paced-title",) if paced else ()))


_NAMED = words_of(
    """
    LAPS MILES CUTDOWN PYRAMID REP REST JOG SHORT LONG SESSIONWORD NUM UNKNOWN with the getting
    shorter longer cut down up broken split big day a of and
    """
)


@scanner("Element", "WORD|DIGITS")
def headline(chart: Chart, i: int) -> list[Phrase]:
    """`400s with short rest!`, `Cut down laps`, `Eight Four Two:`: a title of runs without a count,
    whose numbers the session below has again."""
    tokens, at = chart.tokens, i
    if "BEGIN" not in chart.before(i).kinds or i:
        return []
    while at < 9 and not tokens[at].kinds & {"NL", "COLON", "DOT", "END"}:
        token, following = tokens[at], tokens[at + 1]
        after = {"NL", "COLON", "DOT", "REP", "AND", "WITH", "NUM", "s"}
        run = "NUM" in token.kinds and not following.keys & after
        if run or not (token.keys & _NAMED or (token.word == "s" and token.glued)):
            return []  # `2 miles up`
        at += 1
    said, ahead = tokens[i:at], tokens[at + 1 :]
    kinds, then = (frozenset[str]().union(*(t.kinds for t in some)) for some in (said, ahead))
    numbers = [token.value for token in said if "NUM" in token.kinds]
    below = {token.value for token in ahead if "NUM" in token.kinds}
    names = kinds & {"LAPS", "MILES"} or len(numbers) > 1 or any(n >= 100 for n in numbers)
    rested = not kinds & {"REST", "JOG"} or then & {"SECONDS", "MINUTES", "JOG", "REST"}
    paced = "CUTDOWN" not in kinds or then & {"AT", "PACE", "FROM", "CLOCK"}
    worked = names and rested and paced and ("TIMES" in then or len(below) > 2)
    if not worked or any(n not in below and n * 100 not in below for n in numbers):
        return []
    return [Phrase(at + 1, COSTS["label"], Remark(chart.span(i, at)))]


_KNOWN = words_of(
    """
    REP PACE HILL FARTLEK PYRAMID LONG RUN SESSIONWORD GROUND SPRINT SHORT FIRST WEEKDAY RACE SET
    LAPS MILES
    """
)


@scanner("Element", "WORD")
def title(chart: Chart, i: int) -> list[Phrase]:
    """`Bank holiday special - `, `Speed 5 x`, `T+R mixture`: a title before the first block."""
    tokens = chart.tokens
    begins = "BEGIN" in chart.before(i).kinds
    if not begins and "NL" not in tokens[i - 1].kinds:
        return []
    at, cost, paced = i, 0.0, False
    while at - i < 12 and not _ends_title(tokens, at):
        token = tokens[at]
        if _lettered(token) or token.kinds & _PACED:
            paced, cost = True, cost + (0.3 if begins else 1.0)
        elif token.kinds & _KNOWN or (token.word == "or" and "GROUND" in tokens[at + 1].kinds):
            cost += 0.15
        else:
            each = weight(token) if "PLUS" not in token.kinds else 0.05
            if each < 0:
                return []
            cost += each * 0.4
        at += 1
    last = tokens[at]
    if at == i or "END" in last.kinds:
        return []
    if "DASH" in last.kinds and any(p.end == at for p in chart.at("NamedTarget", i)):
        cost += 1.0  # `VO2max - 2 x 400`: rather the pace
    if at - i == 1 and tokens[i].kinds & {"WU", "CD", "EASY", "STEADY", "JOG"}:
        return []
    if "DIGITS" in last.kinds:
        if not tokens[at + 1].keys & {"TIMES", "DASH", "TO", "SET"} or at - i > 8:
            return []
        cost += 0.6 if at - i <= 3 else 0.9
    own = COSTS["remark-title"] + min(cost, 1.6)
    return [_titled(chart, i, at, own, paced, int("DASH" in last.kinds))]


def _ends_title(tokens: list[Token], at: int) -> bool:
    return is_spaced_dash(tokens, at) or bool(tokens[at].kinds & {"NL", "END", "DIGITS"})


@rule("Element", "^BEGIN m|t COLON", cost="label", example="M:")
def day_or_pace(m: Found) -> Remark:
    """A day of a diary: Monday, Tuesday; or a pace by its letter."""
    return Remark(m.span)


# -- what a short name stands for

_PACE_KINDS = frozenset(
    ["MARATHON", "HALFMARATHON", "THRESHOLD", "TEMPO", "INTERVALPACE", "CV", "EASY", "RACE"]
)


@rule(
    "Element",
    "^NL|BEGIN|DOT|SEMI OPEN? w:MARATHON|HALFMARATHON|THRESHOLD|TEMPO|INTERVALPACE|CV PACE? "
    "EQUALS|is|means the|your|GOAL* <Pace> CLOSE?",
    cost="phrase",
    example="(MP = goal marathon pace)",
)
def short_name(m: Found) -> Remark | None:
    """A pace by its letters, and by its whole name."""
    own = m["w"].kinds & _PACE_KINDS
    told = [token.kinds for token in m.chart.tokens[m.begin : m.end] if token is not m["w"]]
    return Remark(m.span) if any(own & kinds for kinds in told) else None


@scanner("Element", "r|i|t|e|m")
def pace_explained(chart: Chart, i: int) -> list[Phrase]:
    """`R-pace is "mile race" pace and should be challenging.`: a sentence on a pace by its letter,
    without a figure."""
    tokens = chart.tokens
    if not i or not tokens[i - 1].kinds & {"NL", "DOT", "OPEN", "BULLET"}:
        return []
    at = i + 1 + ("DASH" in tokens[i + 1].kinds)
    if not tokens[i].raw.isupper() or "PACE" not in tokens[at].kinds:
        return []
    if tokens[at + 1].word not in ("is", "=", "means", "should"):
        return []
    while not tokens[at].kinds & {"DOT", "NL", "END", "CLOSE"} and at - i < 30:
        if tokens[at].kinds & {"DIGITS", "CLOCK", "TIMES", "REST"}:
            return []
        at += 1
    return [remark(chart, i, at, COSTS["remark-sentence"])]


@scanner("Element", "NUM|WORD")
def sheet_label(chart: Chart, i: int) -> list[Phrase]:
    """`3-Boston-Tuesday-3 x 2400`: number, group and day, glued, before the session."""
    tokens = chart.tokens
    if "BEGIN" not in chart.before(i).kinds:
        return []
    at, day = i, False
    while at - i < 9 and (at == i or tokens[at].glued):
        day = day or "WEEKDAY" in tokens[at].kinds
        dash = "DASH" in tokens[at].kinds
        if day and dash and tokens[at + 1].kinds & {"NUM"}:
            return [remark(chart, i, at + 1, COSTS["label"])]
        if not dash and not tokens[at].kinds & {"WORD", "NUM"}:
            return []
        at += 1
    return []


# -- drills


@rule(
    "Element",
    "PLUS|AND|SLASH? WALK|RUN|dynamic? DRILLS AND|COMMA|SLASH|PLUS|OR|DRILLS*",
    "^NL|BULLET|PLUS|THEN|COMMA|AND UNKNOWN work AND|SLASH|OR|PLUS|COMMA* DRILLS AND|COMMA|SLASH|OR|DRILLS*",
    "OPEN DRILLS DRILLS|AND|COMMA* CLOSE",
    "DRILLS for|OF <Time>|<Range>",
    "OF|a|an|ABOUT|AND|PLUS|WITH* <Time>|<Range> OF? dynamic|static|light|some|general|RUN|HARMLESS? DRILLS AND|COMMA|SLASH|PLUS|DRILLS*",
    example="drills",
)
def drills(m: Found) -> Remark:
    first = next(t for t in m.chart.tokens[m.begin : m.end] if "DRILLS" in t.kinds)
    note = f"'{first.word}' has no length: left to the runner, not on the watch"
    return Remark((first.start, m.span[1]), notes=(note,))


alias("LineCounted", "NL NL|BULLET|PLUS|DASH NL|BULLET|PLUS|DASH* <Counted>")


@rule(
    "Element",
    "^BEGIN|NL|BULLET|PLUS EASY|SLOW|AEROBIC|STEADY* EASY|AEROBIC|SLOW RUN|running|jogging &<LineCounted>",
    cost="phrase",
)
def run_untold(m: Found) -> Remark:
    """`+ light aerobic running` over `+ 6 x 200`: no length, and not how the reps are run."""
    return Remark(m.span, notes=("no-length",))


# -- the runner


@rule(
    "Element",
    "for|this|is|as|UNDER* a|an|my|for* UNDER? t:<Time> p:<PaceInBrackets>? n:<RaceName> RUNNER DASH|COLON|COMMA|NL?",
    example="For a 35min 10k runner -",
)
def runner(m: Found) -> Runner | None:
    t: Amount = m["t"]
    if m.has("for", "a") or m.begin == 0:
        return Runner(m.span, Race(m["n"], round(t.value)), m["p"])
    return None


alias("PaceInBrackets", "OPEN p:<Pace> CLOSE")


@rule(
    "Element",
    "COMMA? was|were|is? performed|completed|done|carried|out* n:NUM|TWICE|once TIMES|days|day? a|PER|this|EACH week|month|day|fortnight",
    "for|IN a|the|my|your|next|this next? track|road|goal? r:<RaceName> race? &END|NL|DOT|CLOSE",
    "designed|aimed|suitable|good|session? for <RaceName> AND|SLASH|TO|DASH? <RaceName>? RUNNER|specialists",
    "COMMA? covering|covers|cover ABOUT? <Dist>|<Range>",
    "^BEGIN|NL|DOT AND|THEN? the|a? LAST REP|SET|bit|part|thing for|FOR everyone|everybody|all|us|both|groups* COLON &<CountAhead>",
    cost="label",
    example="twice a week",
)
def what_for(m: Found) -> Remark | None:
    """`twice a week`, `ready for a 5k`, `covering about 600 m`: how often, for what, how far."""
    often = not m["n"] or m["n"].value <= 14  # `6 x 800 every week`
    return Remark(m.span) if often and (not m["r"] or m["r"] >= 1500) else None
