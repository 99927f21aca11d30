# SPDX-License-Identifier: MIT
"""What of the firmware's text is of no use on a watch: what only a type checker reads, and the
names of a module's own numbers, which a board's drivers write without `const`.

Lines stay where they are, for what watch/errors.txt tells. Not here: constants that modules share
(`inline`), names (`shorten`).
"""

from __future__ import annotations

import ast

_CHECKING = "TYPE_CHECKING"


def trim(source: str) -> str:
    """The same module without these."""
    tree = ast.parse(source)
    lines = source.split("\n")
    for node in ast.walk(tree):
        if _is_of_checking(node):
            assert isinstance(node, ast.stmt) and node.end_lineno is not None
            for number in range(node.lineno, node.end_lineno + 1):
                lines[number - 1] = ""
    numbers = _numbers(tree)
    for statement in tree.body:
        if _name(statement) in numbers:
            assert statement.lineno == statement.end_lineno
            lines[statement.lineno - 1] = ""
    found = [
        (node.lineno, node.col_offset, node.id)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in numbers
    ]
    for line, column, name in sorted(found, reverse=True):
        whole = lines[line - 1].encode()
        if not whole:
            continue  # within what was left out
        rest = whole[column + len(name) :]
        lines[line - 1] = (whole[:column] + str(numbers[name]).encode() + rest).decode()
    return "\n".join(lines)


def _is_of_checking(node: ast.AST) -> bool:
    """`TYPE_CHECKING = ...`, or what stands under `if TYPE_CHECKING:`."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == _CHECKING
    return isinstance(node, ast.Assign) and _name(node) == _CHECKING


def _name(node: ast.stmt) -> str:
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        first = node.targets[0]
        return first.id if isinstance(first, ast.Name) else ""
    return ""


def _numbers(tree: ast.Module) -> dict[str, int]:
    """The module's own names, `_SO`, of whole numbers that are never changed."""
    bound = [
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    found: dict[str, int] = {}
    for statement in tree.body:
        name = _name(statement)
        if not name.startswith("_") or bound.count(name) > 1:
            continue
        assert isinstance(statement, ast.Assign)
        try:
            # Arithmetic on constants, of our own source.
            value = eval(
                compile(ast.Expression(statement.value), "", "eval"), {"__builtins__": {}}, found
            )
        except Exception:
            continue  # no arithmetic on constants
        if type(value) is int and value >= 0:
            found[name] = value
    return found
