# SPDX-License-Identifier: MIT
"""What is run only in some case, or was only meant or allowed, as in `glance`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trackpacer.notation.lexicon import GROUPS
from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Suspicion
from trackpacer.notation.suspicions.seen import Checks, Seen
from trackpacer.session import in_order

_OFF = r"(work|school|college|uni|breakfast|lunch)\b"
_MORNING = pattern(
    r"(?<!\d)(?<!\d )\ba\.?m\b|(?<!good )\b(morning(?! (?:all|every|folk|guys|team|lads))"
    rf"|first thing|early doors|sunrise|(at|before) dawn|before {_OFF})",
    re.I,
)
_NOON = pattern(r"\b(lunch ?time|(at|over) (lunch|noon)|midday)\b", re.I)
_LATER = pattern(
    r"(?<!\d)(?<!\d )\bp\.?m\b|\b(evening|afternoon|tonight|at night|later (on|today)"
    rf"|after {_OFF})",
    re.I,
)
_ALLOWS = pattern(
    r"(?<![^\s.;!,(])(?:if|those (?:who|of)|any(?:one|body|\s?of you)"
    r"|it'?s (?:ok|okay|fine)|feel free|you (?:can|may|could)|because|since|unless|in case"
    r"|for those)\b",
    re.I,
)
_DAY = rf"(?:{'|'.join(GROUPS['WEEKDAY'].split())})(?:'?s)?"
_DAYS = pattern(rf"\b{_DAY}\b(?: (?:it )?(?:was|is|we|i)\b|:| -)")
_CASE = pattern(r"(?:^|(?<=[.;!\n])) *(?:if|in case)\b[^.;!\n]*", re.I)
_CLAUSE = pattern(r"[^.;!\n)]*")
_REASON = pattern(r"\b(?:because|since) (?:we|you|i|they|he|she)\b[^.;!\n]*", re.I)
_MEANT = pattern(
    r"\b((meant|supposed|planned|hoping) to|plan(ned)? was|session was|was down for)\b", re.I
)
_DONE = pattern(r"(?<=[, ])(did|managed|got through|ended up)\b", re.I)
JOINED = pattern(r"\b(then|plus|and|finish\w*|into|after|next|end|last|followed)\b|\+|&", re.I)
_BUT = pattern(r"\bbut $", re.I)


def _two_halves(seen: Seen) -> Iterator[Suspicion]:
    """`In the AM 4 x 2.4 km, in the PM 10 x 400`: two sessions."""
    starts = [run.span[0] for run in seen.runs]
    for one, other, which in (
        (_MORNING, _LATER, "one in the morning and one later"),
        (_MORNING, _NOON, "one in the morning and one at noon"),
        (_NOON, _LATER, "one at noon and one later"),
        (_MEANT, _DONE, "one meant and one run"),
    ):
        first, second = one.search(seen.plain), other.search(seen.plain)
        if first is None or second is None:
            continue
        apart = max(first.start(), second.start())
        if apart > max(starts) and one is not _MEANT:
            apart = first.start()  # `8 x 1k at lunch, 20 x 200 tonight`
        if min(starts) < apart < max(starts):
            yield Suspicion(f"two sessions, {which}: which of them?", apart)


def _other_day(seen: Seen) -> Iterator[Suspicion]:
    """`On Tuesday it was 6 x 800; Thursday was 8 x 500`: two sessions."""
    starts = [run.span[0] for run in seen.runs]
    days = [day.start() for day in _DAYS.finditer(seen.plain)]
    for day in days[1:]:
        if min(starts) < day < max(starts):
            yield Suspicion("two sessions, of two days: which of them?", day)


def _allowed(seen: Seen) -> Iterator[Suspicion]:
    """`Those who raced can do these 3 s slower`: what is allowed, or only explained, is for all?"""
    clauses = list(_allowing(seen.plain))
    for node in in_order(seen.session.body) if clauses else ():
        for name in ("target", "pace", "range", "length"):
            if name not in node.origins:
                continue
            start, end = node.origins[name].span
            for span in clauses:
                within = span[0] <= start < end <= span[1] and not span[0] <= node.span[0] < span[1]
                if within and any(character.isdigit() for character in seen.plain[start:end]):
                    yield seen.asked(span, ": for all?")


def _if_so(seen: Seen) -> Iterator[Suspicion]:
    """`If you are tired, 10 min jog. 3 sets of 4 x 200`: a run of one case, and others besides."""
    for clause in _CASE.finditer(seen.plain):
        within = [run.span[0] in range(*clause.span()) for run in seen.runs]
        if any(within) and not all(within):
            yield seen.asked(clause.span(), ": for all?")


def _allowing(plain: str) -> Iterator[tuple[int, int]]:
    """The clauses that begin with a condition, a reason or a permission, each with the sign or the
    `but` before it."""
    end = 0
    for found in _ALLOWS.finditer(plain):
        before = plain[end : found.start()]
        words = before.rstrip()
        blanks = len(words)
        if words and words[-1] in ".;!,(":
            begin = end + blanks - 1
        elif "\n" in before[blanks:]:
            begin = end + before.index("\n", blanks)
        elif _BUT.search(before):
            begin = found.start() - len("but ")
        elif not found.start():
            begin = 0
        else:
            continue
        clause = _CLAUSE.match(plain, found.end())
        assert clause is not None
        end = clause.end()
        yield begin, end


def _reasons(seen: Seen) -> Iterator[Suspicion]:
    """`5 x 1k because we did 8 x 400 on Tuesday`: what is told only to explain is run."""
    runs = seen.runs
    for found in _REASON.finditer(seen.plain):
        told = [run for run in runs if run.span[0] in range(*found.span())]
        if told and runs[0].span[0] < found.start():
            yield seen.asked(told[0].span, ": a run, or why it is done?")


CASES: Checks = (
    _two_halves, _other_day, _allowed, _if_so, _reasons,
)  # fmt: skip
