# SPDX-License-Identifier: MIT
"""Recoveries that are as long as the rep, or a share of it: `equal recovery`, `half the rep`, `1:1`.

Not here: a recovery with a length of its own (`recoveries`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.open_rests import said_by_word
from trackpacer.notation.phrases.rest_nouns import NOUN
from trackpacer.notation.tokens import Token, counts_in
from trackpacer.notation.tree import Rest
from trackpacer.records import fresh, mutable, replace


@rule(
    "SizedRest",
    "<EqualRest> OPEN ABOUT|so|ie|i.e|that's|EQUALS* a:<Time> CLOSE",
    "<EqualRest> OF|of a:<Time>",
)
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


@rule("OpenRest", "<EqualRest> OPEN ABOUT|so|ie|i.e* t:<Time>|<Range> CLOSE")
def equal_told(m: Found) -> Rest:
    """`equal time standing rest (65 s)`: as long as the bracket says."""
    return Rest(m.span, "time", ms=m["t"].value, jogged=True)


@rule(
    "EqualRest",
    "<RWord> a:<Time> ABOUT|PLUSMINUS|within the|your|each? completed|preceding? REP|RUN|time",
    example="recovery of 10 s around the rep",
)
def around(m: Found) -> Rest:
    return Rest(m.span, "equal", tolerance_ms=m["a"].value)


_LENGTH = "MINUTES|SECONDS|HOURS|MILES|LAPS|KM|METRES|NUM"


@rule(
    "Share",
    f"half|1/2|HALFSIGN !a|an|{_LENGTH}|MARATHON|PACE",
    "half DASH &length|distance|time",
    "a|one|the? w:third|quarter OF &the|a|your|each|what|RUN|REP|interval|time|distance",
    "n:NUM w:thirds|quarters|fifths",
    f"n:DIGITS SLASH d:DIGITS !{_LENGTH}",
    f"n:NUM PCT? DASH|TO NUM PCT !{_LENGTH}",
    f"n:NUM PCT !{_LENGTH}",
    f"DOUBLE !{_LENGTH}|TIMES",
    "ABOUT? o:DIGITS? n:NUM t:times|x !NUM",
    "ABOUT? o:DIGITS? n:DIGITS SLASH d:DIGITS t:times|x !NUM",
    example="half",
)
def share(m: Found) -> float | None:
    """A part of a rep, or so many of them, in percent: a range by its lower end."""
    parts = {"third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifths": 5}
    below = m["d"].value if m["d"] else parts[m["w"].word] if m["w"] else 1
    above = m["n"].value if m["n"] else 1
    whole = (m["o"].value if m["o"] else 0) + above / below if below else 0
    if m["t"]:
        return 100 * whole if 0 < whole <= 5 else None
    if below > 1:
        return 100 * whole if 0 < whole < 1 and below <= 6 else None
    if m["n"]:
        return float(above) if m.has("PCT") and 10 <= above <= 300 else None
    return 200.0 if m.has("DOUBLE") else 50.0


# What a recovery by the rep is told in, besides its nouns and its share.
_FILLS = words_of(
    """
    a an the is are as for of to at it that this there same equal equals identical equivalent eq per
    long amount amounts much many period periods length lengths lasting lasts last timed time times
    rep's lap's interval's effort's
    duration distance distances taken took takes take taking you your we i run ran running do did
    done complete completed cover covering each one every just rep reps effort efforts interval
    intervals repeat repeats work worked working split piece prior preceding previous finished which
    what whatever matching match matches similar comparable them be being will should set was were
    own went only about again have had you've we've i've hill sprint allow off bit however lasted
    """
)
_TIMES = words_of("time times duration long period length lengths split amount timed")
_REPS = words_of(
    """
    rep reps repeat repeats effort efforts interval intervals work split it piece sprint prior
    preceding previous run ran running worked went done took takes taken finished hill set
    rep's lap's interval's effort's
    """
)
_FAR = words_of("distance distances")
_SAME = frozenset(["EQUAL", "matching", "match", "matches", "similar", "comparable", "eq"])
_THE_REP = _REPS | _TIMES - {"amount", "length", "lengths", "long"}
_ENDS = _REPS | _TIMES | _FAR | {"one", "did", "off", "bit", "lasted"}
_PARTED = frozenset(["END", "NL", "DOT", "COMMA", "SEMI", "CLOSE", "AND", "PLUS"])
_COUNTED = frozenset(["half", "x", "times"])
_OF_THE = words_of("the your my it them run session each that")
_NO_BEGINNING = words_of("of to it is are was were ran i times x last each every only again be")
_LEADS = frozenset(["WITH", "OFF", "SLASH", "recover", "by", "DASH"])


@mutable
class _Told:
    """What has been heard of a recovery so far."""

    said: set[str] = fresh(factory=set)
    kinds: set[str] = fresh(factory=set)
    nouns: set[str] = fresh(factory=set)
    percent: float = 0.0
    named: bool = False  # that it is a recovery, before its share
    run: int = 0  # the end of the run it is as long as, by its length


@scanner("ByRep", "WORD|DIGITS|HALFSIGN|EQUALS|NUM")
def by_the_rep(chart: Chart, i: int) -> list[Phrase]:
    """A recovery as long as the rep or a share of it, in whatever order that is told."""
    tokens = chart.tokens
    if tokens[i].word in _NO_BEGINNING:
        return []
    told = _Told()
    at = i
    found: Rest | None = None
    end = i
    while at - i < 25:
        after = _step(chart, at, told)
        if after == at:
            break
        at = after
        last = tokens[at - 1]
        alone = "EQUAL" in last.kinds and tokens[at].kinds & _PARTED  # `rest the same`
        may_end = alone or last.kinds & (NOUN | {"EASY", "SLOW", "RUN"}) or last.word in _ENDS
        if (may_end or told.percent or told.run == at) and (rest := _rest(chart, i, at, told)):
            found, end = rest, at
    return [Phrase(end, 0.0, found)] if found is not None else []


def _step(chart: Chart, at: int, told: _Told) -> int:
    """The token after what stands at one; the same where that is none of such a recovery's."""
    tokens = chart.tokens
    token, ahead = tokens[at], tokens[at + 1]
    if share := longest(chart.at("Share", at)):
        if told.percent:
            return at
        told.percent, told.named = share.value, bool(told.nouns)
        told.said.update(one.word for one in tokens[at : share.end] if one.word in _COUNTED)
        return share.end
    if token.kinds & {"REST"} and ahead.word == "of" and tokens[at + 2].word in _OF_THE:
        return at  # `rest of the run`
    if nouns := longest(chart.at("Nouns", at)):
        told.nouns |= nouns.value
        told.kinds |= token.kinds & NOUN
        return nouns.end
    if token.kinds & {"REST"} and tokens[at - 1].word == "to":  # `as much again to recover`
        told.nouns |= {"REST"}
        return at + 1
    if token.kinds & NOUN:  # `rest = rep`, `rest: half the rep`, and no `rest 60`
        if not ahead.keys & {"EQUALS", "COLON", "DASH"} and not chart.at("Share", at + 1):
            return at
        told.nouns |= token.kinds & NOUN
        return at + 1
    if (
        "OR" in token.kinds
        and tokens[at - 1].kinds & NOUN
        and (nouns := longest(chart.at("Nouns", at + 1)))
    ):
        return nouns.end  # `an equal recovery or slow jog`
    if _names_the_rep(tokens, at):
        told.said.update(["rep", "time"])
        return at + 2
    if not _tells(tokens, at, told):
        return at
    told.said.add(token.word)
    told.kinds |= token.kinds
    at += 1
    if token.word in ("run", "cover", "complete"):  # `as you took to run the 600`
        the = ahead.word in ("the", "that", "each")
        named = the and tokens[at + 1].kinds & {"DIGITS", "KM", "MILES"}
        far = max((p.end for p in chart.at("Dist", at + the)), default=0)
        at = far or (at + 2 if named else at)
        told.run = far or told.run
        told.said.update(["it"] if named or far else [])
    return at


