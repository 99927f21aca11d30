# SPDX-License-Identifier: MIT
"""What stands around a session: labels, dates, titles, places, sentences, totals, the runner.

A run of words without an instruction is read by `words`; a word that orders, excepts, negates or
repeats is never in one, nor a number or a unit: those only stand in forms of their own here.
"""

from __future__ import annotations

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Amount, Remark, Runner
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Pace
from trackpacer.paces.races import Race

_SMALL = frozenset(["COMMA", "DASH", "AND", "PRIME", "QUOTES", "SLASH"])
_LONGEST = 40


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
        group = len(token.raw) == 1 and token.raw.isupper()  # `A 3:20, B 3:40`
        return -1.0 if group or lexicon.nearest(token.word) else COSTS["skip-unknown"]
    if kinds & {"TEMPO", "THRESHOLD", "INTERVALPACE", "MARATHON"}:
        return 2.0
    if kinds & {"DESCRIBES", "GROUND", "WEEKDAY", "MONTH", "SESSIONWORD", "NUMBERED"}:
        return COSTS["skip-describing"]
    return -1.0


def _run(chart: Chart, i: int, ends: frozenset[str]) -> tuple[int, float, int] | None:
    """Where a run of words without an instruction ends, what it costs, how many words it has."""
    tokens = chart.tokens
    at, cost, words = i, 0.0, 0
    while at < len(tokens) and at - i < _LONGEST:
        token = tokens[at]
        if token.word == "as" and tokens[at + 1].kinds & {"FAST", "HARD"}:
            return None  # `as fast as you can`
        if token.kinds & ends:
            return (at, cost, words) if words else None
        reps = _all_reps(tokens, at)
        if reps and words:
            at += reps
            continue
        each = weight(token)
        if each < 0:
            return None
        cost += each
        words += "WORD" in token.kinds
        at += 1
    return None


def _all_reps(tokens: list[Token], at: int) -> int:
    """How many tokens `all 7 reps` takes: no others than were written; 0 where it is not said."""
    if tokens[at].word not in ("all", "every", "each"):
        return 0
    n = 2 if "NUM" in tokens[at + 1].kinds else 1
    return n + 1 if tokens[at + n].kinds & {"REP", "EFFORT"} else 0


_SENTENCE = frozenset(["DOT", "NL", "END", "SEMI"])
_ASIDE = frozenset(["COMMA", "DOT", "NL", "END", "SEMI", "CLOSE"])
_CLOSE = frozenset(["CLOSE"])


_MEASURES = frozenset(["DIGITS", "METRES", "KM", "MILES", "MINUTES", "SECONDS", "AT", "CLOCK"])
# Words that say nothing by themselves, but for what comes after them.
_JOINING = frozenset(
    ["UP", "DOWN", "AT", "IN", "ON", "OFF", "WITH", "OF", "TO", "FROM", "AND", "AS"]
)


def _capped(cost: float, most: float) -> float:
    return min(cost, most)


@scanner("Element", "WORD|QUOTES|PRIME")
def words(chart: Chart, i: int) -> list[Phrase]:
    """A sentence, a title or an aside of words alone."""
    found: list[Phrase] = []
    tokens = chart.tokens
    before = tokens[i - 1] if i else None
    starts = before is None or bool(before.kinds & {"NL", "DOT", "SEMI", "BULLET"})
    aside = starts or (
        before is not None
        and bool(
            before.kinds & {"COMMA", "DASH"}
            and (not before.glued or "COMMA" in before.kinds or not tokens[i].glued)
        )
    )
    start = tokens[i].start
    if starts:
        run = _run(chart, i, _SENTENCE)
        if run is not None and run[2] >= 2:
            end, cost, _ = run
            own = (
                COSTS["remark-title"]
                if i == 0 or "NL" in tokens[end].kinds
                else COSTS["remark-sentence"]
            )
            found.append(
                Phrase(end, own + _capped(cost * 0.35, 1.2), Remark((start, tokens[end - 1].end)))
            )
        run = _run(chart, i, frozenset(["DASH"]))
        if (
            run is not None
            and (i == 0 or "NL" in (before.kinds if before else ()))
            and not tokens[run[0] + 1].glued | (run[0] == i)
        ):
            end, cost, _ = run
            found.append(
                Phrase(
                    end + 1,
                    COSTS["label"] + _capped(cost * 0.35, 1.2),
                    Remark((start, tokens[end - 1].end)),
                )
            )
    elif aside:
        run = _run(chart, i, _ASIDE)
        if run is not None:
            end, cost, count = run
            scale = 0.5 if count > 1 else 1.0
            found.append(
                Phrase(
                    end, COSTS["remark-aside"] + cost * scale, Remark((start, tokens[end - 1].end))
                )
            )
    one = weight(tokens[i])
    article = tokens[i].word == "a" and tokens[i + 1].kinds & {
        "FAST",
        "HARD",
        "EASY",
        "STEADY",
        "SLOW",
    }
    if one >= 0 and "WORD" in tokens[i].kinds and (article or not tokens[i].kinds & _JOINING):
        strange = COSTS["remark-inline"] if "HARMLESS" not in tokens[i].kinds else 0.0
        if tokens[i].raw == "I" and before is not None and before.kinds & _MEASURES:
            strange = 1.5  # interval pace
        found.append(Phrase(i + 1, one + strange, Remark((start, tokens[i].end))))
    return found


