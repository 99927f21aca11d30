# SPDX-License-Identifier: MIT
"""Races as people type them."""

from __future__ import annotations

import pytest

from trackpacer.errors import UserError
from trackpacer.paces import Race, distance_name, parse_distance, parse_race


@pytest.mark.parametrize(
    ("text", "race"),
    [
        ("10k=35:00", Race(10000.0, 2_100_000)),
        ("10K 35:00", Race(10000.0, 2_100_000)),
        ("10 km = 35:00", Race(10000.0, 2_100_000)),
        ("mile=4:54.2", Race(1609.344, 294_200)),
        ("HM=1:17:20", Race(21097.5, 4_640_000)),
        ("half marathon 1:17:20", Race(21097.5, 4_640_000)),
        ("marathon=2:41:42", Race(42195.0, 9_702_000)),
        ("1500=4:32", Race(1500.0, 272_000)),
        ("10 miles=57:55", Race(16093.44, 3_475_000)),
    ],
)
def test_a_race_is_read(text: str, race: Race) -> None:
    assert parse_race(text) == race


@pytest.mark.parametrize(
    "text",
    [
        "10k",
        "10k=",
        "35:00",
        "10k=35",
        "10k=35:75",
        "banana=35:00",
        "10k=3:00",
        "10k=0:00",
        "10k=95:00:00",
        "",
    ],
)
def test_what_is_no_race_is_refused_with_what_would_be_one(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_race(text)
    assert caught.value.hint


def test_a_races_name_reads_back_as_the_race() -> None:
    for metres in (800.0, 1500.0, 1609.344, 3000.0, 5000.0, 16093.44, 21097.5, 42195.0):
        race = Race(metres, round(metres * 200.123))
        assert parse_race(race.name) == race
        assert parse_distance(distance_name(metres)) == metres
