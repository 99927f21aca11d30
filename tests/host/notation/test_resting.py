# SPDX-License-Identifier: MIT
"""Recoveries told in a clause of whatever words, and what must not be taken for one."""

from __future__ import annotations

import pytest

from trackpacer.errors import NotationError
from trackpacer.notation import Context, read, take
from trackpacer.notation.exact import in_one_line
from trackpacer.paces import parse_race

RUNNER = Context(races=(parse_race("10k 35:00"),))
OPEN = "8 x (400 m; R full between)"
MINUTE = "8 x (400 m; R 1:00 between)"


@pytest.mark.parametrize(
    ("told", "right"),
    [
        ("There was sixty seconds static recovery between each effort.", MINUTE),
        ("We took a minute or so to get our breath back after each one.", MINUTE),
        ("Give yourself a minute to recuperate before going again", MINUTE),
        ("Between each of the reps we had a 60 s breather.", MINUTE),
        ("Your recovery between them will be exactly 60 seconds.", MINUTE),
        ("The recovery between each of the reps is however long you need to jog back.", OPEN),
        ("Recover as you jog back down to where you started.", OPEN),
        ("All the recovery is jogging back down to your start line.", OPEN),
        ("A gentle jog of 200 m between each of the efforts.", "8 x (400 m; R 200 m jog between)"),
        ("Recovery is a very slow 200 m jog which takes you 75 s", ""),
    ],
)
def test_a_clause_of_whatever_words_tells_a_recovery(told: str, right: str) -> None:
    right = right or "8 x (400 m; R 200 m jog in 1:15 between)"
    assert in_one_line(take(f"8 x 400. {told}", RUNNER).canonical) == right


@pytest.mark.parametrize(
    "told",
    [
        "Recovery between each is 60 s unless it is hot",
        "Rest between the reps is 60 s, or 90 s for the juniors",
        "Recovery of 60 s between each and 3 minutes after the fifth",
        "Recovery between each is 60 s. The rest between each is 90 s.",
        "The recovery comes down 60 seconds each rep",
        "The rest is shortened 60 seconds each rep",
        "Take 60 seconds off the recovery between each",
        "Recovery is 60 seconds quicker between each",
    ],
)
def test_a_clause_that_excepts_or_says_two_things_is_not_read(told: str) -> None:
    try:
        got = in_one_line(take(f"8 x 400. {told}", RUNNER).canonical)
    except NotationError:
        return
    assert got != MINUTE


@pytest.mark.parametrize("after", ["walk back to the car", "jog home", "jog back to the clubhouse"])
def test_what_follows_a_session_is_no_recovery(after: str) -> None:
    try:
        got = read(f"3 miles easy, {after}", RUNNER)
    except NotationError:
        return
    assert len(got.body) == 1
