# SPDX-License-Identifier: MIT
"""The timing loop: a program, a clock and presses become cues and laps.

Every deadline is an instant computed from the GO of its rep (or the start of its recovery), never
from the cue before. The loop sleeps in short slices, keeps the processor for the last two
milliseconds, and is told of presses by their stamps: what happened first is dealt with first,
whenever it is seen. In a rep nothing allocates and nothing raises; flash and garbage wait for a gap
of a second.

No board can be woken from a sleep of 20 ms by an edge, and waking every millisecond would cost the
battery what sleeping saves. So a press is heard by its own interrupt: before it sleeps, the loop
works out what a press in this slice would be answered with (`_foresee`) and leaves that to the
button; the press itself is dealt with at the next wake, by its stamp. While the button may call,
the loop touches nothing that sounds.

What a press does (this table is the README's):

| when              | press                 | hold (1 s)             | longer hold (3 s) |
|-------------------|-----------------------|------------------------|-------------------|
| count-in          | nothing               | pause                  | end               |
| run               | lap, at once          | pause; it was no lap   | end               |
| fixed recovery    | nothing               | pause                  | end               |
| window, open, jog | GO, once it is open   | pause; it was no GO    | end               |
| pause             | go on where it stood  | the rep again          | end               |
| after the last    | nothing               | pause; it was no lap   | end               |

A pause stops time at the press that began it. 'The rep again' starts the paused rep, or after a
pause in a recovery the coming one, with a count-in. Holds are told from the level while the button
is down, so that no press waits. A press within the lock-out (1 s) of another press, of a GO or of a
run that the watch closed is none.

Not here: the kinds of recovery (`recovery`), sounds (`cues`), edges (`presses`), files (`laplog`),
choosing and starting a session (`app`).
"""

import gc

from micropython import const

from . import cues, laplog, program, recovery, settings
from .clock import FAR

# Phases.
_COUNT_IN = const(0)
_RUN = const(1)
_RECOVERY = const(2)
_PAUSED = const(3)
_FINISHED = const(4)  # the last run is over; the button may still be down
_ENDING = const(5)  # the last cue still sounds
_OVER = const(6)

LOW_PERCENT = const(15)  # of the battery: warned of at boot, and once in a session

CANCELLED = const(0)  # how a session ends whose starting press became a hold; else laplog's events

_SLICE_MS = const(20)  # where the board does not say
_SPIN_US = const(2000)  # a sleep of a board may end a millisecond late
_GAP_US = const(1000000)  # flash and garbage only where the next deadline is so far
_URGENT = const(24)  # records in the log's buffer, of 32, at which a tighter gap must do
_URGENT_GAP_US = const(300000)  # an erase takes up to 180 ms
_LEAD_MS = const(1000)  # from the press to the first sound of the count-in
_LATE_MS = const(250)  # a split that is overdue by more is not sounded
_RECHECK_MS = const(100)
_WATCHDOG_MS = const(8000)
_NEAR_MS = const(3)  # a sleep that ends late must not run over the edge of a verdict
_EVER = const(0x3FFFFFFF)
_WORDS_S = const(5)  # so long before a GO the display stops counting
_DONE_MS = const(2500)  # from the last lap to the end of the session


class _State:
    """Where a session stands: what a hold goes back to."""

    def __init__(self):
        self.recovery = recovery.Recovery()
        self.phase = _COUNT_IN
        self.step = 0  # of the run that is run, or was run last
        self.after = 0  # the step that stands after what is under way
        self.cue = 0  # number of the next cue of the run
        self.go_ms = 0
        self.go_us = 0
        self.due = False
        self.due_ms = 0
        self.due_us = 0
        self.close_ms = 0  # when the run before ended
        self.close_us = 0
        self.run_ms = 0  # how long it took
        self.run_us = 0
        self.rest_ms = 0  # the recovery before this run
        self.equal_ms = -1  # the latest recovery equal to its rep; -1: none yet
        self.equal_us = 0

    def copy(self, other):
        """Become as `other` is."""
        self.recovery.copy(other.recovery)
        for name in _STATE:
            setattr(self, name, getattr(other, name))


