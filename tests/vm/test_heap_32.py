# SPDX-License-Identifier: MIT
"""The heap of the firmware as it is installed, on 32 bits: within what an ESP32 can spare.

The bounds lie a little above what is reached (`make bench` tells), and within what was promised:
48 KB after boot, 56 at the peak of a session, 64 in a sync, no single piece over 4. Not here: how
it is measured (`tests/bench/bench_heap_32`), the whole app on 64 bits (`test_heap_size`).
"""

from __future__ import annotations

from tests.bench.bench_heap_32 import measure

KB = 1024


def test_boot_session_and_sync_leave_room_for_the_bluetooth_stack() -> None:
    found = measure(heapsize=96 * KB)
    assert found.grown == 0  # it boots in a heap of 96 KB
    assert found.boot <= 48 * KB
    assert found.peak <= 52 * KB
    assert found.sync <= 58 * KB
    assert found.largest <= 3 * KB
