# SPDX-License-Identifier: MIT
"""The air around simulated watches: a link, with connection events or without, and controllers.

Bumble's own, with what it lacks: air time, data packets of a real size, queues that fill, links
that time out when a process ends. Not here: who is on the air (`radio`, `watch_radio`,
`bleak_backend`).
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Callable
from typing import Any

try:
    from bumble import controller, hci, link
except ImportError:  # an extra of the package
    from trackpacer.simulation import needs_bumble

    raise needs_bumble() from None

_PDU = 251  # bytes of a link-layer packet with data length extension
_TIMEOUT = hci.HCI_ErrorCode.CONNECTION_TIMEOUT_ERROR


class Passkey(int):
    """Six digits as Bumble takes them: it asserts that they are true, and 000000 is a passkey."""

    def __bool__(self) -> bool:
        return True


def random_address() -> str:
    """A static random address, as text."""
    octets = bytearray(secrets.token_bytes(6))
    octets[0] |= 0xC0
    return ":".join(f"{octet:02X}" for octet in octets)


class Link(link.LocalLink):
    """The air. `interval_s`: wall time of a connection event, 0 for one without events, at once.

    With events, an event carries in each direction as many packets as its model has air for
    (`event_us` at 1 Mbit/s, each data packet answered by an empty one); what is written during an
    event goes into the next. `events` counts them.
    `on_packet(n)` sees the number of data packets carried so far, before the n-th goes out.
    """

    def __init__(self, interval_s: float = 0.0, event_us: int = 15_000) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.interval_s = interval_s
        self.event_us = event_us
        self.events = 0
        self.packets = 0
        self.silent = False  # packets are taken and lost: a peer that hangs
        self.on_packet: Callable[[int], None] | None = None
        self._queues: dict[tuple[int, int], tuple[Any, deque[Any]]] = {}
        self._task: asyncio.Task[None] | None = None
        self._due = 0.0

    def carry(self, connection: Any, packet: Any) -> None:
        """One HCI packet of a host, to be sent over `connection`."""
        if not self.interval_s:
            self._send(connection, packet)
            return
        key = (id(connection.controller), connection.handle)
        self._queues.setdefault(key, (connection, deque()))[1].append(packet)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    def _send(self, connection: Any, packet: Any) -> None:
        self.packets += 1
        if self.on_packet:
            self.on_packet(self.packets)
        if connection.peer_address not in connection.controller.le_connections:
            return
        if not self.silent:
            connection.on_hci_acl_data_packet(packet)

    async def next_event(self) -> None:
        """Waits until it is time for the next event."""
        # A laptop that is late lets events slip, it does not crowd them.
        now = asyncio.get_running_loop().time()
        self._due = max(self._due + self.interval_s, now)
        await asyncio.sleep(self._due - now)

    async def _run(self) -> None:
        while True:
            await self.next_event()
            self.events += 1
            for connection, queue in list(self._queues.values()):
                spent = 0
                waiting = len(queue)
                while waiting and spent + exchange_us(len(queue[0].data)) <= self.event_us:
                    spent += exchange_us(len(queue[0].data))
                    waiting -= 1
                    self._send(connection, queue.popleft())

    def sever(self) -> None:
        """Every link ends, as when a peer walks away."""
        for each in list(self.controllers):
            for connection in list(each.le_connections.values()):
                each.on_le_disconnected(connection, _TIMEOUT)
        self._queues.clear()

    def leave(self, gone: controller.Controller) -> None:
        """A process ended: its controller goes, its links time out."""
        self.remove_controller(gone)
        gone.le_legacy_advertiser.stop()
        for advertiser in gone.advertising_sets.values():
            advertiser.stop()
        for connection in list(gone.le_connections.values()):
            peer = self.find_le_controller(connection.peer_address)
            if peer and (other := peer.le_connections.get(connection.self_address)):
                peer.on_le_disconnected(other, _TIMEOUT)
        gone.le_connections.clear()
        for key, (connection, _) in list(self._queues.items()):
            if connection.controller is gone:
                del self._queues[key]


def exchange_us(size: int) -> int:
    """Air time of one data packet of `size` bytes and the empty one that answers it, 1 Mbit/s.

    Preamble, access address, header, MIC and CRC are 14 bytes, an empty packet 10; 150 us follow
    each (Bluetooth Core, volume 6, part B, 2.1 and 4.1).
    """
    return (14 + size) * 8 + 150 + 10 * 8 + 150


class Controller(controller.Controller):
    """A controller whose data packets are of the size that real ones have, and take their turn."""

    le_acl_data_packet_length = _PDU
    total_num_le_acl_data_packets = 12

    def on_hci_acl_data_packet(self, packet: hci.HCI_AclDataPacket) -> None:
        connection = self.find_le_connection_by_handle(packet.connection_handle)
        if connection and isinstance(self.link, Link):
            self.link.carry(connection, packet)

    def on_hci_le_create_connection_cancel_command(
        self, command: hci.HCI_LE_Create_Connection_Cancel_Command
    ) -> hci.HCI_StatusReturnParameters:
        """Bumble's only says yes, and connects later all the same."""
        pending = self.pending_le_connection
        self.pending_le_connection = None
        if pending is not None:
            asyncio.get_running_loop().call_soon(self._not_connected, pending.peer_address)
        return super().on_hci_le_create_connection_cancel_command(command)

    def _not_connected(self, peer: hci.Address) -> None:
        self.send_hci_packet(
            hci.HCI_LE_Connection_Complete_Event(
                status=hci.HCI_ErrorCode.UNKNOWN_CONNECTION_IDENTIFIER_ERROR,
                connection_handle=0,
                role=hci.Role.CENTRAL,
                peer_address_type=peer.address_type,
                peer_address=peer,
                connection_interval=0,
                peripheral_latency=0,
                supervision_timeout=0,
                central_clock_accuracy=0,
            )
        )
