# SPDX-License-Identifier: MIT
"""The lap log: what was run, on flash before the next rep starts. FORMAT.md has it byte by byte.

Here: writing a log in a session. Not here: reading one, and going on with it after a reset
(`laplog_reading`), files (`storage`), when to write (`chores`), what a log means (the laptop's
`laps`).

A log is a row of cells of 15 bytes: a header of whole cells, then one record a cell, each with
its own check. So a damaged or torn cell hides nothing but itself.

Rules for the caller: `add` may be called at any time, it allocates nothing and never raises;
`begin`, `go_on` and `flush` write to flash and belong where the next deadline is a second away.
"""

import binascii
import struct

from micropython import const

VERSION = const(1)
CELL = const(15)
MAGIC = b"TPL\x01"

# Events. Those marked * close a run: the next run index follows them.
LAP = const(1)  # * the press: actual is the lap
MISSED = const(2)  # * no press came: actual is the time since GO that the recovery counts from
SKIPPED = const(3)  # * the run was not run, or given up: actual is how far it had come, or 0
VOID = const(4)  # the latest LAP (or MISSED) of this run is none: its press began a hold
PAUSE = const(5)  # in a rep: actual is where it stood; in a recovery: recovery is
RESUME = const(6)  # taken up where PAUSE stood; recovery is the length of the pause
RESTART = const(7)  # the run is begun again from its start; recovery is the length of the pause
END = const(8)  # the session is over as planned; actual is its length since the first GO
STOPPED = const(9)  # ended by the runner before its end; actual as for END
RESET = const(10)  # taken up after a reset; carries a clock instead of times
TIMED = const(11)  # * a run by time ended by itself; actual is its length
LOST = const(12)  # the buffer was full: `run` records could not be kept

UNKNOWN = const(-1)  # of a time: not known (a recovery that a reset cut through)
LONGEST = const(0xFFFFFE)  # ms; a longer time is kept as this: 4 h 39 min
NO_TIME = const(0xFFFFFF)
MAX_RUN = const(0xFFF)
TEXT = const(64)  # bytes of UTF-8 of each name in the header
FIXED = const(26)  # bytes of the header before the names


def _text(value):
    data = value.encode()
    end = min(len(data), TEXT)
    while end < len(data) and data[end] & 0xC0 == 0x80:
        end -= 1  # never half a character
    return bytes((end,)) + data[:end]


def pack_header(identity, name, athlete, watch, unix_time, utc_offset_s, uptime_ms, boot):
    """The header's bytes: whole cells, self-checked."""
    names = _text(name) + _text(athlete) + _text(watch)
    length = (FIXED + len(names) + 4 + CELL - 1) // CELL * CELL
    head = MAGIC + struct.pack(
        "<HIIiII",
        length,
        identity & 0xFFFFFFFF,
        unix_time & 0xFFFFFFFF,
        utc_offset_s,
        uptime_ms & 0xFFFFFFFF,
        boot & 0xFFFFFFFF,
    )
    head += names
    head += bytes(length - 4 - len(head))
    return head + struct.pack("<I", binascii.crc32(head) & 0xFFFFFFFF)


def _time(value):
    if value < 0:
        return NO_TIME
    return value if value < LONGEST else LONGEST


def seal(data, at):
    """Put the check into the cell at `at`."""
    check = binascii.crc32(bytes(data[at : at + CELL - 2])) & 0xFFFF
    struct.pack_into("<H", data, at + CELL - 2, check)


def pack_record(data, at, event, run, set_, rep, target_ms, actual_ms, recovery_ms):
    """Write one record into `data` at `at` (its cell and no byte beyond), but for its check, which
    takes heap (`seal`)."""
    word = event << 12 | min(run, MAX_RUN)
    # each 24-bit time is written as 32 bits, and the next field covers the byte too many
    struct.pack_into("<HBBI", data, at, word, min(set_, 255), min(rep, 255), _time(target_ms))
    struct.pack_into("<I", data, at + 7, _time(actual_ms))
    struct.pack_into("<HB", data, at + 10, _time(recovery_ms) & 0xFFFF, _time(recovery_ms) >> 16)


