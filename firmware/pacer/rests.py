# SPDX-License-Identifier: MIT
"""What follows a run: its recovery, event by event, and how the next run comes to begin; also where
the press was forgotten.

Functions of a `Runner`, whose state they move on. They run in the timing loop: nothing allocates,
nothing raises. Not here: a recovery on the clock (`recovery`), the run (`rep`), holds (`holds`).
"""

from micropython import const

from . import cues, opcodes, recovery
from .settings import PRESS_EVERY
from .state import FINISHED, NOBODY, RECOVERY

_DONE_MS = const(2500)  # from the last lap to the end of the session
_MISSED_MS = const(1500)  # so long MISSED is heard, with a breath after it


def begin(runner, ms, us):
    """What follows begins at an instant: a recovery, the next run, or the end."""
    now = runner.now
    after = runner.after
    now.waits = NOBODY
    if now.after >= after.total:
        now.phase = FINISHED
        now.due = True
        now.due_ms = ms + _DONE_MS
        now.due_us = us
        return
    now.phase = RECOVERY
    runner.chores.collect()
    runner.chores.again()
    rest = now.recovery
    rest.begin(ms, us)
    if after.kind == opcodes.RECOVERY:
        _set_kind(runner, rest)
        now.after = runner.seek_after(now.after + 1)
    rest.next()
    due_at_event(runner)


def _set_kind(runner, rest):
    now = runner.now
    run_ms = now.run_ms
    after = runner.after
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
    if runner.settings.start == PRESS_EVERY and kind != opcodes.NONE:
        rest.by_press()


def due_at_event(runner):
    """Set the deadline to the recovery's next event."""
    now = runner.now
    rest = now.recovery
    now.due = rest.event != recovery.NOTHING
    now.due_ms = rest.at_ms
    now.due_us = rest.at_us


def fire(runner, late):
    """An event of the recovery is due."""
    now = runner.now
    rest = now.recovery
    event = rest.event
    ms = rest.at_ms
    us = rest.at_us
    if event == recovery.END:
        if late and rest.warns and runner.after.kind == opcodes.RUN:
            # A slow flash has outlasted the recovery: the run counts from the GO that is heard.
            ms = runner.clock.ms
            us = runner.clock.us
        runner.presses.lock(ms, us)
        end(runner, ms, us)
        return
    if event == recovery.OPEN:
        runner.sound_soon(cues.WINDOW, ms, us)
    elif event == recovery.REMIND:
        runner.sound_soon(cues.REMIND, ms, us)
    elif not late:
        if event == recovery.COUNT:
            now.waits = NOBODY  # GO comes by itself
            runner.sound(cues.COUNT, now.after - 1, 0, ms, us)
        else:
            runner.sound_soon(cues.TICK if event == recovery.TICK else cues.WARN10, ms, us)
    rest.next()
    due_at_event(runner)


def end(runner, ms, us):
    """The recovery ends at an instant: the next run's GO, or another recovery, or the end."""
    now = runner.now
    after = runner.after
    if now.after >= after.total or after.kind == opcodes.RECOVERY:
        begin(runner, ms, us)
        return
    now.rest_ms = ms - now.close_ms
    if us - now.close_us >= 500:
        now.rest_ms += 1
    elif us - now.close_us < -500:
        now.rest_ms -= 1
    now.go_ms = ms
    now.go_us = us
    runner.go(now.after)


def catch_up(runner, ms, us):
    """A rep was closed as missed at an instant, and its recovery counts from a target that is
    past. What was due since then is not told any more; what is still to be known waits until
    MISSED was heard; and where the next run should have begun, it begins by a GO that is heard
    after it, and counts from there."""
    now = runner.now
    after = runner.after
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
        end(runner, rest.at_ms, rest.at_us)
    if now.phase == RECOVERY:
        if known == recovery.OPEN:
            now.waits = cues.WINDOW
        elif known == recovery.REMIND:
            now.waits = cues.REMIND
        due_at_event(runner)
    elif now.due_ms < ms + _DONE_MS:
        now.due_ms = ms + _DONE_MS
        now.due_us = us
