# SPDX-License-Identifier: MIT
"""What blocks are made of: counts, lengths, brackets, what stands between, `x 4` behind."""

from __future__ import annotations

import itertools

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import (
    Again,
    Aim,
    Amount,
    Bracket,
    Count,
    Doubt,
    Feel,
    Joint,
    Length,
    Part,
    Pause,
    Portion,
    Reps,
)
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.session import Effort, Role

TRACK = frozenset(
    [60, 80, 100, 120, 150, 160, 200, 250, 300, 320, 350, 400, 450, 500, 600, 700, 750, 800, 900,
     1000, 1100, 1200, 1400, 1500, 1600, 1800, 2000, 2400, 2500, 3000, 3200, 4000, 5000, 6000, 8000,
     10000]
)  # fmt: skip

RACES = frozenset([800, 1500, 3000, 5000, 10000])

# -- how often


@rule("Times", "n:NUM", example="12")
def times(m: Found) -> tuple[int, int, str] | None:
    return _whole(m, m["n"].value, 0.0)


@rule(
    "Times",
    "BETWEEN n:NUM AND b:NUM",
    "n:NUM DASH|TO|OR|SLASH b:NUM",
    "n:NUM DASH b:NUM",
    "n:NUM PLUS",
    example="4-5",
)
def times_range(m: Found) -> tuple[int, int, str] | None:
    return _whole(m, m["n"].value, m["b"].value if m["b"] else 0.0)


def _whole(m: Found, low: float, high: float) -> tuple[int, int, str] | None:
    tokens = m.chart.tokens[m.begin : m.end]
    spaced = [
        i
        for i, t in enumerate(tokens[:-1])
        if "DASH" in t.kinds and not (t.glued or tokens[i + 1].glued)
    ]
    before = m.before()
    if spaced and not (high and low > 2 and (before is None or before.keys & {"NL", "COLON"})):
        return None
    if low != int(low) or (high and (high <= low or high > 4 * low + 4)):
        return None
    return int(low), int(high), m.chart.quote(*m.span)


_REMARK = "<Bracketed>?"


@rule(
    "Element",
    f"n:<Times> {_REMARK} TIMES times?",
    f"n:<Times> {_REMARK} TIMES OF?",
    f"n:<Times> {_REMARK} SET OF|x|at|AT? the? following?",
    f"n:<Times> {_REMARK} REP|efforts OF|x",
    "n:<Times> SET WITH? COLON",
    "n:<Times> SET TIMES? DASH|COLON",
    "n:<Times> SET AT|NL",
    "TWICE",
    example="12 x",
)
def count(m: Found) -> Count | Doubt | None:
    if m["n"] is None:
        return None
    low, high, _shown = m["n"]
    tokens = m.chart.tokens
    words = m.words()
    after = m.after()
    sets = any(t.kinds & {"SET"} for t in tokens[m.begin : m.end])
    if words[-1] in ("at", "@", "a") and sets:
        return None
    if words[-1] == "by" and not after.keys & {"NUM", "OPEN"}:
        return None
    if "REP" in tokens[m.end - 1].kinds or (
        m.has("REP") and not sets and words[-1] not in ("of", "x")
    ):
        return None
    if (
        sets
        and words[-1] not in ("of", "x", ":", "\n", "following")
        and not after.keys
        & {
            *("NUM", "OPEN", "CLOCK", "DASH", "COLON", "NL", "PYRAMID", "LAPS", "mile", "HILL"),
            *("STRIDES", "OPEN"),
        }
    ):
        return None
    end = m.end - (words[-1] == "\n")
    span = (m.span[0], tokens[end - 1].end)
    if words[-1] == "\n" or (words[-1] == ":" and sets):
        return None
    if not 1 <= low <= 255:
        return Doubt(
            (m.span[0], m.span[1]), "this is no count", "a whole number from 1 to 255, before `x`"
        )
    notes: tuple[str, ...] = ()
    if high:
        notes = (f"of {low} to {high} the smaller is taken: {low}",)
    return Count(span, low, sets=sets, rounds=m.has("rounds", "round"), notes=notes)


