# SPDX-License-Identifier: MIT
"""Runs that are the total or the title of others, or the way to where they are run, and no run."""

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
    climbs,
    is_plain,
    size_of,
    sums_up,
)
from trackpacer.notation.tree import (
    GroupSpec,
    Item,
    RepeatSpec,
    Rest,
    RunSpec,
    all_runs,
    as_run,
    runs_of,
)
from trackpacer.records import replace
from trackpacer.session import Effort, Role

_PARTS = pattern(r"[.;:!]\s|\n|\s[-\u2013\u2014]+\s")
_HEADED = pattern(r"^\s*(?:\s[-\u2013\u2014]+\s|:)\s*$")
_THERE = pattern(r"\s*(easy|jog|run)?\s*to (the|our|my) (track|park|club|ground|grass|start)\b")
_TITLE = pattern(r"[^\n:]*[a-z\d]:(?=\s)", re.I)
_SESSION = pattern(r"[ -]*(?:(?!then |main )\w+ ){0,2}(?:session|workout|intervals)\b", re.I)
_ALL = pattern(rf"(\d+) ?(km?|min|minutes?)\b{_SESSION.pattern}", re.I)
_WARMED = pattern(r"\b(warm|wu|w/u|start|begin|before|includ)")
_LED = pattern(r"\bwarm\w*[- ]?(?:up)?(?:, ?|[,. ]*\b(followed by|then)[ ,:]*)$")
_PLAYED = pattern(r" fartlek\b")  # `warm up, 15 min fartlek`
_DOWN = pattern(r"\b(cool|warm)\w*[- ]?down\b|\bc/?d\b")
_LONG_M = 8000  # what heads a line of reps is then a warm-up, or the whole
_LONG_MS = 2_400_000
_WITH_WARM_UP = pattern(r"[ a-z]{0,20}[ ,(]+(with|w/|incl\w*\.?) (an? )?\d[^;.\n]{0,12}warm", re.I)
_HOLDS = pattern(r"(?: \w+){0,2}[ ,(]+inc(?:l|luding|ludes)?\b\.? ?(?:of )?\d")
_RUN_MS = 1_800_000


def _whole(items: list[Item], source: Source) -> Suspicion | None:
    """`5 mile tempo run. So mile hard, 3 miles moderate, mile hard`: the whole, then its parts."""
    paced = all(run.target is not None for run in all_runs(items))
    for i, item in enumerate(items[:-1]):
        following = items[i + 1]
        if not isinstance(item, RunSpec) or item.counted:
            continue
        if item.role in (Role.WARMUP, Role.COOLDOWN):
            continue
        rest = item.rest or following
        begin = rest.span[0] if isinstance(rest, Rest) else rest.start
        between = source.plain[item.length_end if isinstance(rest, Rest) else item.end : begin]
        if isinstance(rest, Rest) and RESTED.search(source.quote(*rest.span)):
            continue
        if not SENTENCE.search(between) or JOINS.search(between):
            continue
        home = items[-1]
        if isinstance(home, RunSpec) and (home.metres, home.ms) == (item.metres, item.ms):
            continue  # `8 min steady, 4 min, 3 min, 1 min, 8 min steady`: there and back
        earlier = {size_of(run) for run in all_runs(items[:i]) if run.role is not Role.WARMUP}
        if any(size_of(run) in earlier for run in all_runs(items[i + 1 :])):
            continue  # `25 min easy, 40 min MP, 15 min easy, 25 min MP, 15 min easy`
        if i and paced:
            continue  # `1 mile 8 mph, 1 mile 8.5 mph, 1/2 mile 9 mph`: each has its pace
        if sums_up(item, [*([item.rest] if item.rest else []), *items[i + 1 :]]):
            return asked_of(
                item, source, " is as long as what follows: a run of its own, or the whole?"
            )
    return None


def _including(items: list[Item], source: Source) -> Suspicion | None:
    """`warm up, 7M incl 7 x 1k`: a run that holds the others is not run before them."""
    for item in items:
        if not isinstance(item, RunSpec) or not is_plain(item):
            continue
        if _HOLDS.match(source.plain, item.length_end or item.end):
            return asked_of(item, source, ": run before the others, or what they come to?")
    return None


