# SPDX-License-Identifier: MIT
"""Texts of odd shapes are read or refused, never a crash; how fast: `bench notation_growth`."""

from __future__ import annotations

import pytest

from tests.bench.bench_notation_growth import KB, SHAPES, seconds_of, text_of


@pytest.mark.parametrize("name", SHAPES)
def test_any_shape_is_read_or_refused(name: str) -> None:
    assert seconds_of(text_of(SHAPES[name], KB // 2)) < 20


@pytest.mark.parametrize("name", ["known words", "one number", "opening brackets"])
def test_a_long_one_is_read_or_refused(name: str) -> None:
    assert seconds_of(text_of(SHAPES[name], 5 * KB)) < 20


def test_a_number_without_end_is_refused() -> None:
    for text in ("{} x 400", "6 x {}", "6 x 400 @ {}", "6 x 400 R{}", "{}:30", "6 x 400, {} min"):
        seconds_of(text.format("9" * 400))
