# SPDX-License-Identifier: MIT
"""Pictures of sessions, drawn by matplotlib: reps against target, the trend, recoveries.

For a page the colours stand as CSS variables in the SVG, so that one picture is light and dark; a
PNG has the light ones. Not here: what is measured (`statistics`), the page around it (`page`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import matplotlib.dates
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from trackpacer.html import escape
from trackpacer.laps import statistics
from trackpacer.laps.log import State
from trackpacer.laps.result import Result, Row, lap_time, signed
from trackpacer.laps.table import actual, columns, heading, what
from trackpacer.times import clock

WIDE = (9.6, 4.6)
NARROW = (4.3, 4.9)


@dataclass(frozen=True, slots=True)
class Colours:
    """What is drawn in which colour."""

    paper: str
    ink: str
    muted: str
    grid: str
    fast: str
    on: str
    slow: str
    trend: str
    rest: str
    band: str


LIGHT = Colours(
    paper="#ffffff", ink="#1b1f24", muted="#5d6673", grid="#e3e6ea", fast="#1d5fd1", on="#12793f",
    slow="#c2500a", trend="#8b3fbf", rest="#a9b4c2", band="#e4f3ea",
)  # fmt: skip
DARK = Colours(
    paper="#14181d", ink="#e9edf2", muted="#9aa5b3", grid="#2a3139", fast="#7fb0ff", on="#5fd394",
    slow="#ffa562", trend="#d29bff", rest="#4b5867", band="#1b3327",
)  # fmt: skip
# Stand-ins that no drawing uses by itself; `svg` puts var(--name) in their place.
_NAMES = tuple(Colours.__dataclass_fields__)
_MARKS = Colours(*[f"#0102{index:02x}" for index in range(len(_NAMES))])

# Matplotlib's marker and its name: a shape for each kind of rep in a session.
_SHAPES = (("o", "dot"), ("s", "square"), ("D", "diamond"), ("^", "triangle"), ("v", "wedge"))

_STYLE: Any = {
    "text.parse_math": False,  # a name between dollars is a name
    "svg.fonttype": "none",
    "svg.hashsalt": "pacer",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def svg(results: Sequence[Result], size: tuple[float, float], prefix: str) -> str:
    """One session's picture, or several sessions' overlaid, as an <svg> element for a page.

    prefix: unlike that of every other picture on the page.
    """
    with matplotlib.rc_context(_STYLE):
        figure = _figure(results, size, _MARKS)
        text = _svg(figure, "; ".join(heading(result) for result in results), prefix)
    return _tooltips(text, results, prefix)


def _svg(figure: Figure, label: str, prefix: str) -> str:
    """A figure drawn in `_MARKS` as an element for a page, which has a say in colours and fonts."""
    out = io.StringIO()
    figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    for name, mark in zip(_NAMES, _colour_list(_MARKS), strict=True):
        text = text.replace(mark, f"var(--{name})")
    # The stand-in for sans-serif fonts is the page's own font.
    text = re.sub(r"font: ([^;\"']*?)'[^;\"]*", r"font: \1inherit", text)
    text = re.sub(r"font-family:[^;\"]*", "font-family: inherit", text)
    text = re.sub(r'\b(id="|url\(#|href="#)', rf"\g<1>{prefix}-", text)
    text = re.sub(r' (width|height)="[\d.]+pt"', "", text, count=2)
    return text.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)


def png(results: Sequence[Result]) -> bytes:
    """The picture for a chat: light, with the session's name and figures in it."""
    with matplotlib.rc_context(_STYLE):
        figure = _figure(results, (9.6, 5.4), LIGHT, titled=True)
        return _png(figure)


def season_png(title: str, results: Sequence[Result]) -> bytes:
    """The season's picture: the mean of each session over its date, scatter as bars."""
    with matplotlib.rc_context(_STYLE):
        figure = _season(results, (9.6, 5.0), LIGHT)
        figure.axes[0].set_title(title, loc="left", color=LIGHT.ink, fontweight="bold")
        return _png(figure)


