# SPDX-License-Identifier: MIT
"""A session as a TCX file (Training Center XML), for what reads no FIT.

Not here: what the laps mean (`result`), FIT (`fit`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from xml.etree import ElementTree

from trackpacer.laps.result import Result, Row, lap_time
from trackpacer.laps.segments import Segment
from trackpacer.laps.segments import activity as segments_of

_NAMESPACE = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"


def encode(result: Result) -> bytes:
    """The file. UserError when the session has no date or nothing was run."""
    began, segments = segments_of(result)
    root = ElementTree.Element("TrainingCenterDatabase", xmlns=_NAMESPACE)
    activities = ElementTree.SubElement(root, "Activities")
    activity = ElementTree.SubElement(activities, "Activity", Sport="Running")

    def add(parent: ElementTree.Element, name: str, text: str) -> None:
        ElementTree.SubElement(parent, name).text = text

    add(activity, "Id", _stamp(began))
    covered = 0
    for segment in segments:
        start = began + timedelta(milliseconds=segment.start_ms)
        lap = ElementTree.SubElement(activity, "Lap", StartTime=_stamp(start))
        add(lap, "TotalTimeSeconds", f"{segment.time_ms / 1000:.3f}")
        add(lap, "DistanceMeters", f"{segment.distance_m or 0:.1f}")
        add(lap, "Calories", "0")
        if segment.row and segment.row.heart_rate:
            pulse = ElementTree.SubElement(lap, "AverageHeartRateBpm")
            add(pulse, "Value", str(segment.row.heart_rate))
        if segment.row and segment.row.heart_rate_max:
            pulse = ElementTree.SubElement(lap, "MaximumHeartRateBpm")
            add(pulse, "Value", str(segment.row.heart_rate_max))
        add(lap, "Intensity", "Active" if segment.row else "Resting")
        add(lap, "TriggerMethod", "Manual")
        for stretch in _stretches(segment):
            track = ElementTree.SubElement(lap, "Track")
            for time in stretch:
                share = segment.moving_ms(time) / max(1, segment.time_ms)
                point = ElementTree.SubElement(track, "Trackpoint")
                add(point, "Time", _stamp(start + timedelta(milliseconds=time)))
                add(point, "DistanceMeters", f"{covered + (segment.distance_m or 0) * share:.1f}")
        covered += segment.distance_m or 0
        if segment.row and (notes := _notes(segment.row)):
            add(lap, "Notes", notes)
    add(activity, "Notes", " - ".join(filter(None, (result.title, result.edits.note))))
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _stretches(segment: Segment) -> Iterator[tuple[int, int]]:
    """From and to, in ms from its start, between its pauses: a track each."""
    begin = 0
    for at, length in segment.pauses:
        if at > begin:
            yield begin, at
        begin = at + length
    yield begin, segment.whole_ms


def _notes(row: Row) -> str:
    """The target, and where the distance is from when nothing measured it."""
    found = []
    if row.target_ms:
        found.append(f"target {lap_time(row.target_ms)}")
    if row.covered_by in ("pace", "hand"):
        found.append("distance by its pace" if row.covered_by == "pace" else "distance by hand")
    return "; ".join(found)


def _stamp(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03d}Z"
