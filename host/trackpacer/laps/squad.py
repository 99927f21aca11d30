# SPDX-License-Identifier: MIT
"""A squad's evening as one table: a row per athlete, by group and pace, each rep in it.

Not here: one session (`table`), the evening's page and picture (`page`, `strips`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import TYPE_CHECKING

from trackpacer.laps import statistics, wording
from trackpacer.laps.log import State
from trackpacer.laps.result import Result, Row, signed
from trackpacer.paces.athletes import key
from trackpacer.timeline import NO_REPS
from trackpacer.times import clock

if TYPE_CHECKING:  # a page, which a browser makes too, has no use for rich
    from rich.console import RenderableType
    from rich.text import Text


def table_of(results: Sequence[Result], groups: Mapping[str, str] | None = None) -> RenderableType:
    """One evening's sessions, a line per athlete, in `by_pace` order: the target, the mean, and
    each rep's difference from its target (its time, where there is none).

    groups: `Squad.groups`."""
    from rich.console import Group as Lines
    from rich.text import Text

    from trackpacer.laps import table

    groups = groups or {}
    titles = sorted({result.title for result in results})
    dates = sorted({f"{result.began:%a %d %b %Y}" for result in results if result.began})
    lines: list[RenderableType] = [Text(" · ".join([" / ".join(titles), *dates]), style="bold"), ""]
    rows = table.plain()
    grouped = any(group_of(result, groups) for result in results)
    if grouped:
        table.column(rows, "", left=True)
    table.column(rows, "Athlete", left=True)
    for name in ("Target", "Mean", "+/-", "Missed"):
        table.column(rows, name, bold=name == "Mean")
    rows.add_column("Reps", overflow="fold", min_width=12)
    last = None
    for name, result in zip(wording.columns(results), results, strict=True):
        group = group_of(result, groups)
        if grouped and last not in (None, group):
            rows.add_section()
        last = group
        main = wording.main_group(result)
        missed = sum(row.state is State.MISSED for row in result.rows)
        cells = [
            name,
            target(main),
            wording.mean(main) if main else "",
            wording.off(main) if main else "",
        ]
        reps = Text(" ").join(_text(row) for row in result.rows if is_rep(row))
        rows.add_row(*([group] if grouped else []), *cells, str(missed or ""), reps)
    lines += [rows, Text(f"{wording.KEY}; reps in seconds from their targets", style="dim")]
    lines += [
        Text(f"{result.athlete or result.watch}: {line}", style="dim")
        for result in results
        for line in [*wording.totals(result), *result.problems]
        if not line.startswith("Missed: ")
    ]
    return Lines(*lines)


def by_pace(results: Sequence[Result], groups: Mapping[str, str]) -> list[Result]:
    """An evening's sessions by group, the fastest target first, then the fastest mean."""

    def order(result: Result) -> tuple[bool, str, float, float, str]:
        group = group_of(result, groups)
        main = wording.main_group(result)
        if main is None:
            return not group, group, 1e12, 1e12, result.athlete.lower()
        targets = (row.target_ms or 0 for row in main.rows)
        first = main.mean_ms if main.off_ms is None else fmean(targets)
        return not group, group, first, main.mean_ms, result.athlete.lower()

    return sorted(results, key=order)


def group_of(result: Result, groups: Mapping[str, str]) -> str:
    """The group of whoever ran it; '' for none. groups: as `Squad.groups` has them."""
    return groups.get(key(result.athlete), "")


def target(group: statistics.Group | None) -> str:
    """The target of a session's main reps: one, from the first to the last of a ladder, or ''."""
    if group is None or not group.rows[0].target_ms:
        return ""
    first, last = group.rows[0], group.rows[-1]
    if len({row.target_ms for row in group.rows}) == 1:
        return wording.target(first)
    return f"{clock(first.target_ms or 0, 0)}..{clock(last.target_ms or 0, 0)}"


def is_rep(row: Row) -> bool:
    """Whether a run is one of the reps that a squad's table compares."""
    return row.role not in NO_REPS and row.state is not State.TIMED


def cell(row: Row) -> tuple[str, str]:
    """A rep in a squad's table, with its sign, and its verdict."""
    if row.actual_ms is None:
        return {State.MISSED: "missed", State.SKIPPED: "left out"}.get(row.state, "-"), "out"
    if row.void:
        return "void", "out"
    if row.difference_ms is None:
        return clock(row.actual_ms, 1), ""
    return f"{signed(row.difference_ms, 1)}{wording.SIGNS[row.verdict]}", row.verdict


def _text(row: Row) -> Text:
    from rich.text import Text

    from trackpacer.laps.table import STYLES

    words, verdict = cell(row)
    return Text(f"{words:>6}", style=STYLES.get(verdict, "dim"))
