# SPDX-License-Identifier: MIT
"""The runner: kinds of runs, how a session starts, and how the loop behaves."""

from support.programs import (
    build,
    fixed,
    full,
    none,
    repeat,
    run,
    sendoff,
    timed,
    window,
)
from support.sessions import due, on_time, ran
from support.watch import Log, Watch
from support.wearer import Wearer

from pacer import laplog

NOT_IN_WASM = "nothing here hangs on the width of an integer: test_clock has what does"


GOAL = build(repeat(25, run(400, 84000), window(35000, 45000)))


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


def test_coach_starts_the_rep_also_after_a_send_off_that_was_missed():
    watch = ran(
        repeat(2, run(400, 84000), sendoff(90000)),
        laps={0: 91000},
        rests={0: 5000},
        start="press-every",
    )
    assert due(watch, "go") == [0, 96000]
    assert due(watch, "slow") == [91000]
    assert watch.log.laps() == [("lap", 0, 91000), ("lap", 1, 84000), ("end", 2, 180000)]
    assert watch.log.records[1][6] == 5000


def test_coach_starts_the_rep_also_before_the_window_opens():
    watch = Watch(build(repeat(2, run(400, 84000), window(35000, 45000))), start="press-every")
    Wearer(watch, rests={0: 20000})
    watch.world.press(400000)  # whoever still waits then has not been heard
    watch.run()
    assert due(watch, "go") == [0, 104000]


def test_delay_lets_a_group_follow_one_another():
    for delay in (0, 5, 300):
        watch = ran(run(400, 84000), delay_s=delay)
        assert watch.trace.zero_ms == 100 + 4000 + delay * 1000
        assert due(watch, "count") == [-3000, -2000, -1000]
        assert on_time(watch)
    watch = ran(run(400, 84000), delay_s=2, start="press-first")
    assert watch.trace.zero_ms == 2100
    assert due(watch, "count") == [-1000]


def test_delay_is_not_waited_for_again_after_a_reset():
    watch = ran(repeat(3, run(400, 84000), fixed(25000)), first_run=1, delay_s=300)
    assert watch.trace.zero_ms == 100 + 4000
    assert [lap[:2] for lap in watch.log.laps()] == [("lap", 1), ("lap", 2), ("end", 3)]


def test_spacing_and_shift_settings():
    watch = ran(run(400, 84000), spacing_m=200, shift_s=2)
    assert due(watch, "split", "last100", "finish") == [43000, 86000]
    assert watch.log.records[0][4] == 86000
    watch = ran(run(400, 84000), spacing_m=0, shift_s=-3)
    assert due(watch, "split", "last100", "finish") == [81000]


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


def test_a_run_whose_go_a_slow_flash_made_late_counts_from_the_go_that_is_heard():
    watch = Watch(build(run(400, 84000), fixed(3000, between=False), run(400, 84000)),
                  start="press-first")  # fmt: skip
    Wearer(watch, {0: 2000})
    watch.start()
    watch.runner.run(lambda: watch.world.advance(9000000))
    first, second = watch.kinds("go")
    assert second.due_us >= 9000000  # not at 5 s, when nobody heard it
    assert watch.log.laps()[:2] == [("lap", 0, 2000), ("lap", 1, 84000)]
    assert [cue.due_us - second.due_us for cue in watch.kinds("split", "last100", "finish")] == [
        21000000, 42000000, 63000000, 84000000]  # fmt: skip


def test_a_recovery_behind_one_that_a_slow_flash_outlasted_ends_when_it_should():
    watch = Watch(build(run(400, 84000), fixed(3000, between=False), fixed(20000, between=False),
                        run(400, 84000)), start="press-first")  # fmt: skip
    Wearer(watch, {0: 2000})
    watch.start()
    watch.runner.run(lambda: watch.world.advance(9000000))
    first, second = watch.kinds("go")
    assert second.due_us == 25000000
    assert watch.log.laps()[:2] == [("lap", 0, 2000), ("lap", 1, 84000)]


# how the loop behaves


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


def small_log(watch):
    """A buffer of the real log's size in place of the test watch's larger one."""
    return watch.use(Log(watch.world, records=32))


def test_dozens_of_short_reps_without_a_second_to_spare_lose_no_lap():
    for steps, laps in (
        ((repeat(120, timed(1000), none(between=False)), run(400)), {120: 60000}),
        ((repeat(60, timed(1500), fixed(500)),), None),
        ((repeat(60, timed(1500), fixed(200)),), None),  # no time for it in the recovery
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


def test_flash_is_not_written_over_the_moment_at_which_the_answer_to_a_press_changes():
    """1.9 s after GO a lap is 'on' and no more 'fast'; the log is still to be created then."""
    watch = Watch(build(run(100, 2400)), start="press-first")
    Wearer(watch, laps={0: 1905})

    def slowly():
        for _ in range(11):  # no stretch so long that an edge within it were overlooked
            watch.world.advance(100000)

    watch.start()
    watch.runner.run(slowly)
    assert [h.kind for h in watch.kinds("fast", "on", "slow")] == ["on"]
    assert on_time(watch)
