# SPDX-License-Identifier: MIT
"""Making the session at hand ready: verified, its runner made, battery and flash looked at.

Loaded when a session is chosen, and let go of before it is run. Not here: what battery and flash
must have (`fitness`), choosing and starting (`app`).
"""

import gc

from . import program, storage
from .runner import Runner
from .unloading import forget


def prepare(app):
    """Set `app.runner` for the session at hand, or `app.refusal`; `app.warned` where its laps may
    find no room. Shows it."""
    name = app.names[app.at]
    header = None
    try:
        data = app.files.read(storage.SESSIONS + "/" + name)
        header = program.verify(data)
        app.runner = new_runner(app, data, header)
    except (OSError, MemoryError, program.FormatError) as error:
        app.note("sessions/%s: %s" % (name, error))
        app.refusal = "damaged"
    forget("verifier", "reading")
    title = name[:-4]
    text = ""
    if len(app.names) > 1:
        text = "%d of %d" % (app.at + 1, len(app.names))
    if app.runner:
        title = header.name or title
        _check(app, header.name)
    app.show(title, app.refusal or text)
    gc.collect()


def new_runner(app, data, header):
    """The runner of a verified program."""
    return Runner(
        app.board, app.clock, app.presses, app.player, app.log, app.settings, data, app.screen,
        header,
    )  # fmt: skip


def _check(app, name):
    """Whether battery and flash last for the session."""
    from . import fitness

    steps = app.runner.steps
    app.refusal = fitness.refusal(app.board, steps)
    if app.refusal:
        app.note("%s: %s" % (name, app.refusal))
    elif not fitness.has_room(app.files, steps):
        app.warned = True
        app.show(name, "flash full: fetch the logs first")
        app.note("flash full: %d bytes free; fetch the logs" % app.files.free())
