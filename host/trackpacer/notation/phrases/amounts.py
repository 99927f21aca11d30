# SPDX-License-Identifier: MIT
"""Lengths and times: `400 m`, `1/4 mile`, `2'30"`, `7 min 10`, `2.30 min`, `35-45 s`."""

from __future__ import annotations

import itertools
import re

from trackpacer.notation.chart import Chart, Found
from trackpacer.notation.elements import Amount, Remark
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.patterns import pattern
from trackpacer.notation.tokens import Token
from trackpacer.records import replace

MILE = 1609.344
YARD = 0.9144
MINUTE = 60_000.0
HOUR = 3_600_000.0

_POINT = pattern(r"\d{1,2}\.[0-5]\d")


def point_clock(word: str) -> float:
    """Milliseconds of `2.30`, minutes and seconds with a point; 0 where it is no such time."""
    if not _POINT.fullmatch(word):
        return 0.0
    minutes, _, seconds = word.partition(".")
    return (int(minutes) * 60 + int(seconds)) * 1000.0


def _time(m: Found, ms: float, unit: str) -> Amount | None:
    return Amount("ms", float(round(ms)), unit, m.span) if ms >= 0 else None


def _dist(m: Found, metres: float, unit: str, plural: bool = False) -> Amount:
    return Amount("m", metres, unit, m.span, plural=plural)


# -- times

_BEHIND_LONG_RUN = {"LONG", "EASY", "WITH", "COMMA", "NL", "END", "DOT", "LAST", "OPEN", "PLUS"}


@rule("Time", "t:CLOCK !hours|hour|hrs|hr|h|AMPM", example="1:20")
def clock(m: Found) -> Amount | None:
    if m["t"].value >= 3600 and m.chart.plain.startswith("s", m["t"].end):
        return None  # `40 min of (90:30s)`: work and recovery, and no hour and a half
    if _is_long_run(m):
        return _time(m, m["t"].value * MINUTE, "h")
    return _time(m, m["t"].value * 1000, "clock")


def _is_long_run(m: Found) -> bool:
    """`Long run 1:45, last 20 min at MP`, `1:30 long run`: hours, for nobody's is of two minutes."""
    if not 60 <= m["t"].value <= 240 or not m.after().kinds & _BEHIND_LONG_RUN:
        return False
    tokens, at = m.chart.tokens, m.begin - 1
    at -= bool(tokens[at].kinds & {"OF", "COLON", "DASH"}) or tokens[at].word == "for"
    long = at > 0 and "LONG" in tokens[at - 1].kinds and "RUN" in tokens[at].kinds
    return long or ("LONG" in m.after().kinds and "RUN" in tokens[m.end + 1].kinds)


@rule("Time", "t:CLOCK ~DASH? MINUTES", example="1:45-min")
def clock_minutes(m: Found) -> Amount | None:
    return _time(m, m["t"].value * 1000, "min")


@rule("Time", "t:CLOCK HOURS", example="1:15 hours")
def clock_hours(m: Found) -> Amount | None:
    return _time(m, m["t"].value * MINUTE, "h")


@rule("Time", "COLON ~n:DIGITS SECONDS?", example=":45")
def colon_seconds(m: Found) -> Amount | None:
    n: Token = m["n"]
    two = len(n.word.partition(".")[0]) == 2 and n.value <= 90
    glued = (
        m.chart.tokens[m.begin].glued and "WORD" in m.behind.kinds and "TIMES" not in m.behind.kinds
    )
    return _time(m, n.value * 1000, "s") if two and not glued else None


@rule("Time", "n:NUM full|whole|solid|straight minutes|mins", example="two full minutes")
@rule("Time", "n:NUM DASH? MINUTES", "n:DIGITS COMMA MINUTES &COMMA", example="2 minutes")
def minutes(m: Found) -> Amount | None:
    ms = point_clock(m["n"].word) or m["n"].value * MINUTE
    return _time(m, ms, "min") if _hyphen_is_one(m) else None


def _hyphen_is_one(m: Found) -> bool:
    """Whether the dash within what was matched is a hyphen, not a dash between blanks."""
    tokens = m.chart.tokens[m.begin : m.end + 1]
    return all(
        "DASH" not in token.kinds or (token.glued and following.glued)
        for token, following in itertools.pairwise(tokens)
    )


