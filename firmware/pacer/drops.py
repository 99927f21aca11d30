# SPDX-License-Identifier: MIT
"""Sessions that somebody dropped on the watch's drive: verified and taken as uploads, at boot.

Only a watch that is a drive has this (CircuitPython); it looks in the drive's root. Not here: what
an upload must be (`file_access`).
"""

import binascii
import os

from .file_access import FileAccess
from .storage import MAX_PROGRAM, SESSIONS, StorageError

_END = ".tpp"


def take(root):
    """Move every `*.tpp` from the root to the sessions; a sentence for each that is refused, which
    stays where it is."""
    files = FileAccess(root)
    problems = []
    names = [name for name in os.listdir(root or "/") if name.lower().endswith(_END)]
    for name in sorted(names):
        if name.startswith("."):
            continue  # macOS puts a ._NAME beside what it copies: nobody sees it, nor meant it
        path = files.path(name)
        final = "%s/%s%s" % (SESSIONS, name[: -len(_END)], _END)
        try:
            _upload(files, path, final)
        except (StorageError, OSError) as error:
            problems.append("%s was not taken: %s" % (name, error))
            continue
        os.remove(path)
    return problems


def _upload(files, path, final):
    size = os.stat(path)[6]
    part = files.put_aside(final, size)
    with open(path, "rb") as file:
        data = file.read(MAX_PROGRAM + 1)
    with open(files.path(part), "wb") as file:
        file.write(data)
    files.commit(part, final, size, binascii.crc32(data))
