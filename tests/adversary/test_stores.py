# SPDX-License-Identifier: MIT
"""Anything at all in the user's folder: every command says what is wrong with it, or shows it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.adversary.files import BESIDE, HAND, logs, texts
from tests.adversary.words import ACTING
from tests.examples import examples
from tests.host.laps.programs import intervals
from tests.host.laps.sessions import Watch, human
from trackpacer.cli import main
from trackpacer.firmware import program
from trackpacer.laps.store import Store

SOUND = intervals(3)
COMMANDS = (
    ["logs"], ["logs", "--json"], ["report", "--squad"], ["progress", "3 x 400"],
    ["report", "last"], ["report", "last", "--json"], ["report", "1", "2"],
    ["next", "last"], ["edit", "last", "--note", "x"],
    *(["export", "last", "--out", f"out.{kind}"] for kind in ("fit", "tcx", "csv", "json")),
)  # fmt: skip


def sound_log(scratch: Path) -> bytes:
    watch = Watch(scratch)
    watch.begin("3 x 400", "Zoë", program.verify(SOUND).identity)
    watch.reps(human(3))
    watch.end(3)
    data = watch.bytes()
    shutil.rmtree(scratch)
    return data


def every_command_bears(capsys: pytest.CaptureFixture[str]) -> None:
    for words in COMMANDS:
        status = main(words)
        out, err = capsys.readouterr()
        assert "internal error" not in err, (words, crash())
        assert status in (0, 1), words
        assert not ACTING.search(out + err), words


def crash() -> str:
    """What the file of the fault says."""
    files = sorted(Path("data/crashes").glob("*"))
    return files[-1].read_text("utf-8")[-3000:] if files else ""


def folder_of(monkeypatch: pytest.MonkeyPatch, made: Path) -> Store:
    monkeypatch.chdir(made)
    monkeypatch.setenv("PACER_DATA", str(made / "data"))
    monkeypatch.setenv("PACER_CONFIG_DIR", str(made / "config"))
    store = Store()
    store.logs.mkdir(parents=True)
    store.keep_program(SOUND)
    return store


Made = pytest.TempPathFactory
Patch = pytest.MonkeyPatch
Said = pytest.CaptureFixture[str]


@examples(20, 3000)
@given(texts(BESIDE))
def test_anything_beside_a_log(
    tmp_path_factory: Made, monkeypatch: Patch, capsys: Said, text: bytes
) -> None:
    store = folder_of(monkeypatch, tmp_path_factory.mktemp("store"))
    (store.logs / "2026-09-21-1000-a.log").write_bytes(sound_log(Path("scratch")))
    (store.logs / "2026-09-21-1000-a.json").write_bytes(text)
    every_command_bears(capsys)


@examples(15, 3000)
@given(texts(HAND))
def test_any_session_by_hand(
    tmp_path_factory: Made, monkeypatch: Patch, capsys: Said, text: bytes
) -> None:
    store = folder_of(monkeypatch, tmp_path_factory.mktemp("store"))
    (store.logs / "2026-09-21-1000-a.hand").write_bytes(text)
    every_command_bears(capsys)


@examples(20, 4000)
@given(logs(), st.binary(max_size=60) | st.just(SOUND))
def test_any_log(
    tmp_path_factory: Made, monkeypatch: Patch, capsys: Said, log: bytes, code: bytes
) -> None:
    store = folder_of(monkeypatch, tmp_path_factory.mktemp("store"))
    (store.logs / "2026-09-21-1000-a.log").write_bytes(log)
    identity = int.from_bytes(log[6:10], "little")
    (store.programs / f"{identity:08X}.tpp").write_bytes(code)
    every_command_bears(capsys)
