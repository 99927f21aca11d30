# SPDX-License-Identifier: MIT
"""`pacer install`: the firmware, a name, a passkey and the time onto a watch, over USB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackpacer.cli import watch_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--board", metavar="NAME", help="which board it is (see `pacer boards`)")
    watch_arguments.configure(parser, over_usb=True)
    parser.add_argument("--name", help="the watch's name, which its logs repeat")
    parser.add_argument(
        "--passkey",
        metavar="DIGITS",
        help="six digits that a laptop is asked for over the air, or 'none': no new laptop may "
        "pair (default: the watch's own; a new one for a watch that has none)",
    )
    parser.epilog = """\
Over USB only. It copies what changed and nothing else; sessions, logs and settings stay. A cut
cable leaves the watch with the firmware it had: plug it in and say it again."""


def run(args: Namespace) -> int:
    """Install, and say what the watch then says of itself."""
    from trackpacer.device.usb import SerialLink
    from trackpacer.errors import UserError
    from trackpacer.install import build, catalogue, copying, identity

    board = catalogue.board(args.board) if args.board else None
    given = identity.given(args.name, args.passkey)
    port = watch_arguments.usb_port(args)
    if board is None:
        with SerialLink(port) as link:
            name = identity.board_name(link)
        if not name:
            raise UserError(
                f"the watch on {port} does not say which board it is",
                "say it with --board; `pacer boards` lists them",
            )
        board = catalogue.board(name)
    settings = identity.merging(board, given)
    with watch_arguments.transfers() as begin:
        report = copying.install(port, board, build.compile_board, settings, begin)
    capability = report.capability
    print(f"{board.name} on {port}, MicroPython {report.chip.micropython}")
    print(_copied(report))
    for problem in report.problems:
        print(f"  check the wiring: {problem}")
    if "ble" in board.links:
        # Each time: who lost it, or was cut off before it was told, installs again and has it.
        print(f"passkey for the air: {identity.passkey_text(report.settings.get('passkey'))}")
    print(
        f"the watch: {capability.name or 'no name'}, firmware {capability.firmware}, "
        f"{capability.free_bytes // 1024} KB free"
    )
    return 0


def _copied(report: object) -> str:
    from trackpacer.install.copying import Report

    assert isinstance(report, Report)
    if not report.sent and not report.copied_on_watch:
        same = "it has this firmware already" if not report.took_over else "complete"
        return f"{report.files} files, nothing copied: {same}"
    text = f"{report.files} files: {len(report.sent)} copied ({report.sent_bytes} bytes)"
    unchanged = report.files - len(report.sent)
    return text + (f", {unchanged} unchanged" if unchanged else "")
