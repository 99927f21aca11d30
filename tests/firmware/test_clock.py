# SPDX-License-Identifier: MIT
"""Time itself: ticks that wrap, long runs without a cue, and hundreds of cues of one run."""

from support.programs import (
    fixed,
    repeat,
    run,
    window,
)
from support.sessions import due, on_time, ran

from pacer.clock import Clock


def test_wrap_is_crossed_in_a_rep_in_a_recovery_and_in_a_long_run():
    for before_wrap_ms in (3000, 30000, 88100, 100000, 132000):
        watch = ran(
            repeat(2, run(400, 84000), window(35000, 45000)),
            world={"before_wrap_us": before_wrap_ms * 1000},
        )
        assert on_time(watch)
        assert watch.log.laps()[:2] == [("lap", 0, 84000), ("lap", 1, 84000)]
        assert due(watch, "go") == [0, 129000]


def test_50_minutes_without_a_cue_cross_three_wraps():
    watch = ran(run(12000), fixed(60000, between=False), run(400, 84000), laps={0: (3001234, 567)})
    assert watch.log.laps() == [("lap", 0, 3001235), ("lap", 1, 84000), ("end", 2, 3145235)]
    assert [h.due_us for h in watch.kinds("go")] == [0, 3061234567]
    assert on_time(watch)


def test_31_minutes_8_km_with_80_cues():
    watch = ran(run(8000, 1839400))
    splits = watch.kinds("split", "last100", "finish")
    assert [h.due_us for h in splits] == [1839400000 * k // 80 for k in range(1, 81)]
    assert on_time(watch)


def test_clock_counts_on_over_wraps_and_reads_stamps_of_either_side():
    class Ticks:
        def __init__(self):
            self.now = (1 << 30) - 1000

        def ticks_us(self):
            return self.now

        @staticmethod
        def ticks_diff(a, b):
            return ((a - b + (1 << 29)) & ((1 << 30) - 1)) - (1 << 29)

    board = Ticks()
    clock = Clock(board)
    passed = 0
    for step in (1, 999, 500000000, 499999999, 20, 1700, 536870911) * 5:
        board.now = (board.now + step) & 0x3FFFFFFF
        passed += step
        clock.update()
        assert clock.ms * 1000 + clock.us == passed
        for ago in (0, 1, 5000, 180000, 500000000):
            clock.stamp((board.now - ago) & 0x3FFFFFFF)
            assert clock.stamp_ms * 1000 + clock.stamp_us == passed - ago
            assert 0 <= clock.stamp_us < 1000
    assert clock.until(clock.ms + 10, 0) == 10000 - clock.us
    assert clock.until(clock.ms + 400000, clock.us) == 400000000
    assert clock.until(clock.ms + 600000, 0) >= 500000000
    assert clock.until(clock.ms - 600000, 0) <= -500000000
