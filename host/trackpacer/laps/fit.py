# SPDX-License-Identifier: MIT
"""A session as a FIT activity file, for Garmin Connect, Strava, intervals.icu and the like.

Written with Garmin's own encoder. Messages: file_id, device_info, the workout that was to be run
(each lap names its step, so that platforms show target against lap), timer events (a pause is a
stop and a start, as is a start of a rep that was started again), a record a second while it runs
(platforms draw time, distance and speed from these; the distance within a lap is laid in at an even
pace), laps with intensity active, rest or recovery (a jog), session, activity. A missed rep is a
lap of its target's length: somebody ran it. Where a lap's distance was not measured on a track
(worked out from the pace, or given by hand) its developer field `distance_by` says so. Not here:
what the laps mean (`result`), other formats (`tcx`, `plain`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from garmin_fit_sdk import Encoder, Profile

from trackpacer import __version__
from trackpacer.laps.result import Result
from trackpacer.laps.segments import Segment, activity
from trackpacer.notation import decompile
from trackpacer.session import Role
from trackpacer.workouts import fit as workout_fit
from trackpacer.workouts.unrolling import Workout, unroll

_INTENSITY = {Role.WARMUP: "warmup", Role.COOLDOWN: "cooldown"}
_FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_DISTANCE_BY = 0
_ID = {"developer_data_index": 0, "application_version": 1,
       "application_id": [*b"trackpacer", *bytes(6)]}  # fmt: skip
_FIELD = {"developer_data_index": 0, "field_definition_number": 0, "fit_base_type_id": 7,
          "field_name": "distance_by", "native_mesg_num": 19}  # fmt: skip
"""A text (base type 7) of a lap (message 19)."""


def encode(result: Result) -> bytes:
    """The activity file. UserError when the session has no date or nothing was run."""
    began, segments = activity(result)
    whole = segments[-1].start_ms + segments[-1].whole_ms
    end = began + timedelta(milliseconds=whole)
    unmeasured: Any = {"developer_data_id_mesg": _ID, "field_description_mesg": _FIELD}
    encoder = Encoder({_DISTANCE_BY: unmeasured})

    def write(name: str, **fields: Any) -> None:
        number = Profile["mesg_num"][name]
        encoder.write_mesg({"mesg_num": number, **fields})

    write(
        "FILE_ID",
        type="activity",
        manufacturer="development",
        product=0,
        serial_number=result.identity or 1,
        time_created=began,
    )
    write(
        "DEVICE_INFO",
        timestamp=began,
        device_index="creator",
        manufacturer="development",
        product=0,
        product_name=f"Track Pacer {result.watch}".strip(),
        software_version=_version(__version__),
    )
    if any(_is_unmeasured(segment) for segment in segments):
        write("DEVELOPER_DATA_ID", **_ID)
        write("FIELD_DESCRIPTION", **_FIELD)
    workout = _workout(result)
    if workout is not None:
        workout_fit.write_steps(write, workout)
    steps = _steps(workout)
    _timer(write, began, "start")
    covered = 0
    for index, segment in enumerate(segments):
        _records(write, began, covered, segment)
        covered += segment.distance_m or 0
        _lap(write, began, index, segment, steps.get((segment.row is None, segment.number)))
    write("RECORD", timestamp=end, distance=float(covered))
    _timer(write, end, "stop_all")
    _close(write, result, segments, (began, end))
    return bytes(encoder.close())


def _close(
    write: Any, result: Result, segments: Sequence[Segment], between: tuple[datetime, datetime]
) -> None:
    """The messages that sum an activity up: session and activity."""
    began, end = between
    moving = sum(segment.time_ms for segment in segments)
    whole = sum(segment.whole_ms for segment in segments)
    metres = sum(segment.distance_m or 0 for segment in segments)
    session: dict[str, Any] = {
        "message_index": 0,
        "timestamp": end,
        "start_time": began,
        "total_elapsed_time": whole / 1000,
        "total_timer_time": moving / 1000,
        "sport": "running",
        "sub_sport": "track",
        "first_lap_index": 0,
        "num_laps": len(segments),
        "event": "lap",
        "event_type": "stop",
        "trigger": "activity_end",
        "sport_profile_name": result.title,
    }
    if metres:
        session["total_distance"] = float(metres)
        session["enhanced_avg_speed"] = metres * 1000 / moving
    if result.edits.heart_rate:
        session["avg_heart_rate"] = result.edits.heart_rate
    if result.edits.felt:
        # The platforms' own scales: effort 0 to 100 in tens.
        session["workout_rpe"] = result.edits.felt * 10
    write("SESSION", **session)
    offset = (result.began or began).utcoffset() or timedelta()
    write(
        "ACTIVITY",
        timestamp=end,
        local_timestamp=int((end + offset - _FIT_EPOCH).total_seconds()),
        total_timer_time=moving / 1000,
        num_sessions=1,
        type="manual",
        event="activity",
        event_type="stop",
    )


def _version(text: str) -> float:
    """1.24 of '1.24.3': FIT has two numbers, the second of two digits."""
    major, minor = (int(part) for part in text.split(".")[:2])
    return major + min(minor, 99) / 100


def _workout(result: Result) -> Workout | None:
    """What was to be run; None where the program is not here."""
    if result.program is None:
        return None
    found = unroll(decompile.tree_of(result.program))
    return Workout(result.title, found.items, ())


def _steps(workout: Workout | None) -> dict[tuple[bool, int], int]:
    """The workout's step of each run, and of the recovery before it: by (recovery, run)."""
    found: dict[tuple[bool, int], int] = {}
    flat = workout_fit.rows(workout) if workout else []
    number = 1
    for index in workout_fit.order(workout.items) if workout else []:
        found.setdefault((flat[index], number), index)
        number += not flat[index]
    return found


