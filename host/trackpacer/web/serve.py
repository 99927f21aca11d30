# SPDX-License-Identifier: MIT
"""Showing the page on this computer: its files, to this computer's browser alone.

Not here: the files (`site`).
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from trackpacer.errors import UserError
from trackpacer.web.site import POLICY

HOST = "127.0.0.1"
PORT = 8400
"""Always the same: a browser keeps the laps and the squad by the page's address."""

_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "zip": "application/zip",
}


def server(files: Mapping[str, bytes], port: int = PORT) -> ThreadingHTTPServer:
    """A server of these files, not yet serving; port 0 is any that is free.

    Raises UserError where the port cannot be had.
    """

    class Handler(BaseHTTPRequestHandler):
        """Answers with a file, or 404."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """One file."""
            self._answer(True)

        def do_HEAD(self) -> None:
            """What a GET would be answered with, less the file."""
            self._answer(False)

        def _answer(self, with_body: bool) -> None:
            name = self.path.partition("?")[0].lstrip("/") or "index.html"
            data = files.get(name)
            status = HTTPStatus.OK if data is not None else HTTPStatus.NOT_FOUND
            self.send_response(status)
            self.send_header("Content-Type", _TYPES.get(name.rpartition(".")[2], "text/plain"))
            self.send_header("Content-Length", str(len(data or b"")))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cache-Control", "no-cache")
            self.end_headers()
            if with_body and data:
                try:
                    self.wfile.write(data)
                except (BrokenPipeError, ConnectionResetError):
                    pass  # the browser went elsewhere

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed for each file."""

    try:
        return ThreadingHTTPServer((HOST, port), Handler)
    except (OSError, OverflowError) as error:
        busy = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why = "is in use" if busy else "cannot be had"
        raise UserError(
            f"port {port} of this computer {why}",
            "is `pacer web` running already? Else take another: --port 8401 (a browser keeps laps "
            "and squad apart for each)",
        ) from None
