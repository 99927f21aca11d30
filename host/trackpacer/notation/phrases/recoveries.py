# SPDX-License-Identifier: MIT
"""Recoveries: `R60`, `w/ 90s jog`, `200 jog in 90`, `full recovery`, `half the rep`, `on 3:00`.

Where one stands (`between sets`) is in `places`; which rep it belongs to is decided in `sentence`.
"""

from __future__ import annotations

from dataclasses import replace

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import Amount, Doubt, Joint, Pause, Remark
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.phrases import places  # noqa: F401  its rules are used by name here
from trackpacer.notation.phrases.amounts import point_clock
from trackpacer.notation.tree import Pace, Rest, Target

OPEN_NOTE = "'{}' has no length: open, the watch waits for the press"
_MOVING = {"JOG", "WALK", "FLOAT"}
_NOUN = {"REST", *_MOVING}
_MANNER = frozenset(
    [
        "rolling",
        "flat",
        "active",
        "brisk",
        "proper",
        "nice",
        "leisurely",
        "continuous",
        "slow",
        "easy",
        "gentle",
        "light",
        "very",
        "standing",
        "static",
        "passive",
        "steady",
        "moderate",
        "relaxed",
        "full",
        "quick",
        "complete",
        "super",
        "stationary",
    ]
)

_PLURALS = frozenset(["recoveries", "recs", "rests", "jogs", "breaks", "pauses", "floats"])

# -- its nouns


@scanner("Nouns", "REST|JOG|WALK|FLOAT|EASY|SLOW|STEADY|RELAXED|WORD|DASH|EASYPACE|PRIME|QUOTES|OF")
def nouns(chart: Chart, i: int) -> list[Phrase]:
    """`easy jog recovery`, `walk or slow jog`, `jog/walk`, `rest intervals`: which nouns."""
    tokens = chart.tokens
    at, end = i, 0
    seen: set[str] = set()
    easy = False
    while at < chart.end and at - i < 9:
        token = tokens[at]
        noun = token.kinds & _NOUN
        ahead = tokens[at + 1]
        if noun and not (seen and "TIME" in seen):
            if (
                "REST" in noun
                and ahead.keys & {"DIGITS", "EQUALS", "COLON"}
                and (token.word == "r" or not seen or ahead.glued or "EQUALS" in ahead.kinds)
                and (token.word == "r" or "TIMES" not in tokens[min(at + 2, chart.end)].kinds)
                and not ("COLON" in ahead.kinds and "TIMES" in tokens[min(at + 3, chart.end)].kinds)
            ):
                break  # `2'40" rec 2'`: the word belongs to what follows
            if token.word in ("recovery", "rest") and ahead.word in ("run", "runs") and not seen:
                break
            seen |= noun
            if token.word in _PLURALS:
                seen.add("PLURAL")
            at += 1
            end = at
            if tokens[at].word in ("interval", "intervals", "period", "periods", "time"):
                at += 1
                end = at
            if (
                tokens[at].word in ("back", "down", "across", "over", "around")
                and "DOWN" in tokens[at].kinds | {"DOWN"}
                and not tokens[at + 1].keys & {"NUM"}
            ):
                at += 1
                end = at
            continue
        if "DASH" in token.kinds and seen and ahead.word in ("back", "down"):
            at += 2
            end = at
            continue
        if token.word in _MANNER or "EASYPACE" in token.kinds:
            easy = easy or bool(token.keys & {"EASY", "EASYPACE", "SLOW"})
            at += 1
            if easy and not seen and token.word in ("easy", "e", "slow", "moderate", "steady"):
                end = at
            continue
        if token.keys & {"SLASH", "OR", "AND", "DASH", "OF", "a", "PLUS"} and (
            ahead.kinds & _NOUN or ahead.word in _MANNER or ahead.word in ("run", "a")
        ):
            if not seen and "DASH" not in token.kinds and token.word != "of":
                break
            if "AND" in token.kinds and not (
                ahead.kinds & _MOVING or ahead.word in ("easy", "slow")
            ):
                break
            if (
                ahead.kinds & _NOUN
                and tokens[at + 2].keys & {"NUM", "CLOCK"}
                and "REST" in ahead.kinds
            ):
                break
            at += 1
            continue
        if token.word in ("run", "running") and (easy or seen):
            seen.add("JOG")
            at += 1
            end = at
            if tokens[at].word in ("easily", "easy", "slowly", "slow"):
                at += 1
                end = at
            continue
        if token.keys & {"PRIME", "QUOTES"} and (ahead.kinds & _NOUN or seen):
            at += 1
            if ahead.kinds & _NOUN or end == at - 1:
                end = at if seen else end
                continue
            break
        break
    if not end:
        return []
    if not seen:
        seen = {"EASY"} if easy else set()
        if not seen and tokens[i].word not in ("moderate",):
            return []
        seen = seen or {"EASY"}
    return [Phrase(end, 0.0, frozenset(seen))]


# -- its length


def _bare(value: float, word: str, jogging: bool) -> tuple[str, float] | None:
    """What a number without a unit is of a recovery: metres, or milliseconds."""
    point = point_clock(word)
    if point:
        return "ms", point
    if jogging and (value >= 100 or value in (50, 60, 80)):
        return "m", value
    if value >= 150 and value % 50 == 0:
        return "m", value
    if 10 <= value <= 300 or (value == 0 and not jogging):
        return "ms", value * 1000
    if 1 <= value <= 5 and not jogging:
        return "ms", value * 60_000
    return None


