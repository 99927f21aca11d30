# SPDX-License-Identifier: MIT
"""The fit of the reader's costs: what it writes, and that it finds a better table."""

from __future__ import annotations

import ast
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, cast

import pytest

from tests.host.notation import fit
from trackpacer.notation import costs


def test_the_table_is_written_in_place_with_its_comments() -> None:
    source = 'COSTS = {\n    # of blanks\n    "gap": 0.5,\n    "no-unit": 0.3,\n}\n'
    written = fit.written(source, {"gap": 0.75, "margin": 1.0})
    assert written == 'COSTS = {\n    # of blanks\n    "gap": 0.75,\n    "no-unit": 0.3,\n}\n'


def test_every_row_of_the_reader_s_own_table_can_be_written() -> None:
    source = fit.TABLE.read_text(encoding="utf-8")
    other = {row: round(value + 0.25, 2) for row, value in costs.COSTS.items()}
    assert fit.written(source, costs.COSTS) == source, "values are written as the fit writes them"
    written = ast.parse(fit.written(source, other)).body
    table = next(node for node in written if isinstance(node, ast.AnnAssign))
    assert table.value is not None
    assert ast.literal_eval(table.value) == other


class _Here:
    """Runs a job where it is submitted."""

    def submit(self, job: Any, *arguments: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(job(*arguments))
        return done


def test_a_step_that_serves_more_lines_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def some(table: dict[str, float], numbers: list[int], first: bool = False) -> list[fit.Line]:
        # Line n is right while the row is no dearer than n; a line far above is wrong if too cheap.
        return [
            fit.Line(
                1.0 if table["a"] <= number else -4.0 if number == 3 else 0.0, frozenset({"a"})
            )
            for number in numbers
        ]

    monkeypatch.setattr(fit, "_some", some)
    monkeypatch.setattr(fit, "_LINES", [None] * 4)
    monkeypatch.setattr(costs, "COSTS", {"a": 3.5, "b": 1.0})
    found = fit.Fit(cast(ProcessPoolExecutor, _Here()))
    before = found.worth
    assert found.improve("b") == 0.0, "no line depends on it"
    assert found.improve("a") > 0
    assert found.table["a"] < 3.5 and found.worth > before
