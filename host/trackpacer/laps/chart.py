# SPDX-License-Identifier: MIT
"""The picture of one session: its reps against their targets, and the recoveries between them.

What is drawn is worked out first, as values (`points`); drawing turns them into marks of `svg`. A
lap's verdict is its shape as well as its colour: a wedge points down where it was faster, a
triangle up where it was slower, a dot was on. Not here: a squad (`strips`), a season (`season`),
what is measured (`statistics`), the page around it (`page`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trackpacer import svg
from trackpacer.laps import statistics
from trackpacer.laps.result import Result, Row, signed
from trackpacer.laps.wording import actual, heading, what
from trackpacer.records import record
from trackpacer.times import clock

WIDE, NARROW = 800.0, 370.0
"""Pixels of a picture on a desk and on a phone."""
LEFT, RIGHT = 58.0, 10.0
_TOP = 24.0
_PLOT, _NARROW_PLOT, _RESTS = 250.0, 230.0, 52.0
_BOUND_S = 3.0
"""Of 'faster than' the band shows so many seconds."""

VERDICTS = {"fast": "wedge", "on": "dot", "slow": "triangle", "": "dot"}


@record
class Point:
    """One run as it is drawn. place: its number. value: seconds from the target; without targets
    the time or pace itself; None for a run without a time. shape, colour: names of `svg`."""

    place: int
    value: float | None
    shape: str
    colour: str
    open: bool
    words: str


@record
class Reps:
    """What the picture of a session shows. zero: where the line is that reps are compared with:
    0 for the target, else a mean. pace: values are seconds a km, not a rep's own."""

    points: tuple[Point, ...]
    targeted: bool
    zero: float | None
    pace: bool = False


def points(result: Result) -> Reps:
    """The runs that a picture compares: those with a target; where there is none at all, the reps,
    by their times or, of several kinds, by their pace. Easy runs beside them have no place in it.
    """
    rows = [row for row in result.rows if row.target_ms]
    if rows:
        return Reps(tuple(_point(row, _off(row)) for row in rows), True, 0.0)
    groups = statistics.groups(result)
    reps = {row.number for group in groups for row in group.rows}
    rows = [row for row in result.rows if row.number in reps]
    pace = len(groups) > 1 and all(row.distance_m for row in rows)
    values = [_value(row, pace) for row in rows]
    mean = sum(values) / len(values) if values and len(groups) == 1 else None
    drawn = tuple(_point(row, value) for row, value in zip(rows, values, strict=True))
    return Reps(drawn, False, mean, pace)


def _off(row: Row) -> float | None:
    if row.actual_ms is None or not row.target_ms:
        return None
    return (row.actual_ms - row.target_ms) / 1000


def _value(row: Row, pace: bool) -> float:
    seconds = (row.actual_ms or 0) / 1000
    return seconds * 1000 / row.distance_m if pace and row.distance_m else seconds


def _point(row: Row, value: float | None) -> Point:
    words = [f"{row.number}.", what(row), actual(row)]
    if row.difference_ms is not None:
        words.append(f"({signed(row.difference_ms)})")
    words += row.remarks
    shape, colour = VERDICTS[row.verdict], row.verdict or "ink"
    if value is None:
        shape, colour = "cross", "muted"
    elif not row.counts:
        colour = "muted"
    hidden = value is not None and not row.counts
    return Point(row.number, value, shape, colour, hidden, " ".join(filter(None, words)))


def has_picture(result: Result) -> bool:
    """Whether there is anything to compare."""
    return len(points(result).points) > 1


