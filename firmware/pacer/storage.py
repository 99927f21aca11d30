# SPDX-License-Identifier: MIT
"""Files on the watch's flash: put aside, verified, committed; logs kept until downloaded.

Here: names and the jail around them, uploads as all or nothing, room, boots, the error log.
Not here: what a log or a program says (`laplog`, `program`), who may ask (`sync`).

The order of every change is: write beside, close, rename. littlefs renames atomically, also over
an existing file, so that a power cut leaves the old or the new. (FAT does not: a board's file
system is littlefs.) Paths are relative to the root: `sessions/NAME.tpp`, `logs/00001.log`.
"""

import binascii
import json
import os

from micropython import const

SESSIONS = "sessions"
LOGS = "logs"
WATCH = "watch"
CAPABILITY = "watch/capability.json"
SETTINGS = "watch/settings.json"
ERRORS = "watch/errors.txt"
_BOOTS = const("watch/boots")

PART = ".part"
MAX_NAME = const(48)  # bytes of one file name
MAX_PROGRAM = const(4096)
MAX_SETTINGS = const(2048)
_MAX_ERRORS = const(4096)
_SPARE = const(8192)  # left free, so that littlefs can always rename and delete
_DIRECTORY = const(0x4000)
_CHUNK = const(256)


class StorageError(Exception):
    """A file that cannot be had, written or moved; the message is one sentence for the user."""


def split_path(path):
    """(folder, name) of a path in one of the three folders; name '' for a folder itself.

    A leading slash is allowed. StorageError for anything that leads elsewhere.
    """
    parts = path.strip("/").split("/")
    folder = parts[0]
    if folder not in (SESSIONS, LOGS, WATCH) or len(parts) > 2:
        raise StorageError("outside of sessions/, logs/ and watch/: " + path)
    name = parts[1] if len(parts) == 2 else ""
    if len(parts) == 2 and (not name or name.startswith(".")):
        raise StorageError("not a file name: " + path)
    if len(name.encode()) > MAX_NAME:
        raise StorageError("a file name of more than %d bytes" % MAX_NAME)
    for c in name:
        if c < " " or c in '\\:*?"<>|\x7f':
            raise StorageError("a character that a file name cannot have")
    return folder, name


def _names(folder):
    if not hasattr(os, "ilistdir"):  # CPython
        yield from os.listdir(folder)
        return
    for entry in os.ilistdir(folder):
        yield entry[0]


def _is_log(name, end):
    return name.endswith(end) and len(name) > 4 and name[:-4].isdigit()


