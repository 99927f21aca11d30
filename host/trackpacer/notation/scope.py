# SPDX-License-Identifier: MIT
"""How far a pace and a recovery reach: back to the sets before, between passes, between blocks.

The coach's trailing recovery applies to the sets before it, a pace to the runs before it; what is
not written is open. Works on the grammar's tree, in place, and notes what it filled in.
"""

from __future__ import annotations

import re
from itertools import pairwise

from trackpacer.errors import NotationError
from trackpacer.notation.patterns import pattern
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

_EACH = pattern(r"\b(each|every|everything|all)\b", re.IGNORECASE)
_THEN = pattern(r"\b(then|into|followed by)\b")
_IN_BRACKET = pattern(r"\(\s*(all |the )?(rec|rest|r ?=)")
_LAST = pattern(r"\b(last|final)\W+$")  # `5 x 1k, last 200 at mile pace`
_PLACED = pattern(r"\b(between|betw?|after|each|every|all|reps?|recoveries|rests|sets?)\b")
_AT_END = pattern(r"[^\w(\[{]*[)\]}]")
_AGAIN = pattern(
    r"\W*(?:and |then )*(?:repeat(?! \d)|do (?:it|that|them|this) (?:all )?again|same again)"
)
_HOME_MS, _HOME_M = 360_000, 1000  # nobody jogs as long between two runs


def resolve(items: list[Item], cursor: Cursor, top: bool = True) -> list[Item]:
    """The items with every pace and recovery where it belongs."""
    items = _warm_up_first(_merge(items, cursor), cursor) if top else items
    items = _easy_between(items, top)
    if top:
        _jog_home(items, cursor)
        _reps_of_brackets(items)
    for item in items:
        if isinstance(item, RepeatSpec):
            _then_on(item.body, cursor)
            _long_at_end(item, cursor)
            body = item.body if item.count > 1 else _warm_up_first(item.body, cursor)
            item.body = resolve(body, cursor, False)
            if item.rest is not None and item.count > 1:
                # `2 x (5 x 400, 1k with 60s rest), 3 min`: between all within it
                _rest_reaches_back(item.body, cursor, True)
            _pass_rest(item)
    _pace_reaches_back(items, cursor)
    _mirrored(items, cursor)
    _rest_ahead(items, cursor)
    if top:
        _pace_above(items, cursor)
        _of_its_lines(items, cursor)
    _rest_reaches_back(items, cursor, top)
    return items


def _rest_ahead(items: list[Item], cursor: Cursor) -> None:
    """`2 min recovery between each: 400, 800, 1200` a line each, `R = 200 jog. 4 x 1k, 4 x 600`:
    written before the first of them, it is said of them all."""
    sets = [item for item in items if isinstance(item, RepeatSpec)]
    ahead = _first_rest(sets[0]) if 1 < len(sets) == len(items) else None
    ahead = ahead if ahead is None or ahead.span[1] <= sets[0].start else None
    told = ahead and re.search(r"\d(?![\d.]*k\b)", cursor.plain[: ahead.span[0]])
    if ahead and ahead.sized and not told and not any(map(_first_rest, sets[1:])):
        for item in sets[1:]:
            _give(item, replace(ahead, notes=[], inherited=ahead.span))
    runs = [item for item in items if isinstance(item, RunSpec) and item.role is Role.WORK]
    rest = runs[0].rest if len(runs) > 2 else None
    if rest is None or len(runs) < len(items) - 2 or rest.span[1] > runs[0].start:
        return
    if any(run.rest is not None for run in runs[1:]):
        return
    for run in runs[1:-1]:
        run.rest = replace(rest, notes=[], inherited=rest.span)


_ABOVE = pattern(r"[ \t:.-]*\n[\s-]*")
_BEGINS_LINE = pattern(r"(^|\n)[ \t]*(sets? |reps |run )?(at|@|in)?[ \t]*$")


