# SPDX-License-Identifier: MIT
"""A session that may mean two things, at a terminal: the question is printed, a number is typed,
and the command goes on as if it had been written so.

The command is a process of its own on a pseudo-terminal, as a shell starts it. Not here: which
texts are asked about (`tests/host/notation`), whose watch it is (`tests/host/device/test_whose`).
"""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.host.cli.typed import Pacer
from tests.support import PATIENCE_S
from trackpacer.simulation.watch import SimulatedWatch

EITHER = "Either 5 x 1k @ 3:30 or 10 x 400 @ 80, 90s rest"
PROMPT = "which one, 1 to 2? (Enter: none) "


def at_a_terminal(words: list[str], answers: list[str]) -> tuple[int, str, str]:
    """A command's status, what it printed, and all that stood on the terminal; each answer is typed
    when it is asked for."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "trackpacer", *words],
        stdin=theirs,
        stderr=theirs,
        stdout=subprocess.PIPE,
        text=True,
    )
    os.close(theirs)
    seen = ""
    left = list(answers)
    end = time.monotonic() + PATIENCE_S
    try:
        while time.monotonic() < end:
            if not select.select([ours], [], [], 1)[0]:
                continue
            try:
                got = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            seen += got.decode()
            if left and seen.count(PROMPT) == len(answers) - len(left) + 1:
                os.write(ours, left.pop(0).encode())
        out = process.communicate(timeout=PATIENCE_S)[0]
    finally:
        process.kill()
        os.close(ours)
    assert left == [], (left, seen)
    return process.returncode, out, seen.replace("\r\n", "\n")


def test_show_goes_on_with_the_number_that_is_typed() -> None:
    status, out, seen = at_a_terminal(["show", EITHER], ["2\n"])
    assert status == 0
    assert "1-10  400 m  1:20" in out and "1000 m" not in out
    assert "1) 5 x (1000 m @ 3:30" in seen and "2) 10 x (400 m @ 1:20" in seen


def test_a_number_that_is_none_of_the_list_is_asked_for_again(pacer: Pacer) -> None:
    status, out, seen = at_a_terminal(
        ["compile", EITHER, "-o", "a.tpp"], ["3\n", "0\n", "the second\n", " 1) \n"]
    )
    assert (status, seen.count(PROMPT)) == (0, 4)
    assert out.startswith("a.tpp: ")
    assert "1-5  1000 m  3:30" in pacer("show", "a.tpp")


@pytest.mark.parametrize("answer", ["\n", "q\n", "\x04"], ids=["Enter", "q", "Ctrl-D"])
def test_whoever_picks_none_leaves_with_nothing_changed(answer: str) -> None:
    status, out, seen = at_a_terminal(["compile", EITHER, "-o", "a.tpp"], [answer])
    assert (status, out) == (1, "")
    assert "\npacer: no reading was picked\n" in seen
    assert not Path("a.tpp").exists() and not Path("data").exists()


def test_send_asks_once_and_before_anything_is_sent(watch: SimulatedWatch, pacer: Pacer) -> None:
    status, out, seen = at_a_terminal(["send", EITHER, "--name", "one"], ["\n"])
    assert (status, out) == (1, "") and "no reading was picked" in seen
    assert "sessions/ is empty" in pacer("ls")
    status, out, seen = at_a_terminal(["send", EITHER, "--name", "one"], ["2\n"])
    assert (status, seen.count(PROMPT)) == (0, 1), seen
    assert out.startswith("sent sessions/one.tpp")
    assert "sessions/one.tpp" in pacer("ls")


def test_a_pace_without_a_race_is_no_question() -> None:
    """Nothing else was meant, and what lacks is no number of a list."""
    status, out, seen = at_a_terminal(["show", "10 x 400 @ 10k pace R60"], [])
    assert (status, out) == (1, "")
    assert "expected a race of the runner: `--race 10k=35:00`" in seen
    assert "1) " not in seen and "left out" not in seen


def test_where_nobody_is_there_to_answer_it_is_refused(pacer: Pacer) -> None:
    said = pacer.refused("show", EITHER)
    assert "--reading N" in said and "2) 10 x (400 m @ 1:20" in said
    assert "1-10  400 m" in pacer("show", EITHER, "--reading", "2")
