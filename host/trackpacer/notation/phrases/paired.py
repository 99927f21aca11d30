# SPDX-License-Identifier: MIT
"""A run with its pace or its time right behind it, without a word: `800m 10K`, `8 km (3:40)`,
`500m - 66s, 350m - 44s, 250m - 30s`.

Not here: targets behind `@` or `in` (`targets`); times below one another (`restated`).
"""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Aim, Length, Manner, Parts, Pause, Reps
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.pricing.plausible import fastest
from trackpacer.notation.tokens import ITEM_ENDS, is_spaced_dash
from trackpacer.notation.tree import Pace, Rest, Target
from trackpacer.records import replace
from trackpacer.session import Effort

_FAR = 200  # tokens that are looked at for further pairs
_HEADS = ITEM_ENDS | frozenset(
    ["BEGIN", "OPEN", "SLASH", "OF", "COLON", "TIMES", "SET", "PLUS", "AND", "THEN", "DASH"]
)
_KNOWN = frozenset([MILE, 3000.0, 5000.0, 10000.0, 21097.5])


_ENDS = _HEADS - {"BEGIN", "OF", "COLON", "TIMES", "SET", "BULLET"} | frozenset(
    ["CLOSE", "END", "WITH", "OFF"]
)


@scanner("Element", "NUM|MILES|HALFMARATHON|half")
def race_behind(chart: Chart, i: int) -> list[Phrase]:
    """`800m 10K`, `(800 10k / 500 5k)`, `2 min 5k`: nobody runs the race behind a rep of it."""
    race = longest(chart.at("NamedRace", i)) if i else None
    if race is None or chart.tokens[race.end].kinds.isdisjoint(_ENDS):
        return []
    metres: float = race.value.metres
    unit = {"KM", "MILES", "HALFMARATHON"} & chart.tokens[race.end - 1].kinds
    if metres not in _KNOWN or not unit:
        return []
    aim = Aim(race.value.span, Target(race.value.span, race.value))
    for at in range(max(i - 3, 0), i):
        names = ("Dist", "Number", "Time") if chart.before(at).kinds & _HEADS else ()
        for run in (p.value for name in names for p in chart.at(name, at) if p.end == i):
            if run.kind == "ms" and 15_000 <= run.value <= 1_800_000:
                return [Phrase(race.end, -COSTS["as-before"], aim)]
            if 100 <= run.value <= min(metres / 2, 3500):
                return [Phrase(race.end, COSTS["rare"], aim)]
    return []


@scanner("Element", "OPEN|SLASH|DASH")
def timed_in_brackets(chart: Chart, i: int) -> list[Phrase]:
    """`4 x 150 (20 s), 3 x 300 (42 s)`, `500/66, 350/44`, `500 m - 66 s, 350 m - 44 s`: times that
    grow with the lengths as a runner's do."""
    end = _closes(chart, i)
    timed = chart.once(_bracketed) if end in (i + 2, i + 3) else {}
    ordered = sorted(timed.values())
    dashed = "DASH" in chart.tokens[i].kinds
    if i not in timed or len({metres for metres, _ in ordered}) < 2 + dashed:
        return []
    rates = [ms / metres for metres, ms in ordered]
    slower = all(after >= 0.98 * before for before, after in pairwise(rates))
    even = all(ms % 5_000 == 0 for _, ms in ordered)
    if even or not slower or not all(105 <= rate <= 190 + 50 * dashed for rate in rates):
        return []
    span = chart.span(i + 1, end)
    pace = Pace("time", span, ms=timed[i][1])
    end += "CLOSE" in chart.tokens[end].kinds
    return [Phrase(end, -COSTS["as-before"], Aim(span, Target(span, pace)))]


def _bracketed(chart: Chart) -> dict[int, tuple[float, float]]:
    """Where a bracket or a slash is before a time right behind a length: metres, milliseconds."""
    tokens = chart.tokens
    found: dict[int, tuple[float, float]] = {}
    for at in range(1, min(chart.end, _FAR)):
        dashed = is_spaced_dash(tokens, at)
        end = _closes(chart, at) if dashed or tokens[at].kinds & {"OPEN", "SLASH"} else 0
        if end not in (at + 2, at + 3):
            continue
        times = [p.value.value for p in chart.at("Time", at + 1) if p.end == end]
        if not times and "DIGITS" in tokens[at + 1].kinds and end == at + 2:
            times = [tokens[at + 1].value * 1000]
        before = (p.value.value for p in chart.ending(at, 3, "Dist", "Number"))
        metres = [far for far in before if far >= 100]
        if times and not metres and not dashed:
            return {}  # `a 200 to end (25 s)`: they are not all told so
        if times and metres:
            found[at] = (max(metres), times[0])
    return found


