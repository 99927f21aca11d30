# SPDX-License-Identifier: MIT
"""A session as it was run: laps joined with the program's steps and with edits, a row a run.

Not here: what the rows show (`statistics`), how they are shown (`table`, `chart`, `page`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from trackpacer import timeline
from trackpacer.errors import UserError
from trackpacer.firmware import names, verdict
from trackpacer.firmware import program as program_format
from trackpacer.laps import naming
from trackpacer.laps.edits import Edits, shown
from trackpacer.laps.log import Lap, Log, State
from trackpacer.records import record, replace
from trackpacer.session import Effort, Role
from trackpacer.shown import line
from trackpacer.timeline import NO_REPS, Step
from trackpacer.times import clock


class Planned(NamedTuple):
    """A run of the program, and the recovery that stands before it."""

    run: Step
    recovery: Step | None


@record
class Row:
    """One run of a session: planned, recorded, corrected. Times in ms.

    number: from 1, in running order. distance_m, duration_ms: None when not known or not given.
    actual_ms: None where there is no time. recorded_ms: the watch's, where an edit replaced it.
    recovery_ms: taken before this run; None when not known. planned_recovery: what was to be taken.
    heart_rate: by hand, or the mean of the runner's own watch; heart_rate_max: of the latter.
    pace_ms_km: of a run by time. metres: what an edit says was run.
    counts: whether statistics take it (a lap that was neither voided nor missed).
    """

    number: int
    set: int
    rep: int
    state: State
    target_ms: int | None
    fast_ms: int
    bound: bool
    distance_m: int | None
    duration_ms: int | None
    role: Role
    effort: Effort
    actual_ms: int | None
    recorded_ms: int | None
    elapsed_ms: int
    recovery_ms: int | None
    planned_recovery: Step | None = None
    lap: Lap | None = None
    void: bool = False
    heart_rate: int | None = None
    heart_rate_max: int | None = None
    note: str = ""
    pace_ms_km: int | None = None
    metres: int | None = None

    @property
    def covered_m(self) -> int | None:
        """The metres that were run; None where nobody knows. `covered_by` says who does."""
        if self.covered_by == "hand":
            return self.metres
        if self.covered_by == "pace":
            return round((self.actual_ms or 0) * 1000 / (self.pace_ms_km or 1))
        return self.distance_m if self.covered_by else None

    @property
    def covered_by(self) -> str:
        """How the metres are known: 'hand' (an edit), 'program' (a run of so many metres that was
        run to its end), 'pace' (a run by time, worked out from the pace it was to be run at)."""
        if self.metres is not None:
            return "hand"
        if self.distance_m is not None:
            ran = self.state in (State.LAP, State.MISSED) or self._timed_by_hand
            return "program" if ran else ""
        return "pace" if self.pace_ms_km and self.actual_ms else ""

    @property
    def _timed_by_hand(self) -> bool:
        """Whether a hand time tells that a run was run to its end, whatever its log says."""
        return self.actual_ms is not None and self.actual_ms != self.recorded_ms

    @property
    def counts(self) -> bool:
        return self.actual_ms is not None and not self.void and self.state is not State.TIMED

    @property
    def edited(self) -> bool:
        return self.void or self.actual_ms != self.recorded_ms

    @property
    def difference_ms(self) -> int | None:
        """Actual less target. Of a range: 0 anywhere inside, else from the nearer end."""
        if self.actual_ms is None or not self.target_ms or self.state is State.TIMED:
            return None
        slow = self.actual_ms - self.target_ms
        if self.fast_ms and not self.bound and slow <= 0:
            return min(0, slow + self.fast_ms)
        return slow

    @property
    def on_s(self) -> tuple[float, float] | None:
        """Between which differences from the target the watch calls a lap 'on', in seconds."""
        if not self.target_ms:
            return None
        asked = self.target_ms, self.fast_ms, self.bound
        least: int = verdict.on_from(*asked)
        most: int = verdict.on_until(*asked)
        return (least - self.target_ms) / 1000, (most - self.target_ms) / 1000

    @property
    def verdict(self) -> str:
        """What the runner was told: 'fast', 'on' or 'slow'; '' without a target or a lap."""
        if self.actual_ms is None or not self.target_ms or self.state is State.TIMED:
            return ""
        cue = verdict.judge(self.actual_ms, self.target_ms, self.fast_ms, self.bound)
        return str(names.CUES[cue])

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must know of this run, in a few words each."""
        found = []
        if self.state is State.OPEN and not self._timed_by_hand:
            found.append(f"not finished, stopped at {lap_time(self.elapsed_ms)}")
        elif self.state is State.SKIPPED and self.elapsed_ms and not self._timed_by_hand:
            found.append(f"given up at {lap_time(self.elapsed_ms)}")
        if self.void:
            found.append("void")
        elif self.edited:
            recorded = f" (watch: {lap_time(self.recorded_ms)})" if self.recorded_ms else ""
            found.append(f"hand time{recorded}")
        if self.covered_by == "pace":
            found.append(f"about {self.covered_m} m, by its pace")
        elif self.covered_by == "hand":
            found.append(f"{self.metres} m by hand")
        lap = self.lap
        if lap is not None:
            for press in lap.voided:
                found.append(f"press at {lap_time(press)} voided by a hold")
            if lap.restarts:
                found.append("started again" + (f" {lap.restarts} times" * (lap.restarts > 1)))
            if lap.paused_ms:
                found.append(f"paused for {clock(lap.paused_ms, 1)}")
            if lap.after_reset:
                found.append("after a restart of the watch")
        if self.note:
            found.append(self.note)
        return tuple(found)


