# SPDX-License-Identifier: MIT
"""`pacer athlete`, and whose paces every other command then uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from trackpacer.cli import main


def test_athletes_are_set_shown_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
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


def test_the_default_athlete_prices_a_session(capsys: pytest.CaptureFixture[str]) -> None:
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
    command: list[str], capsys: pytest.CaptureFixture[str]
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
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main(["athlete", "anna", "--race", "10k=35:00", "--default"])
    main(["athlete", "ben", "--goal", "10k=34:00"])
    capsys.readouterr()
    file = tmp_path / "card.html"
    assert main(["card", "library:goal", "--squad", "-o", str(file)]) == 1
    assert "pacer: ben: " in capsys.readouterr().err
    assert not file.exists()


def test_a_race_takes_the_place_of_the_one_over_its_distance_whatever_that_was_called(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A half marathon is 21.1k too: the last time given is the one that counts."""
    for race in ("half=1:20:00", "21.1k=1:18:00", "half=1:17:00"):
        assert main(["athlete", "anna", "--race", race, "--goal", race]) == 0
    rows = [line.split("  ") for line in capsys.readouterr().out.splitlines()]
    anna = [cell.strip() for cell in rows[-4] if cell]
    assert anna[:3] == ["anna *", "half marathon 1:17:00", "half marathon 1:17:00"]
    assert main(["paces"]) == 0
    assert capsys.readouterr().out.startswith("half marathon 1:17:00: VDOT")
    assert main(["athlete", "anna", "--forget", "21.1k"]) == 0
    assert "no race" in capsys.readouterr().out
    assert main(["athlete", "anna", "--forget", "21.1k"]) == 1
    assert "anna has no race over 21.1k" in capsys.readouterr().err