@rule("Time", "n:DIGITS ~PRIME MINUTES", cost="phrase")
@rule("Time", "n:DIGITS ~PRIME", example="3'")
def prime(m: Found) -> Amount | None:
    after = m.after()
    if after.glued and "DIGITS" in after.kinds and "QUOTES" in m.after(1).kinds:
        return None  # `1'30"`
    return _time(m, m["n"].value * MINUTE, "min")


@rule("Time", "n:DIGITS ~PRIME s:DIGITS QUOTES|SECONDS? !~PRIME", example="2'30\"", cost="phrase")
def prime_seconds(m: Found) -> Amount | None:
    s: Token = m["s"]
    told = m.has("QUOTES") or (s.glued and len(s.word) == 2)
    return _minutes_and(m, "clock") if told and "." not in s.word else None


@rule("Time", "n:DIGITS ~s SECONDS", example="80s secs")
@rule("Time", "n:DIGITS QUOTES", example='70"')
def quotes(m: Found) -> Amount | None:
    return _time(m, m["n"].value * 1000, "s")


@rule("Time", "n:NUMBERWORD DASH? u:NUMBERWORD SECONDS", example="seventy five seconds")
def worded_seconds(m: Found) -> Amount | None:
    tens, ones = m["n"].value, m["u"].value
    plain = tens >= 20 and tens % 10 == 0 and ones < 10
    return _time(m, (tens + ones) * 1000, "s") if plain else None


@rule("Time", "n:NUM DASH? SECONDS", example="90 secs")
def seconds(m: Found) -> Amount | None:
    if not _hyphen_is_one(m) or (m["n"].value >= 200 and m.words()[-1] == "s"):
        return None
    return _time(m, m["n"].value * 1000, "s")


def _minutes_and(m: Found, unit: str) -> Amount | None:
    """So many minutes and seconds, where they are under sixty."""
    both = (m["n"].value * 60 + m["s"].value) * 1000
    return _time(m, both, unit) if m["s"].value < 60 else None


@rule(
    "Time",
    "n:NUM MINUTES AND? c:COMMA? s:NUM SECONDS",
    "n:DIGITS MINUTES ~DOT s:DIGITS ~SECONDS",
    example="3 min 15 sec",
)
def minutes_seconds(m: Found) -> Amount | None:
    near = [*m.chart.tokens[max(m.begin - 2, 0) : m.begin], *m.chart.tokens[m.end : m.end + 3]]
    timed = any(one.kinds & {"MINUTES", "SECONDS"} for one in near)
    listed = m["c"] and timed and "COMMA" in m.behind.kinds | m.after().kinds
    return None if listed else _minutes_and(m, "min")  # `90 s, 1 min, 30 s`


@rule(
    "Time",
    "n:DIGITS MINUTES s:DIGITS !TIMES|METRES|KM|MILES|kph|kmh|mph|km/h",
    cost="no-unit",
    example="7 min 10",
)
def minutes_number(m: Found) -> Amount | None:
    ended = "DOT" not in m.after().kinds or m.after(1).kinds & {"END", "NL", "WORD"}
    return _minutes_and(m, "min") if ended and len(m["s"].word) == 2 else None


@rule("Time", "^AT|IN|ABOUT|UNDER|OPEN n:DIGITS ~m s:DIGITS ~SECONDS !REST|JOG|WALK")
@rule(
    "Time", "n:DIGITS ~m ~s:DIGITS ~s?", "n:DIGITS ~m s:DIGITS ~SECONDS &PER|SLASH", example="1m30"
)
def minutes_m(m: Found) -> Amount | None:
    two = len(m["s"].word) == 2 and m["n"].value <= 30
    return _minutes_and(m, "min") if two else None


@rule("Time", "a? couple of? u:MINUTES", example="a couple of minutes")
def couple(m: Found) -> Amount | None:
    return _time(m, 2 * MINUTE, "min")


@rule("Dist", "a? couple of? u:MILES|KM", example="a couple of miles")
def couple_of_miles(m: Found) -> Amount | None:
    far, unit = (MILE, "mile") if m.has("MILES") else (1000.0, "km")
    return Amount("m", 2 * far, unit, m.span)


