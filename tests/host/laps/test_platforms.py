# SPDX-License-Identifier: MIT
"""What platforms read of our activities: target against lap, jogs, runs by time, heart rates."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import fitparse
import pytest
import xmlschema
from garmin_fit_sdk import Encoder, Profile

from tests.formats import garmin
from tests.host.laps.programs import intervals
from tests.host.laps.sessions import BEGAN, Watch
from tests.support import REPO
from trackpacer import __version__
from trackpacer.cli import main
from trackpacer.compiler import compile_session
from trackpacer.firmware import laplog, program
from trackpacer.laps import fit, json_csv, log, result, tcx
from trackpacer.laps.edits import Edits, RunEdit
from trackpacer.laps.result import Result
from trackpacer.laps.store import Store
from trackpacer.notation import exact

START = datetime.fromtimestamp(BEGAN, UTC)
TCX = xmlschema.XMLSchema(REPO / "tests" / "formats" / "tcx.xsd")
SPACE = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
TIMED = "title: Fartlek\n3 x (for 2:00 @ 3:45/km; R 200 m jog between); R 1:00; for 1:00 effort max"


def timed(folder: Path, edits: Edits | None = None) -> Result:
    """Three times two minutes at a pace, then one all out."""
    code = bytes(compile_session(exact.read(f"{exact.MARK}\n{TIMED}")).program)
    watch = Watch(folder)
    watch.begin("Fartlek", identity=program.verify(code).identity)
    for run in range(3):
        watch.add(laplog.TIMED, run, 1, run + 1, 0, 120_000, 70_000 if run else 0)
    watch.add(laplog.TIMED, 3, 2, 1, 0, 60_000, 60_000)
    watch.end(4)
    return result.build(log.read(watch.bytes()), code, edits)


def reps(folder: Path, count: int = 4, jog_m: int = 0) -> Result:
    code = intervals(count, jog_m=jog_m)
    watch = Watch(folder)
    watch.begin(f"{count} x 400", identity=program.verify(code).identity)
    watch.reps([84_000 - 100 * n for n in range(count)])
    watch.end(count)
    return result.build(log.read(watch.bytes()), code)


def test_each_lap_names_the_step_that_it_was(tmp_path: Path) -> None:
    found = garmin.read([fit.encode(reps(tmp_path, 4, jog_m=200))])[0]
    steps = found["workoutStepMesgs"]
    assert found["workoutMesgs"][0]["numValidSteps"] == len(steps)
    assert found["workoutMesgs"][0]["wktName"] == "4 x 400"
    laps = found["lapMesgs"]
    named = [steps[lap["wktStepIndex"]] for lap in laps]
    assert [step["durationDistance"] for step in named] == [400, 200, 400, 200, 400, 200, 400]
    assert [lap["intensity"] for lap in laps] == (["active", "recovery"] * 4)[:-1]
    # The lap's speed and the step's band: target against lap.
    for lap, step in zip(laps[::2], named[::2], strict=True):
        low, high = step["customTargetSpeedLow"], step["customTargetSpeedHigh"]
        assert low <= lap["enhancedAvgSpeed"] <= high


def test_a_ladder_names_a_step_for_each_rep(tmp_path: Path) -> None:
    text = "4 x (400 m @ from 1:30 to 1:24; R 1:00 between)"
    code = bytes(compile_session(exact.read(f"{exact.MARK}\n{text}")).program)
    watch = Watch(tmp_path)
    watch.begin("ladder", identity=program.verify(code).identity)
    watch.reps([90_000, 88_000, 86_000, 84_000], recovery=60_000)
    watch.end(4)
    found = garmin.read([fit.encode(result.build(log.read(watch.bytes()), code))])[0]
    notes = [found["workoutStepMesgs"][lap["wktStepIndex"]]["notes"] for lap in found["lapMesgs"]]
    assert notes == ["400 m @ 1:30", "R 1:00", "400 m @ 1:28", "R 1:00", "400 m @ 1:26", "R 1:00",
                     "400 m @ 1:24"]  # fmt: skip


def test_without_its_program_there_is_an_activity_without_a_workout(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    watch.begin()
    watch.reps([84_000, 85_000])
    found = garmin.read([fit.encode(result.build(log.read(watch.bytes())))])[0]
    assert "workoutMesgs" not in found
    assert all("wktStepIndex" not in lap for lap in found["lapMesgs"])


def test_records_have_the_speed_of_their_lap_and_the_device_its_version(tmp_path: Path) -> None:
    data = fit.encode(reps(tmp_path, 2))
    found = garmin.read([data])[0]
    first = found["recordMesgs"][10]
    assert first["enhancedSpeed"] == pytest.approx(400 / 84, abs=0.001)
    assert found["recordMesgs"][100]["enhancedSpeed"] == 0  # in the recovery
    (device,) = found["deviceInfoMesgs"]
    major, minor = __version__.split(".")[:2]
    assert device["softwareVersion"] == pytest.approx(int(major) + int(minor) / 100)
    assert device["productName"] == "Track Pacer red watch"
    # fitparse expands the same file without a complaint.
    assert len(list(fitparse.FitFile(data).get_messages("record"))) == len(found["recordMesgs"])


def test_a_run_by_time_has_the_distance_of_its_pace_and_says_so(tmp_path: Path) -> None:
    session = timed(tmp_path)
    found = garmin.read([fit.encode(session)])[0]
    # 2 minutes at 3:45/km are 533 m; all out nobody knows.
    assert [lap.get("totalDistance") for lap in found["lapMesgs"]] == (
        [533, 200, 533, 200, 533, None, None]
    )
    by = [list(lap.get("developerFields", {}).values()) for lap in found["lapMesgs"]]
    assert by == [["pace"], [], ["pace"], [], ["pace"], [], []]
    assert found["fieldDescriptionMesgs"][0]["fieldName"] in ("distance_by", ["distance_by"])
    rows = list(csv.DictReader(io.StringIO(json_csv.to_csv(session), newline="")))
    assert [(row["distance_m"], row["distance_by"]) for row in rows] == (
        [("533", "pace")] * 3 + [("", "")]
    )
    assert "about 533 m, by its pace" in rows[0]["remarks"]
    runs = json.loads(json.dumps(json_csv.to_json(session)))["runs"]
    assert [(run["distance_m"], run["distance_by"]) for run in runs] == (
        [(533, "pace")] * 3 + [(None, None)]
    )
    laps = list(ElementTree.fromstring(tcx.encode(session)).iter(f"{{{SPACE}}}Lap"))
    metres = [float(lap.findtext(f"{{{SPACE}}}DistanceMeters") or "-1") for lap in laps]
    assert metres == [533, 200, 533, 200, 533, 0, 0]
    assert laps[0].findtext(f"{{{SPACE}}}Notes") == "distance by its pace"


def test_metres_by_hand_win_everywhere(tmp_path: Path) -> None:
    edits = Edits(runs={2: RunEdit(metres=541), 4: RunEdit(metres=330)})
    session = timed(tmp_path, edits)
    found = garmin.read([fit.encode(session)])[0]
    assert [lap.get("totalDistance") for lap in found["lapMesgs"]] == (
        [533, 200, 541, 200, 533, None, 330]
    )
    assert list(found["lapMesgs"][2]["developerFields"].values()) == ["hand"]
    assert [row["distance_m"] for row in csv.DictReader(io.StringIO(json_csv.to_csv(session)))] == (
        ["533", "541", "533", "330"]
    )


@pytest.mark.parametrize("make", [reps, timed])
def test_tcx_is_what_its_schema_asks_for(make: Callable[[Path], Result], tmp_path: Path) -> None:
    session = make(tmp_path)
    TCX.validate(tcx.encode(session).decode())
    hearty = Edits(note="wind & <rain>", runs={1: RunEdit(heart_rate=160, heart_rate_max=175)})
    session = timed(tmp_path / "again", hearty)
    TCX.validate(tcx.encode(session).decode())


# -- the runner's own watch


def evening(offset_s: int = 0, seconds: int = 600, every: int = 1) -> bytes:
    """A runner's own FIT: a second a record, a heart rate that climbs in each lap of ours."""
    encoder = Encoder()

    def write(name: str, **fields: Any) -> None:
        encoder.write_mesg({"mesg_num": Profile["mesg_num"][name], **fields})

    write("FILE_ID", type="activity", manufacturer="garmin", product=1, serial_number=2,
          time_created=START)  # fmt: skip
    for second in range(-120, seconds, every):
        rate = 140 + round(30 * math.sin(max(0, second) / 124 * math.pi) ** 2)
        when = START + timedelta(seconds=second + offset_s)
        write("RECORD", timestamp=when, heart_rate=rate, distance=max(0.0, second * 4.0))
    return bytes(encoder.close())


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with 4 x 400, its program kept; the folder to put files in."""
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    code = intervals(4)
    watch = Watch(tmp_path / "watch")
    watch.begin("4 x 400", identity=program.verify(code).identity)
    watch.reps([84_000, 84_000, 84_000, 84_000])
    watch.end(4)
    Store().keep_program(code)
    Store().keep_log(watch.bytes(), {}, None)
    return tmp_path


def runs(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["export", "last", "--format", "json", "--out", "-"]) == 0
    found = json.loads(capsys.readouterr().out)["runs"]
    assert isinstance(found, list)
    return found


def test_heart_rates_are_joined_by_time(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (stored / "evening.fit").write_bytes(evening())
    assert main(["edit", "last", "--run", "2", "--hr", "133"]) == 0
    assert main(["edit", "last", "--fit", str(stored / "evening.fit")]) == 0
    out = capsys.readouterr().out
    assert "Mean heart rate" in out
    found = runs(capsys)
    # Each rep begins 124 s after the one before, where the curve begins anew.
    curve = [140 + round(30 * math.sin(second / 124 * math.pi) ** 2) for second in range(1, 85)]
    mean, highest = round(sum(curve) / 84), max(curve)
    assert [(run["heart_rate"], run["heart_rate_max"]) for run in found] == (
        [(mean, highest), (133, None), (mean, highest), (mean, highest)]
    )
    assert main(["export", "last", "--format", "fit", "--out", str(stored / "a.fit")]) == 0
    laps = garmin.read([(stored / "a.fit").read_bytes()])[0]["lapMesgs"]
    assert (laps[0]["avgHeartRate"], laps[0]["maxHeartRate"]) == (mean, highest)


def test_another_evenings_file_is_refused_with_both_times(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (stored / "other.fit").write_bytes(evening(offset_s=7200))
    assert main(["edit", "last", "--fit", str(stored / "other.fit")]) == 1
    err = capsys.readouterr().err
    assert "2026-09-21 18:11 to 2026-09-21 18:23" in err
    assert "the session of 2026-09-21 16:13 to 2026-09-21 16:20" in err
    assert all(run["heart_rate"] is None for run in runs(capsys))


def test_a_file_without_heart_rates_and_one_that_is_none(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.host.coaching.races import fit as race

    (stored / "race.fit").write_bytes(race([(400.0, 84.0)] * 4, [(1.0, 4.0)]))
    assert main(["edit", "last", "--fit", str(stored / "race.fit")]) == 1
    assert "has no heart rates in it" in capsys.readouterr().err
    (stored / "none.fit").write_bytes(b"no such thing, but long enough")
    assert main(["edit", "last", "--fit", str(stored / "none.fit")]) == 1
    assert "none.fit: no FIT file that can be read" in capsys.readouterr().err


def test_metres_are_given_for_a_run(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["edit", "last", "--run", "3", "--metres", "390"]) == 0
    assert "390 m by hand" in capsys.readouterr().out
    assert [run["distance_m"] for run in runs(capsys)] == [400, 400, 390, 400]
    assert main(["edit", "last", "--run", "3", "--metres", "200"]) == 0
    assert "1.4 km in" in capsys.readouterr().out  # the report that it prints
    assert main(["edit", "last", "--metres", "390"]) == 1
    assert "which run?" in capsys.readouterr().err
    assert main(["edit", "last", "--run", "3", "--metres", "-4"]) == 1


@pytest.mark.parametrize("kind", ["fit", "tcx", "csv", "json"])
def test_an_export_goes_to_standard_output(
    kind: str, stored: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", "last", "--format", kind, "--out", str(stored / "a")]) == 0
    capfdbinary.readouterr()
    assert main(["export", "last", "--format", kind, "--out", "-"]) == 0
    assert capfdbinary.readouterr().out == (stored / "a").read_bytes()
