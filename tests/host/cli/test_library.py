# SPDX-License-Identifier: MIT
"""`pacer library`: the list, one session, and its name in other commands."""

from __future__ import annotations

import pytest

from tests.host.coaching.runner import RACE, priced, runs
from trackpacer.cli import main
from trackpacer.coaching import library


def test_the_command_tells_all_and_warns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library"]) == 0
    listed = capsys.readouterr().out
    assert all(f"\n{entry.name} " in f"\n{listed}" for entry in library.ENTRIES)
    assert main(["library", "max", "--race", RACE]) == 0
    out = capsys.readouterr().out
    assert "first     hill-sprints" in out
    assert "not yours yet" in out
    assert "400 m max" in out
    assert main(["library", "season-start", "--race", RACE]) == 0
    assert "1:20    every 100 m, 20 s" in capsys.readouterr().out


def test_its_name_is_a_session_for_other_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "library:goal", "--race", RACE]) == 0
    assert "1:24    every 100 m, 21 s  35-45 s" in capsys.readouterr().out
    assert main(["show", "library:progression", "--race", RACE]) == 1
    assert "pacer plan library:progression" in capsys.readouterr().err


def test_its_text_alone_is_a_session_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "goal", "--text"]) == 0
    session, steps = priced(capsys.readouterr().out)
    assert (session.title, len(runs(steps))) == ("goal", 25)
