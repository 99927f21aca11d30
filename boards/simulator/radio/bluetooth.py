# SPDX-License-Identifier: MIT
"""MicroPython's `bluetooth` module for the simulated watch: names, events and limits of NimBLE.

Here: the peripheral's half of the API, as an ESP32 has it. Not here: the stack itself, which the
laptop plays (`simulation/watch_radio.py`), reached by lines of JSON over a socket.

Behaves as NimBLE was seen to, traps included: a characteristic's value holds 20 bytes until
`gatts_set_buffer`, a longer write is cut without a word; `gatts_notify` raises OSError 12 while its
queue is full, cuts what exceeds the MTU, and asks neither for a subscription nor for pairing; the
handler is called for each write, before the next one is taken. On a board events come at any time;
here they come while the board sleeps, and inside `active`.
"""

from binascii import hexlify, unhexlify

import wire

_ENODEV = 19
_ENOMEM = 12
_EINVAL = 22
_ENOTCONN = 128  # as ESP-IDF's lwIP has it
QUEUE = 10  # notifications that wait for the air
DEFAULT_VALUE = 20

FLAG_READ = 0x02
FLAG_WRITE_NO_RESPONSE = 0x04
FLAG_WRITE = 0x08
FLAG_NOTIFY = 0x10
FLAG_INDICATE = 0x20

_CONNECT = 1
_DISCONNECT = 2
_WRITE = 3
_MTU = 21
_ENCRYPTION = 28
_GET_SECRET = 29
_SET_SECRET = 30
_PASSKEY = 31

_place = None
_wires = None


def setup(wires, host, port, address):
    """Where the air is, and what the board waits on; address: the watch's own, 'C0:...', the same
    after every reset."""
    global _place, _wires
    _wires = wires
    _place = (host, port, address)


class UUID:
    """16 bits from an integer, 128 bits from text."""

    def __init__(self, value):
        if isinstance(value, int):
            if not 0 <= value <= 0xFFFF:
                raise ValueError("invalid UUID")
            self.text = "%04x" % value
        else:
            self.text = value.lower()
            if len(self.text.replace("-", "")) != 32:
                raise ValueError("invalid UUID")

    def __eq__(self, other):
        return isinstance(other, UUID) and self.text == other.text

    def __hash__(self):
        return hash(self.text)

    def __str__(self):
        return self.text


class _Value:
    def __init__(self, handle):
        self.handle = handle
        self.data = b""
        self.size = DEFAULT_VALUE
        self.append = False


