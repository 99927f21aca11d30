# SPDX-License-Identifier: MIT
"""Lanes, bends and straights of the standard track."""

from __future__ import annotations

import pytest

from trackpacer.paces.track import bend_length, bend_share, lap_length, run_length


def test_laps_grow_by_the_lane() -> None:
    wanted = {1: 400.0, 2: 407.04, 3: 414.70, 4: 422.37, 5: 430.03}
    for lane, metres in wanted.items():
        assert lap_length(lane) == pytest.approx(metres, abs=0.005)


def test_two_bends_and_two_straights_are_a_lap() -> None:
    for lane in range(1, 9):
        assert 2 * (bend_length(lane) + 84.39) == pytest.approx(lap_length(lane))


def test_half_a_lap_is_half_a_lap_in_every_lane() -> None:
    for lane in range(1, 9):
        assert run_length(200.0, lane) == pytest.approx(lap_length(lane) / 2)
        assert run_length(1200.0, lane) == pytest.approx(3 * lap_length(lane))


def test_the_first_hundred_lies_in_the_bend_and_grows_with_it() -> None:
    assert run_length(100.0, 1) == pytest.approx(100)
    assert run_length(100.0, 2) == pytest.approx(100 * bend_length(2) / bend_length(1))
    # Straights are as long in every lane: the last 50 m of the half lap are.
    assert run_length(200.0, 4) - run_length(150.0, 4) == pytest.approx(50)


def test_bends_and_straights_share_the_way() -> None:
    assert bend_share(400.0) == pytest.approx((231.22, 168.78))
    assert bend_share(100.0) == pytest.approx((100.0, 0.0))
    assert bend_share(150.0) == pytest.approx((115.61, 34.39))
