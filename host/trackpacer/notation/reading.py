# SPDX-License-Identifier: MIT
"""From text to session: the grammar, the reach of what is written, the prices, the judgement."""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.notation.blocks import Blocks
from trackpacer.notation.context import Context
from trackpacer.notation.pricing import Pricer
from trackpacer.notation.scope import resolve
from trackpacer.session import Group, Node, Origin, Recovery, Repeat, Run, Session, Source


def read(text: str, context: Context | None = None) -> Session:
    """The session a coach's text means for one runner. Raises NotationError."""
    context = context or Context()
    grammar = Blocks(text, context.file, context.lap_m)
    grammar._checks = []
    grammar._left = []
    items = resolve(grammar.whole(), grammar)
    pricer = Pricer(grammar, context)
    pricer.judged = []
    body = pricer.nodes(items, True)
    pricer.judge()
    assumptions = [*grammar.notes]
    assumptions.extend(sentence for sentence in pricer.assumptions if sentence not in assumptions)
    passed = sorted(set(grammar.passed))
    return Session(
        title=context.title,
        source=text,
        body=tuple(body),
        athlete=context.athlete,
        assumptions=tuple(assumptions),
        warnings=tuple(pricer.warnings),
        refusals=tuple(pricer.refusals),
        passed_over=tuple(grammar.quote(start, end) for start, end in passed),
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
