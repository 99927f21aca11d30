# SPDX-License-Identifier: MIT
"""`pacer card`: a page for one runner or a squad."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.host.coaching.pages import Page
from tests.host.coaching.runner import RACE
from trackpacer.cli import main


def test_the_command_writes_a_page_for_a_squad(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, race in (("anna", "10k=38:30"), ("ben", "10k=35:00")):
        assert main(["athlete", name, "--race", race]) == 0
    file = tmp_path / "card.html"
    words = ["card", "library:goal", "--squad", "--runner", "<Zoë>=10k 45:00", "-o", str(file)]
    assert main(words) == 0
    found = Page(file.read_text(encoding="utf-8"))
    assert {row[0]: row[3] for row in found.rows[1:]} == {
        "anna": "1:32.4", "ben": "1:24.0", "<Zoë>": "1:48.0",
    }  # fmt: skip
    assert main([*words, "--race", RACE]) == 1
    assert "--runner" in capsys.readouterr().err
    assert main(["card", "library:goal", "--runner", "nobody", "-o", str(file)]) == 1
    assert "there is no athlete 'nobody'" in capsys.readouterr().err


def test_a_card_is_written_as_the_page_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "card.pdf"
    assert main(["card", "library:goal", "--race", "10k=35:00", "-o", str(file)]) == 1
    assert "card.html" in capsys.readouterr().err
    assert not file.exists()


@pytest.mark.parametrize("race", ("race: 10k 35:00\n", ""))
def test_a_file_of_one_athlete_gives_nobody_else_that_pace(
    race: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody without a race is never priced by the race of whom the text names."""
    assert main(["athlete", "anna", "--race", "10k=35:00"]) == 0
    assert main(["athlete", "ben", "--goal", "10k=44:00"]) == 0
    file = tmp_path / "25x400.txt"
    file.write_text(f"athlete: Anna\n{race}25 x 400 @ 10k pace /R35-45s\n", encoding="utf-8")
    card = tmp_path / "card.html"
    assert main(["card", str(file), "--runner", "anna", "-o", str(card)]) == 0
    assert "1:24.0" in Page(card.read_text(encoding="utf-8")).rows[1]
    capsys.readouterr()
    for words in (
        ["card", str(file), "--squad", "-o", str(card)],
        ["show", str(file), "--athlete", "ben"],
        ["plan", "--start", str(file), "--reps", "1", "--sessions", "2", "--athlete", "ben"],
    ):
        assert main(words) == 1, words
        assert "the runner's pace for '10k pace' is not known" in capsys.readouterr().err
