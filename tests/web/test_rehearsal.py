# SPDX-License-Identifier: MIT
"""A rehearsal is what the watch would sound for somebody exact: the timeline's own times."""

from __future__ import annotations

import pytest

from trackpacer import compiler, timeline
from trackpacer.notation import Context, read
from trackpacer.paces import parse_race
from trackpacer.timeline import RUN
from trackpacer.web.inside import picture, rehearsal
from trackpacer.web.inside.rehearsal import Rehearsal

RACE = Context(races=(parse_race("10k 35:00"),))
SESSIONS = (
    "2 x (400 @ 10k pace /R25sec + 200 @ 5k pace /R1:20)",
    "25 x 400 @ 10k pace /R35-45s",
    "6 x 400 @ MAX / R-Full",
    "6 x 7 second hill sprints",
    "8k @ marathon pace R/1K jog + 5 x 400 @ 10k pace /R1:00",
    "2k easy + 3 x 4 min @ 3:45/km R=equal",
    "3 x 400 @ 84 every 2:00",
    "400 @ 84 /R0 + 400 @ 90 /R5s + 100 @ MAX",
)


def rehearsed(text: str) -> tuple[list[timeline.Step], Rehearsal]:
    compiled = compiler.compile_session(read(text, RACE))
    steps = timeline.expand(compiled.program, compiled.origins)
    return steps, rehearsal.rehearse(compiled.program, steps)


@pytest.mark.parametrize("text", SESSIONS)
def test_every_part_is_there_one_after_the_other(text: str) -> None:
    steps, heard = rehearsed(text)
    assert [part.step for part in heard.parts] == steps
    at = 0
    for part in heard.parts:
        assert part.start_ms == at
        assert part.end_ms >= part.start_ms
        at = part.end_ms
        step = part.step
        length = part.end_ms - part.start_ms
        exact = step.duration_ms or step.target_ms
        if step.kind == RUN and exact:
            assert length == exact
        elif step.kind != RUN:
            assert (step.least_ms or 0) - 1 <= length
            assert step.most_ms is None or length <= step.most_ms + 1
        assert part.guessed == (step.kind == RUN and not exact) or step.kind != RUN
    assert heard.cues[-1].name == "done"


@pytest.mark.parametrize("text", SESSIONS)
def test_every_split_sounds_when_the_timeline_says(text: str) -> None:
    _, heard = rehearsed(text)
    for part in heard.parts:
        if part.step.kind != RUN:
            continue
        sounded = [
            (cue.metres, cue.ms - part.start_ms)
            for cue in heard.cues
            if cue.step == part.step.index and cue.name in ("split", "last100", "finish")
        ]
        due = [(cue.metres, cue.ms) for cue in part.step.cues]
        if part.step.duration_ms and not due:
            due = [(0, part.step.duration_ms)]
        assert [metres for metres, _ in sounded] == [metres for metres, _ in due]
        # A millisecond: both times are cut to whole ones.
        assert all(abs(a - b) <= 1 for (_, a), (_, b) in zip(sounded, due, strict=True))
    ends = [at + length for at, length, _, _ in heard.notes]
    starts = [at for at, _, _, _ in heard.notes]
    assert all(end <= start + 1 for end, start in zip(ends, starts[1:], strict=False))


@pytest.mark.parametrize("width", [300, 1200])
def test_the_picture_spans_it(width: int) -> None:
    _, heard = rehearsed(SESSIONS[0])
    x = picture.scale(heard, width)
    assert (x(0), x(heard.parts[-1].end_ms)) == (picture.SIDE, width - picture.SIDE)
    drawn = picture.timeline(heard, width, "a label")
    assert drawn.count("<rect") == len(heard.parts)
