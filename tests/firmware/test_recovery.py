# SPDX-License-Identifier: MIT
"""Each kind of recovery: when it opens, warns, is forced, and where it counts from."""

from support.programs import (
    build,
    equal,
    equal_other,
    fixed,
    full,
    jog,
    none,
    repeat,
    run,
    sendoff,
    window,
)
from support.sessions import due, on_time, ran
from support.watch import Watch
from support.wearer import Wearer

from pacer import laplog

NOT_IN_WASM = "nothing here hangs on the width of an integer: test_clock has what does"


def test_fixed_recovery_counts_from_the_stamp_to_the_microsecond():
    watch = ran(repeat(2, run(400, 84000), fixed(25000)), laps={0: (83123, 457)})
    assert [h.due_us for h in watch.kinds("go")] == [0, 83123457 + 25000000]
    assert [h.due_us for h in watch.kinds("warn10", "count")][3:] == [
        83123457 + s * 1000000 for s in (15, 22, 23, 24)
    ]
    assert watch.log.records[1][6] == 25000
    assert on_time(watch)


def test_press_in_a_fixed_recovery_does_nothing():
    watch = ran(repeat(2, run(400, 84000), fixed(25000)), rests={0: 12000})
    assert due(watch, "go") == [0, 109000]
    assert [r[0] for r in watch.log.records] == [laplog.LAP, laplog.LAP, laplog.END]


def test_short_recoveries_warn_as_far_as_there_is_time():
    watch = ran(repeat(2, run(400, 84000), fixed(2500)))
    assert due(watch, "go", "warn10", "count")[3:] == [0, 84500, 85500, 86500]


def test_window_opens_is_forced_and_takes_a_press_between():
    watch = ran(
        repeat(4, run(400, 84000), window(35000, 45000)),
        rests={0: (34999, 900), 1: (35000, 10), 2: 44990},
    )
    # Before it opens a press is none; the window's opening is the 10 s warning here.
    assert [h.due_us for h in watch.kinds("go")] == [
        0, 129000000, 129000000 + 119000010, 129000000 + 119000010 + 128990000,
    ]  # fmt: skip
    assert on_time(watch)
    assert len(watch.kinds("window")) == 3
    assert watch.kinds("warn10") == []
    assert due(watch, "window")[0] == 119000
    assert [r[6] for r in watch.log.records[1:4]] == [45000, 35000, 44990]


def test_window_of_a_minute_also_warns():
    watch = ran(repeat(2, run(400, 84000), window(60000, 120000)))
    assert due(watch, "window", "warn10") == [144000, 194000]


def test_window_that_opens_within_a_second_of_the_warning_takes_its_place():
    """Two sounds that near would be heard as one; at a second apart they are two."""
    for opens, warned in ((34001, []), (35999, []), (34000, [119000]), (36000, [119000])):
        watch = ran(repeat(2, run(400, 84000), window(opens, 45000)))
        assert due(watch, "window") == [84000 + opens]
        assert due(watch, "warn10") == warned, opens