class Storage:
    """The files under `root` ('' or '/flash'). `boot`: this boot's number, 0 before `start`."""

    def __init__(self, root):
        self.root = root.rstrip("/")
        self.boot = 0

    def start(self):
        """At boot: make the folders, sweep what an upload left half done, count the boot."""
        for folder in (SESSIONS, LOGS, WATCH):
            if not self.exists(folder):
                os.mkdir(self.path(folder))
        for folder in (SESSIONS, LOGS, WATCH):
            for name, _ in self.list(folder):
                if name.endswith(PART):
                    os.remove(self.path(folder + "/" + name))
        try:
            self.boot = int(self.read(_BOOTS)) + 1
        except (OSError, ValueError):
            self.boot = 1
        try:
            self._replace(_BOOTS, b"%d" % self.boot)
        except OSError:
            pass  # a full flash: the watch must start all the same, for its logs to be fetched

    # names

    def path(self, name):
        """The path for `open`, of a path relative to the root."""
        return self.root + "/" + name.strip("/")

    def path_allowed(self, path, write):
        """Whether a peer may read (or, with `write`, put) this file. Folders may be listed."""
        try:
            folder, name = split_path(path)
        except StorageError:
            return False
        if name.endswith(PART):
            return False
        if write:
            return (folder == SESSIONS and name.endswith(".tpp")) or folder + "/" + name == SETTINGS
        if folder == WATCH:
            return not name or folder + "/" + name in (CAPABILITY, SETTINGS, ERRORS)
        return True

    def delete_allowed(self, path):
        """Whether a peer may delete this file: a session, or a log that was downloaded."""
        try:
            folder, name = split_path(path)
        except StorageError:
            return False
        if folder == SESSIONS:
            return name.endswith(".tpp")
        return folder == LOGS and name.endswith(".got")

    def move_allowed(self, old, new):
        """Whether a peer may rename so: a log to mark it as downloaded, or a session."""
        try:
            old_folder, old_name = split_path(old)
            new_folder, new_name = split_path(new)
        except StorageError:
            return False
        if old_folder == LOGS and new_folder == LOGS:
            return _is_log(old_name, ".log") and new_name == old_name[:-4] + ".got"
        return (
            old_folder == SESSIONS
            and new_folder == SESSIONS
            and old_name.endswith(".tpp")
            and new_name.endswith(".tpp")
        )

    # reading

    def list(self, folder):
        """[(name, size)] of a folder's files, by name. OSError when it is not there."""
        base = self.path(folder)
        found = []
        for name in os.listdir(base):
            status = os.stat(base + "/" + name)
            if not status[0] & _DIRECTORY:
                found.append((name, status[6]))
        found.sort()
        return found

    def entries(self, folder):
        """(name, size) of each file, in no order and one at a time, however many there are.

        OSError, at the first one, when the folder is not there.
        """
        base = self.path(folder)
        for name in _names(base):
            status = os.stat(base + "/" + name)
            if not status[0] & _DIRECTORY:
                yield name, status[6]

    def size(self, path):
        """Bytes of a file. OSError when it is not there."""
        return os.stat(self.path(path))[6]

    def modified(self, path):
        """When a file was written, as the file system tells it; 0 where it does not."""
        return os.stat(self.path(path))[8]

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

    def crc32(self, path):
        """CRC-32 of a file's content, unsigned, read in small pieces."""
        buffer = bytearray(_CHUNK)
        view = memoryview(buffer)
        value = 0
        with open(self.path(path), "rb") as file:
            while True:
                n = file.readinto(buffer)
                if not n:
                    return value & 0xFFFFFFFF
                value = binascii.crc32(view[:n], value)

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
        with open(self.path(path), "ab") as file:
            file.write(data)

    def put_aside(self, path, size):
        """Make ready to take an upload of `size` bytes; returns the path to write, beside `path`.

        StorageError when this file cannot be uploaded, or there is no room for it.
        """
        if not self.path_allowed(path, True):
            raise StorageError("this file cannot be written: " + path)
        most = MAX_SETTINGS if path.endswith(".json") else MAX_PROGRAM
        if size > most:
            raise StorageError("%d bytes, more than %d" % (size, most))
        if not self.make_room(size):
            raise StorageError("no room: %d bytes are free" % self.free())
        return path.strip("/") + PART

    def discard(self, part):
        """Drop an upload that was put aside; nothing happens when there is none."""
        if part.endswith(PART):
            try:
                os.remove(self.path(part))
            except OSError:
                pass  # it had not been begun

    def commit(self, part, final, size, crc32):
        """Take an upload: size, CRC-32 and content verified, then renamed over what was there.

        StorageError says why not; the upload is then dropped, and what was there before stays.
        """
        try:
            if not self.path_allowed(final, True) or part.strip("/") != final.strip("/") + PART:
                raise StorageError("this file cannot be written: " + final)
            try:
                found = self.size(part)
            except OSError:
                raise StorageError("nothing was uploaded for " + final)
            if found != size:
                raise StorageError("%d bytes arrived of %d" % (found, size))
            if self.crc32(part) != crc32 & 0xFFFFFFFF:
                raise StorageError("it arrived damaged")
            self._check(part, final)
            os.rename(self.path(part), self.path(final))
        except StorageError:
            self.discard(part)
            raise

    def _check(self, part, final):
        data = self.read(part)
        if final.endswith(".tpp"):
            from . import program

            try:
                program.verify(data)
            except program.FormatError as error:
                raise StorageError("not a program this watch can run: " + str(error))
        else:
            try:
                good = isinstance(json.loads(data), dict)
            except ValueError:
                good = False
            if not good:
                raise StorageError("the settings are not a JSON object")

    def delete(self, path):
        """Delete for a peer. StorageError when that is not allowed or the file is not there."""
        if not self.delete_allowed(path):
            raise StorageError("this file cannot be deleted: " + path)
        try:
            os.remove(self.path(path))
        except OSError:
            raise StorageError("no such file: " + path)

    def move(self, old, new):
        """Rename for a peer; an existing session is replaced. StorageError when not allowed."""
        if not self.move_allowed(old, new):
            raise StorageError("this file cannot be renamed so: " + old + " to " + new)
        if not self.exists(old):
            raise StorageError("no such file: " + old)
        os.rename(self.path(old), self.path(new))

    # room

    def free(self):
        """Bytes free on the file system."""
        status = os.statvfs(self.root or "/")
        return status[1] * status[3]

    def make_room(self, size):
        """Have `size` bytes free, and a little spare: the oldest downloaded logs go first.

        True when there is room. A log that was never downloaded is never deleted.
        """
        while self.free() < size + _SPARE:
            for name, _ in self.list(LOGS):
                if _is_log(name, ".got"):
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
            if _is_log(name, ".log") or _is_log(name, ".got"):
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
