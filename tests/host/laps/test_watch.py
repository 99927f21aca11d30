# SPDX-License-Identifier: MIT
"""A session on the simulated watch (real VM, real littlefs), and its log home over its USB port."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.host.laps.programs import intervals
from trackpacer.device.usb import connect
from trackpacer.laps.fetch import fetch
from trackpacer.laps.result import Result
from trackpacer.laps.store import Store
from trackpacer.simulation import flash_image
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
        number = len(watch.events)
        with connect(watch.port) as device:
            done = fetch(device, store)
        (stored,) = done.new
        assert done.problems == []
        watch.wait_for_app(after=number)
        time.sleep(0.5)
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
        with connect(watch.port) as device:
            fetch(device, store)
            device.write("sessions/a.tpp", intervals(2))
            contact = time.time()
        last = watch.wait_for(lambda event: event.get("cue") == "done", after=number)
        watch.wait_for_app(after=last["n"])
        with connect(watch.port) as device:
            (stored,) = fetch(device, store).new
    result = store.result(stored)
    assert result.dated == ""
    assert result.began is not None
    assert 0 <= result.began.timestamp() - contact <= 120


pytestmark = pytest.mark.timeout(100)
