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

from trackpacer import preview
from trackpacer.errors import UserError
from trackpacer.laps import statistics
from trackpacer.laps.log import State
from trackpacer.laps.overview import Kind, Overview
from trackpacer.laps.result import Result, Row, lap_time, signed
from trackpacer.paces.units import distance
from trackpacer.paces.units import pace as pace_of
from trackpacer.times import clock, spoken


def heading(result: Result) -> str:
    """The session, who ran it and when, in one line."""
    parts = [result.title, result.athlete, when(result)]
    parts.append(worn(result))
    return " · ".join(part for part in parts if part)


def worn(result: Result) -> str:
    """Which watch recorded it."""
    if not result.watch:
        return "timed by hand" if result.source == "hand" else ""
    return result.watch if "watch" in result.watch.lower() else f"watch {result.watch}"


def when(result: Result) -> str:
    """The session's date and time, and how it is known if not from the watch's clock."""
    if result.began is None:
        return "date not known"
    text = f"{result.began:%a %d %b %Y, %H:%M}"
    return f"{text} ({result.dated})" if result.dated else text


def columns(results: Sequence[Result]) -> list[str]:
    """A name for each of several sessions: who ran it; where that is not one each, the day too; and
    where that is not either, the time."""
    names = [result.athlete or result.watch or "?" for result in results]
    for form in ("%d %b", "%H:%M"):
        if len(set(names)) < len(names):
            names = [
                f"{name} {result.began.strftime(form)}" if result.began else name
                for name, result in zip(names, results, strict=True)
            ]
    return names


def what(row: Row) -> str:
    """What a run was: 400 m, 7 s, or '' when not known."""
    if row.distance_m:
        return preview.distance(row.distance_m)
    return spoken(row.duration_ms) if row.duration_ms else ""


def target(row: Row | Kind) -> str:
    """The target as it was to be run: 1:24.00, 1:14.00-1:19.00, under 42.00, or effort."""
    if not row.target_ms:
        return row.effort.name.lower() if row.effort else ""
    if row.bound:
        return f"under {lap_time(row.target_ms)}"
    if row.fast_ms:
        return f"{lap_time(row.target_ms - row.fast_ms)}-{lap_time(row.target_ms)}"
    return lap_time(row.target_ms)


STYLES = {"on": "green", "fast": "cyan", "slow": "yellow", "": "dim"}
SIGNS = {"fast": "▼", "on": "●", "slow": "▲", "": " "}
"""What stands beside a colour: down is faster, as in the pictures."""
KEY = "▲ slower  ● on  ▼ faster"


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
    kinds = {what(row) for row in result.rows}
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
    paces = any(pace(row, units) for row in result.rows)
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
            cells.append(what(row))
        cells += [target(row), actual(row), _difference(row)]
        if paces:
            cells.append(pace(row, units))
        cells.append(recovery(row))
        if pulse:
            cells.append(str(row.heart_rate or ""))
        if remarks:
            cells.append("; ".join(row.remarks))
        table.add_row(*cells)
    lines: list[RenderableType] = [Text(heading(result), style="bold")]
    coach = coachs_line(result)
    lines += [Text(coach)] if coach else []
    lines += ["", table, Text(f"{sums(result, units)}.")]
    found = summary(result)
    if found is not None:
        lines += ["", found]
    for group in statistics.groups(result):
        sentences = statistics.findings(group)
        many = len(statistics.groups(result)) > 1
        lines += [Text(f"{group.label}: {one}" if many else one) for one in sentences]
    lines += [Text(line) for line in totals(result)]
    lines += [Text(f"Note: {problem}", style="yellow") for problem in result.problems]
    return Lines(*lines)


def coachs_line(result: Result) -> str:
    """The session as the coach wrote it, in one line; '' where it is not known, or is the title."""
    from trackpacer.notation.head import read_head

    try:
        words = " ".join(read_head(result.text).plain.split())
    except UserError:
        words = " ".join(result.text.split())
    return "" if words == result.title else words


def sums(result: Result, units: str) -> str:
    """What was run in all, in how long, and the recoveries: '10.0 km in 35:12, recoveries 15:40'.
    A run that was not timed to its end is in neither."""
    timed = [row for row in result.rows if row.actual_ms is not None]
    known = [row for row in timed if row.distance_m]
    metres = sum(row.distance_m or 0 for row in known)
    words = [
        f"{distance(metres, units)} in {clock(sum(row.actual_ms or 0 for row in known), 0)}"
        if known
        else f"{clock(sum(row.actual_ms or 0 for row in timed), 0)} of running"
    ]
    rests = sum(row.recovery_ms or 0 for row in result.rows)
    if rests:
        words.append(f"recoveries {clock(rests, 0)}")
    if result.length_ms:
        words.append(f"{clock(result.length_ms, 0)} from the first GO to the end")
    return ", ".join(words)


def pace(row: Row, units: str) -> str:
    """The pace of a run per km or mile; '' where its distance or time is not known."""
    if row.actual_ms is None or not row.distance_m:
        return ""
    return pace_of(row.actual_ms, row.distance_m, units)


def _difference(row: Row) -> Text:
    if row.void:
        return Text("void", style="dim")
    text = signed(row.difference_ms)
    return Text(f"{text} {SIGNS[row.verdict]}" if text else "", style=STYLES[row.verdict])


