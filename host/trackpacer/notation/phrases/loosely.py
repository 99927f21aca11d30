# SPDX-License-Identifier: MIT
"""Efforts told in a coach's own words: `at a pace you can maintain`, `at three quarter pace`.

What is no pace is the effort that its words name, or is left to the runner and shown: nothing need
be asked of it. None of these holds a figure of what is run.

Not here: efforts by their one word (`efforts`), paces (`paces`, `targets`).
"""

from __future__ import annotations

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import Aim, Manner, Remark, left_to_runner, no_pace
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.phrases.efforts import EFFORTS
from trackpacer.notation.tree import SLIGHT_MS, Offset, Pace, Target
from trackpacer.session import Effort

_NOUNS = words_of(
    "pace effort speed intensity rhythm clip level exertion cadence tempo gear difficulty"
)
_BEGINS = words_of("at @")
_GIVEN = words_of("in with to by")  # only before `a`
_ARTICLES = words_of("a an your the their our my what feels like about around roughly")
# What tells a pace or a run, so that it is none of these.
_TELLS = frozenset(
    [
        *("DIGITS", "CLOCK", "PCT", "METRES", "KM", "MILES", "MINUTES", "SECONDS", "LAPS", "REST"),
        *("JOG", "WALK", "FLOAT", "MARATHON", "HALFMARATHON", "THRESHOLD", "CV", "INTERVALPACE"),
        *("RACE", "RACEPACE", "FASTER", "SLOWER", "UNDER", "OVER", "EQUAL", "GOALWORD", "WU", "CD"),
        *("BETWEEN", "TIMES", "SET", "CRUISE", "WITHOUT", "STRIDES", "WARM", "COOL"),
    ]
)
_ENDS = frozenset(
    ["DOT", "NL", "END", "SEMI", "COMMA", "OPEN", "CLOSE", "COLON", "WITH", "OFF", "AND", "THEN"]
)
_RELATIVE = words_of("that that's which where you you'd you'll they one i we so at as of")
_ORDERS = words_of("last first next second each every then repeat times except unless")
_HELD = words_of(
    "maintain hold sustain keep manage handle continue repeat talk speak chat sing converse"
)
_MOST = 6  # words before the noun
_FAR = 22


@scanner("LooseEffort", "AT|IN|WITH|TO|by")
def loose_effort(chart: Chart, i: int) -> list[Phrase]:
    """`at an effort which leaves you out of breath`."""
    tokens = chart.tokens
    given = tokens[i].word in _GIVEN and tokens[i + 1].word in ("a", "an")
    if tokens[i].word not in _BEGINS and not given:
        return []
    at = i + 1
    while tokens[at].word in _ARTICLES:
        at += 1
    begin = at
    while tokens[at].word not in _NOUNS or tokens[at + 1].word in _NOUNS:
        token = tokens[at]
        own = token.word in ("three", "half") or "QUARTER" in token.kinds
        worded = "WORD" in token.kinds or ("DASH" in token.kinds and token.glued)
        listed = "COMMA" in token.kinds and at > begin and "COMMA" not in tokens[at - 1].kinds
        if at - begin >= _MOST or not (worded or listed) or (not own and _tells(chart, at)):
            return []
        at += 1
    if "tempo" in (tokens[at].word, tokens[at - 1].word) or chart.at("Aimed", i):
        bare = [p for p in chart.at("Aimed", i) if p.end > at]
        if bare or tokens[at].word == "tempo" or tokens[at - 1].word == "tempo":
            return _beyond(chart, i, at, bare)
    end = _relative(chart, at + 1)
    if end == at + 1 and at == begin:
        return []  # `at pace`: of what?
    if any(p.end > at for n in range(i, at + 1) for p in chart.at("Pace", n)):
        return []
    return [Phrase(end, 0.1 + min(0.03 * (end - i), 0.3), _said(chart, i, begin, at, end))]


def _beyond(chart: Chart, i: int, at: int, known: list[Phrase]) -> list[Phrase]:
    """`at a hard effort that leaves you tired`: an effort by its word, and what it is like."""
    if not any(p.value[0] is None and p.end == at + 1 for p in known):
        return []
    end = _relative(chart, at + 1)
    if end == at + 1:
        return []
    return [Phrase(end, 0.1 + min(0.03 * (end - i), 0.3), _said(chart, i, i, at, end))]


def _said(chart: Chart, i: int, begin: int, at: int, end: int) -> Aim | Remark:
    """The effort that a word of it names, or none."""
    tokens = chart.tokens
    span = chart.span(i, end)
    words = tokens[begin:at]
    kinds = [kind for token in words for kind in EFFORTS if kind in token.kinds]
    told = [kind for kind in kinds if kind not in ("SLOW", "FASTER")]
    loud = next((kind for kind in told if EFFORTS[kind] is not Effort.RELAXED), None)
    kind = loud or next(iter(told or kinds), None)
    partly = any("QUARTER" in t.kinds or t.word in ("half", "not", "almost", "near") for t in words)
    if kind is None or partly:
        shown = chart.quote(*span)
        return no_pace(span, shown)
    target = Target(span, Pace("none", span), effort=EFFORTS[kind])
    return Aim(span, target, EFFORTS[kind], worded=True)


def _tells(chart: Chart, at: int) -> bool:
    token = chart.tokens[at]
    if token.kinds & _TELLS or token.word in _ORDERS or "NUM" in token.kinds:
        return True
    return "UNKNOWN" in token.kinds and bool(lexicon.nearest(token.word))