@rule("Dist", "n:DIGITS ~PLUS u:MILES|KM", example="2+ miles")
@rule("Time", "n:DIGITS ~PLUS u:MINUTES", example="10+ min")
def or_more(m: Found) -> Amount | None:
    """`1+ mile cool-down`: at least so much."""
    if m["u"].glued or m["n"].value > 100:
        return None  # `6 x 800+mile`
    if m.has("MINUTES"):
        return _time(m, m["n"].value * MINUTE, "min")
    far, unit = (MILE, "mile") if m.has("MILES") else (1000.0, "km")
    return Amount("m", m["n"].value * far, unit, m.span)


@rule("Time", "n:NUM HOURS", example="1 hour")
def hours(m: Found) -> Amount | None:
    return _time(m, m["n"].value * HOUR, "min")


@rule("Time", "n:NUM HOURS AND? s:DIGITS MINUTES?", "n:NUM ~h ~s:DIGITS ~m?", example="1h15")
def hours_minutes(m: Found) -> Amount | None:
    both = m["n"].value * HOUR + m["s"].value * MINUTE
    return _time(m, both, "min") if m["s"].value < 60 else None


@rule("Time", "a|an|another DASH? MINUTES|HOURS", "hour", example="a minute")
def one_minute(m: Found) -> Amount | None:
    return _time(m, HOUR if m.has("HOURS") else MINUTE, "min")


@rule("Time", "half a|an? DASH? MINUTES|HOURS", example="half a minute")
def half_a_minute(m: Found) -> Amount | None:
    return _time(m, (HOUR if m.has("HOURS") else MINUTE) / 2, "min")


@rule("Time", "n:NUM MINUTES|HOURS AND a half", example="2 minutes and a half")
@rule(
    "Time",
    "n:NUM DASH? AND DASH? a? DASH? half DASH? MINUTES|HOURS",
    "n:NUM AND f:a|three? quarter|quarters MINUTES",
    "n:NUM? HALFSIGN MINUTES|HOURS",
    "n:DIGITS 1 ~SLASH ~2 DASH? MINUTES|HOURS",
)
def and_a_half(m: Found) -> Amount | None:
    scale = HOUR if m.has("HOURS") else MINUTE
    part = 0.5 if m["f"] is None else 0.75 if m["f"].word == "three" else 0.25
    return _time(m, ((m["n"].value if m["n"] else 0) + part) * scale, "min")


@rule("Time", "^!NUM a? MINUTES AND a half|quarter", example="minute and a half")
def minute_and_a_half(m: Found) -> Amount | None:
    return _time(m, (1.25 if m.has("quarter") else 1.5) * MINUTE, "min")


# -- distances


_NEAR = 40  # tokens
_DASHES = frozenset(["WALK", "SPRINT", "STRIDES", "sprints", "bounds", "hops"])


def _in_minutes(m: Found) -> bool:
    """Whether an `m` is minutes: `6 x 3m hard / 2m easy`; nobody runs three metres."""
    before, after = m.behind, m.after()
    value = m["n"].value
    if "HILL" in after.kinds and value >= 20:
        return False
    gentle = after.keys & {"EASY", "EASYPACE", "STEADY"}
    if (1 <= value < 10 and _rests(m)) or _step_of_minutes(m):
        return True
    part = after.keys & {"WU", "CD", "WARM", "COOL"}
    most = 90 if part or gentle else 25  # `30m easy`, but `30m hills`
    if m.chart.tokens[m.end - 1].raw != "m" or not 1 <= value <= most or after.keys & _DASHES:
        return False
    if value <= 25 and m.begin:
        counted = before.keys & {"TIMES", "OPEN", "SLASH", "WITH"}
        feels = gentle or after.keys & {"HARD", "FAST", "THRESHOLD", "TEMPO", "z"}
        if counted or feels or (before.keys & {"WU", "CD"} and value >= 5):
            return True
    return (not part or value >= 5) and _minutes_near(m)


def _step_of_minutes(m: Found) -> bool:
    """`- 2m 3:35/km Pace`: a line for each step and its pace, as programs for watches write them."""
    begins = m.chart.tokens[m.end - 1].raw == "m" and m.behind.kinds & {"BULLET", "DASH", "NL"}
    paced = begins and m.chart.at("TimePace", m.end + bool(m.after().kinds & {"AT", "IN"}))
    return bool(paced) and 1 <= m["n"].value <= 90


