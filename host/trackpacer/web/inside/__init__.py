# SPDX-License-Identifier: MIT
"""What runs in the browser, beside the modules that the laptop has too: thin glue to those.

Nothing here imports what a browser lacks (bleak, pyserial, rich, matplotlib). `calls` lists what
the page's script may ask for.
"""
