# SPDX-License-Identifier: MIT
"""Paces from races: VDOT against the published table, actual races first, several together."""

from __future__ import annotations

import pytest

from trackpacer.paces import Race, Races, parse_race
from trackpacer.paces import vdot as formula

MILE, HALF, MARATHON = 1609.344, 21097.5, 42195.0

# Published equivalents: VDOT, then seconds for mile, 3k, 5k, 10k, half, marathon.
TABLE = {
    50: (350, 693, 1197, 2481, 5495, 11449),
    60: (297, 590, 1023, 2122, 4689, 9805),
    70: (259, 514, 895, 1860, 4101, 8590),
}
DISTANCES = (MILE, 3000.0, 5000.0, 10000.0, HALF, MARATHON)


@pytest.mark.parametrize("value", TABLE)
def test_race_times_are_the_published_ones(value: int) -> None:
    for metres, published in zip(DISTANCES, TABLE[value], strict=True):
        tolerance = 0.0035 * published if metres == MILE else max(1.5, 0.002 * published)
        assert formula.race_seconds(value, metres) == pytest.approx(published, abs=tolerance)


def test_a_race_time_gives_the_vdot_that_gives_the_race_time() -> None:
    for value in (32.0, 48.5, 60.73, 84.0):
        for metres in (800.0, *DISTANCES):
            seconds = formula.race_seconds(value, metres)
            assert formula.vdot(metres, seconds) == pytest.approx(value, abs=1e-6)


def test_the_articles_runner_has_his_paces() -> None:
    races = Races((parse_race("10k=35:00"),))
    wanted = {
        800.0: 138.0,
        MILE: 294.2,
        3000.0: 583.5,
        5000.0: 1012.2,
        HALF: 4639.5,
        MARATHON: 9701.6,
    }
    for metres, seconds in wanted.items():
        assert races.at(metres).seconds_per_metre * metres == pytest.approx(seconds, abs=0.06)
    assert races.training("T").seconds_per_metre * 400 == pytest.approx(87.2, abs=0.05)


def test_training_paces_of_vdot_60_are_daniels_own() -> None:
    """His table for VDOT 60: T 3:40, I 3:23 a km; R 75 s, I 81 s a lap (whole seconds)."""
    races = Races((Race(10000.0, round(formula.race_seconds(60, 10000.0) * 1000)),))
    assert races.training("T").seconds_per_metre * 1000 == pytest.approx(220, abs=1.5)
    assert races.training("I").seconds_per_metre * 400 == pytest.approx(81, abs=0.6)
    assert races.training("R").seconds_per_metre * 400 == pytest.approx(75, abs=0.6)


def test_a_race_that_was_run_wins_over_any_formula() -> None:
    for formula_name in ("vdot", "riegel"):
        races = Races((parse_race("10k=35:00"), parse_race("mile=4:40")), formula_name)
        assert races.at(MILE).seconds_per_metre * MILE == pytest.approx(280)
        assert races.at(MILE).run
        assert not races.at(5000.0).run


def test_between_two_races_the_pace_lies_between_what_either_would_say() -> None:
    fast, slow = parse_race("mile=4:40"), parse_race("10k=36:00")
    both = Races((fast, slow)).at(5000.0)
    alone = Races((fast,)).at(5000.0).seconds_per_metre, Races((slow,)).at(5000.0).seconds_per_metre
    assert alone[0] < both.seconds_per_metre < alone[1]
    assert "mile 4:40" in both.note and "10k 36:00" in both.note


def test_beyond_the_races_the_nearest_counts() -> None:
    races = Races((parse_race("mile=4:40"), parse_race("10k=36:00")))
    alone = Races((parse_race("10k=36:00"),))
    assert races.at(MARATHON).seconds_per_metre == alone.at(MARATHON).seconds_per_metre


def test_the_later_of_two_races_at_one_distance_counts() -> None:
    races = Races((parse_race("10k=36:00"), parse_race("10k=35:00")))
    alone = Races((parse_race("10k=35:00"),))
    assert races.at(10000.0).seconds_per_metre == pytest.approx(0.21)
    for metres in (800.0, 5000.0, MARATHON):
        assert races.at(metres).seconds_per_metre == alone.at(metres).seconds_per_metre
    for letter in "ETIR":
        assert races.training(letter) == alone.training(letter)


def test_riegel_is_there_on_request() -> None:
    races = Races((parse_race("10k=35:00"),), "riegel")
    assert races.at(5000.0).seconds_per_metre * 5000 == pytest.approx(2100 * 0.5**1.06)
    assert "Riegel" in races.at(5000.0).note


def test_every_training_pace_is_slower_than_the_next() -> None:
    for text in ("10k=55:00", "10k=35:00", "5k=13:30"):
        races = Races((parse_race(text),))
        paces = [
            races.training(letter).seconds_per_metre for letter in ("E", "M", "T", "CV", "I", "R")
        ]
        assert paces == sorted(paces, reverse=True)
