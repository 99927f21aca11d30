# SPDX-License-Identifier: MIT
"""`pacer workout`, and its files wherever a session is taken."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from tests.formats import garmin as reader
from trackpacer.cli import main
from trackpacer.workouts import garmin

TEXT = "12 x 400 @ 80 R60"


def canonical(argument: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert main(["show", argument, "--canonical"]) == 0
    lines = capsys.readouterr().out.splitlines()
    return [line for line in lines if not line.startswith("title:")]


@pytest.mark.parametrize("name", ["out.fit", "out.txt"])
def test_a_file_of_either_kind_is_a_session(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["workout", TEXT, "-o", name]) == 0
    out = capsys.readouterr().out
    assert f"wrote {name}" in out and "the beeps on the way" in out
    assert canonical(name, capsys) == canonical(TEXT, capsys)
    assert main(["compile", name, "--strict", "-o", "there.tpp"]) == 0
    assert main(["price", name, "--race", "10k=35:00", "--goal", "10k=34:00"]) == 0
    assert "12 x (400 m @ 1:20; R 1:00 between)\n" in capsys.readouterr().out
    assert main(["plan", "--start", name, "--reps", "+1", "--every", "1w", "--sessions", "3",
                 "--from", "2027-01-04"]) == 0  # fmt: skip
    assert "14x400" in capsys.readouterr().out.replace(" ", "")


def test_the_text_goes_to_standard_output_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["workout", TEXT, "--format", "intervals"]) == 0
    got = capsys.readouterr()
    assert got.out == ("12x\n- 0.4km 3:20/km Pace intensity=active\n- Recovery 1m intensity=rest\n")
    assert "Not held by intervals.icu" in got.err


def test_json_has_steps_and_what_is_not_held(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["workout", "8 x 400 @ 80 R35-45s", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["steps"][0]["count"] == 8
    assert found["steps"][0]["steps"][1]["duration_s"] == 45
    assert any("R 0:35 to 0:45" in sentence for sentence in found["not_held"])


def test_a_mounted_garmin_gets_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    media = tmp_path / "media"
    folder = media / "GARMIN" / "GARMIN" / "NEWFILES"  # as most are labelled
    folder.mkdir(parents=True)
    monkeypatch.setattr(garmin, "places", lambda: [tmp_path, media, tmp_path / "nowhere"])
    assert main(["workout", TEXT, "--to", "garmin"]) == 0
    put = folder / "12x400-80-r60.fit"
    assert f"wrote {put}" in capsys.readouterr().out
    steps = reader.read([put.read_bytes()])[0]["workoutStepMesgs"]
    assert steps[2]["repeatSteps"] == 12
    assert [entry.name for entry in folder.iterdir()] == [put.name]

    (media / "OTHER" / "Garmin").mkdir(parents=True)
    assert main(["workout", TEXT, "--to", "garmin"]) == 1
    assert "2 Garmins are mounted" in capsys.readouterr().err
    assert main(["workout", TEXT, "--to", str(media / "OTHER")]) == 0
    assert (media / "OTHER" / "Garmin" / "NewFiles" / put.name).exists()


def test_newer_garmins_are_found_below_mtp(tmp_path: Path) -> None:
    folder = tmp_path / "mtp:host=091e_4b54" / "Internal Storage" / "GARMIN"
    folder.mkdir(parents=True)
    assert garmin.watches([tmp_path]) == [folder.resolve()]


def test_where_files_cannot_be_renamed_one_is_written_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a watch's MTP has it, mounted as a folder."""

    def refused(source: object, target: object) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr("os.replace", refused)
    path = garmin.put(tmp_path / "NewFiles", "a.fit", b"workout")
    assert [entry.name for entry in path.parent.iterdir()] == ["a.fit"]
    assert path.read_bytes() == b"workout"


def test_no_garmin_is_one_clear_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(garmin, "places", lambda: [tmp_path])
    assert main(["workout", TEXT, "--to", "garmin"]) == 1
    assert "no Garmin is mounted here" in capsys.readouterr().err


def test_an_activity_is_no_session(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.host.coaching.races import fit

    (tmp_path / "race.fit").write_bytes(fit([(1000.0, 200.0)] * 5))
    assert main(["show", "race.fit"]) == 1
    assert "race.fit is what was run, not a workout" in capsys.readouterr().err


def test_a_cut_file_and_an_unknown_ending_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["workout", TEXT, "-o", "out.pdf"]) == 1
    assert "which format?" in capsys.readouterr().err
    assert main(["workout", TEXT, "-o", "out.fit"]) == 0
    (tmp_path / "cut.fit").write_bytes((tmp_path / "out.fit").read_bytes()[:70])
    assert main(["show", "cut.fit"]) == 1
    err = capsys.readouterr().err
    assert "cut.fit" in err and "internal error" not in err


def test_a_file_that_is_not_there_is_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "tuesday.fit"]) == 1
    assert "there is no file tuesday.fit" in capsys.readouterr().err
