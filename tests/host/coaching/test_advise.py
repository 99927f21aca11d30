# SPDX-License-Identifier: MIT
"""`pacer advise`: known races are called what a coach would call them; nothing else is advised."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.host.coaching.races import ALL, CONSTRUCTED, REAL, TYPED, Known
from tests.host.coaching.runner import RACE
from trackpacer.coaching import advice, race, splits
from trackpacer.coaching.race import Case, Shape
from trackpacer.coaching.splits import UNITS, Mark, Splits
from trackpacer.errors import UserError
from trackpacer.paces import parse_distance, parse_race


def shape(known: Known) -> Shape:
    per, distance = UNITS[known.per], parse_distance(known.distance)
    return race.examine(splits.typed(known.splits, per, distance))


@pytest.mark.parametrize("name", ALL)
def test_a_race_is_called_what_a_coach_would_call_it(name: str) -> None:
    found = shape(ALL[name])
    assert found.case is ALL[name].case, found.rule


@pytest.mark.parametrize("name", REAL)
def test_the_published_splits_add_up_to_the_published_times(name: str) -> None:
    published = {"bannister-1954": 239_400, "barega-2018": 763_000, "wottle-1972": 105_900}
    assert shape(REAL[name]).ms == published[name]


@pytest.mark.parametrize(
    ("case", "names"),
    [
        (Case.LAST_1000, ["tempo-400s"]),
        (Case.AFTER_5K, ["aerobic-then-400s", "ladder"]),
        (Case.LAST_200, ["finish"]),
        (Case.LAST_800_1200, ["hold-faster"]),
    ],
)
def test_each_case_has_its_sessions(case: Case, names: list[str]) -> None:
    for known in CONSTRUCTED.values():
        if known.case is case:
            advised = advice.advise(shape(known))
            assert [session.name for session in advised.sessions] == names


def test_the_five_sessions_of_the_four_cases_are_all_given() -> None:
    given_names = {
        session.name
        for known in CONSTRUCTED.values()
        for session in advice.advise(shape(known)).sessions
    }
    assert given_names == {"tempo-400s", "aerobic-then-400s", "ladder", "finish", "hold-faster"}


def test_where_it_began_and_by_how_much() -> None:
    found = shape(CONSTRUCTED["5k dies in the last 1000, by km"])
    assert (found.onset_m, found.rest_m) == (4000, 1000)
    assert found.before == pytest.approx((200 + 201 + 202 + 202) / 4 * 0.4)
    assert found.after == pytest.approx(88.0)
    assert found.fade == pytest.approx(220 / 201.25 - 1)


def test_it_began_with_the_first_segment_that_was_slower() -> None:
    assert shape(CONSTRUCTED["10k loses its pace at 5k, by km"]).onset_m == 5000


def test_what_lies_within_the_scatter_of_the_race_is_no_case() -> None:
    ragged = race.examine(splits.typed("86 80 86 80 86 80 86 86", 400.0))
    assert ragged.case is None
    even = race.examine(splits.typed("83 83 83 83 83 83 86 86", 400.0))
    assert even.case is Case.LAST_800_1200


def test_a_fast_start_is_no_measure_of_the_pace_and_is_said() -> None:
    found = race.examine(splits.typed("3:15 3:30 3:30 3:30 3:30 3:37 3:40 3:40 3:42 3:41", 1000.0))
    assert (found.case, found.onset_m) == (Case.AFTER_5K, 5000)
    assert found.before == pytest.approx(84.0)
    assert found.fast_start == pytest.approx(210 / 195 - 1)
    died = race.examine(splits.typed("3:10 3:20 3:20 3:20 3:40", 1000.0))
    advised = advice.advise(died)
    assert [session.name for session in advised.sessions] == ["tempo-400s", "ladder"]
    assert "5.3% faster" in advised.findings[0]


def test_the_goal_is_held_against_the_pace_before_it_slowed() -> None:
    found = shape(CONSTRUCTED["5k dies in the last 1000, by km"])  # 80.5 s per 400 held
    (on,) = advice.advise(found, (parse_race("5k=16:46"),)).findings
    assert "until it slowed it was the goal's pace (80.5 s per 400 held, 80.5 s" in on
    (slow,) = advice.advise(found, (parse_race("5k=16:00"),)).findings
    assert "4.8% slower than the goal's" in slow
    fast = advice.advise(found, (parse_race("5k=17:30"),))
    assert "4.2% faster than the goal's pace" in fast.findings[0]
    assert fast.sessions[-1].name == "ladder"


def test_a_race_too_coarse_for_its_case_has_none() -> None:
    # 44 s for a last 200 after laps of 84: in whole seconds that may be 43.1 after 84.9.
    sure = splits.typed("84.0 84.0 84.0 84.0 84.0 44.0", 400.0, 2200.0)
    rough = splits.typed("84 84 84 84 84 44", 400.0, 2200.0)
    assert race.examine(sure).case is Case.LAST_200
    assert race.examine(rough).case is Case.LAST_200
    barely = "84 84 84 84 84 43.4"
    assert race.examine(splits.typed(barely.replace("84", "84.0"), 400.0, 2200.0)).case
    assert race.examine(splits.typed("84 84 84 84 84 43", 400.0, 2200.0)).case is None


def test_halves_alone_support_nothing() -> None:
    found = race.examine(splits.typed("5k 16:30, 10k 34:10"))
    assert found.case is None and "at least 3" in found.rule
    assert advice.advise(found).sessions == ()


@pytest.mark.parametrize("text", TYPED)
def test_splits_are_typed_in_many_ways(text: str) -> None:
    marks = splits.typed(text).marks
    assert [mark.ms for mark in marks] == [200_000, 401_000, 603_000, 805_000, 1_025_000]
    assert [mark.metres for mark in marks] == [1000, 2000, 3000, 4000, 5000]


@pytest.mark.parametrize("text", ["3:20 3:21 3:22 3:22 3:40", "3:20 6:41 10:03 13:25 17:05"])
def test_times_alone_take_their_distance_from_per(text: str) -> None:
    assert splits.typed(text, 1000.0).marks == splits.typed(TYPED[0]).marks
    with pytest.raises(UserError, match="no distances"):
        splits.typed(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no splits"),
        ("17:05", "1 split"),
        ("1k 3:20, 2k", "no time after '2k'"),
        ("1k 3:20, 6:41", "1 of 2 splits have no distance"),
        ("1k fast, 2k faster", "'fast' is no distance and no time"),
        ("1k 0:20, 2k 0:41, 3k 1:01", "is no running"),
        ("1k 3:20, 2k 6:41, 3k 25:00", "is no running"),
        ("1k 3:20, 2k 6:41, 3k 13:30", "times as slow"),
        ("0k 3:20, 1k 6:41", "a split at 0 m"),
        ("100 15, 200 30, 300 46", "a race of 300 m"),
        ("1k 3:61, 2k 7:00, 3k 10:00", "is no time"),
    ],
)
def test_what_are_no_splits_is_said(text: str, said: str) -> None:
    with pytest.raises(UserError) as failed:
        splits.typed(text)
    assert said in str(failed.value)


def test_splits_that_do_not_reach_the_finish_are_refused() -> None:
    with pytest.raises(UserError, match="9000 m, the race has 10000"):
        splits.typed("3:30 " * 9, 1000.0, 10000.0)
    with pytest.raises(UserError, match="more than the race's"):
        splits.typed("3:30 " * 11, 1000.0, 10000.0)
    with pytest.raises(UserError, match="end at 4000"):
        splits.typed("1k 3:20, 2k 6:40, 4k 13:20", None, 5000.0)


# -- nothing makes it raise, or advise what it cannot compute

_PACES = st.lists(st.floats(60.0, 140.0), min_size=1, max_size=30)
_LENGTHS = st.sampled_from([200.0, 400.0, 500.0, 1000.0, 1609.344, 5000.0])


@settings(max_examples=400, deadline=None)
@given(_PACES, _LENGTHS, st.sampled_from([10, 100, 1000]), st.sampled_from([0.0, 300.0]))
def test_whatever_the_paces_the_verdict_follows_from_them(
    paces: list[float], length: float, rough: int, finest: float
) -> None:
    marks = []
    ms = 0
    for number, pace in enumerate(paces, start=1):
        ms += round(pace * length / 400 * 1000)
        marks.append(Mark(length * number, ms))
    found = race.examine(Splits(tuple(marks), rough, finest))
    advised = advice.advise(found, (parse_race(RACE),))
    assert bool(advised.sessions) == (found.case is not None)
    assert found.rule
    if found.case is None:
        return
    assert len(paces) >= race.LEAST_SEGMENTS
    assert found.onset_m is not None and found.rest_m is not None and found.fade is not None
    held = [s for s in found.segments if s.end_m <= found.onset_m + 1e-6]
    lost = [s for s in found.segments if s.start_m >= found.onset_m - 1e-6]
    assert held and lost and len(held) + len(lost) == len(paces)
    # Slower as a whole by the least that counts, with a fast first segment left out.
    assert found.after is not None and found.after >= found.before * (1 + race.SLOWED) - 1e-9
    assert found.before <= max(s.per_400 for s in held) + 1e-9
    limits = {
        Case.LAST_200: (0, 300),
        Case.LAST_1000: (600, 1400),
        Case.LAST_800_1200: (700, 1400),
        Case.AFTER_5K: (1400, 8000),
    }[found.case]
    assert limits[0] < found.rest_m + 1e-6 and found.rest_m <= limits[1] + 1e-6


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(75_000, 90_000), min_size=4, max_size=25), st.sampled_from([2, 4]))
def test_the_verdict_does_not_depend_on_how_fast_the_runner_is(
    laps: list[int], factor: int
) -> None:
    def examined(scale: int) -> Shape:
        marks, at = [], 0
        for number, lap in enumerate(laps, start=1):
            at += lap * scale
            marks.append(Mark(400.0 * number, at))
        return race.examine(Splits(tuple(marks), 0))

    one, other = examined(1), examined(factor)
    assert (one.case, one.onset_m, one.fade) == (other.case, other.onset_m, other.fade)


_WORDS = st.lists(
    st.sampled_from(
        ["1k", "2k", "3k", "400", "800", "5k", "10k", "mile", "half", "3:20", "6:41", "10:03",
         "80", "80.5", "1:02:03", ",", ";", "=", "m", "km", "0", "-1", "99:99", "x", "\n", "@"]
    ),
    max_size=16,
).map(" ".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=60) | _WORDS, st.sampled_from([None, *UNITS.values()]),
       st.sampled_from([None, 800.0, 5000.0, 10000.0]))  # fmt: skip
@example("1k 3:20, 2k ٣:٤١, 3k 10:03", None, None)
@example("400 80, 800 160, 1200 240", None, 5000.0)
@example("9" * 50, 400.0, None)
def test_no_typed_text_raises_anything_but_what_a_user_sees(
    text: str, per: float | None, distance: float | None
) -> None:
    try:
        found = splits.typed(text, per, distance)
    except UserError as error:
        assert str(error)
        return
    assert all(a.ms < b.ms and a.metres < b.metres
               for a, b in zip(found.marks, found.marks[1:], strict=False))  # fmt: skip
    advice.advise(race.examine(found))
