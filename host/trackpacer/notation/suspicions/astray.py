# SPDX-License-Identifier: MIT
"""Recoveries and times that have no run to follow."""

from __future__ import annotations

import itertools
import re

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source, Suspicion
from trackpacer.notation.suspicions.between import JOINS, RESTED, Checks, asked_of
from trackpacer.notation.tree import Item, RepeatSpec, Rest, RunSpec, all_runs, rests_of, runs_of
from trackpacer.session import Role

_REST_AND = pattern(r"(?:rest|rec\w*|walk|jog|back|down) ?(?:\+|&|and|plus) *$", re.I)
_PARTED = pattern(r"[,;.+&\n]|\s-\s|[a-z]{3}")
_BRACKET = pattern(r"\([^()]*\)")
_STRAY_MS = 180_000
_CLOSE_MS = 1_200_000


def _recoveries(items: list[Item], source: Source) -> Suspicion | None:
    """Two recoveries with no run between them, or one after the last run."""
    two = _second_rest(items)
    if two is not None:
        return _no_run(two, source)
    last = items[-1]
    reps = items[-2] if len(items) > 1 else None
    bare = isinstance(reps, RepeatSpec) and reps.count > 1 and not list(rests_of(reps))
    if bare and isinstance(last, Rest) and last.sized:
        return _no_run(last, source)  # `6 x 800 after a 2 mile warm-up, 400 jog`
    once = isinstance(last, RunSpec) or _stretches(last)
    rest = last if isinstance(last, Rest) else last.rest if once else None
    single = len(items) == 1 or once or isinstance(items[-2], RunSpec)
    if rest is None or not single or rest.inherited_from:
        return None
    runs = [item for item in items if not isinstance(item, Rest)]
    first = runs[0] if runs else last
    alone = len(runs) == 1 and not (isinstance(first, RunSpec) and first.counted)
    worded = RESTED.search(source.quote(*rest.span)) or _rested(items[:-1])
    home = isinstance(runs[-1], RunSpec) and runs[-1].role is Role.COOLDOWN
    below = isinstance(first, RunSpec) and "\n" in source.plain[first.start : rest.span[0]]
    if alone and below and worded and rest.kind == "time" and not home:
        return None  # a line with the run, and one with what is rested after it
    if rest.kind == "full" or alone or home or not worded:
        return _no_run(rest, source)
    return None


def _second_rest(items: list[Item]) -> Rest | None:
    """A recovery right behind another, also within what is repeated."""
    for before, item in itertools.pairwise(items):
        rested = isinstance(before, Rest) or (isinstance(before, RunSpec) and before.rest)
        if rested and isinstance(item, Rest) and not item.across:
            return item
    for item in items:
        found = _second_rest(item.body) if isinstance(item, RepeatSpec) else None
        if found is not None:
            return found
    return None


def _stretches(item: Item) -> bool:
    """Whether it is one run in two or three stretches: `8 miles with the last mile fast`."""
    if not isinstance(item, RepeatSpec) or item.count > 1 or len(item.body) > 3:
        return False
    return all(isinstance(part, RunSpec) and part.rest is None for part in item.body)


def _rested(runs: list[Item]) -> bool:
    """Whether some of the runs before have a recovery each, so that the last has one, too."""
    return any(
        isinstance(run, Rest) or (isinstance(run, RunSpec) and run.rest is not None) for run in runs
    )


def _no_run(rest: Rest, source: Source) -> Suspicion:
    shown = source.quote(*rest.span)
    return Suspicion(
        f"the recovery '{shown}' has no run on one of its sides: what is it?",
        rest.span[0],
    )


def _stray(items: list[Item], source: Source) -> Suspicion | None:
    """`5 x 1000 … (marathon pace - 1:33)`: a short time by itself behind reps by distance; any time
    that nothing parts from them."""
    runs = [item for item in items if not isinstance(item, Rest)]
    for i, (before, item) in enumerate(itertools.pairwise(runs), 2):
        if not isinstance(before, RepeatSpec) or not isinstance(item, RunSpec):
            continue
        if any(run.role is Role.WORK for after in runs[i : i + 1] for run in runs_of(after)):
            continue
        close = not _PARTED.search(_BRACKET.sub("", source.plain[before.end : item.start]))
        short = 0 < item.ms <= (_CLOSE_MS if close else _STRAY_MS) and not item.counted
        first = runs[0]
        short = short and item.role is Role.WORK
        short = short and not (isinstance(first, RunSpec) and first.ms == item.ms)
        if not short or any(not run.metres for run in runs_of(before)):
            continue
        before_it = source.plain[max(0, item.start - 16) : item.start]
        if _REST_AND.search(before_it) or not JOINS.search(before_it):
            return asked_of(item, source, ": a run of its own, a recovery or a target?")
    return None


def _no_unit(items: list[Item], source: Source) -> Suspicion | None:
    """`60 secs, 3 min rest, 60, 2 min rest, 60`: among times, a short length without a unit."""
    runs = all_runs(items)
    if not any(run.ms for run in runs):
        return None
    for run in runs:
        shown = source.quote(*run.length_span)
        slashed = "/" in source.plain[max(0, run.start - 1) : run.end + 1]
        if 0 < run.metres < 100 and shown.isdigit() and (slashed or run in items):
            return Suspicion(f"{shown} of what: seconds, or metres?", run.start)
    return None


ASTRAY: Checks = (
    _recoveries, _stray, _no_unit,
)  # fmt: skip
