# SPDX-License-Identifier: MIT
"""The watch between sessions: choose one, start it, take up one that a reset cut off, sync.

With one button:

| when            | press              | hold (1 s)               | longer hold (3 s) |
|-----------------|--------------------|--------------------------|-------------------|
| a session       | start it           | the next one; its number | sync              |
| 'go on?'        | go on              | leave it as it is        | sync              |

'Go on?' is asked every 5 s for two minutes, then once a minute for a quarter of an hour; after that
the watch waits in silence, for a press still goes on, and no log is closed that nobody closed.

A second button, where there is one: press for the next session, hold for sync. The session's
number is heard as that many quick notes, and shown where there is a display. The start, too,
belongs to the first edge of the press and happens at once; when it turns into a hold it is taken
back.

Errors are heard and kept in watch/errors.txt. What is needed for a moment is loaded for it, so that
a session has the heap. Not here: what happens in a session (`runner`), making one ready
(`preparing`), taking one up again (`taking_up`), a sync (`syncing`), files (`storage`).
"""

import gc

from micropython import const

from . import chores, cues, storage
from .clock import Clock
from .interpreter import allow_ctrl_c
from .presses import Presses
from .settings import COUNT_IN
from .state import CANCELLED
from .unloading import forget

_IDLE_MS = const(20)
_ASLEEP_MS = const(200)  # a press is answered that much later, and still counts from its edge
_SLEEP_AFTER_S = const(120)
_BLIP_MS = const(220)
_LONG_MS = const(5000)  # a longer pause is slept through more deeply
_ALONE_MS = const(30000)  # a laptop that says nothing for so long is gone


