# SPDX-License-Identifier: MIT
"""CircuitPython's `_bleio` for the simulated watch: names, limits, refusals of its nRF52840 port.

Here: the peripheral's half of it, as version 10.3 has it (the places named below are in its
source: shared-bindings/_bleio and ports/nordic/common-hal/_bleio). Not here: the stack itself,
which the laptop plays (`simulation/watch_radio.py`), reached by the same lines of JSON over a
socket as MicroPython's `bluetooth` beside this.

As strict as the port: a service needs an adapter that is on; a packet buffer answers only who
subscribed or wrote first, drops the oldest packets when its ring is full, joins a write to the one
that waits, and refuses what exceeds a packet; `start_advertising` refuses while it advertises.
Left out: scanning, being a central, directed and extended advertising, the radio's power. The stack
works while the board sleeps, and while `write` waits.
"""

import json
from binascii import hexlify, unhexlify

import wire

_VARIABLE_MAX = 512  # BLE_GATTS_VAR_ATTR_LEN_MAX, ble_gatts.h
_FIXED_MAX = 510  # BLE_GATTS_FIX_ATTR_LEN_MAX

_place = None
_wires = None
_bonds = None


class BluetoothError(Exception):
    """_bleio.BluetoothError."""


def setup(wires, host, port, address, bonds):
    """Where the air is; bonds: the file that stands for the flash page with the port's keys."""
    global _place, _wires, _bonds
    _wires = wires
    _place = (host, port, address)
    _bonds = bonds


def _hex(data):
    return hexlify(data).decode()


class UUID:
    """16 bits from an integer, 128 bits from text (UUID.c)."""

    def __init__(self, value):
        if isinstance(value, int):
            if not 0 <= value <= 0xFFFF:
                raise ValueError("UUID integer value must be 0-0xffff")
            self.text = "%04x" % value
        else:
            if len(value) != 36:
                raise ValueError("UUID string not 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx'")
            self.text = value.lower()


class Attribute:
    """Security modes (Attribute.c)."""

    NO_ACCESS = 0x00
    OPEN = 0x11
    ENCRYPT_NO_MITM = 0x21
    ENCRYPT_WITH_MITM = 0x31


class Service:
    """A local service, made in the running stack (Service.c)."""

    def __init__(self, uuid, *, secondary=False):
        if not adapter.enabled:
            raise BluetoothError("Invalid state")  # check_nrf_error, __init__.c
        self.uuid = uuid
        self.rows = []
        adapter._services.append(self)


class Characteristic:
    """A local characteristic (Characteristic.c)."""

    BROADCAST = 0x01
    READ = 0x02
    WRITE_NO_RESPONSE = 0x04
    WRITE = 0x08
    NOTIFY = 0x10
    INDICATE = 0x20

    def __init__(self):
        raise TypeError("use add_to_service")

    @classmethod
    def add_to_service(
        cls,
        service,
        uuid,
        *,
        properties=0,
        read_perm=Attribute.OPEN,
        write_perm=Attribute.OPEN,
        max_length=20,
        fixed_length=False,
        initial_value=None,
    ):
        longest = _FIXED_MAX if fixed_length else _VARIABLE_MAX
        if not 0 <= max_length <= longest:
            raise ValueError("max_length must be 0-%d" % longest)
        value = bytes(max_length if fixed_length else 0) if initial_value is None else initial_value
        if len(value) > max_length or (fixed_length and len(value) != max_length):
            raise ValueError("initial_value length is wrong")
        self = object.__new__(cls)
        self.properties = properties
        self.max_length = max_length
        self._value = bytes(value)
        flags = properties
        for perm, encrypted, authenticated in (
            (read_perm, 0x0200, 0x0400),
            (write_perm, 0x1000, 0x2000),
        ):
            if perm in (Attribute.ENCRYPT_NO_MITM, Attribute.ENCRYPT_WITH_MITM):
                flags |= encrypted
            if perm == Attribute.ENCRYPT_WITH_MITM:
                flags |= authenticated
        adapter._handle += 2
        self._handle = adapter._handle
        if properties & (cls.NOTIFY | cls.INDICATE):
            adapter._handle += 1  # its CCCD
        service.rows.append([uuid.text, flags, self._handle])
        adapter._characteristics[self._handle] = self
        self._buffer = None
        return self


class PacketBuffer:
    """Packets of one characteristic, in and out (PacketBuffer.c of both folders)."""

    def __init__(self, characteristic, *, buffer_size, max_packet_size=None):
        if buffer_size < 1:
            raise ValueError("buffer_size must be >= 1")
        if max_packet_size is None:
            max_packet_size = characteristic.max_length
        self._most = min(max_packet_size, _VARIABLE_MAX - 3)
        self._room = buffer_size * (2 + self._most)
        self._came = []
        self._size = 0
        self._pending = b""
        self._queued = False
        self._link = -1
        self._characteristic = characteristic
        characteristic._buffer = self

    def readinto(self, buf):
        if not self._came:
            return 0
        packet = self._came.pop(0)
        self._size -= 2 + len(packet)
        if len(packet) > len(buf):
            raise ValueError("Buffer too short by %d bytes" % (len(packet) - len(buf)))
        buf[: len(packet)] = packet
        return len(packet)

    def write(self, data, *, header=None):
        data = (header or b"") + bytes(data)
        link = adapter._links.get(self._link)
        if link is None:
            return 0  # not connected: -1 inside, 0 outside
        longest = min(link.max_packet_length, self._most, self._characteristic.max_length)
        if len(data) > longest:
            raise ValueError("Total data to write is larger than outgoing_packet_length")
        if len(data) + len(self._pending) > longest:
            while self._pending and self._link in adapter._links:
                adapter._wire.poll(1000)
            if self._link not in adapter._links:
                return 0
        self._pending += data
        if not self._queued:
            self._next()
        return len(data)

    @property
    def outgoing_packet_length(self):
        link = adapter._links.get(self._link)
        if link is None:
            raise ValueError("No connection: length cannot be determined")
        return min(link.max_packet_length, self._most, self._characteristic.max_length)

    def deinit(self):
        self._characteristic._buffer = None

    def _next(self):
        self._queued = False
        if self._pending:
            adapter._send("notify", self._link, self._characteristic._handle, _hex(self._pending))
            self._pending = b""
            self._queued = True

    def _take(self, link, data):
        if self._link < 0:
            self._link = link
        elif self._link != link:
            return
        if len(data) + 2 > self._room:
            return
        while self._room - self._size < len(data) + 2:
            self._size -= 2 + len(self._came.pop(0))  # the oldest first
        self._came.append(data)
        self._size += 2 + len(data)

    def _gone(self, link):
        if link == self._link:
            self._link = -1
            self._pending = b""
            self._queued = False


