# SPDX-License-Identifier: MIT
"""What blocks are made of: counts, lengths, brackets, what stands between, `x 4` behind."""

from __future__ import annotations

import itertools
from dataclasses import replace

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import (
    Aim,
    Amount,
    Bracket,
    Count,
    Doubt,
    Feel,
    Joint,
    Length,
    Manner,
    Part,
    Pause,
    Portion,
    Reps,
)
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.phrases.amounts import MILE, of_unit
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.session import Effort, Role

TRACK = frozenset(
    [60, 80, 100, 120, 150, 160, 200, 250, 300, 320, 350, 400, 450, 500, 600, 700, 750, 800, 900,
     1000, 1100, 1200, 1400, 1500, 1600, 1800, 2000, 2400, 2500, 3000, 3200, 4000, 5000, 6000, 8000,
     10000]
)  # fmt: skip

RACES = frozenset([800, 1500, 3000, 5000, 10000])


# -- how often


@rule(
    "Times",
    "n:NUM PLUS?",
    "BETWEEN n:NUM AND b:NUM",
    "n:NUM DASH|TO|OR|SLASH b:NUM",
    example="4-5",
)
def times(m: Found) -> Count | None:
    low, high = m["n"].value, m["b"].value if m["b"] else 0.0
    if low != int(low) or (high and not low < high <= 4 * low + 4):
        return None
    dash, after = m.chart.tokens[m.begin + 1 : m.begin + 3]
    spaced = "DASH" in dash.kinds and not (dash.glued or after.glued)
    heads = low > 2 and (m.behind.keys & {"BEGIN", "NL", "COLON"} or "REP" in m.after().kinds)
    if high and spaced and not heads:
        return None
    notes = (f"of {low:g} to {high:g} the smaller is taken: {low:g}",) if high else ()
    return Count(m.span, int(low), notes=notes)


_REMARK = "n:<Times> <Bracketed>?"
_OF_SETS = "&NUM|OPEN|CLOCK|DASH|COLON|NL|PYRAMID|LAPS|mile|HILL|STRIDES"


@rule(
    "Element",
    f"{_REMARK} TIMES times|x|OF?",
    "n:<Times> OPEN NUM CLOSE TIMES",
    f"{_REMARK} SET OF|x the? following?",
    f"{_REMARK} SET the? following",
    "n:<Times> times|TIMES round|through|around|SET COLON",
    f"{_REMARK} SET {_OF_SETS}",
    f"{_REMARK} REP|efforts OF|x",
    f"n:<Times> SET TIMES? DASH {_OF_SETS}",
    example="12 x",
)
def count(m: Found) -> Count | Doubt | None:
    found: Count = m["n"]
    if m.words()[-1] == "by" and not m.after().keys & {"NUM", "OPEN", "CLOCK"}:
        return None
    if not 1 <= found.number <= 255:
        return Doubt(m.span, "this is no count", "a whole number from 1 to 255, before `x`")
    return replace(
        found, span=m.span, sets=m.has("SET", "through", "around"), rounds=m.has("rounds", "round")
    )


alias("KeyOfRun", "BULLET|DASH? RUN|EFFORT|work|interval|hard|fast|on COLON", example="run:")


@rule("Element", "^NL|BULLET|DASH recover|easy|jog COLON r:<Run> NL? &END")
def home_by_key(m: Found) -> Reps | None:
    """`recover: 8:00` at the end of a form."""
    form = any(m.chart.at("KeyOfRun", i) for i in range(m.begin))
    return Reps(m.span, None, m["r"], (Part(m.span, Role.COOLDOWN),)) if form else None


@rule("Element", "^BEGIN|NL|BULLET REP COLON n:<Times> NL|COMMA|SEMI distance|length COLON")
def count_labelled(m: Found) -> Count | None:
    """`Reps: 8`, `Distance: 400 m`: a form that was filled in."""
    return replace(m["n"], span=m.span) if m["n"].number else None


@rule(
    "Element",
    "^BEGIN|NL|DOT|COMMA|SEMI|BULLET REP a:DIGITS DASH|TO|AND b:DIGITS COLON|DASH &<Run>",
    example="Reps 1-4:",
)
def count_by_numbers(m: Found) -> Count | None:
    """`Reps 1-4: 400 @ 76, reps 5-8: 400 @ 74`."""
    number = m["b"].value - m["a"].value + 1
    if number != int(number) or not 2 <= number <= 60 or m["a"].value < 1:
        return None
    return Count(m.span, int(number))


alias("SetInBrackets", "OPEN NUM TIMES", example="(8 x")
alias("ListInBrackets", "OPEN <Run> COMMA|SLASH|PLUS|DASH|AND|NUM|AT|THEN", example="(1200,")


