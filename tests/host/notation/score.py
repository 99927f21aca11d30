# SPDX-License-Identifier: MIT
"""Scores the reader on labelled lines and lists those that are not right.

    python -m tests.host.notation.score FILE.jsonl… [--wrong] [--asked] [--refused] [--right]
        [--kind WORD] [--style WORD] [--id WORD] [--readings] [--summary] [--json]

Without files: the labelled ones beside this module. Each line that is not right is printed with
what is wanted and what came; `--readings` lists what else it may mean. The summary is the last.
Not here: what is right (`labelled`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from tests.host.notation.labelled import (
    ASKED,
    HERE,
    REFUSED,
    RIGHT,
    WRONG,
    Labelled,
    Verdict,
    among_first,
    judge,
    labelled,
    listed,
)
from trackpacer.notation import exact

WORDS = (RIGHT, ASKED, WRONG, REFUSED)
# Of the lines that are not read right, the readings looked at.
FIRST = 3


def main(arguments: list[str]) -> int:
    """The command. Returns 1 where a line was read wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.host.notation.score")
    parser.add_argument("files", nargs="*", type=Path)
    for word in (WRONG, ASKED, REFUSED, RIGHT):
        parser.add_argument(f"--{word}", action="store_true", help=f"list only what is {word}")
    parser.add_argument("--kind", default="", help="only kinds with this word")
    parser.add_argument("--style", default="", help="only this style")
    parser.add_argument("--id", default="", help="only ids that begin so")
    parser.add_argument("--readings", action="store_true", help="list the readings of each, too")
    parser.add_argument("--summary", action="store_true", help="only the summary")
    parser.add_argument("--json", action="store_true", help="verdicts as JSON lines")
    given = parser.parse_args(arguments)
    shown = {word for word in WORDS if getattr(given, word)} or {WRONG, ASKED, REFUSED}
    failed = False
    for file in given.files or sorted(HERE.glob("*.jsonl")):
        cases = [case for case in labelled(file) if _wanted(case, given)]
        verdicts = [judge(case) for case in cases]
        failed = failed or any(verdict.word == WRONG for verdict in verdicts)
        for verdict in verdicts:
            if given.json:
                print(json.dumps({"id": verdict.case.id, "verdict": verdict.word}))
            elif verdict.word in shown and not given.summary:
                print(listing(verdict, given.readings))
        if not given.json:
            print("\n".join(summary(file.stem, verdicts)))
    return 1 if failed else 0


def _wanted(case: Labelled, given: argparse.Namespace) -> bool:
    return (
        given.kind in case.kind and given.style in case.style and case.id.startswith(given.id or "")
    )


def listing(verdict: Verdict, with_readings: bool = False) -> str:
    """One line that was not read right, with what is wanted and what came."""
    case = verdict.case
    lines = [f"{verdict.word.upper()} {case.id} [{case.style}: {case.kind}]"]
    lines += [f"    {line}" for line in case.text.split("\n")]
    lines.append(f"  want {case.want}")
    lines += [f"  also {may}" for may in case.also]
    said = verdict.said if verdict.word in (RIGHT, WRONG) else _last_lines(verdict.said)
    lines.append(f"  came {said}")
    if with_readings:
        lines += [
            f"  {'=>' if case.stands(reading.session) else '--'} {reading.cost:.2f} "
            + exact.in_one_line(reading.canonical)
            for reading in listed(case, FIRST)
        ]
    return "\n".join(lines) + "\n"


def _last_lines(message: str) -> str:
    return message.replace("\n", "\n       ")


def summary(name: str, verdicts: list[Verdict]) -> list[str]:
    """The shares of a set, all and by style, and of the rest what is among the first readings."""
    if not verdicts:
        return [f"{name}: no line"]
    lines = [f"{name}: {len(verdicts)} lines"]
    styles = Counter(verdict.case.style for verdict in verdicts)
    for style in ("all", *styles):
        group = [verdict for verdict in verdicts if style in ("all", verdict.case.style)]
        count = Counter(verdict.word for verdict in group)
        share = [f"{word} {count[word]} ({100 * count[word] / len(group):.1f} %)" for word in WORDS]
        lines.append(f"  {style:<10} {len(group):>4}  " + "  ".join(share))
    rest = [
        verdict.case for verdict in verdicts if verdict.word != RIGHT and verdict.case.meanings()
    ]
    if rest:
        near = sum(among_first(case, FIRST) for case in rest)
        lines.append(
            f"  of the {len(rest)} others, {near} ({100 * near / len(rest):.1f} %) have the right "
            f"one among the first {FIRST} readings"
        )
    times = sorted(verdict.seconds * 1000 for verdict in verdicts)
    lines.append(
        f"  {times[len(times) // 2]:.1f} ms a line at the median, "
        f"{times[min(len(times) - 1, len(times) * 99 // 100)]:.1f} ms at the 99th percentile"
    )
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
