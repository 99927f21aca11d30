# SPDX-License-Identifier: MIT
"""`pacer simulator`: a simulated watch that runs until stopped, reached like any other."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer.cli import settings
from trackpacer.times import clock

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable
    from typing import Any

    from trackpacer.simulation.watch import Event, SimulatedWatch

RUNNERS = ("exact", "human", "forgetful")

SHOWN = ("rep", "reps", "target_ms", "countdown_s", "last_ms", "difference_ms")

KEYS = """\
Keys, each followed by Enter: p, or Enter alone (press), h (hold, 1.2 s), e (hold, 3.2 s),
  0 (power off and on), q (quit)."""
SQUAD_KEYS = """\
With several watches, a key goes to all of them, or to the one named after it: e anna."""
NAME = "simulated"


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--squad", action="store_true", help="a watch for each athlete of `pacer roster`"
    )
    parser.add_argument(
        "--name",
        help="what the watch is called (default: as the default athlete's watch, else simulated)",
    )
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FOLDER",
        help="where to keep its flash for next time (default: a new watch, thrown away at the end)",
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
        help="who wears it and runs every session that arrives (default: you press the keys)",
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="seed of the runner's random variation (default 1)"
    )
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
        help="let its clock run N millionths fast, at the usual speed (a good crystal is within "
        "40, an RC oscillator within 20000)",
    )
    settings.configure_simulated(parser)
    parser.add_argument("--display", action="store_true", help="give it a display")
    parser.add_argument(
        "--ble", action="store_true", help="give it Bluetooth, on a simulated radio of its own"
    )
    parser.add_argument("--sessions", type=int, metavar="N", help="stop after this many sessions")
    parser.epilog = f"{KEYS}\n{SQUAD_KEYS}"


def run(args: Namespace) -> int:
    """Serve until told to stop."""
    import tempfile

    from trackpacer.errors import UserError

    if args.tcp is not None and not 0 <= args.tcp <= 65535:
        raise UserError(f"there is no TCP port {args.tcp}", "ports go from 1 to 65535; 0: any")
    if args.sessions is not None and args.sessions < 1:
        raise UserError(f"--sessions {args.sessions}", "one session or more")
    if not -200_000 <= args.crystal_ppm <= 200_000:
        raise UserError(f"--crystal-ppm {args.crystal_ppm}", "write -200000 to 200000")
    names = _names(args)
    told = settings.of_simulated(args)
    if {"name", "passkey"} & told.keys():
        raise UserError("a simulated watch is named with --name, and --ble gives it a passkey")
    if told and args.state and (args.state / "flash.img").exists():
        raise UserError(
            f"{args.state} holds a watch with settings of its own",
            "change them while it runs: pacer settings NAME=VALUE",
        )
    hardware: dict[str, Any] = {
        "install_settings": told,
        "crystal_ppm": args.crystal_ppm,
        "speed": speed(args.speed or ("max" if args.runner else "1")),
        "display": args.display,
    }
    with contextlib.ExitStack() as stack:
        folder = args.state or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="pacer-watch-"))
        )
        air = _open_air(stack, hardware) if args.ble else None
        watches = _start(stack, args, names, folder, hardware, air)
        if sys.stdin.isatty():
            print(KEYS)
            if len(watches) > 1:
                print(SQUAD_KEYS)
        sys.stdout.flush()
        try:
            _serve(watches, args.sessions)
        except KeyboardInterrupt:
            print()
    return 0


def _names(args: Namespace) -> list[str]:
    """What the watches are called."""
    from trackpacer.errors import UserError
    from trackpacer.firmware import settings as table
    from trackpacer.paces.athletes import load_squad

    squad = load_squad()
    if args.squad:
        if args.name or args.tcp:
            raise UserError("--squad names its watches, and finds their ports", "leave it out")
        if not squad.athletes:
            raise UserError("the roster is empty", "fill it: pacer roster import squad.csv")
        return [athlete.watch_name for athlete in squad.athletes]
    if args.name is None:
        return [squad.find(squad.default).watch_name if squad.default else NAME]
    problem = table.problem("name", args.name)
    if problem:
        raise UserError(problem)
    return [args.name]


def _start(
    stack: contextlib.ExitStack,
    args: Namespace,
    names: list[str],
    folder: Path,
    hardware: dict[str, Any],
    air: tuple[str, int] | None,
) -> dict[str, SimulatedWatch]:
    """The watches, switched on, announced, and told about."""
    from trackpacer.simulation.running import Running, announced
    from trackpacer.simulation.watch import SimulatedWatch

    watches: dict[str, SimulatedWatch] = {}
    passkey = air[1] if air else -1
    for number, name in enumerate(names):
        installed = {**hardware["install_settings"], "name": name}
        if air:
            installed["passkey"] = passkey
        own = {
            **hardware,
            "install_settings": installed,
            "unique": [0x54, 0x50, 0, 0, *(number + 1).to_bytes(2, "big")],
        }
        if args.runner:
            own["runner"] = {"kind": args.runner, "seed": args.seed + number}
        state = folder / f"{number + 1:02}" if args.squad else folder
        printer = _Printer(name if args.squad else "")
        watches[name] = stack.enter_context(SimulatedWatch(state, own, args.tcp, printer.show))
    for name, watch in watches.items():
        watch.wait_for_app()
        about = Running(name, watch.port, air[0] if air else "", passkey)
        stack.enter_context(announced(about))
        if args.squad:
            print(f"{name}: --device usb:{watch.port}" + (f", ble:{name}" if air else ""))
        else:
            print(f"A simulated watch is on: --device usb:{watch.port}")
    if air:
        where = f"ble:{names[0]}" if len(names) == 1 else "ble:NAME"
        print(
            f"Over Bluetooth, once its button has been held (e): --device {where}\n"
            f"The passkey is {passkey:06}, unless --state brought another; on this computer pacer "
            f"knows it.\nElsewhere: export PACER_VIRTUAL_RADIO={air[0]}"
        )
    return watches


def _open_air(stack: contextlib.ExitStack, hardware: dict[str, Any]) -> tuple[str, int]:
    """Gives the watches an air; where it is, and the passkey on it."""
    import secrets

    from trackpacer.simulation.radio import RadioThread

    air = RadioThread()
    stack.callback(air.close)
    hardware["radio"] = air.hub.watch_port
    return f"127.0.0.1:{air.hub.port}", secrets.randbelow(999999) + 1


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
        raise UserError(f"{text!r} is not a speed", "write a number from 0.1 to 1000, or max")
    return found


def _serve(watches: dict[str, SimulatedWatch], sessions: int | None) -> None:
    if sessions is not None:
        for watch in watches.values():
            after = 0
            for _ in range(sessions):
                done = watch.wait_for(lambda event: event.get("cue") == "done", 1e9, after)
                after = done["n"] + 1
                watch.wait_for_app(30, after)
        return
    keys: dict[str, Callable[[SimulatedWatch], None]] = {
        "": lambda watch: watch.press(),
        "p": lambda watch: watch.press(),
        "h": lambda watch: watch.press(1200),
        "e": lambda watch: watch.press(3200),
        "0": _off_and_on,
    }
    for line in sys.stdin:
        key, _, name = line.strip().partition(" ")
        chosen = [
            watch for known, watch in watches.items() if known.lower().startswith(name.lower())
        ]
        if key.lower() == "q":
            return
        if key.lower() not in keys or not chosen:
            print(KEYS if chosen else f"no watch is called {name}")
            continue
        for watch in chosen:
            keys[key.lower()](watch)
    # Standard input is at its end (started in the background): only a signal stops it now.
    next(iter(watches.values())).wait_for(lambda event: False, 1e9)


def _off_and_on(watch: SimulatedWatch) -> None:
    watch.power_off()
    watch.power_on()


class _Printer:
    """Says in words what the watch lets be heard."""

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._over = False

    def show(self, event: Event) -> None:
        """One line for what a person beside the watch would notice."""
        if "cue" in event:
            self._over = event["cue"] == "done" or self._over
            at = clock(event["t_us"] // 1000, 3)
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
        if self._name:
            # Of a squad each beep would be too much: what a coach sees from the fence.
            if event.get("cue") in ("split", "last100", "count"):
                return
            text = f"{self._name}: {text.strip()}"
        print(text, flush=True)
