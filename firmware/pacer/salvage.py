# SPDX-License-Identifier: MIT
"""What a power cut left half done on FAT, put right at boot, on a watch that is a drive.

littlefs renames atomically, and needs nothing of this. FAT has three moments more:

- It removes the old file before it renames the new one: then only the `.part` is left, and takes
  its place where it is whole.
- It writes the new name before it strikes out the old one: then two names share one file's blocks,
  and removing one frees what the other holds. Both are given up for a copy. A long name that was
  struck out in part goes on as its short one: `A.TPP.part` as `ATPP~1.PAR`.
- It lengthens a folder before it clears the new part, which then holds whatever the flash held
  before: so a folder is made long at once, and never longer.

Not here: files as such (`storage`). Blocks that a cut leaves without a name stay lost to FAT.
"""

import json
import os

from micropython import const

from .storage import LOGS, NEWEST, PART, SESSIONS, WATCH

_COPY = ".copy" + PART
_SHORT = ".PAR"
_CHUNK = const(256)
_STRETCH = const(20)  # names of 200 characters, each 17 of FAT's entries


def recover(files):
    """Before `start` of a `storage.Storage`: its three folders, put right, or made. Cut off itself,
    it goes on next time."""
    for folder in (SESSIONS, LOGS, WATCH):
        if not files.exists(folder):
            os.mkdir(files.path(folder))
            _stretch(files, folder)
    for folder in (SESSIONS, LOGS, WATCH):
        # A copy first: what it is a copy of is not to be trusted.
        for name, _ in files.list(folder):
            if name.endswith(_COPY):
                _settle(files, folder + "/" + name, folder + "/" + name[: -len(_COPY)])
        for name, _ in files.list(folder):
            if name.endswith(PART):
                _settle(files, folder + "/" + name, folder + "/" + name[: -len(PART)])
        for name, _ in files.list(folder):
            if name.endswith(_SHORT) and "~" in name:
                _strike_out(files, folder, name)
    for name, _ in files.list(LOGS):
        log = LOGS + "/" + name[:-4] + ".log"
        if name.endswith(".got") and files.exists(log):
            _part_ways(files, LOGS + "/" + name, log)


def _stretch(files, folder):
    """Room in a new folder for some 300 names."""
    names = ["%s/%s%02d" % (folder, "x" * 200, k) for k in range(_STRETCH)]
    for name in names:
        open(files.path(name), "wb").close()
    for name in names:
        os.remove(files.path(name))


def _settle(files, part, final):
    """What stands aside, and perhaps the file it was to become."""
    if not files.exists(final):
        if _whole(files, part, final):
            os.rename(files.path(part), files.path(final))
        else:
            os.remove(files.path(part))
    elif not part.endswith(_COPY) and _same(files, part, final):
        _part_ways(files, part, final)
    else:
        os.remove(files.path(part))


def _strike_out(files, folder, short):
    """The rest of a name whose file has its own name since, or was not whole."""
    path = folder + "/" + short
    for name, _ in files.list(folder):
        if name != short and files.exists(path) and _same(files, path, folder + "/" + name):
            _part_ways(files, path, folder + "/" + name)
    if files.exists(path):
        os.remove(files.path(path))


def _part_ways(files, other, final):
    """Two names for one file's blocks: a copy, both gone, the copy renamed."""
    copy = files.path(final + _COPY)
    with open(files.path(final), "rb") as source:
        with open(copy, "wb") as target:
            while True:
                piece = source.read(_CHUNK)
                if not piece:
                    break
                target.write(piece)
    os.remove(files.path(other))
    os.remove(files.path(final))
    os.rename(copy, files.path(final))


def _same(files, a, b):
    if files.size(a) != files.size(b):
        return False
    with open(files.path(a), "rb") as one:
        with open(files.path(b), "rb") as two:
            while True:
                piece = one.read(_CHUNK)
                if piece != two.read(_CHUNK):
                    return False
                if not piece:
                    return True


def _whole(files, part, final):
    """Whether a file that stands aside is all of what it was to become."""
    try:
        if final.endswith(".log") or final.endswith(".got"):
            from . import laplog_reading

            data = files.read(part)
            return len(data) > laplog_reading.read_header(data).length  # else nothing was run yet
        if final.endswith(".tpp"):
            from . import program

            program.verify(files.read(part))
            return True
        if final.endswith(".json"):
            return isinstance(json.loads(files.read(part)), dict)
        if final.endswith(".txt"):
            return True  # it is replaced only where there is one, which went last
        if final == NEWEST:
            name = files.read(part).decode()
            return name != "" and files.exists(SESSIONS + "/" + name)
        return int(files.read(part)) > 0  # the count of boots
    except (OSError, ValueError):  # FormatError is one
        return False
