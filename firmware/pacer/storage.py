# SPDX-License-Identifier: MIT
"""Files on the watch's flash: replaced whole or not at all; logs kept until downloaded.

Here: what the watch itself does with its files: room, boots, logs, the error log. Not here: what a
log or a program says (`laplog`, `program`), what a peer may do with files (`file_access`).

The order of every change is: write beside, close, rename. littlefs renames atomically, also over
an existing file, so that a power cut leaves the old or the new. FAT does not; what a cut leaves
there is put right at the next boot, before `start` (`salvage`). Paths are relative to the root:
`sessions/NAME.tpp`, `logs/00001.log`.
"""

import json
import os

from micropython import const

SESSIONS = const("sessions")
LOGS = const("logs")
WATCH = const("watch")
CAPABILITY = const("watch/capability.json")
SETTINGS = const("watch/settings.json")
ERRORS = const("watch/errors.txt")
_BOOTS = const("watch/boots")
NEWEST = const("watch/newest")

PART = const(".part")
MAX_PROGRAM = const(4096)
_MAX_ERRORS = const(4096)
_SPARE = const(8192)  # left free, so that littlefs can always rename and delete
_DIRECTORY = const(0x4000)
_CHUNK = const(256)


class StorageError(Exception):
    """A file that cannot be had, written or moved; the message is one sentence for the user."""


def files(folder):
    """(name, size) of each file of a folder of the file system, in no order and one at a time.

    A name that is no UTF-8 (a damaged directory, another's tool) ends nothing: it is told as '?'
    and its bytes in hex, which no path leads to. OSError, at the first one, when the folder is not
    there.
    """
    if not hasattr(os, "ilistdir"):  # CPython, CircuitPython
        for name in os.listdir(folder):
            status = os.stat(folder + "/" + name)
            if not status[0] & _DIRECTORY:
                yield name, status[6]
        return
    for entry in os.ilistdir(folder.encode()):  # asked for in bytes, it answers in bytes
        if entry[1] & _DIRECTORY:
            continue
        raw = entry[0]  # bytes, which the port's stubs do not know
        try:
            name = str(raw, "utf-8")  # type: ignore[call-overload]
        except ValueError:  # UnicodeError is one
            yield "?" + "".join("%02x" % byte for byte in raw), 0  # type: ignore[str-format]
            continue
        yield name, entry[3] if len(entry) > 3 else os.stat(folder + "/" + name)[6]


def is_log(name, end):
    """Whether this is the name of a log; end: `.log`, or `.got` of one that was downloaded."""
    return name.endswith(end) and len(name) > 4 and name[:-4].isdigit()


