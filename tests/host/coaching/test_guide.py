# SPDX-License-Identifier: MIT
"""host/COACHING.md: what it shows can be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.support import REPO
from trackpacer.cli import main

GUIDE = (REPO / "host" / "COACHING.md").read_text(encoding="utf-8")
EXAMPLES: list[str] = re.findall(r"^    pacer (.+)$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("words", [line for line in EXAMPLES if "LOG" not in line])
def test_every_example_of_the_guide_works(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PACER_CONFIG_DIR", str(tmp_path / "config"))
    assert main(shlex.split(words)) == 0, capsys.readouterr().err
    assert capsys.readouterr().out


def test_the_guide_has_examples_of_every_command_of_the_table() -> None:
    shown = {words.split()[0] for words in EXAMPLES}
    assert {"plan", "library", "show", "advise", "price", "card", "next"} <= shown
