# SPDX-License-Identifier: MIT
"""What holds for any text and any session."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.host.notation.cases import CORPUS, cases, difference, steps_of
from trackpacer import compiler
from trackpacer.errors import NotationError, UserError
from trackpacer.notation import Context, decompile, read
from trackpacer.paces import parse_race
from trackpacer.session import Group, Node, Recovery, Repeat, Run, Session, Source

RUNNER = Context(races=(parse_race("10k 35:00"),))
TEXTS = [case.text for path in sorted(CORPUS.glob("*.txt")) for case in cases(path)]
# The words and signs of coaches, in any order: nearer to a session than any letters are.
PIECES = sorted({piece for text in TEXTS for piece in text.replace("(", "( ").split()})
COACHES_WORDS = st.lists(
    st.sampled_from([*PIECES, "(", ")", "/", "-", "+", ",", "\n", "[", "]"]), max_size=14
)


def _nodes(session: Session) -> list[Run | Recovery]:
    found: list[Run | Recovery] = []

    def walk(nodes: tuple[Node, ...]) -> None:
        for node in nodes:
            if isinstance(node, Repeat | Group):
                walk(node.body)
            else:
                found.append(node)

    walk(session.body)
    return found


def _hold(text: str) -> None:
    """A text is refused in words, or read as a session that tells where it is from."""
    try:
        session = read(text, RUNNER)
    except NotationError as error:
        assert error.problem and 0 <= error.offset <= len(text)
        return
    try:
        compiled = compiler.compile_session(session)
    except UserError:
        return  # more than a watch can hold
    assert session.source == text
    for node in _nodes(session):
        start, end = node.span
        assert 0 <= start <= end <= len(text)
        if isinstance(node, Run):
            assert start < end, "a run was written somewhere"
        assert node.origins or (isinstance(node, Recovery) and not node.type), node
        for origin in node.origins.values():
            assert 0 <= origin.span[0] <= origin.span[1] <= len(text)
            if origin.source in (Source.WRITTEN, Source.INHERITED):
                assert origin.span[0] < origin.span[1]
    again = read(decompile.canonical(compiled.program))
    assert difference(steps_of(session), steps_of(again)) == ""


@given(st.text(max_size=60))
@example("10 x 400, 60s but 3 min between 0 and 1")
@example("3 x 6 x 400, #0 set @ 70")
@example("8 x 400, first 0 @ 75, next 4 @ 70")
@example("400s, 1st @ 70, 100000000th @ 80, the others @ 75")
@example("900000000 miles alternating between 5:30, 5:50")
@example("99999999999 times @ 400s in 75")
@settings(max_examples=400, deadline=None)
def test_any_text_is_refused_in_words_or_read_whole(text: str) -> None:
    _hold(text)


@given(COACHES_WORDS)
@example(["2nd"])
@example(["0m", "/R1min", "slower", "10K"])
@example(["-", "1,00", "km", "/", "03:47.5", "/", "Pace", "3:47"])
@settings(examples(150, 2000))
def test_any_words_of_coaches_are_refused_in_words_or_read_whole(words: list[str]) -> None:
    _hold(" ".join(words))


@given(st.sampled_from(TEXTS), st.integers(0, 80), st.integers(0, 12), st.text(max_size=4))
@settings(examples(150, 2000))
def test_any_slip_of_the_pen_is_refused_in_words_or_read_whole(
    text: str, at: int, cut: int, put: str
) -> None:
    _hold(text[:at] + put + text[at + cut :])


@given(st.sampled_from(TEXTS))
@settings(max_examples=100, deadline=None)
def test_canonical_notation_reads_back_to_the_same_steps(text: str) -> None:
    _hold(text)


@pytest.mark.parametrize(
    "part", ["6 x 400, ", "2 x (", "pace ", "400/", "9", "1:", "easy ", "\u2019"]
)
@pytest.mark.parametrize("length", [300, 6_000, 60_000])
def test_a_text_of_any_length_is_refused_in_words_or_read_whole(part: str, length: int) -> None:
    _hold(f"6 x 400 {part * (length // len(part))}")