@scanner("Element", "OPEN")
def bracketed_words(chart: Chart, i: int) -> list[Phrase]:
    """`(Pacing + accelerating)`: a bracket without an instruction."""
    tokens = chart.tokens
    at, cost, count = i + 1, 0.0, 0
    while at < len(tokens) and not tokens[at].kinds & _CLOSE:
        token = tokens[at]
        each = 0.02 if token.kinds & {"PLUS", "DOT", "COLON", "ABOUT"} else weight(token)
        if each < 0 and token.kinds & {
            "HILL",
            "STRIDES",
            "RUN",
            "EFFORT",
            "PACE",
            "SPLIT",
            "FARTLEK",
        }:
            each = COSTS["skip-describing"]
        if each < 0 or at - i > _LONGEST:
            return []
        cost += each
        count += "WORD" in token.kinds
        at += 1
    if at >= chart.end or not count:
        return []
    span = (tokens[i].start, tokens[at].end)
    return [Phrase(at + 1, COSTS["remark-bracket"] + _capped(cost * 0.3, 1.5), Remark(span))]


@scanner("Element", "QUOTES|PRIME")
def quoted(chart: Chart, i: int) -> list[Phrase]:
    """`'strong but relaxed'`: words in quotes."""
    tokens = chart.tokens
    mark = tokens[i].kinds & {"QUOTES", "PRIME"}
    at, cost = i + 1, 0.0
    while at < len(tokens) and not tokens[at].kinds & mark:
        token = tokens[at]
        each = 0.1 if token.word == "but" else weight(token)
        if each < 0 or at - i > 10:
            return []
        cost += each * (3.0 if "DESCRIBES" in token.kinds else 1.0)
        at += 1
    if at >= chart.end or at == i + 1:
        return []
    return [
        Phrase(
            at + 1, COSTS["remark-bracket"] + cost * 0.2, Remark((tokens[i].start, tokens[at].end))
        )
    ]


# -- places


@rule(
    "Element",
    "AT|IN|ON|on|at|in|along|round|through|over|across|around|to|up|by|near a|an|the|my|our|your|local|some|flat|a|hilly|soft|rolling|steep|gentle|grassy* g:GROUND SLASH|OR|AND? GROUND? of|path|loop|near|by* the? GROUND?",
    "on|ON|in|IN|off|OFF|to|over|up|across the|a|an|some|rolling|soft* g:GROUND <PlaceWords>?",
    "off|OFF road|track|ROAD",
    cost="place",
    example="on the grass",
)
def place(m: Found) -> Remark | None:
    words = m.words()
    if words[-1] in ("of", "the", "and", "or", "/", "near", "by"):
        return None
    if m["g"] is not None and "HILL" in m["g"].kinds and words[0] in ("up", "over"):
        return None
    return Remark(m.span)


@rule("PlaceWords", "of|at|by|near|to|and|AND the|a* WORD WORD? WORD?")
def place_words(m: Found) -> bool | None:
    tokens = m.chart.tokens[m.begin + 1 : m.end]
    return True if all(weight(token) >= 0 for token in tokens) else None


