# SPDX-License-Identifier: MIT
"""Sessions as tables for a terminal: one session, two side by side, a season, the list.

Each function returns something that rich prints, in colour on a terminal and plain in a file. Not
here: a squad's evening (`squad`), what is measured (`statistics`), pages and pictures (`page`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from trackpacer.laps import statistics, wording
from trackpacer.laps.overview import Overview
from trackpacer.laps.result import Result, Row, lap_time, signed

STYLES = {"on": "green", "fast": "cyan", "slow": "yellow", "": "dim"}


def plain() -> Table:
    return Table(box=box.SIMPLE, padding=(0, 1, 0, 0), header_style="bold", show_edge=False)


def column(table: Table, name: str, left: bool = False, bold: bool = False) -> None:
    """A column whose figures are never cut short, however narrow the terminal."""
    justify: Literal["left", "right"] = "left" if left else "right"
    table.add_column(name, justify=justify, no_wrap=True, style="bold" if bold else "")


def least_width(what: RenderableType) -> int:
    """How wide a terminal must be for `what`: its figures are not cut short. Makes them hold it."""
    if isinstance(what, Lines):
        return max((least_width(one) for one in what.renderables), default=0)
    if not isinstance(what, Table):
        return 0
    for column in what.columns:
        if column.no_wrap:
            cells = [column.header, *column.cells]
            column.min_width = max(
                cell_len(cell.plain if isinstance(cell, Text) else str(cell)) for cell in cells
            )
    return sum((column.min_width or 4) + 2 for column in what.columns)


def report(result: Result, units: str = "km") -> RenderableType:
    """One session: a line a run, then what it shows. units: what paces are shown per."""
    several = len({row.set for row in result.rows if row.set}) > 1
    kinds = {wording.what(row) for row in result.rows}
    table = plain()
    column(table, "#")
    if several:
        column(table, "Set")
        column(table, "Rep")
    if kinds != {""}:
        column(table, "Run")
    column(table, "Target")
    column(table, "Actual", bold=True)
    column(table, "+/-")
    paces = any(wording.pace(row, units) for row in result.rows)
    if paces:
        column(table, f"/{units}")
    column(table, "Recovery")
    pulse = any(row.heart_rate for row in result.rows)
    if pulse:
        column(table, "HR")
    remarks = any(row.remarks for row in result.rows)
    if remarks:
        table.add_column("Remarks", style="dim", overflow="fold", min_width=16)
    last_set = None
    for row in result.rows:
        if several and last_set not in (None, row.set):
            table.add_section()
        last_set = row.set
        cells: list[RenderableType] = [str(row.number)]
        if several:
            cells += [str(row.set), str(row.rep or "")] if row.set else ["", ""]
        if kinds != {""}:
            cells.append(wording.what(row))
        cells += [wording.target(row), wording.actual(row), _difference(row)]
        if paces:
            cells.append(wording.pace(row, units))
        cells.append(wording.recovery(row))
        if pulse:
            cells.append(str(row.heart_rate or ""))
        if remarks:
            cells.append("; ".join(row.remarks))
        table.add_row(*cells)
    lines: list[RenderableType] = [Text(wording.heading(result), style="bold")]
    coach = wording.coachs_line(result)
    lines += [Text(coach)] if coach else []
    lines += ["", table, Text(f"{wording.sums(result, units)}.")]
    found = summary(result)
    if found is not None:
        lines += ["", found]
    for group in statistics.groups(result):
        sentences = statistics.findings(group)
        many = len(statistics.groups(result)) > 1
        lines += [Text(f"{group.label}: {one}" if many else one) for one in sentences]
    lines += [Text(line) for line in wording.totals(result)]
    lines += [Text(f"Note: {problem}", style="yellow") for problem in result.problems]
    return Lines(*lines)


def _difference(row: Row) -> Text:
    if row.void:
        return Text("void", style="dim")
    text = signed(row.difference_ms)
    return Text(f"{text} {wording.SIGNS[row.verdict]}" if text else "", style=STYLES[row.verdict])


def summary(result: Result) -> Table | None:
    """A line for each kind of rep: number, mean, difference, scatter, fade, the ends."""
    groups = [group for group in statistics.groups(result) if len(group.rows) > 1]
    if not groups:
        return None
    table = plain()
    for name in ("Reps", "Mean", "+/-", "Scatter", "Fade/rep", "First 2", "Last", "Range"):
        column(table, name)
    for group in groups:
        table.add_row(
            f"{len(group.rows)} x {group.label}",
            wording.mean(group),
            wording.off(group),
            wording.scatter(group),
            wording.fade(group),
            signed(None if group.first_ms is None else round(group.first_ms)),
            signed(None if group.last_ms is None else round(group.last_ms)),
            f"{lap_time(group.fastest.actual_ms)}-{lap_time(group.slowest.actual_ms)}",
        )
    return table


def side_by_side(a: Result, b: Result) -> RenderableType:
    """Two sessions, rep by rep: both times, and the second less the first."""
    table = plain()
    column(table, "#")
    kinds = any(wording.what(row) for row in a.rows)
    if kinds:
        column(table, "Run")
    for letter in "AB":
        column(table, f"{letter} target")
        column(table, letter, bold=True)
        column(table, "+/-")
    column(table, "B - A")
    rows_a = {row.number: row for row in a.rows}
    rows_b = {row.number: row for row in b.rows}
    for number in sorted({*rows_a, *rows_b}):
        one, other = rows_a.get(number), rows_b.get(number)
        cells: list[RenderableType] = [str(number)]
        if kinds:
            cells.append(wording.what(one) if one else wording.what(other) if other else "")
        for row in (one, other):
            if row is None:
                cells += ["", "", ""]
            else:
                cells.extend([wording.target(row), wording.actual(row), _difference(row)])
        same = (
            one
            and other
            and one.counts
            and other.counts
            and wording.what(one) == wording.what(other)
        )
        change = _shown_ms(other) - _shown_ms(one) if same and one and other else None
        table.add_row(*cells, signed(change))
    lines: list[RenderableType] = []
    for letter, result in (("A", a), ("B", b)):
        lines.append(Text(f"{letter}  {wording.heading(result)}", style="bold"))
    lines += ["", table]
    for letter, result in (("A", a), ("B", b)):
        found = summary(result)
        if found is not None:
            lines += ["", Text(letter, style="bold"), found]
        lines += [Text(f"{letter}: {problem}", style="yellow") for problem in result.problems]
    return Lines(*lines)


def _shown_ms(row: Row) -> int:
    """The lap as `lap_time` rounds it: a difference of two is that of the times beside it."""
    return ((row.actual_ms or 0) + 5) // 10 * 10


def season(title: str, sessions: Sequence[Overview]) -> RenderableType:
    """The same session over a season."""
    names, lines = wording.season_lines(sessions)
    if len(lines) > MOST_RICH:
        return _long([Text(title, style="bold"), ""], names, lines, wording.SEASON_WORDS)
    table = plain()
    for name in names:
        column(table, name, left=name in wording.SEASON_WORDS)
    for line in lines:
        table.add_row(*line)
    return Lines(Text(title, style="bold"), "", table)


Listed = tuple[int, str, Overview | str]
"""A log's number, its file's stem, and what it is or what is wrong with it."""


def listing(sessions: Sequence[Listed]) -> RenderableType:
    """The list of logs, newest first: number, date, session, athlete, how it went."""
    if len(sessions) > MOST_RICH:
        names = ["", "Date", "Session", "Athlete", "Reps", "Mean", "+/-", "File"]
        lines = [_listed(*one) for one in sessions]
        return _long([], names, lines, ("Date", "Session", "Athlete", "File"))
    table = plain()
    column(table, "")
    column(table, "Date", left=True)
    table.add_column("Session", overflow="fold", min_width=12)
    column(table, "Athlete", left=True)
    for name in ("Reps", "Mean", "+/-"):
        column(table, name)
    table.add_column("File", overflow="fold", min_width=16)
    for number, stem, session in sessions:
        first, date, title, *rest = _listed(number, stem, session)
        style = "yellow" if isinstance(session, str) else ""
        table.add_row(first, date, Text(title, style=style), *rest)
    return table


def _listed(number: int, stem: str, session: Overview | str) -> list[str]:
    if isinstance(session, str):
        return [str(number), "", session, "", "", "", "", stem]
    main = session.main
    of = f"/{session.planned_runs}" if session.planned_runs else ""
    return [
        str(number),
        f"{session.began:%Y-%m-%d %H:%M}" if session.began else "?",
        session.title,
        session.athlete or session.watch,
        f"{session.ran}{of}",
        wording.mean(main) if main else "",
        wording.off(main) if main else "",
        stem,
    ]


MOST_RICH = 200
"""Lines beyond which a table is laid out by hand: rich takes a second for a thousand."""


def _long(
    head: list[RenderableType], names: list[str], lines: list[list[str]], left: Sequence[str]
) -> RenderableType:
    """A table of any length, its columns as wide as what stands in them."""
    widths = [
        max(cell_len(name), *(cell_len(line[at]) for line in lines))
        for at, name in enumerate(names)
    ]
    text = Text(no_wrap=True, overflow="ignore")
    for line in [names, ["-" * width for width in widths], *lines]:
        cells = [
            cell + gap if name in left else gap + cell
            for name, cell, width in zip(names, line, widths, strict=True)
            for gap in (" " * (width - cell_len(cell)),)
        ]
        text.append("  ".join(cells).rstrip() + "\n")
    return Lines(*head, text)
