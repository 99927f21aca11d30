# SPDX-License-Identifier: MIT
"""The length of a run: a distance, a time, a range, the same in another measure."""

from __future__ import annotations

from itertools import takewhile

from trackpacer.notation.chart import Chart, Found, longest
from trackpacer.notation.elements import Aim, Amount, Feel, Length, Manner, Reps
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.amounts import MILE, by_time, of_unit
from trackpacer.notation.phrases.ends import in_bare_minutes
from trackpacer.notation.tokens import ITEM_ENDS
from trackpacer.notation.tree import Pace, Target
from trackpacer.records import replace
from trackpacer.session import Effort

TRACK = frozenset(
    [60, 80, 100, 120, 150, 160, 200, 250, 300, 320, 350, 400, 450, 500, 600, 700, 750, 800, 900,
     1000, 1100, 1200, 1400, 1500, 1600, 1800, 2000, 2400, 2500, 3000, 3200, 4000, 5000, 6000, 8000,
     10000]
)  # fmt: skip


@rule("Run", "d:<Dist> !<RacePaceAhead>", example="400 m")
def run_distance(m: Found) -> Length | None:
    figure = m.has("NUM", "couple")
    if "SLASH" in m.behind.kinds and m.chart.tokens[m.begin].glued and not figure:
        return None  # `5:55/mile`
    if "SLASH" in m.after().kinds and any(
        p.value.unit != m["d"].unit and abs(p.value.value - m["d"].value) <= 0.012 * p.value.value
        for p in m.chart.at("Dist", m.end + 1)
    ):
        return None  # `1600 m / 1 mile`
    many = m["d"].plural or (m.words()[-1] == "miles" and not figure)
    return replace(_run(m["d"]), span=m.span, many=many)


@rule(
    "Run",
    "a:<Dist> SLASH|EQUALS b:<Dist> !PACE|REST|JOG|WALK",
    example="1600m / 1 mile",
)
def run_in_two_units(m: Found) -> Length | None:
    """`1600 m / 1 mile`: one run in two units."""
    a, b = m["a"], m["b"]
    if a.unit == b.unit or not 0 < abs(a.value - b.value) <= 0.012 * a.value:
        return None
    return replace(_run(a), span=m.span)


alias("RacePaceAhead", "race PACE", "pace SESSIONWORD|REP")


def _run(amount: Amount, *notes: str) -> Length:
    """The run of that length, or the smaller."""
    far, long = (amount.value, 0.0) if amount.kind == "m" else (0.0, amount.value)
    return Length(amount.span, far, long, amount.unit, notes=notes)


@rule("Run", "t:<Time>", example="3 min")
def run_time(m: Found) -> Length | None:
    return _run(m["t"]) if m["t"].value >= 1000 else None


@rule("Run", "n:<Plural>", example="400s")
def run_plural(m: Found) -> Length | None:
    return Length(m.span, metres=m["n"].value, unit="m", many=True)


@rule(
    "Run", "^BEGIN|NL|COLON q:quarters REP?", "^BEGIN|NL|COLON k:k|ks|k's REP?", example="quarters"
)
def run_by_name(m: Found) -> Length | None:
    """`Quarters with a 200 jog`, `K repeats, 2 min rest`: 400 m, 1 km."""
    if m["k"] and m["k"].word == "k" and not m.has("REP"):
        return None
    return Length(m.span, metres=400.0 if m["q"] else 1000.0, unit="m", many=True)


@rule(
    "Run",
    "n:DIGITS !PCT|times|time|by|fois !<RacePaceAhead> !~PRIME|QUOTES",
    cost="bare-length",
    example="400",
)
def run_bare(m: Found) -> Length | None:
    far = m["n"].value
    if (shared := _as_in_its_list(m)) is not None:
        return shared
    if "TIMES" in m.behind.kinds and not far % 5 and 10 < far < 100 and m.chart.once(by_time):
        return Length(m.span, ms=far * 1000, unit="s", notes=(f"'{m.shown}' taken as seconds",))
    if not 50 <= far <= 30_000 or far != int(far):
        return None
    return Length(m.span, metres=far, unit="m", bare=far not in TRACK)


