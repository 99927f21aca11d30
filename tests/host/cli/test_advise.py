# SPDX-License-Identifier: MIT
"""`pacer advise`: a race's splits as typed, and the sessions written for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.host.coaching.races import TYPED
from tests.host.coaching.runner import RACE, priced, runs
from trackpacer.cli import main
from trackpacer.coaching import library


def test_the_command_prices_the_sessions_and_writes_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "advised"
    words = ["advise", TYPED[0], "--goal", "10k=34:00", "--race", RACE]
    assert main([*words, "-o", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "died in the last 1000 of a 5k: slower by 9.3% from 4000 m on" in out
    assert "read from each session's design" in out
    assert "1:14-1:19  1:11.6-1:16.6" in out  # today and the goal
    assert "first: 600s-200s" in out
    session, steps = priced((folder / "tempo-400s.txt").read_text())
    assert [run.target_ms for run in runs(steps)][1:] == [79_000] * 6
    program = tmp_path / "a.tpp"
    assert main(["compile", str(folder / "tempo-400s.txt"), "-o", str(program)]) == 0
    assert program.stat().st_size > 20 and session.refusals == ()


def test_explain_prints_the_numbers_and_the_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", TYPED[0], "--explain"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "held 80.50 s per 400" in out
    assert "to go 1000 m" in out
    assert "after 88.00 s per 400, +9.32%" in out
    assert "600 to 1400 m of a 5k is its last 1000" in out
    assert "2% slower" in out


def test_without_a_case_nothing_is_advised_and_it_says_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["advise", "3:20 3:20 3:21 3:20 3:19", "--per", "km", "--race", RACE]) == 0
    out = capsys.readouterr().out
    assert "support none of the article's cases" in out
    assert not any(f"library:{entry.name}" in out for entry in library.ENTRIES)


def test_json_holds_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", TYPED[0], "--race", RACE, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["case"] == "died in the last 1000 of a 5k"
    assert value["slowed_at_m"] == 4000
    assert [segment["time_s"] for segment in value["segments"]] == [200, 201, 202, 202, 220]
    (session,) = value["sessions"]
    assert session["priced"]["runs"][1]["target_s"] == [79.0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["advise", "nothing.fit"], "there is no file nothing.fit"),
        (["advise", "3:20 3:21 3:22"], "no distances"),
        (["advise", TYPED[0], "--goal", "soon"], "not a race"),
        (["advise", TYPED[0], "--distance", "10k"], "end at 5000 m"),
    ],
)
def test_what_is_wrong_is_one_message(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    shown = capsys.readouterr()
    assert shown.out == "" and said in shown.err