@rule("Element", "n:NUM OR b:NUM TIMES c:NUM TIMES? times?", cost="rare", example="12 or 2 x 8")
def count_either(m: Found) -> Count | None:
    low = m["n"].value
    if low != int(low) or not 1 <= low <= 255:
        return None
    shown = m.chart.quote(m.span[0], m["c"].end)
    return Count(m.span, int(low), notes=(f"of '{shown}' the first is taken: {low:g}",))


alias("Bracketed", "OPEN <InBracket> CLOSE", example="(more if you feel good)")


@rule("InBracket", "WORD|AND|AT WORD|AND|AT|COMMA* WORD|AND|AT|COMMA* WORD|AND|AT*")
def in_bracket(m: Found) -> bool | None:
    return None if m.has("NUM", "TIMES", "JOG", "REST") else True


@rule(
    "Element",
    "n:<Times> SET OF? the? following? COLON? NL",
    "n:<Times> TIMES COLON? NL",
    "n:<Times> SET OF? the? following? DOT|COLON NL?",
    cost="phrase",
    example="3 sets of:",
)
def count_heads(m: Found) -> Count | None:
    """A count alone on its line: it repeats the lines below."""
    low, high, _shown = m["n"]
    before = m.before()
    tokens = m.chart.tokens
    starts = {"NL", "DOT", "BULLET", "COLON"}
    if "NL" in tokens[m.end - 1].kinds:
        starts |= {"DASH", "COMMA", "SEMI", "THEN"}  # nothing else of its line is left to repeat
    if not 1 <= low <= 255 or (before is not None and not before.keys & starts):
        return None
    if "NL" not in tokens[m.end - 1].kinds and not {"following", ":"} & set(m.words()):
        return None
    if tokens[m.end].keys & {"END"}:
        return None
    if m.has("COLON") and "NL" not in tokens[m.end - 1].kinds:
        # `3 sets: 4 x 200` goes on in its line
        return Count((m.span[0], tokens[m.end - 1].end), low, sets=True)
    notes = (f"of {low} to {high} the smaller is taken: {low}",) if high else ()
    return Count((m.span[0], tokens[m.end - 2].end), low, sets=True, heads=True, notes=notes)


@rule(
    "Element",
    "TIMES n:<Times> SET|REP|times|TIMES|through* in|IN? a? row?",
    "n:<Times> times|x in a row",
    "OPEN TIMES n:<Times> SET|REP? CLOSE",
    "OPEN n:<Times> times CLOSE",
    "n:<Times> times",
    cost="repeat-behind",
    example="x 4",
)
def again(m: Found) -> Again | None:
    low, high, _shown = m["n"]
    after = m.after()
    tokens = m.chart.tokens
    if tokens[m.end - 1].word in ("in", "a") or after.keys & {
        "METRES",
        "KM",
        "MILES",
        "MINUTES",
        "SECONDS",
        "TIMES",
        "PRIME",
        "QUOTES",
        "LAPS",
    }:
        return None
    if not 1 <= low <= 255:
        return None
    if tokens[m.begin].word == "time" or (
        after.keys & {"DIGITS"} and "SET" not in tokens[m.end - 1].kinds
    ):
        return None
    if m.words()[-1] == "times" and after.keys & {"NUM", "CLOCK", "OF"}:
        return None
    notes = (f"of {low} to {high} the smaller is taken: {low}",) if high else ()
    return Again(m.span, low, all="row" in m.words(), notes=notes)


alias(
    "AllOfIt",
    "all|SET|this|that|it|the|whole|entire|thing|lot|for|of|above|x|sequence|block|them|these|workout|session*",
)