_NEXT_ITEM = ITEM_ENDS | {"AND", "PLUS", "THEN", "WITH", "OFF", "AT", "SLASH", "OPEN"}
_JOIN = "COMMA|AND|PLUS|SEMI|THEN|SLASH COMMA|AND|THEN|PLUS?"
_UNIT = "u:SECONDS|MINUTES|KM|MILES|QUOTES|PRIME"
alias("UnitAhead", f"{_JOIN} NUM TIMES NUM {_UNIT}", f"{_JOIN} NUM TIMES NUM u:<UnitAhead>")
_WITH_UNIT = f"NUM TIMES NUM {_UNIT} {_JOIN} NUM TIMES"
alias("UnitBefore", _WITH_UNIT, f"{_WITH_UNIT} NUM {_JOIN} NUM TIMES", example="8 x 90 s, 8 x")


def _as_in_its_list(m: Found) -> Length | None:
    """`6 x 90, 4 x 45 & 3 x 20 seconds`, `8 x 90 secs, 8 x 60`: one unit for all of them."""
    if "EASY" in m.behind.kinds and "NUM" not in m.chart.before(m.begin - 1).kinds:
        return None  # `Easy 40 + 6 x 20 s strides`
    told = [*m.chart.at("UnitAhead", m.end)]
    if told or m.after().keys & _NEXT_ITEM:
        told += m.chart.ending(m.begin, 14, "UnitBefore")
    kinds = {kind for phrase in told for kind in phrase.value.kinds}
    if m.chart.once(in_bare_minutes) and m.after().keys & _NEXT_ITEM:
        kinds.add("MINUTES")  # `12WU, 8, 4 x 2, 8, 12WD`, as both its ends
    n = m["n"].value
    for unit, (units, least, most, kind, size) in _SHARED.items():
        if least <= n <= most and kinds & {*units.split()}:
            note = f"'{m.shown}' taken as {n:g} {units.split()[0].lower()}"
            return _run(Amount(kind, n * size, unit, m.span), note)
    return None


_SHARED = {  # by the unit of the others: how many of it a number may be
    "s": ("SECONDS QUOTES", 8, 99, "ms", 1000.0),
    "min": ("MINUTES PRIME", 0.5, 20, "ms", 60_000.0),
    "km": ("KM", 0.5, 10, "m", 1000.0),
    "mile": ("MILES", 0.5, 6, "m", MILE),
}


alias(
    "Element",
    "OF|a|an|the|ABOUT|another* r:<Run> worth?",
    "^TIMES min|minimum OF? r:<Run>",
    "one|an|a? extra|additional|bonus r:<Run> !REST|JOG|WALK|FLOAT|BETWEEN|AFTER|REP|more",
    "OF|a|an|the* at least r:<Run>",
    "OF|a|an|the* minimum OF? r:<Run>",
    "one r:<Run>",
    example="400",
)


alias("ThatIs", "AGAINWORD|EQUALS|DOT|that|this|it|is|just*", example="that is")


@rule(
    "TimesRound",
    "n:NUM TIMES|times around|round|of|OF? a|the? track|oval|circuit|lap",
    "n:DIGITS? a:DIGITS ~SLASH ~b:DIGITS TIMES|times around|round|of|OF? a|the? track|oval|circuit|lap",
    "n:NUM and|AND a half times around|round|of|OF? a|the? track|oval|circuit|lap",
    "TWICE around|round a|the? track|oval|circuit|lap",
    example="2 times around the track",
)
def times_round(m: Found) -> float:
    number: float = m["n"].value if m["n"] else 0 if m["b"] else 3 if m.has("thrice") else 2
    part: float = m["a"].value / (m["b"].value or 1) if m["b"] else 0.5 * m.has("half")
    return (number + part) * m.chart.lap_m  # `1 1/2 times around the track`


alias("ForWhom", "for you|the|any|those|all|our|us* PEOPLE", example="for you newbies")


