# SPDX-License-Identifier: MIT
"""A watch that answers anything: a fetch ends, says what it did not take, and never acts on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.adversary.files import CAPABILITY, logs, texts
from tests.adversary.words import ACTING, notes
from tests.examples import examples
from tests.host.laps.programs import intervals
from trackpacer.cli import main
from trackpacer.device.protocol import (
    Capability,
    DeviceError,
    Entry,
    NoFileError,
    Progress,
    RefusedError,
)
from trackpacer.errors import UserError
from trackpacer.laps.fetch import fetch
from trackpacer.laps.store import Store

NAMES = (
    st.sampled_from(["00001.log", "00002.log", "00003.got"])
    | st.sampled_from(["1.tpp", "errors.txt", "../x.log",
                     "/etc/passwd", "..", "", ".log", "00004.log\n", "0" * 300 + ".log"])
    | notes()
)  # fmt: skip
ENTRIES = st.lists(
    st.builds(Entry, NAMES, st.integers(-(2**40), 2**40) | st.integers(0, 300), st.booleans()),
    max_size=6,
)


class Hostile:
    """Answers as it was told to; the same question may be answered differently."""

    def __init__(self, draw: Any) -> None:
        self._draw = draw

    def _may_fail(self) -> None:
        what = self._draw(st.sampled_from([*[""] * 12, "refused", "none", "broken"]))
        said = self._draw(notes()) if what else ""
        if what == "refused":
            raise RefusedError(said)
        if what == "none":
            raise NoFileError(said)
        if what == "broken":
            raise DeviceError(said)

    def capability(self) -> Capability:
        return Capability.from_json(self._draw(texts(CAPABILITY)))

    def list(self, path: str) -> list[Entry]:
        self._may_fail()
        return self._draw(ENTRIES)  # type: ignore[no-any-return]

    def read(self, path: str, progress: Progress | None = None) -> bytes:
        self._may_fail()
        anything = logs() | st.binary(max_size=40) | st.sampled_from([b"", intervals(2)])
        data: bytes = self._draw(anything)
        if progress:
            progress(len(data), len(data))
        return data

    def write(self, path: str, data: bytes, progress: Progress | None = None) -> None:
        self._may_fail()

    def delete(self, path: str) -> None:
        self._may_fail()

    def move(self, old: str, new: str) -> None:
        self._may_fail()

    def set_clock(self, unix_s: int, utc_offset_s: int) -> None:
        self._may_fail()

    def __getattr__(self, name: str) -> Any:
        raise DeviceError(f"it cannot {name}")


@examples(40, 1200)
@given(st.data())
def test_a_fetch_from_any_watch_ends_in_order(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    data: st.DataObject,
) -> None:
    folder = tmp_path_factory.mktemp("fetched")
    monkeypatch.setenv("PACER_DATA", str(folder / "data"))
    store = Store()
    delete, everything = data.draw(st.booleans()), data.draw(st.booleans())
    try:
        done = fetch(
            Hostile(data.draw),
            store,
            delete=delete,
            everything=everything,
            now=lambda: 1_790_000_000.0,
        )
        assert all(isinstance(said, str) for said in (*done.problems, *done.odd))
    except UserError as error:
        assert isinstance(str(error), str)
    written = [path for path in folder.rglob("*") if path.is_file()]
    assert all(path.is_relative_to(folder / "data") for path in written)
    assert not Path(folder / "x.log").exists()
    for words in (["logs"], ["logs", "--json"]):
        main(words)
        out, err = capsys.readouterr()
        assert "internal error" not in err and not ACTING.search(out + err)


@examples(40, 1200)
@given(texts(CAPABILITY))
def test_what_a_watch_says_of_itself_is_within_bounds_or_nothing(data: bytes) -> None:
    try:
        told = Capability.from_json(data)
    except DeviceError:
        return
    assert not ACTING.search(told.name + told.board + told.firmware)
    assert 0 <= told.uptime_ms <= 2**40 and 0 <= told.free_bytes <= 2**40