def actual(row: Row) -> str:
    """The lap as shown: its time, or why there is none."""
    if row.actual_ms is None:
        return row.state.value if row.state is not State.OPEN else "-"
    return lap_time(row.actual_ms)


def recovery(row: Row) -> str:
    """The recovery before a run: its length, '' before the first, '?' when a reset cut it."""
    if row.recovery_ms is None:
        return "" if row.lap is None else "?"
    return clock(row.recovery_ms, 1) if row.recovery_ms else ""


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
            mean(group),
            off(group),
            _scatter(group),
            _fade(group),
            signed(None if group.first_ms is None else round(group.first_ms)),
            signed(None if group.last_ms is None else round(group.last_ms)),
            f"{lap_time(group.fastest.actual_ms)}-{lap_time(group.slowest.actual_ms)}",
        )
    return table


def totals(result: Result) -> list[str]:
    """What was missed or voided, how it ended, and what was noted, a sentence each."""
    found = []
    counts = {
        "missed": [row for row in result.rows if row.state is State.MISSED],
        "skipped": [row for row in result.rows if row.state is State.SKIPPED],
        "void": [row for row in result.rows if row.void],
    }
    for word, rows in counts.items():
        if rows:
            numbers = ", ".join(str(row.number) for row in rows)
            runs = "run" if len(rows) == 1 else "runs"
            found.append(f"{word.capitalize()}: {len(rows)} ({runs} {numbers}).")
    presses = sum(len(row.lap.voided) for row in result.rows if row.lap)
    if presses:
        found.append(f"Presses voided by a hold: {presses}.")
    if result.ending:
        found.append(f"{result.ending[0].upper()}{result.ending[1:]}.")
    edits = result.edits
    if edits.felt:
        found.append(f"Felt {edits.felt} of 10.")
    if edits.heart_rate:
        found.append(f"Mean heart rate {edits.heart_rate}.")
    if edits.note:
        found.append(edits.note)
    return found


def side_by_side(a: Result, b: Result) -> RenderableType:
    """Two sessions, rep by rep: both times, and the second less the first."""
    table = plain()
    column(table, "#")
    kinds = any(what(row) for row in a.rows)
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
            cells.append(what(one) if one else what(other) if other else "")
        for row in (one, other):
            if row is None:
                cells += ["", "", ""]
            else:
                cells.extend([target(row), actual(row), _difference(row)])
        same = one and other and one.counts and other.counts and what(one) == what(other)
        change = _shown_ms(other) - _shown_ms(one) if same and one and other else None
        table.add_row(*cells, signed(change))
    lines: list[RenderableType] = []
    for letter, result in (("A", a), ("B", b)):
        lines.append(Text(f"{letter}  {heading(result)}", style="bold"))
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


SEASON_WORDS = ("Date", "Athlete", "Reps")  # columns of words, not of figures


def season_lines(sessions: Sequence[Overview]) -> tuple[list[str], list[list[str]]]:
    """Columns and lines of a season, oldest first, with the change since the time before; columns
    in which nothing stands are left out."""
    names = ("Date", "Athlete", "Reps", "Target", "Mean", "+/-", "Change", "Scatter", "Fade/rep",
             "Missed", "Felt")  # fmt: skip
    lines: list[tuple[str, ...]] = []
    before: dict[tuple[str, str], float] = {}
    for session in sessions:
        for kind in session.kinds:
            key = (session.athlete, kind.label)
            change = kind.mean_ms - before[key] if key in before else None
            before[key] = kind.mean_ms
            lines.append(
                (
                    f"{session.began:%Y-%m-%d}" if session.began else "?",
                    session.athlete,
                    f"{kind.reps} x {kind.label}",
                    target(kind) if kind.even else "ladder",
                    mean(kind),
                    off(kind),
                    signed(None if change is None else round(change)),
                    _scatter(kind),
                    _fade(kind),
                    str(session.missed or ""),
                    str(session.felt or ""),
                )
            )
    used = [index for index in range(len(names)) if any(line[index] for line in lines)]
    return [names[index] for index in used], [[line[index] for index in used] for line in lines]


def season(title: str, sessions: Sequence[Overview]) -> RenderableType:
    """The same session over a season."""
    names, lines = season_lines(sessions)
    if len(lines) > MOST_RICH:
        return _long([Text(title, style="bold"), ""], names, lines, SEASON_WORDS)
    table = plain()
    for name in names:
        column(table, name, left=name in SEASON_WORDS)
    for line in lines:
        table.add_row(*line)
    return Lines(Text(title, style="bold"), "", table)


def main_group(result: Result) -> statistics.Group | None:
    """The kind of rep that a session has most of."""
    return max(statistics.groups(result), key=lambda group: len(group.rows), default=None)


def mean(group: statistics.Group | Kind) -> str:
    return lap_time(round(group.mean_ms))


def off(group: statistics.Group | Kind) -> str:
    return signed(None if group.off_ms is None else round(group.off_ms))


def _scatter(group: statistics.Group | Kind) -> str:
    return "" if group.scatter_ms is None else f"{group.scatter_ms / 1000:.2f}"


def _fade(group: statistics.Group | Kind) -> str:
    return signed(None if group.fade_ms is None else round(group.fade_ms))


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
        mean(main) if main else "",
        off(main) if main else "",
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
