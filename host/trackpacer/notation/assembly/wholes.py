# SPDX-License-Identifier: MIT
"""A whole and its parts: `10k alternating 400 @ 72 / 400 @ 90`, `24 min run: 8 min easy, …`."""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation import elements as e
from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source
from trackpacer.notation.tree import (
    EASILY,
    GroupSpec,
    Item,
    Pace,
    RepeatSpec,
    Rest,
    RunSpec,
    Target,
    all_rests,
    runs_of,
)
from trackpacer.records import replace
from trackpacer.session import Effort, Role

_FARTLEK = pattern(r"\bfartleks?\b")
_ON_END = frozenset(["continuous", "continuously", "nonstop", "non-stop", "unbroken"])


def alternating(items: list[Item], joints: dict[int, str], source: Source) -> list[Item]:
    """The items, where a whole stands before its parts, as many passes of the parts as it holds."""
    result: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        if isinstance(item, RunSpec) and item.target is None and item.role is not Role.WARMUP:
            bracket = _bracketed(items, i, joints)
            _no_laps(item, items[i + 1 : i + 4], source)
            taken = bracket or _parts(items, i, joints, source)
            whole = _passes(item, taken, source) if taken else None
            behind = items[i + 1 : i + (2 if item.rest else 3)]
            if whole is None and (whole := _walk_first(item, behind, source)):
                taken = behind
            elif i + 1 < len(items):
                sign = joints.get(id(items[i + 1]), "")
                _no_parts(item, taken or items[i + 1 :], sign, whole is not None, source)
            following = items[i + 1] if i + 1 < len(items) else None
            if isinstance(following, RepeatSpec | GroupSpec) and _comes_to(
                item, following, joints, source
            ):
                source.note(f"'{source.quote(item.start, item.end)}' is what it comes to")
                shown = source.plain[item.start : following.start].replace("non stop", "nonstop")
                if _ON_END & set(shown.split()):
                    for run in runs_of(following):
                        run.continuous = True  # `6k continuous as 6 x 1k`
                i += 1
                continue
            if whole is not None:
                result.append(whole)
                i += 2 if bracket else 1 + len(taken)
                continue
        if isinstance(item, RunSpec) and item.alternates:
            raise source.fail(
                "alternating how often?",
                item.start,
                "a count or a whole, like `5 x (1k @ 3:10 / 1k @ 3:25)` "
                "or `10k alternating 1k @ 3:10 / 1k @ 3:25`",
            )
        result.append(item)
        i += 1
    return result


def sets_by_turns(items: list[Item], source: Source) -> None:
    """`5 x 600 @ 5k pace, 5 x 600 easy`, said to go by turns: a rep of each, on end."""
    for at, (one, other) in enumerate(pairwise(items)):
        if not isinstance(one, RepeatSpec) or not isinstance(other, RepeatSpec):
            continue
        if one.count == other.count and not (one.rest or other.rest):
            runs = [*runs_of(one), *runs_of(other)]
            for run in runs:
                run.continuous = True
            _by_turns(items, at, Rest((one.start, other.end), "none"), source)
            return


_ALTERNATED = pattern(r"s?,? \(?(alternat(ing|ed|ely)|by turns)\W*($|[.,;\n)]| with | off )")
_JOINED = pattern(r"\s*(and|&|\+|,|plus)\s*")


def reps_by_turns(items: list[Item], source: Source) -> None:
    """`4 x 400 and 4 x 800 alternating, 75 s recovery`: a rep of each, the recovery after both."""
    for at, (one, other) in enumerate(pairwise(items)):
        if not isinstance(one, RepeatSpec) or not isinstance(other, RepeatSpec) or one.rest:
            continue
        runs = [*runs_of(one), *runs_of(other)]
        joined = _JOINED.fullmatch(source.plain[one.end : other.start]) and len(runs) == 2
        turned = joined and _ALTERNATED.match(source.plain, runs[1].length_end)
        if turned and one.count == other.count:
            for run in runs:
                run.continuous = False
            runs[0].rest = other.rest and replace(other.rest)
            _by_turns(items, at, other.rest, source)
            return


