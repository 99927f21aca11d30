# SPDX-License-Identifier: MIT
"""Efforts, roles and other words about a run, and what stands around the runs."""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.notation import elements as e
from trackpacer.notation.attach.joints import end_lines, open_lines
from trackpacer.notation.attach.runs import started
from trackpacer.notation.attach.standing import likely_of_all
from trackpacer.notation.blocks import Block, Item, State
from trackpacer.notation.taking import across, asked, later, put, told, took
from trackpacer.notation.tree import Pace, Target
from trackpacer.records import replace
from trackpacer.session import Effort, Role

_QUIET = (Effort.EASY, Effort.STEADY, Effort.RELAXED)
_HARD = frozenset([Effort.HARD, Effort.FAST, Effort.MAX, Effort.SPRINT])
_OF_ALL = (Effort.HARD, Effort.FAST, Effort.STEADY, Effort.MAX)


def feel(state: State, element: e.Feel, cost: float) -> Iterator[State]:
    block = state.block
    if block is not None:
        last = next((one for one in reversed(block.said) if not isinstance(one, e.Manner)), None)
        own = _behind(state, last)
        short = block.ms <= 300_000 and block.metres <= 800
        if element.effort in (Effort.EASY, Effort.STEADY) and _rests(state.items):
            own += 0.8
        own += state.owed * (1.0 if element.jogged and short else 0.2)
        rests = isinstance(last, e.Pause) and (not last.bare or state.aside) and not state.joint
        called = isinstance(last, e.Pause) and not last.bare and element.jogged and not state.joint
        if called and block.repeated:  # `recovery 2 to 3 jog`
            yield took(state, e.Manner(element.span), "", cost + 1.0)
        hard = block.efforts or (block.aims and (state.aside or not element.jogged))
        if rests and hard and element.effort in _QUIET:
            yield took(state, e.Manner(element.span), "", cost)  # `hard, recovery 2 min steady`
            own += 1.0
        if _explains(state, last):
            yield took(state, e.Remark(element.span), "a remark", cost)
            own += 1.0
        sprints = isinstance(last, e.Feel) and last.effort is Effort.SPRINT and not state.joint
        own += (2.0 if sprints else 0.5) * block.efforts  # `sprint hard` is a sprint
        own += 0.5 if block.rests and state.joint else 0.0  # `400 jog, flat out 400`
        own -= 1.3 if element.worded and state.joint == "," and not block.said else 0.0
        long = block.metres >= 800 or block.ms >= 240_000
        if long and element.effort is Effort.SPRINT:
            return  # nobody sprints so far
        raced = isinstance(last, e.Aim) and last.target.pace.kind == "race"
        if element.jogged and (block.repeated or block.rests or block.aims):
            own += 2.5
        said = block.saying(element)
        if element.effort in _OF_ALL and (less := likely_of_all(state, block)):
            at = element.span
            one = e.Aim(at, Target(at, Pace("none", at)), element.effort)
            yield later(state, one, "the effort of all", cost + own - less, "all")
        if not (element.jogged and block.aims and (block.rests or raced)):
            # but `12 min @ M pace, 3 min recovery (jog to gate 2)` is said of the recovery
            doubt = state.doubt or _against(block, last, element)
            yield told(
                state._replace(owed=0.0, doubt=doubt), element, "the effort", cost + own, said
            )
    fresh = not state.items or state.joint not in ("", "o")
    if element.jogged and fresh and not (state.counts or state.before):
        yield took(state, _alone(element), "a remark", cost + 1.2)  # `jog round the park, 6 x 1k`
    yield from _ahead(state, element, "the effort", cost)


def _against(block: Block, last: object, element: e.Feel) -> e.Doubt | None:
    """`4 x 400 easy, hard`: one of the two, or by turns?"""
    efforts = {last.effort, element.effort} if isinstance(last, e.Feel) else set[Effort]()
    if not block.repeated or Effort.EASY not in efforts or not efforts & _HARD:
        return None
    question = "easy and hard are said of the same reps: which is meant, or is it by turns?"
    return e.Doubt(element.span, question, "`2 x (400 easy, 400 hard)`, or one of the two")


def _behind(state: State, last: object) -> float:
    """What it costs that a word is said of the run before it, of which `last` was said last."""
    cost = 3 * across(state.joint)
    if isinstance(last, e.Pause) and last.bare and not state.joint and not state.aside:
        cost += 0.6
    return cost + (0.7 if set(state.joint) & set(".nN") else 0.0)


def _ahead(state: State, element: e.Feel | e.Change, role: str, cost: float) -> Iterator[State]:
    """A word that is said of the run that comes next."""
    if not state.items or state.joint or state.counts or state.before:
        yield took(state, element, role, cost + 0.15, before=(*state.before, element))


def _explains(state: State, last: object) -> bool:
    """`at R pace (smooth, don't sprint)`: in brackets behind a pace by name, how it feels."""
    named = isinstance(last, e.Aim) and last.target.pace.kind == "training"
    return bool(state.aside) and named and not state.joint


def _rests(items: tuple[Item, ...]) -> bool:
    """Whether the last run is as short as a recovery, and follows reps of its kind that have none:
    `5 x 2 min hard, 2 min easy`."""
    if len(items) < 2:
        return False
    before, last = items[-2:]
    if not (isinstance(before, Block) and isinstance(last, Block)) or last.counts:
        return False
    bare = before.repeated and not before.rests
    near = 0 < last.metres <= min(before.metres, 1000) and last.metres < 1000
    return bare and (near or 0 < last.ms <= max(before.ms, 180_000))


