# SPDX-License-Identifier: MIT
"""What stands around a session: labels, dates, titles, places, sentences, totals, the runner.

A run of words without an instruction is read by `words`; a word that orders, excepts, negates or
repeats is never in one, nor a number or a unit: those only stand in forms of their own here.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Amount, Joint, Remark, Runner
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.tokens import SENTENCE_ENDS, Token, is_spaced_dash
from trackpacer.paces.races import Race

_SMALL = frozenset(["COMMA", "DASH", "AND", "PRIME", "QUOTES", "SLASH"])
_ASIDE = SENTENCE_ENDS | {"COMMA", "CLOSE"}
_LONGEST = 40
_MOVING = frozenset(["JOG", "WALK"])


def weight(token: Token) -> float:
    """What it costs to pass over a token; -1 where that must not be done."""
    kinds = token.kinds
    if "WORD" not in kinds:
        return 0.02 if kinds & _SMALL else -1.0
    if kinds & {"CARRIES", "NUM", "MILES", "WARM", "COOL"}:
        return -1.0
    if "HARMLESS" in kinds:
        return COSTS["skip-harmless"]
    if "UNKNOWN" in kinds:
        return -1.0 if lexicon.nearest(token.word) else COSTS["skip-unknown"]
    if kinds & {"TEMPO", "THRESHOLD", "INTERVALPACE", "MARATHON"}:
        return 2.0
    if kinds & {"DESCRIBES", "GROUND", "WEEKDAY", "MONTH", "SESSIONWORD", "NUMBERED"}:
        return COSTS["skip-describing"]
    return -1.0


@dataclass(frozen=True, slots=True)
class Passed:
    """Words that are passed over: the token after them, what they cost, how many there are."""

    end: int
    cost: float
    words: int


def passed(
    chart: Chart,
    i: int,
    ends: frozenset[str],
    soft: frozenset[str] = frozenset(),
    stop: frozenset[str] = frozenset(),
    most: float = 9.0,
) -> Passed | None:
    """The words from a token up to one of the kinds `ends`; None where one must not be passed over.

    soft: kinds and words that may be here, `stop` those that may not; most: what a word may cost.
    """
    tokens = chart.tokens
    at, cost, words = i, 0.0, 0
    while not tokens[at].kinds & ends:
        token = tokens[at]
        if whole := chart.at("AllReps", at) if words else ():
            at = whole[0].end
            continue
        each = weight(token)
        if each < 0 and not soft.isdisjoint(token.keys):
            each = 0.1
        if each < 0 or at - i >= _LONGEST or not stop.isdisjoint(token.keys):
            return None
        if token.word == "as" and tokens[at + 1].kinds & {"FAST", "HARD"}:
            return None  # `as fast as you can`
        cost += min(each, most)
        words += "WORD" in token.kinds
        at += 1
    return Passed(at, cost, words) if at > i else None


def remark(chart: Chart, begin: int, end: int, cost: float, after: int = 0) -> Phrase:
    """The tokens as a remark; after: how many more it takes."""
    span = chart.span(begin, end)
    return Phrase(end + after, cost, Remark(span))


# No others than were written.
alias("AllReps", "all|every|each NUM? REP|EFFORT", example="all 7 reps")


_MEASURES = frozenset(["DIGITS", "METRES", "KM", "MILES", "MINUTES", "SECONDS", "AT", "CLOCK"])
# Words that say nothing by themselves, but for what comes after them.
_JOINING = frozenset(
    ["UP", "DOWN", "AT", "IN", "ON", "OFF", "WITH", "OF", "TO", "FROM", "AND", "AS", "FOLLOWED"]
)


@scanner("Element", "WORD|QUOTES|PRIME")
def words(chart: Chart, i: int) -> list[Phrase]:
    """A sentence, a title or an aside of words alone."""
    found: list[Phrase] = []
    tokens, token = chart.tokens, chart.tokens[i]
    if (token.word, tokens[i + 1].word) in (("flat", "out"), ("all", "out")):
        return []
    behind = chart.before(i)
    if behind.kinds & {"BEGIN", "NL", "DOT", "SEMI", "BULLET"}:
        run = passed(chart, i, SENTENCE_ENDS)
        if run is not None and run.words >= 2:
            title = "BEGIN" in behind.kinds or "NL" in tokens[run.end].kinds
            own = COSTS["remark-title"] if title else COSTS["remark-sentence"]
            found.append(remark(chart, i, run.end, own + min(run.cost * 0.35, 1.2)))
        run = passed(chart, i, frozenset(["DASH"]))
        if run is not None and behind.kinds & {"BEGIN", "NL"} and not tokens[run.end + 1].glued:
            own = COSTS["label"] + min(run.cost * 0.35, 1.2)
            found.append(remark(chart, i, run.end, own, 1))
    if "COMMA" in behind.kinds or ("DASH" in behind.kinds and not (behind.glued and token.glued)):
        run = passed(chart, i, _ASIDE)
        if run is not None:
            scale = 0.5 if run.words > 1 else 1.0
            found.append(remark(chart, i, run.end, COSTS["remark-aside"] + run.cost * scale))
    one = weight(token)
    article = token.word == "a" and tokens[i + 1].kinds & {"FAST", "HARD", "EASY", "STEADY", "SLOW"}
    but = token.word == "but" and tokens[i + 1].kinds & {"AT", "IN", "WITH", "NUM", "OFF"}
    one = COSTS["skip-unknown"] if but else one
    if one >= 0 and "WORD" in token.kinds and (article or not token.kinds & _JOINING):
        strange = COSTS["remark-inline"] if "HARMLESS" not in token.kinds else 0.0
        if token.raw == "I" and behind.kinds & _MEASURES:
            strange = 1.5  # interval pace
        found.append(remark(chart, i, i + 1, one + strange))
    return found


_CLOSE = frozenset(["CLOSE"])
_IN_BRACKETS = words_of(
    """
    SOFT COMMA PLUS DOT COLON DASH TO BENDS STRAIGHTS JOG WALK FAST EASY HARD STEADY RELAXED SLOW
    ABOUT GROUND NUMBERWORD HILL STRIDES RUN EFFORT PACE SPLIT FARTLEK
    """
)


@scanner("Element", "OPEN")
def bracketed_words(chart: Chart, i: int) -> list[Phrase]:
    """`(Pacing + accelerating)`, `(straight plus half a bend)`: no instruction, no number in it."""
    tokens = chart.tokens
    if tokens[i + 1].kinds & _MOVING and not (i and tokens[i - 1].kinds & {"REST", *_MOVING}):
        return []
    aimed = (p for p in chart.at("Aimed", i + 1) if "CLOSE" in tokens[p.end].kinds)
    if any(p.value[0] is not None and p.value[0].pace.kind == "race" for p in aimed):
        return []  # `(at half marathon pace)`
    alone = "CLOSE" in tokens[i + 2].kinds
    if alone and "STRIDES" in tokens[i + 1].kinds:
        return []
    stop = frozenset(["DIGITS", "CLOCK", "REST", "OPEN", "NL"])
    run = passed(chart, i + 1, _CLOSE, _IN_BRACKETS, stop, 1.0 if alone else 0.25)
    if run is None or not run.words:
        return []
    said = {token.word for token in tokens[i + 1 : run.end]}
    if said & {"not", "don't", "no"} and said & {"last", "first", "each", "every", "all"}:
        return []  # `(not the last)`
    return [remark(chart, i, run.end + 1, COSTS["remark-bracket"] + min(run.cost * 0.4, 0.6))]


_WAY = "from|FROM|the|at|AT|to|TO|and|AND|of|OF|line|finish|end|top|home|down|round|around|half|a|BENDS|STRAIGHTS|GROUND"


@rule(
    "Element",
    f"^METRES|DIGITS|KM|REP OPEN start|starting|{_WAY}* n:DIGITS m|metre|meter? start|mark|line|startline {_WAY}* CLOSE",
    cost="remark-bracket",
)
def which_stretch_of_it(m: Found) -> Remark:
    """Which part of the track a rep is."""
    return Remark(m.span)


@scanner("Element", "QUOTES|PRIME")
def quoted(chart: Chart, i: int) -> list[Phrase]:
    """`'strong but relaxed'`: words in quotes."""
    mark = chart.tokens[i].kinds & {"QUOTES", "PRIME"}
    run = passed(chart, i + 1, mark, frozenset(["but"]))
    if run is None or run.words > 10:
        return []
    return [remark(chart, i, run.end + 1, COSTS["remark-bracket"] + run.cost * 0.4)]


# -- places


@rule(
    "Element",
    "AT|IN|ON|on|at|in|along|round|through|over|across|around|to|up|by|near a|an|the|my|our|your|local|some|flat|a|hilly|soft|rolling|steep|gentle|grassy* g:GROUND SLASH|OR|AND? GROUND? of|path|loop|near|by* the? GROUND?",
    "on|ON|in|IN|off|OFF|to|over|up|across the|a|an|some|rolling|soft* g:GROUND <PlaceWords>?",
    "off|OFF road|track|ROAD",
    "OF|around|on|ON|round a|the g:DIGITS METRES track|oval|GROUND",
    cost="place",
    example="on the grass",
)
def place(m: Found) -> Remark | None:
    words = m.words()
    if words[-1] in ("of", "the", "and", "or", "/", "near", "by", "as"):
        return None
    if m["g"] is not None and "HILL" in m["g"].kinds and words[0] in ("up", "over"):
        return None
    return Remark(m.span)


@rule("PlaceWords", "of|at|by|near|to|and|AND the|a* WORD WORD? WORD?")
def place_words(m: Found) -> bool | None:
    tokens = m.chart.tokens[m.begin + 1 : m.end]
    return True if all(weight(token) >= 0 for token in tokens) else None


_PLACE_ENDS = frozenset(
    ["COMMA", "DOT", "NL", "END", "SEMI", "CLOSE", "DASH", "OPEN", "AT", "WITH"]
)
_AFTER_PLACE = _PLACE_ENDS | {"NUM", "OFF", "ON", "R", "IN", "REST"}


alias("Loop", "DIGITS KM|MILES|METRES RACE? GROUND|course", example="5 km loop")


@scanner("Element", "AT|ON|IN|up|along|round|around|over|to|across|through|down|by|near|from|off")
def named_place(chart: Chart, i: int) -> list[Phrase]:
    """`at Battersea Park`, `up and down Wobbler Lane`, `over to the foot of the gravel loop`."""
    tokens = chart.tokens
    at, cost, strange = i + 1, 0.0, 0
    found: list[Phrase] = []
    while tokens[i].raw not in ("a", "@") and at - i < 14 and not tokens[at].kinds & _PLACE_ENDS:
        token = tokens[at]
        if "LINK" in token.kinds:
            at += 1
            continue
        if token.word == "as":
            break
        if "UNKNOWN" in token.kinds and weight(token) >= 0:
            cost, strange = cost + 0.12, strange + 1
        elif token.keys & {
            "GROUND",
            "HILL",
            "BENDS",
            "HARMLESS",
            "UP",
            "DOWN",
            "WEEKDAY",
            "back",
            "loop",
            "gym",
            *_ENDS_OF_IT,
        }:
            cost, strange = (
                cost + 0.05,
                strange + bool(token.kinds & {"GROUND", "BENDS", "WEEKDAY"}),
            )
        elif tracks := chart.at("Loop", at):
            at, strange = tracks[0].end - 1, strange + 1
        elif strange and "HASH" in token.kinds and "DIGITS" in tokens[at + 1].kinds:
            at += 1  # `from court #8`
        elif _numbered(tokens, at) and (strange or token.raw.isupper()):
            at, strange = at + (token.kinds.isdisjoint({"DIGITS"})), strange + 1
        elif strange and token.word == "mile" and tokens[at + 1].kinds & _PLACE_ENDS:
            cost += 0.05  # `to the start of the wood chip mile`
        else:
            break
        at += 1
        if strange and tokens[at].kinds & _AFTER_PLACE:
            own = _named(chart, i, at)
            found += [remark(chart, i, at, own + cost)] if own else []
    return found[-2:]


_ENDS_OF_IT = ("start", "finish", "end", "beginning", "bottom", "top", "line", "side", "other")


def _numbered(tokens: list[Token], at: int) -> bool:
    """`gate 4`, `lock number 2`, `the A6`: a number that is the name of a place."""
    token, number = tokens[at], tokens[at + 1]
    if "DIGITS" in token.kinds:
        before = tokens[at - 1]
        named = before.word in _HAVE_NUMBERS or (
            before.word == "number" and tokens[at - 2].word in _HAVE_NUMBERS
        )
        return named and token.value < 100 and bool(token.glued or tokens[at + 1].kinds & _TO_PLACE)
    road = len(token.raw) == 1 and token.raw.isupper() and "DIGITS" in number.kinds
    return road and number.glued


_HAVE_NUMBERS = words_of("gate lock field pitch court bridge junction exit lane door hole platform")
_TO_PLACE = _PLACE_ENDS | {"TO"}


def _named(chart: Chart, i: int, end: int) -> float:
    """What it costs that words name a place; 0 where they may as well be a pace: `at CMP`."""
    intro, said = chart.tokens[i], chart.tokens[i + 1 : end]
    names = [token for token in said if "UNKNOWN" in token.kinds]
    ground = any(token.kinds & {"GROUND", "WEEKDAY"} for token in said)
    at = bool(intro.kinds & {"AT", "IN"})
    code = any(len(token.raw) > 1 and token.raw.isupper() for token in names)
    short = len(said) == 1 and len(said[0].word) <= 4 and "AT" in intro.kinds and not ground
    if (code and at and not chart.text.isupper()) or short:
        return 0.0
    if any(token.raw[:1].isupper() for token in names):
        return COSTS["place"]
    return COSTS["place"] + 0.3 + (1.2 if at and intro.word != "in" and not ground else 0.0)


@rule(
    "Element",
    "IN|in spikes|flats|trainers|shoes|groups|lane|pairs|twos",
    "WITH spikes|flats|partner|form",
    "in the? wind|rain|heat|dark|sun|order",
    "on|by feel",
    "by yourself|feel",
    cost="place",
    example="in spikes",
)
def equipment(m: Found) -> Remark | None:
    return None if "order" in m.words() else Remark(m.span)


@rule(
    "Element",
    "^!BEGIN before|BEFORE|after|AFTER the|my|our|a? UNKNOWN|RACE|WEEKDAY|work &COMMA|DOT|NL|END|SEMI|CLOSE|DASH",
    cost="place",
    example="before work",
)
def round_about(m: Found) -> Remark:
    return Remark(m.span)


# -- slopes and how it is split


@rule(
    "Element",
    "OPEN? AT|on|up|ABOUT* a|an|the? NUM DASH|TO? NUM? PCT incline|gradient|grade|slope|HILL CLOSE?",
    "OPEN? gradient|grade|slope|incline OF|of|is|COLON|AT* ABOUT? NUM DASH|TO? NUM? PCT CLOSE?",
    "^HILL|REP|UP OPEN ABOUT? NUM DASH|TO? NUM? PCT CLOSE",
    "on|ON a|an|the WORD? incline|slope|gradient|HILL",
    "slope|incline|gradient",
    "OPEN? neg|negative|EVEN SPLIT CLOSE?",
    "at|AT the end",
    "to|TO finish|end|close|start|begin|warm",
    "at the start",
    "^!METRES|KM|MILES|MINUTES|SECONDS in total",
    "last night|evening",
    "none|nothing of it|them|that EASY|HARD|too|VERY*",
    "in all &COMMA|DOT|NL|END|SEMI|CLOSE",
    "across|for|on|over|through all|the NUM? REP|SET|EFFORT",
    "all NUM REP|SET",
    "the whole|entire way|time|set",
    "with the speed|pace|effort you can do|hold|manage|run",
    "with the speed|pace you are able to",
    cost="phrase",
    example="1% incline",
)
def besides(m: Found) -> Remark:
    """A slope, how it is split, when, over how many: nothing a watch could do."""
    return Remark(m.span)


@rule(
    "Element", "AT|on n:NUM DASH|TO? NUM? PCT RUN? !OF|max|effort", cost="phrase", example="at 4-6%"
)
def slope_alone(m: Found) -> Remark | None:
    return Remark(m.span) if m["n"].value <= 20 else None


# -- labels, dates and numbers

_LINE = "^BEGIN|NL|DOT|BULLET|COLON|WEEKDAY"


@rule(
    "Element",
    f"{_LINE} DATE COLON|DASH|COMMA?",
    f"{_LINE} n:DIGITS ORD? MONTH <Year>? COLON|DASH|COMMA|NL?",
    f"{_LINE} MONTH n:DIGITS ORD <Year>? COLON|DASH|COMMA?",
    f"{_LINE} MONTH n:DIGITS <Year>? COLON|DASH|COMMA? !TIMES",
    f"{_LINE} DIGITS SLASH DIGITS COLON|DASH",
    "^BEGIN|NL n:DIGITS SLASH o:DIGITS &<CountAhead>",
    f"{_LINE} DIGITS SLASH DIGITS SLASH DIGITS COLON|DASH|NL",
    example="2026-11-24:",
)
def date(m: Found) -> Remark | None:
    if m["o"] and not (len(m["o"].word) == 2 and m["o"].value <= 12):
        return None
    return unmarked(m) if not m["n"] or m["n"].value <= 31 else None


alias("CountAhead", "NUM TIMES", "NUM DASH NUM TIMES", example="3-4 x")


@rule("Year", "n:DIGITS !TIMES", example="2026")
def year(m: Found) -> bool | None:
    return 1990 <= m["n"].value <= 2100 or None


@rule(
    "Element",
    "at|AT? CLOCK|DIGITS AMPM COLON|DASH|COMMA?",
    "OPEN from|at|AT|FROM? CLOCK|DIGITS AMPM CLOSE COLON|DASH|COMMA?",
    f"{_LINE} WEEKDAY AMPM|evening|morning|night? COLON|DASH|COMMA|DOT?",
    f"{_LINE} WEEKDAY OPEN CLOCK AMPM? CLOSE COLON|DASH|COMMA?",
    f"{_LINE} WEEKDAY DIGITS ORD? MONTH? AMPM? COLON|DASH|COMMA? !TIMES|METRES|KM|MILES|MINUTES",
    f"{_LINE} WEEKDAY AT|at|on|'s|track|evening|morning|night|session COLON|DASH|COMMA",
    cost="phrase",
    example="Tuesday:",
)
def weekday(m: Found) -> Remark:
    return unmarked(m)


def unmarked(m: Found) -> Remark:
    """What was matched as a remark, without the marks at its end."""
    tokens = m.chart.tokens
    end = m.end
    while end > m.begin + 1 and tokens[end - 1].kinds & {"COLON", "DASH", "COMMA", "DOT", "NL"}:
        end -= 1
    return Remark((m.span[0], tokens[end - 1].end))


@rule(
    "Element",
    f"{_LINE} NUMBERED|SET DOT? n:NUM COLON|DASH|DOT|NL|COMMA",
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
    if _lettered(token) or kinds & _LABEL_MARKS or "SESSIONWORD" in kinds:
        return True
    if token.word in ("set", "sets", "first", "last", "second", "rest", "group", "effort", "speed"):
        return True
    return not kinds & (_NO_LABEL | {"MARK", "CARRIES", "SET", "REST", "PACE"})


def _halved(tokens: list[Token], at: int) -> bool:
    """`Half marathon plan week 9:`: the race's name."""
    return tokens[at].word == "half" and tokens[at + 1].word == "marathon"


