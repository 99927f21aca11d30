# SPDX-License-Identifier: MIT
"""What a trace must say, worked out from `pacer show --json` alone: the acceptance of a session.

Nothing here knows the firmware: a second computation of every due time, from the steps as a coach
reads them and from the laps as they were pressed. Times are whole microseconds since the first GO.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from trackpacer.simulation.watch import Event

Step = dict[str, Any]

LATE_US = 500  # one turn of the loop, at the virtual clock's cost


def shown(session: str, *options: str) -> list[Step]:
    """The steps of `pacer show --json`, by the command itself."""
    ran = subprocess.run(
        [sys.executable, "-m", "trackpacer", "show", session, *options, "--json"],
        capture_output=True,
        check=True,
    )
    steps: list[Step] = json.loads(ran.stdout)["steps"]
    return steps


@dataclass(frozen=True, slots=True)
class Rep:
    """One run as the trace has it. `end`: its lap's stamp, or when the watch closed it."""

    step: int
    go: int
    end: int
    lap: bool
    cues: tuple[tuple[int | None, int], ...]  # of split and finish: metres, due


def us(seconds: float) -> int:
    """Whole microseconds."""
    return round(seconds * 1_000_000)


def reps(trace: Sequence[Event], steps: Sequence[Step]) -> list[Rep]:
    """The runs of a trace, in order. Fails when one has no GO or does not end."""
    found = []
    runs = [index for index, step in enumerate(steps) if step["kind"] == "run"]
    for index in runs:
        step = steps[index]
        lines = [line for line in trace if line["step"] == index]
        (go,) = [line["due_us"] for line in lines if line["cue"] == "go"]
        cues = tuple(
            (line["m"], line["due_us"]) for line in lines if line["cue"] in ("split", "finish")
        )
        laps = [line["t_us"] for line in lines if line["cue"] == "lap"]
        if laps:
            end = laps[0]
        elif step.get("duration_s") is not None:
            end = go + us(step["duration_s"])
        else:
            assert any(line["cue"] == "missed" for line in lines), f"step {index} never ended"
            end = go + us(step["target_s"])
        found.append(Rep(index, go, end, bool(laps), cues))
    return found


def check(trace: Sequence[Event], steps: Sequence[Step]) -> list[Rep]:
    """Every cue due where the steps and the presses put it, and sounded within 500 us of it."""
    found = reps(trace, steps)
    assert found[0].go == 0
    for rep in found:
        _check_splits(rep, steps[rep.step])
    equal = 0
    for before, after in pairwise(found):
        between = steps[before.step + 1 : after.step]
        assert len(between) <= 1
        equal = _check_recovery(between[0] if between else None, before, after, trace, equal)
    for line in trace:
        assert 0 <= line["t_us"] - line["due_us"] < LATE_US, line
    assert [line["cue"] for line in trace][-1] == "done"
    assert [line["cue"] for line in trace].count("done") == 1
    return found


def _check_splits(rep: Rep, step: Step) -> None:
    """The cues that were due before the run ended, each at GO plus show's split."""
    expected = [(metres, rep.go + us(seconds)) for metres, seconds in step["splits"]]
    if not expected and step.get("duration_s"):
        expected = [(None, rep.go + us(step["duration_s"]))]  # its end is heard all the same
    sounded = [cue for cue in expected if cue[1] <= rep.end or not rep.lap]
    assert list(rep.cues) == sounded, f"step {rep.step}"


def _check_recovery(
    recovery: Step | None, before: Rep, after: Rep, trace: Sequence[Event], equal: int
) -> int:
    """GO stands where the recovery puts it. equal: how long the latest recovery equal to its rep
    was; returns the same for the next."""
    taken = after.go - before.end
    kind = recovery["type"] if recovery else "none"
    if recovery is None or kind == "none":
        assert taken == 0
    elif kind == "time":
        assert taken == us(recovery["seconds"])
    elif kind == "sendoff":
        assert after.go - before.go == max(us(recovery["seconds"]), before.end - before.go)
    elif kind == "window":
        low, high = us(recovery["min_s"]), us(recovery["max_s"])
        assert low <= taken <= high
        (opened,) = _due(trace, before.step + 1, "window")
        assert opened == before.end + low
    elif kind == "equal":
        give = us(recovery["tolerance_s"])
        whole = (before.end - before.go) * recovery["percent"] // 100
        if recovery["of"] == "set":
            whole = equal
        assert whole - give - 1 <= taken <= whole + give + 1
        return int(taken)
    elif kind == "full":
        assert taken >= us(recovery["min_s"] or 0)
    elif kind == "jog" and recovery["seconds"] is not None:
        assert taken == us(recovery["seconds"])
    if kind in ("time", "sendoff", "window") and _forced(recovery, taken) and taken > 3_000_000:
        counted = _due(trace, before.step + 1, "count")
        assert counted == [after.go - seconds * 1_000_000 for seconds in (3, 2, 1)]
    return equal


def _forced(recovery: Step | None, taken: int) -> bool:
    """Whether the watch started the next run by itself, after so long a recovery."""
    kind = recovery["type"] if recovery and recovery["kind"] == "recovery" else "none"
    if recovery is None or kind in ("none", "time", "sendoff"):
        return True
    if kind == "window":
        return taken == us(recovery["max_s"])
    if kind == "jog":
        return recovery["seconds"] is not None
    if kind == "equal":
        return bool(recovery["tolerance_s"] == 0)
    return False


def _due(trace: Sequence[Event], step: int, cue: str) -> list[int]:
    return [line["due_us"] for line in trace if line["step"] == step and line["cue"] == cue]
