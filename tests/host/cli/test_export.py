# SPDX-License-Identifier: MIT
"""`pacer export`: a file of each format.

Not here: what other programs read of them (tests/host/laps/test_exports).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.host.cli.typed import Pacer
from trackpacer.laps.exports import FORMATS
from trackpacer.laps.store import Store


@pytest.mark.parametrize("kind", FORMATS)
def test_export_writes_each_format(store: Store, pacer: Pacer, kind: str) -> None:
    out = pacer("export", "1", "--format", kind)
    path = Path(out.removeprefix("wrote ").strip())
    begins = {"fit": b"\x0e\x20", "tcx": b"<?xml", "csv": b"\xef\xbb\xbfdate,", "json": b"{"}
    assert path.name == f"2026-10-19-1613-6x400-zoe.{kind}"
    assert path.read_bytes().startswith(begins[kind])
    pacer("export", "1", "-o", f"again.{kind}")
    assert Path(f"again.{kind}").read_bytes() == path.read_bytes()


def test_export_to_a_format_it_does_not_know_is_refused(store: Store, pacer: Pacer) -> None:
    assert "which format?" in pacer.refused("export", "1", "-o", "laps.xls")
    assert not Path("laps.xls").exists()
