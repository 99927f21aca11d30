# SPDX-License-Identifier: MIT
"""Constants of the firmware's modules, put in where other modules use them.

MicroPython's compiler does so within a module, and drops the names that begin with an underscore;
a name that another module uses stays on the watch, as a string, in a dictionary, and in the import.
There are some two hundred of them: five kilobytes of a board's heap. So `GO = const(4)` becomes 4
wherever `cues.GO` or an imported `GO` stands, and the name itself is left out. Lines stay where
they were, for what watch/errors.txt tells.

Not here: compiling (`build`).
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

from trackpacer.records import fresh, mutable

Constants = dict[str, int | str]


def inline(sources: Mapping[str, str]) -> dict[str, str]:
    """The same modules, without the constants' names.

    sources: by the module's path, `pacer/sync/ring`. Only numbers and texts given by `const(...)`
    are put in, and no name that is ever bound to anything else.
    """
    trees = {path: ast.parse(text) for path, text in sources.items()}
    own = {path: _constants(tree) for path, tree in trees.items()}
    told = {path: dict(constants) for path, constants in own.items()}
    for path, tree in trees.items():
        for node in tree.body:
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:  # a module hands on what it imports from where it is made
                    known = own.get(_place(path, node), {})
                    if alias.name in known and not _bound(tree, alias.asname or alias.name, None):
                        told[path][alias.asname or alias.name] = known[alias.name]
    return {
        path: _Rewriting(text, trees[path], path, own[path], told).text()
        for path, text in sources.items()
    }


def _place(path: str, node: ast.ImportFrom) -> str:
    """The path of the module or package that a module imports from."""
    package = path.split("/")[: -node.level] if node.level else []
    return "/".join([*package, *(node.module or "").split(".")]).strip("/")


def _constants(tree: ast.Module) -> Constants:
    found: Constants = {}
    for node in tree.body:
        name, value = _definition(node)
        if name and not name.startswith("_") and value is not None and not _bound(tree, name, node):
            found[name] = value
    return found


def _definition(node: ast.stmt) -> tuple[str, int | str | None]:
    """The name and value of `NAME = const(number or text)`; ('', None) of anything else."""
    if (
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "const"
    ):
        try:
            value = ast.literal_eval(node.value.args[0])
        except ValueError:
            return "", None
        if isinstance(value, int | str) and not isinstance(value, bool):
            return node.targets[0].id, value
    return "", None


def _bound(tree: ast.Module, name: str, definition: ast.stmt | None) -> bool:
    """Whether a module binds a name anywhere but in its definition."""
    own = definition.targets[0] if isinstance(definition, ast.Assign) else None
    return any(node is not own for node in _bindings(tree).get(name, ()))


@lru_cache(maxsize=64)
def _bindings(tree: ast.Module) -> dict[str, list[ast.AST]]:
    """Where a module binds each name."""
    found: dict[str, list[ast.AST]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            found.setdefault(node.arg, []).append(node)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.setdefault(node.id, []).append(node)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.setdefault(node.name, []).append(node)
    return found


@mutable
class _Rewriting:
    """One module, being rewritten."""

    source: str
    tree: ast.Module
    path: str
    own: Constants
    told: Mapping[str, Constants]  # by module: what may be asked of it
    names: Constants = fresh(factory=dict)
    modules: dict[str, str] = fresh(factory=dict)  # a name here: that module's path
    edits: list[tuple[int, int, int, str]] = fresh(factory=list)

    def text(self) -> str:
        self.names = dict(self.own)
        imports = [node for node in self.tree.body if isinstance(node, ast.ImportFrom)]
        for node in imports:
            self._see(node)
        left = self._replace()
        for node in imports:
            self._shorten(node, left)
        for statement in self.tree.body:
            if _definition(statement)[0] in self.own:
                self._blank(statement, "")
        return self._edited()

    def _see(self, node: ast.ImportFrom) -> None:
        place = _place(self.path, node)
        for alias in node.names:
            name = alias.asname or alias.name
            if _bound(self.tree, name, None):
                continue
            if f"{place}/{alias.name}" in self.told:
                self.modules[name] = f"{place}/{alias.name}"
            elif alias.name in self.told.get(place, {}):
                self.names[name] = self.told[place][alias.name]

    def _replace(self) -> set[str]:
        """Put the numbers in; the names that are still used afterwards."""
        left: set[str] = set()
        inside: set[int] = set()  # of `module.NAME`: its `module` was dealt with
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                known = self.told.get(self.modules.get(node.value.id, ""), {})
                if node.attr in known:
                    inside.add(id(node.value))
                    self._put(node, known[node.attr])
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                if node.id in self.names:
                    self._put(node, self.names[node.id])
                elif id(node) not in inside:
                    left.add(node.id)
        return left

    def _put(self, node: ast.expr, value: int | str) -> None:
        assert node.end_col_offset is not None and node.lineno == node.end_lineno
        text = f"({value})" if isinstance(value, int) and value < 0 else repr(value)
        self.edits.append((node.lineno, node.col_offset, node.end_col_offset, text))

    def _shorten(self, node: ast.ImportFrom, left: set[str]) -> None:
        """Import no constant, and no module that was asked for constants only."""
        place = _place(self.path, node)
        kept = []
        for alias in node.names:
            name = alias.asname or alias.name
            if name in self.names and alias.name in self.told.get(place, {}):
                continue
            if name in self.modules and name not in left:
                continue
            kept.append(ast.unparse(alias))
        if len(kept) < len(node.names):
            start = f"from {'.' * node.level}{node.module or ''} import "
            self._blank(node, start + ", ".join(kept) if kept else "")

    def _blank(self, node: ast.stmt, text: str) -> None:
        """A statement's lines are left empty, but for `text` in the first."""
        assert node.end_lineno is not None
        lines = range(node.lineno, node.end_lineno + 1)
        self.edits = [edit for edit in self.edits if edit[0] not in lines]
        for line in lines:
            self.edits.append((line, 0, -1, text if line == node.lineno else ""))

    def _edited(self) -> str:
        lines = self.source.encode().split(b"\n")  # columns are counted in bytes
        for line, start, end, text in sorted(self.edits, reverse=True):
            whole = lines[line - 1]
            tail = b"" if end < 0 else whole[end:]
            lines[line - 1] = whole[:start] + text.encode() + tail
        return b"\n".join(lines).decode()
