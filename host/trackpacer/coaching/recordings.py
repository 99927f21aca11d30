# SPDX-License-Identifier: MIT
"""What a watch recorded, of FIT, TCX or GPX: its sports, their laps and points.

Nothing is judged here: which part is the race and where it ends is `race_files`. Points without a
position among points with one are left out, as are a watch's slips back in time or distance. A file
that is cut off gives what is there, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from trackpacer import fit_messages
from trackpacer.allowance import Allowance
from trackpacer.errors import UserError
from trackpacer.records import fresh, mutable, record
from trackpacer.xml_elements import Element, Malformed, elements

_BOM = b"\xef\xbb\xbf"
_BLANKS = b" \t\r\n"
_SAME_S = 2.0
"""A lap's time by its starts and its own time, so near, are one."""


@record
class Lap:
    """A lap: its metres (0: not known), its seconds on the clock, and with the watch's pauses left
    out (None: not known)."""

    metres: float
    seconds: float
    moving: float | None = None


@record
class Part:
    """One activity of a recording. sport: as the file has it, '' where it does not say. points:
    (metres, seconds since 1970), growing; metres are from the start of the part."""

    sport: str
    laps: tuple[Lap, ...]
    points: tuple[tuple[float, float], ...]


@record
class Recording:
    """A file. source: FIT, TCX or GPX. cut: it ends before its end."""

    parts: tuple[Part, ...]
    source: str
    cut: bool = False


def read(data: bytes, allowance: Allowance) -> Recording | None:
    """The recording in a file's bytes; None where it is none of the three. UserError."""
    name = allowance.name.lower()
    if data[8:12] == b".FIT" or name.endswith((".fit", ".fit.gz")):
        return read_fit(data, allowance)
    start = data[:2000].lstrip(_BOM + _BLANKS)
    if start.startswith(b"<") or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        reader = read_gpx if b"<gpx" in data[:4000].lower() else read_tcx
        return reader(data, allowance)
    return None


# -- FIT

_FIT_FIELDS = {
    "sport": ("sport",),
    "session": ("start_time", "timestamp", "total_elapsed_time", "sport"),
    "lap": ("start_time", "timestamp", "total_elapsed_time", "total_timer_time", "total_distance"),
    "record": ("timestamp", "distance", "position_lat"),
}


@mutable
class _FitPart:
    sport: str
    begins: float
    ends: float


def read_fit(data: bytes, allowance: Allowance) -> Recording:
    """A FIT activity, of one sport or several. UserError."""
    stream = fit_messages.thinned(data, _FIT_FIELDS, allowance)
    sessions: list[_FitPart] = []
    laps: list[tuple[float | None, Lap]] = []
    points: list[tuple[float, float, bool]] = []
    sport = ""
    for message in fit_messages.decoded(stream, allowance):
        when = _when(message, "timestamp")
        if message.name == "record":
            metres = _number(message, "distance")
            if metres is not None and when is not None:
                placed = _number(message, "position_lat") is not None
                points.append((metres, when, placed))
        elif message.name == "sport":
            sport = sport or _sport(message)
        elif message.name == "lap":
            seconds = _number(message, "total_elapsed_time", "total_timer_time")
            if seconds is not None:
                begins = _when(message, "start_time")
                if begins is None and when is not None:
                    begins = when - seconds
                moving = _number(message, "total_timer_time")
                lap = Lap(_number(message, "total_distance") or 0.0, seconds, moving)
                laps.append((begins, lap))
        else:
            begins = _when(message, "start_time")
            length = _number(message, "total_elapsed_time") or 0.0
            ends = begins + length if begins is not None else when
            sessions.append(_FitPart(_sport(message), begins or 0.0, ends or 0.0))
    if len(sessions) < 2:
        sport = sessions[0].sport if sessions else sport
        part = Part(sport, tuple(lap for _, lap in laps), _growing(points))
        return Recording((part,), "FIT", stream.cut)
    return Recording(tuple(_shared(sessions, laps, points)), "FIT", stream.cut)


def _shared(
    sessions: list[_FitPart],
    laps: Sequence[tuple[float | None, Lap]],
    points: Sequence[tuple[float, float, bool]],
) -> Iterator[Part]:
    """The laps and points of each session, by their time."""
    sessions.sort(key=lambda one: one.begins)
    ends = [one.begins for one in sessions[1:]] + [float("inf")]
    for number, (one, end) in enumerate(zip(sessions, ends, strict=True)):
        first = float("-inf") if number == 0 else one.begins
        mine = [lap for begins, lap in laps if begins is not None and first <= begins < end]
        track = [point for point in points if first <= point[1] < end]
        before = max((metres for metres, when, _ in points if when < first), default=0.0)
        # Some watches count on from sport to sport, some begin again at 0.
        counts_on = bool(track) and track[0][0] >= before > 0
        yield Part(
            one.sport,
            tuple(mine),
            _growing([(m - before * counts_on, when, placed) for m, when, placed in track]),
        )


def _sport(message: Any) -> str:
    value = message.get_value("sport", fallback=None)
    return str(value) if value is not None else ""


def _number(message: Any, *fields: str) -> float | None:
    for name in fields:
        value = message.get_value(name, fallback=None)
        if isinstance(value, int | float):
            return float(value)
    return None


