# SPDX-License-Identifier: MIT
"""Other people's readers of the formats that we write, for tests."""