@scanner("Element", "WORD|NUM|OPEN|WU")
def label(chart: Chart, i: int) -> list[Phrase]:
    """`Main set:`, `MP mix:`, `VO2:`: a few words up to a colon."""
    tokens = chart.tokens
    behind = chart.before(i)
    if not behind.kinds & {"BEGIN", "NL", "DOT", "BULLET", "SEMI", "COLON"}:
        return []
    end = i
    while end - i < 7 and (_of_label(tokens[end]) or _halved(tokens, end)):
        end += 1
    said, first = tokens[i:end], tokens[i]
    if "REP" in first.kinds and tokens[i + 1].kinds & {"DIGITS"} and "DASH" in tokens[i + 2].kinds:
        return []  # `Reps 1-4: 400 @ 76`
    if not said or "COLON" not in tokens[end].kinds or "END" in tokens[end + 1].kinds:
        return []
    if any(t.kinds & {"MINUTES", "SECONDS"} and t.word != "s" for t in said[2:]):
        return []  # `For 16 min: 30s fast, 30s easy`
    if any("TOTAL" in t.kinds for t in said) and tokens[end + 1].kinds & {"NUM", "CLOCK"}:
        return []  # `Total duration: 18 min`: no run
    length = tokens[i + 1].kinds & _MEASURES and "REP" not in tokens[i + 2].kinds
    counted = "TIMES" in tokens[end + 2].kinds and not length
    if first.keys & _NO_TITLE or ("NUM" in first.kinds and not counted):
        return []
    if len(said) == 1 and first.kinds & {"EASY", "STEADY", "STRIDES"}:
        return []
    lettered = any(map(_lettered, said))
    paced = lettered or any(t.kinds & (_PACED | {"STEADY", "EASY", "SPRINT"}) for t in said)
    own = COSTS["label"] + 0.05 * len(said) + (0.5 if lettered else 1.6 if paced else 0.0)
    return [_titled(chart, i, end, own, paced, 1)]


