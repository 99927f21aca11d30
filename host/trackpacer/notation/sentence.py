# SPDX-License-Identifier: MIT
"""Covers a text with phrases, the cheapest few ways at once, from its beginning to its end.

At each token the best states so far take each phrase that begins there; what a phrase may be said
of, and what that costs, is in `attach`. A beam of fixed width makes the whole linear.
"""

from __future__ import annotations

from trackpacer.notation import phrases  # noqa: F401  enters the rules
from trackpacer.notation.attach import ATTACH, REDEEMING
from trackpacer.notation.attach.closing import closed
from trackpacer.notation.blocks import State
from trackpacer.notation.chart import Chart, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Aim, Feel, Left, Manner, Part, Pause, Remark
from trackpacer.notation.leaving import Leaving
from trackpacer.notation.taking import charged
from trackpacer.records import record

WIDTH = 14
NARROW = 5  # after so many tokens
FAR = 240
RUNS = 1000  # a watch holds no more
NEVER = float("inf")
SLACK = 7.0  # dearer than the best by so much, a state is given up
REDEEMED = 3.0  # what an element may be taken for at less than it costs by itself


@record
class Cover:
    """The ways a text was covered, best first; where none was, the token that stopped them all."""

    states: tuple[State, ...]
    furthest: int
    stuck: tuple[State, ...]  # the best that came as far
    at: tuple[list[State], ...] = ()  # the best at each token that was reached


def cover(
    chart: Chart, leaving: Leaving | None = None, like: Cover | None = None, until: int = -1
) -> Cover:
    """The cheapest covers of a text; with what may be left out of it, or nothing.

    like: of the same text, before the token `until` had to be left out: all is as there up to it.
    """
    end = chart.end
    at: list[list[State]] = [[] for _ in range(end + 1)]
    at[0].append(State())
    least = [NEVER] * (end + 1)  # no dearer than the best state at a token
    furthest, stuck = 0, at[0]
    best = pruned if leaving is None else different
    phrase = COSTS["phrase"]
    for i in range(end):
        if like is not None and i <= until:
            at[i] = like.at[i]
        elif at[i]:
            at[i] = best(at[i], WIDTH if i < FAR else NARROW)
        states = at[i]
        if not states:
            continue
        furthest, stuck = i, states
        if states[0].runs > RUNS:
            break
        runs = [charged(state) for state in states]
        for found in _from(chart, i, leaving):
            if found.end <= until:
                continue
            step = found.cost + phrase
            kind = type(found.value)
            attach = ATTACH[kind]
            into = at[found.end]
            size = len(into)
            # What is left out costs nothing besides: what would be too dear is not even made.
            limit = least[found.end] + SLACK + (0.0 if kind is Left else REDEEMED)
            for state in states if kind in REDEEMING else runs:
                if state.cost + step > limit:
                    break
                into.extend(attach(state, found.value, step))
            if len(into) > size:
                least[found.end] = min(least[found.end], into[size].cost)
    finished: list[State] = []
    for state in best(at[end], 2 * WIDTH) if at[end] else []:
        finished.extend(closed(state, len(chart.plain)))
    if not finished:
        if at[end]:
            furthest, stuck = end, pruned(at[end], WIDTH)
        return Cover((), furthest, tuple(stuck), tuple(at))
    return Cover(tuple(best(finished, 2 * WIDTH if end < FAR else NARROW)), end, (), tuple(at))


def _from(chart: Chart, i: int, leaving: Leaving | None) -> list[Phrase]:
    """The elements from a token on, and what may be left out instead."""
    found = distinct(chart.at("Element", i))
    if leaving is None:
        return found
    said = (p for p in found if isinstance(p.value, Remark) or not leaving.forbids(i, p.end))
    return [*said, *leaving.at(i)]


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
        more = (t.offset is None, t.fast is None, t.bound, t.slightly, t.or_faster, t.starting)
        return ("target", aim, more, value.effort, value.bare, value.label)
    return None


def pruned(states: list[State], width: int) -> list[State]:
    """The best of some states, without those far from the best."""
    if len(states) == 1:
        return states
    states.sort(key=lambda state: state.cost)
    limit = states[0].cost + SLACK
    return [state for state in states[:width] if state.cost <= limit]


def different(states: list[State], width: int) -> list[State]:
    """The best of some states, of those that came to the same only the cheapest."""
    states.sort(key=lambda state: state.cost)
    limit = states[0].cost + SLACK
    best: list[State] = []
    told: list[tuple[object, ...]] = []
    for state in states:
        if len(best) == width or state.cost > limit:
            break
        says = state.says
        if says not in told:
            told.append(says)
            best.append(state)
    return best
