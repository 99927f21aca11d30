# SPDX-License-Identifier: MIT
"""What is to be asked of a run or a list of runs: runs or recoveries, one or several?"""

from __future__ import annotations

from trackpacer.notation import elements as e
from trackpacer.notation.behind import WHICH, easy
from trackpacer.notation.blocks import Block, Inner, Item, State
from trackpacer.session import Role


def times_asked(
    state: State, element: e.Lengths, before: Block | None, short: bool
) -> e.Doubt | None:
    """What is to be asked of times in a row without a count: runs, or recoveries?"""
    if _fill_gaps(state, element):
        return runs_or_rests(element)
    if not short:
        return None
    first = element.runs[0].ms
    if len(element.runs) == 2 and first == element.runs[1].ms and element.joint == "-":
        return _run_or_rest(element.runs[1])  # `50-50 s for 2 miles`
    if before is None:
        return None
    if before.role is Role.STRIDE and element.runs[0].ms >= 180_000:
        return None  # `5 x 80m strides, 5,4,3,2,1 minute efforts`: nobody rests so long
    if before.repeated:
        joined = set(state.joint) & set("tnf+N")
        return None if joined or before.rests else runs_or_rests(element)
    if len(element.runs) > 2 and (easy(before) or set(state.joint) & set("nN")):
        return None  # `30' easy + 5' - 4' - 3' - 2' fast`; a line of its own
    told = before.ms and not before.counts and before.aims + before.efforts
    return _run_or_rest(element.runs[0]) if told and first < before.ms else None


def closes_with(items: tuple[Item, ...]) -> e.Doubt | None:
    """`3 x (4 x 20s off 40s, 90s)`: a time that nothing is told of, behind reps in a bracket."""
    reps, last = items[-2:] if len(items) > 1 else (None, None)
    if not (isinstance(reps, Block) and reps.counts and reps.rests and isinstance(last, Block)):
        return None
    short = 0 < last.ms <= 300_000 and not (last.said or last.counts or "+" in last.joint)
    return _run_or_rest(last.core) if short and isinstance(last.core, e.Length) else None


def _fill_gaps(state: State, element: e.Lengths) -> bool:
    """`500 (66), 300 (38), 200 (24) - 8 min, 6 min`: as many times as gaps between the runs."""
    if not all(run.ms for run in element.runs):
        return False
    blocks = [item for item in state.items if isinstance(item, Block)]
    runs = [run for one in blocks for run in getattr(one.core, "runs", (one.core,))]
    if len(runs) != len(element.runs) + 1 or not all(getattr(run, "metres", 0) for run in runs):
        return False
    return not any(one.rests or one.role or one.efforts or one.counts for one in blocks)


def runs_or_rests(element: e.Length | e.Lengths) -> e.Doubt:
    return e.Doubt(
        element.span,
        "these times may be runs or recoveries",
        "each recovery with its set, like `4 x 1k R90, 4 x 400 R60`",
    )


def part_or_run(element: e.Length) -> e.Doubt:
    far = f"{element.metres:g}"
    return e.Doubt(
        element.span,
        f"the {far} it finishes with: a part of each rep, or a run of its own?",
        f"`(last {far} -2)` right after the target, or a run like `1 x {far}`",
    )


def part_of(element: e.Length) -> e.Doubt:
    """Of `the opening 600 of a 1000`: no run of its own."""
    return e.Doubt(
        element.span,
        "how is '{this}' run, of which a part is told?",
        "a run and its parts, like `1000 (first 600 in 1:54, last 400 in 70)`",
    )


def of_what(element: e.Lengths) -> e.Doubt | None:
    """What is to be asked of a count before two runs or a list of them."""
    if len(element.runs) == 2 and element.joint == "-":
        return _range_or_two(element)
    if len(element.runs) == 2 and element.joint == "/":
        return e.Doubt(
            element.span,
            "'{this}' may be a run and a jog, or two runs",
            "a run and its recovery like `9 x 300, 300 jog`, or `9 x (300 + 300)`",
        )
    if element.joint == "," and not element.notes:  # `4 x 4,2,1`
        return e.Doubt(element.span, OF_ALL, "`3 x (700, 500, 300)`, or `3 x 700, then 500, 300`")
    return None


# Asked of `3 x 700, 500, 300`, unless a recovery between sets says it.
OF_ALL = "'{this}': is the count of all, or of the first?"


def _range_or_two(element: e.Lengths) -> e.Doubt:
    first, second = element.runs
    return e.Doubt(
        element.span,
        "'{this}' may be a range or two runs",
        f"`{first.metres:g} m`, or two runs like `({first.metres:g} + {second.metres:g})`",
    )


def _run_or_rest(run: e.Length) -> e.Doubt:
    return e.Doubt(
        run.span,
        "'{this}' may be a run or a recovery",
        "`{this} rest`, `{this} jog`, or a run with its pace",
    )


def settled(state: State, element: e.Pause) -> bool:
    """Whether the recovery tells what was asked: what a count is of; a list of times is run."""
    rest, block, doubt = element.rest, state.block, state.doubt
    core = block.core if block is not None else None
    if doubt is None or doubt.question in (OF_ALL, WHICH):  # of `2 x (4 x 3 min, 8 min)`: no
        outer = isinstance(core, Inner) and block is not None and block.repeated
        return doubt is not None and rest.place in ("sets", "both") and not outer
    listed = isinstance(core, e.Lengths) and len(core.runs) > 2 and doubt.span[0] == core.span[0]
    return listed and rest.sized and element.said
