# SPDX-License-Identifier: MIT
"""The picture of a squad's evening: a small plot for each athlete, all on one scale.

It keeps its size whatever the names are and however many run. Not here: one session (`chart`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trackpacer import svg
from trackpacer.laps import chart
from trackpacer.laps.result import Result, lap_time, signed
from trackpacer.laps.wording import columns, main_group

WIDE = 1200.0
"""Pixels across on a desk."""
_GAP = 14.0
_HEAD = 20.0
_PLOT = 58.0
_LEAST = 175.0
"""Pixels that a plot has at least in width."""
_MOST_S = 8.0
"""Seconds from the target up to which the scale goes: one lost rep must not flatten all others."""


def drawn(results: Sequence[Result], width: float, colours: Mapping[str, str] | None = None) -> str:
    """The plots as an <svg> element, row by row in the order given."""
    reps = [chart.points(result) for result in results]
    across = max(1, min(5, int((width + _GAP) // (_LEAST + _GAP)), len(results)))
    down = -(-len(results) // across)
    each = (width - _GAP * (across - 1)) / across
    height = down * (_HEAD + _PLOT + _GAP)
    drawing = svg.Drawing(width, height, f"{len(results)} sessions, each rep by rep", colours)
    reach = _reach(reps)
    for number, (name, result, found) in enumerate(
        zip(columns(results), results, reps, strict=True)
    ):
        left = (number % across) * (each + _GAP)
        top = (number // across) * (_HEAD + _PLOT + _GAP)
        _plot(drawing, left, top, each, name, result, found, reach)
    return drawing.svg()


def _reach(reps: Sequence[chart.Reps]) -> float:
    """How many seconds each way the common scale goes."""
    offs = [
        abs(point.value - (one.zero or 0.0))
        for one in reps
        for point in one.points
        if point.value is not None and (one.targeted or one.zero is not None)
    ]
    return min(_MOST_S, max([*offs, 1.0]) * 1.1)


def _plot(
    drawing: svg.Drawing,
    left: float,
    top: float,
    width: float,
    name: str,
    result: Result,
    reps: chart.Reps,
    reach: float,
) -> None:
    group = main_group(result)
    about = ""
    if group is not None:
        about = lap_time(round(group.mean_ms))
        if group.off_ms is not None:
            about += f" ({signed(round(group.off_ms), 1)})"
    room = (width - svg.text_width(about, 12) - 10) * 0.92  # bold
    drawing.text(left, top + 13, svg.fitted(name, room, 12), "ink", 12, bold=True)
    drawing.text(left + width, top + 13, about, "muted", 12, "end")
    places = [point.place for point in reps.points] or [1]
    x = svg.Scale(places[0] - 0.7, places[-1] + 0.7, left, left + width)
    bottom = top + _HEAD + _PLOT
    if not reps.targeted and reps.zero is None:
        values = [point.value for point in reps.points if point.value is not None] or [0.0]
        middle, half = (min(values) + max(values)) / 2, max(max(values) - min(values), 1.0) * 0.6
        y = svg.Scale(middle - half, middle + half, bottom, top + _HEAD)
    else:
        zero = reps.zero or 0.0
        y = svg.Scale(zero - reach, zero + reach, bottom, top + _HEAD)
        band = next((row.on_s for row in result.rows if row.on_s), None)
        if band and reps.targeted:
            low, high = (max(-reach, min(reach, edge)) for edge in band)
            drawing.rect(left, y(high), width, y(low) - y(high), "band")
        drawing.line(left, y(zero), left + width, y(zero), "ink", 1)
    for edge in (top + _HEAD, bottom):
        drawing.line(left, edge, left + width, edge, "grid")
    for point in reps.points:
        with drawing.group(point.words):
            if point.value is None:
                drawing.mark("cross", x(point.place), y(reps.zero or 0.0), "muted", 3)
                continue
            value = max(y.low, min(y.high, point.value))
            drawing.mark(point.shape, x(point.place), y(value), point.colour, 3.2, point.open)


def caption(results: Sequence[Result]) -> str:
    """What the common scale is, in words."""
    reps = [chart.points(result) for result in results]
    if not any(one.targeted for one in reps):
        return "A plot for each; slower is up."
    beyond = " (a rep further off stands at its edge)" if _reach(reps) == _MOST_S else ""
    return (
        f"Each rep against its target, all on one scale: the edges are {_reach(reps):.1f} s from "
        f"the target{beyond}; slower is up."
    )