def drawn(result: Result, width: float, colours: Mapping[str, str] | None = None) -> str:
    """The picture as an <svg> element; `colours` None: the page's own variables."""
    reps = points(result)
    rests = [row for row in result.rows if row.recovery_ms]
    narrow = width < 500
    height = _NARROW_PLOT if narrow else _PLOT
    whole = _TOP + height + (16 + _RESTS if rests else 0) + 38
    drawing = svg.Drawing(width, whole, heading(result), colours)
    places = [point.place for point in reps.points]
    first, last = (places[0], places[-1]) if places else (1, 1)
    x = svg.Scale(first - 0.7, last + 0.7, LEFT, width - RIGHT)
    y = svg.Scale(*_reach(reps, result), _TOP + height, _TOP)
    axes = svg.Axes(drawing, x, y)
    _bands(axes, reps, result)
    axes.up([(value, _named(value, reps)) for value in svg.ticks(y.low, y.high, 5, (1, 2, 5))])
    name = "seconds from target" if reps.targeted else "pace, min/km" if reps.pace else "time"
    drawing.text(2, 12, f"{name}; slower ↑ faster ↓")
    _sets(axes, result, places)
    if reps.zero is not None:
        drawing.line(x.start, y(reps.zero), x.end, y(reps.zero), "ink", 1.2)
    for point in reps.points:
        _mark(axes, point, reps)
    _trends(axes, result, reps)
    bottom = axes
    if rests:
        top = _TOP + height + 16
        bottom = _recoveries(drawing, x, top, result, set(places))
    bottom.across([(place, str(place)) for place in numbered(places, narrow)], "run")
    return drawing.svg()


def _reach(reps: Reps, result: Result) -> tuple[float, float]:
    """The lowest and the highest value, with room for marks at both."""
    values = [point.value for point in reps.points if point.value is not None]
    if reps.targeted:
        values += [0.0]
        values += [edge for row in result.rows if row.on_s for edge in _band(row)]
    low, high = min(values, default=-1.0), max(values, default=1.0)
    room = max((high - low) * 0.1, 0.3 if reps.targeted else 0.5)
    return low - room, high + room


def _band(row: Row) -> tuple[float, float]:
    low, high = row.on_s or (0.0, 0.0)
    return (max(low, -_BOUND_S) if row.bound else low), high


def _named(value: float, reps: Reps) -> str:
    if not reps.targeted:
        return clock(value * 1000, 0 if value >= 60 and value % 1 == 0 else 1)
    return f"{value:+.10g}".replace("-", "\N{MINUS SIGN}") if abs(value) > 1e-9 else "0"


def _bands(axes: svg.Axes, reps: Reps, result: Result) -> None:
    """Where the watch calls a rep on: alike neighbours in one, so that no seams show."""
    if not reps.targeted:
        return
    spans: list[list[float]] = []
    for row in result.rows:
        if row.on_s is None:
            continue
        low, high = _band(row)
        if spans and spans[-1][1:] == [row.number - 0.5, low, high]:
            spans[-1][1] = row.number + 0.5
        else:
            spans.append([row.number - 0.5, row.number + 0.5, low, high])
    for left, right, low, high in spans:
        top = axes.y(high)
        axes.drawing.rect(
            axes.x(left), top, axes.x(right) - axes.x(left), axes.y(low) - top, "band"
        )


def _sets(axes: svg.Axes, result: Result, places: Sequence[int]) -> None:
    """A line where a set begins, with its number and what was run in it."""
    drawn = [row for row in result.rows if row.number in set(places)]
    if len({row.set for row in drawn}) < 2:
        return
    starts = [n for n, row in enumerate(drawn) if n == 0 or row.set != drawn[n - 1].set]
    for at, end in zip(starts, [*starts[1:], len(drawn)], strict=True):
        row = drawn[at]
        left = axes.x(row.number - 0.5)
        if at:
            axes.drawing.line(left, axes.y.start, left, axes.y.end, "muted", 0.8, "2 3")
        kinds = {what(one) for one in drawn[at:end]}
        words = f"set {row.set}" if row.set else ""
        if len(kinds) == 1:
            longer = ": ".join(filter(None, (words, kinds.pop())))
            room = axes.x(drawn[end - 1].number + 0.5) - left
            words = longer if svg.text_width(longer, 11) < room else words
        axes.drawing.text(left + 4, axes.y.end + 11, words, size=11)


