# SPDX-License-Identifier: MIT
"""A program becomes a session again: its tree, and its text in exact notation.

The tree compiles to the same bytes. Not here: the bytes' layout (`dump.instructions` reads it), the
text itself (`notation.exact` writes and reads it).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from trackpacer.dump import Instruction, SeriesFields, instructions
from trackpacer.firmware import opcodes, program
from trackpacer.notation import exact
from trackpacer.session import Group, Node, Recovery, RecoveryType, Repeat, Run, Series, Session

_NOWHERE = (0, 0)


@lru_cache(maxsize=256)  # the readings of a text are often the same program
def canonical(data: bytes) -> str:
    """A program as exact notation, which reads back to the same bytes.

    Raises program.FormatError where the program is not one.
    """
    return exact.write(tree_of(data))


def session_of(data: bytes) -> Session:
    """A program as a session whose text is its exact notation."""
    return exact.read(canonical(data))


def tree_of(data: bytes) -> Session:
    """The session tree of a program; its nodes stand nowhere in a text."""
    header = program.verify(data)
    body = _body(instructions(data))
    return Session(header.name, "", body, athlete=header.athlete)


def _body(them: Iterator[Instruction]) -> tuple[Node, ...]:
    """Nodes up to the end of the repeat or of the program."""
    nodes: list[Node] = []
    for it in them:
        if it.opcode == opcodes.END_REPEAT:
            break
        if it.opcode == opcodes.REPEAT:
            nodes.append(Repeat(it.count, _body(them), _NOWHERE))
        elif it.opcode == opcodes.GROUP:
            nodes.append(_group(it.count, them))
        else:
            nodes.append(_step(it))
    return tuple(nodes)


def _group(runs: int, them: Iterator[Instruction]) -> Group:
    """A group up to its last run; a recovery after that stands outside just as well."""
    body: list[Run | Recovery] = []
    while runs:
        step = _step(next(them))
        body.append(step)
        runs -= isinstance(step, Run)
    return Group(tuple(body), _NOWHERE)


def _step(it: Instruction) -> Run | Recovery:
    if it.is_run:
        return Run(
            _NOWHERE,
            distance_m=it.distance_m or None,
            duration_ms=it.duration_ms or None,
            target=_series(it.target),
            pace=_series(it.pace),
            fast_ms=it.fast_ms or 0,
            bound=it.fast_ms == 0,
            profile=it.profile,
            spacing_m=it.spacing_m,
            role=it.role,
            effort=it.effort,
        )
    open_ended = it.type == RecoveryType.FULL
    bounded = open_ended or it.type == RecoveryType.WINDOW
    return Recovery(
        _NOWHERE,
        it.type,
        length=_series(it.length),
        min_ms=(it.min_ms or (None if open_ended else 0)) if bounded else None,
        max_ms=(it.max_ms or None) if bounded else None,
        percent=it.percent,
        tolerance_ms=it.tolerance_ms,
        distance_m=it.distance_m or None,
        between=it.between,
    )


def _series(fields: SeriesFields | None) -> Series | None:
    if fields is None:
        return None
    return Series(fields.values, fields.kind == opcodes.LADDER, fields.level)