@rule(
    "Element", "^BEGIN|NL|COMMA|COLON|PLUS|THEN|SEMI|DOT n:<Times> &<ListInBrackets>", cost="rare"
)
def count_of_list(m: Found) -> Count | None:
    """`3 (1200, 1 min rest, 300 quick)`."""
    listed = m.chart.tokens[: m.begin]
    numbered = any(
        "NL" in token.kinds for token in (*listed[-1:], *m.chart.tokens[m.end : m.chart.end])
    )
    small = 2 <= m["n"].number <= 12 and not numbered
    return replace(m["n"], span=m.span, sets=True) if small else None


alias("RunInBrackets", "OPEN <Run>|<Range>", example="(200 m")


@rule("Element", "^BEGIN|NL|COMMA|COLON|PLUS|THEN|SEMI|DOT n:<Times> &<SetInBrackets>", cost="rare")
def count_of_bracket(m: Found) -> Count:
    """`3(8x200)`."""
    return replace(m["n"], span=m.span)


@rule(
    "Element",
    "^BEGIN|NL|COMMA|COLON|PLUS|THEN|SEMI|DOT|WORD n:NUM DASH|TO b:NUM &<RunInBrackets>",
    cost="rare",
)
def range_of_bracket(m: Found) -> Count | None:
    """`8-10 (30s hard / 90s easy)`."""
    low, high = m["n"].value, m["b"].value
    if low != int(low) or not 2 <= low < high <= 3 * low or "x" in m.behind.word:
        return None
    return Count(m.span, int(low), notes=(f"of {low:g} to {high:g} the smaller is taken: {low:g}",))


alias("Bracketed", "OPEN <InBracket> CLOSE", example="(more if you feel good)")


@rule("InBracket", "WORD|AND|AT WORD|AND|AT|COMMA* WORD|AND|AT|COMMA* WORD|AND|AT*")
def in_bracket(m: Found) -> bool | None:
    return None if m.has("NUM", "TIMES", "JOG", "REST") else True


_HEADS = "^BEGIN|NL|DOT|BULLET|COLON"


@rule(
    "Element",
    # nothing else of its line is left to repeat
    f"{_HEADS}|DASH|COMMA|SEMI|THEN n:<Times> SET OF? the? following? DOT|COLON? NL !END",
    f"{_HEADS}|DASH|COMMA|SEMI|THEN n:<Times> TIMES COLON? NL !END",
    f"{_HEADS}|DASH|COMMA|SEMI|THEN n:<Times> TIMES the? following COLON|DOT? NL !END",
    f"{_HEADS}|DASH repeat|REPEAT <AllOfIt>? the? following? SET|sequence|circuit|block? n:<Times> TIMES|SET COLON NL !END",
    f"{_HEADS} n:<Times> SET OF? the? following DOT !END",
    f"{_HEADS} n:<Times> SET OF? the? following? COLON !END",
    "^BEGIN|NL|BULLET|DASH REPEAT|REP|SET COLON n:<Times> times|TIMES? NL &<KeyOfRun>",
    cost="phrase",
    example="3 sets of:",
)
def count_heads(m: Found) -> Count | None:
    """A count alone on its line: it repeats the lines below."""
    found: Count = m["n"]
    if not 1 <= found.number <= 255:
        return None
    tokens = m.chart.tokens
    if "COLON" in tokens[m.end - 1].kinds:  # `3 sets: 4 x 200` goes on in its line
        return Count(m.span, found.number, sets=True)
    indents = m.chart.indent(m.span[0]), m.chart.indent(m.span[1])
    span = (m.span[0], tokens[m.end - 2].end)
    return replace(found, span=span, sets=True, heads=True, indents=indents)


# -- lengths


@rule("Run", "d:<Dist> !<RacePaceAhead>", example="400 m")
def run_distance(m: Found) -> Length | None:
    figure = m.has("NUM")
    if "SLASH" in m.behind.kinds and m.chart.tokens[m.begin].glued and not figure:
        return None  # `5:55/mile`
    many = m["d"].plural or (m.words()[-1] == "miles" and not figure)
    return replace(_run(m["d"]), span=m.span, many=many)


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
    "Run",
    "n:DIGITS !PCT|times|time|by|fois !<RacePaceAhead> !~PRIME|QUOTES",
    cost="bare-length",
    example="400",
)
def run_bare(m: Found) -> Length | None:
    far = m["n"].value
    if not 50 <= far <= 30_000 or far != int(far):
        return None
    return Length(m.span, metres=far, unit="m", bare=far not in TRACK)


