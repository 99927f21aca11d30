# SPDX-License-Identifier: MIT
"""A program on its way to a watch: the name of its file there, and whether the watch can take it.

Not here: the link (`device`), the bytes (`compiler`).
"""

from __future__ import annotations

from trackpacer.device.protocol import Capability
from trackpacer.errors import UserError
from trackpacer.firmware import opcodes
from trackpacer.firmware import program as program_format


def file_name(title: str, program: bytes) -> str:
    """The title as a file's name, without `.tpp`. Where it has to be cut, the end of the program's
    identity tells it from a session that begins alike, and would otherwise be replaced by it."""
    from trackpacer.laps.store import slug

    if slug(title, 100_000) == slug(title):
        return slug(title) or "session"
    return f"{slug(title, 35)}-{program_format.verify(program).identity & 0xFFFF:04x}"


def refuse_unfit(capability: Capability, program: bytes) -> None:
    """Raise UserError where the watch would not take this program."""
    if capability.program_version and capability.program_version < opcodes.VERSION:
        raise UserError(
            f"the watch reads programs of version {capability.program_version}, this one is of "
            f"version {opcodes.VERSION}",
            "update the watch: pacer install",
        )
    if capability.max_program_bytes and len(program) > capability.max_program_bytes:
        raise UserError(
            f"the program has {len(program)} bytes, and the watch takes "
            f"{capability.max_program_bytes}",
            "make two sessions of it",
        )
