# SPDX-License-Identifier: MIT
"""Files, names and watches as somebody hostile would make them; each kind by a generator."""
