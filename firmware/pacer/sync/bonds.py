# SPDX-License-Identifier: MIT
"""The keys of paired laptops and phones, and the passkey that pairing asks for.

Here: what the Bluetooth stack asks to be kept, and on whose word. Not here: the radio
(`bluetooth`). The keys' file cannot be reached over the air: `storage` does not let it.

Rules, each against an attack that works on a stack left to itself:
- A key is kept only when the link that made it was authenticated by the passkey: a peer that
  spoofs a known address and pairs without one leaves nothing behind.
- When the stack drops a known peer's key, which it does before anyone has proved who they are, the
  key is hidden but stays until a new authenticated one comes; otherwise the end of the link
  brings it back.
- The first drop of a key is never refused, and a second is: the stack drops until it hears that
  there is no more, and pairs again until it finds none; either way it would ask for ever.
- A key that is not kept is taken all the same: to a refusal the stack answers by dropping the
  oldest peer's.
"""

from binascii import hexlify, unhexlify

from micropython import const

from ..storage import SETTINGS

BONDS = "watch/bonds.json"
MOST = const(16)  # keys kept: 8 peers, the oldest go first


def passkey(storage):
    """The six digits of the settings; -1 when there are none, and then nobody new gets in."""
    settings = storage.read_json(SETTINGS, {})
    value = settings.get("passkey", -1) if isinstance(settings, dict) else -1
    return value if isinstance(value, int) and 0 <= value <= 999999 else -1


class Bonds:
    """The stack's key store: `get` and `set` answer it, `save` writes what changed.

    `get` and `set` may be called from the stack's own task: they touch RAM only.
    """

    def __init__(self, storage):
        self._storage = storage
        self._keys = []  # [type, key, value, hidden], oldest first
        self._changed = False
        found = storage.read_json(BONDS, [])
        for entry in found if isinstance(found, list) else []:
            try:
                self._keys.append([entry[0], unhexlify(entry[1]), unhexlify(entry[2]), False])
            except (ValueError, TypeError, IndexError):
                pass  # a damaged entry is a peer that must pair again

    def __len__(self):
        return len(self._keys)

    def get(self, kind, index, key):
        """The value for `key`, or the index'th of this kind when `key` is None; None: no more."""
        for entry in self._keys:
            if entry[0] != kind or entry[3]:
                continue
            if key is None:
                if index == 0:
                    return entry[2]
                index -= 1
            elif entry[1] == key:
                return entry[2]
        return None

    def set(self, kind, key, value, trusted):
        """Keeps, replaces or (value None) drops; whether there was something to drop.

        trusted: the link was authenticated.
        """
        key = bytes(key)
        for entry in self._keys:
            if entry[0] == kind and entry[1] == key:
                if value is None:
                    there = not entry[3]
                    entry[3] = True
                    return there
                if trusted:
                    entry[2] = bytes(value)
                    entry[3] = False
                    self._changed = True
                return True
        if value is None:
            return False
        if trusted:
            self._keys.append([kind, key, bytes(value), False])
            while len(self._keys) > MOST:
                self._keys.pop(0)
            self._changed = True
        return True

    def ended(self):
        """The link is gone: what was hidden and not replaced stands again."""
        for entry in self._keys:
            entry[3] = False

    def save(self):
        """Writes what changed to flash. Not from the stack's task: flash is slow."""
        if not self._changed:
            return
        self._changed = False
        kept = [[e[0], hexlify(e[1]).decode(), hexlify(e[2]).decode()] for e in self._keys]
        try:
            self._storage.write_json(BONDS, kept)
        except OSError:
            pass  # a full flash: this peer must pair again next time, but fetches the logs now
