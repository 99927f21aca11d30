# SPDX-License-Identifier: MIT
"""`pacer next`: the step that is named, from logs as a watch writes them.

Not here: the judgement by itself (tests/host/coaching/test_verdict).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.host.cli.typed import Pacer
from tests.host.coaching.season import Season
from tests.host.laps.devices import FolderDevice
from tests.host.laps.programs import intervals
from tests.host.laps.sessions import BEGAN, Watch
from trackpacer import compiler, timeline
from trackpacer.cli import main
from trackpacer.firmware import laplog, program
from trackpacer.laps.fetch import fetch
from trackpacer.laps.store import Store

DAY = 86_400
ON = [84_000] * 25


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
        ("8 x 400 @ 80 R full 3-4 min", "8 x 400"),
        ("8 x 400 @ 80 R200m jog in 90s", "8 x 400"),
        ("8 x 400 @ 80 on 2:30", "8 x 400"),
        ("4 x (400 @ 80 /R25 + 200 @ 38 /R80)", "4 x (400 + 200)"),
        ("6 x 400 @ 80 /R60 + 2 x 200 @ 38 /R60", "6 x 400 + 2 x 200"),
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


def test_the_test_workout_is_graded_and_its_weeks_counted(season: Season, pacer: Pacer) -> None:
    season.ran(ON)  # on 2026-09-21
    out = pacer("next", "--test", "--race-day", "2026-11-30")
    assert out.startswith("25 x 400: pass\n") and "It means: the pace is there" in out
    assert "not a date" in pacer.refused("next", "--test", "--race-day", "soon")


def test_a_session_stopped_before_its_other_reps_is_not_named_without_them(
    season: Season, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.host.coaching.runner import context
    from trackpacer.notation import read

    text = "6 x 400 @ 80 /R60 + 2 x 200 @ 38 /R60"
    code = bytes(compiler.compile_session(read(text, context())).program)
    season.ran([80_000] * 6, code, 60_000, 80_000, "6 x 400 + 2 x 200", ended=False)
    assert main(["next"]) == 0
    assert capsys.readouterr().out.endswith("Next: the same again: 6 x 400 + 2 x 200\n")


def test_the_longer_recovery_between_sets_is_not_measured_by_that_between_reps(
    season: Season, capsys: pytest.CaptureFixture[str]
) -> None:
    code = intervals(5, sets=2)  # 35 to 45 s, and 3 minutes between the sets
    watch = Watch(season.folder / "sets")
    device = FolderDevice(watch)
    device.write("sessions/a.tpp", code)
    watch.begin("2 x 5 x 400", "Zoë", program.verify(code).identity, BEGAN)
    for run in range(10):
        rest = 0 if run == 0 else 180_000 if run == 5 else 45_000
        watch.add(laplog.LAP, run, 1 + run // 5, 1 + run % 5, 84_000, 84_000, rest)
    watch.end(10)
    watch.bytes()
    fetch(device, Store(), now=lambda: BEGAN + DAY)
    assert main(["next"]) == 0
    said = capsys.readouterr().out
    assert "recoveries as set" in said
    assert "  - recoveries 45 s to 3:00\n" in said


def test_seconds_added_for_the_wind_are_not_added_to_the_next_step_too(
    season: Season, capsys: pytest.CaptureFixture[str]
) -> None:
    """The watch's shift_s is no part of the session: what is named next gets it again there."""
    code = intervals(15, 94_000)
    season.ran([96_000] * 15, code, target=96_000, name="15 x 400")  # shift_s=2
    assert main(["next"]) == 0
    said = capsys.readouterr().out
    assert "target 1:36.00, mean 1:36.00 (0.00)" in said
    assert "Next: the next step: 16 x 400 @ 1:33 /R34-44s" in said
    season.ran([99_000] * 15, code, target=96_000, name="15 x 400")
    season.ran([97_000] * 15, code, target=94_000, name="15 x 400")  # and a calm day
    assert main(["next", "2"]) == 0
    assert "Next: the same again: 15 x 400 @ 1:34 /R35-45s" in capsys.readouterr().out
    assert main(["next", "1", "2"]) == 0
    assert "did not work twice" in capsys.readouterr().out