def sized(m: Found, amount: Amount, seen: frozenset[str] = frozenset()) -> Rest | None:
    """The recovery of a length and its nouns."""
    kind, first, second = amount.kind, amount.value, amount.high
    jogging = bool(seen & _MOVING)
    if kind == "n":
        word = m.chart.plain[amount.span[0] : amount.span[1]]
        one = _bare(first, word, jogging)
        if one is None:
            return None
        if amount.plural and not jogging and first < 200:
            one = ("ms", first * 1000)
        two = _bare(second, "", jogging) if second is not None else None
        if second is not None and (two is None or two[0] != one[0]):
            return None
        kind, first = one
        second = two[1] if two else None
    elif kind == "m" and amount.unit == "m" and first <= 10:
        kind, first = "ms", first * 60_000
        second = second * 60_000 if second is not None else None
    span = m.span
    floating = "FLOAT" in seen
    every = "PLURAL" in seen
    if kind == "m":
        if first > 5000:
            return None
        rest = Rest(
            span, "jog", metres=first, floating=floating, jogged="REST" not in seen, every=every
        )
        if second is not None and amount.joint == "/":
            return replace(rest, pair=True, max_ms=second)
        if second is not None:
            return replace(rest, metres=min(first, second))
        return rest
    rest = Rest(
        span,
        "time",
        ms=first,
        floating=floating,
        jogged="JOG" in seen and "REST" not in seen,
        every=every,
    )
    if second is None or second == first:
        return rest
    if amount.joint == "->":
        return replace(rest, last_ms=second)
    if amount.joint == "/":
        if second >= 1.5 * first:
            return replace(rest, pair=True, max_ms=second)
        if second < first:
            return None
    low, high = sorted((first, second))
    return replace(rest, kind="window", min_ms=low, max_ms=high)


@rule("RestAmount", "a:<Time>|<Dist>|<Range>|<Plural>")
def rest_amount(m: Found) -> Amount:
    return m["a"]


@rule(
    "SizedRest",
    "n:JOG|WALK the? other|remaining|OTHER a:<Dist> of the lap|LAPS|track",
    "n:JOG|WALK the? other|remaining|OTHER a:<Dist> BACK? to|TO? the? start|line?",
    example="walk the other 200 m back to the start",
)
def the_other_part(m: Found) -> Rest | None:
    return sized(m, m["a"], frozenset(m["n"].kinds & _NOUN))


@rule("RestAmount", "a|an|one STEADY|EASY|SLOW|RELAXED|brisk MINUTES", example="a steady minute")
def one_such_minute(m: Found) -> Amount:
    return Amount("ms", 60_000.0, "min", m.span)


@rule("RestAmount", "a:<Number>", cost="no-unit")
def rest_number(m: Found) -> Amount | None:
    after = m.after()
    if after.keys & {"TIMES", "PCT", "SET"} or after.word in ("min", "mins", "sec", "secs"):
        return None
    if after.glued and after.keys & {"PRIME", "QUOTES"}:
        return None
    if m.has("NUMBERWORD"):
        return None  # `one 1000`: a count, not a minute
    return m["a"]


@rule(
    "Adjectives",
    "a|an|the|your|about|ABOUT|ONLY|good|of|just|only|another|full|up|to|ENOUGH|SLOW|EASY|RELAXED|quick|brisk|rolling|active|nice|proper|leisurely|steady|moderate|STEADY*",
)
def adjectives(m: Found) -> bool:
    return True


@rule("SizedRest", "<Adjectives>? a:<RestAmount> OF? n:<Nouns>", example="90s jog")
def sized_rest(m: Found) -> Rest | None:
    return sized(m, m["a"], m["n"])


@rule(
    "SizedRest",
    "JOG a:<RestAmount> AND|COMMA|PLUS|SLASH|then? WALK b:<RestAmount>",
    "WALK a:<RestAmount> AND|COMMA|PLUS|SLASH|then? JOG b:<RestAmount>",
    "a:<RestAmount> JOG AND|PLUS|SLASH b:<RestAmount> WALK",
    "a:<RestAmount> WALK AND|PLUS|SLASH b:<RestAmount> JOG",
    example="jogging 100 m and walking 100 m",
)
def jogged_and_walked(m: Found) -> Rest | None:
    """Part of it jogged and part walked: one recovery of both."""
    first, second = (sized(m, m[name], frozenset({"JOG"})) for name in "ab")
    if first is None or second is None or first.kind != second.kind:
        return None
    return replace(first, metres=first.metres + second.metres, ms=first.ms + second.ms)


@rule(
    "SizedRest",
    "a:<RestAmount> FLOAT AND|COMMA* straight|directly into|INTO the? next|another REP|one|SET?",
    example="100 m float and straight into the next",
)
def run_through(m: Found) -> Rest | None:
    """A float that is run, not rested: the next rep follows at once."""
    rest = sized(m, m["a"], frozenset({"FLOAT"}))
    return replace(rest, pace=Target(m.span, Pace("none", m.span))) if rest else None


@rule(
    "SizedRest",
    "<Adjectives>? n:JOG|WALK|FLOAT REST? of|for|COLON|EQUALS|ABOUT|a|the|DASH* a:<RestAmount> n2:<Nouns>?",
    example="jog 200",
)
def jog_first(m: Found) -> Rest | None:
    seen = frozenset(m["n"].kinds & _NOUN) | (m["n2"] or frozenset())
    return sized(m, m["a"], seen)


@rule(
    "SizedRest",
    "<Adjectives>? EASY|SLOW JOG|WALK|FLOAT a:<RestAmount> n2:<Nouns>?",
    example="easy jog 200",
)
def easy_jog_first(m: Found) -> Rest | None:
    return sized(m, m["a"], frozenset({"JOG"}) | (m["n2"] or frozenset()))


@rule(
    "RWord",
    "REST REST|between|JOG? COLON|EQUALS|DASH|DOT|OF|ABOUT|IN|AT|ONLY|is|are|be|being|will|should|for|was|a|the|s|time|an|your|taken|as|SLASH|interval*",
    example="rest:",
)
def r_word(m: Found) -> bool | None:
    tokens = m.chart.tokens
    if tokens[m.begin].raw == "R" and tokens[m.end - 1].word == "pace":
        return None
    # `2 min rest. 10 min warm down`: a sentence ends there, and no abbreviation
    if "DOT" in tokens[m.end - 1].kinds and len(tokens[m.end - 2].word) > 5:
        return None
    return not ("DOT" in tokens[m.end - 1].kinds and tokens[m.end - 2].word == "rest") or None


