# SPDX-License-Identifier: MIT
"""What the checks of a reading's parts share: words that join runs, and what a run comes to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source, Suspicion
from trackpacer.notation.tree import GroupSpec, Item, RepeatSpec, Rest, RunSpec, as_run
from trackpacer.session import Effort, Role

Checks = tuple[Callable[[list[Item], Source], Suspicion | None], ...]

SENTENCE = pattern(r"[.;:!]\s|\n|\.\.\.|…")
JOINS = pattern(r"\b(then|followed|plus|and|finish\w*|into|after|next|end)\b|\+|&", re.I)
RESTED = pattern(r"rec|rest|jog|walk|pause|^r\b|float|off", re.I)


def asked_of(item: RunSpec | GroupSpec | RepeatSpec, source: Source, question: str) -> Suspicion:
    """A question about what is run, quoted before it."""
    return source.asked((item.start, item.end), question)


def is_plain(run: RunSpec) -> bool:
    """Whether nothing is said of a run but its length."""
    return (
        not run.counted
        and run.target is None
        and run.effort is Effort.NONE
        and run.role is Role.WORK
        and run.rest is None
    )


def sums_up(whole: RunSpec, following: list[Item]) -> bool:
    """Whether the first few items that follow are as long as one before them."""
    done, number = 0.0, 0
    for item in following:
        runs = as_run(item)
        if any(bool(run.metres) != bool(whole.metres) for run in runs):
            return False
        done += sum(map(size_of, runs))
        number += len(runs)
        if isinstance(item, Rest) and item is following[0]:  # `One mile easy, six at MP, one easy`
            done, number = done + (item.metres if whole.metres else item.ms), number + 1
        if done > 1.02 * size_of(whole):
            return False
        if number > 1 and abs(done - size_of(whole)) <= 0.01 * done:
            sizes = [size_of(whole), *(size_of(run) for item in following for run in as_run(item))]
            falls = as_run(following[0]) and all(a > b for a, b in itertools.pairwise(sizes))
            return not falls  # `3k, 2k, 1k`
    return False


def size_of(run: RunSpec) -> float:
    return run.metres or run.ms


def climbs(before: list[RunSpec], last: RunSpec) -> bool:
    """`1 lap, 2 laps, 3 laps`: the last is the next step of a ladder."""
    sizes = [size_of(run) for run in (*before, last)]
    steps = {round(after - one) for one, after in itertools.pairwise(sizes)}
    return len(steps) == 1 and min(steps) > 0
