# SPDX-License-Identifier: MIT
"""`pacer library`: the sessions that are known by name, and what a coach says of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackpacer.cli import session_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.coaching.library import Entry


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="show all about this one")
    session_arguments.configure_runner(parser)
    parser.add_argument(
        "--text", action="store_true", help="print only its text, to save as a session file"
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON, for other programs")
    parser.epilog = (
        "Wherever a command takes a SESSION, library:NAME is one:\n"
        "  pacer show library:goal --race 10k=35:00\n"
        "  pacer plan library:progression --race 10k=35:00"
    )


def run(args: Namespace) -> int:
    """List the library, or tell all about one session, priced where the runner is known."""
    from trackpacer.coaching import library
    from trackpacer.errors import UserError

    if args.json:
        import json

        from trackpacer.records import fields

        chosen = [library.find(args.name)] if args.name else library.ENTRIES
        print(json.dumps([fields(entry) for entry in chosen], ensure_ascii=False, indent=2))
        return 0
    if args.name is None:
        if args.text:
            raise UserError("the text of which session?", "pacer library goal --text")
        _list()
        return 0
    entry = library.find(args.name)
    if args.text:
        print(entry.text if entry.plan else entry.session.rstrip("\n"))
        return 0
    _print(entry)
    if not entry.plan:
        _priced(entry, args)
    print(f"\n{library.NOT_YOURS}")
    return 0


def _list() -> None:
    from trackpacer.coaching import library
    from trackpacer.preview import bullet

    width = max(len(entry.name) for entry in library.ENTRIES)
    for entry in library.ENTRIES:
        first, *more = bullet(entry.objective)
        print(f"{entry.name:{width}}  {first.removeprefix('  - ')}")
        for line in more:
            print(" " * (width + 2) + line.strip())
    print(
        "\npacer library NAME shows all about one; any command takes library:NAME as its SESSION."
    )


def _print(entry: Entry) -> None:
    from trackpacer.coaching import library

    print(f"{entry.name}\n")
    rows = [
        ("session", entry.text),
        ("printed", entry.written),
        ("for", entry.objective),
        ("how often", entry.often),
        ("first", ", ".join(entry.needs)),
        ("easier", ", ".join(entry.easier)),
        ("harder", ", ".join(entry.harder)),
        ("leads to", ", ".join(library.leads_to(entry.name))),
        *(("note", remark) for remark in entry.remarks),
    ]
    for label, text in rows:
        if text:
            _wrapped(label, text)


def _wrapped(label: str, text: str) -> None:
    from shutil import get_terminal_size
    from textwrap import wrap

    width = max(40, min(100, get_terminal_size().columns))
    print("\n".join(wrap(text, width, initial_indent=f"{label:<10}", subsequent_indent=" " * 10)))


def _priced(entry: Entry, args: Namespace) -> None:
    from trackpacer import compiler, preview, timeline
    from trackpacer.notation import Context, read

    races = session_arguments.runner_races(args)
    if not races:
        print("\nAdd --race 10k=35:00 (or --athlete NAME) to see it worked out.")
        return
    session = read(
        entry.session,
        Context(races=races, equivalence=args.equivalence or "", file=f"library:{entry.name}"),
    )
    steps = timeline.expand(compiler.compile_session(session).program)
    print(f"\nFor {', '.join(race.name for race in races)}:")
    print("\n".join(preview.table(steps)))
    print(preview.sum_words(steps))
    for warning in session.warnings:
        print("\n".join(preview.bullet(warning)))
