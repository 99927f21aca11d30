# SPDX-License-Identifier: MIT
"""A run told in one with its count, its recovery or its pace: `8 400s`, `30/30`, `2 E`."""

from __future__ import annotations

import itertools

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Aim, Amount, Count, Feel, Length, Part, Pause, Reps
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.amounts import MILE, letter_of_pace
from trackpacer.notation.phrases.efforts import named
from trackpacer.notation.phrases.ends import in_bare_minutes
from trackpacer.notation.tokens import Token, is_spaced_dash
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.records import replace
from trackpacer.session import Effort, Role


@rule(
    "Element",
    "^TIMES a:DIGITS OFF b:DIGITS !METRES|KM|MILES|MINUTES|SECONDS|TIMES|PRIME|QUOTES|LAPS",
    "^TIMES a:DIGITS &TEMPO|THRESHOLD p:<NamedTarget> COMMA|SLASH|AND|WITH|OFF? b:DIGITS EASY|JOG|FLOAT|REST !PACE",
    "^TIMES OPEN? a:DIGITS ~t:t COMMA|SLASH|AND|PLUS? b:DIGITS ~r|e|j|f CLOSE?",
    cost="rare",
    example="5 off 2",
)
def minutes_off(m: Found) -> Reps | None:
    """`5 x 5 off 2`, `10t, 2r`: minutes (`2 tempo, 1 easy` may be miles); `8 off 90`: seconds off."""
    a, b = m["a"], m["b"]
    at = (a.span[1], b.span[0])
    tempo = m["p"] or (m["t"] and Target(at, Pace("training", at, name="T")))
    if tempo and not 5 <= a.value <= 20:
        return None
    aim = (Aim(at, tempo, Effort.TEMPO),) if tempo else ()
    if not (1 <= a.value <= 20 and a.value == int(a.value)) or "." in b.word:
        return None
    seconds = b.value in range(15, 181)
    if not seconds and not 1 <= b.value <= max(a.value, 5):
        return None
    rest = Rest(b.span, "time", ms=b.value * (1000 if seconds else 60_000))
    note = f"'{m.shown}' taken as {a.value:g} min off {b.value:g} {'s' if seconds else 'min'}"
    length = Length(a.span, ms=a.value * 60_000, unit="min")
    return Reps(m.span, None, length, (*aim, Pause(b.span, rest, said=True)), (note,))


@rule(
    "Element",
    "^TIMES a:DIGITS SLASH b:DIGITS REST? !SECONDS|MINUTES|PRIME|SLASH|METRES",
    "^TIMES a:DIGITS OPEN b:DIGITS REST? CLOSE",
    cost="rare",
)
def minutes_of_a_sheet(m: Found) -> Reps | None:
    """`10wu, 6 x 3/1, 10cd`: minutes, as both its ends."""
    return minutes_off(m) if m.chart.once(in_bare_minutes) else None


@rule("Element", "n:DIGITS w:e|t|m|mp", cost="rare", example="2 E")
@rule("Element", "n:DIGITS w:i &WITH|OFF|COMMA|PLUS|CLOSE|OPEN|END|NL|DOT", cost="rare")
def lettered(m: Found) -> Reps | Pause | None:
    """`2 E`, `3 x 1T`: miles at a pace by its letter; `2 x 10 min T, 2 E`: minutes between them."""
    w, value = m["w"], m["n"].value
    timed, paced = m.chart.tokens[m.begin - 3 : m.begin - 1] if m.begin > 2 else (w, w)
    if w.raw == "E" and "MINUTES" in timed.kinds and paced.raw in ("T", "I", "R"):
        rest = Rest(m.span, "time", ms=value * 60_000, jogged=True)
        return Pause(m.span, rest, said=True, notes=(f"'{m.shown}' taken as minutes",))
    metres = w.raw == "M" and w.glued and not letter_of_pace(m)
    if w.raw not in ("E", "T", "I", "M", "MP") or metres or not 1 <= value <= 20:
        return None
    length = Length(m["n"].span, metres=value * MILE, unit="mile")
    kinds = frozenset().union(*(token.kinds for token in m.chart.tokens))
    pairs = itertools.pairwise(m.chart.tokens)
    far = any(e.raw == "E" and "DIGITS" in n.kinds and n.value >= 15 for n, e in pairs)
    if w.raw == "E" and value >= 10 and "MINUTES" in kinds and (far or "MILES" not in kinds):
        length = Length(length.span, ms=value * 60_000, unit="min")
    target = Target(w.span, Pace("training", w.span, name=w.raw[0]))
    aim = Aim(w.span, target, Effort.THRESHOLD if w.raw == "T" else Effort.NONE)
    return Reps(m.span, None, length, (aim,))


