# SPDX-License-Identifier: MIT
"""A race as a watch recorded it: FIT, TCX or GPX, into splits.

A recording has laps, or points, or both. Its GPS distance is brought to the race's own where it is
within 3 % of one, and segments too short for GPS to be worth anything are joined. Not here: typed
splits and CSV (`splits`), what they show (`race`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import isfinite
from pathlib import Path
from typing import Any

from trackpacer import allowance as allowances
from trackpacer import fit_messages
from trackpacer.allowance import Allowance, Progress
from trackpacer.errors import UserError
from trackpacer.paces.races import HALF_MARATHON, MARATHON, MILE
from trackpacer.table import splits
from trackpacer.table.splits import Mark, Splits, arranged
from trackpacer.xml_elements import elements

FINEST_M = 300.0
"""A GPS watch is some 5 to 10 m off at any place: too much for less than this."""
_USUAL = (1500.0, MILE, 3000.0, 5000.0, 8000.0, 10000.0, 15000.0, 5 * MILE, 10 * MILE,
          HALF_MARATHON, MARATHON)  # fmt: skip
_NEAR = 0.03


@dataclass(frozen=True, slots=True)
class Recording:
    """laps: (metres, seconds) of each. points: (metres, seconds) from the start, in order."""

    laps: tuple[tuple[float, float], ...]
    points: tuple[tuple[float, float], ...]
    source: str


def load(
    path: Path,
    per: float | None = None,
    distance: float | None = None,
    progress: Progress | None = None,
) -> Splits:
    """The splits of a file, whatever its kind. Raises UserError, OSError that names the file.

    per: metres of each lap, for laps taken by hand on a track (its GPS distance is then not used).
    progress: told how far a long file is.
    """
    name = str(path)
    allowance = Allowance(name, progress)
    data = allowances.load(path)
    if data[8:12] == b".FIT" or path.name.lower().endswith((".fit", ".fit.gz")):
        return from_recording(read_fit(data, allowance), name, per, distance)
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<") or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        reader = read_gpx if b"<gpx" in data[:4000].lower() else read_tcx
        return from_recording(reader(data, allowance), name, per, distance)
    return splits.table(data, name, per, distance)


def from_recording(
    recording: Recording, name: str, per: float | None, distance: float | None
) -> Splits:
    """Splits of a recording: its laps where they tell the race, else its points. UserError."""
    laps = [(m, s) for m, s in recording.laps if isfinite(m) and isfinite(s) and s > 0]
    if per is not None:
        if len(laps) < 2:
            raise UserError(f"{name} has no laps", "leave --per away")
        items = [splits.Item(None, round(s * 1000), 100) for _, s in laps]
        return arranged(items, per, distance, f"{recording.source} laps")
    points = [(m, s) for m, s in recording.points if isfinite(m) and isfinite(s)]
    laps = [(m, s) for m, s in laps if m > 0]
    total = points[-1][0] if points else sum(m for m, _ in laps)
    if total < 400:
        raise UserError(f"{name} has no race in it: {total:.0f} m", "export the race alone")
    race = distance or _race(total)
    notes = []
    scale = 1.0
    if abs(total - race) <= _NEAR * race:
        scale = race / total
        if abs(scale - 1) > 0.001:
            notes.append(f"recorded as {total:.0f} m, taken as {race:g} m")
    elif distance is not None:
        raise UserError(
            f"{name} has {total:.0f} m, the race {distance:g} m", "export the race alone"
        )
    if len(laps) >= 3 and abs(sum(m for m, _ in laps) - total) <= 0.02 * total:
        step = max(m for m, _ in laps)
        if step <= 0.35 * total:
            marks = list(_adding(laps, scale * total / sum(m for m, _ in laps)))
            return _made(marks, f"{recording.source} laps", notes, name)
    if len(points) < 10:
        raise UserError(f"{name} has neither laps nor points enough", "type the splits instead")
    step = 1000.0 if total * scale >= 4800 else 500.0
    marks = list(_marks(points, scale, step, total * scale))
    return _made(marks, f"{recording.source} points", notes, name)


def _race(total: float) -> float:
    nearest = min(_USUAL, key=lambda metres: abs(metres - total) / metres)
    return nearest if abs(nearest - total) <= _NEAR * nearest else total


def _adding(laps: Sequence[tuple[float, float]], scale: float) -> Iterator[Mark]:
    metres = seconds = 0.0
    for length, time in laps:
        metres += length * scale
        seconds += time
        yield Mark(metres, round(seconds * 1000))


def _marks(
    points: Sequence[tuple[float, float]], scale: float, step: float, total: float
) -> Iterator[Mark]:
    """The time at each `step` metres, between points in proportion, and at the finish."""
    start = points[0][1]
    wanted = step
    before = (0.0, 0.0)
    for metres, seconds in points:
        at = (metres * scale, seconds - start)
        while wanted < total - FINEST_M and at[0] >= wanted > before[0]:
            share = (wanted - before[0]) / (at[0] - before[0])
            yield Mark(wanted, round((before[1] + share * (at[1] - before[1])) * 1000))
            wanted += step
        if at[0] > before[0]:
            before = at
    yield Mark(total, round((points[-1][1] - start) * 1000))


def _made(marks: list[Mark], source: str, notes: list[str], name: str) -> Splits:
    kept: list[Mark] = []
    for mark in marks:
        before = kept[-1] if kept else Mark(0.0, 0)
        if kept and mark.metres - before.metres < FINEST_M:
            kept[-1] = mark
        elif mark.metres > before.metres:
            kept.append(mark)
    if len(kept) < 2 or any(a.ms >= b.ms for a, b in pairwise(kept)):
        raise UserError(f"{name}: its times do not grow", "type the splits instead")
    if kept[0].ms <= 0:
        raise UserError(f"{name}: its times do not grow", "type the splits instead")
    splits.check(kept)
    return Splits(tuple(kept), 100, FINEST_M, source, tuple(notes))


# -- the three formats


_FIT_FIELDS = {
    "lap": ("total_elapsed_time", "total_timer_time", "total_distance"),
    "record": ("timestamp", "distance"),
}


def read_fit(data: bytes, allowance: Allowance) -> Recording:
    """A FIT activity. Raises UserError."""
    laps: list[tuple[float, float]] = []
    points: list[tuple[float, float]] = []
    for message in fit_messages.messages(data, _FIT_FIELDS, allowance):
        if message.name == "lap":
            time = _number(message, "total_elapsed_time", "total_timer_time")
            metres = _number(message, "total_distance")
            if time is not None:
                laps.append((metres or 0.0, time))
        else:
            metres = _number(message, "distance")
            when = message.get_value("timestamp", fallback=None)
            if metres is not None and isinstance(when, datetime):
                points.append((metres, when.timestamp()))
    return Recording(tuple(laps), _sorted(points), "FIT")


def _number(message: Any, *fields: str) -> float | None:
    for field in fields:
        value = message.get_value(field, fallback=None)
        if isinstance(value, int | float):
            return float(value)
    return None


def read_gpx(data: bytes, allowance: Allowance) -> Recording:
    """A GPX track with times. Raises UserError."""
    from gpxpy import geo

    points: list[tuple[float, float]] = []
    metres = 0.0
    before: tuple[float, float] | None = None
    for point in elements(data, ("trkpt",), allowance):
        when = _moment(point.fields.get("time", ""))
        at = _float(point.attributes.get("lat")), _float(point.attributes.get("lon"))
        if when is None or at[0] is None or at[1] is None:
            continue
        here = at[0], at[1]
        if before is not None:
            metres += geo.distance(*before, None, *here, None) or 0.0
        before = here
        points.append((metres, when))
    if not points:
        raise UserError(
            f"{allowance.name} has no points with a time", "export it with its times, or as FIT"
        )
    return Recording((), _sorted(points), "GPX")


def read_tcx(data: bytes, allowance: Allowance) -> Recording:
    """A TCX activity. Raises UserError."""
    laps: list[tuple[float, float]] = []
    points: list[tuple[float, float]] = []
    for element in elements(data, ("Lap", "Trackpoint"), allowance):
        metres = _float(element.fields.get("DistanceMeters"))
        if element.name == "Lap":
            time = _float(element.fields.get("TotalTimeSeconds"))
            if time is not None:
                laps.append((metres or 0.0, time))
        else:
            when = _moment(element.fields.get("Time", ""))
            if metres is not None and when is not None:
                points.append((metres, when))
    if not laps and not points:
        raise UserError(
            f"{allowance.name} has no laps and no points", "is it a TCX, GPX or FIT file?"
        )
    return Recording(tuple(laps), _sorted(points), "TCX")


def _float(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def _moment(text: str) -> float | None:
    """Seconds since 1970 of an XML time; None when it is none."""
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def _sorted(points: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Points whose time and distance grow; others are a watch's slips and are left out."""
    kept: list[tuple[float, float]] = []
    for metres, seconds in points:
        if not kept or (seconds > kept[-1][1] and metres >= kept[-1][0]):
            kept.append((metres, seconds))
    return tuple(kept)
