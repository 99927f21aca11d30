# SPDX-License-Identifier: MIT
"""The radio's side of sync under CircuitPython: its `_bleio`, beneath the same `file_transfer`.

Here: CircuitPython's radio module, handed in by the board: advertising, one peer, packets in and
out, time limits, pairing. Not here: what a packet means (`file_transfer`), MicroPython's radio
(`bluetooth`), when sync begins (`app`).

The radio is on only inside `serve`. CircuitPython pairs without a passkey ('Just Works') and keeps
the bonds itself: that keeps a listener out, not a stranger. So the held button is the guard; still
only a paired peer is heard or answered, as the characteristics demand of the stack.

`_bleio` alone, not adafruit_ble upon it: of that (10.1.5) a service of ours would import eight
modules, 65 KB of source that these builds do not have frozen, and half of the heap would go to
compile them; and its server side hides the connection that must be watched here.

Names are those of CircuitPython 10 (shared-bindings/_bleio). There is one connection at a time: the
stack stops advertising when a peer comes, and it is not started again before that one has gone.
"""

from micropython import const

from . import service
from .file_transfer import PACKET_MAX, FileTransfer
from .protocol import VERSION
from .ring import Ring

# Packets of the largest size that wait to be read, before the stack drops the oldest: room for a
# whole window (RING) in packets of 20 bytes, each with two bytes of its length.
_PACKETS = const(7)


def serve(board, storage, name, stop=None, refresh=None):
    """One sync: radio on, peers served one after the other, radio off again, whatever happens.

    Ends when nobody comes for two minutes, after a quarter of an hour, or when `stop()` says True
    (it is called all the time).
    board: its `bluetooth()` returns `_bleio`. name: on the air. refresh: called for each peer
    before it is answered, to write what tells of now (the uptime).
    """
    radio = Radio(board, storage, name)
    try:
        radio.run(stop, refresh)
    finally:
        radio.end()


class Radio:
    """One sync's radio: on from the beginning until `end`."""

    def __init__(self, board, storage, name):
        bleio = board.bluetooth()
        self._board = board
        self._storage = storage
        self._name = name
        self._error = bleio.BluetoothError
        self._ring = Ring(service.RING)
        self._packet = bytearray(service.VALUE)
        self._view = memoryview(self._packet)
        self.transfer = FileTransfer(
            storage, self._ring, self._notify, self._set_clock, self._tell_clock
        )
        self._link = None
        self._adapter = bleio.adapter
        self._adapter.enabled = True  # first: a service is made in the stack that runs
        self._pipe = None
        self._services(bleio)

    def _services(self, bleio):
        characteristic = bleio.Characteristic
        paired = bleio.Attribute.ENCRYPT_NO_MITM
        closed = bleio.Attribute.NO_ACCESS
        offered = bleio.Service(bleio.UUID(service.SERVICE))
        characteristic.add_to_service(
            offered,
            bleio.UUID(service.VERSION_UUID),
            properties=characteristic.READ,
            read_perm=paired,
            write_perm=closed,
            max_length=4,
            fixed_length=True,
            initial_value=bytes((VERSION, 0, 0, 0)),
        )
        transfer = characteristic.add_to_service(
            offered,
            bleio.UUID(service.TRANSFER_UUID),
            properties=characteristic.WRITE_NO_RESPONSE
            | characteristic.READ
            | characteristic.NOTIFY,
            read_perm=paired,
            write_perm=paired,
            # The longest of a variable length; the largest packet an MTU of 247 carries is 244.
            max_length=service.VALUE - 2,
            fixed_length=False,
            initial_value=b"",
        )
        self._pipe = bleio.PacketBuffer(
            transfer, buffer_size=_PACKETS, max_packet_size=service.VALUE - 3
        )

    def _notify(self, packet):
        """Sends one packet; False when nobody may be answered, or nobody has subscribed.

        `write` waits while a packet is pending, and joins one that fits behind it: the peer reads
        a stream. It says 0 for a packet that it did not take.
        """
        link = self._link
        if link is None or not link.connected or not link.paired:
            return False
        return self._pipe.write(packet) != 0

    def _take(self):
        """What has come, into the ring; a peer that is not paired is not heard."""
        pipe = self._pipe
        heard = False
        while self._ring.room() >= service.VALUE:
            n = pipe.readinto(self._packet)
            if not n:
                return heard
            if self._link is not None and self._link.paired:
                heard = True
                self._ring.put(self._view[:n])
        return heard

    def _set_clock(self, unix_s, utc_offset_s):
        self._storage.set_clock(self._board, unix_s, utc_offset_s)

    def _tell_clock(self):
        return self._storage.clock(self._board)

    def run(self, stop=None, refresh=None):
        """Serves one peer after the other; see `serve`."""
        board = self._board
        transfer = self.transfer
        phase = 0
        total = 0
        fresh = False
        last = board.ticks_us()
        self._advertise()
        while total < service.TOTAL and phase < service.WAIT and not (stop is not None and stop()):
            board.feed()
            now = board.ticks_us()
            spent = board.ticks_diff(now, last)
            last = now
            phase += spent
            total += spent
            link = self._link
            if link is None:
                links = self._adapter.connections
                if not links:
                    if not self._adapter.advertising:
                        self._forget_peer()  # one came, and went before it was seen
                        self._advertise()
                    board.sleep_ms(10)
                    continue
                self._link = link = links[0]
                fresh = True
                phase = 0
            if not link.connected:
                self._link = None
                self._forget_peer()
                self._advertise()
                phase = 0
                continue
            if not link.paired:
                if phase > service.TRUST:
                    self._hang_up()
                    phase = 0
                board.sleep_ms(2)
                continue
            if fresh:
                fresh = False
                if refresh is not None:
                    refresh()
            transfer.packet = min(PACKET_MAX, link.max_packet_length)
            moved = self._take()
            while transfer.pump():
                moved = True
            if moved:
                phase = 0
            if transfer.broken or phase > (service.STALL if transfer.busy else service.IDLE):
                self._hang_up()
                phase = 0
            board.sleep_ms(2)

    def _forget_peer(self):
        """What it left half done is thrown away, and what it wrote and nobody has read."""
        self.transfer.reset()
        while self._pipe.readinto(self._packet):
            pass

    def _advertise(self):
        try:
            self._adapter.start_advertising(
                service.advertisement(self._name), interval=service.ADVERTISE_MS / 1000
            )
        except self._error:
            pass  # tried again when the next peer has gone, or sync ends by itself

    def _hang_up(self):
        self._link.disconnect()

    def end(self):
        """Radio off; what was half done is thrown away."""
        self.transfer.reset()
        if self._link is not None and self._link.connected:
            self._hang_up()
        self._adapter.stop_advertising()
        self._adapter.enabled = False
