# SPDX-License-Identifier: MIT
"""A jog with the time it takes, or its pace: `200 jog in 75 s`, `400 float @ 4:30/km`.

Not here: a jog by its length alone (`recoveries`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Amount, Pause
from trackpacer.notation.grammar import rule
from trackpacer.notation.phrases import places  # noqa: F401  its rules are used by name here
from trackpacer.notation.phrases.amounts import MILE, point_clock
from trackpacer.notation.phrases.recoveries import likely_jog, rest_from_to, sized
from trackpacer.notation.phrases.rest_nouns import NOUN
from trackpacer.notation.tokens import counts_in
from trackpacer.notation.tree import AS_THE_RUN, Pace, Rest, Target
from trackpacer.records import replace


@rule(
    "JogTime",
    "r:<SizedRest>|<NamedRest> IN|within|AT ABOUT? t:<Time>|<Range>|<Number>",
    "r:<SizedRest>|<NamedRest> ABOUT t:<Time>|<Range>",
    "r:<SizedRest>|<NamedRest> is|was|takes|took ABOUT? t:<Time>|<Range>",
    "r:<SizedRest>|<NamedRest> p:BETWEEN EACH|the|REP* COMMA? IN ABOUT? t:<Time>|<Range> !SLASH",
    "r:<SizedRest>|<NamedRest> p:BETWEEN? EACH|the|REP* COMMA? IN <Time> SLASH t:<Time>",
    "r:<SizedRest>|<NamedRest> p:BETWEEN EACH|the|REP|RUN* OPEN|for|IN|ABOUT* t:<Time>|<Range> CLOSE? &END|NL|DOT|SEMI",
    "r:<SizedRest>|<NamedRest> OPEN ABOUT|IN? t:<Time>|<Range>|<Number> CLOSE",
    "r:<SizedRest>|<NamedRest> COMMA|AT? t:<Range>",
    "r:<SizedRest> t:<Time> &COMMA|SEMI|DOT|NL|END|CLOSE|PLUS",
    "^OPEN r:<BareRest> IN t:<Time> &CLOSE",
    example="400 jog in 2:30",
)
def jog_time(m: Found) -> Rest | None:
    rest: Rest = m["r"]
    value: Amount = m["t"]
    ms = max(value.value, value.high or 0.0) * (1000 if value.kind == "n" else 1)
    if value.kind == "n":
        times = [point_clock(word) for word in re.findall(r"[\d.]+", m.chart.quote(*value.span))]
        ms = max(times) if times and all(times) else ms  # `1.50-2.10`; none in `in two minutes`
    if value.kind == "m" or value.joint == "->" or rest.kind != "jog" or rest.pair or not ms:
        return None
    if m.has("at", "@") and not m.earlier("AT", "IN"):
        return None  # `w/ 300 jog @ 3:05`: rather of the reps
    if rest.floating and value.high and m.has("COMMA") and _of_the_run(value, rest.metres):
        return None
    if rest.floating:
        pace = Pace("time", value.span, ms=ms, bare=value.kind == "n")
        return replace(rest, span=m.span, pace=Target(value.span, pace))
    quickest = 250 if m.has(*NOUN) else 330  # `2000 (600 in 4')`: too slow for a run
    if not likely_jog(rest.metres, ms, quickest):
        return None
    place = "reps" if m["p"] else rest.place
    return replace(rest, span=m.span, ms=ms, place=place, doubted=not m.has("OPEN"))


def _of_the_run(value: Amount, metres: float) -> bool:
    """`400 w/ 200 float, 72/45`, `400 w/ 200 float, 72-70`: of the run, not of its float alone."""
    low, high = sorted((value.value, value.high or value.value))
    slow = low * (1000 if value.kind == "n" else 1) > 300 * metres
    return slow or high > 1.3 * low


_BELTS = frozenset(["kph", "kmh", "mph", "km/h", "treadmill", "belt"])
_SPEED = "AT|ON? n:DIGITS kph|kmh|mph|km/h"


@rule(
    "JogTime",
    f"r:<SizedRest>|<NamedRest> {_SPEED} !WU|WARM|CD|COOL",
    "r:<SizedRest>|<NamedRest> AT n:DIGITS !WU|WARM|CD|COOL",
    f"a:<RestAmount> {_SPEED} r:<Nouns>",
    "a:<RestAmount> AT n:DIGITS r:<Nouns>",
    f"a:<RestAmount> {_SPEED} &CLOSE|COMMA|END|NL|DOT",
    "^WITH|OFF a:<RestAmount> AT n:DIGITS &CLOSE|COMMA|END|NL|DOT",
)
def jog_on_a_belt(m: Found) -> Rest | None:
    """On a treadmill, whose speed is left to the runner."""
    n, walks = m["n"], 4 if m.has("mph") else 6.4
    belt = n is not None and any(t.word in _BELTS for t in m.chart.tokens[: m.chart.end])
    speeds = (a.value for a, b in pairwise(m.chart.tokens[: m.begin]) if b.word in _BELTS)
    fast = n is not None and any(1.5 * n.value <= value for value in speeds)
    counted = counts_in(m.chart.tokens[: m.begin])
    told = counted if m["a"] else m.chart.has_before(m.chart.end, "GROUND")
    if not (fast or told):
        return None
    slow = n is not None and n.value <= walks * (2 if m["r"] else 1.5 if fast else 1)
    rest = m["r"] if m["a"] is None else sized(m, m["a"], m["r"] or frozenset({"JOG"}))
    if rest is None or not (belt and slow) or rest.ms <= 0:
        return None
    shown = m.chart.quote(n.start, m.span[1])
    return replace(rest, span=m.span, notes=[f"'{shown}' of the recovery is left to the runner"])


@rule("JogTime", "JOG|WALK the? EQUAL distance|length|again|back* IN ABOUT? t:<Time>")
def as_far_in(m: Found) -> Rest:
    """`jog the same again in 3 min`."""
    return Rest(m.span, "jog", metres=-1.0, ms=m["t"].value)


@rule(
    "JogTime",
    "a:<Dist>|<Number> p:<Places> IN|AT ABOUT? t:<Time>|<Number>",
    "a:<Dist>|<Number> IN|AT ABOUT? t:<Time>|<Number> p:<Places>",
    "a:<Dist>|<Number> p:<Places> IN|AT ABOUT? t:<Time> SLASH|DASH|TO b:<Time>",
    "^WITH a:<Dist>|<Number> IN ABOUT? t:<Time>|<Number> &END|NL|DOT|CLOSE|COMMA|SEMI",
    "^WITH a:<Dist> AT ABOUT? c:CLOCK &END|NL|DOT|CLOSE|COMMA|SEMI",
    "^WITH a:<Dist>|<Number> IN ABOUT? t:<Time> SLASH|DASH|TO b:<Time> &END|NL|DOT|CLOSE|COMMA|SEMI",
    "t:<Time> to|TO cover|get|jog|walk|do|run|make|complete|shuffle|go round|around|over|across|the|that|a|an|other|remaining|back|your|my|in* a:<Dist>|<Number>",
    example="400 in between in 1:50",
)
def far_between(m: Found) -> Rest | None:
    """A length and a time between reps can only be a jog."""
    rest = sized(m, m["a"], frozenset({"JOG"}))
    if m["c"]:  # `w/ .5 mi @ 8:30`
        unit = {"mile": MILE, "km": 1000.0}.get(m["a"].unit, 0.0)
        ms = m["c"].value * 1000 * m["a"].value / unit if unit else 0.0
    else:
        ms = m["t"].value * (1000 if m["t"].kind == "n" else 1)
    ms = max(ms, m["b"].value) if m["b"] else ms
    if (
        rest is None
        or rest.kind != "jog"
        or not likely_jog(rest.metres, ms, 250 if m["p"] or m["b"] else 230)
        or rest.metres > (1610 if m["c"] else 800)
    ):
        return None
    place = m["p"].place if m["p"] else ""
    return None if m["p"] and place not in ("", "reps") else replace(rest, ms=ms, place=place)


@rule(
    "JogTime",
    "r:<SizedRest>|<NamedRest> COMMA|OPEN? IN|taking|lasting? BETWEEN|FROM a:<Time>|NUM AND|TO|DASH b:<Time> CLOSE?",
    example="300 jog between 1:30 and 1:45",
)
def jog_from_to(m: Found) -> Rest | None:
    rest, range_ms = m["r"], rest_from_to(m)
    if rest.kind != "jog" or rest.ms or rest.pair or range_ms is None:
        return None
    ms = range_ms.high
    return replace(rest, span=m.span, ms=ms) if likely_jog(rest.metres, ms, 250) else None


@rule(
    "JogTime",
    "r:<SizedRest>|<NamedRest> COMMA|OPEN? IN ABOUT? the|a? EQUAL|exact* TIMES AS|the|each|REP|RUN* CLOSE?",
    "r:<SizedRest>|<NamedRest> OPEN the? EQUAL TIMES CLOSE",
    example="400 jog in the same time",
)
def jog_in_its_time(m: Found) -> Rest | None:
    """In as long as the run before it is to take."""
    rest: Rest = m["r"]
    if rest.kind != "jog" or rest.ms or rest.pair or rest.floating:
        return None
    return replace(rest, span=m.span, ms=AS_THE_RUN)


@rule(
    "JogTime",
    "r:<SizedRest>|<NamedRest> COMMA|OPEN? IN? <AtMost> t:<Time> CLOSE?",
    "r:<SizedRest>|<NamedRest> COMMA|OPEN? IN t:<Time> max|maximum|tops CLOSE?",
    "r:<SizedRest>|<NamedRest> COMMA|OPEN? IN t:<Time> AT the? most|latest CLOSE?",
    "r:<SizedRest>|<NamedRest> OPEN JOG|WALK|SLASH|DASH|OR|NUM|METRES* JOG|WALK|in|IN|actuality|reality|fact|practice|truth|honesty|total* CLOSE IN|taking <AtMost>|ABOUT? t:<Time>",
    "r:<SizedRest>|<NamedRest> OPEN AT|IN? <NamedTarget> DASH|EQUALS t:<Time> CLOSE",
    example="100 m jog, no more than 45 s",
)
def jog_at_most(m: Found) -> Rest | None:
    rest, ms = m["r"], m["t"].value
    if rest.kind != "jog" or not likely_jog(rest.metres, ms):
        return None
    return replace(rest, span=m.span, ms=ms)


@rule("JogTime", "t:<Time> r:<NamedRest>|<SizedRest>", example="75 s jog 100 m")
def jog_behind_its_time(m: Found) -> Rest | None:
    """`with 2:00 jog 300s`; but `2:00 300 jog` is a run and its jog."""
    rest, ms = m["r"], m["t"].value
    moved = next(t for t in m.chart.tokens[m.begin :] if t.start >= rest.span[0])
    if rest.kind != "jog" or rest.ms or rest.pair or not moved.kinds & {"JOG", "WALK"}:
        return None
    jogged = likely_jog(rest.metres, ms)
    return replace(rest, span=m.span, ms=ms) if jogged else None


@rule(
    "JogTime",
    "r:<SizedRest>|<NamedRest> AT t:<OneTarget>",
    "r:<SizedRest>|<NamedRest> OPEN AT? t:<OneTarget> CLOSE",
    "r:<SizedRest> d:DASH t:<NamedTarget> &COMMA|DOT|SEMI|NL|END|CLOSE",
    "a:<Dist>|<Time> AT t:<OneTarget> as|AS a|the|your? n:<Nouns>",
    "^WITH a:<Dist>|<Time> AT t:<OneTarget> &FLOAT n:<Nouns>",
    "a:<Dist> AT t:<OneTarget> n:<Nouns> &BETWEEN",
    example="400 float at 6:00/km",
)
def float_at(m: Found) -> Rest | None:
    target: Target = m["t"]
    rest: Rest | None = m["r"] or sized(m, m["a"], m["n"])
    pace = target.pace
    if rest is None:
        return None
    off = target.offset.slow_ms if target.offset is not None else 0
    slower = off >= 20_000 or (not off and m.has("SLOWER"))
    if pace.kind == "race" and (m["a"] or (slower and m.has("REST"))):
        rest = replace(rest, floating=True)  # run, whatever it is called
    if m["d"] and not rest.floating:
        return None  # `200m float – marathon pace`
    per_km = pace.per == "km" or (not pace.per and rest.metres == 1000)
    if rest.kind == "jog" and not rest.floating and pace.kind == "time":
        unit_m = 1000 if per_km else MILE if pace.per == "mile" and m["a"] else 0
        bare = m["a"] and not pace.per and likely_jog(rest.metres, pace.ms)
        if unit_m or bare:  # `rec 1km @ 4:10`, `1/4 mile @ 6 mph jog`, `400 @ 2:30 jog between`
            return replace(rest, span=m.span, ms=pace.ms * (rest.metres / unit_m if unit_m else 1))
    slow = per_km and pace.kind == "time" and pace.ms >= 240_000
    if not rest.floating and rest.kind in ("time", "jog") and slow:
        shown = m.chart.quote(*target.span)  # `2 min jog at 9 km/h`
        return replace(
            rest, span=m.span, notes=[f"'{shown}' of the recovery is left to the runner"]
        )
    floats = rest.floating and rest.kind in ("jog", "time") and pace.kind != "none"
    return replace(rest, span=m.span, pace=target) if floats else None


@rule(
    "JogTime",
    "a:<Time>|<Dist> AT|IN|<Intro> t:<OneTarget> for|as|is|being|FOR the|your easier|slower|EASY|SLOW|STEADY|FLOAT|REST "
    "part|parts|bit|bits|portion|portions|section|sections",
    cost="phrase",
    example="4 min at 4:40/km for the easier part",
)
def easier_part(m: Found) -> Rest | None:
    """What is run slower by turns with the reps: a float at its pace."""
    rest, told = sized(m, m["a"], frozenset({"FLOAT"})), m["t"]
    if rest is None:
        return None
    if rest.kind == told.pace.kind == "time" and not told.pace.per and told.pace.ms >= 140_000:
        rest.notes.append(f"'{m.chart.quote(*told.span)}' taken per km")
        told = replace(told, pace=replace(told.pace, per="km"))
    return replace(rest, span=m.span, floating=True, pace=told)


@rule("BareRest", "a:<RestAmount>")
def bare_rest_value(m: Found) -> Rest | None:
    if m.behind.word == "set" and m.shown.isdigit() and len(m.shown) == 1:
        return None  # `recovery within set 1`
    rest = sized(m, m["a"])
    if rest is None or rest.ms < 100_000 or m.behind.word not in ("just", "only"):
        return rest
    said = m.chart.tokens[m.chart.since(m.begin, "DOT", "NL") : m.begin]
    if m.shown.isdigit() and any("JOG" in token.kinds for token in said):
        return Rest(m.span, "jog", metres=rest.ms / 1000, jogged=True)
    return rest  # but `a 400 jog after the 2000s, just 100 after the 300s`


@rule(
    "Element",
    "^BULLET|DASH|NL|COMMA|SLASH|PLUS|THEN a:<Time>|<Dist> AT|IN? t:<TimePace>|<Speed> !AS|for|WU|CD",
    "o:OPEN a:<Time>|<Dist> AT|IN? t:<TimePace>|<Speed> CLOSE",
    example="90s @ 6:00/km",
)
def jog_by_its_pace(m: Found) -> Pause | None:
    """`6 x 2 min @ 3:35/km, 90s @ 6:00/km`: far slower than the rep before it."""
    before = range(m.begin - 2, max(m.begin - 10, 0), -1)
    told = (p for at in before for kind in ("TimePace", "Speed") for p in m.chart.at(kind, at))
    run: Pace | None = next((p.value for p in told if p.value.per), None)
    if run is None or run.per != m["t"].per or m["t"].ms < 1.4 * run.ms or not m.earlier("TIMES"):
        return None
    if "COMMA" in m.behind.kinds and "CLOSE" in m.chart.before(m.begin - 1).kinds:
        return None  # the recovery stands in that bracket
    short = m["a"].value <= (300_000 if m["a"].kind == "ms" else 800)
    rest = sized(m, m["a"], frozenset({"JOG"})) if short else None
    return Pause(m.span, rest, said=True) if rest is not None else None
