# SPDX-License-Identifier: MIT
"""Races as files: CSV of several hands, FIT, TCX and GPX; damaged ones are one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.host.coaching.races import fit, gpx, points, tcx
from trackpacer.cli import main
from trackpacer.coaching import race, race_files
from trackpacer.coaching.race import Case
from trackpacer.coaching.splits import Splits
from trackpacer.errors import UserError

# A 5k that dies in its last km, as (metres, seconds).
DIED = [(1000.0, 200.0), (1000.0, 201.0), (1000.0, 202.0), (1000.0, 202.0), (1000.0, 220.0)]
FELL = [(1000.0, 210.0)] * 5 + [(1000.0, 219.0)] * 5
EVEN = [(1000.0, 200.0)] * 5


def loaded(
    folder: Path, name: str, data: bytes, per: float | None = None, distance: float | None = None
) -> Splits:
    path = folder / name
    path.write_bytes(data)
    return race_files.load(path, per, distance)


def seconds(splits: Splits) -> list[float]:
    return [round(segment.ms / 1000, 1) for segment in race.segments_of(splits)]


CSVS = {
    "distance and time from the gun": "distance,time\n1000,3:20\n2000,6:41\n3000,10:03\n"
    "4000,13:25\n5000,17:05\n",
    "km and lap times, semicolons": "km;lap time\n1;3:20\n2;3:21\n3;3:22\n4;3:22\n5;3:40\n",
    "no head": "1k,3:20\n2k,3:21\n3k,3:22\n4k,3:22\n5k,3:40\n",
    "numbers without a head": "1,3:20\n2,3:21\n3,3:22\n4,3:22\n5,3:40\n",
    "seconds": "metres\tseconds split\n1000\t200\n2000\t401\n3000\t603\n4000\t805\n5000\t1025\n",
    "a watch's export, with a summary": "Laps,Time,Cumulative Time,Distance km,Avg Pace\n"
    "1,3:20.0,3:20.0,1.00,3:20\n2,3:21.0,6:41.0,1.00,3:21\n3,3:22.0,10:03.0,1.00,3:22\n"
    "4,3:22.0,13:25.0,1.00,3:22\n5,3:40.0,17:05.0,1.00,3:40\nSummary,17:05,17:05,5.00,3:25\n",
}


@pytest.mark.parametrize("name", CSVS)
def test_csv_of_several_hands(name: str, tmp_path: Path) -> None:
    splits = loaded(tmp_path, "race.csv", ("\ufeff" + CSVS[name]).encode())
    assert seconds(splits) == [200, 201, 202, 202, 220]
    assert splits.metres == 5000
    assert race.examine(splits).case is Case.LAST_1000


def test_csv_of_laps_takes_their_length_from_per(tmp_path: Path) -> None:
    data = b"lap time\n84.0\n84.1\n84.0\n84.2\n84.0\n88.0\n89.0\n"
    splits = loaded(tmp_path, "race.csv", data, per=400.0, distance=2800.0)
    assert splits.metres == 2800 and race.examine(splits).case is Case.LAST_800_1200


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "0 lines"),
        (b"a,b\nc,d\n", "no column of times"),
        (b"distance,time\n1000,3:20\n2000,walked\n", "row 2: 'walked'"),
        (b"distance,time\nfirst,3:20\nsecond,6:41\n", "row 1: 'first' is no distance"),
        (b"\xff\xfe\x00", "no"),
        (b'distance,time\n"1000,3:20\n', "split"),
    ],
)
def test_a_csv_that_is_none_is_said(data: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as failed:
        loaded(tmp_path, "race.csv", data)
    assert said in str(failed.value)


@pytest.mark.parametrize("form", ["fit", "tcx"])
@pytest.mark.parametrize(("parts", "case"), [(DIED, Case.LAST_1000), (FELL, Case.AFTER_5K),
                                             (EVEN, None)])  # fmt: skip
def test_laps_and_points_tell_the_same(
    form: str, parts: list[tuple[float, float]], case: Case | None, tmp_path: Path
) -> None:
    write = {"fit": fit, "tcx": tcx}[form]
    whole = [(sum(m for m, _ in parts), sum(s for _, s in parts))]
    laps = loaded(tmp_path, f"laps.{form}", write(parts, points(parts)))
    track = loaded(tmp_path, f"points.{form}", write(whole, points(parts)))
    assert laps.source.endswith("laps") and track.source.endswith("points")
    for splits in (laps, track):
        assert race.examine(splits).case is case
        assert seconds(splits) == pytest.approx([s for _, s in parts], abs=0.6)
        assert splits.finest_m == race_files.FINEST_M


def test_a_gpx_track_is_cut_at_its_kilometres(tmp_path: Path) -> None:
    splits = loaded(tmp_path, "race.gpx", gpx(points(DIED)))
    assert splits.metres == 5000
    assert seconds(splits) == pytest.approx([200, 201, 202, 202, 220], abs=1.0)
    found = race.examine(splits)
    assert (found.case, found.onset_m) == (Case.LAST_1000, 4000)


def test_a_recording_that_is_long_is_brought_to_the_race(tmp_path: Path) -> None:
    long = [(metres * 1.012, time) for metres, time in DIED]
    splits = loaded(tmp_path, "race.fit", fit(long, points(long)))
    assert splits.metres == pytest.approx(5000)
    assert splits.notes == ("recorded as 5060 m, taken as 5000 m",)
    odd = [(metres * 0.9, time) for metres, time in DIED]
    with pytest.raises(UserError, match="4500 m, which is no distance that is raced"):
        loaded(tmp_path, "odd.fit", fit(odd, points(odd)))
    whole = loaded(tmp_path, "odd.fit", fit(odd, points(odd)), distance=4500.0)
    assert whole.metres == pytest.approx(4500)
    with pytest.raises(UserError, match="4500 m, the race 5000 m"):
        loaded(tmp_path, "odd.fit", fit(odd, points(odd)), distance=5000.0)


def test_auto_laps_with_a_short_last_one_are_joined(tmp_path: Path) -> None:
    laps = [*DIED[:4], (950.0, 209.0), (50.0, 11.0)]
    splits = loaded(tmp_path, "race.fit", fit(laps, points(laps)))
    assert len(splits.marks) == 5 and splits.ms == 1_025_000


def test_laps_taken_by_hand_on_the_track_need_no_gps(tmp_path: Path) -> None:
    # The watch's own distances are wrong by turns; with --per they are not used.
    laps = [(380.0 + 15 * (n % 4), 84.0) for n in range(10)] + [(400.0, 88.0), (412.0, 89.0)]
    splits = loaded(tmp_path, "race.tcx", tcx([*laps, (190.0, 45.0)]), per=400.0, distance=5000.0)
    assert seconds(splits) == [84] * 10 + [88, 89, 45]
    assert race.examine(splits).case is Case.LAST_1000


def test_no_gps_can_tell_the_last_200(tmp_path: Path) -> None:
    laps = [(1000.0, 200.0)] * 4 + [(800.0, 160.0), (200.0, 48.0)]
    splits = loaded(tmp_path, "race.fit", fit(laps, points(laps)))
    assert race.examine(splits).case is not Case.LAST_200


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("race.fit", b"not a FIT file at all", "no FIT file"),
        ("race.fit", fit(DIED)[:60], "FIT"),
        ("race.gpx", b"<gpx></gpx>", "no points with a time"),
        ("race.gpx", b"<gpx", "no XML"),
        ("race.gpx", b'<?xml version="1.0" encoding="U-F-8"?><gpx/>', "no XML"),
        ("race.tcx", b"<TrainingCenterDatabase/>", "no laps and no points"),
        ("race.tcx", tcx([(10.0, 2.0)]), "no race in it"),
        ("race.gpx", b'<!DOCTYPE gpx [<!ENTITY a "aaaa">]><gpx>&a;</gpx>', "defines entities"),
        ("race.tcx", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16"),
         "defines entities"),
        ("race.fit", b"", "it is empty"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_one_clear_sentence(
    name: str, data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert main(["advise", str(path)]) == 1
    err = capsys.readouterr().err
    assert said in err and name in err and "internal error" not in err


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    form=st.sampled_from(["fit", "gpx", "tcx", "csv"]),
    at=st.integers(0, 4000),
    value=st.integers(0, 255),
    cut=st.integers(0, 6000),
)
def test_no_damage_raises_anything_but_what_a_user_sees(
    form: str, at: int, value: int, cut: int, tmp_path: Path
) -> None:
    parts = [(400.0, 80.0)] * 4
    data = {
        "fit": lambda: fit(parts, points(parts)),
        "gpx": lambda: gpx(points(parts, 20)),
        "tcx": lambda: tcx(parts, points(parts, 20)),
        "csv": lambda: CSVS["distance and time from the gun"].encode(),
    }[form]()
    broken = bytearray(data)
    broken[at % len(data)] = value
    try:
        splits = loaded(tmp_path, f"race.{form}", bytes(broken[: len(data) - cut % len(data)]))
    except UserError as error:
        assert str(error)
        return
    race.examine(splits)


def test_the_command_takes_each_kind_of_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "race.csv": CSVS["no head"].encode(),
        "race.fit": fit(DIED, points(DIED)),
        "race.tcx": tcx(DIED),
        "race.gpx": gpx(points(DIED)),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        assert main(["advise", str(tmp_path / name), "--goal", "5k=16:45"]) == 0
        out = capsys.readouterr().out
        assert "died in the last 1000 of a 5k" in out and "library:tempo-400s" in out
