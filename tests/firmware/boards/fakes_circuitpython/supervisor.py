# SPDX-License-Identifier: MIT
"""`supervisor`: ticks, and what runs beside the program (shared-bindings/supervisor)."""

from silicon import look as ticks_ms  # noqa: F401


class _Runtime:
    def __init__(self):
        self.autoreload = True
        self.ble_workflow = True


runtime = _Runtime()
