# SPDX-License-Identifier: MIT
"""`pacer ls`: what stands on the watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackpacer.cli import watch_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "folder",
        nargs="?",
        choices=("sessions", "logs", "watch"),
        help="only this folder (default: sessions and logs)",
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON, for other programs")
    watch_arguments.configure(parser)


def run(args: Namespace) -> int:
    """List, a file a line, with its size in bytes."""
    with watch_arguments.reach(args) as watch:
        found = {
            folder: watch.list(folder)
            for folder in ((args.folder,) if args.folder else ("sessions", "logs"))
        }
        capability = watch.capability()
    if args.json:
        import json

        about = {
            "watch": capability.name,
            "free_bytes": capability.free_bytes,
            "files": [
                {"path": f"{folder}/{entry.name}", "bytes": entry.size}
                for folder, entries in found.items()
                for entry in entries
            ],
        }
        print(json.dumps(about, ensure_ascii=False, indent=2))
        return 0
    for folder, entries in found.items():
        for entry in entries:
            fetched = "  (fetched)" if entry.name.endswith(".got") else ""
            print(f"{entry.size:8}  {folder}/{entry.name}{fetched}")
        if not entries:
            print(f"          {folder}/ is empty")
    print(f"{capability.free_bytes // 1024} KB free on {capability.name or 'the watch'}")
    return 0
