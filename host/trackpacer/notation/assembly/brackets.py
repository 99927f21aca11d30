# SPDX-License-Identifier: MIT
"""A bracket, and lines below a count: are its runs on end, and where is its recovery?"""

from __future__ import annotations

from trackpacer.notation.blocks import Block
from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source
from trackpacer.notation.tree import Item, RepeatSpec, Rest, RunSpec
from trackpacer.records import replace
from trackpacer.session import Effort, Role


def passes(item: RepeatSpec, source: Source) -> None:
    """`3 x (4 x 400 R60; jog 200 between sets)`: the sets are the passes of the bracket."""
    last = item.body[-1]
    if isinstance(last, Rest) and last.place == "sets" and item.rest is None and item.count > 1:
        item.body.pop()
        item.rest = replace(last, place="")


def where_they_end(item: RepeatSpec, part: Block, source: Source) -> None:
    """Refuses lines below `4 lots of:` whose last has no recovery, where the others have one."""
    rested = [isinstance(one, Rest) or getattr(one, "rest", None) is not None for one in item.body]
    if any(rested) and not rested[-1] and item.rest is None:
        shown = source.quote(*part.counts[-1].span).rstrip(":").strip()
        last = item.body[-1]
        raise source.fail(
            f"where do the lines of '{shown}' end?",
            last.span[0] if isinstance(last, Rest) else last.start,
            "brackets, like `3 x (800, 400)`, or an empty line after the set",
        )


def _gears(runs: list[RunSpec]) -> None:
    """`(9 min tempo, 5 min faster, 3 min fast)`: run on end."""
    if all(run.ms and (run.effort or run.target) and not run.rest for run in runs):
        for run in runs[:-1]:
            run.continuous = True


def on_end(item: RepeatSpec, source: Source, rested: bool) -> None:
    """`(1 min @ 5k pace, 1 min steady)`, `(4 min tempo, 3 min jog)`: without a recovery within.
    rested: one is told behind the bracket."""
    rest = item.rest
    runs = [part for part in item.body if isinstance(part, RunSpec)]
    last = runs[-1] if runs else None
    if rest is None and last is not None:
        rest = last.rest
    if rest is None and isinstance(item.body[-1], Rest):
        rest = item.body[-1]
    if item.rest is not None and item.rest.closing and all(run.target for run in runs):
        _without(item, runs, True)
    if item.count == 1 and item.rest is None and len(runs) == len(item.body) > 2:
        _gears(runs)
    if len(runs) > 1 and len(runs) == len(item.body) and not any(run.rest for run in runs):
        plain = [run for run in runs if not (run.effort or run.target)]
        most = len(runs) > 3 and len(plain) == 1 and bool(plain[0].ms)  # `…, 45 s run`
        told = (not plain or most) and item.rest is None
        steady = sum(run.effort is Effort.STEADY for run in runs)
        if told and 0 < steady < len(runs):  # `1 min @ 5k pace, 1 min steady`: no recovery at all
            _without(item, runs, rested)
        eased = item.rest is None and runs[0].effort is Effort.EASY
        if eased and (told or item.count > 1) and {run.effort for run in runs} != {Effort.EASY}:
            _without(item, runs, rested)  # `90s jog, 30s sprint`
    if rest is None and item.rest is None and any(map(_slow_part, runs)):
        # `3 x (3 miles @ MP, 1 mile @ MP + 1 min)`: the slow mile is the recovery
        _without(item, runs)
    if rest is not None:
        _jog_at_end(item, runs, rest, source)


def _without(item: RepeatSpec, runs: list[RunSpec], rested: bool = False) -> None:
    """Let the runs go on into each other, and the last into the next pass unless that is rested."""
    for run in runs[:-1] if rested else runs:
        run.continuous = True
    if not rested:
        item.rest = Rest((runs[-1].start, runs[-1].end), "none")


def _jog_at_end(item: RepeatSpec, runs: list[RunSpec], rest: Rest, source: Source) -> None:
    """`(4 min steady, 4 min tempo, 3 min jog)`: the jog at the end is the only recovery."""
    before = runs[:-1]
    if not before or rest.kind != "time" or any(run.rest for run in before):
        return
    if not (rest.jogged or any(run.effort in (Effort.STEADY, Effort.EASY) for run in before)):
        return  # nobody recovers after an easy run
    if len(runs) + isinstance(item.body[-1], Rest) != len(item.body):
        return
    told = all(run.ms and (run.effort or run.target) for run in runs)
    paces = (run.target.pace if run.target else None for run in runs)
    gears = {(pace.metres, pace.name, pace.ms) if pace else None for pace in paces}
    if told and max(len({run.effort for run in runs}), len(gears)) > 1:
        for run in before:
            run.continuous = True
        source.note(f"'{source.quote(item.start, item.end)}': no recovery but the jog at the end")


def _slow_part(run: RunSpec) -> bool:
    """Whether a run is a minute a mile slower than a pace, or half of it than a marathon's."""
    offset, pace = (run.target.offset, run.target.pace) if run.target else (None, None)
    if offset is None or pace is None:
        return False
    long = run.metres >= 1000 and (pace.metres > 42_000 or pace.name == "M")
    slower = min(offset.fast_ms, offset.slow_ms) * (1.6 if long and offset.unit == "km" else 1)
    return slower >= 60_000 if offset.unit and not long else long and slower >= 30_000


_INTO = pattern(r"\binto( an?| the)?( \w+)? *$")


def led_into(items: list[Item], source: Source) -> None:
    """`6 x 3 min straight into 1 min hard, 90 s jog`: each of the reps goes on so."""
    for i in range(len(items) - 2, -1, -1):
        reps, run = items[i : i + 2]
        if not isinstance(reps, RepeatSpec) or not isinstance(run, RunSpec) or reps.count < 2:
            continue
        rep, into = reps.body[0], reps.rest
        if len(reps.body) > 1 or not isinstance(rep, RunSpec) or run.role is not Role.WORK:
            continue
        on_end = rep.continuous if into is None else into.kind == "none"
        start = into.span[0] if into else rep.end
        if not on_end or not _INTO.search(source.plain[start : run.start]):
            continue
        if run.metres > 1.5 * rep.metres > 0 or run.ms > 1.5 * rep.ms > 0:
            continue  # `6 x 400 straight into a 5k tempo`
        source.note(
            f"each of the {reps.count} taken to go on '{source.quote(start, run.end).strip()}'"
        )
        rep.continuous = True
        reps.body.append(run)
        gap = items[i + 2] if len(items) > i + 2 else None
        reps.rest, run.rest = (gap, run.rest) if isinstance(gap, Rest) else (run.rest, None)
        reps.end, reps.paren = run.end, True
        del items[i + 1 : i + 2 + isinstance(gap, Rest)]
