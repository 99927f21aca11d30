# SPDX-License-Identifier: MIT
"""A session on the simulated watch (real VM, real littlefs), and its log home over its USB port."""

from __future__ import annotations

import time
from pathlib import Path

from tests.host.laps.programs import intervals
from tests.support import at_rest
from trackpacer.device.usb import connect
from trackpacer.laps.fetch import fetch
from trackpacer.laps.log import State, read
from trackpacer.laps.result import Result, build
from trackpacer.laps.store import Store
from trackpacer.simulation import flash_image
from trackpacer.simulation.one_session import simulate
from trackpacer.simulation.watch import SimulatedWatch

REPS = 4


def _run(folder: Path, **settings: object) -> tuple[Result, Store, SimulatedWatch]:
    """A session from the first press to the restart that ends it, then a fetch."""
    state = folder / "watch"
    state.mkdir()
    flash_image.change(state / "flash.img", {"sessions/a.tpp": intervals(REPS)})
    store = Store(folder / "data")
    with SimulatedWatch(state, {"runner": {"kind": "exact"}, **settings}) as watch:
        first = watch.wait_for_app()
        watch.wait_for_app(after=first["n"] + 1)
        with connect(watch.port) as device:
            done = fetch(device, store)
        (stored,) = done.new
        assert done.problems == []
        at_rest(watch)
        with connect(watch.port) as device:
            assert [entry.name for entry in device.list("logs")] == ["00001.got"]
            again = fetch(device, store)
            assert (again.new, again.known) == ([], 0)
            assert 0 < device.capability().uptime_ms < 60_000  # of now, not of the boot
        return store.result(stored), store, watch


def test_from_the_press_to_the_report(tmp_path: Path) -> None:
    result, _, _ = _run(tmp_path)
    assert [row.actual_ms for row in result.rows] == [84_000] * REPS
    assert [row.distance_m for row in result.rows] == [400] * REPS
    assert all(35_000 <= (row.recovery_ms or 0) <= 45_000 for row in result.rows[1:])
    assert (result.title, result.end, result.problems) == (f"{REPS} x 400", "end", ())


def test_a_watch_that_never_knew_the_time_is_dated_from_its_uptime(tmp_path: Path) -> None:
    result, _, _ = _run(tmp_path)
    assert result.dated == "by the watch's uptime"
    assert result.began is not None
    # The watch's clock ran ahead through the session; by it, the session began that long ago.
    length = REPS * 84 + (REPS - 1) * 45
    ago = time.time() - result.began.timestamp()
    assert REPS * 84 + (REPS - 1) * 35 - 5 <= ago <= length + 120


def test_a_clock_set_at_a_contact_dates_the_next_session(tmp_path: Path) -> None:
    state = tmp_path / "watch"
    store = Store(tmp_path / "data")
    with SimulatedWatch(state, {"runner": {"kind": "exact"}}) as watch:
        watch.wait_for_app()
        number = len(watch.events)
        contact = int(time.time())
        with connect(watch.port) as device:
            fetch(device, store)
            device.write("sessions/a.tpp", intervals(2))
        last = watch.wait_for(lambda event: event.get("cue") == "done", after=number)
        watch.wait_for_app(after=last["n"])
        with connect(watch.port) as device:
            (stored,) = fetch(device, store).new
    result = store.result(stored)
    assert result.dated == ""
    assert result.began is not None
    assert 0 <= result.began.timestamp() - contact <= 120


def _pressed(*presses: list[int]) -> Result:
    """3 x 400 with these presses [ms since power-on, ms held]; GO is 6 s after power-on."""
    code = intervals(3)
    found = simulate(
        code,
        runner="scripted",
        hardware={"presses": [[2000, 120], *presses], "limit_us": 1_200_000_000},
    )
    return build(read(found.log or b""), code)


def test_a_hold_in_a_rep_pauses_it_and_its_press_is_no_lap() -> None:
    result = _pressed([35_000, 1_500], [60_000, 120], [115_000, 120], [153_000, 120])
    first = result.rows[0]
    assert first.lap is not None
    assert (first.actual_ms, first.lap.paused_ms) == (84_000, 25_000)
    assert first.lap.voided == (29_000,)
    assert result.problems == ()


def test_a_hold_in_the_pause_begins_the_rep_again() -> None:
    result = _pressed([35_000, 1_500], [60_000, 1_500], [150_000, 120], [188_000, 120])
    first = result.rows[0]
    assert first.lap is not None
    assert (first.lap.restarts, first.lap.paused_ms) == (1, 0)
    assert first.lap.given_up_ms == 29_000 + 25_000
    assert "started again" in first.remarks


def test_a_longer_hold_ends_the_session_and_the_report_says_where() -> None:
    result = _pressed(
        [89_000, 120], [95_000, 1_500], [120_000, 120], [150_000, 120], [170_000, 6000]
    )
    first, second = result.rows
    assert first.actual_ms == 83_000
    assert (second.state, second.elapsed_ms, second.recovery_ms) == (State.OPEN, 20_000, 61_000)
    assert result.ending == "stopped by the runner after 1 of 3 runs"


def test_a_forgotten_press_is_missed_and_counts_nowhere() -> None:
    result = _pressed([90_000, 120], [130_000, 120])
    states = [row.state for row in result.rows]
    assert states == [State.LAP, State.MISSED, State.MISSED]
    assert [row.counts for row in result.rows] == [True, False, False]
    assert result.end == "end"
