# SPDX-License-Identifier: MIT
"""What a sync takes of the heap, beside the Bluetooth stack. Measured in the VM; CPython passes."""

import gc
import os
import struct

from pacer.file_access import FileAccess
from pacer.sync import bluetooth as sync

FOLDER = "build/test_sync_memory"
MOST = 6 * 1024  # bytes; here words have 64 bits, a board's objects are half as large
NOT_IN_WASM = "it collects garbage only when Python has ended, so that nothing can be measured"


class Stack:
    """The stack's own half: the value's buffer is on MicroPython's heap, the rest is not."""

    def __init__(self):
        self.values = {}
        self.sent = 0

    def BLE(self):  # noqa: N802 - MicroPython's name
        return self

    def UUID(self, value):  # noqa: N802
        return None

    def irq(self, handler):
        self.handler = handler

    def active(self, on):
        pass

    def config(self, **values):
        pass

    def gatts_register_services(self, services):
        return ((1, 2),)

    def gatts_write(self, handle, data):
        pass

    def gatts_set_buffer(self, handle, size):
        self.values[handle] = bytearray(size)

    def gatts_read(self, handle):
        return self.packet

    def gatts_notify(self, link, handle, data):
        self.sent += 1

    def write(self, packet):
        self.packet = packet
        self.handler(3, (1, 2))


class Board:
    def __init__(self, stack):
        self.stack = stack

    def bluetooth(self):
        return self.stack


def _used():
    gc.collect()
    gc.collect()
    return gc.mem_alloc()


def _begin_upload(stack, transfer):
    name = b"/sessions/a.tpp"
    stack.write(struct.pack("<BBHIIII", 0x20, 0, len(name), 0, 0, 0, 4000) + name)
    while transfer.pump():
        pass
    stack.write(struct.pack("<BBHII", 0x22, 1, 0, 0, 2900) + bytes(400))
    while transfer.pump():
        pass
    stack.packet = b""


def measure():
    """(bytes while nobody asks anything, bytes in the middle of an upload)"""
    for path in ("build", FOLDER):
        try:
            os.mkdir(path)
        except OSError:
            pass
    storage = FileAccess(FOLDER)
    storage.start()
    storage.write_json("watch/settings.json", {"passkey": 123456})
    stack = Stack()
    stack.packet = b""
    board = Board(stack)
    before = _used()
    radio = sync.Radio(board, storage, "watch")
    stack.handler(1, (1, 0, b"123456"))
    stack.handler(28, (1, True, True, True, 16))
    standing = _used() - before
    _begin_upload(stack, radio.transfer)
    uploading = _used() - before
    radio.transfer.reset()
    assert stack.sent == 1
    return standing, uploading


def test_a_sync_takes_little_of_the_heap():
    if not hasattr(gc, "mem_alloc"):
        return  # CPython
    standing, uploading = measure()
    assert 3000 < standing < MOST
    assert standing <= uploading < MOST