def _in_passes(items: list[Item], source: Source) -> Suspicion | None:
    """`6 km - 1 km fast, 1 km steady`, `8 laps, 200 in 36, 200 in 48`: whole, then parts."""
    flat = [one for item in items for one in getattr(item, "runs", (item,))]
    for i, item in enumerate(flat[:-2]):
        if not isinstance(item, RunSpec) or item.counted or item.rest is not None:
            continue
        two = flat[i + 1 : i + 3]
        runs = [one for one in two if isinstance(one, RunSpec) and not one.counted]
        between = source.plain[item.end : runs[0].start] if len(runs) == 2 else ""
        told = all(run.effort or run.target for run in runs)
        alike = told and all(bool(run.metres) == bool(item.metres) for run in runs)
        headed = _HEADED.search(between) or (between.strip() == "," and is_plain(item))
        times = size_of(item) / sum(map(size_of, runs)) if alike and headed else 0
        if round(times) >= 2 and abs(times - round(times)) < 0.01:
            return asked_of(
                item, source, " may be a run of its own, or as long as all that follows it"
            )
    return None


def _sum(items: list[Item], source: Source) -> Suspicion | None:
    """`2 miles warm-up, 3 x 1 mile, 2 miles cool-down` and `7 miles` below: what they come to."""
    last = items[-1]
    before = [run for item in items[:-1] for run in as_run(item)]
    if not isinstance(last, RunSpec) or len(before) < 2 or last.counted:
        return None
    after = any(run.role is Role.COOLDOWN for run in before) and last.role is Role.WORK
    bare = last.role in (Role.WORK, Role.EASY) and last.effort is Effort.NONE
    bare = bare and last.target is None and all(bool(run.ms) == bool(last.ms) for run in before)
    alike = bare and any(
        abs(total - size_of(last)) <= 0.05 * total for total in _totals(items[:-1], bool(last.ms))
    )
    end = items[-2].span[1] if isinstance(items[-2], Rest) else items[-2].end
    between = source.plain[end : last.start]
    if not (after or (alike and SENTENCE.search(between))) or JOINS.search(between):
        return None
    if climbs(before, last):
        return None
    return asked_of(last, source, " behind it all: one more run, or what it comes to?")


def _comes_to(items: list[Item], source: Source) -> Suspicion | None:
    """`30 minute run, 10 easy, 10 steady, 10 tempo`: run before the others, or made of them?"""
    first, parts = items[0], items[1:]
    if not isinstance(first, RunSpec) or not is_plain(replace(first, rest=None)):
        return None
    rests = [part for part in (first.rest, *parts) if isinstance(part, Rest)]
    sizes = [size_of(part) for part in parts if isinstance(part, RunSpec)]
    sizes += [rest.ms if first.ms else rest.metres for rest in rests]
    if len(sizes) < max(3, len(parts)) or min(sizes) <= 0 or sum(sizes) != size_of(first):
        return None
    return asked_of(first, source, ": run before the others, or what they come to?")


def _behind_cool_down(items: list[Item], source: Source) -> Suspicion | None:
    """`20 min tempo. 10 min cool-down. Warm-up includes 4 strides`: run after the cool-down?"""
    runs = [item for item in items if not isinstance(item, Rest)]
    for before, item in itertools.pairwise(runs):
        if not isinstance(before, RunSpec) or before.role is not Role.COOLDOWN:
            continue
        between = source.plain[before.end : item.start]
        quick = any(run.role is Role.WORK for run in runs_of(item)) or _WARMED.search(between)
        if quick and not (JOINS.search(between) or ")" in between):
            return asked_of(item, source, " behind the cool-down: is it run there?")
    return None