@scanner("Element", "AT|ON|IN|up|along|round|around|over|to|across|through|down|by|near|from|off")
def named_place(chart: Chart, i: int) -> list[Phrase]:
    """`at Battersea Park`, `up and down Wobbler Lane`, `over to the foot of the gravel loop`."""
    tokens = chart.tokens
    at, cost, strange = i + 1, 0.0, 0
    found: list[Phrase] = []
    capital = False
    if tokens[i].word in ("a", "@"):
        return []
    while at < len(tokens) and at - i < 14:
        token = tokens[at]
        if token.kinds & {
            "COMMA",
            "DOT",
            "NL",
            "END",
            "SEMI",
            "CLOSE",
            "DASH",
            "OPEN",
            "AT",
            "WITH",
        }:
            break
        if token.word in (
            "the",
            "a",
            "of",
            "to",
            "and",
            "by",
            "on",
            "in",
            "my",
            "our",
            "at",
            "that",
            "isn't",
            "this",
            "from",
        ):
            at += 1
            continue
        each = weight(token)
        if "UNKNOWN" in token.kinds and each >= 0:
            strange += 1
            capital = capital or token.raw[:1].isupper()
            cost += 0.12 if token.raw[:1].isupper() or not token.raw.isupper() else 0.5
        elif token.kinds & {
            "GROUND",
            "HILL",
            "HARMLESS",
            "UP",
            "DOWN",
            "WEEKDAY",
        } or token.word in ("back", "loop"):
            strange += bool(token.kinds & {"GROUND", "WEEKDAY"})
            cost += 0.05
        elif (
            token.kinds & {"DIGITS"}
            and tokens[at + 1].kinds & {"KM", "MILES", "METRES"}
            and tokens[at + 2].kinds & {"GROUND"}
        ):
            at += 2
            strange += 1
        else:
            break
        at += 1
        if strange:
            end = at
            after = tokens[end]
            if after.kinds & {
                "COMMA",
                "DOT",
                "NL",
                "END",
                "SEMI",
                "CLOSE",
                "DASH",
                "OPEN",
                "AT",
                "WITH",
                "NUM",
                "OFF",
                "ON",
                "R",
            } or after.kinds & {"IN", "REST", "WITH"}:
                shouting = chart.text.isupper()
                code = (
                    any(
                        t.raw.isupper() and len(t.raw) > 1 and "UNKNOWN" in t.kinds
                        for t in tokens[i + 1 : end]
                    )
                    and not shouting
                )
                if code and tokens[i].kinds & {"AT", "IN"}:
                    continue  # `at CMP` may be a pace
                short = strange == 1 and end == i + 2 and len(tokens[i + 1].word) <= 4
                if short and "AT" in tokens[i].kinds and "GROUND" not in tokens[i + 1].kinds:
                    continue  # and so may `at cmp`
                base = COSTS["place"] + (0.0 if capital else 0.3)
                if (
                    tokens[i].kinds & {"AT", "IN"}
                    and not capital
                    and tokens[i].word != "in"
                    and not any(t.kinds & {"GROUND", "WEEKDAY"} for t in tokens[i:end])
                ):
                    base += 1.2
                found.append(
                    Phrase(end, base + cost, Remark((tokens[i].start, tokens[end - 1].end)))
                )
    return found[-2:]


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


# -- slopes and how it is split


@rule(
    "Element",
    "OPEN? AT|on|ABOUT* NUM DASH|TO? NUM? PCT incline|gradient|grade|slope|HILL OPEN? CLOSE?",
    "on|ON a|an|the WORD? incline|slope|gradient|HILL",
    "slope|incline|gradient",
    cost="phrase",
    example="1% incline",
)
def slope(m: Found) -> Remark | None:
    if m.has("OPEN") != m.has("CLOSE"):
        return None
    return Remark(m.span)


@rule(
    "Element",
    "neg|negative|EVEN|even SPLIT",
    "OPEN neg|negative|even SPLIT CLOSE",
    cost="phrase",
    example="neg split",
)
def split(m: Found) -> Remark:
    return Remark(m.span)


# -- labels, dates and numbers


@rule(
    "Element",
    "DATE COLON|DASH|COMMA?",
    "n:DIGITS ORD? MONTH DIGITS? COLON|DASH|COMMA|NL?",
    "MONTH DIGITS ORD? DIGITS? COLON|DASH|COMMA?",
    "DIGITS SLASH DIGITS COLON|DASH",
    "DIGITS SLASH DIGITS SLASH DIGITS COLON|DASH|NL",
    example="2026-11-24:",
)
def date(m: Found) -> Remark | None:
    tokens = m.chart.tokens
    last = tokens[m.end - 1]
    end = m.end - 1 if last.kinds & {"COLON", "DASH", "COMMA", "NL"} else m.end
    return Remark((m.span[0], tokens[end - 1].end)) if _begins_line(m) else None


