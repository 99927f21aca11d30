# SPDX-License-Identifier: MIT
"""What several rooms' tests ask for: a laptop of nobody's, a runner's season on it, a watch with an
empty flash, and one that is installed on, which boots in its own time.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.host.coaching.season import Season
from tests.support import at_rest
from trackpacer.install import copying
from trackpacer.simulation.watch import SimulatedWatch


@pytest.fixture
def boots_in_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """`install` waits for the event, which only a simulated watch tells, and not by the clock."""
    watches: dict[str, SimulatedWatch] = {}
    enter = SimulatedWatch.__enter__

    def entered(watch: SimulatedWatch) -> SimulatedWatch:
        watches[watch.port] = watch
        return enter(watch)

    monkeypatch.setattr(SimulatedWatch, "__enter__", entered)
    monkeypatch.setattr(copying, "_let_it_boot", lambda port, _: at_rest(watches[port]))


@pytest.fixture
def empty_flash(tmp_path: Path) -> Path:
    """The state of a watch that nothing was ever put on."""
    folder = tmp_path / "watch"
    folder.mkdir()
    (folder / "flash.img").touch()
    return folder


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder of its own, without athletes, laps or a watch, whoever's it is that the tests run
    on."""
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PACER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.delenv("PACER_DEVICE", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def season(laptop: None, tmp_path: Path) -> Season:
    return Season(tmp_path)
