# SPDX-License-Identifier: MIT
"""What somebody does who has never used `pacer`: no quotes, no set-up, dates as one writes them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackpacer import cli, dates
from trackpacer.cli import COMMANDS, topics
from trackpacer.errors import UserError
from trackpacer.notation import Context, read
from trackpacer.paces import parse_race

Said = pytest.CaptureFixture[str]
TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.fixture(autouse=True)
def nothing_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PACER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.delenv("PACER_DEVICE", raising=False)
    monkeypatch.chdir(tmp_path)


def out(capsys: Said, *words: str, status: int = 0) -> str:
    capsys.readouterr()
    assert cli.main(words) == status
    said = capsys.readouterr()
    return said.out if status == 0 else said.err


def test_the_first_run_says_what_to_do_and_later_ones_do_not(capsys: Said) -> None:
    first = out(capsys)
    for number in "123":
        assert f"\n  {number}. " in first
    for command in re.findall(r"pacer ([a-z]+) ", first.partition("Three things")[2]):
        assert any(command in group for group in COMMANDS.values())
    assert out(capsys, "athlete", "anna", "--race", "10k=35:00")
    assert "Three things" not in out(capsys)


@pytest.mark.parametrize("command", ["show", "price"])
def test_a_session_without_quotes_is_one(command: str, capsys: Said) -> None:
    text = "10 x 400 @ 10k pace R60"
    words = ["--race", "10k=35:00"]
    quoted = out(capsys, command, text, *words)
    assert out(capsys, command, *text.split(), *words) == quoted
    assert out(capsys, command, *words, *text.split()) == quoted
    assert "put the session in quotes" in out(
        capsys, command, *text.split(), "-5s", *words, status=1
    )


def test_a_price_without_a_goal_is_today_s(capsys: Said) -> None:
    said = out(capsys, "price", "6 x 400 @ 10k pace R60", "--race", "10k=35:00")
    assert "today" in said and "1:24" in said and "--goal" in said


def test_hand_times_keep_the_distances_and_targets_of_what_was_written(capsys: Said) -> None:
    words = ["--new", "4", "x", "400", "@", "84", "R60", "--times", "84.1", "83.9", "-", "84.5"]
    out(capsys, "edit", *words, "--athlete", "Ben")
    runs = json.loads(out(capsys, "report", "--json"))["runs"]
    assert [run["distance_m"] for run in runs] == [400] * 4
    assert [run["target_s"] for run in runs] == [84.0] * 4
    assert [run["actual_s"] for run in runs] == [84.1, 83.9, None, 84.5]
    assert "5 times" in out(capsys, "edit", *words, "84", status=1)
    out(capsys, "edit", "--new", "6 x 300", "--target", "60", "--times", "59", "61")
    runs = json.loads(out(capsys, "report", "last", "--json"))["runs"]
    assert [(run["distance_m"], run["target_s"]) for run in runs] == [(300, 60.0)] * 2


def test_cues_are_played_as_they_are_named_by_the_system_s_player(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    player = tmp_path / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(f'#!/bin/sh\nfor f; do :; done\nwc -c < "$f" >> {tmp_path}/heard\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{player.parent}:/usr/bin:/bin")
    for name in ("pw-play", "paplay", "afplay"):
        if shutil.which(name):
            pytest.skip(f"this machine has a {name}, which comes first")
    said = out(capsys, "cues", "go", "done", "--play")
    assert [line.split()[0] for line in said.splitlines()[:2]] == ["go", "done"]
    heard = [int(line) for line in (tmp_path / "heard").read_text().split()]
    assert len(heard) == 2 and min(heard) > 10_000
    player.write_text("#!/bin/sh\nexit 1\n")
    assert "--wav" in out(capsys, "cues", "go", "--play")


LISTINGS = [
    *(("boards",), ("cues",), ("library",), ("logs",), ("roster",), ("athlete",)),
    *(("devices", "--seconds", "0.2"), ("paces",)),
]


@pytest.mark.parametrize("words", LISTINGS, ids=lambda words: words[0])
def test_every_listing_is_json_too(words: tuple[str, ...], capsys: Said) -> None:
    cli.main(["athlete", "anna", "--race", "10k=35:00"])
    assert isinstance(json.loads(out(capsys, *words, "--json")), list | dict)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_and_their_options(shell: str, capsys: Said) -> None:
    script = out(capsys, "completion", shell)
    for group in COMMANDS.values():
        for name in group:
            assert re.search(rf"\b{name}\b", script)
    assert "--squad" in script or "-l squad" in script
    if shell == "bash" and shutil.which("bash"):
        asked = f"{script}\nCOMP_WORDS=(pacer send --sq); COMP_CWORD=2; _pacer; echo $COMPREPLY"
        ran = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
        assert ran.stdout.strip() == "--squad"


def test_help_on_topics_and_commands(capsys: Said) -> None:
    for topic, (_, text) in topics.TOPICS.items():
        assert out(capsys, "help", topic) == text + "\n"
    assert "usage: pacer send" in out(capsys, "help", "send")
    assert "did you mean: pacer help button" in out(capsys, "help", "buton", status=1)


def test_the_topics_commands_and_sessions_are_real() -> None:
    texts = "\n".join(text for _, text in topics.TOPICS.values())
    for command in re.findall(r"\bpacer ([a-z]+)\b", texts):
        assert command == "COMMAND" or any(command in group for group in COMMANDS.values())
    lines = [line for line in topics.NOTATION.splitlines() if line.startswith("  ")]
    assert len(lines) >= 7
    for line in lines:
        read(line[:41].strip(), Context(races=(parse_race("10k=35:00"),)))


@pytest.mark.parametrize(
    ("text", "ahead", "wanted"),
    [
        ("2027-01-05", True, date(2027, 1, 5)),
        ("05.01.2027", True, date(2027, 1, 5)),
        ("5.1.", True, date(2027, 1, 5)),
        ("5.1.", False, date(2026, 1, 5)),
        ("5.1.27", False, date(2027, 1, 5)),
        ("5 Jan", True, date(2027, 1, 5)),
        ("Jan 5th, 2028", True, date(2028, 1, 5)),
        ("13/1/2027", True, date(2027, 1, 13)),
        ("1/13/2027", True, date(2027, 1, 13)),
        ("Monday", True, date(2026, 11, 30)),
        ("mon", False, date(2026, 11, 23)),
        ("wednesday", True, TODAY),
        ("wednesday", False, TODAY),
        ("next wednesday", True, date(2026, 12, 2)),
        ("last wednesday", False, date(2026, 11, 18)),
        ("today", False, TODAY),
        ("yesterday", False, date(2026, 11, 24)),
        ("tomorrow", True, date(2026, 11, 26)),
        ("29 feb", True, date(2028, 2, 29)),
    ],
)
def test_dates_as_people_write_them(text: str, ahead: bool, wanted: date) -> None:
    assert dates.read(text, ahead, TODAY) == wanted


@pytest.mark.parametrize(
    "text", ["", "t", "soon", "31.6.2027", "5/6", "40 jan", "may", "2027-13-1"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(UserError, match="not a date"):
        dates.read(text, True, TODAY)


def test_a_date_that_may_be_two_is_asked_about() -> None:
    with pytest.raises(UserError, match="5 January or 1 May"):
        dates.read("5/1/2027", True, TODAY)
    assert dates.read("5/5/2027", True, TODAY) == date(2027, 5, 5)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.booleans())
def test_every_way_of_writing_a_day_is_that_day(day: date, ahead: bool) -> None:
    for form in ("{0}.{1}.{2}", "{0:02}. {1:02}. {2}", "{3} {0}, {2}", "{0} {4} {2}"):
        text = form.format(day.day, day.month, day.year, f"{day:%B}", f"{day:%b}".lower())
        assert dates.read(text, ahead, TODAY) == day
    weekday = dates.read(f"{day:%A}", ahead, TODAY)
    assert weekday.weekday() == day.weekday()
    assert timedelta(0) <= (weekday - TODAY) * (1 if ahead else -1) < timedelta(7)


@given(st.text(max_size=20))
def test_no_text_makes_a_date_fail_otherwise(text: str) -> None:
    try:
        dates.read(text, True, TODAY)
    except UserError as error:
        assert error.hint
