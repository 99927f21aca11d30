# SPDX-License-Identifier: MIT
"""The verdict on a session: due, repeat, too easy, and the test workout, from logs as a watch
writes them.

Not here: the step that `pacer next` then names (tests/host/cli/test_next).
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.host.coaching.season import Season
from tests.host.laps.devices import FolderDevice
from tests.host.laps.programs import intervals
from tests.host.laps.sessions import BEGAN, Watch
from trackpacer import compiler
from trackpacer.coaching import verdict
from trackpacer.coaching.verdict import Grade, Outcome
from trackpacer.errors import UserError
from trackpacer.firmware import laplog, program
from trackpacer.laps.fetch import fetch
from trackpacer.laps.store import Store
from trackpacer.records import replace

DAY = 86_400
ON = [84_000] * 25


def test_all_reps_hit_is_the_next_step_due(season: Season) -> None:
    times = [84_000 + (300 if n % 2 else -300) for n in range(25)]
    judged = verdict.judge(season.ran(times))
    assert judged.outcome is Outcome.DUE
    assert (judged.planned, judged.run, judged.hit, judged.slow) == (25, 25, 25, 0)
    assert judged.on_ms == 1008
    assert judged.rests == (40_000, 40_000)


def test_a_rep_too_slow_is_the_same_again(season: Season) -> None:
    judged = verdict.judge(season.ran([*ON[:12], 85_500, *ON[13:]]))
    assert judged.outcome is Outcome.REPEAT and judged.slow == 1
    assert any("run 13" in reason for reason in judged.reasons)


def test_a_rep_at_the_edge_is_still_hit(season: Season) -> None:
    assert verdict.judge(season.ran([*ON[:12], 85_008, *ON[13:]])).outcome is Outcome.DUE
    assert verdict.judge(season.ran([*ON[:12], 85_009, *ON[13:]])).outcome is Outcome.REPEAT


def test_slowing_within_the_range_is_the_same_again(season: Season) -> None:
    # From 83.1 to 84.9: every rep is hit, but the last would not have been for long.
    judged = verdict.judge(season.ran([83_100 + 75 * n for n in range(25)]))
    assert judged.slow == 0 and judged.outcome is Outcome.REPEAT
    assert judged.fade_ms == pytest.approx(1800)


def test_a_missed_press_or_an_early_end_is_the_same_again(season: Season) -> None:
    missed = verdict.judge(season.ran(ON, missed=(7,)))
    assert missed.outcome is Outcome.REPEAT and (missed.planned, missed.run) == (25, 24)
    short = verdict.judge(season.ran(ON[:18], ended=False))
    assert short.outcome is Outcome.REPEAT and (short.planned, short.run) == (25, 18)


def test_recoveries_longer_than_set_are_the_same_again(season: Season) -> None:
    assert verdict.judge(season.ran(ON, recovery=47_000)).outcome is Outcome.DUE
    judged = verdict.judge(season.ran(ON, recovery=55_000))
    assert judged.outcome is Outcome.REPEAT and judged.long_rests == 24


def test_much_faster_throughout_was_too_easy(season: Season) -> None:
    judged = verdict.judge(season.ran([82_500] * 25))
    assert judged.outcome is Outcome.EASY and judged.fast == 25
    assert verdict.judge(season.ran([83_200] * 25)).outcome is Outcome.DUE


def test_a_session_without_targets_cannot_be_judged(season: Season) -> None:
    with pytest.raises(UserError, match="no reps with a target"):
        verdict.judge(season.ran([70_000] * 6, target=0, name="max"))


def test_a_session_of_two_kinds_is_judged_by_the_one_it_has_most_of(season: Season) -> None:
    from tests.host.coaching.runner import context
    from trackpacer.notation import read

    session = read("3 x 1600 @ 5:52 /R60 + 6 x 400 @ 84 /R60", context())
    code = bytes(compiler.compile_session(session).program)
    watch = Watch(season.folder / "two")
    device = FolderDevice(watch)
    device.write("sessions/a.tpp", code)
    watch.begin("two kinds", "Zoë", program.verify(code).identity, BEGAN)
    for run in range(9):
        set_, rep, time = (1, run + 1, 352_000) if run < 3 else (2, run - 2, 84_200)
        if run == 0:
            time += 30_000  # a 1600 that was far too slow, and is not of the main reps
        event = laplog.MISSED if run == 5 else laplog.LAP
        watch.add(event, run, set_, rep, 352_000 if run < 3 else 84_000, time, 60_000 * (run > 0))
    watch.end(9)
    watch.bytes()
    fetch(device, Store(), now=lambda: BEGAN + DAY)
    judged = verdict.judge(Store().result(Store().choose("last")))
    assert (judged.planned, judged.run, judged.hit, judged.slow) == (6, 5, 5, 0)
    assert judged.reasons == ("1 of 6 reps have no time that counts",)


@pytest.mark.parametrize(
    ("times", "recovery", "grade", "shown"),
    [
        (ON, 40_000, Grade.PASS, "35:00"),
        ([82_500] * 25, 40_000, Grade.PASS, "34:23"),
        ([85_400] * 25, 40_000, Grade.NEAR, "35:35"),
        (ON, 60_000, Grade.NEAR, "35:00"),
        ([85_681] * 25, 40_000, Grade.FAIL, "35:42"),
        (ON[:20], 40_000, Grade.FAIL, "35:00"),
    ],
)
def test_the_test_workout_is_graded(
    season: Season, times: list[int], recovery: int, grade: Grade, shown: str
) -> None:
    found = verdict.test_workout(season.ran(times, recovery=recovery))
    assert found.grade is grade, found.reasons
    assert shown in verdict.shown(found)


def test_the_test_belongs_ten_weeks_before_the_race(season: Season) -> None:
    result = season.ran(ON)  # on 2026-09-21
    assert verdict.test_workout(result, date(2026, 11, 30)).remarks == ()
    assert verdict.test_workout(result, date(2026, 11, 30)).weeks == 10
    (remark,) = verdict.test_workout(result, date(2026, 10, 5)).remarks
    assert "2.0 weeks before" in remark


def test_a_forgotten_press_neither_passes_nor_fails_the_test(season: Season) -> None:
    found = verdict.test_workout(season.ran(ON, missed=(7,)))
    assert found.grade is Grade.NEAR
    assert "24 reps with a time that counts" in verdict.shown(found)
    assert any("pacer edit" in remark for remark in found.remarks)
    # Nobody ran after these: who says that they were run?
    assert verdict.test_workout(season.ran(ON, missed=(23, 24))).grade is Grade.FAIL


def test_a_log_without_a_date_says_so_when_asked_for_the_weeks(season: Season) -> None:
    result = replace(season.ran(ON), began=None)
    (remark,) = verdict.test_workout(result, date(2026, 11, 30)).remarks
    assert "no date" in remark


def test_another_session_is_not_the_test(season: Season) -> None:
    result = season.ran([94_000] * 15, intervals(15, 94_000), target=94_000, name="15 x 400")
    with pytest.raises(UserError, match="the test is 25 x 400"):
        verdict.test_workout(result)


@pytest.mark.parametrize(
    ("text", "target", "time", "recovery", "outcome"),
    [
        # Early for a send-off is no long recovery: 80.5 and 69.5 s are 2:30.
        ("6 x 400 @ 84 on 2:30", 84_000, 80_500, 69_500, Outcome.EASY),
        ("6 x 400 @ 84 on 2:30", 84_000, 84_000, 66_000, Outcome.DUE),
        ("6 x 400 @ 84 on 2:30", 84_000, 84_000, 72_000, Outcome.REPEAT),
        # A rep within its 1.2 % rests as long as it took.
        ("6 x 1600 @ 5:36 R=rep", 336_000, 339_900, 339_900, Outcome.DUE),
        ("6 x 1600 @ 5:36 R=rep", 336_000, 330_000, 337_000, Outcome.REPEAT),
    ],
)
def test_a_recovery_that_the_rep_before_sets_is_measured_by_that_rep(
    text: str, target: int, time: int, recovery: int, outcome: Outcome, season: Season
) -> None:
    from tests.host.coaching.runner import context
    from trackpacer.notation import read

    code = bytes(compiler.compile_session(read(text, context())).program)
    judged = verdict.judge(season.ran([time] * 6, code, recovery, target))
    assert judged.outcome is outcome
    assert judged.long_rests == (5 if outcome is Outcome.REPEAT else 0)
    assert not any("at most" in line for line in verdict.describe(judged))
