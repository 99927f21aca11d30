# SPDX-License-Identifier: MIT
"""One session priced for several states of a runner: today, the goal, the goal after it.

Not here: reading arguments (`cli`), what a pace is worth (`paces`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trackpacer import compiler, preview, timeline
from trackpacer.coaching.passes import passes
from trackpacer.notation import Context, take
from trackpacer.records import record
from trackpacer.session import Session
from trackpacer.timeline import RUN, Step
from trackpacer.times import spoken


@record
class Column:
    """One state of the runner: what it is called, the session priced for it, and how the text was
    read for that (`Reading.cover`)."""

    label: str
    session: Session
    steps: tuple[Step, ...]
    cover: str = ""


def column(label: str, text: str, context: Context) -> Column:
    """The session of a text for one context. NotationError, UserError."""
    taken = take(text, context)
    steps = timeline.expand(compiler.compile_session(taken.session).program)
    return Column(label, taken.session, tuple(steps), taken.cover)


def table(columns: Sequence[Column]) -> list[str]:
    """The lines of the table: each column's targets, and what the last asks less than the first."""
    labels = [one.label for one in columns]
    several = len(columns) > 1
    change = "change" if len(columns) == 2 else "change to the last"
    head = ["set", "rep", "run", *labels, *([change] if several else []), "recovery"]
    rows = [head]
    for one in passes([column.steps for column in columns]):
        which, place = "" if one.set is None else str(one.set), one.numbers
        for row in one.rows:
            changes = [_change(row.runs)] if several else []
            cells = [preview.target_words(step) for step in row.runs]
            rows.append(
                [which, place, preview.run_words(row.run), *cells, *changes, _rests(row.rests)]
            )
            which = place = ""
        if one.after and any(one.after):
            blank = [""] * (len(columns) + len(labels[:1]) * several)
            rows.append(["", "", "after the last", *blank, _rests(one.after)])
    total = ["", "", "all runs", *(_total(one.steps) for one in columns)]
    if several:
        total.append(_signed(_sum(columns[-1].steps), _sum(columns[0].steps)))
    rows.append([*total, ""])
    widths = [max(len(line[place]) for line in rows) for place in range(len(head))]
    right = {0, 1, *range(3, 3 + len(columns) + several)}
    lines = []
    for line in rows:
        padded = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        lines.append("  ".join(padded).rstrip())
    rule = "  ".join("-" * width for width in widths)
    return [lines[0], rule, *lines[1:-1], rule, lines[-1]]


def same_for_all(columns: Sequence[Column]) -> bool:
    """Whether no target depends on whose session it is."""
    return all(
        a.target_ms == b.target_ms and a.pace_ms_km == b.pace_ms_km
        for one in columns[1:]
        for a, b in zip(columns[0].steps, one.steps, strict=True)
    )


def to_json(columns: Sequence[Column]) -> dict[str, Any]:
    """Every rep of every column, seconds with a millisecond's precision."""
    passes([column.steps for column in columns])  # raises where they are not of one shape
    runs = []
    for steps in zip(*(column.steps for column in columns), strict=True):
        if steps[0].kind != RUN:
            continue
        runs.append(
            {
                "set": steps[0].set,
                "rep": steps[0].rep,
                "distance_m": steps[0].distance_m,
                "target_s": [None if s.target_ms is None else s.target_ms / 1000 for s in steps],
            }
        )
    return {"columns": [column.label for column in columns], "runs": runs}


def _change(runs: tuple[Step, ...]) -> str:
    first, last = runs[0], runs[-1]
    if first.pace_ms_km and last.pace_ms_km:
        return f"{_signed(last.pace_ms_km, first.pace_ms_km)}/km"
    return _signed(last.target_ms, first.target_ms)


def _signed(new: int | None, old: int | None) -> str:
    if new is None or old is None:
        return ""
    difference = new - old
    if difference == 0:
        return "0 s"
    rounded = (abs(difference) + 5) // 10 * 10
    return f"{'-' if difference < 0 else '+'}{spoken(rounded)}"


def _rests(columns: tuple[tuple[Step, ...], ...]) -> str:
    words = [", then ".join(preview.recovery_words(step) for step in one) for one in columns]
    return words[0] if len(set(words)) == 1 else " | ".join(words)


def _sum(steps: Sequence[Step]) -> int | None:
    added = timeline.totals(steps)
    return added.run_ms if added.unknown_runs < added.runs else None


def _total(steps: Sequence[Step]) -> str:
    total = _sum(steps)
    return "-" if total is None else preview.track_time(total)
