# SPDX-License-Identifier: MIT
"""The page at the track: this tool in a browser, as static files that need no server of ours.

`page` holds what a browser gets as it stands, `inside` the Python that runs in it. Here: making the
site (`site`), its Python for browsers (`runtime`), and showing it on this computer (`serve`).
"""