def _is_unmeasured(segment: Segment) -> bool:
    return segment.row is not None and segment.row.covered_by in ("pace", "hand")


def _speed(segment: Segment) -> dict[str, float]:
    """Metres a second; none where nobody knows how far somebody ran."""
    if segment.distance_m and segment.time_ms:
        return {"enhanced_speed": segment.distance_m * 1000 / segment.time_ms}
    return {"enhanced_speed": 0.0} if segment.row is None else {}


def _timer(write: Any, when: datetime, event_type: str) -> None:
    write("EVENT", timestamp=when, event="timer", event_type=event_type, event_group=0)


def _records(write: Any, began: datetime, covered: int, segment: Segment) -> None:
    """A record a second while the timer runs: where a watch would have measured, an even pace is
    laid in. Between them the timer's stops and starts."""
    stop = segment.start_ms + segment.whole_ms
    at = -(-segment.start_ms // 1000) * 1000
    pauses = [(segment.start_ms + begin, length) for begin, length in segment.pauses]
    for begin, length in [*pauses, (stop, 0)]:
        while at < begin:
            moved = segment.moving_ms(at - segment.start_ms)
            share = (segment.distance_m or 0) * moved / max(1, segment.time_ms)
            write("RECORD", timestamp=began + timedelta(milliseconds=at),
                  distance=covered + share, **_speed(segment))  # fmt: skip
            at += 1000
        if length:
            _timer(write, began + timedelta(milliseconds=begin), "stop_all")
            _timer(write, began + timedelta(milliseconds=begin + length), "start")
            at = max(at, -(-(begin + length) // 1000) * 1000)


def _lap(write: Any, began: datetime, index: int, segment: Segment, step: int | None) -> None:
    row = segment.row
    intensity = "recovery" if segment.jogged else "rest"
    if row is not None:
        intensity = _INTENSITY.get(row.role, "active")
    lap: dict[str, Any] = {
        "message_index": index,
        "timestamp": began + timedelta(milliseconds=segment.start_ms + segment.whole_ms),
        "start_time": began + timedelta(milliseconds=segment.start_ms),
        "total_elapsed_time": segment.whole_ms / 1000,
        "total_timer_time": segment.time_ms / 1000,
        "intensity": intensity,
        "lap_trigger": "manual",
        "sport": "running",
        "sub_sport": "track",
        "event": "lap",
        "event_type": "stop",
    }
    if segment.distance_m:
        lap["total_distance"] = float(segment.distance_m)
        if segment.time_ms:
            lap["enhanced_avg_speed"] = segment.distance_m * 1000 / segment.time_ms
    if row is not None and row.heart_rate:
        lap["avg_heart_rate"] = row.heart_rate
    if row is not None and row.heart_rate_max:
        lap["max_heart_rate"] = row.heart_rate_max
    if step is not None:
        lap["wkt_step_index"] = step
    if row is not None and _is_unmeasured(segment):
        lap["developer_fields"] = {_DISTANCE_BY: row.covered_by}
    write("LAP", **lap)