def _warmed(items: list[Item], source: Source) -> Suspicion | None:
    """`10 miles (2 warm-up, 5 x 1 mile, 2 cool-down)`: the whole, or run before the warm-up?
    `Warm-up, followed by 20 min at 65%`, `Warm-up, 20 min, cool-down`: is that the warm-up?"""
    first = items[0]
    if not isinstance(first, RunSpec) or first.counted or first.effort:
        return None
    roles = {run.role for run in all_runs(items[1:])}
    told = min((one for one in items if not isinstance(one, Rest)), key=lambda one: one.start)
    if told is not first and isinstance(told, RunSpec) and is_plain(told):
        rest = [one for one in items if one is not told]
        far = told.metres >= _LONG_M and len(rest) > 1
        long = told.ms >= _RUN_MS and _WITH_WARM_UP.match(source.plain, told.length_end)
        if (far or long) and _totals(rest, not far)[0] <= size_of(told):
            return asked_of(told, source, ": run before the others, or what it all comes to?")
    if first.role is Role.WORK and Role.WARMUP in roles:
        return asked_of(first, source, ": run before the warm-up, or what it all comes to?")
    if first.role is Role.WARMUP and _PLAYED.match(source.plain, first.length_end):
        return asked_of(first, source, ": the warm-up?")
    led = _LED.search(source.plain[: first.start]) if first.role is Role.WARMUP else None
    home = led and Role.WORK not in roles and _DOWN.search(source.plain, first.end)
    return asked_of(first, source, ": the warm-up?") if led and (led[1] or home) else None


def _totals(items: list[Item], timed: bool) -> list[float]:
    """What runs come to, by time or by distance, without their recoveries and with them."""
    runs = [run for item in items for run in as_run(item)]
    rests = [item for item in items if isinstance(item, Rest)]
    rests += [run.rest for run in runs if run.rest is not None]
    bare = sum(run.ms if timed else run.metres for run in runs)
    return [bare, bare + sum(rest.ms if timed else max(rest.metres, 0) for rest in rests)]


def _way_there(items: list[Item], source: Source) -> Suspicion | None:
    """`5 x 300 … 2 miles easy to the track`: behind the reps, and yet run before them."""
    for before, item in itertools.pairwise(one for one in items if not isinstance(one, Rest)):
        behind = isinstance(before, RepeatSpec) and isinstance(item, RunSpec)
        if behind and _THERE.match(source.plain[item.end : item.end + 40]):
            return asked_of(item, source, " to get there: before the reps, or after them?")
    return None


def _title(items: list[Item], source: Source) -> Suspicion | None:
    """`800 M TRAINING` above the reps, `9 miles, 3 x 1.5 miles @ 6:20`: a title, or a total."""
    first = items[0] if len(items) > 1 else None
    if (
        not isinstance(first, RunSpec)
        or not is_plain(first)
        or not isinstance(items[1], RepeatSpec | GroupSpec)
    ):
        return None
    between = source.plain[first.end : items[1].start]
    if any(run.role is not Role.WORK for run in runs_of(items[1])) or JOINS.search(between):
        return None
    said = any(first.end <= start < items[1].start for start, _ in source.passed)
    titled = said and bool(_PARTS.search(between))
    long = first.metres >= _LONG_M or first.ms >= _LONG_MS
    if not titled and (not long or isinstance(items[1], GroupSpec)):
        return None
    return asked_of(first, source, ": a run before the reps, or what they come to?")


def _session(items: list[Item], source: Source) -> Suspicion | None:
    """`9k interval session … 1000 m fast, 500 m slow`: as long as it all is, or run before it?"""
    first = items[0]
    if len(items) < 2 or not isinstance(first, RunSpec) or first.counted:
        return None
    called = _SESSION.match(source.plain, first.length_span[1])
    if called and not JOINS.search(source.plain[called.end() :].partition(":")[0][:30]):
        return asked_of(first, source, ": run before the others, or what they come to?")
    whole = _ALL.search(source.plain, 0, first.start)
    if whole is None or not all(isinstance(one, RunSpec | Rest) for one in items):
        return None
    timed = whole[2][0] == "m"
    told = float(whole[1]) * (60_000 if timed else 1000) < 2 * max(_totals(items, timed))
    return None if told else source.asked(whole.span(), ", and yet they do not come to it?", False)


def _titled(items: list[Item], source: Source) -> Suspicion | None:
    """`Three and five k: 3k at 10k pace, …`: the paces of what follows, before a colon."""
    title = _TITLE.match(source.plain)
    runs = all_runs(items)
    heads = [run for run in runs if title and run.end <= title.end()]
    if 1 < len(heads) < len(runs) and all(map(is_plain, heads)):
        return asked_of(heads[0], source, ": a run before the others, or a title?")
    return None


WHOLES: Checks = (
    _whole, _including, _comes_to, _in_passes, _sum, _behind_cool_down, _warmed, _way_there, _title,
    _session, _titled,
)  # fmt: skip
