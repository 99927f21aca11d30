# SPDX-License-Identifier: MIT
"""The coach at the table: which 400s to run, when, how fast, and what the laps say next.

`library` holds the founding article's sessions; `progression` and `calendar` make plans of them;
`splits`, `race_files` and `race` read a race and see where it went; `advice` picks the sessions for
it; `price` and `card` lay a session out for today, for a goal, for a squad; `verdict` judges logs.
Nothing here prints or parses arguments (`cli`).
"""