def _closes(chart: Chart, i: int) -> int:
    """The token that closes the bracket, or ends what is behind a slash; 0 where none is near."""
    tokens = chart.tokens
    ends = {"CLOSE"} if "OPEN" in tokens[i].kinds else _ENDS
    near = range(i + 1, min(i + 4, chart.end + 1))
    return next((at for at in near if tokens[at].kinds & ends), 0)


@rule(
    "Element",
    "a:<Dist>|<Number> WITH|SLASH|COMMA|OPEN r:<SizedRest> CLOSE? COMMA|AT|IN|DASH|OPEN? t:<PlainTime> SLASH s:<PlainTime> CLOSE?",
    "^TIMES a:<Number> SLASH b:<Number> COMMA|AT|IN|DASH? t:<PlainTime> SLASH s:<PlainTime>",
    example="400 w/ 200 float, 72/45",
)
def each_in_its_time(m: Found) -> Reps | None:
    """A run and its jog or float, and what each of them is to take."""
    run, t, s = m["a"], m["t"], m["s"]
    rest = m["r"] or Rest(m["b"].span, "jog", metres=m["b"].value, jogged=True)
    if rest.kind != "jog" or rest.pair or rest.metres < 50 or run.kind == "ms":
        return None
    slower = s.ms / rest.metres / (t.ms / run.value)
    near = 0.88 <= s.ms / t.ms <= 1.14 and not rest.floating  # `10 x 400, 200 jog @ 78/80`
    if near or not 105 <= t.ms / run.value <= 300 or not 1.05 <= slower <= 3:
        return None
    rest = replace(rest, **({"pace": Target(s.span, s)} if rest.floating else {"ms": s.ms}))
    said = (Aim(t.span, Target(t.span, t)), Pause(rest.span, rest, said=True))
    return Reps(m.span, None, Length(run.span, run.value, unit=run.unit), said)


@rule(
    "Element",
    "OPEN|COMMA|AT AT? UNDER? t:<NamedTarget> DASH|EQUALS|ie p:<PlainTime> CLOSE? &WITH|COMMA|NL|END|DOT|SEMI|OFF|DASH|SLASH|REST|CLOSE|OPEN|TIMES",
    example="(under 5k pace - 2:38)",
)
def pace_and_time(m: Found) -> Aim | None:
    """A race's pace, and what the rep before it takes at that; but `(5k pace - 2:00)`, a recovery."""
    if m.has("OPEN") != m.has("CLOSE") or m["t"].pace.kind != "race" or m["t"].offset:
        return None
    p: Pace = m["p"]
    metres = [far.value.value for far in m.chart.ending(m.begin, 3, "Dist", "Number")]
    odd = p.ms % 15_000 > 0 or m.has("EQUALS", "ie")
    near = any(140 <= p.ms / far <= 360 for far in metres if far >= 200)
    return Aim(m.span, Target(p.span, p)) if odd and near else None


_ROW, _BY = "OPEN {}:<TargetList> CLOSE", "AND|COMMA|SEMI|SLASH|THEN"
_LEADS = frozenset(["OPEN", "AS", "as", "IN", "SPLIT", "COLON", "DASH", "AT", "COMMA"])
_LAPS = (200.0, 400.0, 1000.0, MILE)


@scanner("Element", "OPEN|AS|IN|SPLIT|COLON|DASH|COMMA|DIGITS|CLOCK|AT")
def lap_times(chart: Chart, i: int) -> list[Phrase]:
    """`5 x 400 as 35/31`, `3 miles (6:30, 6:15, 6:00)`: the laps of each run, none of them a time
    for the whole; behind `@ 66` the same told once more."""
    tokens, at, whole = chart.tokens, i, None
    if "OPEN" in tokens[i].kinds and i > 2 and "DASH" in tokens[i - 2].kinds:
        return []  # `300 m - 45 (22.5/22.5)`: what was run
    while at - i < 3 and tokens[at].keys & _LEADS and not whole:
        at += 1
        whole = longest(chart.at("PlainTime", at))
    if whole and "OPEN" in tokens[whole.end].kinds:
        at = whole.end + 1
    opened = at > i and "OPEN" in tokens[at - 1].kinds
    found = longest(chart.at("TargetList", at))
    target: Target | None = found.value if found else None
    paces = (target.listed or [target.pace, *filter(None, [target.fast])]) if target else []
    times = [pace.ms for pace in paces if pace.kind == "time" and not pace.per]
    told = opened or "SLASH" in tokens[at + 1].kinds or "as" in tokens[i].keys
    if found is None or len(times) < max(2, len(paces)) or not told:
        return []
    end, last = _list_ends(chart, found.end, opened)
    if not end:
        return []
    times += [times[-1]] * bool(last)  # as far as the others
    if whole and whole.end <= at and abs(whole.value.ms - sum(times)) > 0.03 * sum(times):
        return []
    laps = _laps(max(_run_before(chart, at) for at in range(max(i - 2, 0), i + 1)), times)
    reps = [a.value for a, b in pairwise(tokens[max(i - 6, 0) : i]) if "TIMES" in b.kinds]
    if not laps or (reps == [len(times)] and min(times) >= 140_000):
        return []  # `3 x 4 km (3:55, 3:50, 3:45)`: the pace of each
    span = chart.span(i, end + opened)
    runs: list[tuple[Length, Target | None, Effort]] = [
        (Length(span, lap, unit="m"), Target(span, Pace("time", span, ms=ms)), Effort.NONE)
        for lap, ms in zip(laps, times, strict=True)
    ]
    if last:
        runs[-1] = (runs[-1][0], None, last)
    # `4 x 800 @ 72/70`: or what each lap of them all takes
    doubtful = len(times) == 2 and not opened and tokens[i].kinds & {"AT", "IN"}
    cost = 1.1 if doubtful else -COSTS["as-before"]
    return [Phrase(end + opened, cost, Parts(span, tuple(runs)))]


