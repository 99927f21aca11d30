# SPDX-License-Identifier: MIT
"""`microcontroller`: restart and watchdog."""

from watchdog import WatchDogTimer

watchdog = WatchDogTimer()
resets = []


def reset():
    resets.append("reset")