def _names_the_rep(tokens: list[Token], at: int) -> bool:
    """`Your 800 time`, of the one run that is counted."""
    if tokens[at + 1].word not in ("time", "split"):
        return False
    runs = {
        one.word
        for one in tokens[:at]
        if "MILES" in one.kinds or ("DIGITS" in one.kinds and one.value >= 200)
    }
    return runs == {tokens[at].word} and len(counts_in(tokens[:at])) == 1


def _tells(tokens: list[Token], at: int, told: _Told) -> bool:
    """Whether a word or a mark is one of those such a recovery is told in."""
    token, ahead = tokens[at], tokens[at + 1]
    if token.kinds & {"COLON", "DASH", "SLASH"}:
        return bool(told.nouns) or ("SLASH" in token.kinds and "work" in told.said)
    if token.word == "@" and tokens[at - 1].kinds & NOUN:
        return bool(ahead.kinds & {"NUM", "HALF", "HALFSIGN"})  # `rest @ 1/2 rep time`
    if token.kinds & {"EASY", "SLOW"}:
        return "EQUAL" in told.kinds  # `equal time easy`
    if "AND" in token.kinds:
        return "work" in (tokens[at - 1].word, ahead.word)
    if token.word == "in":
        return ahead.word in _FAR | _TIMES  # `equal in distance to the rep`
    some = {ahead.word, tokens[at + 2].word if ahead.word == "the" else ""} & {"last", "one"}
    if token.word in ("for", "after", "on") and some:
        return False  # `the same for the last`
    return token.word in _FILLS or bool(token.kinds & {"EQUALS", "EQUAL", "ABOUT"})


