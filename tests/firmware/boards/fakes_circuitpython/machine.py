# SPDX-License-Identifier: MIT
"""CircuitPython has none."""

raise ImportError("no module named 'machine'")
