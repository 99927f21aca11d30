# SPDX-License-Identifier: MIT
"""What is done to the firmware's text before it is compiled: constants put in, names shortened."""

from __future__ import annotations

import ast
import re

import pytest

from trackpacer.install import build, catalogue
from trackpacer.install.inline import inline
from trackpacer.install.shorten import shorten

CUES = (
    "from micropython import const\nGO = const(4)\n_OWN = const(5)\nTABLE = (GO, _OWN)\nLOW = -1\n"
)


def test_constants_stand_where_they_are_used_and_lines_stay() -> None:
    texts = {
        "pacer/cues": CUES,
        "pacer/hands_on": "from .cues import (\n    GO,\n    TABLE,\n)\n",
        "pacer/sync/user": (
            "from .. import cues\nfrom ..hands_on import GO as first\n\n"
            "def play(go=cues.GO):\n    return go, first, cues.LOW\n"
        ),
        "pacer/only": "from . import cues\n\nwhat = cues.GO\n",
    }
    found = inline(texts)
    assert "GO" not in found["pacer/cues"] and "TABLE = (4, _OWN)" in found["pacer/cues"]
    assert found["pacer/hands_on"].strip() == "from .cues import TABLE"
    assert "def play(go=4):\n    return go, 4, cues.LOW" in found["pacer/sync/user"]
    assert "from .. import cues" in found["pacer/sync/user"]  # for what is no constant
    assert found["pacer/only"].strip() == "what = 4"  # and nothing is imported for it
    for path, text in texts.items():
        assert found[path].count("\n") == text.count("\n")


def test_a_name_that_is_bound_otherwise_is_no_constant() -> None:
    text = CUES + "\ndef change():\n    global GO\n    GO = 7\n    return GO\n"
    user = "from .cues import GO\n\ndef other(GO):\n    return GO\n"
    found = inline({"pacer/cues": text, "pacer/user": user})
    assert found == {"pacer/cues": text, "pacer/user": user}


def test_private_names_are_short_and_shared_but_by_strangers_only() -> None:
    found = shorten(
        {
            "pacer/a": "class A:\n    def _first(self):\n        self._clock = 1\n",
            "pacer/b": "class B:\n    def __init__(self):\n        self._other = self.__class__\n",
            "pacer/c": "from .a import A\n\nclass C(A):\n    _more = 1\n",
            "pacer/d": "def look(c):\n    return c._other\n",
            "drivers/e": "_kept = 1\n",
        }
    )
    assert found["drivers/e"] == "_kept = 1\n"
    assert "self._a = self.__class__" in found["pacer/b"]
    assert "c._a" in found["pacer/d"]  # it knows B's
    family = re.findall(r"\b_[a-z]\b", found["pacer/a"] + found["pacer/c"])
    assert len(family) == len(set(family)) == 3  # a subclass must not take its parent's
    with pytest.raises(ValueError, match="_hidden is imported"):
        shorten({"pacer/a": "from .b import _hidden\n", "pacer/b": "_hidden = 1\n"})


@pytest.mark.parametrize("name", [board.name for board in catalogue.boards()])
def test_each_board_s_text_is_python_with_as_many_lines(name: str) -> None:
    board = catalogue.board(name)
    texts = build.texts(board)
    for module, path in build.sources(board).items():
        ast.parse(texts[module])
        assert texts[module].count("\n") == path.read_text(encoding="utf-8").count("\n"), module
