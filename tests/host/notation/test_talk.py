# SPDX-License-Identifier: MIT
"""Talk around a plain session: what orders nothing changes nothing, what may order is asked about.

The openings and endings are in the manner of club pages, diaries and training books.
"""

from __future__ import annotations

import pytest

from tests.host.notation.cases import difference, steps_of
from tests.host.notation.labelled import CONTEXT
from trackpacer.errors import NotationError
from trackpacer.notation import read

PLAIN = (
    "6 x 800m @ 10k pace with 400m jog recovery",
    "5 x 1km with 90 seconds recovery",
    "4 x (3 min hard, 2 min easy jog)",
)
OPENINGS = (
    "Up to the park tonight for track night, where we did ",
    "A small but keen bunch braved the wind last night and ran ",
    "After an active warm up and some drills it was ",
    "I had no idea what we were in for until I got there. It turned out to be ",
    "On Thursday night it was time for speedwork. I had to do ",
    "The book said ",
    "Coach had put down ",
    "On a Monday you might do a ",
    "Once a fortnight do a run with some effort in it. For example, ",
    "Back on the track after two weeks away. ",
    "With the county champs only a fortnight off, the session was ",
    "The schedule called for ",
    "Track Tuesday! This week it's ",
    "This one is an all-time classic: ",
    "What we did: ",
    "Hooray for cooler weather! Tonight we're going to try ",
    "Jumped in with the Harriers for ",
    "Down at the track with the usual suspects for ",
    "If the track is shut we will use the canal path. Session is ",
    "Reps around the lake: ",
    "Hard one today. ",
    "Session 3 of the block, and the last before we taper. ",
    "Test 4 - ",
    "It's been a while since we have done any speedwork so ",
    "From Jack's book, ",
    "Straight out of the plan: ",
    "Outside group run. ",
    "Dear all, hope you are well after the weekend's racing. On Tuesday ",
    "17th of June - ",
    "1/26, Tuesday - ",
    "Sunday (12/4): ",
    "WEEK 2 | Hill session of ",
    "Main set | ",
    "In pace Group B for example, you might run ",
    "Otherwise it'll be the usual ",
    "June 17th, 2018 - ",
    "In week 3 you will run ",
    "Otherwise ",
    "Alternatively, run ",
    "Either way we moved onto the intervals: ",
    "I again ran a hill session this morning, with ",
)
ENDINGS = (
    ". Weather was vile but we got round.",
    ", all on the grass by the cricket pavilion",
    ". Legs were shot from Sunday but I hung in there.",
    " around the lake",
    " up Mill Lane and round the bollards",
    " with a partner",
    ", with Sarah doing the pacing.",
    ". Bring a bottle and a warm top.",
    ". The purpose of this session is to get used to running at a consistent pace.",
    ". Don't forget to stretch.",
    ". See you at the gates at 6:45.",
    ". Next session will be on 15th December, all welcome.",
    ". The track was busy with footballers so we stuck to the outside lanes.",
    ". Any questions, drop me a line.",
    " from the bollards to the pond and back",
    " using a flat circuit.",
    ". My watch died so no splits.",
    ". No excuses!",
    " in the pouring rain",
    ". Only three weeks till race day.",
    ". Pretty tired by the end but hung on.",
    " to build leg strength.",
    " - 3.9 miles total (8:42 avg pace)",
    ". Make sure you don't run the first effort too hard.",
    ". Make sure you are well recovered before each one, so walk if you need to.",
    ". Don't worry about speed and HR.",
    ", focus on form in last 300m of every rep",
    ". Remember to keep your shoulders relaxed.",
    ". Try not to go off too quickly.",
    " on an 8% gradient",
    " from Tennis Court #8",
    " today at the gym on the mill",
    ". Jill, fatigued from an earlier 40km bike ride, lagged.",
    ". Once the group had finished we had the chance to run on the track.",
    " (or walk recovery)",
    ". Rest up tomorrow.",
    ", and again it went really well.",
    " on a daily basis.",
)
ORDERS_BEHIND = (
    ", except the last, which is flat out",
    ". Skip the second if you raced.",
    ". Only the last two are fast.",
    ", instead of the tempo run.",
    ". If you are in the B group do four.",
    ". Beginners stop after three.",
    ". Not the whole lot if you raced on Sunday.",
    ", building to eight",
    ". Build to 5k pace by the end.",
    ". Take longer between the third and fourth.",
    ". The last one is a mile.",
    ". Seniors do one more.",
    ", the middle two at 3k pace",
    ". Walk the last recovery.",
    ". Shorter recovery as you go on.",
    ". Women do 4.",
    ". Repeat after ten minutes.",
    ". Then the same again next to the river.",
    ". Juniors half of that.",
    ". Drop the last if sore.",
    ". Most of these at 5k pace.",
    ". Continue until you slow down.",
    ". Change direction and effort every rep.",
    ". Twice if you can.",
    ". Two fewer for the vets.",
    ". Make sure you jog the last recovery.",
    ". Make sure the last two are faster.",
    ". Make sure you take a longer recovery after the third.",
    ". Don't stop between reps.",
    ". Don't go off too fast, build to flat out.",
    ". Try to run the second half of each rep faster.",
    ". Be careful to halve the recovery.",
    ". Avoid the last rep.",
    ". Never more than four.",
    ". 2 miles at 8:42 avg pace",
    ", to increase the pace each rep.",
    " to work on speed, then 4 x 200",
    " up it twice",
    ". Once you have done four, take 5 minutes.",
    ". Think about doubling it.",
    ", 4 of them at Pace C",
    ", and again after five minutes.",
    ", and again next to the river",
    " daily, adding one a week",
)
ORDERS_BEFORE = (
    "Don't do ",
    "Half of ",
    "Never more than ",
    "Otherwise half of ",
    "Start with the last rep of ",
    "Main set | 3 times through | ",
    "Main set twice: ",
    "Groups 1 and 2: ",
    "Twice through: ",
    "Everybody in reverse order: ",
    "Do the first of these as a tempo, then ",
    "Last week was the same but tonight take 60 seconds. ",
)


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("opening", OPENINGS)
def test_talk_in_front_of_a_session_changes_nothing(opening: str, text: str) -> None:
    assert difference(steps_of(read(opening + text, CONTEXT)), steps_of(read(text, CONTEXT))) == ""


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("ending", ENDINGS)
def test_talk_behind_a_session_changes_nothing(ending: str, text: str) -> None:
    assert difference(steps_of(read(text + ending, CONTEXT)), steps_of(read(text, CONTEXT))) == ""


