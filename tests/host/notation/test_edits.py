# SPDX-License-Identifier: MIT
"""Edits that keep a text's meaning never make it another session in silence.

A sample in `make test`, every edit of every text in `make soak`.
"""

from __future__ import annotations

import pytest

from tests.host.notation.cases import steps_of
from tests.host.notation.edits import (
    DIFFERENT,
    EDITS,
    SAME,
    Outcome,
    Text,
    outcome_of,
    outcomes,
    texts,
)
from tests.host.notation.labelled import CONTEXT
from trackpacer.notation import read

# Of a hundred edits, those that may come out as another session; each one was looked at.
MOST_DIFFERENT_PERCENT = 0.2
# And those that must come out as the very same session.
LEAST_SAME_PERCENT = 75
EACH = 500  # of the texts, one in so many


def _hold(found: list[Outcome], most: float) -> None:
    different = [outcome for outcome in found if outcome.word == DIFFERENT]
    shown = "\n".join(f"[{one.edit}] {one.text!r}: {one.said}" for one in different)
    assert len(different) <= max(1, len(found) * most / 100), shown
    same = sum(outcome.word == SAME for outcome in found)
    assert 100 * same >= LEAST_SAME_PERCENT * len(found), f"{same} of {len(found)} are the same"


def test_edits_of_a_sample_keep_the_meaning() -> None:
    found = list(outcomes(texts(EACH)))
    assert len(found) > 100
    _hold(found, MOST_DIFFERENT_PERCENT)


@pytest.mark.soak
def test_every_edit_of_every_text_keeps_the_meaning() -> None:
    found = list(outcomes(texts()))
    assert {outcome.edit for outcome in found} >= set(EDITS), "an edit that fits no text"
    _hold(found, MOST_DIFFERENT_PERCENT)


def test_another_session_is_told_from_the_same() -> None:
    line = "6 x 20s strides"
    of = Text("strides", line, CONTEXT, tuple(steps_of(read(line, CONTEXT))))
    assert outcome_of("none", of, of.text).word == SAME
    assert outcome_of("more", of, "7 x 20s strides").word == DIFFERENT
    assert outcome_of("wu", of, "WU 10 min, 6 x 20s strides").word == SAME
    assert outcome_of("a cool-down", of, "6 x 20s strides, 10 min c/d").word == SAME
    assert outcome_of("a cool-down", of, "6 x 20s strides, 11 min c/d").word == DIFFERENT
