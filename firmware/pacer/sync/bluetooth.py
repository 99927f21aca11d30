# SPDX-License-Identifier: MIT
"""The radio's side of sync: who is on the link, and packets in and out of `file_transfer`.

Here: MicroPython's `bluetooth` module, handed in by the board: advertising, one peer, MTU, flow
control, time limits, pairing. Not here: what a packet means (`file_transfer`), which keys are kept
(`bonds`), when sync begins (`app`).

The radio is on only inside `serve`. On a port that can pair, only a peer that proved the passkey
is heard or answered: the characteristics demand it of the stack, and everything is checked here
again, because the stack lets a peer pair without a passkey, subscribe without pairing, and would
send it notifications in clear.

What runs in the stack's own task (`_event`) keeps to RAM, and allocates little more than the packet
that `gatts_read` returns.
"""

from micropython import const

from . import service
from .bonds import Bonds
from .bonds import passkey as read_passkey
from .file_transfer import PACKET_MAX, FileTransfer
from .protocol import VERSION
from .ring import Ring

_CENTRAL_CONNECT = const(1)
_CENTRAL_DISCONNECT = const(2)
_GATTS_WRITE = const(3)
_MTU_EXCHANGED = const(21)
_ENCRYPTION_UPDATE = const(28)
_GET_SECRET = const(29)
_SET_SECRET = const(30)
_PASSKEY_ACTION = const(31)
_PASSKEY_DISPLAY = const(3)
_IO_DISPLAY_ONLY = const(0)

_READ = const(0x0002)
_WRITE_NO_RESPONSE = const(0x0004)
_NOTIFY = const(0x0010)
_READ_PROTECTED = const(0x0600)  # encrypted, authenticated
_WRITE_PROTECTED = const(0x3000)

MTU = const(517)
_GAP_NAME_MAX = const(31)  # NimBLE's
_KEY_SIZE = const(16)
TRIES = const(3)  # passkeys asked for and not proved, after which sync ends: it must not be guessed


def serve(board, storage, name, stop=None, refresh=None):
    """One sync: radio on, peers served one after the other, radio off again, whatever happens.

    Ends when nobody comes for two minutes, after a quarter of an hour, when `stop()` says True
    (it is called all the time), or when a passkey was tried in vain three times.
    board: with `bluetooth`; `pairing` False where the port's stack cannot pair. name: on the air.
    refresh: called for each peer before it is answered, to write what tells of now (the uptime).
    """
    radio = Radio(board, storage, name)
    try:
        radio.run(stop, refresh)
    finally:
        radio.end()