def _rests(m: Found) -> bool:
    """`4m - 8m easy jog recovery`: of a recovery, right behind it or after another of its kind."""
    tokens, at = m.chart.tokens, m.end
    small = tokens[at + 1].value < 16 and tokens[at + 2].raw == "m"
    if tokens[at].kinds & {"DASH", "TO"} and small:
        at += 3
    while at - m.end < 6 and tokens[at].kinds & {"EASY", "SLOW"}:
        at += 1
    return m.chart.tokens[m.end - 1].raw == "m" and bool(tokens[at].kinds & {"REST", "JOG"})


def _far_between(m: Found) -> bool:
    """`3 x 1.5m, 400 rec`: a recovery as far as anybody runs in so many minutes."""
    tokens = m.chart.tokens
    for j in range(m.end, min(m.end + 5, len(tokens) - 2)):
        unit = j + 1 + ("METRES" in tokens[j + 1].kinds)
        if "DIGITS" in tokens[j].kinds and tokens[unit].keys & {"REST", "JOG", "WALK"}:
            return m["n"].value * 260 <= tokens[j].value <= 1600
    return False


def _minutes_easy(m: Found) -> bool:
    """`6 x 1.5m hard, 1m easy`: nobody runs a mile of recovery."""
    tokens = m.chart.tokens
    near = range(m.end, min(m.end + 8, len(tokens) - 2))
    return any(
        tokens[j].raw == "m" and tokens[j - 1].value < 10 and tokens[j + 1].keys & {"EASY", "JOG"}
        for j in near
    )


def _minutes_near(m: Found) -> bool:
    """Whether an `m` close by can only be minutes, as in `6 x 4m`: then each of a line's is."""
    tokens = m.chart.tokens
    for j in range(max(m.begin - _NEAR, 1), min(m.begin + _NEAR, len(tokens) - 2)):
        if tokens[j + 1].raw != "m" or "DIGITS" not in tokens[j].kinds or j == m.begin:
            continue
        small = 1 <= tokens[j].value <= 25 and tokens[j + 1].glued
        if small and tokens[j - 1].keys & {"TIMES", "OPEN"} and not tokens[j + 2].keys & _DASHES:
            return True
    return False


def _run_once(m: Found) -> bool:
    """`4m jog to the hill`, `2m easy, 4m tempo, 2m easy`, as diaries write: minutes, or miles."""
    if m.chart.tokens[m.end - 1].raw != "m" or m.earlier("TIMES", "SET"):
        return False
    begins = m.behind.kinds & {"BEGIN", "COMMA", "NL", "PLUS", "THEN", "DOT", "COLON"}
    run = m.after().keys & {"EASY", "JOG", "STEADY", "TEMPO", "THRESHOLD"}
    return bool(begins and run) and 1 <= m["n"].value <= 90 and not _minutes_near(m)


def _too_far(chart: Chart) -> bool:
    """Whether a number of `m` is one of minutes, as nobody runs so many miles of a session."""
    pairs = itertools.pairwise(chart.tokens)
    return any(unit.raw == "m" and 12 < n.value <= 90 for n, unit in pairs if "DIGITS" in n.kinds)


@rule("Time", "n:NUM m")
def small_m(m: Found) -> Amount | None:
    if not (_in_minutes(m) or _run_once(m)) or ("TIMES" in m.behind.kinds and _far_between(m)):
        return None
    note = (f"'{m.shown}' taken as minutes",)
    return Amount("ms", m["n"].value * MINUTE, "min", m.span, notes=note)


def letter_of_pace(m: Found) -> bool:
    """`4E + 6M + 1E`: M is a pace as E is, where signs alone join them."""
    sides = (m.behind.kinds, m.after().kinds)
    joined = all(kinds & {"PLUS", "BEGIN", "NL", "END"} for kinds in sides)
    return joined and any(t.raw == "E" and t.glued for t in m.chart.tokens)


