# SPDX-License-Identifier: MIT
"""The forgotten press: when a rep is closed without it, and what becomes of the session's time."""

from support.programs import (
    build,
    equal,
    equal_other,
    fixed,
    full,
    none,
    repeat,
    run,
    sendoff,
    window,
)
from support.sessions import due, on_time, ran
from support.watch import Watch
from support.wearer import Wearer

from pacer.verdict import missed_after_ms

NOT_IN_WASM = "nothing here hangs on the width of an integer: test_clock has what does"


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


def test_forgotten_press_where_nothing_is_known_of_the_recovery_to_come():
    """A coach ends it, or it equals that of a set run before a reset: the limit is 1.25."""
    watch = ran(
        repeat(2, run(400, 84000), fixed(25000)),
        laps={0: 104000},
        rests={0: 50000},
        start="press-every",
    )
    assert watch.log.laps()[:2] == [("lap", 0, 104000), ("lap", 1, 84000)]
    watch = ran(
        repeat(2, run(200, 32000), equal()),
        repeat(2, run(400, 84000), equal_other()),
        laps={2: 104000},
        rests={2: 50000},
        first_run=2,
    )
    assert watch.log.laps()[:2] == [("lap", 2, 104000), ("lap", 3, 84000)]


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


def test_press_just_before_the_rep_closes_is_its_lap():
    watch = ran(repeat(2, run(400, 84000), fixed(25000)), laps={0: (98999, 999)})
    assert watch.kinds("missed") == []
    assert watch.log.laps()[0] == ("lap", 0, 99000)


def test_untargeted_rep_waits_for_its_press():
    watch = ran(repeat(2, run(400), fixed(25000)), laps={0: 500000, 1: 60000})
    assert watch.log.laps()[0] == ("lap", 0, 500000)