@record
class Result:
    """A session as it was run.

    began: None when not known; dated: how it is known when the watch's clock did not say.
    program: its bytes, None when they are not here or cannot be read.
    planned_runs: of the program, None when it is not known. end: 'end', 'stopped' or None.
    text: the session as the coach wrote it, where it was sent from here.
    """

    title: str
    athlete: str
    watch: str
    identity: int | None
    began: datetime | None
    dated: str
    rows: tuple[Row, ...]
    planned_runs: int | None
    end: str | None
    length_ms: int | None
    edits: Edits
    problems: tuple[str, ...]
    source: str = "watch"
    program: bytes | None = None
    text: str = ""

    @property
    def ending(self) -> str:
        """How the session ended, in words; empty when it was run as planned."""
        ran = sum(row.state is not State.OPEN or row.actual_ms is not None for row in self.rows)
        of = f" of {self.planned_runs}" if self.planned_runs else ""
        if self.end == "stopped":
            return f"stopped by the runner after {ran}{of} runs"
        if self.end is None and self.source == "watch":
            return f"the log ends after {ran}{of} runs (battery, reset, or fetched early)"
        return ""


def lap_time(ms: float | None) -> str:
    """A time as a lap table has it: 1:23.46, 34.02, 1:02:03.50; '-' when there is none."""
    return "-" if ms is None else clock(ms, 2)


