# SPDX-License-Identifier: MIT
"""A runner's season: logs as a watch writes them, fetched home."""

from __future__ import annotations

from pathlib import Path

from tests.host.laps.devices import FolderDevice
from tests.host.laps.programs import intervals
from tests.host.laps.sessions import BEGAN, Watch
from trackpacer.firmware import laplog, program
from trackpacer.laps.fetch import fetch
from trackpacer.laps.result import Result
from trackpacer.laps.store import Store

DAY = 86_400


class Season:
    """A runner's logs: each `ran` is a session on the watch, fetched home."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = 0

    def ran(
        self,
        times: list[int],
        code: bytes = b"",
        recovery: int = 40_000,
        target: int = 84_000,
        name: str = "25 x 400",
        ended: bool = True,
        missed: tuple[int, ...] = (),
    ) -> Result:
        code = code or intervals(25)
        watch = Watch(self.folder / f"watch{self.day}")
        device = FolderDevice(watch)
        device.write("sessions/a.tpp", code)
        watch.begin(name, "Zoë", program.verify(code).identity, BEGAN + self.day * DAY)
        for run, time in enumerate(times):
            event = laplog.MISSED if run in missed else laplog.LAP
            watch.add(event, run, 1, run + 1, target, time, recovery if run else 0)
        if ended:
            watch.end(len(times))
        watch.bytes()
        store = Store()
        fetch(device, store, now=lambda: BEGAN + (self.day + 1) * DAY)
        self.day += 14
        return store.result(store.choose("last"))
