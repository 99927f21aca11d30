# SPDX-License-Identifier: MIT
"""Files for other programs, read back by libraries that did not write them."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import fitdecode
import pytest

from tests.host.laps.programs import intervals
from tests.host.laps.sessions import BEGAN, Watch
from tests.support import REPO
from trackpacer.errors import UserError
from trackpacer.firmware import laplog, program
from trackpacer.laps import fit, json_csv, log, result, tcx
from trackpacer.laps.edits import Edits, RunEdit
from trackpacer.laps.result import Result

START = datetime.fromtimestamp(BEGAN, UTC)


@pytest.fixture
def session(tmp_path: Path) -> Result:
    """Five 400s: a lap, a missed one, one with a pause, a skipped one, a lap."""
    code = intervals(5)
    watch = Watch(tmp_path)
    watch.begin("5 x 400", identity=program.verify(code).identity)
    watch.add(laplog.LAP, 0, 1, 1, 84_000, 83_210, 0)
    watch.add(laplog.MISSED, 1, 1, 2, 84_000, 84_000, 40_000)
    watch.add(laplog.PAUSE, 2, 1, 3, 84_000, 30_000)
    watch.add(laplog.RESUME, 2, 1, 3, 84_000, 0, 12_500)
    watch.add(laplog.LAP, 2, 1, 3, 84_000, 84_321, 40_000)
    watch.add(laplog.SKIPPED, 3, 1, 4, 84_000, 0, 40_000)
    watch.add(laplog.LAP, 4, 1, 5, 84_000, 85_000, 41_500)
    watch.end(5)
    edits = Edits(felt=7, heart_rate=171, runs={5: RunEdit(heart_rate=182)})
    return result.build(log.read(watch.bytes()), code, edits)


def _read(data: bytes) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    with fitdecode.FitReader(
        data, check_crc=fitdecode.CrcCheck.RAISE, error_handling=fitdecode.ErrorHandling.RAISE
    ) as reader:
        for frame in reader:
            if isinstance(frame, fitdecode.FitDataMessage):
                fields = {field.name: field.value for field in frame.fields}
                found.setdefault(frame.name, []).append(fields)
    return found


def _timer(found: dict[str, list[dict[str, Any]]]) -> list[tuple[str, int]]:
    """What the timer did, in seconds since the start (FIT has whole ones, rounded down)."""
    assert {event["event"] for event in found["event"]} == {"timer"}
    return [
        (event["event_type"], round((event["timestamp"] - START).total_seconds()))
        for event in found["event"]
    ]


# (start s, elapsed s, timer s, metres, intensity) of each lap
LAPS = [
    (0.0, 83.21, 83.21, 400.0, "active"),
    (83.21, 40.0, 40.0, None, "rest"),
    (123.21, 84.0, 84.0, 400.0, "active"),
    (207.21, 40.0, 40.0, None, "rest"),
    (247.21, 96.821, 84.321, 400.0, "active"),
    (344.031, 40.0, 40.0, None, "rest"),
    (384.031, 41.5, 41.5, None, "rest"),
    (425.531, 85.0, 85.0, 400.0, "active"),
]


def test_fit_laps_field_by_field(session: Result) -> None:
    laps = _read(fit.encode(session))["lap"]
    assert len(laps) == len(LAPS)
    for index, (lap, (start, elapsed, timer, metres, intensity)) in enumerate(
        zip(laps, LAPS, strict=True)
    ):
        assert lap["message_index"] == index
        began = START + timedelta(seconds=start)
        assert abs((lap["start_time"] - began).total_seconds()) <= 1  # FIT has whole seconds
        ended = began + timedelta(seconds=elapsed)
        assert abs((lap["timestamp"] - ended).total_seconds()) <= 1
        assert lap["total_elapsed_time"] == pytest.approx(elapsed)
        assert lap["total_timer_time"] == pytest.approx(timer)
        assert lap.get("total_distance") == metres
        assert lap["intensity"] == intensity
        assert (lap["sport"], lap["sub_sport"]) == ("running", "track")
        assert (lap["event"], lap["event_type"]) == ("lap", "stop")
        if metres:
            assert lap["enhanced_avg_speed"] == pytest.approx(metres / timer, abs=0.001)
    assert laps[-1]["avg_heart_rate"] == 182


def test_fit_has_what_an_activity_file_must_have(session: Result) -> None:
    found = _read(fit.encode(session))
    (file_id,) = found["file_id"]
    assert file_id["type"] == "activity"
    assert file_id["time_created"] == START
    assert file_id["manufacturer"] == "development"
    (one,) = found["session"]
    assert (one["sport"], one["sub_sport"]) == ("running", "track")
    assert one["start_time"] == START
    assert (one["first_lap_index"], one["num_laps"]) == (0, len(LAPS))
    assert one["total_elapsed_time"] == pytest.approx(510.531)
    assert one["total_timer_time"] == pytest.approx(498.031)
    assert one["total_distance"] == 1600.0
    assert one["avg_heart_rate"] == 171
    (activity,) = found["activity"]
    assert activity["num_sessions"] == 1
    assert activity["total_timer_time"] == pytest.approx(498.031)
    offset = activity["local_timestamp"].replace(tzinfo=UTC) - activity["timestamp"]
    assert offset == timedelta(hours=2)
    assert _timer(found) == [
        ("start", 0),
        ("stop_all", 277),  # 30 s into the third rep, for 12.5 s
        ("start", 289),
        ("stop_all", 510),
    ]


def test_fit_records_run_forward_in_time_and_distance(session: Result) -> None:
    found = _read(fit.encode(session))
    records = found["record"]
    times = [record["timestamp"] for record in records]
    metres = [record["distance"] for record in records]
    assert times == sorted(times)
    assert metres == sorted(metres)
    assert (metres[0], metres[-1]) == (0.0, 1600.0)
    seconds = [(time - START).total_seconds() for time in times]
    gaps = [(a, b) for a, b in itertools.pairwise(seconds) if b - a > 1]
    assert gaps == [(277, 290)]  # while the timer stood


def test_the_timer_stands_in_every_pause_and_in_a_start_that_was_begun_again(
    tmp_path: Path,
) -> None:
    """Two pauses in a rep; one in a recovery, and one there that a restart follows; a rep begun
    again, by a hold whose press had resumed the pause."""
    code = intervals(4)
    watch = Watch(tmp_path)
    watch.begin("4 x 400", identity=program.verify(code).identity)
    watch.add(laplog.PAUSE, 0, 1, 1, 84_000, 20_000)
    watch.add(laplog.RESUME, 0, 1, 1, 84_000, 0, 5_000)
    watch.add(laplog.PAUSE, 0, 1, 1, 84_000, 50_000)
    watch.add(laplog.RESUME, 0, 1, 1, 84_000, 0, 7_000)
    watch.add(laplog.LAP, 0, 1, 1, 84_000, 84_000, 0)  # over at 96
    watch.add(laplog.PAUSE, 0, 1, 1, 84_000, 0, 10_000)
    watch.add(laplog.RESUME, 0, 1, 1, 84_000, 0, 20_000)
    watch.add(laplog.LAP, 1, 1, 2, 84_000, 80_000, 60_000)  # 156 to 236
    watch.add(laplog.PAUSE, 1, 1, 2, 84_000, 0, 15_000)
    watch.add(laplog.RESTART, 1, 1, 2, 84_000, 0, 30_000)
    watch.add(laplog.PAUSE, 2, 1, 3, 84_000, 40_000)  # since 286
    watch.add(laplog.RESUME, 2, 1, 3, 84_000, 0, 8_000)
    watch.add(laplog.RESTART, 2, 1, 3, 84_000, 0, 9_000)
    watch.add(laplog.LAP, 2, 1, 3, 84_000, 84_000, 50_000)  # from 335 to 419
    watch.end(3)
    whole = result.build(log.read(watch.bytes()), code)
    found = _read(fit.encode(whole))
    assert _timer(found) == [
        ("start", 0),
        ("stop_all", 20),
        ("start", 25),
        ("stop_all", 55),
        ("start", 62),
        ("stop_all", 106),
        ("start", 126),
        ("stop_all", 251),
        ("start", 281),
        ("stop_all", 286),
        ("start", 335),
        ("stop_all", 419),
    ]
    times = [(lap["total_elapsed_time"], lap["total_timer_time"]) for lap in found["lap"]]
    assert times == [(96, 84), (60, 40), (80, 80), (50, 20), (133, 84)]
    (one,) = found["session"]
    stood = 5 + 7 + 20 + 30 + 49
    assert (one["total_elapsed_time"], one["total_timer_time"]) == (419, 419 - stood)
    # The distance grows only while the timer runs, and by a rep's own pace in each rep.
    metres = {
        round((r["timestamp"] - START).total_seconds()): r["distance"] for r in found["record"]
    }
    assert metres[20 - 1] == pytest.approx(400 * 19 / 84, abs=0.01)
    assert metres[25] == pytest.approx(400 * 20 / 84, abs=0.01)
    assert metres[62] == pytest.approx(400 * 50 / 84, abs=0.01)
    assert metres[96] == 400


def test_a_hand_time_shorter_than_where_the_pause_stood_leaves_the_pause_whole(
    tmp_path: Path,
) -> None:
    code = intervals(1)
    watch = Watch(tmp_path)
    watch.begin("400", identity=program.verify(code).identity)
    watch.add(laplog.PAUSE, 0, 1, 1, 84_000, 83_000)
    watch.add(laplog.RESUME, 0, 1, 1, 84_000, 0, 10_000)
    watch.add(laplog.LAP, 0, 1, 1, 84_000, 84_000, 0)
    edits = Edits(runs={1: RunEdit(time_ms=70_000)})
    found = _read(fit.encode(result.build(log.read(watch.bytes()), code, edits)))
    (lap,) = found["lap"]
    assert (lap["total_elapsed_time"], lap["total_timer_time"]) == (80, 70)
    assert [kind for kind, _ in _timer(found)] == ["start", "stop_all", "start", "stop_all"]


def test_jog_recoveries_have_their_metres(tmp_path: Path) -> None:
    code = intervals(2, jog_m=200)
    watch = Watch(tmp_path)
    watch.begin("2 x 400", identity=program.verify(code).identity)
    watch.reps([84_000, 84_000], recovery=75_000)
    watch.end(2)
    laps = _read(fit.encode(result.build(log.read(watch.bytes()), code)))["lap"]
    assert [(lap["intensity"], lap["total_distance"]) for lap in laps] == [
        ("active", 400.0),
        ("recovery", 200.0),
        ("active", 400.0),
    ]


def test_without_a_date_or_a_run_there_is_no_activity(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    watch.begin(unix_time=0)
    for encode in (fit.encode, tcx.encode):
        with pytest.raises(UserError, match="nothing was run"):
            encode(result.build(log.read(watch.bytes())))
    watch.reps([84_000])
    for encode in (fit.encode, tcx.encode):
        with pytest.raises(UserError, match="date of this session is not known"):
            encode(result.build(log.read(watch.bytes())))


def test_tcx_laps(session: Result) -> None:
    root = ElementTree.fromstring(tcx.encode(session))
    space = {"t": "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"}
    laps = root.findall("t:Activities/t:Activity/t:Lap", space)

    def text(lap: ElementTree.Element, name: str) -> str:
        return lap.findtext(f"t:{name}", namespaces=space) or ""

    assert [float(text(lap, "TotalTimeSeconds")) for lap in laps] == [lap[2] for lap in LAPS]
    assert [text(lap, "Intensity") for lap in laps] == [
        "Active" if lap[4] == "active" else "Resting" for lap in LAPS
    ]
    assert laps[0].get("StartTime") == "2026-09-21T14:13:20.000Z"
    order = [re.sub("{.*}", "", child.tag) for child in laps[-1]]
    schema = ["TotalTimeSeconds", "DistanceMeters", "Calories", "AverageHeartRateBpm", "Intensity",
              "TriggerMethod", "Track", "Notes"]  # fmt: skip
    assert order == schema


def test_a_tcx_lap_has_a_track_on_either_side_of_a_pause(session: Result) -> None:
    root = ElementTree.fromstring(tcx.encode(session))
    space = "{http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2}"
    laps = list(root.iter(f"{space}Lap"))
    assert [len(lap.findall(f"{space}Track")) for lap in laps] == [1, 1, 1, 1, 2, 1, 1, 1]
    paused = [
        (point.findtext(f"{space}Time"), point.findtext(f"{space}DistanceMeters"))
        for point in laps[4].iter(f"{space}Trackpoint")
    ]
    covered = f"{800 + 400 * 30 / 84.321:.1f}"
    assert paused == [
        ("2026-09-21T14:17:27.210Z", "800.0"),
        ("2026-09-21T14:17:57.210Z", covered),  # 30 s into the rep
        ("2026-09-21T14:18:09.710Z", covered),  # 12.5 s later
        ("2026-09-21T14:19:04.031Z", "1200.0"),
    ]


def test_csv_has_the_documented_columns_and_every_run(session: Result) -> None:
    rows = list(csv.DictReader(io.StringIO(json_csv.to_csv(session), newline="")))
    assert list(rows[0]) == list(json_csv.CSV_COLUMNS)
    assert [row["state"] for row in rows] == ["lap", "missed", "lap", "skipped", "lap"]
    assert [row["actual_s"] for row in rows] == ["83.210", "", "84.321", "", "85.000"]
    assert [row["difference_s"] for row in rows] == ["-0.790", "", "0.321", "", "1.000"]
    assert [row["recovery_s"] for row in rows] == ["0.000", "40.000", "40.000", "40.000", "41.500"]
    assert [row["counts"] for row in rows] == ["1", "0", "1", "0", "1"]
    assert {row["date"] for row in rows} == {"2026-09-21T16:13:20+02:00"}


def test_the_csv_columns_are_documented_as_they_are() -> None:
    text = (REPO / "host" / "LAPS.md").read_text("utf-8")
    table = text[text.index("| column | meaning |") :]
    assert dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", table, re.MULTILINE)) == json_csv.CSV_COLUMNS


def test_json_is_the_whole_session(session: Result) -> None:
    found = json.loads(json.dumps(json_csv.to_json(session)))
    assert found["session"] == "5 x 400"
    assert (found["planned_runs"], found["end"]) == (5, "end")
    assert (found["missed"], found["skipped"]) == ([2], [4])
    assert [run["actual_s"] for run in found["runs"]] == [83.21, None, 84.321, None, 85.0]
    assert [run["distance_m"] for run in found["runs"]] == [400] * 5
    (group,) = found["groups"]
    assert group["mean_s"] == pytest.approx((83.21 + 84.321 + 85) / 3, abs=0.001)
    assert found["edits"] == {"felt": 7, "heart_rate": 171, "runs": {"5": {"heart_rate": 182}}}


def test_a_hand_time_finishes_a_run_whose_press_became_the_end(tmp_path: Path) -> None:
    """Held for 3 s at the line: the watch ended the session, but the run was run."""
    code = intervals(3)
    watch = Watch(tmp_path)
    watch.begin("3 x 400", identity=program.verify(code).identity)
    watch.add(laplog.LAP, 0, 1, 1, 84_000, 84_000, 0)
    watch.add(laplog.LAP, 1, 1, 2, 84_000, 84_000, 40_000)
    watch.add(laplog.LAP, 2, 1, 3, 84_000, 84_000, 40_000)
    watch.add(laplog.VOID, 2, 1, 3, 84_000, 84_000, 40_000)
    watch.add(laplog.PAUSE, 2, 1, 3, 84_000, 84_000)
    watch.add(laplog.STOPPED, 3, 0, 0, 0, 332_000, 0)
    watch.log.flush()
    edits = Edits(runs={3: RunEdit(time_ms=84_000)})
    session = result.build(log.read(watch.bytes()), code, edits)
    found = _read(fit.encode(session))
    assert found["session"][0]["total_distance"] == 1200.0
    assert [lap["total_distance"] for lap in found["lap"] if lap["intensity"] == "active"] == [
        400.0
    ] * 3
    assert not any("not finished" in remark for remark in session.rows[2].remarks)
    assert session.ending == "stopped by the runner after 3 of 3 runs"