def signed(ms: int | None, digits: int = 2) -> str:
    """A difference in seconds with its sign: +0.42, -1.30, 0.00; '' when there is none.

    Halves go up, as in `times.clock`: actual less target, as shown, is the difference shown.
    """
    if ms is None:
        return ""
    unit = 10 ** (3 - digits)
    ticks = abs((ms + unit // 2) // unit)
    sign = "" if ticks == 0 else "-" if ms < 0 else "+"
    seconds, part = divmod(ticks, 10**digits)
    return f"{sign}{seconds}.{part:0{digits}d}" if digits else f"{sign}{seconds}"


@lru_cache(maxsize=64)  # a season is many logs of few programs
def planned_runs(program: bytes) -> tuple[Planned, ...]:
    """The runs of a program, in running order. FormatError when it is none."""
    found = []
    recovery = None
    for step in timeline.expand(program):
        if step.kind == timeline.RUN:
            found.append(Planned(step, recovery))
            recovery = None
        else:
            recovery = step
    return tuple(found)


def build(
    log: Log,
    program: bytes | None = None,
    edits: Edits | None = None,
    began: datetime | None = None,
    dated: str = "",
    wearer: str = "",
    text: str = "",
) -> Result:
    """Join a log with its program and edits. `began`: a date worked out where the log has none;
    `wearer`: whose watch it is, who ran where the program names nobody."""
    edits = shown(edits or Edits())
    problems = list(log.problems)
    plan: tuple[Planned, ...] = ()
    if program is not None:
        try:
            plan = planned_runs(program)
        except program_format.FormatError as error:
            problems.append(f"the program kept beside this log cannot be read: {error}")
    if log.identity is not None and not plan:
        problems.append("its program is not here: distances and ranges are not known")
    rows = numbered(
        [_row(lap, plan[lap.run] if lap.run < len(plan) else None, edits) for lap in log.laps]
    )
    for number in edits.runs:
        if all(row.number != number for row in rows):
            problems.append(f"an edit names run {number}, which this log does not have")
    if edits.began:
        began, dated = edits.began, "by hand"
    elif log.began:
        began, dated = log.began, ""
    return Result(
        title=naming.title(log, program),
        athlete=edits.athlete or log.athlete or wearer,
        watch=log.watch,
        identity=log.identity,
        began=began,
        dated=dated if began else "",
        rows=rows,
        planned_runs=len(plan) or None,
        end=log.end,
        length_ms=log.length_ms,
        edits=edits,
        problems=tuple(problems),
        program=program if plan else None,
        text=text,
    )


def numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows with their sets numbered as a coach does (`timeline.coach_sets`)."""
    numbers = timeline.coach_sets([(row.set, row.role not in NO_REPS) for row in rows])
    return tuple(replace(row, set=numbers[row.set]) for row in rows)


def _row(lap: Lap, planned: Planned | None, edits: Edits) -> Row:
    step = planned.run if planned else None
    timed = lap.state is State.TIMED or (step is not None and step.duration_ms is not None)
    row = _as_planned(lap.run + 1, step, lap.actual_ms, edits)
    return replace(
        row,
        set=lap.set,
        rep=lap.rep,
        state=lap.state,
        target_ms=None if timed else lap.target_ms,
        duration_ms=row.duration_ms if step or not timed else lap.actual_ms,
        elapsed_ms=lap.elapsed_ms,
        recovery_ms=lap.recovery_ms,
        planned_recovery=planned.recovery if planned else None,
        lap=lap,
    )


def _as_planned(number: int, step: Step | None, time_ms: int | None, edits: Edits) -> Row:
    """A run with what its step planned, where there is one, and what was corrected by hand."""
    edit = edits.run(number)
    return Row(
        number=number,
        set=(step.set or 0) if step else 1,
        rep=step.rep if step else number,
        state=State.LAP if time_ms is not None else State.MISSED,
        target_ms=step.target_ms if step else None,
        fast_ms=step.fast_ms if step else 0,
        bound=step.bound if step else False,
        distance_m=step.distance_m if step else None,
        duration_ms=step.duration_ms if step else None,
        role=step.role if step else Role.WORK,
        effort=step.effort if step else Effort.NONE,
        actual_ms=time_ms if edit.time_ms is None else edit.time_ms,
        recorded_ms=time_ms,
        elapsed_ms=time_ms or 0,
        recovery_ms=None,
        void=edit.void,
        heart_rate=edit.heart_rate,
        heart_rate_max=edit.heart_rate_max,
        note=edit.note,
        pace_ms_km=step.pace_ms_km if step else None,
        metres=edit.metres,
    )


def by_hand(
    title: str,
    athlete: str,
    began: datetime | None,
    times_ms: Sequence[int | None],
    program: bytes | None = None,
    target_ms: int | None = None,
    edits: Edits | None = None,
) -> Result:
    """A session timed by hand, for a runner without a watch. UserError when there is no time.

    Targets come from the program when there is one, else from `target_ms`.
    """
    if not times_ms:
        raise UserError("no times", "e.g. --times 84.1 83.9 1:24.5 -   (- for a missed one)")
    edits = shown(edits or Edits())
    plan = planned_runs(program) if program else ()
    rows = []
    for index, time in enumerate(times_ms):
        step = plan[index].run if index < len(plan) else None
        row = _as_planned(index + 1, step, time, edits)
        rows.append(replace(row, target_ms=row.target_ms or target_ms))
    return Result(
        title=line(title),
        athlete=edits.athlete or line(athlete),
        watch="",
        identity=None,
        began=edits.began or began,
        dated="by hand",
        rows=numbered(rows),
        planned_runs=len(plan) or None,
        end="end",
        length_ms=None,
        edits=edits,
        problems=(),
        source="hand",
        program=program if plan else None,
    )