def _list_ends(chart: Chart, at: int, opened: bool) -> tuple[int, Effort]:
    """Where a list of laps ends, 0 where something else is told there, and the effort of its last:
    `(6:45, 6:30, as fast as you can - no rest)`."""
    tokens, last = chart.tokens, Effort.NONE
    how = longest(chart.at("Aimed", at + 1)) if opened and "COMMA" in tokens[at].kinds else None
    if how and how.value[1] and how.value[0] is None:
        last, at = how.value[1], how.end
    if opened and (on_end := longest(chart.at("OnEnd", at))):
        at = on_end.end
    ended = tokens[at].kinds & ({"CLOSE"} if opened else _ENDS | {"OPEN"})
    return (at, last) if ended else (0, last)


@rule(
    "Element",
    f"<Intro>? {_ROW.format('a')} {_BY}? {_ROW.format('b')}",
    f"<Intro>? {_ROW.format('a')} {_BY}? {_ROW.format('b')} {_BY}? {_ROW.format('c')}",
    example="in (1:41, 65, 30) (1:40, 64, 29)",
)
def times_by_set(m: Found) -> Aim | None:
    """The times of the runs of each set, a bracket a set."""
    rows: list[list[Pace]] = [m[name].listed for name in "abc" if m[name]]
    paces = [pace for row in rows for pace in row]
    if len({len(row) for row in rows}) > 1 or any(one.kind != "time" or one.per for one in paces):
        return None
    return Aim(m.span, Target(m.span, paces[0], listed=paces)) if len(rows[0]) > 1 else None


@scanner("Element", "OPEN")
def lap_told_besides(chart: Chart, i: int) -> list[Phrase]:
    """`2 x 1200 in 3:36 (72 s)`: what each lap of it takes."""
    lap = longest(chart.at("PlainTime", i + 1))
    if lap is None or "CLOSE" not in chart.tokens[lap.end].kinds or lap.value.ms % 30_000 == 0:
        return []
    for at in range(max(i - 3, 1), i):
        far = _run_before(chart, at) or _run_before(chart, at - 1)
        for whole in chart.at("PlainTime", at) if far > 400 else ():
            if whole.end == i and 0.99 < whole.value.ms * 400 / far / lap.value.ms < 1.01:
                cost = -COSTS["as-before"] if lap.value.ms % 15_000 else 1.9  # `(75 s)`: or rest
                return [Phrase(lap.end + 1, cost, Manner(chart.span(i, lap.end + 1)))]
    return []


def _run_before(chart: Chart, at: int) -> float:
    """The metres of the run that ends before a token; 0 where none does."""
    runs = (p.value.value for p in chart.ending(at, 3, "Dist", "Number"))
    return next((far for far in runs if far >= 300), 0.0)


def _laps(metres: float, times: list[float]) -> list[float]:
    """How far each of the times is run, where all come to a run; nothing where they do not."""
    rests = not any(ms % 30_000 for ms in times)
    if rests or not metres or max(times) >= metres * fastest(metres):
        return []
    for lap in (metres / len(times), *_LAPS):
        laps = [lap] * (len(times) - 1)
        laps.append(metres - sum(laps))
        if not 0 < laps[-1] <= lap + 1 or lap > 1700 or (lap % 50 and metres % MILE):
            continue
        rates = [ms / far for ms, far in zip(times, laps, strict=True)]
        if 100 <= min(rates) <= max(rates) <= min(450, 1.17 * min(rates)):
            return laps
    return []
