# SPDX-License-Identifier: MIT
"""Sessions as JSON and CSV. `CSV_COLUMNS` documents the columns; the JSON's fields are these too.

Times are seconds with three decimals, as the log has them in milliseconds; empty (CSV) or null
(JSON) where there is none. Not here: FIT (`fit`), TCX (`tcx`).
"""

from __future__ import annotations

import csv
import io
from typing import Any

from trackpacer.laps import statistics
from trackpacer.laps.edits import to_json as edits_json
from trackpacer.laps.log import State
from trackpacer.laps.result import Result, Row
from trackpacer.shown import cell

CSV_COLUMNS = {
    "date": "when the session began, ISO 8601 with the offset from UTC",
    "session": "its name",
    "athlete": "who ran it",
    "watch": "the watch's name; empty for a session timed by hand",
    "run": "number of the run, from 1, in running order",
    "set": "set, from 1; empty for none",
    "rep": "rep within the set, from 1; empty for none",
    "role": "work, warmup, cooldown, easy, float, stride",
    "state": "lap, timed (ended by its own time), missed, skipped, open (broken off)",
    "counts": "1 when the statistics take it, 0 when not (missed, void, timed, ...)",
    "distance_m": "metres; empty when not known",
    "distance_by": "how they are known: program, pace (a run by time: worked out), hand",
    "target_s": "target; of a range its slow end; empty when untargeted",
    "fast_s": "fast end of a range; empty when there is none",
    "actual_s": "the lap, or the hand time in its place",
    "difference_s": "actual less target; of a range 0 inside, else from the nearer end",
    "recorded_s": "what the watch recorded",
    "recovery_s": "recovery taken before this run",
    "heart_rate": "beats a minute: at its end by hand, or the mean of the runner's own watch",
    "heart_rate_max": "the highest of the runner's own watch",
    "remarks": "what else there is to know, separated by '; '",
}


def _seconds(ms: float | None) -> float | None:
    return None if ms is None else round(ms / 1000, 3)


def _row(row: Row) -> dict[str, Any]:
    fast = row.target_ms - row.fast_ms if row.target_ms and row.fast_ms and not row.bound else None
    return {
        "run": row.number,
        "set": row.set or None,
        "rep": row.rep or None,
        "role": row.role.name.lower(),
        "state": row.state.value,
        "counts": row.counts,
        "distance_m": row.covered_m if row.covered_by else row.distance_m,
        "distance_by": row.covered_by or ("program" if row.distance_m else None),
        "target_s": _seconds(row.target_ms),
        "fast_s": _seconds(fast),
        "actual_s": _seconds(row.actual_ms),
        "difference_s": _seconds(row.difference_ms),
        "recorded_s": _seconds(row.recorded_ms),
        "recovery_s": _seconds(row.recovery_ms),
        "heart_rate": row.heart_rate,
        "heart_rate_max": row.heart_rate_max,
        "remarks": list(row.remarks),
    }


def to_csv(result: Result) -> str:
    """One line a run, with `CSV_COLUMNS` as its header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(CSV_COLUMNS), lineterminator="\r\n")
    writer.writeheader()
    for row in result.rows:
        found = _row(row)
        found["remarks"] = cell("; ".join(found["remarks"]))
        found["counts"] = int(found["counts"])
        for name in ("target_s", "fast_s", "actual_s", "difference_s", "recorded_s", "recovery_s"):
            found[name] = "" if found[name] is None else f"{found[name]:.3f}"
        writer.writerow(
            {
                "date": result.began.isoformat() if result.began else "",
                "session": cell(result.title),
                "athlete": cell(result.athlete),
                "watch": cell(result.watch),
                **{key: "" if value is None else value for key, value in found.items()},
            }
        )
    return out.getvalue()


def _group(group: statistics.Group) -> dict[str, Any]:
    return {
        "label": group.label,
        "runs": [row.number for row in group.rows],
        "mean_s": _seconds(group.mean_ms),
        "difference_s": _seconds(group.off_ms),
        "scatter_s": _seconds(group.scatter_ms),
        "fade_s_per_rep": None if group.fade_ms is None else round(group.fade_ms / 1000, 4),
        "trend_s_per_rep": None if group.trend_ms is None else round(group.trend_ms / 1000, 4),
        "first_two_s": _seconds(group.first_ms),
        "last_s": _seconds(group.last_ms),
        "fastest_s": _seconds(group.fastest.actual_ms),
        "slowest_s": _seconds(group.slowest.actual_ms),
        "on_target": group.on,
        "findings": list(statistics.findings(group)),
    }


def summary(result: Result) -> dict[str, Any]:
    """The session without its runs."""
    return {
        "session": result.title,
        "athlete": result.athlete,
        "watch": result.watch,
        "program": None if result.identity is None else f"{result.identity:08X}",
        "began": result.began.isoformat() if result.began else None,
        "dated": result.dated or None,
        "end": result.end,
        "length_s": _seconds(result.length_ms),
        "planned_runs": result.planned_runs,
        "missed": [row.number for row in result.rows if row.state is State.MISSED],
        "skipped": [row.number for row in result.rows if row.state is State.SKIPPED],
        "void": [row.number for row in result.rows if row.void],
        "groups": [_group(group) for group in statistics.groups(result)],
        "problems": list(result.problems),
        "edits": edits_json(result.edits),
    }


def to_json(result: Result) -> dict[str, Any]:
    """The whole session."""
    return {**summary(result), "runs": [_row(row) for row in result.rows]}