alias(
    "Element",
    "OF|a|an|the|ABOUT|another* r:<Run> worth?",
    "OF|a|an|the* at least r:<Run>",
    "OF|a|an|the* minimum OF? r:<Run>",
    "one r:<Run>",
    example="400",
)


@rule(
    "Element",
    "^METRES|KM|MILES|DIGITS|LAPS|RUN|REP OPEN ABOUT? d:<Dist> CLOSE",
    "^METRES|KM|MILES|DIGITS|LAPS|RUN|REP OPEN ABOUT? d:<Dist> OF|of|around|round|on the? GROUND CLOSE",
    "^METRES|KM|MILES|DIGITS|LAPS|RUN|REP OPEN f:<LapPart> CLOSE",
    "^KM|MILES OPEN n:DIGITS CLOSE",
    cost="phrase",
)
def length_again(m: Found) -> Manner | None:
    """`5 x 800 m (1/2 mile)`, `1200 m run (3 laps)`: the same length in another unit."""
    far: float = m["f"] or (m["n"].value if m["n"] else m["d"].value)
    if "DIGITS" in m.behind.kinds and far >= 400 and abs(m.behind.value - far) < 0.03 * far:
        return Manner(m.span)  # `1600 (4 laps)`
    for j in range(max(m.begin - 4, 0), m.begin):
        for p in m.chart.at("Dist", j):
            ends = p.end == m.begin or (p.end == m.begin - 1 and m.behind.kinds & {"RUN", "REP"})
            if ends and abs(p.value.value - far) < 0.03 * far:
                return Manner(m.span)
    return None


_PARTWORDS = frozenset(["WU", "CD", "WARM", "COOL", "EASY"])


@rule(
    "Element",
    "^METRES|KM|MILES|LAPS|MINUTES|PRIME|SECONDS OPEN ABOUT|roughly|approx|est|maybe* "
    "a:<Time>|<Dist>|<Range> EACH|per|rep|total* CLOSE",
)
def in_another_measure(m: Found) -> Manner | None:
    """`6 x 2 min (500-600 m)`, `3 km (15-20 min) warm-up`: the same run in another measure."""
    a: Amount = m["a"]
    run = next((r for k in range(2, 7) if (r := _ends_at(m, m.begin - k))), None)
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
    part = any(t.kinds & _PARTWORDS for t in [*tokens[max(0, m.begin - 6) : m.begin], m.after()])
    loose = a.high is not None or m.has("ABOUT", "EACH")
    return Manner(m.span) if part or (loose and m.after().kinds & {"AT"}) else None


def _ends_at(m: Found, i: int) -> Amount | None:
    """The length or time from a token up to what was matched."""
    found = (p for name in ("Dist", "Time") for p in (m.chart.at(name, i) if i >= 0 else ()))
    return next((p.value for p in found if p.end == m.begin), None)


@rule(
    "LapPart",
    "three quarters|quarter OF a? lap",
    "half|HALF OF? a? lap",
    "a? quarter OF a? lap",
    example="three quarters of a lap",
)
def lap_part(m: Found) -> float:
    share = 0.75 if m.has("three") else 0.5 if m.has("half") else 0.25
    return share * m.chart.lap_m


@rule("Element", "OF|a|an|the|ABOUT* r:<Range>", cost="phrase", example="70-90s")
def length_range(m: Found) -> Length | None:
    r: Amount = m["r"]  # `200-300`, `6 x 200-300`
    if r.joint != "-" or r.high is None or r.kind == "n" or r.high <= r.value:
        return None
    short = r.kind == "m" and r.value < 30
    return None if short else _run(r, f"of '{m.chart.quote(*r.span)}' the smaller is taken")


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


@rule(
    "Element",
    "RUN|JOG? AT|IN a|an? t:<EffortBody>|<Body> for a|another|ABOUT? r:<Run> !TIMES",
    "WITH a|an t:<EffortBody> for a|another|ABOUT? r:<Run> !TIMES",
    cost="phrase",
    example="run at 5k pace for 3 minutes",
)
def paced_before(m: Found) -> Reps | None:
    """The pace first: `run at a steady pace for 300 metres`."""
    target: Target = replace(m["t"], span=m["t"].span)
    if target.listed or target.last or (target.pace.kind == "time" and not target.pace.per):
        return None
    return Reps(m.span, None, m["r"], (Aim(m["t"].span, target, target.effort, worded=True),))


