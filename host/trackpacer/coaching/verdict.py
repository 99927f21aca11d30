# SPDX-License-Identifier: MIT
"""What the laps of a progression say: is the next step due, the same again, or was it too easy?

A session is judged by its main reps, those with a target of which it has most:
- a rep is hit when it is not slower than its target (its range's slow end) by more than ON;
- the session is to be repeated when it was not finished, a rep was missed or too slow, the reps
  slowed from first to last by more than FADED, or a recovery was longer than was set;
- it was too easy when all that is in order and the mean is faster than the target by more than ON;
- otherwise the next step is due.

The test workout, 25 x 400 at 10k pace some ten weeks before the race, is passed under the same
rules, near when all 25 were run and their mean is within NEAR of the target, and failed otherwise.
A rep whose press was forgotten was run all the same when the next one has a time: it has none to be
passed with, and does not fail the test either.
What each means is said in our own words. Not here: statistics (`laps`), the plan (`progression`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise

from trackpacer.errors import UserError
from trackpacer.laps import statistics
from trackpacer.laps.log import State
from trackpacer.laps.result import Result, Row, lap_time, planned_runs, signed
from trackpacer.laps.wording import main_group
from trackpacer.records import record
from trackpacer.session import RecoveryType, Role
from trackpacer.timeline import NO_REPS
from trackpacer.times import clock, spoken

ON = 0.012
"""Share of the target by which a rep may miss it: 1.0 s of 84 s."""
ON_LEAST_MS = 500
FADED = 0.015
"""Share of the mean by which the last reps may be slower than the first, on a line through all."""
NEAR = 0.02
REST_GRACE_MS = 3000
_BY_REP = (RecoveryType.SENDOFF, RecoveryType.EQUAL)
"""Recoveries whose length is the rep's that was just run."""
TEST_REPS, TEST_DISTANCE_M = 25, 400
TEST_REST_MS = 45_000
TEST_WEEKS = (8.0, 12.0)


class Outcome(StrEnum):
    """What comes next."""

    DUE = "the next step is due"
    REPEAT = "repeat it"
    EASY = "too easy"


class Grade(StrEnum):
    """Of the test workout."""

    PASS = "pass"
    NEAR = "near"
    FAIL = "fail"


MEANING = {
    Grade.PASS: "the pace is there ten weeks out: from here on it is a matter of joining the "
    "pieces. Keep the goal, and do not race this session again.",
    Grade.NEAR: "the pace is close: keep the goal for now, go on with the progression, and test "
    "once more in two weeks.",
    Grade.FAIL: "this goal is not for this race: in the weeks that are left the pace will not "
    "come. Take the pace your reps show as the new goal, or the goal to a later race.",
}


@record
class Judged:
    """One session, judged. Times in ms.

    planned: reps that were to be run; run: with a time that counts; hit, slow, fast: of these.
    on_ms: by how much a rep may be off. fade_ms: from the first rep to the last on a line through
    them, None with fewer than five. rests: (shortest, longest) that were taken, None when not
    known; long_rests: how many were longer than set. reasons: why, a sentence each. rest_set:
    (least, most) of the recovery that was to be taken, where it has a time, and one
    throughout. unpressed: reps without a press whose next one has a time. last_target_ms: of the
    last rep. asked_ms: the target as the session has it, which the watch's `shift_s` (for wind and
    heat) adds to: what comes next is told in it, and the watch adds to that too. alike: whether
    one line says all of it: one set and no other reps, one target without a range, one
    recovery that is a time or a window.
    """

    title: str
    began: date | None
    distance_m: int | None
    planned: int
    run: int
    hit: int
    slow: int
    fast: int
    target_ms: int
    mean_ms: float
    off_ms: float
    on_ms: int
    fade_ms: float | None
    rests: tuple[int, int] | None
    long_rests: int
    outcome: Outcome
    reasons: tuple[str, ...]
    identity: int | None = None
    rest_set: tuple[int, int] | None = None
    unpressed: int = 0
    last_target_ms: int = 0
    asked_ms: int = 0
    alike: bool = False