def _begins_line(m: Found) -> bool:
    before = m.before()
    return (
        before is None
        or bool(before.kinds & {"NL", "DOT", "BULLET", "COLON", "WEEKDAY"})
        or "WEEKDAY" in before.kinds
    )


@rule(
    "Element",
    "at|AT? CLOCK|DIGITS ~AMPM COLON|DASH|COMMA?",
    "at|AT? CLOCK|DIGITS AMPM COLON|DASH|COMMA?",
    cost="phrase",
    example="7:15pm",
)
def time_of_day(m: Found) -> Remark:
    return _unmarked(m)


@rule(
    "Element",
    "WEEKDAY AMPM|evening|morning|night? COLON|DASH|COMMA|DOT?",
    "WEEKDAY n:DIGITS ORD? MONTH? AMPM? COLON|DASH|COMMA?",
    "WEEKDAY AT|at|on|'s|track|evening|morning|night|session COLON|DASH|COMMA",
    cost="phrase",
    example="Tuesday:",
)
def weekday(m: Found) -> Remark | None:
    if not _begins_line(m):
        return None
    if m["n"] and not m.has("ORD", "MONTH") and m.after().keys & {"TIMES"}:
        return None
    if m["n"] and not m.has("ORD") and m.after().keys & {"METRES", "KM", "MILES", "MINUTES"}:
        return None
    return _unmarked(m)


def _unmarked(m: Found) -> Remark:
    tokens = m.chart.tokens
    end = m.end
    while end > m.begin + 1 and tokens[end - 1].kinds & {"COLON", "DASH", "COMMA", "DOT"}:
        end -= 1
    return Remark((m.span[0], tokens[end - 1].end))


@rule(
    "Element",
    "NUMBERED|SET DOT? n:NUM COLON|DASH|DOT|NL|COMMA",
    "WEEKDAY? NUMBERED n:NUM NUMBERED? NUM? WEEKDAY? COLON|DASH|DOT|NL",
    "SET|NUMBERED NUMBERWORD|ORDINALWORD COLON|DASH|NL",
    "HASH n:DIGITS COLON|DASH|DOT?",
    "q|w|d|s|wk n:DIGITS d|q? DIGITS? COLON|DASH|DOT|NL",
    "n:DIGITS DOT|CLOSE",
    "OPEN n:DIGITS CLOSE",
    "OPEN? a|b|c|i|ii|iii|iv CLOSE|COLON",
    cost="phrase",
    example="Week 2:",
)
def numbered(m: Found) -> Remark | None:
    hashed = m.words()[0] == "#" and m.chart.tokens[0].word == "#"
    if not _begins_line(m) and not hashed:
        return None
    tokens = m.chart.tokens
    words = m.words()
    last = tokens[m.end - 1]
    if words[0][0].isdigit():
        if m["n"].value > 30 or (last.glued is False) or "." in m["n"].word:
            return None
        if m.after().glued:
            return None
    if last.word == "-" and last.glued and m.after().glued:
        return None
    if words[0] in ("r", "s", "d") and not last.keys & {"COLON", "DASH"}:
        return None
    end = m.end - (1 if last.kinds & {"COLON", "DASH", "NL", "DOT"} else 0)
    return Remark((m.span[0], tokens[end - 1].end))


