# SPDX-License-Identifier: MIT
"""What is said of several blocks at once: a pace or a recovery for all, by length, between sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from trackpacer.notation import elements as e
from trackpacer.notation.assembly import placing
from trackpacer.notation.blocks import Later
from trackpacer.notation.patterns import pattern
from trackpacer.notation.phrases.recoveries import likely_jog
from trackpacer.notation.source import Source
from trackpacer.notation.tree import (
    EASILY,
    PER_METRES,
    QUIET,
    GroupSpec,
    Item,
    Pace,
    RepeatSpec,
    Rest,
    RunSpec,
    Target,
    all_rests,
    all_runs,
    runs_of,
)
from trackpacer.records import replace
from trackpacer.session import Effort, Role

_SPEED = pattern(r"\b(mph|km/?h|kph)\b|%", re.I)
_A_RUN = pattern(r"\brun ?[:-][ ]*$")
_MEASURED = pattern(r"(\d+(?:\.\d+)?) ?(mph|km/?h|kph)\b", re.I)


def apply(one: Later, items: list[Item], at: int, source: Source) -> None:
    """Do to the items what was said of them; `at` of them stood before it."""
    element = one.element
    before = items[:at] if _work(items[:at]) else items  # `warm up. Rest is 60s for all. 5 x 400`
    if one.how == "label":
        _label(element, items, at)
    elif one.how == "ends":
        _ends(element.length, element.home or element.length, items)
    elif isinstance(element, e.Aim):
        _pace_of_all(element, before, source)
    elif isinstance(element, e.Meaning):
        _meaning(element, items, source)
    elif isinstance(element, e.ByLength):
        _by_length(element, items, source)
    elif one.how == "after-length":
        if _after_block(element.rest, items):
            return
        rest = element.rest
        for metres in filter(None, (rest.of_metres, rest.and_metres, *rest.more_metres)):
            _after_length(replace(element.rest, of_metres=metres), items, source)
    elif one.how == "sets":
        between_sets(replace(element.rest), items, source)
    else:
        _rest_of_all(element.rest, before, source)


def _ends(out: e.Length, home: e.Length, items: list[Item]) -> None:
    """`2 miles WU/CD`: before and after."""
    first, last = (
        RunSpec(*one.span, one.metres, one.ms, one.unit, role=role)
        for one, role in ((out, Role.WARMUP), (home, Role.COOLDOWN))
    )
    items.insert(0, first)
    items.append(last)


def _free(items: list[Item]) -> list[RunSpec]:
    return [
        run
        for item in items
        for run in runs_of(item)
        if run.role is Role.WORK and run.target is None and not run.effort
    ]


def _label(element: e.Aim, items: list[Item], at: int) -> None:
    """`10k pace: 5 x 1k`: the pace of what follows on the line."""
    led = False  # by a block that is run so for want of anything else
    for i, item in enumerate(items[at:]):
        if i and not isinstance(item, Rest) and item.newline and not element.everywhere:
            break
        parted, led = led, led or bool(_free([item]))
        for run in runs_of(item):
            if run.effort in EASILY or run.role is not Role.WORK:
                continue
            if run.target is not None and element.target.span[1] - element.target.span[0] < 3:
                continue  # `T: 4 x 300 @ 60`: rather the day
            sprints = run.effort in (Effort.SPRINT, Effort.MAX)
            by_kind = element.target.pace.kind in ("training", "none")
            if parted and by_kind and (run.effort or run.target):
                continue  # `Threshold: 6 x 1k, then 4 x 200 quick`
            if run.target is None and element.target.pace.kind != "none" and not sprints:
                run.target = element.target
                run.pace_inherited = element.target.span
            run.effort = run.effort or element.effort


def _pace_of_all(element: e.Aim, items: list[Item], source: Source) -> None:
    """`5k pace` on a line of its own: of those above it."""
    if element.target.starting:
        raise source.fail(
            "'{this}', and then?",
            element.span,
            "both ends or a step, like `@ 84 -> 77` or `@ 84 step -1`, or one target for all",
        )
    free = _free(items)
    if not free:
        raise source.fail(
            "a second target, '{this}'", element.span, "one target, or a new block after a comma"
        )
    for run in free:
        if element.target.pace.kind != "none":
            run.target = element.target
            run.pace_inherited = element.target.span
        run.effort = element.effort


def _by_length(element: e.ByLength, items: list[Item], source: Source) -> None:
    """`900s @ 3k pace`: the pace of the runs of that length."""
    meant = [
        run
        for item in items
        for run in runs_of(item)
        if run.role is Role.WORK
        and (run.ms in element.ms or any(abs(run.metres - far) < 1 for far in element.metres))
    ]
    if not meant and len(element.metres) == 1:
        meant, element = _of_its_parts(element, items)
    if not meant:
        raise source.fail(
            "'{this}' is not understood here: there are none",
            element.span,
            "the length of runs that are written before",
        )
    if any(run.target is not None for run in meant):
        raise source.fail(
            "a second target", element.target.span, "one target, or a new block after a comma"
        )
    for run in meant:
        if element.target.pace.kind != "none":
            run.target = element.target
        run.effort = run.effort or element.effort
    if element.rest is not None:
        for metres in element.metres:
            _after_length(replace(element.rest, notes=[], of_metres=metres), items, source)


def _of_its_parts(element: e.ByLength, items: list[Item]) -> tuple[list[RunSpec], e.ByLength]:
    """`6 x 800, each 200 in 40`: the pace of the longer runs before it, where they are alike."""
    part, pace = element.metres[0], element.target.pace
    runs = [run for item in items for run in runs_of(item) if run.role is Role.WORK]
    far = {run.metres for run in runs}
    plain = pace.kind == "time" and not (pace.per or element.target.listed)
    if not plain or len(far) != 1 or not 100 <= part < min(far):
        return [], element
    fast = element.target.fast
    told = replace(
        element.target,
        pace=replace(pace, ms=pace.ms * 1000 / part, per="km"),
        fast=fast and replace(fast, ms=fast.ms * 1000 / part, per="km"),
    )
    return runs, replace(element, target=told)


def _meaning(element: e.Meaning, items: list[Item], source: Source) -> None:
    """`Fast means 1500 pace`; `the float is a steady run`."""
    if not element.floats:
        free = [run for run in all_runs(items) if run.role is Role.WORK and run.target is None]
        felt = [run for run in free if run.effort is element.of]
        quick = element.of in (Effort.FAST, Effort.HARD) and not any(run.effort for run in free)
        for run in felt or (free if quick else ()):  # `10 x 400, 200 float. Fast = 3k pace`
            run.target, run.effort = element.target, Effort.NONE
        return
    if element.target is not None:
        _jogged_in(element.target, element.metres, items, source)
        return
    for rest in all_rests(items):
        if rest.floating and (rest.pace is None or element.effort):
            rest.pace = rest.pace or Target(rest.span, Pace("none", rest.span))
            rest.pace = replace(rest.pace, effort=element.effort or rest.pace.effort)


def _jogged_in(told: Target, far: float, items: list[Item], source: Source) -> None:
    """`Floats in 75`: a float gets its pace, a jog its time; none may have one."""
    pace, per = told.pace, PER_METRES.get(told.pace.per)
    jogs = [r for r in all_rests(items) if r.kind in ("jog", "time") and far in (0, r.metres)]
    plain = pace.kind != "time" or per or all(rest.kind == "jog" for rest in jogs)
    for rest in jogs if plain else ():
        ms = pace.ms * (rest.metres / per if per else 1.0)
        if rest.pace is None and (rest.floating or pace.kind != "time"):
            rest.floating, rest.pace = True, told
        elif not rest.floating and not rest.ms and likely_jog(rest.metres, ms):
            rest.ms = ms
        else:
            plain = False
    if not jogs or not plain:
        plain_form = "the jog with its time, like `200 jog in 60`"
        raise source.fail("'{this}': of which recovery?", told.span, plain_form)


def _rest_of_all(rest: Rest, items: list[Item], source: Source) -> None:
    """`all off 60s`, `300 rest between everything`: for all before it that have none.

    Raises NotationError where all have another one already.
    """
    on = (Role.EASY, Role.WORK)
    runs = [item for item in items if isinstance(item, RunSpec) and item.role in on]
    on_end = rest.kind == "none" and len(runs) == len(items)  # `25 min easy, 15 min @ 10k, no rest`
    work: Sequence[RunSpec | RepeatSpec | GroupSpec] = runs if on_end else _work(items)
    stood = list(all_rests(work))
    placed = False
    for item in work:
        if item is items[-1] and len(work) > 1 and isinstance(item, RunSpec) and rest.jogged:
            continue  # nobody recovers from the last run
        shared = replace(rest, place="", notes=[], inherited_from=len(work) > 1)
        if isinstance(item, RepeatSpec) and len(item.body) > 1:
            placed |= _each_run(item, shared)
        levels = placing.levels(item)
        placed |= placing.put(levels, shared, "")
        passes = isinstance(item, RepeatSpec) and item.paren and isinstance(item.body[0], GroupSpec)
        for _ in levels[1:] if rest.every or passes else ():
            placing.put(levels, replace(shared), "")  # and between its passes
        for part in item.body if isinstance(item, RepeatSpec) and len(item.body) > 1 else ():
            if isinstance(part, RepeatSpec):
                placed |= placing.put(placing.levels(part), replace(shared), "")
    if not placed and stood and all(_differs(rest, old) for old in stood):
        raise source.second_rest(rest.span)


def _differs(one: Rest, other: Rest) -> bool:
    """Whether both have a length, and not the same."""
    return one.sized and other.sized and (one.ms, one.metres) != (other.ms, other.metres)


def _work(items: list[Item]) -> list[RunSpec | RepeatSpec | GroupSpec]:
    """What is neither a recovery nor run quietly by itself; of strides only where there is no
    other."""
    work = [
        item
        for item in items
        if not isinstance(item, Rest) and any(run.role not in QUIET for run in runs_of(item))
    ]
    other = [item for item in work if any(run.role is Role.WORK for run in runs_of(item))]
    return other or work


def _each_run(item: RepeatSpec, rest: Rest) -> bool:
    """Whether some of the runs of a bracket had none."""
    bare = [part for part in item.body[:-1] if isinstance(part, RunSpec) and part.rest is None]
    if any(part.continuous for part in bare):
        return False
    for part in bare:
        part.rest = replace(rest)
    return bool(bare)


def _after_length(rest: Rest, items: list[Item], source: Source) -> None:
    """`60 s after 400s`: to the runs of that length, when there are others too."""
    runs = [run for run in all_runs(items) if run.role is Role.WORK]
    meant = [run for run in runs if abs(run.metres - rest.of_metres) < 1]
    whole = [item for item in items if isinstance(item, RepeatSpec) and item.rest is None]
    whole = [item for item in whole if placing.comes_to(item, rest.of_metres)]
    if not meant and len(whole) == 1:  # `500, 45 s, 200 x 5. 2 min between each 700`
        whole[0].rest = replace(rest, place="")
        return
    if not meant or any(run.rest is not None for run in meant):
        raise source.fail(
            "'{this}': after which run?", rest.span, "the length of runs that are written before"
        )
    for item in items:
        work = {run.metres for run in runs_of(item) if run.role is Role.WORK}
        if isinstance(item, Rest) or work != {rest.of_metres}:
            continue
        if not placing.put(placing.levels(item), replace(rest, place=""), ""):
            raise source.second_rest(rest.span, each_run=True)
        for run in runs_of(item):
            meant = [other for other in meant if other is not run]
    for item in (one for one in items if isinstance(one, RepeatSpec)):
        last = item.body[-1]
        last = last.runs[-1] if isinstance(last, GroupSpec) else last
        if any(last is run for run in meant) and not (item.rest and rest.and_metres):
            # `3 x (300-1000-300), 30 s after the 300s, 3 min between sets`
            kept = item.rest and sum(any(run is one for one in meant) for run in runs_of(item)) > 1
            if item.rest and not item.rest.after_each and not kept:
                raise source.second_rest(rest.span, each_run=True)
            item.rest = item.rest if kept else replace(rest, place="")
            meant = [run for run in meant if run is not last]
    for run in meant:
        run.rest = replace(rest, place="gap")


def _after_block(rest: Rest, items: list[Item]) -> bool:
    """`… 200 jog throughout, 600 jog after the 1200s`: behind reps that have their recovery."""
    for i, (item, following) in enumerate(pairwise(items)):
        lengths = [{run.metres for run in runs_of(one)} for one in (item, following)]
        if not isinstance(item, RepeatSpec) or lengths[0] != {rest.of_metres}:
            continue
        told = rest.across and item.rest is not None and _differs(rest, item.rest)
        if rest.and_metres:  # `600 jog between 400s and 200s`
            told = bool(item.rest) and not rest.across and lengths[1] == {rest.and_metres}
        if lengths[1] and (told or rest.place == "last"):
            items.insert(i + 1, replace(rest, place="gap", across=True))
            return True
    lists = (item.body for item in items if isinstance(item, RepeatSpec) and len(item.body) > 1)
    return any(_after_block(rest, inner) for inner in lists)


def each_in_its_own(sets: list[tuple[Rest, Item]], source: Source) -> bool:
    """`5 sets of 60 m (1 min between sets)`, and so on each line: the sets are the reps."""
    places = [placing.levels(item) for _, item in sets]
    if len(sets) < 2 or any(len(held) != 1 or getattr(held[0], "rest", None) for held in places):
        return False
    for (rest, _), held in zip(sets, places, strict=True):
        placing.put(held, replace(rest, place=""), "")
        _one_set(rest, source)
    return True


def _one_set(rest: Rest, source: Source) -> None:
    shown = source.quote(*rest.span)
    source.note(f"'{shown}': there is one set, taken as the recovery between its reps")


def between_sets(rest: Rest, items: list[Item], source: Source) -> None:
    """`6 x 400 + 6 x 200, 60s rest, 3 min between sets`: the sets are the blocks."""
    blocks = [item for item in items if not isinstance(item, Rest)]
    quiet = len(blocks)
    while quiet and all(run.role in QUIET for run in runs_of(blocks[quiet - 1])):
        quiet -= 1
    work = [item for item in blocks if any(run.role is Role.WORK for run in runs_of(item))]
    last = blocks[quiet - 1] if quiet else None
    whole = isinstance(last, RepeatSpec) and last.count == 1 and len(last.body) > 1
    if last is not None and work and not whole and placing.put(placing.levels(last), rest, "sets"):
        return
    gaps = [i for i in range(1, len(items)) if _is_set(items[i]) and _is_set(items[i - 1])]
    if len(gaps) == 1 and _counted_list(items[gaps[0] - 1], items[gaps[0]]):
        plain = "brackets, like `3 x (600, 400, 200)`"
        raise source.fail("which are the sets?", rest.span, plain)
    if not gaps:
        counted = [item for item in blocks if isinstance(item, RepeatSpec)]
        hard = [item for item in work if any(run.effort not in EASILY for run in runs_of(item))]
        if len(counted) == 1 and all(item is counted[0] for item in hard):
            work[:] = counted  # `8 min easy`, `5 x 15 s strides`, `1 min jog between sets`
        if _one_after_the_other(work, items, rest):
            return
        places = placing.levels(work[0]) if len(work) == 1 else []
        if len(places) == 1 and placing.put(places, replace(rest, place=""), ""):
            _one_set(rest, source)
            return
        if _as_sets(work, items, rest, source):
            return
        raise source.fail(
            "a recovery between sets, but there is only one set",
            rest.span,
            "sets like `2 x 6 x 400`, or a recovery between reps",
        )
    for item in work:
        if len(placing.levels(item)) > 1:
            placing.put(placing.levels(item), replace(rest), "sets")
    for i in reversed(gaps):
        items.insert(i, replace(rest, place="gap", across=True))


def _one_after_the_other(work: Sequence[Item], items: list[Item], rest: Rest) -> bool:
    """`4 x 300, 75s between reps and 3 min after the set, then 1000`: told before what follows it,
    it is the gap to that, as the reps have their own."""
    before = [item for item in work if all(run.start < rest.span[0] for run in runs_of(item))]
    if len(before) != 1 or len(work) < 2 or not getattr(before[0], "rest", None):
        return False
    items.insert(items.index(before[0]) + 1, replace(rest, place="gap", across=True))
    return True


def _as_sets(work: Sequence[Item], items: list[Item], rest: Rest, source: Source) -> bool:
    """`3 x 800 @ 10k, 500 @ 5k, 300 @ 3k … 600 jog between sets`: the count is of the whole list,
    as nothing else there is a set."""
    first = work[0] if len(work) > 1 else None
    if not isinstance(first, RepeatSpec) or first.paren or first.count < 2 or len(first.body) > 1:
        return False
    runs = [one for one in (*first.body, *work[1:]) if isinstance(one, RunSpec)]
    if not runs or len(runs) < len(work):
        return False
    if any(sign in source.plain[first.start : runs[-1].start] for sign in (". ", "\n")):
        return False
    own = first.rest
    if own is None and len(runs) < 3:
        return False  # `3 x 800, 500, 3 min between sets`: or two sets
    for run in runs[:-1]:
        run.rest = run.rest or (replace(own, place="") if own is not None else None)
    begin, end = items.index(first), items.index(runs[-1]) + 1
    first.body = [runs[0], *items[begin + 1 : end]]
    first.rest = replace(rest, place="")
    items[begin:end] = [first]
    shown = source.quote(first.start, runs[-1].end)
    source.note(f"'{shown}': all of it is taken as one of {first.count} sets")
    return True


def _counted_list(before: Item, item: Item) -> bool:
    """`3 x 600 + 400 + 200 … 5 min after each set`: the count may be of the whole list."""
    return isinstance(before, RepeatSpec) and isinstance(item, GroupSpec) and not item.newline


def _is_set(item: Item) -> bool:
    """Whether it is a set: one run is, where its count is written (`2 x 250, 1 x 250`)."""
    if isinstance(item, RunSpec):
        return item.counted and item.role is Role.WORK
    return not isinstance(item, Rest)


def on_a_belt(items: list[Item], source: Source, top: bool) -> None:
    """`1 min at 9.5 mph, 1 min at 6 mph`, `10 min 95% MP + 5 min 105% MP`: by speeds, no rest."""
    if not top:
        parts_of_one_run(items, source)
    runs = [item for item in items if isinstance(item, RunSpec)]
    sped = [r for r in runs if r.target and _SPEED.search(source.quote(*r.target.span))]
    if len(sped) < 2 or len(sped) < len(items) or any(run.rest for run in runs):
        return
    between = (source.plain[one.start : two.start] for one, two in pairwise(runs))
    if any("%" in words and "+" not in words for words in between):
        return
    for target in (run.target for run in sped if run.target):
        speed = _MEASURED.search(source.quote(*target.span))
        if speed and float(speed[1]) < (4 if speed[2][0] in "mM" else 6.4):
            raise source.fail("'{this}': so slow?", target.span, "a recovery that is walked")
    for run in runs[: len(runs) - top]:
        run.continuous = True
    source.note("run by speeds one after the other: no recovery between")


def parts_of_one_run(items: list[Item], source: Source) -> None:
    """`1 mile easy, 4 miles @ MP, 2 miles @ T, 1 mile @ MP, 2 miles easy`: of a long run; `6 min
    steady [4:20], 4 min faster [4:05]`: minutes at paces; none of them rested or counted."""
    runs = [item for item in items if isinstance(item, RunSpec)]
    if len(runs) < max(len(items), 2) or any(run.rest or run.counted for run in runs):
        return
    paced = [one for one in runs if one.target and one.target.pace.metres > 42_000]
    long = all(run.metres >= 1500 or run.ms >= 300_000 for run in runs)
    plain = all(run.target or run.effort or run.role is not Role.WORK for run in runs)
    whole = long and plain and len(paced) > 1 and len(runs) > 3
    whole = whole or (long and plain and len(runs) > 2 and _by_efforts(runs, source))
    work = [run for run in runs if run.role is Role.WORK]
    told = (run.ms >= 60_000 and run.target and run.target.pace.kind == "time" for run in work)
    timed = len(work) > 1 and all(told) and not any(run.continuous for run in work)
    timed = timed and "\n" not in source.plain[work[0].start : work[-1].start]  # a line each: apart
    for run, after in pairwise(runs):
        if whole or (timed and run.role is after.role is Role.WORK):
            run.continuous = True
    if whole or timed:
        source.note("run as the parts of one run: no recovery between")


def _by_efforts(runs: list[RunSpec], source: Source) -> bool:
    """`Mixed pace run: 8 min easy, 12 min steady, 15 min threshold`, in one line: an easy or steady
    part shows that no recovery is left out."""
    eased = any(run.effort in (Effort.EASY, Effort.STEADY) for run in runs[1:-1])
    lines = "\n" in source.plain[runs[0].start : runs[-1].start]
    ends = {Role.WARMUP, Role.COOLDOWN} & {run.role for run in runs}
    named = _A_RUN.search(source.plain[: runs[0].start]) is not None
    return (eased or named) and not lines and not ends


def at_once(slashed: list[tuple[RunSpec, RunSpec]], source: Source) -> None:
    """`400 @ 72 / 400 @ 90`: two runs with a slash between follow each other at once; not those of
    a list that is rested `after each`."""
    ends = (Role.WARMUP, Role.COOLDOWN)
    last = slashed[-1][1].rest if slashed else None
    several = len(slashed) > 1 and last is not None and last.kind != "none"
    told = last is not None and (last.after_each or several)
    if told and _unlike_each_other(slashed):
        return
    for before, item in slashed:
        if before.rest is None and before.role not in ends and item.role not in ends:
            before.continuous = True
            shown = source.quote(before.start, max(item.end, item.length_end))
            source.note(f"'{shown}': no recovery at the slash")


def _unlike_each_other(slashed: list[tuple[RunSpec, RunSpec]]) -> bool:
    lengths = {(run.metres, run.ms) for pair in slashed for run in pair}
    return len(slashed) > 1 or len(lengths) > 1


def slashed(items: list[Item], top: bool) -> None:
    """Long runs with slashes between are reps, as with commas."""
    if not top:
        return
    for item in items:
        if (
            isinstance(item, RunSpec)
            and (item.metres >= 600 or item.ms >= 300_000)
            and item.continuous
            and len(items) > 1
            and item.target is not None
        ):
            item.continuous = False