def judge(result: Result) -> Judged:
    """The verdict on one session. UserError when none of its reps had a target and a time."""
    rows, group = _main(result)
    target = rows[0].target_ms or 0
    on = max(ON_LEAST_MS, round(ON * target))
    counted = [row for row in rows if row.counts and row.difference_ms is not None]
    off = [row.difference_ms or 0 for row in counted]
    slow = [row for row in counted if (row.difference_ms or 0) > on]
    fast = sum(value < -on for value in off)
    planned = max(len(rows), _planned(result, rows))
    fade = _fade(group)
    rests = [row.recovery_ms for row in rows[1:] if row.recovery_ms]
    runs = {row.number: row for row in result.rows}
    late = [row for row in rows[1:] if _long(row, runs.get(row.number - 1))]
    reasons = []
    if result.ending:
        reasons.append(result.ending)
    missed = planned - len(counted)
    if missed > 0:
        reasons.append(f"{missed} of {planned} reps have no time that counts")
    if slow:
        numbers = ", ".join(str(row.number) for row in slow[:6]) + ", ..." * (len(slow) > 6)
        reasons.append(
            f"{len(slow)} of {len(counted)} reps were more than {on / 1000:.1f} s slow "
            f"(run {numbers})"
        )
    if fade is not None and fade > FADED * group.mean_ms:
        reasons.append(
            f"from first to last they slowed by {fade / 1000:.1f} s, more than "
            f"{FADED * group.mean_ms / 1000:.1f} s"
        )
    if late:
        reasons.append(f"{len(late)} recoveries were longer than set")
    mean_off = sum(off) / len(off)
    outcome = Outcome.REPEAT if reasons else Outcome.DUE
    if not reasons:
        reasons.append(
            f"all {len(counted)} reps within {on / 1000:.1f} s of their target or faster, "
            f"no fade to speak of{', recoveries as set' if rests else ''}"
        )
        if mean_off < -on:
            outcome = Outcome.EASY
            reasons.append(f"on the mean they were {-mean_off / 1000:.1f} s faster than asked")
    return Judged(
        title=result.title,
        began=result.began.date() if result.began else None,
        distance_m=rows[0].distance_m,
        planned=planned,
        run=len(counted),
        hit=len(counted) - len(slow),
        slow=len(slow),
        fast=fast,
        target_ms=target,
        mean_ms=group.mean_ms,
        off_ms=mean_off,
        on_ms=on,
        fade_ms=fade,
        rests=(min(rests), max(rests)) if rests else None,
        long_rests=len(late),
        outcome=outcome,
        reasons=tuple(reasons),
        identity=result.identity,
        rest_set=_rest_set(rows),
        unpressed=sum(
            row.state is State.MISSED and not row.counts and after.counts
            for row, after in pairwise(rows)
        ),
        last_target_ms=rows[-1].target_ms or 0,
        asked_ms=_asked(result, rows[0]) or target,
        alike=_alike(rows) and not _others(result, rows),
    )


def _main(result: Result) -> tuple[list[Row], statistics.Group]:
    group = main_group(result)
    if group is None or group.off_ms is None:
        raise UserError(
            f"{result.title}: no reps with a target and a time",
            "only what had a target can be judged; pacer report shows the laps",
        )
    distance, sets = group.rows[0].distance_m, {row.set for row in group.rows}

    def of_it(row: Row) -> bool:
        # A rep without a time that counts is of the kind whose place it has.
        lost = not row.counts and row.state is not State.TIMED and bool(row.target_ms)
        return row in group.rows or (lost and row.distance_m == distance and row.set in sets)

    return [row for row in result.rows if of_it(row)], group


def _planned(result: Result, rows: Sequence[Row]) -> int:
    """How many of these reps the program has, as far as the log shows it."""
    if result.planned_runs is None:
        return len(rows)
    others = len(result.rows) - len(rows)
    return result.planned_runs - others if others == 0 or result.ending == "" else len(rows)


def _fade(group: statistics.Group) -> float | None:
    slope = group.fade_ms if group.trend_ms is None else group.trend_ms
    if slope is None or len(group.rows) < statistics.LEAST_FOR_EFFECTS:
        return None
    return slope * group.span


