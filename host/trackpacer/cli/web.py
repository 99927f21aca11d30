# SPDX-License-Identifier: MIT
"""`pacer web`: the page at the track, shown on this computer or written for a static host."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--port", type=int, metavar="N", help="the port on this computer (default: 8400; 0: any)"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
    parser.add_argument(
        "--out", metavar="FOLDER", type=Path, help="write the site there instead, for any host"
    )
    parser.epilog = (
        "Once it was opened, the page works without a network. What is written in it and fetched\n"
        "from a watch stays in that browser."
    )


def run(args: Namespace) -> int:
    """Write the site, or serve it until stopped."""
    from trackpacer.web import serve, site

    if args.out is not None:
        site.write(args.out)
        print(f"wrote {args.out / 'index.html'} and what belongs to it")
        return 0
    found = site.files()
    port = serve.PORT if args.port is None else args.port
    with serve.server(found, port) as server:
        address = f"http://localhost:{server.server_port}/"
        print(f"Track Pacer is at {address} (Ctrl-C ends it)")
        sys.stdout.flush()
        if not args.no_browser:
            import webbrowser

            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0
