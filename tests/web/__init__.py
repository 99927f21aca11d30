# SPDX-License-Identifier: MIT
"""The page at the track, in a real browser without a window."""
