# SPDX-License-Identifier: MIT
"""A session as a file for another program: the table of formats, a row each.

Not here: what is in each (`fit`, `tcx`, `json_csv`), where it is written to (`cli.export`).
"""

from __future__ import annotations

from trackpacer.laps.result import Result
from trackpacer.shown import json_lines


def _fit(result: Result) -> bytes:
    from trackpacer.laps import fit

    return fit.encode(result)


def _tcx(result: Result) -> bytes:
    from trackpacer.laps import tcx

    return tcx.encode(result)


def _csv(result: Result) -> bytes:
    from trackpacer.laps import json_csv

    # With a byte order mark, without which a spreadsheet takes UTF-8 for something else.
    return ("\ufeff" + json_csv.to_csv(result)).encode()


def _json(result: Result) -> bytes:
    from trackpacer.laps import json_csv

    return json_lines(json_csv.to_json(result))


FORMATS = {"fit": _fit, "tcx": _tcx, "csv": _csv, "json": _json}
"""What encodes a result, by the format's name."""
