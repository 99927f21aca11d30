# SPDX-License-Identifier: MIT
"""A press at any microsecond, in whatever clock read or sleep it falls: the lap is its own time.

Hypothesis places presses around cues, deadlines, the edges of a window and the lock-out, bounces
them, and varies what a clock read and a wake cost; the rules of a session, said once more here in
plain arithmetic, tell what must come of it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from tests.examples import examples
from trackpacer import firmware
from trackpacer.resources import firmware_dir

firmware.install()
sys.path += [str(firmware_dir()), str(Path(__file__).parents[2] / "firmware")]

programs: Any = import_module("support.programs")
Watch: Any = import_module("support.watch").Watch
build, fixed, repeat = programs.build, programs.fixed, programs.repeat
run, window = programs.run, programs.window

TARGET = 40_000_000
LIMIT = 50_000_000
OPENS = 15_000_000
FORCED = 20_000_000
LOCKOUT = 1_000_000
GO = 4_100_000  # the start's press at 100 ms, then a second and 3, 2, 1

NEAR = st.integers(-30_000, 30_000) | st.integers(-40, 40)


def around(*instants: int) -> st.SearchStrategy[int]:
    return st.builds(lambda at, by: at + by, st.sampled_from(instants), NEAR)


LAP = around(LOCKOUT, 20_000_000, TARGET, TARGET + 500_000, LIMIT) | st.integers(10_000, 60_000_000)
REST = around(LOCKOUT, 10_000_000, OPENS, 17_000_000, FORCED, FORCED + LOCKOUT) | st.integers(
    5_000, 30_000_000
)
COST = st.fixed_dictionaries(
    {
        "read_us": st.integers(3, 120),  # a board's clock takes 4, and each one costs a test time
        "wake_us": st.integers(0, 900),
        "before_wrap_us": st.integers(1, 120_000_000),
    }
)


def press(watch: Any, at_us: int, held_ms: int, bounces: int) -> None:
    at_us += GO
    watch.world.press(at_us // 1000, at_us % 1000, held_ms, bounces)


def nearest_ms(us: int) -> int:
    return us // 1000 + (us % 1000 >= 500)


@examples(12, 500)
@given(LAP, REST, st.integers(20, 900), st.integers(0, 6), COST)
@example(TARGET, FORCED, 120, 3, {"read_us": 7, "wake_us": 30, "before_wrap_us": 44_100_000})
@example(LIMIT - 1, OPENS, 120, 3, {"read_us": 7, "wake_us": 30, "before_wrap_us": 20_000_000})
@example(LIMIT, FORCED - 1, 120, 3, {"read_us": 7, "wake_us": 30, "before_wrap_us": 20_000_000})
@example(LOCKOUT - 1, OPENS - 1, 120, 0, {"read_us": 7, "wake_us": 30, "before_wrap_us": 1})
def test_lap_and_go_belong_to_their_presses(
    lap_us: int, rest_us: int, held_ms: int, bounces: int, cost: dict[str, int]
) -> None:
    watch = Watch(
        build(repeat(2, run(200, TARGET // 1000), window(OPENS // 1000, FORCED // 1000))),
        world=cost,
    )
    press(watch, lap_us, held_ms, bounces)
    counts = LOCKOUT <= lap_us < LIMIT
    closed = lap_us if counts else TARGET
    press(watch, closed + rest_us if counts else LIMIT + 60_000_000, 120, bounces)
    watch.run()

    first = watch.log.records[0]
    gos = [heard.due_us for heard in watch.kinds("go")]
    if counts:
        assert (first[0], first[5]) == (1, nearest_ms(lap_us))
        # A contact still closed, or a press within the lock-out, is no second press.
        goes_on = OPENS <= rest_us < FORCED
        assert gos[1] == lap_us + (rest_us if goes_on else FORCED)
        second = watch.log.records[1]
        if not goes_on and rest_us >= FORCED + LOCKOUT:
            assert (second[0], second[5]) == (1, nearest_ms(rest_us - FORCED))
        else:
            assert second[0] == 2  # nobody pressed any more
        assert watch.trace.laps[0] == (0, lap_us)
    else:
        assert (first[0], first[5]) == (2, TARGET // 1000)
        # Too late for the lap, it may still be in time for the open window.
        in_window = OPENS <= lap_us - TARGET < FORCED
        assert gos[1] == (lap_us if in_window else TARGET + FORCED)
    for heard in watch.kinds("split", "last100", "finish", "count", "window", "missed", "warn10"):
        assert 0 <= heard.at_us - heard.due_us <= 3 * cost["read_us"] + 10
    # A press is answered from within whatever sleep it falls into; the loop is awake for some reads
    # of the clock, and once for as long as a wake takes before it knows what to answer.
    for heard in watch.kinds("go", "fast", "on", "slow"):
        assert 0 <= heard.at_us - heard.due_us <= 6 * cost["read_us"] + cost["wake_us"] + 10


@examples(10, 500)
@given(
    st.lists(around(20_000_000, 40_000_000, 55_000_000, 60_000_000), min_size=1, max_size=4),
    st.integers(0, 6),
    COST,
)
def test_any_presses_leave_laps_in_order_and_the_schedule_whole(
    presses: list[int], bounces: int, cost: dict[str, int]
) -> None:
    watch = Watch(build(repeat(3, run(200, TARGET // 1000), fixed(20000))), world=cost)
    pressed: list[int] = []
    for at in sorted(presses):
        if not pressed or at - pressed[-1] >= 100_000:  # one button: up again before the next
            pressed.append(at)
            press(watch, at, 80, bounces)
    watch.run()
    records = [r for r in watch.log.records if r[0] in (1, 2)]
    assert [r[1] for r in records] == [0, 1, 2]
    gos = [heard.due_us for heard in watch.kinds("go")]
    laps = dict(watch.trace.laps)
    for k, record in enumerate(records):
        if record[0] == 1:
            at = laps[2 * k]
            # A lap is one of the presses, by its own time, and the recovery counts from it.
            assert at in pressed
            assert record[5] == nearest_ms(at - gos[k])
            assert k == 2 or gos[k + 1] == at + 20_000_000
        else:
            assert k == 2 or gos[k + 1] == gos[k] + TARGET + 20_000_000
