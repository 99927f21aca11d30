# SPDX-License-Identifier: MIT
"""The port that a simulated watch is plugged in at: a pseudo-terminal, or TCP on this computer.

Not here: what goes through it (`watch`), which watches are plugged in (`running`).
"""

from __future__ import annotations

import contextlib
import os
import socket
from typing import Any

from trackpacer.errors import UserError


class Port:
    """One end of it, for the watch; `name` is what the other end is opened by.

    tcp: a TCP port on 127.0.0.1 in place of a pseudo-terminal (0: any free one). UserError where
    there is no pseudo-terminal, or the TCP port is taken.
    """

    def __init__(self, tcp: int | None = None) -> None:
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None
        self._master: int | None = None
        self._slave: int | None = None
        self.name = self._open_pty() if tcp is None else self._listen(tcp)

    def _open_pty(self) -> str:
        try:
            import pty
            import tty
        except ImportError:
            raise UserError(
                "this system has no pseudo-terminals", "give a TCP port: pacer simulator --tcp 7070"
            ) from None
        self._master, self._slave = pty.openpty()
        # The slave stays open here, so that the port lives on when a client leaves, and raw, so
        # that nothing is echoed to the watch before the first client sets it up.
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        return os.ttyname(self._slave)

    def _listen(self, port: int) -> str:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as error:
            listener.close()
            raise UserError(f"TCP port {port} cannot be used: {error.strerror}") from None
        listener.listen(1)
        listener.setblocking(False)
        self._listener = listener
        return f"socket://127.0.0.1:{listener.getsockname()[1]}"

    def sources(self) -> list[Any]:
        """What becomes readable when something comes."""
        return [one for one in (self._master, self._listener, self._client) if one is not None]

    def take(self, ready: list[Any]) -> bytes:
        """What came. ready: which of the sources have something."""
        if self._listener is not None and self._listener in ready:
            connection, _ = self._listener.accept()
            if self._client is None:
                connection.setblocking(False)
                self._client = connection
            else:
                connection.close()
        if not any(one is not None and one in ready for one in (self._client, self._master)):
            return b""
        try:
            if self._master is not None:
                return os.read(self._master, 4096)
            if self._client is not None:
                data = self._client.recv(4096)
                if data:
                    return data
        except BlockingIOError:
            return b""
        except OSError:
            pass
        self._drop_client()
        return b""

    def send(self, data: bytes) -> None:
        """A port that nobody reads loses what does not fit, as USB does."""
        with contextlib.suppress(BlockingIOError):
            if self._master is not None:
                while data:
                    data = data[os.write(self._master, data) :]
            elif self._client is not None:
                try:
                    self._client.sendall(data)
                except BlockingIOError:
                    raise
                except OSError:
                    self._drop_client()

    def _drop_client(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def close(self) -> None:
        """The port is gone."""
        for descriptor in (self._master, self._slave):
            if descriptor is not None:
                with contextlib.suppress(OSError):
                    os.close(descriptor)
        for connection in (self._client, self._listener):
            if connection is not None:
                connection.close()
