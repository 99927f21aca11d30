# SPDX-License-Identifier: MIT
"""One session for several runners (or for one runner today and at the goal), rep beside rep.

Here live the common rows of several timelines; reps that read alike for everybody are one row. Not
here: how they are shown (`price`, `card`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trackpacer.errors import UserError
from trackpacer.records import fresh, mutable, record
from trackpacer.timeline import RUN, Step, coached


@record
class Row:
    """One run and the recoveries after it, a column for each runner, the same run in each."""

    runs: tuple[Step, ...]
    rests: tuple[tuple[Step, ...], ...]

    @property
    def run(self) -> Step:
        """The first runner's, for what is alike for all: the distance, the role."""
        return self.runs[0]


@mutable
class Pass:
    """Passes `first` to `last` of the innermost repeat that read alike: their runs in order.

    set: None outside any. after: the recoveries after the very last run, where the last pass ends
    otherwise than the ones before it.
    """

    set: int | None
    first: int
    last: int
    reps: int
    rows: list[Row]
    after: tuple[tuple[Step, ...], ...] = fresh(factory=tuple)

    @property
    def numbers(self) -> str:
        """`1-25`, `3`, or '' for a run that is not repeated."""
        if self.reps <= 1:
            return ""
        return f"{self.first}-{self.last}" if self.last > self.first else f"{self.first}"


def passes(timelines: Sequence[Sequence[Step]]) -> list[Pass]:
    """The rows of one session's timelines, merged where all runners' are alike.

    UserError when they are not of the same shape.
    """
    merged: list[Pass] = []
    for one in _split([coached(steps) for steps in timelines]):
        last = merged[-1] if merged else None
        if last and _follows(last, one) and _alike(last, one):
            last.last = one.last
            ending = one.rows[-1].rests
            if _key(ending) != _key(last.rows[-1].rests):
                last.after = ending
            continue
        merged.append(one)
    return merged


def _split(timelines: Sequence[Sequence[Step]]) -> Iterator[Pass]:
    shapes = {tuple((step.kind, step.set, step.rep) for step in steps) for steps in timelines}
    if len(shapes) != 1:
        raise UserError("the session does not have the same reps for all of them")
    current: Pass | None = None
    columns = list(zip(*timelines, strict=True))
    number = 0
    while number < len(columns):
        runs = columns[number]
        number += 1
        if runs[0].kind != RUN:
            continue
        rests: list[tuple[Step, ...]] = []
        while number < len(columns) and columns[number][0].kind != RUN:
            rests.append(columns[number])
            number += 1
        row = Row(runs, tuple(zip(*rests, strict=True)) if rests else tuple(() for _ in runs))
        step = runs[0]
        if current and step.set is not None and (step.set, step.rep) == (current.set, current.last):
            current.rows.append(row)
            continue
        if current:
            yield current
        current = Pass(step.set, step.rep, step.rep, step.reps, [row])
    if current:
        yield current


def _follows(last: Pass, one: Pass) -> bool:
    return (
        last.set is not None
        and (last.set, last.reps) == (one.set, one.reps)
        and one.first == last.last + 1
        and not last.after
    )


def _alike(last: Pass, one: Pass) -> bool:
    if len(last.rows) != len(one.rows):
        return False
    for number, (a, b) in enumerate(zip(last.rows, one.rows, strict=True)):
        if _run_key(a) != _run_key(b):
            return False
        # The very last pass of a repeat has no recovery, or the one after the repeat.
        final = number == len(one.rows) - 1 and one.last == one.reps
        if not final and _key(a.rests) != _key(b.rests):
            return False
    return True


def _run_key(row: Row) -> tuple[object, ...]:
    return tuple(
        (
            step.distance_m, step.duration_ms, step.target_ms, step.pace_ms_km, step.fast_ms,
            step.bound, step.role, step.effort, step.cues,
        )
        for step in row.runs
    )  # fmt: skip


def _key(rests: tuple[tuple[Step, ...], ...]) -> tuple[object, ...]:
    return tuple(
        tuple(
            (
                step.type, step.distance_m, step.expected_ms, step.least_ms, step.most_ms,
                step.percent, step.tolerance_ms,
            )
            for step in column
        )
        for column in rests
    )  # fmt: skip
