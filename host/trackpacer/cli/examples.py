# SPDX-License-Identifier: MIT
"""An example of every command, as its help ends with and host/COMMANDS.md has it; tests run them.

Each stands by itself, but that a watch is plugged in, that there are laps at home, or that a
command above it made the file that it names. Not here: what a command has to explain (its own
epilog).
"""

from __future__ import annotations

EXAMPLES = {
    "show": 'pacer show "10 x 400 @ 10k pace R60" --race 10k=35:00',
    "compile": 'pacer compile "10 x 400 @ 84 R60" -o tuesday.tpp',
    "workout": 'pacer workout "10 x 400 @ 84 R60" -o tuesday.fit',
    "dump": "pacer dump tuesday.tpp",
    "web": "pacer web --out site",
    "devices": "pacer devices --seconds 1",
    "send": 'pacer send "10 x 400 @ 84 R60"',
    "ls": "pacer ls",
    "rm": "pacer rm 10x400-84-r60",
    "fetch": "pacer fetch",
    "settings": "pacer settings volume=60 start=press-first",
    "cues": "pacer cues go split --wav cues.wav",
    "simulate": 'pacer simulate "2 x 400 @ 84 R60" --set spacing_m=200 --trace trace.jsonl',
    "simulator": "pacer simulator --runner human",
    "report": "pacer report last --html report.html",
    "logs": "pacer logs",
    "progress": 'pacer progress "6 x 400"',
    "edit": 'pacer edit last --run 3 --note "wind on the back straight"',
    "export": "pacer export last --format csv -o laps.csv",
    "upload": "pacer upload last --to intervals",
    "install": "pacer install --board esp32_devkit --name anna",
    "boards": "pacer boards",
    "doctor": "pacer doctor --quick",
    "completion": "pacer completion bash",
    "athlete": "pacer athlete anna --race 10k=35:00 --default",
    "roster": "pacer roster import squad.csv",
    "paces": "pacer paces --race 10k=35:00",
    "plan": "pacer plan library:progression --race 10k=35:00 --from monday -o plan",
    "price": 'pacer price "25 x 400 @ 10k pace /R35-45s" --race 10k=35:00 --goal 10k=34:00',
    "card": "pacer card library:goal --race 10k=35:00 -o card.html",
    "advise": 'pacer advise "1k 3:20, 2k 6:41, 3k 10:03, 4k 13:25, 5k 17:05" --goal 5k=16:45',
    "next": "pacer next last",
    "library": "pacer library tempo-400s --race 10k=35:00",
}