def test_full_recovery_opens_reminds_ticks_and_waits():
    watch = ran(
        repeat(2, run(400), full(180000, 240000)), laps={0: 66000, 1: 66000}, rests={0: 301000}
    )
    heard = [(h.kind, h.due_us // 1000 - 66000) for h in watch.kinds("window", "remind", "tick")]
    assert heard == [
        ("tick", 60000), ("tick", 120000), ("window", 180000), ("remind", 240000), ("tick", 300000),
    ]  # fmt: skip
    assert due(watch, "go") == [0, 367000]
    early = Watch(build(repeat(2, run(400), full(180000))))
    Wearer(early, {0: 66000, 1: 66000}, {0: 179999})
    early.world.press(100 + 4000 + 66000 + 200000)
    early.run()
    assert due(early, "go") == [0, 266000]


def test_open_recovery_goes_on_at_the_press():
    watch = ran(repeat(3, run(400, 84000), full()), rests={0: (5000, 333), 1: 90000})
    assert [h.due_us for h in watch.kinds("go")] == [0, 89000333, 263000333]
    assert on_time(watch)
    assert due(watch, "tick") == [89000 + 84000 + 60000]


def test_equal_recovery_is_as_long_as_the_rep():
    watch = ran(repeat(3, run(400, 69000), equal()), laps={0: (70123, 457), 1: (68000, 1)})
    assert [h.due_us for h in watch.kinds("go")] == [0, 140246914, 140246914 + 136000002]
    watch = ran(repeat(2, run(400, 69000), equal(percent=150)), laps={0: (70123, 457)})
    assert watch.kinds("go")[1].due_us == 70123457 + 105185185


def test_equal_recovery_with_tolerance_is_a_window():
    laps = {0: (70123, 457)}
    watch = ran(repeat(2, run(400, 69000), equal(100, 10000)), laps=laps)
    assert watch.kinds("window")[0].due_us == 70123457 + 60123457
    assert watch.kinds("go")[1].due_us == 70123457 + 80123457
    watch = ran(repeat(2, run(400, 69000), equal(100, 10000)), laps=laps, rests={0: 61000})
    assert watch.kinds("go")[1].due_us == 70123457 + 61000000
    watch = ran(repeat(2, run(400, 69000), equal(100, 10000)), laps=laps, rests={0: 60000})
    assert watch.kinds("go")[1].due_us == 70123457 + 80123457


def test_recovery_of_another_set_is_as_long_as_its_last():
    watch = ran(
        repeat(2, run(400, 69000), equal(between=False)),
        repeat(2, run(200, 32000), equal_other()),
        laps={0: 70000, 1: (68500, 3)},
    )
    assert [h.due_us for h in watch.kinds("go")] == [
        0, 140000000, 140000000 + 137000006, 140000000 + 137000006 + 32000000 + 68500003,
    ]  # fmt: skip


def test_jog_is_ended_by_the_press_or_by_its_time():
    watch = ran(run(400, 84000), jog(1000, between=False), run(400, 84000), rests={0: 312000})
    assert due(watch, "go") == [0, 396000]
    watch = ran(
        run(400, 84000), jog(1000, 360000, between=False), run(400, 84000), rests={0: 312000}
    )
    assert due(watch, "go") == [0, 444000]
    assert due(watch, "warn10") == [434000]


def test_sendoff_counts_from_go_to_go():
    watch = ran(repeat(4, run(400, 84000), sendoff(120000)), laps={0: 80000, 1: 90123, 2: 84000})
    assert due(watch, "go") == [0, 120000, 240000, 360000]
    # Who comes in after the send-off goes on at once.
    for lap in ((120500, 7), (120000, 0), (119999, 999), (119998, 0), (120002, 0)):
        watch = ran(repeat(2, run(400), sendoff(120000)), laps={0: lap, 1: 80000})
        due_us = max(120000000, lap[0] * 1000 + lap[1])
        assert [h.due_us for h in watch.kinds("go")] == [0, due_us]
        assert on_time(watch)


def test_no_recovery_begins_the_next_run_at_the_stamp():
    watch = ran(run(400, 84000), none(between=False), run(200, 50000), laps={0: (83000, 42)})
    assert [h.due_us for h in watch.kinds("go")] == [0, 83000042]
    assert due(watch, "last100", "finish")[1:] == [108000, 133000]
    assert watch.log.laps()[:2] == [("lap", 0, 83000), ("lap", 1, 50000)]
    assert on_time(watch)
    assert [h.kind for h in watch.kinds("fast", "on", "slow")] == ["on"]  # GO answers the first


def test_recovery_of_no_length_is_passed_over():
    watch = ran(
        run(400, 84000), none(between=False), fixed(20000, between=False), run(200, 50000),
        none(between=False), laps={0: (83000, 42)},
    )  # fmt: skip
    assert [h.due_us for h in watch.kinds("go")] == [0, 103000042]
    assert on_time(watch)
    assert watch.log.laps()[:2] == [("lap", 0, 83000), ("lap", 1, 50000)]


def test_two_recoveries_in_a_row_follow_one_another():
    watch = ran(
        repeat(2, run(400, 84000), fixed(20000, between=False)),
        fixed(30000, between=False),
        run(200, 40000),
    )
    assert due(watch, "go") == [0, 104000, 104000 + 104000 + 30000]


def test_recovery_after_the_last_run_is_run_too():
    watch = ran(run(400, 84000), fixed(30000, between=False))
    assert due(watch, "count")[3:] == [111000, 112000, 113000]
    assert watch.kinds()[-1].kind == "done"
    assert watch.kinds()[-1].due_us >= 114000000