@rule("Element", "n:NUM EASY|STEADY|SLOW u:MILES|KM|LAPS", cost="phrase", example="7 easy miles")
def easy_miles(m: Found) -> Reps:
    effort = Effort.STEADY if m.has("STEADY") else Effort.EASY
    return Reps(m.span, None, _run(of_unit(m, m["n"].value)), (Feel(m.span, effort),))


@rule(
    "Element",
    "^TIMES a:DIGITS OFF b:DIGITS !METRES|KM|MILES|MINUTES|SECONDS|TIMES|PRIME|QUOTES|LAPS",
    cost="rare",
    example="5 off 2",
)
def minutes_off(m: Found) -> Reps | None:
    """`5 x 5 off 2`: minutes, since nobody runs five metres; `8 off 90`: off so many seconds."""
    a, b = m["a"], m["b"]
    if not (1 <= a.value <= 20 and a.value == int(a.value)) or "." in b.word:
        return None
    seconds = b.value in range(15, 181)
    if not seconds and not 1 <= b.value <= max(a.value, 5):
        return None
    rest = Rest(b.span, "time", ms=b.value * (1000 if seconds else 60_000))
    note = f"'{m.shown}' taken as {a.value:g} min off {b.value:g} {'s' if seconds else 'min'}"
    length = Length(a.span, ms=a.value * 60_000, unit="min")
    return Reps(m.span, None, length, (Pause(b.span, rest, said=True),), (note,))


@rule("Element", "n:DIGITS w:e|t|m|mp", cost="rare", example="2 E")
def lettered(m: Found) -> Reps | None:
    """`2 E`, `3 x 1T`: miles at a pace by its letter."""
    w, value = m["w"], m["n"].value
    if w.raw not in ("E", "T", "M", "MP") or (w.raw == "M" and w.glued) or not 1 <= value <= 20:
        return None
    length = Length(m["n"].span, metres=value * MILE, unit="mile")
    kinds = frozenset().union(*(token.kinds for token in m.chart.tokens))
    if w.raw == "E" and value >= 10 and "MINUTES" in kinds and "MILES" not in kinds:
        length = Length(length.span, ms=value * 60_000, unit="min")
    target = Target(w.span, Pace("training", w.span, name=w.raw[0]))
    aim = Aim(w.span, target, Effort.THRESHOLD if w.raw == "T" else Effort.NONE)
    return Reps(m.span, None, length, (aim,))


@rule(
    "Element",
    "^!SLASH a:<Time> SLASH b:<Time> !SLASH",
    "^!SLASH a:<Number> SLASH b:<Number> s? !SLASH",
    "^!SLASH a:<Number> SLASH b:<Time> !SLASH",
    "^!SLASH a:<Time> DASH b:<Time> !SLASH",
    "^TIMES a:<Number> ~DASH ~b:<Number> !SLASH",
    cost="rare",
    example="30/30",
)
def work_and_rest(m: Found) -> Reps | None:
    """`10 x 30/30`, `2 x 90s/90s`: a run by time and its recovery."""
    a, b = m["a"], m["b"]
    scale = 60_000.0 if b.unit == "min" and b.kind == "ms" else 1000.0
    work = a.value if a.kind == "ms" else a.value * scale
    rest = b.value if b.kind == "ms" else b.value * 1000
    if m.has("DASH"):  # `70-90 s` is a range; `20" - 40"` and `8 x 30-30` are none
        alike = a.kind == "n" and a.value == b.value <= 60
        primes = m.chart.tokens[m.end - 1].kinds & {"PRIME"} and a.value >= b.value
        if not alike and m.words().count('"') < 2 and not primes:
            return None
    if any(number.kind == "n" and number.value > 120 for number in (a, b)):
        return None
    if not (5_000 <= work <= 300_000 and 5_000 <= rest <= 300_000 and 0.3 <= rest / work <= 3):
        return None
    if a.unit == "clock" or work % 5_000 or rest % 5_000:
        return None
    length = Length(a.span, ms=work, unit=a.unit or "s")
    return Reps(m.span, None, length, (Pause(b.span, Rest(b.span, "time", ms=rest)),))


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


