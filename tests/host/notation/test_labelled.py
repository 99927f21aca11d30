# SPDX-License-Identifier: MIT
"""Labelled lines of coaches at large: how many are read right at least, and wrong at most.

The bounds are what the reader does; whoever betters it moves them.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.host.notation.cases import difference, expected_session, steps_of
from tests.host.notation.labelled import (
    ASK,
    ASKED,
    HERE,
    REFUSED,
    RIGHT,
    WRONG,
    Labelled,
    judge,
    labelled,
)
from tests.host.notation.score import listing, main
from trackpacer.errors import NotationError, Question
from trackpacer.session import Session

FILES = sorted(HERE.glob("*.jsonl"))
# Right at least, wrong at most.
BOUNDS = {
    "reader_cases": (177, 0), "fresh_own": (2153, 0), "fresh_a": (229, 0), "fresh_b": (209, 0),
    "fresh_c": (203, 0), "fresh_d": (177, 0), "fresh_e": (171, 0), "fresh_f": (159, 0),
    "fresh_g": (139, 0), "fresh_h": (165, 0), "fresh_i": (135, 0), "fresh_j": (134, 0),
    "fresh_k": (128, 1), "fresh_l": (166, 0), "fresh_m": (177, 0), "fresh_n": (176, 0),
    "fresh_o": (155, 0), "fresh_p": (171, 0), "fresh_q": (175, 0), "fresh_r": (91, 1),
    "fresh_s": (175, 0), "fresh_t": (174, 0), "fresh_u": (175, 0), "fresh_v": (171, 0),
    "fresh_w": (175, 0), "fresh_x": (165, 1), "fresh_y": (176, 0), "fresh_z": (176, 0),
    "fresh_bb": (175, 0), "fresh_cc": (176, 0), "fresh_dd": (176, 0), "fresh_ee": (170, 0),
    "fresh_ff": (174, 0), "fresh_gg": (173, 0), "fresh_hh": (172, 0), "fresh_ii": (168, 0),
    "fresh_jj": (174, 0), "fresh_kk": (171, 0), "fresh_ll": (163, 1), "fresh_mm": (162, 0),
    "fresh_nn": (156, 0), "fresh_pp": (171, 0), "fresh_qq": (172, 0), "fresh_rr": (169, 0),
    "fresh_ss": (173, 0), "fresh_tt": (170, 0), "fresh_uu": (171, 1),
}  # fmt: skip


# `make test` judges the lines that must be right, our own, and the youngest sets; `make soak` all.
YOUNG = ("reader_cases", "fresh_own", *(f"fresh_{letter * 2}" for letter in "tu"))
SETS = [name if name in YOUNG else pytest.param(name, marks=pytest.mark.soak) for name in BOUNDS]


@pytest.mark.parametrize("name", SETS)
def test_no_fewer_are_right_and_no_more_are_wrong(name: str) -> None:
    verdicts = [judge(case) for case in labelled(HERE / f"{name}.jsonl")]
    count = Counter(verdict.word for verdict in verdicts)
    right, wrong = BOUNDS[name]
    bad = "\n".join(listing(verdict) for verdict in verdicts if verdict.word == WRONG)
    assert count[WRONG] <= wrong, bad
    assert count[RIGHT] >= right, count


def test_each_set_has_its_bounds() -> None:
    assert sorted(BOUNDS) == [file.stem for file in FILES]


@pytest.mark.parametrize("name", SETS)
def test_what_is_wanted_is_a_session_that_a_watch_can_hold(name: str) -> None:
    cases = list(labelled(HERE / f"{name}.jsonl"))
    assert len({case.id for case in cases}) == len(cases), "an id twice"
    for case in cases:
        meanings = [steps_of(expected_session([may])) for may in case.meanings()]
        assert meanings or case.may_ask, case.id
        for number, one in enumerate(meanings):
            for other in meanings[:number]:
                assert difference(one, other), f"{case.id} has one meaning twice"


LINE = Labelled("x", "4 x 400", "shorthand", "plain", "4 x (400 m; R full between)")
OTHER = "4 x (400 m; R 1:00 between)"


def _reads(notation: str) -> Session:
    return expected_session([notation])


def _refuses(text: str) -> Session:
    raise NotationError("no", text, 0)


def _asks(text: str) -> Session:
    raise Question("which?", text, 0, ())


def test_verdicts() -> None:
    ask = Labelled("y", "4 x 400", "shorthand", "plain", f"{ASK}: which")
    either = Labelled("z", "4 x 400", "shorthand", "plain", LINE.want, (OTHER, f"{ASK}: which"))
    assert judge(LINE, lambda _: _reads(LINE.want)).word == RIGHT
    assert judge(LINE, lambda _: _reads(OTHER)).word == WRONG
    assert judge(LINE, _asks).word == ASKED
    assert judge(LINE, _refuses).word == REFUSED
    assert judge(ask, lambda _: _reads(LINE.want)).word == WRONG
    assert judge(ask, _asks).word == RIGHT
    assert judge(ask, _refuses).word == RIGHT
    assert judge(either, lambda _: _reads(OTHER)).word == RIGHT
    assert judge(either, _asks).word == RIGHT
    assert judge(either, _refuses).word == REFUSED


def test_the_list_shows_text_want_and_what_came(capsys: pytest.CaptureFixture[str]) -> None:
    file = HERE / "reader_cases.jsonl"
    assert main([str(file), "--id", "d173", "--right", "--readings"]) == 0
    printed = capsys.readouterr().out
    assert "2 x 3 miles @ T w/ 3:00 or 6 miles @ T" in printed
    assert "want ASK: which of the two" in printed
    assert "reader_cases: 1 lines" in printed
