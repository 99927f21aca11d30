# SPDX-License-Identifier: MIT
"""Recoveries: `R60`, `90s jog`, `200 jog in 90`, `full recovery`, `half the rep`, `no rest`.

Not here: what it is called (`rest_nouns`); how it is said in the line (`pauses`) or in a clause of
whatever words (`resting`); where it stands (`places`); which rep it belongs to (`attach`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import Amount, Change
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.amounts import MILE, YARD, point_clock
from trackpacer.notation.phrases.places import runs_before
from trackpacer.notation.phrases.rest_nouns import MOVING, NOUN
from trackpacer.notation.tokens import ITEM_ENDS, Token, counts_in, is_spaced_dash
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.records import replace

NO_LENGTH = "has no length: open, the watch waits for the press"
_SLOWEST, _QUICKEST = 1500, 180  # milliseconds a metre of a jog

# -- its length


def likely_jog(metres: float, ms: float, quickest: int = _QUICKEST) -> bool:
    """Whether somebody who jogs or walks may take so long for so far."""
    return quickest * metres <= ms <= _SLOWEST * metres


def _bare(value: float, word: str, jogging: bool) -> tuple[str, float] | None:
    """What a number without a unit is of a recovery: metres, or milliseconds."""
    if word.startswith(".") and 0 < value < 1:
        return "m", value * MILE  # `with .5 jogging recovery`
    point = point_clock(word)
    if point:
        return "ms", point
    far = value >= 100 or value in (50, 60, 80) if jogging else value >= 150 and value % 50 == 0
    if far:
        return "m", value
    if 10 <= value <= 300 or (value == 0 and not jogging):
        return "ms", value * 1000
    return ("ms", value * 60_000) if 1 <= value <= 5 and not jogging else None


def _by_metres(chart: Chart) -> bool:
    """`200 rec`, and `100 rec` beside it: metres, too."""
    three = zip(chart.tokens, chart.tokens[1:], chart.tokens[2:], strict=False)
    return any(
        "TIMES" not in one.kinds and two.value in (150, 200, 300, 400) and noun.kinds & NOUN
        for one, two, noun in three
    )


def _by_minutes(m: Found) -> bool:
    """Whether the reps before it are run by minutes."""
    units = (
        t.kinds & {"MINUTES", "METRES", "KM", "MILES"} for t in reversed(m.chart.tokens[: m.begin])
    )
    return "MINUTES" in next(filter(None, units), ())


def sized(m: Found, amount: Amount, seen: frozenset[str] = frozenset()) -> Rest | None:
    """The recovery of a length and its nouns."""
    kind, first, second = amount.kind, amount.value, amount.high
    jogging = bool(seen & MOVING) or (first == 100 and seen == {"EASY"})  # `300 hard, 100 easy`
    jogging |= first == 100 and "REST" in seen and m.chart.once(_by_metres)
    jogging |= first == 100 and m.chart.plain[: amount.span[0]].endswith(" a ")  # `with a 100`
    timed = m.chart.has_before(m.chart.end, "SECONDS", "MINUTES", "CLOCK", "PRIME")
    jogging |= first == 50 and seen == {"EASY"} and not timed  # `150 fast/50 slow`
    if kind == "n" and first <= 5 and seen == {"EASY"}:
        return None  # `4E + 8MP + 1E`: miles
    if kind == "n" and m.chart.plain[max(amount.span[0] - 1, 0)] == "'":
        return None  # the 30 of `2'30 jog`
    if kind == "n":
        one = _bare(first, m.chart.plain[slice(*amount.span)], jogging)
        if jogging and 10 <= first < 100 and _by_minutes(m):
            one = ("ms", first * 1000)  # `6 x 5 min, walk 50`
        if amount.plural and first < 200 and (not jogging or first % 100):
            one = ("ms", first * 1000)
        if one == ("m", first) and not first % 110 and m.chart.has_before(m.chart.end, "YARDS"):
            one = ("m", first * YARD)  # `6 x 880 yd, 440 jog`
        two = _bare(second, "", jogging) if second is not None else one
        if one is None or two is None or two[0] != one[0]:
            return None
        kind, first = one
        second = two[1] if second is not None else None
    elif kind == "m" and amount.unit == "m" and first <= 10:
        kind, first = "ms", first * 60_000
        second = second * 60_000 if second is not None else None
    going_on = m.behind.kinds & {"MINUTES", "SECONDS"} and "for" in m.words()
    if kind == "ms" and first >= 600_000 and going_on:
        return None  # `1 min run, 90 sec walk for 20 min`: as long as it goes on
    falling = kind == "m" and second is not None and first >= second
    if falling and any(sign in m.chart.plain[slice(*amount.span)] for sign in (" - ", " / ")):
        return None  # `800 - 400 m recovery`: a run and its recovery
    resting = "REST" in seen
    notes = list(amount.notes) if amount.notes and "than" in amount.notes[0] else []
    rest = Rest(m.span, "time", floating="FLOAT" in seen, every="RESTS" in seen, notes=notes)
    if kind == "m":
        if first > 5000:
            return None
        rest = replace(rest, kind="jog", metres=first, jogged=not resting)
        if second is not None and amount.joint == "/":
            return replace(rest, pair=True, max_ms=second)
        return replace(rest, metres=min(first, second or first))
    rest = replace(rest, ms=first, jogged="JOG" in seen and not resting)
    return rest if second is None or second == first else _of_two_times(m, amount, rest, second)


def _of_two_times(m: Found, amount: Amount, rest: Rest, second: float) -> Rest | None:
    """From one time to another, one for each of two places, or anything between them."""
    first = rest.ms
    if amount.joint == "->":
        return replace(rest, last_ms=second)
    if amount.joint == "/" and first % 1000:
        return None  # `35.9 / 60 sec rest`
    if amount.joint == "/" and second >= 1.5 * first:
        return replace(rest, pair=True, max_ms=second)
    if amount.joint == "/" and second < first:
        paired = _of_two_blocks(m, amount)
        return replace(rest, pair=True, max_ms=second) if paired else None
    if first % 5000:
        return None  # `3 x 800 2'32" - 3' walk`: a target and its recovery
    low, high = sorted((first, second))
    return replace(rest, kind="window", min_ms=low, max_ms=high)


def _of_two_blocks(m: Found, amount: Amount) -> bool:
    """`4 x 1k + 4 x 300, 2 min / 1 min`: a recovery of each."""
    before = m.chart.plain[: amount.span[0]].rstrip().removesuffix("w/")
    alone = "SLASH" not in m.after().kinds and not before.endswith("/")
    return alone and len(counts_in(m.chart.tokens[: m.begin])) == 2 and m.has("MINUTES", "SECONDS")


alias(
    "RestAmount",
    "a:<Time>|<Dist>|<Plural>",
    "a:<Range> !SLASH",
    "the? usual|normal|standard|customary a:<Time>|<Dist>",
    "a? FULL|whole a:<Time> !REST|JOG|WALK|WU|WARM",
)
alias(
    "AtMost",
    "no|not more|longer|greater|over than|THAN",
    "at|AT most",
    "UP|up TO",
    "a? maximum|max OF",
    "^REST|COLON|EQUALS|WITH|OFF|OPEN maximum|max COLON|DASH|OF?",
    "try|trying|aim|aiming TO? not TO? take|have|exceed|be|run|need|WITH? more|longer|over? than|THAN?",
    "not exceeding|longer",
    "less|MINUS|shorter than|THAN",
    "UNDER",
    example="no more than",
)


@rule(
    "RestAmount",
    "BETWEEN a:<Time>|NUM AND|TO|DASH b:<Time>",
    "anywhere|somewhere BETWEEN|FROM a:<Time>|NUM AND|TO|DASH b:<Time>",
    "AT least|minimum a:<Time> AND|but|COMMA* <AtMost>|at|up to|TO? most|maximum? b:<Time>|NUM",
    example="between 90 s and 2 min",
)
def rest_from_to(m: Found) -> Amount | None:
    unit = next(one.unit for one in (m["a"], m["b"]) if isinstance(one, Amount))
    scale = 60_000 if unit == "min" else 1000
    low, high = (m[n].value * (scale if isinstance(m[n], Token) else 1) for n in "ab")
    return Amount("ms", low, unit, m.span, high=high) if low < high else None


@rule(
    "RestAmount",
    "<AtMost> a:<Time>|<Dist>|<Range>",
    "^WITH|OFF|REST|COLON|EQUALS|OPEN|SLASH a:<Time>|<Range> max|maximum|MAX|tops|min|minimum !EFFORT|<Nouns>",
    "^WITH|REST|COLON|EQUALS|OPEN min|minimum OF? a:<Time>|<Range>",
    example="no more than 60s",
)
def rest_at_most(m: Found) -> Amount:
    a: Amount = m["a"]
    shown = m.chart.quote(*a.span)
    return replace(a, span=m.span, notes=(f"'{m.shown}' taken as {shown}",))


@rule(
    "RestAmount",
    "a:<Time>|<Dist> ~PLUS &REST|JOG|WALK|BETWEEN|CLOSE",
    "a:<Time>|<Dist> OR more|LONG &REST|JOG|WALK|BETWEEN|CLOSE|COMMA|DOT|END|NL",
    "n:NUM ~PLUS MINUTES|SECONDS",
    "n:NUM OR more MINUTES|SECONDS",
    example="3+ min",
)
def rest_at_least(m: Found) -> Amount:
    """At least so much: that is what the watch counts."""
    scale, unit = (60_000.0, "min") if m.has("MINUTES") else (1000.0, "s")
    least = m["a"] or Amount("ms", m["n"].value * scale, unit, m.span)
    return replace(least, span=m.span, notes=(f"'{m.shown}' taken as the least of it",))


@rule("RestAmount", "n:DIGITS &REST", cost="odd-rest")
def one_hundred(m: Found) -> Amount | None:
    """`100 rec` may be metres as well as seconds."""
    return Amount("m", 100.0, "m", m.span) if m["n"].value == 100 else None


@rule("RestAmount", "a|an|one STEADY|EASY|SLOW|RELAXED|brisk MINUTES", example="a steady minute")
def one_such_minute(m: Found) -> Amount:
    return Amount("ms", 60_000.0, "min", m.span)


@rule(
    "RestAmount",
    "n:NUM|a|an FULL|entire|whole? REST|EASY|SLOW|JOG|WALK lap",
    example="one recovery lap",
)
def one_such_lap(m: Found) -> Amount:
    laps = m["n"].value or 1.0
    return Amount("m", laps * m.chart.lap_m, "lap", m.span)


@rule("SizedRest", "a:<Dist> n:<Nouns> OPEN ABOUT|so|i|e|ie|DOT* b:<Dist>|DIGITS CLOSE")
def rest_again(m: Found) -> Rest | None:
    """`a lap jog (400)`: the same length in other words."""
    again = m["b"].value
    return sized(m, m["a"], m["n"]) if abs(m["a"].value - again) <= 0.03 * again else None


@rule("RestAmount", "a:<Dist> OPEN b:<Dist> CLOSE", example="400 m (1 lap)")
@rule("RestAmount", "a:<Dist> lap|LAPS")
def rest_length_again(m: Found) -> Amount | None:
    """`400 m (1 lap)`, `a 200 m lap`: the same length in other words."""
    a, b = m["a"], m["b"]
    if b is None:
        return a if a.unit == "m" else None
    return a if abs(a.value - b.value) < 0.03 * a.value else None


alias(
    "RestAmount",
    "&DIGITS !<ListNumber> a:<Number> !TIMES|PCT|SET|min|mins|sec|secs|MILES|KM !~PRIME|QUOTES",
    "^JOG|WALK a:<Number> &<RoundIt>",
    "&NUMBERWORD !one a:<Number> &BETWEEN",
    cost="no-unit",
)


alias("RoundIt", "round the|a|our", example="round the")
alias(
    "Adjectives",
    "a|an|the|your|about|ABOUT|good|of|just|only|another|single|full|up|to|ENOUGH|SHORT|LONG|SLOW|EASY|RELAXED|extra|quick|brisk|rolling|active|nice|proper|leisurely|steady|moderate|STEADY*",
    "just|only? a|an|our|some rather|very|quite|fairly|pretty|really|most* "
    "UNKNOWN|DESCRIBES UNKNOWN|DESCRIBES* &NUM|CLOCK",
)


@rule(
    "RWord",
    "REST REST|between|JOG? COLON|EQUALS|DASH|PRIME|OF|ABOUT|IN|AT|is|are|be|being|will|should|always|for|everything|between|was|a|the|s|time|an|your|taken|as|SLASH|interval|intervals|period|single|order|just|only|simply*",
    "R ~DIGITS EQUALS|COLON",
    "p EQUALS",
    "^WITH intervals|interval|gap of|OF &<Time>",
    example="rest:",
)
def r_word(m: Found) -> frozenset[str] | None:
    if m.chart.at("RestBefore", m.begin):
        return None
    after_run = m.behind.kinds & {"DIGITS", "METRES"}
    paced = m.words() == ["r", "/"] and after_run  # `500 R/500 jog`: repetition pace
    return None if paced else frozenset(["REST"])


# How a recovery is run: `at moderate pace (about 5:00 per km)`.
alias(
    "AtEase",
    "AT|IN|in a|an|your|the? VERY|fairly|quite|nice? EASY|SLOW|STEADY|RELAXED|gentle|leisurely|comfortable "
    "JOG|WALK|RUN? PACE|EFFORT|intensity|speed <EasePace>?",
    "run|running|taken|done|kept|nice|VERY VERY|really|nice|AND* EASY|SLOW|RELAXED|leisurely AND? EASY|SLOW|gentle? "
    "&COMMA|END|NL|DOT|SEMI|CLOSE|BETWEEN|AFTER",
    "EASY|SLOW|STEADY|RELAXED JOG|RUN? <EasePace>",
    "^JOG|WALK EASY|SLOW &COMMA|END|NL|DOT|SEMI|CLOSE",
    example="at moderate pace",
)
alias("EasePace", "OPEN ABOUT|AT|more|OR|less|maybe* <Body> CLOSE")
alias("PartOfIt", "<WarmUp>|<CoolDown> !NUM|CLOCK|COLON|DASH|for", example="cool-down")
alias("PaceOfNone", "PACE !<RaceName>", example="pace")  # `R30 pace 3000 m`: of the reps


@rule(
    "NamedRest",
    "r:<RWord> OPEN for|in|IN all|ALL|both|everything CLOSE COLON? a:<RestAmount> n:<Nouns>?",
    "!R r:<RWord> OPEN a:<RestAmount> n:<Nouns>? CLOSE",
    "<Adjectives>? r:<RWord> a:<RestAmount> n:<Nouns>? <AtEase>? !x|<PartOfIt> !<PaceOfNone>",
    "r:<RWord> n:JOG|WALK|FLOAT of|for? a:<RestAmount> n2:<Nouns>?",
    "r:<RWord> EASY|SLOW a:<RestAmount> n:<Nouns>",
    "r:<RWord> JOG|WALK OPEN OR n:JOG|WALK CLOSE a:<RestAmount>",
    example="R60",
)
@rule(
    "SizedRest",
    "<Adjectives>? a:<RestAmount> OF? n:<Nouns> <AtEase>?",
    "the? same a:<RestAmount> n:<Nouns>",
    "<Adjectives>? a:<RestAmount> n:<Nouns> for|as REST",
    "a:<Time>|<Range> <AtEase> &BETWEEN",
    "a|an? a:<RestAmount> AT|IN|at|in a|an VERY|nice|fairly|quite|really? EASY|SLOW|gentle|light|steady|STEADY|RELAXED|leisurely|brisk? n:JOG|WALK !PACE|EFFORT|WU|CD|WARM|COOL",
    "a:<RestAmount> AT|at|IN|in a|an? EASY|SLOW|e|EPACE PACE|EFFORT|jog? n:<ToRest>",
    "a:<Time>|<Dist> FAST n:<Nouns>",
    "a:<Time>|<Dist> n:JOG|WALK EASY|SLOW|slowly|gently|easily &COMMA|END|NL|DOT|SEMI|CLOSE",
    "a:<Time> max|maximum|MAX n:<Nouns>",
    "a:<Time> turnaround|turnarounds|turnround|gap|gaps",
    "a:<Time> turn DASH? around|round &END|NL|DOT|COMMA|SEMI|CLOSE|BETWEEN|EACH",
    "passive|static REST? COLON? a:<RestAmount>",
    "a:<Time>|<Range> OPEN JOG|WALK|UNKNOWN CLOSE n:<Nouns>",
    "^NL|BULLET a:<Dist> COLON n:JOG|WALK &NL|END",
    "a:<Time>|<Dist> UNKNOWN n:<Nouns>",
    "n:<Nouns> slowly|gently|easily|EASY|SLOW? for|of ABOUT? a:<Time>|<Dist>|<Range> n2:<Nouns>|<ToRest>?",
    "<Adjectives>? n:JOG|WALK|FLOAT DASH? REST? of|for|COLON|EQUALS|ABOUT|a|the|DASH* a:<RestAmount> n2:<Nouns>?",
    "n:JOG|WALK|FLOAT a|an|the|your EASY|SLOW|RELAXED|FULL a:<RestAmount> n2:<Nouns>?",
    "EASY|SLOW a:<Dist>|<Time> DASH? RUN|running for|as|AS the|a|your? n:REST interval|intervals|period|periods?",
    "the|a|an? a:<Dist>|<Number> STRAIGHTS|BENDS n:<Nouns>",
    "n:JOG|WALK the? remaining|other a:<RestAmount> of? the? lap|LAPS|track?",
    "a? LAPS n:JOG|WALK|FLOAT OF a:<Dist>|<Number>",
    "a|an? LONG|SHORT|FULL|ENOUGH|EASY|SLOW|big|bigger|proper|decent|huge OPEN ABOUT? a:<RestAmount> CLOSE n:<Nouns>",
    example="90s jog",
)
def sized_rest(m: Found) -> Rest | None:
    before = m.chart.tokens[max(0, m.begin - 4) : m.begin]
    tokens, first = m.chart.tokens, m["n"]
    apart = isinstance(first, Token) and "DASH" in tokens[m.begin + 1].kinds
    if m.words()[-3:] == ["rest", "of", "lap"]:
        return None  # no more than what is left of it
    if isinstance(first, Token) and first.raw == "J" and "WITH" in m.behind.kinds:
        return None  # `with J: 600 m`
    if apart and m.behind.kinds & {"DIGITS", "METRES", "SECONDS", "MINUTES"}:
        return None  # `500 - 150 jog - 400 - 150 jog`
    ends = sorted((m["a"].value, m["a"].high or m["a"].value))
    if m.has("SLASH") and 2 * ends[0] < ends[1] == m.chart.tokens[m.begin].value:
        return None  # `500/150 jog`: a run and its jog
    opened = m.chart.tokens[0].kinds & {"DIGITS"} and m.chart.tokens[1].kinds & {"EASY"}
    if opened and m["a"].kind == "n" and m["a"].value <= 30 and m.words()[-1] == "easy":
        return None  # `45 easy, …, 10 easy`: the other end
    if m.words()[-1] == "jogging" and any(token.kinds & _PARTS for token in before):
        return None  # `cool down with 800 m of jogging`
    if m["r"] and m["a"].plural and m.has("OF", "BETWEEN"):
        return None  # `R-of 400s`: see other
    if "for" in m.words() and m.words()[-1] not in ("recovery", "rest") and m.has(*_STRETCH):
        return None  # `jog and stretch for 10 minutes`
    return sized(m, m["a"], _kinds_of(m))


@rule(
    "SizedRest",
    "n:JOG|WALK|FLOAT the? rest|REST|remainder|remaining OF|of? the? lap|LAPS|track",
    example="walk the rest of the lap",
)
def rest_of_the_lap(m: Found) -> Rest | None:
    """From where the rep ends to where the lap began."""
    run = runs_before(m.chart, m.begin)[-1:]
    metres = -run[0][1] % m.chart.lap_m if run else 0.0
    return sized(m, Amount("m", metres, "m", m.span), m["n"].kinds) if metres else None


def _kinds_of(m: Found) -> frozenset[str]:
    """What its nouns say: a token, or a phrase of them."""
    found: frozenset[str] = m["r"] or frozenset()
    for name in ("n", "n2"):
        nouns = m[name] or frozenset()
        found |= nouns.kinds & NOUN if isinstance(nouns, Token) else nouns
    return found


_PARTS = frozenset(["WU", "CD", "WARM", "COOL"])
_STRETCH = frozenset(["stretch", "stretching", "stretches"])


alias("PartOf", "the? first|FIRST|next|last|LAST|remaining|other|second", example="the first")


@rule("ToRest", "TO recover|rest|REST", example="to recover")
def to_rest(m: Found) -> frozenset[str]:
    return frozenset({"REST"})


@rule(
    "SizedRest",
    "JOG|WALK EASY? <PartOf>? a:<RestAmount> AND|COMMA|PLUS|SLASH|then|THEN* JOG|WALK EASY? <PartOf>? b:<RestAmount>",
    "a|an? a:<RestAmount> EASY|SLOW? JOG|WALK AND|PLUS|SLASH|THEN b:<RestAmount> EASY|SLOW? JOG|WALK REST?",
    "REST a:<RestAmount> EASY|SLOW? JOG|WALK COMMA|AND|PLUS|SLASH|THEN b:<RestAmount> EASY|SLOW? JOG|WALK",
    example="jogging 100 m and walking 100 m",
)
def jogged_and_walked(m: Found) -> Rest | None:
    """Part of it jogged and part walked: one recovery of both."""
    first, second = (sized(m, m[name], frozenset({"JOG"})) for name in "ab")
    both = m.has("JOG") and m.has("WALK")
    behind = m.after("COMMA" in m.after().kinds).keys
    leads = m.has("then") and behind & {"FOLLOWED", "BEFORE", "THEN", "NL", "SEMI"}
    if leads and m["b"].value >= 2 * m["a"].value:
        return None  # `75s walk then 3 min jog followed by 6 x 300`: the second leads to the next
    if first is None or second is None or first.kind != second.kind or not both:
        return None
    return replace(first, metres=first.metres + second.metres, ms=first.ms + second.ms)


@rule(
    "SizedRest",
    "a|an|the|short? a:<RestAmount> FLOAT <IntoNext>",
    "FLOAT a:<RestAmount> <IntoNext>",
    "go|move|run? straight|directly|immediately|right into|to a|an|the|your? a:<RestAmount> FLOAT",
    example="100 m float and straight into the next",
)
def run_through(m: Found) -> Rest | None:
    """A float that is run, not rested: the next rep follows at once."""
    rest = sized(m, m["a"], frozenset({"FLOAT"}))
    return replace(rest, pace=Target(m.span, Pace("none", m.span))) if rest else None


_AT_ONCE = words_of(
    "straight directly right immediately into onto off back on away stopping without no don't never"
)
_NEXT = words_of("next again another start between beginning top round first before following k")
_STOPS = words_of("stop stops stopping break breaks breather pause pauses rest")
_ON = words_of(
    """
    and you are you're then that which takes leads go goes going we we're the your a to no of it it's
    then in rep reps one interval set run is comes brings takes carries keep keeps running moving any or
    with before next runs following who roll rolls rolling flow flows flowing carry through there's there be do not
    repeat after for still just so float please get gets got allowed even once any between them it all
    will leads brings which back ever from at end
    """
)


@scanner("IntoNext", "COMMA|AND|DASH|DOT|OPEN|SLASH|BAR|SEMI|WORD")
def into_next(chart: Chart, i: int) -> list[Phrase]:
    """`and you are into your next 800`, `. There's no stop after the float`, `(don't stop)`."""
    tokens = chart.tokens
    if not i or not tokens[i - 1].kinds & (_MOVED | {"SECONDS", "MINUTES"}):
        return []
    opened = "OPEN" in tokens[i].kinds
    at, words, lengths = i + ("WORD" not in tokens[i].keys), set[str](), 0
    numbers, found = 0, list[Phrase]()
    while at - i <= 20:
        token = tokens[at]
        ends = token.kinds & (ITEM_ENDS | {"BAR", "SLASH", "TIMES"}) or is_spaced_dash(tokens, at)
        if ends:
            once = words & _AT_ONCE or {"go", "again"} <= words
            onward = words & _NEXT or words & _STOPS or {"into", "it"} <= words
            told = onward or (lengths and words & {"into", "onto", "to"})
            closed = opened and "CLOSE" in token.kinds
            if once and told and numbers == lengths <= 1 and closed == opened:
                found.append(Phrase(at + closed, 0.0, True))
            if "COMMA" not in token.kinds or at == i + 1:
                break
        words.add(token.word)
        if "DIGITS" in token.kinds:
            numbers += 1
            lengths += any(t.value == token.value for t in tokens[:i] if "DIGITS" in t.kinds)
            at += 1 + bool(tokens[at + 1].kinds & {"METRES", "KM"})
            continue
        known = token.word in _AT_ONCE | _NEXT | _STOPS | _ON or token.kinds & {"SET", "AND"}
        if not (known or ends):
            break
        at += 1
    return found


@rule("Element", "<IntoNext>", cost="phrase")
def on_into_next(m: Found) -> Change | None:
    """`200 float @ MP, no stopping, roll into the next 500`: nothing between the runs."""
    rested = m.earlier("REST", "JOG", "WALK", "SECONDS", "PRIME", "OFF")
    on_end = m.earlier("FLOAT") or m.has("stopping")
    on_end = on_end or (not rested and m.has("no", "without", "don't"))
    return Change(m.span, continuous=True) if on_end else None


_MOVED = frozenset(["FLOAT", "METRES", "DIGITS", "KM", "JOG", "WALK", "PACE", "MARATHON", "COMMA"])
_MOVED |= {"DOT", "SEMI"}


@rule(
    "SizedRest",
    "a:<RestAmount> rolling &CLOSE|COMMA|END|NL|DOT|BETWEEN",
    "<Adjectives>? a:<RestAmount> roll|rolling DASH? on|ons|through",
    "a:<RestAmount> JOG|WALK <IntoNext>",
    "rolling a:<RestAmount> &CLOSE|COMMA|END|NL|DOT|BETWEEN|AT|IN|DASH|SEMI",
)
def rolling(m: Found) -> Rest | None:
    """`57-60 (100 rolling)`: jogged."""
    return sized(m, m["a"], frozenset({"JOG"}))


@rule("SizedRest", "n:NUM mr|minr", example="1 MR")
def minute_rest(m: Found) -> Rest | None:
    """`3 MR`: minutes of rest."""
    ms = m["n"].value * 60_000
    return Rest(m.span, "time", ms=ms) if ms <= 900_000 else None


@rule("SizedRest", "w:JOG|WALK|REST|FLOAT for a:NUM &COMMA|END|NL|DOT|AND|THEN|SEMI", cost="rare")
def for_as_many(m: Found) -> Rest | None:
    """`run hard for three minutes, jog for two`: minutes, too."""
    near = m.chart.tokens[max(m.begin - 8, 0) : m.begin]
    minutes = m["a"].value
    if not 1 <= minutes <= 10 or not any("MINUTES" in token.kinds for token in near):
        return None
    return Rest(m.span, "time", ms=minutes * 60_000, jogged="REST" not in m["w"].kinds)


@rule(
    "SizedRest",
    "d:<Dist> OPEN ABOUT|IN? t:<Time>|<Range> CLOSE <Nouns>",
    example="200 m (75 s) jog",
)
@rule("SizedRest", "t:<Time> OPEN ABOUT? d:<Dist> CLOSE <Nouns>", example="75 s (100 m) jog")
@rule("SizedRest", "^OPEN d:<Dist>|DIGITS IN t:<Time> <Nouns> &CLOSE")
def time_and_distance(m: Found) -> Rest | None:
    metres, ms = m["d"].value, m["t"].high or m["t"].value
    jogged = likely_jog(metres, ms)
    return Rest(m.span, "jog", metres=metres, ms=ms) if jogged else None