def _pace_above(items: list[Item], cursor: Cursor) -> None:
    """`At 5k pace:`, and below it `5 x 600` and `3 x 300`: a pace on a line above is said of all
    the lines below that have none."""
    work = [item for item in items if any(run.role is Role.WORK for run in runs_of(item))]
    first = runs_of(work[0])[0] if len(work) > 1 else None
    target = first.target if first else None
    if target is None or target.pace.kind == "time" or target.listed:
        return
    above = target.span[1] <= work[0].start and _BEGINS_LINE.search(cursor.plain[: target.span[0]])
    if not above or not _ABOVE.fullmatch(cursor.plain[target.span[1] : work[0].start]):
        return
    below = [run for item in work[1:] for run in runs_of(item)]
    if not all(_bare(run) for run in below) or not all(item.newline for item in work[1:]):
        return
    for run in below:
        run.target, run.effort, run.pace_inherited = target, first.effort, target.span
    shown = cursor.quote(*target.span)
    cursor.note(f"the pace '{shown}' stands above: it is said of all below it")


def _reps_of_brackets(items: list[Item]) -> None:
    """`(800, 600, 400), (700, 500, 300), 75 s between reps, 3 min between sets`: what is between
    the reps of the last bracket, told behind it, is between those of the others, too."""
    sets = [one for one in items if isinstance(one, RepeatSpec) and one.paren]
    bodies = [[run for run in one.body if isinstance(run, RunSpec)] for one in sets]
    last = bodies[-1] if len(sets) > 1 else []
    rest = last[0].rest if len(last) > 1 else None
    if rest is None or rest.place != "reps" or rest.span[0] < last[-1].length_end or rest.listed:
        return
    for runs, one in zip(bodies[:-1], sets, strict=False):
        if len(runs) == len(one.body) and not any(run.rest or run.continuous for run in runs):
            for run in runs[:-1]:
                run.rest = replace(rest, notes=[], inherited=rest.span)


_OF_THESE = pattern(r"\b(between|betw?) (these|those|them|each|all|reps|efforts|runs)\b")


def _of_its_lines(items: list[Item], cursor: Cursor) -> None:
    """`600 - 1:58`, `600 - 1:55   75 s between these`, `600 - 1:57`, and a blank line: it stands
    between all the lines there, and not behind them."""
    for at, item in enumerate(items):
        rest = item.rest if isinstance(item, RunSpec) else None
        if rest is None or not rest.sized or not _OF_THESE.search(cursor.quote(*rest.span).lower()):
            continue
        first, last = at, at
        while first and _next_line(items[first - 1], items[first], cursor):
            first -= 1
        while last + 1 < len(items) and _next_line(items[last], items[last + 1], cursor):
            last += 1
        lines = [one for one in items[first : last + 1] if isinstance(one, RunSpec)]
        if any(one.rest for one in lines[:-1] if one is not item) or len(lines) < 2:
            continue
        lines[-1].rest = None if lines[-1] is item else lines[-1].rest
        apart = cursor.plain[: lines[0].start].replace(" ", "").endswith("\n\n")
        for one in lines[:-1]:
            one.rest = replace(rest, notes=[], inherited=rest.span, of_lines=apart)


def _next_line(item: Item, following: Item, cursor: Cursor) -> bool:
    """Whether a run follows another on the next line, with no blank line between."""
    if not isinstance(item, RunSpec) or not isinstance(following, RunSpec):
        return False
    between = cursor.plain[item.end : following.start].replace(" ", "")
    return between.count("\n") == 1 and item.role is following.role is Role.WORK


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
    placed = _PLACED.search(cursor.plain[runs[-1].length_span[1] : rest.span[1]])
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


def _single(item: Item) -> bool:
    if isinstance(item, RepeatSpec) and item.count == 1 and len(item.body) == 1:
        return _single(item.body[0])  # `(2 miles)`
    return isinstance(item, RunSpec)


def _counted(item: Item) -> bool:
    """`1 x 800`: a set of one, among sets."""
    return isinstance(item, RunSpec) and item.counted


def _first_rest(item: Item) -> Rest | None:
    """The innermost recovery of a set or the recovery after a run."""
    while isinstance(item, RepeatSpec):
        if len(item.body) != 1 or isinstance(item.body[0], RunSpec):
            return item.rest
        item = item.body[0]
    return item.rest if isinstance(item, RunSpec | GroupSpec) else None