@rule("Dist", "n:NUM DASH? METRES !start|mark|line|board", example="400 m")
def metres(m: Found) -> Amount | None:
    n: Token = m["n"]
    unit = m.chart.tokens[m.end - 1]
    lettered = unit.raw == "M" and n.value <= 20 and letter_of_pace(m)
    if lettered or not _hyphen_is_one(m):
        return None
    steep = "HILL" in m.after().kinds and n.value >= 8  # `6 x 15m hills`: which is it?
    if n.value < 1:
        return Amount("m", n.value * MILE, "mile", m.span)  # `.25m`
    miles = "TIMES" in m.behind.kinds and unit.raw == "m" and 1 <= n.value <= 5
    bare = n.value % 1 and not (_minutes_near(m) or _minutes_easy(m))
    paced = "AT" in m.after().kinds and re.search(r"\d ?m (w/?u|c/?d|warm|cool)", m.chart.plain)
    run = m.behind.kinds & {"COMMA", "PLUS", "THEN", "SEMI", "NL"} and not _too_far(m.chart)
    run = run and unit.raw == "m" and 1 <= n.value <= 12  # `2m w/u, 3m @ 6:10, 2m w/d`
    if (miles and (bare or _far_between(m) or paced)) or (run and paced):
        return Amount("m", n.value * MILE, "mile", m.span)  # `3 x 1.5m`: of either
    if _run_once(m):
        far = m.chart.once(_too_far)
        return None if far else Amount("m", n.value * MILE, "mile", m.span)
    if _in_minutes(m) and not steep:
        return None
    part = m.after().keys & {"WU", "CD", "WARM", "COOL"}
    if n.value <= 30 and (unit.raw == "M" or (unit.word == "m" and part)):
        return Amount("m", n.value * MILE, "mile", m.span)
    return _dist(m, n.value, "m")


@rule("Time", "n:NUM|a? hundred AND? s:NUM? DASH? SECONDS", example="one hundred seconds")
def hundred_seconds(m: Found) -> Amount | None:
    return _time(m, 1000 * (100 * _of_hundred(m) + (m["s"].value if m["s"] else 0)), "s")


@rule("Dist", "n:NUM|a? hundred DASH? METRES", example="a hundred metres")
def hundreds(m: Found) -> Amount | None:
    return _dist(m, 100.0 * _of_hundred(m), "m")


def _of_hundred(m: Found) -> float:
    return float(m["n"].value or 1) if m["n"] else 1.0


def by_time(chart: Chart) -> bool:
    """Whether a text says that it is run by time."""
    return re.search(r"\b(fartleks?|mona|moneghetti)\b", chart.plain) is not None


_ROW = "^COMMA|THEN|AND|SEMI|NL|PLUS n:NUM &AT"


def _unit_of_the_row(m: Found) -> str:
    """The unit of all those before that stand before an `@` as this one does."""
    tokens, near = m.chart.tokens, m.chart.tokens[max(m.begin - 60, 0) : m.begin]
    units = {
        unit
        for number, token, sign in zip(near, near[1:], near[2:], strict=False)
        if "NUM" in number.kinds and "AT" in sign.kinds
        for unit in token.kinds & {"MILES", "KM", "MINUTES"}
    }
    paced = tokens[m.end + 1].kinds & {"CLOCK", "DIGITS"} and m["n"].value <= 60
    return units.pop() if paced and len(units) == 1 else ""


@rule("Time", _ROW, example="10 at 4:40")
def minutes_as_before(m: Found) -> Amount | None:
    """`10 min at 5:00, 10 at 4:40`."""
    timed = _unit_of_the_row(m) == "MINUTES"
    return _time(m, m["n"].value * MINUTE, "min") if timed else None


@rule("Dist", _ROW, example="1 @ 7.0")
def miles_as_before(m: Found) -> Amount | None:
    """`1 mi @ 6.8 mph, 1 @ 7.0`."""
    unit = {"MILES": "mile", "KM": "km"}.get(_unit_of_the_row(m), "")
    far = m["n"].value * (MILE if unit == "mile" else 1000.0)
    return _dist(m, far, unit) if unit and far <= 20 * MILE else None


@rule("Dist", "flying|fly n:DIGITS s|METRES", example="flying 30s")
def flying(m: Found) -> Amount | None:
    """With a run-up: so many metres."""
    return _dist(m, m["n"].value, "m") if 10 <= m["n"].value <= 150 else None


