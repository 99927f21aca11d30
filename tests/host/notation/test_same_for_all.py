# SPDX-License-Identifier: MIT
"""One text, several runners: the same session for all, and a number that means what was listed."""

from __future__ import annotations

import pytest

from tests.host.notation.cases import CORPUS, cases
from tests.host.notation.labelled import CONTEXT, HERE, labelled
from trackpacer.errors import Question, UserError
from trackpacer.notation import Context, readings, take
from trackpacer.notation.exact import in_one_line
from trackpacer.paces import parse_race

TEXT = "8 x 400, 75s"
SLOWER = Context(races=(parse_race("10k 60:00"),))


def test_a_reading_is_taken_for_another_runner_whatever_its_place_there() -> None:
    with pytest.raises(Question) as asked:
        take(TEXT, CONTEXT)
    first = asked.value.readings[0]
    assert in_one_line(first.canonical) == "8 x (400 m @ 1:15; R full between)"
    with pytest.raises(Question) as again:
        take(TEXT, SLOWER)
    place = [one.canonical for one in again.value.readings].index(first.canonical)
    assert place != 0, "by its number the slower runner would get another session"
    same = take(TEXT, Context(races=SLOWER.races, cover=first.cover))
    assert same.canonical == first.canonical


@pytest.mark.parametrize(
    "text",
    [
        "6 x 400 @ banana",
        "Group A 10 x 400 @ 75, Group B 8 x 400 @ 80, 60s rest",
        "5 x 600 (1:50/1:30)",
        "8 x 400 @ 10k pace - 4 /R60",
    ],
)
def test_each_reading_is_found_again_by_its_cover(text: str) -> None:
    for reading in readings(text, CONTEXT):
        again = take(text, Context(races=CONTEXT.races, cover=reading.cover))
        assert again.canonical == reading.canonical


def test_who_has_no_race_is_told_so() -> None:
    cover = take("6 x 400 @ 5k pace /R60", CONTEXT).cover
    with pytest.raises(UserError, match="not known"):
        take("6 x 400 @ 5k pace /R60", Context(cover=cover))


def test_a_number_takes_what_the_question_lists_by_it() -> None:
    texts = [(case.text, case.races) for path in CORPUS.glob("*.txt") for case in cases(path)][::12]
    texts += [
        (case.text, CONTEXT.races) for file in HERE.glob("*.jsonl") for case in labelled(file)
    ][::60]
    texts.append(("4 x 1000 (200s in 40) 2:30", CONTEXT.races))
    asked = 0
    for text, races in texts:
        try:
            take(text, Context(races=races))
        except Question as question:
            listed = [one.canonical for one in question.readings]
            numbered = [one.canonical for one in readings(text, Context(races=races))]
            assert numbered[: len(listed)] == listed, text
            asked += 1
        except UserError:
            pass
    assert asked > 20