@rule(
    "Element",
    "n:NUM DASH? r:<Plural>",
    "n:NUM r:<Quarters>",
    "^!TIMES|DASH|SLASH n:NUM r:<Run> REP|HILL|EFFORT|hills|sprints",
    "n:NUMBERWORD r:<Run> STRIDES DASH? outs?",
    "n:NUM separate|single|individual|timed r:<Run> LAPS|REP|pieces?",
    "n:NUMBERWORD r:<Run> UNKNOWN|HARMLESS REP",
    "^!NUM|TIMES|DASH|SLASH|AT|TO n:DIGITS d:<Dist> !PACE|RACE",
    example="8 400s",
)
def counted_reps(m: Found) -> Reps | None:
    """`8 400s`, `four 1-mile repeats`: a count and its run."""
    r, n, d = m["r"], m["n"], m["d"]
    if n.value != int(n.value) or not 2 <= n.value <= 60:
        return None
    if m.words()[-1] == "run":
        return None  # `5 mile run`
    if d is not None and not (
        100 <= d.value <= 3300 and d.unit in ("m", "km") and d.value % 50 == 0
    ):
        return None
    r = r or Length(d.span, metres=d.value, unit=d.unit)
    if isinstance(r, Amount):
        r = Length(r.span, metres=r.value, unit="m")
    said: tuple[object, ...] = (Part(m.span, Role.STRIDE),) if m.has("STRIDES") else ()
    if m.has("sprints"):
        said = (Feel(m.span, Effort.SPRINT),)
    return Reps(m.span, Count(n.span, int(n.value)), r, said)


@rule("Element", "^!TIMES n:<Times> !st|sts STRIDES !NUM", example="6 strides")
def counted_strides(m: Found) -> Reps | None:
    """`6 strides`; but `4 x 80 strides` are of 80 m."""
    found: Count = m["n"]
    if found.number > 20:
        return None
    notes = (*found.notes, "strides without a length taken as 100 m")
    length = Length(m.span, metres=100.0, unit="m")
    count = Count(m.span, found.number)
    return Reps(m.span, count, length, (Part(m.span, Role.STRIDE),), notes)


@rule(
    "Element",
    "^!TIMES n:<Times> STRIDES OF|AT|x|for* r:<Run> EACH? !REST",
    "^!TIMES n:<Times> STRIDES OPEN ABOUT|x? r:<Run> EACH? CLOSE",
    "^!TIMES n:<Times> STRIDES OPEN ABOUT|x? r:<Run> STRIDES|REP|EACH WORD|DASH* WORD|DASH* CLOSE",
    example="6 strides of 20s",
)
def strides_of(m: Found) -> Reps | None:
    found, r = m["n"], m["r"]
    if found.number > 20 or r.ms > 40_000 or r.metres > 200:
        return None
    if any(t.word in ("st", "sts") and t.raw.islower() for t in m.chart.tokens[m.begin : m.end]):
        return None  # `1st 200`
    return Reps(m.span, Count(m.span, found.number), r, (Part(m.span, Role.STRIDE),), found.notes)


@rule("Element", "^!NUM|TIMES STRIDES over|OVER|lasting|for|of|OF ABOUT? r:<Run>", cost="phrase")
def strides_over(m: Found) -> Reps | None:
    """`6-10 reps of strides over 40 seconds`."""
    r = m["r"]
    short = 0 < r.ms <= 60_000 or 0 < r.metres <= 200
    return Reps(m.span, None, r, (Part(m.span, Role.STRIDE),)) if short else None


@rule(
    "Element",
    "^!TIMES n:<Times> short|steep|flat|long|HILL* w:SPRINT|HILL OF|x|lasting|for ABOUT? r:<Run> EACH?",
    example="eight hill sprints of 10 seconds each",
)
def sprints_of(m: Found) -> Reps | None:
    """A count, what they are, and how long each of them is."""
    found: Count = m["n"]
    if not 2 <= found.number <= 60:
        return None
    said = (Feel(m["w"].span, Effort.SPRINT),) if "SPRINT" in m["w"].kinds else ()
    return Reps(m.span, Count(m.span, found.number), m["r"], said, found.notes)


@rule("Quarters", "quarters", example="quarters")
def quarters(m: Found) -> Length:
    """`8 quarters`: laps of the track."""
    return Length(m.span, metres=400.0, unit="m", notes=("'quarters' taken as 400 m",))


@rule(
    "Element",
    "^BEGIN n:NUM OR NUM TIMES c:NUM times &WITH|AT",
    "^BEGIN n:NUM times &WITH|AT",
    cost="very-rare",
    example="12 or 2 x 8 times",
)
def times_of_400(m: Found) -> Reps:
    """`12 times with …`: no distance is named."""
    n = m["n"]
    notes = [f"'{m.shown}' names no distance: taken as 400 m"]
    if m["c"]:
        shown = m.chart.quote(m.span[0], m["c"].end)
        notes.insert(0, f"of '{shown}' the first is taken: {n.value:g}")
    length = Length(m.span, metres=400.0, unit="m")
    return Reps(m.span, Count(n.span, int(n.value)), length, notes=tuple(notes))


# -- brackets and joints


@rule("Element", "OPEN", example="(")
def opens(m: Found) -> Bracket:
    return Bracket(m.span, True)


