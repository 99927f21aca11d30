# SPDX-License-Identifier: MIT
"""Where the names stand in one module's text, and the text with other names in their places.

A name is a variable of one function (which costs a watch nothing, unless it is an argument), or
one that others can ask for: a function, a class, a field, what a module holds. Of the latter there
is one kind: `clock.update` and a function `update` are the same name. Not here: which names are
changed, and to what (`shorten`).
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from trackpacer.records import fresh, mutable

_FIELDS = "_FIELDS"
"""A module's tuple of the names of fields, as texts: these are changed with the fields."""

_Place = tuple[int, int]  # line and column, in bytes, of a name


@mutable
class Module:
    """One module's names."""

    source: str
    made: set[str] = fresh(factory=set)  # that others can ask for
    texts: set[str] = fresh(factory=set)  # whatever a text says
    outside: set[str] = fresh(factory=set)  # of what is imported from elsewhere
    spoken: set[str] = fresh(factory=set)  # as variables, of a function or the module
    used: Counter[str] = fresh(factory=Counter)  # as fields or the module's, how often
    keywords: set[str] = fresh(factory=set)  # by which arguments are given
    bases: set[str] = fresh(factory=set)  # of its classes
    places: dict[_Place, str] = fresh(factory=dict)  # of what is in `used`
    functions: list[Arguments] = fresh(factory=list)

    def renamed(
        self, names: Mapping[str, str], arguments: Sequence[str], kept: Collection[str]
    ) -> str:
        """The text with these names changed, and each function's arguments called so but `kept`."""
        edits = {place: (name, names[name]) for place, name in self.places.items() if name in names}
        for function in self.functions:
            for name, new in function.called(names, arguments, kept):
                edits |= dict.fromkeys(function.places[name], (name, new))
        lines = self.source.encode().split(b"\n")
        for (line, column), (name, new) in sorted(edits.items(), reverse=True):
            whole = lines[line - 1]
            end = column + len(name)
            assert whole[column:end] == name.encode(), (line, column, name)
            lines[line - 1] = whole[:column] + new.encode() + whole[end:]
        return b"\n".join(lines).decode()


@mutable
class Arguments:
    """A function's arguments in their order, and where each stands in it."""

    places: dict[str, list[_Place]] = fresh(factory=dict)
    others: set[str] = fresh(factory=set)  # what else is named in it, without a dot
    shared: set[str] = fresh(factory=set)  # those that a function within it asks for

    def called(
        self, names: Mapping[str, str], new: Sequence[str], kept: Collection[str]
    ) -> Iterator[tuple[str, str]]:
        """(name, new name) of each that is changed."""
        changed = [n for n in self.places if n != "self" and n not in kept and n not in self.shared]
        taken = {*self.others, *(names.get(name, name) for name in self.others)}
        taken |= {*self.places} - {*changed}
        yield from zip(changed, (name for name in new if name not in taken), strict=False)


@mutable
class _Scope:
    """What a function binds; the module has None."""

    bound: set[str]
    arguments: Arguments


def read(source: str) -> Module:
    """A module's names. ValueError for what could not be changed safely."""
    reading = _Reading(source)
    reading.visit(ast.parse(source))
    return reading.module


