# SPDX-License-Identifier: MIT
"""The site as files: whole, the same each time, and light enough for a phone."""

from __future__ import annotations

import gzip
import io
import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path
from threading import Thread

import pytest

from trackpacer.errors import UserError
from trackpacer.web import serve, site

LACKING = ("bleak", "filelock", "matplotlib", "numpy", "platformdirs", "rich", "serial", "sqlite3")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return site.files()


def test_every_file_that_the_page_names_is_there(files: dict[str, bytes]) -> None:
    assert site.files() == files
    named = re.findall(r'(?:href|src)="([^"#]+)"', files["index.html"].decode())
    for name, data in files.items():
        if name.endswith(".js"):
            named += re.findall(
                r'(?:from|import|Worker\(|importScripts\() ?"([^"]+)"', data.decode()
            )
            named += re.findall(r'URL\("(\./[^"]+[^/])"', data.decode())
    assert len(named) > 12
    for path in named:
        assert not path.startswith(("/", "http")), path
        assert path.removeprefix("./") in files, path


def test_it_is_less_than_eight_megabytes_packed(files: dict[str, bytes]) -> None:
    assert sum(len(gzip.compress(data)) for data in files.values()) < 8_000_000


def test_its_python_imports_nothing_that_a_browser_lacks(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(files[site.PYTHON])) as archive:
        archive.extractall(tmp_path)
    ask = (
        f"import sys\nsys.modules.update(dict.fromkeys({LACKING!r}))\n"
        "import trackpacer.web.inside.calls as calls\nprint(calls.__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", ask],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path))


def test_it_is_served_to_this_computer_with_its_policy(files: dict[str, bytes]) -> None:
    with serve.server(files, 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        with urllib.request.urlopen(f"{address}/?again") as answer:
            assert answer.read() == files["index.html"]
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{address}/../pyproject.toml")
        with pytest.raises(UserError, match="in use"):
            serve.server(files, server.server_port)
        server.shutdown()
