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

Errors are heard and kept in watch/errors.txt. Not here: what happens in a session (`runner`), files
(`storage`), the radio (`sync`).
"""

import gc

from micropython import const

from . import chores, cues, laplog, program, runner, storage
from .clock import Clock
from .interpreter import allow_ctrl_c
from .presses import Presses
from .settings import COUNT_IN
from .unloading import forget

_IDLE_MS = const(20)
_ASLEEP_MS = const(200)  # a press is answered that much later, and still counts from its edge
_SLEEP_AFTER_S = const(120)
_OFFER_S = const(5)  # between two offers to go on after a reset
_OFFERS = const(24)  # so often, which is two minutes
_LATE_OFFERS = const(40)  # so often in all, now once a minute; then in silence
_LATE_OFFER_S = const(60)
_BLIP_MS = const(220)
_ALONE_MS = const(30000)  # a laptop that says nothing for so long is gone


class Chosen:
    """The settings as they were taken: an attribute for each name of the table in `settings`."""


class App:
    """The app on one board. `run()` never returns."""

    def __init__(self, board, sync=None):
        """sync: called without arguments on a longer hold; None: over Bluetooth, where there is
        one. The watch restarts after it."""
        self._board = board
        self._files = storage.Storage(board.root)
        self._files.start(getattr(board, "drive", False))
        problems = self._take_settings()
        self._clock = Clock(board)
        chosen = self._settings
        self._presses = Presses(board.button, self._clock, chosen.lockout_ms)
        self._other = None
        if board.button2 is not None:
            self._other = Presses(board.button2, self._clock, chosen.lockout_ms)
        self._player = cues.Player(board, chosen.volume, chosen.vibration, chosen.led)
        self._answer = self._player.answer
        self._log = laplog.LapLog(self._files)
        self._screen = None
        if board.display:
            from .screen import Screen

            self._screen = Screen()
        self._sync = sync or (self._bluetooth if board.bluetooth else None)
        self._before_ms = 0  # what the clock had counted when it was started again
        self._names = []
        self._at = 0
        self._runner = None
        self._refusal = None
        self._warned = False
        self._lit = True
        problems += getattr(board, "problems", ())  # what the board left out
        if getattr(board, "drive", False):
            from . import drops

            problems += drops.take(board.root)
        for problem in problems:
            self._note(problem)
        self._faulty = bool(problems)

    def _take_settings(self):
        """Keep the settings, and nothing of how they are checked; a sentence for each that is
        wrong."""
        from . import settings

        chosen = settings.Settings()
        problems = []
        if self._files.exists(storage.SETTINGS):
            problems = chosen.take(self._files.read_json(storage.SETTINGS))
        self._settings = Chosen()
        for row in settings.TABLE:
            setattr(self._settings, row[0], getattr(chosen, row[0]))
        del settings, chosen
        forget("settings")
        return problems

    def run(self):
        """Boot: say what this watch is, offer to go on, then wait for presses for ever."""
        try:
            self._run()
        except KeyboardInterrupt:
            # A laptop is on the cable: what it reads first tells of now, the uptime above all.
            self._board.alone(_ALONE_MS)
            self._clock.update()
            self.write_capability()
            raise
        finally:
            self._player.stop()  # no tone is left behind

    def _run(self):
        self.write_capability()
        if self._faulty:
            self._through(cues.ERROR)
        self._look()
        percent = self._board.battery_percent()
        if percent is not None and percent < chores.LOW_PERCENT:
            self._through(cues.LOW_BATTERY)
        self._take_up()
        while True:
            self._choose()

    def write_capability(self):
        """Put what this watch is and has where a laptop looks first."""
        from . import capability

        capability.write(self._board, self._files, self._settings.name, self._uptime_ms())
        del capability
        forget("capability")

    def _uptime_ms(self):
        return self._before_ms + self._clock.ms

    # waking and sounding

    def _wake(self, ms=_IDLE_MS, answer=None):
        """Sleep so long, then see to the button and the sound. answer: what a press meanwhile calls
        (see `runner`)."""
        player = self._player
        clock = self._clock
        button = self._presses.button
        button.answer = answer
        self._board.idle(ms)
        button.answer = None
        self._board.feed()
        clock.update()
        self._presses.poll()
        if self._other:
            self._other.poll()
        if answer and self._presses.pending:
            return  # what sounds is its answer
        while player.playing and clock.until(player.due_ms, player.due_us) <= 0:
            player.step()

    def _pressed(self):
        return self._pressed_one(self._presses) or (
            self._other is not None and self._pressed_one(self._other)
        )

    @staticmethod
    def _pressed_one(presses):
        """Whether a press waits; one within the lock-out of another is only a hold to be."""
        if presses.pending and not presses.counts():
            presses.pending = False
        return presses.pending

    def _play(self, cue):
        self._clock.update()
        self._player.play(cue)
        self._player.count_from(self._clock.ms, self._clock.us)

    def _through(self, cue):
        """Sound a cue to its end, or until a press."""
        self._play(cue)
        while self._player.playing and not self._pressed():
            self._wake(5)

    def _pause(self, ms):
        end = self._clock.ms + ms
        while self._clock.ms < end and not self._pressed():
            self._wake(5 if ms <= _OFFER_S * 1000 else _ASLEEP_MS)

    def _show(self, title, text):
        self._light(True)
        if self._board.display:
            self._screen.clear()
            self._screen.title = title
            self._screen.text = text
            try:
                self._board.display.show(self._screen)
            except OSError:
                self._board.display = None  # its wire came loose: the rest goes on by ear
                self._note("the display does not answer")

    def _light(self, on):
        """The display's light, where it has one: dark while the watch sleeps."""
        light = getattr(self._board.display, "light", None)
        if light and on != self._lit:
            self._lit = on
            light(on)

    # choosing

    def _look(self):
        """Which sessions there are; the newest is offered first."""
        files = self._files
        self._names = [n for n, _ in files.list(storage.SESSIONS) if n.endswith(".tpp")]
        self._at = files.newest(self._names)

    def _prepare(self):
        """Make the chosen session ready, so that nothing is left to do when it is started."""
        self._runner = None
        self._refusal = None
        self._warned = False
        gc.collect()
        if not self._names:
            self._show("Track Pacer", "no session")
            return
        name = self._names[self._at]
        try:
            data = self._files.read(storage.SESSIONS + "/" + name)
            header = program.verify(data)
            self._runner = self._new_runner(data, header)
        except (OSError, MemoryError, program.FormatError) as error:
            self._note("sessions/%s: %s" % (name, error))
            self._refusal = "damaged"
        forget("verifier", "reading")
        title = name[:-4]
        text = ""
        if len(self._names) > 1:
            text = "%d of %d" % (self._at + 1, len(self._names))
        if self._runner:
            title = self._runner.steps.header.name or title
            self._check()
        self._show(title, self._refusal or text)
        gc.collect()

    def _new_runner(self, data, header):
        return runner.Runner(
            self._board, self._clock, self._presses, self._player, self._log, self._settings, data,
            self._screen, header,
        )  # fmt: skip

    def _check(self):
        """Whether battery and flash last for the session."""
        from . import fitness

        steps = self._runner.steps
        name = steps.header.name
        self._refusal = fitness.refusal(self._board, steps)
        if self._refusal:
            self._note("%s: %s" % (name, self._refusal))
        elif not fitness.has_room(self._files, steps):
            self._warned = True
            self._show(name, "flash full: fetch the logs first")
            self._note("flash full: %d bytes free; fetch the logs" % self._files.free())
        del fitness
        forget("fitness")

    def _announce(self):
        """The session's number in quick notes; with one session there is nothing to tell."""
        if len(self._names) > 1:
            for _ in range(self._at + 1):
                self._through(cues.SELECT)
                self._pause(_BLIP_MS)
                if self._pressed():
                    return
        if self._refusal:
            self._through(cues.LOW_BATTERY if self._runner else cues.ERROR)
        elif self._warned:
            self._through(cues.ERROR)

    def _choose(self):
        """Wait for what the wearer wants with the session at hand."""
        self._prepare()
        self._announce()
        presses = self._presses
        other = self._other
        if not presses.pending:  # a press into the announcement is a new one
            self._hold_on(presses)
        if other and not other.pending:
            self._hold_on(other)
        quiet_from = self._clock.ms
        chosen = self._settings
        # Where the press is GO itself, it is heard at once, however deep the watch sleeps.
        goes = chosen.start != COUNT_IN and not chosen.delay_s and self._runner
        self._player.ready = cues.GO
        while True:
            if presses.pending and presses.take():
                self._light(True)
                if self._start():
                    return
                quiet_from = self._clock.ms
            if other and other.pending and other.take():
                self._next()
                return
            awake = presses.down or self._player.playing
            asleep = self._clock.ms - quiet_from > _SLEEP_AFTER_S * 1000 and not awake
            self._light(not asleep)
            counts = goes and not (presses.down or self._refusal or self._warned)
            if counts and self._clock.ms <= presses.open_ms:
                counts = False
            self._wake(_ASLEEP_MS if asleep else _IDLE_MS, self._answer if counts else None)

    def _next(self):
        if self._names:
            self._at = (self._at + 1) % len(self._names)

    def _hold_on(self, presses):
        """A hold that goes on is a sync."""
        while presses.holding:
            self._wake()
            if self._held(presses, self._settings.end_ms):
                self._synchronise()
                return

    def _held(self, presses, ms):
        return (
            presses.holding
            and self._clock.until(presses.ms + ms, presses.us) <= 0
            and presses.button.is_down()
        )

    # a session

    def _start(self):
        """The press: start what is chosen; a hold takes that back, and chooses the next.

        False after a refusal: the same session is still at hand.
        """
        presses = self._presses
        if self._runner and not self._refusal and not self._warned:
            if self._session(self._begin, 0) != runner.CANCELLED:
                self._restart()
                return True
            self._log.drop()
        else:
            # Heard why not; a flash that is nearly full only warns, and the next press starts.
            self._play(cues.LOW_BATTERY if self._refusal and self._runner else cues.ERROR)
            self._warned = False
            while presses.holding and not self._held(presses, self._settings.hold_ms):
                self._wake()
            if not presses.holding:
                return False
        self._next()
        return True

    def _begin(self):
        board = self._board
        header = self._runner.steps.header
        try:
            self._log.begin(
                header.identity,
                header.name,
                header.athlete,
                self._settings.name,
                board.unix_time(),
                self._settings.utc_offset_s,
                self._uptime_ms(),
            )
        except (OSError, storage.StorageError) as error:
            # The wearer was warned and pressed again: paced, and told that nothing is kept.
            self._note("%s: no laps are kept: %s" % (header.name, error))
            self._play(cues.ERROR)

    def _session(self, begin_log, first_run):
        """Run it. During a session a cable cannot interrupt; a watchdog starts with it."""
        self._before_ms += self._clock.ms
        if self._other:
            self._other.shift(self._clock.ms)  # as the runner does the first
        allow_ctrl_c(False)
        try:
            return self._runner.run(begin_log, first_run)
        finally:
            allow_ctrl_c(True)

    def _restart(self):
        """A watchdog cannot be stopped, so a session ends with a restart. So does a sync.

        A button that is still down by then would be taken for the safe mode's.
        """
        while self._presses.button.is_down():
            self._wake()
        self._board.reset()

    # after a reset in mid-session

    def _take_up(self):
        """Offer to go on with a session that a reset cut off."""
        from . import taking_up

        found = taking_up.find(self._files, self._names)
        del taking_up
        forget("taking_up", "laplog_reading", "verifier", "reading")
        if found is None:
            return
        path, run, data, header = found
        if header is None or run >= header.runs:
            self._close(path, laplog.STOPPED if header is None else laplog.END)
            return
        self._runner = self._new_runner(data, header)
        self._show(header.name, "go on with run %d?" % (run + 1))

        def begin():
            self._log.reopen(path, self._board.unix_time(), self._uptime_ms())
            forget("laplog_reading")

        presses = self._presses
        asked = 0
        while not self._pressed_one(presses):
            if asked < _LATE_OFFERS:
                asked += 1
                self._through(cues.RESUME)
            self._pause((_OFFER_S if asked < _OFFERS else _LATE_OFFER_S) * 1000)
            if self._other and self._other.pending:
                self._other.take()
                break
        if presses.pending:
            presses.take()
            if self._session(begin, run) != runner.CANCELLED:
                self._restart()
                return
        self._close(path, laplog.STOPPED)
        self._play(cues.DONE)
        self._hold_on(presses)

    def _close(self, path, event):
        """End a log that nobody goes on with."""
        run = self._log.reopen(path, self._board.unix_time(), self._uptime_ms())
        self._log.add(event, run, 0, 0, 0, laplog.UNKNOWN, 0)
        self._log.flush()
        forget("laplog_reading")

    # sync

    def _synchronise(self):
        if self._sync is None:
            self._through(cues.ERROR)
            return
        self._runner = None
        self._through(cues.SYNC)
        self._show("Sync", self._settings.name)
        self.write_capability()
        self._sync()
        self._restart()

    def _bluetooth(self):
        from .file_access import FileAccess

        if getattr(self._board, "bleio", False):
            from .sync import bleio

            serve = bleio.serve
        else:
            from .sync import bluetooth

            serve = bluetooth.serve
        files = FileAccess(self._board.root)
        serve(self._board, files, self._settings.name, self._stopped, self.write_capability)

    def _stopped(self):
        """A press ends a sync."""
        self._clock.update()
        self._presses.poll()
        return self._pressed_one(self._presses)

    # errors

    def _note(self, text):
        from . import errors

        self._files.note_error(errors.line(self._board, self._files, text))


def run(board, sync=None):
    """The whole of the watch. An error is heard, kept and followed by a restart."""
    try:
        App(board, sync).run()
    except Exception as error:
        from . import errors

        allow_ctrl_c(True)
        errors.report(board, error)
        board.reset()
