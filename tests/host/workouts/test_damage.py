# SPDX-License-Identifier: MIT
"""Workouts that are damaged, or written by nobody: one clear sentence, never anything else."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.host.sessions import ARTICLE
from trackpacer import compiler, timeline
from trackpacer.errors import UserError
from trackpacer.notation import exact
from trackpacer.workouts import fit, intervals_reading
from trackpacer.workouts.found import workout

FILES = [
    fit.encode(
        fit.plan(exact.read(f"{exact.MARK}\n{ARTICLE[name]}")),
        7,
        datetime(2026, 11, 29, tzinfo=UTC),
    )
    for name in ("13", "20", "22")
]


def read(data: bytes | str) -> None:
    """Read it, and have what was read compiled: what a watch refuses is said too."""
    try:
        session = workout(data, "a workout")
        if session is not None:
            timeline.expand(compiler.compile_session(session).program)
    except UserError as error:
        assert str(error)


@settings(max_examples=200, deadline=None)
@given(
    data=st.sampled_from(FILES),
    changes=st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), max_size=4),
    cut=st.integers(0, 100),
)
def test_no_damage_to_a_file_raises_anything_but_what_a_user_sees(
    data: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    broken = bytearray(data)
    for at, value in changes:
        broken[at % len(data)] = value
    read(bytes(broken[: len(data) - cut]))


WORDS = st.sampled_from(
    ["10m", "1m30", "90s", "0.4km", "400mtr", "1mi", "3:20/km", "3:30-3:20/km", "0:00/km", "Pace",
     "Z2", "80%", "HR", "press", "lap", "intensity=rest", "intensity=active", "ramp", "Recovery",
     "Warm", "up", "Max", "0m", "99999999999h", "0km", "-", "x", "1e5km", "1:99/mi",
     "3:00/100m-4:00"]
)  # fmt: skip
LINES = st.one_of(
    st.lists(WORDS, min_size=1, max_size=6).map(lambda words: "- " + " ".join(words)),
    st.sampled_from(
        ["6x", "", "Main Set 3x", "0x", "9999x", "Warmup", "1x", "Cooldown", "-", "- "]
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=8).map("\n".join))
def test_no_text_raises_anything_but_what_a_user_sees(text: str) -> None:
    read(text)
    try:
        intervals_reading.read(text)
    except UserError as error:
        assert str(error)
