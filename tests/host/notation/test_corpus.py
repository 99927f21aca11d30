# SPDX-License-Identifier: MIT
"""Sessions of coaches at large: read right, or refused where they must be; never read wrong."""

from __future__ import annotations

import pytest

from tests.host.notation.cases import CORPUS, Case, cases
from trackpacer.errors import NotationError

ALL = [case for path in sorted(CORPUS.glob("*.txt")) for case in cases(path)]
READ = [case for case in ALL if case.expected]
REFUSED = [case for case in ALL if case.refused is not None]


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_it_is_read_right(case: Case) -> None:
    assert case.problem() == ""


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_it_is_refused_with_its_reason(case: Case) -> None:
    with pytest.raises(NotationError) as caught:
        case.session()
    assert case.refused is not None
    assert case.refused in str(caught.value)
    assert caught.value.expected, "a refusal says what would be right"


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 150