@rule("NamedRest", "<RWord> OPEN a:<RestAmount> n:<Nouns>? CLOSE", example="rest [2:00]")
def bracketed_rest(m: Found) -> Rest | None:
    if m.words()[0] == "r":
        return None  # `8 x 200 R (200 m jog)`: the letter is a pace
    return sized(m, m["a"], m["n"] or frozenset({"REST"}))


@rule(
    "NamedRest",
    "<RWord> a:<RestAmount> n:<Nouns>?",
    "<Adjectives> <RWord> a:<RestAmount> n:<Nouns>?",
    example="R60",
)
def named_rest(m: Found) -> Rest | None:
    tokens = m.chart.tokens
    r = tokens[m.begin]
    amount: Amount = m["a"]
    # `w/ 200 R` : the letter after a length belongs to what stands before it
    if r.word == "rest" and m.after().word == "x":
        return None
    if m.after().keys & {"CD", "COOL", "WU", "WARM"}:
        return None  # `2 min rest 2 miles cool down`
    if amount.plural and "of" in m.words():
        return None
    return sized(m, amount, (m["n"] or frozenset()) | frozenset({"REST"}))


@rule(
    "NamedRest", "<RWord> JOG|WALK|FLOAT of|for? a:<RestAmount> n:<Nouns>?", example="rest: jog 200"
)
def named_jog(m: Found) -> Rest | None:
    return sized(m, m["a"], frozenset({"JOG", "REST"}) | (m["n"] or frozenset()))


@rule("NamedRest", "<RWord>? from a:<Time> to b:<Time> REST?", example="R from 30s to 72s")
def rest_ladder(m: Found) -> Rest | None:
    if not m.has("REST"):
        return None
    return Rest(m.span, "time", ms=m["a"].value, last_ms=m["b"].value)


@rule(
    "NamedRest",
    "<RWord> OPTIONAL? COMMA? PYRAMID|HILL|UP|DOWN|an|a|COMMA* COMMA? from a:<Time> COMMA? s:<RestStep>",
)
def rest_ladder_step(m: Found) -> Rest | None:
    rest = Rest(m.span, "time", ms=m["a"].value, step_ms=m["s"])
    return replace(rest, notes=_step_notes(m))


def _step_notes(m: Found) -> list[str]:
    """What a step between two numbers is taken as."""
    words = m.chart.quote(*m.span)
    if "adding" not in words or not {"to", "-", "/"} & set(words.split("adding")[1].split()):
        return []
    said = words[words.index("adding") :].split(" each")[0]
    return [f"'{said}' taken as {m['s'] / 1000:g} s"]


@rule(
    "RestStep",
    "STEP|ADDING PLUS|DASH? a:<Secs> <EachRep>?",
    "PLUS|DASH a:<Secs> <EachRep>",
    example="step +3",
)
def rest_step(m: Found) -> float:
    small, large, _ = m["a"]
    sign = -1 if m.has("DASH") and m.words()[0] in ("step", "-") else 1
    return sign * (small + large) / 2


@rule("EachRep", "EACH|PER|a|SLASH|by REP|time|one|BY|each*", example="each time")
def each_rep(m: Found) -> bool:
    return True


@rule("SteppedRest", "r:<NamedRest> COMMA? s:<RestStep>", "r:<SizedRest> COMMA? s:<RestStep>")
def rest_with_step(m: Found) -> Rest:
    return replace(m["r"], span=m.span, step_ms=m["s"], notes=[*m["r"].notes, *_step_notes(m)])


# -- lists of them


@scanner("RestList", "DIGITS|CLOCK|NUM")
def rest_list(chart: Chart, i: int) -> list[Phrase]:
    """`60, 50, 40 s`, `5 minutes and 3 minutes`: milliseconds of each."""
    tokens = chart.tokens
    amounts: list[Amount] = []
    at, sign, end = i, "", i
    while len(amounts) < 30:
        options = [*chart.at("Time", at), *chart.at("Number", at)]
        if not options:
            break
        best = max(options, key=lambda p: p.end)
        amounts.append(best.value)
        at = end = best.end
        joint = tokens[at]
        kind = next((k for k in ("COMMA", "SLASH", "AND") if k in joint.kinds), "")
        if kind == "COMMA" and "AND" in tokens[at + 1].kinds:
            at += 1
        elif kind == "AND":
            kind = sign or "AND"
        if not kind or (sign and kind != sign):
            break
        sign = kind
        at += 1
    if len(amounts) < 2 or tokens[end].keys & {"TIMES", "AT", "METRES", "KM", "MILES"}:
        return []
    values = _milliseconds(amounts)
    if not values or (len(values) == 2 and sign != "AND"):
        return []
    return [Phrase(end, 0.0, tuple(values))]


def _milliseconds(amounts: list[Amount]) -> list[float]:
    last = amounts[-1]
    scale = 60_000.0 if last.unit == "min" else 1000.0
    if last.kind == "n" and max(a.value for a in amounts) <= 5:
        scale = 60_000.0
    if last.unit == "clock" and any(a.kind == "n" for a in amounts):
        return []
    values = [a.value * scale if a.kind == "n" else a.value for a in amounts]
    return values if all(5_000 <= value <= 1_200_000 for value in values) else []


@rule(
    "NamedRest",
    "<RWord> v:<RestList> of? <Nouns>? respectively|resp? ",
    "v:<RestList> of? <Nouns> respectively|resp? ",
    "v:<RestList> of? <Nouns> respectively|in? that? order?",
    example="60, 50, 40 s recovery",
)
def listed_rest(m: Found) -> Rest:
    values = list(m["v"])
    return Rest(m.span, "time", ms=values[0], listed=values)


# -- open, full, none