def _long(row: Row, before: Row | None) -> bool:
    """Whether the recovery before a rep was longer than was set; where the rep before set it, than
    that one's time did: whoever is early for a send-off rests the longer."""
    planned = row.planned_recovery
    if planned is None or row.recovery_ms is None or planned.most_ms is None:
        return False
    most = planned.most_ms
    ran = (before.recorded_ms or before.target_ms) if before else None
    if ran and planned.type is RecoveryType.SENDOFF:
        most = max(0, (planned.expected_ms or 0) - ran)
    elif ran and planned.type is RecoveryType.EQUAL:
        most = ran * planned.percent // 100 + planned.tolerance_ms
    return row.recovery_ms > most + REST_GRACE_MS


def _asked(result: Result, row: Row) -> int | None:
    """The target of a rep in its program; None where that is not here."""
    planned = planned_runs(result.program) if result.program else ()
    return planned[row.number - 1].run.target_ms if row.number <= len(planned) else None


def _rest_set(rows: Sequence[Row]) -> tuple[int, int] | None:
    """(least, most) of the recoveries before these reps; None where they have no time of their own,
    or differ, between sets say: one of them is no measure of the others."""
    found = set()
    for row in rows[1:]:
        planned = row.planned_recovery
        if planned is not None and planned.most_ms is not None and planned.type not in _BY_REP:
            least = planned.least_ms if planned.type is RecoveryType.WINDOW else None
            found.add((planned.most_ms if least is None else least, planned.most_ms))
    return found.pop() if len(found) == 1 else None


def _alike(rows: Sequence[Row]) -> bool:
    runs = {(row.set, row.target_ms, row.fast_ms, row.bound) for row in rows}
    rests = {
        (rest.type, rest.least_ms, rest.most_ms)
        for rest in (row.planned_recovery for row in rows[1:])
        if rest is not None
    }
    plain = all(kind in (RecoveryType.TIME, RecoveryType.WINDOW) for kind, _, _ in rests)
    ranged = rows[0].fast_ms or rows[0].bound
    return len(runs) == 1 and not ranged and plain and len(rests) <= 1


def _others(result: Result, rows: Sequence[Row]) -> bool:
    """Whether the session has more reps than the main ones: between them, or in other sets, where
    it was stopped before those too."""
    unasked = (*NO_REPS, Role.STRIDE)
    planned = planned_runs(result.program) if result.program else ()
    return any(row not in rows and row.role not in unasked for row in result.rows) or any(
        run.distance_m != rows[0].distance_m and run.role not in unasked for run, _ in planned
    )


def describe(judged: Judged) -> list[str]:
    """The numbers of a verdict, a line each."""
    fast = f" ({judged.fast} of them fast)" if judged.fast else ""
    target = f"target {lap_time(judged.target_ms)}"
    if judged.last_target_ms != judged.target_ms:
        target = f"targets from {lap_time(judged.target_ms)} to {lap_time(judged.last_target_ms)}"
    lines = [
        f"{judged.run} of {judged.planned} reps: {judged.hit} hit{fast}, {judged.slow} slow; "
        f"a rep may be {judged.on_ms / 1000:.1f} s off",
        f"{target}, mean {lap_time(round(judged.mean_ms))} ({signed(round(judged.off_ms))})",
    ]
    if judged.fade_ms is not None:
        lines.append(f"from first to last {signed(round(judged.fade_ms))} s")
    if judged.rests:
        shortest, longest = (spoken(round(ms, -2)) for ms in judged.rests)
        most = "" if judged.rest_set is None else f" (at most {spoken(judged.rest_set[1])})"
        took = shortest if shortest == longest else f"{shortest} to {longest}"
        lines.append(f"recoveries {took}{most}")
    return lines


def step_back(judged: Sequence[Judged]) -> bool:
    """Whether the same step did not work twice running, so that the one before is due again."""
    if len(judged) < 2:
        return False
    last, before = judged[-1], judged[-2]
    same = (last.planned, last.distance_m, last.asked_ms) == (
        before.planned,
        before.distance_m,
        before.asked_ms,
    )
    return same and last.outcome is Outcome.REPEAT and before.outcome is Outcome.REPEAT


