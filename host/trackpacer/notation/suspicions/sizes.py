# SPDX-License-Identifier: MIT
"""Numbers of a priced session that its text gives another unit or another place.

A speed taken for a recovery, seconds for metres, a title's number for a recovery, a pace held for
longer than anyone can. Also a time in the bracket of a recovery, and what is passed over that tells
apart: people, letters. Not here: what else is passed over (`passed`), numbers before they are
priced (`misheard`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Suspicion
from trackpacer.notation.suspicions.seen import CALLED, Checks, Seen, rests_in
from trackpacer.session import Node, Recovery, RecoveryType, Repeat, Run

_AN_HOUR = r"(mph|kph|km ?/ ?h|kmh)"
_SPEED = pattern(rf"\s*{_AN_HOUR}\b")
_ON = pattern(r"\s*on\b\W{0,3}\d+\s*off\b")
_USING = pattern(r"^(using|run as|as|aim\w*|target\w*|goal)\b")
_CALLED = pattern(rf"{CALLED}|easy|\br(?![a-z])|:|\d ?[\"']")
_CALLED_ONE = pattern(CALLED)
_TOTAL_TIME = pattern(r"\btotal (?:of|time:?) (\d{1,3}) ?min(?:utes?|s)?(?: (?:of )?(hard|fast))?")
_CLOSED = pattern(r"[)\]]")
_FOR = pattern(r"\W*for (?:the )?[a-z][a-z ]*(?:s|kids|people|women|men)\W*", re.I)
_CAPITALS = r"(?!AM|PM|WU|CD|MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]{2,4}"
_LETTERS = pattern(_CAPITALS)
_BEHIND_TIME = pattern(rf"\d ?(?:mins?|minutes?|secs?|seconds?|s|['\"])\.? ({_CAPITALS})\b")
_NUMBER = pattern(r"\d")
_FASTER = 0.955  # of the pace that the runner could hold so far
_APART = 1.25


def _speeds(seen: Seen) -> Iterator[Suspicion]:
    """`1:30 easy (4.5 mph)` taken for a recovery of 4:30."""
    for rest in rests_in(seen.session.body):
        if rest.length is not None and _SPEED.match(seen.plain, rest.span[1]):
            yield seen.asked(rest.span, ": a recovery, or a speed?", True)


def _guides(seen: Seen) -> Iterator[Suspicion]:
    """`5 sets of 1.2 km, using 4:30 as the gauge` taken for a recovery of 4:30."""
    for rest in rests_in(seen.session.body):
        said = seen.plain[slice(*rest.span)].lower()
        if rest.type is RecoveryType.TIME and _USING.match(said) and not _CALLED_ONE.search(said):
            yield seen.asked(rest.span, ": the recovery, or how fast?", True)


def _before_all(seen: Seen) -> Iterator[Suspicion]:
    """`“20 one-one.” One minute easy, one minute hard. Twenty times` taken for 20 s to recover."""
    number = _NUMBER.search(seen.plain)
    for rest in rests_in(seen.session.body):
        first = rest.type is RecoveryType.TIME and (not number or rest.span[0] <= number.start())
        first = first and not any(run.span[1] <= rest.span[0] for run in seen.runs)
        if first and not _CALLED.search(seen.plain[: rest.span[1]].lower()):
            yield seen.asked(rest.span, ": the recovery, or told of the whole?", True)


def _seconds_on(seen: Seen) -> Iterator[Suspicion]:
    """`90 on / 45 off` taken for runs of 90 metres."""
    for run in seen.runs:
        if 0 < (run.distance_m or 0) < 100 and _ON.match(seen.plain, run.span[1]):
            yield seen.asked(run.span, ": metres, or seconds?", True)


def _held(seen: Seen) -> Iterator[Suspicion]:
    """`10 x 400 @ 6.05-15 min mile pace` taken for fifteen minutes at the pace of a mile."""
    for run in seen.runs if seen.races else ():
        if run.pace is None or not run.duration_ms or "/" in seen.plain[slice(*run.span)]:
            continue  # `35 min at 5:20/mile`: of another runner's
        pace = max(run.pace.values) / 1000  # ms a metre
        metres = run.duration_ms / pace
        if metres > 800 and pace < _FASTER * seen.pace(metres):
            yield seen.asked(run.span, ": so long, at that pace?", True)


def _whole(seen: Seen) -> Iterator[Suspicion]:
    """`… for a total of 40 minutes`, where runs and recoveries come to another time."""
    ms = _lasts(seen.session.body)
    for said in seen.session.passed_over if ms else ():
        found = _TOTAL_TIME.search(said.lower())
        if found is None:
            continue
        total = 60_000 * int(found[1])
        if found[2]:  # `for a total of 10 minutes hard`: without the recoveries
            ms = _lasts(seen.session.body, rests=False)
        if not total / _APART <= ms <= _APART * total:
            yield seen.asked(seen.passed(said), ", but it comes to another time: which?", True)


def _lasts(nodes: tuple[Node, ...], rests: bool = True) -> int:
    """The milliseconds of all runs and recoveries; 0 where one has none."""
    total = 0
    for node in nodes if rests else (one for one in nodes if not isinstance(one, Recovery)):
        if isinstance(node, Run):
            ms = node.duration_ms or 0
        elif isinstance(node, Recovery):
            ms = node.length.values[0] if node.length is not None else 0
            ms = 1 if node.type in (RecoveryType.NONE, RecoveryType.FULL) else ms
        else:
            ms = _lasts(node.body, rests) * (node.count if isinstance(node, Repeat) else 1)
        if not ms:
            return 0
        total += ms
    return total


def _in_brackets(seen: Seen) -> Iterator[Suspicion]:
    """`3 x 3 x 60 m [walk back; 5 min]` taken for five minutes to run."""
    reps = False
    for node in seen.session.body:
        reps = reps or isinstance(node, Repeat)
        if not reps or not isinstance(node, Run) or not node.duration_ms or node.pace:
            continue
        opened = max(seen.plain.rfind(sign, 0, node.span[0]) for sign in "([")
        said = seen.plain[opened + 1 : node.span[0]]
        if opened >= 0 and _CALLED_ONE.match(said.lower()) and not _CLOSED.search(said):
            yield seen.asked(node.span, ": a run, or a recovery?", True)


def _told_apart(seen: Seen) -> Iterator[Suspicion]:
    """`5 x 400 for the distance kids, 5 x 250 for the sprinters`; `4 min BR + 2 min RWR`."""
    for kind, question in ((_FOR, ": for whom is the session?"), (_LETTERS, ": what is that?")):
        told = [one for one in seen.session.passed_over if kind.fullmatch(one)]
        if len({*told}) > 1:
            yield seen.asked(seen.passed(told[0]), question, True)
    for found in _BEHIND_TIME.finditer(seen.session.source):  # `3 x 15 min w/ 4 min BR`
        if found[1] in seen.session.passed_over:
            yield seen.asked(found.span(1), ": what is that?")


SIZES: Checks = (
    _speeds, _guides, _before_all, _seconds_on, _held, _whole,
    _in_brackets, _told_apart,
)  # fmt: skip
