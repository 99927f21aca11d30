# SPDX-License-Identifier: MIT
"""Files over a byte pipe: the watch's side of the Adafruit BLE File Transfer protocol, version 4.

Here lives the protocol: what a peer may ask, what it is answered, in memory that does not grow
with what it asks. Not here: its numbers (`protocol`), the radio and who may talk (`bluetooth`), how
an upload becomes a file (`upload`), what a path or a program may be (`file_access`).

What the protocol leaves open is settled so:
- An upload is one whole file from offset 0. It stands aside until its last byte is in, is verified
  (read back against a CRC of what came; a program by its verifier) and renamed: all or nothing.
- Statuses beside the protocol's own (OK, ERROR, NO_FILE, PROTOCOL, READ_ONLY) say why: FORBIDDEN,
  TOO_LARGE, NO_SPACE, REFUSED.
- `watch/clock.json` is no file: a write of {"unix_s": N, "utc_offset_s": N} to it sets the clock,
  and a read of it tells the clock at that moment (`file_access.clock`, as a JSON list).
  (The WRITE's own modification time is what the sender calls the file's age, and no clock.)
- No operation runs code, makes a directory, or deletes a log.
- What breaks the protocol (lengths, offsets, opcodes) is answered with PROTOCOL and the input
  dropped; after MISTAKES of them `broken` is set and the link should be ended.
"""

import io
import json
import struct

from micropython import const

from ..storage import LOGS, SESSIONS, WATCH, StorageError
from .protocol import (
    CLOCK,
    DELETE,
    ERROR,
    FORBIDDEN,
    LIST,
    LIST_ENTRY,
    MKDIR,
    MOVE,
    NO_FILE,
    NO_SPACE,
    OK,
    PROTOCOL,
    READ,
    READ_DATA,
    READ_ONLY,
    READ_PACING,
    WRITE,
    WRITE_DATA,
    WRITE_PACING,
)
from .upload import Upload

FOLDERS = (SESSIONS, LOGS, WATCH)
DIRECTORY = const(1)  # a flag of an entry

PATH_MAX = const(64)  # bytes of a path
PACKET_MAX = const(244)  # bytes of a notification: with its headers, one PDU on the air
MISTAKES = const(8)
_HEAD = const(6 + 2 * PATH_MAX + 1)  # the longest command that is kept: a move
_PATH_SKIP = const(512)  # a longer path is no path
_IDLE = const(0)
_SKIP = const(1)
_RECEIVE = const(2)
_READ = const(3)
_LIST = const(4)


def _fixed(command):
    """How many bytes a command has before its path; 0: there is no such command."""
    if command == READ or command == READ_PACING or command == WRITE_DATA:
        return 12
    if command == WRITE:
        return 20
    if command == DELETE or command == LIST:
        return 4
    if command == MKDIR:
        return 16
    return 6 if command == MOVE else 0


