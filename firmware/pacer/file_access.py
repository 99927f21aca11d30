# SPDX-License-Identifier: MIT
"""What a peer may do with the watch's files, by cable or by air: the jail, and uploads.

An upload is all or nothing: put aside, verified, then renamed over what was there. A module of its
own, since a watch that runs a session does not need it. Not here: the files themselves (`storage`),
who may ask (`sync`).
"""

import binascii
import json
import os

from micropython import const

from .storage import (
    CAPABILITY,
    ERRORS,
    LOGS,
    MAX_PROGRAM,
    NEWEST,
    PART,
    SESSIONS,
    SETTINGS,
    WATCH,
    Storage,
    StorageError,
    files,
    is_log,
)

_CONTACT = const("watch/contact")  # when a laptop set the clock last, and in which boot

MAX_NAME = const(48)  # bytes of one file name
MAX_SETTINGS = const(2048)
_CHUNK = const(256)


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


class FileAccess(Storage):
    """The files under `root` as a peer sees them: everything it asks for goes through here."""

    # names

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
            return is_log(old_name, ".log") and new_name == old_name[:-4] + ".got"
        return (
            old_folder == SESSIONS
            and new_folder == SESSIONS
            and old_name.endswith(".tpp")
            and new_name.endswith(".tpp")
        )

    # reading

    def entries(self, folder):
        """(name, size) of each file, in no order and one at a time, however many there are.

        OSError, at the first one, when the folder is not there.
        """
        yield from files(self.path(folder))

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

    # the clock

    def set_clock(self, board, unix_s, utc_offset_s):
        """Set the board's clock for a peer, and keep when that was. OSError when it cannot be."""
        board.set_unix_time(unix_s)
        settings = self.read_json(SETTINGS, {})
        if isinstance(settings, dict) and settings.get("utc_offset_s", 0) != utc_offset_s:
            settings["utc_offset_s"] = utc_offset_s
            self.write_json(SETTINGS, settings)
        self.write_json(_CONTACT, (unix_s, self.boots()))

    def clock(self, board):
        """[board's ticks_us, its UTC seconds since 1970, those at which a peer set it last, boots
        since then]: 0 where not known. A peer compares its own clock with it."""
        kept = self.read_json(_CONTACT)
        if not isinstance(kept, list) or len(kept) != 2:
            kept = (0, 0)
        return [board.ticks_us(), board.unix_time(), kept[0], self.boots() - kept[1]]

    # writing

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
            self._note_newest(final)
            os.rename(self.path(part), self.path(final))
        except StorageError:
            self.discard(part)
            raise

    def _check(self, part, final):
        data = self.read(part)
        if final.endswith(".tpp"):
            from . import opcodes, verifier  # and not what a session needs to run it

            try:
                verifier.verify(data)
            except opcodes.FormatError as error:
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
        if split_path(old)[1] == self.noted_newest():
            self._note_newest(new)
        os.rename(self.path(old), self.path(new))

    def _note_newest(self, path):
        """Before a session has its name: one that is not there in the end is no session's."""
        folder, name = split_path(path)
        if folder == SESSIONS:
            try:
                self._replace(NEWEST, name.encode())
            except OSError:
                pass  # a full flash: then by the files' times
