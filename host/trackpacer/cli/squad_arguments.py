# SPDX-License-Identifier: MIT
"""What commands for a whole squad have in common: whom they mean, and whose a watch is.

Not here: the roster (`paces.athletes`), the links (`device.several`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.paces.athletes import Athlete, Squad


def configure(parser: ArgumentParser, flag: str) -> None:
    """Declare --only and --group, which go with `flag`."""
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help=f"with {flag}: this athlete; may be given several times",
    )
    parser.add_argument(
        "--group", metavar="NAME", help=f"with {flag}: the athletes of this group, as A"
    )


def meant(squad: Squad, args: Namespace) -> list[Athlete]:
    """The athletes whom the arguments mean: all, or those of --only and --group.

    UserError where there is nobody.
    """
    from trackpacer.cli.roster import ordered
    from trackpacer.paces.athletes import key

    if not squad.athletes:
        raise UserError("the roster is empty", "fill it: pacer roster import squad.csv")
    chosen = {squad.find(name).name for name in args.only}
    found = [
        one
        for one in ordered(squad)
        if (not chosen or one.name in chosen)
        and (not args.group or key(one.group) == key(args.group))
    ]
    if not found:
        groups = sorted({one.group for one in squad.athletes if one.group})
        known = (
            f"there are: {', '.join(groups)}" if groups else "make some: pacer roster --groups 3"
        )
        raise UserError(f"nobody is in group {args.group!r}" + (" of these" * bool(chosen)), known)
    return found


def again(names: Sequence[str]) -> list[str]:
    """The words of a command that mean just these."""
    return [word for name in names for word in ("--only", name)]