def article_step(judged: Judged, steps: int = 1) -> str:
    """The session so many of the article's steps on: 1 rep more, 1 s faster, 1 s less recovery.

    Up to 25 x 400, the last of them. '' where it cannot be said (no distance, no recovery of a
    time, reps that are not all alike, or the last step is reached).
    """
    if not judged.alike:
        return ""
    if judged.distance_m is None or judged.rest_set is None or judged.asked_ms <= steps * 1000:
        return ""
    if steps > 0 and last_step(judged):
        return ""
    count = judged.planned + steps
    if judged.distance_m == TEST_DISTANCE_M:
        count = min(count, TEST_REPS)
    steps = count - judged.planned
    least, most = (ms // 1000 - steps for ms in judged.rest_set)
    if count < 2 or least <= 0:
        return ""
    target = lap_time(judged.asked_ms - steps * round(1000 * judged.distance_m / 400))
    rest = f"{least}s" if least == most else f"{least}-{most}s"
    return f"{count} x {judged.distance_m} @ {target.removesuffix('.00')} /R{rest}"


def last_step(judged: Judged) -> bool:
    """Whether it was what the article's progression ends with: 25 x 400."""
    return judged.distance_m == TEST_DISTANCE_M and judged.planned >= TEST_REPS


@record
class Test:
    """The verdict on the test workout. shown_ms: the 10k at the reps' mean pace."""

    grade: Grade
    judged: Judged
    reasons: tuple[str, ...]
    shown_ms: int
    weeks: float | None
    remarks: tuple[str, ...]


def test_workout(result: Result, race_day: date | None = None) -> Test:
    """The verdict on 25 x 400. UserError when the session was another one."""
    judged = judge(result)
    if judged.planned != TEST_REPS or judged.distance_m not in (None, TEST_DISTANCE_M):
        raise UserError(
            f"{result.title}: {judged.planned} reps of {judged.distance_m or '?'} m, and the test "
            f"is {TEST_REPS} x {TEST_DISTANCE_M}",
            "pacer next LOG, without --test, judges any session of a progression",
        )
    reasons = list(judged.reasons)
    long_rest = judged.rests is not None and judged.rests[1] > TEST_REST_MS + REST_GRACE_MS
    if long_rest and judged.rests is not None:
        reasons.append(
            f"a recovery of {spoken(round(judged.rests[1], -2))}: the test has 35 to 45 s"
        )
    if judged.outcome is not Outcome.REPEAT and not long_rest:
        grade = Grade.PASS
    elif (
        judged.run + judged.unpressed == judged.planned and judged.off_ms <= NEAR * judged.target_ms
    ):
        grade = Grade.NEAR
    else:
        grade = Grade.FAIL
    weeks = None
    remarks = []
    if judged.unpressed:
        remarks.append("a time taken by hand can stand in for a press: pacer edit --run N --time T")
    if race_day is not None and judged.began is None:
        remarks.append("the log has no date: how long before the race it was is not known")
    elif race_day is not None and judged.began is not None:
        weeks = (race_day - judged.began).days / 7
        if not TEST_WEEKS[0] <= weeks <= TEST_WEEKS[1]:
            remarks.append(
                "the test belongs about 10 weeks before the race; this was "
                f"{weeks:.1f} weeks before"
            )
    if judged.rests is None:
        remarks.append("the recoveries are not known: the verdict rests on the reps alone")
    return Test(
        grade,
        judged,
        tuple(reasons),
        round(judged.mean_ms * 25),
        weeks,
        tuple(remarks),
    )


def shown(test: Test) -> str:
    """The 10k that the reps' mean pace would give, as a sentence."""
    time = clock(test.shown_ms, 0)
    judged = test.judged
    if judged.run < judged.planned:
        return (
            f"The {judged.run} reps with a time that counts had the pace of a 10k in {time}; "
            f"{judged.planned - judged.run} have none."
        )
    return f"The reps were run at the pace of a 10k in {time}."
