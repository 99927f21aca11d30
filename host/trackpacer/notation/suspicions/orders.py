# SPDX-License-Identifier: MIT
"""What was passed over as talk, and may be an order, or is in another language."""

from __future__ import annotations

import re

from trackpacer.notation.lexicon import OTHER_TONGUES
from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source, Suspicion
from trackpacer.notation.suspicions.between import Checks
from trackpacer.notation.suspicions.passed import order_in, pace_in, passed_over
from trackpacer.notation.tree import Item, Rest, RunSpec, all_rests, all_runs
from trackpacer.session import Role

_LETTERED = pattern(r"\([tirm][- ]?pace\)")
_FELT = pattern(r"(easy|steady|hard|fast|brisk|quick|tempo|threshold|relaxed) (up|on|in|with)")
_COUNTED = pattern(r"(^|[^\d:.,'])\d\d? $")
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


PASSED: Checks = (
    _foreign, _passed_over,
)  # fmt: skip
