# SPDX-License-Identifier: MIT
"""Lets the firmware's tests run under pytest as they run in the VM: with `firmware/` on the path.

The tests beside this file import nothing of pytest's: plain `test_*` functions, `assert`, and
whatever MicroPython has. `tests/vm` runs the same files in the VM.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from trackpacer import firmware
from trackpacer.resources import firmware_dir

firmware.install()
# Last, so that nothing of the laptop's is hidden; `drivers` and the tests' own helpers are found.
sys.path += [str(firmware_dir()), str(Path(__file__).parent)]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the VM: what a test writes is its own, whatever runs beside it."""
    monkeypatch.chdir(tmp_path)