def _when(message: Any, name: str) -> float | None:
    value = message.get_value(name, fallback=None)
    return value.timestamp() if isinstance(value, datetime) else None


# -- GPX


def read_gpx(data: bytes, allowance: Allowance) -> Recording:
    """GPX tracks with times, a part each. UserError."""
    from gpxpy import geo

    parts: list[Part] = []
    points: list[tuple[float, float, bool]] = []
    metres = 0.0
    before: tuple[float, float] | None = None
    cut = [False]
    for element in _elements(data, ("trk", "trkpt"), allowance, cut):
        if element.name == "trk":
            if points:
                parts.append(Part(element.fields.get("type", ""), (), _growing(points)))
            points, metres, before = [], 0.0, None
            continue
        when = _moment(element.fields.get("time", ""))
        at = _float(element.attributes.get("lat")), _float(element.attributes.get("lon"))
        if when is None or at[0] is None or at[1] is None or at == (0.0, 0.0):
            continue
        here = at[0], at[1]
        if before is not None:
            metres += geo.distance(*before, None, *here, None) or 0.0
        before = here
        points.append((metres, when, True))
    if points:  # of a file that is cut off
        found = re.search(rb"<type>([^<]*)", data)
        sport = found[1].decode(errors="replace") if found and not parts else ""
        parts.append(Part(sport, (), _growing(points)))
    if not parts:
        raise UserError(
            f"{allowance.name} has no points with a time", "export it with its times, or as FIT"
        )
    return Recording(tuple(parts), "GPX", cut[0])


# -- TCX


@mutable
class _TcxLap:
    """begins, ends: of its StartTime and its last point; None where it has none."""

    begins: float | None
    ends: float | None
    metres: float
    moving: float | None


@mutable
class _TcxPart:
    laps: list[_TcxLap] = fresh(factory=list)
    points: list[tuple[float, float, bool]] = fresh(factory=list)


def read_tcx(data: bytes, allowance: Allowance) -> Recording:
    """TCX activities, a part each. A lap's own time leaves the pauses out, so its time on the clock
    is taken from its start to the next one's, or to its last point. UserError."""
    parts: list[Part] = []
    now = _TcxPart()
    last: float | None = None
    cut = [False]
    for element in _elements(data, ("Activity", "Lap", "Trackpoint"), allowance, cut):
        metres = _float(element.fields.get("DistanceMeters"))
        if element.name == "Trackpoint":
            when = _moment(element.fields.get("Time", ""))
            last = when if when is not None else last
            if metres is not None and when is not None:
                placed = "Position/LatitudeDegrees" in element.fields
                now.points.append((metres, when, placed))
        elif element.name == "Lap":
            moving = _float(element.fields.get("TotalTimeSeconds"))
            begins = _moment(element.attributes.get("StartTime", ""))
            now.laps.append(_TcxLap(begins, last, metres or 0.0, moving))
            last = None
        else:
            parts.append(_tcx_part(element.attributes.get("Sport", ""), now))
            now = _TcxPart()
    if now.laps or now.points:
        found = re.search(rb"<Activity\s[^>]*Sport=[\"']([^\"']*)", data)
        sport = found[1].decode(errors="replace") if found and not parts else ""
        parts.append(_tcx_part(sport, now))
    parts = [part for part in parts if part.laps or part.points]
    if not parts:
        raise UserError(
            f"{allowance.name} has no laps and no points", "is it a TCX, GPX or FIT file?"
        )
    return Recording(tuple(parts), "TCX", cut[0])


def _tcx_part(sport: str, found: _TcxPart) -> Part:
    laps = []
    for number, lap in enumerate(found.laps, 1):
        following = found.laps[number].begins if number < len(found.laps) else None
        ends = following if following is not None else lap.ends
        clock = ends - lap.begins if ends is not None and lap.begins is not None else 0.0
        # Starts are often in whole seconds: where nothing was paused, the lap's own time is the
        # finer one; it is the only one of a lap without starts.
        seconds = clock
        if lap.moving is not None and not lap.moving + _SAME_S <= clock < 86400:
            seconds = lap.moving
        if seconds > 0:
            laps.append(Lap(lap.metres, seconds, lap.moving))
    return Part(sport, tuple(laps), _growing(found.points))


# -- both kinds of XML


def _elements(
    data: bytes, wanted: Sequence[str], allowance: Allowance, cut: list[bool]
) -> Iterator[Element]:
    """The elements; of a file without its end those that are there, and then `cut` says so."""
    text = data.removeprefix(_BOM)
    if text[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        # A blank before the declaration is an error to a parser; some exports begin with one.
        text = text.lstrip(_BLANKS)
    found = False
    try:
        for element in elements(text, wanted, allowance):
            found = True
            yield element
    except Malformed:
        root = re.search(rb"<([A-Za-z][\w:.-]*)", text[:4000])
        if not found or root is None or b"</" + root[1] in text[-200:]:
            raise
        cut[0] = True


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


def _growing(points: Sequence[tuple[float, float, bool]]) -> tuple[tuple[float, float], ...]:
    """Points whose time and distance grow, and of those with a position and those without, where
    there are both, the former."""
    placed = [point for point in points if point[2]]
    kept: list[tuple[float, float]] = []
    for metres, seconds, _ in placed or points:
        if not kept or (seconds > kept[-1][1] and metres >= kept[-1][0]):
            kept.append((metres, seconds))
    return tuple(kept)
