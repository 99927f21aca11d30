# SPDX-License-Identifier: MIT
"""Every example of host/NOTATION.md is what it says it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.host.notation.cases import RUNNER, difference, expected_session, steps_of
from trackpacer.notation import Context, read
from trackpacer.paces import parse_race

DOCUMENT = Path(__file__).parents[3] / "host" / "NOTATION.md"
ROW = re.compile(r"\| `(.+)` \| `(.+)` \|")
ROWS = map(ROW.fullmatch, DOCUMENT.read_text().split("\n"))
EXAMPLES = [found.groups() for found in ROWS if found]


@pytest.mark.parametrize(("text", "exact"), EXAMPLES, ids=lambda value: value[:40])
def test_the_example_means_what_stands_beside_it(text: str, exact: str) -> None:
    session = read(text, Context(races=(parse_race(RUNNER),)))
    assert difference(steps_of(session), steps_of(expected_session([exact]))) == ""


def test_no_row_is_left_out() -> None:
    rows = [line for line in DOCUMENT.read_text().split("\n") if line.startswith("| `")]
    assert len(rows) == len(EXAMPLES) > 50


def test_the_session_file_is_read() -> None:
    blocks = DOCUMENT.read_text().split("## A session file")[1].split("## What is refused")[0]
    lines = [line[4:] for line in blocks.split("\n") if line.startswith("    ") or not line.strip()]
    text = "\n".join(lines).strip("\n")
    session = read(text)
    assert session.title == "Track Tuesday"
    steps = [step for step in steps_of(session) if step.distance_m == 800]
    # 10k 35:00 by Riegel is still 10k 35:00; lane 2's 800 m is two laps of 407.04 m, 5 s/km off.
    assert len(steps) == 6
    assert steps[0].target_ms == pytest.approx(814.075 * (210 - 5), abs=15)
    assert [cue.metres for cue in steps[0].cues][:3] == [50, 100, 150]
