# SPDX-License-Identifier: MIT
"""How times are written: one function for reports, cards, tables and messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackpacer.times import clock


@pytest.mark.parametrize(
    ("ms", "digits", "written"),
    [
        (84_000, None, "1:24"),
        (40_487, None, "40.487"),
        (7_000, None, "0:07"),
        (3_720_500, None, "1:02:00.5"),
        (-90_000, None, "-1:30"),
        (84_000, 2, "1:24.00"),
        (34_015, 2, "34.02"),  # the half goes up
        (20_949, 1, "20.9"),
        (20_950, 1, "21.0"),
        (59_960, 1, "1:00.0"),
        (3_599_990, 1, "1:00:00.0"),
        (40_499, 0, "0:40"),
        (2_100_499.9, 0, "35:00"),
        (4_639_500, 0, "1:17:20"),
    ],
)
def test_a_time_is_written_as_a_track_does(ms: float, digits: int | None, written: str) -> None:
    assert clock(ms, digits) == written


@given(st.integers(0, 10 * 3_600_000), st.sampled_from([None, 0, 1, 2, 3]))
def test_what_is_written_is_the_time_to_its_last_digit(ms: int, digits: int | None) -> None:
    seconds = 0.0
    for part in clock(ms, digits).split(":"):
        seconds = seconds * 60 + float(part)
    assert abs(seconds - ms / 1000) <= (0.5 / 10**digits if digits is not None else 0) + 1e-9
