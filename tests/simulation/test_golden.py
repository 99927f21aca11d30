# SPDX-License-Identifier: MIT
"""All sessions of the article under three runners: as kept, and as worked out independently."""

from __future__ import annotations

import pytest

from tests.host.sessions import ARTICLE
from tests.simulation import checks, golden
from trackpacer import timeline


@pytest.mark.parametrize("number", ARTICLE)
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
