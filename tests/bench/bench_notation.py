# SPDX-License-Identifier: MIT
"""How well and how fast coaches' sessions are read: shares of the corpus, sessions a second."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tests.host.notation.cases import CORPUS, cases
from trackpacer.errors import NotationError
from trackpacer.notation import Context, read


def run() -> Iterator[str]:
    every = [case for path in sorted(CORPUS.glob("*.txt")) for case in cases(path)]
    wanted = [case for case in every if case.expected]
    right = refused = wrong = 0
    for case in wanted:
        try:
            if case.problem():
                wrong += 1
            else:
                right += 1
        except NotationError:
            refused += 1
    for case in every:
        if case.refused is not None:
            try:
                case.session()
                wrong += 1
            except NotationError:
                pass
    total = len(wanted)
    yield f"notation_right {right} of {total} ({100 * right / total:.1f} %)"
    yield f"notation_refused {refused} of {total} ({100 * refused / total:.1f} %)"
    yield f"notation_wrong {wrong} of {len(every)} ({100 * wrong / len(every):.1f} %)"
    lines = [(case.text, Context(races=case.races)) for case in wanted if "\n" not in case.text]
    # Processor time: what else the machine does is not the notation's.
    best = 0.0
    for _ in range(5):
        start = time.process_time()
        for text, context in lines:
            read(text, context)
        best = max(best, len(lines) / (time.process_time() - start))
    yield f"notation_sessions_per_s {best:.0f}"
