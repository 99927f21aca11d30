# SPDX-License-Identifier: MIT
"""Heart rates of the runner's own watch, from its FIT file of the same evening, a run each.

The two are joined by the clock: the watch's log knows its date to the second or so, and a run lasts
tens of them. Not here: where they are kept (`edits`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, tzinfo

from trackpacer import fit_messages
from trackpacer.allowance import Allowance
from trackpacer.errors import UserError
from trackpacer.laps.edits import Edits
from trackpacer.laps.result import Result
from trackpacer.laps.segments import activity
from trackpacer.records import replace

Pulse = list[tuple[float, int]]
"""(seconds since 1970, beats a minute), in order of time."""


def read(data: bytes, allowance: Allowance) -> Pulse:
    """The heart rates of a FIT activity. UserError when it is none, or has none."""
    wanted = {"record": ("timestamp", "heart_rate")}
    found: Pulse = []
    for message in fit_messages.messages(data, wanted, allowance):
        rate = message.get_value("heart_rate", fallback=None)
        when = message.get_value("timestamp", fallback=None)
        if isinstance(rate, int) and isinstance(when, datetime) and 30 <= rate <= 250:
            found.append((when.timestamp(), rate))
    if not found:
        raise UserError(
            f"{allowance.name} has no heart rates in it", "the activity of a watch that measures it"
        )
    return sorted(found)


def merged(result: Result, edits: Edits, pulse: Pulse, name: str) -> Edits:
    """The edits with each run's mean and highest heart rate, and the session's mean.

    What was entered by hand stays. UserError when the two are not of one time.
    """
    began, segments = activity(result)
    times = [when for when, _ in pulse]
    runs = dict(edits.runs)
    reached = 0
    for segment in segments:
        if segment.row is None:
            continue
        start = began.timestamp() + segment.start_ms / 1000
        end = start + segment.whole_ms / 1000
        beats = [rate for _, rate in pulse[bisect_right(times, start) : bisect_right(times, end)]]
        if not beats:
            continue
        reached += 1
        number = segment.row.number
        before = edits.run(number)
        # A rate with no highest beside it was entered by hand.
        by_hand = before.heart_rate is not None and before.heart_rate_max is None
        mean = before.heart_rate if by_hand else round(sum(beats) / len(beats))
        highest = None if by_hand else max(beats)
        runs[number] = replace(before, heart_rate=mean, heart_rate_max=highest)
    end = began.timestamp() + (segments[-1].start_ms + segments[-1].whole_ms) / 1000
    whole = slice(bisect_left(times, began.timestamp()), bisect_right(times, end))
    rates = [rate for _, rate in pulse[whole]]
    if not reached:
        raise _apart(result, pulse, began, end, name)
    mean = edits.heart_rate
    if mean is None or edits.fit:
        mean = round(sum(rates) / len(rates))
    return replace(edits, runs=runs, heart_rate=mean, fit=name)


def _apart(result: Result, pulse: Pulse, began: datetime, end: float, name: str) -> UserError:
    zone = (result.began or began).tzinfo or UTC
    theirs = f"{_shown(pulse[0][0], zone)} to {_shown(pulse[-1][0], zone)}"
    ours = f"{_shown(began.timestamp(), zone)} to {_shown(end, zone)}"
    hint = "the file of the same evening"
    if result.dated:
        hint += f"; this session's date is known {result.dated}: --date sets it"
    return UserError(f"{name} is of {theirs}, the session of {ours}", hint)


def _shown(when: float, zone: tzinfo) -> str:
    return f"{datetime.fromtimestamp(when, zone):%Y-%m-%d %H:%M}"
