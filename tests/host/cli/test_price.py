# SPDX-License-Identifier: MIT
"""`pacer price`: one session for several paces."""

from __future__ import annotations

import json
import re

import pytest

from tests.host.cli.typed import Pacer
from tests.host.coaching.runner import RACE
from trackpacer.cli import main


def test_a_price_without_a_goal_is_today_s(pacer: Pacer) -> None:
    said = pacer("price", "6 x 400 @ 10k pace R60", "--race", "10k=35:00")
    assert "today" in said and "1:24" in said and "--goal" in said


GOAL = "25 x 400 @ 10k pace /R35-45s"


def test_row_30_the_400s_for_today_and_for_both_goals(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["price", GOAL, "--race", RACE, "--goal", "10k=34:00", "--goal", "10k=32:30"]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert re.search(r"1-25  400 m +1:24 +1:21.6 +1:18 +-6 s  35-45 s, press to go\n", out)
    assert re.search(r"all runs  35:00 +34:00 +32:30 +-2:30\n", out)
    assert "change to the last" in out
    assert main([*words, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["columns"] == ["today", "goal 10k 34:00", "goal 10k 32:30"]
    assert [run["target_s"] for run in value["runs"]] == [[84.0, 81.6, 78.0]] * 25


def test_written_times_are_nobody_s_in_particular(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["price", "6 x 400 @ 1:20 R60", "--race", RACE, "--goal", "10k=34:00"]) == 0
    assert "the same for every runner" in capsys.readouterr().out
    assert main(["price", GOAL, "--race", RACE, "--goal", "10k=34:00"]) == 0
    assert "the same for every runner" not in capsys.readouterr().out


def test_the_goal_may_be_the_athlete_s(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["price", GOAL, "--race", RACE]) == 0
    assert "goal 10k 34:00" not in capsys.readouterr().out
    assert main(["athlete", "anna", "--race", RACE, "--goal", "10k=34:00"]) == 0
    capsys.readouterr()
    assert main(["price", GOAL, "--athlete", "anna"]) == 0
    assert "goal 10k 34:00" in capsys.readouterr().out
