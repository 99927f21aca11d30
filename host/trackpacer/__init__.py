# SPDX-License-Identifier: MIT
"""Track Pacer's laptop package; `pacer` (in `cli`) is its command."""

__version__ = "0.1.0"