def room(runs):
    """Bytes to have free before a session of `runs` runs: twice its records, and the header."""
    return (runs * 2 + 32) * CELL


class LapLog:
    """Writes one log at a time. `pending`: records not yet on flash; `path`: the log's."""

    def __init__(self, storage, records=32):
        self.storage = storage
        self.path = None
        self.pending = 0
        self.lost = 0
        self._records = records
        # One for a RESET, then the records that are pending, then one for a LOST.
        self._cells = memoryview(bytearray((records + 2) * CELL))
        self._reset = None  # the cell of a RESET that found no room yet
        self._size = 0
        self._head = 0

    def begin(self, identity, name, athlete, watch, unix_time, utc_offset_s, uptime_ms):
        """Create the log with its header, or not at all. What was added before is kept for its
        first flush. StorageError when there is no room."""
        head = pack_header(
            identity, name, athlete, watch, unix_time, utc_offset_s, uptime_ms, self.storage.boot
        )
        self.path = None
        self._reset = None
        self.path = self.storage.create_log(head)
        self._size = self._head = len(head)

    def go_on(self, path, size, reset):
        """Go on with a log of `size` bytes: mend its tail, and write `reset`, the cell of a RESET.

        A flash that is full gets the RESET with the records that follow it, as soon as it can: see
        `flush`.
        """
        self.path = path
        self.pending = 0
        self.lost = 0
        self._reset = None
        self._size = size
        torn = -self._size % CELL  # a torn record is filled up, so that the next has its own cell
        try:
            self.storage.append(path, bytes(torn) + reset)
            self._size += torn + CELL
        except OSError:
            self._reset = reset
            try:
                self._mend()
            except OSError:
                pass  # the next flush mends

    def add(self, event, run, set_, rep, target_ms, actual_ms, recovery_ms):
        """Keep a record for the next flush: allocates nothing. False when the buffer is full.

        target_ms: 0 untargeted. actual_ms: see the event. recovery_ms: what was taken before this
        run, 0 before the first; UNKNOWN where a reset cut through it.
        """
        n = self.pending
        if n >= self._records:
            self.lost += 1
            return False
        at = (n + 1) * CELL
        pack_record(self._cells, at, event, run, set_, rep, target_ms, actual_ms, recovery_ms)
        self.pending = n + 1
        return True

    def flush(self):
        """Append what is pending and close the file; True when all of it is on flash.

        Never raises: what could not be written stays pending, and the next flush tries again.
        Without a log (`begin` failed) nothing can be written.
        """
        if not self.pending and not self.lost:
            return True
        if self.path is None:
            return False
        try:
            self._mend()
            cells = self._cells
            first = CELL
            if self._reset:
                cells[:CELL] = self._reset
                first = 0
            end = (self.pending + 1) * CELL
            for at in range(CELL, end, CELL):
                seal(cells, at)
            if self.lost:
                pack_record(cells, end, LOST, self.lost, 0, 0, 0, 0, 0)
                seal(cells, end)
                end += CELL
            self.storage.append(self.path, cells[first:end])
        except OSError:
            return False
        self._size += end - first
        self._reset = None
        self.pending = 0
        self.lost = 0
        return True

    def drop(self):
        """Take back the log that `begin` made, when nothing was run: a log with a record stays."""
        self.pending = 0
        self.lost = 0
        if self.path is not None:
            self.storage.drop_log(self.path, self._head)
            self.path = None

    def _mend(self):
        """After an append that failed: forget what it did write, so that nothing stands twice."""
        size = self.storage.size(self.path)
        torn = -size % CELL
        if torn:
            self.storage.append(self.path, bytes(torn))
        extra = size - self._size - -self._size % CELL  # a tail torn before is not of ours
        if extra < 0:
            extra = 0
        if self._reset and extra >= CELL:
            self._reset = None
            extra -= CELL
        done = min(extra // CELL, self.pending)
        cells = self._cells
        for at in range(CELL, (self.pending - done + 1) * CELL):
            cells[at] = cells[at + done * CELL]
        self.pending -= done
        if extra // CELL > done:
            self.lost = 0
        self._size = size + torn
