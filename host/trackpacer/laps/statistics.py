# SPDX-License-Identifier: MIT
"""What the reps of a session show: mean, scatter, fade, the first two, the last one.

Reps are compared with reps of their own kind: the same distance, or without a program targets
within a quarter of one another. Where there is a target, what is measured is the difference from
it, so that a ladder fades only when it is not followed. Not here: words and pictures of it.
"""

from __future__ import annotations

import statistics as stats
from collections.abc import Sequence

from trackpacer.laps.log import State
from trackpacer.laps.result import Result, Row, lap_time
from trackpacer.records import record
from trackpacer.timeline import NO_REPS
from trackpacer.times import clock

FIRST = 2
"""Reps at the start that are looked at by themselves: they are run before the pace is found."""
NEAREST = 3
LEAST_FOR_EFFECTS = 5
NOTICEABLE = 0.005
"""Share of the mean time below which an effect is not named: 0.4 s of 84 s, 2 m on a lap."""
SIGMAS = 2.0
"""Scatters of the reps between by which a rep must stand out to be named."""


@record
class Group:
    """The reps of one kind that count. Times in ms; None where there are too few reps.

    on: how many the watch called 'on'. all: reps of the kind, those that do not count too. span:
    reps from the first to the last that counts.
    mean_ms: of the times. off_ms: mean of the rows' differences (`Row.difference_ms`), None when
    untargeted.
    scatter_ms: sample standard deviation of the differences (of the times when untargeted); of a
    range, here and below, from its slow end throughout: inside it reps differ too.
    fade_ms: slope of a least-squares line over all the reps, ms a rep; positive is slowing.
    trend_ms: the same, without the first two and the last when they are named (they would tilt it).
    trend_span: reps from the first to the last of these.
    first_ms, last_ms: by how much the first two (their mean) and the last rep lie off the reps
    between: off the line through them and off the mean of the nearest three, whichever is less.
    named: what stands out of the scatter: 'first', 'last', 'trend'.
    """

    label: str
    rows: tuple[Row, ...]
    all: int
    span: float
    mean_ms: float
    off_ms: float | None
    scatter_ms: float | None
    fade_ms: float | None
    trend_ms: float | None
    trend_span: float
    first_ms: float | None
    last_ms: float | None
    named: frozenset[str]
    on: int | None

    @property
    def fastest(self) -> Row:
        return min(self.rows, key=lambda row: row.actual_ms or 0)

    @property
    def slowest(self) -> Row:
        return max(self.rows, key=lambda row: row.actual_ms or 0)


def line(values: Sequence[float], at: Sequence[float]) -> tuple[float, float]:
    """(slope, value at 0) of the least-squares line; at least two different places."""
    slope, start = stats.linear_regression(at, values)
    return slope, start


def _less(a: float, b: float) -> float:
    """Whichever is nearer to 0; 0 when they disagree on the side."""
    return 0.0 if a * b <= 0 else min(a, b, key=abs)


def _slope(values: Sequence[float], at: Sequence[float]) -> tuple[float, float]:
    """(slope of the least-squares line, its standard error)."""
    slope, start = line(values, at)
    middle = stats.fmean(at)
    spread = sum((place - middle) ** 2 for place in at)
    rest = sum(
        (value - start - slope * place) ** 2 for value, place in zip(values, at, strict=True)
    )
    return slope, (rest / (len(at) - 2) / spread) ** 0.5


def groups(result: Result) -> tuple[Group, ...]:
    """The session's kinds of reps, in running order; warm-up, cool-down and easy runs left out."""
    kinds: list[list[Row]] = []
    for row in result.rows:
        if row.role in NO_REPS or row.state is State.TIMED:
            continue
        for found in kinds:
            if found[0].set == row.set and _alike(found[0], row):
                found.append(row)
                break
        else:
            kinds.append([row])
    merged: list[list[Row]] = []
    for kind in kinds:
        for found in merged:
            if _same_task(found, kind):
                found += kind
                break
        else:
            merged.append(list(kind))
    counting = [kind for kind in merged if any(row.counts for row in kind)]
    labels = [_label(kind[0]) for kind in counting]
    return tuple(
        _group(kind, label if labels.count(label) == 1 else f"{label} {_which(kind)}")
        for kind, label in zip(counting, labels, strict=True)
    )


def _alike(a: Row, b: Row) -> bool:
    """Whether two runs of a set are reps of one kind; a ladder's are."""
    if a.distance_m or b.distance_m:
        return a.distance_m == b.distance_m and bool(a.target_ms) == bool(b.target_ms)
    if a.target_ms and b.target_ms:
        return max(a.target_ms, b.target_ms) <= 1.25 * min(a.target_ms, b.target_ms)
    return a.target_ms == b.target_ms


def _same_task(a: Sequence[Row], b: Sequence[Row]) -> bool:
    """Whether two sets were the same again: the same distance, and rep for rep the same target."""
    targets = {row.rep: row.target_ms for row in a}
    again = {row.rep: row.target_ms for row in b}
    shared = targets.keys() & again.keys()
    return (
        bool(shared)
        and a[0].distance_m == b[0].distance_m
        and all(targets[rep] == again[rep] for rep in shared)
    )


