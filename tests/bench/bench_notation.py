# SPDX-License-Identifier: MIT
"""How well and how fast coaches' sessions are read: the corpus, and every set of labelled lines.

`LINES=FILE.jsonl…` in the environment measures those files too. Not here: growth
(`bench_notation_growth`), the lines themselves (`tests/host/notation`).
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.host.notation.cases import CORPUS, cases
from tests.host.notation.labelled import (
    ASKED,
    HERE,
    REFUSED,
    RIGHT,
    WRONG,
    Verdict,
    among_first,
    corpus_word,
    judge,
    labelled,
)
from trackpacer.errors import NotationError
from trackpacer.notation import Context, read

WORDS = (RIGHT, ASKED, WRONG, REFUSED)


def run() -> Iterator[str]:
    """The shares of each set, then the time a line takes."""
    every = [case for path in sorted(CORPUS.glob("*.txt")) for case in cases(path)]
    yield from _shares("corpus", [corpus_word(case) for case in every])
    files = [*sorted(HERE.glob("*.jsonl")), *map(Path, os.environ.get("LINES", "").split())]
    for file in files:
        verdicts = [judge(case) for case in labelled(file)]
        yield from _shares(file.stem, [verdict.word for verdict in verdicts])
        yield from _styles(file.stem, verdicts)
        rest = [verdict.case for verdict in verdicts if verdict.word != RIGHT]
        rest = [case for case in rest if case.meanings()]
        if rest:
            near = sum(map(among_first, rest))
            yield f"notation_among_first_three {file.stem} {near} of {_of(near, len(rest))}"
    lines = [(case.text, Context(races=case.races)) for case in every if "\n" not in case.text]
    yield from _times(lines)


def _shares(name: str, words: list[str]) -> Iterator[str]:
    count = Counter(words)
    for word in WORDS:
        yield f"notation_{word} {name} {count[word]} of {_of(count[word], len(words))}"


def _styles(name: str, verdicts: list[Verdict]) -> Iterator[str]:
    for style in Counter(verdict.case.style for verdict in verdicts):
        count = Counter(verdict.word for verdict in verdicts if verdict.case.style == style)
        total = sum(count.values())
        shares = " ".join(f"{word} {100 * count[word] / total:.1f} %" for word in WORDS)
        yield f"notation_style {name} {style} {total} lines {shares}"


def _of(part: int, total: int) -> str:
    return f"{total} ({100 * part / total:.1f} %)"


def _times(lines: list[tuple[str, Context]]) -> Iterator[str]:
    """Processor time, the best of three: what else the machine does is not the notation's."""
    best = [float("inf")] * len(lines)
    for _ in range(3):
        for number, (text, context) in enumerate(lines):
            start = time.process_time()
            try:
                read(text, context)
            except NotationError:
                pass
            best[number] = min(best[number], (time.process_time() - start) * 1000)
    best.sort()
    yield f"notation_ms_median {best[len(best) // 2]:.2f}"
    yield f"notation_ms_p99 {best[len(best) * 99 // 100]:.2f}"
    yield f"notation_ms_most {best[-1]:.2f}"
