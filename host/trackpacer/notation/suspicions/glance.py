# SPDX-License-Identifier: MIT
"""What strikes the eye when a priced session is held against its text, however it was read.

Each check knows what a runner can do, what the session does between two runs, and a few words that
no reading may contradict (`non-stop`, `each`, `AM … PM`). None looks at how a phrase was taken.

Not here: what is odd in the runs as written, before they are priced (the other modules).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Suspicion
from trackpacer.notation.suspicions.cases import CASES, JOINED
from trackpacer.notation.suspicions.paced import PACED, RACED
from trackpacer.notation.suspicions.seen import (
    Checks,
    Seen,
    is_told,
    ms_a_metre,
    rests_in,
    told_paces,
)
from trackpacer.notation.suspicions.sizes import SIZES
from trackpacer.notation.suspicions.uneven import UNEVEN
from trackpacer.notation.suspicions.unrested import OPEN, RESTS
from trackpacer.notation.tree import PER_METRES, Target
from trackpacer.paces.equivalence import Races
from trackpacer.session import (
    Effort,
    Group,
    Node,
    RecoveryType,
    Repeat,
    Role,
    Run,
    Session,
    in_order,
    runs_in,
)

_SHORT_M = 80
_SHORT_MS = 10_000
_LIST_MS = 8_000
_OWN = 8  # between a run and its target
_NAMED_BY_K = {3000, 5000, 10000}  # `6 x 400, 5k`: or the pace
_SLOWER = 1.12  # than the rep before: a float
_SAID_AGAIN = pattern(
    r"\b(means?|meaning|that is|that's|i\.?e|in other words|which is|broken|split|divided"
    r"|break (?:it|th\w+|down|up|in\w*)|made up|sets of|done as|as follows|so|as \d)\b",
    re.I,
)
_RESTS = pattern(r"\b(walk|jog|rec|recs|recov|recovery|rest)\b", re.I)
_ONE = pattern(r"\b(1|one) ?[x\u00d7*] ?$", re.I)
_NAMED = pattern(r"\W{0,2}(effort|rep|run|hard|fast|steady|tempo|time trial|with\b|w/|off\b)", re.I)
_PACE_LISTED = pattern(r"pace\W*,|, .*pace")  # `10k pace, 5k if …`
_ONLY_PARTED = pattern(r"\s*[,-]\s*")
_SET_NAME = pattern(
    r"(\bset (\d|one|two|three|four)|(\d(st|nd|rd|th)|first|second|third|last) set)\W*$"
)
_EFFORT_HEADS = pattern(r"\W*(?:[a-z]+ )?(tempo|threshold|hard|fast|steady)\b[^:\n\d]{0,20}:")
_THEN = pattern(r"[.;,]\s*(?:and )?then\b|\bfollowed by\b")
_PART = pattern(r"\b(?:first|1st|last) (\d{3,4})(?: ?m|metres|meters)? ?(?:@|at\b|in\b)", re.I)


def at_a_glance(session: Session, plain: str, races: Races) -> Suspicion | None:
    """The first thing in a priced session that its text, or what a runner can do, gainsays."""
    seen = Seen(session, plain, races, tuple(runs_in(session.body)))
    return next((found for check in CHECKS for found in check(seen)), None)


def dropped(targets: list[Target], session: Session) -> Suspicion | None:
    """`1 mile at 6:30, 1 mile at 6:15, last mile all out`: a time that is told of a run, and yet
    it is run by none."""
    runs = list(runs_in(session.body))
    held = [span for run in runs for span in told_paces(run)]
    for target in targets:
        start, end = target.span
        if (
            target.pace.kind != "time"
            or target.listed
            or any(a < end and start < b for a, b in held)
        ):
            continue
        before = [run for run in runs if run.span[0] <= start]
        if _COUNTED.match(session.source, end):
            continue  # `aiming to do 15 reps`
        rate = ms_a_metre(before[-1]) if before else None
        per = [target.pace.ms / PER_METRES[unit] for unit in ("km", "mile")]
        if rate and any(0.98 * min(rate) <= one <= 1.02 * max(rate) for one in per):
            continue  # `@ 10 mph (6 minute pace)`: the same in other words
        far = before and start - before[-1].span[1] > _OWN
        if before and (far or ms_a_metre(before[-1]) is None):
            shown = " ".join(session.source[start:end].split())
            return Suspicion(f"'{shown}', and yet nothing is run so?", start)
    return None


_COUNTED = pattern(r"\s*(?:reps?|times|sets?|of|x)\b", re.I)
_BACK_DOWN = pattern(r"\band (?:then )?back (?:down|again)\b(?! the hill)")


def _size(nodes: list[Node] | tuple[Node, ...]) -> tuple[int, int]:
    """Metres and milliseconds of all runs."""
    metres = ms = 0
    for node in nodes:
        if isinstance(node, Run):
            metres, ms = metres + (node.distance_m or 0), ms + (node.duration_ms or 0)
        elif isinstance(node, Repeat | Group):
            inner, count = _size(node.body), node.count if isinstance(node, Repeat) else 1
            metres, ms = metres + count * inner[0], ms + count * inner[1]
    return metres, ms


def _twice(seen: Seen) -> Iterator[Suspicion]:
    """`8 x 800. I want 2 sets of 4 x 800`: the same runs told once more."""
    blocks = seen.blocks()
    for i, first in enumerate(blocks[:-1]):
        following = blocks[i + 1]
        between = seen.plain[first.span[0] : following.span[1]]
        if not isinstance(first, Repeat | Group) or not _SAID_AGAIN.search(between):
            continue
        whole, ends = _size([first]), range(i + 2, len(blocks) + 1)
        listed = first.span[1] > following.span[0]  # `sets of 6, 4 and 2 300s`
        if not listed and any(_size(blocks[i + 1 : end]) == whole for end in ends):
            yield seen.asked(following.span, ": once more, or the same in other words?")


def _lone(seen: Seen) -> Iterator[Suspicion]:
    """`4 x 500 off 300 m … Total: 4400`: a bare run behind reps that have all told of them."""
    blocks = seen.blocks()
    if blocks and isinstance(blocks[-1], Run) and blocks[-1].role is Role.EASY:
        blocks = blocks[:-1]  # `3 x 3k 2:30 jog, 1k, 4:00 jog`
    if sum(isinstance(node, Run) and node.role is Role.WORK for node in blocks) != 1:
        return  # `6 min effort, 8 x 300, 6 min effort`
    if len(blocks) < 2:
        return
    before, run = blocks[-2:]
    if not isinstance(before, Repeat) or not isinstance(run, Run):
        return
    if run.role is not Role.WORK or run.effort:
        return
    start = min([run.span[0], *(told.span[0] for told in run.origins.values())])
    shown = seen.plain[start : run.span[1]]
    raced = run.distance_m in RACED and _PACE_LISTED.search(shown)
    bare = ms_a_metre(run) is None or raced
    between = seen.plain[before.span[1] : run.span[0]]  # `5 x 1200 @ 6:40 - 7 miles`: of the day?
    told = any(rest.type is not RecoveryType.FULL for rest in rests_in(before.body))
    told = told or between.endswith("- ")
    counted = _ONE.search(seen.plain[max(0, run.span[0] - 6) : run.span[0]])
    named = counted or _NAMED.match(seen.plain, run.span[1])
    alone = run.distance_m in _NAMED_BY_K and _ONLY_PARTED.fullmatch(between)
    if bare and (told or alone) and not JOINED.search(between) and not named:
        yield seen.asked(run.span, ": one more run?")


def _headed(seen: Seen) -> Iterator[Suspicion]:
    """`Tempo: 3 x 5 min, 2 min jog. Then 8 x 1 min`: does the heading tell of the short ones?"""
    head = _EFFORT_HEADS.match(seen.plain)
    then = _THEN.search(seen.plain, head.end()) if head is not None else None
    if head is None or then is None:
        return
    so = [run for run in seen.runs if run.effort.name.lower() == head[1]]
    before = [_long(run) for run in so if run.span[0] < then.end()]
    for run in so:
        short = before and _long(run) * 2 <= min(before)
        if run.span[0] > then.end() and short and head[1] not in seen.plain[then.end() :]:
            yield seen.asked(run.span, f": {head[1]}, too, or as it feels?", True)


def _long(run: Run) -> int:
    """About how many milliseconds it takes."""
    return run.duration_ms or 210 * (run.distance_m or 0)


def _of_set(seen: Seen) -> Iterator[Suspicion]:
    """`3 x 5 x 400 … set 2 10k`: a bare race behind the name of a set is rather its pace."""
    first, *others = seen.blocks()
    for run in others if isinstance(first, Repeat) else ():
        if isinstance(run, Run) and _SET_NAME.search(seen.plain[: run.span[0]][-20:]):
            yield seen.asked(run.span, ": one more run, or the pace of that set?", True)


def _rested(seen: Seen) -> Iterator[Suspicion]:
    """`6 x 1k (+ 90s walk, then jog)`, `3x / 1 min jog`: a recovery taken for runs behind them."""
    blocks = seen.blocks()
    for before, last in pairwise(blocks):
        run = next(iter(last.body), None) if isinstance(last, Repeat) else last
        if not isinstance(run, Run) or run.role not in (Role.WORK, Role.EASY):
            continue
        bracketed = seen.plain[: run.span[0]].rstrip().endswith("(")
        if not run.duration_ms or (isinstance(before, Run) and last is run and not bracketed):
            continue
        between = seen.plain[before.span[1] : last.span[0]]
        begin = max(between.rfind(sign) for sign in "(,;+.\n") + before.span[1] + 1
        named = last is run and _NAMED.match(seen.plain, run.span[1])
        if last is run and (named or last is not blocks[-1] or _THEN.search(between)):
            continue
        bare = run.role is Role.WORK and not is_told(run)
        told = _RESTS.search(seen.plain[begin : begin + 40].split("\n")[0])
        eased = run.effort is Effort.EASY and (
            between.count("(") > between.count(")") if last is run else told
        )
        if eased or (bare and last is run and told):
            yield seen.asked(last.span, ": a run, or the recovery?", True)


def _floats(seen: Seen) -> Iterator[Suspicion]:
    """`30 x 200 @ 38/200 @ 48`, `10 x (200 @ 33, 200 @ 45)`: far slower, so by turns, on end."""
    for node, after in pairwise([*seen.blocks(), None]):
        runs = list(runs_in(node.body)) if isinstance(node, Repeat) and node.count > 1 else []
        rests = rests_in((node,)) if node else []
        told = any(rest.length or OPEN.search(seen.plain[slice(*rest.span)]) for rest in rests)
        if len(runs) == 1 and isinstance(after, Run) and after.role is Role.WORK and node:
            between = seen.plain[node.span[1] : after.span[0]]
            if not JOINED.search(between) and not _ONE.search(between[-6:]):
                runs.append(after)
        if told or len(runs) != 2 or any(rest.type is not RecoveryType.FULL for rest in rests):
            continue
        paces = [ms_a_metre(run) for run in runs]
        alike = runs[1] is after or runs[0].distance_m == runs[1].distance_m
        if alike and paces[0] and paces[1] and paces[1][1] > _SLOWER * paces[0][0]:
            yield seen.asked(runs[1].span, ": after each rep, on end?")


def _short(seen: Seen) -> Iterator[Suspicion]:
    """`1 mile cool-down, cloudy & 64 degree`: a run of a few metres by itself."""
    for run in (node for node in seen.session.body if isinstance(node, Run)):
        if run.role is Role.WORK and 0 < (run.distance_m or 0) < _SHORT_M:
            yield seen.asked(run.span, ": a run so short?", True)
        if run.role is Role.WORK and 0 < (run.duration_ms or 0) < _SHORT_MS:
            yield seen.asked(run.span, ": a run so short?", True)
    for run in runs_in(tuple(one for one in in_order(seen.session.body) if isinstance(one, Group))):
        if 0 < (run.duration_ms or 0) < _LIST_MS:  # `3 sets of 4, 60 s`
            yield seen.asked(run.span, ": a run so short?", True)
    for i, run in enumerate(seen.runs):
        ms = run.duration_ms or 0
        odd = (i and ms % 5000 and ms > 30_000) or (ms % 15_000 and ms > 300_000)  # `parkrun 19:10`
        if odd and not (run.pace and ms % 5000 == 0) and run.role is Role.WORK:
            yield seen.asked(run.span, ": a run of so many seconds?", True)


def _parts(seen: Seen) -> Iterator[Suspicion]:
    """`a 1200 (first 800 @ 5k pace, last 400 @ mile pace)`: parts of a run taken for reps."""
    runs = seen.runs
    lengths = {run.distance_m for run in runs}
    for found in _PART.finditer(seen.plain):
        length = int(found[1])
        split = any(run.profile and (run.distance_m or 0) > length for run in runs)
        if length % 100 == 0 and length not in lengths and not split:
            yield seen.asked(found.span(), ": of which run?")


def _back_down(seen: Seen) -> Iterator[Suspicion]:
    """`1-2-3-4 min w/ 1 min jog and back down`, of which it is only run up."""
    said = _BACK_DOWN.search(seen.plain)
    sizes = [run.duration_ms or run.distance_m or 0 for run in seen.runs if run.role is Role.WORK]
    if said and len(sizes) > 2 and sizes == sorted({*sizes}):
        yield seen.asked(said.span(), ", and yet it only climbs?", True)


def _told_below(seen: Seen) -> Iterator[Suspicion]:
    """`1000-800-600` and `600 at 5k` below, with the paces of the others: one more 600?"""
    breaks = [at for at, sign in enumerate(seen.plain) if sign == "\n"]
    if not breaks:
        return
    runs = seen.runs
    lines = [bisect_left(breaks, run.span[0]) for run in runs]
    below: dict[int, int] = {}  # the last line of a target of the runs of a line
    for run, line in zip(runs, lines, strict=True):
        if "target" in run.origins:
            told = bisect_left(breaks, run.origins["target"].span[0])
            below[line] = max(told, below.get(line, told))
    for i, (bare, line) in enumerate(zip(runs, lines, strict=True)):
        if bare.role is not Role.WORK or is_told(bare):
            continue
        if below.get(line, line) <= line:
            continue
        for n in range(i + 1, len(runs)):
            again = runs[n].distance_m == bare.distance_m and ms_a_metre(runs[n]) is not None
            if again and lines[n] > line:
                question = ": one more run, or the pace of one above?"
                yield seen.asked(runs[n].span, question, True)


def _joined(seen: Seen) -> Iterator[Suspicion]:
    """`10k->3k` and `(200/200)` taken for two runs: from one pace to another, a run and its jog."""
    for before, run in pairwise(seen.runs):
        between = seen.plain[before.span[1] : run.span[0]].strip()
        bare = not any(map(is_told, (before, run)))
        same = before.distance_m == run.distance_m and run.distance_m is not None
        raced = {before.distance_m, run.distance_m} <= RACED and between in ("->", ">")
        if bare and (raced or (same and between == "/" and _twofold(seen, run))):
            yield seen.asked((before.span[0], run.span[1]), ": two runs?", True)


def _twofold(seen: Seen, run: Run) -> bool:
    """Whether nothing stands in its bracket but it and the run before."""
    inside = seen.plain[seen.plain.rfind("(", 0, run.span[0]) + 1 : run.span[0]]
    return inside.count("/") == 1 and seen.plain[run.span[1] :].lstrip("m ").startswith(")")


CHECKS: Checks = (
    *RESTS, *SIZES, *UNEVEN, _twice, _of_set, _lone, _floats, _short, _parts, _rested, *CASES,
    *PACED, _back_down, _told_below, _joined, _headed,
)  # fmt: skip
