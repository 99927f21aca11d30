# SPDX-License-Identifier: MIT
"""What strikes the eye when a priced session is held against its text, however it was read.

Each check knows what a runner can do, what the session does between two runs, and a few words that
no reading may contradict (`non-stop`, `each`, `AM … PM`). None looks at how a phrase was taken.

Not here: what is odd in the runs as written, before they are priced (the other modules).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from trackpacer.notation.source import Suspicion
from trackpacer.paces.equivalence import Races
from trackpacer.session import (
    Effort,
    Group,
    Node,
    Recovery,
    RecoveryType,
    Repeat,
    Role,
    Run,
    Session,
)

Span = tuple[int, int]

_SLOWEST_JOG = 900.0  # ms a metre: 15 min per km, a stroll
_MARATHON = 200.0  # ms a metre of a marathon, where the runner's races are not known
_RANGE, _LADDER = 1.12, 1.3  # how far the ends lie apart, where figures for both are not written
_SHORT_M = 80
_HARD = (Effort.FAST, Effort.HARD, Effort.MAX, Effort.SPRINT)
_NO_WORK = frozenset([Role.WARMUP, Role.COOLDOWN, Role.EASY, Role.STRIDE])

_UNBROKEN = re.compile(
    r"\bnon[- ]?stop\b|\bcontinuous(ly)?\b|\bno stopping\b|\bstraight (in|on)to\b"
    r"|\b(no|without( any| a)?) (rest|recovery|recoveries|break)s?\b",
    re.I,
)
_UNIT = r"(?:m|metres?|meters?|mins?|minutes?|secs?|seconds?|s|[\"'])"
_AMOUNT = rf"(?:a |an )?\d+(?:[.:]\d+)?[ -]?{_UNIT}?"
_OF_ALL = re.compile(
    r"\b(between|after|for) (all|each|every|everything)\b(?! (set|round))"
    rf"|\b(all|everything) (with|off|on|w/) {_AMOUNT}(?!\w)|\b{_AMOUNT} (each|all|everything)\b",
    re.I,
)
_AFTER_EACH = re.compile(r"\b(?:after|between) (?:each|every) (?:interval|rep|run)\b", re.I)
_REST = re.compile(
    rf"\b(?:with|w/|off|take|taking|and)\W+{_AMOUNT}(?!\w) (?:\w+ ){{0,2}}"
    r"(?:jog|rest|recovery|recoveries|rec|walk)s?\b",
    re.I,
)
_SAID_AGAIN = re.compile(
    r"\b(means?|meaning|that is|that's|i\.?e|in other words|which is|broken|break|split|divided"
    r"|made up|sets of|done as|as follows|so)\b",
    re.I,
)
_MORNING = re.compile(r"(?<!\d)(?<!\d )\b(a\.?m\b\.?|morning)", re.I)
_LATER = re.compile(r"(?<!\d)(?<!\d )\b(p\.?m\b\.?|evening|afternoon)", re.I)
_ALLOWED = re.compile(
    r"(?:^|[.;!,(\n]\s*|\bbut )(?:if|those (?:who|of)|any(?:one|body|\s?of you)"
    r"|it'?s (?:ok|okay|fine)|feel free|you (?:can|may|could)|because|since|unless|in case"
    r"|for those)\b[^.;!\n)]*",
    re.I,
)
_REASON = re.compile(r"\b(?:because|since) (?:we|you|i|they|he|she)\b[^.;!\n]*", re.I)
_JOINED = re.compile(r"\b(then|plus|and|finish\w*|into|after|next|end|last)\b|\+|&", re.I)
_ONE = re.compile(r"\b(1|one) ?[x\u00d7*] ?$", re.I)
_NAMED = re.compile(r"\W{0,2}(effort|rep|run|hard|fast|steady|tempo|time trial)", re.I)
_POINTED = re.compile(r"(?<![\d.:])(\d{1,2})\.([0-5]\d)(?![\d.])", re.I)
_PART = re.compile(r"\b(?:first|1st|last) (\d{3,4})(?: ?m|metres|meters)? ?(?:@|at\b|in\b)", re.I)


@dataclass(frozen=True, slots=True)
class Seen:
    """A session, its text in plain characters, and what the runner can do, where it is known."""

    session: Session
    plain: str
    races: Races

    def asked(self, span: Span, question: str, dear: bool = False) -> Suspicion:
        """A question about some characters, quoted before it."""
        shown = " ".join(self.session.source[slice(*span)].split())
        return Suspicion(f"'{shown}'{question}", span[0], dear)

    def pace(self, metres: float) -> float:
        """Milliseconds a metre of a race."""
        return 1000 * self.races.at(metres).seconds_per_metre

    def blocks(self) -> list[Node]:
        return [node for node in self.session.body if not isinstance(node, Recovery)]


def at_a_glance(session: Session, plain: str, races: Races) -> Suspicion | None:
    """The first thing in a priced session that its text, or what a runner can do, gainsays."""
    seen = Seen(session, plain, races)
    return next((found for check in CHECKS for found in check(seen)), None)


def _flat(nodes: tuple[Node, ...]) -> Iterator[Run | Recovery]:
    """Runs and recoveries in order, what is repeated once."""
    for node in nodes:
        if isinstance(node, Repeat | Group):
            yield from _flat(node.body)
        else:
            yield node


def _runs(nodes: tuple[Node, ...]) -> Iterator[Run]:
    return (node for node in _flat(nodes) if isinstance(node, Run))


def _rests(nodes: tuple[Node, ...]) -> list[Recovery]:
    return [node for node in _flat(nodes) if isinstance(node, Recovery)]


def _between_work(nodes: tuple[Node, ...], within: bool = False) -> Iterator[Recovery]:
    """The recoveries between two runs of work; within: only those of a set."""
    for i, node in enumerate(nodes):
        if isinstance(node, Repeat | Group):
            yield from _between_work(node.body, True)
        elif isinstance(node, Recovery) and (within or i):
            sides = [*_runs(nodes[max(i - 1, 0) : i]), *list(_runs(nodes[i + 1 :]))[:1]]
            if not {run.role for run in sides} & _NO_WORK:
                yield node


def _in_sets(nodes: tuple[Node, ...]) -> Iterator[Recovery]:
    for node in nodes:
        if isinstance(node, Repeat | Group):
            yield from _between_work(node.body, True)


def _ms_a_metre(run: Run) -> tuple[float, float] | None:
    """The slowest and the fastest of a run's target."""
    series, per = (run.target, run.distance_m or 1) if run.target else (run.pace, 1000)
    if series is None:
        return None
    return max(series.values) / per, (min(series.values) - run.fast_ms) / per