@rule(
    "Element",
    "^!SLASH a:<Time> SLASH b:<Time> !SLASH",
    "^OPEN|TIMES a:<Time> x b:<Time> !SLASH|x",
    "^TIMES a:<Number> COLON b:<Time> !SLASH|x",
    "^!SLASH a:<Number> SLASH b:<Number> s? !SLASH",
    "^!SLASH a:<Number> SLASH b:<Time> !SLASH",
    "^!SLASH a:<Time> DASH b:<Time> !SLASH",
    "^TIMES a:<Number> ~DASH ~b:<Number>|<Time> !SLASH",
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
        ahead = m.after().kinds & {"DASH", "METRES"}
        shorter = 3 * rest <= 2 * work and b.unit in ("", "s") and not ahead  # `10 x 40-20`
        alike = a.kind == "n" and (shorter or (b.kind == "n" and a.value == b.value <= 60))
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
    "^BEGIN|NL|COLON|COMMA|PLUS|THEN n:DIGITS a:<Number> ~SLASH ~b:<Number> s|SECONDS !SLASH",
    cost="phrase",
    example="8 30/30s",
)
def counted_on_off(m: Found) -> Reps | None:
    """`10 40/20s`: how often, without a sign."""
    found = work_and_rest(m) if 2 <= m["n"].value <= 60 else None
    return found and replace(found, count=Count(m["n"].span, int(m["n"].value)))


@rule("Element", "^TIMES a:<Number> ~COLON|SLASH ~b:<Time> !SLASH", example="60:120s")
def unit_behind(m: Found) -> Reps | None:
    """`6 x 60:120s`, `60/120s`: the unit of both; but `10 x 100/60s`, `3 x 80/120s` may be metres."""
    return None if m["a"].value % 15 and m["a"].value > 10 else work_and_rest(m)


@rule("Element", "^TIMES c:CLOCK SECONDS?", example="30:60")
def seconds_with_a_colon(m: Found) -> Reps | None:
    """`8 x 30:60s`: work and recovery, as no time is written so."""
    united = m.has("SECONDS") or m.chart.plain.startswith("s", m["c"].end)
    if not united and m["c"].value >= 0:
        return None
    values = [float(part) for part in m["c"].word.split(":")]
    work = values[0]
    if len(values) != 2 or work % 5 or values[1] % 5 or not work <= values[1] <= 3 * work:
        return None
    length = Length(m["c"].span, ms=work * 1000, unit="s")
    rest = Rest(m["c"].span, "time", ms=values[1] * 1000)
    return Reps(m.span, None, length, (Pause(m["c"].span, rest),))


@rule(
    "Element",
    "^BEGIN|NL|COMMA|SEMI|BULLET|THEN d:<Dist> e:TEMPO|THRESHOLD|FAST|HARD? DASH c:CLOCK &COMMA|NL|END|SEMI|DOT",
    example="1200 m - 4:10",
)
def with_its_time(m: Found) -> Reps | None:
    """`1200m tempo - 4:10`: one run and what it is run in."""
    d, c = m["d"], m["c"]
    if not is_spaced_dash(m.chart.tokens, m.end - 2) or not 130 * d.value <= c.value * 1000:
        return None
    if c.value * 1000 > 420 * d.value:
        return None
    aim = Aim(c.span, Target(c.span, Pace("time", c.span, ms=c.value * 1000)))
    efforts = (kind for kind in ("TEMPO", "THRESHOLD", "FAST", "HARD") if m["e"] and m.has(kind))
    feel = tuple(Feel(m["e"].span, Effort[kind]) for kind in efforts)
    return Reps(m.span, None, Length(d.span, d.value, unit=d.unit), (*feel, aim))


