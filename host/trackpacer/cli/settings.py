# SPDX-License-Identifier: MIT
"""`pacer settings`: shows and changes the watch's settings.

What there is, and what each may be, is the watch's own table (firmware `settings.py`); what each
does is said here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trackpacer.cli import watch_arguments
from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.device import Device


WHAT = {
    "name": "the watch's name, in its logs and over Bluetooth",
    "volume": "volume of the cues, per cent",
    "vibration": "the motor follows the cues, where there is one",
    "led": "the LED follows the cues, where there is one",
    "backlight": "the display's light: in the recovery (dark within a rep), or always",
    "start": "GO after a count-in, at the press (first rep), or at the press in every rep",
    "count_in_s": "length of the count-in, seconds",
    "delay_s": "seconds this watch starts late, so that a group can follow one another",
    "spacing_m": "metres between cues: -1 as the session says, 0 the finish only",
    "shift_s": "whole seconds per 400 m added to each target, for wind and heat",
    "lockout_ms": "a press this soon (ms) after another, or after GO, is ignored",
    "hold_ms": "a press this long pauses",
    "end_ms": "a press this long ends the session",
    "utc_offset_s": "the laptop's time zone, seconds east of UTC",
    "passkey": "six digits asked for when a laptop pairs; -1: no new one may",
}


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "change",
        nargs="*",
        metavar="NAME=VALUE",
        help="what to change (nothing: show them all); units=mile is the laptop's own",
    )
    parser.add_argument(
        "--default",
        action="append",
        default=[],
        metavar="NAME",
        help="set this one back to its default",
    )
    parser.add_argument(
        "--json", action="store_true", help="print them as JSON, for other programs"
    )
    watch_arguments.configure(parser)
    parser.epilog = "\n".join(f"{name:14} {what}" for name, what in WHAT.items())


def run(args: Namespace) -> int:
    """Check everything first, then write the file once, or not at all."""
    from trackpacer.device.protocol import SETTINGS_FILE
    from trackpacer.firmware import settings as table
    from trackpacer.paces import units
    from trackpacer.paces.athletes import load_squad

    own = [change for change in args.change if change.partition("=")[0] == "units"]
    watchs = [change for change in args.change if change not in own]
    changes = dict(parse(change, table) for change in watchs)
    shown_per = units.check(own[-1].partition("=")[2]) if own else ""
    if own and not watchs and not args.default:
        _set_units(shown_per)
        return 0  # the laptop's own: no watch is needed
    names = [row[0] for row in table.TABLE]
    with watch_arguments.reach(args) as watch:
        there = _load(watch)
        for name in args.default:
            if name not in names and name not in there:
                raise UserError(f"there is no setting {name!r}", "there are: " + ", ".join(names))
        if changes or args.default:
            wanted = {k: v for k, v in there.items() if k not in args.default} | changes
            # What another version's pacer wrote there is not ours to judge, and stays.
            problems = table.Settings().take({k: v for k, v in wanted.items() if k in names})
            if problems:
                raise UserError("; ".join(problems))
            with watch_arguments.transfers() as begin:
                watch.write(SETTINGS_FILE, json.dumps(wanted).encode(), begin(SETTINGS_FILE))
            there = wanted
    if own:
        _set_units(shown_per)
    if args.json:
        # The passkey is a secret: set at install, shown there.
        shown = {row[0]: there.get(row[0], row[1]) for row in table.TABLE if row[0] != "passkey"}
        print(json.dumps({**shown, "units": load_squad().units}, ensure_ascii=False, indent=2))
        return 0
    for name, default, _, _ in table.TABLE:
        if name == "passkey":
            continue  # a secret: set at install, shown there
        value = there.get(name, default)
        mark = "*" if value != default else " "
        print(f"{mark} {name:14} {_written(value):12} {WHAT[name]}")
    print("* not the default")
    print(f"  {'units':14} {load_squad().units:12} this laptop's: what paces are shown per")
    return 0


def configure_simulated(parser: ArgumentParser) -> None:
    """Declare the settings of a simulated watch."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        dest="settings",
        metavar="NAME=VALUE",
        help="a setting of the watch, as in `pacer settings`; repeatable",
    )


def of_simulated(args: Namespace) -> dict[str, Any]:
    """The settings that a simulated watch is given. Raises UserError."""
    from trackpacer.firmware import settings as table

    return dict(parse(text, table) for text in args.settings)


def _set_units(shown: str) -> None:
    from trackpacer.paces.athletes import load_squad, save_squad
    from trackpacer.records import replace

    save_squad(replace(load_squad(), units=shown))
    print(f"units {shown}: paces are shown per {shown} from now on")


def _load(watch: Device) -> dict[str, Any]:
    from trackpacer.device.protocol import SETTINGS_FILE, told

    if not any(entry.name == "settings.json" for entry in watch.list("watch")):
        return {}
    there = told(watch.read(SETTINGS_FILE))
    # The watch goes by its defaults when the file is damaged, and so does this.
    return there if isinstance(there, dict) else {}


def parse(change: str, table: Any) -> tuple[str, Any]:
    name, equals, text = change.partition("=")
    row = next((row for row in table.TABLE if row[0] == name), None)
    if row is None or not equals:
        names = ", ".join(row[0] for row in table.TABLE)
        raise UserError(f"{change!r} is not a setting", f"write NAME=VALUE; there are: {names}")
    value: Any = text
    if isinstance(row[1], bool):
        value = {"true": True, "on": True, "yes": True}.get(text.lower())
        value = False if text.lower() in ("false", "off", "no") else value
        value = text if value is None else value
    elif isinstance(row[1], int):
        try:
            value = int(text)
        except ValueError:
            value = text
    problem = table.problem(name, value)
    if not problem and not text.isprintable():
        problem = f"setting {name}: a control character in {text!r}"
    if problem:
        raise UserError(problem, WHAT[name])
    return name, value


def _written(value: object) -> str:
    return (
        {True: "on", False: "off"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )
