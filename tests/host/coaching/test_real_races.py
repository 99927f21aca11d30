# SPDX-License-Identifier: MIT
"""Race files of the shapes that people have: each with its right splits, or the right question."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.host.coaching import real_races
from tests.host.coaching.races import tcx
from tests.host.coaching.real_races import Leg
from trackpacer.cli import main
from trackpacer.coaching import race, race_files
from trackpacer.coaching.race import Case
from trackpacer.coaching.splits import Splits

DIED = [(1000.0, 200.0), (1000.0, 201.0), (1000.0, 202.0), (1000.0, 202.0), (1000.0, 220.0)]
EVEN = [(1000.0, 309.0)] * 5
RIDE = [(10000.0, 1200.0), (10000.0, 1180.0)]
WRITERS: dict[str, Callable[..., bytes]] = {
    "fit": real_races.fit,
    "tcx": real_races.tcx,
    "gpx": real_races.gpx,
}


def read(folder: Path, name: str, data: bytes, **options: float | bool) -> Splits:
    path = folder / name
    path.write_bytes(data)
    return race_files.load(path, **options)  # type: ignore[arg-type]


def seconds(splits: Splits) -> list[float]:
    return [round(segment.ms / 1000, 1) for segment in race.segments_of(splits)]


def advise(folder: Path, name: str, data: bytes, *more: str) -> int:
    (folder / name).write_bytes(data)
    return main(["advise", str(folder / name), *more])


@pytest.mark.parametrize("kind", WRITERS)
def test_a_race_as_it_is_recorded(kind: str, tmp_path: Path) -> None:
    splits = read(tmp_path, f"race.{kind}", WRITERS[kind](Leg(DIED)))
    assert seconds(splits) == pytest.approx([time for _, time in DIED], abs=1.0)
    assert splits.metres == 5000
    assert race.examine(splits).case is Case.LAST_1000


@pytest.mark.parametrize("kind", WRITERS)
def test_pauses_are_named_and_the_clock_runs_on(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """25:45 of running in 36:02: no race run through, as it stands."""
    data = WRITERS[kind](Leg(EVEN, pauses={3: 617.0}))
    assert advise(tmp_path, f"race.{kind}", data) == 1
    said = capsys.readouterr()
    assert "5000 m in 36:02" in said.out
    assert "paused, and the clock ran on: 10:1" in said.out
    assert "15:26" in said.out and "What happened" not in said.out
    assert "--moving leaves the pauses out" in said.err
    moving = read(tmp_path, f"race.{kind}", data, moving=True)
    assert seconds(moving) == pytest.approx([309.0] * 5, abs=1.5)
    assert "without its pauses: 10:1" in moving.notes[0]


@pytest.mark.parametrize("kind", ["fit", "tcx"])
def test_a_short_pause_is_told_and_counted(kind: str, tmp_path: Path) -> None:
    splits = read(tmp_path, f"race.{kind}", WRITERS[kind](Leg(EVEN, pauses={2: 45.0})))
    assert seconds(splits) == pytest.approx([309.0, 354.0, 309.0, 309.0, 309.0], abs=0.1)
    assert splits.notes == ("paused, and the clock ran on: 0:45 (lap 2)",)


@pytest.mark.parametrize("kind", WRITERS)
def test_another_sport_is_no_race(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert advise(tmp_path, f"ride.{kind}", WRITERS[kind](Leg(RIDE, "cycling"))) == 1
    err = capsys.readouterr().err
    assert "no run in it" in err and ("cycling" in err or "Biking" in err)
    assert "--part N takes one all the same" in err


@pytest.mark.parametrize("kind", WRITERS)
def test_of_several_sports_the_run_is_taken_and_of_several_runs_one_is_asked_for(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    splits = read(tmp_path, f"both.{kind}", WRITERS[kind](Leg(RIDE, "cycling"), Leg(DIED)))
    assert seconds(splits) == pytest.approx([time for _, time in DIED], abs=1.0)
    assert "of its 2 activities the run is taken" in splits.notes[0]
    two = WRITERS[kind](Leg(EVEN), Leg(DIED))
    assert advise(tmp_path, f"two.{kind}", two) == 1
    assert "has 2 activities: 1: " in capsys.readouterr().err
    for part, wanted in ((1, EVEN), (2, DIED)):
        found = read(tmp_path, f"two.{kind}", two, part=part)
        assert seconds(found) == pytest.approx([time for _, time in wanted], abs=1.0)


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = WRITERS[kind](Leg(DIED))
    almost = read(tmp_path, f"race.{kind}", whole[:-60])
    assert seconds(almost) == pytest.approx([time for _, time in DIED], abs=2.0)
    assert "the file is cut off at its end" in almost.notes[0]
    # Some of the way: how far, and the question, but no diagnosis.
    assert advise(tmp_path, f"part.{kind}", whole[: len(whole) * 7 // 10]) == 1
    said = capsys.readouterr()
    assert "no distance that is raced" in said.err and "What happened" not in said.out
    assert "the file is cut off at its end" in said.out and "1:40" in said.out


@pytest.mark.parametrize("kind", WRITERS)
def test_stravas_export_is_packed(kind: str, tmp_path: Path) -> None:
    data = gzip.compress(WRITERS[kind](Leg(DIED)))
    assert seconds(read(tmp_path, f"1234.{kind}.gz", data)) == pytest.approx(
        [time for _, time in DIED], abs=1.0
    )


@pytest.mark.parametrize("blank", ["\n", "          ", "\ufeff\n\t"])
def test_a_blank_before_the_xml_is_passed_over(blank: str, tmp_path: Path) -> None:
    splits = read(tmp_path, "race.tcx", real_races.tcx(Leg(DIED), blank=blank))
    assert seconds(splits) == [200, 201, 202, 202, 220]


@pytest.mark.parametrize("kind", WRITERS)
def test_points_without_a_position_are_left_out(kind: str, tmp_path: Path) -> None:
    one_lap = [(5000.0, 1025.0)]  # so that the points count
    # In a GPX only the straight line is left of what is missing.
    lost = Leg(one_lap, lost=(0.3, 0.31 if kind == "gpx" else 0.42))
    splits = read(tmp_path, f"race.{kind}", WRITERS[kind](lost))
    assert splits.ms == pytest.approx(1_025_000, abs=1500)
    assert seconds(splits) == pytest.approx([205.0] * 5, abs=1.5)


def test_a_place_of_nought_is_none(tmp_path: Path) -> None:
    data = real_races.gpx(Leg(DIED)).replace(
        b'<trkpt lat="', b'<trkpt lat="0.0" lon="0.0"><time>2026-09-19T09:00:00Z</time></trkpt>'
        b'<trkpt lat="', 1,
    )  # fmt: skip
    assert read(tmp_path, "race.gpx", data).metres == 5000


@pytest.mark.parametrize("kind", WRITERS)
def test_a_walk_at_the_end_is_asked_about(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Within 3 % of a 5k, and it would look like a last km that was lost."""
    data = WRITERS[kind](Leg([*EVEN, (100.0, 80.0)]))
    assert advise(tmp_path, f"race.{kind}", data) == 1
    said = capsys.readouterr()
    assert "took 1:" in said.err and "walked after the race, or in it?" in said.err
    assert "--distance 5k takes the race without it" in said.err
    assert "What happened" not in said.out
    splits = read(tmp_path, f"race.{kind}", data, distance=5000.0)
    assert seconds(splits) == pytest.approx([309.0] * 5, abs=4.0)
    assert any("walked, are left out" in note for note in splits.notes)


