# SPDX-License-Identifier: MIT
"""CircuitPython, before the drive is there for a laptop: who may write on it. Nothing else.

The button held: the laptop (and code.py then starts no app). Else the watch; a laptop sees the
drive all the same, and reads. Two that write at once would ruin a FAT file system.
"""

import time

import board
import storage
from digitalio import DigitalInOut, Pull

# `pacer install` puts the pin of this board in.
button = DigitalInOut(board.BUTTON_PIN)
button.switch_to_input(Pull.UP)
time.sleep(0.01)  # for the pull-up, and a capacitor beside the button
if button.value:
    storage.remount("/", readonly=False)
button.deinit()