@rule(
    "OpenRest",
    "<RWord>? FULL <Nouns>?",
    "<RWord>? FULL <Nouns>? OPEN|COMMA|OF|ABOUT|DASH? OPEN? a:<Time>|<Range> <Nouns>? CLOSE?",
    example="full recovery",
)
def full(m: Found) -> Rest | None:
    tokens = m.chart.tokens
    if m.after().word in ("out", "gas", "effort") or m.after().keys & {"PACE"}:
        return None
    named = any(t.kinds & _NOUN for t in tokens[m.begin : m.end])
    before = m.before()
    if not named and (before is None or not before.keys & {"WITH", "SLASH", "OFF"}):
        return None
    amount: Amount | None = m["a"]
    opened = sum("OPEN" in t.kinds for t in tokens[m.begin : m.end])
    closed = sum("CLOSE" in t.kinds for t in tokens[m.begin : m.end])
    if opened != closed or (amount and amount.kind != "ms"):
        return None
    rest = Rest(m.span, "full")
    if amount is not None:
        rest = replace(rest, min_ms=amount.value, max_ms=amount.high)
    return rest


@rule("OpenRest", "<Adjectives>? ENOUGH|LITTLE|SHORT|LONG of? n:<Nouns>", example="plenty of rest")
def enough(m: Found) -> Rest | None:
    if m.after().keys & {"OF"} and m.after(1).keys & {"NUM"}:
        return None
    return _by_name(m)


@rule("OpenRest", "<RWord> LITTLE|SHORT|LONG|ENOUGH", example="recovery short")
def enough_after(m: Found) -> Rest | None:
    return _by_name(m)


def _by_name(m: Found) -> Rest:
    if m.has("LITTLE"):
        return Rest(
            m.span, "window", min_ms=35_000, max_ms=45_000,
            notes=["'little' recovery taken as 35 to 45 s"],
        )  # fmt: skip
    for name in ("SHORT", "LONG"):
        if m.has(name):
            note = OPEN_NOTE.replace("'{}'", f"'{name.lower()}' recovery")
            return Rest(m.span, "full", assumed=name.lower(), notes=[note])
    return Rest(m.span, "full", assumed="enough", notes=[OPEN_NOTE.format(m.shown)])


@rule(
    "SizedRest",
    "<Adjectives>? SHORT|LONG|ENOUGH of? <Nouns> OPEN|of|ABOUT|COLON|DASH* ABOUT? a:<Time>|<Range> CLOSE?",
    example="short recovery (about 90s)",
)
def short_of(m: Found) -> Rest | None:
    if m.has("OPEN") != m.has("CLOSE"):
        return None
    return sized(m, m["a"])


@rule("SizedRest", "a:<RestAmount> in|AT? z|zone n:DIGITS", example="3 min Z1")
def in_zone(m: Found) -> Rest | None:
    return sized(m, m["a"], frozenset({"JOG"})) if m["n"].value <= 2 else None


@rule(
    "SizedRest",
    "no|not more|longer|over|greater than a:<RestAmount> n:<Nouns>",
    "WITHOUT <Nouns> longer|over|of* than a:<RestAmount>",
    example="no more than 60s rest",
)
def no_more_than(m: Found) -> Rest | None:
    rest = sized(m, m["a"], m["n"] or frozenset({"REST"}))
    return (
        replace(rest, notes=[f"'{m.shown}' taken as {m['a'].value / 1000:g} s"]) if rest else None
    )


@rule(
    "SizedRest",
    "<Adjectives>? SHORT|LONG <Nouns> OPEN less|under|UNDER|max than? a:<Time> CLOSE",
    example="short recovery (less than 90s)",
)
def short_less(m: Found) -> Rest | None:
    rest = sized(m, m["a"])
    return (
        replace(rest, notes=[f"'{m.shown}' taken as {m['a'].value / 1000:g} s"]) if rest else None
    )


@rule(
    "OpenRest",
    "<Adjectives>? JOG|WALK SLASH|OR|DASH? JOG|WALK? DASH? BACK|DOWN|return|across|home|around "
    "DOWN|BACK|TO|FROM|HILL|the|bottom|start|it|return|recovery|REST|EASY|SLOW|SLASH|FULL|for|as|slow|a*",
    "EASY|SLOW JOG|WALK SLASH|OR|DASH? JOG|WALK? DASH? BACK|DOWN BACK|DOWN|recovery|REST*",
    example="walk back recovery",
)
def jog_back(m: Found) -> Rest | None:
    tokens = m.chart.tokens
    if tokens[m.end - 1].word in ("a", "/", "to", "from", "the", "as", "for", "slow"):
        return None
    if m.after().keys & {"NUM", "CLOCK"} and tokens[m.end - 1].kinds & {"REST"}:
        return None
    if m.words()[-1] == "home" or (m.has("home") and m.after().word == "for"):
        return None
    return Rest(m.span, "full", assumed="back", notes=[OPEN_NOTE.format(m.shown)])


@rule(
    "OpenRest",
    "the? way|jog|walk|trip BACK|DOWN|down|back is|as|for your|the|a|only? <Nouns>",
    "use|using the? way|jog|walk|run|trip BACK|DOWN to|as|for|is? your|the|a? <Nouns>",
    "<RWord> the? way|jog|walk BACK|DOWN",
    "<RWord>? DOWN HILL",
    example="the way down is your rest",
)
def way_down(m: Found) -> Rest:
    return Rest(m.span, "full", assumed="back", notes=[OPEN_NOTE.format(m.shown)])


@rule("OpenRest", "<Adjectives>? n:<Nouns>", cost="rare", example="jog recovery")
def some_jog(m: Found) -> Rest | None:
    seen: frozenset[str] = m["n"]
    before = m.before()
    said = before is not None and before.keys & {"WITH", "SLASH", "OFF", "by"}
    if not seen & _NOUN or (len(seen & _NOUN) < 2 and not said):
        return None
    if seen == {"REST"} and m.words()[-1] == "r":
        return None
    if m.after().keys & {"NUM", "CLOCK", "COLON", "EQUALS", "IS"}:
        return None
    return Rest(m.span, "full", assumed="jog", notes=[OPEN_NOTE.format(m.shown)])


