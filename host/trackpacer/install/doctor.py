# SPDX-License-Identifier: MIT
"""What is wrong with a watch, its port or this laptop, and what helps. Changes nothing there.

Here: the questions, in the order in which one answer makes the next question worth asking. Not
here: what is printed (`cli.doctor`).
"""

from __future__ import annotations

import ast
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trackpacer.device import usb
from trackpacer.device.protocol import DeviceError
from trackpacer.errors import UserError
from trackpacer.firmware import settings as watch_settings
from trackpacer.install import build, catalogue, copying, identity

GOOD = "ok"
NOTE = "note"
BAD = "bad"

_LOW_BYTES = 32 * 1024  # a season's session takes 3 KB, an update of the firmware what it weighs

_LOOK = """
import os
def _names(folder):
    try:
        return os.listdir({root!r} + '/' + folder)
    except OSError:
        return None
def _text(path):
    try:
        with open({root!r} + '/' + path) as f:
            return f.read()
    except OSError:
        return ''
s = os.statvfs({root!r} or '/')
print(repr((s[0] * s[3], s[0] * s[2], _names('sessions'), _names('logs'),
    _text('watch/errors.txt')[-600:], _text('watch/settings.json'))))
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer. level: GOOD, NOTE or BAD; remedy: what helps, '' when nothing is wrong."""

    level: str
    text: str
    remedy: str = ""


def examine(port: str | None) -> Iterator[Finding]:
    """Everything that can be found out; ends at the first thing that stops the rest."""
    cable = "; ".join(_CABLE)
    if not usb.ports() and port is None:
        yield Finding(BAD, "this computer sees no watch, nor any other USB serial device", cable)
        return
    try:
        port = port or usb.only_port()
        link = usb.SerialLink(port)
    except DeviceError as error:
        yield Finding(BAD, str(error), error.hint or cable)
        return
    with link:
        yield Finding(GOOD, f"{port} opens, and what is there answers")
        try:
            yield from _examine_board(link)
        except UserError as error:
            yield Finding(BAD, str(error), error.hint)


_CABLE = (
    "try another cable (many only charge)",
    "plug it in directly",
    "install the driver of the board's USB chip (CP210x, CH340, CH9102)",
)


def _examine_board(link: usb.SerialLink) -> Iterator[Finding]:
    chip = copying.see_chip(link)
    yield Finding(GOOD, f"MicroPython {chip.micropython} on {chip.machine or chip.platform}")
    name = identity.board_name(link)
    if not name:
        yield Finding(
            BAD, "the firmware was never started here", "pacer install --board NAME (pacer boards)"
        )
        return
    board = catalogue.board(name)
    copying.check_chip(chip, board, link.port)
    yield _firmware(link, board)
    printed = link.execute(_LOOK.format(root=board.root))
    free, total, sessions, logs, errors, settings = ast.literal_eval(printed.strip())
    yield _flash(free, total)
    yield from _files(sessions, logs)
    yield from _settings(settings)
    yield _clock(link)
    if errors:
        last = errors.strip().splitlines()[-1]
        yield Finding(NOTE, f"its error log ends: {last}", "pacer fetch brings the whole log home")


def _firmware(link: usb.SerialLink, board: catalogue.Board) -> Finding:
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


def _flash(free: int, total: int) -> Finding:
    text = f"flash: {free // 1024} of {total // 1024} KB free"
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


def _settings(text: str) -> Iterator[Finding]:
    try:
        found: Any = json.loads(text or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        yield Finding(BAD, "its settings cannot be read", "pacer install --name NAME writes them")
        return
    for key, value in found.items():
        problem = watch_settings.problem(key, value)
        if problem:
            yield Finding(BAD, problem, f"pacer settings {key}=VALUE")


def _clock(link: usb.SerialLink) -> Finding:
    code = "import installed\nfrom board import board\nprint(board.unix_time())"
    now = int(link.execute(code).strip().splitlines()[-1])
    if not now:
        return Finding(NOTE, "its clock is not set", "any command that reaches it sets it")
    off = now - int(time.time())
    if abs(off) > 60:
        return Finding(NOTE, f"its clock is {off} s off", "any command that reaches it sets it")
    return Finding(GOOD, "its clock is right")
