# SPDX-License-Identifier: MIT
"""What makes one reading dearer than another: one table, fitted to labelled lines by `make fit`.

A reading costs the sum of its phrases and of how they are put together. Two readings whose costs
lie closer than `margin`, and which differ in what is run, are asked about.
"""

from __future__ import annotations

COSTS: dict[str, float] = {
    # of the decision
    "margin": 0.6,
    "margin-grows": 0.05,
    "ask-beyond": 2.3,
    "ask-beyond-token": 0.2,
    "refuse-beyond": 9.0,
    "rescue": 1.2,
    "implausible": 0.8,
    "suspected": 1.5,
    "part-within": 2.0,
    # of any phrase: fewer and longer ones are better
    "phrase": 0.35,
    # words that are passed over
    "skip-harmless": 0.12,
    "skip-unknown": 0.55,
    "skip-describing": 1.3,
    "remark-inline": 0.8,
    "remark-bracket": 0.3,
    "remark-sentence": 0.3,
    "remark-title": 0.2,
    "remark-aside": 0.45,
    "label": 0.3,
    "place": 0.2,
    # what is left out where a text is not understood as it stands
    "left": 0.4,
    "left-harmless": 0.1,
    "left-unknown": 0.3,
    "left-describing": 0.5,
    "left-known": 0.8,
    "left-carrying": 1.2,
    "left-sign": 0.19,
    "left-small": 0.05,
    "left-number": 1.4,
    "left-unit": 0.38,
    "left-rest": 0.45,
    "left-among": 1.2,
    # what is left out as a whole tells less than its words: the share that it costs of them
    "left-words": 0.7,
    "left-whole": 0.45,
    "left-aside": 0.36,
    "left-torn": 0.75,
    "gist": 1.5,
    "rest-clause": 0.7,
    "left-most-words": 4.88,
    # a number without its unit, a time without its word
    "bare-length": 0.3,
    "odd-length": 1.2,
    "bare-target": 0.8,
    "bare-rest": 0.9,
    "bare-rest-first": 1.6,
    "round-target": 0.65,
    "odd-rest": 1.5,
    "as-before": 0.6,
    "bare-run": 1.3,
    "bare-jog": 0.5,
    "no-unit": 0.3,
    # how blocks are put together
    "no-separator": 1.4,
    "run-after-reps": 2.8,
    "short-run": 2.6,
    "second-target": 3.0,
    "wrong-number": 2.5,
    "second-rest": 2.5,
    "target-before": 0.7,
    "target-later": 0.5,
    "rest-before": 0.5,
    "jog-warmed": 1.3,
    "rest-after-dot": 0.1,
    "gap": 0.5,
    "no-place": 2.5,
    "effort-late": 0.4,
    "repeat-behind": 0.4,
    "repeat-all": 0.6,
    "list-of-runs": 0.2,
    "open-list": 0.45,
    "rounds": 0.1,
    "lengths-known": 0.5,
    "lengths-strange": 2.0,
    "nobody-runs": 4.0,
    "unlikely": 1.5,
    "rare": 0.6,
    "up-in-km": 0.8,
    "very-rare": 1.5,
}
