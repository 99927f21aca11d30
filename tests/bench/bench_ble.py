# SPDX-License-Identifier: MIT
"""Bluetooth: how fast files move, and which faults leave the watch whole.

`ble_kB_s UP DOWN LIMIT`: content at MTU 247 and an interval of 15 ms, beside what the model's air
carries. `ble_session_events N NEEDED`: connection events of a session's upload. `ble_faults TRIED
SURVIVED`. Not here: what a sync takes of the heap (`bench_heap_32`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ble import faults, throughput
from tests.ble.air import LOGS, log_content, on_air


def run() -> Iterator[str]:
    """About two minutes."""
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
    ):
        folder = Path(name)
        rates = throughput.measure(folder, patch)
        yield f"ble_kB_s {rates.up:.1f} {rates.down:.1f} {rates.limit:.1f}"
        yield f"ble_session_events {rates.session_events} {throughput.NEEDED}"
        tally = faults.Tally()
        for number, mtu in enumerate((23, 247, 517)):
            place = folder / str(number)
            place.mkdir()
            with on_air(place, patch, LOGS) as air:
                air.use(air.laptop(mtu=mtu))
                if mtu == 517:
                    faults.silences(air, tally, [0, 1, 2, 3, 4])
                    faults.peer_goes_silent(air, tally)
                    faults.floods(air, tally, 6)
                    faults.nonsense(air, tally, 40)
                else:
                    faults.cut_uploads(air, tally, runs=40 if mtu == 23 else 400)
                    step = 397 if mtu == 23 else 11
                    faults.cut_downloads(air, tally, "logs/00001.log", log_content(), step)
        yield f"ble_faults {tally.tried} {tally.survived}"
        for wrong in tally.wrong:
            yield f"ble_fault_not_survived {wrong}"
