# SPDX-License-Identifier: MIT
"""`pacer roster`: the squad as a table: imported, listed, exported, put into groups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.paces.athletes import Athlete, Squad

EPILOG = """\
pacer roster import squad.csv     the first line names the columns, in any order:
                                  name,race,goal,watch,group (or one column per distance: 10k, 5k)
pacer roster                      who runs, how fast, with which watch
pacer roster export squad.csv     the same file back (- prints it)
pacer roster --groups 3           A, B and C, those closest in rep time together"""


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "what", nargs="?", choices=("import", "export"), help="leave it out to list the roster"
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a CSV file, or - (export: prints)")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="with import: whoever is not in the file leaves the roster",
    )
    parser.add_argument(
        "--groups", type=int, metavar="N", help="make N groups by rep time (400 m at 10k pace)"
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON, for other programs")
    parser.epilog = EPILOG


def run(args: Namespace) -> int:
    """Import, export, group, or list."""
    from trackpacer.paces.athletes import alone, load_squad

    if args.replace and args.what != "import":
        raise UserError("--replace goes with import", "pacer roster import FILE --replace")
    if args.groups is not None and args.what:
        raise UserError("--groups goes by itself", "pacer roster --groups 3")
    if args.what == "import":
        return _import(args)
    if args.groups is not None:
        with alone():
            squad = _group(load_squad(), args.groups)
    else:
        squad = load_squad()
    if args.what == "export":
        return _export(squad, args.file)
    if args.json:
        print(to_json(squad))
    else:
        show(squad)
    return 0


def _import(args: Namespace) -> int:
    import sys

    from trackpacer.paces import roster
    from trackpacer.paces.athletes import alone, key, load_squad, save_squad

    if not args.file:
        raise UserError("which file?", "pacer roster import squad.csv")
    if args.file == "-":
        data, name = sys.stdin.buffer.read(roster.MOST_BYTES + 1), "standard input"
    else:
        with open(args.file, "rb") as file:
            data, name = file.read(roster.MOST_BYTES + 1), args.file
    imported = roster.read(data, name)
    with alone():
        before = load_squad()
        squad = roster.merged(before, imported.athletes, args.replace)
        save_squad(squad)
    new = sum(before.known(one.name) is None for one in imported.athletes)
    changed = sum(
        known is not None and known != squad.known(one.name)
        for one in imported.athletes
        for known in [before.known(one.name)]
    )
    gone = [one.name for one in before.athletes if squad.known(one.name) is None]
    show(squad)
    counts = [f"{len(imported.athletes)} read", f"{new} new", f"{changed} changed"]
    print(f"\n{name}: {', '.join(counts)}" + (f"; left: {', '.join(gone)}" if gone else ""))
    for note in imported.notes:
        print(f"  check: {note}")
    if not before.default and squad.default and key(squad.default):
        print(f"  {squad.default} is the default: used whenever no athlete is named")
    return 0


def _export(squad: Squad, file: str | None) -> int:
    import sys

    from trackpacer.files import write_whole
    from trackpacer.paces import roster

    _somebody(squad)
    data = roster.to_csv(squad)
    if file in (None, "-"):
        sys.stdout.write(data.removeprefix("\ufeff").replace("\r\n", "\n"))
        return 0
    write_whole(Path(str(file)), data.encode())
    print(f"wrote {file}: {_many(len(squad.athletes))}")
    return 0


def _group(squad: Squad, count: int) -> Squad:
    from trackpacer.paces import roster
    from trackpacer.paces.athletes import save_squad
    from trackpacer.records import replace

    _somebody(squad)
    timed = sorted(
        ((time, one) for one in squad.athletes if (time := roster.rep_ms(one)) is not None),
        key=lambda pair: (pair[0], pair[1].name),
    )
    if not 1 <= count <= min(len(timed), roster.MOST_GROUPS):
        raise UserError(
            f"{len(timed)} athletes with a race do not make {count} groups",
            f"write 1 to {min(len(timed), roster.MOST_GROUPS)}",
        )
    numbers = roster.grouped([time for time, _ in timed], count)
    letters = {one.name: chr(65 + number) for (_, one), number in zip(timed, numbers, strict=True)}
    squad = replace(
        squad,
        athletes=tuple(replace(one, group=letters.get(one.name, "")) for one in squad.athletes),
    )
    save_squad(squad)
    return squad


def _somebody(squad: Squad) -> None:
    if not squad.athletes:
        raise UserError("the roster is empty", "fill it: pacer roster import squad.csv")


def _many(count: int) -> str:
    return "one athlete" if count == 1 else f"{count} athletes"


def show(squad: Squad) -> None:
    """Print the roster: by group, the fastest first."""
    from trackpacer.columns import lines
    from trackpacer.paces import roster
    from trackpacer.paces.athletes import key
    from trackpacer.times import clock

    if not squad.athletes:
        print(
            "The roster is empty. Fill it from a file, or one by one:\n"
            "  pacer roster import squad.csv     its first line: name,race,goal,watch,group\n"
            "  pacer athlete anna --race 10k=35:00"
        )
        return
    rows = []
    for one in ordered(squad):
        time = roster.rep_ms(one)
        rows.append(
            (
                one.group,
                one.name + (" *" if key(one.name) == key(squad.default) else ""),
                ", ".join(race.name for race in one.races) or "no race",
                ", ".join(race.name for race in one.goal),
                one.watch_name,
                clock(time, 1) if time else "",
            )
        )
    print("\n".join(lines(("group", "name", "race", "goal", "watch", "400"), rows)))
    print(
        f"{_many(len(squad.athletes))}; 400: at 10k pace"
        + ("; * the default athlete" if squad.default else "")
    )


def ordered(squad: Squad) -> list[Athlete]:
    """The athletes by group and pace."""
    from trackpacer.paces import roster
    from trackpacer.paces.athletes import key

    return sorted(
        squad.athletes,
        key=lambda one: (
            not one.group,
            key(one.group),
            roster.rep_ms(one) or 10**9,
            key(one.name),
        ),
    )


def to_json(squad: Squad) -> str:
    """The roster for other programs."""
    import json

    from trackpacer.paces import roster
    from trackpacer.paces.athletes import key

    found = [
        {
            "name": one.name,
            "races": [race.name for race in one.races],
            "goal": [race.name for race in one.goal],
            "watch": one.watch_name,
            "group": one.group or None,
            "rep_400_s": None if (time := roster.rep_ms(one)) is None else time / 1000,
            "default": key(one.name) == key(squad.default),
        }
        for one in ordered(squad)
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)
