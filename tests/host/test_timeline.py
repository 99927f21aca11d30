# SPDX-License-Identifier: MIT
"""The timeline as other programs read it: the fields that `pacer show --json` promises."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from trackpacer import timeline
from trackpacer.compiler import compile_session
from trackpacer.notation import exact, read


def shown(text: str) -> dict[str, Any]:
    session = exact.read(f"{exact.MARK}\n{text}")
    compiled = compile_session(session)
    steps = timeline.expand(compiled.program, compiled.origins)
    value = timeline.to_json(steps, title="a", source=session.source, warnings=["look"])
    back: dict[str, Any] = json.loads(json.dumps(value))
    return back


def step(text: str, index: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = shown(text)["steps"][index]
    del found["span"]
    return found


def test_the_example_of_the_page() -> None:
    text = "2 x (400 m @ 1:24; R 0:25; 200 m @ 40.487; R 1:20 between)"
    value = shown(text)
    assert value["totals"]["run_m"] == 1200
    assert value["totals"]["run_s"] == 248.974
    assert value["totals"]["recovery_s"] == [130.0, 130.0]
    assert [item["kind"] for item in value["steps"]] == ["run", "recovery"] * 3 + ["run"]
    assert value["steps"][2]["splits"] == [[100, 20.2435], [200, 40.487]]
    start, end = value["steps"][1]["span"]
    assert value["source"][start:end] == "R 0:25"
    assert (value["title"], value["warnings"], value["assumptions"]) == ("a", ["look"], [])


def test_a_targeted_run() -> None:
    assert step("400 m @ 1:24.001") == {
        "kind": "run", "distance_m": 400, "target_s": 84.001, "range_s": None, "role": "work",
        "effort": None, "set": 1, "rep": 1, "reps": 1,
        "splits": [[100, 21.00025], [200, 42.0005], [300, 63.00075], [400, 84.001]],
    }  # fmt: skip


def test_splits_are_exact_to_the_microsecond() -> None:
    assert step("300 m @ 1:00.1")["splits"] == [[100, 20.033333], [200, 40.066666], [300, 60.1]]


def test_an_untargeted_run() -> None:
    assert step("12000 m easy run effort aerobic") == {
        "kind": "run", "distance_m": 12000, "target_s": None, "range_s": None, "role": "easy",
        "effort": "aerobic", "splits": [], "set": 1, "rep": 1, "reps": 1,
    }  # fmt: skip


def test_a_run_by_time() -> None:
    found = step("for 0:50 @ 3:45/km")
    assert (found["distance_m"], found["duration_s"], found["pace_s_km"]) == (None, 50.0, 225.0)
    assert found["target_s"] is None
    assert found["splits"] == [[100, 22.5], [200, 45.0], [222, 50.0]]
    assert "pace_s_km" not in step("for 0:07 effort sprint")
    ranged = step("for 4:00 @ 3:45/km or up to 0:05 faster")
    assert (ranged["pace_range_s_km"], ranged["range_s"]) == ([220.0, 225.0], None)
    assert step("for 4:00 @ 3:45/km or faster")["pace_range_s_km"] == [None, 225.0]


def test_ranges_and_bounds() -> None:
    assert step("400 m @ 1:19 or up to 0:05 faster")["range_s"] == [74.0, 79.0]
    assert step("200 m @ 0:42 or faster")["range_s"] == [None, 42.0]


def test_roles_and_sets() -> None:
    found = shown("2000 m warm-up; 2 x (400 m @ 1:24); 400 m float @ 1:40; 2000 m cool-down")
    steps = found["steps"]
    assert [item["role"] for item in steps] == ["warmup", "work", "work", "float", "cooldown"]
    assert [item["set"] for item in steps] == [None, 1, 1, 2, None]


RECOVERIES: dict[str, dict[str, object]] = {
    "1:20": {"type": "time", "seconds": 80.0},
    "0:35 to 0:45": {"type": "window", "min_s": 35.0, "max_s": 45.0},
    "full": {"type": "full", "min_s": None, "max_s": None},
    "full from 3:00 to 4:00": {"type": "full", "min_s": 180.0, "max_s": 240.0},
    "full to 4:00": {"type": "full", "min_s": None, "max_s": 240.0},
    "equal": {"type": "equal", "seconds": 84.0, "min_s": 84.0, "max_s": 84.0},
    "equal 50% give or take 0:05": {
        "type": "equal", "seconds": 42.0, "min_s": 37.0, "max_s": 47.0, "percent": 50,
    },
    "1000 m jog": {"type": "jog", "seconds": None, "distance_m": 1000},
    "1000 m jog in 5:00": {"type": "jog", "seconds": 300.0, "distance_m": 1000},
    "send-off 2:00": {"type": "sendoff", "seconds": 120.0},
    "none": {"type": "none"},
}  # fmt: skip


@pytest.mark.parametrize("words", RECOVERIES)
def test_recoveries(words: str) -> None:
    found = step(f"400 m @ 1:24; R {words}; 400 m", 1)
    assert found["kind"] == "recovery"
    assert RECOVERIES[words].items() <= found.items()


def test_equal_to_what_nobody_knows() -> None:
    found = step("400 m; R equal; 400 m", 1)
    assert (found["type"], found["seconds"], found["min_s"], found["max_s"]) == (
        "equal", None, None, None,
    )  # fmt: skip


def test_as_long_as_those_of_another_set() -> None:
    steps = shown("2 x (400 m @ 1:09; R equal); 2 x (200 m @ 0:32; R as the set before)")["steps"]
    assert [item["seconds"] for item in steps if item["kind"] == "recovery"] == [69.0] * 4
    assert steps[5]["type"] == "equal"


TOTALS = {
    "400 m @ 1:24; R 0:35 to 0:45; 400 m": [35.0, 45.0],
    "400 m @ 1:24; R full; 400 m": [0.0, None],
    "400 m @ 1:24; R full from 3:00 to 4:00; 400 m": [180.0, 240.0],
    "400 m @ 1:24; R send-off 2:00; 400 m": [36.0, 36.0],
    "400 m; R send-off 2:00; 400 m": [0.0, 120.0],
    "400 m @ 1:24; R equal give or take 0:10; 400 m": [74.0, 94.0],
    "400 m @ 1:24; R none; 400 m": [0.0, 0.0],
    "400 m @ 1:24; R 200 m jog; 400 m": [0.0, None],
}


@pytest.mark.parametrize("text", TOTALS)
def test_totals_of_recoveries(text: str) -> None:
    assert shown(text)["totals"]["recovery_s"] == TOTALS[text]


def test_totals_of_runs() -> None:
    totals = shown("for 10:00 @ 4:00/km; 400 m @ 1:24; 1000 m")["totals"]
    assert (totals["run_m"], totals["run_s"]) == (2500 + 400 + 1000, 684.0)
    assert (totals["runs"], totals["unknown_runs"]) == (3, 1)


def test_a_program_alone_has_no_spans() -> None:
    session = exact.read(f"{exact.MARK}\n400 m @ 1:24")
    steps = timeline.expand(compile_session(session).program)
    assert timeline.to_json(steps)["steps"][0]["span"] is None


def test_a_recovery_that_is_not_written_came_from_the_run_before_it() -> None:
    text = "2 x 3 x 400 @ 84 R60 + 12k easy + 2 x (600 @ 2:10 + 200 @ 38)"
    session = read(text)
    compiled = compile_session(session)
    steps = timeline.to_json(timeline.expand(compiled.program, compiled.origins))["steps"]
    open_ones = 0
    for before, step in pairwise(steps):
        start, end = step["span"]
        assert 0 <= start < end <= len(text)
        if step["kind"] == "recovery" and step["type"] == "full":
            assert step["span"] == before["span"]
            open_ones += 1
    assert open_ones == 6  # after each set, after the 12k, within and between the brackets
