# SPDX-License-Identifier: MIT
"""The simulated hardware's pure parts under CPython: clock, button, flash chip, trace, wearer.

Not here: whole sessions on it (`test_sessions`), the console (`test_console`).
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from trackpacer.compiler import compile_session
from trackpacer.firmware import cues, program
from trackpacer.notation import read
from trackpacer.resources import boards_dir


@pytest.fixture(autouse=True)
def silicon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The board's folder on the path, as it is in the VM."""
    monkeypatch.syspath_prepend(str(boards_dir() / "simulator"))


def part(name: str) -> ModuleType:
    return __import__(f"silicon.{name}", fromlist=[name])


class Told:
    """A button that remembers its edges."""

    def __init__(self) -> None:
        self.edges: list[tuple[int, bool]] = []

    def edge(self, ticks: int, down: bool) -> None:
        self.edges.append((ticks, down))


def test_the_clock_stands_still_until_somebody_reads_or_sleeps() -> None:
    world = part("world").World(read_us=4, turn_us=0, wake_us=0, before_wrap_us=1000)
    assert world.now == 0
    first, second = world.ticks_us(), world.ticks_us()
    assert second - first == 4
    world.sleep_ms(7)
    assert world.now == 7008


def test_ticks_wrap_as_a_board_s_do() -> None:
    world = part("world").World(read_us=0, turn_us=0, wake_us=0, before_wrap_us=10)
    assert world.ticks_us() == 2**30 - 10
    world.spend(10)
    assert world.ticks_us() == 0
    assert part("world").ticks_diff(5, 2**30 - 5) == 10
    assert part("world").ticks_diff(2**30 - 5, 5) == -10
    assert world.time_of(2**30 - 10) == 0


@pytest.mark.parametrize("passing", ["sleep", "read", "work"])
def test_a_press_is_stamped_when_it_happens_whatever_the_watch_does(passing: str) -> None:
    world = part("world").World(
        read_us=50, turn_us=0, wake_us=0, interrupt_us=3, before_wrap_us=2**30
    )
    button = Told()
    world.press(1020, 5000, button, bounce=False)
    while world.now < 8000:
        {
            "sleep": lambda: world.sleep_ms(10),
            "read": world.ticks_us,
            "work": lambda: world.spend(70),
        }[passing]()
    assert button.edges == [(1023, True), (6023, False)]


def test_a_press_in_a_flash_write_is_stamped_at_its_end() -> None:
    world = part("world").World(interrupt_us=3, before_wrap_us=2**30)
    button = Told()
    world.press(1000, 5000, button, bounce=False)
    world.spend_deaf(4000)
    assert button.edges == [(4003, True)]


def test_contacts_bounce_as_they_close_and_more_as_they_open() -> None:
    world = part("world").World(before_wrap_us=2**30)
    button = part("world").Button(world)
    world.press(1000, 100_000, button)
    world.sleep_ms(50)
    closing = button.head
    assert 2 <= closing <= 5 and button.is_down()
    world.sleep_ms(100)
    assert 8 <= button.head - closing <= 10 and not button.is_down()
    assert button.stamps[0] == 1015


def test_a_chip_must_be_erased_before_it_is_programmed() -> None:
    chip = part("flash").NorFlash(io.BytesIO(), 4)
    chip.writeblocks(1, b"\x0f" * 16, 32)
    chip.writeblocks(1, b"\x0f" * 16, 32)  # clears no bit that is not clear
    with pytest.raises(OSError):
        chip.writeblocks(1, b"\xf0" * 16, 32)
    chip.ioctl(6, 1)
    chip.writeblocks(1, b"\xf0" * 16, 32)
    found = bytearray(16)
    chip.readblocks(1, found, 32)
    assert found == b"\xf0" * 16


def test_power_fails_in_the_middle_of_write_k() -> None:
    class Off(Exception):
        pass

    def off() -> None:
        raise Off

    image = io.BytesIO()
    chip = part("flash").NorFlash(image, 4, cut_at=2, on_cut=off)
    chip.writeblocks(0, b"\x00" * 8, 0)
    with pytest.raises(Off):
        chip.writeblocks(0, b"\x00" * 8, 64)
    assert image.getvalue()[64:72] == b"\x00" * 4 + b"\xff" * 4


