# SPDX-License-Identifier: MIT
"""Runs by their number or each with its time, a single one: `1st 400`, `800: 2:56`, `1 1200`.

Not here: a target of some of the reps (`shares`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase, longest
from trackpacer.notation.elements import Aim, Length, Remark, Reps
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.tree import Pace, Target

_STARTS = frozenset(
    ["BEGIN", "NL", "COMMA", "SEMI", "DOT", "BULLET", "AND", "THEN", "COLON", "CLOSE"]
)


@scanner("Element", "DIGITS|ORDINALWORD|the")
def ordinal_of_a_run(chart: Chart, i: int) -> list[Phrase]:
    """`1st 400 in 75, 2nd 400 in 74`: the number of a run that stands there."""
    told = chart.once(_numbered)
    return [Phrase(told[i], 0.0, Remark(chart.span(i, told[i])))] if i in told else []


def _numbered(chart: Chart) -> dict[int, int]:
    """Where the numbers of runs begin and end, if they go up from one and no reps are counted."""
    tokens = chart.tokens
    found: dict[int, int] = {}
    for at in range(chart.end):
        if at and not tokens[at - 1].kinds & _STARTS:
            continue
        the = tokens[at].word == "the"
        options = chart.at("Ordinal", at + the)
        end = options[0].end if options else 0
        if not options or "HASH" in tokens[at + the].kinds or not _runs(chart, end):
            continue
        part = "OF" in tokens[end + 1].kinds | tokens[end + 2].kinds  # `first lap of an 800`
        if part or options[0].value != len(found) + 1:
            return {}
        if not found and chart.has_before(at, "TIMES", "SET", "REP"):
            return {}
        found[at] = end
    return found if len(found) > 1 else {}


def _runs(chart: Chart, at: int) -> bool:
    """Whether one run stands there, by its distance."""
    metres = [p.value.value for p in chart.at("Dist", at)]
    return bool(metres) or (
        "DIGITS" in chart.tokens[at].kinds and chart.tokens[at].value in range(100, 3001, 50)
    )


@scanner("Element", "CLOCK|DIGITS")
def time_of_a_run(chart: Chart, i: int) -> list[Phrase]:
    """`800: 3:00`, and `800: 2:56` below it; `250 - 35.9 / 60s rest / 150 - 22.7`: the time of each,
    where a round one by itself may be the recovery."""
    pace: Pace | None = chart.once(_timed).get(i)
    return [Phrase(i + 1, 0.0, Aim(pace.span, Target(pace.span, pace), bare=True))] if pace else []


def _timed(chart: Chart) -> dict[int, Pace]:
    """Where a time stands behind a run of a distance and a mark, if several do and all are run
    alike; none where they may all be recoveries, by their round seconds."""
    tokens, numbers = chart.tokens, chart.once(_numbered)
    found, rates = dict[int, Pace](), list[float]()
    for start in range(chart.end):
        if not chart.before(start).kinds & {*_STARTS, "SLASH"}:
            continue
        run = longest(p for s in ("Dist", "Number") for p in chart.at(s, numbers.get(start, start)))
        if run is None or run.value.value < 100 or run.end + 2 > chart.end:
            continue
        mark, time, after = tokens[run.end : run.end + 3]
        timed = mark.kinds & {"COLON", "DASH"} and time.kinds & {"CLOCK", "DIGITS"}
        if timed and after.kinds & {"NL", "END", "SLASH", "COMMA", "SEMI", "OPEN"}:
            found[run.end + 1] = Pace("time", time.span, ms=time.value * 1000)
            rates.append(time.value * 1000 / run.value.value)
    alike = rates and min(rates) >= 98 and max(rates) <= min(330.0, 1.4 * min(rates))
    odd = any(pace.ms % 5_000 for pace in found.values())
    return found if len(found) > 1 and alike and odd else {}


@scanner("Element", "DIGITS|HASH")
def number_and_time(chart: Chart, i: int) -> list[Phrase]:
    """`Mile 1-6:50` and `Mile 2-6:35` below it: the number of each run of a length, and its time."""
    phrase = chart.once(_numbered_and_timed).get(i)
    return [phrase] if phrase else []


def _numbered_and_timed(chart: Chart) -> dict[int, Phrase]:
    """Where numbers from one up stand behind lengths, a time behind each, and no reps are counted."""
    tokens, found = chart.tokens, dict[int, Phrase]()
    for start in (n for n in range(chart.end) if chart.before(n).kinds & _STARTS):
        run = longest(p for s in ("Dist", "Number") for p in chart.at(s, start))
        if run is None or run.value.value < 100:
            continue
        at = run.end + ("HASH" in tokens[run.end].kinds)
        end = at + 2 + bool(tokens[at + 1].kinds & {"COLON", "DASH", "EQUALS", "IN", "AT"})
        time, timed = tokens[end - 1], tokens[end - 1].kinds & {"CLOCK", "DIGITS"}
        alike = 98 <= time.value * 1000 / run.value.value <= 500
        ended = not tokens[end].kinds & {"TIMES", "METRES", "DASH"}
        if tokens[at].value == len(found) + 1 and timed and alike and ended:
            target = Target(time.span, Pace("time", time.span, ms=time.value * 1000))
            found[run.end] = Phrase(end, 0.0, Aim(chart.span(run.end, end), target, bare=True))
    return found if len(found) > 1 and not chart.has_before(chart.end, "TIMES") else {}


@rule(
    "Element",
    "^BEGIN|COMMA|AND|RUN|do|did|ran|COLON|PLUS|SEMI n:1 d:DIGITS METRES|s? !TIMES|KM|MILES|MINUTES|SECONDS|DIGITS|PCT",
    cost="phrase",
    example="1 1200",
)
def single(m: Found) -> Reps | None:
    """`1 1200, 2 1000s`: one of them."""
    metres = m["d"].value
    if metres not in range(200, 3201, 50) or m["d"].glued:
        return None
    return Reps(m.span, None, Length(m["d"].span, metres=metres, unit="m"))