class App:
    """The app on one board. `run()` never returns.

    board, files, settings, clock, presses, player, log, screen: what it has made, for the modules
    that it loads for a while. names: the sessions' files; at: which of them is at hand; runner:
    its `Runner`, None when it cannot be run; refusal: why it is not, a few words or None; warned:
    the flash is too full for its log.
    """

    def __init__(self, board, sync=None):
        """sync: called without arguments on a longer hold; None: over Bluetooth, where there is
        one. The watch restarts after it."""
        from .laplog import LapLog

        self.board = board
        self.files = storage.Storage(board.root)
        drive = getattr(board, "drive", False)
        if drive:
            from . import salvage

            salvage.recover(self.files)
            del salvage
            forget("salvage", "laplog_reading", "verifier", "reading")
        self.files.start()
        problems = self._take_settings()
        self.clock = Clock(board)
        chosen = self.settings
        self.presses = Presses(board.button, self.clock, chosen.lockout_ms)
        self.other = None
        if board.button2 is not None:
            self.other = Presses(board.button2, self.clock, chosen.lockout_ms)
        self.player = cues.Player(board, chosen.volume, chosen.vibration, chosen.led)
        self._answer = self.player.answer
        self.log = LapLog(self.files)
        self.screen = None
        if board.display:
            from .screen import Screen

            self.screen = Screen()
        self.sync = sync
        self._before_ms = 0  # what the clock had counted when it was started again
        self.names = []
        self.at = 0
        self.runner = None
        self.refusal = None
        self.warned = False
        self._lit = True
        problems += getattr(board, "problems", ())  # what the board left out
        if drive:
            from . import drops

            problems += drops.take(board.root)
        for problem in problems:
            self.note(problem)
        self._faulty = bool(problems)

    def _take_settings(self):
        """Keep the settings, and nothing of how they are checked; a sentence for each that is
        wrong."""
        from . import settings

        self.settings, problems = settings.chosen(self.files)
        del settings
        forget("settings")
        return problems

    def run(self):
        """Boot: say what this watch is, offer to go on, then wait for presses for ever."""
        try:
            self._run()
        except KeyboardInterrupt:
            # A laptop is on the cable: what it reads first tells of now, the uptime above all.
            self.board.alone(_ALONE_MS)
            self.clock.update()
            self.write_capability()
            raise
        finally:
            self.player.stop()  # no tone is left behind

    def _run(self):
        self.write_capability()
        if self._faulty:
            self.through(cues.ERROR)
        self._look()
        percent = self.board.battery_percent()
        if percent is not None and percent < chores.LOW_PERCENT:
            self.through(cues.LOW_BATTERY)
        self._take_up()
        while True:
            self._choose()

    def write_capability(self):
        """Put what this watch is and has where a laptop looks first."""
        from . import capability

        capability.write(self.board, self.files, self.settings.name, self.uptime_ms())
        del capability
        forget("capability")

    def uptime_ms(self):
        return self._before_ms + self.clock.ms

    # waking and sounding

    def _wake(self, ms=_IDLE_MS, answer=None):
        """Sleep so long, then see to the button and the sound. answer: what a press meanwhile calls
        (see `runner`)."""
        player = self.player
        clock = self.clock
        button = self.presses.button
        button.answer = answer
        self.board.idle(ms)
        button.answer = None
        self.board.feed()
        clock.update()
        self.presses.poll()
        if self.other:
            self.other.poll()
        if answer and self.presses.pending:
            return  # what sounds is its answer
        while player.playing and clock.until(player.due_ms, player.due_us) <= 0:
            player.step()

    def _pressed(self):
        return self.pressed_one(self.presses) or (
            self.other is not None and self.pressed_one(self.other)
        )

    @staticmethod
    def pressed_one(presses):
        """Whether a press waits; one within the lock-out of another is only a hold to be."""
        if presses.pending and not presses.counts():
            presses.pending = False
        return presses.pending

    def play(self, cue):
        self.clock.update()
        self.player.play(cue)
        self.player.count_from(self.clock.ms, self.clock.us)

    def through(self, cue):
        """Sound a cue to its end, or until a press."""
        self.play(cue)
        while self.player.playing and not self._pressed():
            self._wake(5)

    def pause(self, ms):
        """Wait so long, or until a press."""
        end = self.clock.ms + ms
        while self.clock.ms < end and not self._pressed():
            self._wake(5 if ms <= _LONG_MS else _ASLEEP_MS)

    def show(self, title, text):
        self._light(True)
        if self.board.display:
            self.screen.clear()
            self.screen.title = title
            self.screen.text = text
            try:
                self.board.display.show(self.screen)
            except OSError:
                self.board.display = None  # its wire came loose: the rest goes on by ear
                self.note("the display does not answer")

    def _light(self, on):
        """The display's light, where it has one: dark while the watch sleeps."""
        light = getattr(self.board.display, "light", None)
        if light and on != self._lit:
            self._lit = on
            light(on)

    # choosing

    def _look(self):
        """Which sessions there are; the newest is offered first."""
        files = self.files
        self.names = [n for n, _ in files.list(storage.SESSIONS) if n.endswith(".tpp")]
        self.at = files.newest(self.names)

    def _prepare(self):
        """Make the chosen session ready, so that nothing is left to do when it is started."""
        self.runner = None
        self.refusal = None
        self.warned = False
        gc.collect()
        if not self.names:
            self.show("Track Pacer", "no session")
            return
        from . import preparing

        preparing.prepare(self)
        del preparing
        forget("preparing", "fitness", "verifier", "reading")

    def _announce(self):
        """The session's number in quick notes; with one session there is nothing to tell."""
        if len(self.names) > 1:
            for _ in range(self.at + 1):
                self.through(cues.SELECT)
                self.pause(_BLIP_MS)
                if self._pressed():
                    return
        if self.refusal:
            self.through(cues.LOW_BATTERY if self.runner else cues.ERROR)
        elif self.warned:
            self.through(cues.ERROR)

    def _choose(self):
        """Wait for what the wearer wants with the session at hand."""
        self._prepare()
        self._announce()
        presses = self.presses
        other = self.other
        if not presses.pending:  # a press into the announcement is a new one
            self._hold_on(presses)
        if other and not other.pending:
            self._hold_on(other)
        quiet_from = self.clock.ms
        chosen = self.settings
        # Where the press is GO itself, it is heard at once, however deep the watch sleeps.
        goes = chosen.start != COUNT_IN and not chosen.delay_s and self.runner
        self.player.ready = cues.GO
        while True:
            if presses.pending and presses.take():
                self._light(True)
                if self._start():
                    return
                quiet_from = self.clock.ms
            if other and other.pending and other.take():
                self._next()
                return
            awake = presses.down or self.player.playing
            asleep = self.clock.ms - quiet_from > _SLEEP_AFTER_S * 1000 and not awake
            self._light(not asleep)
            counts = goes and not (presses.down or self.refusal or self.warned)
            if counts and self.clock.ms <= presses.open_ms:
                counts = False
            self._wake(_ASLEEP_MS if asleep else _IDLE_MS, self._answer if counts else None)

    def _next(self):
        if self.names:
            self.at = (self.at + 1) % len(self.names)

    def _hold_on(self, presses):
        """A hold that goes on is a sync."""
        while presses.holding:
            self._wake()
            if self._held(presses, self.settings.end_ms):
                self._synchronise()
                return

    def _held(self, presses, ms):
        return (
            presses.holding
            and self.clock.until(presses.ms + ms, presses.us) <= 0
            and presses.button.is_down()
        )

    # a session

    def _start(self):
        """The press: start what is chosen; a hold takes that back, and chooses the next.

        False after a refusal: the same session is still at hand.
        """
        presses = self.presses
        if self.runner and not self.refusal and not self.warned:
            if self.session(self._begin, 0) != CANCELLED:
                self.restart()
                return True
            self.log.drop()
        else:
            # Heard why not; a flash that is nearly full only warns, and the next press starts.
            self.play(cues.LOW_BATTERY if self.refusal and self.runner else cues.ERROR)
            self.warned = False
            while presses.holding and not self._held(presses, self.settings.hold_ms):
                self._wake()
            if not presses.holding:
                return False
        self._next()
        return True

    def _begin(self):
        board = self.board
        header = self.runner.steps.header
        # What the log is dated by is the first GO: still to come, or just heard.
        to_go_ms = self.runner.now.go_ms - self.clock.ms
        unix_time = board.unix_time()
        if unix_time:
            unix_time += (to_go_ms + 500) // 1000
        try:
            self.log.begin(
                header.identity,
                header.name,
                header.athlete,
                self.settings.name,
                unix_time,
                self.settings.utc_offset_s,
                self.uptime_ms() + to_go_ms,
            )
        except (OSError, storage.StorageError) as error:
            # The wearer was warned and pressed again: paced, and told that nothing is kept.
            self.note("%s: no laps are kept: %s" % (header.name, error))
            self.play(cues.ERROR)

    def session(self, begin_log, first_run):
        """Run it. During a session a cable cannot interrupt; a watchdog starts with it."""
        self._before_ms += self.clock.ms
        if self.other:
            self.other.shift(self.clock.ms)  # as the runner does the first
        allow_ctrl_c(False)
        try:
            return self.runner.run(begin_log, first_run)
        finally:
            allow_ctrl_c(True)

    def restart(self):
        """A watchdog cannot be stopped, so a session ends with a restart. So does a sync.

        A button that is still down by then would be taken for the safe mode's.
        """
        while self.presses.button.is_down():
            self._wake()
        self.board.reset()

    def _take_up(self):
        """Offer to go on with a session that a reset cut off."""
        from . import taking_up

        left = taking_up.offer(self)
        del taking_up
        forget("taking_up", "laplog_reading", "verifier", "reading")
        if left:
            self._hold_on(self.presses)

    def is_stopped(self):
        """Whether a press came, which ends a sync."""
        self.clock.update()
        self.presses.poll()
        return self.pressed_one(self.presses)

    def _synchronise(self):
        from . import syncing

        syncing.synchronise(self)

    # errors

    def note(self, text):
        """Keep a line in the error log."""
        from . import errors

        self.files.note_error(errors.line(self.board, self.files, text))


def run(board, sync=None):
    """The whole of the watch. An error is heard, kept and followed by a restart."""
    try:
        App(board, sync).run()
    except Exception as error:
        from . import errors

        allow_ctrl_c(True)
        errors.report(board, error)
        board.reset()