@rule(
    "Element",
    "^METRES|KM|MILES|DIGITS|LAPS|RUN|REP OPEN <ThatIs>? ABOUT? d:<Dist> CLOSE",
    "^METRES|KM|MILES|DIGITS|LAPS|RUN|REP OPEN <ThatIs>? ABOUT? d:<Dist> OF|around|round|on the? GROUND CLOSE",
    "^METRES|KM|MILES|DIGITS OPEN <ThatIs>? f:<TimesRound> CLOSE",
    "^METRES|KM|MILES|DIGITS COMMA|DASH <ThatIs>? f:<TimesRound> &COMMA|DASH|NL|END|DOT|SEMI|CLOSE|WITH|AT",
    "^METRES|KM|MILES|DIGITS|LAPS|RUN|REP OPEN ABOUT? d:<Dist> <ForWhom> CLOSE",
    "^METRES|KM|MILES|DIGITS|LAPS|RUN|REP OPEN f:<LapPart> <ForWhom>? CLOSE",
    "^METRES|KM|MILES|DIGITS|LAPS|RUN|REP OPEN f:<LapPart> COMMA|DASH WORD* CLOSE",
    "^KM|MILES OPEN n:DIGITS CLOSE",
    "^METRES|DIGITS OPEN l:DIGITS CLOSE LAPS",
    cost="phrase",
)
def length_again(m: Found) -> Manner | None:
    """`5 x 800 m (1/2 mile)`, `1200 m run (3 laps)`: the same length in another unit."""
    told = m.begin + 4 + 2 * m.has("SLASH")
    said = [token.kinds for token in m.chart.tokens[told : m.end] if m["f"]]
    if any(kinds & _ORDERS for kinds in said):
        return None  # `(half a lap, jog back)`
    laps = m["l"].value * m.chart.lap_m if m["l"] else 0.0  # `800 m (2) laps`
    far: float = m["f"] or laps or (m["n"].value if m["n"] else m["d"].value)
    counted = far >= 400 or "TIMES" in m.chart.before(m.begin - 1).kinds
    if "DIGITS" in m.behind.kinds and counted and abs(m.behind.value - far) < 0.03 * far:
        return Manner(m.span)  # `1600 (4 laps)`
    for j in range(max(m.begin - 4, 0), m.begin):
        for p in m.chart.at("Dist", j):
            ends = p.end == m.begin or (p.end == m.begin - 1 and m.behind.kinds & {"RUN", "REP"})
            if ends and abs(p.value.value - far) < 0.03 * far:
                return Manner(m.span)
    return None


_ORDERS = frozenset(["CARRIES", "JOG", "WALK", "FLOAT", "FAST", "HARD", "EASY", "PACE", "MAX"])
_APART = ITEM_ENDS | {"ARROW", "PLUS", "BAR", "TIMES", "THEN", "FOLLOWED"}
_PARTWORDS = frozenset(["WU", "CD", "WARM", "COOL", "EASY"])


@rule(
    "Element",
    "^METRES|KM|MILES|LAPS|MINUTES|PRIME|SECONDS|HARD|FAST|EASY|STEADY|TEMPO OPEN ABOUT|roughly|approx|est|maybe* "
    "a:<Time>|<Dist>|<Range> EACH|per|rep|total* CLOSE",
    "^WU|CD|UP|DOWN OPEN ABOUT|IN|roughly|approx|est|maybe* a:<Time>|<Dist>|<Range> CLOSE",
)
def in_another_measure(m: Found) -> Manner | None:
    """`6 x 2 min (500-600 m)`, `3 km (15-20 min) warm-up`, `1 mile cool-down (9:30)`: the same run
    in another measure."""
    a: Amount = m["a"]
    run = next((r for k in range(2, 9) if (r := _ends_at(m, m.begin - k))), None)
    if run is None or {a.kind, run.kind} != {"m", "ms"}:
        return None
    far, ms = (run, a) if run.kind == "m" else (a, run)
    if not far.value:
        return None
    quick = ms.value / max(far.value, far.high or 0.0)
    slow = max(ms.value, ms.high or 0.0) / far.value
    if not 120 <= quick <= slow <= 700:
        return None
    if a is far:
        return Manner(m.span) if slow <= 500 else None
    tokens = m.chart.tokens
    own = takewhile(lambda t: not t.kinds & _APART, reversed(tokens[max(0, m.begin - 6) : m.begin]))
    part = any(t.kinds & _PARTWORDS for t in [*own, m.after()])
    loose = a.high is not None or m.has("ABOUT", "EACH")
    alone = m.has("ABOUT") and far.value >= 3000 and "MINUTES" in tokens[m.end - 2].kinds
    return Manner(m.span) if part or alone or (loose and m.after().kinds & {"AT"}) else None