def _which(kind: Sequence[Row]) -> str:
    """What tells a kind from another of the same distance."""
    targets = {row.target_ms for row in kind}
    if len(targets) == 1 and kind[0].target_ms:
        return f"@ {clock(kind[0].target_ms, 1)}"
    return f"of set {kind[0].set}"


def _label(row: Row) -> str:
    if row.distance_m:
        return f"{row.distance_m} m"
    if row.target_ms:
        return clock(row.target_ms, 1)
    return "run"


def _group(every: Sequence[Row], label: str) -> Group:
    # A rep that does not count keeps its place: the one after it is one rep later all the same.
    rows = [row for row in every if row.counts]
    at = [float(index) for index, row in enumerate(every) if row.counts]
    times = [float(row.actual_ms or 0) for row in rows]
    targeted = all(row.target_ms for row in rows)
    values = [time - (row.target_ms or 0) * targeted for time, row in zip(times, rows, strict=True)]
    count = len(rows)
    mean = stats.fmean(times)
    first = last = trend = None
    trend_span = 0.0
    named = set()
    if count >= LEAST_FOR_EFFECTS:
        between, places = values[FIRST:-1], at[FIRST:-1]
        # A line through fewer than four points follows their scatter, not the runner.
        slope, start = 0.0, stats.fmean(between)
        if len(between) >= 4:
            slope, start = line(between, places)
        rest = [value - start - slope * place for value, place in zip(between, places, strict=True)]
        noise = SIGMAS * (stats.stdev(rest) if len(rest) > 1 else 0.0)
        least = NOTICEABLE * mean
        first = _less(
            stats.fmean(values[i] - start - slope * at[i] for i in range(FIRST)),
            stats.fmean(values[:FIRST]) - stats.fmean(between[:NEAREST]),
        )
        last = _less(
            values[-1] - start - slope * at[-1], values[-1] - stats.fmean(between[-NEAREST:])
        )
        if abs(first) >= max(least, noise / FIRST**0.5):
            named.add("first")
        if abs(last) >= max(least, noise):
            named.add("last")
        if not named:
            between, places = values, at
        if len(between) >= 4:
            trend, error = _slope(between, places)
            trend_span = places[-1] - places[0]
            if abs(trend) >= max(2 * least / (at[-1] - at[0]), SIGMAS * error):
                named.add("trend")
    return Group(
        label=label,
        rows=tuple(rows),
        all=len(every),
        span=at[-1] - at[0],
        mean_ms=mean,
        off_ms=stats.fmean(row.difference_ms or 0 for row in rows) if targeted else None,
        scatter_ms=stats.stdev(values) if count > 1 else None,
        fade_ms=line(values, at)[0] if count > 2 else None,
        trend_ms=trend,
        trend_span=trend_span,
        first_ms=first,
        last_ms=last,
        named=frozenset(named),
        on=sum(row.verdict == "on" for row in rows) if targeted else None,
    )


def findings(group: Group) -> tuple[str, ...]:
    """What stands out in a group, a sentence each."""
    found = []
    count = len(group.rows)

    def seconds(ms: float) -> str:
        return f"{abs(ms) / 1000:.1f} s"

    if "first" in group.named and group.first_ms is not None:
        way = "faster" if group.first_ms < 0 else "slower"
        found.append(
            f"The first two stood out: {seconds(group.first_ms)} {way} than the reps after."
        )
    if "last" in group.named and group.last_ms is not None:
        way = "faster" if group.last_ms < 0 else "slower"
        found.append(f"The last rep was {seconds(group.last_ms)} {way} than the ones before it.")
    if "trend" in group.named and group.trend_ms is not None:
        found.append(_trend(group, group.trend_ms))
    found += _sets(group)
    scatter = group.scatter_ms
    even = scatter is not None and scatter <= 2 * NOTICEABLE * group.mean_ms
    if not group.named and count >= LEAST_FOR_EFFECTS and even and scatter is not None:
        found.append(f"Even from first to last: scatter {scatter / 1000:.2f} s.")
    return tuple(found)


def _trend(group: Group, trend_ms: float) -> str:
    """How the reps drifted; where the ends stood out, also what they make of it: the fade."""

    def a_rep(ms: float) -> str:
        return f"{'slower' if ms > 0 else 'faster'} by {abs(ms) / 1000:.2f} s a rep"

    def whole(span: float) -> str:
        return f"{abs(trend_ms * span) / 1000:.1f} s"

    if not group.named & {"first", "last"} or group.fade_ms is None:
        return f"The reps got {a_rep(trend_ms)}, {whole(group.span)} from first to last."
    return (
        f"Leaving out the first two and the last, the reps got {a_rep(trend_ms)}, "
        f"{whole(group.trend_span)} in all (fade, over every rep: {a_rep(group.fade_ms)})."
    )


def _sets(group: Group) -> list[str]:
    """The sets' means, where there are several of enough reps."""
    sets: dict[int, list[int]] = {}
    for row in group.rows:
        sets.setdefault(row.set, []).append(row.actual_ms or 0)
    if len(sets) < 2 or min(len(times) for times in sets.values()) < 2:
        return []
    means = [
        f"set {number} {lap_time(round(stats.fmean(sets[number])))}" for number in sorted(sets)
    ]
    return [f"Mean of each set: {', '.join(means)}."]
