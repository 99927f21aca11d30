# SPDX-License-Identifier: MIT
"""`pacer devices`: the watches in reach, over USB and over Bluetooth."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EPILOG = """\
The first column is what --device takes. A watch is heard over Bluetooth only while it is in sync:
hold its button for 3 s, and it is so for two minutes."""


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--seconds", type=float, default=4.0, help="how long to listen for Bluetooth (default 4)"
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON, for other programs")
    parser.epilog = EPILOG


def run(args: Namespace) -> int:
    """List them: USB at once, then who is heard."""
    from trackpacer.device import DeviceError, serial_ports
    from trackpacer.errors import UserError

    if not 0.2 <= args.seconds <= 60:
        raise UserError(f"{args.seconds:g} s is not a time to listen", "write 0.2 to 60")
    rows = [(f"usb:{port.name}", port.description) for port in serial_ports.ports()]
    if args.json:
        return _json(rows, args.seconds)
    width = max((len(name) for name, _ in rows), default=0)
    for name, what in rows:
        print(f"{name:{width}}  {what}")
    sys.stdout.flush()
    note = ""
    try:
        from trackpacer.device import ble

        found = ble.watches(args.seconds)
    except DeviceError as error:
        found = []
        note = f"Bluetooth: {error}"
    names = [f"ble:{one.name}" for one in found]
    width = max((len(name) for name in names), default=0)
    for name, one in zip(names, found, strict=True):
        print(f"{name:{width}}  {one.address}, {one.signal_dbm} dBm")
    if note:
        print(note, file=sys.stderr)
    if not rows and not found:
        print("No watch is plugged in, and none is heard over Bluetooth." if not note
              else "No watch is plugged in.")  # fmt: skip
    return 0


def _json(rows: list[tuple[str, str]], seconds: float) -> int:
    import json

    from trackpacer.device import DeviceError

    found: list[dict[str, object]] = [{"device": name, "about": what} for name, what in rows]
    try:
        from trackpacer.device import ble

        found += [
            {"device": f"ble:{one.name}", "about": one.address, "signal_dbm": one.signal_dbm}
            for one in ble.watches(seconds)
        ]
    except DeviceError as error:
        print(f"Bluetooth: {error}", file=sys.stderr)
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0