@scanner("Element", "WORD|NUM|OPEN|WU")
def label(chart: Chart, i: int) -> list[Phrase]:
    """`Main set:`, `MP mix:`, `VO2:`: a few words up to a colon."""
    tokens = chart.tokens
    before = tokens[i - 1] if i else None
    if before is not None and not before.kinds & {"NL", "DOT", "BULLET", "SEMI", "COLON"}:
        return []
    at, cost, strange, paced = i, 0.0, 0, False
    lettered = False
    while at < len(tokens) and at - i < 7 and "COLON" not in tokens[at].kinds:
        token = tokens[at]
        if token.kinds & {"MARK"} and not token.kinds & {
            "DASH",
            "SLASH",
            "AND",
            "COMMA",
            "PLUS",
            "PRIME",
            "HASH",
        }:
            return []
        if token.kinds & {"NL", "END", "CLOCK", "DATE", "TIMES", "JOG", "WALK"} or (
            token.kinds & {"CARRIES", "SET"}
            and "SESSIONWORD" not in token.kinds
            and token.word not in ("set", "sets", "first", "last", "second", "rest", "group")
        ):
            return []
        if (
            token.kinds & {"DIGITS"}
            and tokens[at + 1].keys & {"METRES", "KM", "MILES", "MINUTES", "SECONDS"}
            and (i == at or "DASH" in tokens[at - 1].kinds)
            and "REP" not in tokens[at + 2].kinds
        ):
            return []
        if len(token.word) == 1 and token.raw in "TRIM":
            paced = lettered = True
        elif token.kinds & {
            "REST",
            "WU",
            "CD",
            "WARM",
            "COOL",
            "PACE",
            "BETWEEN",
        } and token.word not in (
            "rest",
            "effort",
            "speed",
        ):
            return []
        if token.kinds & {
            "THRESHOLD",
            "TEMPO",
            "INTERVALPACE",
            "MARATHON",
            "HALFMARATHON",
            "CV",
            "STEADY",
            "EASY",
            "SPRINT",
        }:
            paced = True
        if token.kinds & {"UNKNOWN"}:
            strange += 1
        cost += 0.05
        at += 1
    if at == i or at >= len(tokens) or "COLON" not in tokens[at].kinds:
        return []
    if (tokens[i].kinds & {"NUM"} and not tokens[at + 2].kinds & {"TIMES"}) or tokens[i].word in (
        "recovery",
        "rest",
        "target",
        "pace",
        "goal",
        *("splits", "results", "actual", "actuals"),
    ):
        return []
    after = tokens[at + 1]
    if after.kinds & {"END"} or (at == i + 1 and tokens[i].kinds & {"EASY", "STEADY", "STRIDES"}):
        return []
    end = at + 1
    span = (tokens[i].start, tokens[at - 1].end)
    note = ("paced-title",) if paced else ()
    return [
        Phrase(
            end,
            COSTS["label"] + cost + (0.5 if lettered else 1.6 if paced else 0.0),
            Remark(span, notes=note),
        )
    ]


@scanner("Element", "WORD")
def title(chart: Chart, i: int) -> list[Phrase]:
    """`Bank holiday special - `, `Speed 5 x`, `T+R mixture`: a title before the first block."""
    tokens = chart.tokens
    before = tokens[i - 1] if i else None
    if before is not None and not before.kinds & {"NL"}:
        return []
    at, cost, paced = i, 0.0, False
    while at < len(tokens) and at - i < 12:
        token = tokens[at]
        spaced = token.kinds & {"DASH"} and not (token.glued and tokens[at + 1].glued)
        if token.kinds & {"NL", "END"} or spaced or ("DIGITS" in token.kinds and at > i):
            break
        if token.word == "or" and tokens[at + 1].kinds & {"GROUND"}:
            cost += 0.1
            at += 1
            continue
        known = token.kinds & {
            *("REP", "PACE", "HILL", "FARTLEK", "PYRAMID", "LONG", "RUN", "SESSIONWORD", "GROUND"),
            *("SPRINT", "SHORT", "FIRST", "WEEKDAY", "RACE", "SET", "LAPS", "MILES"),
        }
        letter = len(token.word) == 1 and token.raw in "TRIM"
        if letter or token.kinds & {
            *("THRESHOLD", "TEMPO", "INTERVALPACE", "MARATHON", "HALFMARATHON", "CV"),
        }:
            paced = True
            cost += 0.3 if not i else 1.0
        elif known and token.word not in ("rest",):
            cost += 0.15
        else:
            each = weight(token) if not token.kinds & {"PLUS"} else 0.02
            if each < 0:
                return []
            cost += each * 0.4
        at += 1
    if at == i or at >= chart.end:
        return []
    last = tokens[at]
    if last.kinds & {"END"} or (
        at - i == 1 and tokens[i].kinds & {"WU", "CD", "EASY", "STEADY", "JOG"}
    ):
        return []
    if last.kinds & {"DIGITS"}:
        if not tokens[at + 1].keys & {"TIMES", "DASH", "TO", "SET"} or at - i > 8:
            return []
        cost += 0.6 if at - i <= 3 else 0.9
    span = (tokens[i].start, tokens[at - 1].end)
    note = ("paced-title",) if paced else ()
    end = at + (1 if last.kinds & {"DASH"} else 0)
    return [Phrase(end, COSTS["remark-title"] + _capped(cost, 1.6), Remark(span, notes=note))]


