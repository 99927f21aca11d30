# SPDX-License-Identifier: MIT
"""What `record`s and `mutable` values promise to those who use them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackpacer.records import fresh, mutable, record, replace


@record
class Rest:
    """A recovery."""

    seconds: int
    jog: bool = False

    @property
    def minutes(self) -> float:
        return self.seconds / 60


@record
class Break:
    seconds: int
    jog: bool = False


@mutable
class Tally:
    names: list[str] = fresh(factory=list)
    count: int = 0


@given(st.integers(), st.booleans(), st.integers(), st.booleans())
def test_two_are_equal_and_hash_alike_if_their_fields_are(a: int, b: bool, c: int, d: bool) -> None:
    one, other = Rest(a, b), Rest(c, jog=d)
    assert (one == other) is ((a, b) == (c, d))
    assert hash(one) == hash(Rest(seconds=a, jog=b))
    assert len({one, other}) == (1 if one == other else 2)


@pytest.mark.parametrize("other", [Break(60), (60, False)])
def test_fields_of_another_class_make_another_value(other: object) -> None:
    assert Rest(60) != other


def test_a_record_cannot_be_changed_and_has_no_other_fields() -> None:
    rest = Rest(60)
    for name in ("seconds", "walked"):
        with pytest.raises(AttributeError, match=f"Rest.{name} cannot be changed"):
            setattr(rest, name, 90)
    with pytest.raises(AttributeError, match="cannot be changed"):
        del rest.jog
    assert rest == Rest(60, False) and rest.minutes == 1.0


def test_another_is_made_with_some_fields_changed() -> None:
    rest = Rest(60, jog=True)
    assert replace(rest, seconds=90) == Rest(90, jog=True)
    assert rest == Rest(60, jog=True)
    with pytest.raises(TypeError, match="walked"):
        replace(rest, walked=True)


@pytest.mark.parametrize("fields", [(), (1, True, 2)])
def test_a_field_too_few_or_too_many_is_an_error(fields: tuple[Any, ...]) -> None:
    for _ in range(2):  # the first value of a class is made in another way than those after it
        with pytest.raises(TypeError):
            Rest(*fields)


def test_each_value_has_a_fresh_default_of_its_own() -> None:
    one, other = Tally(), Tally()
    one.names.append("Ann")
    one.count += 1
    assert other == Tally([], 0) != one
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_a_copy_is_equal_and_apart() -> None:
    tally = Tally(["Ann"])
    copied = deepcopy((tally, Rest(60)))
    tally.names.append("Bo")
    assert copied == (Tally(["Ann"]), Rest(60))


def test_it_says_what_it_is_and_is_matched_by_place() -> None:
    assert repr(Rest(60)) == "Rest(seconds=60, jog=False)"
    match Rest(60, True):
        case Rest(seconds, jog):
            assert (seconds, jog) == (60, True)


def test_a_class_with_a_base_is_refused() -> None:
    with pytest.raises(TypeError, match="has a base"):

        @record
        class Longer(Rest):
            metres: int = 0
