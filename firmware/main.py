# SPDX-License-Identifier: MIT
"""Power comes on: safe mode if the button is held, else the app. Nothing else belongs here."""

import installed  # noqa: F401 - puts the version that runs on the path

# isort: split
from board import board

# The button first: nothing is built yet that can fail, or take the processor down with it.
if board.button.is_down():
    # One long low tone, which is none of the app's: nothing of the app is needed for it.
    board.tone.start(1350, 100)
    board.sleep_ms(1500)
    board.tone.stop()
    print("safe mode: the app was not started; the files can be reached over USB")
else:
    board.attach()

    from pacer import app

    app.run(board)
