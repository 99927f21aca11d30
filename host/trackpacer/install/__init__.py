# SPDX-License-Identifier: MIT
"""Putting the firmware on a watch: the boards there are, what each needs compiled, and the copying."""