def _ends_at(m: Found, i: int) -> Amount | None:
    """The length or time from a token up to what was matched."""
    found = (p for name in ("Dist", "Time") for p in (m.chart.at(name, i) if i >= 0 else ()))
    ends = {m.begin, m.begin - 1} if m.behind.kinds & _FELT else {m.begin}
    tokens = m.chart.tokens
    for at in range(max(m.begin - 3, 0), m.begin):  # `1 mile easy warm-up (9:30)`
        named = (p for name in ("WarmUp", "CoolDown") for p in m.chart.at(name, at))
        if any(p.end == m.begin for p in named):
            ends |= {at, at - bool(tokens[at - 1].kinds & (_FELT | {"JOG"}))}
    return next((p.value for p in found if p.end in ends), None)


_FELT = frozenset(["HARD", "FAST", "EASY", "STEADY", "TEMPO"])


def runs_up_to(chart: Chart, at: int, whole: float, unit: float = 0.0) -> int:
    """Where the runs end that come to a length, 0: none do; unit: of a number before an effort."""
    tokens, far, sized = chart.tokens, 0.0, False
    while at < chart.end and far < whole - 1:
        run = longest(p for p in chart.at("Run", at) if p.value.metres >= 50)
        end, metres = (run.end, run.value.metres) if run is not None else (at + 1, 0.0)
        if end == at + 1 and tokens[end].kinds & (_FELT | {"AT"}) and unit:
            metres = tokens[at].value * unit
        elif tokens[at - 1].kinds & {"AT", "IN"} or (end == at + 1 and sized):
            metres = 0.0  # a target
        if not tokens[end].kinds & {"REST", "JOG", "WALK"}:
            times = tokens[at - 1 - ("TIMES" in tokens[at - 1].kinds)]
            far += metres * (times.value if "NUM" in times.kinds else 1)
        at, sized = end, sized or end > at + 1
    return at if abs(far - whole) < 1 else 0


@rule(
    "LapPart",
    "three quarters|quarter OF a? lap",
    "HALF OF? a? lap",
    "a? quarter OF a? lap",
    example="three quarters of a lap",
)
def lap_part(m: Found) -> float:
    share = 0.75 if m.has("three") else 0.5 if m.has("half") else 0.25
    return share * m.chart.lap_m


@rule("FirstOf", "r:<Range>", example="70-90s")
@rule("Element", "OF|a|an|the|ABOUT* r:<Range>", cost="phrase", example="70-90s")
def length_range(m: Found) -> Length | None:
    r: Amount = m["r"]  # `200-300`, `6 x 200-300`
    if r.joint != "-" or r.high is None or r.kind == "n" or r.high <= r.value:
        return None
    short = r.kind == "m" and r.value < 30
    tokens = m.chart.tokens[m.begin : m.end]
    on_off = sum("QUOTES" in token.kinds for token in tokens) == 2 and "TIMES" in m.behind.kinds
    on_off = on_off and bool(m.after().kinds & {"END", "NL", "COMMA", "CLOSE"})  # no recovery
    return (
        None if short or on_off else _run(r, f"of '{m.chart.quote(*r.span)}' the smaller is taken")
    )


@rule(
    "Element",
    "n:DIGITS DASH|TO b:DIGITS u:LAPS|KM|MILES",
    "n:DIGITS DASH|TO b:DIGITS EASY|SLOW u:LAPS|MILES",
    cost="phrase",
)
def length_range_words(m: Found) -> Length | Reps | None:
    notes = (f"of the range '{m.shown}' the smaller is taken",)
    length = replace(_run(of_unit(m, m["n"].value)), span=m.span)
    if m["b"].value <= m["n"].value:
        return None
    if m.has("EASY", "SLOW"):
        return Reps(m.span, None, length, (Feel(m.span, Effort.EASY),), notes)
    return replace(length, notes=notes)


