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


@pytest.mark.parametrize(
    ("text", "right", "talk"),
    [
        (
            "My go-to 5k workout is one we did every 2nd Friday all through the winter at college, "
            "10x400m with 60 seconds rest",
            "10 x (400 m; R 1:00 between)",
            "My go-to 5k workout is one we did",
        ),
        ("Friday - road or park - 5 x 3min with 90s rec", "5 x (for 3:00; R 1:30 between)", "road"),
        ("Legs heavy so cut it back to 5 x 400 w/ 200 jog", "5 x (400 m; R 200 m jog between)", ""),
        (
            "After a good warm up with drills it was 6 x 600 off 90",
            "6 x (600 m; R 1:30 between)",
            "",
        ),
        (
            "6 x 2 min off 60s. Please stay in the group and take turns leading each bout",
            "6 x (for 2:00; R 1:00 between)",
            "take turns leading",
        ),
        ('"6 x 800m @ 10k pace w/ 400m jog"', "6 x (800 m @ 2:48; R 400 m jog between)", ""),
    ],
)
def test_what_is_plainly_talk_is_left_out_and_shown(text: str, right: str, talk: str) -> None:
    reading = take(text, RUNNER)
    assert in_one_line(reading.canonical) == right
    assert talk in " ".join(reading.session.passed_over)
    again = take(text, Context(races=RUNNER.races, cover=reading.cover))
    assert again.canonical == reading.canonical, "for whoever runs with them"


@pytest.mark.parametrize(
    "talk",
    [
        "except the last frobnicated",
        "frobnicate the last two",
        "frobnicate 3 more",
        "every other one frobnicated",
        "frobnicate at a jog",
        "the rest is frobnicated",
        "or frobnicate",
        "the second group frobnicates",
        "the recovery frobnicates as the session goes on",
        "frobnicated rests, shorter as you tire",
        "go when the last of the group is frobnicated",
        "faster athletes get frobnicated breaks",
        "rest as long as the rep frobnicated",
    ],
)
def test_what_may_be_an_order_is_asked_about(talk: str) -> None:
    for text in (f"6 x 400 @ 80 off 90, {talk}", f"6 x 400 @ 80 off 90. {talk.capitalize()}."):
        with pytest.raises(NotationError):
            read(text, RUNNER)


@pytest.mark.parametrize(
    ("text", "right", "taken"),
    [
        (
            "6 x 1k @ 10k pace. Rest periods may be frobnicated to 45 seconds or so",
            "6 x (1000 m @ 3:30; R 0:45 between)",
            "a recovery of 45 seconds",
        ),
    ],
)
def test_a_clause_of_strange_words_is_offered_as_what_it_comes_to(
    text: str, right: str, taken: str
) -> None:
    with pytest.raises(Question) as asked:
        read(text, RUNNER)
    offered = [one for one in asked.value.readings if in_one_line(one.canonical) == right]
    assert offered and taken in " ".join(offered[0].assumed)


@pytest.mark.parametrize(
    ("text", "right", "taken"),
    [
        (
            "8 x 400 @ 80 w/ 60s. Nobody frobnicates until their cool down is up to a full 10 min.",
            "8 x (400 m @ 1:20; R 1:00 between); R full; for 10:00 cool-down",
            "a cool-down of 10 min",
        ),
        (
            "5 x 4 minute reps, 90 seconds rest\n\nFor pacing, it was the staple 'Your 5k pace'",
            "5 x (for 4:00 @ 3:22.431/km; R 1:30 between)",
            "the pace of the reps",
        ),
    ],
)
def test_a_clause_that_plainly_comes_to_one_thing_is_read_with_a_note(
    text: str, right: str, taken: str
) -> None:
    reading = take(text, RUNNER)
    assert in_one_line(reading.canonical) == right
    assert taken in " ".join(reading.assumed)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("3 x 12 min one way, 3 mins jog", "3 x (for 12:00; R 3:00 between)"),
        ("20 x 200 on the flat at 2.5-3 mmol w/ 30s", "20 x (200 m; R 0:30 between)"),
        ("8 x 400 @ 80 +/- 1, 60s standing, not jogging", "8 x (400 m @ 1:20; R 1:00 between)"),
        (
            "8 x 1 min, 90s rest (or a slow jog back if you prefer)",
            "8 x (for 1:00; R 1:30 between)",
        ),
        (
            "5 x 6 min at threshold with\n90 seconds recovery",
            "5 x (for 6:00 effort threshold @ 3:37.987/km; R 1:30 between)",
        ),
        ("600, 500, 400 x 1, 200 jog", "set (600 m; R 200 m jog; 500 m; R 200 m jog; 400 m)"),
    ],
)
def test_how_it_is_done_is_no_part_of_the_session(text: str, right: str) -> None:
    assert in_one_line(take(text, RUNNER).canonical) == right
