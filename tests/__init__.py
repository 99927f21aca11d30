# SPDX-License-Identifier: MIT
"""The tests, room by room. A real package: a dependency installs another `tests` beside it."""