def rested_between(items: list[Item]) -> None:
    """`10 min tempo, 2 min, 10 min tempo`: nothing is told of the short one, so it is rested."""
    for at, pair in enumerate(items[1:]):
        one = items[at]
        if not isinstance(one, RunSpec) or one.counted or not isinstance(pair, GroupSpec):
            continue
        short, *more, run = pair.runs
        alike = not (more or short.rest or one.rest) and one.role is Role.WORK
        alike = alike and one.effort is run.effort is not Effort.NONE
        if alike and 0 < 3 * short.ms <= min(run.ms, one.ms) and short.ms <= 300_000:
            one.rest = Rest(short.length_span, "time", ms=short.ms)
            run.rest = pair.rest
            items[at + 1] = run


def _by_turns(items: list[Item], at: int, rest: Rest | None, source: Source) -> None:
    """Makes one repeat of the two that stand there: a rep of each, then the recovery."""
    one, other = items[at], items[at + 1]
    assert isinstance(one, RepeatSpec) and isinstance(other, RepeatSpec)
    body: list[Item] = [*runs_of(one), *runs_of(other)]
    items[at : at + 2] = [replace(one, body=body, rest=rest, paren=True)]
    source.note(f"'{source.quote(one.start, other.end)}': a rep of each by turns")


def _walk_first(whole: RunSpec, behind: list[Item], source: Source) -> Item | None:
    """`28 min: 2 min walk / 5 min jog`: what looks like the recovery of the whole is a part."""
    rest, run = [*filter(None, [whole.rest]), *behind, None, None][:2]
    if not isinstance(rest, Rest) or not isinstance(run, RunSpec) or run.rest is not None:
        return None
    told = ":" in source.plain[whole.length_span[1] : rest.span[0]]
    told = told or source.plain[whole.length_span[1] :].startswith(" of ")
    if told and rest.floating:  # a float is run, the first one, too
        floated = RunSpec(*rest.span, rest.metres, rest.ms, run.unit)
        passes = _passes(replace(whole, rest=None), [floated, run], source)
        floated.role = Role.FLOAT if passes is not None else floated.role
        return passes
    run = replace(run, rest=replace(rest, place=""), role=Role.WORK)
    return _passes(replace(whole, rest=None), [run], source) if told else None


def _comes_to(
    whole: RunSpec, sets: RepeatSpec | GroupSpec, joints: dict[int, str], source: Source
) -> bool:
    """`30 min: 6 x (3 min hard, 2 min easy)`, `12 miles as 3 x (3 easy, 1 hard)`: the sets fill
    what stands before them."""
    sign = joints.get(id(sets), "")
    if not (":" in sign or sign == "o" or _is_fartlek(whole, source)):
        return False
    if whole.role is not Role.WORK:
        return False  # `Run 10 min easy, Hills: (8 x 75 s tempo)`
    timed = bool(whole.ms)
    last = 0.0
    if isinstance(sets, GroupSpec):  # `1200 m as 500, 400, 300 with 200 m jog`
        total = bare = sum(_length(run, timed) for run in sets.runs)
    else:
        bare = sets.count * sum(_length(run, timed) for run in runs_of(sets))
        parts = [*sets.body, *([sets.rest] if sets.rest is not None else [])]
        total = sets.count * sum(_length(part, timed) for part in parts)
        last = _length(parts[-1], timed) if sets.rest is not None else 0.0
    size = whole.ms if timed else whole.metres
    sums = {total, total - last, *([bare] if sign == "o" else [])}  # `5 miles as 5 x 1 mile`
    return any(abs(one - size) <= 0.02 * size for one in sums)


def _no_parts(item: RunSpec, following: list[Item], sign: str, done: bool, source: Source) -> None:
    """Refuses `4 miles as 400/400`: how each part is run, or how often, is not written."""
    short = item.metres < 2000 and item.ms < 600_000
    if "o" not in sign or short or isinstance(following[0], RepeatSpec):
        return
    runs = [run for part in following for run in runs_of(part)]
    told = done and any(
        run.target or run.effort or run.rest or run.role is not Role.WORK for run in runs
    )
    first = sum(run.metres if item.metres else run.ms for run in runs_of(following[0]))
    if not told and first < (item.metres or item.ms) / 2:
        raise source.fail(
            "the parts do not say how each is run, and how often",
            item.start,
            "the count and the paces, like `7 x (400 @ 80, 400 float)`",
        )


