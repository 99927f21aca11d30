# SPDX-License-Identifier: MIT
"""Reading a lap log: its header, its records, and where a session that was cut off goes on.

The laptop reads with the same code. A watch needs it once after power-on, and lets go of it. Not
here: writing a log, and the numbers of its format (`laplog`).
"""

import binascii
import struct

from .laplog import (
    CELL,
    END,
    FIXED,
    LAP,
    LOST,
    MAGIC,
    MAX_RUN,
    MISSED,
    NO_TIME,
    RESET,
    SKIPPED,
    STOPPED,
    TEXT,
    TIMED,
    UNKNOWN,
    VERSION,
    VOID,
    seal,
)


class FormatError(ValueError):
    """Not a lap log, or a header that is not whole; the message says which."""


class Header:
    """What a log's header says.

    length: bytes, whole cells. identity: the program's (32 bits). unix_time: seconds since 1970
    UTC when the session began, 0 while the clock was unset; utc_offset_s beside it; uptime_ms and
    boot: the watch's uptime then, and the number of that boot.
    """

    def __init__(self, length, fields, names):
        self.length = length
        self.identity, self.unix_time, self.utc_offset_s, self.uptime_ms, self.boot = fields
        self.name, self.athlete, self.watch = names


def read_header(data):
    """The Header of a log's bytes. FormatError when foreign, of another version, or not whole."""
    if len(data) < 4 or bytes(data[:3]) != MAGIC[:3]:
        raise FormatError("not a lap log: it does not begin with TPL")
    if data[3] != VERSION:
        raise FormatError(
            "lap log of format version %d; this reads version %d" % (data[3], VERSION)
        )
    if len(data) < FIXED:
        raise FormatError("the header is cut off")
    length = struct.unpack_from("<H", data, 4)[0]
    if length % CELL or not FIXED + 7 <= length <= FIXED + 3 * TEXT + 7 + CELL:
        raise FormatError("the header's length is damaged")
    if len(data) < length:
        raise FormatError("the header is cut off")
    check = struct.unpack_from("<I", data, length - 4)[0]
    if binascii.crc32(bytes(data[: length - 4])) & 0xFFFFFFFF != check:
        raise FormatError("the header's check does not fit")
    names = []
    at = FIXED
    for _ in range(3):
        end = at + 1 + data[at]
        if end > length - 4:
            raise FormatError("the header's names run over its end")
        try:
            names.append(str(bytes(data[at + 1 : end]), "utf-8"))
        except UnicodeError as error:
            raise FormatError("the header's names are not UTF-8") from error
        at = end
    return Header(length, struct.unpack_from("<IIiII", data, 6), names)


def read_record(data, at):
    """(event, run, set, rep, target, actual, recovery) of the cell at `at`; None when not sound.

    Times are milliseconds, UNKNOWN (-1) where not known. Of a RESET the last three are instead
    unix_time (0: unset), uptime in seconds, and the boot's number modulo 65536.
    """
    if at + CELL > len(data):
        return None
    check = struct.unpack_from("<H", data, at + CELL - 2)[0]
    if binascii.crc32(bytes(data[at : at + CELL - 2])) & 0xFFFF != check:
        return None
    word, set_, rep, a, b, c, d, e, f = struct.unpack_from("<HBBHBHBHB", data, at)
    event = word >> 12
    if not LAP <= event <= LOST:
        return None
    if event == RESET:
        clock = struct.unpack_from("<IHBH", data, at + 4)
        return (event, word & MAX_RUN, set_, rep, clock[0], clock[1] | clock[2] << 16, clock[3])
    times = [low | high << 16 for low, high in ((a, b), (c, d), (e, f))]
    times = [UNKNOWN if value == NO_TIME else value for value in times]
    return (event, word & MAX_RUN, set_, rep, times[0], times[1], times[2])


def closes_run(event):
    """Whether this event ends its run, so that the next one follows."""
    return event == LAP or event == MISSED or event == SKIPPED or event == TIMED


def reopen(log, path, unix_time=0, uptime_ms=0):
    """Go on with a log after a reset, by a `laplog.LapLog`: the index of its next run.

    unix_time: 0 while unset.
    """
    data = log.storage.read(path)
    run = next_run(data)
    log.go_on(path, len(data), _reset_cell(run, unix_time, uptime_ms, log.storage.boot))
    return run


def _reset_cell(run, unix_time, uptime_ms, boot):
    """The record of a session that is taken up with a run."""
    cell = bytearray(CELL)
    struct.pack_into("<HBB", cell, 0, RESET << 12 | min(run, MAX_RUN), 0, 0)
    uptime_s = uptime_ms // 1000
    struct.pack_into(
        "<IHBH",
        cell,
        4,
        unix_time & 0xFFFFFFFF,
        uptime_s & 0xFFFF,
        uptime_s >> 16 & 0xFF,
        boot & 0xFFFF,
    )
    seal(cell, 0)
    return cell


def next_run(data):
    """The index of the run to go on with: the one after the last that was closed."""
    run = 0
    for at in range(read_header(data).length, len(data), CELL):
        record = read_record(data, at)
        if record is None or record[0] == LOST:
            continue
        if closes_run(record[0]):
            run = record[1] + 1
        elif record[0] == VOID:
            run = record[1]
    return run


def unfinished(storage):
    """(path, identity, next run index) of the newest log when it has no END or STOPPED, or None.

    To let it be: `reopen` it, add STOPPED, flush.
    """
    path = storage.newest_log()
    if path is None:
        return None
    try:
        data = storage.read(path)
        head = read_header(data)
    except (FormatError, OSError):
        return None
    for at in range(head.length, len(data), CELL):
        record = read_record(data, at)
        if record is not None and (record[0] == END or record[0] == STOPPED):
            return None
    return path, head.identity, next_run(data)
