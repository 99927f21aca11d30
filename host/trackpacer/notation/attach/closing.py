# SPDX-License-Identifier: MIT
"""The end of the text: which states may end there."""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.notation import elements as e
from trackpacer.notation.attach.joints import end_lines
from trackpacer.notation.attach.standing import holds_block
from trackpacer.notation.blocks import Block, Gap, Item, Later, State
from trackpacer.notation.taking import charged, took


def closed(state: State, end: int) -> Iterator[State]:
    """The state at the end of the text, where it may end there."""
    if state.counts or state.aside:
        return
    state = charged(state)
    while state.stack:
        if not state.stack[-1].lines:
            return
        frame = state.stack[-1]
        ended = list(end_lines(state, frame.lines == 1 and not frame.indented))
        if not ended:
            return
        state = ended[0]
    if not holds_block(state.items):
        return
    aims = [said for said in state.before if isinstance(said, e.Aim)]
    rests = [said for said in state.before if isinstance(said, e.Pause)]
    items = state.items
    cost = state.cost + _rest_at_end(items)
    last = items[-1]
    if isinstance(last, Later) and last.how == "label":
        items = (*items[:-1], Later(last.element, "all"))  # at the end it heads nothing
        cost += 0.3
    for said in state.before:
        if isinstance(said, e.Part):  # `20 min tempo, then strides`
            state = took(state, e.Remark(said.span, notes=("no-length",)), "", 0.0)
        if isinstance(said, e.Aim) and len(aims) == 1:
            items = (*items, Later(said, "all"))
            cost += 0.3
        elif isinstance(said, e.Part | e.Manner):
            cost += 1.0
        else:
            cost += 3.0
    if rests:
        return
    yield state._replace(items=items, cost=cost, before=())


def _rest_at_end(items: tuple[Item, ...]) -> float:
    """What it costs that a recovery follows the last rep of a set that has none between them."""
    before = items[-2] if len(items) > 1 else None
    if not isinstance(items[-1], Gap) or not isinstance(before, Block):
        return 0.0
    if not any(isinstance(item, Block) and (item.rests or item.role) for item in items):
        return 1.0  # `1k, 800, 600, 90s rest`: it stands between them
    return 2.0 if before.repeated and before.rests < before.levels else 0.0
