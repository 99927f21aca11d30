# SPDX-License-Identifier: MIT
"""The laptop on which commands are typed, and what is plugged in or kept on it where a test asks
for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.host.cli.typed import Pacer
from tests.host.laps.devices import FolderDevice
from tests.host.laps.programs import intervals
from tests.host.laps.sessions import BEGAN, Watch, human
from trackpacer.firmware import program
from trackpacer.laps.fetch import fetch
from trackpacer.laps.store import Store
from trackpacer.simulation.watch import SimulatedWatch

DAY = 86_400


@pytest.fixture(autouse=True)
def typed_there(laptop: None) -> None:
    """Every command of these tests."""


@pytest.fixture
def pacer(laptop: None, capsys: pytest.CaptureFixture[str]) -> Pacer:
    return Pacer(capsys)


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimulatedWatch]:
    """A watch plugged in, at rest."""
    with SimulatedWatch(tmp_path / "watch") as one:
        one.wait_for_app()
        monkeypatch.setenv("PACER_DEVICE", f"usb:{one.port}")
        yield one


@pytest.fixture
def store(laptop: None, tmp_path: Path) -> Store:
    """Three evenings of Zoë's, the last one also Ben's; the programs came along."""
    found = Store()
    code = intervals(6)
    for athlete, days in (("Zoë", [0, 14, 28]), ("Ben", [28])):
        watch = Watch(tmp_path / athlete)
        device = FolderDevice(watch)
        device.write("sessions/a.tpp", code)
        for day in days:
            watch.begin("6 x 400", athlete, program.verify(code).identity, BEGAN + day * DAY)
            watch.reps([time - 20 * day for time in human(6, seed=day)])
            watch.end(6)
            watch.bytes()
        fetch(device, found, now=lambda: BEGAN + 30 * DAY)
    return found
