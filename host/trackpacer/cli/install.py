# SPDX-License-Identifier: MIT
"""`pacer install`: the firmware, a name, a passkey and the time onto a watch, over USB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackpacer.cli import watch_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

    from trackpacer.install.catalogue import Board


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--board", metavar="NAME", help="which board it is (`pacer boards` lists them)"
    )
    watch_arguments.configure(parser, over_usb=True)
    parser.add_argument("--name", help="the watch's name; its logs carry it too")
    parser.add_argument(
        "--passkey",
        metavar="DIGITS",
        help="six digits that a laptop is asked for over the air, or 'none': no new laptop may "
        "pair (default: the watch's own; a new one for a watch that has none)",
    )
    parser.add_argument(
        "--drive",
        metavar="FOLDER",
        help="where the drive of a watch under CircuitPython is mounted (default: the only one)",
    )
    parser.epilog = """\
Over USB only; a board under CircuitPython is a drive, and its files are copied there. It copies
what changed and nothing else; sessions, logs and settings stay. A cut cable leaves the watch with
the firmware it had: plug it in and run the command again."""


def run(args: Namespace) -> int:
    """Install, and say what the watch then says of itself."""
    from trackpacer.device.serial_link import SerialLink
    from trackpacer.errors import UserError
    from trackpacer.install import build, catalogue, copying, identity

    board = catalogue.board(args.board) if args.board else None
    given = identity.given(args.name, args.passkey)
    if args.drive is not None or (board is not None and board.is_drive):
        return _on_a_drive(args, board, given)
    port = watch_arguments.usb_port(args)
    if board is None:
        with SerialLink(port) as link:
            name = identity.board_name(link)
        if not name:
            raise UserError(
                f"the watch on {port} does not say what board it is",
                "name it with --board; `pacer boards` lists them",
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
        print(f"Bluetooth passkey: {identity.passkey_text(report.settings.get('passkey'))}")
    print(
        f"the watch: {capability.name or 'no name'}, firmware {capability.firmware}, "
        f"{capability.free_bytes // 1024} KB free"
    )
    return 0


def _on_a_drive(args: Namespace, board: Board | None, given: dict[str, Any]) -> int:
    """A board under CircuitPython: its files are copied to its drive."""
    from trackpacer.errors import UserError
    from trackpacer.install import catalogue, drive, identity

    mounted = drive.one(args.drive)
    if board is None:
        board = next(
            (
                each
                for each in catalogue.boards()
                if each.is_drive and each.micropython.lower() == mounted.board_id.lower()
            ),
            None,
        )
    if board is None or not board.is_drive:
        raise UserError(
            f"the drive {mounted.folder} is of a board that is not known here: {mounted.machine}",
            "name the board with --board; `pacer boards` lists them",
        )
    if given.pop("passkey", None) is not None:
        raise UserError(
            "CircuitPython pairs without a passkey",
            "leave --passkey out: the held button is its protection",
        )
    with watch_arguments.transfers() as begin:
        report = drive.install(mounted, board, identity.merging(board, given), begin)
    version = ".".join(map(str, mounted.version))
    print(f"{board.name} on {mounted.folder}, CircuitPython {version}")
    print(
        f"{report.files} modules: "
        + (f"{report.copied} files copied ({report.bytes} bytes)" if report.copied else "all there")
    )
    print(f"the watch: {report.settings.get('name', 'no name')}")
    print("eject the drive, then press reset, or switch the watch off and on")
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
