# SPDX-License-Identifier: MIT
"""A recording's pauses, and its end: stood, walked, or cut where the race ended.

Tracks are points of (metres, seconds), growing. Not here: what is done about it (`race_files`).
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise

from trackpacer.coaching.recordings import Lap
from trackpacer.records import replace
from trackpacer.times import clock

Track = Sequence[tuple[float, float]]

_WALKED = 0.6
"""An end slower than this share of the race's pace was walked."""
_STOOD_M_S = 0.5
_TAIL_S = 6.0
_PAUSE_S = 2.0
_GAP_S = 20.0


def pauses(laps: Sequence[Lap], points: Track) -> list[tuple[str, float]]:
    """Where the watch was paused, and for how many seconds."""
    found = [
        (f"lap {number}", lap.seconds - lap.moving)
        for number, lap in enumerate(laps, 1)
        if lap.moving is not None and lap.seconds - lap.moving >= _PAUSE_S
    ]
    return found or [
        (f"at {a[0]:.0f} m", b[1] - a[1]) for a, b in pairwise(points) if _is_gap(a, b)
    ]


def _is_gap(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """A gap in the recording in which nobody ran."""
    return b[1] - a[1] >= _GAP_S and b[0] - a[0] < (b[1] - a[1]) * _STOOD_M_S


def named(paused: Sequence[tuple[str, float]]) -> str:
    return ", ".join(f"{clock(round(seconds) * 1000)} ({where})" for where, seconds in paused)


def closed(laps: Sequence[Lap], points: Track) -> tuple[list[Lap], list[tuple[float, float]]]:
    """Laps and points with the pauses left out."""
    found = list(points[:1])
    lost = 0.0
    for a, b in pairwise(points):
        if b[1] - a[1] >= _TAIL_S and b[0] - a[0] < (b[1] - a[1]) * _STOOD_M_S:
            lost += b[1] - a[1] - 1.0
        found.append((b[0], b[1] - lost))
    return [replace(lap, seconds=lap.moving or lap.seconds) for lap in laps], found


def without_standing(
    points: list[tuple[float, float]],
) -> tuple[list[tuple[float, float]], str]:
    """Without the seconds after the finish until somebody stopped the watch, and a note of it."""
    end = len(points) - 1
    while end > 0:
        before = end - 1
        while before > 0 and points[end][1] - points[before][1] < 3:
            before -= 1
        metres, seconds = (points[end][n] - points[before][n] for n in (0, 1))
        if seconds < 1 or metres >= seconds * _STOOD_M_S:
            break
        end = before
    seconds = points[-1][1] - points[end][1] if points else 0.0
    if seconds < 3 or end < 10:
        return points, ""
    return points[: end + 1], f"the last {clock(round(seconds) * 1000)} stood still: left out"


def without_still_laps(laps: Sequence[Lap]) -> tuple[list[Lap], str]:
    """Without laps of no metres: their time is the next lap's, since the clock ran on; before the
    start and after the finish it is left out, and a note says so."""
    kept: list[Lap] = []
    stood = before = 0.0
    for lap in laps:
        if lap.metres > 0:
            kept.append(replace(lap, seconds=lap.seconds + stood))
            stood = 0.0
        elif kept:
            stood += lap.seconds
        else:
            before += lap.seconds
    out = before + stood
    if not kept or out < 1:
        return kept, ""
    return kept, f"laps of 0 m before or after, {clock(round(out) * 1000)}, are left out"


def walked(track: Track) -> int | None:
    """Where an end that was walked begins; None where the end was run."""
    if len(track) < 4:
        return None
    paces = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in _segments(track, 100.0) if b[0] - a[0] > 0]
    if len(paces) < 3:
        return None
    slowest = statistics.median(paces) / _WALKED
    end = len(track) - 1
    while end > 0:
        before = end - 1
        while before > 0 and track[end][1] - track[before][1] < _TAIL_S:
            before -= 1
        metres, seconds = (track[end][n] - track[before][n] for n in (0, 1))
        if metres > 0 and seconds / metres < slowest:
            break
        end = before
    long = track[-1][1] - track[end][1] >= 2 * _TAIL_S
    return end if long and 0 < end < len(track) - 1 else None


def _segments(
    track: Track, metres: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The track in parts of at least so many metres."""
    before = track[0]
    for at in track[1:]:
        if at[0] - before[0] >= metres:
            yield before, at
            before = at


def ending(
    laps: Sequence[Lap], points: Track, end: float
) -> tuple[list[Lap], list[tuple[float, float]]]:
    """Laps and points up to so many metres; between two points in proportion."""
    kept: list[Lap] = []
    at = 0.0
    for lap in laps:
        if at + lap.metres > end * 1.005:
            break
        kept.append(lap)
        at += lap.metres
    if abs(at - end) > 0.005 * end:
        kept = []  # no lap ends there
    track = [point for point in points if point[0] <= end]
    after = next((point for point in points if point[0] > end), None)
    if after is not None and track and track[-1][0] < end:
        a = track[-1]
        share = (end - a[0]) / (after[0] - a[0])
        track.append((end, a[1] + share * (after[1] - a[1])))
    return kept, track
