# SPDX-License-Identifier: MIT
"""`pacer sim`: a simulated watch that runs until stopped, reached as a port like any other."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from trackpacer.simulation.watch import Event, SimulatedWatch

RUNNERS = ("exact", "human", "forgetful")

SHOWN = ("rep", "reps", "target_ms", "countdown_s", "last_ms", "difference_ms")

KEYS = """\
Keys, each with Enter: nothing or p (press), h (hold, 1.2 s), e (longer hold, 3.2 s),
  0 (power off and on), q (quit)."""


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FOLDER",
        help="where its flash is kept for the next time (default: a new watch, dropped at the end)",
    )
    parser.add_argument(
        "--tcp",
        type=int,
        metavar="PORT",
        help="a TCP port on this computer in place of a pseudo-terminal (0: any)",
    )
    parser.add_argument(
        "--runner",
        choices=RUNNERS,
        help="somebody wears it, and runs every session that arrives (default: you press)",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the runner's chance (default 1)")
    parser.add_argument(
        "--speed",
        metavar="N",
        help="N times as fast as real time, or max (default: 1; with a runner max)",
    )
    parser.add_argument(
        "--crystal-ppm",
        type=int,
        default=0,
        metavar="N",
        help="its oscillator is so many millionths too fast, at the usual speed (a good crystal is "
        "within 40, an RC oscillator within 20000)",
    )
    parser.add_argument("--display", action="store_true", help="it has a display")
    parser.add_argument(
        "--ble", action="store_true", help="it has Bluetooth, on a simulated air of its own"
    )
    parser.add_argument(
        "--sessions", type=int, metavar="N", help="stop after so many sessions were run"
    )
    parser.epilog = KEYS


def run(args: Namespace) -> int:
    """Serve until told to stop."""
    import tempfile

    from trackpacer.errors import UserError
    from trackpacer.simulation.watch import SimulatedWatch

    if args.tcp is not None and not 0 <= args.tcp <= 65535:
        raise UserError(f"there is no TCP port {args.tcp}", "ports go from 1 to 65535; 0: any")
    if args.sessions is not None and args.sessions < 1:
        raise UserError(f"--sessions {args.sessions}", "one session or more")
    if not -200_000 <= args.crystal_ppm <= 200_000:
        raise UserError(f"--crystal-ppm {args.crystal_ppm}", "write -200000 to 200000")
    settings: dict[str, object] = {
        "crystal_ppm": args.crystal_ppm,
        "speed": speed(args.speed or ("max" if args.runner else "1")),
        "display": args.display,
    }
    if args.runner:
        settings["runner"] = {"kind": args.runner, "seed": args.seed}
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="pacer-"))
        about = _connect_radio(stack, settings) if args.ble else ""
        printer = _Printer()
        with SimulatedWatch(args.state or Path(folder), settings, args.tcp, printer.show) as watch:
            watch.wait_for_app()
            print(f"A simulated watch is on: --device usb:{watch.port}")
            if about:
                print(about)
            if sys.stdin.isatty():
                print(KEYS)
            sys.stdout.flush()
            try:
                _serve(watch, args.sessions)
            except KeyboardInterrupt:
                print()
    return 0


def _connect_radio(stack: contextlib.ExitStack, settings: dict[str, object]) -> str:
    """Gives the watch an air, a name and a passkey; what to say of it."""
    import secrets

    from trackpacer.simulation.radio import RadioThread

    air = RadioThread()
    stack.callback(air.close)
    passkey = secrets.randbelow(999999) + 1
    settings["radio"] = air.hub.watch_port
    settings["install_settings"] = {"name": "simulated", "passkey": passkey}
    return (
        f"Over Bluetooth, after a longer hold of its button (e): --device ble:simulated, passkey "
        f"{passkey:06} unless --state\n"
        f"brought settings of its own. For pacer in another shell:\n"
        f"  export PACER_VIRTUAL_RADIO=127.0.0.1:{air.hub.port} PACER_VIRTUAL_PASSKEY={passkey:06}"
    )


def speed(text: str) -> float:
    """How many times as fast as real time; 0 for 'max'. Raises UserError."""
    from trackpacer.errors import UserError

    if text == "max":
        return 0
    try:
        found = float(text)
    except ValueError:
        found = 0
    if not 0.1 <= found <= 1000:
        raise UserError(f"{text!r} is no speed", "write a number from 0.1 to 1000, or max")
    return found


def _serve(watch: SimulatedWatch, sessions: int | None) -> None:
    if sessions is not None:
        after = 0
        for _ in range(sessions):
            done = watch.wait_for(lambda event: event.get("cue") == "done", 1e9, after)
            after = done["n"] + 1
            watch.wait_for_app(30, after)
        return
    keys: dict[str, Callable[[], None]] = {
        "": watch.press,
        "p": watch.press,
        "h": lambda: watch.press(1200),
        "e": lambda: watch.press(3200),
    }
    for line in sys.stdin:
        key = line.strip().lower()
        if key == "q":
            return
        if key == "0":
            watch.power_off()
            watch.power_on()
        elif key in keys:
            keys[key]()
        else:
            print(KEYS)
    # Standard input is at its end (started in the background): only a signal stops it now.
    watch.wait_for(lambda event: False, 1e9)


class _Printer:
    """Says in words what the watch lets be heard."""

    def __init__(self) -> None:
        self._over = False

    def show(self, event: Event) -> None:
        """One line for what a person beside the watch would notice."""
        if "cue" in event:
            self._over = event["cue"] == "done" or self._over
            ms = event["t_us"] // 1000
            minutes, rest = divmod(abs(ms), 60_000)
            at = f"{'-' if ms < 0 else ''}{minutes}:{rest / 1000:06.3f}"
            metres = f" {event['m']} m" if event["m"] else ""
            text = f"{at:>10}  {event['cue']}{metres}"
        elif event["event"] == "answer":
            text = f"             ({event['sound']})"
        elif event["event"] == "app" and self._over:
            self._over = False
            text = "The session is over; its log is on the watch."
        elif event["event"] == "screen":
            shown = (event["title"], *(f"{k} {event[k]}" for k in SHOWN if event[k] is not None))
            text = "             [" + " | ".join(filter(None, (*shown, event["text"]))) + "]"
        elif event["event"] in ("crash", "watchdog", "power cut"):
            text = f"the watch: {event['event']} {event.get('error', '')}".rstrip()
        else:
            return
        print(text, flush=True)
