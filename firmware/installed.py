# SPDX-License-Identifier: MIT
"""Which firmware runs: this one, beside this file. Imported before anything else of the watch's.

On a watch, `pacer install` writes another one in its place, which puts the installed version's
folder at the head of the path; a new version takes over by the renaming of that one small file.
"""
