# SPDX-License-Identifier: MIT
"""`bench cli_show_ms` and `bench python_startup_ms`: the median of what a user waits for."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

LINE = "10 x (400 @ 10k pace /R25sec + 200 @ 5k pace /R1:20)"
TIMES = 15


def run() -> Iterator[str]:
    pacer = Path(sys.executable).with_name("pacer")
    yield f"cli_show_ms {_median([str(pacer), 'show', LINE, '--race', '10k=35:00']):.0f}"
    yield f"python_startup_ms {_median([sys.executable, '-c', 'pass']):.0f}"


def _median(command: list[str]) -> float:
    # As users have it: compiled modules are kept from one start to the next.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    taken = []
    for _ in range(TIMES + 1):
        before = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=kept)
        taken.append((time.perf_counter() - before) * 1000)
    return statistics.median(taken[1:])
