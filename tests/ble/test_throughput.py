# SPDX-License-Identifier: MIT
"""Files move at more than 60 % of what the air carries, a session in no more events than needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ble import throughput


def test_the_air_is_used_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for attempt in range(3):  # a laptop that is busy with other things misses events
        folder = tmp_path / str(attempt)
        folder.mkdir()
        rates = throughput.measure(folder, monkeypatch)
        good = min(rates.up, rates.down) >= 0.6 * rates.limit
        if good and rates.session_events <= throughput.NEEDED + 4:
            return
    raise AssertionError(str(rates))
