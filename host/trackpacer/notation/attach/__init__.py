# SPDX-License-Identifier: MIT
"""What a phrase may be said of, and what that costs: one function for each kind of element.

Each takes a state of the line and an element that comes next, and yields the states that may
follow. Nothing here looks at a word: that is the phrases' business; nothing is put in its final
place: that is `assembly`'s. Here: which function is for which kind; the functions are in the files
beside, by subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from trackpacer.notation import elements as e
from trackpacer.notation.attach.joints import bracket, joint
from trackpacer.notation.attach.recoveries import pause
from trackpacer.notation.attach.runs import count, length, lengths, reps
from trackpacer.notation.attach.shares import (
    by_length,
    by_rep,
    by_set,
    meaning,
    parts,
    regroup,
    rest_share,
    tail,
)
from trackpacer.notation.attach.targets import aim
from trackpacer.notation.attach.words import change, doubt, feel, left, manner, part, remark, runner
from trackpacer.notation.behind import again, ends, fill, mirror
from trackpacer.notation.blocks import State

Attach = Callable[[State, Any, float], Iterator[State]]


ATTACH: dict[type, Attach] = {
    e.Joint: joint, e.Bracket: bracket, e.Count: count, e.Length: length, e.Lengths: lengths,
    e.Reps: reps, e.Aim: aim, e.Pause: pause, e.Feel: feel, e.Part: part, e.Manner: manner,
    e.Change: change, e.Tail: tail, e.Shares: by_rep,
    e.ByLength: by_length, e.Parts: parts, e.Again: again, e.Remark: remark, e.Runner: runner,
    e.Meaning: meaning, e.Left: left, e.Ends: ends, e.Fill: fill, e.Mirror: mirror,
    e.Doubt: doubt, e.BySet: by_set, e.Regroup: regroup, e.RestShare: rest_share,
    e.RestTurns: rest_share,
}  # fmt: skip


# What may yet say that a length is a run.
REDEEMING = frozenset(
    [e.Aim, e.Feel, e.Part, e.Manner, e.Change, e.Remark, e.Left, e.Again, e.Fill]
)