_RESTED = "JOG|REST|WALK|FLOAT|EASY|SLOW|STEADY|BACK|BETWEEN|OFF|SECONDS|PER|SLASH"


@rule("Element", "^BEGIN|NL|TIMES|COMMA|THEN|SEMI t:<Time> p:<Plural> !SECONDS", cost="rare")
@rule(
    "Element",
    f"^TIMES|COMMA|THEN|SEMI|PLUS|final t:<Time> p:<Dist> !{_RESTED}",
    "^TIMES t:<Time> n:DIGITS !JOG|REST|WALK|FLOAT|EASY|SLOW|STEADY|BACK|BETWEEN|METRES|MINUTES|SECONDS|TIMES|SLASH|active|static",
    example="62 s 400m",
)
def time_and_its_runs(m: Found) -> Reps | None:
    """`84s 400s x 8`, `5 x 62 sec 400m`, `5 x 62 sec 400`: runs named by what they are run in."""
    t, p, n = m["t"], m["p"], m["n"]
    if n is not None:
        if n.value % 100 or not 200 <= n.value <= 2000:
            return None
        p = Amount("m", n.value, "m", n.span)
    counted = m.earlier("TIMES") or m.after().kinds & {"TIMES"}
    slowest = 420 if p.plural else 260  # `5 x 90 s 300 m`: or the recovery
    if not counted or p.value < 200 or not 140 <= t.value / p.value <= slowest:
        return None
    aim = Aim(t.span, Target(t.span, Pace("time", t.span, ms=t.value)))
    return Reps(m.span, None, Length(p.span, metres=p.value), (aim,))


@rule("Element", "^BEGIN|NL|TIMES|COMMA|THEN|SEMI c:CLOCK w:mile|miles !PACE|RACE", cost="rare")
def mile_in(m: Found) -> Reps | None:
    """`6:05 miles x 6`, `6 x 6:05 miles`: a mile, and what it is run in."""
    ms = m["c"].value * 1000
    if not 230_000 <= ms <= 900_000:
        return None
    aim = Aim(m["c"].span, Target(m["c"].span, Pace("time", m["c"].span, ms=ms)))
    return Reps(m.span, None, Length(m["w"].span, MILE, unit="mile"), (aim,))


@rule(
    "Element",
    "^!TIMES|SLASH|AT n:NUM DASH|TO b:NUM SLASH|of r:<Plural>",
    cost="phrase",
    example="10 - 12 / 300's",
)
def range_of_reps(m: Found) -> Reps | None:
    """`10 – 12 / 300’s`: so many of them."""
    low, high = m["n"].value, m["b"].value
    run = Length(m["r"].span, metres=m["r"].value, unit="m")
    note = f"of {low:g} to {high:g} the smaller is taken: {low:g}"
    likely = low == int(low) and 2 <= low < high <= 2 * low
    return Reps(m.span, Count(m.span, int(low)), run, notes=(note,)) if likely else None


alias("CountRange", "&NUM|BETWEEN k:<Times>", example="five to eight")


@rule("Dozen", "a? pair|couple OF", example="a pair of")
def a_pair(m: Found) -> Count:
    return Count(m.span, 2)


alias("Dozen", "&a|half k:<Times>", "&<SomeDozen> k:<Times>", example="a dozen")
alias("SomeDozen", "NUM dozen", example="2 dozen")


def _pairs(m: Found) -> itertools.pairwise[tuple[Token, Token]]:
    return itertools.pairwise(m.chart.tokens[: m.chart.end])