class Storage:
    """The files under `root` ('' or '/flash'). `boot`: this boot's number, 0 before `start`."""

    def __init__(self, root):
        self.root = root.rstrip("/")
        self.boot = 0
        self._counted = True  # not before `start`

    def start(self):
        """At boot: make the folders, drop what a power cut left half done, count the boot."""
        for folder in (SESSIONS, LOGS, WATCH):
            if not self.exists(folder):
                os.mkdir(self.path(folder))
            for name, _ in self.list(folder):
                if name.endswith(PART):
                    os.remove(self.path(folder + "/" + name))
        self.boot = self.boots() + 1
        self._counted = False
        self._count()

    def boots(self):
        """How many boots were counted, this one included; 0 when that is not known."""
        try:
            return int(self.read(_BOOTS))
        except (OSError, ValueError):
            return 0

    def _count(self):
        """Keep the number of this boot. A flash that is full keeps it later, before any file tells
        of it: so that no two boots whose logs are kept have the same."""
        if not self._counted:
            try:
                self._replace(_BOOTS, b"%d" % self.boot)
                self._counted = True
            except OSError:
                pass  # the watch must start all the same, for its logs to be fetched

    # names

    def path(self, name):
        """The path for `open`, of a path relative to the root."""
        return self.root + "/" + name.strip("/")

    # reading

    def list(self, folder):
        """[(name, size)] of a folder's files, by name. OSError when it is not there."""
        found = list(files(self.path(folder)))
        found.sort()
        return found

    def size(self, path):
        """Bytes of a file. OSError when it is not there."""
        return os.stat(self.path(path))[6]

    def modified(self, path):
        """When a file was written, as the file system tells it; 0 where it does not."""
        return os.stat(self.path(path))[8]

    def newest(self, names):
        """Which of these sessions came last, as a place in the list; 0 of none.

        By what an upload noted, for a port may give files no time, or a clock that is not set;
        else by their times.
        """
        name = self.noted_newest()
        if name in names:
            return names.index(name)
        at = 0
        newest = -1
        for k in range(len(names)):
            when = self.modified(SESSIONS + "/" + names[k])
            if when > newest:
                newest = when
                at = k
        return at

    def noted_newest(self):
        """The file name that the latest upload of a session noted; '' where none did."""
        try:
            return self.read(NEWEST).decode()
        except (OSError, ValueError):
            return ""

    def exists(self, path):
        """Whether a file is there."""
        try:
            os.stat(self.path(path))
        except OSError:
            return False
        return True

    def read(self, path):
        """A whole file's bytes. OSError when it is not there."""
        with open(self.path(path), "rb") as file:
            return file.read()

    def read_json(self, path, default=None):
        """The object in a JSON file; `default` when there is none or it cannot be read."""
        try:
            return json.loads(self.read(path))
        except (OSError, ValueError):
            return default

    # writing

    def _replace(self, path, data):
        part = path + PART
        try:
            with open(self.path(part), "wb") as file:
                file.write(data)
            os.rename(self.path(part), self.path(path))
        except OSError:
            self.discard(part)
            raise

    def write_json(self, path, value):
        """Replace a JSON file as a whole: the old or the new, never neither."""
        self._replace(path, json.dumps(value).encode())

    def append(self, path, data):
        """Append to a file and close it."""
        self._count()
        with open(self.path(path), "ab") as file:
            file.write(data)

    def discard(self, part):
        """Drop an upload that was put aside; nothing happens when there is none."""
        if part.endswith(PART):
            try:
                os.remove(self.path(part))
            except OSError:
                pass  # it had not been begun

    # room

    def free(self):
        """Bytes free on the file system."""
        status = os.statvfs(self.root or "/")
        # littlefs counts a block of two files twice: on a full flash more than there are, and what
        # is left goes below nothing.
        return status[1] * status[3] if 0 < status[3] <= status[2] else 0

    def make_room(self, size):
        """Have `size` bytes free, and a little spare: the oldest downloaded logs go first.

        True when there is room. A log that was never downloaded is never deleted.
        """
        while self.free() < size + _SPARE:
            for name, _ in self.list(LOGS):
                if is_log(name, ".got"):
                    os.remove(self.path(LOGS + "/" + name))
                    break
            else:
                return False
        return True

    # logs

    def _last_log(self):
        """(number of the newest log, whether it still awaits download)."""
        number = 0
        waits = False
        for name, _ in self.list(LOGS):
            if is_log(name, ".log") or is_log(name, ".got"):
                found = int(name[:-4])
                if found >= number:
                    waits = name.endswith(".log")
                    number = found
        return number, waits

    def new_log_path(self):
        """The path of the next log to be begun: one after the newest."""
        return "%s/%05d.log" % (LOGS, self._last_log()[0] + 1)

    def newest_log(self):
        """The newest log's path, or None when there is none or it was downloaded."""
        number, waits = self._last_log()
        return "%s/%05d.log" % (LOGS, number) if waits else None

    def create_log(self, head):
        """Begin a log with its header, whole or not at all; returns its path.

        StorageError when the flash is full of logs that were never downloaded.
        """
        if not self.make_room(len(head)):
            raise StorageError("the watch is full: fetch its logs first")
        self._count()
        path = self.new_log_path()
        self._replace(path, head)
        return path

    def drop_log(self, path, size):
        """Remove a log that still has `size` bytes, those of its header; any other stays."""
        if self.size(path) == size:
            os.remove(self.path(path))

    def note_error(self, text):
        """Keep a line in the error log; of a long one the older half goes. A full flash keeps none:
        that is no reason to fail a second time."""
        try:
            self._note(text.encode() + b"\n")
        except OSError:
            pass

    def _note(self, data):
        try:
            kept = self.read(ERRORS)
        except OSError:
            kept = b""
        if len(kept) + len(data) <= _MAX_ERRORS:
            self.append(ERRORS, data)
            return
        kept = kept[-(_MAX_ERRORS // 2) :]
        kept = kept[kept.find(b"\n") + 1 :]
        self._replace(ERRORS, kept + data[:_CHUNK])