@rule("Element", "n:NUM CONTINUOUS u:LAPS|MILES|KM", cost="phrase", example="20 continuous laps")
def on_end(m: Found) -> Length:
    return _run(of_unit(m, m["n"].value))


@rule(
    "Element",
    "^BEGIN|NL|COLON|DOT|COMMA|BULLET t:<Time> for d:<Dist>",
    "d:<Dist> SLASH|BAR t:<Time> SLASH|BAR PACE COLON? <Time>|<TimePace>",
    "d:<Dist> SLASH|BAR t:<Time> SLASH|BAR <TimePace>",
    example="2 km / 7:43 / pace 3:52",
)
def logged(m: Found) -> Reps | None:
    """`W/u: 21:50 for 3 miles`, and a line of a log: a run, and what it was run in."""
    if not m["d"].value or not 130 <= m["t"].value / m["d"].value <= 600:
        return None
    target = Target(m["t"].span, Pace("time", m["t"].span, ms=m["t"].value))
    return Reps(m.span, None, _run(m["d"]), (Aim(m["t"].span, target),))


@rule("Element", "n:NUM EASY|STEADY|SLOW u:MILES|KM|LAPS", cost="phrase", example="7 easy miles")
def easy_miles(m: Found) -> Reps:
    effort = Effort.STEADY if m.has("STEADY") else Effort.EASY
    return Reps(m.span, None, _run(of_unit(m, m["n"].value)), (Feel(m.span, effort),))


_OF = {"ms": "Time", "m": "Dist"}


@rule(
    "Element",
    "a:<Time>|<Dist> out COMMA|AND|SLASH|DASH|PLUS|THEN* b:<Time>|<Dist> BACK home?",
    "COMMA|DASH|COLON|OPEN|WITH? for|running|run|RUN|go|going|so|ie* c:<Time>|<Dist> out "
    "COMMA|AND|THEN|SLASH|PLUS|turn|turning|round|around|coming|come|RUN|running|home|the|same|way|BACK|for* b:<Time>|<Dist> BACK|home* CLOSE?",
    example="3 minutes out and 3 minutes back",
)
def out_and_back(m: Found) -> Length | Manner | None:
    """One run, there and back; where there are several, each way may be a run of its own. Of a run
    before it, `6 minutes at 10k pace, 3 minutes out, turning and coming back for 3`, how it goes."""
    a, b = m["a"] or m["c"], m["b"]
    if m["c"]:
        runs = (p.value for at in range(m.begin) for p in m.chart.at(_OF[a.kind], at))
        whole = a.value == b.value and any(one.value == 2 * a.value for one in runs)
        ended = m.has("BACK") and m.after().kinds & ITEM_ENDS and m.has("OPEN") == m.has("CLOSE")
        return Manner(m.span) if whole and a.kind == b.kind and ended else None
    if m.earlier("TIMES") or sum(token.word == "out" for token in m.chart.tokens) > 1:
        return None
    both = replace(a, value=a.value + b.value)
    return replace(_run(both), span=m.span) if a.kind == b.kind and a.unit == b.unit else None


@rule(
    "Element",
    "a:<Time>|<Dist> or OR? b:<Time>|<Dist>|<Range>",
    "a:<Dist> OR b:<Time>|<Dist>|<Range>",
    cost="rare",
    example="900 or 3 min",
)
def length_or(m: Found) -> Length | None:
    note = f"of '{m.shown}' the first is taken"
    return None if m["a"].kind == m["b"].kind else replace(_run(m["a"], note), span=m.span)


@rule("Element", "n:DIGITS or OR? b:<Time>", cost="rare")
def length_or_bare(m: Found) -> Length | None:
    note = f"of '{m.shown}' the first is taken"
    far = m["n"].value
    return Length(m.span, far, 0.0, "m", notes=(note,)) if far >= 200 else None
