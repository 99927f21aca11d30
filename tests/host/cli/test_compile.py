# SPDX-License-Identifier: MIT
"""`pacer compile`: what it refuses, and where it writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.host.cli.typed import Pacer
from trackpacer.firmware import program

LINE = "10 x (400 @ 10k pace /R25sec + 200 @ 5k pace /R1:20)"
RACE = ["--race", "10k=35:00"]
REFUSED = "10 x 400 @ 10k pace -15sec /R-equal"


def test_what_is_doubtful_is_compiled_only_when_accepted(pacer: Pacer, tmp_path: Path) -> None:
    file = tmp_path / "one.tpp"
    said = pacer.refused("compile", REFUSED, *RACE, "-o", str(file))
    assert "--accept" in said and "69" in said
    assert list(tmp_path.iterdir()) == []
    assert "compile and send want --accept" in pacer("show", REFUSED, *RACE).replace("\n", " ")
    pacer("compile", REFUSED, *RACE, "--accept", "-o", str(file))
    assert program.verify(file.read_bytes()).runs == 10


def test_a_folder_that_is_not_there(pacer: Pacer, tmp_path: Path) -> None:
    file = tmp_path / "no" / "one.tpp"
    assert str(file) in pacer.refused("compile", "4 x 400 @ 84 R60", "-o", str(file))
    assert str(tmp_path / "x.tpp") in pacer.refused("dump", str(tmp_path / "x.tpp"))


def test_a_program_is_shown_in_the_words_of_the_coach_where_it_was_compiled(
    pacer: Pacer, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("tuesday.txt").write_text(f"title: Tuesday\n# windy\n{LINE}\n")
    pacer("compile", "tuesday.txt", *RACE, "-o", "a.tpp")
    pacer("compile", LINE, *RACE, "-o", "b.tpp")
    text = pacer("show", "tuesday.txt", *RACE)
    assert text.splitlines()[:3] == ["Tuesday", LINE, ""]
    assert pacer("show", "a.tpp") == text[: text.index("\nAssumed")]
    assert pacer("show", "b.tpp").splitlines()[:2] == [LINE, ""]
    monkeypatch.setenv("PACER_DATA", "another")
    assert pacer("show", "a.tpp").splitlines()[:2] == ["Tuesday", ""]
    assert pacer("show", "b.tpp").splitlines()[:2] == ["10 x (400 + 200)", ""]