@rule(
    "Element",
    "n:NUM DASH? r:<Plural>",
    "n:NUM r:<Quarters>",
    "k:<Dozen> OF? r:<Plural>",
    "k:<Dozen> OF? &DIGITS r:<Run>",
    "k:<Dozen> r:<Run> REP|HILL|EFFORT|hills|sprints|STRIDES",
    "^!x|times|DASH|SLASH n:NUM r:<Run> REP|HILL|EFFORT|hills|sprints|blocks|stretches",
    "^!TIMES|DASH|SLASH|NUM k:<CountRange> VERY? MAX|HARD|FAST? r:<Run> REP|HILL|hills|sprints|strides",
    "^BEGIN|NL|COLON|COMMA|DOT|BULLET|do k:<CountRange> r:<Plural>",
    "^BEGIN|NL|COLON|DOT|BULLET|do|run k:<CountRange> &DIGITS r:<Dist> !PACE|RACE|DASH|SLASH|TO",
    "^BEGIN|NL|DASH|COLON|COMMA|DOT|BULLET|run|do OPEN n:NUM CLOSE r:<Run> &REP|STRIDES|SPRINT|AT|IN|WITH",
    "^!COMMA n:NUMBERWORD COMMA r:<Run> REP|HILL|hills|sprints",
    "^!NUM|TIMES|DASH|SLASH|AT|TO n:NUMBERWORD &DIGITS r:<Run> PRIME? ~s? !REP|PACE|RACE|UNKNOWN|HARMLESS",
    "n:NUMBERWORD &DIGITS r:<Run> &AND|AT|IN|WITH|OFF",
    "n:NUMBERWORD r:<Run> STRIDES DASH? outs?",
    "^!TIMES|DASH|SLASH|NUM|AT n:DIGITS r:<Run> !st|sts STRIDES DASH? outs?",
    "n:NUM NUMBERWORD|HALF|QUARTER|thousand|hundred|MILES|METRES|DASH* OPEN d:<Dist> CLOSE REP",
    "n:NUM separate|single|individual|timed r:<Run> LAPS|REP|pieces?",
    "^!x|times|DASH|SLASH|TIMES|TO|AT n:NUM r:<Run> speed|track|UNKNOWN|HARMLESS REP",
    "^!x|times|DASH|SLASH|TIMES|TO|AT n:DIGITS r:<Run> e:HARD|FAST REP",
    "^!NUM|TIMES|DASH|SLASH|AT|TO n:DIGITS d:<Dist> !PACE|RACE",
    example="8 400s",
)
def counted_reps(m: Found) -> Reps | None:
    """`8 400s`, `four 1-mile repeats`: a count and its run."""
    r, n, d, k = m["r"], m["n"], m["d"], m["k"]
    if k is not None:
        if not (k.notes or m.has("dozen", "pair", "couple")):
            return None
        feel: tuple[object, ...] = (Part(m.span, Role.STRIDE),) if m.has("STRIDES") else ()
        feel = (Feel(m.span, Effort.SPRINT),) if m.has("sprints") else feel
        r = Length(r.span, metres=r.value, unit="m") if isinstance(r, Amount) else r
        return Reps(m.span, Count(k.span, k.number), r, feel, notes=k.notes)
    if m.has("OPEN") and any(t.word == "1" and "CLOSE" in u.kinds for t, u in _pairs(m)):
        return None  # a numbered list
    if n.value != int(n.value) or not 2 <= n.value <= 60:
        return None
    if m.words()[-1] == "run" or (m.words()[-1] == "effort" and len(m.words()) == 3):
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
    if m["e"]:
        said = (Feel(m.span, named(m)),)
    return Reps(m.span, Count(n.span, int(n.value)), r, said)


@rule("Element", "^!TIMES n:<Times> !st|sts STRIDES !NUM", example="6 strides")
def counted_strides(m: Found) -> Reps | None:
    """`6 strides`; but `4 x 80 strides` are of 80 m."""
    found: Count = m["n"]
    if found.number > 20 or ("COLON" in m.behind.kinds and m.chart.tokens[m.begin].glued):
        return None  # `:20 strides`
    notes = (*found.notes, "strides without a length taken as 100 m")
    length = Length(m.span, metres=100.0, unit="m")
    count = Count(m.span, found.number)
    return Reps(m.span, count, length, (Part(m.span, Role.STRIDE),), notes)


