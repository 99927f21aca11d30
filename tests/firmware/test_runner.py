# SPDX-License-Identifier: MIT
"""The timing loop: what is heard when, and what the log says."""

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
    timed,
    window,
)
from support.watch import Log, Watch
from support.wearer import Wearer

from pacer import laplog
from pacer.clock import Clock
from pacer.verdict import missed_after_ms

GOAL = build(repeat(25, run(400, 84000), window(35000, 45000)))
TURN_US = 150  # two clock reads of the test watch and what lies between


def ran(*steps, laps=None, rests=None, held=None, world=None, first_run=0, **chosen):
    """The watch after a session."""
    watch = Watch(build(*steps), world=world, **chosen)
    Wearer(watch, laps, rests, held)
    watch.run(first_run)
    return watch


def due(watch, *kinds):
    return [h.due_us // 1000 for h in watch.kinds(*kinds)]


def on_time(watch):
    """Every cue sounded within one turn of the loop of its deadline, or of the press it answers."""
    for heard in watch.kinds(
        "split",
        "last100",
        "finish",
        "count",
        "warn10",
        "window",
        "remind",
        "missed",
        "tick",
        "done",
        "go",
        "fast",
        "on",
        "slow",
        "noted",
        "resume",
    ):
        assert 0 <= heard.at_us - heard.due_us < TURN_US, heard
    return True


def test_25_by_400_is_exact_from_the_first_rep_to_the_last():
    watch = Watch(GOAL)
    Wearer(watch)
    assert watch.run() == laplog.END
    assert due(watch, "go") == [k * 129000 for k in range(25)]
    splits = watch.kinds("split", "last100", "finish")
    assert [h.due_us for h in splits] == [
        k * 129000000 + j * 21000000 for k in range(25) for j in range(1, 5)
    ]
    assert [h.kind for h in splits] == ["split", "split", "last100", "finish"] * 25
    assert [h.metres for h in splits] == [100, 200, 300, 400] * 25
    assert [h.step for h in splits] == [2 * k for k in range(25) for j in range(4)]
    assert on_time(watch)
    assert watch.log.laps()[:25] == [("lap", k, 84000) for k in range(25)]
    assert [r[6] for r in watch.log.records[:25]] == [0] + [45000] * 24
    assert watch.log.laps()[25:] == [("end", 25, 25 * 84000 + 24 * 45000)]
    assert watch.kinds()[-1].kind == "done"


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


def test_uneven_splits_and_ladders_come_from_the_program():
    watch = ran(
        repeat(3, run(400, (94000, 74000), splits=(-500, -1000, 250)), fixed(30000)),
    )
    assert due(watch, "split", "last100", "finish") == [
        go + target * k // 4 + late
        for go, target in ((0, 94000), (124000, 84000), (238000, 74000))
        for k, late in ((1, -500), (2, -1000), (3, 250), (4, 0))
    ]


def test_untargeted_run_is_silent_until_the_press():
    watch = ran(repeat(2, run(400), fixed(20000)), laps={0: 65432, 1: 70001})
    assert [h.kind for h in watch.kinds()] == [
        "count", "count", "count", "go", "noted",
        "warn10", "count", "count", "count", "go", "noted", "done",
    ]  # fmt: skip
    assert watch.log.laps()[:2] == [("lap", 0, 65432), ("lap", 1, 70001)]


def test_timed_reps_end_by_themselves_and_a_press_ends_one_early():
    watch = ran(repeat(3, timed(7000), fixed(20000)), laps={1: 5500})
    assert watch.log.laps()[:3] == [("timed", 0, 7000), ("lap", 1, 5500), ("timed", 2, 7000)]
    assert due(watch, "go") == [0, 27000, 52500]
    assert due(watch, "finish") == [7000, 59500]


def test_press_just_after_a_timed_run_s_end_is_meant_for_it_and_begins_nothing():
    for late, go in ((900, 19000), (1100, 8100)):
        watch = Watch(build(repeat(2, timed(7000), full())))
        for after in (late, 12000):
            watch.world.press(4100 + 7000 + after, 0, 120, 3)
        watch.run()
        assert due(watch, "go") == [0, go], late


def test_timed_run_at_a_pace_has_marks_and_the_end():
    watch = ran(timed(100000, 240000))
    assert [(h.metres, h.due_us) for h in watch.kinds("split", "last100", "finish")] == [
        (100, 24000000), (200, 48000000), (300, 72000000), (400, 96000000), (416, 100000000),
    ]  # fmt: skip
    assert watch.log.laps()[0] == ("timed", 0, 100000)


# what is heard after the press


def verdict(lap, *arguments, **more):
    watch = ran(run(400, *arguments, **more), laps={0: lap})
    return watch.kinds("fast", "on", "slow", "noted")[0].kind


def test_verdict_on_a_target_is_within_one_per_cent():
    assert verdict(83160, 84000) == "on"
    assert verdict(83159, 84000) == "fast"
    assert verdict(84840, 84000) == "on"
    assert verdict((84840, 499), 84000) == "on"  # as the log has it: 84.840
    assert verdict((84840, 500), 84000) == "slow"
    assert verdict((83159, 500), 84000) == "on"
    assert verdict(20500, 20000) == "on"
    assert verdict(20501, 20000) == "slow"


def test_verdict_on_a_range_is_on_anywhere_inside_and_one_percent_beside_it():
    for lap, heard in ((73209, "fast"), (73210, "on"), (79790, "on"), ((79790, 500), "slow")):
        assert verdict(lap, 79000, range_ms=5000) == heard


def test_faster_than_is_beaten_or_not():
    for lap, heard in ((30000, "on"), (42000, "on"), ((42000, 500), "slow")):
        assert verdict(lap, 42000, range_ms=0) == heard


def test_untargeted_lap_is_only_noted():
    assert verdict(60000) == "noted"


def test_press_is_answered_at_once_on_either_side_of_every_verdict():
    # to within microseconds of where one verdict turns into another, and far from it
    for target, range_ms, edges in (
        (5000, None, (4500, 5500)),
        (5000, 2000, (3000, 5000)),
        (5000, 0, (5000,)),
        (None, None, (3000,)),
    ):
        for edge in edges:
            for by in (-2500, -501, -500, 499, 500, 25000):
                lap = edge * 1000 + by
                watch = ran(run(100, target, range_ms), laps={0: (lap // 1000, lap % 1000)})
                assert watch.trace.laps == [(0, lap)]
                assert on_time(watch)


def test_notes_of_an_answer_count_from_the_press():
    watch = Watch(build(run(200, 21000)))
    Wearer(watch, {0: (22123, 457)})
    watch.tone.notes = []
    watch.run()
    zero = watch.trace.zero_ms
    slow = [n for n in watch.tone.notes if 22000 < n[0] - zero < 23500]
    assert slow[0][:3] == (zero + 22123, 457, 2700)
    assert [n[2] for n in slow] == [2700, 0, 1800, 0]
    for note, after in zip(slow, (0, 350, 470, 820)):
        assert 22123 + after <= note[0] - zero <= 22125 + after


def test_press_that_counts_for_nothing_is_not_heard():
    # in the lock-out after a GO, before a window opens, in a fixed recovery, while the button is
    # still down from the press before
    for steps, presses in (
        ((run(400, 84000),), (300, 999)),
        ((repeat(2, run(400, 84000), window(35000, 45000)),), (85900, 118990)),
        ((repeat(2, run(400, 84000), fixed(25000)),), (86500, 97000)),
    ):
        watch = Watch(build(*steps))
        Wearer(watch)
        watch.tone.notes = []
        for ms in presses:
            watch.world.press(4100 + ms, 0, 120, 6)
        watch.run()
        quiet = Watch(build(*steps))
        Wearer(quiet)
        quiet.tone.notes = []
        quiet.run()
        assert [n[2] for n in watch.tone.notes] == [n[2] for n in quiet.tone.notes]
        assert watch.log.records == quiet.log.records


# recoveries


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


# the forgotten press


def test_missed_after():
    # 10 s before the end of the recovery, between 1.05 and 1.25 of the target (5 s at least)
    assert missed_after_ms(84000, 84000 + 25000) == 99000
    assert missed_after_ms(84000, 84000 + 10000) == 88200
    assert missed_after_ms(84000, 84000 + 60000) == 105000
    assert missed_after_ms(84000, -1) == 105000
    assert missed_after_ms(16000, -1) == 21000
    assert missed_after_ms(7200000, -1) == 9000000


def test_forgotten_press_keeps_a_fixed_session_on_time():
    watch = ran(repeat(3, run(400, 84000), fixed(25000)), laps={0: None, 2: None})
    assert due(watch, "missed") == [99000, 218000 + 105000]
    assert due(watch, "done") == [218000 + 105000 + 2500]
    assert due(watch, "go") == [0, 109000, 218000]
    assert watch.log.laps()[:3] == [("missed", 0, 84000), ("lap", 1, 84000), ("missed", 2, 84000)]
    assert on_time(watch)


def test_forgotten_press_before_equal_open_and_window_recoveries():
    watch = ran(repeat(2, run(400, 84000), equal()), laps={0: None})
    assert due(watch, "missed") == [105000]
    assert due(watch, "go") == [0, 168000]
    watch = ran(repeat(2, run(400, 84000), full()), laps={0: None}, rests={0: 50000})
    assert due(watch, "missed") == [105000]
    assert due(watch, "go") == [0, 155000]
    watch = ran(repeat(2, run(400, 84000), window(20000, 22000)), laps={0: None})
    assert due(watch, "missed") == [96000]
    assert due(watch, "window") == [104000]
    assert due(watch, "go") == [0, 106000]
    watch = ran(repeat(2, run(400, 84000), sendoff(105000)), laps={0: None})
    assert due(watch, "missed") == [95000]
    assert due(watch, "go") == [0, 105000]


def heard(watch, *kinds):
    """When cues of these kinds sounded, in milliseconds."""
    return [h.at_us // 1000 for h in watch.kinds(*kinds)]


def test_forgotten_press_before_too_short_a_recovery_counts_the_next_rep_from_its_go():
    """None, or less than the watch waits for the press: MISSED is heard, then a GO that counts."""
    for rest, kinds in (
        (none(between=False), 420000),
        (fixed(15000, between=False), 420000),
        (sendoff(410000, between=False), 420000),
        (equal(2, between=False), 500000),
    ):
        watch = ran(run(1600, 400000), rest, run(400, 60000), laps={0: None})
        missed = kinds
        assert heard(watch, "missed") == [missed]
        go = due(watch, "go")[1]
        assert go == heard(watch, "go")[1] == missed + 1500  # MISSED lasts 1.2 s
        assert due(watch, "split", "last100", "finish")[16:] == [
            go + k * 15000 for k in (1, 2, 3, 4)
        ]
        assert watch.log.laps()[:2] == [("missed", 0, 400000), ("lap", 1, 60000)]
        assert watch.log.records[1][6] == go - 400000  # what it took to the GO
        assert on_time(watch)


def test_recovery_that_ends_while_missed_sounds_ends_on_time():
    watch = ran(run(400, 84000), fixed(5000, between=False), run(400, 84000), laps={0: None})
    assert due(watch, "missed") == [88200]
    assert due(watch, "go") == heard(watch, "go") == [0, 89000]
    assert due(watch, "count")[3:] == []  # all of them were due before MISSED


def test_after_missed_what_is_overdue_is_not_told_in_a_burst():
    # a minute of a full recovery passed 20 s before the rep closed
    watch = ran(run(1600, 320000), full(between=False), run(400, 84000), laps={0: None},
                rests={0: 150000})  # fmt: skip
    assert heard(watch, "missed") == [400000]
    assert heard(watch, "tick") == [320000 + 120000, 320000 + 180000]
    # 'ten seconds left' with 7.8 s left is left out, the count is right
    watch = ran(repeat(2, run(400, 84000), fixed(12000)), laps={0: None})
    assert heard(watch, "missed")[:1] == [88200]
    assert watch.kinds("warn10") == []
    assert heard(watch, "count")[3:] == [93000, 94000, 95000]
    # and where it would sound together with MISSED, as ten seconds before the end of any recovery
    watch = ran(repeat(2, run(400, 84000), fixed(25000)), laps={0: None})
    assert heard(watch, "missed") == [99000]
    assert watch.kinds("warn10") == []


def test_window_that_is_open_already_is_told_after_missed_was_heard_whole():
    steps = (run(800, 165000), window(35000, 45000, between=False), run(800, 165000))
    watch = Watch(build(*steps))
    Wearer(watch, {0: None})
    watch.tone.notes = []
    watch.run()
    # closed 10 s before the end of the recovery, when its window opens
    assert heard(watch, "missed") == due(watch, "missed") == [200000]
    (opened,) = watch.kinds("window")
    assert opened.due_us == 200000000
    assert 201200000 <= opened.at_us < 201203000
    zero = watch.trace.zero_ms
    notes = [n for n in watch.tone.notes if 200000 <= n[0] - zero < 201205]
    assert [n[2] for n in notes] == [1350, 0, 1350, 0, 1350, 0, 2700]
    # a bound that has passed is told instead of the window that opened before it
    watch = ran(
        run(5000, 1200000), full(180000, 240000, between=False), run(400, 84000), laps={0: None},
        rests={0: 200000},
    )  # fmt: skip
    assert heard(watch, "missed") == [1500000]
    assert watch.kinds("window") == []
    (told,) = watch.kinds("remind")
    assert 1501200000 <= told.at_us < 1501203000


def test_two_recoveries_after_a_missed_rep_go_on_from_the_target():
    watch = ran(
        repeat(2, run(400, 84000), fixed(2000, between=False)),
        fixed(30000, between=False),
        run(200, 40000),
        laps={1: None},
    )
    # the second rep's recovery of 2 s passed before it closed, and the 30 s are under way
    assert due(watch, "missed") == [86000 + 88200]
    assert due(watch, "go") == [0, 86000, 86000 + 84000 + 2000 + 30000]
    assert heard(watch, "warn10")[-1:] == [86000 + 106000]


def test_slow_creation_of_the_log_never_hurries_the_count_in():
    for slow_ms, latest in ((180, 1100), (900, 1100), (1500, 1950), (20000, 20450)):
        watch = Watch(build(run(400, 84000)))
        Wearer(watch)

        def slowly(watch=watch, slow_ms=slow_ms):
            watch.world.advance(slow_ms * 1000)

        watch.start()
        watch.runner.run(slowly)
        assert due(watch, "count", "go") == [-3000, -2000, -1000, 0]
        assert on_time(watch)
        # a second after the press, or at once where that has passed
        assert max(1100, 100 + slow_ms) <= watch.trace.zero_ms - 3000 <= latest


def test_slow_creation_of_the_log_after_a_go_by_press_waits_for_a_gap():
    """Ten metres a cue: there is none before the lap, which is on flash all the same."""
    watch = Watch(build(run(100, 9500, spacing=10), fixed(20000, between=False), run(400, 84000)),
                  start="press-first")  # fmt: skip
    Wearer(watch)
    created = []

    def slowly():
        created.append(watch.world.ms - watch.trace.zero_ms)
        watch.world.advance(900000)

    watch.start()
    watch.runner.run(slowly)
    assert len(created) == 1 and 9500 < created[0] < 20000
    assert watch.log.laps()[:2] == [("lap", 0, 9500), ("lap", 1, 84000)]
    assert on_time(watch)
    # and with seconds to the first split it is made as soon as GO was heard
    watch = Watch(build(run(400, 84000)), start="press-first")
    Wearer(watch)
    del created[:]
    watch.start()
    watch.runner.run(slowly)
    assert 900 <= created[0] < 1100
    assert on_time(watch)


def test_press_just_before_the_rep_closes_is_its_lap():
    watch = ran(repeat(2, run(400, 84000), fixed(25000)), laps={0: (98999, 999)})
    assert watch.kinds("missed") == []
    assert watch.log.laps()[0] == ("lap", 0, 99000)


def test_untargeted_rep_waits_for_its_press():
    watch = ran(repeat(2, run(400), fixed(25000)), laps={0: 500000, 1: 60000})
    assert watch.log.laps()[0] == ("lap", 0, 500000)


# start, settings


def test_count_in_and_its_length():
    watch = ran(run(400, 84000))
    assert due(watch, "count", "go") == [-3000, -2000, -1000, 0]
    assert watch.trace.zero_ms == 100 + 1000 + 3000
    watch = ran(run(400, 84000), count_in_s=5)
    assert due(watch, "count", "go") == [-5000, -4000, -3000, -2000, -1000, 0]


def test_start_by_press_is_the_press_itself():
    for start in ("press-first", "press-every"):
        watch = Watch(build(run(400, 84000)), start=start)
        Wearer(watch)
        watch.run(ms=1234, us=567)
        assert (watch.trace.zero_ms, watch.trace.zero_us) == (1234, 567)
        assert watch.kinds("count") == []
        assert watch.log.begun
        assert watch.kinds("go")[0].at_us < 20000


def test_coach_starts_every_rep():
    watch = ran(
        repeat(3, run(400, 84000), fixed(60000)), rests={0: 58500, 1: 75000}, start="press-every"
    )
    assert due(watch, "go") == [0, 142500, 142500 + 159000]
    assert due(watch, "warn10") == [134000, 276500]
    assert on_time(watch)
    assert due(watch, "remind") == [142500 + 144000]
    assert watch.kinds("count") == []


def test_delay_lets_a_group_follow_one_another():
    for delay in (0, 5, 300):
        watch = ran(run(400, 84000), delay_s=delay)
        assert watch.trace.zero_ms == 100 + 4000 + delay * 1000
        assert due(watch, "count") == [-3000, -2000, -1000]
        assert on_time(watch)
    watch = ran(run(400, 84000), delay_s=2, start="press-first")
    assert watch.trace.zero_ms == 2100
    assert due(watch, "count") == [-1000]


def test_spacing_and_shift_settings():
    watch = ran(run(400, 84000), spacing_m=200, shift_s=2)
    assert due(watch, "split", "last100", "finish") == [43000, 86000]
    assert watch.log.records[0][4] == 86000
    watch = ran(run(400, 84000), spacing_m=0, shift_s=-3)
    assert due(watch, "split", "last100", "finish") == [81000]


# how the loop behaves


def test_tones_stop_at_their_own_deadline_and_nothing_blocks():
    watch = Watch(build(run(400, 84000)))
    Wearer(watch, laps={0: 63020})
    watch.tone.notes = []
    watch.run()
    notes = watch.tone.notes
    at = next(i for i, n in enumerate(notes) if n[0] == 4100 + 21000)
    start, stop = notes[at], notes[at + 1]
    assert start[2] > 0 and stop[2] == 0
    assert 0 <= stop[0] * 1000 + stop[1] - (4100 + 21000 + 120) * 1000 < 3000
    # A press while the last-100 cue sounds is answered within a slice, not after the cue.
    heard = watch.kinds("fast")[0]
    assert heard.at_us - heard.due_us < 25000
    assert watch.tone.sounding == 0


def test_note_that_ends_just_before_a_deadline_does_not_delay_it():
    # The answer to a lap has notes 180 ms after it was heard; the first count is due then too.
    watch = ran(
        repeat(60, run(50, 6000), fixed(3190)), laps={k: (6000, 331 * k) for k in range(60)}
    )
    assert on_time(watch)


def test_sleeps_are_slices_and_the_processor_is_kept_for_the_last_stretch_only():
    watch = Watch(build(repeat(3, run(400, 84000), fixed(60000))))
    Wearer(watch)
    longest = [0]
    sleep = watch.world.sleep_ms

    def slice(ms):
        longest[0] = max(longest[0], ms)
        sleep(ms)

    watch.runner._sleep = slice
    watch.run()
    assert 0 < longest[0] <= 20
    assert watch.world.slept_ms > 0.99 * watch.world.ms


def test_flash_is_written_only_with_a_second_to_spare():
    four = {k: 20000 for k in range(4)}
    for steps, laps in (
        ((repeat(4, run(400, 84000), window(35000, 45000)),), None),
        ((repeat(4, run(200, 34000), fixed(2500)),), None),
        ((repeat(3, run(200, 34000), none(between=False)), run(200, 34000)), None),
        ((repeat(4, timed(7000), fixed(4000)),), None),
        ((repeat(4, run(400), full()),), four),
    ):
        watch = ran(*steps, laps=laps, rests={k: 4000 for k in range(4)} if laps else None)
        zero = watch.trace.zero_ms * 1000 + watch.trace.zero_us
        assert len(watch.log.flushed_at) > 3
        for ms, us in watch.log.flushed_at:
            at = ms * 1000 + us - zero
            for heard in watch.kinds("count", "go", "split", "last100", "finish", "window"):
                gap = heard.due_us - at
                if laps and heard.kind == "go":
                    continue  # by the press, which nothing foretells
                assert gap <= 0 or gap >= 1000000, (at, heard)
        assert on_time(watch)


class Measured(Watch):
    """A watch with a battery, which falls by one per cent each time it is measured."""

    percent = 17

    def battery_percent(self):
        self.percent -= 1
        return self.percent


def test_low_battery_is_told_once_and_in_a_recovery():
    watch = Measured(build(repeat(6, run(400, 84000), fixed(25000))))
    Wearer(watch)
    watch.run()
    (told,) = watch.kinds("low_battery")
    # 16 % after the first rep, 15 after the second, 14 after the third
    assert 2 * 109000 + 84000 < told.due_us // 1000 < 3 * 109000 - 10000
    assert on_time(watch)
    assert len(watch.log.records) == 7


def small_log(watch):
    """A buffer of the real log's size in place of the test watch's larger one."""
    return watch.use(Log(watch.world, records=32))


def test_dozens_of_short_reps_without_a_second_to_spare_lose_no_lap():
    for steps, laps in (
        ((repeat(120, timed(1000), none(between=False)), run(400)), {120: 60000}),
        ((repeat(60, timed(1500), fixed(500)),), None),
        ((repeat(60, run(100, 9500, spacing=10), none(between=False)), run(400)), {60: 60000}),
    ):
        watch = Watch(build(*steps))
        log = small_log(watch)
        Wearer(watch, laps)
        watch.run()
        runs = watch.runner.steps.runs
        assert log.lost == 0
        assert [k for _, k, _ in log.laps()] == list(range(runs)) + [runs]
        # What is written in a narrow gap makes no later cue late for good.
        zero = watch.trace.zero_ms * 1000 + watch.trace.zero_us
        flushed = [ms * 1000 + us - zero for ms, us in log.flushed_at]
        for heard in watch.kinds("split", "last100", "finish", "go"):
            assert all(not 0 < heard.due_us - at < 300000 for at in flushed), heard
            assert heard.at_us - heard.due_us < 500


def test_flash_that_refuses_is_asked_again_with_the_next_lap_and_the_watchdog_is_fed():
    watch = Watch(build(repeat(4, run(400, 84000), fixed(60000))))
    log = watch.log
    tries = []
    fed = []
    works = log.flush

    def refuses():
        tries.append(watch.world.ms)
        watch.world.advance(20000)
        return works() if len(tries) > 2 else False

    log.flush = refuses
    watch.runner._feed = lambda: fed.append(watch.world.ms)
    Wearer(watch)
    watch.run()
    assert log.laps() == [("lap", k, 84000) for k in range(4)] + [("end", 4, 516000)]
    assert len(tries) == 5
    assert max(b - a for a, b in zip(fed, fed[1:])) < 1000


def test_every_lap_is_on_flash_before_the_next_rep():
    watch = Watch(build(repeat(4, run(400, 84000), fixed(25000))))
    wearer = Wearer(watch)
    react = watch.trace.react
    missing = []

    def check(kind, step, ms, us):
        if kind == "go" and len(watch.log.records) != step // 2:
            missing.append(step)
        react(kind, step, ms, us)

    watch.trace.react = check
    watch.run()
    assert not missing and wearer


def test_resumed_session_goes_on_with_its_run():
    watch = Watch(build(repeat(4, run(400, 84000), fixed(25000))))
    Wearer(watch)
    watch.run(first_run=2)
    assert [h.step for h in watch.kinds("go")] == [4, 6]
    assert watch.log.laps() == [("lap", 2, 84000), ("lap", 3, 84000), ("end", 4, 193000)]
    assert [r[6] for r in watch.log.records[:2]] == [laplog.UNKNOWN, 25000]
