# SPDX-License-Identifier: MIT
"""How much of somebody else's file is read: bytes, records, seconds; and how far the reading is.

Every reader of recordings (`fit_messages`, `xml_elements`) spends from one Allowance, so that a
file made to fill the memory or to never end is refused, and one that is merely long shows how far
it is. Gzip is unpacked here for the same reason. Not here: what the files say.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from pathlib import Path

from trackpacer.errors import UserError

MOST_BYTES = 64_000_000
"""Of a file, packed or unpacked; a day's run with everything a watch measures has some 10 MB. What
the readers hold beside it stays within three times this."""
MOST_RECORDS = 500_000
"""Messages of a FIT file, points of an XML file; a day's run has 100,000."""
MOST_SECONDS = 60.0

_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20

Progress = Callable[[int, int], None]
"""Called with (done, in all), several times a second."""


class Allowance:
    """What reading one file may cost.

    name: of the file, for messages. progress: told how far it is. seconds: by `clock`, from now.
    """

    def __init__(
        self,
        name: str,
        progress: Progress | None = None,
        seconds: float = MOST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self._progress = progress
        self._seconds = seconds
        self._clock = clock
        self._until = clock() + seconds

    def check(self, records: int, done: int, total: int) -> None:
        """To be called every few thousand records, with how many there were and how far it is.

        UserError when it is enough.
        """
        if records > MOST_RECORDS:
            raise UserError(
                f"{self.name} has more than {MOST_RECORDS:,} records: no recording of a run",
                "export the run anew, alone",
            )
        if self._clock() > self._until:
            raise UserError(
                f"{self.name} takes more than {self._seconds:g} seconds to read "
                f"({100 * done // max(1, total)} % of it are read)",
                "export the run anew, alone",
            )
        if self._progress is not None:
            self._progress(done, total)


def load(path: Path) -> bytes:
    """A file's bytes, unpacked where it is gzip. UserError when it is too large; OSError that names
    it when it cannot be read."""
    name = str(path)
    with open(path, "rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _too_large(name)
    return unpacked(data, name) if data[:2] == _GZIP else data


def unpacked(data: bytes, name: str) -> bytes:
    """What gzip packed, all its members; of one that is cut off, what is there. UserError."""
    found = bytearray()
    while data[:2] == _GZIP:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            while data and not member.eof:
                found += member.decompress(data, _CHUNK)
                data = member.unconsumed_tail
                if len(found) > MOST_BYTES:
                    raise _too_large(name)
        except zlib.error as error:
            raise UserError(f"{name}: its gzip is damaged: {error}", "export it anew") from None
        data = member.unused_data
    return bytes(found)


def _too_large(name: str) -> UserError:
    return UserError(
        f"{name} is too large for one race: more than {MOST_BYTES // 1_000_000} MB",
        "export the race alone",
    )
