# SPDX-License-Identifier: MIT
"""`pacer plan`: the article's two progressions to the date and the second, and absurd plans."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.host.coaching.runner import context, priced, rests, runs
from tests.support import REPO
from trackpacer.coaching import files, progression
from trackpacer.coaching.progression import Definition, Plan
from trackpacer.coaching.reps import reps_of
from trackpacer.coaching.sentence import read_definition
from trackpacer.errors import UserError
from trackpacer.paces.track import run_length
from trackpacer.records import replace

ROW_27 = (
    "start with 15 x 400 @ 10K pace + 10sec /R1:00; each subsequent workout 1 rep more, "
    "1 sec faster, 1 sec less recovery, every 2nd week, 20 weeks"
)
ROW_28 = (
    "week one 10 x 400 @ 10k pace /R25sec; week 2 30 x 400 @ 10k pace + 5sec /R90sec; "
    "towards 25 x 400"
)
MONDAY = date(2027, 1, 4)


def made(text: str, begins: date = MONDAY, *races: str) -> Plan:
    return progression.make(read_definition(text), context(*races), begins)


def numbers(plan: Plan) -> list[tuple[int, int | None, tuple[int, int] | None]]:
    return [(step.reps.count, step.reps.target_ms, step.reps.rest_ms) for step in plan.steps]


def test_row_27_has_eleven_sessions_to_the_second_and_the_date() -> None:
    plan = made(ROW_27)
    assert numbers(plan) == [
        (15 + n, 94_000 - 1000 * n, (60_000 - 1000 * n,) * 2) for n in range(11)
    ]
    assert [step.day for step in plan.steps] == [MONDAY + timedelta(days=14 * n) for n in range(11)]
    assert plan.steps[-1].day == date(2027, 5, 24)
    assert plan.stopped == ""


def test_row_27_ends_short_of_the_goal_session_and_says_so() -> None:
    (warning,) = made(ROW_27).warnings
    assert "50 s recovery" in warning and "35 to 45 s" in warning


def test_row_27_in_the_words_of_the_issue_and_as_options_is_the_same() -> None:
    words = made(
        "start with 15 x 400 @ 10k pace + 10sec /R1:00, each 1 rep more, 1 sec faster, "
        "1 sec less recovery, every 2nd week, 20 weeks"
    )
    options = progression.make(
        Definition(
            ("15 x 400 @ 10k pace + 10sec /R1:00",),
            reps=1,
            faster_ms=1000,
            rest_ms=-1000,
            every_days=14,
            weeks=20,
        ),
        context(),
        MONDAY,
    )
    assert numbers(words) == numbers(options) == numbers(made(ROW_27))


def test_row_27_through_the_year_s_end_and_a_leap_day() -> None:
    days = [step.day for step in made(ROW_27, date(2027, 12, 6)).steps]
    assert days[5:7] == [date(2028, 2, 14), date(2028, 2, 28)]
    assert all(b - a == timedelta(days=14) for a, b in pairwise(days))


def test_row_28_alternates_and_closes_on_the_goal() -> None:
    plan = made(ROW_28)
    assert [step.day for step in plan.steps] == [MONDAY + timedelta(days=7 * n) for n in range(11)]
    under, over = numbers(plan)[0:10:2], numbers(plan)[1:10:2]
    assert under == [(10 + 3 * n, 84_000, (25_000 + 2000 * n,) * 2) for n in range(5)]
    assert over == [(30 - n, 89_000 - 1000 * n, (90_000 - 9000 * n,) * 2) for n in range(5)]
    assert numbers(plan)[-1] == (25, 84_000, (35_000, 45_000))
    assert any("the goal is taken as 25 x 400 @ 10k pace /R35-45s" in note for note in plan.notes)


def test_every_session_of_a_plan_reads_back_to_its_own_numbers(tmp_path: Path) -> None:
    for text in (ROW_27, ROW_28):
        plan = made(text)
        for step in plan.steps:
            session, steps = priced(files.session_file(step, plan))
            reps = runs(steps)
            assert {run.target_ms for run in reps} == {step.reps.target_ms}
            assert len(reps) == step.reps.count
            assert {(r.least_ms, r.most_ms) for r in rests(steps)} == {step.reps.rest_ms}
            assert session.title == f"{step.reps.name} ({step.number} of {len(plan.steps)})"
            # Only the lines as the article has them leave the offset's unit to be assumed.
            unit = any("has no unit" in note for note in session.assumptions)
            assert unit == ("sec /R" in step.reps.text and "+" in step.reps.text)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("12 x 400 @ 1:20 /R1:20, each 1 sec faster, every 10 days, 8 sessions", (12, 73_000)),
        ("library:season-start, each 1 rep more, weekly, 4 weeks", (16, 80_000)),
        ("8 x 1000 @ 10k pace /R90, each 1 rep more, 2 sec faster, every week, 3 weeks",
         (11, 195_000)),
        ("25 x 400 @ 10k pace - 3s/km /R35-45s, 1 s faster, every week, 5 weeks", (25, 80_800)),
        ("2 x 8 x 400 @ 1:17 /R70, add 1 rep, every week, 2 weeks", (10, 77_000)),
        ("15 x 400 @ 94 R60, 1 rep more, 0.5 s faster, every other week, 4 weeks", (17, 93_000)),
        ("10 x 400 @ 10k pace - 5s /R60, 1 rep fewer, 1 sec slower, weekly, 2 weeks", (8, 81_000)),
        ("10 x 200 in 38 w/ :60 rest, 1 s less recovery, weekly, 2 weeks", (10, 38_000)),
    ],
)  # fmt: skip
def test_other_lines_progress_too(text: str, last: tuple[int, int]) -> None:
    plan = made(text)
    assert plan.stopped == ""
    assert numbers(plan)[-1][:2] == last


@pytest.mark.parametrize(
    "text",
    [
        "4 x 1600 at threshold with a minute's rest, 1 s less recovery, weekly, 2 weeks",
        "8 x 400 in 75-77 R60, 1 s faster, weekly, 2 weeks",
        "400m at mile pace, 400 jog recovery, repeat eight times; 1 rep more, weekly, 2 weeks",
        "2 sets of 6 x 300 (60 sec) 4 min between sets; 1 s less recovery, weekly, 2 weeks",
    ],
)
def test_a_line_that_would_come_to_mean_something_else_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"cannot (be changed|change)"):
        made(text)


CORPUS = sorted((REPO / "tests" / "host" / "notation" / "corpus").glob("*.txt"))


def test_any_line_of_a_coach_changes_as_asked_or_not_at_all() -> None:
    changed = 0
    lines = [line for file in CORPUS for line in file.read_text("utf-8").splitlines()]
    for line in [line for line in lines if line and line[0] not in "=[#"][::4]:
        try:
            reps = reps_of(line, context())
        except UserError:
            continue
        before = [(r.distance_m, r.target_ms) for r in runs(priced(line)[1])]
        try:
            more = reps.changed(reps.count + 1)
        except UserError:
            continue
        after = [(r.distance_m, r.target_ms) for r in runs(priced(more.text)[1])]
        mine = (reps.distance_m, reps.target_ms)
        assert after.count(mine) > before.count(mine), line
        assert [one for one in after if one != mine] == [one for one in before if one != mine]
        changed += 1
    assert changed > 40


def test_a_plan_stops_before_its_recovery_is_gone() -> None:
    plan = made("12 x 400 @ 10k pace /R20s, each 5 sec less recovery, every week, 10 weeks")
    assert [rest for _, _, rest in numbers(plan)] == [
        (20_000,) * 2, (15_000,) * 2, (10_000,) * 2, (5_000,) * 2,
    ]  # fmt: skip
    assert plan.stopped.startswith("The plan stops after session 4 of 11")
    assert "nothing would be left of its recovery" in plan.stopped
    plan = made("12 x 400 @ 10k pace /R20s, each 7 sec less recovery, every week, 10 weeks")
    assert "recovery would be -1 s" in plan.stopped


def test_a_plan_stops_before_a_pace_beyond_the_runner() -> None:
    text = "15 x 400 @ 10k pace /R1:00, each 1 rep more, 2 sec faster, every week, 20 weeks"
    slow, fast = made(text), made(text, MONDAY, "10k=30:00")
    for plan in (slow, fast):
        assert "beyond the runner" in plan.stopped
        assert 2 <= len(plan.steps) < 15
        assert all(not step.session.refusals for step in plan.steps)


def test_a_plan_that_is_absurd_from_its_first_session_is_refused() -> None:
    with pytest.raises(UserError, match="cannot begin with"):
        made("10 x 400 @ 55 /R60, each 1 rep more, every week, 3 weeks")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("15 x 400 @ 10k pace /R60, each 1 banana more, every week, 3 weeks", "banana"),
        ("15 x 400 @ 10k pace /R60", "nothing changes"),
        ("15 x 400 @ 10k pace /R60, each 1 rep more, every week", "how long"),
        ("15 x 400 @ 10k pace /R60, each 1 rep more, every week, 9999 weeks", "sessions"),
        ("12k aerobic, each 1 rep more, every week, 3 weeks", "no set of reps"),
        ("6 x 400 @ 84 R60 + 6 x 400 @ 80 R60, 1 rep more, every week, 3 weeks", "2 sets"),
        ("10 x 400 @ 84 to 80 R60, 1 rep more, every week, 3 weeks", "change from rep to rep"),
        ("10 x 400 R60, 1 s faster, every week, 3 weeks", "no target"),
        ("10 x 400 @ 84 R200m jog, 1 s less recovery, every week, 3 weeks", "no time"),
        ("10 x 400 @ 84 towards 10 x 800 @ 2:48, every week, 3 weeks", "the goal of 800 m"),
        ("week one 10 x 400 @ 84 R60; week 2 ; towards 25 x 400", "without a session"),
        ("", "no session"),
    ],
)
def test_what_is_no_plan_is_said(text: str, said: str) -> None:
    with pytest.raises(UserError) as failed:
        made(text)
    assert said in str(failed.value)


def test_more_than_the_article_s_measure_is_pointed_out() -> None:
    assert any("2 single 400 sessions a month" in warning for warning in made(ROW_28).warnings)
    assert not any("a month" in warning for warning in made(ROW_27).warnings)
    plan = made("4 x 400 @ MAX R-Full, each 1 rep more, every 2nd week, 4 weeks")
    assert any("hill sprints" in warning for warning in plan.warnings)


def test_what_comes_before_a_session_of_the_library_is_said() -> None:
    plan = made("library:tempo-400s, each 1 rep more, every 2nd week, 4 weeks")
    assert "before tempo-400s: 600s-200s" in plan.warnings
    assert [step.reps.count for step in plan.steps] == [6, 7, 8]


@pytest.mark.parametrize("lane", [1, 3, 8])
def test_a_plan_off_lane_1_takes_its_seconds_from_400_m(lane: int) -> None:
    plan = progression.make(read_definition(ROW_27), replace(context(), lane=lane), MONDAY)
    assert len(plan.steps) == 11
    first, last = plan.steps[0].reps.target_ms or 0, plan.steps[-1].reps.target_ms or 0
    length = run_length(400, lane)
    assert first == pytest.approx(94_000 * length / 400, abs=2)
    assert last == pytest.approx(84_000 * length / 400, abs=2)
    for step in plan.steps:
        _, steps = priced(files.session_file(step, plan))
        assert {run.target_ms for run in runs(steps)} == {step.reps.target_ms}


def test_the_calendar_is_read_back_whole() -> None:
    plan = made(ROW_27)
    now = datetime(2026, 11, 23, 1, 30, 12, 999, ZoneInfo("America/New_York"))
    data = files.calendar(plan, "plan", now)
    found = icalendar.Calendar.from_ical(data)
    assert found["VERSION"] == "2.0" and str(found["PRODID"])
    events: list[Any] = list(found.walk("VEVENT"))
    assert [event["DTSTART"].dt for event in events] == [step.day for step in plan.steps]
    for event, step in zip(events, plan.steps, strict=True):
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["DTEND"].dt == step.day + timedelta(days=1)
        assert event["DTSTAMP"].dt == datetime(2026, 11, 23, 6, 30, 12, tzinfo=UTC)
        assert step.reps.text in str(event["DESCRIPTION"])
        assert files.file_name(step) in str(event["DESCRIPTION"])
    assert str(events[0]["SUMMARY"]) == "15 x 400 @ 1:34, recovery 1:00"
    assert b"\r\n" in data and b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_events_keep_their_uid_when_the_plan_moves_and_only_then() -> None:
    def uids(plan: Plan) -> list[str]:
        data = files.calendar(plan, "plan", datetime.now(UTC))
        return [str(event["UID"]) for event in icalendar.Calendar.from_ical(data).walk("VEVENT")]

    first = uids(made(ROW_27))
    assert len(set(first)) == 11
    assert uids(made(ROW_27, date(2027, 3, 1))) == first
    assert not set(uids(made(ROW_28))) & set(first)


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("015 24x@kpacer/R:+-;,sweknmofth"), max_size=60
    )
    | st.builds(
        lambda n, more, faster, less, every, weeks: (
            f"start with {n} x 400 @ 10k pace + 10sec /R1:00; each {more} rep more, "
            f"{faster} sec faster, {less} sec less recovery, every {every} weeks, {weeks} weeks"
        ),
        st.integers(0, 300),
        st.integers(0, 50),
        st.integers(0, 99),
        st.integers(0, 99),
        st.integers(0, 60),
        st.integers(0, 400),
    )
)  # fmt: skip
def test_no_words_make_a_plan_of_what_cannot_be_run(text: str) -> None:
    try:
        plan = made(text)
    except UserError:
        return
    assert plan.steps
    for step in plan.steps:
        assert step.reps.count >= 2
        assert step.reps.rest_ms is None or step.reps.rest_ms[0] > 0
        assert not step.session.refusals
