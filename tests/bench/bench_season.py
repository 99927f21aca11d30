# SPDX-License-Identifier: MIT
"""`bench season_growth`: what `pacer logs`, `report` and `progress` cost as a club's logs grow.

One line for each number of logs: seconds of the first look, which reads them all for the index, and
of each command then, from the shell; megabytes at most. The last gives the exponents: 1 is linear.
Seconds are the processor's, which a busy machine does not stretch.
"""

from __future__ import annotations

import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.host.laps.programs import intervals
from tests.host.laps.sessions import BEGAN, Watch, human
from trackpacer.firmware import program
from trackpacer.laps.store import Store

NUMBERS = (1250, 2500, 5000)
SQUAD = 50
DAY = 86_400
COMMANDS = {
    "logs": ("logs",),
    "logs_all": ("logs", "--all"),
    "report": ("report",),
    "squad": ("report", "--squad"),
    "progress": ("progress", "25 x 400", "--athlete", "Runner 07"),
    "progress_all": ("progress", "25 x 400"),
}


def run() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _run(Path(folder))


def _run(folder: Path) -> Iterator[str]:
    store = Store(folder / "data")
    seconds: dict[str, list[float]] = {}
    made = 0
    for number in NUMBERS:
        fill(store, folder / "watch", made, number)
        made = number
        (store.folder / "index.sqlite").unlink(missing_ok=True)
        taken = {"first": timed(store.folder, ("logs",))}
        taken |= {name: timed(store.folder, words) for name, words in COMMANDS.items()}
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        words = " ".join(f"{name}_s {value:.2f}" for name, value in taken.items())
        yield f"season_logs {number} {words} most_mb {most}"
        for name, value in taken.items():
            seconds.setdefault(name, []).append(value)
    doublings = math.log(NUMBERS[-1] / NUMBERS[0])
    grown = {name: math.log(them[-1] / them[0]) / doublings for name, them in seconds.items()}
    yield "season_growth " + " ".join(f"{name} {value:.2f}" for name, value in grown.items())


def fill(store: Store, scratch: Path, first: int, last: int) -> None:
    """Logs of a squad's evenings, one of three sessions each, as a fetch leaves them."""
    sessions = [("25 x 400", intervals(25)), ("12 x 400", intervals(12)),
                ("2 x 6 x 400", intervals(6, sets=2))]  # fmt: skip
    for _, code in sessions:
        store.keep_program(code)
    store.logs.mkdir(parents=True, exist_ok=True)
    for number in range(first, last):
        evening, runner = divmod(number, SQUAD)
        name, code = sessions[evening % 3]
        reps = program.verify(code).runs
        began = BEGAN + evening * 2 * DAY + runner
        watch = Watch(scratch)
        watch.begin(name, f"Runner {runner:02}", program.verify(code).identity, began)
        watch.reps(human(reps, seed=number))
        watch.end(reps)
        stem = f"{datetime.fromtimestamp(began, UTC):%Y-%m-%d-%H%M}-{runner:02}"
        path = store.logs / f"{stem}.log"
        path.write_bytes(watch.bytes())
        path.with_suffix(".json").write_text('{"watch": "red watch"}\n')
        for one in (path, path.with_suffix(".json")):
            os.utime(one, (began, began))
        shutil.rmtree(scratch)


def timed(folder: Path, words: tuple[str, ...]) -> float:
    """Seconds of a command from the shell."""
    environment = {key: value for key, value in os.environ.items() if "BYTECODE" not in key}
    pacer = Path(sys.executable).with_name("pacer")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [str(pacer), *words],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**environment, "PACER_DATA": str(folder)},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
