# SPDX-License-Identifier: MIT
"""Words in columns for a terminal: each column as wide as its widest cell, as it is seen."""

from __future__ import annotations

from collections.abc import Sequence


def lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows under their head, columns two blanks apart; those in which nothing stands left out.

    Wide letters (Chinese, Japanese, Korean) count as the two cells that they take.
    """
    from rich.cells import cell_len

    used = [at for at in range(len(head)) if any(row[at] for row in rows)]
    table = [[head[at] for at in used], *([row[at] for at in used] for row in rows)]
    widths = [max(cell_len(row[at]) for row in table) for at in range(len(used))]
    return [
        "  ".join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in table
    ]