@rule(
    "Element",
    "^!TIMES n:<Times> EASY|RELAXED|FAST? STRIDES DASH? outs? OF|AT|x|for|OVER* r:<Run> EACH? !REST",
    "^!TIMES n:<Times> EASY|RELAXED|FAST? STRIDES COMMA|DASH|OPEN EACH one|OF|being|is* ABOUT? r:<Run> long? CLOSE?",
    "STRIDES COLON n:<Times> OF|x? r:<Run> EACH? !REST",
    "^!NUM|MINUTES|SECONDS|METRES STRIDES TIMES n:<Times> TIMES|OF|OPEN|DASH? r:<Run> CLOSE?",
    "^!TIMES n:<Times> STRIDES OPEN ABOUT|x? r:<Run> EACH? CLOSE",
    "^!TIMES n:<Times> STRIDES OPEN r:<Run> COMMA|AT|IN|ABOUT* NUM PCT EFFORT|MAX|OF* CLOSE",
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


@rule("Element", "^!NUM|TIMES STRIDES OVER|lasting|for|OF ABOUT? r:<Run>", cost="phrase")
def strides_over(m: Found) -> Reps | None:
    """`6-10 reps of strides over 40 seconds`."""
    r = m["r"]
    short = 0 < r.ms <= 60_000 or 0 < r.metres <= 200
    return Reps(m.span, None, r, (Part(m.span, Role.STRIDE),)) if short else None


@rule("Element", "^!TIMES|OF n:NUM <InWords>? LAPS|tours OF|round|around|the|track*", cost="rare")
def laps_counted(m: Found) -> Reps | None:
    """`8 laps of the track, 1 min rest between each`: as many runs of a lap."""
    ahead = m.chart.tokens[m.end :]
    each = any("EACH" in t.kinds for t in ahead) and any(t.kinds & {"REST", "JOG"} for t in ahead)
    alone = m["n"].value > 2 and not {"x", "times", "sets"} & {token.word for token in ahead}
    lap = Length(m.span, metres=m.chart.lap_m, unit="lap")
    return Reps(m.span, Count(m.span, int(m["n"].value)), lap) if each and alone else None


_BIDS = "go|do|run|aim|shoot|try|complete|perform|for|with"
_SUCH = "short|steep|flat|long|hard|HILL|FAST|UNKNOWN"
_LASTS = (
    "REP|RUN|HILL|UNKNOWN|one|OF|these|should|will|would|to|last|lasts|lasting|is|being|be|"
    "for|take|takes|taking|ABOUT|of"
)


@rule(
    "Element",
    "^!x|times n:<Times> short|steep|flat|long|HILL* w:SPRINT|HILL OF|x|lasting|for ABOUT? r:<Run> EACH?",
    "^!x|times|TIMES n:<Times> short|steep|flat|long|HILL* w:SPRINT|HILL REP? COMMA|AT|DASH|OPEN r:<Run> EACH CLOSE?",
    "^!x|times n:<Times> HILL|uphill w:REP OF|x|lasting|for|over ABOUT? r:<Run> EACH?",
    f"^!TIMES {_BIDS}* n:<Times> {_SUCH}* w:REP|SPRINT|HILL COMMA|DASH|DOT|COLON|which|that|WITH|OPEN EACH {_LASTS}* r:<Run>",
    f"^!x|times n:<Times> e:HARD|FAST {_SUCH}* w:REP|HILL OF|lasting|for|over ABOUT? r:<Run> EACH?",
    "^BEGIN|NL|DOT|COLON|SEMI w:REPEAT a|the|an? r:<Run> n:<Times> times|TIMES",
    example="eight hill sprints of 10 seconds each",
)
def sprints_of(m: Found) -> Reps | None:
    """A count, what they are, and how long each of them is."""
    found: Count = m["n"]
    if not 2 <= found.number <= 60:
        return None
    said = (Feel(m["w"].span, Effort.SPRINT),) if "SPRINT" in m["w"].kinds else ()
    said = (Feel(m["e"].span, named(m)),) if m["e"] else said
    return Reps(m.span, Count(m.span, found.number), m["r"], said, found.notes)


@rule(
    "Element",
    "a few|handful OF|of? r:<Run>|<Plural> REP? &IN|AT|COLON|DASH",
    cost="phrase",
    example="a few 300m reps",
)
def as_many_as_timed(m: Found) -> Reps | None:
    """As many as have a time."""
    lists = (p.value.listed for p in m.chart.at("TargetList", m.end + 1))
    number = max((len(listed) for listed in lists), default=0)
    run = m["r"]
    run = Length(run.span, metres=run.value, unit="m") if isinstance(run, Amount) else run
    return Reps(m.span, Count(m.span, number), run) if number > 1 else None


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