def _rest(chart: Chart, i: int, end: int, told: _Told) -> Rest | None:
    """The recovery that the tokens tell; None where they tell none, or not yet."""
    said, kinds, tokens = told.said, told.kinds, chart.tokens
    behind = chart.before(i).keys
    off = tokens[end - 1].word == "off" and tokens[end].kinds & _PARTED
    told.nouns |= {"REST"} if off and "EQUAL" in kinds else set()
    eased = kinds & {"EASY", "SLOW"}
    bracket = "OPEN" in behind and i > 1 and tokens[i - 2].kinds & (NOUN | {"BACK", "DOWN"})
    halved = "OPEN" in behind and told.percent == 50 and "rep" in said
    rests = told.nouns or bracket or halved or behind & _LEADS or (eased and said & (_TIMES | _FAR))
    # `w/ = rest`, and not `walk down = recovery`
    by_rep = said & (_REPS | _TIMES | _FAR) or "EQUALS" in tokens[i].kinds
    same = kinds & {"EQUAL"} or said & _SAME or _as_long(said) or ("EQUALS" in kinds and by_rep)
    if not rests or not (told.percent or same):
        return None
    if tokens[end - 1].word == "as" or (tokens[end].word == "as" and "as" in said):
        return None  # `rest as long as you need`
    if not _clear(chart, i, end, told):
        return None
    span = chart.span(i, end)
    percent = told.percent or 100.0
    if said & _FAR and not said & {"time", "took", "takes"}:
        return Rest(span, "jog", metres=-percent / 100)
    before = "before" if "same" in said and not said & (_ENDS | _FAR) else ""
    alike = told.percent or said & _THE_REP or "JOG" in told.nouns
    return Rest(span, "equal", percent=percent, assumed=before, notes=[] if alike else [_ALIKE])


def _as_long(said: set[str]) -> bool:
    """`as long as the rep`, `the time it took to run`, `for whatever you ran`."""
    if not said & _REPS:
        return {"that", "amount"} <= said or {"as", "much", "again"} <= said
    timed = "time" in said and said & {"taken", "took", "takes", "of", ":", "=", "is"}
    as_long = "as" in said and said & {"long", "much", "many", "per", "rep", "reps", "interval"}
    ran = "ran" in said and said & {"whatever", "what"}
    return bool(timed or as_long or ran or {"however", "long"} <= said)


def _clear(chart: Chart, i: int, end: int, told: _Told) -> bool:
    """Whether it can be of nothing but the rep: no pace, no share of another recovery."""
    tokens, said = chart.tokens, told.said
    if any(chart.at("ShareOfRest", at) for at in range(i, min(i + 2, end))):
        return False
    after = tokens[end]
    if not told.percent:
        return bool(told.nouns or said & (_TIMES | _FAR | _REPS)) and end - i > 1
    if after.kinds & {"PACE", "MARATHON", "RACE", "MAX", "NUM", *_LENGTH.split("|")}:
        return False
    lone = not said - {"half"}  # `half recovery`, `50 % rest`, `off half`
    if not told.nouns:
        off = "OFF" in chart.before(i).keys and after.kinds & _PARTED
        return bool(off or said & (_REPS | _TIMES | _FAR))
    if lone:
        return True
    if said & {"x", "times"} and not (told.named or said & _REPS):
        return False  # `2 x easy jog`
    if not told.named and "the" in said and not said & (_REPS | _TIMES | _FAR):
        return False  # `double the rest`
    effort = said & {"at", "@", "effort", "efforts"} and not said & {"of"}  # `jog at 60 % effort`
    return not effort or bool(said & (_REPS - {"effort", "efforts"}) | said & _TIMES)


@rule(
    "EqualRest",
    "<RWord>|<RatioOf>? r:<ByRep> t:<Tolerance>?",
    "REST EQUALS|COLON? <Nouns> OPEN r:<ByRep> CLOSE",
    "<Nouns> OPEN r:<ByRep> CLOSE",
    example="half the rep rest",
)
def by_rep(m: Found) -> Rest:
    return replace(m["r"], span=m.span, tolerance_ms=m["t"] or 0.0)


