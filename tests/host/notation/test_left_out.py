# SPDX-License-Identifier: MIT
"""A text that is not understood as it stands: what it would be with the least of it left out."""

from __future__ import annotations

import pytest

from trackpacer.errors import NotationError, Question
from trackpacer.notation import Context, read, readings, take
from trackpacer.notation.exact import in_one_line
from trackpacer.paces import parse_race

RUNNER = Context(races=(parse_race("10k 35:00"),))


def test_a_refusal_offers_what_is_left_without_the_spot() -> None:
    text = "12 x 400 frobnicate 7 @ 80 R60"
    with pytest.raises(Question) as asked:
        read(text, RUNNER)
    said = str(asked.value)
    assert "column 10: 'frobnicate' is not understood" in said and "^" in said, "the reason stays"
    assert "left out: frobnicate 7" in said
    best = asked.value.readings[0]
    assert in_one_line(best.canonical) == "12 x (400 m @ 1:20; R 1:00 between)"
    assert best.ignored == ("frobnicate 7",)
    chosen = read(text, Context(races=RUNNER.races, reading=1))
    assert chosen.body == best.session.body


def test_what_holds_no_session_is_refused_and_offers_nothing() -> None:
    for text in ("frobnicate the whole quux today", "400 of these and 20,000 more words " * 30, ""):
        with pytest.raises(NotationError) as refused:
            read(text, RUNNER)
        assert not isinstance(refused.value, Question)
        assert readings(text, RUNNER) == ()


@pytest.mark.parametrize(
    ("text", "right"),
    [
        # A clause of numbers that says what was run, and cannot be read.
        (
            "8 x (500m, 200 jog, 300m, 200 jog). I averaged 1.33 on the 500m reps, 53 on the 300m!",
            "8 x (500 m; R 200 m jog; 300 m; R 200 m jog between)",
        ),
        # What is in doubt wherever it stands is left out whole.
        ("3 x 1k off 90, 5 min between sets", "3 x (1000 m; R 1:30 between)"),
        ("d) 3-4 x 2-3 x 400m w/ walk 2'", "3 x (2 x (400 m; R 2:00 between); R full between)"),
    ],
)
def test_a_text_with_a_set_is_never_refused_without_a_reading(text: str, right: str) -> None:
    offered = readings(text, RUNNER)
    assert right in [in_one_line(reading.canonical) for reading in offered[:3]]
    for reading in offered:
        again = take(text, Context(races=RUNNER.races, cover=reading.cover))
        assert again.canonical == reading.canonical
