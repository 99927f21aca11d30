# SPDX-License-Identifier: MIT
"""Where the paces of a tree belong, what is run on end, and what stands between two passes.

A pace applies to the runs before it, one above to the lines below it; what is not written is open.
Works on the grammar's tree, in place, and notes what it filled in. Not here: how far a recovery
reaches (`reaching`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from trackpacer.errors import NotationError
from trackpacer.notation.patterns import pattern
from trackpacer.notation.reaching import (
    EACH,
    PLACED,
    of_its_lines,
    reps_of_brackets,
    rest_ahead,
    rest_reaches_back,
)
from trackpacer.notation.source import Source as Cursor
from trackpacer.notation.tree import (
    QUIET,
    GroupSpec,
    Item,
    RepeatSpec,
    Rest,
    RunSpec,
    runs_of,
    to_passes,
)
from trackpacer.records import replace
from trackpacer.session import Effort, Role

_THEN = pattern(r"\b(then|into|followed by)\b")
_LAST = pattern(r"\b(last|final)\W+$")  # `5 x 1k, last 200 at mile pace`
_AT_END = pattern(r"[^\w(\[{]*[)\]}]")
_AGAIN = pattern(
    r"\W*(?:and |then )*(?:repeat(?! \d)|do (?:it|that|them|this) (?:all )?again|same again)"
)
_HOME_MS = 360_000  # nobody jogs as long between two runs
_HOME_M = 1000


def resolve(items: list[Item], cursor: Cursor, top: bool = True) -> list[Item]:
    """The items with every pace and recovery where it belongs."""
    items = _warm_up_first(_merge(items, cursor), cursor) if top else items
    items = _easy_between(items, top)
    if top:
        _jog_home(items, cursor)
        reps_of_brackets(items)
    for item in items:
        if isinstance(item, RepeatSpec):
            _then_on(item.body, cursor)
            _long_at_end(item, cursor)
            body = item.body if item.count > 1 else _warm_up_first(item.body, cursor)
            item.body = resolve(body, cursor, False)
            if item.rest is not None and item.count > 1:
                # `2 x (5 x 400, 1k with 60s rest), 3 min`: between all within it
                rest_reaches_back(item.body, cursor, True)
            _pass_rest(item)
    _pace_reaches_back(items, cursor)
    _mirrored(items, cursor)
    rest_ahead(items, cursor)
    if top:
        _pace_above(items, cursor)
        of_its_lines(items, cursor)
    rest_reaches_back(items, cursor, top)
    return items


_ABOVE = pattern(r"[ \t:.-]*\n[\s-]*")
_BEGINS_LINE = pattern(r"(^|\n)[ \t]*(sets? |reps |run )?(at|@|in)?[ \t]*$")


def _pace_above(items: list[Item], cursor: Cursor) -> None:
    """`At 5k pace:`, and below it `5 x 600` and `3 x 300`: a pace on a line above is said of all
    the lines below that have none."""
    work = [
        item
        for item in items
        if not isinstance(item, Rest) and any(run.role is Role.WORK for run in runs_of(item))
    ]
    if len(work) < 2:
        return
    first = runs_of(work[0])[0]
    target = first.target
    if target is None or target.pace.kind == "time" or target.listed:
        return
    above = target.span[1] <= work[0].start and _BEGINS_LINE.search(cursor.plain[: target.span[0]])
    if not above or not _ABOVE.fullmatch(cursor.plain[target.span[1] : work[0].start]):
        return
    below = [run for item in work[1:] for run in runs_of(item)]
    if not all(map(_bare, below)) or not all(item.newline for item in work[1:]):
        return
    for run in below:
        run.target, run.effort, run.pace_inherited = target, first.effort, target.span
    shown = cursor.quote(*target.span)
    cursor.note(f"the pace '{shown}' stands above: it is said of all below it")


def _merge(items: list[Item], cursor: Cursor) -> list[Item]:
    """`4 x 400 + 200 @ 1600 pace`: a set without a pace of its own, plus a run, are one set."""
    merged: list[Item] = []
    for item in items:
        before = merged[-1] if merged else None
        both = _doubtful_and(before, item, cursor)
        if both is not None:
            merged[-1] = both
            continue
        if (
            isinstance(item, RunSpec)
            and isinstance(before, RepeatSpec)
            and not before.paren
            and not item.newline
            and len(before.body) == 1
            and isinstance(before.body[0], RunSpec)
            and before.rest is None
            and _bare(before.body[0])
            and item.target is not None
            and item.role is Role.WORK
            and cursor.plain[before.end : item.start].strip() == "+"
        ):
            first = before.body[0]
            merged[-1] = RepeatSpec(
                before.start, item.end, before.count, [first, item], newline=before.newline
            )
            shown = cursor.quote(before.start, item.end)
            names = f"{_name(first, cursor)} + {_name(item, cursor)}"
            cursor.note(f"'{shown}' read as {before.count} x ({names})")
            continue
        merged.append(item)
    return merged


def _work_at(items: list[Item]) -> list[int]:
    """Where among the items the work stands."""
    return [
        i for i, item in enumerate(items) if any(run.role is Role.WORK for run in runs_of(item))
    ]


def _warm_up_first(items: list[Item], cursor: Cursor) -> list[Item]:
    """`6 x 400, 10 min warm up, 10 min cool down`: the warm-up is run first wherever it stands."""
    work = _work_at(items)
    late = [
        i
        for i, item in enumerate(items)
        if work and i > work[0] and isinstance(item, RunSpec) and item.role is Role.WARMUP
    ]
    if not late:
        return items
    first = items[late[0]]
    assert isinstance(first, RunSpec)
    shown = cursor.quote(first.start, first.end)
    before = any(
        isinstance(item, RunSpec) and item.role is Role.WARMUP for item in items[: work[0]]
    )
    if len(late) > 1 or before or late[0] < work[-1] or first.rest is not None:
        raise NotationError(
            f"a warm-up, '{shown}', after the work",
            cursor.text,
            first.start,
            "one session at a time, its warm-up first",
            cursor.file,
        )
    cursor.note(f"'{shown}' is written after the work: it is run first")
    return [first, *items[: late[0]], *items[late[0] + 1 :]]


def _doubtful_and(before: Item | None, item: Item, cursor: Cursor) -> RepeatSpec | None:
    """`6 x 400 at 5k pace and 400 at 10k pace`, `4 x 3 min @ 10k pace, 2 min @ 5k pace`: is the
    second run of each rep, or once after them all? The reps with it, or None: after them all."""
    if not (isinstance(before, RepeatSpec) and isinstance(item, RunSpec)):
        return None
    first = before.body[0]
    if len(before.body) > 1 or before.paren or not isinstance(first, RunSpec):
        return None
    between = cursor.plain[before.end : item.start].rstrip()
    rested = first.rest is not None or before.rest is not None
    sets = "set" in cursor.plain[before.start : first.start] and not item.newline
    # A recovery behind it has nothing to follow but the next set.
    sets = sets and (item.rest is not None or not rested) and item.role is Role.WORK
    if sets and re.fullmatch(r"[^.;\n]*\b(followed by|then|and)", between):
        raise NotationError(
            f"is '{_name(item, cursor)}' run in each set, or once after them all?",
            cursor.text,
            item.start,
            f"`{before.count} x ({_name(first, cursor)}, {_name(item, cursor)})`, or a new line",
            cursor.file,
        )
    if rested or first.target is None or item.target is None:
        return None
    timed = between.endswith(",") and first.ms > 0 and 0 < item.ms <= first.ms
    timed = timed and item.role is Role.WORK and item.rest is None
    if item.newline or not (between.endswith(" and") or timed):
        return None
    other = cursor.quote(item.start, max(item.end, item.target.span[1]))
    question = f"is '{other}' run after each rep, or once after them all?"
    way = cursor.way(item.start, question, 3)
    if way == 1:
        return None
    first.continuous = item.continuous = way == 0  # on end, or with a recovery as long as it takes
    return replace(before, end=item.end, body=[first, item], paren=True)


def _bare(run: RunSpec) -> bool:
    return run.target is None and run.effort is Effort.NONE and run.role is Role.WORK


def _name(run: RunSpec, cursor: Cursor) -> str:
    return f"{run.metres:g}" if run.metres else cursor.quote(run.start, run.end)


def _easy_between(items: list[Item], top: bool) -> list[Item]:
    """An easy stretch between two pieces of work is a recovery."""
    work = _work_at(items)
    if not work or _by_turns(items):
        return items
    result: list[Item] = []
    for i, item in enumerate(items):
        inside = work[0] < i < work[-1] if top else i > work[0]
        quiet = isinstance(item, RunSpec) and item.role is Role.EASY and not item.continuous
        if isinstance(item, RunSpec) and quiet and inside and item.rest is None:
            before = result[-1]
            short = item.ms <= 600_000 and item.metres <= 1700
            short = short and not _easy_line(items, i)
            if (short or not top) and isinstance(before, RunSpec | RepeatSpec | GroupSpec):
                kind = "jog" if item.metres else "time"
                rest = Rest(
                    (item.start, item.end), kind, ms=item.ms, metres=item.metres, place="gap"
                )
                if isinstance(before, RunSpec) and before.rest is None:
                    before.rest = rest
                elif not (isinstance(before, RepeatSpec) and before.rest is None):
                    result.append(rest)
                else:
                    result.append(rest)
                continue
        result.append(item)
    return result


def _easy_line(items: list[Item], i: int) -> bool:
    """`5 x 90 s, 2 min easy`, then lines of `6 min easy` and `15 min steady`: all of it run."""
    before, item, following = items[i - 1], items[i], items[i + 1 : i + 2]
    if not isinstance(item, RunSpec) or not (item.newline and item.ms >= 300_000):
        return False
    rested = isinstance(before, RepeatSpec) and before.rest is not None
    long = bool(following) and isinstance(following[0], RunSpec) and following[0].ms >= 2 * item.ms
    return rested and long


def _by_turns(items: list[Item]) -> bool:
    """`6 min easy, 6 min tempo, 6 min easy, 6 min tempo`: run on end, where all are as long."""
    runs = [item for item in items if isinstance(item, RunSpec) and item.rest is None]
    if len(runs) < len(items) or len(runs) < 4:
        return False
    roles = [run.role for run in runs]
    turns = all(role is (Role.WORK if i % 2 else Role.EASY) for i, role in enumerate(roles))
    if not turns or len({(run.metres, run.ms) for run in runs}) > 1:
        return False
    for run in runs[:-1]:
        run.continuous = True
    return True


def _easy_home(items: list[Item], rest: Rest, cursor: Cursor) -> bool:
    """`5 min easy, 15 min steady, 10 min tempo, 5 min easy`: the last is run, not rested."""
    first = items[0]
    return (
        len(items) > 1
        and isinstance(first, RunSpec)
        and first.role is not Role.WORK
        and all(isinstance(item, RunSpec | Rest) for item in items)
        and cursor.quote(*rest.span).endswith(" easy")
    )


def _jog_home(items: list[Item], cursor: Cursor) -> None:
    """A jog of some length after the last run is no recovery but a run."""
    last = items[-1]
    rest = last.rest if isinstance(last, RunSpec) else last if isinstance(last, Rest) else None
    if rest is None or not rest.far:
        return
    if not rest.jogged and not _easy_home(items, rest, cursor):
        return
    if rest.ms < _HOME_MS and rest.metres < _HOME_M and _all_unrested(items):
        return  # `3000 in 10:00, 2000 in 6:30, 1000 in 3:05; 4 min jog`: between them
    if isinstance(last, RunSpec):
        last.rest = None
    else:
        items.pop()
    items.append(
        RunSpec(
            rest.span[0],
            rest.span[1],
            rest.metres,
            rest.ms,
            "m",
            role=Role.EASY,
            effort=Effort.EASY,
        )
    )


def _all_unrested(items: list[Item]) -> bool:
    """Whether all are runs of the session, of which no recovery is told but behind the last; a
    warm-up or an easy run may stand before those that each have their time."""
    runs = [item for item in items if isinstance(item, RunSpec)]
    if runs and runs[0].role in (Role.WARMUP, Role.EASY):
        timed = all(run.target and run.target.pace.kind == "time" for run in runs[1:])
        runs = runs[1:] if timed else runs  # `10 min easy, 20 min tempo, 5 min jog`: home
    others = [item for item in items[:-1] if not isinstance(item, RunSpec)]
    work = all(run.role is Role.WORK for run in runs)
    return work and len(runs) > 1 and not others and not any(run.rest for run in runs[:-1])


def _long_at_end(item: RepeatSpec, cursor: Cursor) -> None:
    """`3 x {300, 300, 600 [4 min rest]}`: is so long a recovery after so short runs that of each
    run, or that of each set?"""
    runs, last = runs_of(item), item.body[-1]
    parts = last.runs if isinstance(last, GroupSpec) and len(item.body) == 1 else item.body
    rest = last if isinstance(last, Rest) else last.rest
    few = len(runs) < 2 or len(runs) + isinstance(last, Rest) < len(parts)
    if few or rest is None or item.rest or isinstance(last, RepeatSpec):
        return
    short = all(run.role is Role.WORK and run.metres <= 600 and run.ms <= 120_000 for run in runs)
    alone = not any(run.rest not in (None, rest) or run.continuous for run in runs)
    told = rest.place or rest.every or rest.after_each or rest.listed or rest.pair or rest.inherited
    placed = PLACED.search(cursor.plain[runs[-1].length_span[1] : rest.span[1]])
    long = rest.kind in ("time", "window") and rest.ms >= 180_000
    inside = item.paren and _AT_END.match(cursor.plain, rest.span[1])
    inside = item.count > 1 and (inside or _AGAIN.match(cursor.plain, rest.span[1]))
    if told or placed or not (short and alone and long and inside):
        return
    asked = "at the end of a set: after each run of it, or after each set?"
    way = cursor.way(rest.span[0], f"'{cursor.quote(*rest.span)}' {asked}", 3)
    for run in runs[:-1] if way == 2 else ():
        run.continuous = True  # or after each set, whose runs are run on end
    if way != 1:
        to_passes(item)
        if isinstance(last, GroupSpec):
            item.rest, last.rest = rest, None


def _pass_rest(repeat: RepeatSpec) -> None:
    """The recovery written last in a bracket is the one between its passes."""
    if repeat.rest is not None:
        return
    only = repeat.body[0] if len(repeat.body) == 1 else None
    to_passes(repeat)
    if isinstance(only, GroupSpec) and only.rest is not None and only.rest.after_each:
        repeat.rest = replace(only.rest, notes=[])  # after the last of them, too


def _pace_reaches_back(items: list[Item], cursor: Cursor) -> None:
    for i in range(len(items) - 2, -1, -1):
        item, following = items[i], items[i + 1]
        if (
            isinstance(item, RunSpec)
            and isinstance(following, RunSpec)
            and _bare(item)
            and following.target is not None
            and following.role is Role.WORK
            and not following.newline
            and not following.target.listed
            and not _own_piece(item, following, cursor)
            and not _own_time(item, following)
            and not (item.continuous and _LAST.search(cursor.plain[: following.start][-14:]))
            and item.start != following.start  # `with 300 m to go`: what is before it is not told
        ):
            item.target = following.target
            item.pace_inherited = following.target.span
            shown = cursor.quote(*following.target.span)
            cursor.note(f"the pace '{shown}' reaches back to the {_name(item, cursor)} before it")


def _mirrored(items: list[Item], cursor: Cursor) -> None:
    """`2 x 200, 2 x 500, 2 x 200 at 1500 pace`: of a list that ends as it begins the pace is that
    of all."""
    work = [item for item in items if not (isinstance(item, RunSpec) and item.role in QUIET)]
    sets = [item for item in work if isinstance(item, RepeatSpec)]
    runs = [item.body[0] for item in sets if len(item.body) == 1]
    if len(sets) < 3 or len(sets) < len(work) or len(runs) < len(sets):
        return
    last, first = runs[-1], runs[0]
    if not isinstance(last, RunSpec) or not isinstance(first, RunSpec):
        return
    alike = (first.metres, first.ms, sets[0].count) == (last.metres, last.ms, sets[-1].count)
    target = last.target
    timed = target is not None and (target.pace.kind == "time" or bool(target.listed))
    if not alike or timed or not (target or last.effort):
        return
    for item, run in zip(sets[:-1], runs[:-1], strict=True):
        if not isinstance(run, RunSpec) or not _bare(run) or item.newline:
            return
    shown = cursor.quote(*target.span) if target else last.effort.name.lower()
    if target is None and cursor.way(last.start, f"'{shown}': of all sets, or of the last?", 2):
        return
    for run in runs[:-1]:
        assert isinstance(run, RunSpec)
        run.target, run.effort = target, last.effort
        run.pace_inherited = target.span if target else None
    cursor.note(f"the pace '{shown}' reaches back to the sets before it")


def _own_time(item: RunSpec, following: RunSpec) -> bool:
    """`400, 800 @ 2:40`: a time for one distance is no time for another."""
    pace = following.target.pace if following.target is not None else None
    absolute = pace is not None and pace.kind == "time" and not pace.per
    return absolute and (item.metres, item.ms) != (following.metres, following.ms)


def _own_piece(item: RunSpec, following: RunSpec, cursor: Cursor) -> bool:
    """`20 min run, 10 min tempo`: a long piece of its own, no part of what comes after a comma."""
    long = item.ms >= 600_000 or item.metres >= 3000
    named = following.target is not None and following.target.pace.kind == "training"
    return long and named and "+" not in cursor.plain[item.end : following.start]


def _then_on(items: list[Item], cursor: Cursor) -> None:
    """`4 min @ 10k pace then 4 min @ 5k pace, 2 min recovery`, over and over: after both."""
    last = items[-1]
    runs = [item for item in items if isinstance(item, RunSpec)]
    rested = isinstance(last, Rest) or (isinstance(last, RunSpec) and last.rest is not None)
    if not rested or len(runs) < 2 or any(run.rest for run in runs[:-1]):
        return
    if len(runs) + isinstance(last, Rest) < len(items):
        return
    told = last if isinstance(last, Rest) else runs[-1].rest
    said = cursor.quote(*told.span) if told is not None else ""
    if EACH.search(said) or (len(runs) > 2 and re.search(r"\b(between|betw?)\W*$", said)):
        return  # `1k @ 10k pace, then 500 @ 5k pace. 200 jog after each rep`
    for run, following in pairwise(runs):
        then = _THEN.search(cursor.plain[run.end : following.start]) and not following.newline
        if then and run.target is not None and following.target is not None:
            run.continuous = True
            shown = cursor.quote(run.start, following.end)
            cursor.note(f"'{shown}' is run on end: the recovery comes after it")