_STATE = (
    "phase", "step", "after", "cue", "go_ms", "go_us", "due", "due_ms", "due_us", "close_ms",
    "close_us", "run_ms", "run_us", "rest_ms", "equal_ms", "equal_us",
)  # fmt: skip


def missed_after_ms(target_ms, enforced_ms):
    """How long after GO a targeted rep closes as missed, in milliseconds.

    enforced_ms: from GO to where the watch ends the recovery when it counts from the target, or -1
    where it does not: 10 s before that, but within 1.05 and 1.25 of the target (at least 5 s over).
    """
    latest = target_ms + max(target_ms // 4, 5000)
    if enforced_ms < 0:
        return latest
    return min(latest, max(target_ms + target_ms // 20, enforced_ms - 10000))


def on_from(target_ms, fast_ms, bound):
    """The fastest lap that is 'on': any of 'faster than'; else 1 % (0.5 s at least) under the
    target, or under the fast end of a range, which forgives as a target does."""
    if bound:
        return 0
    return target_ms - fast_ms - max(target_ms // 100, 500)


def on_until(target_ms, fast_ms, bound):
    """The slowest lap that is 'on': the bound itself; else 1 % (0.5 s at least) over the target,
    or over the slow end of a range."""
    if bound:
        return target_ms
    return target_ms + max(target_ms // 100, 500)


def judge(lap_ms, target_ms, fast_ms, bound):
    """The cue for a lap as the log keeps it. The laptop's reports judge by this too."""
    if not target_ms:
        return cues.NOTED
    if lap_ms < on_from(target_ms, fast_ms, bound):
        return cues.FAST
    if lap_ms > on_until(target_ms, fast_ms, bound):
        return cues.SLOW
    return cues.ON


class Runner:
    """Runs one session: `run()` returns laplog.END, laplog.STOPPED, or CANCELLED.

    board, clock, presses, player, log: see their files; chosen: the `Settings`; data: a verified
    program; screen: what to hand to the board's display. What a session needs is allocated here.
    """

    def __init__(self, board, clock, presses, player, log, chosen, data, screen=None):
        """FormatError when `data` is not a program."""
        self._data = data
        self._settings = chosen
        self.steps = self.walk()
        self._after = self.walk()
        self._clock = clock
        self._presses = presses
        self._player = player
        self._log = log
        self._button = presses.button
        self._answer = player.answer  # bound once: a call then allocates nothing
        self._foreseen = False  # whether a press is answered by a sound: the player's `ready`
        self._until_ms = 0  # how long that holds
        self._trace = board.trace
        self._sleep = board.sleep_ms
        self._slice_ms = getattr(board, "slice_ms", _SLICE_MS)
        self._feed = board.feed
        self._watchdog = board.watchdog
        self._battery = board.battery_percent
        self._display = board.display if screen else None
        self._light = None
        if chosen.backlight != settings.ALWAYS:
            self._light = getattr(self._display, "light", None)  # dark in a run
        self._lit = True
        self._screen = screen
        self._shown = False
        self._starting = False  # the press that started the session may still become a hold
        self._now = _State()
        self._was = _State()
        self._zero_ms = 0  # the session's first GO
        self._zero_us = 0
        self._lap = False  # the press under way was a lap
        self._lap_ms = 0
        self._resumed = False  # the press under way took up a paused rep
        self._held = 0  # 0, 1 after a hold, 2 after a longer one
        self._begun = False  # the first GO was
        self._guard_ms = 0  # no press counts before this
        self._guard_us = 0
        self._since_ms = 0
        self._since_us = 0
        self._paused_phase = _COUNT_IN
        self._pause_ms = 0
        self._pause_us = 0
        self._low = False  # the battery, and that was told
        self._collect = False  # garbage is still to be collected in this recovery
        self._kept = 0  # records that the flash refused
        self._result = laplog.END

    def walk(self):
        """A new iterator over the session as it will be run, settings included."""
        steps = program.Steps(self._data)
        steps.spacing_override = self._settings.spacing_m
        steps.shift_s = self._settings.shift_s
        return steps

    # the session

    def run(self, begin_log, first_run=0):
        """Run the session that the latest press (`presses.ms`, `us`) starts.

        begin_log: called once, without arguments, to create the log where there is time for it.
        first_run: the run to begin with, after a reset; its `recovery` in the log is unknown then.
        """
        now = self._now
        presses = self._presses
        clock = self._clock
        steps = self.steps
        taken_ms = clock.restart()
        presses.shift(taken_ms)
        self._player.shift(taken_ms)
        steps.restart()
        while steps.next():
            if steps.kind == program.RUN and steps.run == first_run:
                break
        else:
            return laplog.END
        now.step = steps.index
        now.after = self._seek_after(steps.index + 1)
        now.rest_ms = laplog.UNKNOWN if first_run else 0
        now.equal_ms = -1
        self._starting = True
        self._result = laplog.END
        self._held = 0
        self._lap = False
        self._resumed = False
        self._kept = 0
        self._until_ms = 0
        start = self._settings.start
        wait_ms = self._settings.delay_s * 1000
        if start == settings.COUNT_IN or first_run:
            begin_log()
            gc.collect()
            wait_ms += _LEAD_MS + self._settings.count_in_s * 1000
            begin_log = None
        now.go_ms = presses.ms + wait_ms
        now.go_us = presses.us
        now.close_ms = now.go_ms
        now.close_us = now.go_us
        self._begun = False
        self._was.copy(now)
        clock.update()
        self._guard_ms = presses.ms
        self._guard_us = presses.us
        self._set_zero()
        if wait_ms:
            self._count_in(presses.ms, presses.us)
        else:
            self._go(now.step)
        if begin_log:
            # The GO sounds already; the first split is seconds away.
            begin_log()
            gc.collect()
        while now.phase != _OVER:
            self._turn()
        if self._result != CANCELLED:
            self._log.flush()
        return self._result

    def _set_zero(self):
        """Times are told from the session's first GO."""
        now = self._now
        self._zero_ms = now.go_ms
        self._zero_us = now.go_us
        if self._trace:
            self._trace.begin(self._clock.ticks_at(now.go_ms, now.go_us), self.steps)

    def _turn(self):
        """One wake: what has happened, in its order; then sleep, or the last stretch."""
        button = self._button
        button.answer = None
        clock = self._clock
        presses = self._presses
        player = self._player
        now = self._now
        clock.update()
        presses.poll()
        left = clock.until(now.due_ms, now.due_us) if now.due else FAR
        if presses.pending and not (left <= 0 and self._due_before_press()):
            presses.pending = False
            self._press()
            return
        if left <= 0:
            self._fire()
            return
        log = self._log
        if log.pending > self._kept and not presses.holding:
            # A late note, or a press stamped late, is less than a lap lost.
            if log.pending >= _URGENT and left >= _URGENT_GAP_US:
                self._flush()
                return
        wait = left
        if presses.holding and self._held < 2:
            hold = self._until_hold()
            if hold <= 0:
                self._hold()
                return
            if hold < wait:
                wait = hold
        if player.playing:
            note = clock.until(player.due_ms, player.due_us)
            if note <= 0:
                player.step()
                return
            if note < wait:
                wait = note
        if clock.ms >= self._until_ms:
            self._foresee()
        if self._foreseen and not presses.down:
            button.answer = self._answer
            if button.head != presses.head:  # an edge that came just before
                return
        if left >= _GAP_US and not player.playing and not presses.holding:
            if now.phase != _RUN:
                if self._chores():
                    return
            elif log.pending > self._kept:
                self._flush()
                return
        self._feed()
        if self._light and self._lit != (now.phase != _RUN):
            self._lit = not self._lit
            self._light(self._lit)
        if self._starting and not presses.holding:
            self._starting = False
            self._watchdog(_WATCHDOG_MS)
        holds = self._until_ms - clock.ms
        if left <= _SPIN_US + 1000:
            clock.spin(wait, None if presses.down else button, presses.head)
            button.answer = None
            if wait == left and button.head == presses.head:
                self._fire()
        elif holds <= _NEAR_MS + 1 and not self._foreseen:
            clock.spin(min(wait, _SPIN_US), button, presses.head)  # soon it can be told
        elif wait > _SPIN_US + 1000:
            wait = (wait - _SPIN_US) // 1000
            if wait > self._slice_ms:
                wait = self._slice_ms
            if not self._foreseen:
                holds -= _NEAR_MS
            self._sleep(wait if wait < holds else holds)
        else:
            self._sleep(1)  # a note: to the millisecond

    def _foresee(self):
        """What sounds at a press from now on, and until when: `_press` will play the same."""
        now = self._now
        phase = now.phase
        after = self._after
        ms = self._clock.ms
        until = _EVER
        cue = -1
        open_ms = max(self._guard_ms, self._presses.ms + self._presses.lockout_ms)
        if phase == _RUN:
            cue = cues.NOTED
            past = ms - now.go_ms
            steps = self.steps
            target = steps.target_ms
            if target:
                # The lap from which on it is another one.
                until = on_from(target, steps.fast_ms, steps.bound)
                cue = cues.FAST
                if past > until:
                    until = on_until(target, steps.fast_ms, steps.bound) + 1
                    cue = cues.ON
                    if past > until:
                        until = _EVER
                        cue = cues.SLOW
            goes = self._goes_ms()
            if past > goes:
                until = _EVER
                cue = cues.GO
            elif goes < until:
                until = goes
            if past >= until - _NEAR_MS:
                until += now.go_ms + 1
                cue = -1
            elif until < _EVER:
                until += now.go_ms - _NEAR_MS
        elif phase == _RECOVERY:
            rest = now.recovery
            if rest.opens and now.after < after.total and after.kind == program.RUN:
                cue = cues.GO
                open_ms = max(open_ms, rest.open_ms)
        elif phase == _PAUSED and self._paused_phase != _COUNT_IN:
            cue = cues.RESUME
        if cue >= 0 and ms <= open_ms:  # no press counts yet
            cue = -1
            until = open_ms + 1
        self._player.ready = cue
        self._foreseen = cue >= 0
        self._until_ms = until

    def _due_before_press(self):
        """Whether the deadline comes before the press; at the same instant its cue is heard."""
        now = self._now
        presses = self._presses
        return now.due_ms < presses.ms or (now.due_ms == presses.ms and now.due_us <= presses.us)

    def _chores(self):
        """In a recovery, with a second to spare: the log to flash, then the garbage."""
        if self._log.pending > self._kept:
            self._collect = True
            self._flush()
            return True
        if self._collect:
            self._collect = False
            gc.collect()
            if self._now.phase == _RECOVERY and not self._low:
                self._look_at_battery()
            return True
        if self._display and self._to_show():
            try:
                self._display.show(self._screen)
            except OSError:
                self._display = None  # its wire came loose: the session goes on by ear
            return True
        return False

    def _look_at_battery(self):
        """Tell once in a session that the battery will not last for ever."""
        percent = self._battery()
        button = self._button
        button.answer = None  # what follows sounds
        if percent is not None and percent < LOW_PERCENT and button.head == self._presses.head:
            self._low = True
            self._sound_now(cues.LOW_BATTERY)

    def _flush(self):
        """The log to flash. What a flash refuses is tried again with the next record."""
        self._log.flush()
        self._kept = self._log.pending

    def _to_show(self):
        """Bring the screen up to date; whether it changed. Drawing allocates, so never in a rep."""
        now = self._now
        screen = self._screen
        rest = now.recovery
        left = None
        if now.phase == _RECOVERY:
            if rest.ends:
                left = (rest.end_ms - self._clock.ms + 999) // 1000
                if left < _WORDS_S:
                    left = None
            else:
                left = (self._clock.ms - rest.start_ms) // 1000
        if self._shown and screen.countdown_s == left:
            return False
        if not self._shown:
            self._fill_screen()
        self._shown = True
        screen.countdown_s = left
        return True

    def _fill_screen(self):
        """The rep to come, and the lap just run."""
        now = self._now
        screen = self._screen
        steps = self.steps
        after = self._after
        screen.clear()
        coming = after if now.phase == _RECOVERY and now.after < after.total else steps
        if coming.kind == program.RUN:
            screen.rep = coming.rep
            screen.reps = coming.reps
            screen.target_ms = coming.target_ms
        screen.title = "%d/%d" % (screen.rep, screen.reps) if screen.rep else None
        screen.text = "paused" if now.phase == _PAUSED else ""
        if now.phase != _COUNT_IN:
            screen.last_ms = self._lap_ms
            if steps.target_ms:
                screen.difference_ms = self._lap_ms - steps.target_ms

    # cues

    def _sound(self, cue, step, metres, ms, us):
        """Sound a cue that was due at an instant."""
        if self._trace:
            self._since_zero(ms, us)
            self._trace.cue(cues.NAMES[cue], step, metres, self._since_ms, self._since_us)
        player = self._player
        clock = self._clock
        early = player.play(cue)
        if early and self._trace:
            self._trace.sounded()
        # The clock may have been read before the last stretch to the deadline.
        if early or clock.until(ms, us) > 0:
            player.count_from(ms, us)
        else:
            player.count_from(clock.ms, clock.us)

    def _since_zero(self, ms, us):
        us -= self._zero_us
        ms -= self._zero_ms
        self._since_ms = ms + us // 1000
        self._since_us = us % 1000

    def _fire(self):
        """The deadline is here."""
        self._until_ms = 0
        now = self._now
        phase = now.phase
        if phase == _RUN:
            self._fire_run()
        elif phase == _RECOVERY:
            self._fire_recovery()
        elif phase == _COUNT_IN:
            self._fire_count_in()
        elif phase == _FINISHED:
            self._finish()
        else:
            now.phase = _OVER

    # count-in

    def _count_in(self, after_ms, after_us):
        """Count the last seconds before GO, those that come after an instant."""
        now = self._now
        now.phase = _COUNT_IN
        now.cue = self._settings.count_in_s
        now.due = True
        now.due_us = now.go_us
        while True:
            now.due_ms = now.go_ms - now.cue * 1000
            if now.cue == 0 or now.due_ms > after_ms:
                return
            if now.due_ms == after_ms and now.due_us > after_us:
                return
            now.cue -= 1

    def _fire_count_in(self):
        now = self._now
        if now.cue == 0:
            self._guard(now.go_ms, now.go_us)
            self._go(now.step)
            return
        self._sound(cues.COUNT, now.step, 0, now.due_ms, now.due_us)
        now.cue -= 1
        now.due_ms += 1000

    # a run

    def _go(self, step):
        """The run `step` begins at `go_ms`, `go_us`: sound it, then see what it is."""
        now = self._now
        steps = self.steps
        self._sound(cues.GO, step, 0, now.go_ms, now.go_us)
        now.phase = _RUN
        self._begun = True
        while steps.index < step:
            steps.next()
        now.step = step
        now.after = self._seek_after(step + 1)
        now.cue = 1
        self._next_cue()

    def _seek_after(self, step):
        """Move the iterator that looks ahead to a step, or past it where it is a recovery of no
        length; return where it stands, `total` after the last."""
        after = self._after
        if after.index > step or not after.kind:
            after.restart()
        while after.index < step or (after.kind == program.RECOVERY and after.type == program.NONE):
            if not after.next():
                return after.total
        return after.index

    def _next_cue(self):
        """Set the deadline to the next cue of the run, or to its end, or to none."""
        now = self._now
        steps = self.steps
        now.due = True
        while now.cue <= steps.cues:
            steps.cue(now.cue)
            self._due_after_go(steps.cue_ms, steps.cue_us)
            if now.due_ms > self._clock.ms - _LATE_MS or steps.duration_ms:
                return
            now.cue += 1
        if steps.duration_ms:
            self._due_after_go(steps.duration_ms, 0)
        elif steps.target_ms:
            self._due_after_go(missed_after_ms(steps.target_ms, self._enforced_ms()), 0)
        else:
            now.due = False

    def _goes_ms(self):
        """How long after its GO a run must end for the next to begin at once."""
        after = self._after
        if self._now.after < after.total:
            if after.kind == program.RUN:
                return 0
            if after.type == program.SENDOFF:
                return after.length_ms
        return _EVER

    def _due_after_go(self, ms, us):
        now = self._now
        us += now.go_us
        now.due_ms = now.go_ms + ms + us // 1000
        now.due_us = us % 1000

    def _enforced_ms(self):
        """From GO to the end of the recovery after this run, counted from the target; -1: open."""
        target = self.steps.target_ms
        after = self._after
        if self._now.after >= after.total or after.kind != program.RECOVERY:
            return target if self._now.after < after.total else -1
        kind = after.type
        if self._settings.start == settings.PRESS_EVERY:
            return -1
        if kind == program.SENDOFF:
            return after.length_ms
        if kind == program.TIME or (kind == program.JOG and after.length_ms):
            return target + after.length_ms
        if kind == program.WINDOW:
            return target + after.max_ms
        if kind == program.EQUAL_OTHER and self._now.equal_ms >= 0:
            return target + self._now.equal_ms
        return -1

    def _fire_run(self):
        now = self._now
        steps = self.steps
        number = now.cue
        if number <= steps.cues:
            last = steps.cues
            cue = cues.FINISH if number == last else cues.SPLIT
            if number == last - 1:
                cue = cues.LAST100
            self._sound(cue, now.step, steps.cue_m, now.due_ms, now.due_us)
            now.cue = number + 1
            if number < last or not steps.duration_ms:
                self._next_cue()
                return
        elif steps.duration_ms:
            self._sound(cues.FINISH, now.step, 0, now.due_ms, now.due_us)
        else:
            self._sound(cues.MISSED, now.step, 0, now.due_ms, now.due_us)
            self._guard(now.due_ms, now.due_us)
            self._close(laplog.MISSED, steps.target_ms, 0)
            return
        self._guard(now.due_ms, now.due_us)
        self._close(laplog.TIMED, steps.duration_ms, 0)

    def _close(self, event, run_ms, run_us):
        """The run ends so long after its GO; its recovery counts from there."""
        now = self._now
        steps = self.steps
        us = now.go_us + run_us
        now.close_ms = now.go_ms + run_ms + us // 1000
        now.close_us = us % 1000
        self._lap_ms = run_ms + 1 if run_us >= 500 else run_ms
        self._log.add(
            event, steps.run, steps.set, steps.rep, steps.target_ms, self._lap_ms, now.rest_ms
        )
        now.run_ms = run_ms
        now.run_us = run_us
        self._rest(now.close_ms, now.close_us)

    # a recovery

    def _rest(self, ms, us):
        """What follows begins at an instant: a recovery, the next run, or the end."""
        now = self._now
        after = self._after
        if now.after >= after.total:
            now.phase = _FINISHED
            now.due = True
            if ms < self._clock.ms - _LATE_MS:  # a missed rep ended at its target, long ago
                ms = now.due_ms
                us = now.due_us
            now.due_ms = ms + _DONE_MS
            now.due_us = us
            return
        now.phase = _RECOVERY
        self._collect = True
        self._shown = False
        rest = now.recovery
        rest.begin(ms, us)
        if after.kind == program.RECOVERY:
            self._set_kind(rest)
            now.after = self._seek_after(now.after + 1)
        rest.next()
        self._due_at_event()

    def _set_kind(self, rest):
        now = self._now
        run_ms = now.run_ms
        after = self._after
        kind = after.type
        if kind == program.TIME:
            rest.enforced(after.length_ms)
        elif kind == program.WINDOW:
            rest.window(after.min_ms, after.max_ms)
        elif kind == program.FULL:
            rest.full(after.min_ms, after.max_ms)
        elif kind == program.EQUAL:
            # run x percent / 100, by parts under 2**30
            percent = after.percent
            part = run_ms % 100 * percent
            us = part % 100 * 10 + now.run_us * percent // 100
            now.equal_ms = run_ms // 100 * percent + part // 100 + us // 1000
            now.equal_us = us % 1000
            rest.equal(now.equal_ms, now.equal_us, after.tolerance_ms)
        elif kind == program.EQUAL_OTHER:
            if now.equal_ms >= 0:
                rest.equal(now.equal_ms, now.equal_us, 0)
            else:
                rest.full(0, 0)  # after a reset it is not known any more
        elif kind == program.JOG:
            if after.length_ms:
                rest.enforced(after.length_ms)
            else:
                rest.full(0, 0)
        elif kind == program.SENDOFF:
            rest.enforced_at(now.go_ms + after.length_ms, now.go_us)
        if self._settings.start == settings.PRESS_EVERY:
            rest.by_press()

    def _due_at_event(self):
        now = self._now
        rest = now.recovery
        now.due = rest.event != recovery.NOTHING
        now.due_ms = rest.at_ms
        now.due_us = rest.at_us

    def _fire_recovery(self):
        now = self._now
        rest = now.recovery
        event = rest.event
        if event == recovery.END:
            self._guard(rest.at_ms, rest.at_us)
            self._end_recovery(rest.at_ms, rest.at_us)
            return
        if event == recovery.TICK:
            cue = cues.TICK
        elif event == recovery.OPEN:
            cue = cues.WINDOW
        elif event == recovery.REMIND:
            cue = cues.REMIND
        elif event == recovery.WARN:
            cue = cues.WARN10
        else:
            cue = cues.COUNT
        self._sound(cue, now.after - 1, 0, now.due_ms, now.due_us)
        rest.next()
        self._due_at_event()

    def _end_recovery(self, ms, us):
        """The recovery ends at an instant: the next run's GO, or another recovery, or the end."""
        now = self._now
        after = self._after
        if now.after >= after.total or after.kind == program.RECOVERY:
            self._rest(ms, us)
            return
        now.rest_ms = ms - now.close_ms
        if us - now.close_us >= 500:
            now.rest_ms += 1
        elif us - now.close_us < -500:
            now.rest_ms -= 1
        now.go_ms = ms
        now.go_us = us
        self._go(now.after)

    def _guard(self, ms, us):
        """No press counts that comes within the lock-out after this."""
        self._guard_ms = ms + self._settings.lockout_ms
        self._guard_us = us

    # presses

    def _press(self):
        """A press, at its stamp."""
        self._until_ms = 0
        now = self._now
        presses = self._presses
        phase = now.phase
        ms = presses.ms
        us = presses.us
        if (
            phase >= _FINISHED
            or ms < self._guard_ms
            or (ms == self._guard_ms and us < self._guard_us)
        ):
            presses.holding = False
            return
        self._was.copy(now)
        self._lap = False
        self._resumed = False
        self._held = 0
        if self._starting:
            self._starting = False
            self._watchdog(_WATCHDOG_MS)
        if phase == _RUN:
            self._press_lap(ms, us)
        elif phase == _PAUSED:
            self._resume(ms, us)
        elif phase == _RECOVERY and now.recovery.is_open(ms, us):
            self._end_recovery(ms, us)

    def _press_lap(self, ms, us):
        now = self._now
        if self._trace:
            self._since_zero(ms, us)
            self._trace.lap(now.step, self._since_ms, self._since_us)
        run_ms = ms - now.go_ms
        run_us = us - now.go_us
        if run_us < 0:
            run_us += 1000
            run_ms -= 1
        if run_ms < self._goes_ms():  # else the GO is the answer
            steps = self.steps
            lap_ms = run_ms + 1 if run_us >= 500 else run_ms
            cue = judge(lap_ms, steps.target_ms, steps.fast_ms, steps.bound)
            self._sound(cue, now.step, 0, ms, us)
        self._lap = True
        self._close(laplog.LAP, run_ms, run_us)

    # holds

    def _until_hold(self):
        presses = self._presses
        chosen = self._settings
        after = chosen.end_ms if self._held else chosen.hold_ms
        return self._clock.until(presses.ms + after, presses.us)

    def _hold(self):
        """The button has been down for a hold, or for a longer one."""
        self._until_ms = 0
        if not self._button.is_down():
            self._presses.holding = False
            return
        if self._starting:
            self._result = CANCELLED
            self._player.stop()
            self._now.phase = _OVER
            return
        self._held += 1
        if self._held == 2:
            self._stop()
        elif self._resumed:
            self._restart()
        else:
            self._pause()

    def _record(self, event, actual_ms, rest_ms):
        steps = self.steps
        self._log.add(event, steps.run, steps.set, steps.rep, steps.target_ms, actual_ms, rest_ms)

    def _pause(self):
        """Back to where the press found the session; time stands still there."""
        now = self._now
        presses = self._presses
        now.copy(self._was)
        self._seek(now.step)
        if self._lap:
            self._record(laplog.VOID, self._lap_ms, now.rest_ms)
        self._paused_phase = now.phase
        self._pause_ms = presses.ms
        self._pause_us = presses.us
        if now.phase == _RUN:
            self._record(laplog.PAUSE, presses.ms - now.go_ms, 0)
        elif now.phase == _RECOVERY:
            self._record(laplog.PAUSE, 0, presses.ms - now.close_ms)
        now.phase = _PAUSED
        now.due = False
        self._shown = False
        self._sound_now(cues.PAUSED)

    def _seek(self, step):
        """Both iterators back to where the state says."""
        if self.steps.index != step:
            self.steps.seek(step)
        self._seek_after(self._now.after)

    def _sound_now(self, cue):
        clock = self._clock
        self._sound(cue, self._now.step, 0, clock.ms, clock.us)

    def _resume(self, ms, us):
        """Take up what was paused: everything still to come is later by the pause."""
        now = self._now
        self._resumed = True
        if self._paused_phase == _COUNT_IN:
            self._again(ms, us)
            return
        self._sound(cues.RESUME, now.step, 0, ms, us)
        ms -= self._pause_ms
        us -= self._pause_us
        if us < 0:
            us += 1000
            ms -= 1
        self._record(laplog.RESUME, 0, ms)
        now.phase = self._paused_phase
        if now.phase == _RUN:
            us += now.go_us
            now.go_ms += ms + us // 1000
            now.go_us = us % 1000
            self._next_cue()
        else:
            now.recovery.shift(ms, us)
            self._due_at_event()

    def _restart(self):
        """A hold in a pause: the paused run, or the one after the paused recovery, from its GO."""
        now = self._now
        presses = self._presses
        now.copy(self._was)
        self._seek(now.step)
        if self._paused_phase == _RECOVERY:
            after = self._after
            while now.after < after.total and after.kind == program.RECOVERY:
                now.after = self._seek_after(now.after + 1)
            if now.after >= after.total:
                self._rest(presses.ms, presses.us)
                return
            now.step = now.after
            self._seek(now.step)
        if self._paused_phase != _COUNT_IN:
            self._record(laplog.RESTART, 0, presses.ms - self._pause_ms)
        self._again(self._clock.ms, self._clock.us)
        if self._paused_phase == _RECOVERY:
            now.rest_ms = now.go_ms - now.close_ms

    def _again(self, ms, us):
        """A count-in from an instant to the GO of the run where the session stands."""
        now = self._now
        now.go_ms = ms + _LEAD_MS + self._settings.count_in_s * 1000
        now.go_us = us
        if not self._begun:
            self._set_zero()
        self._count_in(ms, us)

    # the end

    def _stop(self):
        """The longer hold: the session ends here."""
        self._end(laplog.STOPPED)

    def _finish(self):
        """The last run is over; but while the button is down its press may still be a hold."""
        now = self._now
        if self._presses.holding and self._held == 0:
            now.due_ms += _RECHECK_MS
            return
        self._end(laplog.END)

    def _end(self, event):
        now = self._now
        self._result = event
        last_ms = now.close_ms if event == laplog.END else self._presses.ms
        self._log.add(event, self.steps.run + 1, 0, 0, 0, max(0, last_ms - self._zero_ms), 0)
        if event == laplog.END:
            self._sound(cues.DONE, now.step, 0, now.due_ms, now.due_us)
        else:
            self._sound_now(cues.DONE)
        now.phase = _ENDING
        now.due = True
        now.due_ms = self._clock.ms + cues.length_ms(cues.DONE) + _RECHECK_MS
        now.due_us = 0
