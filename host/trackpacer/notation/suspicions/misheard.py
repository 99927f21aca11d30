# SPDX-License-Identifier: MIT
"""What looks misheard in a reading that stands: words that were cut, times and
counts taken for something else.

Each check is of what is run and of the characters around it, whatever phrases they were read by.
What looks wrong between the parts of a session (a total, a title, a stray run) is in `suspicions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source, Suspicion
from trackpacer.notation.suspicions.between import Checks
from trackpacer.notation.tree import (
    PER_METRES,
    GroupSpec,
    Item,
    RepeatSpec,
    Rest,
    RunSpec,
    Target,
    all_rests,
    all_runs,
    runs_of,
)
from trackpacer.session import Effort, Role

_GUESSED = pattern(r"(\(|[,;-] ?)(?:about|approx\w*|est|circa|c|ca|roughly|around|~)[.~ ]*$")
_CUT_BEFORE = pattern(r"\d['\"]$")
_REST_BEHIND = pattern(r"[ ,]{0,2}(?:\(\w+\) )?(?:rest|recovery|recoveries|rec|pause)\b(?! run)")
_UNIT_TAIL = pattern(r"/[a-z]{3}")
_IN_MINUTES = pattern(r".*min(?:ute)?s?$")
_MARK = pattern(r"[ \t]*[-\u2022]")
_HEAD = pattern(r"(?:\d+|[a-z]+) ?(?:x|times|sets?|rounds?)(?: of(?: this| these)?)?")
_HEADING = pattern(r"(?:^|\n)\W*((?:warm|cool)[- ]?(?:up|down))\s*(?:[:\n]|-\s)[^\d\n.;,]{0,24}$")
_REST_IS = pattern(r"\b(?:interval|recover\w*|rest|jog)\b[^.\d]{0,30}\b(?:is|be|of)\b[^.]{0,12}\d")
_ENDS = pattern(r"[ .]{0,2}(?:cd|c/d|c\.d|wu|w/u|w\.u)\b")
_INCLUDES = pattern(r"\binclud(?:es|ing|ed)\s*$")
_SESSION = pattern(r"\b(?:session|workout|training)(?: that| which| also|,)* $")  # of which it is
_CLOCK = pattern(r"\d+[:'.]\d")
_JOGGED = pattern(r"\b(?:jog|walk)")
_LETTER = pattern(r"[A-Z]:")
_TOLD = (Effort.EASY, Effort.STEADY)
_PARTS = (Role.WARMUP, Role.COOLDOWN)
_LONG_WARM_UP_MS, _LONG_WARM_UP_M = 2_400_000, 9000
_AT_WORK = (
    Effort.STEADY, Effort.TEMPO, Effort.THRESHOLD, Effort.HARD, Effort.FAST, Effort.MAX,
)  # fmt: skip


def _every(items: Iterable[Item]) -> Iterator[Item]:
    """All items, those in sets, too."""
    for item in items:
        yield item
        if isinstance(item, RepeatSpec):
            yield from _every(item.body)
        elif isinstance(item, GroupSpec):
            yield from item.runs


def sets_in(items: list[Item]) -> Iterator[RepeatSpec]:
    """All sets, those in sets, too."""
    return (item for item in _every(items) if isinstance(item, RepeatSpec))


def _whose_race(items: list[Item], source: Source) -> Suspicion | None:
    """`3 min at race pace`: of a race that the line does not name."""
    for run in all_runs(items):
        pace = run.target.pace if run.target is not None else None
        shown = source.quote(*pace.span) if pace is not None and pace.kind == "goal" else ""
        if pace is not None and "race" in shown.lower():
            return Suspicion(f"'{shown}': of which race?", pace.span[0])
    return None


def _easy_and_fast(items: list[Item], source: Source) -> Suspicion | None:
    """`Jog to the park. 1000 @ race pace`: nobody jogs at race pace."""
    for run in all_runs(items):
        quiet = run.role is Role.EASY or run.effort is Effort.EASY
        if quiet and run.target is not None and run.target.pace.kind in ("race", "goal"):
            return source.asked(run.length_span, ": easy, or at race pace?", False)
    return None


def _worked_up(items: list[Item], source: Source) -> Suspicion | None:
    """`warm up, 15 minutes steady`: the warm-up, or what comes after it?"""
    for run in all_runs(items):
        if run.role in _PARTS and run.effort in _AT_WORK:
            name = "warm-up" if run.role is Role.WARMUP else "cool-down"
            return source.asked(run.length_span, f": the {name}, or work?")
        if run.role in _PARTS and (run.ms >= _LONG_WARM_UP_MS or run.metres >= _LONG_WARM_UP_M):
            return source.asked(run.length_span, ": so long, and before or after the work?")
        if run.role is Role.COOLDOWN and run.ms % 30_000:  # `wd - averaged about 3:32`
            return source.asked(run.length_span, ": the cool-down, or what was run?")
    return None


def _own_time(items: list[Item], source: Source) -> Suspicion | None:
    """`4 minute reps. Then at 4 minutes, …`: the time of a run is no pace of it."""
    for run in all_runs(items):
        target = _bare_time(run)
        if target is not None and run.ms and target.pace.ms == run.ms:
            return source.asked(target.span, ": a pace?", False)
    return None


def _jogged_time(items: list[Item], source: Source) -> Suspicion | None:
    """`6 x 200 0:41 (200 rest)`: the time stands before the jog: is it that of the run?"""
    for item in _every(items):
        rest = None if isinstance(item, Rest) else item.rest
        if rest is None or rest.kind != "jog" or not rest.ms:
            continue
        run = runs_of(item)[-1]
        likely = run.metres and 130 <= rest.ms / run.metres <= 420 and run.target is None
        if likely and _CLOCK.match(source.plain, rest.span[0]):
            return source.asked(rest.span, ": is the time that of the run, or of the jog?")
    return None


def _far_jog(items: list[Item], source: Source) -> Suspicion | None:
    """`3 x 1.25 miles` and `Active recovery 1 mile` below: between them, after them, or in all?"""
    for item in sets_in(items):
        rest = item.rest
        if rest is None or rest.kind != "jog" or rest.place or rest.metres < 1200:
            continue
        last = runs_of(item)[-1]
        apart = "\n" in source.plain[last.length_span[1] : rest.span[0]]
        if apart and rest.metres > 0.6 * last.metres > 0:
            return source.asked(rest.span, ": between the reps, or after them?", False)
    return None


def _of_one(items: list[Item], source: Source) -> Suspicion | None:
    """`5 x 300, 800. 400 jog after the 800s`: there is one 800."""
    runs = [item for item in items if not isinstance(item, Rest)]
    last = runs[-1]
    rest = last.rest if isinstance(last, RunSpec) else None
    if len(runs) < 2 or not isinstance(runs[-2], RepeatSpec) or rest is None:
        return None
    assert isinstance(last, RunSpec)
    said = source.plain[slice(*rest.span)]
    if last.metres and re.search(rf"\b(?:after|between) .*\b{last.metres:.0f} ?'?s\b", said):
        return source.asked(rest.span, ", but one is run?")
    return None


def _same_again(items: list[Item], source: Source) -> Suspicion | None:
    """`4 x 800 at 6:00 pace 800 at 7:00 pace`: by turns, or one more, where nothing parts them?"""
    for item, following in pairwise(items):
        if not isinstance(item, RepeatSpec) or not isinstance(following, RunSpec):
            continue
        last = runs_of(item)[-1]
        alike = last.metres == following.metres > 0 and not following.counted
        if not alike or last.target is None or following.target is None:
            continue
        between = source.plain[last.target.span[1] : following.start]
        if not between.strip() and last.target.span[1] <= following.start:
            span = following.start, following.target.span[1]
            return source.asked(span, ": by turns with the reps, or once?", False)
    return None


def _jog_run(items: list[Item], source: Source) -> Suspicion | None:
    """`3 x (1 mile + 300 jog + 300)`: a short jog within a set is a recovery."""
    repeated = (item for item in sets_in(items) if item.count > 1)
    for item in _every(part for one in repeated for part in one.body):
        if isinstance(item, RunSpec) and item.role is Role.EASY:
            shown = source.plain[item.start : item.end + 6]
            if 0 < item.metres <= 800 and _JOGGED.search(shown):
                return source.asked(item.length_span, " jog: a run, or a recovery?")
    return None


def _guessed(items: list[Item], source: Source) -> Suspicion | None:
    """`18 minutes hard (about three miles)`, `6 x 70 s, approx 300 m`: what a run comes to."""
    for before, run in pairwise(all_runs(items)):
        guessed = _GUESSED.search(source.plain[max(0, run.start - 16) : run.start])
        bare = guessed and guessed[1] != "(" and bool(before.ms) == bool(run.ms)
        if guessed and not bare and run.role not in _PARTS:  # `Cool down (~8 min)`
            return source.asked(
                run.length_span, " in brackets: one more run, or an explanation?", False
            )
    return None


def _cut(items: list[Item], source: Source) -> Suspicion | None:
    """`in 4'50`: a time cut in two; `(8 min/miling)`: a unit that is not understood."""
    for run in all_runs(items):
        behind = source.plain[max(0, run.start - 2) : run.start]
        digit = source.plain[run.start : run.start + 1].isdigit()
        if digit and _CUT_BEFORE.search(behind) and run.metres:
            return Suspicion(f"'{source.quote(run.start - 2, run.end)}': one time?", run.start)
    rests = [item for item in _every(items) if isinstance(item, Rest)]
    rests += [run.rest for run in all_runs(items) if run.rest is not None]
    for rest in rests:
        word = _UNIT_TAIL.match(source.plain, rest.span[1])
        said = source.plain[slice(*rest.span)]
        if word and _IN_MINUTES.match(said):  # but `4 min recovery/drink`
            return Suspicion(f"'{source.quote(*rest.span)}{word[0]}…': a pace?", rest.span[0])
    return None


def _rest_behind(items: list[Item], source: Source) -> Suspicion | None:
    """`two minutes (stand) rest`: a time before a word of recovery, which was run."""
    for run in all_runs(items):
        _, end = run.length_span
        taken = run.rest is not None and run.rest.span[0] <= end + 14
        taken = taken or (bool(run.effort) and run.ms >= 1_200_000)  # `30 min recovery, 6 x 15 s`
        if not run.ms or taken or run.target is not None:
            continue
        if _REST_BEHIND.match(source.plain, end) and not _given(items, end + 12):
            return source.asked(run.length_span, ": a run, or the recovery?")
    return None


def _given(items: list[Item], at: int) -> bool:
    """Whether a recovery begins about there, so that the word of it is its own."""
    sized = (rest for rest in all_rests(items) if rest.kind != "full")
    return any(at - 14 <= rest.span[0] <= at for rest in sized)


def _counted_twice(items: list[Item], source: Source) -> Suspicion | None:
    """`x6 strides … x6 1:00`, `hard x 8, easy x 8`: the count told twice, run as sets of sets."""
    for item in sets_in(items):
        inner = item.body[0]
        if not isinstance(inner, RepeatSpec):
            continue
        whole = source.plain[min(item.start, inner.start) : max(item.end, inner.end)]
        behind = re.findall(rf"[x×*] ?{item.count}\b(?! *[x×*(\d])", whole)
        apart = "\n" in whole or (item.count > 3 and len(behind) > 1)
        told = [rest for rest in (item.rest, inner.rest) if rest is not None and rest.sized]
        if len(told) == 2 and told[0].ms > told[1].ms:
            continue  # `4 sets of`, below it `4 x 90s, 60s rest`, and `5 min between sets`
        if item.count == inner.count > 1 and apart and not inner.paren:
            question = f"{item.count} times {inner.count}, or the same count twice?"
            return Suspicion(question, item.start, False)
    return None


def _left_the_list(items: list[Item], source: Source) -> Suspicion | None:
    """`5 sets of this:` and a list below it, which the set does not hold to its end."""
    for item, following in pairwise(item for item in items if not isinstance(item, Rest)):
        if not isinstance(item, RepeatSpec) or item.count < 2:
            continue
        head = source.plain[item.start :].partition("\n")
        marks = [_MARK.match(line) for line in head[2].splitlines()]
        below = source.plain[item.start + len(head[0]) + 1 : following.start + 1]
        last = below.count("\n")
        listed = len(marks) > last and all(marks[: last + 1]) and below
        same = listed and len({found[0] for found in marks[: last + 1] if found}) == 1
        if same and (head[0].rstrip().endswith(":") or _HEAD.fullmatch(head[0].strip())):
            span = following.start, following.end
            return source.asked(span, f": one of the {item.count} times, or after them?")
    return None


def _paced_by_letter(items: list[Item], source: Source) -> Suspicion | None:
    """`T: 6 min easy, 12 min steady, 8 min faster`: a day rather than a pace."""
    runs = all_runs(items)
    for run in runs:
        at = run.target.span[0] if run.target is not None else 0
        label = run.target is not None and _LETTER.match(source.text, at)
        if label and any(one.effort in _TOLD for one in runs):
            return Suspicion(f"'{label[0]}': a pace, or the day?", at, False)
    return None


def _headed(items: list[Item], source: Source) -> Suspicion | None:
    """`Warm-up: jog slowly 10 min`: what a heading says a run is for, and yet it is none."""
    for run in all_runs(items):
        found = _HEADING.search(source.plain[max(0, run.start - 40) : run.start])
        if found and run.role not in _PARTS and not run.counted and not run.target:
            name = " ".join(found[1].split())
            return source.asked(run.length_span, f": the {name}, or a run of its own?")
    return None


def _rest_told(items: list[Item], source: Source) -> Suspicion | None:
    """`…, your interval for the set is 1:55`, passed over where no recovery has a length."""
    if any(rest.kind != "full" for rest in all_rests(items)):
        return None
    for start, end in source.passed:
        if _REST_IS.search(source.plain[start:end]):
            return source.asked((start, end), ": the recovery?", False)
    return None


def _all_per_mile(items: list[Item], source: Source) -> Suspicion | None:
    """`6 x 45 s @ 6:20, 1.5 miles @ 8:30`: where one time is a pace, the other is one, too."""
    bare = [(run, target) for run in all_runs(items) if (target := _bare_time(run)) is not None]
    timed = [target.pace.ms / PER_METRES["mile"] for run, target in bare if run.ms]
    if not timed:
        return None
    for run, target in bare:
        long = run.unit in ("mile", "km") and run.metres >= 1.2 * PER_METRES[run.unit]
        if not long or run.counted:
            continue
        each = target.pace.ms / PER_METRES[run.unit]
        if target.pace.ms / run.metres < max(225.0, *timed) and 230 <= each <= 420:
            return source.asked(run.length_span, f": in that time, or so much a {run.unit}?", False)
    return None


def _bare_time(run: RunSpec) -> Target | None:
    """Its target, where that is a time by itself."""
    target = run.target
    bare = target is not None and target.pace.kind == "time" and not target.pace.per
    return target if bare else None


def _mirrored(items: list[Item], source: Source) -> Suspicion | None:
    """`300/600/900 (3 min) 900/600/300 w/ 200 jog`: the bracket stands between the two."""
    for one, other in pairwise(item for item in items if not isinstance(item, Rest)):
        if not isinstance(one, GroupSpec) or not isinstance(other, GroupSpec):
            continue
        back = [run.metres for run in other.runs] == [run.metres for run in one.runs][::-1]
        if not back or one.rest is None or other.rest is None:
            continue
        if (one.rest.ms, one.rest.metres) != (other.rest.ms, other.rest.metres):
            return source.asked(one.rest.span, ": within the first list, or after it?", False)
    return None


def _called(items: list[Item], source: Source) -> Suspicion | None:
    """`2 mi. CD`, `WU includes 4 x 20 s strides`: what the words beside a run call it."""
    for item in _every(items):
        if isinstance(item, Rest):
            continue
        includes = _INCLUDES.search(source.plain, max(0, item.start - 12), item.start)
        told = includes and _SESSION.search(source.plain[: includes.start()])
        if includes and not told and not _whole_passed(includes.start(), source):
            span = item.start, item.end
            return source.asked(span, ": part of another run, or after it?", False)
        if not isinstance(item, RunSpec) or item.role is not Role.WORK or item.counted:
            continue
        if _ENDS.match(source.plain, item.length_span[1]):
            return source.asked(item.length_span, ": a warm-up, a cool-down, or work?")
    return None


def _whole_passed(at: int, source: Source) -> bool:
    """`9 miles total, including 5 x 1200`: whether the whole was passed over as a total."""
    ends = len(source.plain[:at].rstrip(" ,("))
    return any(
        start < ends <= end and any(map(str.isdigit, source.plain[start:end]))
        for start, end in source.passed
    )


def _rests_home(items: list[Item], source: Source) -> Suspicion | None:
    """`… 1 mile cool down. We rested 3 minutes between each`: no recovery follows a cool-down."""
    for before, rest in pairwise(items):
        home = isinstance(before, RunSpec) and before.role is Role.COOLDOWN
        if home and isinstance(rest, Rest):
            return source.asked(rest.span, " behind the cool-down: where?")
    return None


def _comes_to(items: list[Item], source: Source) -> Suspicion | None:
    """`5 min, 1.5 min recovery, 4 min, …, 16 min`: within a set, what comes to the rest of it."""
    for item in sets_in(items):
        parts = item.body
        last = parts[-1] if len(parts) > 3 else None
        if not isinstance(last, RunSpec) or not last.ms:
            continue
        runs = [run for part in parts[:-1] for run in runs_of(part)]
        rests = [part.ms for part in parts if isinstance(part, Rest)]
        rests += [run.rest.ms for run in runs if run.rest is not None]
        if abs(sum(run.ms for run in runs) + sum(rests) - last.ms) < 1000:
            return source.asked(
                last.length_span, ": one more run, or what the others come to?", False
            )
    return None


def alone(item: Item) -> Item:
    """One run in a bracket by itself as that run."""
    if isinstance(item, RepeatSpec) and item.count == len(item.body) == 1:
        return alone(item.body[0])
    return item


def _rests_run(items: list[Item], source: Source) -> Suspicion | None:
    """`200, 400, 600, 400, 200. You get 30s, 60s, 90s, 60s`: times, as many as there are gaps."""
    for parts in (items, *(item.body for item in sets_in(items))):
        for before, times in pairwise(alone(part) for part in parts if not isinstance(part, Rest)):
            if not (isinstance(before, GroupSpec) and isinstance(times, GroupSpec)):
                continue
            far = all(run.metres and run.target is None for run in before.runs)
            short = all(0 < run.ms <= 300_000 and not run.target for run in times.runs)
            gaps = len(before.runs) - len(times.runs)
            if far and short and len(times.runs) > 1 and 0 <= gaps <= 2:
                return source.asked((times.start, times.end), ": runs, or the recoveries?")
    return None


CHECKS: Checks = (
    _easy_and_fast, _worked_up, _own_time, _jogged_time, _far_jog, _same_again, _of_one, _jog_run,
    _guessed, _cut, _rest_behind, _counted_twice, _left_the_list,
    _paced_by_letter, _headed, _rest_told, _all_per_mile,
    _called, _mirrored, _rests_home, _comes_to, _whose_race, _rests_run,
)  # fmt: skip
