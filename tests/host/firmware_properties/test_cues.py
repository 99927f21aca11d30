# SPDX-License-Identifier: MIT
"""Every cue of any session: never early, late only behind a more important one, never cut short.

Hypothesis makes sessions of all kinds of recovery, and a wearer who forgets presses, presses twice,
holds the button, pauses, on a flash that is slow. Whatever came of it, the trace is judged cue by
cue, by a table of what may cut which that is said here once more (the README's). Not here: when a
cue is due (`tests/firmware/test_recovery`, `tests/simulation/checks`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from tests.examples import examples
from trackpacer import firmware
from trackpacer.resources import firmware_dir

firmware.install()
sys.path += [str(firmware_dir()), str(Path(__file__).parents[2] / "firmware")]

cues: Any = import_module("pacer.cues")
names: Any = import_module("pacer.names")
p: Any = import_module("support.programs")
watches: Any = import_module("support.watch")
Wearer: Any = import_module("support.wearer").Wearer

TURN_US = 500
SLICE_US = 20_500
NOTE_US = 3_000  # a note ends by the millisecond, and each of a cue's may be that late
LIMIT_MS = 900_000

BY_THE_CLOCK = {"split", "last100", "finish", "count", "go", "missed"}
ANSWERS = {"fast", "on", "slow", "noted", "paused", "resume", "done", "go"}
MAY_CUT = {name: set(names.CUES) for name in BY_THE_CLOCK | ANSWERS} | {
    "window": {"tick", "warn10"},
    "remind": {"tick", "warn10"},
    "low_battery": {"tick", "warn10"},
    "warn10": {"tick"},
    "tick": set[str](),
}
# MISSED is heard whole before anything but the count, GO, and what the wearer then does himself.
CUTS_MISSED = {"count", "go", "paused", "done"}
MAY_WAIT = {"window", "remind"}

SHORT = st.sampled_from([100, 400, 900, 2_500, 4_000])
MEDIUM = st.integers(3_000, 90_000) | st.sampled_from([10_000, 12_000, 60_000])


def recoveries(between: bool) -> st.SearchStrategy[bytes]:
    return st.one_of(
        st.builds(p.fixed, SHORT | MEDIUM, between=st.just(between)),
        st.builds(
            lambda low, more: p.window(low, low + more, between=between), MEDIUM, SHORT | MEDIUM
        ),
        st.just(p.full(between=between)),
        st.builds(
            lambda low, more: p.full(low, low + more, between=between), MEDIUM, SHORT | MEDIUM
        ),
        st.builds(p.equal, st.sampled_from([2, 50, 100]), st.sampled_from([0, 10_000]),
                  between=st.just(between)),
        st.builds(p.jog, st.just(400), st.just(0) | MEDIUM, between=st.just(between)),
        st.builds(p.sendoff, st.integers(20_000, 200_000), between=st.just(between)),
        st.just(p.none(between=between)),
    )  # fmt: skip


RUNS = st.one_of(
    st.builds(p.run, st.sampled_from([200, 400]), st.integers(25_000, 160_000)),
    st.builds(p.run, st.just(200), st.integers(30_000, 60_000), st.sampled_from([0, 4_000])),
    st.builds(p.run, st.just(100), st.integers(8_000, 20_000), spacing=st.just(10)),
    st.just(p.run(300)),
    st.builds(p.timed, st.integers(3_000, 60_000), st.just(0) | st.just(240_000)),
)
BLOCKS = st.builds(
    lambda count, a_run, rest, after: p.repeat(count, a_run, rest) + after,
    st.integers(2, 4), RUNS, recoveries(True), recoveries(False),
)  # fmt: skip
FORGETS = st.none()
LAPS = st.lists(FORGETS | st.integers(-300, 300), min_size=12, max_size=12)
PRESSES = st.lists(
    st.tuples(
        st.integers(-3_000, 400_000), st.integers(40, 900) | st.sampled_from([1_200, 1_900, 4_000])
    ),
    max_size=6,
)
CHOSEN = st.fixed_dictionaries(
    {},
    optional={
        "start": st.sampled_from(["count-in", "press-first", "press-every"]),
        "lockout_ms": st.sampled_from([100, 1_000, 3_000]),
        "hold_ms": st.sampled_from([500, 1_000]),
        "count_in_s": st.sampled_from([1, 5]),
        "delay_s": st.sampled_from([0, 2]),
    },
)


class OutOfTime(Exception):
    """Nobody presses any more, or it has been enough."""


class Battery(watches.Watch):  # type: ignore[misc]
    percent = 80

    def battery_percent(self) -> int:
        self.percent = max(1, self.percent - 20)
        return self.percent


class Flash:
    """When the flash of a test watch was busy while somebody pressed (us since it was built): a
    press then makes something due that no gap was left for."""

    def __init__(self, watch: Any) -> None:
        self._watch = watch
        self.held: list[tuple[int, int]] = []

    def busy(self, work: Callable[[], Any]) -> Any:
        world, button = self._watch.world, self._watch.button
        begun, edges = world.ms * 1000 + world.us, button.head
        done = work()
        if button.head != edges:
            self.held.append((begun, world.ms * 1000 + world.us))
        return done

    def held_up(self, cue: Any) -> bool:
        """Whether a cue was due in such a time, and sounded as it was over."""
        zero = self._watch.trace.zero_ms * 1000 + self._watch.trace.zero_us
        due, at = cue.due_us + zero, cue.at_us + zero
        return any(begun <= due and at <= end + TURN_US for begun, end in self.held)


def run_it(
    blocks: list[bytes],
    laps: list[int | None],
    presses: list[tuple[int, int]],
    flash_ms: int,
    create_ms: int,
    chosen: dict[str, Any],
) -> tuple[list[Any], Flash]:
    """What was heard, in its order, and when the flash was busy."""
    watch = Battery(p.build(*blocks, p.run(200, 30_000)), **chosen)
    flash = Flash(watch)
    flush = watch.log.flush
    watch.log.flush = lambda: flash.busy(flush)
    watch.log._flush_us = flash_ms * 1000
    steps = watch.runner.walk()
    expected = {}
    while steps.next():
        if steps.kind == 1:
            usual = steps.target_ms or steps.duration_ms or 50_000
            late = laps[steps.run % len(laps)]
            # Who forgets a press that nothing closes presses in the end.
            forgets = None if steps.target_ms else usual + 70_000
            expected[steps.run] = forgets if late is None else usual + usual * late // 1000
    Wearer(watch, expected, {k: 40_000 + 7_000 * k for k in range(60)}, bounces=1)
    for at, held in sorted(presses):
        watch.world.press(4_100 + at, 0, held, 1)
    sleep = watch.world.sleep_ms

    def limited(ms: int) -> None:
        if watch.world.ms > LIMIT_MS:
            raise OutOfTime
        sleep(ms)

    def create() -> None:
        flash.busy(lambda: watch.world.advance(create_ms * 1000))

    watch.runner._sleep = limited
    watch.start()
    try:
        watch.runner.run(create)
    except OutOfTime:
        pass
    return list(watch.trace.heard), flash


def ends_us(heard: Any) -> int:
    number = names.CUES.index(heard.kind)
    return int(heard.at_us + cues.length_ms(number) * 1000)


def judge(heard: list[Any], flash: Flash) -> None:
    for before, cue in pairwise(heard):
        if cue.at_us < ends_us(before):
            assert before.kind in MAY_CUT[cue.kind], f"{cue} cuts {before}"
            if before.kind == "missed":
                assert cue.kind in CUTS_MISSED, f"{cue} cuts {before}"
    for number, cue in enumerate(heard):
        late = cue.at_us - cue.due_us
        assert late >= 0, f"{cue} is early"
        if late < TURN_US or flash.held_up(cue):
            continue
        # A press is answered at once, and what follows from it is seen as the slice of sleep ends.
        if number and 0 <= cue.due_us - heard[number - 1].at_us < SLICE_US and late < SLICE_US:
            assert heard[number - 1].kind in ANSWERS, f"{cue} is late behind {heard[number - 1]}"
            continue
        assert cue.kind in MAY_WAIT, f"{cue} is late"
        # It waited for what sounded, from the moment it was due: one after the other, no silence.
        free = cue.at_us
        for other in reversed(heard[:number]):
            if ends_us(other) + len(names.CUES) * NOTE_US < free or free <= cue.due_us + TURN_US:
                break
            assert other.kind not in MAY_CUT[cue.kind], f"{cue} waits for {other}"
            free = other.at_us
            # The recovery of a missed run counts from the target, long before.
            if other.kind == "missed" or flash.held_up(other):
                free = cue.due_us
        assert free <= cue.due_us + TURN_US, f"{cue} is late, and nothing sounded at {free}"


FULL = p.repeat(2, p.run(1600, 320_000), p.full())
WINDOW = p.repeat(2, p.run(800, 165_000), p.window(35_000, 45_000))
TWELVE = p.repeat(2, p.run(400, 84_000), p.fixed(12_000))
NOTHING = p.repeat(2, p.run(1600, 320_000), p.none())


# A failing session is told as it was made: to shrink one takes minutes.
WHOLE = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(examples(20, 1000), phases=WHOLE)
@given(
    st.lists(BLOCKS, min_size=1, max_size=2),
    LAPS,
    PRESSES,
    st.sampled_from([1, 20, 180, 900]),
    st.sampled_from([0, 180, 900]),  # it is given a gap of a second
    CHOSEN,
)
@example([FULL], [None] * 12, [], 180, 180, {})
@example([WINDOW], [None] * 12, [], 180, 180, {})
@example([TWELVE], [None] * 12, [], 180, 2_500, {})
@example([NOTHING], [None] * 12, [], 180, 180, {})
@example([TWELVE], [None] * 12, [(500, 1_200), (30_000, 120)], 180, 180, {})
def test_no_cue_is_early_or_late_or_cut_by_a_lesser_one(
    blocks: list[bytes],
    laps: list[int | None],
    presses: list[tuple[int, int]],
    flash_ms: int,
    create_ms: int,
    chosen: dict[str, Any],
) -> None:
    judge(*run_it(blocks, laps, presses, flash_ms, create_ms, chosen))
