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

Not here: what is done at a deadline of a run (`rep`), of a recovery (`rests`) and at a hold
(`holds`); where a session stands (`state`), what a lap is worth (`verdict`), sounds (`cues`), edges
(`presses`), what waits for a gap (`chores`), choosing and starting a session (`app`).
"""

import gc

from micropython import const

from . import chores, cues, holds, laplog, opcodes, program, rep, rests
from .clock import FAR
from .settings import ALWAYS
from .settings import COUNT_IN as BY_COUNT_IN
from .state import (
    CANCELLED,
    COUNT_IN,
    ENDED,
    ENDING,
    FINISHED,
    HELD,
    LINE_UP,
    NO_PRESS,
    NOBODY,
    OVER,
    PAUSED,
    RECOVERY,
    RUN,
    STARTED,
    State,
)
from .verdict import on_from, on_until

_SLICE_MS = const(20)  # where the board does not say
_SPIN_US = const(2000)  # a sleep of a board may end a millisecond late
_GAP_US = const(1000000)  # flash and garbage only where the next deadline is so far
_TELL_GAP_US = const(1200000)  # so long LOW_BATTERY is heard
_URGENT = const(24)  # records in the log's buffer, of 32, at which a tighter gap must do
_URGENT_GAP_US = const(300000)  # an erase takes up to 180 ms
_SOON_MS = const(200)  # the same, when a slow flash has taken longer
_RECHECK_MS = const(100)
_WATCHDOG_MS = const(8000)
_NEAR_MS = const(3)  # a sleep that ends late must not run over the edge of a verdict


class Runner:
    """Runs one session: `run()` returns laplog.END, laplog.STOPPED, or CANCELLED.

    board, clock, presses, player, log: see their files; chosen: the `Settings`; data: a verified
    program; screen: what to hand to the board's display. What a session needs is allocated here.
    """

    def __init__(self, board, clock, presses, player, log, chosen, data, screen=None, header=None):
        """header: of `data`, when it was verified; else that is done here (FormatError)."""
        self._data = data
        self._header = header or program.verify(data)
        self.settings = chosen
        self.steps = self.walk()
        self.after = self.walk()
        self.clock = clock
        self.presses = presses
        self.player = player
        self.log = log
        self.chores = chores.Chores(board, player, log, screen)
        self.button = presses.button
        self._answer = player.answer  # bound once: a call then allocates nothing
        self.until_ms = 0  # how long what the player has ready is the answer to a press
        self.trace = board.trace
        self._sleep = board.sleep_ms
        self._slice_ms = getattr(board, "slice_ms", _SLICE_MS)
        self._feed = board.feed
        self._watchdog = board.watchdog
        self._light = None
        if screen and chosen.backlight != ALWAYS:
            self._light = getattr(board.display, "light", None)  # dark in a run
        self._lit = True
        self.now = State()
        self.was = State()  # as the press under way found it
        self.did = NO_PRESS  # what that press was
        self._zero_ms = 0  # the session's first GO
        self._zero_us = 0
        self.since_ms = 0
        self.since_us = 0
        self.result = laplog.END

    def walk(self):
        """A new iterator over the session as it will be run, settings included."""
        steps = program.Steps(self._data, self._header)
        steps.spacing_override = self.settings.spacing_m
        steps.shift_s = self.settings.shift_s
        return steps

    # the session

    def run(self, begin_log, first_run=0):
        """Run the session that the latest press (`presses.ms`, `us`) starts.

        begin_log: called once, without arguments, to create the log where there is time for it.
        first_run: the run to begin with, after a reset; its `recovery` in the log is unknown then.
        """
        now = self.now
        presses = self.presses
        clock = self.clock
        steps = self.steps
        taken_ms = clock.restart()
        presses.shift(taken_ms)
        self.player.shift(taken_ms)
        steps.restart()
        while steps.next():
            if steps.kind == opcodes.RUN and steps.run == first_run:
                break
        else:
            return laplog.END
        now.step = steps.index
        now.after = self.seek_after(steps.index + 1)
        now.rest_ms = laplog.UNKNOWN if first_run else 0
        now.equal_ms = -1
        self.did = STARTED
        self.result = laplog.END
        self.until_ms = 0
        self.chores.begin(begin_log)
        delay_s = 0 if first_run else self.settings.delay_s  # nobody is followed any more
        now.go_ms = presses.ms + delay_s * 1000
        now.go_us = presses.us
        counts = self.settings.start == BY_COUNT_IN or first_run > 0
        if counts:
            # There is no gap in a count-in; and a flash that is slow puts it off, second by second.
            count_ms = self.settings.count_in_s * 1000
            now.go_ms += rep.LEAD_MS + count_ms  # before the log is begun, which tells of it
            self.chores.write()
            gc.collect()
            clock.update()
            if now.go_ms - count_ms <= clock.ms:
                now.go_ms = clock.ms + _SOON_MS + count_ms
        now.close_ms = now.go_ms
        now.close_us = now.go_us
        now.phase = LINE_UP
        self.was.copy(now)
        clock.update()
        self.set_zero()
        if counts or delay_s:
            rep.count_in(self, LINE_UP, presses.ms, presses.us)
        else:
            self.go(now.step)
        while now.phase != OVER:
            self._turn()
        if self.result != CANCELLED:
            self.chores.write()
        return self.result

    def set_zero(self):
        """Times are told from the session's first GO."""
        now = self.now
        self._zero_ms = now.go_ms
        self._zero_us = now.go_us
        if self.trace:
            self.trace.begin(self.clock.ticks_at(now.go_ms, now.go_us), self.steps)

    def _turn(self):
        """One wake: what has happened, in its order; then sleep, or the last stretch."""
        self.button.answer = None
        clock = self.clock
        presses = self.presses
        player = self.player
        now = self.now
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
        if self.log.pending >= _URGENT and left >= _URGENT_GAP_US and not presses.holding:
            if self.chores.writes:
                self.chores.write()
                return
        wait = left
        if presses.holding and self.did != ENDED:
            hold = holds.until_next(self)
            if hold <= 0:
                holds.fire(self)
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
        self._sleep_on(left, wait)

    def _sleep_on(self, left, wait):
        """Nothing is to be done: leave a press to the button, and sleep, or spin.

        left: microseconds to the deadline; wait: to whatever comes first.
        """
        button = self.button
        clock = self.clock
        presses = self.presses
        player = self.player
        if clock.ms >= self.until_ms:
            self._foresee()
        foreseen = player.ready >= 0
        if foreseen and not presses.down:
            button.answer = self._answer
            if button.head != presses.head:  # an edge that came just before
                return
        lasts = self.until_ms - clock.ms
        if left >= _GAP_US and lasts >= _GAP_US // 1000:
            if not player.playing and not presses.down and self._do_chores():
                return
        self._feed()
        if self._light and self._lit != (self.now.phase != RUN):
            self._lit = not self._lit
            self._light(self._lit)
        if self.did == STARTED and not presses.holding:
            self.did = NO_PRESS
            self._watchdog(_WATCHDOG_MS)
        if left <= _SPIN_US + 1000:
            clock.spin(wait, None if presses.down else button, presses.head)
            button.answer = None
            if wait == left and button.head == presses.head:
                self._fire(0)
        elif lasts <= _NEAR_MS + 1 and not foreseen:
            clock.spin(min(wait, _SPIN_US), button, presses.head)  # soon it can be told
        elif wait > _SPIN_US + 1000:
            wait = (wait - _SPIN_US) // 1000
            if wait > self._slice_ms:
                wait = self._slice_ms
            if not foreseen:
                lasts -= _NEAR_MS
            self._sleep(wait if wait < lasts else lasts)
        else:
            self._sleep(1)  # a note: to the millisecond

    def _foresee(self):
        """What sounds at a press from now on, and until when: `_press` will play the same."""
        now = self.now
        phase = now.phase
        after = self.after
        ms = self.clock.ms
        until = rep.EVER
        cue = -1
        open_ms = self.presses.open_ms
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
                        until = rep.EVER
                        cue = cues.SLOW
            goes = rep.goes_ms(self)
            if past > goes:
                until = rep.EVER
                cue = cues.GO
            elif goes < until:
                until = goes
            if past >= until - _NEAR_MS:
                until += now.go_ms + 1
                cue = -1
            elif until < rep.EVER:
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
        self.player.ready = cue
        self.until_ms = until

    def _due_before_press(self):
        """Whether the deadline comes before the press; at the same instant its cue is heard."""
        now = self.now
        presses = self.presses
        return now.due_ms < presses.ms or (now.due_ms == presses.ms and now.due_us <= presses.us)

    def _do_chores(self):
        """In a gap: one chore. Whether there was one."""
        now = self.now
        clock = self.clock
        did = self.chores.do(now, self.steps, self.after, clock.ms)
        if did == chores.LOW:
            button = self.button
            button.answer = None  # what follows sounds
            clock.update()
            left = clock.until(now.due_ms, now.due_us) if now.due else FAR
            if left >= _TELL_GAP_US and button.head == self.presses.head:
                self.sound_now(cues.LOW_BATTERY)
            else:
                self.player.unheard = True
        return did != chores.NOTHING

    # cues

    def sound(self, cue, step, metres, ms, us):
        """Sound a cue that was due at an instant."""
        if self.trace:
            self.since_zero(ms, us)
            self.trace.cue(cue, step, metres, self.since_ms, self.since_us)
        player = self.player
        clock = self.clock
        early = player.play(cue)
        if early and self.trace:
            self.trace.sounded()
        # The clock may have been read before the last stretch to the deadline.
        if early or clock.until(ms, us) > 0:
            player.count_from(ms, us)
        else:
            player.count_from(clock.ms, clock.us)

    def since_zero(self, ms, us):
        us -= self._zero_us
        ms -= self._zero_ms
        self.since_ms = ms + us // 1000
        self.since_us = us % 1000

    def sound_soon(self, cue, ms, us):
        """Sound what was due at an instant, if what sounds yields to it; else it waits, or is left
        out."""
        if self.player.yields_to(cue):
            self.sound(cue, self.now.after - 1, 0, ms, us)
        elif cue == cues.WINDOW or cue == cues.REMIND:
            self.now.waits = cue

    def _tell_waiting(self):
        """What had to wait is told: nothing sounds any more."""
        now = self.now
        cue = now.waits
        now.waits = NOBODY
        rest = now.recovery
        ms = rest.remind_ms if cue == cues.REMIND else rest.open_ms
        self.sound(cue, now.after - 1, 0, ms, rest.us)

    def _fire(self, left):
        """The deadline is here, or `left` (below 0) microseconds ago."""
        self.until_ms = 0
        now = self.now
        phase = now.phase
        late = left < -rep.LATE_MS * 1000
        if phase == RUN:
            rep.fire(self, late)
        elif phase == RECOVERY:
            rests.fire(self, late)
        elif phase == LINE_UP or phase == COUNT_IN:
            rep.fire_count_in(self, late)
        elif phase == FINISHED:
            self._finish()
        else:
            now.phase = OVER

    # a run

    def go(self, step):
        """The run `step` begins at `go_ms`, `go_us`: sound it, then see what it is."""
        now = self.now
        steps = self.steps
        self.sound(cues.GO, step, 0, now.go_ms, now.go_us)
        now.phase = RUN
        now.waits = NOBODY
        while steps.index < step:
            steps.next()
        now.step = step
        now.after = self.seek_after(step + 1)
        now.cue = 1
        rep.next_cue(self)

    def seek_after(self, step):
        """Move the iterator that looks ahead to a step, or past it where it is a recovery of no
        length; return where it stands, `total` after the last."""
        after = self.after
        if after.index > step or not after.kind:
            after.restart()
        while after.index < step or (after.kind == opcodes.RECOVERY and after.type == opcodes.NONE):
            if not after.next():
                return after.total
        return after.index

    # presses

    def _press(self):
        """A press, at its stamp."""
        self.until_ms = 0
        now = self.now
        presses = self.presses
        counts = presses.take()
        if now.phase >= FINISHED:
            presses.holding = False
            return
        if self.did == STARTED:
            self._watchdog(_WATCHDOG_MS)
        self.did = NO_PRESS
        self.was.copy(now)
        if not counts:
            return
        ms = presses.ms
        us = presses.us
        if now.phase == RUN:
            rep.press(self, ms, us)
        elif now.phase == PAUSED:
            holds.resume(self, ms, us)
        elif now.phase == RECOVERY and now.recovery.is_open(ms, us):
            rests.end(self, ms, us)

    # holds

    def record(self, event, actual_ms, rest_ms):
        steps = self.steps
        self.log.add(event, steps.run, steps.set, steps.rep, steps.target_ms, actual_ms, rest_ms)

    def seek(self, step):
        """Both iterators back to where the state says."""
        if self.steps.index != step:
            self.steps.seek(step)
        self.seek_after(self.now.after)

    def sound_now(self, cue):
        clock = self.clock
        self.sound(cue, self.now.step, 0, clock.ms, clock.us)

    # the end

    def _finish(self):
        """The last run is over; but while the button is down its press may still be a hold."""
        now = self.now
        if self.presses.holding and self.did < HELD:
            now.due_ms += _RECHECK_MS
            return
        self.end(laplog.END)

    def end(self, event):
        now = self.now
        self.result = event
        last_ms = now.close_ms if event == laplog.END else self.presses.ms
        self.log.add(event, self.steps.run + 1, 0, 0, 0, max(0, last_ms - self._zero_ms), 0)
        if event == laplog.END:
            self.sound(cues.DONE, now.step, 0, now.due_ms, now.due_us)
        else:
            self.sound_now(cues.DONE)
        now.phase = ENDING
        now.due = True
        now.due_ms = self.clock.ms + cues.length_ms(cues.DONE) + _RECHECK_MS
        now.due_us = 0
