# SPDX-License-Identifier: MIT
"""What is wrong with a watch, its port or this laptop, and what helps. Changes nothing there.

Here: the questions, in the order in which one answer makes the next question worth asking. Not
here: what is printed (`cli.doctor`).
"""

from __future__ import annotations

import ast
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from trackpacer.device import Device, open_device, serial_link, serial_ports, usb
from trackpacer.device.drift import MINUTE_S, compare, lap_error_s
from trackpacer.device.protocol import (
    SETTINGS_FILE,
    DeviceError,
    NoFileError,
    UnknownWatchError,
)
from trackpacer.device.selection import parse
from trackpacer.errors import UserError
from trackpacer.firmware import capability as of_the_watch
from trackpacer.firmware import settings as watch_settings
from trackpacer.install import build, catalogue, chips, copying, drive, identity, on_watch
from trackpacer.records import record

GOOD = "ok"
NOTE = "note"
BAD = "bad"

ERRORS_FILE = "watch/errors.txt"

_LOW_BYTES = 32 * 1024  # a season's session takes 3 KB, an update of the firmware what it weighs

_LOOK = (
    on_watch.FREE
    + """
import os
def _names(folder):
    try:
        path = {root!r} + '/' + folder
        if not hasattr(os, 'ilistdir'):
            return os.listdir(path)
        # A name that is no text would end a listing of texts.
        return [repr(entry[0])[2:-1] for entry in os.ilistdir(path.encode())]
    except OSError:
        return None
def _content(path):
    try:
        with open({root!r} + '/' + path, 'rb') as f:
            return f.read()
    except OSError:
        return b''
s = os.statvfs({root!r} or '/')
print(repr((_free({root!r}), s[0] * s[2], _names('sessions'), _names('logs'),
    _content('watch/errors.txt')[-600:], _content('watch/settings.json'))))
"""
)


@record
class Finding:
    """One answer. level: GOOD, NOTE or BAD; remedy: what helps, '' when nothing is wrong."""

    level: str
    text: str
    remedy: str = ""


Progress = Callable[[float, float], None]
"""Called with the seconds of the comparison of clocks that are over, and their sum."""


def examine(spec: str | None, progress: Progress | None) -> Iterator[Finding]:
    """Everything that can be found out; ends at the first thing that stops the rest.

    spec: as `--device` takes it. progress: None leaves out the comparison of clocks.
    """
    try:
        over_usb, name = parse(spec)
        if over_usb and spec is None:
            yield from _on_a_drive()
        yield from _over_usb(name, progress) if over_usb else _over_the_air(name, progress)
    except UserError as error:
        yield Finding(BAD, str(error), error.hint)


def _on_a_drive() -> Iterator[Finding]:
    """What a mounted drive of CircuitPython's tells, without its watch."""
    for mounted in drive.drives():
        version = ".".join(map(str, mounted.version))
        yield Finding(GOOD, f"{mounted.folder}: CircuitPython {version} on {mounted.machine}")
        board = next(
            (
                each
                for each in catalogue.boards()
                if each.is_drive and each.micropython.lower() == mounted.board_id.lower()
            ),
            None,
        )
        if board is None:
            yield Finding(NOTE, "no board of that name is known here", "pacer boards lists them")
            continue
        current = drive.is_current(mounted, board)
        remedy = f"pacer install --board {board.name}, its button held while it is plugged in"
        if current is None:
            yield Finding(BAD, f"{board.name}: no firmware is on it", remedy)
        elif current:
            yield Finding(GOOD, f"{board.name}: the firmware is this pacer's")
        else:
            yield Finding(NOTE, f"{board.name}: the firmware is not this pacer's", remedy)


def _over_usb(port: str | None, progress: Progress | None) -> Iterator[Finding]:
    cable = "; ".join(_CABLE)
    if not serial_ports.ports() and port is None:
        yield Finding(BAD, "this computer sees no watch and no other USB serial device", cable)
        return
    try:
        port = port or serial_ports.only_port()
        link = serial_link.SerialLink(port)
    except DeviceError as error:
        yield Finding(BAD, str(error), error.hint or cable)
        return
    with link:
        yield Finding(GOOD, f"{port} opens, and what is there answers")
        yield from _examine_board(link, progress)


def _over_the_air(name: str | None, progress: Progress | None) -> Iterator[Finding]:
    with open_device(f"ble:{name or ''}") as device:
        capability = device.capability()
        yield Finding(GOOD, f"{capability.name or 'the watch'} answers, encrypted and paired")
        what = f"{capability.board}: firmware {capability.firmware}"
        if capability.firmware == of_the_watch.VERSION:
            yield Finding(GOOD, what)
        else:
            ours = f"{what}, this pacer's is {of_the_watch.VERSION}"
            yield Finding(NOTE, ours, "pacer install, on its cable")
        if "free_bytes" in capability.raw:
            yield _flash(capability.free_bytes)
        yield from _files(_names(device, "sessions"), _names(device, "logs"))
        yield from _settings(_content(device, SETTINGS_FILE))
        yield from _errors(_content(device, ERRORS_FILE))
        yield from _timing(device, progress)


