# SPDX-License-Identifier: MIT
"""What a runner or coach adds to a log: corrections, notes, how it felt. Beside it, never in it.

Edits stand in a JSON file next to the log, under "edits"; taking them away gives back what the
watch recorded. Not here: the files themselves (`store`), what edits do to rows (`result`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from trackpacer.errors import UserError
from trackpacer.records import fields, fresh, record, replace
from trackpacer.shown import line
from trackpacer.times import moment


@record
class RunEdit:
    """For one run. time_ms: a hand time in place of the recorded one; void: True leaves the run out
    of the statistics; heart_rate: beats a minute, at its end by hand, or the mean of the runner's
    own watch; heart_rate_max: of the latter; note: a remark; metres: how far it went."""

    time_ms: int | None = None
    void: bool = False
    heart_rate: int | None = None
    note: str = ""
    heart_rate_max: int | None = None
    metres: int | None = None


@record
class Edits:
    """For a session. felt: 1 (very easy) to 10 (all out); heart_rate: mean, beats a minute;
    began: corrects the date; athlete: corrects the name; fit: the name of the file that the heart
    rates are from. runs: by number, from 1."""

    note: str = ""
    felt: int | None = None
    heart_rate: int | None = None
    began: datetime | None = None
    athlete: str = ""
    fit: str = ""
    runs: Mapping[int, RunEdit] = fresh(factory=dict)

    def run(self, number: int) -> RunEdit:
        """The edit of run `number` (from 1); an empty one when there is none."""
        return self.runs.get(number, RunEdit())

    def with_run(self, number: int, **changes: Any) -> Edits:
        """These edits with `changes` to one run."""
        return replace(self, runs={**self.runs, number: replace(self.run(number), **changes)})


def _plain(value: Any) -> dict[str, Any]:
    found = {}
    unset = fields(type(value)())
    for name, one in fields(value).items():
        if one != unset[name] and name != "runs":
            found[name] = one.isoformat() if isinstance(one, datetime) else one
    return found


def to_json(edits: Edits) -> dict[str, Any]:
    """The edits as a JSON object; what is not set is left out."""
    found = _plain(edits)
    runs = {str(number): _plain(run) for number, run in sorted(edits.runs.items())}
    runs = {number: run for number, run in runs.items() if run}
    if runs:
        found["runs"] = runs
    return found


def from_json(found: Any, file: str) -> Edits:
    """The edits in a JSON object. UserError (naming `file`) when they are not such."""
    try:
        edits = dict(found)
        runs = {int(key): _run(value) for key, value in dict(edits.pop("runs", {})).items()}
        began = edits.pop("began", None)
        return check(Edits(**edits, runs=runs, began=moment(began) if began else None))
    except (TypeError, ValueError, UserError) as error:
        raise UserError(
            f"{file}: the edits cannot be read: {error}",
            "correct or delete that file; the log itself is unharmed",
        ) from error


def shown(edits: Edits) -> Edits:
    """The same with its words as they may be shown, each on a line. Not to be kept in their place:
    what somebody wrote stays as it was written."""
    runs = {number: replace(run, note=line(run.note)) for number, run in edits.runs.items()}
    return replace(edits, note=line(edits.note), athlete=line(edits.athlete), runs=runs)


def _run(found: Any) -> RunEdit:
    return RunEdit(**dict(found))


def _whole(value: Any) -> bool:
    """Whether a value out of a file is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def check(edits: Edits) -> Edits:
    """The same edits. UserError when a value cannot be."""
    for words in (edits.note, edits.athlete, *(run.note for run in edits.runs.values())):
        if not isinstance(words, str):
            raise UserError(f"{words!r} is no text", "write it between double quotes")
    if edits.felt is not None and not (_whole(edits.felt) and 1 <= edits.felt <= 10):
        raise UserError(f"felt is {edits.felt}", "1 (very easy) to 10 (all out)")
    rates = [rate for run in edits.runs.values() for rate in (run.heart_rate, run.heart_rate_max)]
    for rate in [edits.heart_rate, *rates]:
        if rate is not None and not (_whole(rate) and 30 <= rate <= 250):
            raise UserError(f"a heart rate of {rate}", "30 to 250 beats a minute")
    for number, run in edits.runs.items():
        if run.time_ms is not None and not (_whole(run.time_ms) and 0 < run.time_ms < 86_400_000):
            raise UserError(f"the time of run {number} is {run.time_ms} ms", "e.g. 1:24.3")
        if run.metres is not None and not (_whole(run.metres) and 0 < run.metres <= 250_000):
            raise UserError(f"run {number} of {run.metres} m", "metres, 1 to 250000")
    return edits
