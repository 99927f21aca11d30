# SPDX-License-Identifier: MIT
"""A session's activity to a platform, and beside its log that it is there."""

from __future__ import annotations

from trackpacer.errors import UserError
from trackpacer.laps import fit
from trackpacer.laps.store import Store, Stored
from trackpacer.uploads import platforms, tokens
from trackpacer.uploads.platforms import Activity, Uploaded

PLATFORMS = ("intervals", "strava")
_UPLOADS = "uploads"


def send(store: Store, stored: Stored, platform: str, again: bool = False) -> Uploaded:
    """Upload a session. UserError where it is there already (unless `again`), or is not taken."""
    about = stored.about()
    before = about.get(_UPLOADS)
    had = before.get(platform) if isinstance(before, dict) else None
    if had and not again:
        raise UserError(f"{stored.stem} is at {platform} already: {had}", "--again sends it again")
    result = store.result(stored)
    activity = Activity(
        fit.encode(result), f"{stored.stem}.fit", result.title or "Track session", result.edits.note
    )
    token = tokens.load(platform)
    if platform == "intervals":
        found = platforms.to_intervals(activity, token)
    else:
        found = platforms.to_strava(activity, token, lambda new: tokens.save("strava", new))
    kept = dict(before) if isinstance(before, dict) else {}
    stored.keep_about({**stored.about(), _UPLOADS: {**kept, platform: found.address}})
    return found
