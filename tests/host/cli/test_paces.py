# SPDX-License-Identifier: MIT
"""`pacer paces`: a table of paces from a race."""

from __future__ import annotations

import json

import pytest

from trackpacer.cli import main


def test_two_times_over_one_distance_are_asked_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paces", "--race", "10k=35:00", "--race", "10k=36:00"]) == 1
    assert "10k 35:00 and 10k 36:00" in capsys.readouterr().err
    main(["athlete", "anna", "--race", "10k=36:00"])
    capsys.readouterr()
    told = []
    for runner in (["--athlete", "anna"], []):
        assert main(["show", "400 @ T", *runner, "--race", "10k=35:00", "--json"]) == 0
        told.append(json.loads(capsys.readouterr().out)["steps"][0]["target_s"])
    assert told[0] == told[1]


def test_an_unknown_athlete_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    main(["athlete", "anna", "--race", "10k=35:00"])
    capsys.readouterr()
    assert main(["paces", "--athlete", "nobody"]) == 1
    err = capsys.readouterr().err
    assert "nobody" in err and "anna" in err


def test_paces_are_printed_per_400_km_and_mile(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paces", "--race", "10k=35:00"]) == 0
    lines = capsys.readouterr().out.splitlines()
    row = next(line for line in lines if line.startswith("5k")).split()
    assert row[1:] == ["16:52", "81.0", "3:22", "5:26"]
    ten = next(line for line in lines if line.startswith("10k  ")).split()
    assert ten[1:5] == ["35:00", "84.0", "3:30", "5:38"]
    threshold = next(line for line in lines if line.startswith("T ")).split()
    assert threshold[2:5] == ["87.2", "3:38", "5:51"]


def test_paces_want_a_race(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paces"]) == 1
    assert "--race" in capsys.readouterr().err
