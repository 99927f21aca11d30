# SPDX-License-Identifier: MIT
"""What may stand where our own files stand: logs, programs, JSON, damaged or made up.

Not here: FIT files (`fit_files`), words (`words`), who must bear them (the tests).
"""

from __future__ import annotations

import binascii
import json
import struct
from typing import Any

from hypothesis import strategies as st

from tests.adversary.words import notes

NUMBERS = (
    st.integers(-(2**70), 2**70)
    | st.sampled_from([-1, 0, 1, 2**31, 2**32, 2**63, 10**400])
    | st.floats(allow_nan=True)
)
DATES = st.sampled_from(
    ["0001-01-01T00:00:00", "9999-12-31T23:59:59+14:00", "2026-09-21", "2026-09-21T10:00:00Z",
     "2026-09-21T10:00:00", "1989-12-31T00:00:00+00:00", "1969-01-01T00:00:00+00:00", "x", ""]
)  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | DATES | notes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(notes(), inner, max_size=3),
    max_leaves=6,
)


def objects(keys: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """JSON objects that have some of these keys, with anything as their values."""
    return st.dictionaries(st.sampled_from(keys) | notes(), VALUES, max_size=5)


RUN = objects(["time_ms", "void", "heart_rate", "note", "metres"])
EDITS = objects(["note", "felt", "heart_rate", "began", "athlete", "runs"]) | st.builds(
    lambda edits, runs: {**edits, "runs": runs},
    objects(["note", "felt", "began", "athlete"]),
    st.dictionaries(st.sampled_from(["1", "2", "3", "0", "-1", "x", "99"]), RUN | VALUES),
)
BESIDE = objects(["watch", "dated", "began", "athlete", "edits"]) | st.builds(
    lambda about, edits: {**about, "edits": edits},
    objects(["watch", "dated", "began", "athlete"]),
    EDITS,
)
HAND = objects(["session", "athlete", "began", "times_ms", "target_ms", "identity"]) | st.builds(
    lambda began, times, more: {"session": "4 x 400", "began": began, "times_ms": times, **more},
    DATES,
    st.lists(st.none() | NUMBERS | st.integers(1, 10**6), max_size=4),
    objects(["athlete", "target_ms", "identity"]),
)
CAPABILITY = objects(["firmware", "program_version", "log_version", "board", "name", "free_bytes",
                      "max_program_bytes", "uptime_ms", "clock_set", "boot", "battery_percent",
                      "oscillator"])  # fmt: skip


def texts(value: st.SearchStrategy[Any]) -> st.SearchStrategy[bytes]:
    """As JSON; and things that are none."""
    made = value.map(lambda one: json.dumps(one).encode())
    odd = st.sampled_from([b"", b"{", b"[" * 20_000, b"\xff", b"null", b'{"a": 1e999}', b"\0" * 9])
    return made | made | odd | st.binary(max_size=30)


@st.composite
def logs(draw: st.DrawFn) -> bytes:
    """A lap log whose checks are right and whose records say anything; or a damaged one."""
    from pacer import laplog

    header = laplog.pack_header(
        draw(st.integers(0, 2**32 - 1)),
        draw(st.text(max_size=20)).encode("utf-8", "ignore").decode(),
        draw(st.text(max_size=20)).encode("utf-8", "ignore").decode(),
        "red",
        draw(st.sampled_from([0, 1, 1_790_000_000, 2**32 - 1])),
        draw(st.sampled_from([0, 7200, -(2**31), 2**31 - 1, 86_400])),
        draw(st.integers(0, 2**32 - 1)),
        draw(st.integers(0, 2**32 - 1)),
    )
    data = bytearray(header)
    for _ in range(draw(st.integers(0, 12))):
        cell = bytearray(draw(st.binary(min_size=13, max_size=13)))
        if draw(st.booleans()):  # mostly a run that may be
            run = draw(st.integers(0, 5))
            struct.pack_into("<H", cell, 0, draw(st.integers(0, 15)) << 12 | run)
        data += cell + struct.pack("<H", binascii.crc32(bytes(cell)) & 0xFFFF)
    for _ in range(draw(st.integers(0, 2))):
        data[draw(st.integers(0, len(data) - 1))] ^= 1 << draw(st.integers(0, 7))
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)
