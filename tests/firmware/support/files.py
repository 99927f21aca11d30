# SPDX-License-Identifier: MIT
"""A watch's files in a folder of the machine that runs the test."""

import os

from pacer.file_access import FileAccess


def _remove(path):
    if os.stat(path)[0] & 0x4000:
        for name in os.listdir(path):
            _remove(path + "/" + name)
        os.rmdir(path)
    else:
        os.remove(path)


def empty_folder(path):
    """Make `path` (two levels, below where the test runs) an empty folder."""
    for folder in (path.split("/")[0], path):
        try:
            os.mkdir(folder)
        except OSError:
            if folder == path:
                _remove(path)
                os.mkdir(path)


def new_storage(path):
    """A started FileAccess with nothing in it, in the folder `path`."""
    empty_folder(path)
    storage = FileAccess(path)
    storage.start()
    return storage