@rule("Element", "CLOSE", example=")")
def closes(m: Found) -> Bracket:
    return Bracket(m.span, False)


_JOINTS = {
    "COMMA": ",", "SEMI": ";", "DOT": ".", "PLUS": "+", "SLASH": "/", "DASH": "-", "NL": "\n",
    "AND": "and", "BULLET": "\n", "BAR": ",", "ARROW": ",", "COLON": ":", "HASH": ",",
}  # fmt: skip


@rule("Element", "COMMA|SEMI|DOT|PLUS|SLASH|DASH|NL|AND|BULLET|BAR|ARROW|COLON", example=",")
def joint(m: Found) -> Joint | None:
    token = m.chart.tokens[m.begin]
    kind = next(sign for name, sign in _JOINTS.items() if name in token.kinds)
    if kind == "-" and token.glued and m.after().glued:
        return None
    if kind == "/" and token.glued and not m.after().glued and m.after().keys & {"NUM"}:
        kind = ","  # `15 min wu/ 5 x 1000`
    indent = m.chart.indent(m.span[1]) if "NL" in token.kinds else None
    return Joint(m.span, kind, indent)


@rule("Element", "HASH ~DIGITS COLON|DASH|DOT?", "w:i|ii|iii|iv|v|a|b|c|d ~CLOSE", cost="label")
def numeral(m: Found) -> Joint | None:
    """`#1 4 x 400 #2 4 x 300`, `i) 10 min easy ii) 6 x 30s`: the parts by their numbers."""
    return Joint(m.span, "\n") if m.after().kinds & {"NUM", "CLOCK", "WU", "WARM"} else None


@rule("Element", "SLASH SLASH", "DASH DASH DASH?", example="//")
def double_joint(m: Found) -> Joint:
    return Joint(m.span, ";")


_END = "finish|end|close|finishing|ending|closing"
_START = "start|begin|starting|beginning"


@rule(
    "Element",
    "WITH|PLUS a|an|the? &NUM|CLOCK|half|quarter|mile",
    "^BEGIN|NL|DOT|COMMA|SEMI add|ADDING|include|including a|an|the|in|on* &NUM|CLOCK|half|quarter|mile",
    cost="phrase",
)
def with_part(m: Found) -> Joint | None:
    """`with a 10 minute warm up`: a part of its own."""
    coming = list(
        itertools.takewhile(
            lambda token: not token.kinds & {"COMMA", "DOT", "NL", "SEMI", "JOG", "REST"},
            m.chart.tokens[m.end : m.end + 4],
        )
    )
    parts = any(token.kinds & {"WU", "CD", "WARM", "COOL"} for token in coming)
    return Joint(m.span, "then") if parts else None


@rule(
    "Element",
    "COMMA? AND|when|WHEN? THEN|next|following then|that|this|with|COMMA|run|by|do|finally|lastly*",
    "after|AFTER that|this|these|those|which|COMMA*",
    "FOLLOWED|follow <Soon>? by|up? by|with?",
    f"COMMA? and|to|then? {_END}|{_START} off|up? with|by|w/",
    "COMMA? AND|THEN? we|i|you? rounded|topped|capped|finished|rounding|finishing it|things|that|this|the|SESSIONWORD* off with|WITH",
    f"{_START}|{_END} the|this|your|our SESSIONWORD|run with|by|WITH",
    "COMMA? and|to|then? finished|ended|wrap|started off|up? with|by|w/?",
    "plus",
    "and? back down then|again|COLON? !END|NL|DOT",
    "when|once those|they|these|that are|is done COMMA?",
    "and another",
    "THEN? into a|the?",
    "THEN straight|directly|on into|to|a|the*",
    "as well as",
    "before|BEFORE a|running|doing|finishing &NUM|CLOCK",
    "cooling|warming COMMA? down|DOWN with",
    "AND THEN?",
    example="followed by",
)
def then(m: Found) -> Joint | None:
    words = m.words()
    if words[-1] in (",", "straight", "on") or words in (["following"], ["and"], ["&"]):
        return None
    if words == ["after"]:
        return Joint(m.span, "after")
    if words == ["plus"]:
        return Joint(m.span, "+")
    finishing = set(words) & set(_END.split("|"))
    starting = set(words) & set(_START.split("|"))
    return Joint(m.span, "finish" if finishing else "start" if starting else "then")


alias("Soon", "directly|immediately|straight|then")


@rule("Element", "!d|de OF|as|AS COLON?", cost="phrase", example="of")
def of(m: Found) -> Joint:
    return Joint(m.span, "of")


# -- a part of one run


