# SPDX-License-Identifier: MIT
"""A watch's clock against the laptop's: what a minute tells, and what a day since it was set."""

from __future__ import annotations

import random
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackpacer.device import Device
from trackpacer.device.drift import Drift, compare, lap_error_s, since_set
from trackpacer.device.protocol import ClockReading


class World:
    """A laptop's clock, and a watch `ppm` fast behind a link that takes a while each way."""

    def __init__(self, ppm: int, least_s: float, jitter_s: float, seed: int, start_us: int) -> None:
        self.now = 1000.0
        self.sleeps = 0.0
        self._ppm = ppm
        self._least_s = least_s
        self._jitter_s = jitter_s
        self._dice = random.Random(seed)
        self._start_us = start_us

    def read_clock(self) -> ClockReading:
        self._pass()
        passed_us = (self.now - 1000.0) * (1_000_000 + self._ppm)
        ticks = (self._start_us + int(passed_us)) % (1 << 30)
        self._pass()
        return ClockReading(ticks)

    def _pass(self) -> None:
        # Mostly soon, sometimes much later, as a busy machine or a radio answers.
        late = self._dice.expovariate(1.0) * self._jitter_s
        self.now += self._least_s + late

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds

    def compared(self) -> Drift:
        return compare(cast(Device, self), now=lambda: self.now, sleep=self.sleep)


@given(
    st.sampled_from([0, 40, -40, 300, -300, 20_000, -20_000]),
    st.integers(0, 2**30 - 1),
    st.integers(0, 1000),
)
def test_a_minute_tells_a_wrong_clock_from_a_right_one(ppm: int, start_us: int, seed: int) -> None:
    """On a cable: 3 ms each way and 1 ms more now and then. The wrap of the ticks is crossed."""
    drift = World(ppm, 0.003, 0.001, seed, start_us).compared()
    assert abs(drift.ppm - ppm) <= drift.uncertain_ppm + 25
    assert drift.is_fault == (abs(ppm) > 100)


def test_over_the_air_a_minute_is_enough_for_an_rc_oscillator() -> None:
    for seed in range(20):
        drift = World(20_000, 0.02, 0.03, seed, 5).compared()
        assert drift.is_fault and abs(drift.ppm - 20_000) < 1000
        assert not World(10, 0.02, 0.03, seed, 5).compared().is_fault


def test_progress_goes_from_nothing_to_the_whole_minute() -> None:
    world = World(0, 0.003, 0.001, 1, 0)
    told: list[tuple[float, float]] = []
    compare(
        cast(Device, world), 60, lambda *both: told.append(both), lambda: world.now, world.sleep
    )
    done = [one for one, _ in told]
    assert done[0] == 0 and done[-1] == 60 and done == sorted(done)
    assert {total for _, total in told} == {60}


NOW = 1_790_000_000


@pytest.mark.parametrize(
    ("hours", "off_s", "boots", "fault"),
    [
        (1, 72, 3, True),  # 2 %: an RC oscillator
        (1, -72, 0, True),
        (1, 4, 1, False),  # within what setting and restarts lose
        (1, 8, 9, False),
        (24, 40, 2, True),  # 460 ppm
        (24, -3, 2, False),  # 35 ppm: a crystal
        (500, 90, 20, False),  # 50 ppm for three weeks
    ],
)
def test_the_time_of_day_tells_since_it_was_set(
    hours: int, off_s: int, boots: int, fault: bool
) -> None:
    reading = ClockReading(0, NOW + off_s, NOW - hours * 3600, boots)
    drift = since_set(reading, NOW)
    assert drift is not None and drift.is_fault == fault
    assert (drift.ppm > 0) == (off_s > 0)


@pytest.mark.parametrize(
    "reading",
    [
        ClockReading(0),
        ClockReading(0, NOW, 0, 0),
        ClockReading(0, 0, NOW - 90_000, 1),  # the power was gone
        ClockReading(0, NOW - 100, NOW - 300, 0),  # too short ago
        ClockReading(0, NOW - 100, NOW - 90_000, -3),  # its count of boots was lost
    ],
)
def test_where_the_time_of_day_tells_nothing_nothing_is_said(reading: ClockReading) -> None:
    assert since_set(reading, NOW) is None


def test_it_is_said_in_words_and_in_laps() -> None:
    assert str(Drift(20_013.4, 31.2)) == "20,013 ppm fast (within 31)"
    assert str(Drift(-12.0, 0.2)) == "12 ppm slow (within 1)"
    assert lap_error_s(20_000, 84) == pytest.approx(1.68)
