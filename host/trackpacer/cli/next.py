# SPDX-License-Identifier: MIT
"""`pacer next`: from the laps of a progression, is the next step due?"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from trackpacer import dates
from trackpacer.errors import UserError

if TYPE_CHECKING:
    from trackpacer.coaching.verdict import Judged, Test


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "log",
        nargs="*",
        help="logs of the progression: last (the default), a number from pacer logs, the start of "
        "a file name, or a path",
    )
    parser.add_argument(
        "--plan",
        metavar="FOLDER",
        type=Path,
        help="the session files of `pacer plan -o FOLDER`, to name the next of them",
    )
    parser.add_argument(
        "--test", action="store_true", help="judge 25 x 400 as the test ten weeks before the race"
    )
    parser.add_argument("--race-day", metavar="DATE", help="the day of the race, for --test")
    parser.add_argument(
        "--json", action="store_true", help="print the verdict as JSON, for other programs"
    )


def run(args: argparse.Namespace) -> int:
    """Judge the logs, oldest first, and say what comes next."""
    from trackpacer.coaching import verdict
    from trackpacer.laps.store import Store

    store = Store()
    results = [store.result(store.choose(name)) for name in args.log or ["last"]]
    if args.test or args.race_day:
        if len(results) != 1:
            raise UserError(f"{len(results)} logs", "the test is one session")
        return _test(args, verdict.test_workout(results[0], _day(args.race_day)))
    results.sort(key=lambda result: result.began.timestamp() if result.began else 0.0)
    judged = [verdict.judge(result) for result in results]
    following = _following(args.plan, judged)
    if args.json:
        import json

        print(
            json.dumps(
                {"sessions": [_plain(one) for one in judged], "next": following},
                ensure_ascii=False,
                indent=2,
            )
        )
        return 0
    for one in judged:
        _print(one)
    print(f"\nNext: {following}")
    return 0


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    return dates.read(text, ahead=True)


def _print(one: Judged) -> None:
    from trackpacer import preview
    from trackpacer.coaching import verdict

    when = f"{one.began.isoformat()}  " if one.began else ""
    print(f"{when}{one.title}: {one.outcome.value}")
    for line in [*verdict.describe(one), *one.reasons]:
        print("\n".join(preview.bullet(line)))


def _following(folder: Path | None, judged: list[Judged]) -> str:
    """What to run next, in words."""
    from trackpacer.coaching import verdict
    from trackpacer.coaching.verdict import Outcome

    last = judged[-1]
    move = {Outcome.DUE: 1, Outcome.REPEAT: 0, Outcome.EASY: 2}[last.outcome]
    why = {
        Outcome.DUE: "the next step",
        Outcome.REPEAT: "the same again",
        Outcome.EASY: "skip a step",
    }[last.outcome]
    if verdict.step_back(judged):
        move, why = -1, "it did not work twice: the step before it once more"
    if folder is not None:
        return f"{why}: {_in_plan(folder, last, move)}"
    text = verdict.article_step(last, move)
    if not text and move > 0 and verdict.last_step(last):
        return f"{why}: that was the last: the race, or a faster 10k pace for another progression"
    if not text and move > 0:
        return f"{why}; it is not of the kind whose steps are known: pacer plan lays out others"
    if not text and move < 0:
        return f"{why}; it is not of the kind whose steps are known"
    return f"{why}: {text or last.title}"


def _in_plan(folder: Path, last: Judged, move: int) -> str:
    """The file of the plan so many steps after the one that was run."""
    from trackpacer import compiler
    from trackpacer.cli import session_arguments

    if not folder.is_dir():
        raise UserError(f"there is no folder {folder}", "pacer plan -o FOLDER writes one")
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise UserError(f"there are no session files in {folder}", "pacer plan -o FOLDER")
    parser = argparse.ArgumentParser()
    session_arguments.configure(parser)
    at = None
    for number, file in enumerate(files):
        session = session_arguments.load(parser.parse_args([str(file)]))
        found = compiler.compile_session(session)
        if found.identity == last.identity or (at is None and session.title == last.title):
            at = number
            if found.identity == last.identity:
                break
    if at is None:
        raise UserError(
            f"no session in {folder} is the one of this log, {last.title!r}",
            "name the plan's own folder, or leave --plan out",
        )
    if at + move >= len(files):
        return f"{files[-1]}" if at < len(files) - 1 else "the plan is done: race, or a new plan"
    return str(files[max(0, at + move)])


def _test(args: argparse.Namespace, test: Test) -> int:
    from trackpacer import preview
    from trackpacer.coaching import verdict

    if args.json:
        import json

        value = {
            **_plain(test.judged),
            "grade": test.grade.value,
            "means": verdict.MEANING[test.grade],
            "shown_10k_s": test.shown_ms / 1000,
            "weeks_before": test.weeks,
            "reasons": list(test.reasons),
            "remarks": list(test.remarks),
        }
        print(json.dumps(value, ensure_ascii=False, indent=2))
        return 0
    print(f"{test.judged.title}: {test.grade.value}")
    for line in [*verdict.describe(test.judged), *test.reasons, *test.remarks]:
        print("\n".join(preview.bullet(line)))
    print(f"\n{verdict.shown(test)}")
    print(f"It means: {verdict.MEANING[test.grade]}")
    return 0


def _plain(one: Judged) -> dict[str, object]:
    return {
        "title": one.title,
        "date": one.began.isoformat() if one.began else None,
        "planned": one.planned,
        "run": one.run,
        "hit": one.hit,
        "slow": one.slow,
        "fast": one.fast,
        "target_s": one.target_ms / 1000,
        "mean_s": round(one.mean_ms / 1000, 3),
        "off_s": round(one.off_ms / 1000, 3),
        "fade_s": None if one.fade_ms is None else round(one.fade_ms / 1000, 3),
        "recoveries_s": None if one.rests is None else [ms / 1000 for ms in one.rests],
        "outcome": one.outcome.name.lower(),
        "reasons": list(one.reasons),
    }
