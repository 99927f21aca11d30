# SPDX-License-Identifier: MIT
"""What every test run prints at its end: the counts that tests recorded (`record_property`)."""

from __future__ import annotations

from typing import Any


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for report in terminalreporter.stats.get("passed", []):
        for name, value in getattr(report, "user_properties", []):
            if name == "count" and report.when == "call":
                terminalreporter.write_line(str(value))
