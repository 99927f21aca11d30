# SPDX-License-Identifier: MIT
"""CircuitPython: safe mode if the button is held, else the app. Nothing else belongs here."""

import installed  # noqa: F401 - puts the version that runs on the path

# isort: split
from watch_board import board

if board.button.is_down():
    # One long low tone, which is none of the app's. The drive is the laptop's now (boot.py).
    board.tone.start(1350, 100)
    board.sleep_ms(1500)
    board.tone.stop()
    print("safe mode: the app was not started; the drive can be written from a laptop")
else:
    board.attach()

    from pacer import app

    app.run(board)
