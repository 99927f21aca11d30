# SPDX-License-Identifier: MIT
"""Runs every `bench_*.py` beside it and prints `bench NAME values...` for each line they yield.

A file measures one thing: its `run()` yields lines that begin with a figure's name. Words on the
command line keep the files whose names hold one of them. Not here: any measurement.
"""

from __future__ import annotations

import importlib
import sys
import traceback
from pathlib import Path


def main(words: list[str]) -> int:
    failed = 0
    for file in sorted(Path(__file__).parent.glob("bench_*.py")):
        name = file.stem.removeprefix("bench_")
        if words and not any(word in name for word in words):
            continue
        try:
            for line in importlib.import_module(f"tests.bench.{file.stem}").run():
                print("bench", line, flush=True)
        except Exception:
            # The other figures are still worth having; the exit status tells.
            failed += 1
            print(f"bench {name} FAILED", flush=True)
            traceback.print_exc()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