class FileTransfer:
    """Answers one peer. `pump` until it says False; feed it through `ring`.

    storage: the watch's files. ring: what came. send: takes a view of one packet, False when its
    queue is full (it is offered again). clock: called with (unix_s, utc_offset_s), or None; tell:
    called for what a read of the clock gives, or None.
    packet: largest packet that may be sent now. broken: the link should be ended.
    """

    def __init__(self, storage, ring, send, clock=None, tell=None):
        self._storage = storage
        self._ring = ring
        self._send = send
        self._tell = tell
        self._window = ring.room() - 12
        self._head = memoryview(bytearray(_HEAD))
        self._out = memoryview(bytearray(PACKET_MAX))
        self._file = None
        self._entries = None
        self._upload = Upload(storage, clock)
        self._total = self._at = self._expected = 0
        self.reset()

    def reset(self):
        """Forgets the peer: half an upload is thrown away, what stood before stands."""
        self._end_file()
        self._upload.discard()
        self._ring.clear()
        self._end_list()
        self._state = _IDLE
        self._have = 0
        self._left = 0
        self._out_size = 0
        self._out_sent = 0
        self._mistakes = 0
        self.packet = 20
        self.broken = False

    @property
    def busy(self):
        """Whether a transfer is under way."""
        return self._state != _IDLE or self._upload.is_under_way() or self._file is not None

    def pump(self):
        """Does one piece of work. False: nothing to do until bytes come or the queue has room."""
        if self._out_size:
            end = min(self._out_sent + self.packet, self._out_size)
            if not self._send(self._out[self._out_sent : end]):
                return False
            self._out_sent = end
            if end == self._out_size:
                self._out_size = 0
                self._out_sent = 0
            return True
        state = self._state
        if state == _READ:
            return self._read_on()
        if state == _LIST:
            return self._list_on()
        if state == _RECEIVE:
            return self._receive()
        if state == _SKIP:
            return self._skip()
        return self._take_command()

    # -- taking a command in: its fixed part, then its path

    def _take_command(self):
        if not self._fill(1):
            return False
        command = self._head[0]
        fixed = _fixed(command)
        if not fixed:
            return self._mistake(command | 1)
        if not self._fill(fixed):
            return False
        if command == READ_PACING or command == WRITE_DATA:
            self._have = 0
            return self._read_more() if command == READ_PACING else self._write_data()
        size = struct.unpack_from("<H", self._head, 2)[0]
        rest = size
        second = 0
        if command == MOVE:
            second = struct.unpack_from("<H", self._head, 4)[0]
            rest += second + 1
        if size > PATH_MAX or second > PATH_MAX:
            if size > _PATH_SKIP or second > _PATH_SKIP:
                return self._mistake(command | 1)
            self._have = 0
            self._left = rest
            self._state = _SKIP
            return self._answer(command | 1, FORBIDDEN)
        if not self._fill(fixed + rest):
            return False
        self._have = 0
        self._upload.discard()  # of one under way nothing follows but its data, or its end
        path = self._path(fixed, size)
        if command == MOVE:
            return self._move(path, self._path(fixed + size + 1, second))
        return self._obey(command, path)

    def _obey(self, command, path):
        """Begin what a command with one path asks for."""
        if command == READ:
            return self._read(path)
        if command == WRITE:
            return self._write(path)
        if command == DELETE:
            return self._delete(path)
        if command == MKDIR:
            return self._mkdir(path)
        return self._list(path)

    def _fill(self, count):
        """Whether the command's first `count` bytes are in."""
        while self._have < count:
            part = self._ring.peek(count - self._have)
            n = len(part)
            if not n:
                return False
            self._head[self._have : self._have + n] = part
            self._have += n
            self._ring.drop(n)
        return True

    def _path(self, start, size):
        """The path as the storage room has it, without the slash; None when it is no path."""
        data = bytes(self._head[start : start + size])
        if not data.startswith(b"/"):
            return None
        for byte in data:
            if byte < 0x20 or byte == 0x5C or byte == 0x7F:
                return None
        try:
            path = str(data[1:], "utf-8")
        except ValueError:  # UnicodeError is one
            return None
        if path.endswith("/"):
            path = path[:-1]
        for part in path.split("/"):
            if part == "." or part == ".." or (not part and path):
                return None
        return path

    def _skip(self):
        part = self._ring.peek(self._left)
        if not len(part):
            return False
        self._left -= len(part)
        self._ring.drop(len(part))
        if not self._left:
            self._state = _IDLE
        return True

    # -- answers

    def _answer(self, reply, status):
        """The answer of the command `reply`: its shortest form, filled up with zeros."""
        if reply == READ_DATA:
            return self._read_header(status, 0, 0, 0)
        if reply == WRITE_PACING:
            return self._pace(status, 0, 0)
        if reply == LIST_ENTRY:
            return self._entry(status, 0, 0, b"", 0, 0)
        size = 16 if reply == MKDIR | 1 else 2
        out = self._out
        for i in range(size):
            out[i] = 0
        out[0] = reply
        out[1] = status
        self._out_size = size
        return True

    def _mistake(self, reply):
        """Answers PROTOCOL, ends what was under way and drops the input."""
        self._mistakes += 1
        if self._mistakes >= MISTAKES:
            self.broken = True
        self._end_file()
        self._upload.discard()
        self._ring.clear()
        self._have = 0
        self._state = _IDLE
        return self._answer(reply, PROTOCOL)

    # -- reading a file

    def _read(self, path):
        self._end_file()
        offset, limit = struct.unpack_from("<II", self._head, 4)
        if path == CLOCK and self._tell is not None:
            told = json.dumps(self._tell()).encode()
            self._total = len(told)
            self._file = io.BytesIO(told)
            return self._chunk(offset, limit)
        if path is None or not self._storage.path_allowed(path, False):
            return self._answer(READ_DATA, FORBIDDEN)
        try:
            self._total = self._storage.size(path)
            self._file = open(self._storage.path(path), "rb")
        except OSError:
            return self._answer(READ_DATA, NO_FILE)
        return self._chunk(offset, limit)

    def _read_more(self):
        offset, limit = struct.unpack_from("<II", self._head, 4)
        if self._file is None or self._head[1] != OK:
            return self._mistake(READ_DATA)
        return self._chunk(offset, limit)

    def _chunk(self, offset, limit):
        if offset > self._total:
            return self._mistake(READ_DATA)
        if limit > self._total - offset:
            limit = self._total - offset
        try:
            self._file.seek(offset)
        except OSError:
            self._end_file()
            return self._answer(READ_DATA, ERROR)
        self._left = limit
        self._at = offset
        self._state = _READ
        self._read_header(OK, offset, self._total, limit)
        return self._read_part(16)

    def _read_header(self, status, offset, total, size):
        struct.pack_into("<BBHIII", self._out, 0, READ_DATA, status, 0, offset, total, size)
        self._out_size = 16
        return True

    def _read_on(self):
        return self._read_part(0)

    def _read_part(self, start):
        """Fills the packet from `start` with what is left of the chunk."""
        size = min(self.packet, PACKET_MAX) - start
        if size > self._left:
            size = self._left
        if size > 0:
            n = 0
            try:
                n = self._file.readinto(self._out[start : start + size])
            except OSError:
                pass
            if n != size:
                # The answer's length is promised already: only ending the link says it is not so.
                self.broken = True
                self._end_file()
                self._state = _IDLE
                self._out_size = 0
                return False
            self._left -= size
            self._at += size
            self._out_size = start + size
        if not self._left:
            self._state = _IDLE
            if self._at >= self._total:
                self._end_file()
        return True

    def _end_file(self):
        if self._file is not None:
            self._file.close()
            self._file = None

    # -- writing one

    def _write(self, path):
        offset = struct.unpack_from("<I", self._head, 4)[0]
        total = struct.unpack_from("<I", self._head, 16)[0]
        status = self._upload.begin(path, offset, total)
        return self._pace_on() if status == OK else self._answer(WRITE_PACING, status)

    def _pace_on(self):
        """Asks for the next window, or ends the upload when all of it is in."""
        upload = self._upload
        size = upload.total - upload.at
        if not size:
            status = upload.finish()
            # An older client looks at the offset alone: after a failure it is not the length.
            return self._pace(status, upload.total if status == OK else 0xFFFFFFFF, 0)
        if size > self._window:
            size = self._window
        self._expected = size
        return self._pace(OK, upload.at, size)

    def _pace(self, status, offset, size):
        # No modification time is kept: it is answered as 0.
        struct.pack_into("<BBHIIII", self._out, 0, WRITE_PACING, status, 0, offset, 0, 0, size)
        self._out_size = 20
        return True

    def _write_data(self):
        offset, size = struct.unpack_from("<II", self._head, 4)
        upload = self._upload
        if not upload.is_under_way():
            return self._mistake(WRITE_PACING)
        if self._head[1] != OK:
            upload.discard()  # the peer gives up
            return self._answer(WRITE_PACING, ERROR)
        if offset != upload.at or not 0 < size <= self._expected:
            return self._mistake(WRITE_PACING)
        self._expected = 0
        self._left = size
        self._state = _RECEIVE
        return True

    def _receive(self):
        part = self._ring.peek(self._left)
        n = len(part)
        if not n:
            return False
        taken = self._upload.take(part)
        self._ring.drop(n)
        self._left -= n
        if not taken:
            self._state = _SKIP if self._left else _IDLE
            return self._answer(WRITE_PACING, NO_SPACE)
        if self._left:
            return True
        self._state = _IDLE
        return self._pace_on()

    # -- delete, move, directories

    def _delete(self, path):
        if path is None or not self._storage.path_allowed(path, False):
            return self._answer(DELETE | 1, FORBIDDEN)
        if not self._storage.exists(path):
            return self._answer(DELETE | 1, NO_FILE)
        try:
            self._storage.delete(path)
        except StorageError:
            return self._answer(DELETE | 1, READ_ONLY)
        except OSError:
            return self._answer(DELETE | 1, ERROR)
        return self._answer(DELETE | 1, OK)

    def _move(self, old, new):
        for path in (old, new):
            if path is None or not self._storage.path_allowed(path, False):
                return self._answer(MOVE | 1, FORBIDDEN)
        if not self._storage.exists(old):
            return self._answer(MOVE | 1, NO_FILE)
        try:
            self._storage.move(old, new)
        except StorageError:
            return self._answer(MOVE | 1, READ_ONLY)
        except OSError:
            return self._answer(MOVE | 1, ERROR)
        return self._answer(MOVE | 1, OK)

    def _mkdir(self, path):
        """The folders there are can be 'made'; others not."""
        there = path is not None and path in FOLDERS
        return self._answer(MKDIR | 1, OK if there else READ_ONLY)

    def _list(self, path):
        inside = path is not None and (not path or self._storage.path_allowed(path, False))
        if not inside:
            return self._answer(LIST_ENTRY, FORBIDDEN)
        if path and path not in FOLDERS:
            return self._answer(LIST_ENTRY, NO_FILE)
        # Told twice, to be counted and to be sent: a folder is too large to be remembered.
        count = 0
        try:
            for _ in self._visible(path):
                count += 1
            self._entries = self._visible(path)
        except OSError:
            return self._answer(LIST_ENTRY, NO_FILE)
        self._left = 0
        self._total = count
        self._state = _LIST
        return True

    def _visible(self, folder):
        """(name, size, flags) of what a peer may see."""
        if not folder:
            for name in FOLDERS:
                yield name, 0, DIRECTORY
            return
        for name, size in self._storage.entries(folder):
            if self._storage.path_allowed(folder + "/" + name, False):
                yield name, size, 0

    def _end_list(self):
        """Walks what was listed to its end: a folder that is left open in the middle stays in the
        file system's list until it is collected, perhaps amid a write (lfs.c, `mlist`)."""
        entries = self._entries
        self._entries = None
        if entries is not None:
            try:
                for _ in entries:
                    pass
            except OSError:
                pass  # not a folder that can be walked

    def _list_on(self):
        at = self._left
        total = self._total
        if at == total:
            self._end_list()
            self._state = _IDLE
            return self._entry(OK, total, total, b"", 0, 0)
        self._left = at + 1
        name, size, flags = next(self._entries)
        return self._entry(OK, at, total, name.encode(), flags, size)

    def _entry(self, status, number, total, name, flags, size):
        struct.pack_into(
            "<BBHIIIIII",
            self._out,
            0,
            LIST_ENTRY,
            status,
            len(name),
            number,
            total,
            flags,
            0,  # the modification time, 64 bits: not kept
            0,
            size,
        )
        self._out[28 : 28 + len(name)] = name
        self._out_size = 28 + len(name)
        return True