# -- totals, restatements, drills


@rule("Sum", "ABOUT|ABOUT? a:<Dist>|<Time>|<Range>", example="6 km")
def a_sum(m: Found) -> Amount:
    return m["a"]


@rule(
    "Element",
    "OPEN? TOTAL COLON|EQUALS|OF|ABOUT|of? ABOUT? <Sum> CLOSE?",
    "OPEN? <Sum> TOTAL|altogether CONTINUOUS|non|stop* CLOSE? COLON|DASH?",
    "OPEN? <Sum> in total|all CLOSE?",
    "COMMA|DOT DIGITS TOTAL",
    "COMMA|AND? <Sum> EASY? each|EACH|either|both end|ends|way|side|sides",
    "EQUALS <Sum> OF? TOTAL|work|running|volume|quality|altogether?",
    "OPEN <Sum> TOTAL non stop CLOSE",
    cost="label",
    example="total 6 km",
)
def total(m: Found) -> Remark | None:
    if m.has("OPEN") != m.has("CLOSE"):
        return None
    before = m.before()
    if before is not None and before.kinds & {"METRES", "KM", "MILES", "MINUTES"}:
        return None
    return _unmarked(m)


@rule("Element", "a:<Dist> DASH|COLON|EQUALS", cost="rare", example="7 mi -")
def total_before(m: Found) -> Remark | None:
    if m.begin or not m.has("COLON", "DASH", "EQUALS"):
        return None
    later = {kind for token in m.chart.tokens[m.end :] for kind in token.kinds}
    if not {"WU", "CD"} <= later:
        return None
    return _unmarked(m)


@rule("Element", "OPEN ABOUT? a:<Dist>|<Time> CLOSE", cost="rare", example="(5.6 miles)")
def in_other_words(m: Found) -> Remark | None:
    """`9k (5.6 miles)`: the same length again; the sentence checks it is."""
    a: Amount = m["a"]
    if a.kind != "m" or a.value < 1500:
        return None
    for phrase_end in range(m.begin - 1, max(m.begin - 4, -1), -1):
        for phrase in m.chart.at("Dist", phrase_end):
            if phrase.end == m.begin and abs(phrase.value.value - a.value) <= 0.04 * a.value:
                return Remark(m.span)
    return None


@rule(
    "Element",
    "PLUS|AND|SLASH? DRILLS AND|COMMA|SLASH|PLUS|DRILLS*",
    "OPEN DRILLS DRILLS|AND|COMMA* CLOSE",
    example="drills",
)
def drills(m: Found) -> Remark:
    first = next(t for t in m.chart.tokens[m.begin : m.end] if "DRILLS" in t.kinds)
    note = f"'{first.word}' has no length: left to the runner, not on the watch"
    return Remark((first.start, m.span[1]), notes=(note,))


@rule("Element", "PLUS|COMMA|AND STRIDES TO? finish|end|after?", cost="rare", example="+ strides")
def strides_alone(m: Found) -> Remark | None:
    if m.after().keys & {"NUM", "OPEN", "COLON"}:
        return None
    note = f"'{m.shown.lstrip('+,& ')}' has no length: left to the runner, not on the watch"
    return Remark(m.span, notes=(note,))


@rule(
    "Element",
    "at|AT the end",
    "to|TO finish|end|close|start|begin|warm",
    "at the start",
    "in total",
    cost="phrase",
    example="to finish",
)
def at_the_end(m: Found) -> Remark:
    return Remark(m.span)


@rule(
    "Element",
    "across|for|on|over|through all|the NUM? REP|SET|EFFORT",
    "all NUM REP|SET",
    "the whole|entire way|time|set",
    cost="phrase",
    example="across all 7 reps",
)
def all_reps(m: Found) -> Remark:
    return Remark(m.span)


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


@rule("PaceInBrackets", "OPEN p:<Pace> CLOSE")
def pace_in_brackets(m: Found) -> Pace:
    return m["p"]


@rule(
    "Element",
    "with the speed|pace|effort you can do|hold|manage|run",
    "with the speed|pace you are able to",
    cost="phrase",
    example="with the speed you can do",
)
def your_speed(m: Found) -> Remark:
    return Remark(m.span)


@rule(
    "Element", "OPEN all? in METRES|KM|MILES|MINUTES CLOSE", cost="label", example="(all in metres)"
)
def units_said(m: Found) -> Remark:
    return Remark(m.span)
