# SPDX-License-Identifier: MIT
"""Tokens of platforms in the system's keyring: never in a file of ours, never printed.

A machine without a keyring (a server) may give one for a single command in the environment. Not
here: what a platform does with its token (`platforms`).
"""

from __future__ import annotations

import json
import os
from typing import Any

from trackpacer.errors import UserError

SERVICE = "pacer"
_VARIABLES = {"intervals": "PACER_INTERVALS_KEY", "strava": "PACER_STRAVA_TOKEN"}


def load(platform: str) -> dict[str, Any]:
    """The token of 'intervals' or 'strava'. UserError where there is none."""
    variable = _VARIABLES[platform]
    given = os.environ.get(variable, "").strip()
    if given:
        return {"key": given} if platform == "intervals" else {"access_token": given}
    text = _asked("read", platform)
    try:
        found = json.loads(text) if text else None
    except ValueError:
        found = None
    if not isinstance(found, dict) or not found:
        raise UserError(
            f"there is no token for {platform} in this system's keyring",
            f"pacer upload --login {platform}; or, for one command, in {variable}",
        )
    return found


def save(platform: str, token: dict[str, Any]) -> None:
    """Put a token into the keyring. UserError where the system has none."""
    _asked("save", platform, json.dumps(token))


def forget(platform: str) -> bool:
    """Take a token out of the keyring; False where there was none."""
    if not _asked("read", platform):
        return False
    _asked("forget", platform)
    return True


def _asked(what: str, platform: str, text: str = "") -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        if what == "save":
            keyring.set_password(SERVICE, platform, text)
        elif what == "forget":
            keyring.delete_password(SERVICE, platform)
        else:
            return keyring.get_password(SERVICE, platform)
    except (KeyringError, RuntimeError) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise UserError(
            f"this system's keyring cannot be used: {said[:200]}",
            f"unlock or install one; or give the token for one command in {_VARIABLES[platform]}",
        ) from None
    return None
