# SPDX-License-Identifier: MIT
"""Signs between blocks, brackets, and the lines below a count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trackpacer.notation import elements as e
from trackpacer.notation.attach.run_doubts import closes_with
from trackpacer.notation.attach.standing import holds_block, only_warmed
from trackpacer.notation.blocks import Block, Frame, Gap, Inner, Item, State
from trackpacer.notation.costs import COSTS
from trackpacer.notation.taking import across, asked, took
from trackpacer.session import Role

# What it costs that `then` goes on with the list of a set: a recovery between sets tells of it.
GOES_ON = 1.5
# Signs between blocks, as a state remembers them.
CODES = {
    ",": ",", ";": ";", ".": ".", "+": "+", "/": "/", "-": "-", "\n": "n", "and": "&", "then": "t",
    "finish": "f", "start": "s", "of": "o", ":": ":", "after": "a", "before": "b", "*": "n",
}  # fmt: skip


def _of_a_set(state: State, element: e.Joint, cost: float) -> Iterator[State]:
    """What says that the run behind or before it is one of each set: so the set goes on."""
    if not open_lines(state) or (element.kind == "of set" and len(state.items) < 2):
        return
    joint = "" if element.kind == "of set" else "+"
    yield took(state, element, "", cost - COSTS["open-list"], joint=joint)


def joint(state: State, element: e.Joint, cost: float) -> Iterator[State]:
    if element.kind in ("in set", "of set"):
        yield from _of_a_set(state, element, cost)
        return
    code = CODES[element.kind]
    if code == "n" and "n" in state.joint and element.kind != "*":  # no bullet ends a line again
        code = "N"
    if code in state.joint:  # below a count too, which stood behind such a sign itself
        yield took(state, element, "", 2.5 * bool(state.counts and code in "nN"))
        return
    cost += _seldom(state, code)
    if code in ";/+tn&f" and any(isinstance(said, e.Part) for said in state.before):
        heads = code == "n" and all(isinstance(s, e.Part) and s.headed for s in state.before)
        cost += 0.0 if heads else 2.0
    if code in "tf" and any(isinstance(said, e.Feel) for said in state.before):
        cost += 2.0
    if code == "+" and any(isinstance(said, e.Aim) for said in state.before):
        return  # `warm up, 3k effort + 10 x 400`
    if state.counts and code in ",.+;&tnN":
        cost += 2.5 if code in "nN" else 1.0
    if code in "ab" and only_warmed(state):
        return
    if code in ".nN" and any(isinstance(said, e.Feel) for said in state.before):
        cost += 2.5
    following = took(state, element, "", cost, joint=state.joint + code)
    if open_lines(state) and state.stack[-1].indented:
        yield from _dedented(following, element.indent)
        return
    if open_lines(state):
        yield from _listed(following, code, state.stack[-1].lines == 2)
    else:
        yield following


def _seldom(state: State, code: str) -> float:
    """What a sign costs that seldom stands there."""
    if code == "o":  # `then 8 min of 15s hard, 45s easy`: no recovery is made of parts
        return 2.0 if state.items and isinstance(state.items[-1], Gap) else 0.0
    if code == ":":  # `2 sets: 1000, 500, 700`: rather of the whole list
        return 1.4 if state.counts and state.counts[-1].sets else 0.2
    return 0.1 if code == "/" and (state.aside or state.joint) else 0.0


def _listed(state: State, code: str, line: bool) -> Iterator[State]:
    """Behind a sign among the lines below a count, or in the line of a list: they end there, or go
    on, as in `3 rounds: 1k, then 4 x 200, 3 min between rounds`."""
    if code == "t" and state.stack[-1].counts[-1].followed and not _many(state.items):
        yield state
        return
    ends = code == "N" or (line and code in "n.;tf")
    whole = line and code == ";" and state.stack[-1].counts[-1].listed  # `4 times through: a; b; c`
    if ends:
        yield from end_lines(state._replace(cost=state.cost + 0.6 * whole))
    if whole:
        yield state
    elif ends and code == "t":
        yield state._replace(cost=state.cost + GOES_ON)
    elif not (ends and line):
        lined = ends and any("n" in getattr(item, "joint", "") for item in state.items)
        yield state._replace(cost=state.cost + 2.0 * lined)  # an empty line, where others are none


def _many(items: tuple[Item, ...]) -> bool:
    return sum(isinstance(item, Block) for item in items) > 1


def _dedented(state: State, indent: e.Indent | None) -> Iterator[State]:
    """Of lines set further in than their count: they end where the next is not."""
    count = state.stack[-1].counts[-1]
    (own, mark), (below, _) = count.indents or ((0, ""), (0, ""))
    alike = below == own and indent is not None and indent[0] == own and indent[1] != mark
    if indent is None or indent[0] > own or alike:
        yield state
        return
    for ended in end_lines(state):
        if ended.stack and ended.stack[-1].indented:
            yield from _dedented(ended, indent)
        else:
            yield ended


def open_lines(state: State) -> bool:
    return bool(state.stack and state.stack[-1].lines and state.items and not state.counts)


def end_lines(state: State, open_end: bool = False) -> Iterator[State]:
    """The lines below a count end here."""
    frame = state.stack[-1]
    if not holds_block(state.items) or state.aside:
        return
    if frame.lines == 2 and not _many(state.items):
        return
    last = _last_span(state.items)
    inner = Inner(state.items, (frame.start, last), open_end)
    block = Block(inner, frame.counts, frame.before, frame.joint, (frame.start, last))
    yield state._replace(items=(*frame.items, block), stack=state.stack[:-1])


def _last_span(items: tuple[Item, ...]) -> int:
    end = 0
    for item in items:
        if isinstance(item, Block):
            end = max(end, item.span[1], *(said.span[1] for said in item.said))
        elif isinstance(item, Gap):
            end = max(end, item.pause.span[1])
    return end


def bracket(state: State, element: e.Bracket, cost: float) -> Iterator[State]:
    if element.opens:
        yield from _opens(state, element, cost)
        return
    if state.aside:
        yield took(state, element, "", 0.0, aside=state.aside - 1, joint="")
        return
    if not state.stack or state.stack[-1].lines or state.counts or not holds_block(state.items):
        return
    frame = state.stack[-1]
    inner = Inner(state.items, (frame.start, element.span[1]))
    start = frame.counts[0].span[0] if frame.counts else frame.start
    block = Block(inner, frame.counts, frame.before, frame.joint, (start, element.span[1]))
    left = tuple(said for said in state.before if isinstance(said, e.Part | e.Feel))
    if state.before and len(left) < len(state.before):
        return
    last = state.items[-1]
    if isinstance(last, Gap) and last.pause.bare:
        cost += 0.5  # it would rather be that of the run before it
    yield took(
        asked(state, closes_with(state.items)), element, "", cost + 0.5 * len(left),
        items=(*frame.items, block), joint="", counts=(), before=(), stack=state.stack[:-1],
    )  # fmt: skip


def _opens(state: State, element: e.Bracket, cost: float) -> Iterator[State]:
    if len(state.stack) < 6 and not state.aside:
        own = 0.0 if state.counts else 0.7
        if state.items and not state.joint and not state.counts:
            own += COSTS["no-separator"]
        yield into(state, element, "", cost + own, state.counts, 0)
    if state.block is not None and state.aside < 2:
        yield took(state, element, "", cost + 0.3 * across(state.joint), aside=state.aside + 1)


def into(
    state: State, element: Any, role: str, cost: float, counts: tuple[e.Count, ...], lines: int
) -> State:
    """The state within a bracket, or among the lines below a count."""
    if counts and any(isinstance(s, e.Part) and s.role is not Role.STRIDE for s in state.before):
        cost += 2.5  # `WU; 5 x (600, 200)`
    frame = Frame(state.items, counts, state.joint, state.before, element.span[0], lines)
    stack = (*state.stack, frame)
    return took(
        state, element, role, cost, items=(), counts=(), joint="", before=(), stack=stack, aside=0
    )
