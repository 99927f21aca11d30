# SPDX-License-Identifier: MIT
"""The error log's lines, and what is left to do after an error that nobody saw coming.

Loaded when something is wrong. Not here: the file (`storage`).
"""

from . import cues, storage
from .clock import Clock
from .interpreter import traceback_of


def line(board, files, text):
    """One line of the error log: when (UTC seconds since 1970, or the boot), and what."""
    when = board.unix_time()
    return "%s: %s" % (when or "boot %d" % files.boot, text)


def report(board, error):
    """Keep the traceback and sound it, with as little as may still work."""
    try:
        text = traceback_of(error).strip().replace("\n", " | ")
        files = storage.Storage(board.root)
        files.note_error(line(board, files, text))
    except Exception:
        pass  # the flash itself may be what failed; it is heard all the same
    player = cues.Player(board, 100)
    time = Clock(board)
    player.play(cues.ERROR)
    player.count_from(time.ms, time.us)
    while player.playing or time.ms < 3000:
        board.sleep_ms(5)
        board.feed()
        time.update()
        if player.playing and time.until(player.due_ms, player.due_us) <= 0:
            player.step()
