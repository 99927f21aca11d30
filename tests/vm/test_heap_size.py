# SPDX-License-Identifier: MIT
"""The whole app fits a small board: a session in a small heap, and what it holds at most.

Not here: what is measured (`in_vm/heap`), which `make bench` prints.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.bench_timing import HEAP_LIMIT, in_vm
from trackpacer.simulation.vm import VmUnavailable


def test_app_and_session_run_in_a_small_heap_and_hold_less_than_60_kb(tmp_path: Path) -> None:
    try:
        held = in_vm("heap.py", tmp_path, "-X", f"heapsize={HEAP_LIMIT}").split()
    except VmUnavailable as error:
        pytest.skip(str(error))
    boot, peak = map(int, held)
    assert boot <= peak < 60_000
