# SPDX-License-Identifier: MIT
"""`pacer fetch`: brings home the lap logs that are not here yet, of one watch or of all."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from trackpacer.cli import squad_arguments, watch_arguments, watch_lines
from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from trackpacer.device import Capability, Device
    from trackpacer.device.several import Line, Reached
    from trackpacer.laps.fetch import Fetched
    from trackpacer.laps.store import Store
    from trackpacer.paces.athletes import Athlete, Squad

EPILOG = """\
pacer fetch --device ble:anna
pacer fetch --all              every watch in range, over USB and Bluetooth, several at once"""


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--delete",
        action="store_true",
        help="then delete them from the watch (otherwise they stay until it needs the room)",
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="also logs that were fetched before, perhaps by another laptop",
    )
    parser.add_argument("--all", action="store_true", help="fetch from every watch in range")
    squad_arguments.configure(parser, "--all")
    watch_arguments.configure(parser)
    parser.epilog = EPILOG


def run(args: Namespace) -> int:
    """Fetch, and say what came."""
    from trackpacer.device import open_device
    from trackpacer.laps.fetch import Fetched, fetch
    from trackpacer.laps.store import Store
    from trackpacer.paces.athletes import load_squad

    if args.all:
        return _run_all(args)
    if args.only or args.group:
        raise UserError("--only and --group choose among --all", "add --all")
    store = Store()
    done = Fetched()
    try:
        # fetch sets the clock itself, after it has read from the uptime when a log was begun.
        with open_device(args.device) as watch, watch_arguments.transfers() as begin:
            fetch(
                watch,
                store,
                delete=args.delete,
                everything=args.again,
                progress=begin,
                whose=_whose(load_squad()),
                done=done,
            )
        if not done.new:
            print("nothing new")
    finally:  # what came before a link broke, too: no later fetch tells of it
        status = _say(done, store, "")
    return status


def _whose(squad: Squad) -> Callable[[str], str]:
    """Whose a watch of that name is; '' for nobody's."""

    def whose(watch: str) -> str:
        owner = squad.wearing(watch)
        return owner.name if owner else ""

    return whose


def _say(done: Fetched, store: Store, who: str) -> int:
    """What a fetch brought and did; 1 where something could not be had."""
    for stored in done.new:
        print(f"{who}{stored.path}")
    for path in done.deleted:
        print(f"{who}deleted {path} on the watch")
    if done.errors:
        lines = "one new line" if done.errors == 1 else f"{done.errors} new lines"
        print(f"{who}the watch's error log: {lines} in {store.errors}")
    for odd in done.odd:
        print(f"note: {who}{odd}", file=sys.stderr)
    for warning in done.warnings:
        print(f"pacer: {who}check: {warning}", file=sys.stderr)
    for problem in done.problems:
        print(f"pacer: {who}{problem}", file=sys.stderr)
    return 1 if done.problems else 0


def _run_all(args: Namespace) -> int:
    from trackpacer.device import several
    from trackpacer.laps.fetch import Fetched, fetch
    from trackpacer.laps.store import Store
    from trackpacer.paces.athletes import load_squad

    if args.device:
        raise UserError("--all and --device do not go together", "--all is every watch in range")
    squad = load_squad()
    members = squad_arguments.meant(squad, args) if squad.athletes or args.only else []
    wanted = {one.name for one in members} if args.only or args.group else None
    store = Store()
    came: list[tuple[str, Fetched]] = []  # two watches may have one name
    lock = threading.Lock()

    def work(device: Device, about: Capability, line: Line) -> str:
        athlete = squad.wearing(about.name)
        if wanted is not None and (athlete is None or athlete.name not in wanted):
            raise several.Skip("not asked for")
        done = Fetched()
        with lock:
            came.append((about.name or f"watch {len(came) + 1}", done))
        fetch(
            device,
            store,
            delete=args.delete,
            everything=args.again,
            progress=line.moving,
            whose=_whose(squad),
            done=done,
        )
        return f"{len(done.new)} new" if done.new else "nothing new"

    status = 0
    try:
        with watch_lines.shown() as line:
            met, silent = several.each(work, line)
    finally:
        for name, done in sorted(came, key=lambda one: one[0]):
            athlete = squad.wearing(name)
            who = athlete.name if athlete else name
            status |= _say(done, store, f"{who}: ")
    if not met and not came and not members:
        unheard = (
            f"; Bluetooth was not searched: {silent}" if silent else " nor heard over Bluetooth"
        )
        raise UserError("no watch is plugged in" + unheard, watch_lines.NOT_FOUND)
    new = sum(len(done.new) for _, done in came)
    print(f"{new} new from {len(came)} {'watch' if len(came) == 1 else 'watches'}")
    if wanted is not None:  # one that failed counts where it is, or may be, one of theirs
        met = [one for one in met if not one.watch or squad.wearing(one.watch) in members]
    return _failed(args, members, met, silent) | status


def _failed(args: Namespace, members: list[Athlete], met: list[Reached], silent: str) -> int:
    """Say which watches were not read, and the command for just these; 1 if there are any."""
    from trackpacer.paces.athletes import Squad

    squad = Squad(tuple(members))
    failed = []
    names = []
    seen = {owner.name for one in met for owner in [squad.wearing(one.watch)] if owner}
    for one in met:
        if one.problem is None:
            continue
        owner = squad.wearing(one.watch)
        if owner:
            names.append(owner.name)
        who = owner.name if owner else one.watch or one.spec
        failed.append((who, str(one.problem), one.problem.hint))
    for member in members:
        if member.name not in seen:
            names.append(member.name)
            why = f"the watch {member.watch_name!r} is not in range"
            failed.append((member.name, why, watch_lines.NOT_FOUND))
    if failed:
        words = ["fetch", "--all", *(f"--{f}" for f in ("delete", "again") if getattr(args, f))]
        watch_lines.say_failed(
            "Not fetched",
            failed,
            [f"Bluetooth was not searched: {silent}"] if silent else [],
            [*words, *squad_arguments.again(names)] if names else words,
        )
    return 1 if failed else 0