@pytest.mark.parametrize("order", ORDERS_BEHIND)
def test_what_may_order_is_never_passed_over(order: str) -> None:
    for text in PLAIN:
        assert _asked_or_other(text + order, text)


@pytest.mark.parametrize("order", ORDERS_BEFORE)
def test_what_may_order_in_front_is_never_passed_over(order: str) -> None:
    for text in PLAIN:
        assert _asked_or_other(order + text, text)


def _asked_or_other(text: str, plain: str) -> bool:
    """Whether it is not read as if nothing had been said."""
    try:
        got = steps_of(read(text, CONTEXT))
    except NotationError:
        return True
    return difference(got, steps_of(read(plain, CONTEXT))) != ""


@pytest.mark.parametrize("text", PLAIN[1:2])
@pytest.mark.parametrize("pace", ["Marathon pace all through. ", "These hold half marathon pace. "])
def test_a_pace_is_not_passed_over_where_no_run_has_one(pace: str, text: str) -> None:
    assert _asked_or_other(pace + text, text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("easy warmup, 18 minutes hard (about three miles), easy cooldown", "18 minutes hard"),
        (
            "3 km WU + RD + 6 km tempo @ 3:50/km + 2 km CD",
            "3 km WU + 6 km tempo @ 3:50/km + 2 km CD",
        ),
    ],
)
def test_what_explains_within_a_session_changes_nothing(text: str, plain: str) -> None:
    assert difference(steps_of(read(text, CONTEXT)), steps_of(read(plain, CONTEXT))) == ""


@pytest.mark.parametrize("pace", ["at Pace C", "@ EL 3-4", "at RPE-H"])
def test_a_pace_by_letters_of_ones_own_is_left_to_the_runner_and_told(pace: str) -> None:
    session = read(f"6 x 800m {pace} with 400m jog", CONTEXT)
    plain = read("6 x 800m with 400m jog", CONTEXT)
    assert difference(steps_of(session), steps_of(plain)) == ""
    assert any(pace in note for note in session.assumptions)


def test_another_way_to_spend_a_recovery_that_is_as_long_is_told() -> None:
    session = read("10 x 500m with 75 secs rest (or jog for 75 secs)", CONTEXT)
    plain = read("10 x 500m with 75 secs rest", CONTEXT)
    assert difference(steps_of(session), steps_of(plain)) == ""
    assert any("another way" in note for note in session.assumptions)


def test_another_way_to_spend_a_recovery_that_is_longer_is_asked_about() -> None:
    with pytest.raises(NotationError):
        read("10 x 500m with 75 secs rest (or jog for 90 secs)", CONTEXT)
