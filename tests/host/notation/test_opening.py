# SPDX-License-Identifier: MIT
"""What stands in front of a session: talk says nothing of it, a warm-up nothing but itself."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.host.notation.cases import difference, expected_session, steps_of
from tests.host.notation.labelled import CONTEXT
from trackpacer.errors import NotationError, Question
from trackpacer.notation import read

GREETINGS = ("", "Hi all,\n", "Morning everyone - ", "Track tonight. ", "\n\n")
DAYS = (
    "", "Tuesday: ", "Thursday - ", "Weds (6:45) - ", "Sat am: ", "14/03/2026: ",
    "Tuesday 14th March:\n",
)  # fmt: skip
LABELS = ("", "Session: ", "Tonight's session: ", "Week 3: ", "Wk10: ", "Coach Dave says: ")
TEXTS = (
    "6 x 400 @ 80 R60", "2 sets of:\n300m (2 min rest)\n500m (6 minutes rest)",
    "3 sets: 800 @ 2:36 / 2:00 / 400 @ 74 / 4:00", "Ten 1 minute hills, jog down",
    "60s rest: 12 x 300 @ 3k pace", "1:15 easy", "10k race pace. 12 km",
    "5k race pace\n6 x 800 R90", "A. 5 x 900 R90\nB. 4 x 900 R90", "MP mix: 2 x 4k w/ 3 min jog",
    "AM: 5 x 1 km R90, PM: 12 x 300 R60", "5 lots of:",
)  # fmt: skip


def _meaning(text: str) -> list[object] | str:
    """The steps, or what is asked."""
    try:
        return list(steps_of(read(text, CONTEXT)))
    except NotationError as error:
        return error.problem


@given(st.tuples(*map(st.sampled_from, (GREETINGS, DAYS, LABELS))), st.sampled_from(TEXTS))
@example(("", "Sat am: ", ""), "AM: 5 x 1 km R90, PM: 12 x 300 R60")
def test_a_session_is_read_or_asked_about_alike_behind_any_talk(
    opening: tuple[str, ...], text: str
) -> None:
    assert _meaning("".join(opening) + text) == _meaning(text)


@pytest.mark.parametrize("opening", ["Sat am ", "Tues ", "Weds 6:45 pm ", "Tue 14th Nov "])
@pytest.mark.parametrize("text", TEXTS[:3])
def test_a_day_needs_no_sign_behind_it(opening: str, text: str) -> None:
    assert _meaning(opening + text) == _meaning(text)


@pytest.mark.parametrize(
    "label",
    [
        "Wk 9 ", "Week 2 = ", "Session 2 is ", "Th ", "e.) ", "2.) ", "Or ", "4:55-5:15: ",
        "3) (about 10 days later) ", "Workout for 2:05 800m: ", "Speed 1 - ",
    ],
)  # fmt: skip
def test_a_label_needs_no_sign_behind_it(label: str) -> None:
    assert _meaning(label + "6 x 400 @ 80 R60") == _meaning("6 x 400 @ 80 R60")


@pytest.mark.parametrize(
    "opening", ["Tuesday 14th March", "Hi all", "Tonight's session", "Week 3", "Coach Dave says"]
)
def test_what_is_taken_away_is_told(opening: str) -> None:
    assert opening in read(f"{opening}: 6 x 400 R60", CONTEXT).passed_over


@pytest.mark.parametrize(
    "text",
    [
        "Recovery 90s. 6 x 400",
        "Rest: 60s\n6 x 400",
        "Twice: 6 x 400",
        "MP: 6 x 400",
    ],
)
def test_a_title_that_may_matter_is_no_mere_talk(text: str) -> None:
    assert _meaning(text) != _meaning("6 x 400")


WARM_UPS = ("10 min warm up, ", "WU 10 min, ", "Warm up: 10 minutes.\n", "10 min w/u + ")


@pytest.mark.parametrize("warm_up", WARM_UPS)
@pytest.mark.parametrize(
    "text",
    [
        "12k steady, avg HR 152",
        "Every 3 minutes start a 600m rep, 6 in total.",
        "Rest is one minute for all. 5 x 400 in 80 followed by 5 x 200 in 36.",
        "Mile ladder: 1 mile, 1200, 800, 400 w/ 2 min rest, 5k pace",
        "MP mix: 2 x 4k @ MP w/ 3 min jog",
        "0.5 mile jog, 4 x 0.5 mile @ 5k pace (2 min), 0.5 mile jog",
    ],
)
def test_a_warm_up_in_front_changes_nothing_behind_it(warm_up: str, text: str) -> None:
    warmed = steps_of(expected_session(["for 10:00 warm-up; R full; 400 m"]))[:2]
    assert (
        difference(steps_of(read(warm_up + text, CONTEXT)), warmed + steps_of(read(text, CONTEXT)))
        == ""
    )


@pytest.mark.parametrize("warm_up", WARM_UPS)
@pytest.mark.parametrize(
    "text",
    ["7 @ 5k pace", "5k race pace\n6 x 800 R90", "A. 5 x 900 R90\nB. 4 x 900 R90"],
)
def test_what_is_asked_alone_is_asked_behind_a_warm_up(warm_up: str, text: str) -> None:
    with pytest.raises(NotationError):
        read(warm_up + text, CONTEXT)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Tuesday: 5 x 1k R90\nThursday: 6 x 800 R60",
            "5 x (1000 m; R 1:30 between)",
            "6 x (800 m; R 1:00 between)",
        ),
        (
            "Tues 5 x 1k R90, Thurs 6 x 800 R60",
            "5 x (1000 m; R 1:30 between)",
            "6 x (800 m; R 1:00 between)",
        ),
        ("Session 1: 6 x 400 R60\nSession 2: 3k", "6 x (400 m; R 1:00 between)", "3000 m"),
    ],
)
def test_sessions_of_two_days_are_never_added_up(text: str, first: str, second: str) -> None:
    with pytest.raises(Question, match="several sessions") as asked:
        read(text, CONTEXT)
    offered = [steps_of(reading.session) for reading in asked.value.readings]
    wanted = [steps_of(expected_session([one])) for one in (first, second)]
    assert len(offered) == 2 and not any(map(difference, offered, wanted))


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        (
            "Warm up 15 mins. 2 sets of:\n300m (2 min rest)\n500m (6 min rest)",
            "for 15:00 warm-up; R full; 2 x (300 m; R 2:00; 500 m; R 6:00 between)",
        ),
        (
            "Warm up 15 mins. 90 secs recovery: 6 x 600m",
            "for 15:00 warm-up; R full; 6 x (600 m; R 1:30 between)",
        ),
        (
            "2 miles easy then drills; 12k steady, avg HR 152",
            "3219 m easy run effort easy; R full; 12000 m effort steady",
        ),
        (
            "500, 400, 300, then 200 with 2 minutes between\n1 mile cool down",
            "500 m; R 2:00; 400 m; R 2:00; 300 m; R 2:00; 200 m; R 2:00; 1609 m cool-down",
        ),
        (
            "6 x 200 with recoveries of 60, 50, 40, 30, 20 s, 10 min c/d",
            "6 x (200 m; R from 1:00 to 0:20 between); R full; for 10:00 cool-down",
        ),
        (
            "2 x\n900\n300, 10 min c/d",
            "2 x (900 m; R full; 300 m; R full between); R full; for 10:00 cool-down",
        ),
        (
            "6 x 400, 90s rest between\n1 mile cool down",
            "6 x (400 m; R 1:30 between); R full; 1609 m cool-down",
        ),
        (
            "20 MIN. RUN, 12 MIN. TEMPO",
            "for 20:00; R full; for 12:00 effort tempo @ 3:37.987/km",
        ),
    ],
)
def test_what_stands_in_front_and_behind_stays_by_itself(text: str, notation: str) -> None:
    assert difference(steps_of(read(text, CONTEXT)), steps_of(expected_session([notation]))) == ""
