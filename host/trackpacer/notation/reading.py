# SPDX-License-Identifier: MIT
"""From text to session: the grammar, the reach of what is written, the prices, the judgement."""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.errors import NotationError
from trackpacer.notation import exact
from trackpacer.notation.blocks import Blocks
from trackpacer.notation.context import Context
from trackpacer.notation.head import Head, read_head
from trackpacer.notation.pricing import Pricer
from trackpacer.notation.scope import resolve
from trackpacer.paces.races import Race
from trackpacer.session import Group, Node, Origin, Recovery, Repeat, Run, Session, Source


def read(text: str, context: Context | None = None) -> Session:
    """The session a coach's text means for one runner. Raises NotationError.

    The text may have a head (`head.py`), comments, and any number of lines; it may also be exact
    notation (`exact.py`).
    """
    context = context or Context()
    if exact.is_exact(text):
        return exact.read(text, context.file)
    try:
        return _read(text, context)
    except RecursionError:
        raise NotationError(
            "repeats within repeats without end", text, 0, "a few of them at most", context.file
        ) from None


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