def _mark(axes: svg.Axes, point: Point, reps: Reps) -> None:
    at = axes.x(point.place)
    with axes.drawing.group(point.words, class_="rep"):
        if point.value is None:
            low = axes.y.low if reps.zero is None else reps.zero
            axes.drawing.mark("cross", at, axes.y(low), point.colour)
            return
        y = axes.y(point.value)
        if not point.open and reps.zero is not None:
            axes.drawing.line(at, axes.y(reps.zero), at, y, point.colour, 2.2, opacity=0.45)
        axes.drawing.mark(point.shape, at, y, point.colour, 4.6, point.open)


def _trends(axes: svg.Axes, result: Result, reps: Reps) -> None:
    known = {point.place: point.value for point in reps.points}
    for group in statistics.groups(result):
        if len(group.rows) < statistics.LEAST_FOR_EFFECTS:
            continue
        rows = group.rows
        if group.named & {"first", "last"}:
            rows = rows[statistics.FIRST : -1]
        found = [(float(row.number), known.get(row.number)) for row in rows]
        pairs = [(at, value) for at, value in found if value is not None]
        if len(pairs) < 3:
            continue
        slope, start = statistics.line([value for _, value in pairs], [at for at, _ in pairs])
        ends = [pairs[0][0], pairs[-1][0]]
        through = [(axes.x(at), axes.y(start + slope * at)) for at in ends]
        axes.drawing.path(through, "trend", 2, "7 3")


def _recoveries(
    drawing: svg.Drawing, x: svg.Scale, top: float, result: Result, places: set[int]
) -> svg.Axes:
    """Bars for the recoveries before the runs, and lines for what was asked."""
    rows = [row for row in result.rows if row.number in places]
    longest = max([row.recovery_ms or 0 for row in rows] + [1])
    unit, name = (60_000, "min") if longest >= 180_000 else (1000, "s")
    asked = [
        bound
        for row in rows
        if row.planned_recovery
        for bound in (row.planned_recovery.least_ms, row.planned_recovery.most_ms)
        if bound
    ]
    y = svg.Scale(0, max([longest, *asked]) * 1.05 / unit, top + _RESTS, top)
    axes = svg.Axes(drawing, x, y)
    axes.up([(value, f"{value:g}") for value in svg.ticks(0, y.high, 3)])
    half = 0.31
    for row in rows:
        if row.recovery_ms:
            left, up = x(row.number - half), y(row.recovery_ms / unit)
            words = f"recovery before run {row.number}: {clock(row.recovery_ms, 1)}"
            with drawing.group(words):
                drawing.rect(left, up, x(row.number + half) - left, y.start - up, "rest")
        plan = row.planned_recovery
        for bound in sorted({plan.least_ms, plan.most_ms} - {None} if plan else set(), key=str):
            if bound:
                at = y(bound / unit)
                drawing.line(x(row.number - 0.42), at, x(row.number + 0.42), at, "ink", 1.1)
    drawing.text(2, top - 5, f"recovery before, {name}")
    return axes


def numbered(places: Sequence[int], narrow: bool) -> list[int]:
    """Every run by its number, or of many the first and each fifth, tenth, ..."""
    most = 9 if narrow else 16
    step = next((n for n in (1, 5, 10, 20, 50, 100, 500) if len(places) <= n * most), 1000)
    return [n for n in places if n % step == 0 or n == places[0]]


def title(result: Result) -> list[str]:
    """The lines that a picture on its own begins with: who ran what, and how it went."""
    from trackpacer.laps.result import lap_time

    lines = [heading(result)]
    for group in statistics.groups(result)[:2]:
        if len(group.rows) > 1:
            words = [f"{len(group.rows)} x {group.label}: mean {lap_time(round(group.mean_ms))}"]
            if group.off_ms is not None:
                words.append(f"{signed(round(group.off_ms))} s to target")
            if group.scatter_ms is not None:
                words.append(f"scatter {group.scatter_ms / 1000:.2f} s")
            if group.fade_ms is not None:
                words.append(f"fade {signed(round(group.fade_ms))} s a rep")
            lines.append(", ".join(words))
    return lines