class Radio:
    """One sync's radio: on from the beginning until `end`."""

    def __init__(self, board, storage, name):
        pairing = getattr(board, "pairing", True)
        bluetooth = board.bluetooth()
        self._board = board
        self._storage = storage
        self._name = name
        self._pairing = pairing
        self._bonds = Bonds(storage) if pairing else None
        self._passkey = read_passkey(storage) if pairing else -1
        self._ring = Ring(service.RING)
        self.transfer = FileTransfer(
            storage, self._ring, self._notify, self._set_clock, self._tell_clock
        )
        self._link = -1
        self._intruder = -1
        self._others = 0  # links beside the one
        self._trusted = False
        self._refused = False
        self._flooded = False
        self._new = False
        self._fresh = False
        self._gone = False
        self._mtu = 23
        self._largest = 20
        self._heard = 0
        self._asked = 0
        self._ble = bluetooth.BLE()
        self._transfer_handle = 0
        try:
            self._start(bluetooth)
        except Exception:
            self._ble.active(False)
            raise

    def _start(self, bluetooth):
        ble = self._ble
        ble.irq(self._event)  # before `active`: the stack asks for keys while it starts
        ble.active(True)
        ble.config(gap_name=service.cut(self._name, _GAP_NAME_MAX))
        try:
            ble.config(mtu=MTU)
        except (OSError, ValueError):
            pass  # a port that cannot choose
        if self._pairing:
            ble.config(bond=True, mitm=True, le_secure=True, io=_IO_DISPLAY_ONLY)
        read = _READ
        write = _WRITE_NO_RESPONSE | _READ | _NOTIFY
        if self._pairing:
            read |= _READ_PROTECTED
            write |= _READ_PROTECTED | _WRITE_PROTECTED
        services = (
            (
                bluetooth.UUID(service.SERVICE),
                (
                    (bluetooth.UUID(service.VERSION_UUID), read),
                    (bluetooth.UUID(service.TRANSFER_UUID), write),
                ),
            ),
        )
        ((version, transfer),) = ble.gatts_register_services(services)
        ble.gatts_write(version, bytes((VERSION, 0, 0, 0)))
        ble.gatts_set_buffer(transfer, service.VALUE)
        self._transfer_handle = transfer

    def _event(self, event, data):
        if event == _GATTS_WRITE:
            if data[1] == self._transfer_handle:
                packet = self._ble.gatts_read(data[1])
                if data[0] == self._link and self._trusted:
                    self._heard = 1
                    if len(packet) > self._largest:
                        self._largest = len(packet)
                    if not self._ring.put(packet):
                        self._flooded = True
        elif event == _CENTRAL_CONNECT:
            if self._link < 0:
                self._mtu = 23
                self._largest = 20
                self._trusted = not self._pairing
                self._refused = False
                self._flooded = False
                self._link = data[0]
                self._new = True
            else:
                self._intruder = data[0]
                self._others += 1
        elif event == _CENTRAL_DISCONNECT:
            if data[0] == self._link:
                self._link = -1
                self._trusted = False
                self._gone = True
            elif self._others:
                self._others -= 1
        elif event == _MTU_EXCHANGED:
            if data[0] == self._link:
                self._mtu = data[1]
        elif self._pairing:
            return self._pairing_event(event, data)
        return None

    def _pairing_event(self, event, data):
        if event == _ENCRYPTION_UPDATE:
            if data[0] == self._link:
                self._trusted = bool(data[1] and data[2]) and data[4] == _KEY_SIZE
                if data[1] and not self._trusted:
                    self._refused = True  # paired without the passkey, or with a short key
        elif event == _PASSKEY_ACTION:
            # Another central's is not heard: it is hung up on, and its tries are not the peer's.
            if data[1] == _PASSKEY_DISPLAY and data[0] == self._link:
                self._asked += 1
                if self._passkey < 0 or self._asked > TRIES:
                    self._refused = True
                else:
                    self._ble.gap_passkey(data[0], _PASSKEY_DISPLAY, self._passkey)
        elif event == _GET_SECRET:
            return self._bonds.get(data[0], data[1], data[2])
        elif event == _SET_SECRET:
            # The event does not say whose key it is: with another central on the air, nobody's.
            trusted = self._trusted and not self._others
            return self._bonds.set(data[0], data[1], data[2], trusted)
        return None

    def _notify(self, packet):
        """Sends one packet; False when the stack's queue is full or nobody may be answered."""
        if not self._trusted:
            return False
        try:
            self._ble.gatts_notify(self._link, self._transfer_handle, packet)
        except OSError:  # ENOMEM: full; or the link is gone, and its event will say so
            return False
        return True

    def _set_clock(self, unix_s, utc_offset_s):
        self._storage.set_clock(self._board, unix_s, utc_offset_s)

    def _tell_clock(self):
        return self._storage.clock(self._board)

    def run(self, stop=None, refresh=None):
        """Serves one peer after the other; see `serve`."""
        board = self._board
        phase = 0
        total = 0
        last = board.ticks_us()
        self._advertise()
        while total < service.TOTAL and phase < service.WAIT and not (stop is not None and stop()):
            board.feed()
            now = board.ticks_us()
            spent = board.ticks_diff(now, last)
            last = now
            phase += spent
            total += spent
            if self._gone:
                self._gone = False
                self._forget_peer()
                if self._asked >= TRIES:
                    break
                self._advertise()
                phase = 0
            if self._new:
                self._new = False
                self._fresh = True
                phase = 0
            if self._intruder >= 0:
                self._hang_up(self._intruder)
                self._intruder = -1
            if self._link < 0:
                board.sleep_ms(10)
                continue
            if self._heard:
                self._heard = 0
                phase = 0
            if self._trusted and self._fresh:
                self._fresh = False
                if refresh is not None:
                    refresh()
            if self._exchange():
                phase = 0
            if self._is_over(phase):
                self._hang_up(self._link)
                phase = 0
            board.sleep_ms(2)

    def _forget_peer(self):
        """What it left half done is thrown away, its keys are kept."""
        self.transfer.reset()
        if self._pairing:
            self._bonds.ended()
            self._bonds.save()

    def _exchange(self):
        """Answers the peer as far as it may be answered now. Whether anything moved."""
        transfer = self.transfer
        transfer.packet = min(PACKET_MAX, max(self._mtu - 3, self._largest))
        moved = False
        while self._trusted and not self._flooded and transfer.pump():
            moved = True
        if moved:
            self._asked = 0
        if self._pairing and self._trusted:
            self._bonds.save()
        return moved

    def _is_over(self, silent):
        """Whether the link is to be ended, of which nothing was heard for so many microseconds."""
        if not self._trusted:
            limit = service.TRUST
        elif self.transfer.busy:
            limit = service.STALL
        else:
            limit = service.IDLE
        return self._refused or self._flooded or self.transfer.broken or silent > limit

    def _advertise(self):
        try:
            self._ble.gap_advertise(service.ADVERTISE_MS * 1000, service.advertisement(self._name))
        except OSError:
            pass  # tried again when the next peer has gone, or sync ends by itself

    def _hang_up(self, link):
        try:
            self._ble.gap_disconnect(link)
        except OSError:
            pass  # gone by itself

    def end(self):
        """Radio off; what was half done is thrown away, what is to be kept is kept."""
        if self._link >= 0:
            self._hang_up(self._link)
        self._ble.active(False)
        self._ble.irq(None)
        self._forget_peer()
