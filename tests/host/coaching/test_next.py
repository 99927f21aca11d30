# SPDX-License-Identifier: MIT
"""`pacer next`: due, repeat, too easy, and the test workout, from logs as a watch writes them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.host.laps.devices import FolderDevice
from tests.host.laps.programs import intervals
from tests.host.laps.sessions import BEGAN, Watch
from trackpacer import compiler, timeline
from trackpacer.cli import main
from trackpacer.coaching import verdict
from trackpacer.coaching.verdict import Grade, Outcome
from trackpacer.errors import UserError
from trackpacer.firmware import laplog, program
from trackpacer.laps.fetch import fetch
from trackpacer.laps.result import Result
from trackpacer.laps.store import Store

DAY = 86_400
ON = [84_000] * 25


class Season:
    """A runner's logs: each `ran` is a session on the watch, fetched home."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = 0

    def ran(
        self,
        times: list[int],
        code: bytes = b"",
        recovery: int = 40_000,
        target: int = 84_000,
        name: str = "25 x 400",
        ended: bool = True,
        missed: tuple[int, ...] = (),
    ) -> Result:
        code = code or intervals(25)
        watch = Watch(self.folder / f"watch{self.day}")
        device = FolderDevice(watch)
        device.write("sessions/a.tpp", code)
        watch.begin(name, "Zoë", program.verify(code).identity, BEGAN + self.day * DAY)
        for run, time in enumerate(times):
            event = laplog.MISSED if run in missed else laplog.LAP
            watch.add(event, run, 1, run + 1, target, time, recovery if run else 0)
        if ended:
            watch.end(len(times))
        watch.bytes()
        store = Store()
        fetch(device, store, now=lambda: BEGAN + (self.day + 1) * DAY)
        self.day += 14
        return store.result(store.choose("last"))


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Season:
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PACER_CONFIG_DIR", str(tmp_path / "config"))
    return Season(tmp_path)


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


def test_the_next_step_of_the_article_is_named(
    season: Season, capsys: pytest.CaptureFixture[str]
) -> None:
    code = intervals(15, 94_000)
    season.ran([94_000] * 15, code, target=94_000, name="15 x 400")
    assert main(["next"]) == 0
    assert "Next: the next step: 16 x 400 @ 1:33 /R34-44s" in capsys.readouterr().out
    season.ran([92_000] * 15, code, target=94_000, name="15 x 400")
    assert main(["next"]) == 0
    assert "Next: skip a step: 17 x 400 @ 1:32 /R33-43s" in capsys.readouterr().out
    season.ran([97_000] * 15, code, target=94_000, name="15 x 400")
    assert main(["next", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["next"] == "the same again: 15 x 400 @ 1:34 /R35-45s"
    assert value["sessions"][0]["outcome"] == "repeat"
    season.ran([97_000] * 15, code, target=94_000, name="15 x 400")
    assert main(["next", "1", "2"]) == 0
    assert "did not work twice" in capsys.readouterr().out


def test_after_the_last_step_of_the_article_comes_the_race(
    season: Season, capsys: pytest.CaptureFixture[str]
) -> None:
    season.ran(ON)
    assert main(["next"]) == 0
    assert "that was the last: the race" in capsys.readouterr().out


def test_the_reps_told_add_up_to_those_run(
    season: Season, capsys: pytest.CaptureFixture[str]
) -> None:
    season.ran([82_000, 85_500, *ON[2:]])
    assert main(["next"]) == 0
    assert "25 of 25 reps: 24 hit (1 of them fast), 1 slow;" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("2 x 4 x 400 @ 80 /R60", "2 x 4 x 400"),
        ("8 x 400 @ 94 -> 80 /R60", "8 x 400"),
        ("8 x 400 in 78-80 /R60", "8 x 400"),
        ("8 x 400 @ 80 R30 step +3", "8 x 400"),
    ],
)
def test_a_session_that_no_line_of_equal_reps_says_is_named_and_not_rewritten(
    text: str, title: str, season: Season, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.host.coaching.runner import context
    from trackpacer.notation import read

    code = bytes(compiler.compile_session(read(text, context())).program)
    watch = Watch(season.folder / "odd")
    device = FolderDevice(watch)
    device.write("sessions/a.tpp", code)
    watch.begin(title, "Zoë", program.verify(code).identity, BEGAN)
    for step in (step for step in timeline.expand(code) if step.kind == "run"):
        assert step.target_ms is not None and step.set is not None
        target = step.target_ms
        watch.add(laplog.LAP, step.run, step.set, step.rep, target, target + 3000, 60_000)
    watch.end(8)
    watch.bytes()
    fetch(device, Store(), now=lambda: BEGAN + DAY)
    assert main(["next"]) == 0
    said = capsys.readouterr().out
    assert said.endswith(f"Next: the same again: {title}\n")
    assert ("targets from 1:34.00 to 1:20.00" in said) == ("->" in text)


def test_the_next_file_of_a_plan_is_named(
    season: Season, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from trackpacer.notation import read

    folder = tmp_path / "plan"
    words = ["plan", "library:progression", "--race", "10k=35:00", "--from", "2026-09-21"]
    assert main([*words, "-o", str(folder)]) == 0
    files = sorted(folder.iterdir())
    second = compiler.compile_session(read(files[1].read_text())).program
    season.ran([93_000] * 16, bytes(second), 59_000, 93_000, "16 x 400 (2 of 11)")
    assert main(["next", "--plan", str(folder)]) == 0
    assert f"the next step: {files[2]}" in capsys.readouterr().out
    season.ran([95_000] * 16, bytes(second), 59_000, 93_000, "16 x 400 (2 of 11)")
    assert main(["next", "--plan", str(folder)]) == 0
    assert f"the same again: {files[1]}" in capsys.readouterr().out
    last = compiler.compile_session(read(files[-1].read_text())).program
    season.ran([84_000] * 25, bytes(last), 50_000, 84_000, "25 x 400 (11 of 11)")
    assert main(["next", "--plan", str(folder)]) == 0
    assert "the plan is done" in capsys.readouterr().out
    season.ran(ON)
    assert main(["next", "--plan", str(folder)]) == 1
    assert "is the one of this log" in capsys.readouterr().err


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


def test_the_test_belongs_ten_weeks_before_the_race(
    season: Season, capsys: pytest.CaptureFixture[str]
) -> None:
    result = season.ran(ON)  # on 2026-09-21
    assert verdict.test_workout(result, date(2026, 11, 30)).remarks == ()
    assert verdict.test_workout(result, date(2026, 11, 30)).weeks == 10
    (remark,) = verdict.test_workout(result, date(2026, 10, 5)).remarks
    assert "2.0 weeks before" in remark
    assert main(["next", "--test", "--race-day", "2026-11-30"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("25 x 400: pass\n") and "It means: the pace is there" in out
    assert main(["next", "--test", "--race-day", "soon"]) == 1
    assert "not a date" in capsys.readouterr().err


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
