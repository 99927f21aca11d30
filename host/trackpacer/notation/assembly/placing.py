# SPDX-License-Identifier: MIT
"""Where the recoveries of one block belong: between reps, between sets, between a bracket's runs.

Works on the tree that `assembly` has just made of the block; nobody else holds it yet.
"""

from __future__ import annotations

from trackpacer.notation.source import Source
from trackpacer.notation.tree import GroupSpec, Item, RepeatSpec, Rest, RunSpec, runs_of, to_passes
from trackpacer.records import replace
from trackpacer.session import Role


def levels(item: Item) -> list[Item]:
    """What can hold a recovery, from the innermost."""
    found: list[Item] = []
    while isinstance(item, RepeatSpec):
        inner = item.body[0]
        taken = len(item.body) == 1 and isinstance(inner, RunSpec) and inner.rest is not None
        if (item.count > 1 or len(item.body) > 1) and not taken:
            found.append(item)
        if len([part for part in item.body if not isinstance(part, Rest)]) != 1:
            break
        item = item.body[0]
    if isinstance(item, GroupSpec) or (isinstance(item, RunSpec) and not found):
        found.append(item)
    found.reverse()
    return found


def held(item: Item) -> bool:
    """Whether a block has its recoveries, so that another one has no place."""
    if isinstance(item, Rest):
        return True
    places = levels(item)
    return bool(places) and all(getattr(level, "rest", None) for level in places)


def place(item: Item, rests: list[Rest], source: Source) -> list[Rest]:
    """Give a block its recoveries; those without a place in it are left."""
    places = levels(item)
    left: list[Rest] = []
    lengths = {run.metres for run in runs_of(item)}
    if (
        len(rests) == 1
        and (rests[0].kind == "equal" or rests[0].metres < 0)
        and not rests[0].place
        and len(places) > 1
        and isinstance(places[0], GroupSpec)
    ):
        rests = [replace(rests[0], place="both")]
    rests = _without_way_back([_of_passes(item, rest) for rest in rests], source)
    for rest in _within(item, _one_of_two(rests, places)):
        other = rest.of_metres > 0 and lengths != {rest.of_metres}
        if (other and not _whole(item, rest.of_metres)) or (not rest.place and closed(item)):
            left.append(rest)
        elif rest.listed and _lists(item, places, rest, any(one.place == "sets" for one in rests)):
            continue
        elif rest.place in ("all", "ahead"):
            left.append(rest)
        elif rest.place == "both" and len(places) > 1:
            for level in places[:2]:
                put([level], replace(rest, place=""), "")
        elif rest.pair:
            left.extend(_pair(item, places, rest, source))
        elif not _single(item, places, rest, len(rests)) and not put(places, rest, rest.place):
            left.append(rest)
    return left


def closed(item: Item) -> bool:
    """`[5 x (30 s on, 30 s jog), 2 min jog]`, `(300, 50 s rest)`: the last recovery in a bracket
    with one run or set is that of its passes; another one stands behind the last of them."""
    parts = item.body if isinstance(item, RepeatSpec) and item.count > 1 and item.paren else []
    first, last = (parts[0], parts[-1]) if parts else (None, None)
    if len(parts) == 1:
        return isinstance(first, RunSpec) and first.rest is not None
    jogged = isinstance(last, RunSpec) and last.role is Role.EASY and 0 < last.ms <= 120_000
    return len(parts) == 2 and not isinstance(first, Rest) and (jogged or isinstance(last, Rest))


def _whole(item: Item, metres: float) -> bool:
    """Whether the parts of a rep come to a length: `between 400s`, each run as 200 + 200."""
    parts = item.body if isinstance(item, RepeatSpec) and len(item.body) > 1 else []
    return bool(parts) and abs(sum(getattr(part, "metres", 0.0) for part in parts) - metres) < 1


def _of_passes(item: Item, rest: Rest) -> Rest:
    """`5 min between 800s`, each of them 4 x 200: between the sets."""
    inner = item.body[0] if isinstance(item, RepeatSpec) and len(item.body) == 1 else None
    if not rest.of_metres or not isinstance(inner, RepeatSpec):
        return rest
    same = abs(inner.count * sum(run.metres for run in runs_of(inner)) - rest.of_metres) < 1
    return replace(rest, place="sets", of_metres=0.0) if same else rest


def comes_to(item: RepeatSpec, metres: float) -> bool:
    """Whether the runs of each pass come to a length."""
    runs = runs_of(item)
    return len(runs) > 1 and abs(sum(run.metres for run in runs) - metres) < 1


def _single(item: Item, places: list[Item], rest: Rest, number: int) -> bool:
    """The one recovery after a bracket, where it stands between its passes."""
    alone = number == 1 and isinstance(item, RepeatSpec) and item.paren and not rest.place
    if alone and isinstance(item, RepeatSpec) and _between_passes(item, rest):
        return put(places, rest, "outer")
    return False


