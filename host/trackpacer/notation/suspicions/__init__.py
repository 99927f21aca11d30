# SPDX-License-Identifier: MIT
"""What looks wrong in a reading once it stands, and is asked about rather than run in silence.

A title's length or a total run before the work, an explanation below run after it, a recovery that
has no run to follow. Nothing here looks at a word's meaning but for the few that join runs: the
phrases say what a line may be, this says which of it no coach would have written to be run.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from trackpacer.notation.lexicon import OTHER_TONGUES
from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source, Suspicion
from trackpacer.notation.suspicions import misheard
from trackpacer.notation.suspicions.miscounted import count_passed, fewer_for_some
from trackpacer.notation.suspicions.mistaken import mistaken
from trackpacer.notation.suspicions.passed import order_in, pace_in, passed_over
from trackpacer.notation.suspicions.unlikely import unlikely
from trackpacer.notation.tree import (
    GroupSpec,
    Item,
    RepeatSpec,
    Rest,
    RunSpec,
    all_rests,
    all_runs,
    as_run,
    number_of_runs,
    rests_of,
    runs_of,
)
from trackpacer.records import replace
from trackpacer.session import Effort, Role

_PARTS = pattern(r"[.;:!]\s|\n|\s[-\u2013\u2014]+\s")
_SENTENCE = pattern(r"[.;:!]\s|\n|\.\.\.|…")
_HEADED = pattern(r"^\s*(?:\s[-\u2013\u2014]+\s|:)\s*$")
_JOINS = pattern(r"\b(then|followed|plus|and|finish\w*|into|after|next|end)\b|\+|&", re.I)
_RESTED = pattern(r"rec|rest|jog|walk|pause|^r\b|float|off", re.I)
_REST_AND = pattern(r"(?:rest|rec\w*|walk|jog|back|down) ?(?:\+|&|and|plus) *$", re.I)
_PARTED = pattern(r"[,;.+&\n]|\s-\s|[a-z]{3}")
_BRACKET = pattern(r"\([^()]*\)")
_THERE = pattern(r"\s*(easy|jog|run)?\s*to (the|our|my) (track|park|club|ground|grass|start)\b")
_OPENS = pattern(
    r"[^\s,;+&](?<!\bthen)(?<!\band)\s*\((?:(?:est|approx|about|c|ca|i\.e|ie|~)\W*)?\s*$", re.I
)
_CLOSES = pattern(r"[^()\n]*\)\s*([.;,\n]|$)")
_STRANGE = pattern(r" [a-z]+[^()\n]*\)")  # `(3k thing) 2 min jog`
_TITLE = pattern(r"[^\n:]*[a-z\d]:(?=\s)", re.I)
_HEADS = pattern(r"\s*(:|(worth )?of \d)")
_SESSION = pattern(r"[ -]*(?:(?!then |main )\w+ ){0,2}(?:session|workout|intervals)\b", re.I)
_ALL = pattern(rf"(\d+) ?(km?|min|minutes?)\b{_SESSION.pattern}", re.I)
_DASH = pattern(r"(^|\s)[-\u2013\u2014]+\s")
_WARMED = pattern(r"\b(warm|wu|w/u|start|begin|before|includ)")
_LED = pattern(r"\bwarm\w*[- ]?(?:up)?(?:, ?|[,. ]*\b(followed by|then)[ ,:]*)$")
_PLAYED = pattern(r" fartlek\b")  # `warm up, 15 min fartlek`
_DOWN = pattern(r"\b(cool|warm)\w*[- ]?down\b|\bc/?d\b")
_TWO_TIMES = pattern(r"\d\s*mins?\.\s*\d+\s*s", re.I)
_LETTERED = pattern(r"\([tirm][- ]?pace\)")
_FELT = pattern(r"(easy|steady|hard|fast|brisk|quick|tempo|threshold|relaxed) (up|on|in|with)")
_LONG_M, _LONG_MS = 8000, 2_400_000  # what heads a line of reps is then a warm-up, or the whole
_WITH_WARM_UP = pattern(r"[ a-z]{0,20}[ ,(]+(with|w/|incl\w*\.?) (an? )?\d[^;.\n]{0,12}warm", re.I)
_STRAY_MS, _CLOSE_MS, _RUN_MS = 180_000, 1_200_000, 1_800_000
_COUNTED = pattern(r"(^|[^\d:.,'])\d\d? $")
_MADE_OF = pattern(
    r"(s|m|reps?)?\s*(,|which is|each|all)?\s*(broken|split|run|done|made|divided)?\s*"
    r"(up|down|out)?\s*(as|of|into|[(:])[\s:]*$"
)
_MOST = 10_000  # runs: a watch holds 1,000


def suspicion(items: list[Item], source: Source) -> Suspicion | None:
    """The first thing that looks wrong in a reading, as it will be run; None where nothing does."""
    items = [misheard.alone(item) for item in items]
    if sum(map(number_of_runs, items)) > _MOST:
        return None  # refused for that
    for check in _CHECKS:
        found = check(items, source)
        if found is not None:
            return found
    return None


def _asked(item: RunSpec | GroupSpec | RepeatSpec, source: Source, question: str) -> Suspicion:
    """A question about what is run, quoted before it."""
    return source.asked((item.start, item.end), question)


def _plain(run: RunSpec) -> bool:
    """Whether nothing is said of a run but its length."""
    return (
        not run.counted
        and run.target is None
        and run.effort is Effort.NONE
        and run.role is Role.WORK
        and run.rest is None
    )


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
        if isinstance(rest, Rest) and _RESTED.search(source.quote(*rest.span)):
            continue
        if not _SENTENCE.search(between) or _JOINS.search(between):
            continue
        home = items[-1]
        if isinstance(home, RunSpec) and (home.metres, home.ms) == (item.metres, item.ms):
            continue  # `8 min steady, 4 min, 3 min, 1 min, 8 min steady`: there and back
        earlier = {_size(run) for run in all_runs(items[:i]) if run.role is not Role.WARMUP}
        if any(_size(run) in earlier for run in all_runs(items[i + 1 :])):
            continue  # `25 min easy, 40 min MP, 15 min easy, 25 min MP, 15 min easy`
        if i and paced:
            continue  # `1 mile 8 mph, 1 mile 8.5 mph, 1/2 mile 9 mph`: each has its pace
        if _sums_up(item, [*([item.rest] if item.rest else []), *items[i + 1 :]]):
            return _asked(
                item, source, " is as long as what follows: a run of its own, or the whole?"
            )
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
        headed = _HEADED.search(between) or (between.strip() == "," and _plain(item))
        times = _size(item) / sum(map(_size, runs)) if alike and headed else 0
        if round(times) >= 2 and abs(times - round(times)) < 0.01:
            return _asked(
                item, source, " may be a run of its own, or as long as all that follows it"
            )
    return None


def _sums_up(whole: RunSpec, following: list[Item]) -> bool:
    """Whether the first few items that follow are as long as one before them."""
    done, number = 0.0, 0
    for item in following:
        runs = as_run(item)
        if any(bool(run.metres) != bool(whole.metres) for run in runs):
            return False
        done += sum(map(_size, runs))
        number += len(runs)
        if isinstance(item, Rest) and item is following[0]:  # `One mile easy, six at MP, one easy`
            done, number = done + (item.metres if whole.metres else item.ms), number + 1
        if done > 1.02 * _size(whole):
            return False
        if number > 1 and abs(done - _size(whole)) <= 0.01 * done:
            sizes = [_size(whole), *(_size(run) for item in following for run in as_run(item))]
            falls = as_run(following[0]) and all(a > b for a, b in itertools.pairwise(sizes))
            return not falls  # `3k, 2k, 1k`
    return False


def _size(run: RunSpec) -> float:
    return run.metres or run.ms


def _climbs(before: list[RunSpec], last: RunSpec) -> bool:
    """`1 lap, 2 laps, 3 laps`: the last is the next step of a ladder."""
    sizes = [_size(run) for run in (*before, last)]
    steps = {round(after - one) for one, after in itertools.pairwise(sizes)}
    return len(steps) == 1 and min(steps) > 0


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
        abs(total - _size(last)) <= 0.05 * total for total in _totals(items[:-1], bool(last.ms))
    )
    end = items[-2].span[1] if isinstance(items[-2], Rest) else items[-2].end
    between = source.plain[end : last.start]
    if not (after or (alike and _SENTENCE.search(between))) or _JOINS.search(between):
        return None
    if _climbs(before, last):
        return None
    return _asked(last, source, " behind it all: one more run, or what it comes to?")


def _comes_to(items: list[Item], source: Source) -> Suspicion | None:
    """`30 minute run, 10 easy, 10 steady, 10 tempo`: run before the others, or made of them?"""
    first, parts = items[0], items[1:]
    if not isinstance(first, RunSpec) or not _plain(replace(first, rest=None)):
        return None
    rests = [part for part in (first.rest, *parts) if isinstance(part, Rest)]
    sizes = [_size(part) for part in parts if isinstance(part, RunSpec)]
    sizes += [rest.ms if first.ms else rest.metres for rest in rests]
    if len(sizes) < max(3, len(parts)) or min(sizes) <= 0 or sum(sizes) != _size(first):
        return None
    return _asked(first, source, ": run before the others, or what they come to?")


def _behind_cool_down(items: list[Item], source: Source) -> Suspicion | None:
    """`20 min tempo. 10 min cool-down. Warm-up includes 4 strides`: run after the cool-down?"""
    runs = [item for item in items if not isinstance(item, Rest)]
    for before, item in itertools.pairwise(runs):
        if not isinstance(before, RunSpec) or before.role is not Role.COOLDOWN:
            continue
        between = source.plain[before.end : item.start]
        quick = any(run.role is Role.WORK for run in runs_of(item)) or _WARMED.search(between)
        if quick and not (_JOINS.search(between) or ")" in between):
            return _asked(item, source, " behind the cool-down: is it run there?")
    return None


def _warmed(items: list[Item], source: Source) -> Suspicion | None:
    """`10 miles (2 warm-up, 5 x 1 mile, 2 cool-down)`: the whole, or run before the warm-up?
    `Warm-up, followed by 20 min at 65%`, `Warm-up, 20 min, cool-down`: is that the warm-up?"""
    first = items[0]
    if not isinstance(first, RunSpec) or first.counted or first.effort:
        return None
    roles = {run.role for run in all_runs(items[1:])}
    told = min((one for one in items if not isinstance(one, Rest)), key=lambda one: one.start)
    if told is not first and isinstance(told, RunSpec) and _plain(told):
        rest = [one for one in items if one is not told]
        far = told.metres >= _LONG_M and len(rest) > 1
        long = told.ms >= _RUN_MS and _WITH_WARM_UP.match(source.plain, told.length_end)
        if (far or long) and _totals(rest, not far)[0] <= _size(told):
            return _asked(told, source, ": run before the others, or what it all comes to?")
    if first.role is Role.WORK and Role.WARMUP in roles:
        return _asked(first, source, ": run before the warm-up, or what it all comes to?")
    if first.role is Role.WARMUP and _PLAYED.match(source.plain, first.length_end):
        return _asked(first, source, ": the warm-up?")
    led = _LED.search(source.plain[: first.start]) if first.role is Role.WARMUP else None
    home = led and Role.WORK not in roles and _DOWN.search(source.plain, first.end)
    return _asked(first, source, ": the warm-up?") if led and (led[1] or home) else None


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
            return _asked(item, source, " to get there: before the reps, or after them?")
    return None


def _title(items: list[Item], source: Source) -> Suspicion | None:
    """`800 M TRAINING` above the reps, `9 miles, 3 x 1.5 miles @ 6:20`: a title, or a total."""
    first = items[0] if len(items) > 1 else None
    if (
        not isinstance(first, RunSpec)
        or not _plain(first)
        or not isinstance(items[1], RepeatSpec | GroupSpec)
    ):
        return None
    between = source.plain[first.end : items[1].start]
    if any(run.role is not Role.WORK for run in runs_of(items[1])) or _JOINS.search(between):
        return None
    said = any(first.end <= start < items[1].start for start, _ in source.passed)
    titled = said and bool(_PARTS.search(between))
    long = first.metres >= _LONG_M or first.ms >= _LONG_MS
    if not titled and (not long or isinstance(items[1], GroupSpec)):
        return None
    return _asked(first, source, ": a run before the reps, or what they come to?")


def _session(items: list[Item], source: Source) -> Suspicion | None:
    """`9k interval session … 1000 m fast, 500 m slow`: as long as it all is, or run before it?"""
    first = items[0]
    if len(items) < 2 or not isinstance(first, RunSpec) or first.counted:
        return None
    called = _SESSION.match(source.plain, first.length_span[1])
    if called and not _JOINS.search(source.plain[called.end() :].partition(":")[0][:30]):
        return _asked(first, source, ": run before the others, or what they come to?")
    whole = _ALL.search(source.plain, 0, first.start)
    if whole is None or not all(isinstance(one, RunSpec | Rest) for one in items):
        return None
    timed = whole[2][0] == "m"
    told = float(whole[1]) * (60_000 if timed else 1000) < 2 * max(_totals(items, timed))
    return None if told else source.asked(whole.span(), ", and yet they do not come to it?", False)


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
            apart = single and _SENTENCE.search(between) and not _JOINS.search(before)
            apart = apart and not (timed and "\n" in between)
            if apart or (start == reps.start and between.rstrip().endswith(("(", "["))):
                return _asked(runs[0], source, ": how the reps are run, or one more run?")
    return None


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
    worded = _RESTED.search(source.quote(*rest.span)) or _rested(items[:-1])
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
        if _REST_AND.search(before_it) or not _JOINS.search(before_it):
            return _asked(item, source, ": a run of its own, a recovery or a target?")
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
            return _asked(item, source, " in brackets: one more run, or an explanation?")
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
    if heads or (same and _plain(first)):
        return _asked(first, source, ": a run before the others, or a title?")
    return None


def _titled(items: list[Item], source: Source) -> Suspicion | None:
    """`Three and five k: 3k at 10k pace, …`: the paces of what follows, before a colon."""
    title = _TITLE.match(source.plain)
    runs = all_runs(items)
    heads = [run for run in runs if title and run.end <= title.end()]
    if 1 < len(heads) < len(runs) and all(map(_plain, heads)):
        return _asked(heads[0], source, ": a run before the others, or a title?")
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
        if _JOINS.search(source.plain[reps.end : ends[0].start]):
            continue
        for n in range(2, len(ends) + 1):
            alike = all(bool(run.ms) == bool(rep[0].ms) for run in ends[:n])
            whole = sum(map(_size, ends[:n]))
            if alike and whole and _size(rep[0]) % whole < 1:
                span = ends[0].start, ends[n - 1].end
                return source.asked(span, ": the parts of each rep, or run behind them?")
    return None


def _in_parts(items: list[Item], source: Source) -> Suspicion | None:
    """`2 x broken 800 - four 200s with 20 s rest`: the reps, then the parts of each."""
    sets = [item for item in items if not isinstance(item, Rest)]
    for i, (before, item) in enumerate(itertools.pairwise(sets)):
        reps = as_run(before.body[0]) if isinstance(before, RepeatSpec) else as_run(before)
        broken = "broken" in source.plain[max(before.start - 7, 0) : before.end].lower()
        if broken and len(reps) == 1 and _sums_up(reps[0], list(sets[i + 1 :])):
            return _asked(item, source, ": the parts of each rep, or more reps?")
        if not isinstance(before, RepeatSpec) or not isinstance(item, RepeatSpec):
            continue
        between = source.plain[before.end : item.start]
        dashed = "\n" not in between and _DASH.search(between)
        whole = as_run(before.body[0])
        made = _MADE_OF.match(source.plain[whole[0].length_end : item.start]) if whole else None
        if not (made or dashed) or len(before.body) > 1:
            continue
        parts = as_run(item)
        alike = len(whole) == 1 < len(parts) and abs(_size(whole[0]) - sum(map(_size, parts))) < 1
        if alike and bool(whole[0].ms) == bool(parts[0].ms):
            return _asked(item, source, ": the parts of each rep, or more reps?")
    return None


def _parted_time(items: list[Item], source: Source) -> Suspicion | None:
    """`11 x 2 min. 45 s rec`: 2:45, or 2 minutes and 45 s of recovery."""
    for item in items:
        for run in runs_of(item):
            _, end = run.length_span
            behind = source.plain[end : end + 12].lstrip()
            two = run.ms and _TWO_TIMES.search(source.quote(*run.length_span))
            if two and _RESTED.match(behind):
                return source.asked(run.length_span, ": one time, or a run and its recovery?")
    return None


_HOURS = pattern(r"\d{1,2}:\d\d ?[-\u2013] ?\d{1,2}:\d\d ?([ap]\.?m\.?)?")
_WHAT_FOR = pattern(r"(workout|session|training)\b.*\bfor\b.*\d\s*(m|k|km|miles?|metres)?", re.I)


def _heads(said: str, start: int) -> bool:
    """Whether it is the hours of a session, or the race that it is for, at the head of the text."""
    return start <= 3 and bool(_HOURS.fullmatch(said) or _WHAT_FOR.fullmatch(said))


def _one_for_each(work: list[RunSpec], rests: list[Rest]) -> bool:
    """Whether the runs, or the recoveries, have each its own of several that were told."""
    told = [(run.target.span, run.target.listed) for run in work if run.target is not None]
    both = (told, [(rest.span, rest.listed) for rest in rests])
    return any(len({at for at, _ in some}) > 1 or any(more for _, more in some) for some in both)


def _passed_over(items: list[Item], source: Source) -> Suspicion | None:
    """What may be an order, among what was taken for talk."""
    work = [run for run in all_runs(items) if run.role is Role.WORK]
    free = [run for run in work if run.target is None]
    unpaced = any(not run.effort for run in free)
    back = any(rest.inherited_from for rest in all_rests(items))
    for said, start in passed_over(source):
        if _FELT.match(said) and any(0 <= start - run.length_end < 3 for run in free):
            return source.asked((start, start + len(said)), ": how it is run?", False)
        felt = free and _LETTERED.match(said)  # `comfortably hard (T pace)`
        if (unpaced or felt) and pace_in(said):
            return source.asked((start, start + len(said)), ": the pace of what has none?", False)
        if _heads(said, start):
            continue
        if "respectively" in said and not _one_for_each(work, list(all_rests(items))):
            return source.asked((start, start + len(said)), ": which of them for which?", False)
        if order_in(said, source.plain[:start]) or (back and said.startswith("full ")):
            return source.asked((start, start + len(said)), ": is it to be run?")
    return None


def _foreign(items: list[Item], source: Source) -> Suspicion | None:
    """`récup entre les 2 fractions : 3 min`: what is counted in another language is not known."""
    words = set(re.findall(r"[^\W\d_]+", source.text.lower())) & OTHER_TONGUES
    if len(words) < 2:
        return None
    for said, start in passed_over(source):
        if said.isalpha() and _COUNTED.search(source.plain[:start]):
            return Suspicion("this is not English", start)
    return None


_CHECKS: tuple[Callable[[list[Item], Source], Suspicion | None], ...] = (
    _whole, _comes_to, _in_passes, _sum, _behind_cool_down, _warmed, _way_there, _title,
    _said_again, _session, _recoveries, _stray, _no_unit, _bracketed, _named, _titled, _in_parts,
    _parts_told, _parted_time, _foreign, _passed_over, unlikely, *misheard.CHECKS, mistaken,
    count_passed, fewer_for_some,
)  # fmt: skip
