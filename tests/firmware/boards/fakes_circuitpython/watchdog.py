# SPDX-License-Identifier: MIT
"""`watchdog`: one timer that cannot be stopped (nordic/common-hal/watchdog/WatchDogTimer.c)."""


class WatchDogMode:
    RAISE = "raise"
    RESET = "reset"


class WatchDogTimer:
    def __init__(self):
        self._timeout = None
        self._mode = None
        self.feeds = 0

    @property
    def timeout(self):
        return self._timeout

    @timeout.setter
    def timeout(self, seconds):
        if self._mode == WatchDogMode.RESET:
            raise RuntimeError("timeout cannot be changed once mode is set to RESET")
        self._timeout = seconds

    @property
    def mode(self):
        return self._mode

    @mode.setter
    def mode(self, mode):
        if self._timeout is None:
            # shared-bindings/watchdog/WatchDogTimer.c
            raise ValueError("WatchDogTimer.timeout must be greater than 0")
        self._mode = mode

    def feed(self):
        if self._mode is None:
            raise ValueError("WatchDogTimer is not currently running")
        self.feeds += 1