@rule(
    "Element",
    "OPEN? do|repeat|complete|repeated|perform|REPEAT|go|run|make <AllOfIt>? n:<Times> TIMES|SET|times|REP|through* in? a? row? CLOSE?",
    "all|ALL|this|that of? that|this|it|the|above? n:<Times> TIMES|SET|times",
    "we|you? are|is|is? hoping|aiming|looking for n:<Times> SET",
    "OPEN? do|repeat|complete|repeated|REPEAT <AllOfIt>? w:TWICE CLOSE?",
    "all|ALL <AllOfIt>? w:TWICE",
    "repeat|REPEAT <AllOfIt>? for n:<Times> SET|TIMES|times in? all|total?",
    "do n:<Times> SET in all|total",
    "n:<Times> SET in all|total",
    "n:<Times> SET like that|this|these? in? all?",
    "n:<Times> SET OF these|those|this|that|them",
    cost="repeat-all",
    example="repeat 4 times",
)
def repeat_all(m: Found) -> Again | Doubt | None:
    words = m.words()
    if (words[0] == "(") != (words[-1] in (")", "]")) or (words[0] == "[") != (words[-1] == "]"):
        return None
    if (m["w"] and words[0] in ("repeat", "repeated")) or (m["w"] and words[:2] == ["(", "repeat"]):
        return Doubt(
            m.span,
            "'{this}': twice in all, or twice more?",
            "the count, like `repeat 3 times in all`",
        )
    if m["w"]:
        return Again(m.span, 2 if m["w"].word == "twice" else 3, all=True)
    low, high, _shown = m["n"]
    if not 1 < low <= 255 or (
        m.after().keys & {"METRES", "KM", "MILES", "MINUTES", "OF"} and m.after().word not in ("k",)
    ):
        return None
    if not m.has("TIMES", "SET", "times") or (
        words[0] in ("do", "run", "make", "go", "complete") and m.after().keys & {"NUM", "OPEN"}
    ):
        return None
    notes = (f"of {low} to {high} times the smaller is taken: {low}",) if high else ()
    return Again(m.span, low, all=True, notes=notes)


_AFTER_COUNT = frozenset(["END", "NL", "DOT", "COMMA", "SEMI", "CLOSE", "AT", "IN", "WITH", "OFF"])


@rule(
    "Element",
    "COMMA|AND|SEMI|OPEN|DOT|you|we|I|there* do|run|complete|are|make|is? n:<Times> OF them|these|those|THEM REP? in? all|total? CLOSE?",
    "COMMA|AND|SEMI|you|we* do|complete n:<Times> REP? in? all|total?",
    "COMMA|AND|SEMI* n:<Times> REP? in all|total",
    cost="phrase",
    example="do 6 of them",
)
def counted_later(m: Found) -> Again | None:
    """`800s in 2:44, do 6 of them`: the count of a set that had none."""
    low, high, _shown = m["n"]
    if m.has("OPEN") != m.has("CLOSE") or not m.after().keys & _AFTER_COUNT:
        return None
    notes = (f"of {low} to {high} the smaller is taken: {low}",) if high else ()
    return Again(m.span, low, reps=True, notes=notes)


@rule(
    "Element",
    "n:NUM more SET like|of? that|this|these?",
    "repeat|REPEAT n:NUM more times|SET",
    "THEN|AND|COMMA* do|go|run|repeat|REPEAT <AllOfIt>? n:NUM more times|SET",
    cost="repeat-all",
    example="two more sets like that",
)
def more_sets(m: Found) -> Again | None:
    value = m["n"].value
    return Again(m.span, int(value), all=True, more=True) if value == int(value) else None


@rule("Element", "n:<Times> SET", cost="repeat-all")
def sets_behind(m: Found) -> Again | None:
    """`Do two sets` at the end of a line."""
    before = m.before()
    if before is None or before.word not in ("do", "complete", "run", "total", "for"):
        return None
    return Again(m.span, m["n"][0], all=True)


