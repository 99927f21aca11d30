# SPDX-License-Identifier: MIT
"""Sessions through both formats and back: the same program, or what was told and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.host.notation.cases import CORPUS, Case, cases
from tests.host.sessions import ARTICLE, OTHERS, sessions
from tests.host.test_compiler import fitting
from trackpacer import compiler, timeline
from trackpacer.errors import UserError
from trackpacer.notation import exact
from trackpacer.records import replace
from trackpacer.session import RecoveryType, Session
from trackpacer.timeline import Step
from trackpacer.workouts import fit, fit_reading, intervals, intervals_reading

CREATED = datetime(2026, 11, 29, 12, tzinfo=UTC)
CASES = cases(CORPUS / "article.txt")
TEXTS = {**ARTICLE, **OTHERS}

Trip = Callable[[Session], tuple[Session, tuple[str, ...]]]


def through_fit(session: Session) -> tuple[Session, tuple[str, ...]]:
    workout = fit.plan(session)
    data = fit.encode(workout, compiler.compile_session(session).identity, CREATED)
    return fit_reading.read(data, "session.fit"), workout.told


def through_intervals(session: Session) -> tuple[Session, tuple[str, ...]]:
    text, told = intervals.plan(session)
    assert intervals_reading.is_workout(text)
    return intervals_reading.read(text), told


def session_of(name: str) -> Session:
    return exact.read(f"{exact.MARK}\n{TEXTS[name]}")


def steps_of(session: Session) -> list[Step]:
    return timeline.expand(compiler.compile_session(session).program)


# What must be told for a recovery of each kind that comes back as another.
PHRASES = {
    RecoveryType.WINDOW: "lasts",
    RecoveryType.FULL: "R full from",
    RecoveryType.EQUAL: "R equal",
    RecoveryType.EQUAL_OTHER: "R as the set before",
    RecoveryType.SENDOFF: "R send-off",
}


def unexplained(sent: Session, back: Session, told: tuple[str, ...]) -> str:
    """The first step that came back as another without a word; '' when there is none."""
    said = "\n".join(told)
    before, after = steps_of(sent), steps_of(back)
    if before[-1].kind == timeline.RECOVERY and "after the last run" in said:
        before.pop()
    if len(before) != len(after):
        return f"{len(before)} steps became {len(after)}"
    for number, (one, other) in enumerate(zip(before, after, strict=True)):
        lost = _lost(one, other)
        missing = [phrase for phrase in lost if phrase not in said]
        if missing:
            return f"step {number}: {missing} not told: {one} became {other}"
    return ""


def _lost(one: Step, other: Step) -> list[str]:
    """What must have been told for one step to become the other."""
    if one.kind != other.kind:
        return ["never a run for a recovery"]
    if one.kind == timeline.RECOVERY:
        same = (one.type, one.expected_ms, one.least_ms, one.most_ms, one.distance_m)
        if same == (other.type, other.expected_ms, other.least_ms, other.most_ms, other.distance_m):
            return []
        return [PHRASES.get(one.type, "no other recovery may change")]
    lost = []
    if (one.distance_m, one.duration_ms, one.role, one.effort) != (
        (other.distance_m, other.duration_ms, other.role, other.effort)
    ):
        lost.append("never the run itself")
    for mine, theirs in ((one.target_ms, other.target_ms), (one.pace_ms_km, other.pace_ms_km)):
        if mine != theirs:
            lost.append("parts of a second in a pace")
            assert mine and theirs and abs(mine - theirs) <= 0.004 * mine
    if one.bound != other.bound:
        lost.append("or faster")
    if (one.set, one.rep, one.reps) != (other.set, other.rep, other.reps):
        lost.append("a set of different runs")
    if one.target_ms == other.target_ms and [cue.ms for cue in one.cues] != (
        [cue.ms for cue in other.cues]
    ):
        lost.append("the beeps on the way" if len(one.cues) != len(other.cues) else "uneven splits")
    return lost


@pytest.mark.parametrize("trip", [through_fit, through_intervals])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_article_session_comes_back_but_for_what_is_told(case: Case, trip: Trip) -> None:
    session = case.session()
    back, told = trip(session)
    assert unexplained(session, back, told) == ""


@pytest.mark.parametrize("name", [*ARTICLE, *(name for name in OTHERS if "pyramid" not in name)])
def test_a_fit_workout_of_ours_comes_back_as_the_same_program(name: str) -> None:
    """Its notes say the windows, send-offs and beeps that a Garmin does not hold."""
    session = session_of(name)
    back, told = through_fit(session)
    wanted = steps_of(session)
    if any("after the last run" in sentence for sentence in told):
        wanted.pop()
    assert [replace(step, offset=0) for step in steps_of(back)] == (
        [replace(step, offset=0) for step in wanted]
    )


@pytest.mark.parametrize("name", ["2", "9", "10", "11", "14", "17", "20", "23", "lists"])
def test_what_intervals_holds_comes_back_to_the_byte(name: str) -> None:
    session = session_of(name)
    back, _ = through_intervals(session)
    assert compiler.compile_session(back).program == compiler.compile_session(session).program


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(sessions())
def test_any_session_comes_back_with_all_its_runs_or_is_refused(session: Session) -> None:
    fitting(session)
    wanted = [step for step in steps_of(session) if step.kind == timeline.RUN]
    for trip in (through_fit, through_intervals):
        try:
            back, told = trip(session)
            found = [step for step in steps_of(back) if step.kind == timeline.RUN]
        except UserError as error:
            assert "steps, and such a watch takes 50" in str(error) or "24 hours" in str(error)
            continue
        assert [step.distance_m for step in found] == [step.distance_m for step in wanted]
        assert [step.effort for step in found] == [step.effort for step in wanted], told


def test_a_ladder_beyond_the_step_limit_goes_in_groups_at_their_mean_and_says_so() -> None:
    text = "40 x (400 m @ from 1:34 to 1:14.5; R 1:00 between)"
    session = exact.read(f"{exact.MARK}\n{text}")
    back, told = through_fit(session)
    assert any("of 40 reps that change, 3 at a time go at their mean" in one for one in told)
    before = [s.target_ms or 0 for s in steps_of(session) if s.kind == timeline.RUN]
    after = [s.target_ms or 0 for s in steps_of(back) if s.kind == timeline.RUN]
    assert len(after) == 40 and sum(after) == pytest.approx(sum(before), abs=40)
    assert max(abs(a - b) for a, b in zip(before, after, strict=True)) <= 501


def test_what_fits_in_no_way_is_refused_with_both_numbers() -> None:
    inner = "; R 1:00; ".join(f"{metres} m" for metres in range(100, 1600, 50))
    session = exact.read(f"{exact.MARK}\n{inner}")
    with pytest.raises(UserError, match="takes 59 steps, and such a watch takes 50"):
        fit.plan(session)


def test_a_step_that_was_changed_after_us_counts_as_it_stands() -> None:
    """The note still says 1:24; the step's own pace is another's since."""
    session = session_of("8")
    workout = fit.plan(session)
    data = bytearray(fit.encode(workout, 1, CREATED))
    low = (4715).to_bytes(4, "little")
    assert data.count(low) == 1
    at = data.index(low)
    data[at : at + 8] = (4400).to_bytes(4, "little") + (4500).to_bytes(4, "little")
    back = fit_reading.read(bytes(data), "session.fit")
    run = steps_of(back)[0]
    assert (run.target_ms, run.fastest_ms) == (90_900, 88_890)
    window = steps_of(back)[1]
    assert (window.least_ms, window.most_ms) == (35_000, 45_000)
