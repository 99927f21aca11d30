# SPDX-License-Identifier: MIT
"""Races whose shape is known, as splits and as the files that watches and timekeepers write.

REAL are published splits of races that were run; each says which. CONSTRUCTED are made up, each
for the shape its name says, at a club runner's pace: no published race is claimed for them.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import cos, pi, radians, sin

from trackpacer.coaching.race import Case


@dataclass(frozen=True, slots=True)
class Known:
    """splits as `pacer advise` takes them typed; per, distance as its options; the case a coach
    would call it (None: none of the four)."""

    splits: str
    per: str
    distance: str
    case: Case | None


REAL = {
    # Roger Bannister, Oxford, 6 May 1954, mile 3:59.4: quarters 57.5, 60.7, 62.3, 58.9. Slowest in
    # the third, fastest but one in the last: he did not fail anywhere near the finish.
    "bannister-1954": Known("57.5 60.7 62.3 58.9", "400", "mile", None),
    # Selemon Barega, Brussels, 31 August 2018, 5000 m 12:43.02: laps and the last 200 as published
    # by Track and Field News and Trackerati. The second half was faster, the last 200 fastest.
    "barega-2018": Known(
        "59.4 62.6 62.0 63.4 64.9 61.2 60.7 60.6 60.7 60.5 60.8 58.5 27.7", "400", "5k", None
    ),
    # Dave Wottle, Munich, 2 September 1972, 800 m 1:45.9: the 200s 26.4, 26.9, 26.4, 26.2. From
    # last to first by running evenly while the others slowed.
    "wottle-1972": Known("26.4 26.9 26.4 26.2", "200", "800", None),
}

CONSTRUCTED = {
    "5k dies in the last 1000, by km": Known(
        "3:20 3:21 3:22 3:22 3:40", "km", "5k", Case.LAST_1000
    ),
    "5k dies in the last 1000, by lap": Known(
        "80 80 81 80 81 80 80 81 81 81 86 88 44", "400", "5k", Case.LAST_1000
    ),
    "5k dies in the last 1000 but kicks": Known(
        "80 80 81 80 81 80 80 81 81 81 87 88 39", "400", "5k", Case.LAST_1000
    ),
    "10k loses its pace at 5k, by km": Known(
        "3:28 3:30 3:31 3:29 3:30 3:34 3:37 3:40 3:42 3:38", "km", "10k", Case.AFTER_5K
    ),
    "10k loses its pace at 6k, by lap": Known(
        " ".join(["84"] * 15 + ["86", "87", "87", "88", "88", "89", "88", "89", "89", "88"]),
        "400", "10k", Case.AFTER_5K,
    ),
    "10k by mile, goes after 5 km": Known(
        "5:38 5:37 5:39 5:50 5:55 5:58 1:14", "mile", "10k", Case.AFTER_5K
    ),
    "5k fails in the last 200": Known(
        "80 80 81 80 81 80 80 81 81 81 80 80 44", "400", "5k", Case.LAST_200
    ),
    "1500 fails in the last 200": Known(
        "34.0 34.2 34.1 34.3 34.2 34.4 36.5 18.4", "200", "1500", Case.LAST_200
    ),
    "10k fails in the last 1000": Known(
        "3:30 3:30 3:31 3:29 3:30 3:30 3:31 3:30 3:30 3:41", "km", "10k", Case.LAST_800_1200
    ),
    "10k fails in the last 3 laps": Known(
        " ".join(["84"] * 22 + ["87", "88", "88"]), "400", "10k", Case.LAST_800_1200
    ),
    "3k fails in the last 800": Known(
        "39 39 39.2 39 39.1 39 39.2 39 39.1 39.2 39 41 41.5 41.8 41", "200", "3k",
        Case.LAST_800_1200,
    ),
    "5k even": Known("3:20 3:20 3:21 3:20 3:19", "km", "5k", None),
    "5k faster and faster": Known("3:25 3:23 3:20 3:18 3:12", "km", "5k", None),
    "10k a slow km in the middle": Known(
        "3:30 3:30 3:31 3:29 3:42 3:30 3:30 3:31 3:30 3:26", "km", "10k", None
    ),
    "5k slower from the gun": Known("3:10 3:16 3:22 3:28 3:34", "km", "5k", None),
    "half marathon gone at 10 km": Known(
        "3:50 3:50 3:51 3:50 3:50 3:50 3:51 3:50 3:50 3:50 4:05 4:06 4:08 4:10 4:10 4:12 4:12 "
        "4:15 4:15 4:15 4:15 0:28", "km", "half", None,
    ),
    "5k with a ragged pace": Known("3:20 3:29 3:18 3:30 3:29", "km", "5k", None),
}  # fmt: skip

ALL = {**REAL, **CONSTRUCTED}

BEGAN = datetime(2026, 9, 19, 9, 0, 0, tzinfo=UTC)


def points(paces: Sequence[tuple[float, float]], every_s: int = 4) -> list[tuple[float, float]]:
    """(seconds, metres) every few seconds of a race given as (metres, seconds) of its parts."""
    found = [(0.0, 0.0)]
    ends = [(0.0, 0.0)]
    for metres, seconds in paces:
        ends.append((ends[-1][0] + seconds, ends[-1][1] + metres))
    at = 0.0
    for (t0, m0), (t1, m1) in pairwise(ends):
        while at + every_s < t1:
            at += every_s
            found.append((at, m0 + (m1 - m0) * (at - t0) / (t1 - t0)))
    return [*found, ends[-1]]


def gpx(track: Sequence[tuple[float, float]]) -> bytes:
    """A GPX file: laps of a circle of 400 m around 48 N, 11 E."""
    rows = []
    radius = 400 / (2 * pi)
    for seconds, metres in track:
        angle = metres / radius
        lat = 48 + radius * sin(angle) / 111_195
        lon = 11 + radius * cos(angle) / (111_195 * cos(radians(48)))
        when = (BEGAN + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")
        rows.append(f'<trkpt lat="{lat:.7f}" lon="{lon:.7f}"><time>{when}</time></trkpt>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk><trkseg>{''.join(rows)}</trkseg></trk></gpx>\n"
    ).encode()


def tcx(laps: Sequence[tuple[float, float]], track: Sequence[tuple[float, float]] = ()) -> bytes:
    """A TCX file with laps (metres, seconds) and, if given, points in the first of them."""
    rows = []
    for seconds, metres in track:
        when = (BEGAN + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")
        rows.append(
            f"<Trackpoint><Time>{when}</Time><DistanceMeters>{metres:.2f}</DistanceMeters>"
            "</Trackpoint>"
        )
    parts = [
        f'<Lap StartTime="2026-09-19T09:00:00Z"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>'
        f"<DistanceMeters>{metres}</DistanceMeters>"
        f"{'<Track>' + ''.join(rows) + '</Track>' if rows and number == 0 else ''}</Lap>"
        for number, (metres, seconds) in enumerate(laps)
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/'
        'TrainingCenterDatabase/v2"><Activities><Activity Sport="Running">'
        f"<Id>2026-09-19T09:00:00Z</Id>{''.join(parts)}</Activity></Activities>"
        "</TrainingCenterDatabase>\n"
    ).encode()


def fit(laps: Sequence[tuple[float, float]], track: Sequence[tuple[float, float]] = ()) -> bytes:
    """A FIT file, written by hand: file_id, records (timestamp, distance), laps."""
    epoch = int(BEGAN.timestamp()) - 631_065_600

    def definition(local: int, number: int, fields: Sequence[tuple[int, int, int]]) -> bytes:
        body = b"".join(bytes(field) for field in fields)
        return struct.pack("<BBBHB", 0x40 | local, 0, 0, number, len(fields)) + body

    uint32, enum = 0x86, 0x00
    body = definition(0, 0, [(0, 1, enum), (4, 4, uint32)]) + struct.pack("<BBI", 0, 4, epoch)
    body += definition(1, 20, [(253, 4, uint32), (5, 4, uint32)])
    for seconds, metres in track:
        body += struct.pack("<BII", 1, epoch + round(seconds), round(metres * 100))
    body += definition(2, 19, [(253, 4, uint32), (7, 4, uint32), (8, 4, uint32), (9, 4, uint32)])
    at = 0.0
    for metres, seconds in laps:
        at += seconds
        milli = round(seconds * 1000)
        body += struct.pack("<BIIII", 2, epoch + round(at), milli, milli, round(metres * 100))
    head = struct.pack("<BBHI4s", 14, 0x20, 2140, len(body), b".FIT")
    head += struct.pack("<H", _crc(head))
    return head + body + struct.pack("<H", _crc(head + body))


def _crc(data: bytes) -> int:
    table = (0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
             0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400)  # fmt: skip
    crc = 0
    for byte in data:
        for nibble in (byte & 0xF, byte >> 4):
            crc = (crc >> 4) & 0x0FFF ^ table[crc & 0xF] ^ table[nibble]
    return crc


TYPED = [
    "1k 3:20, 2k 6:41, 3k 10:03, 4k 13:25, 5k 17:05",
    "1k 3:20 2k 6:41 3k 10:03 4k 13:25 5k 17:05",
    "1 km 3:20; 2 km 6:41; 3 km 10:03; 4 km 13:25; 5 km 17:05",
    "1k 3:20, 2k 3:21, 3k 3:22, 4k 3:22, 5k 3:40",
    "1k 3:20, 1k 3:21, 1k 3:22, 1k 3:22, 1k 3:40",
    "1000 200, 2000 401, 3000 603, 4000 805, 5000 1025",
    "1000m=3:20\n2000m=6:41\n3000m=10:03\n4000m=13:25\n5000m=17:05",
    "1k 3'20, 2k 6'41, 3k 10'03, 4k 13'25, 5k 17'05",
    "1k: 3:20.0, 2k: 6:41.0, 3k: 10:03.0, 4k: 13:25.0, 5k: 17:05.0",
]
