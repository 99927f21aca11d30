# SPDX-License-Identifier: MIT
"""Drivers of the parts a watch is built from, one part a file; each board picks what it has."""
