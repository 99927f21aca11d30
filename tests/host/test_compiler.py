# SPDX-License-Identifier: MIT
"""The compiler: a program says what its tree says, in few bytes, or a coach is told why not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from tests.bench.bench_program import fit
from tests.host.sessions import ARTICLE, NOWHERE, OTHERS, Expected, expansion, sessions
from tests.support import REPO
from trackpacer import timeline
from trackpacer.compiler import Compiled, compile_session
from trackpacer.errors import NotationError, UserError
from trackpacer.firmware import program
from trackpacer.notation import exact
from trackpacer.records import replace
from trackpacer.session import (
    Group,
    Node,
    Recovery,
    RecoveryType,
    Repeat,
    Role,
    Run,
    Series,
    Session,
)
from trackpacer.timeline import Step


def whole(*body: Node, title: str = "") -> Session:
    return Session(title, "", body)


def run(distance: int = 400, ms: int = 84_000, **more: Any) -> Run:
    return Run(NOWHERE, distance_m=distance, target=Series((ms,)), **more)


def steps(*body: Node) -> list[Step]:
    return timeline.expand(compile_session(whole(*body)).program)


def fitting(session: Session) -> Compiled:
    """The session compiled; one of more than a day, which random repeats may add up to, is no
    example."""
    try:
        return compile_session(session)
    except UserError as error:
        assume("24 hours" not in str(error))
        raise


def same(step: Step, expected: Expected) -> None:
    assert step.kind == expected.kind
    for name, value in expected.values.items():
        if name == "place":
            assert (step.set or 0, step.rep, step.reps) == value
        else:
            assert getattr(step, name) == value, name
    if step.kind == timeline.RUN:
        assert [(cue.metres, cue.ms * 1000 + cue.us) for cue in step.cues] == expected.splits


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(sessions())
def test_a_program_expands_to_what_its_tree_says(session: Session) -> None:
    wanted = expansion(session)
    compiled = fitting(session)
    got = timeline.expand(compiled.program, compiled.origins)
    assert len(got) == len(wanted)
    for step, expected in zip(got, wanted, strict=True):
        same(step, expected)
        assert step.node is not None


@pytest.mark.parametrize("number", ARTICLE)
def test_the_articles_sessions_take_few_bytes(number: str) -> None:
    session = exact.read(f"{exact.MARK}\n{ARTICLE[number]}")
    assert len(compile_session(session).program) <= 48


def test_a_program_says_who_and_what() -> None:
    compiled = compile_session(replace(whole(run()), title="Mile – fast", athlete="Zoë"))
    header = program.verify(compiled.program)
    assert (header.name, header.athlete) == ("Mile – fast", "Zoë")
    assert header.identity == compiled.identity
    other = compile_session(replace(whole(run()), title="Mile – fast", athlete="Anna"))
    assert other.identity != compiled.identity


def test_a_list_that_is_a_ladder_is_stored_as_one() -> None:
    values = tuple(range(94_000, 79_000, -1_000))
    listed = Repeat(15, (Run(NOWHERE, distance_m=400, target=Series(values)),), NOWHERE)
    ladder = Series((94_000, 80_000), ladder=True)
    laddered = Repeat(15, (Run(NOWHERE, distance_m=400, target=ladder),), NOWHERE)
    assert compile_session(whole(listed)).program == compile_session(whole(laddered)).program


def test_an_uneven_list_stays_a_list() -> None:
    values = (74_000, 72_000, 71_500, 70_000)
    got = steps(Repeat(4, (Run(NOWHERE, distance_m=400, target=Series(values)),), NOWHERE))
    assert tuple(step.target_ms for step in got) == values


def test_a_ladder_is_exact_at_both_ends_and_in_the_middle() -> None:
    ladder = Series((94_000, 74_000), ladder=True)
    got = steps(Repeat(15, (Run(NOWHERE, distance_m=400, target=ladder),), NOWHERE))
    targets = [step.target_ms for step in got]
    assert (targets[0], targets[7], targets[14]) == (94_000, 84_000, 74_000)
    assert targets[1] == 92_571  # 94 s less 10/7 s


def test_a_ladder_may_follow_the_outer_repeat() -> None:
    ladder = Series((90_000, 80_000), ladder=True, level=1)
    inner = Repeat(2, (Run(NOWHERE, distance_m=400, target=ladder),), NOWHERE)
    got = steps(Repeat(3, (inner,), NOWHERE))
    assert [step.target_ms for step in got] == [90_000] * 2 + [85_000] * 2 + [80_000] * 2


def test_one_pass_is_no_loop_and_leaves_out_what_stands_between() -> None:
    between = Recovery(NOWHERE, RecoveryType.TIME, length=Series((60_000,)), between=True)
    once = compile_session(whole(Repeat(1, (run(), between), NOWHERE))).program
    assert once == compile_session(whole(run())).program


def test_a_warm_up_belongs_to_no_set() -> None:
    warm = Run(NOWHERE, distance_m=2000, role=Role.WARMUP)
    got = steps(warm, Repeat(2, (run(),), NOWHERE), run())
    assert [step.set for step in got] == [None, 1, 1, 2]


def test_a_pyramid_is_one_set() -> None:
    got = steps(Group((run(200, 40_000), run(), run(200, 40_000)), NOWHERE))
    assert [(step.set, step.rep, step.reps) for step in got] == [(1, 1, 3), (1, 2, 3), (1, 3, 3)]


REFUSED: dict[str, tuple[Node, ...]] = {
    "at least one": (),
    "a run of 0 m": (run(0),),
    "a run of 200,000 m": (run(200_000),),
    "a target of 7:00:00": (run(12_000, 7 * 3_600_000),),
    "a target of 0.999 s": (run(9, 999),),
    "a run of 7:00:00": (Run(NOWHERE, duration_ms=7 * 3_600_000),),
    "either a distance or a time": (Run(NOWHERE),),
    "two beeps 475 ms apart": (run(400, 1_900),),
    "a beep every 5 m": (run(spacing_m=5),),
    "cannot be split exactly": (run(32_771, 7_200_000),),
    "2 uneven splits for 3 beeps": (run(profile=(100, -100)),),
    "after the finish": (run(profile=(0, 0, 21_000)),),
    "a range that reaches": (run(fast_ms=84_000),),
    "no target": (Run(NOWHERE, distance_m=400, fast_ms=1000),),
    "a pace per km of 50 s": (Run(NOWHERE, duration_ms=60_000, pace=Series((50_000,))),),
    "takes a pace, not a target": (Run(NOWHERE, duration_ms=60_000, target=Series((1,))),),
    "before the first run": (Recovery(NOWHERE, RecoveryType.FULL), run()),
    "outside any repeat": (run(), Recovery(NOWHERE, RecoveryType.FULL, between=True)),
    "longest time is not longer": (
        run(), Recovery(NOWHERE, RecoveryType.WINDOW, min_ms=45_000, max_ms=35_000),
    ),
    "without both its ends": (run(), Recovery(NOWHERE, RecoveryType.WINDOW, min_ms=45_000)),
    "none before it equals its rep": (run(), Recovery(NOWHERE, RecoveryType.EQUAL_OTHER)),
    "2000 % of the rep": (run(), Recovery(NOWHERE, RecoveryType.EQUAL, percent=2000)),
    "a jog without its distance": (run(), Recovery(NOWHERE, RecoveryType.JOG)),
    "300 times": (Repeat(300, (run(),), NOWHERE),),
    "a repeat without a run": (run(), Repeat(2, (Recovery(NOWHERE, RecoveryType.FULL),), NOWHERE)),
    "2 values are listed for 3 times": (
        Repeat(3, (Run(NOWHERE, distance_m=400, target=Series((80_000, 81_000))),), NOWHERE),
    ),
    "no repeat around it": (Run(NOWHERE, distance_m=400, target=Series((1, 2), ladder=True)),),
    "1,024 runs": (
        Repeat(4, (Repeat(16, (Repeat(16, (run(),), NOWHERE),), NOWHERE),), NOWHERE),
    ),
    "nested deeper than 4": (
        Repeat(2, (Repeat(2, (Repeat(2, (Repeat(2, (Repeat(2, (run(),), NOWHERE),), NOWHERE),),
        NOWHERE),), NOWHERE),), NOWHERE),
    ),
    "24 hours": (Repeat(5, (run(40_000, 21_000_000),), NOWHERE),),
    "takes 4,": tuple(run(400 + number) for number in range(900)),
}  # fmt: skip


@pytest.mark.parametrize("words", REFUSED)
def test_what_a_watch_cannot_hold_is_refused_in_words(words: str) -> None:
    with pytest.raises(UserError) as caught:
        compile_session(whole(*REFUSED[words]))
    assert words in f"{caught.value} {caught.value.hint}"
    assert "byte" not in str(caught.value) or words == "takes 4,"


@pytest.mark.parametrize(("field", "text"), [("title", "x" * 65), ("athlete", "é" * 33)])
def test_a_name_too_long_is_refused(field: str, text: str) -> None:
    def named(words: str) -> Session:
        return exact.read(f"{exact.MARK}\n{field}: {words}\n400 m")

    with pytest.raises(UserError, match="bytes"):
        compile_session(named(text))
    assert compile_session(named(text[:-1]))


def test_a_refusal_points_into_the_text() -> None:
    source = "10 x 400 in 1.9"
    node = Run((5, 15), distance_m=400, target=Series((1_900,)))
    with pytest.raises(NotationError) as caught:
        compile_session(Session("", source, (Repeat(10, (node,), (0, 15)),)))
    assert caught.value.column == 6


def test_a_recovery_of_nothing_is_none() -> None:
    nothing = Recovery(NOWHERE, RecoveryType.TIME, length=Series((0,)))
    assert steps(run(), nothing, run())[1].type == RecoveryType.NONE


@pytest.mark.parametrize("number", ARTICLE)
def test_a_program_is_a_quarter_of_the_fit_workout_or_less(number: str) -> None:
    session = exact.read(f"{exact.MARK}\n{ARTICLE[number]}")
    assert len(fit(session)) >= 4 * len(compile_session(session).program)


def test_the_firmware_is_tested_with_these_very_programs() -> None:
    text = (REPO / "tests" / "firmware" / "support" / "article.py").read_text(encoding="utf-8")
    for number, body in (ARTICLE | OTHERS).items():
        compiled = compile_session(exact.read(f"{exact.MARK}\n{body}")).program
        steps = compiled[program.verify(compiled).body :]
        assert f'("{number}", "{steps.hex()}")' in text, number
