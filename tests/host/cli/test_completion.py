# SPDX-License-Identifier: MIT
"""`pacer completion`: what a shell then knows."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.host.cli.typed import Pacer
from trackpacer.cli import COMMANDS


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_and_their_options(shell: str, pacer: Pacer) -> None:
    script = pacer("completion", shell)
    for group in COMMANDS.values():
        for name in group:
            assert re.search(rf"\b{name}\b", script)
    assert "--squad" in script or "-l squad" in script
    if shell == "bash" and shutil.which("bash"):
        asked = f"{script}\nCOMP_WORDS=(pacer send --sq); COMP_CWORD=2; _pacer; echo $COMPREPLY"
        ran = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
        assert ran.stdout.strip() == "--squad"