class _Reading(ast.NodeVisitor):
    def __init__(self, source: str) -> None:
        self.module = Module(source)
        self.lines = source.encode().split(b"\n")
        self.scopes: list[_Scope] = []
        self.foreign: set[str] = set()  # modules and the like, as this one calls them

    def _ask(self, name: str, line: int, column: int, *, makes: bool = False) -> None:
        """A name that others can ask for, where it stands."""
        self.module.used[name] += 1
        self.module.places[line, column] = name
        if makes:
            self.module.made.add(name)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        assert node.end_lineno is not None and node.end_col_offset is not None
        makes = isinstance(node.ctx, ast.Store)
        if isinstance(node.value, ast.Name) and node.value.id in self.foreign:
            self.module.outside.add(node.attr)
        self._ask(
            node.attr, node.end_lineno, node.end_col_offset - len(node.attr.encode()), makes=makes
        )
        self.visit(node.value)

    def visit_Name(self, node: ast.Name) -> None:
        self._variable(node.id, node.lineno, node.col_offset, isinstance(node.ctx, ast.Store))

    def _variable(self, name: str, line: int, column: int, makes: bool) -> None:
        self.module.spoken.add(name)
        for scope in reversed(self.scopes):
            if name in scope.bound:
                if name in scope.arguments.places:
                    scope.arguments.places[name].append((line, column))
                    if scope is not self.scopes[-1]:
                        scope.arguments.shared.add(name)
                return
            scope.arguments.others.add(name)
        self._ask(name, line, column, makes=makes)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        column = self.lines[node.lineno - 1].index(b"def ", node.col_offset) + 4
        self._variable(node.name, node.lineno, column, True)
        for each in node.decorator_list:
            self.visit(each)
        self._function(node.args, node.body)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._function(node.args, [node.body])

    def _function(self, arguments: ast.arguments, body: Sequence[ast.AST]) -> None:
        for default in [*arguments.defaults, *filter(None, arguments.kw_defaults)]:
            self.visit(default)
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        loose = [each for each in (arguments.vararg, arguments.kwarg) if each]
        found = Arguments({each.arg: [(each.lineno, each.col_offset)] for each in named})
        bound = {*found.places, *(each.arg for each in loose), *_bound(body)}
        found.others |= bound - {*found.places}
        self.module.spoken |= bound
        self.module.functions.append(found)
        self.scopes.append(_Scope(bound, found))
        for statement in body:
            self.visit(statement)
        self.scopes.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if self.scopes:
            raise ValueError(f"line {node.lineno}: a class within a function")
        column = self.lines[node.lineno - 1].index(b"class ", node.col_offset) + 6
        self._variable(node.name, node.lineno, column, True)
        self.module.bases |= {base.id for base in node.bases if isinstance(base, ast.Name)}
        for part in [*node.bases, *node.body]:
            self.visit(part)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._foreign(alias.name.split(".")[0], alias.asname)

    def _foreign(self, name: str, called: str | None) -> None:
        self.foreign.add(called or name)
        self.module.outside |= {name, called or name}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if not _is_own(node):
                self._foreign(alias.name, alias.asname)
                continue
            self.module.spoken.add(alias.asname or alias.name)
            self._ask(alias.name, alias.lineno, alias.col_offset)
            if alias.asname:
                assert alias.end_lineno is not None and alias.end_col_offset is not None
                column = alias.end_col_offset - len(alias.asname)
                self._ask(alias.asname, alias.end_lineno, column, makes=True)

    def visit_Call(self, node: ast.Call) -> None:
        self.module.keywords |= {keyword.arg for keyword in node.keywords if keyword.arg}
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        first = node.targets[0]
        if isinstance(first, ast.Name) and not self.scopes:
            if first.id == _FIELDS and isinstance(node.value, ast.Tuple):
                for each in node.value.elts:
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        self._ask(each.value, each.lineno, each.col_offset + 1)
                self.visit(first)
                return
            if first.id.startswith("_") and _is_const(node.value):
                self.module.outside.add(first.id)  # the compiler's alone, it is on no watch
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.visit(node.target)
        if node.value:
            self.visit(node.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.module.texts.add(node.value)

    def visit_Global(self, node: ast.Global) -> None:
        raise ValueError(f"line {node.lineno}: `global`")

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        raise ValueError(f"line {node.lineno}: an f-string")


def _is_own(node: ast.Import | ast.ImportFrom) -> bool:
    """Whether this imports names from the firmware."""
    if isinstance(node, ast.Import):
        return False
    return bool(node.level) or (node.module or "").split(".")[0] in ("pacer", "drivers")


def _is_const(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "const"


def _bound(body: Sequence[ast.AST]) -> set[str]:
    """What these statements of a function bind, those of functions within it left out; so is what
    it imports from the firmware, which is called alike wherever it stands."""
    bound: set[str] = set()
    own: set[str] = set()
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            bound.add(node.name)
            waiting += node.decorator_list
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = own if _is_own(node) else bound
            names |= {alias.asname or alias.name for alias in node.names}
        waiting += ast.iter_child_nodes(node)
    return bound - own