def season_svg(
    title: str, results: Sequence[Result], size: tuple[float, float], prefix: str
) -> str:
    """The same as an <svg> element for a page; prefix as in `svg`."""
    with matplotlib.rc_context(_STYLE):
        return _svg(_season(results, size, _MARKS), f"{title} over the season", prefix)


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=160, metadata={"Software": "Track Pacer"})
    return out.getvalue()


def _colour_list(colours: Colours) -> list[str]:
    return [getattr(colours, name) for name in _NAMES]


def shapes(result: Result) -> list[tuple[str, str]]:
    """(kind of rep, the shape that stands for it) where a session has several kinds."""
    labels = [group.label for group in statistics.groups(result)]
    if len(labels) < 2:
        return []
    return [(label, _SHAPES[index % len(_SHAPES)][1]) for index, label in enumerate(labels)]


def _tooltips(text: str, results: Sequence[Result], prefix: str) -> str:
    for index, result in enumerate(results):
        for row in result.rows:
            words = [f"{row.number}.", what(row), actual(row)]
            if row.difference_ms is not None:
                words.append(f"({signed(row.difference_ms)})")
            words += row.remarks
            title = escape(" ".join(filter(None, words)))
            mark = f'<g id="{prefix}-rep-{index}-{row.number}">'
            text = text.replace(mark, f"{mark}<title>{title}</title>", 1)
    return text


def _figure(
    results: Sequence[Result], size: tuple[float, float], colours: Colours, titled: bool = False
) -> Figure:
    figure = Figure(figsize=size, layout="constrained", facecolor=colours.paper)
    if len(results) == 1:
        result = results[0]
        rests = any(row.recovery_ms for row in result.rows)
        if rests:
            top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=[3.2, 1])
            _recoveries(bottom, result, colours)
        else:
            top = figure.subplots(1, 1)
        _reps(top, result, colours)
        (bottom if rests else top).set_xlabel("rep", color=colours.muted)
        _number_x(top, [row.number for row in result.rows], size[0] < 6)
    else:
        top = figure.subplots(1, 1)
        _overlay(top, results, colours, size[0] < 6)
        top.set_xlabel("rep", color=colours.muted)
        numbers = sorted({row.number for result in results for row in result.rows})
        _number_x(top, numbers, size[0] < 6)
    if titled:
        figure.suptitle(
            _title(results), x=0.01, ha="left", color=colours.ink, fontweight="bold", fontsize=11
        )
    return figure


def _title(results: Sequence[Result]) -> str:
    if len(results) > 1:
        titles = sorted({result.title for result in results})
        return " / ".join(titles)
    lines = [heading(results[0])]
    for group in statistics.groups(results[0])[:2]:
        if len(group.rows) > 1:
            words = [f"{len(group.rows)} x {group.label}: mean {lap_time(round(group.mean_ms))}"]
            if group.off_ms is not None:
                words.append(f"{signed(round(group.off_ms))} s to target")
            if group.scatter_ms is not None:
                words.append(f"scatter {group.scatter_ms / 1000:.2f} s")
            if group.fade_ms is not None:
                words.append(f"fade {signed(round(group.fade_ms))} s a rep")
            lines.append(", ".join(words))
    return "\n".join(lines)


def _dress(axes: Axes, colours: Colours) -> None:
    axes.set_facecolor("none")
    axes.tick_params(colors=colours.muted, labelcolor=colours.muted, length=3)
    for spine in axes.spines.values():
        spine.set_color(colours.grid)
    axes.grid(axis="y", color=colours.grid, linewidth=0.8)
    axes.set_axisbelow(True)


def _seconds(value: float, _position: int | None = None) -> str:
    return f"{value:+.10g}" if abs(value) > 1e-9 else "0"


def _off(row: Row, means: dict[int, float]) -> float | None:
    """Seconds from the target, or from the mean of its kind where there is none."""
    if row.actual_ms is None:
        return None
    base = row.target_ms or means.get(row.number)
    return None if base is None else (row.actual_ms - base) / 1000


