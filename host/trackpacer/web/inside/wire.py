# SPDX-License-Identifier: MIT
"""Bytes to and from a watch that the page's script has connected to (page/worker.js has `wire`).

The script carries bytes and nothing else; Python waits here until some have come, as it waits for a
port on a laptop. Not here: what they mean (`serial_port`, `bluetooth`).
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar

from trackpacer.errors import UserError

_T = TypeVar("_T")


class Ended(OSError):
    """The cable or the radio's link is gone."""


def wait(work: Coroutine[Any, Any, _T]) -> _T:
    """What a coroutine returns. The worker goes on with its own things meanwhile."""
    from pyodide.ffi import run_sync

    found: _T = run_sync(work)
    return found


async def receive(seconds: float | None = None) -> bytes:
    """What has come and was not received yet; nothing when nothing comes in that time.

    seconds: None waits for ever. Raises Ended.
    """
    import js

    found = await js.wire.receive(-1 if seconds is None else seconds * 1000)
    if found is None or not found:
        if js.wire.ended:
            raise Ended("the link has ended")
        return b""
    return bytes(found.to_py())


async def send(data: bytes) -> None:
    """Sends bytes; returns when the browser has taken them. Raises Ended."""
    import js
    from pyodide.ffi import JsException, to_js

    try:
        await js.wire.send(to_js(data))
    except JsException as error:
        raise Ended(str(error)) from None


async def signals(**chosen: bool) -> None:
    """Sets lines of a serial port: dataTerminalReady, requestToSend. Raises Ended."""
    import js
    from pyodide.ffi import JsException, to_js

    try:
        await js.wire.signals(to_js(chosen, dict_converter=js.Object.fromEntries))
    except JsException as error:
        raise Ended(str(error)) from None


def drain() -> None:
    """Forgets what has come and was not received."""
    import js

    js.wire.drain()


def persist() -> None:
    """What was written to files is in the browser's own store, when this returns. UserError."""
    import js
    from pyodide.ffi import JsException, run_sync

    try:
        run_sync(js.persist())
    except JsException as error:
        raise UserError(
            f"the browser could not keep what came: {error}",
            "is there room on this device? What is on the watch stays there until there is",
        ) from None


def tell(what: str, done: int, total: int) -> None:
    """How far a file is, for whoever looks at the page."""
    import js

    js.tell(what, done, total)
