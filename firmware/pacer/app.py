# SPDX-License-Identifier: MIT
"""Runs the only session there is when the button is pressed: as much of an app as the first walk
needs. Not here: choosing, sync, settings, resuming (to come in this file)."""

import micropython

from . import clock, cues, laplog, presses, runner, settings, storage


def run(board):
    """Never returns."""
    files = storage.Storage(board.root)
    files.start()
    chosen = settings.Settings()
    chosen.take(files.read_json(storage.SETTINGS, {}))
    files.write_json(
        storage.CAPABILITY,
        {"firmware": "0.1.0", "board": board.name, "name": chosen.name, "free_bytes": files.free()},
    )
    time = clock.Clock(board)
    button = presses.Presses(board.button, time, chosen.lockout_ms)
    player = cues.Player(board, chosen.volume, chosen.vibration)
    while True:
        board.idle(20)
        time.update()
        button.poll()
        if button.pending:
            button.pending = False
            names = files.list(storage.SESSIONS)
            if names:
                _session(board, files, chosen, time, button, player, names[0][0])


def _session(board, files, chosen, time, button, player, name):
    data = files.read(storage.SESSIONS + "/" + name)
    log = laplog.LapLog(files)
    one = runner.Runner(board, time, button, player, log, chosen, data)
    header = one.steps.header

    def begin():
        log.begin(
            header.identity, header.name, header.athlete, chosen.name, board.unix_time(),
            chosen.utc_offset_s, time.ms,
        )  # fmt: skip

    micropython.kbd_intr(-1)
    log.add(one.run(begin), 0, 0, 0, 0, 0, 0)
    log.flush()
    board.reset()
