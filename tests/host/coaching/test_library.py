# SPDX-License-Identifier: MIT
"""The library: the article's rows by name, priced for its runner, and for others."""

from __future__ import annotations

import pytest

from tests.host.coaching.runner import RACE, priced, rests, runs
from trackpacer.coaching import library
from trackpacer.errors import UserError
from trackpacer.session import Effort, RecoveryType

SESSIONS = [entry for entry in library.ENTRIES if not entry.plan]

# The article's row for each name: (reps, metres, seconds) of each kind of run in order, and the
# seconds of the first recovery (None: open, as long as the runner takes).
ROWS: dict[str, tuple[list[tuple[int, int, float | None]], float | None]] = {
    "3k-pace": ([(6, 400, 77.80)], None),
    "season-start": ([(12, 400, 80)], 80),
    "mid-season": ([(16, 400, 77)], 70),
    "max": ([(6, 400, None)], None),
    "speed": ([(6, 400, 68)], 210),
    "goal-loose": ([(25, 400, 84)], None),
    "goal": ([(25, 400, 84)], None),
    "test": ([(25, 400, 84)], None),
    "start": ([(15, 400, 94)], 60),
    "under": ([(10, 400, 84)], 25),
    "over": ([(30, 400, 89)], 90),
    "marathon-then-400s": ([(1, 8000, 1839.4), (5, 400, 84)], None),
    "half-marathon-then-400s": ([(3, 1600, 351.85), (6, 400, 84)], 60),
    "3k-then-400s": ([(1, 3000, 630), (10, 400, 84)], 210),
    "600s-200s": ([(4, 600, 131.94), (4, 200, 42)], None),
    "equal-rest": ([(12, 400, None)], None),
    "ten-seconds-around": ([(12, 400, None)], None),
    "aerobic-then-400s": ([(1, 12000, None), (6, 400, 84), (6, 400, 79)], None),
    "tempo-400s": ([(1, 3000, 654.0), (6, 400, 79)], None),
    "hold-faster": ([(10, 400, 80)], 80),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_of_the_article_is_priced_for_its_runner(name: str) -> None:
    _, steps = priced(library.session_text(name))
    kinds, rest = ROWS[name]
    found: list[tuple[int, int | None, float | None]] = []
    for step in runs(steps):
        target = None if step.target_ms is None else step.target_ms / 1000
        if found and found[-1][1:] == (step.distance_m, target):
            found[-1] = (found[-1][0] + 1, *found[-1][1:])
        else:
            found.append((1, step.distance_m, target))
    assert [one[:2] for one in found] == [one[:2] for one in kinds]
    for (_, _, actual), (_, _, wanted) in zip(found, kinds, strict=True):
        assert actual == (None if wanted is None else pytest.approx(wanted, abs=0.06))
    expected = rests(steps)[0].expected_ms
    assert expected == (None if rest is None else rest * 1000)


def test_the_rests_that_are_not_a_time() -> None:
    def first(name: str) -> tuple[RecoveryType, int | None, int | None]:
        step = rests(priced(library.session_text(name))[1])[0]
        return step.type, step.least_ms, step.most_ms

    for name in ("goal", "test", "goal-loose"):
        assert first(name) == (RecoveryType.WINDOW, 35_000, 45_000)
    assert first("max") == first("3k-pace") == (RecoveryType.FULL, None, None)
    assert first("equal-rest")[0] == first("ten-seconds-around")[0] == RecoveryType.EQUAL
    step = rests(priced(library.session_text("ten-seconds-around"))[1])[0]
    assert step.tolerance_ms == 10_000
    step = rests(priced(library.session_text("marathon-then-400s"))[1])[0]
    assert (step.type, step.distance_m) == (RecoveryType.JOG, 1000)


def test_the_sessions_of_two_lengths_and_the_ladders() -> None:
    steps = runs(priced(library.session_text("change-of-pace"))[1])
    assert steps[0].target_ms == 84_000
    assert steps[1].target_ms == pytest.approx(40_490, abs=10)
    assert len(steps) == 20
    steps = runs(priced(library.session_text("change-of-pace-long"))[1])
    assert [step.target_ms for step in steps[:3]] == [84_000, 84_000, 38_000]
    steps = runs(priced(library.session_text("fast-then-faster"))[1])
    assert [step.target_ms for step in steps] == [78_000] * 10 + [38_000] * 5
    steps = runs(priced(library.session_text("finish"))[1])
    assert [s.distance_m for s in steps[:2]] == [400, 200]
    assert steps[0].target_ms == pytest.approx(73_070, abs=10)
    assert steps[1].target_ms == pytest.approx(36_540, abs=10)
    assert len(steps) == 8
    _, ladder = priced(library.session_text("ladder"))
    targets = [step.target_ms for step in runs(ladder)]
    assert (targets[0], targets[7], targets[14]) == (94_000, 84_000, 74_000)
    assert [step.expected_ms for step in rests(ladder)] == [30_000 + 3000 * n for n in range(14)]
    hills = runs(priced(library.session_text("hill-sprints"))[1])
    assert {(step.duration_ms, step.effort) for step in hills} == {(7000, Effort.SPRINT)}
    bends = runs(priced(library.session_text("fast-bends"))[1])[0]
    assert [cue.metres for cue in bends.cues] == [100, 200, 300, 400]
    assert bends.cues[0].ms < 21_000 and bends.cues[3].ms == 84_000
    first = runs(priced(library.session_text("fast-first-200"))[1])[0]
    last = runs(priced(library.session_text("fast-last-200"))[1])[0]
    assert (first.cues[1].ms, last.cues[1].ms) == (40_000, 44_000)


@pytest.mark.parametrize("race", ["10k=31:00", RACE, "10k=45:00", "5k=28:00", "half=2:10:00"])
def test_every_session_can_be_sent_for_any_runner(race: str) -> None:
    for entry in SESSIONS:
        session, _ = priced(entry.session, race)
        assert session.refusals == (), (entry.name, session.refusals)
        assert session.title == entry.name


def test_no_entry_leaves_an_offset_s_unit_to_be_guessed() -> None:
    for entry in SESSIONS:
        session, _ = priced(entry.session)
        assert not [note for note in session.assumptions if "unit" in note], entry.name


def test_other_forms_and_what_comes_first_are_names_of_the_library() -> None:
    names = {entry.name for entry in library.ENTRIES}
    for entry in library.ENTRIES:
        assert {*entry.needs, *entry.easier, *entry.harder} <= names - {entry.name}
        assert entry.objective.endswith((".", "?")) and entry.often
        for other in entry.harder:
            harder = library.find(other)
            assert entry.name not in harder.harder, f"{entry.name} and {other}"


def test_what_the_article_says_of_order_and_measure() -> None:
    assert library.find("max").needs == ("hill-sprints",)
    assert library.find("tempo-400s").needs == ("600s-200s",)
    assert library.find("season-start").harder == ("mid-season",)
    assert library.find("mid-season").easier == ("season-start",)
    assert library.find("season-start").easier == ("after-threshold",)
    assert library.SINGLES_A_MONTH == 2
    assert "two single 400 sessions a month" in library.find("max").often


def test_an_unknown_name_has_a_near_one() -> None:
    with pytest.raises(UserError) as failed:
        library.find("library:gaol")
    assert "goal" in failed.value.hint
