# SPDX-License-Identifier: MIT
"""What a reading holds for a run, a recovery or a pace, and the signs around it say is another.

A title run before what it sums up, the times of a run's miles, how recoveries change.
Not here: times and counts heard wrongly (`misheard`); what nobody runs (`unlikely`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source, Suspicion
from trackpacer.notation.tree import (
    GroupSpec,
    Item,
    Pace,
    RepeatSpec,
    Rest,
    RunSpec,
    all_rests,
    all_runs,
    rests_of,
    runs_of,
)
from trackpacer.session import Effort, Role

_FORM_BEFORE = pattern(r"\b(fartlek|progression)( run| of)?[ :,]*$")
_FORM_BEHIND = pattern(r" (\w+ )?(fartlek|progress\w+|paa?rlauf|relay)\b| (run|session|workout) ?:")
_JOINS = pattern(r"\b(then|after|followed|plus|and|into|finish\w*)\b|\+|&")
_CHANGES = pattern(
    r"(?<![\dsnm] )(?<!secs\. )(?<!sec\. )\b(rec\w*|rests?|jogs?|walks?|breaks?) (\w+ ){0,3}$"
)
_FALLS = pattern(r"\bgo(ing|es)? from|\b(drop|reduc|decreas|com(?!p)|cut|shorten|increas)\w* ")
_LESS = pattern(r"[-\u2013\u2212]\d{1,2}(?![\d:.'\"]|\d* ?(s|m|k)\w*)")
_COMMA = pattern(r"^\D*[\d:.]+ ?\w{0,4}, ")
_PART_OF = pattern(r"[1-3]/[2348] ?(mi|m\b|k)")
_LISTED = pattern(r"\d ?/ ?\d ?/ ?$")
_REST_FIRST = pattern(r"rest \d")
_MORE = pattern(r"\W*(an? )?(additional|extra|further)\b")
_WALK_AND = pattern(r"\W*(walk|jog)\w* (back|bc?k|down), \d")  # `x 3, walk back, 8 min`
_AMOUNT = pattern(r"\d \d+ ?(s|secs?|mins?) $")
_WITH = pattern(r"\b(with|off|in)\s+$|\bw/?\s*$")
_COOLS = pattern(r"[.;\n]\s*(cool|warm)")
_LAST = pattern(r"\b(last|final)\b[^.;\n\d]{0,16}\b(all|flat)[ -]out\b")
_GOES_ON = pattern(r"\s*(and|,|[-–/&])\s*")  # `off 2 min and 1 min`
# `50/50s for 2 miles`, `1 min run 90 s walk for 20 min`
_FOR = pattern(r"(/\d\w*|\d ?\w+ (easy|jog|walk|off|rest|rec\w*|slow|float)) for (about |a )?$")
_WHOLE = pattern(r"(?<!ous )\b(\d+(?:\.\d)?) ?(k|mi)(?:m|les?)?\b")
_HEADS = pattern(r" ?:| -")  # `5 x 5 min: 3 min HM, 2 min 10k`
_PLUS = pattern(r"\s*\+\s*(1 ?x ?)?")
_SECONDS = pattern(r"\d ?(s|\"|'')|[:.']\d")
_REST_AHEAD = pattern(r" ?(easy )?(jog\w*|walk\w*|rest|rec\w*) (in )?between\b")
_EACH_WITHIN = pattern(
    r"each (one|rep|round|run|lap|effort|interval|\d+m?)s?"
    r"( to be| being| is| in)? (no |not |under |at )"
)
_RACED = (3000.0, 5000.0, 10000.0)
_AFTER = pattern(r"\bafter (?:the |about )?(?:first )?$")
_ORDINAL = pattern(r"(?:\d(?:st|nd|rd|th)|first|second|third|fourth) $")
_NAMES = pattern(r"(?:lap|mile|rep|set|one)\b")
_EASED = pattern(r" (?:easy|steady|moderate|slow|float|jog|relaxed|recovery)\b")
_WITH_IN = pattern(r"(?:w/|with) ?(?:a )?(\d+) ?m? in (?=\d)")
_AS = pattern(r" (?:run |done |split )?as \d{1,2} ?x")
_LAP = pattern(r"[234]00 $")
_BY_TURNS = pattern(r"\d{1,2} ?(?:x|times|reps|of)? ?(?:of )?alternat\w+ ")
_OF_SETS = pattern(r"\d+ (?:sets?|rounds?) of (?!\()")
_LONG_TEMPO_M, _LONG_TEMPO_MS = 21_200, 5_400_000


def mistaken(items: list[Item], source: Source) -> Suspicion | None:
    """The first of them."""
    checks = (
        _title, _times_of, _changes, _rests, _targets, _paces_run, _after_each, _one_for_each,
        _runs, _rest_ahead, _jogged_hard, _named, _beside, _of_sets, _paces_again,
    )  # fmt: skip
    return next((found for check in checks for found in check(items, source)), None)


def _before(source: Source, at: int, signs: int) -> str:
    return source.plain[max(0, at - signs) : at]


def _title(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`Fartlek 45 mins: 10 easy, 5 x 3 min`, `4 mile progression 6:30, 6:20`: the whole first."""
    first, *others = all_runs(items)
    head = min([first, *others], key=lambda run: run.length_span)
    ranged = "-" in source.plain[slice(*head.length_span)]  # `Tempo, 40-70 mins: 15-20 mins …`
    if ranged and head.ms >= 1_200_000 and 2 * head.ms == sum(run.ms for run in [first, *others]):
        yield source.asked(head.length_span, ": a run before the others, or the whole?", False)
    told = first.effort or first.target or first.counted or first.role is Role.WARMUP
    listed = isinstance(items[0], GroupSpec) and first.ms >= 1_200_000
    if not others or not (listed or (items[0] is first and not told)):
        return
    end = first.length_span[1]
    formed = _FORM_BEHIND.match(source.plain, end)
    formed = formed or _FORM_BEFORE.search(_before(source, first.start, 20))
    if formed and not _JOINS.search(source.plain[end : others[0].start]):
        yield source.asked(first.length_span, ": a run before the others, or the whole?", False)