def explained(items: list[Item], source: Source) -> list[Item]:
    """The items, where a run that only tells how the reps before it go has gone into them.

    `14 x 100. Sprint 100 metres, then jog 100 metres`.
    """
    result: list[Item] = []
    i = 0
    while i < len(items):
        reps, run = result[-1] if result else None, items[i]
        following = items[i + 1] if i + 1 < len(items) else None
        rest = run.rest if isinstance(run, RunSpec) else None
        apart = rest is None and isinstance(following, Rest) and following.place == "gap"
        rest = following if apart and isinstance(following, Rest) else rest
        if isinstance(run, RunSpec) and rest is not None and _same_reps(reps, run):
            assert isinstance(reps, RepeatSpec)
            shown = source.quote(run.start, max(run.end, rest.span[1]))
            source.note(f"'{shown}' taken as how each rep goes")
            reps.body = [replace(run, rest=None)]
            reps.rest = replace(rest, place="")
            i += 1 + apart
            continue
        result.append(run)
        i += 1
    return result


def _same_reps(reps: Item | None, run: RunSpec) -> bool:
    """Whether the reps are of the run's length, and nothing else is said of them."""
    if not isinstance(reps, RepeatSpec) or reps.rest is not None or len(reps.body) != 1:
        return False
    rep = reps.body[0]
    if not isinstance(rep, RunSpec) or rep.rest or rep.target or rep.effort:
        return False
    alike = abs(rep.metres - run.metres) < 1 and rep.ms == run.ms
    return alike and rep.role is run.role is Role.WORK and not run.counted


def _parts(items: list[Item], i: int, joints: dict[int, str], source: Source) -> list[Item]:
    """What follows a whole on its line, where a sign or a fartlek says that it is its parts."""
    whole = items[i]
    assert isinstance(whole, RunSpec)
    following = items[i + 1] if i + 1 < len(items) else None
    sign = joints.get(id(following), "")
    alternates = whole.alternates or (isinstance(following, RunSpec) and following.alternates)
    if not alternates and not set(sign) & {":", "o"} and not _is_fartlek(whole, source):
        return []
    parts: list[Item] = []
    for item in items[i + 1 :]:
        if not isinstance(item, RunSpec | Rest):
            break
        if isinstance(item, RunSpec) and item.role in (Role.WARMUP, Role.COOLDOWN):
            break
        if parts and set(joints.get(id(item), "")) & set("nNtf"):
            break
        if parts and isinstance(item, RunSpec) and _fills(whole, parts, item):
            break
        parts.append(item)
    return parts


def _fills(whole: RunSpec, parts: list[Item], following: RunSpec) -> bool:
    """`12 min of 1 min hard, 1 min easy, 5 min jog`: what is run home is not one of the parts."""
    timed = bool(whole.ms)
    once = sum(_length(part, timed) for part in parts)
    bare = all(isinstance(part, RunSpec) and part.rest is None for part in parts)
    home = following.role is Role.EASY and _length(following, timed) > once > 0
    return home and not bare and (whole.ms or whole.metres) % once < 1


def _no_laps(whole: RunSpec, behind: list[Item], source: Source) -> None:
    """Refuses `5 mile fartlek 1 min fast 3 min slow`: how often is not written."""
    first = behind[0] if behind else None
    if not whole.metres or not isinstance(first, RunSpec) or not first.ms or first.counted:
        return
    if _FARTLEK.search(source.plain, whole.length_span[1], first.start) and len(behind) < 3:
        raise source.fail(
            "how many times '{this}'?", (first.start, first.end), "a count, like `8 x {this}`"
        )


def _is_fartlek(whole: RunSpec, source: Source) -> bool:
    """`40 min fartlek 2 min / 1 min`, `Fartlek 30 min, 2 min fast, 1 min easy`."""
    return whole.ms >= 600_000 and bool(
        _FARTLEK.search(source.plain, max(0, whole.start - 12), whole.length_span[1] + 14)
    )


def _bracketed(items: list[Item], i: int, joints: dict[int, str]) -> list[Item]:
    """`30 min (2 min hard, 1 min easy)`: what stands in a bracket right behind a whole."""
    following = items[i + 1] if i + 1 < len(items) else None
    if not isinstance(following, RepeatSpec) or following.count > 1 or not following.paren:
        return []
    plain = following.rest is None and joints.get(id(following), "") in ("", "o", ":")
    return following.body if plain else []


def _length(part: Item, timed: bool) -> float:
    own = 0.0
    rest = part if isinstance(part, Rest) else None
    if isinstance(part, RunSpec):
        own = part.ms if timed else part.metres
        rest = part.rest
    if rest is not None and rest.kind in ("time", "jog"):
        own += rest.ms if timed else rest.metres
    return own


