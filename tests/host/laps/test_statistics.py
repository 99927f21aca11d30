# SPDX-License-Identifier: MIT
"""What the reps show: figures worked out by hand, effects named where they are and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.host.laps.sessions import Watch
from trackpacer.firmware import laplog
from trackpacer.laps import log, result, statistics
from trackpacer.laps.edits import Edits, RunEdit
from trackpacer.laps.result import Result


def _result(folder: Path, times: list[int], targets: list[int] | None = None) -> Result:
    watch = Watch(folder)
    watch.begin()
    for run, time in enumerate(times):
        target = targets[run] if targets else 84_000
        watch.add(laplog.LAP, run, 1, run + 1, target, time, 40_000 if run else 0)
    watch.end(len(times))
    return result.build(log.read(watch.bytes()))


def test_mean_scatter_and_fade(tmp_path: Path) -> None:
    (group,) = statistics.groups(_result(tmp_path, [83_000, 84_000, 86_000, 87_000]))
    assert group.mean_ms == 85_000
    assert group.off_ms == 1_000
    # deviations -2, -1, 1, 2 s: sum of squares 10, over n - 1 = 3
    assert group.scatter_ms == pytest.approx((10 / 3) ** 0.5 * 1000)
    # least squares over 0..3: sum (x - 1.5)(y - mean) = 7 s, sum (x - 1.5)^2 = 5
    assert group.fade_ms == pytest.approx(1_400)
    assert (group.fastest.number, group.slowest.number) == (1, 4)


def test_a_ladder_that_is_followed_does_not_fade(tmp_path: Path) -> None:
    targets = [94_000 - 1_000 * rep for rep in range(10)]
    (group,) = statistics.groups(_result(tmp_path, targets, targets))
    assert group.fade_ms == pytest.approx(0)
    assert group.scatter_ms == pytest.approx(0)
    assert statistics.findings(group) == ("Even from first to last: scatter 0.00 s.",)


def test_first_two_and_last_are_named_with_their_size(tmp_path: Path) -> None:
    times = [82_000, 82_600, *[84_000, 84_200] * 5, 81_000]
    (group,) = statistics.groups(_result(tmp_path, times))
    first, last = statistics.findings(group)[:2]
    assert first == "The first two stood out: 1.8 s faster than the reps after."
    assert last == "The last rep was 3.1 s faster than the ones before it."
    assert len(statistics.findings(group)) == 2


def test_fade_is_named_and_not_taken_for_a_fast_start(tmp_path: Path) -> None:
    times = [83_000 + 200 * rep for rep in range(12)]
    (group,) = statistics.groups(_result(tmp_path, times))
    assert group.fade_ms == pytest.approx(200)
    assert group.named == {"trend"}
    assert statistics.findings(group) == (
        "The reps got slower by 0.20 s a rep, 2.2 s from first to last.",
    )


def test_a_trend_without_its_ends_says_so_and_what_the_fade_is_with_them(tmp_path: Path) -> None:
    # by 0.1 s a rep but for the first two, which are 3 s too fast
    times = [84_000 + 100 * rep - 3_000 * (rep < 2) for rep in range(12)]
    (group,) = statistics.groups(_result(tmp_path, times))
    assert group.trend_ms == pytest.approx(100)
    # slope over all: 100 + 3000 * (5.5 + 4.5) / 143
    assert group.fade_ms == pytest.approx(100 + 30_000 / 143)
    assert statistics.findings(group)[1] == (
        "Leaving out the first two and the last, the reps got slower by 0.10 s a rep, 0.8 s in all "
        "(fade, over every rep: slower by 0.31 s a rep)."
    )


def test_a_steep_line_alone_makes_no_last_rep_effect(tmp_path: Path) -> None:
    """A rep as fast as those before it is not called faster because a fade came to its end."""
    times = [83_200, 83_400, 84_300, 84_900, 85_400, 85_900, 85_800]
    (group,) = statistics.groups(_result(tmp_path, times))
    assert "last" not in group.named


def test_scatter_hides_what_is_no_more_than_scatter(tmp_path: Path) -> None:
    times = [82_500, 85_500, *[86_000, 82_000] * 5, 83_000]
    (group,) = statistics.groups(_result(tmp_path, times))
    assert statistics.findings(group) == ()


def test_voided_and_missed_reps_keep_their_place_but_do_not_count(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    watch.begin()
    for run in range(6):
        event = laplog.MISSED if run == 2 else laplog.LAP
        watch.add(event, run, 1, run + 1, 84_000, 84_000 + 100 * run, 40_000)
    whole = log.read(watch.bytes())
    edits = Edits(runs={5: RunEdit(void=True)})
    (group,) = statistics.groups(result.build(whole, edits=edits))
    assert [row.number for row in group.rows] == [1, 2, 4, 6]
    assert group.fade_ms == pytest.approx(100)


def test_hand_time_takes_the_place_of_the_recorded_one(tmp_path: Path) -> None:
    times = [84_000, 12_000, 84_000]
    built = _result(tmp_path, times)
    watch_log = log.read(Path(tmp_path / "logs" / "00001.log").read_bytes())
    edited = result.build(watch_log, edits=Edits(runs={2: RunEdit(time_ms=84_600)}))
    assert built.rows[1].actual_ms == 12_000
    assert edited.rows[1].actual_ms == 84_600
    assert edited.rows[1].recorded_ms == 12_000
    assert edited.rows[1].remarks == ("hand time (watch: 12.00)",)
    assert statistics.groups(edited)[0].mean_ms == 84_200


def test_reps_of_two_kinds_are_kept_apart_without_a_program(tmp_path: Path) -> None:
    targets = [84_000, 40_000] * 3
    times = [84_100, 40_200] * 3
    long, short = statistics.groups(_result(tmp_path, times, targets))
    assert (long.mean_ms, short.mean_ms) == (84_100, 40_200)
    assert (long.off_ms, short.off_ms) == (100, 200)


@pytest.mark.parametrize(
    ("actual", "verdict"),
    [(84_841, "slow"), (84_840, "on"), (83_160, "on"), (83_159, "fast")],
)
def test_the_report_judges_as_the_watch_did(actual: int, verdict: str) -> None:
    assert result.by_hand("x", "", None, [actual], target_ms=84_000).rows[0].verdict == verdict


def test_actual_less_target_is_the_difference_shown() -> None:
    for actual in range(83_450, 84_560):
        row = result.by_hand("x", "", None, [actual], target_ms=84_000).rows[0]
        minutes, seconds = result.lap_time(row.actual_ms).split(":")
        shown = round((int(minutes) * 60 + float(seconds) - 84) * 100)
        assert round(float(result.signed(row.difference_ms)) * 100) == shown


def test_a_set_run_again_is_one_kind_and_another_target_is_another(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    watch.begin(identity=0)
    run = 0
    for number, target in enumerate([84_000, 84_000, 79_000], start=1):
        for rep in range(3):
            watch.add(laplog.LAP, run, number, rep + 1, target, target + 100 * number, 40_000)
            run += 1
    one, other = statistics.groups(result.build(log.read(watch.bytes())))
    assert [row.number for row in one.rows] == [1, 2, 3, 4, 5, 6]
    assert [row.number for row in other.rows] == [7, 8, 9]
    assert (one.off_ms, other.off_ms) == (150, 300)
    assert "Mean of each set: set 1 1:24.10, set 2 1:24.20." in statistics.findings(one)


@pytest.mark.parametrize(
    ("actual", "difference"),
    [(80_000, 1_000), (79_000, 0), (76_000, 0), (74_000, 0), (73_200, -800)],
)
def test_anywhere_inside_a_range_is_on(actual: int, difference: int) -> None:
    from trackpacer.records import replace

    hand = result.by_hand("x", "", None, [actual], target_ms=79_000)
    row = replace(hand.rows[0], fast_ms=5_000)
    assert row.difference_ms == difference
    assert row.verdict == ("slow" if difference > 0 else "fast" if difference < 0 else "on")
    assert replace(row, fast_ms=0, bound=True).difference_ms == actual - 79_000