def _give(item: Item, rest: Rest) -> bool:
    while isinstance(item, RepeatSpec) and not isinstance(item.body[0], RunSpec):
        if item.rest is not None or len(item.body) != 1:
            return False
        item = item.body[0]
    if isinstance(item, Rest) or item.rest is not None:
        return False
    item.rest = rest
    runs = item.body[:-1] if isinstance(item, RepeatSpec) else []
    for run in runs if all(isinstance(run, RunSpec) and run.rest is None for run in runs) else ():
        if isinstance(run, RunSpec) and not run.continuous:
            run.rest = replace(rest)  # `2 x (80, 100, 120) + 200, recovery: 3 min`: nothing else
    return True


def _written_apart(items: list[Item], rest: Rest) -> bool:
    """`3k, 4 min (2 min), 3 min (90s)`: where those after it have others, it is of its run only."""
    own = [found for item in items if (found := _first_rest(item)) and not found.inherited]
    return any((r.kind, r.ms, r.metres) != (rest.kind, rest.ms, rest.metres) for r in own)


def _own_lines(items: list[Item]) -> bool:
    """Whether two lines or more have each their recovery: then a line above has none of them."""
    own = 0
    for i, item in enumerate(items):
        if isinstance(item, Rest) or not item.newline:
            continue
        following = items[i + 1] if i + 1 < len(items) else None
        rest = following if isinstance(following, Rest) else _first_rest(item)
        own += rest is not None and not rest.inherited and rest.place not in ("reps", "sets")
    return own > 1


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
    if _EACH.search(said) or (len(runs) > 2 and re.search(r"\b(between|betw?)\W*$", said)):
        return  # `1k @ 10k pace, then 500 @ 5k pace. 200 jog after each rep`
    for run, following in pairwise(runs):
        then = _THEN.search(cursor.plain[run.end : following.start]) and not following.newline
        if then and run.target is not None and following.target is not None:
            run.continuous = True
            shown = cursor.quote(run.start, following.end)
            cursor.note(f"'{shown}' is run on end: the recovery comes after it")


def _for_all_reps(rest: Rest, cursor: Cursor) -> bool:
    """`2 x 1600`, `6 x 200`, `between each rep, 200 jog`, each on its line: of the reps of all."""
    before = cursor.plain[: rest.span[0]].rstrip(" ")
    return rest.place == "reps" and before.endswith(("\n", "."))


def _between_all(rest: Rest, cursor: Cursor) -> bool:
    """`45 s rest in between`, on a line of its own."""
    own = cursor.plain[: rest.span[0]].rstrip(" ").endswith("\n")
    return own and bool(_PLACED.search(cursor.plain[slice(*rest.span)]))


def _summed(between: str, rest: Rest, cursor: Cursor) -> bool:
    """`5 x 1000 in 3:12 + 5 x 200 in 34 (rec. 90s)`: a sum, and in a bracket what is rested."""
    near = cursor.plain[max(0, rest.span[0] - 12) : rest.span[1]]
    return " + " in between and bool(_IN_BRACKET.search(near))


_HILLS = pattern(r"\b(hills?|uphills?)\b")
_APART = pattern(r"^\D*(//|\d+/\d+$)")
_EVERY_GAP = pattern(r"\b(between (each|all)|before (each|every)( one| rep| run)?)$")


def _unlike(item: Item, following: Item) -> bool:
    """`3 x 100, 4 x 1000 (90s)`: what is five times as long has another recovery."""
    if isinstance(item, GroupSpec) and isinstance(following, GroupSpec):
        return False  # `1500, 1000, 600 @ 5k pace, 300, 200 @ mile pace`: one list
    first, second = (max(run.metres for run in runs_of(one)) for one in (item, following))
    return bool(first and second) and not 0.2 < first / second < 5


def _in_bracket(item: Item, following: Item, rest: Rest, cursor: Cursor) -> bool:
    """`5 x 1k (+ 5 x 200, 200 jog)`: a recovery within the bracket of what follows."""
    if isinstance(item, Rest) or isinstance(following, Rest):
        return False
    opens = cursor.plain[item.end : following.start].rstrip(" +").endswith("(")
    return opens and ")" not in cursor.plain[following.start : rest.span[0]]


