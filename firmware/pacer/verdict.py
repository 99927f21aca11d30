# SPDX-License-Identifier: MIT
"""What a lap is worth, and when a rep that nobody ends is closed. Plain arithmetic on milliseconds.

The laptop's reports judge by this too. Not here: what a verdict sounds like (`cues`), when it is
told (`runner`).
"""

from .cues import FAST, NOTED, ON, SLOW


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
    """The cue for a lap as the log keeps it."""
    if not target_ms:
        return NOTED
    if lap_ms < on_from(target_ms, fast_ms, bound):
        return FAST
    if lap_ms > on_until(target_ms, fast_ms, bound):
        return SLOW
    return ON