def _times_of(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`4 miles 6:30, 6:20, 6:10`, `2k-1k-2k-1k (6:50-3:15)`: times of what is before, run after."""
    for one, times in pairwise(item for item in items if not isinstance(item, Rest)):
        listed = isinstance(one, GroupSpec) or isinstance(times, GroupSpec)
        many = any(isinstance(item, RepeatSpec) and item.count > 1 for item in (one, times))
        far = all(run.metres and not run.target and not run.counted for run in runs_of(one))
        shown = [source.quote(*run.length_span) for run in runs_of(times)]
        if listed and far and not many and all(":" in said for said in shown):
            span = runs_of(times)[0].start, runs_of(times)[-1].end
            yield source.asked(span, ": runs, or the times of those before?")


def _changes(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`10 x 400 with rec dropping from 90 s to 45 s`: of the recoveries, and no range of them."""
    for target in (run.target for run in all_runs(items)):
        changing = target and target.pace.kind == "time" and (target.last or target.fast)
        if target and changing and _CHANGES.search(_before(source, target.span[0], 40).lower()):
            yield source.asked(target.span, ": how fast, or the recoveries?", False)
    for rest in all_rests(items):
        said = source.plain[max(0, rest.span[0] - 24) : rest.span[1]].lower()
        if rest.min_ms and rest.max_ms and _FALLS.search(said):
            yield source.asked(rest.span, ": any between the two, or less each time?", False)


def _rests(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`days before a race` as seconds; `60s rest 72s`; `x 3, walk back, 8 min`; `each round no
    more than 85 secs`."""
    long = any(run.metres >= 400 or run.ms >= 60_000 for run in all_runs(items))
    for rest in all_rests(items):
        said = source.plain[slice(*rest.span)]
        if long and 0 < rest.ms <= 12_000 and not _SECONDS.search(said):
            yield source.asked(rest.span, ": a recovery so short?", False)
        if rest.kind == "equal" and said == "on/off" and "alternat" in source.plain:
            yield source.asked(rest.span, ": as long as the rep, or by turns?")
        if rest.kind == "time" and _EACH_WITHIN.match(said):
            yield source.asked(rest.span, ": the target, or the recovery?")
        if _MORE.match(said):  # `1 min with 1 min jog; additional 3 min jog`
            yield source.asked(rest.span, ": so much more, or so much in all?")
        both = _REST_FIRST.match(said) and _AMOUNT.search(_before(source, rest.span[0], 10))
        if both or (rest.ms >= 240_000 and _WALK_AND.match(said)):
            yield source.asked(rest.span, ": which of the two is the recovery?")


def _targets(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`@ MP-10` with a rest of 10 s; `1200/400/1200/400 at 5k/mile`; `2 x 800 @ 2:35, 3 mins`;
    `2x1600@10k(400)` in 400 s; `2 x 6 x 400, 70 s, 3 min between sets`."""
    for item in items:
        lengths = {run.metres for run in runs_of(item)} if isinstance(item, GroupSpec) else ()
        sets = item.body[0] if isinstance(item, RepeatSpec) and item.rest else item
        told = next((run.target for run in runs_of(sets) if run.metres), None)
        open_ = isinstance(sets, RepeatSpec) and sets is not item and not sets.rest
        if open_ and told and _before(source, told.span[0], 2) == ", " and told.pace.ms:
            yield source.asked(told.span, ": how fast, or the recovery?", False)
        for target in (run.target for run in runs_of(item) if run.target):
            pace, again = target.pace, target.second.pace if target.second else None
            if target.slashed and target.fast and len(lengths) == 2:
                yield source.asked(target.span, ": one for each length, or any between?", False)
            if again and again.bare and again.kind == "time" and again.ms >= 200_000:
                yield source.asked(again.span, ": the recovery?")
            less = _LESS.match(source.plain, pace.span[1])
            if less and target.offset is None and pace.kind != "time":
                yield source.asked(less.span(), ": faster than that, or the recovery?", False)
            last = target.last.pace if target.last else [pace, *target.listed][-1]
            two = pace.kind == "time" and last.ms > 1.06 * pace.ms and len(target.listed) < 3
            if two and _COMMA.search(source.plain[slice(*target.span)]):
                yield source.asked(target.span, ": how fast, or the recovery, too?", False)
            for one in _bare_by_turns(target.listed, source):
                yield source.asked(one.span, ": how fast the others are, or the recovery?")


def _bare_by_turns(listed: list[Pace], source: Source) -> list[Pace]:
    """`8 x 400, 60s, the even ones in 72`: a time between commas, far from that of the others."""
    times = {pace.ms for pace in listed if pace.kind == "time"}
    if len(times) != 2 or max(times) < 1.15 * min(times):
        return []
    bare = [one for one in listed[:2] if source.plain[: one.span[0]].rstrip().endswith(",")]
    return [one for one in bare if source.plain[one.span[1] :].lstrip().startswith(",")]


def _paces_run(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`4 x 1k, 4 x 400 - 90s, 60s - 10k, 5k`: the paces of the sets, run behind them;
    `2 x 2k + 2 x 1k @ 5k`; `4 miles + 10 miles at goal pace`."""
    for two in (item.runs for item in items if isinstance(item, GroupSpec)):
        target, between = two[-1].target, source.plain[two[0].length_end : two[-1].start]
        named = target is not None and target.pace.kind in ("race", "goal", "training")
        alike = named and len(two) == 2 and two[0].target == target
        if alike and min(run.metres for run in two) >= 3000 and _PLUS.fullmatch(between):
            yield source.asked(two[1].length_span, ": only these at that pace, or all?", False)
    for sets, last in pairwise(item for item in items if not isinstance(item, Rest)):
        short = isinstance(sets, RepeatSpec) and all(run.metres < 3000 for run in runs_of(sets))
        runs = last.runs if isinstance(last, GroupSpec) and short else []
        first, own = runs_of(sets)[0], runs_of(last)[0]
        named = own.target is not None and own.target.pace.kind == "race" and not first.target
        bare = isinstance(sets, RepeatSpec) and first.metres and not first.effort
        bare = bare and first.role is Role.WORK
        if named and bare and _PLUS.fullmatch(source.plain[sets.end : last.start]):
            assert own.target is not None
            yield source.asked(own.target.span, ": of the last of them, or of all?", False)
        if runs and all(r.metres in _RACED and not (r.target or r.effort) for r in runs):
            yield source.asked((runs[0].start, runs[-1].end), ": runs, or the paces of the sets?")


def _after_each(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`2 x 3 miles (1 mile jog)`, `10 x 1 min/1 min + 10 min T`: after each of the reps?"""
    for reps, other in pairwise(items):
        if not isinstance(reps, RepeatSpec) or isinstance(other, Rest) or reps.count < 2:
            continue
        between = source.plain[reps.end : other.start].strip() if not any(rests_of(reps)) else ""
        jogged = isinstance(other, RunSpec) and other.role is Role.EASY
        if (jogged and between.endswith("(")) or (between == "/" and len(runs_of(other)) > 1):
            yield source.asked((other.start, other.end), ": after each rep, or once?")
        parts = all_runs(items[items.index(other) :])[:2]
        whole = runs_of(reps)[0]
        sums = whole.ms == sum(one.ms for one in parts) and len(parts) == 2
        sums = sums and whole.metres == sum(one.metres for one in parts)
        if sums and _HEADS.match(source.plain, whole.length_span[1]):
            yield source.asked((other.start, parts[1].end), ": parts of each rep, or more runs?")


def _one_for_each(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`4 x 400 + 4 x 300 + 4 x 200 w/ 60s/45s/30s`: of the last set, or one for each?"""
    sets = [item for item in items if isinstance(item, RepeatSpec)]
    for rest in rests_of(sets[-1]) if len(sets) > 1 else ():
        others = {old.span for old in all_rests(sets[:-1]) if old.place != "gap"}
        if len(rest.listed) == len(sets) and others <= {rest.span}:
            yield source.asked(rest.span, ": one for each set?", False)
    last, listed = items[-1], items[-2] if len(items) > 1 else None
    for rest in rests_of(listed) if isinstance(listed, GroupSpec) else ():
        if isinstance(last, Rest) and source.plain[rest.span[1] : last.span[0]] in (", ", "/"):
            yield source.asked(last.span, ": one for each of them, or after them all?", False)
    runs = all_runs(items)
    timed = list(takewhile(lambda run: run.ms and not (run.target or run.effort), runs[::-1]))
    if not timed or len(timed) == len(runs) or any(run.ms for run in runs[: -len(timed)]):
        return
    begin = timed[-1].start
    ends = [rest.span[1] for rest in all_rests(items) if rest.span[1] <= begin]
    if timed[0].ms <= 300_000 and ends and _GOES_ON.fullmatch(source.plain[max(ends) : begin]):
        yield source.asked((begin, timed[0].end), ": to be run, or the recoveries?")


def _runs(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`w/ 1/4 mile` as 4 miles; `w/ 3 min. Cool down`; `for a 36 min 10k`; `the last all out`."""
    runs = all_runs(items)
    for before, run in pairwise([runs[0], *runs]):
        listed = _LISTED.search(_before(source, run.start, 6))  # `1/2/3/2 mins`
        if run.start > 1 and not listed and _PART_OF.match(source.plain, run.start - 2):
            yield source.asked((run.start - 2, run.end), ": a part of a mile?", False)
        apart = _COOLS.match(source.plain, run.length_span[1])
        if apart and run.role is Role.COOLDOWN and _WITH.search(_before(source, run.start, 8)):
            yield source.asked(run.length_span, ": the cool-down, or the recovery?")
        if run is not before and _FOR.search(_before(source, run.start, 24)):
            yield source.asked(run.length_span, ": a run, or as long as it goes on?", False)
        rest, bare = before.rest, run.role is Role.WORK and not (run.target or run.effort)
        once = (before.ms + rest.ms or before.metres + rest.metres) if rest else 0.0
        passes = (run.ms or run.metres) / once if once and bool(run.ms) == bool(before.ms) else 0.0
        fills = passes >= 3 and abs(passes - round(passes)) < 0.01
        if rest and fills and bare and source.plain[rest.span[1] : run.start] in (" ", ", "):
            yield source.asked(run.length_span, ": a run, or as long as it goes on?", False)
        close = source.plain[before.length_span[1] : run.start] in (" ", " for ", " for a ")
        if close and before.ms and run.metres in _RACED and before.rest is None:
            yield source.asked((before.start, run.length_span[1]), ": runs, or a race's time?")
    done = sum(run.metres for run in runs) if len(runs) == len(items) == 2 else 0
    heads = (span for span in source.passed if done and span[1] <= runs[0].start)
    for start, end in heads:
        whole = _WHOLE.search(source.plain, start, end)
        far = float(whole[1]) * (1000 if whole[2] == "k" else 1609.344) if whole else 0
        if far > 1.9 * done and far % done < 0.05 * done:
            yield source.asked((start, end), ": as long as it goes on?", False)
    found = _LAST.search(source.plain)
    many = len(runs) > 1 or any(isinstance(item, RepeatSpec) and item.count > 1 for item in items)
    if found and many and all(run.effort is Effort.MAX for run in runs):
        yield source.asked(found.span(), ", and yet all are?")


def _rest_ahead(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`60 s jog between: 1k, 1 mile, 3k`: what is rested between them stands before them."""
    first = next(iter(all_runs(items[:1])), None)
    if first is not None and _REST_AHEAD.match(source.plain, first.length_end):
        yield source.asked((first.start, first.length_end), ": a run, or the recovery?")


def _jogged_hard(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`15 min easy jog followed by 90s hard / 90s easy`: an easy run, and run hard."""
    for run in all_runs(items):
        if run.role is Role.EASY and run.effort in (Effort.HARD, Effort.FAST, Effort.MAX):
            yield source.asked((run.start, max(run.end, run.length_end)), ": easy, or hard?")


def _named(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`500 m's, 50 s recovery: 8 x 500 m`, `400s and 800s, 4 x 400, 3 x 800`: what the reps are
    called, run before them."""
    blocks = [item for item in items if not isinstance(item, Rest)]
    for at, one in enumerate(blocks):
        if isinstance(one, RepeatSpec):
            continue
        called = runs_of(one)
        reps = blocks[at + 1 : at + 1 + len(called)]
        sets = [r for r in reps if isinstance(r, RepeatSpec) and r.count > 2 and not r.paren]
        bare = all(r.role is Role.WORK and not (r.target or r.effort or r.counted) for r in called)
        sizes = [[(r.metres, r.ms) for r in runs] for runs in (called, all_runs(sets))]
        named = bare and sets and len(sets) == len(called) and sizes[0] == sizes[1]
        if named and not _JOINS.search(source.plain[called[-1].length_end : sets[0].start]):
            span = called[0].start, called[-1].length_end
            yield source.asked(span, ": to be run, or what the reps are?")


def _beside(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`5 x 1 km. After 800 m run easy`; `1st lap: 400 m easy`; `10 x 600 w/ 200 in 45`; `20E, 15T`
    as miles; `3 min on 2 min steady x 6` as a rep every two minutes; `jog a 400 lap` as both."""
    runs, passed = all_runs(items), {end for _, end in source.passed}
    with_in = {one.end(): one for one in _WITH_IN.finditer(source.plain)}
    for run in runs:
        reps = [one for one in runs if one.counted and one.start < run.start]
        part = any(0 < run.metres < one.metres or 0 < run.ms < one.ms for one in reps)
        if part and run.role is not Role.WARMUP and _AFTER.search(_before(source, run.start, 20)):
            yield source.asked(run.length_span, ": a run before the others, or a part of each?")
        which = run.start - 1 in passed and _ORDINAL.search(_before(source, run.start, 8))
        if which and _NAMES.match(source.plain, run.start):
            yield source.asked(run.length_span, ": one more run, or which of them it is?")
        if not run.counted and _AS.match(source.plain, run.length_end):
            yield source.asked(run.length_span, ": run before the reps, or what they come to?")
        told = with_in.get(run.target.pace.span[0]) if run.target else None
        if told and float(told[1]) != run.metres:
            yield source.asked(told.span(), ": the time of the reps, or of the jog?")
        hard = run.effort in (Effort.THRESHOLD, Effort.TEMPO)
        if hard and (run.metres > _LONG_TEMPO_M or run.ms > _LONG_TEMPO_MS):
            yield source.asked(run.length_span, ": so far at that effort?")
    for rest in all_rests(items):
        if rest.kind == "sendoff" and _EASED.match(source.plain, rest.span[1]):
            yield source.asked(rest.span, ": how often one starts, or what is run between?")
        if "lap" in source.quote(*rest.span) and _LAP.search(_before(source, rest.span[0], 4)):
            yield source.asked(rest.span, ": one more, or how far it is?")


def _of_sets(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`12 x alternating 600 and 300`; `2 sets of 4 min, 2 min, 6 x 15 s` without a recovery."""
    for sets in (one for one in items if isinstance(one, RepeatSpec) and one.count > 1):
        by_turns = len(runs_of(sets)) == 2 and _BY_TURNS.match(source.plain, sets.start)
        if by_turns:
            yield source.asked(by_turns.span(), ": so many in all, or of each?", False)
        last = sets.body[-1] if len(sets.body) > 1 and not [*rests_of(sets)] else None
        reps = isinstance(last, RepeatSpec) and last.count > 1
        if reps and _OF_SETS.match(source.plain, sets.start):
            yield source.asked((sets.start, sets.end), ": the reps in each set, or once?", False)


def _paces_again(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`5 x 1 mile, 8 miles, 5 x 1 mile. Miles at 15k pace, 8 miles at half marathon pace`."""
    last, before = items[-1], all_runs(items[:-1])
    if not isinstance(last, RunSpec) or not last.target:
        return
    stop = max(source.plain.rfind(sign, 0, last.start) for sign in (". ", "; ", "\n"))
    told = any(run.target and run.target.span[0] >= stop for run in before)
    bare = [run for run in before if run.start < stop and not (run.target or run.effort)]
    if told and any((run.metres, run.ms) == (last.metres, last.ms) for run in bare):
        yield source.asked(last.length_span, ": one more run, or the one before?")