def _easy_rep(item: Item, following: Item, rest: Rest, cursor: Cursor) -> bool:
    """`1 lap easy, 1 lap @ 5k pace, rest 50 % of each lap`: as long as those after it: a rep."""
    if not (isinstance(item, RunSpec) and isinstance(following, RunSpec)):
        return False
    same = (item.metres, item.ms) == (following.metres, following.ms)
    eased = item.role is Role.EASY and not item.continuous
    return same and eased and bool(_EACH.search(cursor.quote(*rest.span)))


def _cools_down(item: Item) -> bool:
    return isinstance(item, RunSpec) and item.role is Role.COOLDOWN


def _rest_reaches_back(items: list[Item], cursor: Cursor, top: bool) -> None:
    # A recovery after the last single run stands between all before it that have none.
    reaching = False
    last = next((item for item in reversed(items) if not _cools_down(item)), None)
    for i in range(len(items) - 2, -1, -1):
        item, following = items[i], items[i + 1]
        across = isinstance(following, Rest) and following.across and i + 2 < len(items)
        if across and not isinstance(item, RunSpec):
            following = items[i + 2]
        if isinstance(item, Rest) or isinstance(following, Rest):
            continue
        rest, own = _first_rest(following), _first_rest(item)
        last_run = isinstance(following, RunSpec) and following is last
        reaching = top and (reaching or last_run) and own is None
        if rest is None or rest.kind in ("other", "none") or own is not None:
            continue
        if _APART.search(cursor.plain[item.end : rest.span[1]]) and isinstance(item, RunSpec):
            continue  # `1 x 300 // 4 x 800 (2:30) // 4 x 150`; `10 min easy, 30/30`: by itself
        before = cursor.plain[: rest.span[0]].rstrip()
        alike = reaching or _single(item) == _single(following)
        alike = alike or _counted(item) or _counted(following)
        # `500; 300; 2 x 150. 8 min recovery`: of all that stands before it
        # `1600, 800, 6 x 200. Half distance jog`: as long as each run makes it
        relative = before.endswith((".", ";", "\n")) and (rest.kind == "equal" or rest.metres < 0)
        alike = alike or relative or (before.endswith(".") and not _unlike(item, following))
        # Within a bracket a recovery after its last run has become the one between its passes.
        rested = [run.role is Role.WORK and not run.continuous for run in runs_of(item)]
        if not alike or not (all(rested) or _easy_rep(item, following, rest, cursor)):
            continue
        if any(run.role is not Role.WORK for run in runs_of(following)):
            continue
        if rest.listed or _in_bracket(item, following, rest, cursor) or rest.of_lines:
            continue
        if rest.place == "gap" or _written_apart(items[i + 2 :], rest):
            continue
        if _own_lines(items[i + 1 :]) or (following.newline and any(r.rest for r in runs_of(item))):
            continue  # of lines that have their own
        of_all = reaching or before.endswith(",") or _for_all_reps(rest, cursor)
        of_all = of_all or _summed(cursor.plain[item.end : following.start], rest, cursor)
        if not (of_all or relative) and _unlike(item, following):
            continue
        hills = _HILLS.search(cursor.plain[item.start : following.start])
        hills = hills if "downhill" not in cursor.plain else None
        if (
            hills
            and all(run.metres for run in runs_of(following))
            and not _for_all_reps(rest, cursor)
            and not _between_all(rest, cursor)
        ):
            continue  # `6 x 20 s hills, then 6 x 400, 2 min`: the way down is theirs
        copied = replace(rest, inherited=rest.inherited or rest.span)
        one_list = isinstance(item, GroupSpec) and isinstance(following, GroupSpec)
        every = _EVERY_GAP.search(cursor.plain[slice(*rest.span)].rstrip())
        if rest.after_each or isinstance(following, RunSpec) or one_list or every:
            copied.trailing = True
        if _give(item, copied):
            rest.inherited_from = True
            what = "run" if isinstance(item, RunSpec) else "set"
            shown = cursor.quote(*rest.span).strip("/ ,")
            reached = cursor.quote(item.start, item.end)
            cursor.note(f"the recovery '{shown}' reaches back to the {what} before it, '{reached}'")
