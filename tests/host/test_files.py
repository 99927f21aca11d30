# SPDX-License-Identifier: MIT
"""Writing a file whole: what it replaces, and what it must never replace."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from tests.support import PATIENCE_S
from trackpacer.cli import main
from trackpacer.errors import UserError
from trackpacer.files import write_whole


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.fit"
    path.write_bytes(b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_and_its_file_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(target)
    for data in (b"first", b"second"):
        write_whole(link, data)
        assert link.is_symlink()
        assert target.read_bytes() == data


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_whole(pipe, b"whole")
    reader.join(PATIENCE_S)
    assert read == [b"whole"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["", "."])
def test_no_file_is_no_file(name: str) -> None:
    with pytest.raises(UserError, match="is no file"):
        write_whole(Path(name), b"")


def test_a_folder_or_a_folder_that_is_not_there_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (tmp_path, tmp_path / "none" / "a.tpp"):
        assert main(["compile", "6 x 400 @ 84 R60", "-o", str(path)]) == 1
        assert str(path) in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
