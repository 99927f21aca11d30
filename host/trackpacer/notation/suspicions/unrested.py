# SPDX-License-Identifier: MIT
"""Recoveries of a priced session that its text, or what a runner can do, gainsays.

Not here: its runs (`glance`); recoveries as written, before they are priced (`misheard`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Suspicion
from trackpacer.notation.suspicions.seen import (
    CALLED,
    Checks,
    Seen,
    between_work,
    in_sets,
    ms_a_metre,
    rests_in,
)
from trackpacer.notation.tree import Rest
from trackpacer.session import (
    Group,
    Node,
    Recovery,
    RecoveryType,
    Repeat,
    Role,
    Run,
    Session,
    in_order,
    runs_in,
)

_SLOWEST_JOG = 900.0  # ms a metre: 15 min per km, a stroll
_SLOW_APART = 540.0  # where a comma parts the time from the distance
_WIDE = 2.2  # how far the ends of a recovery lie apart
_MARATHON = 200.0  # ms a metre of a marathon, where the runner's races are not known
_UNIT = r"(?:m|metres?|meters?|mins?|minutes?|secs?|seconds?|s|[\"'])"
# So few figures, or one number of 60,000 is looked through from each of them.
_AMOUNT = rf"(?:a |an )?(?<!\d)\d{{1,5}}(?:[.:]\d{{1,3}})?[ -]?{_UNIT}?"
_UNBROKEN = pattern(
    r"\bnon[- ]?stop\b|\bcontinuous(ly)?\b|\b(no|don't|never) stop(ping)?\b|\bstraight (in|on)to\b"
    r"|\bin one go\b|\b(keep running|running (all the way|throughout))\b|\bback[ -]to[ -]back\b"
    r"|\b(no|without( any| a)?) (rest|recovery|recoveries|break)s?\b",
    re.I,
)
_WAY_BACK = pattern(
    r"\b(jog|trot|walk|shuffle)\w* (\w+ )?(back|down|to (the )?(bottom|start|foot))", re.I
)
_OF_ALL = pattern(
    r"\b(between|after|for) (all|each|every|everything|the (whole )?lot)\b(?! (set|round|pair|\d))"
    rf"|\b(all|everything) (with|off|on|w/) {_AMOUNT}(?!\w)"
    rf"|\b{_AMOUNT} (each|all|everything)\b(?![ -]out)|\beach (?:is |one )?followed by\b",
    re.I,
)
OPEN = pattern(r"\b(?:full|walk|jog|stroll|back|down)", re.I)  # told, without a length
_AFTER_EACH = pattern(r"\b(?:after|between) (?:each|every) (?:interval|rep|run)\b", re.I)
_REST = pattern(
    rf"\b(?:with|w/|off|take|taking|and)\W+{_AMOUNT}(?!\w) (?:\w+ ){{0,2}}"
    r"(?:jog|rest|recovery|recoveries|rec|walk)s?\b",
    re.I,
)
_PASSED = pattern(rf"{_AMOUNT}(?!\w) (?:\w+ )?(?:jog|rest|recovery|recoveries|rec|walk)s?\b", re.I)
_TOLD_IN = pattern(r" ?\([^()]{1,60}\) ?(?:in|taking) (?:\w+ ){0,3}\d+ ?(?:s|m|:)")
_OF_RUNS = pattern(r"re(?:st|c\w*)s?\s*[:=-]\s*\d{3,4}s\b", re.I)
_HALF = pattern(
    r"\b(?:breaks?|rest|recovery|rec|longer|except|save|bar|but)\b[^.;\n\d]{0,20}"
    r"\b(?:(?:half|mid)[ -]?way|the middle|half of (?:them|the))\b"
    r"(?! (?:round|around|down|up|along|of))",
    re.I,
)
_HARD = r"\d{2,4} ?m? (?:hard|fast|quick|flat[ -]?out|all[ -]?out|max|sprint)\b"
_RUN_HALF = pattern(rf"\bhalf[ -]?way,? {_HARD}|\b{_HARD},? (?:at )?half[ -]?way\b", re.I)
_BRACKETED = pattern(r"[ a-z]*\((?:(\d{1,2}):)?(\d+)\W?\)")
_FIGURES = pattern(r"\d+(?:[:.]\d\d)?")
_WORDED = pattern(rf"{CALLED}|easy|\br(?![a-z])")
_HARD_BEHIND = pattern(
    r" ?(?:hard|fast|quick|brisk|tempo|threshold|all out)\b(?! (?:walk|jog))", re.I
)
_ITEM = pattern(r"(?:[,;+&]|\bthen)\s*$")
_POINTED = pattern(r"(?<![\d.:])(\d{1,2})\.([0-5]\d)(?![\d.])", re.I)


def _jogs(seen: Seen) -> Iterator[Suspicion]:
    """`300 m jog in 6:00`, `200 m jog in 0:41`: slower than a stroll, or faster than a marathon."""
    quickest = seen.pace(42195.0) if seen.races else _MARATHON
    for rest in rests_in(seen.session.body):
        if rest.distance_m and _OF_RUNS.match(seen.plain, rest.span[0]):
            yield seen.asked(rest.span, ": so far, or after the runs of that length?")
        if rest.distance_m and rest.length is None and _TOLD_IN.match(seen.plain, rest.span[1]):
            yield seen.asked(rest.span, ": in the time behind the bracket, or the runs?", True)
        if rest.type is not RecoveryType.JOG or rest.length is None or not rest.distance_m:
            continue
        pace = rest.length.values[0] / rest.distance_m
        if pace > _SLOWEST_JOG or pace < quickest:
            kind = "slow" if pace > _SLOWEST_JOG else "fast"
            yield seen.asked(rest.span, f": a jog of {rest.distance_m} m so {kind}?", True)
        elif pace > _SLOW_APART and re.search(r",\s*\d|\n|\bthen\b", seen.plain[slice(*rest.span)]):
            yield seen.asked(rest.span, ": one recovery, or two?", True)


def _unbroken(seen: Seen) -> Iterator[Suspicion]:
    """`non-stop`, and yet a full recovery between two runs, and none that is left out."""
    said = _UNBROKEN.search(seen.plain)
    kinds = {rest.type for rest in between_work(seen.session.body)}
    if said is None or (said[0].startswith("no ") and _WAY_BACK.search(seen.plain)):
        return  # `250 m uphill, jog back down; repeat 5 times, no rests`
    if RecoveryType.FULL in kinds and RecoveryType.NONE not in kinds:
        yield seen.asked(said.span(), ", and yet a full recovery?", True)


def _of_all(seen: Seen) -> Iterator[Suspicion]:
    """`900, 3 x 300, all with 2 min jog`, and yet a set that has none."""
    said = _OF_ALL.search(seen.plain)
    if said is None:
        return
    apart = (Repeat,) if said[0].startswith("each") else (Repeat, Group)
    within = [*in_sets(seen.session.body), *_between_runs(seen.session.body, apart)]
    kinds = [r.type for r in within if not OPEN.search(seen.plain[slice(*r.span)])]
    unsized = kinds.count(RecoveryType.FULL)
    if kinds.count(RecoveryType.NONE) > 2 and _AFTER_EACH.search(seen.plain):
        unsized += 1
    sized = {*(rest.type for rest in between_work(seen.session.body))}
    if unsized and sized - {RecoveryType.FULL, RecoveryType.NONE}:
        yield seen.asked(said.span(), ", and yet some have none?")


def _between_runs(nodes: tuple[Node, ...], apart: tuple[type, ...]) -> Iterator[Recovery]:
    """The recoveries between two runs of work with none of some kinds of node beside them."""
    for before, rest, behind in zip(nodes, nodes[1:], nodes[2:], strict=False):
        runs = [*runs_in((before, behind))]
        plain = not isinstance(before, apart) and not isinstance(behind, apart)
        if isinstance(rest, Recovery) and plain and all(run.role is Role.WORK for run in runs):
            yield rest


def _all_with(seen: Seen) -> Iterator[Suspicion]:
    """`4 x 400, 200 jog, 4 x 300, all with 60 s recovery`: and yet some have another."""
    said = _OF_ALL.search(seen.plain)
    within = list(in_sets(seen.session.body)) if said else []
    told = [rest for rest in within if said and rest.span[0] in range(said.start(), said.end() + 4)]
    others = {rest.span for rest in within if said and rest.span[1] <= said.start()}
    if said and told and others - {rest.span for rest in told}:
        yield seen.asked(said.span(), ", and yet some have another?")


def _unrested(seen: Seen) -> Iterator[Suspicion]:
    """`with a 300 m slow jog`, and yet no recovery has a length."""
    said = _REST.search(seen.plain)
    if said is not None and _none_sized(seen):
        yield seen.asked(said.span(), ": the recovery between what?")


def _unheard(seen: Seen) -> Iterator[Suspicion]:
    """`tempo, i.e. about half marathon pace, 3 mins jog`: passed over, and no recovery is told."""
    if not _none_sized(seen):
        return
    for said in seen.session.passed_over:
        found = _PASSED.search(said)
        if found is not None:
            yield seen.asked(seen.passed(found[0]), ": the recovery between what?")


def _none_sized(seen: Seen) -> bool:
    """Whether sets have recoveries, and none in the session has a length."""
    kinds = {rest.type for rest in rests_in(seen.session.body)}
    return kinds == {RecoveryType.FULL} and any(in_sets(seen.session.body))


def lost(rest: Rest | None, session: Session) -> Suspicion | None:
    """The last recovery that is told, with its length, and yet nowhere in the session."""
    if rest is None or rest.kind not in ("time", "jog"):
        return None
    nodes = list(in_order(session.body))
    if any(isinstance(one, Recovery) and one.type is RecoveryType.SENDOFF for one in nodes):
        return None  # `on a 9 min cycle with 2 minute walk breaks`: what is left of the cycle
    held = {*(one.distance_m for one in nodes), *_times(nodes)}
    told = (max(rest.ms, 0.0), max(rest.metres, 0.0), (rest.pair and rest.max_ms) or 0.0)
    if {round(one) for one in told if one} <= held:
        return None
    shown = " ".join(session.source[slice(*rest.span)].split())
    return Suspicion(f"'{shown}': the recovery between what?", rest.span[0])


def _times(nodes: Iterable[Run | Recovery]) -> Iterator[int | None]:
    """The milliseconds that runs and recoveries are told to last."""
    for node in nodes:
        if isinstance(node, Run):
            yield node.duration_ms
        else:
            yield from (node.min_ms, node.max_ms, *(node.length.values if node.length else ()))


def _pointed(seen: Seen) -> Iterator[Suspicion]:
    """`2.30 to 3 min` taken for two minutes and eighteen seconds."""
    values = set(_times(in_order(seen.session.body)))
    for found in _POINTED.finditer(seen.plain):
        minutes, part = int(found[1]), int(found[2])
        if part % 25 and 60_000 * minutes + 600 * part in values:
            yield seen.asked(found.span(), ": minutes and seconds, or a part of a minute?")


def _half_way(seen: Seen) -> Iterator[Suspicion]:
    """`75 s, with a longer break at halfway (3 min)`, and yet all recoveries are alike."""
    said = _HALF.search(seen.plain)
    rests = rests_in(seen.session.body)
    sizes = {ms for rest in rests for ms in (rest.length.values if rest.length else (0,))}
    run = _RUN_HALF.search(seen.plain)
    if run is not None:  # `at halfway 400 hard`
        yield seen.asked(run.span(), ": one run more, between the reps?")
    if said is not None and len(sizes) == 1 and sizes != {0}:
        yield seen.asked(said.span(), ", and yet no recovery is another?")


def _wide(seen: Seen) -> Iterator[Suspicion]:
    """`in 48 sec - 2 min rec` taken for a recovery of 48 s to 2 min."""
    for rest in rests_in(seen.session.body):
        glued = re.search(r"\d ?(?:-|to) ?\d", seen.plain[slice(*rest.span)])  # `1-3 min`
        if rest.min_ms and rest.max_ms and rest.max_ms > _WIDE * rest.min_ms and not glued:
            yield seen.asked(rest.span, ": one recovery, between the two?", True)


def _ranged(seen: Seen) -> Iterator[Suspicion]:
    """`15 x 400 m, 70/72 secs for all`, `10 x 400 (75-60)`: a range that may be the target's, or
    the target and the recovery, taken for that of a recovery."""
    for run, rest in pairwise(in_order(seen.session.body)):
        if not isinstance(run, Run) or run.target or not isinstance(rest, Recovery):
            continue
        if not (run.distance_m and rest.min_ms and rest.max_ms):
            continue
        said = seen.plain[slice(*rest.span)].lower()
        figures = [float(one.replace(":", ".")) for one in _FIGURES.findall(said)]
        falls = len(figures) == 2 and figures[0] > figures[1]
        near = rest.max_ms <= 1.12 * rest.min_ms and 130 <= rest.max_ms / run.distance_m <= 270
        near = near and ("/" in said or len(said.split()) > 2)
        if (falls or near) and not _WORDED.search(said):
            yield seen.asked(rest.span, ": the recovery, or how fast?")


def _mixed(seen: Seen) -> Iterator[Suspicion]:
    """`8 x 400 (80), rest 3 min in the middle`: the bare time is rather that of the run."""
    for run, rest in pairwise(in_order(seen.session.body)):
        told = _BRACKETED.match(seen.plain, run.span[1])
        if told is None or not isinstance(run, Run) or not isinstance(rest, Recovery) or run.target:
            continue
        sizes = {*(rest.length.values if rest.length else ())}
        ms, far = 60_000 * int(told[1] or 0) + 1000 * int(told[2]), run.distance_m or 0
        if len(sizes) == 2 and ms in sizes and 130 * far <= ms <= 270 * far:
            yield seen.asked(rest.span, ": two recoveries, or a target and one?", True)


def _between_sets(seen: Seen) -> Iterator[Suspicion]:
    """`4 x 5 min, 5 x 1 min with 75 s between sets`: so short, and none between the reps?"""
    for before, rest, after in zip(
        seen.session.body, seen.session.body[1:], seen.session.body[2:], strict=False
    ):
        if not isinstance(rest, Recovery) or not isinstance(before, Repeat):
            continue
        inner = [*in_sets((before,)), *in_sets((after,))]
        short = rest.type is RecoveryType.TIME and rest.length and rest.length.values[0] < 120_000
        said = "sets" in seen.plain[slice(*rest.span)]
        if short and said and inner and all(one.type is RecoveryType.FULL for one in inner):
            yield seen.asked(rest.span, ": between the sets only?")


def _uneven(seen: Seen) -> Iterator[Suspicion]:
    """`(600, 400) in (1:41, 65) (1:39, 64)`: nobody is given 1:39 to recover, unless told so."""
    for run, rest in pairwise([None, *in_order(seen.session.body)]):
        if not isinstance(rest, Recovery) or rest.type is not RecoveryType.TIME:
            continue
        if rest.length is None or rest.length.ladder:
            continue
        if isinstance(run, Run) and run.target and run.target.values == rest.length.values:
            continue  # `10 x 400 (1:18) [1:18]`: as long as the rep
        start, end = rest.span
        said = seen.plain[max(start - 8, 0) : end + 8].lower()
        if any(ms % 5000 for ms in rest.length.values) and not _WORDED.search(said):
            yield seen.asked(rest.span, ": a recovery of so many seconds?", True)


def _at_the_end(seen: Seen) -> Iterator[Suspicion]:
    """`5 sets of 2, 45 s between 1st and 2nd, then 2:00 before going again`: rather of the sets,
    which have none, than behind them all."""
    *_, last = seen.session.body
    if not isinstance(last, Recovery) or last.type not in (RecoveryType.TIME, RecoveryType.JOG):
        return
    shown, run = seen.plain[slice(*last.span)], seen.blocks()[-1]
    if isinstance(run, Run) and ms_a_metre(run) and ":" in shown and not _WORDED.search(shown):
        yield seen.asked(last.span, ": a recovery, behind it all?", True)  # `last 2 @ 6:15, 6:05`
    said = (seen.plain[slice(*rest.span)] for rest in in_sets(seen.session.body))
    open_ones = [rest for rest in in_sets(seen.session.body) if rest.type is RecoveryType.FULL]
    if open_ones and not any(map(OPEN.search, said)):
        yield seen.asked(last.span, ": the recovery between what?", True)


def _home(seen: Seen) -> Iterator[Suspicion]:
    """`20 min E / 15 min T / 10 min E`: so long, and told behind the last run: the way home?"""
    blocks = seen.blocks()
    for rest in seen.session.body if all(isinstance(one, Run) for one in blocks) else ():
        long = isinstance(rest, Recovery) and rest.length and rest.length.values[0] >= 480_000
        called = _WORDED.search(seen.plain[slice(*rest.span)].lower())
        if long and not called and len(blocks) > 1 and rest.span[0] >= blocks[-1].span[1]:
            yield seen.asked(rest.span, ": a recovery, or a run?", True)


def _run_hard(seen: Seen) -> Iterator[Suspicion]:
    """`10 mins with 1 min hard 1 min easy`: what is hard is no recovery."""
    for rest in rests_in(seen.session.body):
        if rest.type is RecoveryType.TIME and _HARD_BEHIND.match(seen.plain, rest.span[1]):
            yield seen.asked(rest.span, ": a recovery, or a run?", True)


def _around(seen: Seen) -> Iterator[Suspicion]:
    """`10 min tempo, 3 min jog, 8 x 1 min, 3 min jog, 10 min tempo`: on both sides of the reps, and
    given to the reps, too."""
    body = seen.session.body
    for ahead, before, reps in zip(body, body[1:], body[2:], strict=False):
        if not isinstance(ahead, Run) or not isinstance(before, Recovery):
            continue
        for rest in in_sets((reps,)):
            alike = (rest.type, rest.length, rest.distance_m) == (
                before.type, before.length, before.distance_m,
            )  # fmt: skip
            twice = rest.span[0] >= before.span[1] and rest.type is not RecoveryType.FULL
            own = (_ITEM.search(seen.plain, 0, one.span[0]) for one in (before, rest))
            if alike and twice and all(own):
                yield seen.asked(rest.span, ": between the reps, or after them?", True)


def _list_head(seen: Seen) -> Iterator[Suspicion]:
    """`3 x 10 min w/ 2 min, then 5 min, 3 min, 2 min`: the first of the list, and no recovery."""
    for rest, group in pairwise(seen.session.body):
        if not (isinstance(rest, Recovery) and isinstance(group, Group) and rest.length):
            continue
        timed = all(run.duration_ms for run in runs_in((group,)))
        end = rest.span[1]
        near = seen.plain[end : group.span[0]].strip(" ,/-") == "" and group.span[0] > end
        if timed and near and not _WORDED.search(seen.plain[slice(*rest.span)].lower()):
            yield seen.asked(rest.span, ": a recovery, or the first of the runs behind it?", True)


RESTS: Checks = (
    _jogs, _unbroken, _of_all, _all_with, _unrested, _unheard, _pointed, _half_way, _wide, _ranged,
    _mixed, _between_sets, _uneven, _at_the_end, _home, _run_hard, _around, _list_head,
)  # fmt: skip
