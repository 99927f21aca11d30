# SPDX-License-Identifier: MIT
"""The wire from a simulated radio to the laptop, which plays the stack: lines of JSON on a socket.

Not here: what the lines say (`bluetooth`, `bleio`), the other end (`simulation/watch_radio.py`).
"""

import json
import select
import socket


class Wire:
    """radio: its `_take` is called with each message, its `_lost` when the other end is gone."""

    def __init__(self, radio):
        self._radio = radio
        self._wires = None
        self._socket = None
        self._rest = b""

    @property
    def is_open(self):
        return self._socket is not None

    def open(self, wires, host, port):
        """wires: what the board waits on; it calls `poll` when something came. OSError."""
        self._rest = b""
        self._socket = socket.socket()
        self._socket.connect(socket.getaddrinfo(host, port)[0][-1])
        self._ready = select.poll()
        self._ready.register(self._socket, select.POLLIN)
        self._wires = wires
        wires.attach(self._socket, self.poll)

    def close(self):
        if self._socket is not None:
            self._wires.detach(self._socket)
            self._socket.close()
            self._socket = None

    def send(self, *message):
        """One message; whether it went."""
        if self._socket is None:
            return False
        try:
            self._socket.sendall(json.dumps(message).encode() + b"\n")
        except OSError:
            return False
        return True

    def poll(self, wait_ms=0):
        """Takes what came, waiting up to `wait_ms` for it."""
        while self._socket is not None and self._ready.poll(wait_ms):
            wait_ms = 0
            try:
                data = self._socket.recv(4096)
            except OSError:
                data = b""
            if not data:
                self._radio._lost()
                return
            lines = (self._rest + data).split(b"\n")
            self._rest = lines[-1]
            for line in lines[:-1]:
                self._radio._take(json.loads(line))
                if self._socket is None:
                    return