_PORTION = "the? w:first|last|middle|final|next|second a:<Dist>|<Time>|<Number>|<Range> u:KM|MILES|MINUTES? being|run|done|are|is|of|it|go|going|picking? t:<Aimed>"


@rule(
    "Element",
    f"WITH|COMMA|DASH|AND|BULLET? {_PORTION} b:<InOtherWords>?",
    f"AND|COMMA|THEN|DOT* for {_PORTION}",
    f"OPEN {_PORTION} CLOSE",
    example="last 5 at MP",
)
def portion(m: Found) -> Portion | None:
    a: Amount = m["a"]
    target: Target | None
    target, effort = m["t"]
    if m["b"] is not None:
        target = _told_in_figures(target, m["b"], a)
        if target is None:
            return None
    if _in_order(m.chart, m.begin) and not m.has("WITH"):
        return None  # `first 12 min easy, next 10 min steady, last 6 min hard`
    place = {"final": "last", "second": "next"}.get(m["w"].word, m["w"].word)
    if target is not None and (target.listed or target.last):
        return None
    if target is not None and target.pace.kind == "none":
        effort, target = target.effort, None
    if a.kind == "n" and m["u"] and "MINUTES" not in m["u"].kinds:
        a = replace(of_unit(m, a.value), unit="km")
    return Portion(m.span, place, a, target, effort)


def _in_order(chart: Chart, at: int) -> bool:
    """Whether the first length of a text is said to be the first part of what is run."""
    heads = itertools.takewhile(lambda i: not chart.tokens[i].kinds & {"NUM", "CLOCK"}, range(at))
    return any(chart.tokens[i].word == "first" and chart.at("Figure", i + 1) for i in heads)


@rule("InOtherWords", "OPEN ABOUT? t:<Body> CLOSE", "COMMA ABOUT? t:<Body>", example="(~6:00-6:10)")
def in_figures(m: Found) -> Target | None:
    target: Target = m["t"]
    plain = target.pace.kind == "time" and target.pace.ms >= 130_000
    return target if plain and not target.listed and not target.last else None


def _told_in_figures(target: Target | None, figures: Target, run: Amount) -> Target | None:
    """`at goal pace (~6:00-6:10)`: the times that a pace is told in count."""
    if target is None or target.pace.kind == "time":
        return None
    per = figures.pace.per or {"mile": "mile", "km": "km"}.get(run.unit, "pace")
    fast = replace(figures.fast, per=figures.fast.per or per) if figures.fast else None
    return replace(figures, pace=replace(figures.pace, per=per), fast=fast)


# -- work somewhere in a longer run


@scanner("Element", "WITH|COMMA|AND")
def with_block(chart: Chart, i: int) -> list[Phrase]:
    """`1 hour easy with 8 x 20s strides`: a block of its own, after what stands before.

    Strides only: `20k with 3 x 3k @ MP` holds its work within, nobody says where.
    """
    tokens = chart.tokens
    at = i
    while tokens[at].keys & {"COMMA", "AND"}:
        at += 1
    counted = any(isinstance(p.value, Count | Reps) for p in chart.at("Element", at + 1))
    if not counted or "WITH" not in tokens[at].kinds or "NUM" not in tokens[at + 1].kinds:
        return []
    after = {"STRIDES", "SPRINT", "HILL", "finish", "afterwards", "end", "then"}
    span = (tokens[i].start, tokens[at].end)
    if any(token.keys & after for token in tokens[at + 2 : at + 10]):
        return [Phrase(at + 1, 0.2, Joint(span, "then"))]
    question = Doubt(
        span,
        "where in the {whole}, and with which recoveries?",
        "the parts in their order, like `4 km easy, 3 x 3k @ MP R2:00, 4 km easy`",
    )
    return [Phrase(at + 1, 0.2, question)]


@rule(
    "Element",
    "WITH a:<Dist>|<Time>|<Number> KM|MILES? t:<Aimed>",
    cost="phrase",
    example="with 6 @ MP",
)
def somewhere(m: Found) -> Doubt | None:
    a: Amount = m["a"]
    if a.kind == "n" and not 1 <= a.value <= 50:
        return None
    ending = (
        p.value
        for j in (3, 2, 1)
        for p in m.chart.at("Dist", max(m.begin - j, 0))
        if p.end == m.begin
    )
    whole: Amount | None = next(ending, None)
    plain = "the parts in their order, like `3 km easy, 10 min hard, 3 km easy`"
    if whole is not None and a.kind == "n":
        unit, far = _UNIT_NAMES.get(whole.unit, ("m", 1.0))
        rest = (whole.value / far - a.value) / 2
        target, _ = m["t"]
        pace = m.chart.quote(*target.span) if target is not None else "a pace"
        pace = pace.removeprefix("@").removeprefix("at ").strip()
        shown = m.chart.quote(*whole.span)
        if rest > 0:
            plain = (
                f"the parts in their order, like `{rest:g} {unit} easy, {a.value:g} {unit} @ {pace}"
                f", {rest:g} {unit} easy`, or `{shown} with the last {a.value:g} @ {pace}`"
            )
    return Doubt(m.span, "where in the {whole}?", plain)


