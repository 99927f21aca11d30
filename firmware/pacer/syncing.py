# SPDX-License-Identifier: MIT
"""A sync: what a session needs is let go of, then files go on and off until it ends in a restart.

Loaded for it. Not here: the radio and the protocol (`sync`), what a peer may do (`file_access`).
"""

from . import cues
from .unloading import forget

_OF_A_SESSION = (
    "runner", "rep", "rests", "holds", "chores", "state", "recovery", "verdict", "program",
    "splits", "opcodes", "laplog",
)  # fmt: skip


def synchronise(app):
    """Sync the watch, by what the app was made with or over its radio; then it restarts."""
    if app.sync is None and not app.board.bluetooth:
        app.through(cues.ERROR)
        return
    app.runner = None
    app.through(cues.SYNC)
    app.show("Sync", app.settings.name)
    app.write_capability()
    if app.sync:
        app.sync()
    else:
        _over_the_air(app)
    app.restart()


def _over_the_air(app):
    app.log = None  # nothing is pending between sessions
    forget(*_OF_A_SESSION)
    from .file_access import FileAccess

    if getattr(app.board, "bleio", False):
        from .sync.bleio import serve
    else:
        from .sync.bluetooth import serve
    files = FileAccess(app.board.root)
    serve(app.board, files, app.settings.name, app.is_stopped, app.write_capability)
