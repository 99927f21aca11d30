# SPDX-License-Identifier: MIT
"""What is done to the firmware's text before it is compiled: constants put in, names shortened."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from trackpacer.install import build, catalogue
from trackpacer.install.inline import inline
from trackpacer.install.rom_names import ROM_NAMES
from trackpacer.install.shorten import short_names, shorten
from trackpacer.install.trim import trim

README = Path(__file__).parents[3] / "boards" / "README.md"

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


def test_names_are_micropython_s_own_and_each_module_s_own_ones_are_shared() -> None:
    texts = {
        "pacer/a": "class A:\n    def _first(self):\n        self._clock = self.pending = 1\n",
        "pacer/b": "class B:\n    def _other(self, a, most=1):\n        return a.pending, most\n",
        "pacer/c": "from .a import A\n\nclass C(A):\n    _more = 1\n",
        "drivers/d": "def look(c):\n    return c._other(c, most=getattr(c, 'drive', 2))\n",
    }
    names = short_names(texts)
    assert names["pacer/a"]["pending"] == names["pacer/b"]["pending"]
    assert names["pacer/b"]["_other"] == names["drivers/d"]["_other"]  # it knows B's
    heirs = [names["pacer/a"]["_first"], names["pacer/a"]["_clock"], names["pacer/c"]["_more"]]
    assert len({*heirs}) == 3  # a subclass must not take its parent's
    assert {new for own in names.values() for new in own.values()} <= {*ROM_NAMES}
    found = shorten(texts)
    lines = found["pacer/b"].splitlines()
    # An argument that is given by its name keeps it; any other is called as every function's is.
    assert lines[1].strip() == f"def {names['pacer/b']['_other']}(self, args, most=1):"
    assert lines[2].strip() == f"return args.{names['pacer/b']['pending']}, most"
    assert "'drive'" in found["drivers/d"]


def test_a_name_is_no_other_s_where_it_stands() -> None:
    text = (
        "import os\n\n_kept = []\n\n"
        "def find(index, args):\n"
        "    value = [index for key in args]\n"
        "    return lambda more: os.rename(value, args, more, _kept)\n"
    )
    found = shorten({"pacer/a": text})["pacer/a"]
    tree = ast.parse(found)
    kept = short_names({"pacer/a": text})["pacer/a"]["_kept"]
    assert kept not in ("os", "find", "index", "args", "value", "key", "more", "rename")
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef))
    first, second = (argument.arg for argument in function.args.args)
    inner = next(node for node in ast.walk(function) if isinstance(node, ast.Lambda))
    third = inner.args.args[0].arg
    # `index` is free to be called otherwise, `args` is asked for within the lambda.
    assert second == "args" and first not in ("args", "value", "key", kept)
    assert third not in ("args", "value", kept)
    assert f"[{first} for key in args]" in found
    assert f"os.rename(value, args, {third}, {kept})" in found


def test_a_name_imported_within_a_function_is_called_alike_until_it_is_let_go_of() -> None:
    texts = {
        "pacer/a": "def helper(a):\n    return a\n",
        "pacer/b": "def f():\n from .a import helper\n helper(1)\n del helper\n",
    }
    new = short_names(texts)["pacer/a"]["helper"]
    lines = [line.strip() for line in shorten(texts)["pacer/b"].splitlines()]
    assert lines[1:4] == [f"from .a import {new}", f"{new}(1)", f"del {new}"]


@pytest.mark.parametrize("text", ["global a\n", "x = f'{y}'\n", "def f():\n class A: pass\n"])
def test_what_cannot_be_renamed_safely_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="line"):
        shorten({"pacer/a": text})


BOARDS = [board for board in catalogue.boards() if not board.is_drive]
_MODULES = (
    "__builtins__ array binascii bluetooth builtins esp32 framebuf gc io json machine"
    " micropython neopixel os struct sys time vfs"
)
MODULES = _MODULES.split()
OURS = {"_path", "names", "shift", "title", "walk", "width"}  # none of these is asked of a port


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.name)
def test_nothing_that_a_port_s_object_is_asked_for_is_renamed(board: catalogue.Board) -> None:
    theirs = _ports()
    assert {"writeto", "append", "irq", "gatts_read", "fill_rect", "ilistdir"} <= theirs
    renamed = {name for names in build.short_names(board).values() for name in names}
    assert renamed & theirs <= OURS
    promised = re.findall(r"\b(?:board\.|`\.)(\w+)", README.read_text(encoding="utf-8"))
    assert len(promised) > 30 and not renamed & {*promised}


@cache
def _ports() -> frozenset[str]:
    """What the ports' and the built-in objects can be asked for, by their stubs."""
    stubs = Path(sys.prefix) / "stubs"
    theirs = set()
    for module in MODULES:
        for name in (f"{module}.pyi", f"stdlib/{module}.pyi", f"stdlib/{module}/__init__.pyi"):
            for file in stubs.glob(f"*/{name}"):
                theirs |= _named(ast.parse(file.read_text(encoding="utf-8")))
    return frozenset(theirs)


def _named(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


def test_what_only_a_type_checker_reads_is_left_out_and_numbers_stand_in_their_places() -> None:
    text = (
        "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from typing import Any\n\n"
        "_HALF = 1 << 3\n_AGAIN = _HALF + 1\nSIZE = 4\n_CHANGES = 2\n_CHANGES += 1\n\n"
        "class A:\n    if TYPE_CHECKING:\n        size: 'Any'\n\n"
        "    def half(self):\n        return _HALF, _AGAIN, SIZE, _CHANGES\n"
    )
    found = trim(text)
    assert found.count("\n") == text.count("\n")
    assert "Any" not in found and "TYPE_CHECKING" not in found
    assert "return 8, 9, SIZE, _CHANGES" in found and "_HALF" not in found


@pytest.mark.parametrize("name", [board.name for board in catalogue.boards()])
def test_each_board_s_text_is_python_with_as_many_lines(name: str) -> None:
    board = catalogue.board(name)
    texts = build.texts(board)
    for module, path in build.sources(board).items():
        ast.parse(texts[module])
        assert texts[module].count("\n") == path.read_text(encoding="utf-8").count("\n"), module


@pytest.mark.parametrize("name", [board.name for board in BOARDS])
def test_what_a_module_asks_of_another_is_there_whatever_was_put_in_or_renamed(name: str) -> None:
    trees = {path: ast.parse(text) for path, text in build.texts(catalogue.board(name)).items()}
    held = {path: _held(tree) for path, tree in trees.items()}
    asked = 0
    for path, tree in trees.items():
        modules = {}
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom):
                continue
            folder = path.split("/")[: -node.level] if node.level else []
            place = "/".join([*folder, *(node.module or "").split(".")]).strip("/")
            for alias in node.names:
                if f"{place}/{alias.name}" in trees:
                    modules[alias.asname or alias.name] = f"{place}/{alias.name}"
                elif place in trees:
                    assert alias.name in held[place], (path, node.lineno, alias.name)
                    asked += 1
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                place = modules.get(node.value.id, "")
                assert not place or node.attr in held[place], (path, node.lineno, node.attr)
    assert asked > 20


def _held(tree: ast.Module) -> set[str]:
    """What a module binds."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Assign):
            found |= {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return found
