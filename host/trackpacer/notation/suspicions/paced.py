# SPDX-License-Identifier: MIT
"""How fast the runs of a priced session are, against what its text says of it, as in `glance`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Suspicion
from trackpacer.notation.suspicions.seen import (
    Checks,
    Seen,
    is_told,
    ms_a_metre,
    rests_in,
    told_paces,
)
from trackpacer.notation.tree import QUIET
from trackpacer.session import Effort, RecoveryType, Role

_RANGE = 1.12
_LADDER = 1.3  # how far the ends lie apart, where figures for both are not written
_NEAR = 60  # signs
RACED = {1500, 1609, 3000, 5000, 10000, 15000, 21098, 42195}
_SLOW = 2.2  # times marathon pace
_HARD = (Effort.FAST, Effort.HARD, Effort.MAX, Effort.SPRINT)
_LISTED = pattern(r"\d ?/ ?$")  # `with 80/78/76`
_FIGURE = pattern(r"\d\d+")
_SPEEDS_UP = pattern(
    r"\b(faster|quicker|cut ?-?downs?|speeding up)\b(?! than (\d|goal|race))", re.I
)
_EACH_FASTER = pattern(r"\b(getting|one|progressively|rep|each) (faster|quicker)\b", re.I)
_SLOWS_DOWN = pattern(r"\b(slow|add|ease|easing|back|again|other way|revers)", re.I)
_EFFORT = pattern(r"\b(hard|fast|quick|brisk|tempo|threshold|sprint|flat out|all out)\b", re.I)
_ALL_SO = pattern(r"\b(all|both|everything) (\w+ ){0,5}(hard|fast|steady|easy)\b", re.I)
_OF_DAY = pattern(r"\w+\W*\((easy|steady|moderate|relaxed|recovery)\)\W*", re.I)
_NO_EFFORT = pattern(
    r"\d|^(after|on|over|through|along|round|around|easy to) |"
    r"\b(lot|lads|guys|boys|girls|pack|crew|gang|ones|not)\b|"
    r"\b(comfortably|session|workout|group|day|today|tonight|going(?! out| up| down))\b",
    re.I,
)
_FIRST = pattern(
    r"#|\d(st|nd|rd|th)\b|\b(first|opening|start|rep \d|number|last|final|every)", re.I
)
_PACES = pattern(  # up to the first of them, or to the one before
    r"\b(?:paces\b[a-z \t]{0,20}[:=-]?|pace\b[a-z \t]{0,20}[:=])\s*"
    r"(?:[\d.]+ ?k(?:m)?\W{1,3}){0,9}$",
    re.I,
)
_SPEED = pattern(r"\d ?(?:mph|kph|kmh|km/h)\b")
_CONTRARY = pattern(
    r"(?<![/\w])(?:hard|fast|quick) ?/ ?(?:easy|slow|steady)\b(?! ?/| \d)"
    r"|(?<![/\w])(?:easy|slow|steady) ?/ ?(?:hard|fast|quick)\b(?! ?/| \d)"
)
_TURNS = pattern(r"\balternat|\bturns?\b")
_SEVERAL = pattern(r"((easy|steady|moderate|tempo|threshold|hard|fast)(, | ?/ ?| and )?){3}")


def _efforts(seen: Seen) -> Iterator[Suspicion]:
    """`fast` at less than marathon pace, `easy` at more; any work as slow as a walk."""
    if not seen.races:
        return
    marathon = seen.pace(42195.0)
    for run in seen.runs:
        paces = ms_a_metre(run)
        if paces is None:
            continue
        if run.role is Role.WORK and paces[1] > _SLOW * marathon:
            yield seen.asked(run.span, ": so slow?")
        told = run.origins["target"].span if "target" in run.origins else run.span
        # `fast @ 9.4 mph`: nothing else may be meant, but `hard, 4.5 mph` is a walk
        slowest = 1.5 if _SPEED.search(seen.plain, *told) else 1.02
        if run.effort in _HARD and paces[1] > slowest * marathon:
            yield seen.asked(run.span, ": fast, and slower than marathon pace?")
        if (run.effort is Effort.EASY or run.role in QUIET) and paces[0] < 0.98 * marathon:
            yield seen.asked(run.span, ": easy, and faster than marathon pace?")


def _ranges(seen: Seen) -> Iterator[Suspicion]:
    """`3 s slower per lap` that makes 27 s: no one tells a range so wide by what it differs."""
    bare = {r.type for r in rests_in(seen.session.body)} <= {RecoveryType.FULL, RecoveryType.NONE}
    for run in seen.runs:
        paces, series = ms_a_metre(run), run.target or run.pace
        if paces is None or series is None or not (run.fast_ms or series.ladder):
            continue
        told = told_paces(run)
        listed = told and _LISTED.search(seen.plain, max(0, told[0][0] - 5), told[0][0])
        if run.fast_ms and (listed or _apart(seen, told, " / ")):
            yield seen.asked(told[0], ": a range, or the recovery, too?")
        slashed = any("/" in seen.plain[slice(*span)] for span in told)
        if run.fast_ms and slashed and bare and paces[0] > 1.08 * paces[1]:
            yield seen.asked(told[0], ": a range, or the time and the recovery?")
        if paces[0] < (_RANGE if run.fast_ms else _LADDER) * paces[1]:
            continue
        figures = {*_FIGURE.findall(" ".join(seen.plain[slice(*span)] for span in told))}
        if len(figures) < 2 or (_apart(seen, told) and run.fast_ms):
            share = f"{100 * (paces[0] / paces[1] - 1):.0f} %"
            yield seen.asked(told[0] if told else run.span, f": {share} from one end to the other?")


def _apart(seen: Seen, told: list[tuple[int, int]], sign: str = " - ") -> bool:
    """Whether a range is written as other parts of the session are parted: `in 72 - 60`,
    `(1k / 200 jog / 4 x 200 @ 37 / 35)`."""
    within = sum(seen.plain[slice(*span)].count(sign) for span in {*told})
    return within > 0 and (sign != " / " or seen.plain.count(sign) > within)


def _gets_slower(seen: Seen) -> Iterator[Suspicion]:
    """`each 2 s faster, first in 76, last in 86`: which of the two is a slip?"""
    said = _SPEEDS_UP.search(seen.plain)
    if said is None or _SLOWS_DOWN.search(seen.plain):
        return
    each = _EACH_FASTER.search(seen.plain) is not None
    for run in seen.runs:
        series = run.target or run.pace
        if series is None or not (series.ladder or each):
            continue
        if any(a < b for a, b in pairwise(series.values)):
            yield seen.asked(run.span, f": '{said[0]}', and it gets slower?")


def _paces(seen: Seen) -> Iterator[Suspicion]:
    """`4 x 1k, paces: 10k / 5k / 3k` taken for three races to run."""
    for run in seen.runs:
        bare = run.distance_m in RACED and ms_a_metre(run) is None
        if bare and _PACES.search(seen.plain, max(0, run.span[0] - _NEAR), run.span[0]):
            yield seen.asked(run.span, ": one more run, or a pace of those before?")


def _felt(seen: Seen) -> Iterator[Suspicion]:
    """`All of it hard`, passed over where no run has an effort or a pace."""
    work = [run for run in seen.runs if run.role is Role.WORK]
    if any(map(is_told, work)):
        return
    for said in seen.session.passed_over:
        found = _EFFORT.search(said) or _OF_DAY.fullmatch(said)
        if found is not None and len(said.split()) <= 6 and not _NO_EFFORT.search(said):
            yield seen.asked(seen.passed(said), ": how it is run?")


def _several(seen: Seen) -> Iterator[Suspicion]:
    """`5 x 3 min: easy, steady, tempo`, of which one is taken for all."""
    for said in _SEVERAL.finditer(seen.plain):
        names = {*re.findall(r"[a-z]{4,}", said[0])}
        if len({(run.effort, ms_a_metre(run)) for run in seen.runs}) < len(names):
            yield seen.asked(said.span(), ": which of the reps are run so?", True)


def _contrary(seen: Seen) -> Iterator[Suspicion]:
    """`6 laps hard/easy`, of which one is taken for all; `6 x 400 hard/easy`, rep by rep."""
    said = _CONTRARY.search(seen.plain)
    told = rests_in(seen.session.body) if said is not None else []
    rests = {rest.type for rest in told}
    if said is None or any(rest.span[0] in range(*said.span()) for rest in told):
        return
    efforts = {run.effort for run in seen.runs if run.span[0] <= said.end() + 40}
    if not (efforts & {*_HARD} and efforts & {Effort.EASY, Effort.STEADY}):
        yield seen.asked(said.span(), ": which of it is run so?", True)
    elif rests <= {RecoveryType.FULL, RecoveryType.NONE} and not _TURNS.search(seen.plain):
        yield seen.asked(said.span(), ": rep by rep, or a jog as long after each?")


def _all_so(seen: Seen) -> Iterator[Suspicion]:
    """`2 x 1600 and 4 x 800, all at a hard effort`, and yet some are run by nothing."""
    said = _ALL_SO.search(seen.plain)
    work = [run for run in seen.runs if said and run.role is Role.WORK]
    if said and len({is_told(run) for run in work if run.span[0] < said.start()}) == 2:
        yield seen.asked(said.span(), ", and yet some are not?", True)


def _untold(seen: Seen) -> Iterator[Suspicion]:
    """`6 x 3 min: 1 easy, 1 moderate, 1 hard` taken for the first three, the others for bare."""
    if _FIRST.search(seen.plain):
        return
    for before, run in pairwise(seen.runs):
        alike = (before.distance_m, before.duration_ms) == (run.distance_m, run.duration_ms)
        if alike and is_told(before) and run.role is Role.WORK and not is_told(run):
            yield seen.asked(run.span, ": and how are the others run?")


PACED: Checks = (
    _efforts, _ranges, _gets_slower, _paces, _felt, _several, _contrary, _all_so, _untold,
)  # fmt: skip
