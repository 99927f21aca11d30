# SPDX-License-Identifier: MIT
"""`pacer dump`: every byte of a program, and the one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.host.cli.typed import Pacer
from tests.support import REPO

LINE = "10 x (400 @ 10k pace /R25sec + 200 @ 5k pace /R1:20)"
RACE = ["--race", "10k=35:00"]


def test_dump_lists_every_byte(pacer: Pacer, tmp_path: Path) -> None:
    file = tmp_path / "one.tpp"
    pacer("compile", LINE, *RACE, "-o", str(file))
    lines = pacer("dump", str(file)).splitlines()
    data = file.read_bytes()
    listed = b"".join(bytes.fromhex(line[6:31].strip()) for line in lines[:-1])
    assert listed == data
    assert [int(line[:4]) for line in lines[:3]] == [0, 2, 3]
    assert any("repeat 10 times" in line for line in lines)
    assert any("run 200 m" in line and "40.48" in line for line in lines)


def test_the_example_of_the_format_is_what_dump_lists(pacer: Pacer, tmp_path: Path) -> None:
    page = (REPO / "firmware" / "FORMAT.md").read_text(encoding="utf-8")
    example = page[page.index("### An example") : page.index("## The lap log")]
    file = tmp_path / "example.tpp"
    pacer("compile", example.split("`")[1], "-o", str(file))
    listed = [line[4:] for line in example.splitlines() if line.startswith("    ")]
    assert pacer("dump", str(file)).splitlines() == listed


@pytest.mark.parametrize("size", [0, 2, 12, 19])
def test_a_damaged_program_is_refused_by_its_byte(pacer: Pacer, tmp_path: Path, size: int) -> None:
    file = tmp_path / "one.tpp"
    pacer("compile", "25 x 400 @ 84 /R35-45s", "-o", str(file))
    file.write_bytes(file.read_bytes()[:size])
    assert "byte " in pacer.refused("dump", str(file))
    if size > 2:
        assert "byte " in pacer.refused("show", str(file))
