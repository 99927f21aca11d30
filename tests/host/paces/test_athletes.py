# SPDX-License-Identifier: MIT
"""The squad's file, and the commands that show and set it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trackpacer.cli import main
from trackpacer.errors import UserError
from trackpacer.paces import parse_race
from trackpacer.paces.athletes import Athlete, Squad, load_squad, save_squad


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PACER_CONFIG_DIR", str(tmp_path / "config"))
    return tmp_path / "config" / "athletes.toml"


def test_a_squad_is_written_and_read_back(tmp_path: Path) -> None:
    squad = Squad(
        (
            Athlete(
                "anna",
                (parse_race("10k=35:00"), parse_race("mile=4:50.5")),
                (parse_race("10k=34:00"),),
            ),
            Athlete("tom-b"),
        ),
        "anna",
    )
    path = save_squad(squad, tmp_path / "deep" / "athletes.toml")
    read = load_squad(path)
    assert read.default == "anna"
    assert [a.name for a in read.athletes] == ["anna", "tom-b"]
    assert read.find("ANNA").races == squad.find("anna").races
    assert read.find("anna").goal[0].time_ms == 2_040_000


def test_no_file_is_no_squad(tmp_path: Path) -> None:
    assert load_squad(tmp_path / "none.toml") == Squad()


@pytest.mark.parametrize(
    "text",
    ["anna = 3", "[anna", "[anna]\nraces = [3]", '[anna]\nraces = ["10k"]', '["!"]\nraces = []'],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "athletes.toml"
    path.write_text(text)
    with pytest.raises(UserError) as caught:
        load_squad(path)
    assert str(path) in str(caught.value) or "name" in str(caught.value)


def test_athletes_are_set_shown_and_removed(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["athlete", "anna", "--race", "10k=36:00"]) == 0
    assert main(["athlete", "anna", "--race", "10k=35:00", "--race", "mile=4:50"]) == 0
    assert main(["athlete", "tom", "--race", "5k=16:00"]) == 0
    assert main(["athlete", "anna", "--forget", "mile", "--goal", "10k=34:00"]) == 0
    capsys.readouterr()
    assert main(["athlete"]) == 0
    out = capsys.readouterr().out
    rows = [line.split("  ") for line in out.splitlines()]
    tom, anna = ([cell.strip() for cell in row if cell] for row in rows[1:3])
    assert tom[:2] == ["tom", "5k 16:00"]  # the fastest first
    assert anna == ["anna *", "10k 35:00", "10k 34:00", "anna", "1:24.0"]
    assert main(["athlete", "anna", "--remove"]) == 0
    assert main(["athlete"]) == 0
    out = capsys.readouterr().out.rsplit("\n\n", 1)[-1].split("athletes.toml\n")[-1]
    assert "anna" not in out
    assert "tom *  5k 16:00" in out


def test_the_default_athlete_prices_a_session(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "6 x 400 @ 10k pace R60"]) == 1
    assert "--race" in capsys.readouterr().err
    main(["athlete", "anna", "--race", "10k=35:00"])
    main(["athlete", "tom", "--race", "10k=40:00"])
    capsys.readouterr()
    assert main(["show", "6 x 400 @ 10k pace R60"]) == 0
    out = capsys.readouterr().out
    assert "1:24" in out and "anna" in out
    assert main(["show", "6 x 400 @ 10k pace R60", "--athlete", "tom"]) == 0
    assert "1:36" in capsys.readouterr().out
    # What is asked for wins over the file.
    assert main(["show", "6 x 400 @ 10k pace R60", "--race", "10k=50:00"]) == 0
    assert "2:00" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        ["paces"],
        ["show", "6 x 400 @ 10k pace R60"],
        ["price", "library:goal", "--goal", "10k=34:00"],
        ["plan", "library:progression"],
    ],
)
def test_an_athlete_without_a_race_never_gets_anothers_paces(
    command: list[str], config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["athlete", "anna", "--race", "10k=35:00", "--default"])
    main(["athlete", "ben", "--goal", "10k=34:00"])
    capsys.readouterr()
    assert main([*command, "--athlete", "ben"]) == 1
    said = capsys.readouterr()
    assert "1:24" not in said.out and "race" in said.err
    assert main(["show", "6 x 400 @ 84 R60", "--athlete", "ben"]) == 0
    assert "for ben" in capsys.readouterr().out


def test_a_card_names_the_runner_of_a_squad_who_has_no_race(
    config: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main(["athlete", "anna", "--race", "10k=35:00", "--default"])
    main(["athlete", "ben", "--goal", "10k=34:00"])
    capsys.readouterr()
    file = tmp_path / "card.html"
    assert main(["card", "library:goal", "--squad", "-o", str(file)]) == 1
    assert "pacer: ben: " in capsys.readouterr().err
    assert not file.exists()


def test_two_times_over_one_distance_are_asked_back(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["paces", "--race", "10k=35:00", "--race", "10k=36:00"]) == 1
    assert "10k 35:00 and 10k 36:00" in capsys.readouterr().err
    main(["athlete", "anna", "--race", "10k=36:00"])
    capsys.readouterr()
    told = []
    for runner in (["--athlete", "anna"], []):
        assert main(["show", "400 @ T", *runner, "--race", "10k=35:00", "--json"]) == 0
        told.append(json.loads(capsys.readouterr().out)["steps"][0]["target_s"])
    assert told[0] == told[1]


def test_an_unknown_athlete_is_refused_by_name(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["athlete", "anna", "--race", "10k=35:00"])
    capsys.readouterr()
    assert main(["paces", "--athlete", "nobody"]) == 1
    err = capsys.readouterr().err
    assert "nobody" in err and "anna" in err


def test_paces_are_printed_per_400_km_and_mile(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["paces", "--race", "10k=35:00"]) == 0
    lines = capsys.readouterr().out.splitlines()
    row = next(line for line in lines if line.startswith("5k")).split()
    assert row[1:] == ["16:52", "81.0", "3:22", "5:26"]
    ten = next(line for line in lines if line.startswith("10k  ")).split()
    assert ten[1:5] == ["35:00", "84.0", "3:30", "5:38"]
    threshold = next(line for line in lines if line.startswith("T ")).split()
    assert threshold[2:5] == ["87.2", "3:38", "5:51"]


def test_paces_want_a_race(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paces"]) == 1
    assert "--race" in capsys.readouterr().err