def _pair(item: Item, places: list[Item], rest: Rest, source: Source) -> list[Rest]:
    """`60s/3min`: within the sets, and between them."""
    jog = rest.kind == "jog"
    high = rest.max_ms or 0.0
    outer = Rest(rest.span, "jog" if jog else "time", place="sets")
    outer.metres, outer.ms = (high, 0.0) if jog else (0.0, high)
    inner = replace(rest, pair=False, max_ms=None, place="reps")
    if len(places) >= 2 and (jog or high > rest.ms):
        return [
            one for one, where in ((inner, "reps"), (outer, "sets")) if not put(places, one, where)
        ]
    if (
        isinstance(item, RepeatSpec)
        and len(item.body) > 1
        and not _within(item, [inner])
        and item.rest is None
    ):
        item.rest = replace(outer, place="")
        return []
    if rest.kind == "time" and high <= 1.6 * rest.ms:  # `2/3 min rest`
        shown = source.quote(*rest.span).strip("/ ,-")
        source.note(f"'{shown}' taken as a range")
        window = replace(rest, kind="window", pair=False, min_ms=rest.ms, max_ms=high, ms=high)
        return [] if put(places, replace(window, place=""), "") else [window]
    raise source.fail(
        "two recoveries, but only one place for them",
        rest.span,
        "one recovery, or a range like `R35-45s`",
    )


def _within(item: Item, rests: list[Rest]) -> list[Rest]:
    """Give the runs of a bracket the recovery between them; what is left of the recoveries."""
    if not isinstance(item, RepeatSpec) or len(item.body) < 2 or item.rest is not None:
        return rests
    runs: list[RunSpec | RepeatSpec] = [
        part
        for part in item.body
        if isinstance(part, RunSpec) or (isinstance(part, RepeatSpec) and _reps(part))
    ]
    if item.count > 1 and [rest.place for rest in rests] == ["reps"]:
        _last_to_passes(item)
    if len(runs) < len(item.body) or any(run.rest for run in runs):
        return rests
    both = {"reps", "sets"} <= {rest.place for rest in rests}
    if (
        not both
        and item.rest is None
        and all(isinstance(run, RunSpec) and run.continuous for run in runs[:-1])
    ):
        return rests  # the parts of one rep
    between = next((rest for rest in rests if rest.place == "reps"), None)
    if between is None and len(rests) == 2 and not any(rest.place == "both" for rest in rests):
        between = rests[0]
    alike = rests[0] if len(rests) == 1 else None
    if alike is not None and _of_every(alike, runs):
        for run in runs:
            run.rest = replace(alike, place="")
        item.rest = item.rest or replace(alike, place="")
        last = runs[-1]
        last.rest = None
        if isinstance(last, RepeatSpec):
            last.rest = replace(alike, trailing=False, place="")
        return []
    if between is None or between.pair or between.listed:
        return rests
    for run in runs[:-1]:
        run.rest = replace(between)
        if isinstance(run, RunSpec):
            run.continuous = False
    if isinstance(runs[-1], RepeatSpec):
        runs[-1].rest = replace(between, trailing=False)
    return [rest for rest in rests if rest is not between]


def _of_every(rest: Rest, runs: list[RunSpec | RepeatSpec]) -> bool:
    """Whether the one recovery of a bracket stands after each of its runs, the last one, too."""
    if rest.place not in ("", "reps", "both") or rest.pair:
        return False
    if any(isinstance(run, RunSpec) and run.role is Role.EASY for run in runs[1:-1]):
        return False  # `(1200 hard, 300 easy, 200 fast), 2 min between`: the 300 is one itself
    if rest.every or rest.after_each or rest.place == "both":
        return True
    if rest.kind in ("equal", "none") or rest.metres < 0:
        return True
    short = 0 < rest.ms <= 120_000 or 0 < rest.metres <= 400
    reps = any(isinstance(run, RepeatSpec) for run in runs)  # which need one, too
    plain = not rest.place and not rest.listed and short
    return plain and (reps or (rest.ms > 0 and _only_lengths(runs)))


def _only_lengths(runs: list[RunSpec | RepeatSpec]) -> bool:
    """`2 x (600, 400, 200) with 75 s jog`: whether nothing else is told of any, as of the parts of
    one rep."""
    only = [one for one in runs if isinstance(one, RunSpec) and not one.effort]
    spans = {run.target.span if run.target else None for run in only}
    return len(only) == len(runs) > 2 and len(spans) == 1


def _last_to_passes(item: RepeatSpec) -> None:
    """`…, 1 min fast, 3 min jog. Repeat 3 times, no rest between the efforts`: the only recovery
    that is written, behind the last run, stands between the passes."""
    if not any(isinstance(part, Rest) or part.rest is not None for part in item.body[:-1]):
        to_passes(item)


def _reps(part: Item) -> bool:
    """Whether a part of a bracket is reps of one run, like the `2 x 400` of `800 + 2 x 400`."""
    if not isinstance(part, RepeatSpec) or len(part.body) != 1:
        return False
    run = part.body[0]
    return isinstance(run, RunSpec) and run.rest is None