@rule(
    "Element",
    "then|and|THEN|& REPEAT|repeat|go once? again|more? <AllOfIt>?",
    "OPEN? repeat|REPEAT once? more|again? <AllOfIt>? CLOSE?",
    "and|then|THEN then? once? again",
    "COMMA? and|AND|then|THEN* the same|SAME again|SET|thing",
    "COMMA|THEN|AND* do|run|go <AllOfIt> over? again",
    "go again",
    cost="repeat-all",
    example="then repeat",
)
def once_more(m: Found) -> Again | Doubt | None:
    """`rest 2', then repeat`: once more."""
    if not m.after().keys & {"END", "NL", "DOT", "CLOSE"} or m.has("OPEN") != m.has("CLOSE"):
        return None
    if not set(m.words()) & {"repeat", "again", "more", "repeated", "same"}:
        return None
    if (
        "repeat" in m.words()[:2]
        and m.words()[0] in ("repeat", "(")
        and not set(m.words()) & {"again", "more", "once"}
    ):
        return Doubt(m.span, "repeated how often?", "the count, like `repeat 3 times`")
    return Again(m.span, 2, all=True, more=False)


@rule(
    "Element",
    "repeat|repeated|REPEAT <AllOfIt>? for? <Time>|<Dist>",
    cost="phrase",
    example="repeat for 24 minutes",
)
def repeat_for(m: Found) -> Doubt:
    return Doubt(m.span, "repeated how often?", "the count, like `repeat 3 times`")


# -- lengths


@rule("Run", "d:<Dist>", example="400 m")
def run_distance(m: Found) -> Length | None:
    d: Amount = m["d"]
    tokens = m.chart.tokens
    before = m.before()
    if (
        before is not None
        and "SLASH" in before.kinds
        and tokens[m.begin].glued
        and not m.has("NUM")
    ):
        return None  # `5:55/mile`
    after = m.after()
    if d.value in RACES and after.word == "race" and "PACE" in m.after(1).kinds:
        return None  # `10k race pace`
    many = d.plural or (tokens[m.end - 1].word == "miles" and not m.has("NUM"))
    return Length(m.span, metres=d.value, unit=d.unit, many=many)


@rule("Run", "t:<Time>", example="3 min")
def run_time(m: Found) -> Length | None:
    t: Amount = m["t"]
    if t.value < 1000:
        return None
    return Length(m.span, ms=t.value, unit=t.unit)


@rule("Run", "n:<Plural>", example="400s")
def run_plural(m: Found) -> Length | None:
    return Length(m.span, metres=m["n"].value, unit="m", many=True)


@rule("Run", "n:DIGITS", cost="bare-length", example="400")
def run_bare(m: Found) -> Length | None:
    n = m["n"]
    after = m.after()
    if n.value < 50 or n.value > 30_000 or n.value != int(n.value):
        return None
    if after.keys & {"PCT"} or (after.glued and after.keys & {"PRIME", "QUOTES"}):
        return None
    if after.keys & {"TIMES"} and after.word != "x":
        return None
    if n.value in RACES and after.word == "race" and "PACE" in m.after(1).kinds:
        return None
    return Length(m.span, metres=n.value, unit="m", bare=n.value not in TRACK)


@rule("Element", "OF|a|an|the|ABOUT|another* r:<Run> worth?", "one r:<Run>", example="400")
def length(m: Found) -> Length | None:
    return Length(
        m["r"].span, m["r"].metres, m["r"].ms, m["r"].unit, m["r"].many, m["r"].bare, m["r"].notes
    )


@rule("Element", "OF|a|an|the|ABOUT* r:<Range>", cost="phrase", example="70-90s")
def length_range(m: Found) -> Length | None:
    r: Amount = m["r"]
    if r.joint != "-" or r.high is None or r.kind == "n" or r.high <= r.value:
        return None
    if r.kind == "m" and r.value < 30:
        return None
    # `200-300`, `6 x 200-300`
    notes = (f"of '{m.chart.quote(*r.span)}' the smaller is taken",)
    return Length(
        r.span,
        r.value if r.kind == "m" else 0.0,
        r.value if r.kind == "ms" else 0.0,
        r.unit,
        notes=notes,
    )


