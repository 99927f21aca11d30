# SPDX-License-Identifier: MIT
"""Uploads as intervals.icu and Strava document them.

intervals.icu: a multipart POST of the file to /api/v1/athlete/0/activities (0: the key's own
athlete), with basic authentication, the user being the word API_KEY. Strava: access tokens last six
hours and are renewed at /oauth/token with a refresh token, which then changes; a multipart POST to
/api/v3/uploads is answered with the upload's id, which is asked after, once a second at most, until
it has an activity or an error. (developers.strava.com/docs/uploads and /authentication;
forum.intervals.icu, 'API access to Intervals.icu'.) Not here: where tokens are kept (`tokens`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NoReturn
from urllib.parse import parse_qs, urlencode, urlsplit

from trackpacer.errors import UserError
from trackpacer.records import record
from trackpacer.shown import line

INTERVALS = "https://intervals.icu"
STRAVA = "https://www.strava.com"
_TIMEOUT_S = 30.0
_EVERY_S = 1.5
_MOST_POLLS = 40
_EARLY_S = 120.0
"""An access token is renewed so long before its end."""


@record
class Activity:
    """What is uploaded: a FIT file, its name on disk (unique for a session), a title, a note."""

    data: bytes
    file: str
    title: str
    note: str = ""


@record
class Uploaded:
    """identity: of the activity there, '' while it is still being worked on."""

    identity: str
    address: str


def to_intervals(activity: Activity, token: dict[str, Any]) -> Uploaded:
    """Upload to intervals.icu. token: {'key': ...}. UserError with what it answered."""
    answer = _ask(
        "intervals",
        "POST",
        f"{INTERVALS}/api/v1/athlete/0/activities",
        params={"name": activity.title, "description": activity.note, "external_id": activity.file},
        files={"file": (activity.file, activity.data, "application/octet-stream")},
        auth=("API_KEY", str(token.get("key", ""))),
    )
    identity = answer.get("id")
    if identity is None and isinstance(answer.get("activities"), list) and answer["activities"]:
        identity = answer["activities"][0].get("id")
    if identity is None:
        raise UserError("intervals.icu took the file and named no activity", "look there for it")
    return Uploaded(str(identity), f"{INTERVALS}/activities/{identity}")


def to_strava(
    activity: Activity,
    token: dict[str, Any],
    keep: Callable[[dict[str, Any]], None],
    sleep: Callable[[float], None] = time.sleep,
) -> Uploaded:
    """Upload to Strava and wait until it is there. keep: called with a renewed token. UserError."""
    token = _renewed(token, keep)
    headers = {"Authorization": f"Bearer {token.get('access_token', '')}"}
    answer = _ask(
        "strava",
        "POST",
        f"{STRAVA}/api/v3/uploads",
        headers=headers,
        data={
            "data_type": "fit",
            "name": activity.title,
            "description": activity.note,
            "external_id": activity.file,
        },
        files={"file": (activity.file, activity.data, "application/octet-stream")},
    )
    upload = answer.get("id_str") or answer.get("id")
    for _ in range(_MOST_POLLS):
        if answer.get("error"):
            raise UserError(f"Strava does not take it: {line(str(answer['error']))}")
        if answer.get("activity_id"):
            identity = str(answer["activity_id"])
            return Uploaded(identity, f"{STRAVA}/activities/{identity}")
        if not upload:
            break
        sleep(_EVERY_S)
        answer = _ask("strava", "GET", f"{STRAVA}/api/v3/uploads/{upload}", headers=headers)
    return Uploaded("", f"{STRAVA}/athlete/training")


def _renewed(token: dict[str, Any], keep: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """The token with an access token that is still good. UserError."""
    if "refresh_token" not in token or float(token.get("expires_at", 0)) > time.time() + _EARLY_S:
        return token
    fields = ("client_id", "client_secret", "refresh_token")
    answer = _token({"grant_type": "refresh_token", **{key: token[key] for key in fields}})
    found = {**token, **answer}
    keep(found)
    return found


def strava_address(client: str) -> str:
    """Where a runner lets this laptop upload: a page of Strava, for their own API application."""
    asked = {
        "client_id": client,
        "response_type": "code",
        "redirect_uri": "http://localhost/pacer",
        "approval_prompt": "force",
        "scope": "activity:write",
    }
    return f"{STRAVA}/oauth/authorize?{urlencode(asked)}"


def strava_login(client: str, secret: str, landed: str) -> dict[str, Any]:
    """The token for what Strava's page ended on: an address with a code, or the code. UserError."""
    asked = parse_qs(urlsplit(landed).query) if "?" in landed else {"code": [landed.strip()]}
    if "error" in asked:
        raise UserError("Strava was not allowed to take uploads", "open the page again, and agree")
    code = asked.get("code", [""])[0]
    scopes = ",".join(asked.get("scope", ["activity:write"]))
    if not code:
        raise UserError("that address has no code in it", "the whole address the browser ended on")
    if "activity:write" not in scopes:
        raise UserError(
            "Strava was allowed everything but to take uploads", "leave the box for it ticked"
        )
    keys = {"client_id": client, "client_secret": secret}
    return {**keys, **_token({"grant_type": "authorization_code", "code": code, **keys})}


def _token(fields: dict[str, str]) -> dict[str, Any]:
    answer = _ask("strava", "POST", f"{STRAVA}/oauth/token", data=fields)
    kept = {key: answer.get(key) for key in ("access_token", "refresh_token", "expires_at")}
    if not all(kept.values()):
        raise UserError("Strava answered without a token", "pacer upload --login strava")
    return kept


# -- asking

_CALLED = {"intervals": "intervals.icu", "strava": "Strava"}


def _ask(platform: str, method: str, address: str, **options: Any) -> dict[str, Any]:
    """What a platform answers, as JSON. UserError that says what to do; a token is never in it."""
    import requests

    name = _CALLED[platform]
    try:
        answer = requests.request(
            method, address, timeout=_TIMEOUT_S, allow_redirects=False, **options
        )
    except requests.exceptions.Timeout:
        raise UserError(f"{name} did not answer in {_TIMEOUT_S:.0f} s", "try again later") from None
    except requests.exceptions.RequestException as error:
        why = "no secure connection" if isinstance(error, requests.exceptions.SSLError) else ""
        raise UserError(
            f"{name} cannot be reached{': ' * bool(why)}{why}", "is the laptop online?"
        ) from None
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not 200 <= answer.status_code < 300:
        _refused(platform, answer.status_code, found)
    if not isinstance(found, dict):
        raise UserError(f"{name} answered with something that is no JSON object", "try again later")
    return found


def _refused(platform: str, status: int, found: Any) -> NoReturn:
    name = _CALLED[platform]
    said = _words(found)
    told = f": {said}" if said else ""
    if status in (401, 403):
        raise UserError(
            f"{name} does not accept the token ({status}{told})", f"pacer upload --login {platform}"
        )
    if status == 429:
        raise UserError(f"{name} takes no more for now ({status}{told})", "try in a quarter hour")
    if status >= 500 or 300 <= status < 400:
        raise UserError(f"{name} answers {status}{told}", "try again later")
    raise UserError(f"{name} does not take the file ({status}{told})")


def _words(found: Any) -> str:
    """What a platform says is wrong: 'error' of intervals.icu, 'message' and 'error' of Strava."""
    if not isinstance(found, dict):
        return ""
    texts = [found.get("message"), found.get("error")]
    return line("; ".join(text for text in texts if isinstance(text, str)))[:300]