_UNIT_NAMES = {"mile": ("miles", MILE), "km": ("km", 1000.0)}


@rule("Element", "WITH|of|as|COMMA r:<Run> ON SLASH|COMMA|AND <Run> OFF", cost="phrase")
def on_and_off(m: Found) -> Doubt | None:
    """`5 miles fartlek with 2 min on, 2 min off`: how often is not written."""
    before = m.chart.tokens[max(m.begin - 3, 0) : m.begin]
    if not m["r"].ms or not any(t.kinds & {"MILES", "KM"} for t in before):
        return None
    return Doubt(
        m.span, "how many times '{this}' in the {whole}?", "a count, like `6 x 2 min hard`"
    )


@rule("Element", "^MINUTES|PRIME|FARTLEK WITH|as", cost="phrase")
def in_turns(m: Found) -> Joint | None:
    """`40 min with 1 min on, 1 min off`: what the whole is made of."""
    turned = any("ON" in m.chart.tokens[p.end].kinds for p in m.chart.at("Run", m.end))
    return Joint(m.span, "of") if turned else None


alias(
    "TurnAhead",
    "<Run> FAST|HARD|TEMPO|ON COMMA|SLASH|AND|DASH? <Run> EASY|SLOW|JOG|FLOAT|OFF|STEADY|WALK",
    "<Run> STEADY|EASY|SLOW COMMA|SLASH|AND|DASH? <Run> FAST|HARD|TEMPO|ON",
    example="200 fast, 200 float",
)


@rule(
    "Element",
    "^MINUTES|PRIME|FARTLEK|KM|MILES|RUN WITH|as|OF|in &<TurnAhead>",
    "^KM|MILES DASH &<TurnAhead>",
    cost="phrase",
)
def in_turns_by_effort(m: Found) -> Joint:
    """`5k with 200 fast, 200 float`: what the whole is made of."""
    return Joint(m.span, "of")


@rule("Element", "n:DIGITS UP|DOWN", cost="rare", example="2 up")
def miles_up(m: Found) -> Reps | None:
    """`2 up, 6 x 800, 2 down`: miles, where there is a way up and one down."""
    tokens, n = m.chart.tokens, m["n"]
    metric = any(
        "KM" in token.kinds and "AT" not in before.kinds
        for before, token in zip(tokens, tokens[2:], strict=False)
    )
    if not both_ways(m, {"DIGITS"}) or not 1 <= n.value <= 5 or metric:
        return None
    role = Role.WARMUP if m.has("UP") else Role.COOLDOWN
    length = Length(n.span, metres=n.value * MILE, unit="mile")
    note = f"'{m.shown}' taken as {n.value:g} mile{'s' * (n.value != 1)}"
    return Reps(m.span, None, length, (Part(m.span, role),), (note,))


def both_ways(m: Found, lengths: set[str]) -> bool:
    """Whether the text has a length up and one down."""
    pairs = itertools.pairwise(m.chart.tokens)
    found = {token.word for before, token in pairs if before.kinds & lengths}
    return {"up", "down"} <= found


@rule(
    "Element",
    "the? FIRST &<Figure>",
    "COMMA|AND? the? next|last|final|second|middle &<Figure>",
    cost="phrase",
    example="first 12 min easy",
)
def parts_in_order(m: Found) -> Joint | None:
    """`First 12 min easy, next 10 min steady`: the parts of one run, in their order."""
    first = m.chart.tokens[m.end - 1].word == "first"
    heads = m.begin + 1 + (m.chart.tokens[m.begin].word == "the") if first else m.begin
    return Joint(m.span, ",") if _in_order(m.chart, heads) else None


@rule("Element", "^NL|DOT|SEMI|BULLET|COMMA|THEN a|the? LAST &<RunHome>", cost="phrase")
def last_home(m: Found) -> Manner:
    """`Final 400 m cool-down jog`."""
    return Manner(m.span)


alias("RunHome", "<Run> EASY|JOG|SLOW? CD|COOL|<CoolDown>", example="400 m cool-down")


alias("Figure", "&NUM|CLOCK <Time>|<Dist>", example="12 min")