@rule(
    "Element",
    "n:DIGITS DASH|TO b:DIGITS LAPS|KM|MILES",
    "n:DIGITS DASH|TO b:DIGITS EASY|SLOW LAPS|MILES",
    cost="phrase",
)
def length_range_words(m: Found) -> Length | Reps | None:
    if m["b"].value <= m["n"].value:
        return None
    scale = 1000.0 if m.has("KM") else m.chart.lap_m if m.has("LAPS") else 1609.344
    notes = (f"of the range '{m.shown}' the smaller is taken",)
    if m.has("EASY", "SLOW"):
        length = Length(m.span, metres=m["n"].value * scale, unit="mile")
        return Reps(m.span, None, length, (Feel(m.span, Effort.EASY),), notes)
    return Length(
        m.span,
        metres=m["n"].value * scale,
        unit="lap" if m.has("LAPS") else "km" if m.has("KM") else "mile",
        notes=notes,
    )


@rule("Element", "n:NUM EASY|STEADY|SLOW u:MILES|KM|LAPS", cost="phrase", example="7 easy miles")
def easy_miles(m: Found) -> Reps | None:
    u = m["u"]
    scale = 1000.0 if "KM" in u.kinds else m.chart.lap_m if "LAPS" in u.kinds else 1609.344
    unit = "km" if "KM" in u.kinds else "lap" if "LAPS" in u.kinds else "mile"
    length = Length(m.span, metres=m["n"].value * scale, unit=unit)
    effort = Effort.STEADY if m.has("STEADY") else Effort.EASY
    return Reps(m.span, None, length, (Feel(m.span, effort),))


@rule("Element", "n:DIGITS w:e|t|m", cost="rare", example="2 E")
def lettered(m: Found) -> Reps | None:
    """`2 E`, `3 x 1T`: miles at a pace by its letter."""
    w = m["w"]
    if w.raw not in ("E", "T", "M") or (w.raw == "M" and w.glued) or not 1 <= m["n"].value <= 20:
        return None
    number = m["n"]
    length = Length((number.start, number.end), metres=m["n"].value * 1609.344, unit="mile")
    kinds = frozenset().union(*(token.kinds for token in m.chart.tokens))
    if w.raw == "E" and number.value >= 10 and "MINUTES" in kinds and "MILES" not in kinds:
        length = Length(length.span, ms=number.value * 60_000, unit="min")
    pace = Pace("training", (w.start, w.end), name=w.raw)
    target = Target((w.start, w.end), pace)
    aim = Aim(target.span, target, Effort.THRESHOLD if w.raw == "T" else Effort.NONE)
    return Reps(m.span, None, length, (aim,))


@rule(
    "Element",
    "a:<Time> SLASH b:<Time>",
    "a:DIGITS SLASH b:DIGITS s?",
    "a:DIGITS SLASH b:<Time>",
    "a:<Time> DASH b:<Time>",
    "a:DIGITS ~DASH ~b:DIGITS",
    cost="rare",
    example="30/30",
)
def work_and_rest(m: Found) -> Reps | None:
    """`10 x 30/30`, `2 x 90s/90s`: a run by time and its recovery."""
    a, b = m["a"], m["b"]
    before = m.before()
    if before is not None and "SLASH" in before.kinds:
        return None
    if isinstance(a, Amount):
        work, unit = a.value, a.unit
    else:
        scale = 60_000.0 if isinstance(b, Amount) and b.unit == "min" else 1000.0
        work, unit = a.value * scale, "s"
    rest = b.value if isinstance(b, Amount) else b.value * 1000
    alike = m.has("DASH") and not isinstance(a, Amount) and a.value == b.value <= 60
    if alike and (before is None or "TIMES" not in before.kinds):
        return None  # but `8 x 30-30`
    if (
        m.has("DASH")
        and not alike
        and sum("QUOTES" in t.kinds for t in m.chart.tokens[m.begin : m.end]) < 2
    ):
        return None  # `70-90 s` is a range, `20" - 40"` none
    if not 5_000 <= work <= 300_000 or not 5_000 <= rest <= 300_000 or m.after().keys & {"SLASH"}:
        return None
    if (not isinstance(a, Amount) and a.value > 120) or (
        not isinstance(b, Amount) and b.value > 120
    ):
        return None
    if unit == "clock" or work % 5_000 or rest % 5_000 or not 0.3 <= rest / work <= 3:
        return None
    first = a.span if isinstance(a, Amount) else (a.start, a.end)
    length = Length(first, ms=work, unit=unit)
    span = b.span if isinstance(b, Amount) else (b.start, b.end)
    pause = Pause(span, Rest(span, "time", ms=rest))
    return Reps(m.span, None, length, (pause,))


