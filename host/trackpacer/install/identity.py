# SPDX-License-Identifier: MIT
"""Who a watch is: the settings that an install gives it, and which board a watch says it is.

Not here: putting them there (`copying`), what other settings there are (the firmware's `settings`).
"""

from __future__ import annotations

import ast
import json
import secrets
import time
from collections.abc import Callable
from typing import Any

from trackpacer.device.protocol import CAPABILITY_FILE
from trackpacer.device.serial_link import SerialLink
from trackpacer.errors import UserError
from trackpacer.firmware import settings as watch_settings
from trackpacer.install.catalogue import Board


def given(name: str | None, passkey: str | None) -> dict[str, Any]:
    """The settings that were asked for. passkey: six digits, or 'none'.

    Raises UserError for a value that the watch would not take.
    """
    found: dict[str, Any] = {}
    if name is not None:
        found["name"] = name
    if passkey is not None:
        found["passkey"] = _passkey(passkey)
    for key, value in found.items():
        problem = watch_settings.problem(key, value)
        if problem:
            raise UserError(problem)
    return found


def merging(board: Board, given: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A function from a watch's settings to what must change in them: what was given, the time
    zone, and a new passkey for a watch with a radio that has none."""

    def merge(now: dict[str, Any]) -> dict[str, Any]:
        wanted = {"utc_offset_s": time.localtime().tm_gmtoff, **given}
        if (
            "ble" in board.links
            and not board.is_drive
            and "passkey" not in given
            and "passkey" not in now
        ):
            wanted["passkey"] = secrets.randbelow(1_000_000)
        return {key: value for key, value in wanted.items() if now.get(key) != value}

    return merge


def passkey_text(passkey: object) -> str:
    """A setting as it is shown: six digits, or that there are none."""
    if not isinstance(passkey, int) or passkey < 0:
        return "none: no new laptop may pair (--passkey sets one)"
    return f"{passkey:06d} (--passkey sets another)"


def board_name(link: SerialLink) -> str:
    """Which board the watch said it is when its app last started; '' when it never did."""
    paths = tuple(root + "/" + CAPABILITY_FILE for root in ("", "/flash"))
    printed = link.execute(
        f"for p in {paths!r}:\n"
        " try:\n"
        "  with open(p) as f:\n"
        "   print(repr(f.read()))\n"
        "   break\n"
        " except OSError:\n"
        "  pass\n"
        "else:\n"
        " print(repr(''))\n"
    )
    try:
        found = json.loads(ast.literal_eval(printed.strip()))
    except (ValueError, SyntaxError):
        return ""
    name = found.get("board", "") if isinstance(found, dict) else ""
    return name if isinstance(name, str) else ""


def _passkey(text: str) -> int:
    if text == "none":
        return -1
    digits = text.replace(" ", "")
    if len(digits) != 6 or not digits.isascii() or not digits.isdigit():
        raise UserError(f"'{text}' is not a passkey", "give six digits, like 042137, or 'none'")
    return int(digits)
