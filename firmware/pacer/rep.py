# SPDX-License-Identifier: MIT
"""A run, from its count-in to its end: its deadlines, what sounds at them, and the lap.

Functions of a `Runner`, whose state they move on. They run in the timing loop: nothing allocates,
nothing raises. Not here: the loop itself and the GO (`runner`), what follows a run (`rests`), holds
(`holds`).
"""

from micropython import const

from . import cues, laplog, opcodes, rests
from .settings import PRESS_EVERY
from .state import LAPPED, NOBODY
from .verdict import judge, missed_after_ms

LEAD_MS = const(1000)  # from the press to the first sound of the count-in
LATE_MS = const(50)  # more than the longest turn: what is overdue by so much is not sounded
EVER = const(0x3FFFFFFF)


def count_in(runner, phase, after_ms, after_us):
    """Count the last seconds before GO, those that come after an instant."""
    now = runner.now
    now.phase = phase
    now.waits = NOBODY
    now.cue = runner.settings.count_in_s
    now.due = True
    now.due_us = now.go_us
    while True:
        now.due_ms = now.go_ms - now.cue * 1000
        if now.cue == 0 or now.due_ms > after_ms:
            return
        if now.due_ms == after_ms and now.due_us > after_us:
            return
        now.cue -= 1


def fire_count_in(runner, late):
    """A count is due, or the GO."""
    now = runner.now
    if now.cue == 0:
        runner.presses.lock(now.go_ms, now.go_us)
        runner.go(now.step)
        return
    if not late:
        runner.sound(cues.COUNT, now.step, 0, now.due_ms, now.due_us)
    now.cue -= 1
    now.due_ms += 1000


def next_cue(runner):
    """Set the deadline to the next cue of the run, or to its end, or to none."""
    now = runner.now
    steps = runner.steps
    now.due = True
    while now.cue <= steps.cues:
        steps.cue(now.cue)
        _due_after_go(runner, steps.cue_ms, steps.cue_us)
        if now.due_ms > runner.clock.ms - LATE_MS or steps.duration_ms:
            return
        now.cue += 1
    if steps.duration_ms:
        _due_after_go(runner, steps.duration_ms, 0)
    elif steps.target_ms:
        _due_after_go(runner, missed_after_ms(steps.target_ms, _enforced_ms(runner)), 0)
    else:
        now.due = False


def goes_ms(runner):
    """How long after its GO a run must end for the next to begin at once."""
    after = runner.after
    if runner.now.after < after.total:
        if after.kind == opcodes.RUN:
            return 0
        if after.type == opcodes.SENDOFF and runner.settings.start != PRESS_EVERY:
            return after.length_ms
    return EVER


def _due_after_go(runner, ms, us):
    now = runner.now
    us += now.go_us
    now.due_ms = now.go_ms + ms + us // 1000
    now.due_us = us % 1000


def _enforced_ms(runner):
    """From GO to the end of the recovery after this run, counted from the target; -1: open."""
    target = runner.steps.target_ms
    after = runner.after
    if runner.now.after >= after.total or after.kind != opcodes.RECOVERY:
        return target if runner.now.after < after.total else -1
    kind = after.type
    if runner.settings.start == PRESS_EVERY:
        return -1
    if kind == opcodes.SENDOFF:
        return after.length_ms
    if kind == opcodes.TIME or (kind == opcodes.JOG and after.length_ms):
        return target + after.length_ms
    if kind == opcodes.WINDOW:
        return target + after.max_ms
    if kind == opcodes.EQUAL_OTHER and runner.now.equal_ms >= 0:
        return target + runner.now.equal_ms
    return -1


def fire(runner, late):
    """A cue of the run is due, or its end."""
    now = runner.now
    steps = runner.steps
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
            runner.sound(cue, now.step, steps.cue_m, ms, us)
        now.cue = number + 1
        if not ends:
            next_cue(runner)
            return
    elif steps.duration_ms:
        runner.sound(cues.FINISH, now.step, 0, ms, us)
    else:
        runner.sound(cues.MISSED, now.step, 0, ms, us)
        runner.presses.lock(ms, us)
        _close(runner, laplog.MISSED, steps.target_ms, 0)
        rests.catch_up(runner, ms, us)
        return
    runner.presses.lock(ms, us)
    _close(runner, laplog.TIMED, steps.duration_ms, 0)


def _close(runner, event, run_ms, run_us):
    """The run ends so long after its GO; its recovery counts from there."""
    now = runner.now
    us = now.go_us + run_us
    now.close_ms = now.go_ms + run_ms + us // 1000
    now.close_us = us % 1000
    now.lap_ms = run_ms + 1 if run_us >= 500 else run_ms
    runner.record(event, now.lap_ms, now.rest_ms)
    if event == laplog.MISSED:
        now.lap_ms = 0  # nobody took one: a display shows none
    now.run_ms = run_ms
    now.run_us = run_us
    rests.begin(runner, now.close_ms, now.close_us)


def press(runner, ms, us):
    """A press in a run, at its stamp: the lap."""
    now = runner.now
    if runner.trace:
        runner.since_zero(ms, us)
        runner.trace.lap(now.step, runner.since_ms, runner.since_us)
    run_ms = ms - now.go_ms
    run_us = us - now.go_us
    if run_us < 0:
        run_us += 1000
        run_ms -= 1
    if run_ms < goes_ms(runner):  # else the GO is the answer
        steps = runner.steps
        lap_ms = run_ms + 1 if run_us >= 500 else run_ms
        cue = judge(lap_ms, steps.target_ms, steps.fast_ms, steps.bound)
        runner.sound(cue, now.step, 0, ms, us)
    runner.did = LAPPED
    _close(runner, laplog.LAP, run_ms, run_us)