def _means(result: Result) -> dict[int, float]:
    return {row.number: group.mean_ms for group in statistics.groups(result) for row in group.rows}


def _reps(axes: Axes, result: Result, colours: Colours) -> None:
    _dress(axes, colours)
    means = _means(result)
    groups = statistics.groups(result)
    marks = {
        row.number: _SHAPES[index % len(_SHAPES)][0]
        for index, group in enumerate(groups)
        for row in group.rows
    }
    untargeted = not any(row.target_ms for row in result.rows)
    axes.axhline(0, color=colours.ink, linewidth=1.2)
    if not untargeted:
        _bands(axes, result, colours)
    for row in result.rows:
        off = _off(row, means)
        gid = f"rep-0-{row.number}"
        if off is None:
            if row.state in (State.MISSED, State.SKIPPED, State.OPEN):
                axes.plot([row.number], [0], "x", color=colours.muted, markersize=8, gid=gid)
            continue
        if row.void or not row.counts:
            axes.plot(
                [row.number], [off], marks.get(row.number, "o"), color=colours.muted,
                markerfacecolor="none", markersize=7, gid=gid,
            )  # fmt: skip
            continue
        colour = _colour(row, untargeted, colours)
        axes.vlines(row.number, 0, off, color=colour, linewidth=2.2, alpha=0.45)
        mark = marks.get(row.number, "o")
        axes.plot([row.number], [off], mark, color=colour, markersize=7, gid=gid)
    for group in groups:
        _trend(axes, group, means, colours)
    last = None
    for row in result.rows:
        if last is not None and row.set != last:
            axes.axvline(
                row.number - 0.5, color=colours.muted, linewidth=0.8, linestyle=(0, (2, 3))
            )
        last = row.set
    axes.yaxis.set_major_formatter(FuncFormatter(_seconds))
    _name_y(axes, "the mean" if untargeted else "target", colours)
    if result.rows:
        axes.set_xlim(result.rows[0].number - 0.7, result.rows[-1].number + 0.7)


def _name_y(axes: Axes, what_from: str, colours: Colours) -> None:
    axes.set_ylabel(f"seconds from {what_from}", color=colours.muted)
    axes.margins(y=0.16)
    for height, word, where in ((0.99, "slower ↑", "top"), (0.01, "faster ↓", "bottom")):
        axes.text(
            0.008, height, word, transform=axes.transAxes, va=where, color=colours.muted, fontsize=9
        )


def _number_x(axes: Axes, numbers: Sequence[int], narrow: bool) -> None:
    """Every rep by its number, or of many the first and each fifth, tenth, ..."""
    most = 9 if narrow else 16
    step = next(n for n in (1, 5, 10, 20, 50, 100, 500, 1000) if len(numbers) <= n * most)
    ticks = [n for n in numbers if n % step == 0 or n == numbers[0]]
    axes.set_xticks(ticks)


def _colour(row: Row, untargeted: bool, colours: Colours) -> str:
    judged = {"on": colours.on, "fast": colours.fast, "slow": colours.slow}
    return colours.fast if untargeted else judged.get(row.verdict, colours.muted)


def _bands(axes: Axes, result: Result, colours: Colours) -> None:
    """Where the watch calls a rep on; of 'faster than' only 3 s of it."""
    spans: list[list[float]] = []  # alike neighbours in one, so that no seams show between them
    for row in result.rows:
        if row.on_s is None:
            continue
        low, high = max(row.on_s[0], -3.0 if row.bound else row.on_s[0]), row.on_s[1]
        if spans and spans[-1][1:] == [row.number - 0.5, low, high]:
            spans[-1][1] = row.number + 0.5
        else:
            spans.append([row.number - 0.5, row.number + 0.5, low, high])
    for left, right, low, high in spans:
        axes.fill_between([left, right], low, high, color=colours.band, linewidth=0, zorder=0)


