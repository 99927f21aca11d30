# SPDX-License-Identifier: MIT
"""Which session a reset cut off, and where it goes on. Loaded once, after power-on.

Not here: asking whether to go on with it (`app`), its log's records (`laplog_reading`).
"""

from . import laplog_reading, program, storage


def find(files, names):
    """(path of the log, run to go on with, program, its header) of the newest log that has no end;
    None when there is none. Program and header are None where its session is not stored any more.
    """
    found = laplog_reading.unfinished(files)
    if found is None:
        return None
    path, identity, run = found
    for name in names:
        try:
            data = files.read(storage.SESSIONS + "/" + name)
            header = program.verify(data)
            if header.identity == identity:
                return path, run, data, header
        except (OSError, MemoryError, program.FormatError):
            pass  # what is wrong with it is told when it is chosen
    return path, run, None, None