def _names(device: Device, folder: str) -> list[str]:
    return [entry.name for entry in device.list(folder)]


def _content(device: Device, path: str) -> bytes:
    try:
        return device.read(path)
    except NoFileError:
        return b""


_CABLE = (
    "try another cable (many only charge)",
    "plug it in directly",
    "install the driver of the board's USB chip (CP210x, CH340, CH9102)",
)


def _examine_board(link: serial_link.SerialLink, progress: Progress | None) -> Iterator[Finding]:
    chip = chips.see_chip(link)
    yield Finding(GOOD, f"MicroPython {chip.micropython} on {chip.machine or chip.platform}")
    name = identity.board_name(link)
    if not name:
        yield Finding(
            BAD, "the firmware was never started here", "pacer install --board NAME (pacer boards)"
        )
        return
    board = catalogue.board(name)
    chips.check_chip(chip, board, link.port)
    yield _firmware(link, board)
    printed = link.execute(_LOOK.format(root=board.root))
    free, total, sessions, logs, errors, settings = ast.literal_eval(printed.strip())
    yield _flash(free, total)
    yield from _files(sessions, logs)
    yield from _settings(settings)
    yield from _errors(errors)
    yield from _timing(usb.UsbDevice(link), progress)


def _firmware(link: serial_link.SerialLink, board: catalogue.Board) -> Finding:
    one = copying.Installer(link, board, build.compile_board(board))
    if not one.running:
        return Finding(NOTE, f"{board.name}: the firmware is not from `pacer install`")
    if one.is_current:
        return Finding(GOOD, f"{board.name}: the firmware is this pacer's")
    return Finding(
        NOTE,
        f"{board.name}: the firmware is not this pacer's",
        f"pacer install --board {board.name}",
    )


def _flash(free: int, total: int = 0) -> Finding:
    of = f" of {total // 1024}" if total else ""
    text = f"flash: {free // 1024}{of} KB free"
    if free < _LOW_BYTES:
        return Finding(BAD, text, "pacer fetch --delete, and pacer rm for sessions")
    return Finding(GOOD, text)


def _files(sessions: list[str] | None, logs: list[str] | None) -> Iterator[Finding]:
    if sessions is None or logs is None:
        yield Finding(BAD, "its folders are missing", "restart it; then pacer install")
        return
    waiting = sum(name.endswith(".log") for name in logs)
    yield Finding(GOOD, f"sessions: {sum(name.endswith('.tpp') for name in sessions)}")
    if waiting:
        yield Finding(NOTE, f"lap logs not fetched yet: {waiting}", "pacer fetch")


def _settings(content: bytes) -> Iterator[Finding]:
    try:
        found: Any = json.loads(content or b"{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        yield Finding(BAD, "its settings cannot be read", "pacer install --name NAME writes them")
        return
    for key, value in found.items():
        problem = watch_settings.problem(key, value)
        if problem and any(row[0] == key for row in watch_settings.TABLE):
            yield Finding(BAD, problem, f"pacer settings {key}=VALUE")
        elif problem:  # of another version
            yield Finding(NOTE, problem, f"pacer settings --default {key} takes it away")


def _errors(content: bytes) -> Iterator[Finding]:
    lines = content.decode("utf-8", "replace").strip().splitlines()
    if lines:
        yield Finding(NOTE, f"its error log ends: {lines[-1]}", "pacer fetch brings the whole log")


def _timing(device: Device, progress: Progress | None) -> Iterator[Finding]:
    """The time of day, what its ticks come from, and how fast they run."""
    oscillator = _oscillator(device)
    if oscillator == "rc":
        yield Finding(
            BAD,
            "it times by an RC oscillator: its 32 kHz crystal does not run, a lap may be 1.6 s off",
            "switch it off and on; if that does not help its crystal is broken: take another board",
        )
    try:
        reading = device.read_clock()
    except DeviceError:
        yield Finding(NOTE, "its firmware does not tell its clock", "pacer install")
        return
    yield _time_of_day(reading.unix_s)
    if oscillator == "virtual":
        yield Finding(NOTE, "its clock is simulated at another speed: not compared")
    elif progress is not None:
        drift = compare(device, MINUTE_S, progress)
        if not drift.is_fault:
            yield Finding(GOOD, f"its clock runs true: {drift}")
            return
        yield Finding(
            BAD,
            f"its clock is {drift}: {lap_error_s(drift.ppm):.2f} s in a lap of 84 s",
            "pacer install, where its firmware is older; else its crystal is broken or missing: no "
            "time of this watch is to be trusted",
        )


def _oscillator(device: Device) -> object:
    try:
        return device.capability().raw.get("oscillator")
    except UnknownWatchError:
        return None


def _time_of_day(now: int) -> Finding:
    if not now:
        return Finding(NOTE, "its clock is not set", "any command that connects to it sets it")
    off = now - int(time.time())
    if abs(off) > 60:
        return Finding(NOTE, f"its clock is {off} s off", "any command that connects to it sets it")
    return Finding(GOOD, "its time of day is right")