def _timed_back(parts: list[Item], filled: bool, source: Source) -> None:
    """Refuses `24 min hills (90 s up, jog down)`: how long the way back takes is not written."""
    for rest in all_rests(parts) if filled else ():
        if rest.kind == "full":
            shown = source.quote(*rest.span)
            plain = "a count, like `8 x 90 s uphill, jog back down`"
            raise source.fail(f"how often, when '{shown}' has no time?", rest.span[0], plain)


def _passes(whole: RunSpec, parts: list[Item], source: Source) -> Item | None:
    timed = bool(whole.ms)
    runs = [part for part in parts if isinstance(part, RunSpec)]
    total = sum(_length(part, timed) for part in parts)
    ends = any(run.role in (Role.WARMUP, Role.COOLDOWN) for run in runs)
    if ends and any(isinstance(part, RepeatSpec) for part in parts):
        return None  # `6 miles (warm-up mile, 3 x 1600, cool-down mile)`: what all comes to
    if not runs or not total or len(runs) + sum(run.rest is not None for run in runs) < 2:
        return None
    if any(bool(run.ms) != timed for run in runs):
        return None
    size = whole.ms if timed else whole.metres
    passes = size / total
    near = max(0.02, 0.006 * round(passes))  # laps of 400 m in miles
    if timed and passes > 4 and _is_fartlek(whole, source):
        passes = int(passes + near)  # the last of them may be broken off
    if abs(passes - round(passes)) > near or not 1 <= round(passes) <= 255:
        if whole.alternates or any(run.alternates for run in runs):
            raise source.fail(
                "the parts do not go into the whole a whole number of times",
                runs[0].start,
                "parts that fill the whole, or a count like `6 x (400 @ 72 / 400 @ 90)`",
            )
        return None
    number = round(passes)
    _timed_back(parts, timed and number > 1, source)
    end = max(run.end for run in runs)
    for run in runs:
        run.alternates = False
    if number == 1:
        for run in runs:
            run.continuous = run.rest is None
        return RepeatSpec(whole.start, end, 1, list(parts), paren=True)
    body: list[Item] = []
    for part in parts:
        before = body[-1] if body else None
        easy = isinstance(part, RunSpec) and part.target is None and part.effort is Effort.EASY
        if isinstance(part, RunSpec) and easy and isinstance(before, RunSpec):
            kind = "jog" if part.metres else "time"
            before.rest = Rest((part.start, part.end), kind, ms=part.ms, metres=part.metres)
            before.continuous = False
            continue
        if isinstance(part, RunSpec):
            part.continuous = part.rest is None
            part.role = Role.WORK
        body.append(part)
    source.note(f"'{source.quote(whole.start, end)}' read as {number} passes")
    return RepeatSpec(whole.start, end, number, body, paren=True)


def run_of(length: e.Length) -> RunSpec:
    """The run of a length."""
    start, end = length.span
    return RunSpec(start, end, length.metres, length.ms, length.unit, length_end=end)


def of_parts(item: Item, parts: e.Parts) -> Item:
    """A rep, or each of several, made of parts that follow on end."""
    runs: list[Item] = []
    for length, target, effort in parts.runs:
        run = run_of(length)
        none = Pace("none", length.span)  # `last 200 fast`: not at the pace of the rest
        run.target = target or (Target(length.span, none) if effort else None)
        run.effort = effort
        easy = effort in EASILY
        if easy and not isinstance(item, RepeatSpec):
            run.role = Role.EASY
        run.role = length.role or run.role
        run.continuous = run.role is Role.EASY or len(runs) < len(parts.runs) - 1
        if run.role in (Role.WARMUP, Role.COOLDOWN):
            run.effort, run.target, run.continuous = Effort.NONE, None, False
        if run.role is Role.COOLDOWN and runs and isinstance(runs[-1], RunSpec):
            runs[-1].continuous = False
        if parts.rest is not None and len(runs) < len(parts.runs) - 1:
            run.rest, run.continuous = replace(parts.rest), False
        if target is not None:
            run.end = max(run.end, target.span[1])
        runs.append(run)
    if isinstance(item, RepeatSpec) and len(item.body) == 1:
        inner = item.body[0]
        if isinstance(inner, RepeatSpec):  # `2 x 6 x 400 (200 fast, 200 jog)`
            return replace(item, body=[of_parts(inner, parts)])
        behind = replace(parts.behind) if parts.behind is not None else item.rest
        return replace(item, body=runs, rest=behind, paren=len(runs) > 1)
    return RepeatSpec(parts.span[0], parts.span[1], 1, runs, paren=True)
