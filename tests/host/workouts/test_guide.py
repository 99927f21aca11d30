# SPDX-License-Identifier: MIT
"""FILES.md: its commands are run, one after the other, as they stand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.support import REPO
from trackpacer.cli import main

GUIDE = (REPO / "host" / "FILES.md").read_text("utf-8")
COMMANDS = re.findall(r"^    pacer (.+)$", GUIDE, re.MULTILINE)
ELSEWHERE = ("--to ", "--login ")


def test_what_the_guide_says_to_type_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PACER_DATA", str(tmp_path / "data"))
    here = [line for line in COMMANDS if not any(word in line for word in ELSEWHERE)]
    assert len(here) >= 5
    for line in here:
        assert main(shlex.split(line)) == 0, (line, capsys.readouterr().err)
