# SPDX-License-Identifier: MIT
"""What the watch offers on the air, whatever its radio: the service, its name, a link's limits. Not
here: a radio (`bluetooth`, `bleio`), what a packet means (`file_transfer`)."""

from micropython import const

SERVICE = const(0xFEBB)
VERSION_UUID = const("adaf0100-4669-6c65-5472-616e73666572")
TRANSFER_UUID = const("adaf0200-4669-6c65-5472-616e73666572")
VALUE = const(512)  # the largest packet a peer may write
# What may be on its way: two connection events of 15 ms full of packets. More buys nothing before
# a third is full: the answer takes an event, however long the window was.
RING = const(12 * 244)

ADVERTISE_MS = const(100)  # from one advertisement to the next
_NAME_MAX = const(22)  # what is left of an advertisement

# Limits of a link, in microseconds.
WAIT = const(120_000_000)  # for a peer to come (again)
TRUST = const(60_000_000)  # for it to prove the passkey, or to pair
IDLE = const(30_000_000)  # for it to ask something
STALL = const(10_000_000)  # for a transfer to go on
TOTAL = const(900_000_000)  # for all of a sync


def cut(name, size):
    """A name's bytes, never half a character."""
    data = name.encode()
    if len(data) > size:
        while data[size] & 0xC0 == 0x80:
            size -= 1
        data = data[:size]
    return data


def advertisement(name):
    """The 31 bytes of an advertisement at most: general discovery, the service, the name."""
    data = cut(name, _NAME_MAX)
    kind = 9 if data == name.encode() else 8  # whole, or shortened
    flags = b"\x02\x01\x06\x03\x03" + bytes((SERVICE & 0xFF, SERVICE >> 8))
    return flags + bytes((len(data) + 1, kind)) + data