def _relative(chart: Chart, at: int) -> int:
    """The end of what tells the effort more closely: `you can hold for all of the reps`."""
    tokens = chart.tokens
    if tokens[at].word not in _RELATIVE or (tokens[at].word == "at" and not tokens[at].glued):
        return at
    end, held = at, False
    while end - at < _FAR and not tokens[end].kinds & (_ENDS - {"AND"}):
        token = tokens[end]
        amounts = chart.at("Time", end) if held and "NUM" in token.kinds else ()
        if amounts:  # `you can maintain for 4 minutes`
            end = max(phrase.end for phrase in amounts)
            continue
        if token.kinds & {"NUM", "CLOCK", "PCT", "REST", "TIMES", "WALK"} and token.word != "one":
            return at
        held = held or token.word in _HELD
        end += 1
    return end


alias("Element", "l:<LooseEffort>", example="at three quarter pace")


@rule("Element", "^KM|MILES effort &COMMA|DASH|PLUS|SLASH|NL|END|DOT|THEN|AND|SEMI", cost="phrase")
def run_as_effort(m: Found) -> Manner | None:
    """`1 km effort`: a run by itself, where it is no pace."""
    paced = any(p.end == m.end for n in (2, 3) for p in m.chart.at("RacePace", max(m.begin - n, 0)))
    return None if paced else Manner(m.span)


@rule("Element", "STEADY|AEROBIC|EASY PACE &TEMPO|THRESHOLD", cost="phrase")
def pace_of_tempo(m: Found) -> Remark:
    """`medium pace tempo`: the tempo is what tells it."""
    return Remark(m.span)


@rule(
    "Element",
    "OPEN even|still|slightly|a? bit|little? FASTER PACE|still|again? DOT? CLOSE",
    "OPEN even|still|slightly? SLOWER|easier PACE|still|again? DOT? CLOSE",
    cost="phrase",
    example="(faster still)",
)
def than_before(m: Found) -> Remark:
    """How much is not told."""
    return left_to_runner(m.span, m.shown)


@rule(
    "Element",
    "^BEGIN|NL|DOT|COLON|BULLET|SEMI JOG|WALK over|down|up|BACK? TO the|a|our|my|your? WORD UNKNOWN|GROUND|WORD? &DOT|NL|COMMA|SEMI",
    "^BEGIN a|an|nice|short|quick|little|EASY|STEADY|SLOW* JOG TO|the|GROUND|there|over|across|down* COMMA|THEN|AND|PLUS|SEMI|DOT|NL COMMA|THEN|AND|NL|some|DRILLS* &<Counted>|<SetsNumber>",
    "^AND|COMMA|THEN|DOT|NL i|we|he|she? JOG|WALK over|down|up|BACK|across TO the|a|our|my? GROUND FOR|for|AND &<CountAhead>",
    "^BEGIN AFTER some|a|few|the|our|my|bit|DRILLS|STRIDES|OF|COMMA|AND|UNKNOWN* some|a|few|bit|DRILLS|STRIDES|OF|COMMA|AND|UNKNOWN* we|i had|did|ran|RUN|have &<CountAhead>",
    cost="phrase",
    example="Jog to the park",
)
def jog_there(m: Found) -> Remark | None:
    """The way there has no length; nor have `some drills and a bit of mobility` before the work."""
    return (
        None if m.has("NUM", "WU", "WARM", "COOL", "CD") else Remark(m.span, notes=("no-length",))
    )


_STANDS_BEFORE = "^METRES|KM|MILES|LAPS|MINUTES|SECONDS|REP|DIGITS|COMMA"
_THAN_THAT = "THAN? the|that|this|it|those|first|last|previous|before|one|ones|REP|SET|NUM|METRES*"
_STANDS_BEHIND = "&COMMA|CLOSE|DOT|NL|END|SEMI|WITH|OPEN|OFF|SLASH|DASH|THEN"


@rule(
    "Element",
    "still? AT|IN the|that? VERY|exact|exactly? same|identical PACE|EFFORT|speed AS? the? previous|first|other|BEFORE|above?",
    "OPEN the? same PACE|EFFORT|speed CLOSE",
    "AT|IN? FASTER THAN that|this|it &COMMA|CLOSE|DOT|NL|END|SEMI|WITH",
    f"{_STANDS_BEFORE} COMMA|AT|IN|run|still* l:<Little> bit? FASTER|SLOWER PACE? {_THAN_THAT} {_STANDS_BEHIND}",
    cost="phrase",
    example="at the same pace",
)
def same_pace(m: Found) -> Aim:
    """The pace of the run before, faster, or a little so (`6 x 300 slightly faster`): `attach`."""
    pace, little = Pace("none", m.span, name="same"), bool(m["l"])
    slower = Offset(SLIGHT_MS, 0, "rep", m.span) if m.has("SLOWER") else None
    bound, slightly = m.has("FASTER") and not little, little and slower is None
    target = Target(m.span, pace, bound=bound, offset=slower, slightly=slightly)
    return Aim(m.span, target, worded=True)


@rule(
    "Element",
    "WITH|IN good|nice|great|tall|quick|relaxed|controlled|proper form|posture|technique|cadence|turnover|knees",
    "COMMA? good|nice|great|relaxed form|posture|technique &COMMA|DOT|NL|END|CLOSE",
    cost="phrase",
    example="with good form",
)
def form(m: Found) -> Remark:
    """How one looks as one runs."""
    return Remark(m.span)
