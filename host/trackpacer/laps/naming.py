# SPDX-License-Identifier: MIT
"""What to call a session whose log has no name: its reps, as coaches call it ('25 x 400').

Not here: notation that can be read back (`decompile.canonical`).
"""

from __future__ import annotations

from trackpacer.firmware import program as program_format
from trackpacer.laps.log import Log
from trackpacer.session import Group, Node, Recovery, Repeat, Run

UNNAMED = "session without a name"


def title(log: Log, program: bytes | None) -> str:
    """The log's own name, or the program's reps, or that it has none."""
    return log.name or (describe(program) if program else "") or UNNAMED


def describe(program: bytes) -> str:
    """The reps of a program: '25 x 400', '2 x 8 x 400', '10 x (400 + 200)'; '' when it is none."""
    from trackpacer.notation import decompile  # which knows the notation: rarely wanted, and large

    try:
        return _body(decompile.tree_of(program).body)
    except program_format.FormatError:
        return ""


def _body(nodes: tuple[Node, ...]) -> str:
    return " + ".join(_node(node) for node in nodes if not isinstance(node, Recovery))


def _node(node: Node) -> str:
    if isinstance(node, Repeat):
        inner = _body(node.body)
        return f"{node.count} x ({inner})" if " + " in inner else f"{node.count} x {inner}"
    if isinstance(node, Group):
        return "-".join(_node(run) for run in node.body if isinstance(run, Run))
    if isinstance(node, Run):
        if node.distance_m:
            kilometres = node.distance_m >= 2000 and node.distance_m % 1000 == 0
            return f"{node.distance_m // 1000}k" if kilometres else str(node.distance_m)
        seconds = (node.duration_ms or 0) / 1000
        return f"{seconds / 60:g} min" if seconds >= 60 else f"{seconds:g} s"
    return ""
