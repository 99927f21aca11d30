# SPDX-License-Identifier: MIT
"""`pacer show`, `compile` and `dump`, as a coach and other programs meet them."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from tests.support import REPO
from trackpacer.cli import main
from trackpacer.firmware import program
from trackpacer.notation import exact

LINE = "10 x (400 @ 10k pace /R25sec + 200 @ 5k pace /R1:20)"
RACE = ["--race", "10k=35:00"]
REFUSED = "10 x 400 @ 10k pace -15sec /R-equal"


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop without athletes of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")


def out(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 0
    done = capsys.readouterr()
    assert done.err == ""
    return done.out


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 1
    done = capsys.readouterr()
    assert done.out == ""
    assert "internal error" not in done.err and "Traceback" not in done.err
    return done.err


def test_the_table_says_what_is_run_and_what_was_assumed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = out(capsys, "show", LINE, *RACE)
    lines = text.splitlines()
    assert lines[0] == LINE
    rows = [line.split() for line in lines if "every 100 m" in line]
    assert rows[0][:6] == ["1", "1-10", "400", "m", "1:24", "every"] and rows[0][-2:] == ["25", "s"]
    assert rows[1][:4] == ["200", "m", "40.49", "s"] and rows[1][-1] == "1:20"
    assert "20 runs, 6 km, 20:44.86 at target; recovery 16:10" in text
    assert "5k pace" in text[text.index("Assumed") :]


def test_passes_that_differ_have_rows_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    text = f"{exact.MARK}\n3 x (400 m @ from 1:30 to 1:28; R 1:00 between); R full; 400 m @ 1:20"
    rows = [
        row for row in out(capsys, "show", text).splitlines() if "400 m" in row and "@" not in row
    ]
    for row, target in zip(rows, ("1:30", "1:29", "1:28", "1:20"), strict=True):
        assert target in row.split()
    assert "open" in rows[2] and "1:00" in rows[1] and "open" not in rows[1]


def test_json_is_one_object_with_the_source_as_given(capsys: pytest.CaptureFixture[str]) -> None:
    value = json.loads(out(capsys, "show", LINE, *RACE, "--json"))
    assert value["source"] == LINE
    assert value["totals"]["run_m"] == 6000
    assert len(value["steps"]) == 39
    assert value["program"]["bytes"] > 0
    start, end = value["steps"][1]["span"]
    assert "R25sec" in LINE[start:end]
    assert value["assumptions"] and value["warnings"] == []


def test_explain_quotes_the_characters(capsys: pytest.CaptureFixture[str]) -> None:
    text = out(capsys, "show", LINE, *RACE, "--explain")
    assert "“5k pace”" in text or "“@ 5k pace”" in text
    assert "derived" in text and "written" in text
    assert "10k 35:00" in text


def test_canonical_text_shows_and_compiles_to_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = out(capsys, "show", LINE, *RACE, "--canonical")
    assert text.startswith(exact.MARK)
    one, two = tmp_path / "one.tpp", tmp_path / "two.tpp"
    out(capsys, "compile", LINE, *RACE, "-o", str(one))
    file = tmp_path / "session.txt"
    file.write_text(text, encoding="utf-8")
    out(capsys, "compile", str(file), "-o", str(two))
    assert one.read_bytes() == two.read_bytes()
    assert out(capsys, "show", str(one), "--canonical") == text


def test_a_compiled_program_is_shown_like_its_session(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "one.tpp"
    said = out(capsys, "compile", LINE, *RACE, "-o", str(file))
    data = file.read_bytes()
    assert f"{len(data)} bytes" in said
    assert "5k pace" in said[said.index("Assumed") :]  # nothing assumed is silent
    assert f"{program.verify(data).identity:08X}" in said
    shown = json.loads(out(capsys, "show", str(file), "--json"))
    wanted = json.loads(out(capsys, "show", LINE, *RACE, "--json"))
    for step in (*shown["steps"], *wanted["steps"]):
        del step["span"]
    assert shown["steps"] == wanted["steps"]
    assert shown["totals"] == wanted["totals"]


def test_a_file_of_the_programs_kind_is_never_read_as_text(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    torn, whole = tmp_path / "torn.tpp", tmp_path / "whole.tpp"
    torn.write_text("6 x 400 @ 84 R60")
    assert "is not a compiled program" in refusal(capsys, "show", str(torn))
    out(capsys, "compile", LINE, *RACE, "-o", str(whole))
    assert "worked out for one runner" in refusal(
        capsys, "price", str(whole), *RACE, "--goal", "10k=34:00"
    )


def test_dump_lists_every_byte(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "one.tpp"
    out(capsys, "compile", LINE, *RACE, "-o", str(file))
    lines = out(capsys, "dump", str(file)).splitlines()
    data = file.read_bytes()
    listed = b"".join(bytes.fromhex(line[6:31].strip()) for line in lines[:-1])
    assert listed == data
    assert [int(line[:4]) for line in lines[:3]] == [0, 2, 3]
    assert any("repeat 10 times" in line for line in lines)
    assert any("run 200 m" in line and "40.48" in line for line in lines)


def test_the_example_of_the_format_is_what_dump_lists(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = (REPO / "firmware" / "FORMAT.md").read_text(encoding="utf-8")
    example = page[page.index("### An example") : page.index("## The lap log")]
    file = tmp_path / "example.tpp"
    out(capsys, "compile", example.split("`")[1], "-o", str(file))
    listed = [line[4:] for line in example.splitlines() if line.startswith("    ")]
    assert out(capsys, "dump", str(file)).splitlines() == listed


def test_what_is_doubtful_is_compiled_only_when_accepted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "one.tpp"
    said = refusal(capsys, "compile", REFUSED, *RACE, "-o", str(file))
    assert "--accept" in said and "69" in said
    assert list(tmp_path.iterdir()) == []
    assert "compile and send want --accept" in out(capsys, "show", REFUSED, *RACE).replace(
        "\n", " "
    )
    out(capsys, "compile", REFUSED, *RACE, "--accept", "-o", str(file))
    assert program.verify(file.read_bytes()).runs == 10


@pytest.mark.parametrize("size", [0, 2, 12, 19])
def test_a_damaged_program_is_refused_by_its_byte(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, size: int
) -> None:
    file = tmp_path / "one.tpp"
    out(capsys, "compile", "25 x 400 @ 84 /R35-45s", "-o", str(file))
    file.write_bytes(file.read_bytes()[:size])
    assert "byte " in refusal(capsys, "dump", str(file))
    if size > 2:
        assert "byte " in refusal(capsys, "show", str(file))


def test_a_lap_log_is_no_program_and_a_text_may_begin_as_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    log = tmp_path / "00001.log"
    log.write_bytes(b"TPL\x01" + bytes(41))
    for command in ("show", "dump"):
        assert main([command, str(log)]) == 1
        assert f"{log} is a lap log, not a program" in capsys.readouterr().err
    text = tmp_path / "tuesday.txt"
    text.write_text("TP: 6 x 400 @ 84 /R60\n")
    main(["show", str(text)])
    assert "program format" not in capsys.readouterr().err


def test_an_empty_session_is_asked_for_and_not_taken_for_a_folder(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["show", ""]) == 1
    err = capsys.readouterr().err
    assert "line 1, column 1" in err and "folder" not in err


def test_a_folder_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "no" / "one.tpp"
    assert str(file) in refusal(capsys, "compile", "4 x 400 @ 84 R60", "-o", str(file))
    assert str(tmp_path / "x.tpp") in refusal(capsys, "dump", str(tmp_path / "x.tpp"))


def test_too_much_for_a_watch_points_into_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    said = refusal(capsys, "show", "300 x 400 @ 84 R60")
    assert "300" in said


@pytest.mark.parametrize("text", ["2 x (" * 3000, "2 x " * 3000 + "400", "2 x " * 100 + "400 @ 80"])
def test_repeats_without_end_are_refused(capsys: pytest.CaptureFixture[str], text: str) -> None:
    said = refusal(capsys, "show", text)
    assert any(words in said for words in ("without end", "over a million", "too long"))


def test_a_quoted_line_is_short_and_shows_no_control_character(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "one.txt"
    file.write_text("6 x 400 @ 84 R60 + " * 100 + "4oo\x1b[31m\0 @ 84" + " + 400 @ 84" * 100)
    said = refusal(capsys, "show", str(file))
    assert "column 1901" in said
    _, quoted, caret, *_ = said.splitlines()
    assert len(quoted) < 120
    assert quoted[caret.index("^") :].startswith("4oo")
    assert "\x1b" not in said and "\0" not in said


def test_a_pipe_holds_a_session_and_something_endless_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("6 x 400 @ 84 R60"), daemon=True)
    writer.start()
    assert "6 runs" in out(capsys, "show", str(pipe))
    writer.join(10)
    assert "too long for a session" in refusal(capsys, "show", "/dev/zero")
    assert "too long for a session" in refusal(capsys, "show", "6 x 400 @ 84 R60 + " * 10_000)
