# SPDX-License-Identifier: MIT
"""Parts that are written alike and read unlike, and laps of another place than a track: a priced
session beside its text, as in `glance`.
"""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Suspicion
from trackpacer.notation.suspicions.seen import Checks, Seen, rests_in, told_paces
from trackpacer.session import RecoveryType, Role

_BRACKET = pattern(r"[(\[]([^()\[\]\n]{1,24})[)\]]")
_TIME = pattern(r"\d+(?::\d\d| ?(?:mins?|secs?|s|'|\"))")
_FIGURE = pattern(r"\d+")
_OFF_TRACK = pattern(
    r"\b(grass|xc|cross[- ]country|woods?|forest|fields?|park|road|trails?|canal|common|hilly)\b"
)
_ON_TRACK = pattern(r"\btrack\b|\b[1-4]\d\d ?m|\blap\w* (?:is|are|was|of) |\blane\b|\boval\b")
_LAPS = pattern(r"[\d a-z]+\blaps?\b")
_REPEATED = pattern(r"\b(?:repeat|times)\b(?! as| the| longer| that)")


def _brackets(seen: Seen) -> Iterator[Suspicion]:
    """`3 x 600 @ 1500 pace (2 min), 3 x 200 @ 800 pace (3 min)`: a recovery, and a time?"""
    rests = [rest.span for rest in rests_in(seen.session.body) if rest.span[0] < rest.span[1]]
    paces = [span for run in seen.runs for span in told_paces(run)]
    kinds: dict[str, set[bool]] = {}
    for bracket in _BRACKET.finditer(seen.plain):
        start, end = bracket.span()
        beside = seen.plain[:start].rstrip()[-1:], seen.plain[end:].lstrip()[:1]
        if beside[0] in (")", "]") or beside[1] in ("(", "["):
            continue  # `6 x 1 mile (6:05) (1:20)`
        rested = any(start <= a and b <= end for a, b in rests)
        paced = any(start <= a and b <= end for a, b in paces)
        if rested == paced and (rested or not _TIME.fullmatch(bracket[1])):
            continue  # a time that is neither is passed over, as that of the race before it
        shape = bracket[0][0] + _FIGURE.sub("0", bracket[1].strip())
        known = kinds.setdefault(shape, set())
        known.add(rested)
        if len(known) == 2:
            yield seen.asked((start, end), ": a time to run in, or the recovery?", True)


def _many_times(seen: Seen) -> Iterator[Suspicion]:
    """`2 mins recovery: repeat 4 times`, taken for four times the time of the rep."""
    for rest in rests_in(seen.session.body):
        long = rest.type is RecoveryType.EQUAL and rest.percent > 200
        if long and _REPEATED.search(seen.plain, *rest.span):
            yield seen.asked(rest.span, ": so many times the rep, or run so often?", True)


def _whose_laps(seen: Seen) -> Iterator[Suspicion]:
    """`XC grass: 3 laps hard`: no lap of a track."""
    if not _OFF_TRACK.search(seen.plain) or _ON_TRACK.search(seen.plain):
        return
    for run in seen.runs:
        if run.distance_m and run.role is Role.WORK and _LAPS.match(seen.plain, *run.span):
            yield seen.asked(run.span, ": how long is a lap?")


def _one_more(seen: Seen) -> Iterator[Suspicion]:
    """`2 miles, mile, mile off 4:00, 2:00`: the second is no recovery after them all."""
    rests = rests_in(seen.session.body)
    last = seen.session.body[-1]
    if len(rests) < 2 or last is not rests[-1]:
        return
    ends = {rest.span[1] for rest in rests[:-1]}
    near = [end for end in ends if 0 < last.span[0] - end < 4]
    if near and seen.plain[near[0] : last.span[0]].strip() in (",", "/", "-"):
        yield seen.asked((near[0], last.span[1]), ": a recovery for each of them?", True)


UNEVEN: Checks = (
    _brackets, _many_times, _whose_laps, _one_more,
)  # fmt: skip
