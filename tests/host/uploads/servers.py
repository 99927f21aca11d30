# SPDX-License-Identifier: MIT
"""intervals.icu and Strava on this machine, answering as they document, and refusing as they do.

Strict where they are: the path, the method, the authentication, a multipart body with the file in
the field `file`, and a FIT activity in it that a decoder reads. What is left out: rate limits by
time, activities after the upload, OAuth's web pages.
"""

from __future__ import annotations

import base64
import io
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import fitdecode

KEY = "1l0nlqjq3j1obdhg08rz5rfhx"
CLIENT, SECRET, CODE = "5678", "s3cr3t", "c0de"


@dataclass
class Platforms:
    """What both have seen, and how they are to answer.

    fail: a status for every request, with a JSON body. slow: polls until Strava has an activity.
    """

    address: str = ""
    uploads: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    fail: tuple[int, object] | None = None
    slow: int = 2
    access: str = "access-1"
    refresh: str = "refresh-1"
    renewals: int = 0
    error: str = ""
    polls: int = 0


def is_activity(data: bytes) -> bool:
    """Whether a file is a FIT activity that a decoder reads to its end."""
    try:
        with fitdecode.FitReader(io.BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE) as frames:
            kinds = [
                frame.get_value("type")
                for frame in frames
                if isinstance(frame, fitdecode.FitDataMessage) and frame.name == "file_id"
            ]
    except fitdecode.FitError:
        return False
    return kinds == ["activity"]


def parts(headers: Any, body: bytes) -> dict[str, tuple[str, bytes]]:
    """The fields of a multipart body: file name and content."""
    kind = headers["Content-Type"] or ""
    if not kind.startswith("multipart/form-data"):
        return {}
    whole = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    found = {}
    for part in whole.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found[str(name)] = (part.get_filename() or "", content)
    return found


class Handler(BaseHTTPRequestHandler):
    """Both platforms' answers."""

    state: Platforms

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, status: int, value: object) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        path = urlsplit(self.path)
        self.state.paths.append(f"{self.command} {path.path}")
        query = {key: one[0] for key, one in parse_qs(path.query).items()}
        if self.state.fail:
            self.answer(*self.state.fail)
        elif path.path == "/api/v1/athlete/0/activities" and self.command == "POST":
            self.intervals(query, body)
        elif path.path == "/oauth/token" and self.command == "POST":
            self.token({key: one[0] for key, one in parse_qs(body.decode()).items()})
        elif path.path.startswith("/api/v3/uploads"):
            self.strava(path.path, body)
        else:
            self.answer(404, {"message": "Record Not Found", "errors": []})

    do_GET = do_POST = handle_any  # noqa: N815

    def intervals(self, query: dict[str, str], body: bytes) -> None:
        wanted = "Basic " + base64.b64encode(f"API_KEY:{KEY}".encode()).decode()
        if self.headers["Authorization"] != wanted:
            return self.answer(403, {"status": 403, "error": "Access denied"})
        name, data = parts(self.headers, body).get("file", ("", b""))
        if not is_activity(data):
            return self.answer(422, {"status": 422, "error": "Unable to read file"})
        self.state.uploads.append({"file": name, "data": data, **query})
        return self.answer(201, {"icu_athlete_id": "i1", "id": f"i{len(self.state.uploads)}"})

    def token(self, fields: dict[str, str]) -> None:
        known = fields.get("client_id") == CLIENT and fields.get("client_secret") == SECRET
        renewing = fields.get("grant_type") == "refresh_token"
        good = fields.get("refresh_token") == self.state.refresh if renewing else (
            fields.get("grant_type") == "authorization_code" and fields.get("code") == CODE
        )  # fmt: skip
        if not (known and good):
            return self.answer(400, {"message": "Bad Request", "errors": [{"code": "invalid"}]})
        self.state.renewals += 1
        self.state.access, self.state.refresh = (
            f"access-{self.state.renewals}b",
            f"refresh-{self.state.renewals}b",
        )
        token = {"access_token": self.state.access, "refresh_token": self.state.refresh}
        until = {"expires_at": 4102444800, "expires_in": 21600}
        return self.answer(200, {"token_type": "Bearer", **token, **until})

    def strava(self, path: str, body: bytes) -> None:
        if self.headers["Authorization"] != f"Bearer {self.state.access}":
            return self.answer(401, {"message": "Authorization Error", "errors": []})
        found: dict[str, Any] = {
            "id": 1234567,
            "id_str": "1234567",
            "external_id": "x",
            "error": None,
            "status": "Your activity is still being processed.",
            "activity_id": None,
        }
        if self.command == "POST":
            fields = parts(self.headers, body)
            name, data = fields.get("file", ("", b""))
            if fields.get("data_type", ("", b""))[1] != b"fit" or not is_activity(data):
                return self.answer(400, {"message": "Bad Request", "errors": []})
            texts = {key: value.decode() for key, (_, value) in fields.items() if key != "file"}
            self.state.uploads.append({"file": name, "data": data, **texts})
            return self.answer(201, found)
        if path != "/api/v3/uploads/1234567":
            return self.answer(404, {"message": "Record Not Found", "errors": []})
        self.state.polls += 1
        if self.state.polls > self.state.slow:
            found["status"] = "Your activity is ready."
            found["activity_id"] = 98765
            if self.state.error:
                found |= {"status": "There was an error processing your activity.",
                          "activity_id": None, "error": self.state.error}  # fmt: skip
        return self.answer(200, found)


@contextmanager
def running() -> Iterator[Platforms]:
    """Both platforms on one local port."""
    state = Platforms()
    bound = type("Bound", (Handler,), {"state": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), bound)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
