# SPDX-License-Identifier: MIT
"""`pacer plan`: its files and calendar, its options and its words."""

from __future__ import annotations

import json
from pathlib import Path

import icalendar
import pytest

from tests.host.coaching.runner import RACE
from trackpacer.cli import main

ROW_27 = (
    "start with 15 x 400 @ 10K pace + 10sec /R1:00; each subsequent workout 1 rep more, "
    "1 sec faster, 1 sec less recovery, every 2nd week, 20 weeks"
)


def test_the_command_writes_files_that_send_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, calendar = tmp_path / "plan", tmp_path / "plan.ics"
    words = ["plan", ROW_27, "--race", RACE, "--from", "2027-01-04"]
    assert main([*words, "-o", str(folder), "--ics", str(calendar)]) == 0
    out = capsys.readouterr().out
    assert "11  Mon 2027-05-24  25 x 400  1:24    50 s\n" in out
    names = sorted(path.name for path in folder.iterdir())
    assert names[0] == "2027-01-04-15x400.txt" and names[-1] == "2027-05-24-25x400.txt"
    assert len(names) == 11
    assert len(icalendar.Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")) == 11
    program = tmp_path / "a.tpp"
    # Priced by the race in its own head: no runner is named here.
    assert main(["compile", str(folder / names[1]), "-o", str(program)]) == 0
    capsys.readouterr()
    assert main(["show", str(program), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [step["target_s"] for step in shown["steps"] if step["kind"] == "run"] == [93.0] * 16


def test_options_say_the_same_as_words(capsys: pytest.CaptureFixture[str]) -> None:
    common = ["--race", RACE, "--from", "2027-01-04", "--json"]
    assert main(["plan", ROW_27, *common]) == 0
    words = json.loads(capsys.readouterr().out)
    options = ["--start", "15 x 400 @ 10K pace + 10sec /R1:00", "--reps", "+1", "--pace", "-1",
               "--recovery", "-1", "--every", "2w", "--weeks", "20"]  # fmt: skip
    assert main(["plan", *options, *common]) == 0
    assert json.loads(capsys.readouterr().out) == words
    assert main(["plan", "library:progression", *common]) == 0
    named = json.loads(capsys.readouterr().out)
    assert [s["target_s"] for s in named["sessions"]] == [94.0 - n for n in range(11)]


def test_a_folder_never_holds_two_plans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["plan", ROW_27, "--race", RACE, "-o", str(tmp_path / "plan")]
    assert main([*words, "--from", "2027-01-04"]) == 0
    assert main([*words, "--from", "2027-01-04"]) == 0  # the same again
    before = sorted((tmp_path / "plan").iterdir())
    capsys.readouterr()
    assert main([*words, "--from", "2027-01-11"]) == 1
    assert "not of this plan: 2027-01-04-15x400.txt" in capsys.readouterr().err
    assert sorted((tmp_path / "plan").iterdir()) == before
