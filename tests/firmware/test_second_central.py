# SPDX-License-Identifier: MIT
"""A second central on the air while one is served: it is hung up on, and changes nothing."""

import struct

from support.files import new_storage

from pacer.file_access import FileAccess
from pacer.sync import bluetooth as sync

FOLDER = "build/test_second_central"
NOT_IN_WASM = "its file system's errors have other numbers than MicroPython's"
PEER = 1
OTHER = 2
_CONNECT = 1
_DISCONNECT = 2
_ENCRYPTION = 28
_SET_SECRET = 30
_PASSKEY = 31


class Stack:
    """MicroPython's `bluetooth` and its `BLE`, as far as a sync asks; it tells what was asked."""

    def __init__(self):
        self.shown = []
        self.hung_up = []
        self.sent = []
        self.packet = b""

    def BLE(self):  # noqa: N802 - MicroPython's name
        return self

    def UUID(self, value):  # noqa: N802
        return value

    def irq(self, handler):
        self.handler = handler

    def active(self, on):
        self.on = on

    def config(self, **values):
        pass

    def gatts_register_services(self, services):
        return ((1, 2),)

    def gatts_write(self, handle, data):
        pass

    def gatts_set_buffer(self, handle, size):
        pass

    def gatts_read(self, handle):
        return self.packet

    def gatts_notify(self, link, handle, data):
        self.sent.append((link, bytes(data)))

    def gap_advertise(self, interval_us, data):
        pass

    def gap_passkey(self, link, action, passkey):
        self.shown.append(link)

    def gap_disconnect(self, link):
        self.hung_up.append(link)
        self.handler(_DISCONNECT, (link, 0, b"123456"))


class Board:
    """Time passes with every sleep; what happens at the n-th is in `script`."""

    def __init__(self, stack, script):
        self.stack = stack
        self.script = script
        self.turns = 0
        self.us = 0

    def bluetooth(self):
        return self.stack

    def ticks_us(self):
        return self.us

    def ticks_diff(self, a, b):
        return a - b

    def feed(self):
        pass

    def sleep_ms(self, ms):
        self.us += ms * 1000
        happens = self.script.get(self.turns)
        self.turns += 1
        if happens:
            happens()


def served(script, turns):
    """(stack, radio) after so many turns of a sync with a peer that has proved the passkey."""
    new_storage(FOLDER)
    storage = FileAccess(FOLDER)
    storage.start()
    storage.write_json("watch/settings.json", {"passkey": 123456})
    stack = Stack()
    board = Board(stack, script)
    radio = sync.Radio(board, storage, "watch")
    stack.handler(_CONNECT, (PEER, 0, b"123456"))
    stack.handler(_ENCRYPTION, (PEER, True, True, True, 16))
    board.script = {turn: script[turn](stack) for turn in script}
    radio.run(lambda: board.turns >= turns)
    return stack, radio


def ask(stack, link):
    """The peer lists the root."""
    stack.packet = struct.pack("<BBH", 0x50, 0, 1) + b"/"
    stack.handler(3, (link, 2))


def test_its_pairing_requests_neither_end_the_sync_nor_use_up_tries():
    def intrudes(stack):
        def happens():
            stack.handler(_CONNECT, (OTHER, 0, b"654321"))
            for _ in range(5):
                stack.handler(_PASSKEY, (OTHER, 3, 0))

        return happens

    script = {k: intrudes for k in (2, 6, 10)}
    script[20] = lambda stack: lambda: ask(stack, PEER)
    stack, radio = served(script, 40)
    assert stack.shown == []  # the passkey is not even shown to it
    assert stack.hung_up == [OTHER] * 3
    assert stack.sent and {link for link, _ in stack.sent} == {PEER}
    radio.end()
    # the peer's own tries are all left: the third one still is answered
    stack, radio = served(script, 16)
    stack.handler(_DISCONNECT, (PEER, 0, b"123456"))
    stack.handler(_CONNECT, (PEER, 0, b"123456"))
    for _ in range(3):
        stack.handler(_PASSKEY, (PEER, 3, 0))
    assert stack.shown == [PEER] * 3
    radio.end()


def test_key_made_while_it_is_there_is_not_kept():
    """The event does not say whose key it is."""
    stack, radio = served({}, 3)
    assert stack.handler(_SET_SECRET, (1, b"peer", b"key"))
    stack.handler(_CONNECT, (OTHER, 0, b"654321"))
    assert stack.handler(_SET_SECRET, (1, b"other", b"key"))  # taken, so that it drops no other's
    assert radio._bonds.get(1, 0, b"peer") == b"key"
    assert radio._bonds.get(1, 0, b"other") is None
    stack.handler(_DISCONNECT, (OTHER, 0, b"654321"))
    stack.handler(_SET_SECRET, (1, b"peer2", b"key"))
    assert radio._bonds.get(1, 0, b"peer2") == b"key"
    radio.end()
