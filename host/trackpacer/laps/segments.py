# SPDX-License-Identifier: MIT
"""A session laid out in time: runs and recoveries one after the other, for activity files.

Platforms want every second of an activity in a lap. What the log does not know (a recovery that a
reset cut through) is left out: the activity is then shorter than the evening was. Not here: the
files themselves (`fit`, `tcx`).
"""

from __future__ import annotations

from datetime import UTC, datetime

from trackpacer.errors import UserError
from trackpacer.laps.result import Result, Row
from trackpacer.records import record


@record
class Segment:
    """A run (`row`) or a recovery (`row` None; distance_m of a jog).

    start_ms: from the start of the activity; time_ms: how long it took, pauses left out; whole_ms:
    pauses and false starts included; pauses: each of these, from start_ms, and its length, one
    after another within the segment. number: of the run that this is, or that it stands before."""

    start_ms: int
    time_ms: int
    whole_ms: int
    distance_m: int | None
    row: Row | None = None
    pauses: tuple[tuple[int, int], ...] = ()
    number: int = 0

    @property
    def jogged(self) -> bool:
        """Whether this is a recovery that is jogged."""
        return self.row is None and self.distance_m is not None

    def moving_ms(self, at_ms: int) -> int:
        """How much of its time is over so long after its start, pauses left out."""
        paused = sum(min(max(at_ms - begin, 0), length) for begin, length in self.pauses)
        return at_ms - paused


def activity(result: Result) -> tuple[datetime, tuple[Segment, ...]]:
    """When a session began (UTC) and its segments.

    UserError when it has no date or nothing was run: such a thing is no activity.
    """
    segments = lay_out(result)
    if not any(segment.row for segment in segments):
        raise UserError("nothing was run: there is no activity to export")
    if result.began is None:
        raise UserError(
            "the date of this session is not known, and an activity needs one",
            "pacer edit LOG --date '2026-09-21 18:30'",
        )
    return result.began.astimezone(UTC), segments


def lay_out(result: Result) -> tuple[Segment, ...]:
    """The segments of a session, without gaps. A run that was skipped and not begun has none."""
    segments: list[Segment] = []
    at = 0

    def add(
        whole: int,
        distance: int | None,
        row: Row | None,
        pauses: tuple[tuple[int, int], ...],
        number: int,
    ) -> None:
        nonlocal at
        if whole > 0:
            inside = _inside(pauses, whole)
            time = whole - sum(length for _, length in inside)
            segments.append(Segment(at, time, whole, distance, row, inside, number))
            at += whole

    for row in result.rows:
        lap = row.lap
        jog = row.planned_recovery.distance_m if row.planned_recovery else None
        add(row.recovery_ms or 0, jog, None, lap.rest_pauses if lap else (), row.number)
        time = row.elapsed_ms if row.actual_ms is None else row.actual_ms
        pauses = lap.pauses if lap else ()
        whole = time + sum(length for _, length in pauses)
        add(whole, row.covered_m, row, pauses, row.number)
    return tuple(segments)


def _inside(pauses: tuple[tuple[int, int], ...], whole: int) -> tuple[tuple[int, int], ...]:
    """Pauses as they fit into a segment, in which a hand time may leave less room."""
    found = []
    free = 0
    left = sum(length for _, length in pauses)
    for begin, length in pauses:
        begin = max(free, min(begin, whole - left))
        length = min(length, whole - begin)
        left -= length
        free = begin + length
        if length > 0:
            found.append((begin, length))
    return tuple(found)
