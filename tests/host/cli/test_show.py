# SPDX-License-Identifier: MIT
"""`pacer show`, as a coach and other programs meet it."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from tests.host.cli.typed import Pacer
from tests.support import PATIENCE_S
from trackpacer.firmware import program
from trackpacer.notation import exact

LINE = "10 x (400 @ 10k pace /R25sec + 200 @ 5k pace /R1:20)"
RACE = ["--race", "10k=35:00"]
REFUSED = "10 x 400 @ 10k pace -15sec /R-equal"


def test_the_table_says_what_is_run_and_what_was_assumed(
    pacer: Pacer,
) -> None:
    text = pacer("show", LINE, *RACE)
    lines = text.splitlines()
    assert lines[0] == LINE
    rows = [line.split() for line in lines if "every 100 m" in line]
    assert rows[0][:6] == ["1", "1-10", "400", "m", "1:24", "every"] and rows[0][-2:] == ["25", "s"]
    assert rows[1][:4] == ["200", "m", "40.49", "s"] and rows[1][-1] == "1:20"
    assert "20 runs, 6 km, 20:44.86 at target; recovery 16:10" in text
    assert "5k pace" in text[text.index("Assumed") :]


def test_passes_that_differ_have_rows_of_their_own(pacer: Pacer) -> None:
    text = f"{exact.MARK}\n3 x (400 m @ from 1:30 to 1:28; R 1:00 between); R full; 400 m @ 1:20"
    rows = [row for row in pacer("show", text).splitlines() if "400 m" in row and "@" not in row]
    for row, target in zip(rows, ("1:30", "1:29", "1:28", "1:20"), strict=True):
        assert target in row.split()
    assert "open" in rows[2] and "1:00" in rows[1] and "open" not in rows[1]


def test_easy_kilometres_are_no_set(pacer: Pacer) -> None:
    line = "2k easy, 5 x 1k @ 3:30 R90, 2k easy, 4 x 200 @ 35 R60"
    rows = [row.split()[:3] for row in pacer("show", line).splitlines() if " m " in row]
    assert [row for row in rows if row[1] != "after"] == [
        ["2000", "m", "easy"],
        ["1", "1-5", "1000"],
        ["2000", "m", "easy"],
        ["2", "1-4", "200"],
    ]


def test_json_is_one_object_with_the_source_as_given(pacer: Pacer) -> None:
    value = json.loads(pacer("show", LINE, *RACE, "--json"))
    assert value["source"] == LINE
    assert value["totals"]["run_m"] == 6000
    assert len(value["steps"]) == 39
    assert value["program"]["bytes"] > 0
    start, end = value["steps"][1]["span"]
    assert "R25sec" in LINE[start:end]
    assert value["assumptions"] and value["warnings"] == []


def test_explain_quotes_the_characters(pacer: Pacer) -> None:
    text = pacer("show", LINE, *RACE, "--explain")
    assert "“5k pace”" in text or "“@ 5k pace”" in text
    assert "derived" in text and "written" in text
    assert "10k 35:00" in text


def test_canonical_text_shows_and_compiles_to_the_same(pacer: Pacer, tmp_path: Path) -> None:
    text = pacer("show", LINE, *RACE, "--canonical")
    assert text.startswith(exact.MARK)
    one, two = tmp_path / "one.tpp", tmp_path / "two.tpp"
    pacer("compile", LINE, *RACE, "-o", str(one))
    file = tmp_path / "session.txt"
    file.write_text(text, encoding="utf-8")
    pacer("compile", str(file), "-o", str(two))
    assert one.read_bytes() == two.read_bytes()
    assert pacer("show", str(one), "--canonical") == text


def test_a_compiled_program_is_shown_like_its_session(pacer: Pacer, tmp_path: Path) -> None:
    file = tmp_path / "one.tpp"
    said = pacer("compile", LINE, *RACE, "-o", str(file))
    data = file.read_bytes()
    assert f"{len(data)} bytes" in said
    assert "5k pace" in said[said.index("Assumed") :]  # nothing assumed is silent
    assert f"{program.verify(data).identity:08X}" in said
    shown = json.loads(pacer("show", str(file), "--json"))
    wanted = json.loads(pacer("show", LINE, *RACE, "--json"))
    for step in (*shown["steps"], *wanted["steps"]):
        del step["span"]
    assert shown["steps"] == wanted["steps"]
    assert shown["totals"] == wanted["totals"]


def test_a_file_of_the_programs_kind_is_never_read_as_text(pacer: Pacer, tmp_path: Path) -> None:
    torn, whole = tmp_path / "torn.tpp", tmp_path / "whole.tpp"
    torn.write_text("6 x 400 @ 84 R60")
    assert "is not a compiled program" in pacer.refused("show", str(torn))
    pacer("compile", LINE, *RACE, "-o", str(whole))
    assert "worked out for one runner" in pacer.refused(
        "price", str(whole), *RACE, "--goal", "10k=34:00"
    )


def test_a_lap_log_is_no_program_and_a_text_may_begin_as_one(pacer: Pacer, tmp_path: Path) -> None:
    log = tmp_path / "00001.log"
    log.write_bytes(b"TPL\x01" + bytes(41))
    for command in ("show", "dump"):
        assert f"{log} is a lap log, not a program" in pacer.refused(command, str(log))
    text = tmp_path / "tuesday.txt"
    text.write_text("TP: 6 x 400 @ 84 /R60\n")
    assert "program format" not in pacer.ended("show", str(text))[2]


def test_an_empty_session_is_asked_for_and_not_taken_for_a_folder(
    pacer: Pacer,
) -> None:
    err = pacer.refused("show", "")
    assert "line 1, column 1" in err and "folder" not in err


def test_too_much_for_a_watch_points_into_the_text(pacer: Pacer) -> None:
    said = pacer.refused("show", "300 x 400 @ 84 R60")
    assert "300" in said


@pytest.mark.parametrize("text", ["2 x (" * 3000, "2 x " * 3000 + "400", "2 x " * 100 + "400 @ 80"])
def test_repeats_without_end_are_refused(pacer: Pacer, text: str) -> None:
    said = pacer.refused("show", text)
    assert any(words in said for words in ("without end", "over a million", "too long"))


def test_a_quoted_line_is_short_and_shows_no_control_character(
    pacer: Pacer, tmp_path: Path
) -> None:
    file = tmp_path / "one.txt"
    file.write_text("6 x 400 @ 84 R60 + " * 50 + "4zz\x1b[31m\0 @ 84" + " + 400 @ 84" * 60)
    said = pacer.refused("show", str(file))
    assert "column 951" in said
    _, quoted, caret, *_ = said.splitlines()
    assert len(quoted) < 120
    assert quoted[caret.index("^") :].startswith("4zz")
    assert "\x1b" not in said and "\0" not in said


def test_a_pipe_holds_a_session_and_something_endless_is_refused(
    pacer: Pacer, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("6 x 400 @ 84 R60"), daemon=True)
    writer.start()
    assert "6 runs" in pacer("show", str(pipe))
    writer.join(PATIENCE_S)
    assert "too long for a session" in pacer.refused("show", "/dev/zero")
    assert "too long for a session" in pacer.refused("show", "6 x 400 @ 84 R60 + " * 10_000)


@pytest.mark.parametrize("command", ["show", "price"])
def test_a_session_without_quotes_is_one(command: str, pacer: Pacer) -> None:
    text = "10 x 400 @ 10k pace R60"
    words = ["--race", "10k=35:00"]
    quoted = pacer(command, text, *words)
    assert pacer(command, *text.split(), *words) == quoted
    assert pacer(command, *words, *text.split()) == quoted
    assert "put the session in quotes" in pacer.refused(command, *text.split(), "-5s", *words)