@rule("Dist", "^TIMES n:NUM &AT|IN|COMMA|WITH|OPEN|HARD|TEMPO", "n:NUM &REST|JOG|WALK|FLOAT")
def parts_of_a_mile(m: Found) -> Amount | None:
    """`3 x .75 @ 8.4 mph with .25 recovery`: miles, where the text has them."""
    value = m["n"].value
    miles = re.search(r"\b(mph|miles?|mi)\b", m.chart.plain)
    if not value % 1 or value % 0.25 or value > 2 or not miles:
        return None
    return Amount("m", value * MILE, "mile", m.span, notes=(f"'{m.shown}' taken as miles",))


@rule(
    "Dist",
    "n:NUM DASH? u:KM|MILES",
    "n:NUM full|whole|complete|DASH? u:LAPS !<LapElsewhere>",
    example="3 km",
)
def kilometres(m: Found) -> Amount | None:
    if m["u"].word == "mile" and m["n"].value >= 100:
        return None  # `400 mile`: at the pace of a mile
    at_once = {"EASY", "STEADY", "AEROBIC", "WU", "CD", "WARM", "COOL"}  # `10 ks easy`
    plural = m["u"].word in ("ks", "k's") and not m.after().kinds & at_once
    return replace(of_unit(m, m["n"].value), plural=plural) if _hyphen_is_one(m) else None


@rule("Dist", "n:DIGITS ~COMMA ~d:DIGITS u:KM|MILES", example="2,5 km")
@rule("Time", "n:DIGITS ~COMMA ~d:DIGITS MINUTES", example="2,5 min")
def decimal_comma(m: Found) -> Amount | None:
    """`2,5 km`, as on the Continent."""
    listed = "COMMA" in m.behind.kinds and m["n"].glued  # `1,2,3 km`
    halves = m["d"].word == "5" or m.has("KM")  # `4,3 min`: two runs
    if len(m["d"].word) > 1 or m["n"].value >= 50 or listed or not halves:
        return None
    value = m["n"].value + m["d"].value / 10
    return of_unit(m, value) if m["u"] else _time(m, value * MINUTE, "min")


alias(
    "LapElsewhere",
    "of|round|around a|the|our|your !track|infield|grass|lane|outside",
    "of|round|around park|lake|woods|field|common|course|block|estate|pond|pitch|loop",
)


@rule("Dist", "a|the? parkrun", cost="rare", example="parkrun")
def parkrun(m: Found) -> Amount:
    return _dist(m, 5000, "km")


@rule("Dist", "n:NUM DASH? YARDS", example="440 yards")
def yards(m: Found) -> Amount | None:
    return _dist(m, m["n"].value * YARD, "yard")


@rule(
    "Dist", "^BEGIN|COMMA|SLASH|DASH|AND|COLON|TIMES k|km &COMMA|SLASH|DASH|AND|WITH|OFF|DOT|NL|END"
)
def kilometre(m: Found) -> Amount:
    """`mile, k, half mile`."""
    return _dist(m, 1000.0, "km")


@rule("Dist", "^TIMES w:mi &AT|IN|COMMA|OPEN|WITH|OFF")
@rule("Dist", "a|one? w:mile|miles", "one ~DASH ~w:mile|miles", example="mile")
def mile(m: Found) -> Amount | None:
    return _dist(m, MILE, "mile", m["w"].word == "miles")


@rule(
    "Dist",
    "n:NUM LAPS IN lane NUM OPEN ABOUT? d:<Dist> CLOSE",
    "n:NUM LAPS OPEN ABOUT? d:<Dist> CLOSE",
    example="3 laps in lane 5 (~700m)",
)
def laps_in_metres(m: Found) -> Amount | None:
    """Laps of another lane, or of another loop: the metres that stand in a bracket behind them."""
    d: Amount = m["d"]
    lap = d.value / m["n"].value
    return replace(d, span=m.span) if d.unit == "m" and 150 <= lap <= 600 else None


@rule(
    "Element",
    "OPEN where|a|one|each|EACH|the|our|my|1* LAPS is|are|was|were|EQUALS|being|COLON ABOUT? d:<Dist> CLOSE",
    "^BEGIN|NL|DOT|SEMI|COMMA|DASH where|a|one|each|EACH|the|our|my|1* LAPS is|are|was|were|EQUALS|being ABOUT? d:<Dist> long|each|round? &NL|DOT|SEMI|END|COMMA",
    cost="label",
    example="(lap is 500m)",
)
def lap_told(m: Found) -> Remark | None:
    """How long their laps are."""
    told = m["d"].value == m.chart.lap_m
    return Remark(m.span, notes=(f"a lap is {m.chart.lap_m:g} m",)) if told else None


