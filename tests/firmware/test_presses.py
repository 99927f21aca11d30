# SPDX-License-Identifier: MIT
"""What a press and a hold do in each state, and what the log says of it."""

from support.programs import build, fixed, full, none, repeat, run, window
from support.sessions import due
from support.watch import Watch
from support.wearer import Wearer

from pacer import laplog, names

NOT_IN_WASM = "nothing here hangs on the width of an integer: test_clock has what does"

FOUR = (repeat(4, run(400, 84000), fixed(25000)),)
GO = 4100  # of the first rep: the press at 100, a second, and 3, 2, 1


def session(*steps, presses=(), laps=None, rests=None, bounces=3, **chosen):
    """The watch after a session; presses: (ms after the first GO, ms held)."""
    watch = Watch(build(*steps), **chosen)
    Wearer(watch, laps, rests, bounces=bounces)
    for at, held in presses:
        watch.world.press(GO + at, 0, held, bounces)
    watch.ended = watch.run()
    return watch


def events(watch):
    return [(names.EVENTS[r[0]], r[1], r[5], r[6]) for r in watch.log.records]


def test_hold_pauses_the_press_is_no_lap_and_a_press_takes_the_rep_up():
    watch = session(
        *FOUR, presses=((50000, 1200), (90000, 120), (90000 + 34500, 120)), laps={0: None}
    )
    assert events(watch)[:5] == [
        ("lap", 0, 50000, 0),
        ("void", 0, 50000, 0),
        ("pause", 0, 50000, 0),
        ("resume", 0, 0, 40000),
        ("lap", 0, 84500, 0),
    ]
    # The split at 63 s of the rep comes 40 s later, and so does what follows.
    assert due(watch, "last100", "finish")[:2] == [103000, 124000]
    assert due(watch, "go")[1] == 90000 + 34500 + 25000
    assert len(watch.kinds("paused")) == len(watch.kinds("resume")) == 1


def test_hold_in_a_pause_starts_the_rep_again():
    watch = session(*FOUR, presses=((50000, 1200), (90000, 1500)), laps={0: None})
    restart = events(watch)[4]
    assert restart[:2] == ("restart", 0) and restart[3] == 40000
    again = due(watch, "go")[1]
    assert 95000 <= again <= 95050
    assert due(watch, "count")[3:6] == [again - 3000, again - 2000, again - 1000]
    assert due(watch, "missed")[0] == again + 99000  # from the new GO
    assert [h.step for h in watch.kinds("go")] == [0, 0, 2, 4, 6]


def test_longer_hold_ends_the_session_in_any_state():
    for at in (-2000, 50000, 90000):
        for first in ((), ((at, 1200),)):
            second = at + 30000 if first else at
            if second > 0 and second < 50000:
                continue
            watch = session(*FOUR, presses=first + ((second, 4000),), laps={0: 84000})
            assert watch.ended == laplog.STOPPED
            assert watch.log.records[-1][0] == laplog.STOPPED
            assert watch.kinds()[-1].kind == "done"
            assert watch.kinds()[-1].due_us < (second + 3200) * 1000


def test_hold_in_a_fixed_recovery_pauses_it():
    watch = session(*FOUR, presses=((90000, 1200), (150000, 120)))
    assert due(watch, "go")[:2] == [0, 109000 + 60000]
    assert due(watch, "warn10")[:1] == [99000 + 60000]
    assert events(watch)[1:3] == [("pause", 0, 0, 6000), ("resume", 0, 0, 60000)]
    # The recovery that the log tells includes the pause.
    assert events(watch)[3] == ("lap", 1, 84000, 85000)


def test_hold_over_the_end_of_a_recovery_takes_the_go_back():
    watch = session(*FOUR, presses=((108500, 1200), (150000, 120), (234500, 120)), laps={1: None})
    assert due(watch, "go")[:3] == [0, 109000, 150500]
    assert events(watch)[:4] == [
        ("lap", 0, 84000, 0),
        ("pause", 0, 0, 24500),
        ("resume", 0, 0, 41500),
        ("lap", 1, 84000, 66500),
    ]


def test_hold_in_an_open_recovery_is_no_go():
    watch = session(
        repeat(2, run(400, 84000), full()), presses=((120000, 1200), (150000, 120), (200000, 120))
    )
    assert due(watch, "go") == [0, 120000, 200000]
    assert [e[0] for e in events(watch)] == ["lap", "pause", "resume", "lap", "end"]
    assert watch.kinds("missed") == []


