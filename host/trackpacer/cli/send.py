# SPDX-License-Identifier: MIT
"""`pacer send`: puts a session on the watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackpacer.cli import program_arguments, runners, squad_arguments, watch_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


EPILOG = """\
The watch's name says whose it is (pacer roster): the session is worked out for that athlete.

pacer send "6 x 400 @ 10k pace R60" --device ble:anna
pacer send "6 x 400 @ 10k pace R60" --squad        every watch in range, each at its own pace"""


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    program_arguments.configure(parser)
    watch_arguments.configure(parser)
    parser.add_argument(
        "--squad",
        action="store_true",
        help="send to every watch in range, each at its athlete's pace",
    )
    squad_arguments.configure(parser, "--squad")
    parser.add_argument(
        "--borrowed",
        action="store_true",
        help="yes, the athlete is running with somebody else's watch",
    )
    parser.epilog = EPILOG


def run(args: Namespace) -> int:
    """Compile, ask the watch whether it can take it, send, and say what was assumed."""
    from trackpacer.errors import UserError
    from trackpacer.upload import refuse_unfit

    if args.squad:
        from trackpacer.cli import send_squad

        return send_squad.run(args)
    if args.only or args.group:
        raise UserError("--only and --group choose among --squad", "add --squad")
    program_arguments.check(args)  # what cannot be read is said before a watch is waited for
    with watch_arguments.reach(args) as watch:
        about = watch.capability()
        whose = runners.of_watch(args, about.name)
        named = program_arguments.load(args)
        path = f"sessions/{named.name}.tpp"
        refuse_unfit(about, named.program)
        replaced = any(f"sessions/{entry.name}" == path for entry in watch.list("sessions"))
        with watch_arguments.transfers() as begin:
            watch.write(path, named.program, begin(path))
    program_arguments.keep(named.program, named.text)
    print(f"sent {path}, {len(named.program)} bytes, to {about.name or 'the watch'}")
    if whose:
        print(f"  {whose}")
    if replaced:
        print("  in place of the session that had this name")
    for title, notes in (("assumed", named.assumptions), ("check", named.warnings)):
        for note in notes:
            print(f"  {title}: {note}")
    return 0