@rule(
    "OpenRest",
    "<RWord>? until ready|recovered|you|LAPS|lap|the|press|button|are|FULL|ready*",
    "<RWord> as needed|required",
    "take|WITH? as much <Nouns> as you|is|it? need|needed|want|like|takes",
    "take|WITH your time between",
    "REST while|when your|the|a|other|others|partner|mate|runner|rest|next* WORD? runs|run|is|are|goes WORD?",
)
def until_ready(m: Found) -> Rest | None:
    return Rest(m.span, "full") if m.has("REST") else None


@rule(
    "OpenRest",
    "WITHOUT <Nouns>|between",
    "WITHOUT rest|REST|recovery|break",
    "<RWord> WITHOUT|none|zero",
    "no <Nouns>",
    "straight into the? next",
    "FOLLOWED immediately|directly|straight by",
    "straight|directly|immediately into|INTO a|an?",
    example="no rest",
)
def without(m: Found) -> Rest:
    return Rest(m.span, "none")


# -- shares of the rep

_REPWORDS = (
    "REP|RUN|EFFORT|as|TO|OF|THAN|the|time|work|duration|distance|length|preceding|previous|your|"
    "that|it|took|takes|amount|just|split|completed|times|long|last|each|EQUALS|your|run|interval"
)


@rule("RepWords", f"{_REPWORDS} {_REPWORDS}*", example="the rep time")
def rep_words(m: Found) -> frozenset[str]:
    return frozenset(m.words())


@rule(
    "EqualRest",
    "<RWord>? a|an|the? EQUAL w:<RepWords>? n:<Nouns>? w2:<RepWords>?",
    "n:<Nouns> for? the EQUAL w:<RepWords>",
    "<RWord>? EQUAL w:<RepWords>? n:<Nouns>? w2:<RepWords>? t:<Tolerance>",
    "<RWord> AS EQUAL? w:<RepWords>",
    "n:<Nouns> EQUAL w:<RepWords>",
    example="equal recovery",
)
def equal(m: Found) -> Rest | None:
    words = (m["w"] or frozenset()) | (m["w2"] or frozenset())
    seen: frozenset[str] = m["n"] or frozenset()
    named = bool(seen & _NOUN) or any(t.kinds & {"REST"} for t in m.chart.tokens[m.begin : m.end])
    before = m.before()
    said = before is not None and before.keys & {"WITH", "SLASH", "OFF", "DASH"}
    if (not named and not (said and words)) or m.words()[-1] in (
        "the",
        "of",
        "a",
        "your",
        "to",
        "as",
    ):
        return None
    if "distance" in words:
        return Rest(m.span, "jog", metres=-1.0)
    rest = Rest(m.span, "equal", tolerance_ms=m["t"] or 0.0)
    rep = words & {
        "rep",
        "repeat",
        "effort",
        "work",
        "run",
        "interval",
        "time",
        "duration",
        "split",
    }
    if not rep and not seen & {"JOG"}:
        shown = m.shown.lstrip("/ ")
        return replace(
            rest,
            notes=[
                f"'{{}}{shown}' taken as equal to the rep just run; it could also mean all alike"
            ],
        )
    return rest


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
    "REST EQUALS|DASH|COLON|IS REP|work|RUN time|duration? t:<Tolerance>?",
    "REST EQUALS|is|as the rep|run|work time? t:<Tolerance>?",
    example="R=rep",
)
def rep_rest(m: Found) -> Rest:
    return Rest(m.span, "equal", tolerance_ms=m["t"] or 0.0)


@rule(
    "EqualRest",
    "<RWord> a:<Time> ABOUT|PLUSMINUS|within <RepWords>",
    example="recovery of 10 s around the rep",
)
def around(m: Found) -> Rest:
    return Rest(m.span, "equal", tolerance_ms=m["a"].value)


@rule(
    "Share",
    "half|1/2",
    "n:DIGITS SLASH d:DIGITS",
    "n:NUM PCT",
    "DOUBLE",
    "n:NUM times",
    example="half",
)
def share(m: Found) -> float | None:
    if m["d"]:
        above, below = m["n"].value, m["d"].value
        return 100 * above / below if 0 < above < below <= 4 else None
    if m.has("PCT"):
        return float(m["n"].value)
    if m["n"]:
        return None
    return 200.0 if m.has("DOUBLE") else 50.0


@rule(
    "EqualRest",
    "<RWord> p:<Share> w:<RepWords>? <Nouns>?",
    "p:<Share> w:<RepWords>? n:<Nouns> w2:<RepWords>?",
    "p:<Share> w:<RepWords> n:<Nouns>?",
    example="half the rep rest",
)
def shared(m: Found) -> Rest | None:
    words = (m["w"] or frozenset()) | (m["w2"] or frozenset())
    before = m.before()
    said = before is not None and before.keys & {"WITH", "SLASH", "OFF"}
    named = any(t.kinds & _NOUN for t in m.chart.tokens[m.begin : m.end])
    if not (named or (said and words)) or (
        not words and "half" not in m.words() and not m.has("PCT", "SLASH", "DOUBLE")
    ):
        return None
    if m.after().keys & {"MINUTES", "LAPS", "MILES"}:
        return None
    return Rest(m.span, "equal", percent=m["p"])


@rule(
    "EqualRest",
    "a:DIGITS ~COLON ~b:DIGITS REST|REP|JOG|WALK|SLASH|COLON|TO|work|ratio|time*",
    example="1:1 rest",
)
def ratio(m: Found) -> Rest | None:
    work, rest = m["a"].value, m["b"].value
    if not (1 <= work <= 5 and 1 <= rest <= 5):
        return None
    return Rest(m.span, "equal", percent=100 * rest / work)


@rule("OtherRest", "<RWord> the? n:DIGITS ~s|reps? s?", example="R-of 400s")
def other(m: Found) -> Rest | None:
    if "of" not in m.words() or m["n"].value < 100 or m.words()[-1] != "s":
        return None
    return Rest(m.span, "other")


# -- send-offs


