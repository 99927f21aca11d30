# SPDX-License-Identifier: MIT
"""Groups, either/or, morning and evening: asked, one reading for each, and never added up."""

from __future__ import annotations

import pytest

from tests.host.notation.labelled import CONTEXT
from trackpacer.errors import Question
from trackpacer.notation import read, readings
from trackpacer.notation.exact import in_one_line


@pytest.mark.parametrize(
    ("text", "each"),
    [
        (
            "Group A 10 x 400 @ 75, Group B 8 x 400 @ 80, 60s rest",
            ["10 x (400 m @ 1:15; R 1:00 between)", "8 x (400 m @ 1:20; R 1:00 between)"],
        ),
        (
            "Group 1: 6 x 800 @ 2:30 /R90s\nGroup 2: 5 x 800 @ 2:45 /R90s",
            ["6 x (800 m @ 2:30; R 1:30 between)", "5 x (800 m @ 2:45; R 1:30 between)"],
        ),
        (
            "Either 5 x 1k @ 3:30 or 10 x 400 @ 80, 90s rest",
            ["5 x (1000 m @ 3:30; R 1:30 between)", "10 x (400 m @ 1:20; R 1:30 between)"],
        ),
        (
            "AM: 5 x 1 km @ 3:30 60s, PM: 12 x 300 @ 55 60s",
            ["5 x (1000 m @ 3:30; R 1:00 between)", "12 x (300 m @ 0:55; R 1:00 between)"],
        ),
        (
            "2/3/4 x 1 mile @ 6:00 2 min",
            [f"{count} x (1609 m @ 6:00; R 2:00 between)" for count in (2, 3, 4)],
        ),
    ],
)
def test_a_choice_is_asked_with_a_reading_for_each(text: str, each: list[str]) -> None:
    with pytest.raises(Question) as asked:
        read(text, CONTEXT)
    assert [in_one_line(one.canonical) for one in asked.value.readings] == each
    assert [in_one_line(one.canonical) for one in readings(text, CONTEXT)] == each
    assert not asked.value.leaves_out, "a choice is understood: it is only to be made"
    assert asked.value.readings[0].session.source == text
    assert asked.value.readings[0].ignored, "what the others run is told as left out"
