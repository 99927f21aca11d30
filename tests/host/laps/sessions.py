# SPDX-License-Identifier: MIT
"""Logs as a watch writes them, for the tests of everything that reads them."""

from __future__ import annotations

import random
from pathlib import Path

from trackpacer.firmware import file_access, laplog

BEGAN = 1_790_000_000  # 2026-09-21 14:13:20 UTC


class Watch:
    """A watch's storage in a folder, and its lap log; keeps what it was told."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.storage = file_access.FileAccess(str(folder))
        self.storage.start()
        self.log = laplog.LapLog(self.storage, 300)

    def begin(
        self,
        name: str = "25 x 400",
        athlete: str = "Zoë",
        identity: int = 0x1234ABCD,
        unix_time: int = BEGAN,
        offset: int = 7200,
        uptime_ms: int = 60_000,
        watch: str = "red watch",
    ) -> None:
        self.log.begin(identity, name, athlete, watch, unix_time, offset, uptime_ms)

    def add(self, event: int, run: int, *rest: int) -> None:
        """set, rep, target, actual, recovery; what is left out is 0."""
        values = [*rest, *[0] * (5 - len(rest))]
        assert self.log.add(event, run, *values)

    def bytes(self) -> bytes:
        assert self.log.flush()
        return bytes(self.storage.read(self.log.path))

    def reps(self, times: list[int], target: int = 84_000, recovery: int = 40_000) -> None:
        for run, time in enumerate(times):
            self.add(laplog.LAP, run, 1, run + 1, target, time, recovery if run else 0)

    def end(self, runs: int) -> None:
        self.add(laplog.END, runs, 0, 0, 0, 3_000_000)


def human(count: int = 25, target: int = 84_000, seed: int = 1) -> list[int]:
    """Times of somebody who starts too fast, fades a little and kicks at the end."""
    chance = random.Random(seed)
    times = [target + round(chance.gauss(0, 450)) + 40 * rep for rep in range(count)]
    times[0] -= 2600
    times[1] -= 1700
    times[-1] -= 3100
    return times
