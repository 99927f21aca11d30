# SPDX-License-Identifier: MIT
"""Races as watches and platforms really write them: a second a record, pauses, several sports.

A race is a list of (metres, seconds) of its parts, each a lap; a pause is (lap, seconds), in the
middle of it. FIT by Garmin's encoder, TCX as Garmin Connect has it, GPX as Strava exports it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import cos, pi, radians, sin
from typing import Any

from garmin_fit_sdk import Encoder, Profile

BEGAN = datetime(2026, 9, 19, 9, 0, 0, tzinfo=UTC)
_SEMICIRCLES = 2**31 / 180


@dataclass(frozen=True)
class Leg:
    """One activity: its laps, the pauses in them (by lap, from 1), the seconds stood at its end.

    lost: shares of its seconds (from, to) without a position."""

    laps: Sequence[tuple[float, float]]
    sport: str = "running"
    pauses: Mapping[int, float] = field(default_factory=dict)
    stood_s: float = 0.0
    lost: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Second:
    """A record: seconds from the start on the clock, metres, whether it has a position."""

    at: float
    metres: float
    placed: bool


def seconds(leg: Leg) -> list[list[Second]]:
    """The records of each lap."""
    out: list[list[Second]] = []
    clock = moving = metres = known = 0.0
    whole = sum(time for _, time in leg.laps)
    for number, (length, time) in enumerate(leg.laps, 1):
        lap: list[Second] = []
        for second in range(int(time) + (number == len(leg.laps))):
            paused = leg.pauses.get(number, 0.0) if second > time / 2 else 0.0
            share = (moving + second) / whole
            placed = not leg.lost[0] <= share < leg.lost[1]
            # Where it does not know its place a watch guesses, here half as much again.
            covered = metres + length * second / time
            known = covered if placed else known
            covered += (covered - known) / 2
            lap.append(Second(clock + second + paused, covered, placed))
        clock += time + leg.pauses.get(number, 0.0)
        moving += time
        metres += length
        out.append(lap)
    for extra in range(1, int(leg.stood_s) + 1):
        out[-1].append(Second(clock + extra, metres, True))
    return out


def place(metres: float) -> tuple[float, float]:
    """Latitude and longitude on a circle of 400 m."""
    radius = 400 / (2 * pi)
    angle = metres / radius
    return (
        48 + radius * sin(angle) / 111_195,
        11 + radius * cos(angle) / (111_195 * cos(radians(48))),
    )


def fit(*legs: Leg) -> bytes:
    """A FIT file; the sports follow one another, distances counted on."""
    encoder = Encoder()

    def write(name: str, **fields: Any) -> None:
        encoder.write_mesg({"mesg_num": Profile["mesg_num"][name], **fields})

    write("FILE_ID", type="activity", manufacturer="garmin", product=1, serial_number=9,
          time_created=BEGAN)  # fmt: skip
    begin, before, index = BEGAN, 0.0, 0
    for leg in legs:
        write("SPORT", sport=leg.sport)
        at = begin
        for number, (lap, (length, time)) in enumerate(zip(seconds(leg), leg.laps, strict=True), 1):
            for record in lap:
                fields: dict[str, Any] = {"distance": before + record.metres}
                if record.placed:
                    lat, lon = place(record.metres)
                    fields["position_lat"] = round(lat * _SEMICIRCLES)
                    fields["position_long"] = round(lon * _SEMICIRCLES)
                write("RECORD", timestamp=begin + timedelta(seconds=record.at), **fields)
            clock = time + leg.pauses.get(number, 0.0)
            ends = at + timedelta(seconds=clock)
            write("LAP", message_index=index, start_time=at, timestamp=ends,
                  total_elapsed_time=clock, total_timer_time=time, total_distance=length,
                  sport=leg.sport)  # fmt: skip
            at += timedelta(seconds=clock)
            index += 1
        whole = (at - begin).total_seconds()
        write("SESSION", message_index=0, start_time=begin, timestamp=at, sport=leg.sport,
              total_elapsed_time=whole, total_timer_time=whole - sum(leg.pauses.values()),
              first_lap_index=index - len(leg.laps), num_laps=len(leg.laps))  # fmt: skip
        before += sum(length for length, _ in leg.laps)
        begin = at + timedelta(seconds=60 + leg.stood_s)
    return bytes(encoder.close())


def stamp(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _position(metres: float) -> str:
    lat, lon = place(metres)
    return (
        f"<Position><LatitudeDegrees>{lat:.7f}</LatitudeDegrees>"
        f"<LongitudeDegrees>{lon:.7f}</LongitudeDegrees></Position>"
    )


def _point(record: Second) -> str:
    if not record.placed:
        return "<trkpt>"
    lat, lon = place(record.metres)
    return f'<trkpt lat="{lat:.7f}" lon="{lon:.7f}">'


def tcx(*legs: Leg, blank: str = "") -> bytes:
    """A TCX file: a lap's own time leaves its pauses out, as Garmin's does."""
    sports = {"running": "Running", "cycling": "Biking"}
    activities = []
    begin = BEGAN
    for leg in legs:
        laps = []
        at = begin
        for number, (lap, (length, time)) in enumerate(zip(seconds(leg), leg.laps, strict=True), 1):
            points = "".join(
                f"<Trackpoint><Time>{stamp(begin + timedelta(seconds=one.at))}</Time>"
                + (_position(one.metres) if one.placed else "")
                + f"<DistanceMeters>{one.metres:.2f}</DistanceMeters></Trackpoint>"
                for one in lap
            )  # fmt: skip
            laps.append(
                f'<Lap StartTime="{stamp(at)}"><TotalTimeSeconds>{time}</TotalTimeSeconds>'
                f"<DistanceMeters>{length}</DistanceMeters><Calories>1</Calories>"
                "<Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod>"
                f"<Track>{points}</Track></Lap>"
            )
            at += timedelta(seconds=time + leg.pauses.get(number, 0.0))
        activities.append(
            f'<Activity Sport="{sports.get(leg.sport, "Other")}"><Id>{stamp(begin)}</Id>'
            f"{''.join(laps)}</Activity>"
        )
        begin = at + timedelta(seconds=60)
    return (
        f'{blank}<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
        f"{''.join(activities)}</Activities></TrainingCenterDatabase>\n"
    ).encode()


def gpx(*legs: Leg) -> bytes:
    """A GPX file, a track each; a second without a position has a point without one."""
    tracks = []
    begin = BEGAN
    for leg in legs:
        records = [one for lap in seconds(leg) for one in lap]
        points = "".join(
            f"{_point(one)}<time>{stamp(begin + timedelta(seconds=one.at))}</time></trkpt>"
            for one in records
        )
        tracks.append(f"<trk><name>x</name><type>{leg.sport}</type><trkseg>{points}</trkseg></trk>")
        begin += timedelta(hours=3)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="StravaGPX" '
        f'xmlns="http://www.topografix.com/GPX/1/1">{"".join(tracks)}</gpx>\n'
    ).encode()
