# SPDX-License-Identifier: MIT
"""The phrases coaches use, a rule a form; importing this package enters them all in the table."""

from trackpacer.notation.phrases import (  # noqa: F401
    alike,
    amounts,
    blocks,
    bylength,
    changes,
    choices,
    clauses,
    efforts,
    gists,
    lists,
    offsets,
    onoff,
    paces,
    places,
    recoveries,
    remarks,
    repeats,
    sets,
    several,
    shares,
    talk,
    targets,
    totals,
    twofold,
)