def _trend(axes: Axes, group: statistics.Group, means: dict[int, float], colours: Colours) -> None:
    if len(group.rows) < statistics.LEAST_FOR_EFFECTS:
        return
    rows = group.rows
    if group.named & {"first", "last"}:
        rows = rows[statistics.FIRST : -1]
    at = [float(row.number) for row in rows]
    values = [_off(row, means) or 0.0 for row in rows]
    if len(at) < 3:
        return
    slope, start = statistics.line(values, at)
    ends = [at[0], at[-1]]
    axes.plot(
        ends, [start + slope * x for x in ends], color=colours.trend, linewidth=2, alpha=0.9,
        linestyle=(0, (5, 2)),
    )  # fmt: skip


def _recoveries(axes: Axes, result: Result, colours: Colours) -> None:
    _dress(axes, colours)
    unit, name = (1000, "s")
    longest = max(row.recovery_ms or 0 for row in result.rows)
    if longest >= 180_000:
        unit, name = 60_000, "min"
    for row in result.rows:
        if row.recovery_ms:
            axes.bar(row.number, row.recovery_ms / unit, width=0.62, color=colours.rest)
        plan = row.planned_recovery
        for bound in {plan.least_ms, plan.most_ms} if plan else ():
            if bound:
                axes.hlines(
                    bound / unit, row.number - 0.42, row.number + 0.42, color=colours.ink,
                    linewidth=1.1,
                )  # fmt: skip
    axes.set_ylabel(f"recovery\nbefore, {name}", color=colours.muted)
    axes.yaxis.set_major_locator(MaxNLocator(3))
    axes.set_ylim(bottom=0)


def _overlay(axes: Axes, results: Sequence[Result], colours: Colours, narrow: bool) -> None:
    _dress(axes, colours)
    axes.axhline(0, color=colours.ink, linewidth=1.2)
    palette = [colours.fast, colours.slow, colours.on, colours.trend, colours.muted]
    names = columns(results)
    for index, result in enumerate(results):
        means = _means(result)
        found = [(row.number, _off(row, means)) for row in result.rows if row.counts]
        points = [(number, off) for number, off in found if off is not None]
        axes.plot(
            [number for number, _ in points], [off for _, off in points],
            marker=_SHAPES[index // len(palette) % len(_SHAPES)][0], markersize=5, linewidth=1.4,
            color=palette[index % len(palette)], label=names[index],
        )  # fmt: skip
    axes.yaxis.set_major_formatter(FuncFormatter(_seconds))
    _name_y(axes, "target", colours)
    # Above the picture: in it there is no place that lines leave free for sure.
    axes.legend(
        frameon=False, labelcolor=colours.ink, ncols=min(3 if narrow else 6, len(results)),
        loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.3, handlelength=1.6,
        columnspacing=1.2,
    )  # fmt: skip


def _season(results: Sequence[Result], size: tuple[float, float], colours: Colours) -> Figure:
    figure = Figure(figsize=size, layout="constrained", facecolor=colours.paper)
    axes = figure.add_subplot()
    _dress(axes, colours)
    lines: dict[tuple[str, str], list[tuple[Any, float, float]]] = {}
    for result in results:
        for group in statistics.groups(result):
            if result.began is not None:
                lines.setdefault((result.athlete, group.label), []).append(
                    (result.began.date(), group.mean_ms / 1000, (group.scatter_ms or 0) / 1000)
                )
    palette = [colours.fast, colours.slow, colours.on, colours.trend, colours.muted]
    for index, ((athlete, label), points) in enumerate(sorted(lines.items())):
        axes.errorbar(
            [point[0] for point in points], [point[1] for point in points],
            yerr=[point[2] for point in points], fmt="o-", capsize=3,
            color=palette[index % len(palette)], label=" ".join(filter(None, (athlete, label))),
        )  # fmt: skip
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: clock(round(value * 1000), 1)))
    dates: Any = matplotlib.dates
    locator = dates.AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    axes.set_ylabel("mean and scatter", color=colours.muted)
    if lines:
        axes.legend(frameon=False, labelcolor=colours.ink)
    else:
        axes.text(
            0.5, 0.5, "no dated sessions", transform=axes.transAxes, ha="center", color=colours.ink
        )
    return figure
