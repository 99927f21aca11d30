# SPDX-License-Identifier: MIT
"""A watch over the browser's Bluetooth: the packets of its file service.

Not here: choosing a watch and connecting to it (page/links.js), the Device (`device.ble_device`).
"""

from __future__ import annotations

from trackpacer.device.ble_device import BleDevice, check_version
from trackpacer.device.file_transfer import LinkLostError
from trackpacer.web.inside import wire

LEAST_PACKET = 20
MOST_PACKET = 512


class Link:
    """One connected watch: a `file_transfer.Pipe` over `wire`.

    A browser does not tell how much a packet may hold. A watch's own packets do: none is longer
    than the link allows in either direction, and what it says of itself, which is asked for first,
    fills one.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._packet = LEAST_PACKET

    @property
    def packet(self) -> int:
        return self._packet

    async def send(self, data: bytes) -> None:
        try:
            await wire.send(data)
        except wire.Ended:
            raise LinkLostError from None

    async def receive(self) -> bytes:
        try:
            data = await wire.receive()
        except wire.Ended:
            raise LinkLostError from None
        self._packet = min(max(self._packet, len(data)), MOST_PACKET)
        return data

    def drain(self) -> None:
        wire.drain()

    async def close(self) -> None:
        """The script ends the link when the call is over."""


def connected(name: str, version: bytes) -> BleDevice[Link]:
    """The watch that the script has connected to. Raises DeviceError where it speaks otherwise."""
    check_version(name, version)
    return BleDevice(Link(name), wire.wait)
