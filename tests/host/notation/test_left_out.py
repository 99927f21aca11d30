# SPDX-License-Identifier: MIT
"""A refused text still has readings: what it would be if the least of it were left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.host.notation.cases import difference, expected_session, steps_of
from tests.host.notation.labelled import CONTEXT
from trackpacer.errors import NotationError
from trackpacer.notation import read, readings

REFUSED = {
    "8 x 2m T x 2m E": "8 x (for 2:00 effort threshold @ 3:37.987/km; R 2:00 between)",
    "6 x 400 @ 84 with 60s recofery": "6 x (400 m @ 1:24; R 1:00 between)",
    "5 x 1k @ 10k pace R90 unless it rains": "5 x (1000 m @ 3:30; R 1:30 between)",
}


@pytest.mark.parametrize("text", REFUSED)
def test_the_first_reading_leaves_out_the_least_and_says_what(text: str) -> None:
    with pytest.raises(NotationError):
        read(text, CONTEXT)
    first, *_ = readings(text, CONTEXT, 3)
    assert not difference(steps_of(first.session), steps_of(expected_session([REFUSED[text]])))
    assert first.ignored, "what was left out is listed"
    assert all(words in text for words in first.ignored)


def test_it_may_be_taken_by_its_number() -> None:
    text = "5 x 1k @ 10k pace R90 unless it rains"
    taken = read(text, replace(CONTEXT, reading=1))
    assert taken.passed_over == ("unless it rains",)


def test_a_text_with_nothing_to_run_has_none() -> None:
    assert readings("nobody knows", CONTEXT, 3) == ()
