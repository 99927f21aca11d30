# SPDX-License-Identifier: MIT
"""`python -m trackpacer` is `pacer`."""

import sys

from trackpacer.cli import main

if __name__ == "__main__":
    sys.exit(main())
