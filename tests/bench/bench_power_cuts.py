# SPDX-License-Identifier: MIT
"""`bench power_cuts tried lost`: power fails at every write of a whole 25 x 400, each way a page
can be torn; lost counts the cuts after which anything was missing or not whole."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.vm import power_cuts

SCENARIO = "session:25"


def run() -> Iterator[str]:
    tried = lost = 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for k in power_cuts.cuts(None, work, SCENARIO):
            for torn in power_cuts.TORN:
                tried += 1
                wrong = power_cuts.cut(None, work, SCENARIO, k, torn)
                lost += bool(wrong)
                for sentence in wrong:
                    print(f"write {k}, {torn}: {sentence}", file=sys.stderr)
    yield f"power_cuts {tried} {lost}"
