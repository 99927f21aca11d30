# SPDX-License-Identifier: MIT
"""`pacer price` and `pacer card`: one session for several paces, rep beside rep."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.host.coaching.pages import Page
from tests.host.coaching.runner import RACE, context, priced
from trackpacer.cli import main
from trackpacer.coaching import card, library, price
from trackpacer.coaching.card import Runner
from trackpacer.coaching.passes import passes
from trackpacer.errors import UserError

GOAL = "25 x 400 @ 10k pace /R35-45s"


def test_every_rep_of_a_ladder_has_its_own_line() -> None:
    columns = [
        price.column("today", library.session_text("ladder"), context()),
        price.column("goal", library.session_text("ladder"), context("10k=34:00")),
    ]
    lines = [line for line in price.table(columns) if re.match(r" +1 +\d+  400 m", line)]
    assert len(lines) == 15
    assert "1:34" in lines[0] and "1:31.6" in lines[0] and "-2.4 s" in lines[0]
    assert "1:14" in lines[14] and "1:11.6" in lines[14]


def test_recoveries_that_differ_are_both_shown() -> None:
    text = "10 x 400 @ 10k pace /R-equal"
    columns = [price.column("a", text, context()), price.column("b", text, context("10k=34:00"))]
    assert any("as the rep, 1:24 | as the rep, 1:21.6" in line for line in price.table(columns))


def test_what_lies_after_the_last_rep_is_not_lost() -> None:
    text = "3 x 400 @ 84 R60, then R3:00, 3 x 200 @ 40 R30"
    merged = passes([priced(text)[1]])
    assert [one.numbers for one in merged] == ["1-3", "1-3"]
    assert merged[0].after[0][0].expected_ms == 180_000
    lines = price.table([price.column("today", text, context())])
    assert any("after the last" in line and "3:00" in line for line in lines)


def test_sessions_of_different_shape_are_not_put_beside_each_other() -> None:
    with pytest.raises(UserError, match="same reps"):
        passes([priced("3 x 400 @ 84 R60")[1], priced("4 x 400 @ 84 R60")[1]])


def page(text: str, *races: str) -> Page:
    runners = [
        Runner(f"Runner {n}", race, tuple(priced(text, race)[1]))
        for n, race in enumerate(races or (RACE,), start=1)
    ]
    return Page(card.render("title", text, runners))


def test_the_card_of_a_runner_has_each_mark_and_the_recovery() -> None:
    found = page(GOAL)
    assert found.rows[0] == ["reps", "run", "100 m", "200 m", "rep"]
    assert found.rows[1] == ["1-25", "400 m", "21.0", "42.0", "1:24.0"]
    assert found.text.count("35-45 s, press to go") == 1
    assert found.links == []
    rows = page("4 x 400 @ 84 R60, 4 x 200 @ 38 R90").rows
    assert [row[-1] for row in rows] == ["recovery", "1:00", "1:30"]


def test_the_card_has_the_watch_s_own_uneven_splits_and_long_runs() -> None:
    rows = page(library.session_text("fast-first-200")).rows
    assert rows[1][2:5] == ["20.0", "40.0", "1:24.0"]
    rows = page("3 x 1600 @ Half-M pace /R1:00, 4 x 200 @ 38 R60").rows
    assert rows[1][1:] == ["1600 m", "22.0", "44.0", "1:28.0", "5:51.9"]
    assert rows[2][1:6] == ["200 m", "19.0", "38.0", "", "38.0"]


def test_the_card_of_a_squad_has_everybody_under_each_set() -> None:
    found = page(GOAL, "10k=45:00", RACE, "10k=40:00")
    assert [row[0] for row in found.rows] == ["runner", "Runner 2", "Runner 3", "Runner 1"]
    assert found.text.count("35-45 s, press to go") == 1
    assert [row[3] for row in found.rows[1:]] == ["1:24.0", "1:36.0", "1:48.0"]
    assert [row[1] for row in found.rows[1:]] == ["21.0", "24.0", "27.0"]


def test_the_card_of_a_squad_s_ladder_has_a_column_each() -> None:
    found = page(library.session_text("ladder"), RACE, "10k=40:00")
    assert found.rows[0] == ["reps", "run", "Runner 1", "Runner 2", "recovery"]
    assert found.rows[1] == ["1", "400 m", "1:34.023.5 · 47.0", "1:46.026.5 · 53.0", "30 s"]
    assert len(found.rows) == 16


def test_the_card_of_a_large_squad_s_ladder_has_a_line_each() -> None:
    races = [f"10k={minutes}:00" for minutes in (45, 35, 40, 50)]
    found = page(library.session_text("ladder"), *races)
    assert [row[0] for row in found.rows] == ["runner", *(f"Runner {n}" for n in (2, 3, 1, 4))]
    two = page(library.session_text("ladder"), "10k=35:00", "10k=50:00")
    words = found.rows[1][1].split()
    assert (words[0], words[1]) == ("1", two.rows[1][2][:6])
    assert len([word for word in words if ":" in word]) == len(two.rows) - 1


def test_all_run_the_same_reading_of_a_line_whatever_their_pace(tmp_path: Path) -> None:
    """Which reading is the likelier hangs on who runs; which one was taken does not."""
    file = tmp_path / "card.html"
    words = ["card", "8x400/77/60", "--reading", "1", "-o", str(file)]
    assert main([*words, "--runner", "Anna=10k 35:00", "--runner", "Ben=10k 60:00"]) == 0
    page = file.read_text()
    assert page.count("1:17.0") == 2
    assert "open, press to go" not in page


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("4 x 4 min @ 3:40-3:45/km R60", "3:40.0–3:45.0/km"),
        ("4 x 4 min faster than 10k pace R60", "under 3:30.0/km"),
        ("4 x 4 min @ 3:45/km R60", "3:45.0/km"),
    ],
)
def test_the_card_has_both_ends_of_a_pace_to_run_by_time_at(text: str, target: str) -> None:
    assert target in page(text).rows[1]
