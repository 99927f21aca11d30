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

Nothing is told in a burst: what is overdue by more than a loop turn is left out, GO and the end of
a run aside, and what has not the rank to cut what sounds (see `cues`) waits for it, or is left out.

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
run that the watch closed is none; held, it is a hold like any other.

Not here: where a session stands (`state`), the kinds of recovery (`recovery`), what a lap is worth
(`verdict`), sounds (`cues`), edges (`presses`), what waits for a gap (`chores`), choosing and
starting a session (`app`).
"""

import gc

from micropython import const

from . import chores, cues, laplog, opcodes, program, recovery
from .clock import FAR
from .settings import ALWAYS, PRESS_EVERY
from .settings import COUNT_IN as BY_COUNT_IN
from .state import (
    COUNT_IN,
    ENDING,
    FINISHED,
    LINE_UP,
    NOBODY,
    OVER,
    PAUSED,
    RECOVERY,
    RUN,
    State,
)
from .verdict import judge, missed_after_ms, on_from, on_until

CANCELLED = const(0)  # how a session ends whose starting press became a hold; else laplog's events

# What the press under way was, for the hold that it may become.
_NONE = const(0)  # none of the others: there is nothing to take back
_START = const(1)  # it started the session
_LAP = const(2)
_TAKEN_UP = const(3)  # it took up what was paused
_HELD = const(4)  # it became a hold, and may become a longer one
_ENDED = const(5)  # it became a longer one

_SLICE_MS = const(20)  # where the board does not say
_SPIN_US = const(2000)  # a sleep of a board may end a millisecond late
_GAP_US = const(1000000)  # flash and garbage only where the next deadline is so far
_TELL_GAP_US = const(1200000)  # so long LOW_BATTERY is heard
_URGENT = const(24)  # records in the log's buffer, of 32, at which a tighter gap must do
_URGENT_GAP_US = const(300000)  # an erase takes up to 180 ms
_LEAD_MS = const(1000)  # from the press to the first sound of the count-in
_SOON_MS = const(200)  # the same, when a slow flash has taken longer
_LATE_MS = const(50)  # more than the longest turn: what is overdue by so much is not sounded
_RECHECK_MS = const(100)
_WATCHDOG_MS = const(8000)
_NEAR_MS = const(3)  # a sleep that ends late must not run over the edge of a verdict
_EVER = const(0x3FFFFFFF)
_DONE_MS = const(2500)  # from the last lap to the end of the session
_MISSED_MS = const(1500)  # so long MISSED is heard, with a breath after it


class Runner:
    """Runs one session: `run()` returns laplog.END, laplog.STOPPED, or CANCELLED.

    board, clock, presses, player, log: see their files; chosen: the `Settings`; data: a verified
    program; screen: what to hand to the board's display. What a session needs is allocated here.
    """

    def __init__(self, board, clock, presses, player, log, chosen, data, screen=None, header=None):
        """header: of `data`, when it was verified; else that is done here (FormatError)."""
        self._data = data
        self._header = header or program.verify(data)
        self._settings = chosen
        self.steps = self.walk()
        self._after = self.walk()
        self._clock = clock
        self._presses = presses
        self._player = player
        self._log = log
        self._chores = chores.Chores(board, player, log, screen)
        self._button = presses.button
        self._answer = player.answer  # bound once: a call then allocates nothing
        self._until_ms = 0  # how long what the player has ready is the answer to a press
        self._trace = board.trace
        self._sleep = board.sleep_ms
        self._slice_ms = getattr(board, "slice_ms", _SLICE_MS)
        self._feed = board.feed
        self._watchdog = board.watchdog
        self._light = None
        if screen and chosen.backlight != ALWAYS:
            self._light = getattr(board.display, "light", None)  # dark in a run
        self._lit = True
        self._now = State()
        self._was = State()  # as the press under way found it
        self._did = _NONE  # what that press was
        self._zero_ms = 0  # the session's first GO
        self._zero_us = 0
        self._since_ms = 0
        self._since_us = 0
        self._result = laplog.END

    def walk(self):
        """A new iterator over the session as it will be run, settings included."""
        steps = program.Steps(self._data, self._header)
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
            if steps.kind == opcodes.RUN and steps.run == first_run:
                break
        else:
            return laplog.END
        now.step = steps.index
        now.after = self._seek_after(steps.index + 1)
        now.rest_ms = laplog.UNKNOWN if first_run else 0
        now.equal_ms = -1
        self._did = _START
        self._result = laplog.END
        self._until_ms = 0
        self._chores.begin(begin_log)
        now.go_ms = presses.ms + self._settings.delay_s * 1000
        now.go_us = presses.us
        counts = self._settings.start == BY_COUNT_IN or first_run > 0
        if counts:
            # There is no gap in a count-in; and a flash that is slow puts it off, second by second.
            self._chores.write()
            gc.collect()
            clock.update()
            count_ms = self._settings.count_in_s * 1000
            first_ms = now.go_ms + _LEAD_MS
            if first_ms <= clock.ms:
                first_ms = clock.ms + _SOON_MS
            now.go_ms = first_ms + count_ms
        now.close_ms = now.go_ms
        now.close_us = now.go_us
        now.phase = LINE_UP
        self._was.copy(now)
        clock.update()
        self._set_zero()
        if counts or self._settings.delay_s:
            self._count_in(LINE_UP, presses.ms, presses.us)
        else:
            self._go(now.step)
        while now.phase != OVER:
            self._turn()
        if self._result != CANCELLED:
            self._chores.write()
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
            self._press()
            return
        if left <= 0:
            self._fire(left)
            return
        # A late note, or a press stamped late, is less than a lap lost.
        if self._log.pending >= _URGENT and left >= _URGENT_GAP_US and not presses.holding:
            if self._chores.writes:
                self._chores.write()
                return
        wait = left
        if presses.holding and self._did != _ENDED:
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
        elif now.waits != NOBODY and now.phase == RECOVERY:
            self._tell_waiting()
            return
        if clock.ms >= self._until_ms:
            self._foresee()
        foreseen = player.ready >= 0
        if foreseen and not presses.down:
            button.answer = self._answer
            if button.head != presses.head:  # an edge that came just before
                return
        holds = self._until_ms - clock.ms
        if left >= _GAP_US and holds >= _GAP_US // 1000:
            if not player.playing and not presses.down and self._do_chores():
                return
        self._feed()
        if self._light and self._lit != (now.phase != RUN):
            self._lit = not self._lit
            self._light(self._lit)
        if self._did == _START and not presses.holding:
            self._did = _NONE
            self._watchdog(_WATCHDOG_MS)
        if left <= _SPIN_US + 1000:
            clock.spin(wait, None if presses.down else button, presses.head)
            button.answer = None
            if wait == left and button.head == presses.head:
                self._fire(0)
        elif holds <= _NEAR_MS + 1 and not foreseen:
            clock.spin(min(wait, _SPIN_US), button, presses.head)  # soon it can be told
        elif wait > _SPIN_US + 1000:
            wait = (wait - _SPIN_US) // 1000
            if wait > self._slice_ms:
                wait = self._slice_ms
            if not foreseen:
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
        open_ms = self._presses.open_ms
        if phase == RUN:
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
        elif phase == RECOVERY:
            rest = now.recovery
            if rest.opens and now.after < after.total and after.kind == opcodes.RUN:
                cue = cues.GO
                open_ms = max(open_ms, rest.open_ms)
        elif phase == PAUSED and now.paused >= RUN:
            cue = cues.RESUME
        if cue >= 0 and ms <= open_ms:  # no press counts yet
            cue = -1
            until = open_ms + 1
        self._player.ready = cue
        self._until_ms = until

    def _due_before_press(self):
        """Whether the deadline comes before the press; at the same instant its cue is heard."""
        now = self._now
        presses = self._presses
        return now.due_ms < presses.ms or (now.due_ms == presses.ms and now.due_us <= presses.us)

    def _do_chores(self):
        """In a gap: one chore. Whether there was one."""
        now = self._now
        clock = self._clock
        did = self._chores.do(now, self.steps, self._after, clock.ms)
        if did == chores.LOW:
            button = self._button
            button.answer = None  # what follows sounds
            clock.update()
            left = clock.until(now.due_ms, now.due_us) if now.due else FAR
            if left >= _TELL_GAP_US and button.head == self._presses.head:
                self._sound_now(cues.LOW_BATTERY)
            else:
                self._player.unheard = True
        return did != chores.NOTHING

    # cues

    def _sound(self, cue, step, metres, ms, us):
        """Sound a cue that was due at an instant."""
        if self._trace:
            self._since_zero(ms, us)
            self._trace.cue(cue, step, metres, self._since_ms, self._since_us)
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

    def _sound_soon(self, cue, ms, us):
        """Sound what was due at an instant, if what sounds yields to it; else it waits, or is left
        out."""
        if self._player.yields_to(cue):
            self._sound(cue, self._now.after - 1, 0, ms, us)
        elif cue == cues.WINDOW or cue == cues.REMIND:
            self._now.waits = cue

    def _tell_waiting(self):
        """What had to wait is told: nothing sounds any more."""
        now = self._now
        cue = now.waits
        now.waits = NOBODY
        rest = now.recovery
        ms = rest.remind_ms if cue == cues.REMIND else rest.open_ms
        self._sound(cue, now.after - 1, 0, ms, rest.us)

    def _fire(self, left):
        """The deadline is here, or `left` (below 0) microseconds ago."""
        self._until_ms = 0
        now = self._now
        phase = now.phase
        late = left < -_LATE_MS * 1000
        if phase == RUN:
            self._fire_run(late)
        elif phase == RECOVERY:
            self._fire_recovery(late)
        elif phase == LINE_UP or phase == COUNT_IN:
            self._fire_count_in(late)
        elif phase == FINISHED:
            self._finish()
        else:
            now.phase = OVER

    # count-in

    def _count_in(self, phase, after_ms, after_us):
        """Count the last seconds before GO, those that come after an instant."""
        now = self._now
        now.phase = phase
        now.waits = NOBODY
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

    def _fire_count_in(self, late):
        now = self._now
        if now.cue == 0:
            self._presses.lock(now.go_ms, now.go_us)
            self._go(now.step)
            return
        if not late:
            self._sound(cues.COUNT, now.step, 0, now.due_ms, now.due_us)
        now.cue -= 1
        now.due_ms += 1000

    # a run

    def _go(self, step):
        """The run `step` begins at `go_ms`, `go_us`: sound it, then see what it is."""
        now = self._now
        steps = self.steps
        self._sound(cues.GO, step, 0, now.go_ms, now.go_us)
        now.phase = RUN
        now.waits = NOBODY
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
        while after.index < step or (after.kind == opcodes.RECOVERY and after.type == opcodes.NONE):
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
            if after.kind == opcodes.RUN:
                return 0
            if after.type == opcodes.SENDOFF:
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
        if self._now.after >= after.total or after.kind != opcodes.RECOVERY:
            return target if self._now.after < after.total else -1
        kind = after.type
        if self._settings.start == PRESS_EVERY:
            return -1
        if kind == opcodes.SENDOFF:
            return after.length_ms
        if kind == opcodes.TIME or (kind == opcodes.JOG and after.length_ms):
            return target + after.length_ms
        if kind == opcodes.WINDOW:
            return target + after.max_ms
        if kind == opcodes.EQUAL_OTHER and self._now.equal_ms >= 0:
            return target + self._now.equal_ms
        return -1

    def _fire_run(self, late):
        now = self._now
        steps = self.steps
        number = now.cue
        ms = now.due_ms
        us = now.due_us
        if number <= steps.cues:
            last = steps.cues
            ends = number == last and steps.duration_ms
            if not late or ends:
                cue = cues.FINISH if number == last else cues.SPLIT
                if number == last - 1:
                    cue = cues.LAST100
                self._sound(cue, now.step, steps.cue_m, ms, us)
            now.cue = number + 1
            if not ends:
                self._next_cue()
                return
        elif steps.duration_ms:
            self._sound(cues.FINISH, now.step, 0, ms, us)
        else:
            self._sound(cues.MISSED, now.step, 0, ms, us)
            self._presses.lock(ms, us)
            self._close(laplog.MISSED, steps.target_ms, 0)
            self._catch_up(ms, us)
            return
        self._presses.lock(ms, us)
        self._close(laplog.TIMED, steps.duration_ms, 0)

    def _close(self, event, run_ms, run_us):
        """The run ends so long after its GO; its recovery counts from there."""
        now = self._now
        us = now.go_us + run_us
        now.close_ms = now.go_ms + run_ms + us // 1000
        now.close_us = us % 1000
        now.lap_ms = run_ms + 1 if run_us >= 500 else run_ms
        self._record(event, now.lap_ms, now.rest_ms)
        now.run_ms = run_ms
        now.run_us = run_us
        self._rest(now.close_ms, now.close_us)

    def _catch_up(self, ms, us):
        """A rep was closed as missed at an instant, and its recovery counts from a target that is
        past. What was due since then is not told any more; what is still to be known waits until
        MISSED was heard; and where the next run should have begun, it begins by a GO that is heard
        after it, and counts from there."""
        now = self._now
        after = self._after
        rest = now.recovery
        known = recovery.NOTHING
        while now.phase == RECOVERY:
            known = rest.skip(ms, us)
            if rest.event != recovery.END or rest.at_ms > ms:
                break
            if rest.at_ms == ms and rest.at_us > us:
                break
            if now.after < after.total and after.kind == opcodes.RUN:
                rest.end_at(ms + _MISSED_MS, us)
                known = recovery.NOTHING
                break
            self._end_recovery(rest.at_ms, rest.at_us)
        if now.phase == RECOVERY:
            if known == recovery.OPEN:
                now.waits = cues.WINDOW
            elif known == recovery.REMIND:
                now.waits = cues.REMIND
            self._due_at_event()
        elif now.due_ms < ms + _DONE_MS:
            now.due_ms = ms + _DONE_MS
            now.due_us = us

    # a recovery

    def _rest(self, ms, us):
        """What follows begins at an instant: a recovery, the next run, or the end."""
        now = self._now
        after = self._after
        now.waits = NOBODY
        if now.after >= after.total:
            now.phase = FINISHED
            now.due = True
            now.due_ms = ms + _DONE_MS
            now.due_us = us
            return
        now.phase = RECOVERY
        self._chores.collect()
        self._chores.again()
        rest = now.recovery
        rest.begin(ms, us)
        if after.kind == opcodes.RECOVERY:
            self._set_kind(rest)
            now.after = self._seek_after(now.after + 1)
        rest.next()
        self._due_at_event()

    def _set_kind(self, rest):
        now = self._now
        run_ms = now.run_ms
        after = self._after
        kind = after.type
        if kind == opcodes.TIME:
            rest.enforced(after.length_ms)
        elif kind == opcodes.WINDOW:
            rest.window(after.min_ms, after.max_ms)
        elif kind == opcodes.FULL:
            rest.full(after.min_ms, after.max_ms)
        elif kind == opcodes.EQUAL:
            # run x percent / 100, by parts under 2**30
            percent = after.percent
            part = run_ms % 100 * percent
            us = part % 100 * 10 + now.run_us * percent // 100
            now.equal_ms = run_ms // 100 * percent + part // 100 + us // 1000
            now.equal_us = us % 1000
            rest.equal(now.equal_ms, now.equal_us, after.tolerance_ms)
        elif kind == opcodes.EQUAL_OTHER:
            if now.equal_ms >= 0:
                rest.equal(now.equal_ms, now.equal_us, 0)
            else:
                rest.full(0, 0)  # after a reset it is not known any more
        elif kind == opcodes.JOG:
            if after.length_ms:
                rest.enforced(after.length_ms)
            else:
                rest.full(0, 0)
        elif kind == opcodes.SENDOFF:
            rest.enforced_at(now.go_ms + after.length_ms, now.go_us)
        if self._settings.start == PRESS_EVERY:
            rest.by_press()

    def _due_at_event(self):
        now = self._now
        rest = now.recovery
        now.due = rest.event != recovery.NOTHING
        now.due_ms = rest.at_ms
        now.due_us = rest.at_us

    def _fire_recovery(self, late):
        now = self._now
        rest = now.recovery
        event = rest.event
        ms = rest.at_ms
        us = rest.at_us
        if event == recovery.END:
            self._presses.lock(ms, us)
            self._end_recovery(ms, us)
            return
        if event == recovery.OPEN:
            self._sound_soon(cues.WINDOW, ms, us)
        elif event == recovery.REMIND:
            self._sound_soon(cues.REMIND, ms, us)
        elif not late:
            if event == recovery.COUNT:
                now.waits = NOBODY  # GO comes by itself
                self._sound(cues.COUNT, now.after - 1, 0, ms, us)
            else:
                self._sound_soon(cues.TICK if event == recovery.TICK else cues.WARN10, ms, us)
        rest.next()
        self._due_at_event()

    def _end_recovery(self, ms, us):
        """The recovery ends at an instant: the next run's GO, or another recovery, or the end."""
        now = self._now
        after = self._after
        if now.after >= after.total or after.kind == opcodes.RECOVERY:
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

    # presses

    def _press(self):
        """A press, at its stamp."""
        self._until_ms = 0
        now = self._now
        presses = self._presses
        counts = presses.take()
        if now.phase >= FINISHED:
            presses.holding = False
            return
        if self._did == _START:
            self._watchdog(_WATCHDOG_MS)
        self._did = _NONE
        self._was.copy(now)
        if not counts:
            return
        ms = presses.ms
        us = presses.us
        if now.phase == RUN:
            self._press_lap(ms, us)
        elif now.phase == PAUSED:
            self._resume(ms, us)
        elif now.phase == RECOVERY and now.recovery.is_open(ms, us):
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
        self._did = _LAP
        self._close(laplog.LAP, run_ms, run_us)

    # holds

    def _until_hold(self):
        presses = self._presses
        chosen = self._settings
        after = chosen.end_ms if self._did == _HELD else chosen.hold_ms
        return self._clock.until(presses.ms + after, presses.us)

    def _hold(self):
        """The button has been down for a hold, or for a longer one."""
        self._until_ms = 0
        if not self._button.is_down():
            self._presses.holding = False
            return
        did = self._did
        if did == _START:
            self._result = CANCELLED
            self._player.stop()
            self._now.phase = OVER
        elif did == _HELD:
            self._did = _ENDED
            self._end(laplog.STOPPED)
        else:
            self._did = _HELD
            if did == _TAKEN_UP or self._now.phase == PAUSED:
                self._restart()
            else:
                self._pause(did == _LAP)

    def _record(self, event, actual_ms, rest_ms):
        steps = self.steps
        self._log.add(event, steps.run, steps.set, steps.rep, steps.target_ms, actual_ms, rest_ms)

    def _pause(self, void):
        """Back to where the press found the session; time stands still there. void: the press was
        a lap, which is none after all."""
        now = self._now
        presses = self._presses
        lap_ms = now.lap_ms
        now.copy(self._was)
        self._seek(now.step)
        if void:
            self._record(laplog.VOID, lap_ms, now.rest_ms)
        now.paused = now.phase
        now.pause_ms = presses.ms
        now.pause_us = presses.us
        if now.phase == RUN:
            self._record(laplog.PAUSE, presses.ms - now.go_ms, 0)
        elif now.phase == RECOVERY:
            self._record(laplog.PAUSE, 0, presses.ms - now.close_ms)
        now.phase = PAUSED
        now.due = False
        self._chores.again()
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
        self._did = _TAKEN_UP
        if now.paused < RUN:
            self._again(ms, us)
            return
        self._sound(cues.RESUME, now.step, 0, ms, us)
        ms -= now.pause_ms
        us -= now.pause_us
        if us < 0:
            us += 1000
            ms -= 1
        self._record(laplog.RESUME, 0, ms)
        now.phase = now.paused
        if now.phase == RUN:
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
        paused = now.paused
        if paused == RECOVERY:
            after = self._after
            while now.after < after.total and after.kind == opcodes.RECOVERY:
                now.after = self._seek_after(now.after + 1)
            if now.after >= after.total:
                self._rest(presses.ms, presses.us)
                return
            now.step = now.after
            self._seek(now.step)
        if paused >= RUN:
            self._record(laplog.RESTART, 0, presses.ms - now.pause_ms)
        self._again(self._clock.ms, self._clock.us)
        if paused == RECOVERY:
            now.rest_ms = now.go_ms - now.close_ms

    def _again(self, ms, us):
        """A count-in from an instant to the GO of the run where the session stands."""
        now = self._now
        now.go_ms = ms + _LEAD_MS + self._settings.count_in_s * 1000
        now.go_us = us
        if now.paused == LINE_UP:
            self._set_zero()
            self._count_in(LINE_UP, ms, us)
        else:
            self._count_in(COUNT_IN, ms, us)

    # the end

    def _finish(self):
        """The last run is over; but while the button is down its press may still be a hold."""
        now = self._now
        if self._presses.holding and self._did < _HELD:
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
        now.phase = ENDING
        now.due = True
        now.due_ms = self._clock.ms + cues.length_ms(cues.DONE) + _RECHECK_MS
        now.due_us = 0
