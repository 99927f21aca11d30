# SPDX-License-Identifier: MIT
"""Whole sessions on the simulated watch, against what `pacer show` says of them.

Not here: the runner's own rules one by one (tests/firmware), the wearer and the clock by
themselves (`test_silicon`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation import checks
from trackpacer.compiler import compile_session
from trackpacer.laps import log as laplog
from trackpacer.notation import read
from trackpacer.simulation.one_session import Simulated, simulate

RACE = ("--race", "10k=35:00")


THREE = {
    8: "25 x 400 @ 1:24 /R35-45s",
    12: "10 x (400 @ 10k pace /R25sec + 200 @ 5k pace /R1:20)",
    16: "3 x 1600 @ Half-M pace /R1:00 + 6 x 400 @ 10k pace /R1:00",
}


def pacer(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "trackpacer", *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("number", THREE)
def test_every_cue_is_due_where_show_says_and_sounds_within_half_a_millisecond(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the very commands of a user; all sessions and runners are in test_golden."""
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    words = ("simulate", THREE[number], *RACE, "--trace", "t", "--log", "l")
    ran = pacer(*words, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    trace = [json.loads(line) for line in (tmp_path / "t").read_text().splitlines()]
    steps = checks.shown(THREE[number], *RACE)
    reps = checks.check(trace, steps)
    for rep in reps:
        # The press is at the target; its stamp what an interrupt needs later.
        assert rep.lap and 0 <= rep.end - rep.go - checks.us(steps[rep.step]["target_s"]) < 100
    # The log tells each lap to the millisecond it was pressed at.
    log = laplog.read((tmp_path / "l").read_bytes())
    told = [lap.actual_ms for lap in log.laps]
    assert told == [round((rep.end - rep.go) / 1000) for rep in reps]


def compiled(text: str) -> bytes:
    return compile_session(read(text)).program


def lateness(done: Simulated, cues: tuple[str, ...]) -> list[int]:
    return [line["t_us"] - line["due_us"] for line in done.trace if line["cue"] in cues]


def test_the_last_cue_of_an_hour_is_as_exact_as_the_first() -> None:
    done = simulate(compiled("40 x 400 @ 84.37 /R20s"))
    late = lateness(done, ("go", "split", "finish"))
    assert len(late) == 40 * 5
    assert done.watch_s > 3600
    assert max(late[-50:]) <= max(late[:50]) + 50


def test_what_a_clock_read_and_a_turn_cost_is_what_a_cue_is_late_by() -> None:
    """The trace stamps the sounding, and does not copy the due time: costs move it."""
    cheap = simulate(compiled("5 x 400 @ 84 /R20s"), hardware={"read_us": 1, "turn_us": 5})
    dear = simulate(compiled("5 x 400 @ 84 /R20s"), hardware={"read_us": 10, "turn_us": 400})
    assert 0 < max(lateness(cheap, ("split",))) < 60
    assert 300 < max(lateness(dear, ("split",))) < 2000
    assert [line["due_us"] for line in cheap.trace if line["cue"] == "go"] == [
        line["due_us"] for line in dear.trace if line["cue"] == "go"
    ]


SLOW = {"read_us": 20, "turn_us": 400, "wake_us": 900, "interrupt_us": 60, "slice_ms": 60}


"""An ESP32 at 80 MHz: bytecode costs seven times what the other tests charge, a sleep ends by the
port's own spin, and lasts as long as `port_esp32` lets it."""


def test_a_processor_of_80_mhz_that_sleeps_60_ms_at_a_time_keeps_the_bound_of_every_cue() -> None:
    """5 cm of a track's pace are 10 ms. A press is answered by its interrupt, in mid-sleep too."""
    done = simulate(
        compiled("8 x 200 @ 40 /R25-35s + 4 x 200 @ 36-40 /R full"),
        runner="human",
        seed=3,
        runner_settings={"scatter": 0.02, "rest_ms": 45_000},
        hardware=SLOW,
    )
    late = [line["t_us"] - line["due_us"] for line in done.trace if "due_us" in line]
    assert len(late) > 60 and max(late) < 1_000, max(late)
    late = [one for ones in answers(done).values() for one in ones]
    assert len(late) == 12 and max(late) < 1_000, late


def answers(done: Simulated) -> dict[str, list[int]]:
    late: dict[str, list[int]] = {}
    for event in done.events:
        if event.get("event") == "answer":
            late.setdefault(event["sound"], []).append(event["late_us"])
    return late


@pytest.mark.parametrize("start", ["count-in", "press-first"])
def test_a_press_is_answered_within_half_a_millisecond(start: str) -> None:
    """The verdict on each lap, and each GO that a press gives, from whatever the watch was at."""
    # Verdicts all over, so that some stand near where one turns into another.
    done = simulate(
        compiled("20 x 200 @ 40 /R25-35s + 10 x 200 @ 36-40 /R full"),
        runner="human",
        seed=3,
        runner_settings={"scatter": 0.02, "rest_ms": 45_000},
        watch_settings={"start": start},
    )
    late = answers(done)
    assert set(late) == {"fast", "on", "slow"}
    assert sum(map(len, late.values())) == 30
    assert max(map(max, late.values())) < checks.LATE_US
    assert len(lateness(done, ("go",))) == 30
    assert max(lateness(done, ("go",))) < checks.LATE_US


def test_fifty_minutes_pass_in_seconds_and_cross_the_wrap() -> None:
    done = simulate(compiled("25 x 400 @ 84 /R40s"), hardware={"before_wrap_us": 5_000_000})
    assert done.watch_s > 50 * 60
    assert done.wall_s < done.watch_s / 10


def test_the_real_clock_paces_in_real_time() -> None:
    done = simulate(compiled("2 x 100 @ 8 /R3s"), hardware={"speed": 4})
    assert [line["cue"] for line in done.trace].count("lap") == 2
    assert done.wall_s * 4 > 8 + 3 + 8


def test_a_seed_gives_the_same_session_again_and_another_one_another() -> None:
    data = compiled("4 x 400 @ 84 /R35-45s")
    first = simulate(data, runner="human", seed=5)
    again = simulate(data, runner="human", seed=5)
    other = simulate(data, runner="human", seed=6)
    assert first.trace == again.trace
    assert first.trace != other.trace


def test_presses_can_be_given_one_by_one() -> None:
    presses = [[2000, 120], [2000 + 4000 + 80_000, 120]]
    done = simulate(compiled("1 x 400 @ 84"), runner="scripted", hardware={"presses": presses})
    (lap,) = [line["t_us"] for line in done.trace if line["cue"] == "lap"]
    assert abs(lap - 80_000_000) < 100
