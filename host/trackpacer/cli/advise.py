# SPDX-License-Identifier: MIT
"""`pacer advise`: from the splits of a race to the sessions that answer it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer import sources
from trackpacer.cli import session_arguments
from trackpacer.errors import UserError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from trackpacer.coaching.advice import Advice
    from trackpacer.coaching.price import Column
    from trackpacer.coaching.race import Shape
    from trackpacer.coaching.splits import Splits
    from trackpacer.paces.races import Race


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "splits",
        metavar="SPLITS",
        help="the race: typed splits, or a CSV, FIT, TCX or GPX file",
    )
    parser.add_argument(
        "--per",
        choices=("km", "1000", "800", "400", "200", "mile"),
        help="the distance of each time, where none is written (in a file: of each lap)",
    )
    parser.add_argument(
        "--distance",
        metavar="D",
        help="the distance of the race, as 10k, where the splits do not end on it",
    )
    parser.add_argument(
        "--part", type=int, metavar="N", help="which activity of a file with several, from 1"
    )
    parser.add_argument(
        "--moving", action="store_true", help="leave out the time in which the watch was paused"
    )
    parser.add_argument(
        "--goal",
        action="append",
        default=[],
        metavar="DISTANCE=TIME",
        help="a race to come, as 10k=34:00 (default: the athlete's)",
    )
    session_arguments.configure_runner(parser)
    parser.add_argument("--explain", action="store_true", help="show every number, and the rule")
    parser.add_argument(
        "--json", action="store_true", help="print all of it as JSON, for other programs"
    )
    parser.add_argument(
        "-o", "--output", metavar="FOLDER", type=Path, help="write the sessions as files"
    )
    parser.epilog = (
        'pacer advise "1k 3:20, 2k 6:41, 3k 10:03, 4k 13:25, 5k 17:05" --goal 5k=16:45\n'
        'pacer advise "83 84 84 84 85 84 84 84 84 84 88 90 45" --per 400 --distance 5k\n'
        "pacer advise race.fit --goal 10k=34:00 --explain"
    )


def run(args: Namespace) -> int:
    """Look at the race, and print what happened and what to run for it."""
    from trackpacer.coaching import advice, race, race_files

    try:
        splits = _splits(args)
    except race_files.Unsettled as asked:
        if asked.splits is not None and not args.json:
            print("\n".join(_read(asked.splits)))
        raise
    shape = race.examine(splits)
    goal = _goal(args)
    advised = advice.advise(shape, goal)
    known, from_race = _races(args, shape)
    priced = _priced(advised, known, goal, args.equivalence or "")
    if args.json:
        _print_json(splits, shape, advised, priced)
    else:
        _print(args, splits, shape, advised, priced, known, from_race)
    if args.output is not None and advised.sessions:
        _write(args.output, advised, known, args.json)
    return 0


def _splits(args: Namespace) -> Splits:
    from trackpacer.cli import waiting
    from trackpacer.coaching import race_files, splits
    from trackpacer.paces import parse_distance

    per = splits.UNITS[args.per] if args.per else None
    distance = parse_distance(args.distance) if args.distance else None
    path = sources.path_of(args.splits)
    if path is None and Path(args.splits).suffix.lower() in (
        ".fit", ".gpx", ".tcx", ".csv", ".gz"
    ):  # fmt: skip
        raise UserError(f"there is no file {args.splits}", "name a file, or type the splits")
    if path is not None:
        with waiting.bar(f"reading {path.name}") as progress:
            return race_files.load(
                path, per, distance, progress, part=args.part, moving=args.moving
            )
    return splits.typed(args.splits, per, distance)


def _goal(args: Namespace) -> tuple[Race, ...]:
    from trackpacer.paces import parse_race
    from trackpacer.paces.athletes import load_squad

    if args.goal:
        return tuple(parse_race(text) for text in args.goal)
    return load_squad().find(args.athlete).goal if args.athlete else ()


def _races(args: Namespace, shape: Shape) -> tuple[tuple[Race, ...], bool]:
    """What the sessions are priced from: the races given, else the race itself (then True)."""
    from trackpacer.paces.races import Race

    known = session_arguments.races(args)
    if known:
        return known, False
    return (Race(round(shape.metres, 1), shape.ms),), True


def _priced(
    advised: Advice, known: tuple[Race, ...], goal: tuple[Race, ...], equivalence: str
) -> list[list[Column]]:
    from trackpacer.coaching import library, price
    from trackpacer.notation import Context

    found = []
    for session in advised.sessions:
        text = library.session_text(session.name)
        columns = []
        for label, races in (("today", known), ("goal", goal)):
            if races:
                context = Context(
                    races=races, equivalence=equivalence, file=f"library:{session.name}"
                )
                columns.append(price.column(label, text, context))
        found.append(columns)
    return found


def _print(
    args: Namespace,
    splits: Splits,
    shape: Shape,
    advised: Advice,
    priced: list[list[Column]],
    known: tuple[Race, ...],
    from_race: bool,
) -> None:
    from trackpacer import preview
    from trackpacer.coaching import advice, library, price

    print("\n".join(_segments(splits, shape)))
    print(f"\nWhat happened: {advice.verdict(shape)}.")
    for sentence in advised.findings:
        print("\n".join(preview.bullet(sentence)))
    if args.explain:
        print("\n".join(_explained(splits, shape)))
    if not advised.sessions:
        print("\nThe splits support none of the article's cases, so no session is advised:")
        print("\n".join(preview.bullet(shape.rule)))
        return
    print("\nWhat to run")
    for session, columns in zip(advised.sessions, priced, strict=True):
        entry = library.find(session.name)
        print(f"\n{entry.name}: {entry.text}")
        print("\n".join(preview.bullet(f"why: {session.why}")))
        if entry.needs:
            print("\n".join(preview.bullet(f"first: {', '.join(entry.needs)}")))
        print("\n".join(price.table(columns)))
        for column in columns:
            for note in column.session.warnings:
                print("\n".join(preview.bullet(f"{column.label}: {note}")))
        races = " ".join(f"--race {_plain(race)}" for race in known)
        print(f"pacer send library:{entry.name} {races}")
    print(f"\n{advice.READ_FROM_DESIGN}")
    if from_race:
        print(
            f"Worked out from this race ({known[0].name}), in which you slowed: with a better one, "
            "add --race."
        )
    print(library.NOT_YOURS)


def _plain(race: Race) -> str:
    distance, _, time = race.name.rpartition(" ")
    return f"{distance.replace(' marathon', '').replace(' ', '')}={time}"


def _segments(splits: Splits, shape: Shape) -> list[str]:
    from trackpacer.coaching.splits import name_of
    from trackpacer.times import clock

    lines = [f"{name_of(shape.metres)} {clock(shape.ms)} ({splits.source})"]
    lines += list(splits.notes)
    lines += ["", f"{'from':>8}  {'to':>8}  {'time':>9}  {'per 400':>8}  {'+/- %':>6}"]
    for segment in shape.segments:
        off = segment.per_400 / shape.before - 1
        here = " <- here" if segment.start_m == shape.onset_m else ""
        lines.append(
            f"{segment.start_m:8.0f}  {segment.end_m:8.0f}  {clock(segment.ms):>9}  "
            f"{segment.per_400:8.2f}  {off:+6.1%}{here}"
        )
    return lines


def _read(splits: Splits) -> list[str]:
    """The splits of what may be no race: without a word on how it went."""
    from trackpacer.coaching import race
    from trackpacer.times import clock

    lines = [f"recorded: {splits.metres:.0f} m in {clock(splits.ms)} ({splits.source})"]
    lines += [*splits.notes, "", f"{'from':>8}  {'to':>8}  {'time':>9}  {'per 400':>8}"]
    for part in race.segments_of(splits):
        lines.append(
            f"{part.start_m:8.0f}  {part.end_m:8.0f}  {clock(part.ms):>9}  {part.per_400:8.2f}"
        )
    return lines


def _explained(splits: Splits, shape: Shape) -> list[str]:
    from trackpacer.coaching import race

    lines = ["", "Explained"]
    rows = [
        ("race", f"{shape.metres:.0f} m in {shape.ms / 1000:g} s, {shape.per_400:.2f} s per 400"),
        ("held", f"{shape.before:.2f} s per 400 before it slowed"),
        ("slowed at", "nowhere" if shape.onset_m is None else f"{shape.onset_m:.0f} m"),
    ]
    if shape.onset_m is not None:
        rows += [
            ("to go", f"{shape.rest_m or 0:.0f} m"),
            ("after", f"{shape.after:.2f} s per 400, {shape.fade or 0:+.2%}"),
        ]
    rows += [
        ("fast start", f"{shape.fast_start:.2%}" if shape.fast_start else "no"),
        ("rule", shape.rule),
        (
            "thresholds",
            f"{race.SLOWED:.0%} slower ({race.SLOWED_SHORT:.0%} for a last 300 m or less), each "
            f"segment half of it, {race.SCATTERS:g} times the scatter of the segments before, "
            f"and 1.5 times the times' precision ({splits.rough_ms / 1000:g} s)",
        ),
    ]
    from textwrap import wrap

    for label, text in rows:
        lines += wrap(text, 90, initial_indent=f"  {label:<11}", subsequent_indent=" " * 13)
    return lines


def _print_json(splits: Splits, shape: Shape, advised: Advice, priced: list[list[Column]]) -> None:
    import json

    from trackpacer.coaching import library, price

    value = {
        "distance_m": shape.metres,
        "time_s": shape.ms / 1000,
        "source": splits.source,
        "segments": [
            {
                "from_m": segment.start_m,
                "to_m": segment.end_m,
                "time_s": segment.ms / 1000,
                "s_400": round(segment.per_400, 3),
            }
            for segment in shape.segments
        ],
        "held_s_400": round(shape.before, 3),
        "slowed_at_m": shape.onset_m,
        "fade": None if shape.fade is None else round(shape.fade, 5),
        "fast_start": round(shape.fast_start, 5),
        "case": None if shape.case is None else shape.case.value,
        "rule": shape.rule,
        "findings": list(advised.findings),
        "sessions": [
            {
                "name": session.name,
                "text": library.find(session.name).text,
                "why": session.why,
                "priced": price.to_json(columns),
            }
            for session, columns in zip(advised.sessions, priced, strict=True)
        ],
    }
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _write(folder: Path, advised: Advice, known: tuple[Race, ...], quiet: bool) -> None:
    from trackpacer.coaching import library
    from trackpacer.files import write_whole

    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file", "name a folder for the sessions")
    folder.mkdir(parents=True, exist_ok=True)
    for session in advised.sessions:
        entry = library.find(session.name)
        races = "".join(f"race: {race.name}\n" for race in known)
        path = folder / f"{entry.name}.txt"
        write_whole(path, f"title: {entry.name}\n{races}{entry.text}\n".encode())
        if not quiet:
            print(f"wrote {path}")
