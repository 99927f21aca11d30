# SPDX-License-Identifier: MIT
"""Making the site: every file of the page, with relative paths, so that any static host will do.

The page's Python is this package itself, less what a browser has no use for, with the few packages
that it needs, from where they are installed. Not here: Pyodide (`runtime`), a server (`serve`).
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from trackpacer import __version__, svg
from trackpacer.resources import firmware_dir
from trackpacer.web import runtime

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""What the page may load: its own files alone, and WebAssembly, which Pyodide is."""

PYTHON = "python.zip"
LIST = "files.js"
PAGE = Path(__file__).resolve().parent / "page"

_PACKAGE = Path(__file__).resolve().parent.parent
_LEFT_OUT = ("_data", "cli", "install", "simulation", "web", "demo.py", "__main__.py")
_OTHERS = {
    "garmin_fit_sdk": ("*.py",),
    "mpremote": ("__init__.py", "mp_errno.py", "transport.py", "transport_serial.py"),
}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def files() -> dict[str, bytes]:
    """Every file of the site by its path. Raises UserError, OSError: see `runtime.folder`."""
    found = {
        file.relative_to(PAGE).as_posix(): file.read_bytes()
        for file in sorted(PAGE.rglob("*"))
        if file.is_file()
    }
    pyodide = runtime.folder()
    found |= {f"pyodide/{name}": (pyodide / name).read_bytes() for name in runtime.FILES}
    found[PYTHON] = _python()
    _fill_in(found, "index.html", policy=POLICY, version=__version__)
    colours = {"light": svg.variables(svg.LIGHT), "dark": svg.variables(svg.DARK)}
    _fill_in(found, "style.css", **colours)
    found[LIST] = listing(found)
    return found


def listing(found: Mapping[str, bytes]) -> bytes:
    """What the service worker keeps: each file with its hash, by which a newer one is told."""
    kept = {name: data for name, data in found.items() if name not in ("sw.js", LIST)}
    listed = {
        "policy": POLICY,
        "files": {name: hashlib.sha256(data).hexdigest()[:16] for name, data in kept.items()},
        "sizes": {name: len(data) for name, data in kept.items()},
    }
    return f"self.SITE = {json.dumps(listed, indent=1, sort_keys=True)};\n".encode()


def write(folder: Path) -> None:
    """Write the site into a folder, over what is there. Raises UserError, OSError."""
    from trackpacer.files import write_whole

    for name, data in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)


def _fill_in(found: dict[str, bytes], name: str, **values: str) -> None:
    """Put values where a file has `{{name}}`."""
    text = found[name].decode()
    for key, value in values.items():
        assert f"{{{{{key}}}}}" in text, (name, key)
        text = text.replace(f"{{{{{key}}}}}", value)
    found[name] = text.encode()


def _python() -> bytes:
    """The page's Python as one archive: the same bytes from the same sources."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, file in sorted(_modules()):
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), file.read_bytes(), compresslevel=9)
    return out.getvalue()


def _modules() -> Iterator[tuple[str, Path]]:
    for file in _PACKAGE.rglob("*.py"):
        parts = file.relative_to(_PACKAGE).parts
        inside = parts[:2] in (("web", "inside"), ("web", "__init__.py"))
        if parts[0] in _LEFT_OUT and not inside:
            continue
        yield "/".join(("trackpacer", *parts)), file
    for file in (firmware_dir() / "pacer").glob("*.py"):
        yield f"trackpacer/_data/firmware/pacer/{file.name}", file
    for name, patterns in _OTHERS.items():
        spec = importlib.util.find_spec(name)
        assert spec is not None and spec.origin is not None
        folder = Path(spec.origin).parent
        for pattern in patterns:
            for file in folder.glob(pattern):
                yield f"{name}/{file.name}", file


if __name__ == "__main__":
    import sys

    write(Path(sys.argv[1]))
