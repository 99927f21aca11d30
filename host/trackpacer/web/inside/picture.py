# SPDX-License-Identifier: MIT
"""The picture of a session that is not yet run: what the watch will beep, over time.

Not here: when what sounds (`rehearsal`), the picture of what was run (`laps.chart`).
"""

from __future__ import annotations

from trackpacer import svg
from trackpacer.preview import recovery_words, run_words, target_words
from trackpacer.timeline import RUN
from trackpacer.times import clock
from trackpacer.web.inside.rehearsal import Part, Rehearsal

HEIGHT = 104.0
SIDE = 14.0
_RUN_TOP, _RUN_HEIGHT = 30.0, 34.0
_REST_TOP, _REST_HEIGHT = 54.0, 10.0
_LEAST_GAP_PX = 3.0

LOUD = frozenset(("split", "last100", "finish"))
QUIET = frozenset(("warn10", "count", "window", "remind", "tick"))


def scale(rehearsal: Rehearsal, width: float) -> svg.Scale:
    """From milliseconds since the first GO to pixels."""
    last = max((part.end_ms for part in rehearsal.parts), default=1000)
    return svg.Scale(0, max(last, 1000), SIDE, width - SIDE)


def timeline(rehearsal: Rehearsal, width: float, label: str) -> str:
    """An <svg> element of that width, in the page's colours."""
    drawing = svg.Drawing(width, HEIGHT, label)
    x = scale(rehearsal, width)
    for part in rehearsal.parts:
        _part(drawing, x, part)
    _beeps(drawing, x, rehearsal)
    bottom = _RUN_TOP + _RUN_HEIGHT
    drawing.line(x.start, bottom, x.end, bottom, "muted")
    most = max(3, int(width / 64))
    for seconds in svg.clock_ticks(0, x.high / 1000, most):
        at = x(seconds * 1000)
        drawing.line(at, bottom, at, bottom + 4, "muted")
        drawing.text(at, bottom + 18, clock(seconds * 1000), anchor="middle")
    drawing.text(width / 2, HEIGHT - 6, "minutes from the first GO", anchor="middle")
    return drawing.svg()


def _part(drawing: svg.Drawing, x: svg.Scale, part: Part) -> None:
    step = part.step
    left, right = x(part.start_ms), x(part.end_ms)
    # A hair of paper between two, where there is room for it.
    width = max(right - left - (0.6 if right - left > 2 else 0), 0.5)
    if step.kind == RUN:
        target = target_words(step)
        words = run_words(step) + ("" if target == "-" else f" in {target}")
        top, height, colour = _RUN_TOP, _RUN_HEIGHT, "on" if step.set else "rest"
    else:
        words = f"recovery: {recovery_words(step)}"
        top, height, colour = _REST_TOP, _REST_HEIGHT, "rest"
    with drawing.group(title=words):
        drawing.rect(left, top, width, height, colour)
        if part.guessed and width > 3:
            drawing.line(left, top, left + width, top, "ink", 2, dash="2 3")


def _beeps(drawing: svg.Drawing, x: svg.Scale, rehearsal: Rehearsal) -> None:
    """A stroke for each beep, where the one before is not too near to tell them apart."""
    last = {True: -100.0, False: -100.0}
    for cue in rehearsal.cues:
        loud = cue.name in LOUD
        if cue.ms < 0 or not (loud or cue.name in QUIET or cue.name == "go"):
            continue
        at = x(cue.ms)
        if cue.name == "go":
            drawing.line(at, _RUN_TOP - 16, at, _RUN_TOP + _RUN_HEIGHT, "fast", 1.5)
            continue
        if at - last[loud] < _LEAST_GAP_PX:
            continue
        last[loud] = at
        if loud:
            drawing.line(at, _RUN_TOP - 10, at, _RUN_TOP + 8, "ink", 1.2)
        else:
            drawing.line(at, _REST_TOP - 8, at, _REST_TOP - 2, "slow", 1.2)
