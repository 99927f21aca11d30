# SPDX-License-Identifier: MIT
"""Covers a text with phrases, the cheapest few ways at once, from its beginning to its end.

At each token the best states so far take each phrase that begins there; what a phrase may be said
of, and what that costs, is in `attach`. A beam of fixed width makes the whole linear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trackpacer.notation import phrases  # noqa: F401  enters the rules
from trackpacer.notation.attach import ATTACH, REDEEMING, charged, closed
from trackpacer.notation.blocks import State
from trackpacer.notation.chart import Chart, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Aim, Feel, Joint, Manner, Part, Pause, Remark
from trackpacer.notation.phrases.talk import said
from trackpacer.notation.tokens import Token

WIDTH = 14
NARROW = 5  # after so many tokens
FAR = 240
RUNS = 1000  # a watch holds no more
# Where anything may be left out: the cost of a number, a word, a sign, and of a word that orders
# nothing where what stands before it is left out, too.
LEFT_NUMBER, LEFT_WORD, LEFT_SIGN, LEFT_TALK = 2.75, 1.85, 1.15, 0.5
SLACK = 7.0  # dearer than the best by so much, a state is given up


@dataclass(frozen=True, slots=True)
class Cover:
    """The ways a text was covered, best first; where none was, the token that stopped them all."""

    states: tuple[State, ...]
    furthest: int
    stuck: tuple[State, ...]  # the best that came as far


def cover(chart: Chart, leaving: bool = False, failed: frozenset[int] = frozenset()) -> Cover:
    """The cheapest covers of a text; leaving: any token may be left out, at a high cost, and
    nothing is made of what stands at the characters in `failed`."""
    end = chart.end
    at: list[list[State]] = [[] for _ in range(end + 1)]
    at[0].append(State())
    furthest, stuck = 0, at[0]
    phrase = COSTS["phrase"]
    for i in range(end):
        states = at[i]
        if not states:
            continue
        states = pruned(states, WIDTH if i < FAR else NARROW)
        furthest, stuck = i, states
        if states[0].runs > RUNS:
            break
        if leaving:
            at[i + 1].extend(_left_out(chart.tokens[i], states))
        for found in distinct(chart.at("Element", i)):
            if failed and _at(found.value, failed):
                continue
            step = found.cost + phrase
            attach = ATTACH[type(found.value)]
            into = at[found.end]
            redeems = type(found.value) in REDEEMING
            for state in states:
                ready = state if redeems or not state.owed else charged(state)
                into.extend(attach(ready, found.value, step))
        at[i] = []
    finished: list[State] = []
    for state in pruned(at[end], 2 * WIDTH) if at[end] else []:
        finished.extend(closed(state, len(chart.plain)))
    if not finished:
        if at[end]:
            furthest, stuck = end, pruned(at[end], WIDTH)
        return Cover((), furthest, tuple(stuck))
    return Cover(tuple(pruned(finished, 2 * WIDTH)), end, ())


def _at(element: Any, failed: frozenset[int]) -> bool:
    start, end = element.span
    return not isinstance(element, Remark | Joint) and any(start <= at < end for at in failed)


def _left_out(token: Token, states: list[State]) -> Iterator[State]:
    """The states after a token was left out: whole clauses rather than words here and there."""
    first = LEFT_SIGN
    if token.kinds & {"DIGITS", "CLOCK"}:
        first = LEFT_NUMBER
    elif "WORD" in token.kinds:
        first = LEFT_WORD
    further = LEFT_TALK if said(token) >= 0 else first
    element = Remark((token.start, token.end))
    for state in states:
        goes_on = state.trail is not None and state.trail.role == "a remark"
        ready = charged(state) if state.owed else state
        yield from ATTACH[Remark](ready, element, further if goes_on else first)


def distinct(phrases_here: tuple[Phrase, ...]) -> list[Phrase]:
    """The phrases of one place without those that a longer one says just as well."""
    if len(phrases_here) < 3:
        return list(phrases_here)
    longest: dict[tuple[object, ...], Phrase] = {}
    rest: list[Phrase] = []
    for phrase in phrases_here:
        key = _key(phrase.value)
        if key is None:
            rest.append(phrase)
            continue
        other = longest.get(key)
        if (
            other is None
            or phrase.end > other.end
            or (phrase.end == other.end and phrase.cost < other.cost)
        ):
            if other is not None and phrase.cost > other.cost + 0.4:
                rest.append(other)
            longest[key] = phrase
        elif phrase.cost < other.cost - 0.4:
            rest.append(phrase)
    return [*rest, *longest.values()]


def _key(value: object) -> tuple[object, ...] | None:
    """What an element says, whatever its length; None where every form of it is kept."""
    if isinstance(value, Feel):
        return ("effort", value.effort, value.jogged)
    if isinstance(value, Part):
        return ("role", value.role)
    if isinstance(value, Manner):
        return ("manner", value.plural, value.long)
    if isinstance(value, Pause):
        r = value.rest
        if r.listed or r.pace is not None or value.second is not None:
            return None
        own = (r.kind, r.ms, r.max_ms, r.min_ms, r.metres, r.percent, r.last_ms, r.step_ms)
        return ("rest", own, r.pair, r.floating, value.bare, r.off)
    if isinstance(value, Aim):
        t = value.target
        p = t.pace
        if t.listed or t.last is not None:
            return None
        aim = (p.kind, p.metres, p.name, p.ms, p.per, p.percent, p.race_ms)
        more = (t.offset is None, t.fast is None, t.bound, t.slightly, t.starting)
        return ("target", aim, more, value.effort, value.bare, value.label)
    return None


def pruned(states: list[State], width: int) -> list[State]:
    """The best of some states, without those far from the best."""
    if len(states) == 1:
        return states
    states.sort(key=lambda state: state.cost)
    limit = states[0].cost + SLACK
    return [state for state in states[:width] if state.cost <= limit]
