# SPDX-License-Identifier: MIT
"""What explains the runs before it, and is read as run after them."""

from __future__ import annotations

import itertools
import re

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source, Suspicion
from trackpacer.notation.suspicions.between import (
    JOINS,
    RESTED,
    SENTENCE,
    Checks,
    asked_of,
    is_plain,
    size_of,
    sums_up,
)
from trackpacer.notation.tree import Item, RepeatSpec, Rest, RunSpec, as_run, runs_of
from trackpacer.session import Role

_OPENS = pattern(
    r"[^\s,;+&](?<!\bthen)(?<!\band)\s*\((?:(?:est|approx|about|c|ca|i\.e|ie|~)\W*)?\s*$", re.I
)
_CLOSES = pattern(r"[^()\n]*\)\s*([.;,\n]|$)")
_STRANGE = pattern(r" [a-z]+[^()\n]*\)")  # `(3k thing) 2 min jog`
_HEADS = pattern(r"\s*(:|(worth )?of \d)")
_DASH = pattern(r"(^|\s)[-\u2013\u2014]+\s")
_TWO_TIMES = pattern(r"\d\s*mins?\.\s*\d+\s*s", re.I)
_MADE_OF = pattern(
    r"(s|m|reps?)?\s*(,|which is|each|all)?\s*(broken|split|run|done|made|divided)?\s*"
    r"(up|down|out)?\s*(as|of|into|[(:])[\s:]*$"
)


def _said_again(items: list[Item], source: Source) -> Suspicion | None:
    """`8 x 400. Run each 400 in 75`: a run as long as the reps, in another sentence; `4 x mile
    (mile @ 6:00, 400 jog, repeat)`: in a bracket behind them."""
    repeated = [one for one in items if isinstance(one, RepeatSpec) and one.count > 1]
    for item in items:
        runs = runs_of(item)
        twice = isinstance(item, RepeatSpec) and item.count == 2 and len(runs) == 1
        single = isinstance(item, RunSpec) and not item.counted
        if not (single or twice) or runs[0].role is not Role.WORK:
            continue
        size = (runs[0].metres, runs[0].ms)
        for reps in (one for one in repeated if one is not item):
            if size not in [(run.metres, run.ms) for run in runs_of(reps)]:
                continue
            start, end = sorted((runs[0].start, reps.start))
            between, before = source.plain[start:end], source.plain[max(0, end - 16) : end]
            times = [run.target and run.target.pace.ms for run in (*runs, *runs_of(reps))]
            timed = all(times) and times[0] not in times[1:]  # each by itself
            apart = single and SENTENCE.search(between) and not JOINS.search(before)
            apart = apart and not (timed and "\n" in between)
            if apart or (start == reps.start and between.rstrip().endswith(("(", "["))):
                return asked_of(runs[0], source, ": how the reps are run, or one more run?")
    return None


def _bracketed(items: list[Item], source: Source) -> Suspicion | None:
    """`8 x 500 at 5k pace (est. 5 mi)`: a run in a bracket of its own behind the work."""
    for before, item in itertools.pairwise(one for one in items if not isinstance(one, Rest)):
        if source.plain[: before.start].rstrip().endswith(("(", "[")):
            continue  # `(3 x 4 min off 90s jog) and then (8 x 30 s off 30 s jog)`
        closes = _CLOSES.match(source.plain, item.end)
        if closes is None and isinstance(item, RunSpec):
            closes = _STRANGE.match(source.plain, item.length_span[1])
        alone = closes is not None and _OPENS.search(source.plain[: item.start])
        if alone and all(run.target is None and run.role is Role.WORK for run in runs_of(item)):
            return asked_of(item, source, " in brackets: one more run, or an explanation?")
    return None