@rule("Dist", "a|an|one? full|whole|complete|entire? lap !<LapElsewhere>", example="one lap")
def lap(m: Found) -> Amount | None:
    return _dist(m, m.chart.lap_m, "lap")


@rule("Dist", "a? half|quarter a? DASH? u:MILES|LAPS", example="half lap")
def half(m: Found) -> Amount:
    return of_unit(m, 0.5 if m.has("half") else 0.25)


@rule("Dist", "a? quarter DASH? !LAPS|MILES", example="quarter")
def quarter(m: Found) -> Amount:
    return _dist(m, 400.0, "m")


@rule("Dist", "n:NUM? a:DIGITS ~SLASH ~b:DIGITS DASH? u:MILES|KM|LAPS|m", example="1/4 mile")
def fraction(m: Found) -> Amount | None:
    above, below = m["a"].value, m["b"].value
    if above not in (1, 2, 3) or below not in (2, 3, 4, 8):
        return None
    return of_unit(m, (m["n"].value if m["n"] else 0) + above / below)


@rule("Dist", "n:NUM? s:HALFSIGN|QUARTERSIGN|THREEQUARTERSIGN u:MILES|KM|LAPS|m")
def fraction_sign(m: Found) -> Amount:
    part = {"\u00bd": 0.5, "\u00bc": 0.25, "\u00be": 0.75}[m["s"].word]
    return of_unit(m, (m["n"].value if m["n"] else 0) + part)


@rule("Dist", "n:NUM AND a half DASH? u:MILES|KM|LAPS", example="2 and a half miles")
def and_a_half_miles(m: Found) -> Amount:
    return of_unit(m, m["n"].value + 0.5)


@rule(
    "Dist",
    "a|one n:ORDINALWORD|QUARTER OF a u:MILES|KM",
    "n:QUARTER DASH? u:MILES",
    example="a tenth of a mile",
)
def part_of_a_mile(m: Found) -> Amount | None:
    """The only such parts that runners tell are eighths and tenths."""
    part: float = m["n"].value or 4.0
    return of_unit(m, 1 / part) if part in (3, 4, 5, 8, 10) else None


@rule("Dist", "^!NUM u:lap|mile AND a half|quarter", example="lap and a half")
def lap_and_a_half(m: Found) -> Amount:
    return of_unit(m, 1.25 if m.has("quarter") else 1.5)


def of_unit(m: Found, value: float) -> Amount:
    """So many of the unit that `u` names."""
    unit: Token = m["u"]
    if "KM" in unit.kinds:
        return _dist(m, value * 1000, "km")
    if "LAPS" in unit.kinds:
        return _dist(m, value * m.chart.lap_m, "lap")
    return _dist(m, value * MILE, "mile")


@rule("Dist", "half DASH? marathon", "HALFMARATHON", "marathon", cost="rare", example="marathon")
def marathon(m: Found) -> Amount:
    return _dist(m, 21097.5 if m.has("half", "HALFMARATHON") else 42195.0, "km")


# -- two of them

_JOINTS = {"SLASH": "/", "ARROW": "->"}


@rule(
    "Range",
    "a:NUM ~DASH b:NUM ~DASH u:MINUTES|SECONDS",
    example="10-15- minute",
)
def hyphen_before_unit(m: Found) -> Amount | None:
    a, b = m["a"].value, m["b"].value
    scale = MINUTE if "MINUTES" in m["u"].kinds else 1000.0
    unit = "min" if "MINUTES" in m["u"].kinds else "s"
    return Amount("ms", a * scale, unit, m.span, b * scale, "-") if a < b <= 3 * a else None


@rule("JointOf2", "DASH|to|OR|SLASH|ARROW", "DASH TO", "OPEN DASH CLOSE")
def joint_of_two(m: Found) -> str:
    kinds = m.chart.tokens[m.begin].kinds
    return next((joint for kind, joint in _JOINTS.items() if kind in kinds), "-")


