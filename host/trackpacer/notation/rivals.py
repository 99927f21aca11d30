# SPDX-License-Identifier: MIT
"""Which readings of a text lie so close that a coach must be asked, and which convention settles.

Not here: what each of them is (`outcomes`), what is asked (`refusals`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trackpacer.notation import exact, refusals
from trackpacer.notation.blocks import State
from trackpacer.notation.chart import Chart
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Span
from trackpacer.notation.outcomes import Outcome, Outcomes, readings_in
from trackpacer.notation.patterns import pattern
from trackpacer.notation.readings import Reading

DEAR = 5.0  # from here on a reading is far from how coaches write
TOLD = ("the target", "the pace", "the pace of all", "what it is for")
REPEATS = ("for all of it", "for all of them")
RESTS = ("a recovery", "the recovery", "the recovery of all")
_EASY = pattern(r" (?:easy run|effort easy)\b|(?<=\bstride) effort \w+")
_EFFORT = pattern(r" (?:easy run|effort \w+)\b")
_PACED = pattern(r" effort (?!easy)\w+(?= @)")  # what says no more than the pace behind it
_ENDS_RESTING = pattern(r"; R (?!none|full)[^;()]+$")
_GROUP = pattern(r"set \(([^()]*)\)")


def distinct(outcomes: Iterable[Outcome], most: int) -> list[Reading]:
    """Those that differ in what is run, each at its cheapest, best first."""
    listed: dict[str, Reading] = {}
    for reading in readings_in(outcomes):
        before = listed.get(as_run(reading))
        if before is None or reading.cost < before.cost:
            listed[as_run(reading)] = reading
    return sorted(listed.values(), key=lambda reading: reading.cost)[:most]


def cheapest(of: Sequence[Outcomes], most: int) -> list[Reading]:
    """The best readings of several covers of a text, `varied`; what cannot be among them is not
    worked out."""
    costs: dict[str, float] = {}
    known: list[tuple[int, int]] = []
    for least, at, number in _by_cost(of):
        if len(costs) >= most and least > sorted(costs.values())[most - 1]:
            break
        for reading in readings_in([of[at][number]]):
            kind = _but_effort(reading)
            costs[kind] = min(costs.get(kind, reading.cost), reading.cost)
        known.append((at, number))
    every = (of[at][number] for at, number in sorted(known))
    return varied(distinct(every, 3 * most))[:most]


def near(of: Sequence[Outcomes], margin: float) -> list[Outcome]:
    """The readings of several covers of a text up to so much dearer than the best, best first."""
    best = float("inf")
    known: list[tuple[float, int, int]] = []
    for least, at, number in _by_cost(of):
        if least > best + margin:
            break
        outcome = of[at][number]
        if outcome.reading is not None:
            best = min(best, outcome.cost)
            known.append((outcome.cost, at, number))
    return [of[at][number] for _, at, number in sorted(known)]


def _by_cost(of: Sequence[Outcomes]) -> list[tuple[float, int, int]]:
    """The places of all outcomes, in the order of what they cost at least."""
    places = enumerate(of)
    return sorted((cost, at, n) for at, one in places for n, cost in enumerate(one.costs))


def margin_of(cost: float) -> float:
    """How much dearer another reading must be than one of that cost: the dearer, the more."""
    dear = min(max(0.0, cost - DEAR), COSTS["refuse-beyond"])
    return COSTS["margin"] + COSTS["margin-grows"] * dear


def rivals_of(chart: Chart, best: Outcome, outcomes: list[Outcome], margin: float) -> list[Outcome]:
    """Other readings that lie close to the best, and differ in what is run."""
    assert best.reading is not None
    seen = {as_run(best.reading)}
    plain = _but_easy(best.reading)
    rivals: list[Outcome] = []
    for outcome in outcomes:
        reading = outcome.reading
        if reading is None or as_run(reading) in seen or _but_easy(reading) == plain:
            continue
        ends = _ENDS_RESTING.search(as_run(reading)) and plain.endswith("between)")
        if ends and outcome.cost > best.cost:
            continue  # `3 sets of 5 min, 75 s jog, 60 s hard, 2 min jog`: all of it in the set
        if outcome.cost - best.cost < margin and not convention_settles(
            chart, best.state, outcome.state
        ):
            seen.add(as_run(reading))
            rivals.append(outcome)
    return rivals


def convention_settles(chart: Chart, best: State, other: State) -> bool:
    """Whether how coaches write settles which of two readings is meant, however close they lie.

    What may be an order is none the less one for being passed over in the other, but an amount is
    never passed over where the other runs it, nor what a title may tell, nor how often; a time
    between sets that may be a recovery is no run.
    """
    found = refusals.difference(best, other)
    span, role, rival = found or ((0, 0), "", "")
    if role == "a remark" and rival == "a run" and chart.amount(*span):
        return _no_run(chart, span)
    if role == "a remark":
        return rival not in (*TOLD, *REPEATS)
    if role == "the recovery of all" and rival == "how it changes":
        return True
    if role in RESTS:
        return rival in ("a run", "a remark")
    return rival == "a remark" and role not in ("the target", "the effort")


def _no_run(chart: Chart, span: Span) -> bool:
    """Whether an amount is told as a total or a race: `TOTAL TIME: 42 min`, `in a track 5k`."""
    said = [token for token in chart.tokens if span[0] <= token.start < span[1]]
    return "TOTAL" in said[0].kinds or (
        bool(said[0].kinds & {"IN", "OF"} or said[0].word == "for")
        and len(said) > 2
        and said[1].word in ("a", "the", "my", "your")
    )


def as_run(reading: Reading) -> str:
    """The program without what only numbers its reps."""
    text = exact.in_one_line(reading.canonical)
    return _GROUP.sub(r"\1", text)


def _but_easy(reading: Reading) -> str:
    """The program without what only says that a run is an easy one, how fast a stride is, or how
    hard what has its pace."""
    return _PACED.sub("", _EASY.sub("", as_run(reading)))


def _but_effort(reading: Reading) -> str:
    """The program without its efforts."""
    return _EFFORT.sub("", as_run(reading))


def varied(readings: list[Reading]) -> list[Reading]:
    """Readings in their order, but those last that differ from one before only in efforts."""
    first: dict[str, Reading] = {}
    for reading in readings:
        first.setdefault(_but_effort(reading), reading)
    return [*first.values(), *(one for one in readings if one not in first.values())]