def test_hold_at_the_lap_without_recovery_goes_back_to_the_run():
    watch = session(
        run(400, 84000),
        none(between=False),
        run(200, 40000),
        presses=((30000, 1200), (60000, 120), (114000, 120), (155000, 120)),
        laps={0: None, 1: None},
    )
    assert events(watch) == [
        ("lap", 0, 30000, 0),
        ("void", 0, 30000, 0),
        ("pause", 0, 30000, 0),
        ("resume", 0, 0, 30000),
        ("lap", 0, 84000, 0),
        ("lap", 1, 41000, 0),
        ("end", 2, 155000, 0),
    ]


def test_pause_of_a_full_recovery_puts_its_bounds_later():
    watch = session(
        repeat(2, run(400, 84000), full(60000, 120000)),
        presses=((94000, 1200), (124000, 120), (240000, 120)),
    )
    assert due(watch, "window", "remind") == [84000 + 60000 + 30000, 84000 + 120000 + 30000]
    assert due(watch, "go") == [0, 240000]


def test_long_hold_of_the_last_lap_is_waited_for():
    """The session is over 2.5 s after its last lap, and the hold may take 3 s."""
    watch = session(
        run(400, 84000),
        presses=((84000, 3200), (100000, 120), (101000, 120)),
        laps={0: None},
        hold_ms=3000,
        end_ms=6000,
    )
    assert [event[0] for event in events(watch)] == [
        "lap", "void", "pause", "resume", "lap", "end",
    ]  # fmt: skip


def test_hold_of_the_last_lap_is_no_end():
    watch = session(
        run(400, 84000), presses=((84000, 1300), (100000, 120), (105000, 120)), laps={0: None}
    )
    assert [e[:3] for e in events(watch)] == [
        ("lap", 0, 84000),
        ("void", 0, 84000),
        ("pause", 0, 84000),
        ("resume", 0, 0),
        ("lap", 0, 89000),
        ("end", 1, 105000),
    ]


def test_hold_in_a_pause_of_a_recovery_starts_the_coming_rep():
    watch = session(*FOUR, presses=((90000, 1200), (150000, 1200)))
    assert [h.step for h in watch.kinds("go")] == [0, 2, 4, 6]
    again = due(watch, "go")[1]
    assert 155000 <= again < 155050
    assert [e[:2] for e in events(watch)[1:5]] == [
        ("pause", 0),
        ("resume", 0),
        ("restart", 1),
        ("lap", 1),
    ]


def test_hold_in_a_pause_of_one_of_several_recoveries_starts_the_coming_rep():
    watch = session(
        run(400, 84000),
        fixed(20000, between=False),
        fixed(30000, between=False),
        fixed(40000, between=False),
        run(200, 40000),
        presses=((90000, 1200), (100000, 1200)),
    )
    (_, again) = due(watch, "go")
    assert 105000 <= again < 105050
    assert [h.step for h in watch.kinds("go")] == [0, 4]
    told = events(watch)
    assert [e[:2] for e in told[1:]] == [
        ("pause", 0), ("resume", 0), ("restart", 1), ("lap", 1), ("end", 2),
    ]  # fmt: skip
    assert told[4][:3] == ("lap", 1, 40000)
    assert abs(told[4][3] - (again - 84000)) <= 1  # with the pause, and the count-in


def test_press_in_the_count_in_does_nothing_and_a_hold_pauses_it():
    watch = session(*FOUR, presses=((-1500, 120),))
    assert due(watch, "go")[:2] == [0, 109000]
    watch = session(*FOUR, presses=((-1500, 1200), (20000, 120)))
    assert [e[0] for e in events(watch)] == ["lap"] * 4 + ["end"]
    assert watch.trace.zero_ms == GO + 20000 + 4000
    assert due(watch, "go")[:2] == [0, 109000]


def test_press_short_of_a_hold_is_only_a_lap():
    watch = session(*FOUR, presses=((80000, 970),), laps={0: None})
    assert [e[0] for e in events(watch)] == ["lap"] * 4 + ["end"]
    watch = session(*FOUR, presses=((80000, 1700),), laps={0: None}, hold_ms=2000)
    assert [e[0] for e in events(watch)] == ["lap"] * 4 + ["end"]


def test_bounces_of_a_press_and_of_its_release_are_one_press():
    for held in (60, 300, 700, 960):
        watch = session(
            repeat(3, run(400, 84000), full()),
            presses=((84000, held), (84000 + 40000, held), (84000 + 40000 + 82000, held)),
            laps={0: None, 1: None},
            rests={1: 30000},
            bounces=7,
            lockout_ms=100,
        )
        assert [(e[0], e[2]) for e in events(watch)[:3]] == [
            ("lap", 84000),
            ("lap", 82000),
            ("lap", 84000),
        ]
        assert due(watch, "go") == [0, 124000, 236000]


