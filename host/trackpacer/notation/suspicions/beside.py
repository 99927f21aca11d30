# SPDX-License-Identifier: MIT
"""What stands right beside a run or a recovery, and says that it is something else.

`After 800 m` of reps of 1 km, `3 min on 2 min steady`, `1st lap: 400 m easy`, paces told once more
behind it all: what was made of each is asked about.

Not here: words that were passed over wherever they stand (`passed`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source, Suspicion
from trackpacer.notation.suspicions.misheard import sets_in
from trackpacer.notation.tree import (
    Item,
    RepeatSpec,
    Rest,
    RunSpec,
    all_rests,
    all_runs,
    rests_of,
    runs_of,
)
from trackpacer.session import Effort, Role

_AFTER = pattern(r"\bafter (?:the |about )?(?:first )?$")
_STOP = pattern(r"[.;!\n]\s")
_ORDINAL = pattern(r"\d(?:st|nd|rd|th)|first|second|third|fourth")
_NAMES = pattern(r"(?:lap|mile|rep|set|one)\b")
_EASED = pattern(r" (?:easy|steady|moderate|slow|float|jog|relaxed|recovery)\b")
_WITH_IN = pattern(r"(?:w/|with) ?(?:a )?(\d+) ?m? in (?=\d)")
_BY_TURNS = pattern(r"\d{1,2} ?(?:x|times|reps|of)? ?(?:of )?alternat\w+ ")
_AS = pattern(r"(?: run)? (?:run|done|split|broken)? ?as ")
_OF_SETS = pattern(r"\d+ (?:sets?|rounds?) of (?!\()")
_LONGEST_M, _LONGEST_MS = 21_200, 5_400_000  # of a tempo run


def beside(items: list[Item], source: Source) -> Suspicion | None:
    """The first of them."""
    checks = (
        _paces_again, _after_part, _ordinal, _on_steady, _in_that_time, _of_both, _as_reps,
        _in_each_set, _so_long,
    )  # fmt: skip
    return next((found for check in checks for found in check(items, source)), None)


def _paces_again(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`5 x 1 mile, 8 miles, 5 x 1 mile. Miles at 15k pace, 8 miles at half marathon pace`."""
    last = items[-1]
    if not isinstance(last, RunSpec) or last.target is None or last.role is not Role.WORK:
        return
    stop = max((at.end() for at in _STOP.finditer(source.plain[: last.start])), default=0)
    told = any(r.target and stop <= r.target.span[0] < last.start for r in all_runs(items[:-1]))
    for one in (item for item in items[:-1] if isinstance(item, RunSpec)):
        same = (one.metres, one.ms) == (last.metres, last.ms)
        if same and told and one.start < stop and not (one.target or one.effort):
            yield source.asked(last.length_span, ": one more run, or the one before?")


def _after_part(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`5 x 1 km. After 800 m run easy`: shorter than the rep before it."""
    runs = all_runs(items)
    for run in runs if len(runs) > 1 else ():
        if not _AFTER.search(source.plain[max(0, run.start - 20) : run.start]):
            continue
        before = [one for one in runs if one.start < run.start]
        part = before and (
            0 < run.metres < before[-1].metres or 0 < run.ms < before[-1].ms <= 600_000
        )
        if part:
            yield source.asked(run.length_span, ": a run before the others, or a part of each?")


def _ordinal(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`1st lap: 400 m easy, 2nd lap: 200 m fast`: which of them it is, and no lap besides."""
    passed = {end for start, end in source.passed if _ORDINAL.fullmatch(source.plain[start:end])}
    for run in all_runs(items):
        if run.start - 1 in passed and _NAMES.match(source.plain, run.start):
            yield source.asked(run.length_span, ": one more run, or which of them it is?")


def _on_steady(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`3 min on 2 min steady x 6` taken for a rep every two minutes."""
    for rest in all_rests(items):
        if rest.kind == "sendoff" and _EASED.match(source.plain, rest.span[1]):
            yield source.asked(rest.span, ": how often one starts, or what is run between?")


def _in_that_time(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`10 x 600 w/ 200 in 45` taken for 600 m in 45 seconds."""
    for run in all_runs(items):
        at = run.target.pace.span[0] if run.target else 0
        told = next((one for one in _WITH_IN.finditer(source.plain) if one.end() == at), None)
        if told and float(told[1]) != run.metres:
            yield source.asked(told.span(), ": the time of the reps, or of the jog?")


def _of_both(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`12 x alternating 600 and 300 w/ 400 jog`: twelve of each, and none between the pairs?"""
    for reps in (one for one in sets_in(items) if one.count > 2):
        if len(runs_of(reps)) == 2 and _BY_TURNS.match(source.plain, reps.start):
            span = reps.start, runs_of(reps)[0].start
            yield source.asked(span, ": so many in all, or of each?", False)


def _as_reps(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`4.5 miles as 4 x mile`: what the reps come to, and not run before them."""
    for whole, reps in pairwise(one for one in items if not isinstance(one, Rest)):
        if isinstance(whole, RunSpec) and isinstance(reps, RepeatSpec) and not whole.counted:
            joined = source.plain[whole.length_end or whole.end : reps.start]
            if _AS.fullmatch(joined):
                yield source.asked(
                    whole.length_span, ": run before the reps, or what they come to?"
                )


def _in_each_set(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`2 sets of 4 min, 2 min, 6 x 15 s`: a list with reps at its end, and no recovery at all."""
    for sets in items:
        if not isinstance(sets, RepeatSpec) or sets.count < 2 or len(sets.body) < 2:
            continue
        last = sets.body[-1]
        if not isinstance(last, RepeatSpec) or last.count < 2:
            continue
        told = sets.rest is not None or any(True for part in sets.body for _ in rests_of(part))
        if not told and _OF_SETS.match(source.plain, sets.start):
            yield source.asked((last.start, last.end), ": in each set, or once?", False)


def _so_long(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`20E, 15T, 10E`: fifteen minutes at threshold, and not so many miles."""
    for run in all_runs(items):
        hard = run.effort in (Effort.THRESHOLD, Effort.TEMPO)
        if hard and (run.metres > _LONGEST_M or run.ms > _LONGEST_MS):
            yield source.asked(run.length_span, ": so far at that effort?")