@rule(
    "SendOff",
    "ON|LEAVING|EACH|AT|OFF|CYCLE|FROM LEAVING|EACH|OFF|CYCLE|a|the|of|new|one|ON|FROM|DASH* t:<Time> CYCLE|LEAVING|REP|time|DASH*",
    "t:<Time> CYCLE|LEAVING off? time?",
    "CYCLE|send COLON|OFF|off|OF|DASH* t:<Time>",
    example="on 1:30",
)
def send_off(m: Found) -> Rest | None:
    words = m.words()
    first = words[0]
    t: Amount = m["t"]
    after = m.after()
    tokens = m.chart.tokens
    cyclic = m.has("CYCLE", "LEAVING", "EACH") or "send" in words
    if first in ("at", "@", "off", "a", "in") and not cyclic:
        return None
    if first in ("going", "go", "start", "starting", "begin", "from") and not {
        "every",
        "each",
    } & set(words):
        return None
    if tokens[m.begin].kinds & {"AT", "OFF"} and not m.has("CYCLE", "LEAVING", "EACH"):
        return None
    if after.keys & {"OFF", "TIMES", "HARD", "FAST", "REST", "SLASH", "JOG", "EASY"} and not cyclic:
        return None
    if words[-1] in ("-",):
        return None
    if t.value < 15_000:
        return None
    return Rest(m.span, "sendoff", ms=t.value)


@rule("SendOff", "ON n:DIGITS", cost="no-unit", example="on 90")
def send_off_bare(m: Found) -> Rest | None:
    value = m["n"].value
    if (
        not 30 <= value <= 300
        or m.after().keys & {"OFF", "METRES", "SECONDS", "MINUTES"}
        or m.after().keys & _NOUN
    ):
        return None
    return Rest(m.span, "sendoff", ms=value * 1000)


@rule("SendOff", "ON the minute", example="on the minute")
def on_the_minute(m: Found) -> Rest:
    return Rest(m.span, "sendoff", ms=60_000)


# -- a jog and its time


@rule(
    "JogTime",
    "r:<SizedRest>|<NamedRest> IN ABOUT? t:<Time>|<Range>|<Number>",
    "r:<SizedRest>|<NamedRest> OPEN ABOUT|IN? t:<Time>|<Range>|<Number> CLOSE",
    "r:<SizedRest>|<NamedRest> AT t:<OneTarget>",
    example="400 jog in 2:30",
)
def jog_time(m: Found) -> Rest | None:
    rest: Rest = m["r"]
    value = m["t"]
    if rest.kind != "jog" and not (rest.floating and rest.kind == "time"):
        return None
    if isinstance(value, Target):
        if not rest.floating or value.pace.kind == "none":
            return None
        return replace(rest, span=m.span, pace=value)
    ms = max(value.value, value.high or 0.0) * (1000 if value.kind == "n" else 1)
    if value.kind == "m" or rest.kind != "jog" or rest.pair or not ms:
        return None
    per = ms / rest.metres if rest.metres > 0 else 0
    if rest.floating:
        from trackpacer.notation.tree import Pace

        pace = Pace("time", value.span, ms=ms, bare=value.kind == "n")
        return replace(rest, span=m.span, pace=Target(value.span, pace))
    if not 250 <= per <= 1500:
        return None
    return replace(rest, span=m.span, ms=ms, doubted=not m.has("OPEN"))


@rule(
    "JogTime",
    "<RWord> a:<Dist> IN ABOUT? t:<Time>|<Range>",
    "<RWord> a:<Dist> IN ABOUT? t:<Time> SLASH t2:<Time>",
    example="rec. 400m in 1'50\"",
)
def rest_in(m: Found) -> Rest | None:
    rest = sized(m, m["a"], frozenset({"REST"}))
    value = m["t2"] or m["t"]
    ms = max(value.value, value.high or 0.0)
    if (
        rest is None
        or rest.kind != "jog"
        or value.kind != "ms"
        or not 250 <= ms / rest.metres <= 1500
    ):
        return None
    return replace(rest, ms=ms)


@rule(
    "JogTime",
    "t:<SizedRest>|<NamedRest>|<BareRest> COMMA|OPEN j:<SizedRest> CLOSE?",
    example="75s (150m walk)",
)
def time_of_jog(m: Found) -> Rest | None:
    time, jog = m["t"], m["j"]
    if m.has("OPEN") != (m.words()[-1] in (")", "]")) or time.kind != "time" or jog.kind != "jog":
        return None
    if (
        time.pair
        or jog.pair
        or jog.metres <= 0
        or jog.ms
        or not 180 <= time.ms / jog.metres <= 1500
    ):
        return None
    before = m.before()
    if before is not None and "OPEN" in before.kinds:
        return None
    named = any(t.kinds & _NOUN for t in m.chart.tokens[m.begin : m.begin + 3])
    said = before is not None and before.kinds & {"WITH", "OFF", "SLASH", "R", "REST"}
    if m.has("COMMA") and not named and not said:
        return None
    return replace(jog, span=m.span, ms=time.ms)


@rule("BareRest", "a:<RestAmount>")
def bare_rest_value(m: Found) -> Rest | None:
    return sized(m, m["a"])


# -- in the line


@rule(
    "RestCore",
    "r:<SteppedRest>|<JogTime>|<SizedRest>|<NamedRest>|<OpenRest>|<EqualRest>|<OtherRest>",
)
def rest_core(m: Found) -> Rest:
    return m["r"]


_WITH = (
    "WITH|OFF|SLASH|AND|you|we|then|PLUS|only|take|getting|get|followed|by|ON|ALTERNATE|in|"
    "alternation|there|be|recover|for"
)


@rule(
    "With",
    "WITH SLASH?",
    "OFF",
    "SLASH",
    "SLASH WITH|OFF",
    "THEN|AND|you|we|COMMA? you|we|only|just|will|WITH take|get|have|getting|getting|WITH only|just? a?",
    "each? one? was|is|were|are? FOLLOWED by",
    "ALTERNATE|in|alternation alternation|with|by|WITH WITH?",
    "PLUS|AND",
    "going off|OFF",
    "AND|THEN? recover|recovering|rest WITH|by",
    "all|everything|both with|off|WITH|OFF",
    "allow|allowing|WITH yourself|you? only|just?",
    "ON a",
    "ON",
)
def with_word(m: Found) -> str | None:
    words = m.words()
    if words[0] == "each" and "followed" not in words:
        return None
    if words[0] in ("in", "alternation") and not m.has("WITH", "with"):
        return None
    if "followed" in words:
        return "each" if "each" in words or "one" in words else "by"
    if words == ["and"] or words == ["+"] or words == ["&"]:
        return "and"
    return "all" if words[0] in ("all", "everything", "both") else words[-1]


