# SPDX-License-Identifier: MIT
"""Readings that lie close, and which how coaches write settles without a question."""

from __future__ import annotations

import pytest

from trackpacer.errors import Question
from trackpacer.notation import Context, read, take
from trackpacer.notation.exact import in_one_line
from trackpacer.paces import parse_race

RUNNER = Context(races=(parse_race("10k 35:00"),))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        # A total is no run, nor is a race that is trained for.
        (
            "2 min fast\n2 min jog\n1 min fast\n1 min jog\nrepeat from start for 3 rounds\n"
            "TOTAL TIME: 18 minutes",
            "3 x (for 2:00 effort fast; R 2:00; for 1:00 effort fast; R 1:00 between)",
        ),
        # A cool-down is run once.
        (
            "4 sets of:\nRun 3 minutes fast.\nRun 2 minutes easy.\n\nCool down, 10 minutes.",
            "4 x (for 3:00 effort fast; R 2:00 between); R full; for 10:00 cool-down",
        ),
        # The point of an abbreviation ends no sentence before its warm-up.
        (
            "2 mi. warm up\n4 x 1 mile @ 6:10, 2 min",
            "3219 m warm-up; R full; 4 x (1609 m @ 6:10; R 2:00 between)",
        ),
        # Of none of the runs, rather than of the last.
        (
            "4k steady, 2k tempo, 1k hard, no breaks",
            "4000 m effort steady; R none; 2000 m effort tempo @ 7:15.974; R none; "
            "1000 m effort hard",
        ),
    ],
)
def test_it_is_read_without_a_question(text: str, right: str) -> None:
    assert in_one_line(take(text, RUNNER).canonical) == right


@pytest.mark.parametrize("text", ["8x400/77/75", "8 x 400, 75s", "6 x 800 w/ 3 min x 2 800s"])
def test_what_nothing_settles_is_asked(text: str) -> None:
    with pytest.raises(Question):
        read(text, RUNNER)