def _named(items: list[Item], source: Source) -> Suspicion | None:
    """`14 km: warm-up + 5 x 6 min`, `500 breakdown - 500, 400, 300`: what a title says is long."""
    first, following = items[0], items[1] if len(items) > 1 else None
    if not isinstance(first, RunSpec) or following is None or isinstance(following, Rest):
        return None
    runs = runs_of(following)
    same = len(runs) > 1 and (runs[0].metres, runs[0].ms) == (first.metres, first.ms)
    same = same and bool(_DASH.search(source.plain[first.end : following.start]))
    heads = _HEADS.match(source.plain[first.length_end :]) and first.target is None
    if heads or (same and is_plain(first)):
        return asked_of(first, source, ": a run before the others, or a title?")
    return None


def _told_alone(item: Item) -> bool:
    """Whether it is a run, or some in a bracket, not counted, with an effort or a pace each."""
    alone = isinstance(item, RunSpec) or (isinstance(item, RepeatSpec) and item.count == 1)
    return alone and all((run.target or run.effort) and not run.counted for run in runs_of(item))


def _parts_told(items: list[Item], source: Source) -> Suspicion | None:
    """`4 x 8 min, which are 4 min MP, 3 min HM, 1 min 5k`: run behind them, and as long."""
    sets = [item for item in items if not isinstance(item, Rest)]
    for i, reps in enumerate(sets):
        rep = runs_of(reps) if isinstance(reps, RepeatSpec) and reps.count > 1 else []
        parts = [*itertools.takewhile(_told_alone, sets[i + 1 :])] if len(rep) == 1 else []
        ends = [run for part in parts for run in runs_of(part)]
        if not ends or rep[0].target or rep[0].effort:
            continue
        if JOINS.search(source.plain[reps.end : ends[0].start]):
            continue
        for n in range(2, len(ends) + 1):
            alike = all(bool(run.ms) == bool(rep[0].ms) for run in ends[:n])
            whole = sum(map(size_of, ends[:n]))
            if alike and whole and size_of(rep[0]) % whole < 1:
                span = ends[0].start, ends[n - 1].end
                return source.asked(span, ": the parts of each rep, or run behind them?")
    return None


def _in_parts(items: list[Item], source: Source) -> Suspicion | None:
    """`2 x broken 800 - four 200s with 20 s rest`: the reps, then the parts of each."""
    sets = [item for item in items if not isinstance(item, Rest)]
    for i, (before, item) in enumerate(itertools.pairwise(sets)):
        reps = as_run(before.body[0]) if isinstance(before, RepeatSpec) else as_run(before)
        broken = "broken" in source.plain[max(before.start - 7, 0) : before.end].lower()
        if broken and len(reps) == 1 and sums_up(reps[0], list(sets[i + 1 :])):
            return asked_of(item, source, ": the parts of each rep, or more reps?")
        if not isinstance(before, RepeatSpec) or not isinstance(item, RepeatSpec):
            continue
        between = source.plain[before.end : item.start]
        dashed = "\n" not in between and _DASH.search(between)
        whole = as_run(before.body[0])
        made = _MADE_OF.match(source.plain[whole[0].length_end : item.start]) if whole else None
        if not (made or dashed) or len(before.body) > 1:
            continue
        parts = as_run(item)
        far = sum(map(size_of, parts))
        alike = len(whole) == 1 < len(parts) and abs(size_of(whole[0]) - far) < 1
        if alike and bool(whole[0].ms) == bool(parts[0].ms):
            return asked_of(item, source, ": the parts of each rep, or more reps?")
    return None


def _parted_time(items: list[Item], source: Source) -> Suspicion | None:
    """`11 x 2 min. 45 s rec`: 2:45, or 2 minutes and 45 s of recovery."""
    for item in items:
        for run in runs_of(item):
            _, end = run.length_span
            behind = source.plain[end : end + 12].lstrip()
            two = run.ms and _TWO_TIMES.search(source.quote(*run.length_span))
            if two and RESTED.match(behind):
                return source.asked(run.length_span, ": one time, or a run and its recovery?")
    return None


EXPLAINED: Checks = (
    _said_again, _bracketed, _named, _in_parts, _parts_told, _parted_time,
)  # fmt: skip