def _jogs(seen: Seen) -> Iterator[Suspicion]:
    """`300 m jog in 6:00`, `200 m jog in 0:41`: slower than a stroll, or faster than a marathon."""
    quickest = seen.pace(42195.0) if seen.races else _MARATHON
    for rest in _rests(seen.session.body):
        if rest.type is not RecoveryType.JOG or rest.length is None or not rest.distance_m:
            continue
        pace = rest.length.values[0] / rest.distance_m
        if pace > _SLOWEST_JOG or pace < quickest:
            kind = "slow" if pace > _SLOWEST_JOG else "fast"
            yield seen.asked(rest.span, f": a jog of {rest.distance_m} m so {kind}?", True)


def _efforts(seen: Seen) -> Iterator[Suspicion]:
    """`fast` at less than marathon pace, `easy` at more."""
    if not seen.races:
        return
    marathon = seen.pace(42195.0)
    for run in _runs(seen.session.body):
        paces = _ms_a_metre(run)
        if paces is None:
            continue
        if run.effort in _HARD and paces[1] > 1.02 * marathon:
            yield seen.asked(run.span, ": fast, and slower than marathon pace?")
        quiet = run.role in (Role.WARMUP, Role.COOLDOWN, Role.EASY)
        if (run.effort is Effort.EASY or quiet) and paces[0] < 0.98 * marathon:
            yield seen.asked(run.span, ": easy, and faster than marathon pace?")


def _ranges(seen: Seen) -> Iterator[Suspicion]:
    """`3 s slower per lap` that makes 27 s: no one tells a range so wide by what it differs."""
    for run in _runs(seen.session.body):
        paces, series = _ms_a_metre(run), run.target or run.pace
        if paces is None or series is None or not (run.fast_ms or series.ladder):
            continue
        if paces[0] < (_RANGE if run.fast_ms else _LADDER) * paces[1]:
            continue
        names = [name for name in ("target", "pace", "range") if name in run.origins]
        told = [run.origins[name].span for name in names]
        figures = {*re.findall(r"\d\d+", " ".join(seen.plain[slice(*span)] for span in told))}
        if len(figures) < 2:
            share = f"{100 * (paces[0] / paces[1] - 1):.0f} %"
            yield seen.asked(told[0] if told else run.span, f": {share} from one end to the other?")


def _unbroken(seen: Seen) -> Iterator[Suspicion]:
    """`non-stop`, and yet a full recovery between two runs, and none that is left out."""
    said = _UNBROKEN.search(seen.plain)
    kinds = {rest.type for rest in _between_work(seen.session.body)}
    if said is not None and RecoveryType.FULL in kinds and RecoveryType.NONE not in kinds:
        yield seen.asked(said.span(), ", and yet a full recovery?", True)


def _of_all(seen: Seen) -> Iterator[Suspicion]:
    """`900, 3 x 300, all with 2 min jog`, and yet a set that has none."""
    said = _OF_ALL.search(seen.plain)
    if said is None:
        return
    kinds = [rest.type for rest in _in_sets(seen.session.body)]
    unsized = kinds.count(RecoveryType.FULL)
    if kinds.count(RecoveryType.NONE) > 1 and _AFTER_EACH.search(seen.plain):
        unsized += 1
    sized = {*(rest.type for rest in _between_work(seen.session.body))}
    if unsized and sized - {RecoveryType.FULL, RecoveryType.NONE}:
        yield seen.asked(said.span(), ", and yet some have none?")