@rule(
    "Element",
    "a:<Time>|<Dist> or OR? b:<Time>|<Dist>",
    "a:<Dist> SLASH|OR b:<Time>|<Dist>",
    cost="rare",
    example="900 or 3 min",
)
def length_or(m: Found) -> Length | None:
    a: Amount = m["a"]
    b: Amount = m["b"]
    if not m.has("OR") or a.kind == b.kind:
        return None
    return Length(
        m.span,
        a.value if a.kind == "m" else 0.0,
        a.value if a.kind == "ms" else 0.0,
        a.unit,
        notes=(f"of '{m.shown}' the first is taken",),
    )


@rule("Element", "n:DIGITS or OR? b:<Time>", cost="rare")
def length_or_bare(m: Found) -> Length | None:
    return (
        Length(m.span, m["n"].value, 0.0, "m", notes=(f"of '{m.shown}' the first is taken",))
        if m["n"].value >= 200
        else None
    )


@rule(
    "Element",
    "n:DIGITS mile|miles repeats|reps",
    "n:DIGITS DASH? MILES repeats",
    cost="phrase",
    example="6 mile repeats",
)
def mile_repeats(m: Found) -> Reps | None:
    """`6 mile repeats` are repeats of a mile; `6 x 2 mile repeats` are not."""
    value = m["n"].value
    before = m.before()
    if value < 3 or value != int(value) or (before is not None and "TIMES" in before.kinds):
        return None
    span = (m["n"].end + 1, m.span[1])
    count = Count((m["n"].start, m["n"].end), int(value))
    return Reps(m.span, count, Length(span, metres=1609.344, unit="mile"))


@rule(
    "Element",
    "n:NUM r:<Plural>",
    "n:NUM r:<Quarters>",
    "n:<Times> STRIDES",
    "n:NUMBERWORD r:<Run> REP|HILL|EFFORT|hills|sprints",
    "n:NUMBERWORD r:<Run> STRIDES DASH? outs?",
    "n:DIGITS DASH? r:<Plural>",
    "n:DIGITS r:<Run> d:REP",
    example="8 400s",
)
def counted_reps(m: Found) -> Reps | None:
    """`8 400s`, `four 1-mile repeats`: a count and its run."""
    r = m["r"]
    n = m["n"]
    if r is None:
        low, high, _ = n
        if low > 20 or "TIMES" in getattr(m.before(), "kinds", ()):
            return None  # `4 x 80 strides`: of 80 m
        notes = [f"of {low} to {high} the smaller is taken: {low}"] if high else []
        notes.append("strides without a length taken as 100 m")
        if m.words()[-1] in ("st", "sts") or m.after().kinds & {"NUM"}:
            return None
        length = Length(m.span, metres=100.0, unit="m")
        part = Part(m.span, Role.STRIDE)
        return Reps(m.span, Count(m.span, low), length, (part,), tuple(notes))
    if n.value != int(n.value) or not 2 <= n.value <= 60:
        return None
    before = m.before()
    if m["d"] is not None and (before is not None and before.keys & {"TIMES", "DASH", "SLASH"}):
        return None
    if isinstance(r, Amount):
        r = Length(r.span, metres=r.value, unit="m")
    said = (Part(m.span, Role.STRIDE),) if m.has("STRIDES") else ()
    return Reps(m.span, Count((n.start, n.end), int(n.value)), r, said)


@rule("Quarters", "quarters", example="quarters")
def quarters(m: Found) -> Length:
    """`8 quarters`: laps of the track."""
    return Length(m.span, metres=400.0, unit="m", notes=("'quarters' taken as 400 m",))


