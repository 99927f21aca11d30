# SPDX-License-Identifier: MIT
"""What was read, priced for one runner: runs, paces, recoveries, and what stands between."""