def test_a_lap_keeps_its_tenths_where_starts_are_whole_seconds(tmp_path: Path) -> None:
    data = real_races.tcx(Leg(DIED)).replace(
        b"<TotalTimeSeconds>201.0<", b"<TotalTimeSeconds>201.7<"
    )
    assert seconds(read(tmp_path, "race.tcx", data)) == [200, 201.7, 202, 202, 220]


def test_a_lap_of_no_metres_is_the_next_ones_time(tmp_path: Path) -> None:
    """Pressed on the spot: before the gun, at the water, after the finish."""
    laps = [(0.0, 12.0), *EVEN[:2], (0.0, 20.0), *EVEN[2:], (0.0, 31.0)]
    splits = read(tmp_path, "race.tcx", tcx(laps))
    assert seconds(splits) == [309, 309, 329, 309, 309]
    assert "laps of 0 m before or after, 0:43, are left out" in splits.notes


def test_a_walk_within_the_race_stays_in_it(tmp_path: Path) -> None:
    data = real_races.fit(Leg([(9700.0, 2037.0), (300.0, 130.0)]))
    with pytest.raises(race_files.Unsettled, match=r"the last [23].. m took 2:.*: walked"):
        read(tmp_path, "race.fit", data)
    splits = read(tmp_path, "race.fit", data, distance=10000.0)
    assert splits.ms == pytest.approx(2_167_000, abs=1500)
    assert any("walked, are taken for the race's own" in note for note in splits.notes)


@pytest.mark.parametrize("kind", ["fit", "gpx"])
def test_who_forgot_to_stop_the_watch_is_not_slower_for_it(kind: str, tmp_path: Path) -> None:
    one_lap = [(5000.0, 1025.0)]
    splits = read(tmp_path, f"race.{kind}", WRITERS[kind](Leg(one_lap, stood_s=40.0)))
    assert splits.ms == pytest.approx(1_025_000, abs=3000)
    assert "stood still: left out" in splits.notes[0]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_distance_that_is_no_race_is_asked_about(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = WRITERS[kind](Leg([*DIED, (600.0, 150.0)]))
    assert advise(tmp_path, f"long.{kind}", data) == 1
    said = capsys.readouterr()
    assert "which is no distance that is raced" in said.err
    assert "--distance 5k takes its first part" in said.err and "What happened" not in said.out
    first = read(tmp_path, f"long.{kind}", data, distance=5000.0)
    assert seconds(first) == pytest.approx([time for _, time in DIED], abs=1.5)
    assert first.notes[0].startswith("the first 5000 m of 5")
