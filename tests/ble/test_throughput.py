# SPDX-License-Identifier: MIT
"""Files move at more than 60 % of what the air carries, a session in no more events than needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ble import throughput


def test_the_air_is_used_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rates = throughput.measure(tmp_path, monkeypatch)
    assert min(rates.up, rates.down) >= 0.6 * rates.limit, rates
    assert rates.session_events == throughput.NEEDED, rates
