# SPDX-License-Identifier: MIT
"""After a reset in mid-session: which session it cut off, and the offer to go on with it.

Loaded once, after power-on. A session that is gone on with runs from here: what this module imports
above stays on the heap meanwhile. Not here: the log's records (`laplog_reading`), the session
(`runner`).
"""

from micropython import const

from . import cues, laplog, laplog_reading, program, storage
from .state import CANCELLED
from .unloading import forget

_OFFER_S = const(5)  # between two offers to go on
_OFFERS = const(24)  # so often, which is two minutes
_LATE_OFFERS = const(40)  # so often in all, now once a minute; then in silence
_LATE_OFFER_S = const(60)


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


def offer(app):
    """Ask whether to go on with the session that a reset cut off, where one did. True: declined,
    by a press that may still be a longer hold."""
    found = find(app.files, app.names)
    forget("verifier", "reading")
    if found is None:
        return False
    path, run, data, header = found
    if header is None or run >= header.runs:
        _close(app, path, laplog.STOPPED if header is None else laplog.END)
        return False
    from .preparing import new_runner

    app.runner = new_runner(app, data, header)
    del new_runner
    forget("preparing")  # and keep what reads the log, which is asked again at the start
    app.show(header.name, "go on with run %d?" % (run + 1))
    presses = app.presses
    if _is_wanted(app):
        presses.take()
        if app.session(lambda: _reopen(app, path), run) != CANCELLED:
            app.restart()
            return False
    _close(app, path, laplog.STOPPED)
    app.play(cues.DONE)
    return True


def _is_wanted(app):
    """Offer it until a press; the second button's declines."""
    asked = 0
    while not app.pressed_one(app.presses):
        if asked < _LATE_OFFERS:
            asked += 1
            app.through(cues.RESUME)
        app.pause((_OFFER_S if asked < _OFFERS else _LATE_OFFER_S) * 1000)
        if app.other and app.other.pending:
            app.other.take()
            break
    return app.presses.pending


def _close(app, path, event):
    """End a log that nobody goes on with."""
    run = _reopen(app, path)
    app.log.add(event, run, 0, 0, 0, laplog.UNKNOWN, 0)
    app.log.flush()


def _reopen(app, path):
    """The log goes on; the index of its next run."""
    return laplog_reading.reopen(app.log, path, app.board.unix_time(), app.uptime_ms())