def _pause(m: Found, rest: Rest, said: str, bare: bool = False) -> Pause | None:
    place = m["p"]
    rest = replace(rest, span=m.span)
    if place is not None:
        rest = replace(
            rest,
            place=place.place,
            of_metres=place.of_metres,
            after_each=place.after_each,
            every=rest.every or place.every,
        )
    if said == "all":
        rest = replace(rest, place="all")
    if said == "each" and not rest.place:
        rest = replace(rest, place="reps", after_each=True)
    shown = m.shown
    notes = tuple(
        note.replace("{}", shown[: len(shown) - len(shown.split("'")[0])]) if "{}" in note else note
        for note in rest.notes
    )
    return Pause(m.span, replace(rest, notes=[]), bare=bare, said=bool(said), notes=notes)


@rule("Element", "r:<RestCore> p:<Places>?", example="90s jog between sets")
def pause(m: Found) -> Pause | None:
    rest: Rest = m["r"]
    if rest.kind == "equal" and rest.percent == 100 and not m.has("REST", "JOG", "WALK", "FLOAT"):
        return None
    tokens = m.chart.tokens
    words = m.words()
    easy_only = not any(t.kinds & _NOUN for t in tokens[m.begin : m.end])
    if easy_only and rest.kind in ("time", "jog", "window"):
        long = rest.ms > 300_000 or rest.metres > 1000
        if long and m["p"] is None:
            return None
        return _pause(m, replace(rest, jogged=True), "", bare=m["p"] is None)
    if (
        words[-1] in ("jog", "jogging", "walk")
        and m["p"] is None
        and (rest.ms >= 480_000 or rest.metres >= 1600)
    ):
        return None
    return _pause(m, _equal_note(m, rest), "")


@rule("Element", "w:<With> r:<RestCore> p:<Places>?", example="w/ 90s jog")
def pause_with(m: Found) -> Pause | None:
    rest: Rest = m["r"]
    if (
        rest.kind in ("time", "jog")
        and not any(t.kinds & _NOUN for t in m.chart.tokens[m.begin : m.end])
        and m["w"] in ("and", "with")
        and rest.ms > 300_000
    ):
        return None
    if m["w"] == "a" and m.words()[0] == "on":
        return None
    if m["w"] == "on" and not m.has("REST"):
        return None
    return _pause(m, _equal_note(m, rest), m["w"])


def _equal_note(m: Found, rest: Rest) -> Rest:
    if not any("{}" in note for note in rest.notes):
        return rest
    return replace(
        rest,
        notes=[
            f"'{m.shown.lstrip('/ ')}' taken as equal to the rep just run; it could also mean all alike"
        ],
    )


@rule(
    "Element",
    "w:<With> <Adjectives>? a:<RestAmount> p:<Places>?",
    cost="phrase",
    example="off 2 min",
)
def pause_with_length(m: Found) -> Pause | None:
    w: str = m["w"]
    amount: Amount = m["a"]
    after = m.after()
    if (w in ("and", "on", "a") or (w == "by" and amount.kind != "ms")) and not m["p"]:
        return None
    if (
        after.keys & {"TIMES", "STRIDES", "HILL", "FASTER", "SLOWER", "SET", "WU", "CD", "AT"}
        and w != "off"
    ) and not (after.keys & {"AT"} and amount.kind == "ms"):
        return None
    if (
        w == "/"
        and amount.kind in ("m", "n")
        and amount.value not in (0,)
        and m["p"] is None
        and (amount.kind == "m" or amount.value >= 100)
    ):
        return None
    if w == "/" and m["p"] is None and _second_of_two(m, amount):
        return None
    if amount.kind == "ms" and amount.value > 900_000:
        return None
    rest = sized(m, amount)
    return _pause(m, rest, w) if rest is not None else None


def _second_of_two(m: Found, amount: Amount) -> bool:
    """`@ 48/50 seconds`: two times that lie so near are one target."""
    tokens = m.chart.tokens
    slash = next((k for k in range(m.begin, m.end) if "SLASH" in tokens[k].kinds), 0)
    if slash < 2 or not tokens[slash].glued or not tokens[slash + 1].glued:
        return False
    first, intro = tokens[slash - 1], tokens[slash - 2]
    second = amount.value if amount.kind == "n" else amount.value / 1000
    near = "NUM" in first.kinds and 0.85 <= second / max(first.value, 1.0) <= 1.18
    return near and bool(intro.keys & {"AT", "IN"})


@rule("Element", "w:<With>? r:<SendOff>", example="on 1:30")
def pause_send_off(m: Found) -> Pause | None:
    return Pause(m.span, replace(m["r"], span=m.span), said=True)


@rule("Element", "a:<RestAmount>", cost="bare-rest", example="90s")
def pause_bare(m: Found) -> Pause | None:
    rest = sized(m, m["a"])
    if rest is None or (rest.kind == "jog" and m["a"].value > 1000):
        return None
    if m["a"].kind == "n" and m["a"].value < 10 and "." not in m.shown:
        return None
    found = _pause(m, rest, "", bare=True)
    return replace(found, unitless=m["a"].kind == "n") if found is not None else None


@rule("Element", "a:<RestAmount> p:<Places>", example="3 min between sets")
def pause_placed(m: Found) -> Pause | None:
    amount: Amount = m["a"]
    whole = amount.kind == "n" and amount.high is None and amount.value % 50 == 0
    jogging = bool(m["p"].of_metres) and whole and amount.value >= 100
    rest = sized(m, amount, frozenset({"JOG", "REST"}) if jogging else frozenset())
    return _pause(m, rest, "") if rest is not None else None


