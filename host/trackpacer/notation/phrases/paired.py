# SPDX-License-Identifier: MIT
"""A run with its pace or its time right behind it, without a word: `800m 10K`, `8 km (3:40)`,
`500m - 66s, 350m - 44s, 250m - 30s`.

Not here: targets behind `@` or `in` (`targets`); times below one another (`bylines`).
"""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Aim, Amount, Length, Reps
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.tokens import is_spaced_dash
from trackpacer.notation.tree import Pace, Target

_ENDS = "&COMMA|CLOSE|SEMI|PLUS|END|WITH|NL|OPEN|AND|SLASH"
_FAR = 200  # tokens that are looked at for further pairs


@rule("Element", f"^METRES n:<NamedRace> {_ENDS}", cost="rare")
def race_behind(m: Found) -> Aim | None:
    """`800m 10K`: nobody runs the race behind a rep of it."""
    race: Pace = m["n"]
    length = m.chart.tokens[max(m.begin - 2, 0)]
    raced = m.has("KM", "MILES") and race.metres in (3000.0, 5000.0, 10000.0)
    return Aim(m.span, Target(m.span, race)) if raced and 0 < length.value < race.metres else None


@rule("Element", "^KM|MILES OPEN t:<Time> CLOSE", cost="phrase")
def pace_in_a_bracket(m: Found) -> Aim | None:
    """`8 km (3:40)`: a time in which nobody runs so far, once, is the pace of it."""
    tokens = m.chart.tokens
    time: Amount = m["t"]
    unit = "mile" if "MILES" in m.behind.kinds else "km"
    slowest = 450_000 if unit == "km" else 720_000
    counted = "TIMES" in tokens[max(m.begin - 3, 0)].kinds
    if counted or tokens[max(m.begin - 2, 0)].value < 3 or time.value % 30_000 == 0:
        return None
    if not slowest / 3 <= time.value <= slowest or time.unit != "clock":
        return None
    return Aim(m.span, Target(m.span, Pace("time", m.span, ms=time.value, per=unit)))


@rule("Element", "d:<Dist> DASH t:<Time> &COMMA|NL|END|SEMI|DOT|WITH|AND")
def timed_each(m: Found) -> Reps | None:
    """One of three lengths or more, each with a time in which it can be run."""
    d: Amount = m["d"]
    own = (d.value, m["t"].value)
    if not _is_run(*own):
        return None
    pairs = m.chart.once(_pairs)
    if len(pairs) < 3 or own not in pairs or not all(_is_run(*pair) for pair in pairs):
        return None
    if not any(ms % 5_000 for _, ms in pairs):
        return None
    aim = Aim(m["t"].span, Target(m["t"].span, Pace("time", m["t"].span, ms=m["t"].value)))
    return Reps(m.span, None, Length(d.span, d.value, unit=d.unit), (aim,))


def _is_run(metres: float, ms: float) -> bool:
    return 95 * metres <= ms <= 240 * metres


def _pairs(chart: Chart) -> list[tuple[float, float]]:
    """The metres and milliseconds of all that is written as a length, a dash and a time."""
    found: list[tuple[float, float]] = []
    for i in range(min(chart.end, _FAR)):
        far = longest(chart.at("Dist", i)) if "NUM" in chart.tokens[i].kinds else None
        if far is None or not is_spaced_dash(chart.tokens, far.end):
            continue
        time = longest(chart.at("Time", far.end + 1))
        if time is not None:
            found.append((far.value.value, time.value.value))
    return found


@scanner("Element", "OPEN|SLASH")
def timed_in_brackets(chart: Chart, i: int) -> list[Phrase]:
    """`4 x 150 (20 s), 3 x 300 (42 s)`, `500/66, 350/44`: times that grow with the lengths as a
    runner's do."""
    end = _closes(chart, i)
    timed = chart.once(_bracketed) if end in (i + 2, i + 3) else {}
    ordered = sorted(timed.values())
    if i not in timed or len({metres for metres, _ in ordered}) < 2:
        return []
    rates = [ms / metres for metres, ms in ordered]
    slower = all(after >= 0.98 * before for before, after in pairwise(rates))
    even = all(ms % 5_000 == 0 for _, ms in ordered)
    if even or not slower or not all(105 <= rate <= 190 for rate in rates):
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
        end = _closes(chart, at) if tokens[at].kinds & {"OPEN", "SLASH"} else 0
        if end not in (at + 2, at + 3):
            continue
        times = [p.value.value for p in chart.at("Time", at + 1) if p.end == end]
        if not times and "DIGITS" in tokens[at + 1].kinds and end == at + 2:
            times = [tokens[at + 1].value * 1000]
        before = (p.value.value for p in chart.ending(at, 3, "Dist", "Number"))
        metres = [far for far in before if far >= 100]
        if times and not metres:
            return {}  # `a 200 to end (25 s)`: they are not all told so
        if times:
            found[at] = (max(metres), times[0])
    return found


def _closes(chart: Chart, i: int) -> int:
    """The token that closes the bracket, or ends what is behind a slash; 0 where none is near."""
    tokens = chart.tokens
    ends = {"COMMA", "SEMI", "NL", "END", "PLUS"} if "SLASH" in tokens[i].kinds else {"CLOSE"}
    near = range(i + 1, min(i + 4, chart.end + 1))
    return next((at for at in near if tokens[at].kinds & ends), 0)
