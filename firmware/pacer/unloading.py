# SPDX-License-Identifier: MIT
"""Letting go of modules that were needed for a moment: a board's heap is small.

Nothing else. Whoever keeps a function or an object of such a class keeps its module.
"""

import gc
import sys


def forget(*names):
    """Let go of these modules of this package; an import loads them again."""
    package = __name__.rpartition(".")[0]
    for name in names:
        sys.modules.pop(package + "." + name, None)
        if package in sys.modules and hasattr(sys.modules[package], name):
            delattr(sys.modules[package], name)
    gc.collect()
