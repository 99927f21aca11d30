# SPDX-License-Identifier: MIT
"""One file on its way in: it stands aside until its last byte is there, or is gone again.

Here, too, the write that is no file: the clock. Not here: packets and whose turn it is
(`file_transfer`), what a program must be and how it takes its place (`file_access`).
"""

import binascii
import json

from micropython import const

from ..file_access import MAX_SETTINGS
from ..storage import MAX_PROGRAM, StorageError
from .protocol import (
    CLOCK,
    ERROR,
    FORBIDDEN,
    NO_SPACE,
    OK,
    READ_ONLY,
    REFUSED,
    TOO_LARGE,
)

_CLOCK_MAX = const(64)  # bytes of what sets it
_EARLIEST = const(0x5E0BE100)  # 2020-01-01: a clock before it is none


class Upload:
    """A peer's upload, or none. total: bytes of the file; at: how many of them are in.

    storage: the watch's files. clock: called with (unix_s, utc_offset_s), or None.
    """

    def __init__(self, storage, clock):
        self._storage = storage
        self._clock = clock
        self._aside = None
        self._part = self._final = None
        self.total = self.at = self._crc = 0

    def is_under_way(self):
        return self._aside is not None

    def begin(self, path, offset, total):
        """Make a place for `total` bytes; the status. path: None when it is no path."""
        storage = self._storage
        if path == CLOCK and self._clock is not None:
            if offset or total > _CLOCK_MAX:
                return TOO_LARGE
            self._aside = b""
        else:
            if path is None or not storage.path_allowed(path, True):
                readable = path is not None and storage.path_allowed(path, False)
                return READ_ONLY if readable else FORBIDDEN
            if offset:
                return ERROR
            if total > (MAX_PROGRAM if path.endswith(".tpp") else MAX_SETTINGS):
                return TOO_LARGE
            try:
                self._part = storage.put_aside(path, total)
            except StorageError:
                return NO_SPACE
            try:
                self._aside = open(storage.path(self._part), "wb")
            except OSError:
                return NO_SPACE
        self._final = path
        self.total = total
        self.at = 0
        self._crc = 0
        return OK

    def take(self, data):
        """The next bytes. False where the flash has no room for them, and then none is kept."""
        if self._final == CLOCK:
            self._aside += bytes(data)
        else:
            try:
                full = self._aside.write(data) != len(data)
            except OSError:
                full = True
            if full:
                self.discard()
                return False
        self._crc = binascii.crc32(data, self._crc)
        self.at += len(data)
        return True

    def finish(self):
        """All of it is in: it takes its place, or is gone; the status."""
        aside = self._aside
        self._aside = None
        if self._final == CLOCK:
            return self._set_clock(aside)
        try:
            aside.close()
            self._storage.commit(self._part, self._final, self.total, self._crc)
        except StorageError as error:
            # Where the peer can read it: a status has no room for why.
            self._storage.note_error("%s: %s" % (self._final, error))
            return REFUSED
        except OSError:
            self._storage.discard(self._part)
            return NO_SPACE
        return OK

    def discard(self):
        """Nothing of it stays; what stood before stands."""
        aside = self._aside
        self._aside = None
        if aside is None or self._final == CLOCK:
            return
        try:
            aside.close()
        except OSError:
            pass
        self._storage.discard(self._part)

    def _set_clock(self, data):
        try:
            value = json.loads(data)
            unix_s = value["unix_s"]
            offset_s = value["utc_offset_s"]
        except (ValueError, KeyError, TypeError):
            return REFUSED
        if not isinstance(unix_s, int) or not isinstance(offset_s, int):
            return REFUSED
        if not _EARLIEST <= unix_s < 0xFFFFFFFF or not -86400 < offset_s < 86400:
            return REFUSED
        try:
            self._clock(unix_s, offset_s)
        except OSError:  # the offset has its place on flash, and a clock chip may be loose
            return NO_SPACE
        return OK