def _without_way_back(rests: list[Rest], source: Source) -> list[Rest]:
    """`6 x 20 s hill, jog back down. 3 min rest after each`: the way back is within the rest."""
    if len(rests) != 2 or rests[1].kind != "time" or rests[1].place != "reps":
        return rests
    way = rests[0]
    if way.kind != "full" or way.assumed not in ("back", "jog") or way.place:
        return rests
    shown = source.quote(*way.span)
    source.notes[:] = [note for note in source.notes if not note.startswith(f"'{shown}' ")]
    source.note(f"'{shown}' is done within the recovery")
    return rests[1:]


def _one_of_two(rests: list[Rest], places: list[Item]) -> list[Rest]:
    """`90s (200m jog)`, `walk back/full recovery`: the same recovery, said twice."""
    if len(rests) != 2 or any(rest.place for rest in rests):
        return rests
    if sum(1 for level in places if getattr(level, "rest", None) is None) != 1:
        return rests
    first, second = rests
    if first.kind == second.kind == "full" and second.min_ms is None:
        return [first]
    if first.kind == "full" and first.min_ms is None and second.kind in ("jog", "sendoff"):
        return [second]
    if {first.kind, second.kind} == {"time", "sendoff"} and first.ms == second.ms:
        return [first if first.kind == "sendoff" else second]  # `off 2:30 (go every 2:30)`
    if {first.kind, second.kind} != {"time", "jog"}:
        return rests
    jog, time = (first, second) if first.kind == "jog" else (second, first)
    if jog.ms or jog.pace is not None or jog.pair or time.pair or time.listed or jog.metres <= 0:
        return rests
    if not 180 <= time.ms / jog.metres <= 1500:
        return rests
    span = (min(first.span[0], second.span[0]), max(first.span[1], second.span[1]))
    return [replace(jog, ms=time.ms, span=span)]


def _lists(item: Item, places: list[Item], rest: Rest, parted: bool) -> bool:
    """A list of recoveries for the runs of a set; True when each has its place. parted: that
    between the sets is told by itself."""
    values = rest.listed
    runs = item.body if isinstance(item, RepeatSpec) and len(item.body) > 1 else []
    inner = places[0] if places else item
    two = len(values) == 2 and len(places) > 1
    if two and not (parted and isinstance(inner, GroupSpec) and len(inner.runs) == 3):
        # within the sets, and between them
        rest.pair, rest.max_ms, rest.listed = True, values[1], []
        return False
    if isinstance(inner, GroupSpec) and isinstance(item, RepeatSpec) and item.rest is None:
        if len(values) == len(inner.runs):  # the last one stands between the passes
            item.rest = rest.one_of(values[-1])
            rest.listed = values[:-1]
        return put(places, rest, "reps")
    if isinstance(item, GroupSpec) and len(values) == len(item.runs):
        rest.listed = values[:-1]  # the last one would stand after the last run
        return put(places, rest, "reps")
    if runs and len(values) in (len(runs), len(runs) - 1):
        for run, value in zip(runs, values, strict=False):
            if not isinstance(run, RunSpec) or run.rest is not None:
                return False
            run.rest = rest.one_of(value)
        return True
    return False


def _between_passes(item: RepeatSpec, rest: Rest) -> bool:
    """Whether the one recovery after a bracket stands between its passes (not within them)."""
    if len(item.body) != 1:
        return True
    inner = item.body[0]
    if isinstance(inner, RunSpec) or getattr(inner, "rest", None) is not None:
        return True
    if rest.kind == "time":
        return rest.ms > 120_000
    return rest.kind == "full" or rest.metres > 400


def put(places: list[Item], rest: Rest, where: str) -> bool:
    """Give the first free of some places a recovery; False where none is."""
    if where == "gap":
        return False
    order = places
    if where in ("sets", "outer"):
        if not places:
            return False
        outer = places[-1]
        bracket = isinstance(outer, RepeatSpec) and len(outer.body) > 1
        if len(places) < 2 and where == "sets" and not bracket:
            return False
        order = [outer]
    elif where == "reps":
        order = places[:1]
        rest.trailing = rest.after_each
        passes = places[1] if len(places) > 1 else None
        if rest.after_each and isinstance(order[0], GroupSpec) and isinstance(passes, RepeatSpec):
            passes.rest = passes.rest or replace(rest, place="")  # after the last of them, too
    for level in order:
        if isinstance(level, RepeatSpec) and level.count == 1 and not level.paren:
            return _put_parts(level, rest)
        if isinstance(level, Rest):
            continue
        if level.rest is None or (where == "sets" and level.rest.after_each):  # that of the runs
            level.rest = rest
            return True
    return False


def _put_parts(whole: RepeatSpec, rest: Rest) -> bool:
    """Give the parts of a set that differ (`last 2 @ 72`) the recovery of the set."""
    parts = [part for part in whole.body if isinstance(part, RepeatSpec | RunSpec)]
    if any(part.rest is not None for part in parts):
        return False
    for part in parts:
        part.rest = replace(rest)
    return True