def _unrested(seen: Seen) -> Iterator[Suspicion]:
    """`with a 300 m slow jog`, and yet no recovery has a length."""
    said = _REST.search(seen.plain)
    kinds = {rest.type for rest in _rests(seen.session.body)}
    if said is not None and any(_in_sets(seen.session.body)) and kinds == {RecoveryType.FULL}:
        yield seen.asked(said.span(), ": the recovery between what?")


def _two_halves(seen: Seen) -> Iterator[Suspicion]:
    """`In the AM 4 x 2.4 km, in the PM 10 x 400`: two sessions."""
    first, second = _MORNING.search(seen.plain), _LATER.search(seen.plain)
    if first is None or second is None:
        return
    apart = max(first.start(), second.start())
    starts = [run.span[0] for run in _runs(seen.session.body)]
    if min(starts) < apart < max(starts):
        yield Suspicion("two sessions, one in the morning and one later: which of them?", apart)


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
        if any(_size(blocks[i + 1 : end]) == whole for end in ends):
            yield seen.asked(following.span, ": once more, or the same in other words?")


def _lone(seen: Seen) -> Iterator[Suspicion]:
    """`4 x 500 off 300 m … Total: 4400`: a bare run behind reps that have all told of them."""
    blocks = seen.blocks()
    if sum(isinstance(node, Run) and node.role is Role.WORK for node in blocks) != 1:
        return  # `6 min effort, 8 x 300, 6 min effort`
    for before, run in pairwise(blocks):
        if not isinstance(before, Repeat) or not isinstance(run, Run) or run is not blocks[-1]:
            continue
        bare = run.role is Role.WORK and not run.effort and _ms_a_metre(run) is None
        told = any(rest.type is not RecoveryType.FULL for rest in _rests(before.body))
        between = seen.plain[before.span[1] : run.span[0]]
        counted = _ONE.search(seen.plain[max(0, run.span[0] - 6) : run.span[0]])
        named = counted or _NAMED.match(seen.plain, run.span[1])
        if bare and told and not _JOINED.search(between) and not named:
            yield seen.asked(run.span, ": one more run?")


def _short(seen: Seen) -> Iterator[Suspicion]:
    """`1 mile cool-down, cloudy & 64 degree`: a run of a few metres by itself."""
    for run in (node for node in seen.session.body if isinstance(node, Run)):
        if run.role is Role.WORK and 0 < (run.distance_m or 0) < _SHORT_M:
            yield seen.asked(run.span, ": a run so short?", True)


def _allowed(seen: Seen) -> Iterator[Suspicion]:
    """`Those who raced can do these 3 s slower`: what is allowed, or only explained, is for all?"""
    clauses = [found.span() for found in _ALLOWED.finditer(seen.plain)]
    for node in _flat(seen.session.body):
        for name in ("target", "pace", "range", "length"):
            if name not in node.origins:
                continue
            start, end = node.origins[name].span
            for span in clauses:
                within = span[0] <= start < end <= span[1] and not span[0] <= node.span[0] < span[1]
                if within and any(character.isdigit() for character in seen.plain[start:end]):
                    yield seen.asked(span, ": for all?")


def _reasons(seen: Seen) -> Iterator[Suspicion]:
    """`5 x 1k because we did 8 x 400 on Tuesday`: what is told only to explain is run."""
    runs = list(_runs(seen.session.body))
    for found in _REASON.finditer(seen.plain):
        told = [run for run in runs if run.span[0] in range(*found.span())]
        if told and runs[0].span[0] < found.start():
            yield seen.asked(told[0].span, ": a run, or why it is done?")


def _pointed(seen: Seen) -> Iterator[Suspicion]:
    """`2.30 to 3 min` taken for two minutes and eighteen seconds."""
    values: set[int | None] = set()
    for node in _flat(seen.session.body):
        if isinstance(node, Run):
            values.add(node.duration_ms)
        else:
            values |= {node.min_ms, node.max_ms, *(node.length.values if node.length else ())}
    for found in _POINTED.finditer(seen.plain):
        minutes, part = int(found[1]), int(found[2])
        if part % 25 and 60_000 * minutes + 600 * part in values:
            yield seen.asked(found.span(), ": minutes and seconds, or a part of a minute?")


def _parts(seen: Seen) -> Iterator[Suspicion]:
    """`a 1200 (first 800 @ 5k pace, last 400 @ mile pace)`: parts of a run taken for reps."""
    runs = list(_runs(seen.session.body))
    lengths = {run.distance_m for run in runs}
    for found in _PART.finditer(seen.plain):
        length = int(found[1])
        split = any(run.profile and (run.distance_m or 0) > length for run in runs)
        if length % 100 == 0 and length not in lengths and not split:
            yield seen.asked(found.span(), ": of which run?")


CHECKS: tuple[Callable[[Seen], Iterator[Suspicion]], ...] = (
    _jogs, _efforts, _ranges, _unbroken, _of_all, _unrested, _two_halves, _twice, _lone, _short,
    _allowed, _reasons, _pointed, _parts,
)  # fmt: skip