def test_the_trace_says_when_a_cue_sounded_and_not_when_it_was_due() -> None:
    world = part("world").World(before_wrap_us=2**30)
    lines: list[str] = []
    trace = part("trace").Trace(world, lines.append)
    steps = program.Steps(compile_session(read("2 x 400 @ 84 /R60s")).program)
    trace.begin(world.ticks_at(2000), steps)
    trace.cue(cues.SPLIT, 0, 100, 1, 500)
    assert lines == []
    world.spend(4321)
    trace.sounding()
    trace.sounding()  # the vibration after the tone is the same cue
    trace.lap(0, 3, 7)
    assert lines == [
        '{"due_us": 1500, "t_us": 2321, "step": 0, "cue": "split", "m": 100}',
        '{"due_us": 3007, "t_us": 3007, "step": 0, "cue": "lap", "m": null}',
    ]


def test_the_trace_says_when_a_press_sounded_whose_interrupt_answered_it() -> None:
    world = part("world").World(
        read_us=0, turn_us=50, wake_us=0, interrupt_us=10, before_wrap_us=2**30
    )
    lines: list[str] = []
    trace = part("trace").Trace(world, lines.append)
    steps = program.Steps(compile_session(read("2 x 400 @ 84 /R60s")).program)
    trace.begin(world.ticks_at(0), steps)
    button = part("world").Button(world)
    calls: list[int] = []

    def answer() -> None:
        calls.append(world.now)
        trace.sounding()
        world.spend(20)
        trace.sounding()  # the vibration after the tone

    button.answer = answer
    world.press(5000, 900, button)
    world.sleep_ms(20)
    assert calls == [5060]  # once, though the contact bounces
    trace.cue(cues.GO, 2, 0, 5, 10)
    trace.sounded()
    assert lines == ['{"due_us": 5010, "t_us": 5060, "step": 2, "cue": "go", "m": null}']


def athlete(kind: str, text: str, **settings: Any) -> tuple[Any, list[int]]:
    presses: list[int] = []
    one = part("athlete").Athlete(kind, lambda at, hold: presses.append(at), **settings)
    one.told(program.Steps(compile_session(read(text)).program))
    return one, presses


def test_an_exact_runner_is_at_the_line_with_the_target() -> None:
    one, presses = athlete("exact", "3 x 400 @ 84.5 /R60s")
    one.heard("go", 2, 1_000_000)
    assert presses == [85_500_000]


def test_a_human_scatters_about_the_target_and_fades() -> None:
    one, presses = athlete("human", "40 x 400 @ 80 /R60s", seed=9)
    for rep in range(40):
        one.heard("go", 2 * rep, 0)
    laps = [press / 1e6 for press in presses]
    assert len(set(laps)) == 40
    assert all(74 < lap < 88 for lap in laps)
    assert sum(laps[-10:]) > sum(laps[2:12])


def test_a_forgetful_runner_forgets() -> None:
    one, presses = athlete("forgetful", "100 x 400 @ 80 /R60s", forget=30)
    for rep in range(100):
        one.heard("go", 2 * rep, 0)
    assert 50 < len(presses) < 90


def test_whoever_waits_for_a_press_gets_one() -> None:
    one, presses = athlete("exact", "2 x 400 @ 80 /R Full 3 to 4min", rest_ms=10_000)
    one.heard("lap", 0, 80_000_000)
    assert len(presses) == 1 and 260_000_000 <= presses[0] <= 261_000_000


def test_the_dice_fall_alike_everywhere() -> None:
    dice = part("athlete").Dice(7)
    again = part("athlete").Dice(7)
    rolls = [dice.uniform() for _ in range(2000)]
    assert rolls == [again.uniform() for _ in range(2000)]
    assert 0 <= min(rolls) < 0.01 and 0.99 < max(rolls) < 1
    assert abs(sum(rolls) / 2000 - 0.5) < 0.02


def test_nothing_but_the_wires_needs_micropython() -> None:
    """So that the tests above test what the VM runs."""
    for file in sorted(Path(boards_dir() / "simulator" / "silicon").glob("*.py")):
        if file.stem not in ("power_on", "console", "hardware", "repl", "stand_ins", "__init__"):
            part(file.stem)
    assert "vfs" not in sys.modules


def test_the_wearer_has_the_session_in_mind_that_the_watch_offers(tmp_path: Path) -> None:
    offered = part("athlete").offered
    assert offered(str(tmp_path)) is None
    for name, when in (("b.tpp", 2000), ("a.tpp", 2000), ("c.tpp", 1000), ("d.txt", 3000)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (when, when))
    assert offered(str(tmp_path)) == f"{tmp_path}/a.tpp"
    os.utime(tmp_path / "c.tpp", (4000, 4000))
    assert offered(str(tmp_path)) == f"{tmp_path}/c.tpp"
