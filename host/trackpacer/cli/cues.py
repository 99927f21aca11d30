# SPDX-License-Identifier: MIT
"""`pacer cues`: what the watch sounds like, heard, printed, and as a sound file."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from trackpacer.errors import UserError
from trackpacer.sounds import MEANING
from trackpacer.times import clock

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.sounds import Cue


EPILOG = """\
On a terminal each cue is played as it is named, by the system's own player (afplay, pw-play,
paplay, aplay, play or ffplay); --list only lists them."""


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("cue", nargs="*", help="which ones (default: all, in the table's order)")
    parser.add_argument("--list", action="store_true", help="list them, play nothing")
    parser.add_argument("--play", action="store_true", help="play them, even without a terminal")
    parser.add_argument("--wav", type=Path, metavar="FILE", help="write them as a sound file")
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    parser.add_argument("--json", action="store_true", help="print it as JSON, for other programs")
    parser.epilog = "\n".join([*wrap(", ".join(MEANING), 100), "", EPILOG])


def run(args: Namespace) -> int:
    """Print the table of cues, each as it sounds; with --wav, write them."""
    from trackpacer import sounds

    known = {cue.name: cue for cue in sounds.table()}
    for name in args.cue:
        if name not in known:
            raise UserError(f"there is no cue {name!r}", "there are: " + ", ".join(known))
    chosen = [known[name] for name in args.cue or known]
    if args.json:
        _json(chosen)
    elif args.markdown:
        print("| cue | rhythm | pitch, Hz | what it says |\n|---|---|---|---|")
        for cue in chosen:
            print(f"| {cue.name} | `{cue.rhythm}` | {cue.pitch} | {cue.meaning} |")
    elif args.wav:
        seconds = sounds.write_wav(args.wav, chosen)
        for cue, at in zip(chosen, sounds.starts_s(chosen), strict=True):
            print(f"{clock(at * 1000, 0)}  {_line(cue)}")
        print(f"{args.wav}: {seconds:.0f} s")
    else:
        _sound(chosen, args)
    return 0


def _sound(chosen: list[Cue], args: Namespace) -> None:
    """Each cue named, and then heard where that can be and is wanted."""
    from trackpacer import playing, sounds

    wanted = args.play or (sys.stdout.isatty() and not args.list)
    play = playing.player() if wanted else None
    for cue in chosen:
        print(_line(cue), flush=True)
        if play is not None and not play(sounds.wav([cue])):
            play = None
    print(". short, - long, --- very long; pitch in Hz")
    if wanted and play is None:
        print("They cannot be played here: pacer cues --wav cues.wav writes a sound file.")


def _line(cue: Cue) -> str:
    return f"{cue.name:12} {cue.rhythm:12} {cue.pitch:20} {cue.meaning}"


def _json(chosen: list[Cue]) -> None:
    import json

    from trackpacer.records import fields

    shown = [{**fields(cue), "notes": [fields(note) for note in cue.notes]} for cue in chosen]
    print(json.dumps(shown, ensure_ascii=False, indent=2))
