# SPDX-License-Identifier: MIT
"""What is asked about a text as a whole, once its blocks stand."""

from __future__ import annotations

import re

from trackpacer.notation import tree
from trackpacer.notation.assembly import placing
from trackpacer.notation.elements import Aim, Remark
from trackpacer.notation.patterns import pattern
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.source import Source
from trackpacer.notation.tree import Item, RepeatSpec, Rest, RunSpec, all_runs
from trackpacer.records import replace
from trackpacer.session import Effort, Role


def easy_home(items: list[Item], source: Source) -> None:
    """`40 min easy + 6 x 20 s strides + 8 min`: nothing but easy running; the last is easy too."""
    while items and isinstance(items[-1], RunSpec) and items[-1].role is Role.COOLDOWN:
        items = items[:-1]
    last = items[-1] if items else None
    if len(items) == 2 and isinstance(items[0], RunSpec):
        return  # `10 min warm-up, 30 min hilly fartlek`
    if len(items) < 2 or not isinstance(last, RunSpec) or last.target or last.effort:
        return
    if _ZONE.search(source.plain, last.length_span[1]):
        return  # `10 min Z1, 10 min Z2, 10 min Z3`
    if last.rest is not None and last.rest.off:
        return  # `5 x 30 s strides, then 2 min on 1 min off`
    before = all_runs(items[:-1])
    quiet = (Role.EASY, Role.STRIDE, Role.WARMUP)
    far = sum(run.metres + run.ms / 330 for run in before if run.role is Role.EASY)
    whole = any(last.metres > 1 and last.metres % unit < 1 for unit in (1000, MILE / 2))
    home = bool(last.ms) or (whole and last.metres <= 0.31 * far)  # longer: may be a race
    if last.role is Role.WORK and home and all(run.role in quiet for run in before):
        last.role, last.effort = Role.EASY, Effort.EASY
        source.note(f"'{source.quote(last.start, last.end)}' at the end taken as easy running")


def minutes_or_hours(items: list[Item], source: Source) -> None:
    """Refuses `1:15 easy`: nobody runs easy for 75 seconds."""
    work = any(run.role is Role.WORK for run in all_runs(items))
    for item in items:
        if not isinstance(item, RunSpec) or item.role is not Role.EASY or work:
            continue
        if item.unit == "clock" and 0 < item.ms <= 300_000:
            shown = source.quote(*item.length_span).split(" ")[0]
            hours, _, minutes = shown.partition(":")
            raise source.fail(
                f"'{shown}' of easy running: minutes and seconds, or hours?",
                item.start,
                f"`{hours} h {minutes} min`, or `{item.ms / 1000:g} s`",
            )


def second_recovery(items: list[Item], source: Source) -> None:
    """Refuses a recovery after the last set, which has its own: where does it belong?"""
    last = items[-1] if items else None
    before = items[-2] if len(items) > 1 else None
    if not isinstance(last, Rest) or not isinstance(before, RepeatSpec):
        return
    if placing.held(before) and walked(last, source):
        source.note(f"'{source.quote(*last.span)}' at the end is left to the runner")
        items.pop()
        return
    home = last.jogged and last.far
    held = placing.closed(before) or (placing.held(before) and not home)
    if held and last.place in ("gap", ""):
        raise source.second_rest(last.span)


def walked(rest: Rest, source: Source) -> bool:
    """`6 x (…), 2-3 min walk`: what is walked home."""
    words = source.plain[rest.span[0] : rest.span[1]]
    return "walk" in words and rest.sized and rest.place in ("gap", "")


_ZONE = pattern(r"\b(z|zone|level) ?[3-7]\b")
_EASED = pattern(r"\b(easy|slow|float|walk)\b")

_REPS_OF = pattern(r"(^|[.;:\n])[^\d.;:\n]*\b(reps|efforts|repeats|intervals) of (a )?$")


def how_often(items: list[Item], source: Source) -> None:
    """Refuses `10 min warm-up then 2 min on 1 min off`, `efforts of 3 min`: how many times?"""
    work = [run for run in all_runs(items) if run.role is Role.WORK]
    led = work and work[0] is items[0] and not (work[0].effort or work[0].target)
    alone = len(work) == 1 + bool(led and len(items) > 1 and work[0].ms >= 600_000)
    for one in work:
        if one in items and _REPS_OF.search(source.plain[: one.start]):
            raise source.fail("how many '{this}'?", (one.start, one.end), "like `8 x {this}`")
    for i, item in enumerate(items if alone else ()):
        if not isinstance(item, RunSpec) or not (0 < item.ms <= 600_000 or item.metres):
            continue
        short = item.role is Role.WORK and (item.metres or item.ms / 500) <= 600
        hard = short and item.target is None
        rest, after = item.rest, items[i + 1 :]
        if rest is None and hard:
            rest, after = _eased(item, after, source)
        if rest is None or not rest.sized:
            continue
        ends = not after or isinstance(after[0], Rest) or _is_home(after[0])
        eases = rest.jogged or _EASED.search(source.plain[item.start : rest.span[1]])
        if rest.off or (hard and eases and ends and i):
            raise source.fail(
                "how many times '{this}'?", (item.start, rest.span[1]), "a count, like `8 x {this}`"
            )


def _eased(item: RunSpec, after: list[Item], source: Source) -> tuple[Rest | None, list[Item]]:
    """The recovery that stands behind a hard run by itself, or as an easy run; and what follows."""
    eased = after[0] if after else None
    if isinstance(eased, Rest):
        return eased, after[1:]
    if not isinstance(eased, RunSpec):
        return None, after
    joined = "/" in source.plain[item.start : eased.start]
    # `5 min hard, 5 min easy` closes a run; with more behind it, it may be one of several.
    easy = bool(item.effort) and eased.role is Role.EASY and len(after) > 1
    if not joined and not (easy and 0 < eased.ms <= 2 * item.ms):
        return None, after
    off, span = joined and eased.ms <= item.ms, (eased.start, eased.end)
    return Rest(span, "time", ms=eased.ms, jogged=easy, off=off), after[1:]


