# SPDX-License-Identifier: MIT
"""Sessions of the article under three runners: as kept, and as worked out independently.

`make test` runs those that differ in what the watch has to do, `make soak` all.
"""

from __future__ import annotations

import pytest

from tests.host.sessions import ARTICLE
from tests.simulation import checks, golden
from trackpacer import timeline

# Between them: each kind of recovery, an open run, one by time, a range, a bound, a ladder, uneven
# 100s, sets, and a press forgotten before a window and before an equal recovery.
TELLING = ("6", "7", "13", "15", "18", "22", "24", "25", "31")


@pytest.mark.parametrize(
    "number",
    [pytest.param(one, marks=() if one in TELLING else pytest.mark.soak) for one in ARTICLE],
)
def test_the_session_sounds_as_it_did_and_as_show_says(number: str) -> None:
    compiled = golden.compiled(number)
    expanded = timeline.expand(compiled.program, compiled.origins)
    steps = timeline.to_json(expanded, title="", source="", assumptions=(), warnings=())["steps"]
    patterns: dict[str, str] = {}
    lines = [f"# {ARTICLE[number]}"]
    for runner in golden.RUNNERS:
        trace = golden.trace(number, runner)
        checks.check(trace, steps)
        lines += golden.encode(trace, runner, patterns)
    kept = golden.file(number).read_text(encoding="utf-8").splitlines()
    assert lines == kept, "if this is meant: python -m tests.simulation.golden"


def test_the_forgetful_runner_forgot_somewhere() -> None:
    """Else what the watch does then would not be among the golden traces."""
    missed = [number for number in ARTICLE if "missed+" in golden.file(number).read_text()]
    assert len(missed) >= 3
