# SPDX-License-Identifier: MIT
"""Who runs with a watch: its name says it, and whatever says otherwise is asked about.

Not here: the roster (`paces.athletes`), a whole squad's watches (`send_squad`).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from trackpacer import sources
from trackpacer.cli import terminal
from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import Namespace

    from trackpacer.paces.athletes import Athlete


def of_watch(args: Namespace, watch: str) -> str:
    """Settle `args.athlete` for a watch of that name; returns a sentence that says whom it is for
    and why, '' where nothing needs saying.

    Whoever is named with --athlete or in the text, and is not whose watch it is, is asked about,
    and so is a watch that is nobody's where there are several athletes and none is named: never a
    silent wrong pace. UserError where nobody is there to answer.
    """
    from trackpacer.paces.athletes import load_squad

    squad = load_squad()
    owner = squad.wearing(watch)
    found = sources.find(args.session)
    if found.program is not None:
        return _compiled(args, found, watch, owner)
    said = _said(args, found)
    known = squad.known(said) if said else None
    if said and not args.athlete and known is None:
        return ""  # the text's own runner, who is none of the roster's
    if owner is None:
        if said or args.race:
            return ""
        if watch and len(squad.athletes) > 1:
            if _needs_runner(args, found):
                names = [one.name for one in squad.athletes]
                return _ask_whose(args, watch, squad.default, names)
            args.nobody = True  # its laps are not the default athlete's
            return ""
        return f"for {squad.default}, the default athlete" if squad.default else ""
    if known is None or known.name == owner.name:
        args.athlete = owner.name
        other = squad.default and squad.find(squad.default).name != owner.name and not said
        why = f", whose watch it is (not {squad.default}, the default)" if other else ""
        return f"for {owner.name}{why}"
    if args.borrowed:
        return f"for {known.name}, with {owner.name}'s watch"
    return _ask_which(args, watch, owner.name, known.name)


def _said(args: Namespace, found: sources.Found) -> str:
    """The athlete whom the command or the text names."""
    from trackpacer.notation.head import read_head
    from trackpacer.paces.athletes import load_squad

    if args.athlete:
        return load_squad().find(args.athlete).name
    return read_head(found.text, found.name).athlete


def _compiled(args: Namespace, found: sources.Found, watch: str, owner: Athlete | None) -> str:
    """A compiled program is one runner's for good."""
    from trackpacer.firmware import program as program_format
    from trackpacer.paces.athletes import key

    named: str = program_format.verify(found.program).athlete
    if owner is None or not named or key(named) == key(owner.name):
        return ""
    if not args.borrowed:
        raise UserError(
            f"the watch {watch!r} is {owner.name}'s, and {found.name} is {named}'s: whose pace?",
            f"send the session's text, or --borrowed: {named} runs with this watch",
        )
    return f"for {named}, with {owner.name}'s watch"


def _needs_runner(args: Namespace, found: sources.Found) -> bool:
    """Whether the text cannot be worked out without a race of the runner's."""
    from argparse import Namespace as Arguments

    from trackpacer.cli import session_arguments
    from trackpacer.notation import Context, read

    alone = Arguments(**{**vars(args), "athlete": None, "race": []})
    given = session_arguments.context(alone, found.text, found.name)
    try:
        read(found.text, Context(offset_unit=given.offset_unit, lane=given.lane, lap_m=given.lap_m))
    except UserError:
        return True
    return False


def _ask_which(args: Namespace, watch: str, owner: str, said: str) -> str:
    if not terminal.somebody_there():
        raise UserError(
            f"the watch {watch!r} is {owner}'s, and the session would be {said}'s: whose pace?",
            f"--athlete {owner!r}, or --borrowed: {said} runs with this watch",
        )
    names = [owner, said]
    args.athlete = names[_picked(f"The watch {watch!r} is {owner}'s. Whose pace?", names)]
    if args.athlete == owner:
        return f"for {owner}"
    args.borrowed = True
    return f"for {said}, with {owner}'s watch"


def _ask_whose(args: Namespace, watch: str, default: str, names: list[str]) -> str:
    if not terminal.somebody_there():
        raise UserError(
            f"the watch {watch!r} is nobody's in the roster: whose pace?",
            f"--athlete {default or names[0]!r}; or for good: pacer athlete NAME --watch {watch!r}",
        )
    first = [default] if default in names else []
    names = [*first, *(name for name in names if name not in first)]
    args.athlete = names[_picked(f"The watch {watch!r} is nobody's. Whose pace?", names)]
    return f"for {args.athlete}"


def _picked(question: str, names: list[str]) -> int:
    print(question, file=sys.stderr)
    for number, name in enumerate(names, start=1):
        print(f"  {number}) {name}", file=sys.stderr)
    picked = terminal.pick(len(names))
    if picked is None:
        raise UserError("nobody was picked", "name one with --athlete")
    return picked
