# SPDX-License-Identifier: MIT
"""Fits the reader's costs to the labelled lines: `make fit`.

Coordinate descent: each row of the table in turn is tried a little lower and higher, and goes on
that way while it serves the labelled lines better. A right line counts 1, a wrong one -4 (the worst
that can happen), a question that was not needed -0.25. Lines that are right by far are left out of
the search and looked at again in the end. The same lines give the same table.

    python -m tests.host.notation.fit [--rows WORD…] [--passes N] [--dry-run]

It writes the table and prints the rows that changed. Not here: what is right (`labelled`, `cases`),
what a cost means (`trackpacer.notation.costs`).
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.host.notation.cases import CORPUS, Case, cases
from tests.host.notation.labelled import (
    ASKED,
    CONTEXT,
    HERE,
    REFUSED,
    RIGHT,
    WRONG,
    Labelled,
    corpus_word,
    judge,
    labelled,
)
from trackpacer.notation import Context, costs, readings

WORTH = {RIGHT: 1.0, ASKED: -0.25, WRONG: -4.0, REFUSED: 0.0}
STEPS = (0.8, 1.25)
FAR = 1.6  # a right reading whose nearest rival is so much dearer is not in danger
TABLE = Path(costs.__file__)
# A step must be worth more than this: no cost moves for nothing.
LEAST_GAIN = 0.2
PROCESSES = 2

# Every line there is; the workers, forked, hold the same.
_LINES: list[Case | Labelled] = []


class Watched(dict[str, float]):
    """The table of costs, which notes the rows that are looked at."""

    used: set[str]

    def __init__(self, table: dict[str, float]) -> None:
        super().__init__(table)
        self.used = set()

    def __getitem__(self, key: str) -> float:
        self.used.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: float = 0.0) -> float:  # type: ignore[override]
        """As of any mapping; noted, too."""
        self.used.add(key)
        return super().get(key, default)


@dataclass(frozen=True)
class Line:
    """What came of one line: its worth, and the rows that it depends on."""

    worth: float
    rows: frozenset[str]
    settled: bool = False


def _watch() -> Watched:
    """Put a watched table in every module's place of the table."""
    watched = Watched(costs.COSTS)
    for module in list(sys.modules.values()):
        if isinstance(getattr(module, "COSTS", None), dict):
            module.COSTS = watched  # type: ignore[attr-defined]
    return watched


def _load(names: Sequence[str]) -> list[Case | Labelled]:
    found: list[Case | Labelled] = []
    for path in sorted(CORPUS.glob("*.txt")):
        found += cases(path)
    for file in sorted(HERE.glob("*.jsonl")):
        if not names or file.stem in names:
            found += labelled(file)
    return found


def _of(line: Case | Labelled) -> str:
    """The verdict on a line."""
    if isinstance(line, Labelled):
        return judge(line).word
    return corpus_word(line)


def _far(line: Case | Labelled) -> bool:
    """Whether no other reading comes near the one that is read."""
    context = CONTEXT if isinstance(line, Labelled) else Context(races=line.races)
    found = readings(line.text, context, 2)
    return len(found) == 1 or (len(found) > 1 and found[1].cost - found[0].cost > FAR)


def _some(table: dict[str, float], numbers: list[int], first: bool = False) -> list[Line]:
    """What comes of some of the lines with that table; run in a worker."""
    watched = costs.COSTS if isinstance(costs.COSTS, Watched) else _watch()
    watched.update(table)
    found = []
    for number in numbers:
        watched.used.clear()
        word = _of(_LINES[number])
        used = frozenset(watched.used)
        found.append(Line(WORTH[word], used, first and word == RIGHT and _far(_LINES[number])))
    return found


class Fit:
    """The table as it stands, and what came of each line with it."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self.pool = pool
        self.table = dict(costs.COSTS)
        self.lines = self.judge(self.table, list(range(len(_LINES))), first=True)

    @property
    def worth(self) -> float:
        """Of all lines together."""
        return sum(line.worth for line in self.lines)

    def judge(self, table: dict[str, float], numbers: list[int], first: bool = False) -> list[Line]:
        """What comes of those lines with a table."""
        shares = [numbers[start::PROCESSES] for start in range(PROCESSES)]
        jobs = [self.pool.submit(_some, table, share, first) for share in shares]
        found: dict[int, Line] = {}
        for share, job in zip(shares, jobs, strict=True):
            found.update(zip(share, job.result(), strict=True))
        return [found[number] for number in numbers]

    def improve(self, row: str) -> float:
        """Take the best steps of one row; returns what was gained."""
        touched = [
            number
            for number, line in enumerate(self.lines)
            if row in line.rows and not line.settled
        ]
        gained = 0.0
        for step in STEPS if touched else ():
            while (gain := self._try(row, round(self.table[row] * step, 2), touched)) > 0:
                gained += gain
            if gained:
                break
        return gained

    def _try(self, row: str, value: float, touched: list[int]) -> float:
        """Take a row's value if it is worth it; returns what it gains."""
        if value == self.table[row]:
            return 0.0
        came = self.judge({**self.table, row: value}, touched)
        gain = sum(line.worth for line in came) - sum(self.lines[n].worth for n in touched)
        if gain <= LEAST_GAIN:
            return 0.0
        self.table[row] = value
        for number, line in zip(touched, came, strict=True):
            self.lines[number] = line
        return gain


def written(source: str, table: dict[str, float]) -> str:
    """The table's module with the values of the table, all else as it stood."""

    def put(found: re.Match[str]) -> str:
        value = table.get(found["row"])
        return found[0] if value is None else f"{found['before']}{value},"

    return re.sub(r'(?P<before>"(?P<row>[\w-]+)": )-?[\d.]+,', put, source)


def main(arguments: list[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.host.notation.fit")
    parser.add_argument("--rows", nargs="*", default=[], help="only these rows")
    parser.add_argument("--sets", nargs="*", default=[], help="only these labelled sets")
    parser.add_argument("--passes", type=int, default=2, help="over all rows, at most")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    given = parser.parse_args(arguments)
    _LINES.extend(_load(given.sets))
    old = dict(costs.COSTS)
    # The workers must hold the same lines.
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(PROCESSES, forked) as pool:
        fit = Fit(pool)
        print(f"{len(_LINES)} lines, worth {fit.worth:.2f}", flush=True)
        for _ in range(given.passes):
            rows = [row for row in old if not given.rows or row in given.rows]
            if not sum(_told(fit, row) for row in rows):
                break
        worth = sum(line.worth for line in fit.judge(fit.table, list(range(len(_LINES)))))
    for row, value in fit.table.items():
        if value != old[row]:
            print(f"{row}: {old[row]:g} -> {value:g}")
    print(f"worth {worth:.2f} of all lines, looked at again")
    if not given.dry_run:
        TABLE.write_text(written(TABLE.read_text(encoding="utf-8"), fit.table), encoding="utf-8")
    return 0


def _told(fit: Fit, row: str) -> float:
    before = fit.table[row]
    gain = fit.improve(row)
    if gain:
        print(f"  {row} {before:g} -> {fit.table[row]:g}: +{gain:.2f}", flush=True)
    return gain


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
