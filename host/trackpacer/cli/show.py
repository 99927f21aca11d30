# SPDX-License-Identifier: MIT
"""`pacer show`: what a session means for one runner, before anybody runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackpacer.cli import session_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from trackpacer.compiler import Compiled
    from trackpacer.session import Session
    from trackpacer.timeline import Step


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    session_arguments.configure(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--json", action="store_true", help="print the whole timeline as JSON, for other programs"
    )
    how.add_argument(
        "--explain", action="store_true", help="say where each number came from, quoting the text"
    )
    how.add_argument(
        "--canonical",
        action="store_true",
        help="print the session in exact notation, nothing left out",
    )
    how.add_argument(
        "--readings",
        action="store_true",
        help="print all that the text may mean as JSON, best first, for other programs",
    )


def run(args: Namespace) -> int:
    """Read the session, compile it, and print what the watch will do."""
    from trackpacer import compiler, timeline

    if args.readings:
        return _print_readings(args)
    session = session_arguments.load(args)
    compiled = compiler.compile_session(session)
    steps = timeline.expand(compiled.program, compiled.origins)
    if args.json:
        _print_json(session, compiled, steps)
    elif args.canonical:
        from trackpacer.notation import decompile

        print(decompile.canonical(compiled.program))
    elif args.explain:
        from trackpacer import preview

        print("\n".join((*preview.explain(session, steps), *preview.notes(session))))
    else:
        _print_table(session, compiled, steps)
    return 0


def _print_readings(args: Namespace) -> int:
    import json

    from trackpacer.notation import readings

    text, name = session_arguments.text_of(args.session)
    found = readings(text, session_arguments.context(args, text, name))
    listed = [reading.to_json() for reading in found]
    print(json.dumps(listed, ensure_ascii=False, indent=2))
    return 0


def _print_json(session: Session, compiled: Compiled, steps: Sequence[Step]) -> None:
    import json

    from trackpacer import timeline

    value = timeline.to_json(
        steps,
        title=session.title,
        source=session.source,
        assumptions=session.assumptions,
        warnings=session.warnings,
        refusals=list(session.refusals),
        passed_over=list(session.passed_over),
        athlete=session.athlete,
        program={"bytes": len(compiled.program), "identity": f"{compiled.identity:08X}"},
    )
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _print_table(session: Session, compiled: Compiled, steps: Sequence[Step]) -> None:
    from trackpacer import preview
    from trackpacer.notation import exact
    from trackpacer.notation.head import read_head

    source = session.source
    written = _kept_text(session, compiled) if exact.is_exact(source) else read_head(source).plain
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    if session.title and [session.title] != lines:
        print(session.title)
    if lines:
        print("\n".join(lines))
    if session.athlete:
        print(f"for {session.athlete}")
    print()
    print("\n".join(preview.table(steps)))
    print()
    print(preview.sum_words(steps))
    print(f"program: {len(compiled.program)} bytes, identity {compiled.identity:08X}")
    for line in preview.notes(session):
        print(line)


def _kept_text(session: Session, compiled: Compiled) -> str:
    """What the coach wrote for a program that was made on this laptop; else its reps, where it has
    no title."""
    from trackpacer.laps import naming
    from trackpacer.laps.store import Store
    from trackpacer.notation import exact
    from trackpacer.notation.head import read_head

    text = Store().text(compiled.identity)
    if not text or exact.is_exact(text):
        return "" if session.title else naming.describe(compiled.program)
    return read_head(text).plain
