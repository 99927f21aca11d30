# SPDX-License-Identifier: MIT
"""The squad's file, and the commands that show and set it."""

from __future__ import annotations

from pathlib import Path

import pytest

from trackpacer.errors import UserError
from trackpacer.paces import parse_race
from trackpacer.paces.athletes import Athlete, Squad, load_squad, save_squad


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