class BLE:
    """The one radio: every `BLE()` is the same object."""

    _only = None

    def __new__(cls):
        if BLE._only is None:
            BLE._only = object.__new__(cls)
            BLE._only._wire = wire.Wire(BLE._only)
            BLE._only._handler = None
            BLE._only._reset()
        return BLE._only

    def __init__(self):
        pass

    def _reset(self):
        self._started = False
        self._values = {}
        self._links = {}  # handle: [type, address, mtu]
        self._waiting = 0
        self._config = {"mtu": 256, "gap_name": b"MPY ESP32"}

    def active(self, on=None):
        if on is not None and bool(on) != self._wire.is_open:
            if on:
                self._open()
            else:
                self._close()
        return self._wire.is_open

    def _open(self):
        if _place is None:
            raise OSError(_ENODEV)
        host, port, address = _place
        self._wire.open(_wires, host, port)
        self._send("active", address)
        while not self._started:  # the stack asks for the keys of its peers meanwhile
            if not self._wire.is_open:
                raise OSError(_ENODEV)
            self._wire.poll(1000)

    def _close(self):
        self._wire.close()
        self._reset()

    def _send(self, *message):
        if not self._wire.send(*message):
            if self._wire.is_open:
                self._close()
            raise OSError(_ENODEV)

    def config(self, *names, **values):
        if names:
            if names[0] == "mac":
                return (1, unhexlify(_place[2].replace(":", "")))
            if names[0] in self._config:
                return self._config[names[0]]
            raise ValueError("unknown config param")
        for name, value in values.items():
            # No rxbuf: an ESP32 hands events over at once, and has no such buffer.
            if name not in ("gap_name", "mtu", "addr_mode", "bond", "mitm", "io", "le_secure"):
                raise ValueError("unknown config param")
            if name == "gap_name" and len(value.encode() if isinstance(value, str) else value) > 31:
                raise OSError(_EINVAL)
            self._config[name] = value
            if isinstance(value, bytes):
                value = value.decode()
            self._send("config", name, value)

    def irq(self, handler):
        self._handler = handler

    def gap_advertise(self, interval_us, adv_data=None, *, resp_data=None, connectable=True):
        for data in (adv_data, resp_data):
            if data is not None and len(data) > 31:
                raise OSError(_EINVAL)
        self._send("advertise", interval_us, _hex(adv_data), _hex(resp_data), connectable)

    def gatts_register_services(self, services):
        self._values = {}
        handle = 16
        described = []
        result = []
        for uuid, characteristics in services:
            handles = []
            rows = []
            for characteristic in characteristics:
                handle += 2  # the declaration, then the value
                self._values[handle] = _Value(handle)
                rows.append([str(characteristic[0]), characteristic[1], handle])
                handles.append(handle)
                if characteristic[1] & (FLAG_NOTIFY | FLAG_INDICATE):
                    handle += 1  # its CCCD
            handle += 1
            described.append([str(uuid), rows])
            result.append(tuple(handles))
        self._send("services", described)
        return tuple(result)

    def gatts_read(self, handle):
        value = self._find(handle)
        data = value.data
        if value.append:
            value.data = b""
        return data

    def gatts_write(self, handle, data, send_update=False):
        value = self._find(handle)
        value.data = bytes(data)
        value.size = max(value.size, len(data))
        self._send("value", handle, _hex(data))
        if send_update:
            for link in self._links:
                self.gatts_notify(link, handle, data)

    def gatts_set_buffer(self, handle, size, append=False):
        value = self._find(handle)
        value.size = size
        value.append = append
        value.data = b""

    def _find(self, handle):
        if not self._wire.is_open:
            raise OSError(_ENODEV)
        if handle not in self._values:
            raise OSError(_EINVAL)
        return self._values[handle]

    def gatts_notify(self, link, handle, data=None):
        value = self._find(handle)
        if link not in self._links:
            raise OSError(_ENOTCONN)
        if self._waiting >= QUEUE:
            raise OSError(_ENOMEM)
        if data is None:
            data = value.data
        data = bytes(data)[: self._links[link][2] - 3]
        self._waiting += 1
        self._send("notify", link, handle, _hex(data))

    def gap_disconnect(self, link):
        if link not in self._links:
            return False
        self._send("disconnect", link)
        return True

    def gap_passkey(self, link, action, passkey):
        self._send("passkey", link, action, passkey)

    def _lost(self):
        """The air is gone: so are the peers."""
        links = self._links
        self._close()
        for link in links:
            self._call(_DISCONNECT, (link, links[link][0], links[link][1]))

    def _call(self, event, data):
        return self._handler(event, data) if self._handler else None

    def _take(self, message):
        kind = message[0]
        if kind == "write":
            _, link, handle, data = message
            value = self._values[handle]
            data = unhexlify(data)
            if value.append:
                data = value.data + data
            value.data = data[: value.size]
            self._call(_WRITE, (link, handle))
        elif kind == "sent":
            self._waiting -= message[1]
        elif kind == "connect":
            _, link, address_type, address = message
            self._links[link] = [address_type, unhexlify(address), 23]
            self._call(_CONNECT, (link, address_type, memoryview(unhexlify(address))))
        elif kind == "disconnect":
            address_type, address, _ = self._links.pop(message[1])
            self._waiting = 0
            self._call(_DISCONNECT, (message[1], address_type, memoryview(address)))
        elif kind == "mtu":
            self._links[message[1]][2] = message[2]
            self._call(_MTU, (message[1], message[2]))
        elif kind == "encryption":
            _, link, encrypted, authenticated, bonded, size = message
            self._call(
                _ENCRYPTION, (link, bool(encrypted), bool(authenticated), bool(bonded), size)
            )
        elif kind == "passkey":
            self._call(_PASSKEY, (message[1], message[2], message[3]))
        elif kind == "get":
            _, number, sort, index, key = message
            key = None if key is None else memoryview(unhexlify(key))
            found = self._call(_GET_SECRET, (sort, index, key))
            self._send("answer", number, None if found is None else _hex(found))
        elif kind == "set":
            _, number, sort, key, value = message
            value = None if value is None else memoryview(unhexlify(value))
            done = self._call(_SET_SECRET, (sort, memoryview(unhexlify(key)), value))
            self._send("answer", number, bool(done))
        elif kind == "active":
            self._started = True


def _hex(data):
    return None if data is None else hexlify(data).decode()
