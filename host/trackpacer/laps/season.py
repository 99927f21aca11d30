# SPDX-License-Identifier: MIT
"""The picture of the same session over a season: each one's mean over its date, and its target.

Not here: one session (`chart`), the table beside it (`table`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from trackpacer import svg
from trackpacer.laps import statistics
from trackpacer.laps.result import Result, lap_time
from trackpacer.records import record
from trackpacer.times import clock

_TOP, _PLOT = 24.0, 250.0
_LINES = ("fast", "slow", "on", "trend", "muted")
_SHAPES = ("dot", "square", "diamond", "triangle", "wedge")


@record
class Mean:
    """One session: its day, its mean and scatter, and the mean of its targets (None: none). s."""

    day: date
    mean: float
    scatter: float
    target: float | None


def means(results: Sequence[Result]) -> dict[str, list[Mean]]:
    """Each athlete's kind of rep, by what the picture calls it, oldest first."""
    lines: dict[tuple[str, str], list[Mean]] = {}
    for result in results:
        for group in statistics.groups(result):
            if result.began is None:
                continue
            targets = [row.target_ms for row in group.rows if row.target_ms]
            target = sum(targets) / len(targets) / 1000 if len(targets) == len(group.rows) else None
            found = Mean(
                result.began.date(), group.mean_ms / 1000, (group.scatter_ms or 0) / 1000, target
            )
            lines.setdefault((result.athlete, group.label), []).append(found)
    athletes = {athlete for athlete, _ in lines}
    labels = {label for _, label in lines}
    named = {}
    for (athlete, label), points in sorted(lines.items()):
        words = [athlete if len(athletes) > 1 else "", label if len(labels) > 1 else ""]
        name = " ".join(filter(None, words)) or athlete or label
        named[name] = sorted(points, key=lambda one: one.day)
    return named


def drawn(
    name: str, results: Sequence[Result], width: float, colours: Mapping[str, str] | None = None
) -> str:
    """The picture as an <svg> element; `colours` None: the page's own variables."""
    lines = means(results)
    per_row = max(1, int(width // 190))
    legend = 18.0 * -(-len(lines) // per_row) if len(lines) > 1 else 0.0
    drawing = svg.Drawing(width, _TOP + _PLOT + 24 + legend, f"{name} over the season", colours)
    every = [one for points in lines.values() for one in points]
    if not every:
        drawing.text(width / 2, 40, "no dated sessions", "ink", anchor="middle")
        return drawing.svg()
    axes = svg.Axes(drawing, *_scales(every, width))
    _axis(axes, every)
    drawing.text(2, 12, "mean and scatter; slower ↑ faster ↓")
    for number, (label, points) in enumerate(lines.items()):
        # Five of each, and the shapes go on by one each time: 25 pairs before one comes again.
        colour = _LINES[number % len(_LINES)]
        shape = _SHAPES[(number + number // len(_LINES)) % len(_SHAPES)]
        _target(axes, points, named=not number)
        axes.drawing.path([(axes.x(_at(one)), axes.y(one.mean)) for one in points], colour, 1.6)
        for one in points:
            _one(axes, one, colour, shape, label)
        if legend:
            at = (number % per_row) * (width / per_row)
            y = _TOP + _PLOT + 38 + 18.0 * (number // per_row)
            drawing.mark(shape, at + 8, y - 4, colour)
            drawing.text(at + 18, y, svg.fitted(label, width / per_row - 24, 12), "ink")
    return drawing.svg()


def _at(one: Mean) -> float:
    return float(one.day.toordinal())


def _scales(every: Sequence[Mean], width: float) -> tuple[svg.Scale, svg.Scale]:
    days = [_at(one) for one in every]
    edge = max(1.0, (max(days) - min(days)) * 0.04)
    values = [one.mean + side * one.scatter for one in every for side in (-1, 1)]
    values += [one.target for one in every if one.target is not None]
    room = max((max(values) - min(values)) * 0.08, 0.3)
    x = svg.Scale(min(days) - edge, max(days) + edge, 58.0, width - 12)
    return x, svg.Scale(min(values) - room, max(values) + room, _TOP + _PLOT, _TOP)


def _axis(axes: svg.Axes, every: Sequence[Mean]) -> None:
    axes.up(
        [
            (value, clock(round(value * 1000), 1))
            for value in svg.ticks(axes.y.low, axes.y.high, 6, (1, 2, 5))
        ]
    )
    most = max(2, int((axes.x.end - axes.x.start) // 78))
    axes.across(_days(axes.x.low, axes.x.high, most, every))


def _days(low: float, high: float, most: int, every: Sequence[Mean]) -> list[tuple[float, str]]:
    """Days to name: those of the sessions while they are few, else the first of months."""
    days = sorted({one.day for one in every})
    several = len({day.year for day in days}) > 1
    gap = (high - low) / most
    apart = all((later - earlier).days >= gap for earlier, later in pairwise(days))
    if len(days) <= most and apart:
        return [(float(day.toordinal()), _day(day, several)) for day in days]
    firsts = []
    day = date.fromordinal(int(low)).replace(day=1)
    while day.toordinal() <= high:
        if day.toordinal() >= low:
            firsts.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    if len(firsts) < 2:
        step = max(1, round(gap))
        firsts = [date.fromordinal(at) for at in range(int(low) + 1, int(high) + 1, step)]
    step = -(-len(firsts) // most)
    return [(float(day.toordinal()), _day(day, several)) for day in firsts[::step]]


def _day(day: date, year: bool) -> str:
    return f"{day.day} {day:%b}" + (f" {day:%y}" if year else "")


def _target(axes: svg.Axes, points: Sequence[Mean], named: bool) -> None:
    """The targets as a dashed line from session to session; the first of all is named."""
    known = [(axes.x(_at(one)), axes.y(one.target)) for one in points if one.target is not None]
    if not known:
        return
    if len(known) == 1:
        known = [(known[0][0] - 12, known[0][1]), (known[0][0] + 12, known[0][1])]
    axes.drawing.path(known, "ink", 1.3, "5 3")
    if named:
        axes.drawing.text(known[0][0], known[0][1] - 9, "target", "ink", 11)


def _one(axes: svg.Axes, one: Mean, colour: str, shape: str, label: str) -> None:
    at, y = axes.x(_at(one)), axes.y(one.mean)
    aim = f", target {lap_time(one.target * 1000)}" if one.target is not None else ""
    words = f"{label}, {_day(one.day, True)}: {lap_time(one.mean * 1000)}{aim}"
    with axes.drawing.group(words):
        if one.scatter:
            low, high = axes.y(one.mean - one.scatter), axes.y(one.mean + one.scatter)
            axes.drawing.line(at, low, at, high, colour, 1.2)
            for edge in (low, high):
                axes.drawing.line(at - 4, edge, at + 4, edge, colour, 1.2)
        axes.drawing.mark(shape, at, y, colour)