_HERE = "&END|NL|DOT|COMMA|SEMI|CLOSE|BETWEEN|AFTER|BEFORE|for|on|in|IN|ON|AND|THEN|the|DASH"
_HALF_OR_TWICE = "h:half|DOUBLE|double|twice|TWICE|NUM"
_OF_A_REST = f"REST|JOG|WALK !REP|RUN|OF|of|EQUALS|COLON|is|<Time>|NUM {_HERE}"
alias("NamedRest", "r:<ShareOfRest>")


@rule(
    "ShareOfRest",
    f"{_HALF_OR_TWICE} times|x|of? that|this REST|amount|time? {_HERE}",
    f"{_HALF_OR_TWICE} times|x|of? the|your|that? {_OF_A_REST}",
    "^COMMA|AND|SEMI h:DOUBLE &BETWEEN",
    example="half that",
)
def share_of_rest(m: Found) -> Rest | None:
    """`6 x 300 off 2 min, 4 x 200 with half that`: of the recovery told last, and of no run."""
    chart, h = m.chart, m["h"]
    times = h.value if "NUM" in h.kinds else {"half": 0.5, "thrice": 3.0}.get(h.word, 2.0)
    told = [
        (p.end, -at, p.value)
        for at in range(m.begin)
        for name in ("SizedRest", "BareRest", "EqualRest")
        for p in chart.at(name, at)
        if p.end <= m.begin and p.value.kind in ("time", "jog", "equal") and not p.value.listed
        if name != "BareRest"
        or chart.before(at).kinds & {"OFF", "WITH", "OPEN"}
        or "BETWEEN" in chart.tokens[p.end].kinds
    ]
    if not told or (("NUM" in h.kinds) != m.has("times", "x")):
        return None
    end, _, rest = max(told, key=lambda one: one[:2])
    if any(t.kinds & {"MINUTES", "SECONDS", "CLOCK"} for t in chart.tokens[end : m.begin]):
        return None
    notes = [f"'{{}}' taken of the recovery before, '{chart.quote(*rest.span)}'"]
    more = {"ms": rest.ms * times, "metres": rest.metres * times, "percent": rest.percent}
    if rest.kind == "equal":
        more["percent"] *= times
    return replace(rest, **more, span=m.span, notes=notes)


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
alias(
    "Ratio",
    f"{_SIDES} DASH|COLON|SLASH|TO|AND* {_SIDES} ratio?",
    "w COLON|SLASH r",
    f"ratio {_SIDES}|TO|SLASH*",
)
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
    "a:DIGITS TO b:DIGITS REST &END|NL|DOT|COMMA|SEMI|CLOSE|BETWEEN",
    "<RWord> a|an|at|AT|OF|the* a:DIGITS COLON|TO b:DIGITS ratio|REST|work|TO|SLASH* &END|NL|DOT|COMMA|SEMI|CLOSE|BETWEEN",
    "a:DIGITS ~COLON ~b:DIGITS time|distance ~DASH ~based REST",
    "^MINUTES|SECONDS|METRES|KM|PRIME|QUOTES|DIGITS|COMMA|OPEN|OFF|WITH a:DIGITS ~COLON ~b:DIGITS &END|NL|DOT|COMMA|SEMI|CLOSE",
    "a:NUMBERWORD TO|for b:NUMBERWORD REST|ratio|work REST|ratio|work|REP|TO*",
    "<RatioOf>? a:NUM COLON|TO b:NUM <Ratio>",
    "work DASH|COLON|SLASH? TO|AND? DASH? REST ratio|OF|is|COLON|EQUALS|DASH* a:NUM COLON|TO b:NUM",
    "w COLON|SLASH r ratio|OF|is|COLON|EQUALS|DASH* a:NUM COLON|TO b:NUM",
    "a|an|EASY|SLOW* JOG|WALK|REST REST? COMMA|DASH|OPEN|AT|WITH|a|IN* a:NUM COLON|TO b:NUM <Ratio> CLOSE?",
    example="1:1 rest",
)
def ratio(m: Found) -> Rest | None:
    work, rest = m["a"].value, m["b"].value
    if not (0.25 <= work <= 5 and 0.25 <= rest <= 5):
        return None
    if m.has("to") and m.begin + 4 == m.end and m.has("DIGITS") and (work, rest) != (1, 1):
        return None  # `2 to 3 rest`, of minutes
    return Rest(m.span, "equal", percent=100 * rest / work)
