# SPDX-License-Identifier: MIT
"""How a state takes an element: for what, at what cost, and what then is the last block.

Used by all that says what a phrase may be said of (`attach`, `behind`).
"""

from __future__ import annotations

from typing import Any

from trackpacer.notation import elements as e
from trackpacer.notation.blocks import Block, Item, Later, State, Trail

# What it costs that something is said of a block after such a sign.
ACROSS = {
    "": 0.0, ",": 0.1, ";": 0.2, "-": 0.15, "&": 0.2, ".": 0.25, "n": 0.25, "N": 0.5, ":": 0.1,
    "/": 0.2, "+": 0.7, "t": 1.0, "f": 1.2, "s": 1.2, "o": 0.1, "a": 1.5, "b": 1.5,
}  # fmt: skip


def took(state: State, element: Any, role: str, cost: float, **changes: Any) -> State:
    """The state after an element was taken for something."""
    trail = Trail(element, role, state.trail)
    if changes:
        return state._replace(cost=state.cost + cost, trail=trail, **changes)
    return State(state.cost + cost, trail, *state.says)


def told(state: State, element: Any, role: str, cost: float, block: Block) -> State:
    """The state after an element was said of the last block, which is now so."""
    return took(state, element, role, cost, items=put(state.items, block), joint="")


def later(state: State, element: Any, role: str, cost: float, how: str) -> State:
    """The state after an element was said of several blocks."""
    return took(state, element, role, cost, items=(*state.items, Later(element, how)), joint="")


def asked(state: State, doubt: e.Doubt | None) -> State:
    """The state in which that is in doubt, if nothing was before."""
    return state._replace(doubt=state.doubt or doubt)


def across(joint: str) -> float:
    """What all the signs since the last block cost."""
    return sum(ACROSS[code] for code in joint)


def put(items: tuple[Item, ...], block: Block) -> tuple[Item, ...]:
    """Items with their last block replaced."""
    for i in range(len(items) - 1, -1, -1):
        if isinstance(items[i], Block):
            return (*items[:i], block, *items[i + 1 :])
    raise AssertionError("there is no block")


def charged(state: State) -> State:
    """The state after what a bare length costs as a run is charged."""
    return state._replace(cost=state.cost + state.owed, owed=0.0) if state.owed else state
