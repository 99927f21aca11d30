# SPDX-License-Identifier: MIT
"""A text that is not understood as it stands: what it would be with the least of it left out."""

from __future__ import annotations

import pytest

from trackpacer.errors import NotationError, Question
from trackpacer.notation import Context, read, readings
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
