# SPDX-License-Identifier: MIT
"""Simulated watches: the real firmware in the real MicroPython VM, reached as any watch is."""

from __future__ import annotations

from trackpacer.errors import UserError


def needs_bumble() -> UserError:
    """What to say where the simulated radio's one dependency is missing."""
    return UserError(
        "the simulated radio needs the package 'bumble'",
        "install it with: pip install 'trackpacer[radio]'",
    )