@rule(
    "Element",
    "n:NUM OR b:NUM TIMES c:NUM times",
    "n:NUM times",
    cost="very-rare",
    example="12 or 2 x 8 times",
)
def times_of_400(m: Found) -> Reps | None:
    """`12 times with …`: no distance is named."""
    if not m.after().keys & {"WITH", "AT"} or m.begin:
        return None
    n = m["n"]
    notes = [f"'{m.shown}' names no distance: taken as 400 m"]
    if m["c"]:
        shown = m.chart.quote(m.span[0], m["c"].end)
        notes.insert(0, f"of '{shown}' the first is taken: {n.value:g}")
    count = Count((n.start, n.end), int(n.value))
    return Reps(m.span, count, Length(m.span, metres=400.0, unit="m"), notes=tuple(notes))


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
    return Joint(m.span, kind)


@rule("Element", "SLASH SLASH", "DASH DASH DASH?", example="//")
def double_joint(m: Found) -> Joint:
    return Joint(m.span, ";")


@rule(
    "Element",
    "COMMA? and|AND|when|WHEN? THEN|after|next|following then|that|this|with|COMMA|run|by|do*",
    "FOLLOWED|follow <Soon>? by|up? by|with?",
    "COMMA? and|to|then? finish|end|close|finished|ended|wrap|finishing|ending|closing|start|begin|starting|started off|up? with|by|w/",
    "plus",
    "and? back down then|again|COLON?",
    "after|AFTER that|this|these|those|which|COMMA*",
    "when|once those|they|these|that are|is done COMMA?",
    "and another",
    "THEN? into a|the?",
    "THEN straight|directly|on into|to|a|the*",
    "as well as",
    "before|BEFORE a|running|doing|finishing",
    "cooling|warming COMMA? down|DOWN with",
    "next COMMA",
    "AND THEN?",
    example="followed by",
)
def then(m: Found) -> Joint | None:
    words = m.words()
    tokens = m.chart.tokens
    if words[-1] in (",", "straight") or words == ["following"]:
        return None
    if words[0] == "before" and not m.after().keys & {"NUM", "CLOCK"}:
        return None
    if "back" in words and "down" in words and m.after().keys & {"END", "NL", "DOT"}:
        return None  # back down which runs? `choices` asks
    if words[0] in ("starting", "start", "begin") and len(words) < 2:
        return None
    if words[0] in (
        "end",
        "finish",
        "start",
        "finishing",
        "ending",
        "close",
        "closing",
        "starting",
        "begin",
    ) and words[-1] not in ("with", "w/", "by", "w"):
        return None
    if words == ["after"]:
        return Joint(m.span, "after")
    if words == ["and"] or words == ["&"]:
        return None
    if words[-1] in ("on",):
        return None
    finishing = bool(set(words) & {"finish", "finishing", "end", "ending", "close", "closing"})
    starting = bool(set(words) & {"start", "starting", "begin"})
    if tokens[m.begin].word == "plus":
        return Joint(m.span, "+")
    return Joint(m.span, "finish" if finishing else "start" if starting else "then")


alias("Soon", "directly|immediately|straight|then")


@rule("Element", "OF|as|AS|OF: COLON?", cost="phrase", example="of")
def of(m: Found) -> Joint | None:
    if m.words()[0] == "de" or m.words()[0] == "d":
        return None
    return Joint(m.span, "of")


# -- a part of one run


