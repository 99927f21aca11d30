# SPDX-License-Identifier: MIT
"""The laptop's side of the Adafruit BLE File Transfer protocol, version 4, over any packet pipe.

Here: commands, windows, time limits, what a refusal means. Not here: the radio (`ble`), the
watch's side (firmware/pacer/sync/file_transfer.py, which says what the protocol leaves open).

Answers are read as a stream of bytes: at an MTU of 23 one answer spans several packets. Content
moves in windows, each of which waits for the other side's pacing: a burst that nobody paces gets
lost on slow peers.
"""

from __future__ import annotations

import asyncio
import struct
from typing import Protocol

from trackpacer.device.protocol import DeviceError, Entry, Progress

OK = 0x01
TIMEOUT_S = 6.0
"""For an answer, or for the next packet of one; a watch's flash may take a second of it."""
READ_WINDOW = 32768
"""Bytes asked for at once: the watch sends them as fast as the radio takes them."""

_READ, _READ_DATA, _READ_PACING = 0x10, 0x11, 0x12
_WRITE, _WRITE_PACING, _WRITE_DATA = 0x20, 0x21, 0x22
_DELETE, _LIST, _LIST_ENTRY, _MOVE = 0x30, 0x50, 0x51, 0x60
_DIRECTORY = 0x01


class LinkLostError(Exception):
    """The other side is gone."""


class Pipe(Protocol):
    """Packets to and from one watch."""

    @property
    def packet(self) -> int:
        """The most bytes that one packet may hold now."""

    async def send(self, data: bytes) -> None:
        """Sends one packet. Raises LinkLostError."""

    async def receive(self) -> bytes:
        """The next packet. Raises LinkLostError, at once when the link ends."""

    def drain(self) -> None:
        """Forgets what has come and was not received."""


class Refused(Exception):
    """The watch's status, not OK."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


class FileClient:
    """One operation after the other. Raises Refused, LinkLostError, DeviceError (no answer)."""

    def __init__(self, pipe: Pipe, timeout_s: float = TIMEOUT_S) -> None:
        self._pipe = pipe
        self._timeout_s = timeout_s
        self._buffer = bytearray()

    async def read(self, path: str, progress: Progress | None = None) -> bytes:
        """The whole file."""
        name = _name(path)
        self._begin()
        await self._send(struct.pack("<BxHII", _READ, len(name), 0, READ_WINDOW) + name)
        content = bytearray()
        while True:
            code, status, offset, total, size = struct.unpack("<BBxxIII", await self._take(16))
            self._expect(code, _READ_DATA)
            if status != OK:
                raise Refused(status)
            if offset != len(content) or size > total - offset or (not size and offset < total):
                raise _nonsense()
            end = offset + size
            while len(content) < end:
                content += await self._some(end - len(content))
                if progress:
                    progress(len(content), total)
            if end == total:
                if progress and not total:
                    progress(0, 0)
                return bytes(content)
            window = min(READ_WINDOW, total - end)
            await self._send(struct.pack("<BBxxII", _READ_PACING, OK, end, window))

    async def write(
        self, path: str, data: bytes, progress: Progress | None = None, modified_ns: int = 0
    ) -> None:
        """Replaces the file; the watch verifies before it commits."""
        name = _name(path)
        self._begin()
        head = struct.pack("<BxHIQI", _WRITE, len(name), 0, modified_ns, len(data))
        await self._send(head + name)
        while True:
            answer = await self._take(20)
            code, status, offset, _, free = struct.unpack("<BBxxIQI", answer)
            self._expect(code, _WRITE_PACING)
            if status != OK:
                raise Refused(status)
            if progress:
                progress(offset, len(data))
            if offset == len(data) and not free:
                return
            part = data[offset : offset + free]
            if not part:
                raise _nonsense()
            await self._send(struct.pack("<BBxxII", _WRITE_DATA, OK, offset, len(part)) + part)

    async def list(self, path: str) -> list[Entry]:
        """A folder's entries, as the watch orders them."""
        name = _name(path)
        self._begin()
        await self._send(struct.pack("<BxH", _LIST, len(name)) + name)
        found: list[Entry] = []
        while True:
            answer = await self._take(28)
            code, status, size, number, total, flags, modified, length = struct.unpack(
                "<BBHIIIQI", answer
            )
            self._expect(code, _LIST_ENTRY)
            if status != OK:
                raise Refused(status)
            if number >= total:
                return found
            text = (await self._take(size)).decode("utf-8", "replace")
            directory = bool(flags & _DIRECTORY)
            found.append(Entry(text, 0 if directory else length, directory, modified))

    async def delete(self, path: str) -> None:
        """Removes one file."""
        name = _name(path)
        await self._change(_DELETE, struct.pack("<BxH", _DELETE, len(name)) + name)

    async def move(self, old: str, new: str) -> None:
        """Renames one file."""
        a, b = _name(old), _name(new)
        await self._change(_MOVE, struct.pack("<BxHH", _MOVE, len(a), len(b)) + a + b"\0" + b)

    async def _change(self, command: int, packet: bytes) -> None:
        self._begin()
        await self._send(packet)
        code, status = await self._take(2)
        self._expect(code, command | 1)
        if status != OK:
            raise Refused(status)

    def _begin(self) -> None:
        self._buffer.clear()
        self._pipe.drain()

    async def _send(self, data: bytes) -> None:
        size = self._pipe.packet
        for at in range(0, len(data), size):
            await self._within(self._pipe.send(data[at : at + size]))

    async def _some(self, most: int) -> bytes:
        """What has come, at least a byte of it."""
        while not self._buffer:
            self._buffer += await self._within(self._pipe.receive())
        part = bytes(self._buffer[:most])
        del self._buffer[:most]
        return part

    async def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            self._buffer += await self._within(self._pipe.receive())
        part = bytes(self._buffer[:size])
        del self._buffer[:size]
        return part

    async def _within(self, work: object) -> bytes:
        try:
            return await asyncio.wait_for(work, self._timeout_s)  # type: ignore[arg-type]
        except TimeoutError:
            raise DeviceError(
                f"the watch has not answered for {self._timeout_s:g} s",
                "bring it closer and try again; what was on it before is still there",
            ) from None

    @staticmethod
    def _expect(code: int, expected: int) -> None:
        if code != expected:
            raise _nonsense()


def _nonsense() -> DeviceError:
    return DeviceError(
        "the watch's answer makes no sense: something got lost on the way",
        "try again; what was on the watch before is still there",
    )


def _name(path: str) -> bytes:
    return ("/" + path.strip("/")).encode()
