# SPDX-License-Identifier: MIT
"""A page of laps in Chromium without a window, asked by a script beside it.

Not here: the page at the track, which has scripts of its own (tests/web/browser).
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support import PATIENCE_S

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="not run: no chromium")


def frame(text: str, width: int, height: int, name: str = "") -> str:
    """The page in a frame of that width."""
    return (
        f'<iframe name="{html.escape(name)}" width={width} height={height} '
        f'srcdoc="{html.escape(text, quote=True)}"></iframe>'
    )


def asked(folder: Path, frames: str, script: str, dark: bool) -> dict[str, Any]:
    """What a script finds in these frames, which leaves it in the body's `data-found` as JSON."""
    outer = folder / "outer.html"
    # --dump-dom runs scripts; the pages themselves have none.
    outer.write_text(
        f"<!doctype html><meta charset=utf-8><body>{frames}"
        f"<script>onload = () => {{{script}}}</script>",
        "utf-8",
    )
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    ran = subprocess.run(
        [
            *(CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", scheme),
            *(f"--user-data-dir={folder / 'profile'}", "--window-size=1400,1000"),
            *("--dump-dom", outer.as_uri()),
        ],
        capture_output=True,
        check=True,
        timeout=PATIENCE_S,
    )
    found = re.search(r'data-found="([^"]*)"', ran.stdout.decode())
    assert found, ran.stdout[-500:]
    answer: dict[str, Any] = json.loads(html.unescape(found[1]))
    return answer
