# SPDX-License-Identifier: MIT
"""Programs read back: into trees, into exact notation, and from there to the same bytes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.host.notation.cases import CORPUS, cases
from tests.host.sessions import ARTICLE, sessions
from tests.host.test_compiler import fitting
from tests.support import REPO
from trackpacer.compiler import compile_session
from trackpacer.errors import NotationError
from trackpacer.notation import Context, decompile, exact, read
from trackpacer.session import Group, Node, Repeat, Session


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(sessions())
def test_a_program_written_out_and_read_is_the_same_program(session: Session) -> None:
    program = fitting(session).program
    text = decompile.canonical(program)
    assert compile_session(decompile.tree_of(program)).program == program
    again = compile_session(exact.read(text))
    assert again.program == program
    # One form: writing it once more changes nothing.
    assert decompile.canonical(again.program) == text


@pytest.mark.parametrize("number", ARTICLE)
def test_the_articles_sessions_are_written_as_they_were(number: str) -> None:
    text = f"{exact.MARK}\ntitle: Nr {number}\n" + ARTICLE[number].replace("; ", "\n", 0)
    session = exact.read(text)
    written = decompile.canonical(compile_session(session).program)
    assert written.replace("\n", "; ") == text.replace("\n", "; ")


def test_every_step_knows_its_characters() -> None:
    text = f"{exact.MARK}\nathlete: Anna\n2 x (400 m @ 1:24; R 0:25)\nset (200 m; R none; 300 m)"

    def words(body: tuple[Node, ...]) -> list[str]:
        out = []
        for node in body:
            out.append(text[slice(*node.span)])
            if isinstance(node, Repeat | Group):
                out += words(node.body)
        return out

    assert words(exact.read(text).body) == [
        "2 x (400 m @ 1:24; R 0:25)", "400 m @ 1:24", "R 0:25",
        "set (200 m; R none; 300 m)", "200 m", "R none", "300 m",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "column", "words"),
    [
        ("400 m @", 8, "a time"),
        ("400", 4, "“m”"),
        ("400 m 1:24", 7, "new line"),
        ("2 x 400 m", 5, "“(”"),
        ("2 x (400 m", 11, "“)”"),
        ("R", 2, "a time, full"),
        ("R 1:20 betwixt", 8, "new line"),
        ("400 m effort huge", 14, "an effort"),
        ("set (2 x (400 m))", 1, "no repeat"),
        ("400 m @ 1:24 § 3", 14, "exact notation"),
        ("", 1, "a run"),
        ("1234567890123 m", 1, "a run"),
        ("2 x (" * 3000, 106, "brackets"),
    ],
)
def test_what_is_not_exact_is_refused_at_its_place(body: str, column: int, words: str) -> None:
    with pytest.raises(NotationError) as caught:
        exact.read(f"{exact.MARK}\n{body}")
    assert words in str(caught.value)
    # The empty body ends on the first line's end; everything else is on the second line.
    if body:
        assert (caught.value.line, caught.value.column) == (2, column)


WORDS = (
    "400 m x ( ) ; R 1:24 40.5 @ for full from to between set by repeat out splits + - 5 , or "
    "faster up effort max easy run float send-off jog in none equal % / km"
)


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=25).map(" ".join)
)
def test_any_text_is_read_or_refused_with_a_notation_error(text: str) -> None:
    try:
        session = exact.read(f"{exact.MARK}\n{text}")
    except NotationError as error:
        assert 0 <= error.offset <= len(error.text)
    else:
        assert session.body


def test_a_title_is_kept_to_the_letter() -> None:
    text = f"{exact.MARK}\ntitle:  two  spaces: and a colon \n400 m"
    assert exact.read(text).title == " two  spaces: and a colon "


@pytest.mark.parametrize("file", sorted(CORPUS.iterdir()), ids=lambda file: file.stem)
def test_every_session_of_the_corpus_is_written_out_and_read_back(file: Path) -> None:
    tried = 0
    for case in cases(file):
        try:
            session = read(case.text, Context(races=case.races))
        except NotationError:
            continue
        program = compile_session(session).program
        assert compile_session(exact.read(decompile.canonical(program))).program == program
        tried += 1
    assert tried or "refused" in file.stem


def _documented() -> list[str]:
    text = (REPO / "host" / "NOTATION.md").read_text(encoding="utf-8")
    section = text[text.index("## Exact notation") :]
    return re.findall(r"`([^`]+)`", section[section.index("\n- `") :])


@pytest.mark.parametrize("words", _documented())
def test_every_form_of_the_page_is_read_and_written_again(words: str) -> None:
    """Each form, in the place in which it may stand."""
    inner = words
    if words.startswith("R "):
        inner = f"400 m; R equal; 400 m; {words}"
    elif words.startswith(("@ 3:45/km",)):
        inner = f"for 4:00 {words}"
    elif not re.match(r"\d|for |set ", words):
        inner = f"400 m {words}"
    if " x (" not in inner:
        # Three passes of one repeat, and a ladder may follow it; of a list each has one.
        passes = inner.count(", ") + 1 if ", " in words else 3
        inner = f"{passes} x ({inner})"
    if "repeat 1 out" in words:
        inner = f"2 x ({inner})"
    text = f"{exact.MARK}\n{inner}"
    assert decompile.canonical(compile_session(exact.read(text)).program) == text
