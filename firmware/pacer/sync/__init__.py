# SPDX-License-Identifier: MIT
"""Getting files on and off: the protocol (`file_transfer`) and the radio (`bluetooth`, `bleio`)."""
