# SPDX-License-Identifier: MIT
"""`bench power_cuts tried lost`: power fails at every write of a whole 25 x 400, each way a page
can be torn; lost counts the cuts after which anything was missing or not whole.
`bench power_cuts_changes tried lost`: the same for uploads and settings, over USB and over the air,
the clock's setting and the mark of a fetched log; lost counts neither the old file nor the new."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.vm import power_cuts

SCENARIO = "session:25"


def run() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        new = dict.fromkeys(power_cuts.TORN) | {"fat": power_cuts.new_drive(work / "new.img")}
        yield f"power_cuts {_cuts(new, work, [SCENARIO])}"
        littlefs = power_cuts.used(work / "lfs.img")
        used = dict.fromkeys(power_cuts.TORN, littlefs) | {
            "fat": power_cuts.used(work / "fat.img", "fat")
        }
        yield f"power_cuts_changes {_cuts(used, work, power_cuts.CHANGES.values())}"


def _cuts(bases: Mapping[str, Path | None], work: Path, scenarios: Iterable[str]) -> str:
    tried = lost = 0
    for scenario in scenarios:
        for torn, base in bases.items():
            for k in power_cuts.cuts(base, work, scenario, torn):
                tried += 1
                wrong = power_cuts.cut(base, work, scenario, k, torn)
                lost += bool(wrong)
                for sentence in wrong:
                    print(f"{scenario}, write {k}, {torn}: {sentence}", file=sys.stderr)
    return f"{tried} {lost}"
