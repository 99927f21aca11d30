# SPDX-License-Identifier: MIT
"""Private names of the watch's modules, shortened, and shared between modules.

MicroPython keeps each name once, for good: some 20 bytes of heap, and a table that doubles when
it is full. Of seven hundred a third are private, `_clock`, `_press_lap`: nobody asks for them but
their module. So each module calls its own `_a`, `_b` and so on, and all modules share these few.
Modules that know one another's private names, or whose classes inherit, share one list.
Lines stay where they are, for what watch/errors.txt tells. Not here: compiling (`build`).
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase

_SHORTENED = "pacer/"
_PRIVATE = re.compile(r"_(?!_)[a-zA-Z0-9]\w*")
_OWNERS = ("self", "cls")


def shorten(sources: Mapping[str, str]) -> dict[str, str]:
    """The same modules (by path, `pacer/app`); those of a board and its drivers as they were."""
    lists = short_names(sources)
    return {
        path: _renamed(text, ast.parse(text), lists[path]) if path in lists else text
        for path, text in sources.items()
    }


def short_names(sources: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """For each module its private names, and what they are called on a watch."""
    trees = {path: ast.parse(text) for path, text in sources.items() if path.startswith(_SHORTENED)}
    names = {path: Counter(_names(tree)) for path, tree in trees.items()}
    made = {path: set(_made(tree)) for path, tree in trees.items()}
    groups = {path: {path} for path in trees}

    def join(one: str, other: str) -> None:
        both = groups[one] | groups[other]
        for path in both:
            groups[path] = both

    for path, tree in trees.items():
        for name in {*_foreign(tree), *(set(names[path]) - made[path])}:
            for other in trees:
                if name in made[other]:
                    join(path, other)
        for base in _bases(tree):
            for other in trees:
                if re.search(rf"^class {base}\b", sources[other], re.M):
                    join(path, other)
    found = {}
    for path in trees:
        used = Counter[str]()
        for other in groups[path]:
            used += names[other]
        ordered = sorted(used, key=lambda name: (-used[name], name))
        found[path] = dict(zip(ordered, _short(), strict=False))
    return found


def _short() -> Iterator[str]:
    """_a to _z, then _aa and so on."""
    for first in ("", *ascii_lowercase):
        for second in ascii_lowercase:
            yield f"_{first}{second}"


def _names(tree: ast.Module) -> Iterator[str]:
    for _, _, name in _places(tree):
        yield name


def _places(tree: ast.AST) -> Iterator[tuple[int, int, str]]:
    """(line, column in bytes, name) of each private name; of a definition, where it begins."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and _PRIVATE.fullmatch(node.id):
            yield node.lineno, node.col_offset, node.id
        elif isinstance(node, ast.Attribute) and _PRIVATE.fullmatch(node.attr):
            assert node.end_lineno is not None and node.end_col_offset is not None
            yield node.end_lineno, node.end_col_offset - len(node.attr), node.attr
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) and _PRIVATE.fullmatch(node.name):
            yield node.lineno, -1, node.name
        elif isinstance(node, ast.alias) and _PRIVATE.fullmatch(node.name):
            raise ValueError(f"line {node.lineno}: another module's {node.name} is imported")


def _made(tree: ast.Module) -> Iterator[str]:
    """The private names that a module makes: its functions, classes, variables and fields."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def _foreign(tree: ast.Module) -> Iterator[str]:
    """The private names that are asked of something else than `self`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _PRIVATE.fullmatch(node.attr):
            own = isinstance(node.value, ast.Name) and node.value.id in _OWNERS
            if not own:
                yield node.attr


def _bases(tree: ast.Module) -> Iterable[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from (base.id for base in node.bases if isinstance(base, ast.Name))


def _renamed(source: str, tree: ast.Module, short: Mapping[str, str]) -> str:
    lines = source.encode().split(b"\n")
    for line, column, name in sorted(set(_places(tree)), reverse=True):
        whole = lines[line - 1]
        if column < 0:
            column = whole.index(f" {name}".encode()) + 1
        end = column + len(name)
        assert whole[column:end] == name.encode(), (line, column, name)
        lines[line - 1] = whole[:column] + short[name].encode() + whole[end:]
    return b"\n".join(lines).decode()
