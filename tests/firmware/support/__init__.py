# SPDX-License-Identifier: MIT
"""What the firmware's tests share: a watch made of time alone, and programs written by hand."""