@rule(
    "Element",
    "p:<Places> COMMA|COLON|DASH|is|EQUALS|you|we|take|get|have* <Adjectives>? r:<RestCore>|<BareRest>",
    "take|and p:<Places> COMMA? a? r:<RestCore>|<BareRest>",
    example="between reps, 150 jog",
)
def pause_place_first(m: Found) -> Pause | None:
    before = m.before()
    if before is not None and not before.keys & {
        "NL",
        "COMMA",
        "DOT",
        "SEMI",
        "OPEN",
        "AND",
        "COLON",
        "BULLET",
        "DASH",
    }:
        return None
    return _pause(m, m["r"], "")


@rule(
    "Element",
    "the|your? REST COLON|DASH? p:<Places> COLON|DASH|EQUALS|is|was|should|will|be|of* r:<RestCore>|<BareRest>",
    example="Recovery: between sets 3 min",
)
def pause_named_place(m: Found) -> Pause | None:
    return _pause(m, m["r"], "")


@rule("Element", "on OFF? ", "on SLASH off", "on AND off", cost="phrase", example="on/off")
def on_off(m: Found) -> Pause | None:
    if m.has("off"):
        note = "'on/off' without a second time: each recovery as long as the rep"
        return Pause(m.span, Rest(m.span, "equal"), notes=(note,))
    return None


@rule(
    "Element",
    "SLASH|COMMA|AND|WITH|on|DASH* a:<RestAmount> off|OFF p:<Places>?",
    example="1 min off",
)
def off_time(m: Found) -> Pause | None:
    amount: Amount = m["a"]
    after = m.after()
    if after.keys & {"NUM", "CLOCK"}:
        return None
    rest = sized(m, amount, frozenset({"JOG"}))
    return _pause(m, replace(rest, jogged=False, off=True), "off") if rest is not None else None


@rule("Element", "r:R|rest|recovery COLON|EQUALS|DASH? n:DIGITS", cost="rare", example="R7")
def number_without_unit(m: Found) -> Doubt | None:
    value = m["n"].value
    if not 0 < value < 10 or m.after().keys & {
        "MINUTES",
        "SECONDS",
        "METRES",
        "KM",
        "PRIME",
        "QUOTES",
        "DASH",
        "TO",
        "SLASH",
        "MILES",
    }:
        return None
    shown = f"{value:g}"
    return Doubt(
        (m.chart.tokens[m.end - 1].start, m.span[1]),
        f"a recovery of {shown} without a unit",
        f"a unit, like `{shown} s`, `{shown} min` or `{shown} m jog`",
    )


@rule("Element", "x a:<Time> REST?", cost="rare")
def pause_times(m: Found) -> Pause | None:
    """`5 x 700m x 75s`: the recovery as the third number."""
    before = m.before()
    if before is None or not before.kinds & {"METRES", "KM", "MILES", "DIGITS", "CLOCK"}:
        return None
    rest = sized(m, m["a"]) if m["a"].value <= 600_000 else None
    return _pause(m, rest, "x") if rest is not None else None


@rule("Element", "v:<RestList>", cost="bare-rest", example="45s and 4 min")
def pause_two(m: Found) -> Pause | None:
    """`3 x 5 x 300 - 45s and 4 min`: within the sets, and between them."""
    values = list(m["v"])
    if len(values) != 2 or values[1] < 1.5 * values[0]:
        return None
    return Pause(m.span, Rest(m.span, "time", ms=values[0], listed=values), bare=True)


@rule(
    "Element",
    "OPEN <Nouns> CLOSE",
    "OPEN <Nouns> SLASH|OR|AND|COMMA* <Nouns> SLASH|OR|AND|COMMA* <Nouns>? CLOSE",
    example="(jog or walk)",
)
def how_it_is_taken(m: Found) -> Remark | None:
    """A bracket behind a recovery: how it is taken."""
    before = m.before()
    if before is None or not before.kinds & (
        _NOUN | {"SECONDS", "MINUTES", "DIGITS", "METRES", "CLOCK"}
    ):
        return None
    return Remark(m.span)


@rule("Element", "REST COLON NL", cost="label", example="Recovery:\n1 min")
def rest_heading(m: Found) -> Joint:
    """A heading over the recoveries."""
    return Joint(m.span, "\n")


@rule(
    "Element",
    "COMMA? WITH|AND|SLASH n:NUM TIMES t:<Time> e:EASY|JOG|WALK|FLOAT|SLOW JOG?",
    cost="rare",
    example="with 12 x 1 min easy",
)
def counted_apart(m: Found) -> Pause | None:
    """`12 x 1 min hard, with 12 x 1 min easy`: the easy ones are the recoveries."""
    tokens = m.chart.tokens
    alike = any(
        tokens[i].value == m["n"].value and "TIMES" in tokens[i + 1].kinds
        for i in range(m.begin)
        if tokens[i].kinds & {"NUM"}
    )
    if not alike:
        return None
    return Pause(m.span, Rest(m.span, "time", ms=m["t"].value, jogged=True), said=True)


@rule("Element", "a:<Time> COMMA b:<Time>", cost="bare-rest", example="60s, 3 min")
def pause_within_and_between(m: Found) -> Pause | None:
    """`4 x 400 x 3 sets, 60s, 3 min`: within the sets, and between them."""
    a, b = m["a"], m["b"]
    if a.value % 15_000 or b.value < 1.5 * a.value or b.value > 900_000 or a.unit == "clock":
        return None
    after = m.after()
    if not after.kinds & {"END", "NL", "DOT", "SEMI", "CLOSE"}:
        return None
    return Pause(m.span, Rest(m.span, "time", ms=a.value, listed=[a.value, b.value]), bare=True)


@rule(
    "Element",
    "w:<With>? r:<RestCore> OPEN <InBracket> CLOSE p:<Places>",
    cost="phrase",
    example="90s rest (walk about) between sets",
)
def pause_explained(m: Found) -> Pause | None:
    return _pause(m, m["r"], m["w"] or "")
