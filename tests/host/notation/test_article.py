# SPDX-License-Identifier: MIT
"""The founding article's sessions: every step, every assumption, every warning."""

from __future__ import annotations

import pytest

from tests.host.notation.cases import CORPUS, Case, cases

ARTICLE = cases(CORPUS / "article.txt")


@pytest.mark.parametrize("case", ARTICLE, ids=lambda case: case.name)
def test_the_steps_are_the_articles(case: Case) -> None:
    assert case.problem() == ""


@pytest.mark.parametrize("case", ARTICLE, ids=lambda case: case.name)
def test_all_that_was_filled_in_or_looks_wrong_is_told(case: Case) -> None:
    session = case.session()
    told = [f"[A] {sentence}" for sentence in session.assumptions]
    told += [
        f"[{'R' if sentence in session.refusals else 'W'}] {sentence}"
        for sentence in session.warnings
    ]
    told += [f"[P] {words}" for words in session.passed_over]
    assert sorted(told) == sorted(case.notes)


@pytest.mark.parametrize("case", ARTICLE, ids=lambda case: case.name)
def test_spaces_dashes_and_crosses_may_be_typed_any_way(case: Case) -> None:
    """No-break spaces, the en dash and every cross mean the same."""
    for old, new in ((" ", "\u00a0"), ("-", "–"), (" x ", " × "), (" x ", "*"), (" x ", "X")):
        varied = Case(case.file, case.line, case.text.replace(old, new), case.races, case.expected)
        assert varied.problem() == "", (old, new)
