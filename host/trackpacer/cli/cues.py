# SPDX-License-Identifier: MIT
"""`pacer cues`: what the watch sounds like, printed and as a sound file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("cue", nargs="*", help="which ones (default: all, in the table's order)")
    parser.add_argument("--wav", type=Path, metavar="FILE", help="write them as a sound file")
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")


def run(args: Namespace) -> int:
    """Print the table of cues; with --wav, write them too."""
    from trackpacer import sounds

    known = {cue.name: cue for cue in sounds.table()}
    for name in args.cue:
        if name not in known:
            raise UserError(f"there is no cue {name!r}", "there are: " + ", ".join(known))
    chosen = [known[name] for name in args.cue or known]
    if args.markdown:
        print("| cue | rhythm | pitch, Hz | what it says |\n|---|---|---|---|")
        for cue in chosen:
            print(f"| {cue.name} | `{cue.rhythm}` | {cue.pitch} | {cue.meaning} |")
    else:
        for cue in chosen:
            print(f"{cue.name:12} {cue.rhythm:12} {cue.pitch:20} {cue.meaning}")
        print(". short, - long, --- very long; pitch in Hz")
    if args.wav:
        seconds = sounds.write_wav(args.wav, chosen)
        print(f"{args.wav}: {seconds:.0f} s")
    return 0