def part(state: State, element: e.Part, cost: float) -> Iterator[State]:
    block = state.block
    stride = element.role is Role.STRIDE
    if block is not None and block.role is None and (stride or not block.repeated):
        dotted = state.joint == "." and not block.said and len(state.items) == 1
        own = 3 * across(state.joint) + (1.6 if state.joint and not state.aside else 0.0)
        own = 0.5 if dotted else own  # `1 mi. warm up`
        own += 3.0 if stride and block.metres >= 400 and "," not in state.joint else 0.0
        own += 0.2 * state.owed
        if stride and block.repeated and "," in state.joint and 0 < block.metres <= 150:
            own -= 1.6  # `5 x 120 m, stride outs`
        if not stride and (block.aims or block.rests) and not state.aside:
            own += 2.0
        if not stride and isinstance(block.core, e.Lengths):
            own += 2.0
        said = block.saying(element)
        listed = isinstance(block.core, e.Lengths) and block.core.joint == "," and not stride
        home = element.role is Role.COOLDOWN and set("n,;.") & set(said.joint) and not listed
        if home and len(state.items) > 1:
            yield from _home(state, said, element, cost + own)
            own += 2.0 if state.stack and state.stack[-1].lines else 0.0
        if not listed:  # `R60, 50, 40, 10 min c/d`
            yield told(state._replace(owed=0.0), element, "what it is for", cost + own, said)
    if stride and state.counts:
        hundred = e.Length(
            element.span, 100.0, 0.0, "m",
            notes=("strides without a length taken as 100 m",),
        )  # fmt: skip
        ready = state._replace(before=(*state.before, element))
        yield started(ready, hundred, cost + 0.2)
    whole = block is not None and (block.role is not None or block.repeated)
    heads = element.headed and not stride and whole  # `WU 18 min 5 x 1k CD 10 min`
    free = not state.items or state.joint or state.counts
    if free or heads:
        cost += 0.0 if free else 0.4
        if element.role is Role.COOLDOWN and open_lines(state):
            for after in end_lines(state):
                yield took(after, element, "what it is for", cost, before=(element,))
        yield took(state, element, "what it is for", cost, before=(*state.before, element))
        if not stride and not state.counts and not state.aside and not element.headed:
            yield took(state, _alone(element), "a remark", cost + 1.0)
        elif stride and not state.counts and state.items:
            yield took(state, _alone(element), "a remark", cost + 1.5)
    if state.aside:
        yield took(state, _alone(element), "a remark", cost + 1.0)


def _home(state: State, block: Block, element: e.Part, cost: float) -> Iterator[State]:
    """The lines below a count end before the cool-down."""
    if not state.stack or not state.stack[-1].lines:
        return
    for ended in end_lines(state._replace(items=state.items[:-1])):
        yield took(
            ended, element, "what it is for", cost, items=(*ended.items, block), joint="",
            owed=0.0,
        )  # fmt: skip


def _alone(element: e.Part | e.Feel) -> e.Remark:
    """A warm-up, or a jog, without any length."""
    return e.Remark(element.span, notes=("no-length",))


def manner(state: State, element: e.Manner, cost: float) -> Iterator[State]:
    block = state.block
    if block is not None:
        own = 2 * across(state.joint)
        said = block.saying(element)
        if element.plural and not block.counts and isinstance(block.core, e.Length):
            said = said._replace(many=True)
        yield took(state, element, "", cost + own, items=put(state.items, said))
    if not state.items or state.joint or state.counts or state.before:
        yield took(state, element, "", cost + 0.1, before=(*state.before, element))


def change(state: State, element: e.Change, cost: float) -> Iterator[State]:
    block = state.block
    profile = element.profile
    if profile is not None and element.notes and block is not None and not state.doubt:
        clear = block.aims and not block.rests and profile.metres <= block.metres / 2
        if block.repeated and not clear:
            far = f"{profile.metres:g}"
            doubt = e.Doubt(
                element.span,
                "'{this}': a part of each rep, or a run of its own?",
                f"`({profile.kind} {far} -2)` right after the target, or a run like `1 x {far}`",
            )
            state = asked(state, doubt)
    if block is not None:
        own = _behind(state, block.said[-1] if block.said else None) + state.owed
        own += 0.5 if element.step_ms and block.rests and not state.joint else 0.0
        said = block.saying(element)
        yield told(state._replace(owed=0.0), element, "how it changes", cost + own, said)
    yield from _ahead(state, element, "how it changes", cost)


def remark(state: State, element: e.Remark, cost: float) -> Iterator[State]:
    if state.counts:
        cost += 0.3
    if not state.counts and any(isinstance(said, e.Aim) for said in state.before):
        cost += 1.2
    if "paced-title" in element.notes and state.items:
        cost += 0.5
    yield took(state, element, "a remark", cost)


def left(state: State, element: e.Left, cost: float) -> Iterator[State]:
    yield took(state, element, "left out", cost)


def runner(state: State, element: e.Runner, cost: float) -> Iterator[State]:
    if state.race is None and not state.items:
        yield took(state, element, "the runner", cost, race=element.race)


def doubt(state: State, element: e.Doubt, cost: float) -> Iterator[State]:
    if "{whole}" in element.question:
        block = state.block
        if block is None or block.repeated or (block.metres < 3000 and block.ms < 1_200_000):
            return
        element = replace(element, whole=block.core.span)
    following = took(state, element, "a doubt", cost + 0.1, doubt=state.doubt or element)
    yield following if state.joint or not state.items else following._replace(joint=",")