def test_bounces_that_come_while_the_flash_is_written_are_no_second_press():
    """The ring is read when the write is over: by then the contact is long open and quiet."""
    watch = Watch(build(repeat(2, run(400, 84000), full())), lockout_ms=100)
    Wearer(watch, rests={0: 900}, bounces=3)
    watch.log._flush_us = 900000
    watch.run()
    assert due(watch, "go") == [0, 84900]
    assert watch.log.laps()[:2] == [("lap", 0, 84000), ("lap", 1, 84000)]


def test_short_tap_that_starts_a_session_long_after_power_on_leaves_the_next_press_alone():
    watch = Watch(build(repeat(2, run(400, 84000), fixed(60000))))
    Wearer(watch)
    watch.start(ms=600000, held_ms=3)  # open again before anybody looked
    watch.runner.run(watch.log.begin)
    assert watch.log.laps()[:2] == [("lap", 0, 84000), ("lap", 1, 84000)]


def test_second_press_within_the_lockout_is_none():
    steps = (repeat(2, run(400, 84000), full()),)
    for second, third in ((999, 30000), (300, 30000)):
        watch = session(
            *steps, presses=((84000, 120), (84000 + second, 120), (114000, 120)), laps={0: None}
        )
        assert due(watch, "go") == [0, 84000 + third]
    watch = session(*steps, presses=((84000, 120), (85000, 120)), laps={0: None})
    assert due(watch, "go") == [0, 85000]
    watch = session(*steps, presses=((84000, 120), (84300, 120)), laps={0: None}, lockout_ms=250)
    assert due(watch, "go") == [0, 84300]


def test_press_meant_for_the_window_that_comes_after_the_forced_go_is_no_lap():
    watch = session(
        repeat(2, run(400, 84000), window(35000, 45000)), presses=((129000 + 400, 120),)
    )
    assert [e[:3] for e in events(watch)[:2]] == [("lap", 0, 84000), ("lap", 1, 84000)]


def test_late_press_after_a_missed_rep_does_not_start_the_next():
    watch = session(
        repeat(2, run(400, 84000), full()), presses=((105500, 120), (140000, 120)), laps={0: None}
    )
    assert due(watch, "go") == [0, 140000]


def test_hold_begun_within_the_lockout_is_a_hold_and_only_its_press_is_dropped():
    """A false start: half a second after GO the button goes down, and stays down for a hold."""
    for lap, presses in (
        (84000, ((500, 1200), (20000, 120), (20000 + 83500, 120))),  # taken up: 0.5 s had passed
        (None, ((500, 1200), (20000, 1200))),  # begun again
    ):
        watch = session(*FOUR, presses=presses, laps={0: None})
        (paused,) = watch.kinds("paused")
        assert 1500 <= paused.due_us // 1000 < 1530
        told = events(watch)
        assert told[0] == ("pause", 0, 500, 0)
        if lap:
            assert told[1:3] == [("resume", 0, 0, 19500), ("lap", 0, lap, 0)]
            assert due(watch, "split")[0] == 21000 + 19500
        else:
            # the press that ends the pause, and the hold that it turns out to be
            assert [e[0] for e in told[1:3]] == ["resume", "restart"]
            assert due(watch, "go")[1] - 25000 in range(0, 60)


def test_hold_within_the_lockout_of_a_lap_of_a_closed_rep_and_of_a_go_in_a_recovery():
    for steps, laps, at, stood in (
        (FOUR, {0: None}, 99600, ("pause", 0, 0, 15600)),  # MISSED at 99 s
        (FOUR, {}, 84700, ("pause", 0, 0, 700)),  # the lap at 84 s stays
        (FOUR, {}, 109200, ("pause", 1, 200, 0)),  # GO at 109 s
    ):
        watch = session(*steps, presses=((at, 1200), (at + 20000, 120)), laps=laps)
        told = events(watch)
        assert stood in told, told
        assert not [e for e in told if e[0] == "void"]
        assert watch.log.laps()[-1][0] in ("end", "missed", "lap", "stopped")
        assert len(watch.kinds("paused")) == 1


def test_short_press_within_the_lockout_is_none():
    watch = session(*FOUR, presses=((500, 300), (84000 + 700, 200), (109300, 600)))
    assert [e[0] for e in events(watch)] == ["lap"] * 4 + ["end"]
    assert due(watch, "go") == [k * 109000 for k in range(4)]


def test_button_stuck_since_the_lockout_ends_the_session_as_a_longer_hold():
    """What it is worn under presses it: nothing is lost, and the watch does not wait for ever."""
    watch = session(*FOUR, presses=((109300, 20000000),), bounces=0)
    assert watch.ended == laplog.STOPPED and watch.log.lost == 0
    assert [e[0] for e in events(watch)] == ["lap", "pause", "stopped"]
