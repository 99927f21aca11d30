# SPDX-License-Identifier: MIT
"""From text to session: the grammar, the reach of what is written, the prices, the judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trackpacer.errors import NotationError, UserError
from trackpacer.notation import exact
from trackpacer.notation.blocks import Blocks
from trackpacer.notation.context import Context
from trackpacer.notation.head import Head, read_head
from trackpacer.notation.pricing import Pricer
from trackpacer.notation.readings import Reading, reading_of
from trackpacer.notation.scope import resolve
from trackpacer.paces.races import Race
from trackpacer.session import Group, Node, Origin, Recovery, Repeat, Run, Session, Source


def read(text: str, context: Context | None = None) -> Session:
    """The session a coach's text means for one runner. Raises NotationError.

    The text may have a head (`head.py`), comments, and any number of lines; it may also be exact
    notation (`exact.py`).
    """
    context = context or Context()
    if context.reading is not None:
        return _chosen(text, context)
    if exact.is_exact(text):
        return exact.read(text, context.file)
    try:
        return _read(text, context)
    except RecursionError:
        raise NotationError(
            "repeats within repeats without end", text, 0, "a few of them at most", context.file
        ) from None


def _chosen(text: str, context: Context) -> Session:
    """The reading that was asked for by its number. Raises UserError where there is none."""
    number = context.reading or 0
    found = readings(text, replace(context, reading=None), max(number, 1))
    if not 1 <= number <= len(found):
        count = {0: "no reading", 1: "one reading"}.get(len(found), f"{len(found)} readings")
        raise UserError(
            f"there is no reading {number} of {context.file}: it has {count}",
            "pacer show --readings lists them",
        )
    return found[number - 1].session


def readings(text: str, context: Context | None = None, most: int = 5) -> tuple[Reading, ...]:
    """What the text may mean, best first; nothing where no reading of it can be made out."""
    try:
        return (reading_of(read(text, context)),)[:most]
    except UserError:
        return ()


def _read(text: str, context: Context) -> Session:
    head = read_head(text, context.file)
    grammar = Blocks(head.plain, context.file, context.lap_m or head.lap_m or 400.0)
    grammar.text = text
    items = resolve(grammar.whole(), grammar)
    settled = _settle(context, head, grammar.race)
    pricer = Pricer(grammar, settled)
    body = pricer.nodes(items, True)
    pricer.judge()
    assumptions = list(dict.fromkeys([*grammar.notes, *pricer.assumptions]))
    passed = _joined(grammar.passed, text)
    return Session(
        title=settled.title,
        source=text,
        body=tuple(body),
        athlete=settled.athlete,
        assumptions=tuple(assumptions),
        warnings=(*grammar.warnings, *pricer.warnings),
        refusals=tuple(pricer.refusals),
        passed_over=tuple(grammar.quote(start, end) for start, end in passed),
    )


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans in order, those with only blanks between them made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if joined and not text[joined[-1][1] : start].strip(" \u00a0"):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _settle(context: Context, head: Head, inline: Race | None) -> Context:
    """What counts: what was asked for, else the text's own, else the defaults."""
    own = tuple(head.races) if inline is None else (*head.races, inline)
    return Context(
        races=context.races or own or context.fallback_races,
        equivalence=context.equivalence or head.equivalence or "vdot",
        offset_unit=context.offset_unit or head.offset_unit or "400",
        lane=context.lane or head.lane or 1,
        lap_m=context.lap_m or head.lap_m or 400.0,
        spacing_m=context.spacing_m if context.spacing_m is not None else head.spacing_m,
        athlete=context.athlete or head.athlete,
        title=context.title or head.title,
        file=context.file,
    )


def assumed_origins(session: Session) -> Iterator[tuple[str, Origin]]:
    """Every value that was assumed, as (field, origin), in running order; for `--strict`."""
    yield from _assumed(session.body)


def _assumed(nodes: tuple[Node, ...] | tuple[Run | Recovery, ...]) -> Iterator[tuple[str, Origin]]:
    for node in nodes:
        if isinstance(node, Repeat | Group):
            yield from _assumed(node.body)
            continue
        for field, origin in node.origins.items():
            if origin.source is Source.ASSUMED:
                yield field, origin
