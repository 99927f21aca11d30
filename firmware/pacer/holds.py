# SPDX-License-Identifier: MIT
"""Holds, which stop time: a pause, taking it up again, the rep again, the end.

Functions of a `Runner`, whose state they move on. They run in the timing loop: nothing allocates,
nothing raises. Not here: which gesture does what (the table in `runner`), telling a hold from a
press (`presses`).
"""

from . import cues, laplog, opcodes, rep, rests
from .state import (
    CANCELLED,
    COUNT_IN,
    ENDED,
    HELD,
    LAPPED,
    LINE_UP,
    OVER,
    PAUSED,
    RECOVERY,
    RUN,
    STARTED,
    TOOK_UP,
)


def until_next(runner):
    """Microseconds until the press that is down is a hold, or a longer one."""
    presses = runner.presses
    chosen = runner.settings
    after = chosen.end_ms if runner.did == HELD else chosen.hold_ms
    return runner.clock.until(presses.ms + after, presses.us)


def fire(runner):
    """The button has been down for a hold, or for a longer one."""
    runner.until_ms = 0
    if not runner.button.is_down():
        runner.presses.holding = False
        return
    did = runner.did
    if did == STARTED:
        runner.result = CANCELLED
        runner.player.stop()
        runner.now.phase = OVER
    elif did == HELD:
        runner.did = ENDED
        runner.end(laplog.STOPPED)
    else:
        runner.did = HELD
        if did == TOOK_UP or runner.now.phase == PAUSED:
            _restart(runner)
        else:
            _pause(runner, did == LAPPED)


def _pause(runner, void):
    """Back to where the press found the session; time stands still there. void: the press was
    a lap, which is none after all."""
    now = runner.now
    presses = runner.presses
    lap_ms = now.lap_ms
    now.copy(runner.was)
    runner.seek(now.step)
    if void:
        runner.record(laplog.VOID, lap_ms, now.rest_ms)
    now.paused = now.phase
    now.pause_ms = presses.ms
    now.pause_us = presses.us
    if now.phase == RUN:
        runner.record(laplog.PAUSE, presses.ms - now.go_ms, 0)
    elif now.phase == RECOVERY:
        runner.record(laplog.PAUSE, 0, presses.ms - now.close_ms)
    now.phase = PAUSED
    now.due = False
    runner.chores.again()
    runner.sound_now(cues.PAUSED)


def resume(runner, ms, us):
    """Take up what was paused: everything still to come is later by the pause."""
    now = runner.now
    runner.did = TOOK_UP
    if now.paused < RUN:
        _again(runner, ms, us)
        return
    runner.sound(cues.RESUME, now.step, 0, ms, us)
    ms -= now.pause_ms
    us -= now.pause_us
    if us < 0:
        us += 1000
        ms -= 1
    runner.record(laplog.RESUME, 0, ms)
    now.phase = now.paused
    if now.phase == RUN:
        us += now.go_us
        now.go_ms += ms + us // 1000
        now.go_us = us % 1000
        rep.next_cue(runner)
    else:
        now.recovery.shift(ms, us)
        rests.due_at_event(runner)


def _restart(runner):
    """A hold in a pause: the paused run, or the one after the paused recovery, from its GO."""
    now = runner.now
    presses = runner.presses
    now.copy(runner.was)
    runner.seek(now.step)
    paused = now.paused
    if paused == RECOVERY:
        after = runner.after
        while now.after < after.total and after.kind == opcodes.RECOVERY:
            now.after = runner.seek_after(now.after + 1)
        if now.after >= after.total:
            rests.begin(runner, presses.ms, presses.us)
            return
        now.step = now.after
        runner.seek(now.step)
    if paused >= RUN:
        runner.record(laplog.RESTART, 0, presses.ms - now.pause_ms)
    _again(runner, runner.clock.ms, runner.clock.us)
    if paused == RECOVERY:
        now.rest_ms = now.go_ms - now.close_ms


def _again(runner, ms, us):
    """A count-in from an instant to the GO of the run where the session stands."""
    now = runner.now
    now.go_ms = ms + rep.LEAD_MS + runner.settings.count_in_s * 1000
    now.go_us = us
    if now.paused == LINE_UP:
        runner.set_zero()
        rep.count_in(runner, LINE_UP, ms, us)
    else:
        rep.count_in(runner, COUNT_IN, ms, us)