@rule(
    "Range", "a:<Time> j:<JointOf2> b:<Time>", "a:<Dist> j:<JointOf2> b:<Dist>", example="35-45 s"
)
def two_alike(m: Found) -> Amount | None:
    a, b = m["a"], m["b"]
    if a.value == b.value and m.has("DASH"):
        return None  # `400m, 200m - 200m jog`
    if m["j"] == "-" and m.has("DASH") and not a.value <= b.value <= 2.5 * a.value:
        return None  # `75s - 60s rest`, `30s - 3 min between sets`: no range
    if m.has("OR") and max(a.value, b.value) > 5 * min(a.value, b.value):
        return None  # `5 x 6 min w/ 1 min or 30 min`: another session
    apart = m.has("DASH") and a.unit != b.unit and m.behind.kinds & {"IN", "AT"}
    if apart and m.after().kinds & {"REST", "JOG", "WALK"}:
        return None  # `in 48 sec - 2 min rec.`: the target, and the recovery
    unit = b.unit if a.unit == "clock" and b.unit == "min" else a.unit
    return Amount(a.kind, a.value, unit, m.span, b.value, m["j"])


@rule("Range", "a:NUM j:<JointOf2> b:<Time>", "a:NUM j:<JointOf2> b:<Dist>", example="3 to 4 min")
def number_and_unit(m: Found) -> Amount | None:
    a, b = m["a"], m["b"]
    pointed = point_clock(a.word) if b.unit == "min" else 0.0
    if 0 < pointed < b.value:
        return Amount("ms", pointed, "min", m.span, b.value, m["j"])  # `2.30 to 3 min`
    scale = {"min": MINUTE, "s": 1000.0, "h": HOUR, "km": 1000.0, "mile": MILE, "m": 1.0}
    scale |= {"lap": m.chart.lap_m, "yard": YARD}
    if b.unit == "clock":
        factor = MINUTE if a.value < 10 else 1000.0
        if a.value * factor > b.value or (m["j"] == "-" and b.value > 2.5 * a.value * factor):
            return None  # `Mile 1-6:50`: its number, and its time
    else:
        factor = scale[b.unit]
    if m["j"] == "-" and "DASH" in m.after().kinds and a.value * factor > b.value:
        return None  # `800 @ 76 - 60s - 400`: the target, and the recovery
    if m["j"] == "/" and b.unit == "min" and a.value >= 15:
        factor = 1000.0  # `45 / 4 min`
    elif a.value * factor > b.value and b.unit == "min" and a.value >= 30:
        factor = 1000.0  # `90 to 2 min`
    if m["j"] == "-" and a.value * factor > 2 * b.value:
        return None  # `800, 600 - 90s`
    return Amount(b.kind, a.value * factor, b.unit, m.span, b.value, m["j"])


@rule(
    "Range",
    "a:<Time> j:<JointOf2> b:DIGITS !TIMES|METRES|KM|MILES|SECONDS|MINUTES",
    cost="no-unit",
    example="60s-75",
)
def unit_and_number(m: Found) -> Amount | None:
    a: Amount = m["a"]
    high = m["b"].value * (MINUTE if a.unit == "min" else 1000.0)
    if a.unit == "clock" or m["j"] != "-" or not a.value <= high <= 2 * a.value:
        return None
    if m.has("OR") and m.after().keys & {"JOG", "WALK"} and m["b"].value >= 100:
        return None  # `90s or 200 jog`
    return Amount("ms", a.value, a.unit, m.span, high, m["j"])


@rule("Range", "a:DIGITS j:<JointOf2> b:DIGITS", example="72-74")
def two_numbers(m: Found) -> Amount | None:
    return Amount("n", m["a"].value, "", m.span, m["b"].value, m["j"])


@rule("ListNumber", "n:DIGITS ~DOT")
def list_number(m: Found) -> bool | None:
    """`2. Main set … with 2 min recovery 3. Cool-down`: the number of a later item of a list."""
    first, second = m.chart.tokens[:2]
    listed = "DIGITS" in first.kinds and "DOT" in second.kinds and m["n"].value > first.value
    return (listed and not m.after().raw[:1].islower()) or None


@rule("Number", "n:DIGITS", "n:NUMBERWORD", example="12")
def number(m: Found) -> Amount:
    return Amount("n", m["n"].value, "", m.span)


@rule("Plural", "n:DIGITS ~s", "n:DIGITS ~PRIME ~s", example="400s")
def plural(m: Found) -> Amount | None:
    n: Token = m["n"]
    return Amount("n", n.value, "s", m.span, plural=True) if n.value >= 100 else None