def _is_home(item: Item) -> bool:
    return isinstance(item, RunSpec) and item.role in (Role.COOLDOWN, Role.EASY)


def paced_title(items: list[Item], remarks: list[Remark], source: Source) -> None:
    """Refuses `MP mix: 2 x 4k w/ 3 min jog`: the title may be the pace of what follows."""
    titles = [remark for remark in remarks if "paced-title" in remark.notes]
    work = [run for run in all_runs(items) if run.role is Role.WORK]
    told = [source.quote(*run.target.span).split()[-1] for run in work if run.target is not None]
    if titles and any(run.target is None and not run.effort for run in work):
        if any(word in source.quote(*titles[0].span).lower().split() for word in told):
            return  # `Long run + tempo: 25 min run, 12 min tempo, 15 min run`
        raise source.fail(
            "'{this}' may be the pace of what follows, or its title",
            titles[0].span,
            "the pace with the reps, like `5 x 1k @ MP`",
        )


_EACH = pattern(r"\bbetween (?:each|every)(?: (?:one|of them|(rep|run|interval|effort)))?\W*$")
_OF_RACE = pattern(r"% ?(?:of )?(?:\d+ ?k|h?mp|h?m|marathon|threshold)\b", re.I)


def percent_of_what(aims: list[Aim], source: Source) -> None:
    """Refuses `6 x 1 km at 105% of HM pace, 1 km at 90%`: 90 % of the same?"""
    told = any(aim.target.pace.percent != 100 for aim in aims)
    if not aims or not (told or _OF_RACE.search(source.plain)):
        return
    for aim in aims:
        words = source.plain[aim.span[0] : aim.span[1]]
        if aim.target.pace.name == "effort" and "%" in words:
            shown = words.split("%")[0].split()[-1]
            raise source.fail(
                f"{shown}% of what?", aim.span, "a percentage with its pace, like `90% of 10k pace`"
            )


def one_for_each(items: list[Item], source: Source) -> None:
    """`5 min / 2 x 4 min / 5 x 1 min` and `3 / 2 / 1 min recovery`: one for each set?"""
    sets = [x for x in items if not isinstance(x, Rest) and all_runs([x])[0].role not in tree.QUIET]
    rest = sets[-1].rest if len(sets) > 2 and len([*tree.all_rests(items)]) == 1 else None
    if rest is None or not len(rest.listed) == len(sets) == len(all_runs([*sets])):
        return
    shown = f"'{source.quote(*rest.span)}'"
    question = f"{shown}: one for each set, or all in the last?"
    # `5 / 2x4 / 3x2 / 5x1 min`, and below it as many with the same sign: one below each
    signs = source.plain[sets[0].start : sets[-1].end], source.plain[slice(*rest.span)]
    alike = all(part.count("/") == len(sets) - 1 for part in signs)
    several = len(tree.as_run(sets[-1])) == len(sets) + 1 and not alike
    if several and source.way(rest.span[0], question, 2):
        return
    source.note(f"{shown} taken as one for each set")
    for one, value in zip(sets, rest.listed, strict=True):
        one.rest = replace(rest.one_of(value), notes=[])


def between_each(items: list[Item], source: Source) -> None:
    """`4 x (1 mile, 800), 2 min between each one`: of the runs, of the sets, or of them all?"""
    for item in items:
        if not isinstance(item, RepeatSpec) or item.count < 2 or not item.paren or item.rest:
            continue
        *before, last = all_runs(item.body)
        rest = before[0].rest if before and len(before) == len(item.body) - 1 else None
        said = rest and _EACH.search(source.plain[slice(*rest.span)])
        if not (rest and said) or rest.place != "reps" or rest.span[0] < item.end or last.rest:
            continue
        ways = ["both", "runs"] if said[1] else ["both", "sets", "runs"]
        question = f"'{source.quote(*rest.span)}': of the runs and the sets, or of one of them?"
        way = ways[source.way(rest.span[0], question, len(ways))]
        item.rest = None if way == "runs" else replace(rest, place="", notes=[])
        for run in before if way == "sets" else []:
            run.rest, run.continuous = None, True


def run_round(items: list[Item], source: Source) -> None:
    """`12 min, 6 x 400 (60s), 12 min`: are the bare runs around the reps a part of the work?"""
    reps, ends = items[1:-1], [one for one in items[:1] + items[-1:] if isinstance(one, RunSpec)]
    told = any(one.rest or (one.role is Role.WORK and (one.target or one.effort)) for one in ends)
    # Of both ways to take `8 x 300 (75s)`, lest the other be read in silence.
    known = any(rest.sized for rest in tree.all_rests(reps)) or any(
        r.target for r in all_runs(reps)
    )
    if told or len(ends) < 2 or not known:
        return
    (first, last), others = ends, any(isinstance(one, RunSpec | tree.GroupSpec) for one in reps)
    before, after, *inner = (one.ms or one.metres * 300 for one in [*ends, *all_runs(reps)])
    long = inner and before >= after >= max(480_000, *(2 * one for one in inner)) and not others
    question = f"'{source.quote(last.start, last.end)}': the cool-down, or one more run?"
    asked = last.role is Role.WORK and long and "effort" not in source.plain[last.start :]
    if asked and source.way(last.start, question, 2) == 0:
        first.role = Role.WARMUP if first.role is Role.WORK else first.role
        last.role = Role.COOLDOWN
