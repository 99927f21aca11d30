# SPDX-License-Identifier: MIT
"""How far a recovery reaches: back to the runs and sets before it that have none, or on to those
below it.

One told last stands between all before it that are of its kind; one told first is of all that
follow. Not here: paces, and what stands between two passes (`scope`).
"""

from __future__ import annotations

import re

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source as Cursor
from trackpacer.notation.tree import GroupSpec, Item, RepeatSpec, Rest, RunSpec, runs_of
from trackpacer.records import replace
from trackpacer.session import Role

EACH = pattern(r"\b(each|every|everything|all)\b", re.IGNORECASE)
_IN_BRACKET = pattern(r"\(\s*(all |the )?(rec|rest|r ?=)")
PLACED = pattern(r"\b(between|betw?|after|each|every|all|reps?|recoveries|rests|sets?)\b")


def rest_ahead(items: list[Item], cursor: Cursor) -> None:
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


def reps_of_brackets(items: list[Item]) -> None:
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


def of_its_lines(items: list[Item], cursor: Cursor) -> None:
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


def _for_all_reps(rest: Rest, cursor: Cursor) -> bool:
    """`2 x 1600`, `6 x 200`, `between each rep, 200 jog`, each on its line: of the reps of all."""
    before = cursor.plain[: rest.span[0]].rstrip(" ")
    return rest.place == "reps" and before.endswith(("\n", "."))


def _way_down(item: Item, following: Item, rest: Rest, cursor: Cursor) -> bool:
    """`6 x 20 s hills, then 6 x 400, 2 min`: the way down is the recovery of the hills."""
    if isinstance(item, Rest) or isinstance(following, Rest):
        return False
    hills = _HILLS.search(cursor.plain[item.start : following.start])
    if not hills or "downhill" in cursor.plain or not all(r.metres for r in runs_of(following)):
        return False
    return not (_for_all_reps(rest, cursor) or _between_all(rest, cursor))


def _between_all(rest: Rest, cursor: Cursor) -> bool:
    """`45 s rest in between`, on a line of its own."""
    own = cursor.plain[: rest.span[0]].rstrip(" ").endswith("\n")
    return own and bool(PLACED.search(cursor.plain[slice(*rest.span)]))


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
    return same and eased and bool(EACH.search(cursor.quote(*rest.span)))


def _cools_down(item: Item) -> bool:
    return isinstance(item, RunSpec) and item.role is Role.COOLDOWN


def rest_reaches_back(items: list[Item], cursor: Cursor, top: bool) -> None:
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
        if _way_down(item, following, rest, cursor):
            continue
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
