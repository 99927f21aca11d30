# SPDX-License-Identifier: MIT
"""Putting the firmware on a watch: which boards there are, what each needs, and the copying."""
