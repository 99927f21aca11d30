# SPDX-License-Identifier: MIT
"""Words from a watch or a file reach no terminal, page or export as they are."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import fitdecode
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.adversary.words import ACTING, PARTS, SURROGATES, names, notes
from tests.host.laps.programs import intervals
from tests.host.laps.sessions import Watch, human
from trackpacer.cli import main
from trackpacer.errors import UserError
from trackpacer.firmware import program
from trackpacer.laps.store import Store
from trackpacer.paces import roster
from trackpacer.paces.athletes import Athlete, Squad, check_group, check_name, check_watch
from trackpacer.shown import line, shown

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@given(notes())
def test_what_is_shown_acts_no_more_and_passes_twice(text: str) -> None:
    once = shown(text)
    assert not ACTING.search(once) and not set("\n\t") & set(once)
    assert shown(once) == once
    assert shown(text, lines=True).count("\n") == text.count("\n")
    assert len(line(text).splitlines()) <= 1
    if not ACTING.search(text) and not set("\n\t") & set(text):
        assert once == text


@given(st.recursive(notes(), lambda inner: st.lists(inner) | st.dictionaries(notes(), inner)))
def test_json_means_the_same_when_it_was_shown(value: object) -> None:
    text = shown(json.dumps(value, ensure_ascii=False, indent=1), lines=True)
    assert not ACTING.search(text)
    assert json.loads(text) == json.loads(json.dumps(value))


def stored(folder: Path, title: str, athlete: str, watch: str, note: str, run_note: str) -> Store:
    """A log with these words in it and beside it."""
    store = Store()
    code = intervals(3)
    store.keep_program(code)
    worn = Watch(folder)
    worn.begin(title, athlete, program.verify(code).identity, watch=watch)
    worn.reps(human(3))
    worn.end(3)
    kept = store.keep_log(worn.bytes(), {"watch": watch}, None)
    edits = {"note": note, "athlete": note[:20], "runs": {"2": {"note": run_note}}}
    kept.keep_about({"dated": note, "edits": edits})
    return store


def no_acting(text: str) -> None:
    found = ACTING.search(text)
    assert found is None, repr(text[max(0, found.start() - 30) : found.end() + 30])


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example("".join(PARTS[:6]), "\x9b2J", "\x1b[", "".join(PARTS[:9]) + SURROGATES[0], "=\u202e")
@example("=1+1", "@x", "-1", "+1", "=x")
@example("[red]", "[/red]", "$\\frac$", "<script>", "</svg>")
@given(names(), names(), names(), notes(), notes())
def test_no_command_lets_words_of_a_log_act(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    title: str,
    athlete: str,
    watch: str,
    note: str,
    run_note: str,
) -> None:
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("PACER_DATA", str(folder / "data"))
    monkeypatch.chdir(folder)
    stored(folder / "watch", title, athlete, watch, note, run_note)
    for colour in (False, True):
        if colour:
            monkeypatch.setenv("FORCE_COLOR", "1")
            monkeypatch.setenv("COLUMNS", "70")
        for words in (
            ("logs",),
            ("report",),
            ("report", "1", "1"),
            ("report", "--squad"),
            ("report", "--json"),
            ("logs", "--json"),
            ("logs", title or "x"),
            ("progress", "3 x 400"),
            ("progress", title or "x", "--athlete", athlete),
            ("report", title or "x"),
        ):
            main(list(words))
            printed = "".join(capsys.readouterr())
            assert "internal error" not in printed
            no_acting(COLOURS.sub("", printed) if colour else printed)
            assert "\t" not in printed
    monkeypatch.delenv("FORCE_COLOR")
    for kind in ("fit", "tcx", "csv", "json"):
        assert main(["export", "last", "--out", f"out.{kind}"]) == 0
    assert main(["report", "--html", "out.html"]) == 0
    capsys.readouterr()
    page = Path("out.html").read_text("utf-8")
    no_acting(page)
    assert "<script" not in page and "</svg>" in page
    no_acting(Path("out.json").read_text("utf-8"))
    _csv_is_words(Path("out.csv").read_bytes().decode("utf-8-sig"))
    for element in ElementTree.parse("out.tcx").iter():
        no_acting(element.text or "")
    with fitdecode.FitReader("out.fit") as reader:
        for frame in reader:
            for field in getattr(frame, "fields", ()):
                no_acting(str(field.value) if isinstance(field.value, str) else "")


def _csv_is_words(text: str) -> None:
    no_acting(text.replace("\r\n", "\n"))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == 3
    for row in rows:
        for name, cell in row.items():
            number = re.fullmatch(r"-?\d+(\.\d+)?", cell) and name.endswith("_s")
            assert number or cell.strip()[:1] not in tuple("=+-@＝＋－＠"), (name, cell)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    notes(),
    st.sampled_from(["show", "logs", "report", "send", "advise", "card", "plan", "paces", ""]),
)
def test_nothing_that_is_typed_acts_when_it_is_told_back(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: str,
    command: str,
) -> None:
    monkeypatch.setenv("PACER_DATA", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for typed in (words, f"title: {words}\n4 x 400 @ 84", f"4 x 400 @ 84 {words}"):
        main([part for part in (command, typed) if part])
        printed = "".join(capsys.readouterr())
        assert "internal error" not in printed
        no_acting(printed)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@example("=HYPERLINK(1)", "@red", "+A")
@example("''=1", "'@red", "'=1")
@given(notes(), notes(), notes())
def test_a_roster_is_words_in_a_spreadsheet_and_comes_back(
    name: str, watch: str, group: str
) -> None:
    try:
        athlete = Athlete(
            check_name(f"{name}1"), (), (), check_watch(f"{watch}2"), check_group(f"{group}3"[:12])
        )
    except UserError:
        return
    text = roster.to_csv(Squad((athlete,)))
    no_acting(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    (_, row) = csv.reader(io.StringIO(text, newline=""))
    assert all(cell.strip()[:1] not in tuple("=+-@＝＋－＠") or not cell for cell in row)
    assert roster.read(text.encode(), "a file").athletes == (athlete,)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@example("\u202ea")
@given(names())
def test_a_session_s_title_goes_into_other_files_as_it_may_be_shown(
    tmp_path: Path, title: str
) -> None:
    session = f"title: {title}\n4 x 400 @ 84 R60"
    for words in (
        ["workout", session, "-o", str(tmp_path / "out.fit")],
        ["card", session, "-o", str(tmp_path / "out.html")],
    ):
        if main(words) != 0:
            continue
        data = Path(words[-1]).read_bytes()
        if words[0] == "workout":
            with fitdecode.FitReader(io.BytesIO(data)) as reader:
                for frame in reader:
                    for field in getattr(frame, "fields", ()):
                        no_acting(field.value if isinstance(field.value, str) else "")
        else:
            no_acting(data.decode("utf-8"))
