# SPDX-License-Identifier: MIT
"""`pacer web` as typed: the site as files, and shown on this computer until it is stopped.

Not here: the page itself (tests/web).
"""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.host.cli.typed import Pacer
from tests.support import PATIENCE_S
from trackpacer.web import site


def test_the_site_is_written_for_any_host(pacer: Pacer, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert str(out / "index.html") in pacer("web", "--out", str(out))
    written = {file.relative_to(out).as_posix(): file for file in out.rglob("*") if file.is_file()}
    assert {name: file.read_bytes() for name, file in written.items()} == site.files()


def test_it_is_shown_until_it_is_stopped_and_its_port_is_one_page_s(pacer: Pacer) -> None:
    command = [sys.executable, "-m", "trackpacer", "web", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        try:
            assert serving.stdout is not None
            address = serving.stdout.readline().split()[4]
            with urllib.request.urlopen(address, timeout=PATIENCE_S) as page:
                assert page.read() == site.files()["index.html"]
            port = address.rstrip("/").rpartition(":")[2]
            assert "is in use" in pacer.refused("web", "--no-browser", "--port", port)
            serving.send_signal(signal.SIGINT)
            assert serving.wait(PATIENCE_S) == 0
        finally:
            serving.kill()
