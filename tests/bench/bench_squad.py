# SPDX-License-Identifier: MIT
"""A club's evening: how long a coach stands beside twelve watches.

`squad_evening_s TWELVE ONE TIMES`: wall time of `pacer send SESSION --squad` and of `pacer fetch
--all` (a process each, as typed) with twelve simulated watches plugged in, with one of them, and
how many times longer the twelve take.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.evening import ATHLETES, SESSION, evening

PACER = (sys.executable, "-m", "trackpacer")


def run() -> Iterator[str]:
    """Under a minute."""
    names = list(ATHLETES)
    many, one = measure(names), measure(names[:1])
    yield f"squad_evening_s {many:.2f} {one:.2f} {many / one:.2f}"


def measure(names: list[str]) -> float:
    """Seconds that the two commands take with these athletes' watches."""
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        evening(Path(folder), patch, names) as club,
    ):
        subprocess.run(
            [*PACER, "roster", "import", f"{folder}/squad.csv"], check=True, capture_output=True
        )
        only = [word for name in names for word in ("--only", name)]
        sent = _timed("send", SESSION, "--squad", *only)
        club.run(names)
        return sent + _timed("fetch", "--all", *only)


def _timed(*words: str) -> float:
    begun = time.perf_counter()
    subprocess.run([*PACER, *words], check=True, capture_output=True)
    return time.perf_counter() - begun