def _titled(chart: Chart, i: int, end: int, cost: float, paced: bool, after: int) -> Phrase:
    span = chart.span(i, end)
    return Phrase(end + after, cost, Remark(span, notes=("paced-title",) if paced else ()))


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


# -- what a short name stands for

_PACE_KINDS = frozenset(
    ["MARATHON", "HALFMARATHON", "THRESHOLD", "TEMPO", "INTERVALPACE", "CV", "EASY", "RACE"]
)


@rule(
    "Element",
    "^NL|BEGIN|DOT|SEMI OPEN? w:MARATHON|HALFMARATHON|THRESHOLD|TEMPO|INTERVALPACE|CV PACE? "
    "EQUALS|IS|is|means the|your|GOAL* <Pace> CLOSE?",
    cost="phrase",
    example="(MP = goal marathon pace)",
)
def short_name(m: Found) -> Remark | None:
    """A pace by its letters, and by its whole name."""
    own = m["w"].kinds & _PACE_KINDS
    told = [token.kinds for token in m.chart.tokens[m.begin : m.end] if token is not m["w"]]
    return Remark(m.span) if any(own & kinds for kinds in told) else None


@scanner("Element", "PACE|R|INTERVALPACE|THRESHOLD|TEMPO|MARATHON|EASYPACE|MPACE|WORD")
def pace_explained(chart: Chart, i: int) -> list[Phrase]:
    """`R-pace is "mile race" pace and should be challenging.`: a sentence on a pace by its letter,
    without a figure."""
    tokens = chart.tokens
    if not i or not tokens[i - 1].kinds & {"NL", "DOT", "OPEN", "BULLET"}:
        return []
    at = i + 1 + ("DASH" in tokens[i + 1].kinds)
    lettered = len(tokens[i].word) == 1 and tokens[i].raw in "RITEM"
    if not lettered or "PACE" not in tokens[at].kinds:
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
    "PLUS|AND|SLASH? WALK|RUN|dynamic? DRILLS AND|COMMA|SLASH|PLUS|DRILLS*",
    "OPEN DRILLS DRILLS|AND|COMMA* CLOSE",
    "DRILLS for|OF <Time>|<Range>",
    "OF|a|an|ABOUT|AND|PLUS|WITH* <Time>|<Range> OF? dynamic|static|light|some|general|RUN|HARMLESS? DRILLS AND|COMMA|SLASH|PLUS|DRILLS*",
    example="drills",
)
def drills(m: Found) -> Remark:
    first = next(t for t in m.chart.tokens[m.begin : m.end] if "DRILLS" in t.kinds)
    note = f"'{first.word}' has no length: left to the runner, not on the watch"
    return Remark((first.start, m.span[1]), notes=(note,))


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
    "n:NUM|TWICE|once times|TIMES? a|per|PER|this|each|EACH week|month|day|fortnight",
    "in|for|IN a|the|my|your|next|this next? track|road|goal? r:<RaceName> race? &END|NL|DOT|CLOSE",
    "designed|aimed|suitable|good|session? for|FOR <RaceName> AND|SLASH|TO|DASH? <RaceName>? RUNNER|specialists",
    "COMMA? covering|covers|cover ABOUT? <Dist>|<Range>",
    cost="label",
    example="twice a week",
)
def what_for(m: Found) -> Remark | None:
    """`twice a week`, `ready for a 5k`, `covering about 600 m`: how often, for what, how far."""
    return Remark(m.span) if not m["r"] or m["r"] >= 1500 else None
