# SPDX-License-Identifier: MIT
"""What waits in a session for a gap of a second: flash, garbage, the battery, the display.

An erase of the flash blocks for up to 180 ms, a collection for 20 ms and more, drawing for 35: each
is done where nothing is due, and one at a time. Not here: where such gaps are (`runner`), what is
written (`laplog`), what is shown (`screen`).
"""

import gc

from micropython import const

from .state import RUN

LOW_PERCENT = const(15)  # of the battery: warned of at boot, and once in a session

NOTHING = const(0)  # there was nothing to do
DONE = const(1)
LOW = const(2)  # done, and the wearer is to be told that the battery is low


class Chores:
    """The chores of one session. `fresh`: a rep is over, and garbage may be collected."""

    def __init__(self, board, player, log, screen):
        """screen: where there is a display, else None."""
        self.log = log
        self._player = player
        self._battery = board.battery_percent
        self._board = board
        self._screen = screen
        self._create = None
        self._kept = 0  # records that the flash refused
        self._collect = False
        self._low = False
        self.again()

    def again(self):
        """What the display says of the session is not right any more."""
        if self._screen:
            self._screen.stands = False

    def begin(self, create_log):
        """A session begins. create_log: called without arguments, in the first gap."""
        self._create = create_log
        self._kept = 0

    def collect(self):
        """Garbage is still to be collected."""
        self._collect = True

    @property
    def writes(self):
        """Whether there is something for the flash that it has not refused."""
        return self._create is not None or self.log.pending > self._kept

    def write(self):
        """The log to flash. What it refuses is tried again with the next record."""
        if self._create:
            create = self._create
            self._create = None
            create()
        if self.log.pending or self.log.lost:
            self.log.flush()
        self._kept = self.log.pending

    def do(self, now, steps, after, ms):
        """One of them, at an instant in a gap; one of the constants above says which."""
        if self.writes:
            self._collect = True
            self.write()
            return DONE
        if now.phase == RUN:
            return NOTHING
        if self._collect:
            self._collect = False
            gc.collect()
            return LOW if self._is_low() else DONE
        board = self._board
        if board.display and self._screen.follow(now, steps, after, ms):
            try:
                board.display.show(self._screen)
            except OSError:
                board.display = None  # its wire came loose: the session goes on by ear
            return DONE
        return NOTHING

    def _is_low(self):
        """Once in a session, or again when a press cut it."""
        if self._player.unheard:
            self._player.unheard = False
            self._low = False
        if self._low:
            return False
        percent = self._battery()
        self._low = percent is not None and percent < LOW_PERCENT
        return self._low