class Connection:
    """One link (Connection.c). paired: encrypted, by new keys or by kept ones."""

    def __init__(self, handle):
        self._handle = handle
        self._mtu = 23
        self.connected = True
        self.paired = False

    @property
    def max_packet_length(self):
        return self._mtu - 3

    def disconnect(self):
        if self.connected:
            adapter._send("disconnect", self._handle)

    def pair(self, *, bond=True):
        raise NotImplementedError  # a peripheral of ours waits to be asked


class _Adapter:
    """_bleio.adapter, the only one (Adapter.c)."""

    def __init__(self):
        self._wire = wire.Wire(self)
        self._clear()

    def _clear(self):
        self._started = False
        self._declared = False
        self.advertising = False
        self._services = []
        self._characteristics = {}
        self._links = {}
        self._handle = 16

    @property
    def enabled(self):
        return self._wire.is_open

    @enabled.setter
    def enabled(self, on):
        if on and not self.enabled:
            self._open()
        elif not on and self.enabled:
            self._close()

    @property
    def connected(self):
        return bool(self._links)

    @property
    def connections(self):
        return tuple(self._links.values())

    def start_advertising(self, data, *, scan_response=None, connectable=True, interval=0.1):
        if not self.enabled:
            raise BluetoothError("Invalid state")
        if self.advertising:
            raise BluetoothError("Already advertising.")
        if len(data) > 31:
            raise ValueError("left out: an extended advertisement")
        if not 0.02 <= interval <= 10.24:
            raise ValueError("interval must be in range 0.0020-10.24")
        if not self._declared:
            self._declared = True
            self._send("services", [[one.uuid.text, one.rows] for one in self._services])
            for handle, one in self._characteristics.items():
                self._send("value", handle, _hex(one._value))
        self._send("advertise", int(interval * 1000000), _hex(data), None, connectable)
        self.advertising = True

    def stop_advertising(self):
        if self.advertising:
            self._send("advertise", None, None, None, False)
            self.advertising = False

    # -- the stack

    def _open(self):
        host, port, address = _place
        self._clear()
        self._wire.open(_wires, host, port)
        self._send("active", address)
        while not self._started:
            self._wire.poll(1000)
        # Connection.c, pairing_sec_params: bonds, no passkey. (The port pairs by the legacy way;
        # who plays the stack here keeps keys of LE Secure Connections alone.)
        for name, value in (("mtu", _VARIABLE_MAX), ("io", 3), ("bond", True), ("le_secure", True)):
            self._send("config", name, value)

    def _close(self):
        self._wire.close()
        for link in self._links.values():
            link.connected = False
        self._clear()

    def _lost(self):
        self._close()

    def _send(self, *message):
        if self._wire.is_open and not self._wire.send(*message):
            self._close()

    def _buffers(self):
        return [one._buffer for one in self._characteristics.values() if one._buffer is not None]

    def _take(self, message):
        getattr(self, "_take_" + message[0])(*message[1:])

    def _take_write(self, link, handle, data):
        characteristic = self._characteristics[handle]
        data = unhexlify(data)
        if len(data) <= characteristic.max_length and characteristic._buffer is not None:
            characteristic._buffer._take(link, data)

    def _take_subscribe(self, link, handle, on):
        buffer = self._characteristics[handle]._buffer
        if buffer is not None:
            buffer._link = link if on else -1

    def _take_sent(self, *_):
        for buffer in self._buffers():
            buffer._next()

    def _take_connect(self, link, *_):
        self._links[link] = Connection(link)
        self.advertising = False

    def _take_disconnect(self, link, *_):
        self._links.pop(link).connected = False
        for buffer in self._buffers():
            buffer._gone(link)

    def _take_mtu(self, link, mtu):
        self._links[link]._mtu = mtu

    def _take_encryption(self, link, encrypted, *_):
        if link in self._links:
            self._links[link].paired = bool(encrypted)

    def _take_get(self, number, sort, index, key):
        self._send("answer", number, self._kept(sort, index, key))

    def _take_set(self, number, sort, key, value):
        self._send("answer", number, self._keep(sort, key, value))

    def _take_active(self, *_):
        self._started = True

    def _secrets(self):
        try:
            with open(_bonds) as file:
                return json.load(file)
        except (OSError, ValueError):
            return []

    def _kept(self, sort, index, key):
        found = [row for row in self._secrets() if row[0] == sort and key in (None, row[1])]
        return found[index][2] if index < len(found) else None

    def _keep(self, sort, key, value):
        rows = self._secrets()
        left = [row for row in rows if row[0] != sort or row[1] != key]
        if value is not None:
            left.append([sort, key, value])
        with open(_bonds, "w") as file:
            json.dump(left, file)
        return value is not None or len(left) < len(rows)


adapter = _Adapter()