@rule(
    "Element",
    "WITH|COMMA|OPEN|DASH|AND? the? w:first|last|middle|final|next a:<Dist>|<Time>|<Number> u:KM|MILES|MINUTES? being|run|done|are|is|of|it? t:<Aimed> CLOSE?",
    example="last 5 at MP",
)
def portion(m: Found) -> Portion | None:
    a: Amount = m["a"]
    target: Target | None
    target, effort = m["t"]
    tokens = m.chart.tokens
    if tokens[0].word == "first" and m.begin > 2 and not m.has("WITH"):
        return None  # `first 12 min easy, next 10 min steady, last 6 min hard`
    if ("OPEN" in tokens[m.begin].kinds) != ("CLOSE" in tokens[m.end - 1].kinds):
        return None
    place = "last" if m["w"].word == "final" else m["w"].word
    if target is not None and (target.listed or target.last):
        return None
    if target is not None and target.pace.kind == "none":
        effort = target.effort
        target = None
    unit = m["u"].kinds if m["u"] else frozenset()
    if a.kind == "n" and unit & {"KM", "MILES"}:
        scale = 1000.0 if "KM" in unit else 1609.344
        a = Amount("m", a.value * scale, "km", a.span)
    return Portion(m.span, place, a, target, effort)


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
    if "WITH" not in tokens[at].kinds or at + 3 >= len(tokens):
        return []
    if not tokens[at + 1].kinds & {"NUM"}:
        return []
    counted = [p for p in chart.at("Element", at + 1) if isinstance(p.value, Count)]
    if not counted:
        return []
    coming = tokens[at + 2 : at + 10]
    after = any(t.kinds & {"STRIDES", "SPRINT", "HILL"} for t in coming)
    after = after or any(t.word in ("finish", "afterwards", "end", "then") for t in coming)
    span = (tokens[i].start, tokens[at].end)
    if after:
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
    target, _ = m["t"]
    pace = m.chart.quote(*target.span) if target is not None else "a pace"
    pace = pace.removeprefix("@").removeprefix("at ").strip()
    before = m.before()
    if a.kind == "n" and not 1 <= a.value <= 50:
        return None
    plain = "the parts in their order, like `3 km easy, 10 min hard, 3 km easy`"
    whole = next(
        (
            p.value
            for j in range(max(m.begin - 3, 0), m.begin)
            for p in m.chart.at("Dist", j)
            if p.end == m.begin
        ),
        None,
    )
    if whole is not None and a.kind == "n" and before is not None:
        scale = {"mile": 1609.344, "km": 1000.0}.get(whole.unit, 1.0)
        rest = (whole.value / scale - a.value) / 2
        unit = {"mile": "miles", "km": "km"}.get(whole.unit, "m")
        if rest > 0:
            shown = m.chart.quote(*whole.span)
            plain = (
                f"the parts in their order, like `{rest:g} {unit} easy, {a.value:g} {unit} @ {pace}"
                f", {rest:g} {unit} easy`, or `{shown} with the last {a.value:g} @ {pace}`"
            )
    return Doubt(m.span, "where in the {whole}?", plain)


@rule("Element", "n:DIGITS UP|DOWN", cost="rare", example="2 up")
def miles_up(m: Found) -> Reps | None:
    """`2 up, 6 x 800, 2 down`: miles, where there is a way up and one down."""
    tokens = m.chart.tokens
    found = {
        token.word
        for before, token in itertools.pairwise(tokens)
        if token.word in ("up", "down") and "DIGITS" in before.kinds
    }
    n = m["n"]
    metric = any(
        "KM" in token.kinds and j > 1 and "AT" not in tokens[j - 2].kinds
        for j, token in enumerate(tokens)
    )
    if len(found) < 2 or not 1 <= n.value <= 5 or metric:
        return None
    role = Role.WARMUP if m.has("UP") else Role.COOLDOWN
    length = Length((n.start, n.end), metres=n.value * 1609.344, unit="mile")
    note = f"'{m.shown}' taken as {n.value:g} mile{'s' * (n.value != 1)}"
    return Reps(m.span, None, length, (Part(m.span, role),), (note,))


@rule(
    "Element",
    "the? first|FIRST",
    "COMMA|AND? the? next|last|final|second|middle",
    cost="phrase",
    example="first 12 min easy",
)
def parts_in_order(m: Found) -> Joint | None:
    """`First 12 min easy, next 10 min steady`: the parts of one run, in their order."""
    tokens = m.chart.tokens
    opening = tokens[1] if tokens[0].word == "the" else tokens[0]
    if opening.word != "first" or not m.after().kinds & {"NUM", "CLOCK"}:
        return None
    if not any(p.end for symbol in ("Time", "Dist") for p in m.chart.at(symbol, m.end)):
        return None
    return Joint(m.span, ",")
