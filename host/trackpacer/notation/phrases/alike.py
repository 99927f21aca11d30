# SPDX-License-Identifier: MIT
"""Recoveries that are as long as the rep, or a share of it: `equal recovery`, `half the rep`, `1:1`.

Not here: a recovery with a length of its own (`recoveries`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.open_rests import said_by_word
from trackpacer.notation.phrases.rest_nouns import NOUN
from trackpacer.notation.tree import Rest
from trackpacer.records import replace

_REPWORDS = (
    "REP|RUN|EFFORT|as|TO|OF|THAN|the|time|work|duration|distance|distances|length|lengths|amounts|preceding|previous|your|HILL|"
    "that|what|it|took|takes|amount|just|split|completed|times|long|last|each|EQUALS|your|run|interval"
)
_GOES_ON = frozenset(["the", "of", "a", "your", "to", "as"])
_THE_REP = frozenset(
    ("rep", "repeat", "effort", "work", "run", "interval", "time", "duration", "split")
)


@rule(
    "RepWords",
    f"{_REPWORDS} {_REPWORDS}*",
    "OF|of EACH|the|that* LAPS|lap's 's? time|duration|length?",
    example="the rep time",
)
def rep_words(m: Found) -> frozenset[str]:
    return frozenset(m.words())


@rule(
    "EqualRest",
    "<RWord>? a|an|the? EQUAL w:<RepWords>? n:<Nouns>? w2:<RepWords>? t:<Tolerance>?",
    "a|an|the? EQUAL w:<RepWords>? REST AND n:<Nouns> !NUM",
    "n:<Nouns> for? the EQUAL w:<RepWords>",
    "the? EQUAL w:<RepWords> OF|of|at|run? e:EASY|SLOW",
    "^WITH|COMMA|AND the EQUAL e:EASY|SLOW &END|DOT|NL|COMMA|CLOSE",
    "<RWord> AS EQUAL? w:<RepWords>",
    "n:<Nouns> OF? EQUAL w:<RepWords>",
    example="equal recovery",
)
def equal(m: Found) -> Rest | None:
    words = (m["w"] or frozenset()) | (m["w2"] or frozenset())
    said = words and m.behind.keys & {"WITH", "SLASH", "OFF", "DASH"}
    if not (m.has(*NOUN) or said or m["e"]) or m.words()[-1] in _GOES_ON:
        return None
    if m.after().word == "as" and m.has("AS"):
        return None  # `rest as long as you need`
    if words & {"distance", "distances"}:
        return Rest(m.span, "jog", metres=-1.0)
    before = "before" if m.has("same") and not words else ""
    rest = Rest(m.span, "equal", tolerance_ms=m["t"] or 0.0, assumed=before)
    return rest if words & _THE_REP or "JOG" in (m["n"] or ()) else replace(rest, notes=[_ALIKE])


@rule("SizedRest", "<EqualRest> OPEN ABOUT|so|ie|i.e|that's|EQUALS* a:<Time> CLOSE")
def equal_in_figures(m: Found) -> Rest | None:
    """`equal time rest (36 s)`: what it comes to; 2 min and more may be between the sets."""
    short = 15_000 <= m["a"].value < 120_000 or not m.earlier("OPEN", "SET")
    return Rest(m.span, "time", ms=m["a"].value) if short else None


_ALIKE = "'{}' taken as equal to the rep just run; it could also mean all alike"


@rule(
    "Tolerance",
    "PLUSMINUS|give PLUSMINUS|or|take|DASH* a:<Time>|<Secs>",
    "PLUS SLASH? DASH a:<Time>",
)
def tolerance(m: Found) -> float:
    a = m["a"]
    return a[0] if isinstance(a, tuple) else a.value


@rule(
    "EqualRest",
    "REST EQUALS|DASH|COLON REP|work|RUN time|duration? t:<Tolerance>?",
    "REST EQUALS|is|as the rep|run|work time? t:<Tolerance>?",
    "EQUALS time|duration <Nouns>",
    "<Nouns> is|was|EQUALS|for|of|COLON|the|same|whatever|what|as* you|you've|we|we've|i have|had|just* ran|run|did|done &COMMA|DOT|NL|END|SEMI|CLOSE",
    example="R=rep",
)
def rep_rest(m: Found) -> Rest:
    return Rest(m.span, "equal", tolerance_ms=m["t"] or 0.0)


@rule("OpenRest", "<EqualRest> OPEN ABOUT|so|ie|i.e* t:<Time>|<Range> CLOSE")
def equal_told(m: Found) -> Rest:
    """`equal time standing rest (65 s)`: as long as the bracket says."""
    return Rest(m.span, "time", ms=m["t"].value, jogged=True)


@rule(
    "EqualRest",
    "AS much|LONG|many time? again to|TO|as|AS|of|for* recover|<Nouns>",
    example="as long again to recover",
)
def again_to_rest(m: Found) -> Rest:
    return Rest(m.span, "equal")


@rule(
    "EqualRest",
    "<RWord> a:<Time> ABOUT|PLUSMINUS|within <RepWords>",
    example="recovery of 10 s around the rep",
)
def around(m: Found) -> Rest:
    return Rest(m.span, "equal", tolerance_ms=m["a"].value)


@rule(
    "Share",
    "half|1/2|HALFSIGN",
    "half DASH &length|distance|time",
    "n:DIGITS SLASH d:DIGITS",
    "n:NUM PCT",
    "DOUBLE",
    "ABOUT? n:NUM times|x &the|what|your|RUN|REP|work|REST",
    "ABOUT? o:DIGITS n:DIGITS SLASH d:DIGITS times|x &the|what|your|RUN|REP|work",
    example="half",
)
def share(m: Found) -> float | None:
    if m.has("times", "x"):  # `1 1/2 times the run`
        part = m["n"].value / m["d"].value if m["d"] and m["d"].value else m["n"].value
        whole = part + (m["o"].value if m["o"] else 0)
        return 100 * whole if 1 <= whole <= 3 else None
    if m["d"]:
        above, below = m["n"].value, m["d"].value
        return 100 * above / below if 0 < above < below <= 4 else None
    if m["n"]:
        return float(m["n"].value)
    return 200.0 if m.has("DOUBLE") else 50.0


@rule(
    "EqualRest",
    "<RWord> p:<Share> w:<RepWords>? <Nouns>? !MINUTES|LAPS|MILES",
    "a|an? p:<Share> w:<RepWords>? n:<Nouns> w2:<RepWords>?",
    "p:<Share> w:<RepWords> n:<Nouns>? off? !MINUTES|LAPS|MILES",
    "OFF p:<Share> &END|NL|DOT|COMMA|SEMI|AND",
    "AND|a|WITH|COMMA* n:<Nouns> OF|for|lasting the|your? p:<Share> OF|of? w:<RepWords> as|AS|for|FOR* <Nouns>?",
    example="half the rep rest",
)
def shared(m: Found) -> Rest | None:
    if any(m.chart.at("ShareOfRest", at) for at in range(m.begin, m.begin + 2)):
        return None
    words = m["w"] or m["w2"]
    alone = "OPEN" in m.behind.kinds and "CLOSE" in m.after().kinds  # `[half the rep]`
    off = "OFF" in m.chart.tokens[m.begin].kinds  # `6, 5, 4, 3 min off half`
    if not (off or m.has(*NOUN) or (words and (alone or said_by_word(m)))):
        return None
    before = m.chart.tokens[: max(m.begin - 2, 0)]
    if m.words()[-1] == "that" and any(token.kinds & NOUN for token in before):
        return None  # `300 jog; 3 x 300 with half that`: of the recovery before
    if m.has("distance") and not m.has("takes", "took", "time"):
        return Rest(m.span, "jog", metres=-m["p"] / 100)
    clear = (
        words or "half" in m.words() or m.has("PCT", "SLASH", "DOUBLE", "HALFSIGN", "x", "times")
    )
    return Rest(m.span, "equal", percent=m["p"]) if clear else None


_HERE = "&END|NL|DOT|COMMA|SEMI|CLOSE|BETWEEN|AFTER|BEFORE|for|on|in|IN|ON|AND|THEN|the|DASH"
_HALF_OR_TWICE = "h:half|DOUBLE|double|twice|TWICE|NUM"
_OF_A_REST = f"REST|JOG|WALK !REP|RUN|OF|of|EQUALS|COLON|is|<Time>|NUM {_HERE}"
alias("NamedRest", "r:<ShareOfRest>")


@rule(
    "ShareOfRest",
    f"{_HALF_OR_TWICE} times|x|of? that|this REST|amount|time? {_HERE}",
    f"{_HALF_OR_TWICE} times|x|of? the|your|that? {_OF_A_REST}",
    example="half that",
)
def share_of_rest(m: Found) -> Rest | None:
    """`6 x 300 off 2 min, 4 x 200 with half that`: of the recovery told last, and of no run."""
    chart, h = m.chart, m["h"]
    times = h.value if "NUM" in h.kinds else {"half": 0.5, "thrice": 3.0}.get(h.word, 2.0)
    told = [
        (p.end, -at, p.value)
        for at in range(m.begin)
        for name in ("SizedRest", "BareRest")
        for p in chart.at(name, at)
        if p.end <= m.begin and p.value.kind in ("time", "jog") and not p.value.listed
        if name == "SizedRest"
        or chart.before(at).kinds & {"OFF", "WITH", "OPEN"}
        or "BETWEEN" in chart.tokens[p.end].kinds
    ]
    if not told or (("NUM" in h.kinds) != m.has("times", "x")):
        return None
    end, _, rest = max(told, key=lambda one: one[:2])
    if any(t.kinds & {"MINUTES", "SECONDS", "CLOCK"} for t in chart.tokens[end : m.begin]):
        return None
    notes = [f"'{{}}' taken of the recovery before, '{chart.quote(*rest.span)}'"]
    return replace(rest, ms=rest.ms * times, metres=rest.metres * times, span=m.span, notes=notes)


_OF_NEXT = "the? time|distance|length|duration OF|of the|your? next|following|upcoming REP|RUN|one|interval?"


@rule(
    "EqualRest",
    f"<RWord>? p:<Share>? {_OF_NEXT} AS|as|for? n:<Nouns>?",
    f"n:<Nouns> OF|of|for|EQUALS|is|the|EQUAL|as* p:<Share>? {_OF_NEXT}",
    example="half the time of the next interval as rest",
)
def share_of_next(m: Found) -> Rest | None:
    if not (m.has(*NOUN) or said_by_word(m)):
        return None
    percent = m["p"] or 100.0
    if m.has("distance") or (m.has("length") and m.has("JOG", "WALK")):
        return Rest(m.span, "jog", metres=-percent / 100, of_next=True)
    return Rest(m.span, "equal", percent=percent, of_next=True)


_SIDES = "work|RUN|REST|JOG"
alias("Ratio", f"{_SIDES} DASH|COLON|SLASH|TO|AND* {_SIDES} ratio?", f"ratio {_SIDES}|TO|SLASH*")
# What leads to the figures: `at a 1:1 ratio`, `all efforts have a 1:1 recovery`.
alias(
    "RatioOf",
    "AT|WITH|on|ON a|an|the",
    "AT|WITH a|an|the? work|REST SLASH|DASH|TO|AND|COLON* work|REST ratio? OF|of|is",
    "ALL|EACH|the* REP|EFFORT|RUN|SET? has|have|had|get|gets|got|carry|carries|come|comes|WITH* a|an|the",
    example="all efforts have a",
)


@rule(
    "EqualRest",
    "<RatioOf>? a:DIGITS ~COLON ~b:DIGITS REST|REP|JOG|WALK|SLASH|COLON|TO|work|ratio|time*",
    "<RWord> a|an|at|AT|OF|the* a:DIGITS COLON|TO b:DIGITS ratio|REST|work|TO|SLASH* &END|NL|DOT|COMMA|SEMI|CLOSE|BETWEEN",
    "a:DIGITS ~COLON ~b:DIGITS time|distance ~DASH ~based REST",
    "^MINUTES|SECONDS|METRES|KM|PRIME|QUOTES|DIGITS|COMMA|OPEN|OFF|WITH a:DIGITS ~COLON ~b:DIGITS &END|NL|DOT|COMMA|SEMI|CLOSE",
    "a:NUMBERWORD TO|for b:NUMBERWORD REST|ratio|work REST|ratio|work|REP|TO*",
    "<RatioOf>? a:NUM COLON|TO b:NUM <Ratio>",
    "work DASH|COLON|SLASH? TO|AND? DASH? REST ratio|OF|is|COLON|EQUALS* a:NUM COLON|TO b:NUM",
    "a|an|EASY|SLOW* JOG|WALK|REST REST? COMMA|DASH|OPEN|AT|WITH|a|IN* a:NUM COLON|TO b:NUM <Ratio> CLOSE?",
    example="1:1 rest",
)
def ratio(m: Found) -> Rest | None:
    work, rest = m["a"].value, m["b"].value
    if not (1 <= work <= 5 and 1 <= rest <= 5):
        return None
    return Rest(m.span, "equal", percent=100 * rest / work)


# -- in a sentence

# What a sentence of a recovery as long as the rep is made of, besides its nouns.
_TOLD = words_of(
    """
    a an the is are as for of to at it that this than there same equal equals identical equivalent
    long amount period length lasting lasts timed time duration distance taken took takes take you
    your run ran running do did done complete completed cover covering each one every just rep reps
    effort efforts interval intervals repeat repeats work split piece prior preceding previous last
    finished which matching match matches them be should will that half twice double set was were own
    worked working went similar comparable
    """
)
_SAME = frozenset(["EQUAL", "matching", "match", "matches", "similar", "comparable"])
_ENDS = words_of(
    """
    rep reps effort efforts interval intervals repeat repeats work split it one prior preceding
    previous duration time distance run ran worked went done took takes taken finished length set piece effort
    """
)


@scanner("EqualRest", "REST|JOG|WALK|FLOAT|EQUAL|a|an|the|as|matching")
def as_long(chart: Chart, i: int) -> list[Phrase]:
    """`a recovery lasting the same time as it took to run it`, `rest as long as the rep took`."""
    tokens = chart.tokens
    at = end = i
    said: set[str] = set()
    kinds: set[str] = set()
    while at - i < 25:
        token = tokens[at]
        noun = token.kinds & NOUN
        if not (noun or token.word in _TOLD or token.kinds & {"EQUALS", "SLASH", "COLON"}):
            break
        if noun and chart.at("RestOf", at) and "EQUALS" not in tokens[at + 1].kinds:
            break
        said.add(token.word)
        kinds |= token.kinds
        at += 1
        if token.word in ("run", "cover", "complete"):  # `as you took to run the 600 m`
            the = tokens[at].word in ("the", "that", "each")
            at = max((p.end for p in chart.at("Dist", at + the)), default=at)
        if noun or token.word in _ENDS:
            end = at
    same = kinds & _SAME or said & _SAME or {"as", "long"} <= said
    timed = "time" in said and said & {"taken", "took", "takes", "of"}
    percent = 50.0 if "half" in said else 200.0 if said & {"twice", "double"} else 100.0
    told = same or timed or {"that", "amount"} <= said or percent != 100
    rests = kinds & NOUN or (i and tokens[i - 1].keys & {"WITH", "OFF", "recover"})
    short = said & {"timed", "matching"}
    if end - i < 2 or not (told and rests) or not (short or (end - i > 2 and said & _ENDS)):
        return []
    span = chart.span(i, end)
    if "distance" in said:
        return [Phrase(end, 0.0, Rest(span, "jog", metres=-percent / 100))]
    return [Phrase(end, 0.0, Rest(span, "equal", percent=percent))]
