# SPDX-License-Identifier: MIT
"""Watches that are installed on here are given as long to boot as they need, and no longer."""

from __future__ import annotations

import pytest

from tests.support import at_rest
from trackpacer.install import copying
from trackpacer.simulation.watch import SimulatedWatch


@pytest.fixture(autouse=True)
def boots_in_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """`install` waits for the event, which only a simulated watch tells, and not by the clock."""
    watches: dict[str, SimulatedWatch] = {}
    enter = SimulatedWatch.__enter__

    def entered(watch: SimulatedWatch) -> SimulatedWatch:
        watches[watch.port] = watch
        return enter(watch)

    monkeypatch.setattr(SimulatedWatch, "__enter__", entered)
    monkeypatch.setattr(copying, "_let_it_boot", lambda port, _: at_rest(watches[port]))
