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


@pytest.mark.parametrize(
    ("text", "right"),
    [
        # Said again, or how it is taken.
        ("6 x 400 with 90s rest. The recovery is an easy walk back to the line.", "1:30"),
        (
            "5 x 1k with half lap recoveries. Your half lap recoveries are at a slow jog.",
            "200 m jog",
        ),
        ("8 x 1 mile on a 9 min cycle with 2 minute walk breaks between", "send-off 9:00"),
        # Of all, of none, of no length, of a length by its name.
        ("5 x 600 m. After each 600, I allowed myself one recovery lap.", "400 m jog"),
        ("5 x 90 s up, 90 s down", "1:30"),
        ("5 x 2 min with 75 secs at 6/10 between each", "1:15"),
        ("12 x 200 with a 50 meter walk/50 meter slow jog in between", "100 m jog"),
    ],
)
def test_what_tells_of_a_recovery_a_second_time_is_no_other(text: str, right: str) -> None:
    got = in_one_line(take(text, RUNNER).canonical)
    assert got.endswith(f"; R {right} between)") and got.count("R ") == 1


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "2000m, 3:30 jog, 10 x (300m, 0:50 rest), 3:30 jog, 2000m",
            "2000 m; R 3:30; 10 x (300 m; R 0:50 between); R 3:30; 2000 m",
        ),
        (
            "2 x 300/600/900 m. Do not rest between the distances. Recover between the sets with "
            "800 m at an easy jog.",
            "2 x (set (300 m; R none; 600 m; R none; 900 m); R 800 m jog between)",
        ),
        (
            "2 miles warm up, then 5 x 1k, then 1 mile cool down. 90 s rest between each one.",
            "3219 m warm-up; R full; 5 x (1000 m; R 1:30 between); R full; 1609 m cool-down",
        ),
        (
            "Warm up (~ 8 mins)\n3 x 80 sec\n5 x 50 sec\nCool down (~8 mins)\n"
            "Each one has an equivalent recovery",
            "for 8:00 warm-up; R full; 3 x (for 1:20; R equal between); R equal; "
            "5 x (for 0:50; R equal between); R full; for 8:00 cool-down",
        ),
    ],
)
def test_a_recovery_stands_where_it_is_told(text: str, right: str) -> None:
    assert in_one_line(take(text, RUNNER).canonical) == right


@pytest.mark.parametrize("after", ["walk back to the car", "jog home", "jog back to the clubhouse"])
def test_what_follows_a_session_is_no_recovery(after: str) -> None:
    try:
        got = read(f"3 miles easy, {after}", RUNNER)
    except NotationError:
        return
    assert len(got.body) == 1
