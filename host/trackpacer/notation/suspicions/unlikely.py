# SPDX-License-Identifier: MIT
"""What nobody runs, or a reading has twice: asked about rather than run in silence.

Two recoveries one after the other, a length that only refers to a run or gives it in another
measure, a stride of minutes, a total that the session does not come to.

Not here: what is wrong in the order of runs (`suspicions`); what talk may order (`passed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source, Suspicion
from trackpacer.notation.suspicions.misheard import sets_in
from trackpacer.notation.suspicions.passed import passed_over
from trackpacer.notation.tree import (
    GroupSpec,
    Item,
    RepeatSpec,
    Rest,
    RunSpec,
    all_rests,
    all_runs,
    as_run,
    rests_of,
    runs_of,
)
from trackpacer.session import Effort, Role

_STRIDE_MS, _STRIDE_M = 90_000, 400
_LONGEST_MS = 3_000_000  # of one of several reps
_WORD = pattern(r", *[a-z]+( [a-z]+){0,2}, *$", re.I)
_RUN_MS = 480_000  # a recovery as long has a word of its own
_EVER_MS = 900_000  # nobody rests so long
_RESTS = pattern(r"\b(r|rest\w*|rec\w*|jog\w*|walk\w*|off|between|break\w*|ri)\b")
_SETS = pattern(r"(?<!\d)(\d+) ?[x*×] ?(\d+)", re.I)
_MEASURE = {"m": 1.0, "k": 1000.0, "km": 1000.0, "mi": 1609.344, "mile": 1609.344}
_TOTAL = pattern(
    r"\btotal\w*\b\D{0,20}(\d+(?:[.,]\d+)?) ?(km|k|miles?|mi|m)\b"
    r"|\b(\d+(?:\.\d+)?) ?(km|k|miles?|mi|m)\b (?:in )?(?:total|all)\b"
)
_BETWEEN = pattern(
    r"\b(between|after|for) (the |all |each|every|interval|rep|effort|run)|\beach\b"
    r"|\b(all|everything) (with|off|on|w/) "
)
_MEANS = pattern(r"\b(means?|meaning|that is|that's|i\.?e|in other words|which is)\b", re.I)
_HEADING = pattern(r"\n\W*(the )?(main )?(workout|session|set|details?|plan|programme?) ?[:\n]")
_LATER = r"(days?|weeks?|months?) (ago|later"
_OTHER_TIME = pattern(
    rf"\b((last|next) (time|week|month|year|\w+day)|{_LATER})|used to"
    r"|compared|usual(ly)?|supposed|meant to|planned|opposed|instead|rather than)\b"
)
_DAYS = pattern(rf"\b{_LATER}|before)\b|\blast (week|month|year)\b", re.I)
_GROUP = pattern(
    r"\b(group|squad|option|plan) [a-d1-4]\W*$|\b[a-d] (group|gr?p|squad)\W*$"
    r"|\bfor the [a-d]('?s)?\W*$"
    r"|\b(types|runners|folk|people|athletes|specialists): *$"
)
_PEOPLE = pattern(
    r"\b(seniors?|juniors?|elites?|beginners?|novices?|improvers?|advanced|intermediates?|newbies"
    r"|development|experienced|runners?|people|folk|lot|men|women|boys|girls|ladies|others|else|groups?"
    r"|milers|sprinters|marathoners|vets?|veterans|masters|squad|[ap]m|long|short)\b"
)
_LABELLED = pattern(
    r"(?:[\n.;,/]|rest|rec\w*|jog|walk) *(?!(?:then|set|part|block|round|rest|rec|finish|main|last"
    r"|first|second|third|next|final)\b)[a-z][a-z' ]{2,20}(?:: *| - )$"
)
_UNIT = pattern(r"\d ?[a-z'\"]|:\d", re.I)
_UNITLESS = pattern(r"^\D*\d{3}\W*($| (rest|rec|jog|walk|between|after))", re.I)
_HUNDRED = pattern(r"(?<!\d)100 (rest|rec\w*)\W*$", re.I)
_STARTS = pattern(r"\b(start|begin)(ing|s)?( off| out)?( with| at| in)\s+$", re.I)
_REFERS = pattern(r"\b(the|that|this|your)\s+$")
_JOINED = pattern(r"[^.;\n]{0,20}?[,/+] *")  # `1 min hard, 1 min steady, 1 min easy`
_BARE = pattern(r"\d[\d:.'\"]* ?(s|secs?|seconds)?")
_HOW_HARD = pattern(r" +(hard|fast|steady|tempo|brisk|quick)\W*($|[.,;)\n])", re.I)
_AFTER_FAR = pattern(  # but `after each 500 m easy jog`: how far that is
    r"(?:after|following) (?:the|each|every) (\d+)(?!\d| ?k?m? (?:\w+ )?(?:jog|walk)(?! ?\d)|"
    r" ?k?m? easy$) ?(k?)m?\b(?! ?(min|sec|x))"
)
_BARE_EASY = pattern(r"\W*\d+ (?:easy|steady)\b")
_ENTIRE = pattern(r"\b(whole|entire)\s+$")
_PACE_BEHIND = pattern(r"[ -](goal |race )?pace\b(?! (run|effort|work))", re.I)
_HOME = pattern(r"\b(then|finish\w*|home|end\w*|cool\w*|followed|last\w*)\b", re.I)
_HOME_M = 600
_SHORT_M = 600
_THEN_EASY = pattern(r"\b(?:followed by|then) (?:a )?[\d:]+ ?\w+ easy$")
_NAMED_MARATHON = pattern(r"(half[ -]?)?marathon\b|hm\b|mp?\b")


def unlikely(items: list[Item], source: Source) -> Suspicion | None:
    """The first thing that nobody runs."""
    checks = (
        _two_recoveries, _eased_twice, _short_and_easy, _refers, _measured_again, _long_stride,
        _dropped_sets, _total, _of_all, _same_count, _of_others, _seconds, _mixed_bare, _laps_of,
        _starts_with, _times_behind, _behind_a_word, _near_target, _said_of_one, _once,
        _before_reps, _home_easy, _paced_run, _jogged_home, _marathon, _too_much,
    )  # fmt: skip
    return next((found for check in checks for found in check(items, source)), None)


def _marathon(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`3 x 3 km easy, marathon, threshold`: the name of a pace, run."""
    runs = all_runs(items)
    for run in runs if len(runs) > 1 else ():
        if run.metres > 21000 and _NAMED_MARATHON.match(source.plain, run.start):
            yield source.asked(run.length_span, ": to be run, or the pace?")


def _two_recoveries(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`10 x (300, 0:50 rest), 3:30 jog`: a recovery at the end of each pass, and one behind it."""
    for item in sets_in(items):
        last = item.body[-1]
        own = last if isinstance(last, Rest) else last.rest if isinstance(last, RunSpec) else None
        if own is None or item.rest is None or item.count < 2:
            continue
        sets = item.rest.place == "sets"
        apart = sets and not (isinstance(last, Rest) and len(item.body) > 1)
        if apart or own.span == item.rest.span or "none" in (own.kind, item.rest.kind):
            continue
        if len(runs_of(item)) > 1 and not sets:
            continue
        yield source.asked(item.rest.span, ": a second recovery after each rep?", False)


def _eased_twice(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """An easy run behind a recovery, with a jog behind it."""
    for rest, run in (two for item in sets_in(items) for two in pairwise(item.body)):
        if not (isinstance(rest, Rest) and isinstance(run, RunSpec)) or run.ms > 600_000:
            continue
        if run.effort is Effort.EASY and source.plain[run.end :].startswith(" jog"):
            yield source.asked((run.start, run.end), ": a second recovery?")


def _short_and_easy(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`6 x 1 min, 100 easy`: an easy run as short behind reps without a recovery is theirs."""
    for reps, run in pairwise(items):
        if not isinstance(reps, RepeatSpec) or not isinstance(run, RunSpec) or reps.count < 2:
            continue
        of_each = runs_of(reps)[-1] if reps.body else run
        easy = run.effort is Effort.EASY and run.role in (Role.WORK, Role.EASY)
        near = 0 < run.metres <= max(200, min(of_each.metres, 400))
        free = reps.rest is None or reps.rest.span[0] > run.start
        if easy and near and not run.counted and free:
            yield source.asked(
                (run.start, max(run.end, run.length_end)),
                ": the recovery between the reps, or a run?",
            )
        steady = run.effort is Effort.STEADY and not run.counted and len(reps.body) == 1
        short = 0 < run.ms <= min(of_each.ms, 180_000) or 0 < run.metres <= of_each.metres <= 400
        if steady and short and _JOINED.fullmatch(source.plain[of_each.length_end : run.start]):
            yield source.asked((run.start, run.length_end), ": after each rep, or once?", False)


def _behind_a_word(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`6 x 800 at 5k pace, smooth, 2 min, 4 x 200`: rather the recovery of reps that have none."""
    for reps, one in pairwise(items):
        if isinstance(reps, RepeatSpec) and reps.rest is None and isinstance(one, RunSpec | Rest):
            span = one.span if isinstance(one, Rest) else one.length_span
            if 0 < one.ms <= 300_000 and _WORD.search(source.plain[: span[0]]):
                yield source.asked(span, ": the recovery between the reps, or once?")


def _near_target(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`5 x 1k in 3:20, 3:15`: a time so near the target is rather that of the next rep."""
    for item in sets_in(items):
        rest, target = item.rest, runs_of(item)[-1].target
        if rest is None or rest.kind != "time" or target is None or target.pace.kind != "time":
            continue
        near = abs(rest.ms - target.pace.ms) <= 0.06 * target.pace.ms and rest.ms % 30_000
        if aside := source.plain[: rest.span[0]].rstrip()[-1:] in "([":  # `4 x 2k in 7:00 (3:30)`
            far = 0 if target.pace.per else runs_of(item)[-1].metres
            near = far >= 1500 and 1000 * target.pace.ms / far == rest.ms
        bare = _BARE.fullmatch(source.plain[slice(*rest.span)].lower().strip(" ,;-"))
        if near and bare:
            yield source.asked(rest.span, ": the recovery, or a time of the reps?", not aside)


def _said_of_one(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`4 x 800, 2' jog hard`; `4 x 200, 1000, jog 400 after the 1000`, given to the 200s, too."""
    for item in sets_in(items):
        rest, runs = item.rest, runs_of(item)
        if rest is None:
            continue
        if rest.kind == "sendoff" and rest.ms < 220 * sum(run.metres for run in runs):
            yield source.asked(rest.span, ": from start to start, or the rest?")
        hard = _HOW_HARD.match(source.plain, rest.span[1])
        turns = "alternat" in source.plain[item.start : rest.span[0]]
        jogged = rest.jogged or rest.kind == "jog"
        if hard and runs[-1].effort and not rest.place and (jogged or turns):
            yield source.asked((rest.span[0], hard.end(1)), ": are the reps so, or the recovery?")
        after = _AFTER_FAR.search(source.plain[slice(*rest.span)].lower())
        far = float(after[1]) * (1000 if after[2] == "k" else 1) if after else 0
        lengths = {sum(run.metres for run in runs), *(run.metres for run in runs)}
        if far and all(lengths) and all(abs(metres - far) > 1 for metres in lengths):
            yield source.asked(rest.span, ": after which of the runs?")


def _before_reps(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`50 min easy + hill sprints 10 x 80 m`: in front of the reps, and as long as a run."""
    for item in sets_in(items):
        rest = item.rest
        if rest is None or rest.kind != "time" or rest.span[1] > item.start:
            continue
        if rest.ms < _RUN_MS and not _BARE_EASY.match(source.plain, rest.span[0]):
            continue
        told = _RESTS.search(source.plain[slice(*rest.span)].lower())
        if not told or rest.ms >= _EVER_MS:
            yield source.asked(rest.span, ": a run before the reps, or the recovery between them?")


def _home_easy(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`8 x 2 min, followed by 10 min easy`: no recovery by its words, and so long."""
    for item in sets_in(items):
        rest = item.rest
        if rest is None or rest.kind != "time" or rest.ms < _RUN_MS or item is not items[-1]:
            continue
        runs = runs_of(item)
        short = all(0 < run.ms <= rest.ms / 3 or 0 < run.metres <= _SHORT_M for run in runs)
        if short and _THEN_EASY.search(source.plain[runs[-1].length_end : rest.span[1]]):
            yield source.asked(rest.span, ": a run after the reps, or the recovery between them?")


def _paced_run(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`10k pace, 75 s jog: 6 x 3:20`: a race that is called a pace, and run."""
    for run in all_runs(items):
        if run.metres and _PACE_BEHIND.match(source.plain, run.length_end):
            yield source.asked((run.start, run.length_end), ": a run, or the pace of the others?")


def _jogged_home(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`10 x 300, alternate recs of 300 jog + 100 jog`: so short, and jogged behind the last rep."""
    if isinstance(items[0], RunSpec) and items[0].effort is Effort.EASY:
        return  # `800 jog, 8 x 400, 400 jog`
    for before, run in pairwise(items):
        if run is not items[-1] or not isinstance(run, RunSpec) or run.counted:
            continue
        short = 0 < run.metres <= _HOME_M and run.effort is Effort.EASY and run.role is Role.EASY
        between = source.plain[before.end : run.start] if isinstance(before, RepeatSpec) else "then"
        if short and not _HOME.search(between):
            yield source.asked((run.start, max(run.end, run.length_end)), ": a recovery, or a run?")


def _once(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`10 min, 75 s, 5 x 3 min, all steady`; `5 x 1 min hard, 2 min tempo, 2 min jog`."""
    flat: list[Item] = []
    for item in items:
        flat += item.runs if isinstance(item, GroupSpec) else [item]
    for before, run, after in zip(flat, flat[1:], [*flat[2:], None], strict=False):
        if isinstance(before, Rest) or not isinstance(run, RunSpec) or run.counted or not run.ms:
            continue
        own = runs_of(before)
        if isinstance(after, RepeatSpec) and run.ms <= 120_000 and not run.target:
            long = min(one.ms for one in (*own, *runs_of(after))) >= 2 * run.ms
            if long and source.plain[run.length_end : after.start] == ", ":
                yield source.asked(run.length_span, ": a run, or the recovery?")
        if isinstance(before, RepeatSpec) and before.rest is not None and len(own) == 1:
            told = own[0].effort and run.effort and before.rest.span[0] > run.start
            if told and run.ms <= min(2 * own[0].ms, 180_000):
                yield source.asked(run.length_span, ": after each rep, or once?")


def _refers(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`run 600 m … as long as you took to run the 600 m`: a run that was told before."""
    runs = all_runs(items)
    for i, run in enumerate(runs):
        before = source.plain[max(0, run.start - 8) : run.start].lower()
        if _ENTIRE.search(before) and i:
            yield source.asked(run.length_span, ": one more run, or what the others come to?")
        if run.counted or not _REFERS.search(before):
            continue
        if any((o.metres, o.ms) == (run.metres, run.ms) and o.start < run.start for o in runs[:i]):
            shown = source.quote(*run.length_span)
            yield Suspicion(f"'the {shown}': one more run, or the one before?", run.start, False)


def _measured_again(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`6K easy / 3.7 miles (6 km)`: one run in two measures."""
    runs = [item for item in items if isinstance(item, RunSpec) and not item.counted]
    for first, second in pairwise(runs):
        off = abs(first.metres - second.metres)
        if Role.COOLDOWN in (second.role, first.role):
            continue  # `4 laps (1600 m). Warm down 1 mile`
        if first.role is Role.WARMUP and (second.newline or second.rest or second.target):
            continue  # `1 mile warm-up`, and below it `1600 m w/ 400 m jog`
        if first.unit != second.unit and 0 < off <= 0.02 * first.metres:
            yield source.asked(second.length_span, ": one more run, or the one before?", False)


def _long_stride(items: list[Item], source: Source) -> Iterator[Suspicion]:
    for run in all_runs(items):
        if run.role is Role.STRIDE and (run.ms > _STRIDE_MS or run.metres > _STRIDE_M):
            yield source.asked(run.length_span, " for a stride: is it a run?", False)


def _too_much(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`easy 7 miles, strides x 6`: no six of them; `5x3H`: no five of three hours."""
    for item in items:
        if isinstance(item, RepeatSpec) and item.count > 2:
            for run in runs_of(item):
                if run.metres > 10_500 or run.ms > _LONGEST_MS:
                    yield source.asked(run.length_span, f": {item.count} times?")


def _dropped_sets(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`(2 x 400 and 2 x 200)`: sets that were passed over, and were not told in that order."""
    for start, end in source.passed:
        dropped = _SETS.findall(source.plain[start:end])
        told = _SETS.findall(source.plain[:start])
        if len(dropped) > 1 and dropped[0] in told and f"{dropped}"[1:-1] not in f"{told}":
            yield source.asked((start, end), ": is it to be run?")


def _of_all(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`900, 3 x 300. All with 2 min jog`: a recovery of each, and reps that have none.

    `4 x 1500, 500 jog after every one, then 1 x 1000` says nothing of the 1000.
    """
    sets = [item for item in items if isinstance(item, GroupSpec | RepeatSpec)]
    sets = [item for item in sets if isinstance(item, GroupSpec) or item.count > 1]  # no parts
    open_ones = [item for item in sets if len(as_run(item)) > 1 and not list(rests_of(item))]
    worked = [item for item in open_ones if any(r.role is Role.WORK for r in runs_of(item))]
    told = (*sets, items[-1]) if worked else ()
    for rest in all_rests(told):
        said = source.plain[max(0, rest.span[0] - 12) : rest.span[1]].lower()
        before = any(item.start < rest.span[0] for item in worked)
        if (before or "between" in said) and _BETWEEN.search(said):
            yield source.asked(rest.span, ": the recovery of all of it?", False)


def _same_count(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`… repeat x 3 sets … repeat x 3 sets`: three times three?"""
    for item in sets_in(items):
        inner = item.body[0]
        within = inner.body[0] if isinstance(inner, RepeatSpec) else None
        thrice = isinstance(within, RepeatSpec) and within.count == item.count
        # `repeat three times. (Run 8 min, walk 2 min, 3 times)`
        thrice = thrice or source.plain.count(" times") > 1
        if not isinstance(inner, RepeatSpec) or (len(item.body) < 2 and not thrice):
            continue
        if inner.count == item.count > 2:
            yield source.asked((inner.start, inner.end), f": within the other {item.count}?", False)


def _of_others(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`10 x 400 - the usual is 8 x 400`; `6 x 800, 2 min. Juniors: 4 x 800`; `8 x 30/30. That means
    8 intervals of 30 seconds`: told of another day, of another group, or the same again."""
    sets = [item for item in items if isinstance(item, RepeatSpec) and item.count > 1]
    for first, second in pairwise(sets):
        between = source.plain[first.start : second.start].lower()
        sizes = [[(run.metres, run.ms) for run in runs_of(one)] for one in (first, second)]
        alike, same = sizes[0] == sizes[1], first.count == second.count
        told = _OTHER_TIME.search(between) or _GROUP.search(between)
        if alike and same and second in items[: items.index(first) + 2]:
            told = told or _MEANS.search(between) or _HEADING.search(between)
        if told or (alike and not same and (_PEOPLE.search(between) or _LABELLED.search(between))):
            yield source.asked(
                (second.start, second.end),
                ": once more, of others, or the same in other words?",
                False,
            )
    for before, run in pairwise(item for item in items if not isinstance(item, Rest)):
        own = isinstance(run, RunSpec) and run.role is Role.WORK
        if own and _DAYS.search(source.plain[before.end : run.start]):
            yield source.asked((run.start, run.end), ": run too, or on another day?", False)


def _seconds(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`8 x 800 (group b 5)`: a recovery of so few seconds, and no unit."""
    for rest in all_rests(items):
        short = rest.kind == "time" and 0 < rest.ms < 10_000
        if short and not _UNIT.search(source.quote(*rest.span)):
            yield source.asked(rest.span, ": a recovery so short?")


def _mixed_bare(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`8 x 300, 100 rec`, `5 x 300 (100) x 3 (300 rest)`: recoveries without a unit."""
    rests = list(all_rests(items))
    bare = [rest for rest in rests if _UNITLESS.search(source.quote(*rest.span))]
    timed = [r for r in bare if r.kind == "time" and r.ms in (100_000, 200_000)]
    far = bare if all(rest.metres == 100 for rest in bare) else []
    odd = next(iter(timed or far), None)
    mixed = len({rest.kind for rest in bare}) > 1
    if odd is not None and (mixed or _HUNDRED.search(source.quote(*odd.span))):
        yield source.asked(odd.span, ": seconds or metres?")


def _starts_with(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`8 x 400 in 75, start with 80`: a number behind the reps is how fast, no run."""
    for item in items[1:]:
        if not isinstance(item, RunSpec) or item.counted:
            continue
        shown = source.quote(*item.length_span)
        before = source.plain[max(0, item.start - 20) : item.start]
        if shown.isdigit() and _STARTS.search(before):
            yield Suspicion(f"'{shown}': a run, or how fast to begin?", item.start)


def _times_behind(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`3 (4 x 200 m) 29" / 90" / 6'`: times in a row behind reps that nothing is told of; `6 x 400.
    Jog 400 / 200`: jogs behind reps without a recovery."""
    for reps, listed in pairwise(one for one in items if not isinstance(one, Rest)):
        if not isinstance(reps, RepeatSpec) or not isinstance(listed, GroupSpec) or listed.newline:
            continue
        rested = list(rests_of(reps))
        told = rested or any(run.target or run.effort for run in runs_of(reps))
        bare = all(run.ms and not (run.target or run.effort) for run in listed.runs)
        jogs = all(run.effort is Effort.EASY and 0 < run.metres <= 800 for run in listed.runs)
        torn = source.plain[listed.start - 1] == "/"  # `5 x 400 as 35/31, 3 min`
        strides = all(run.role is Role.STRIDE for run in runs_of(reps))
        told = told or (strides and listed.runs[0].ms >= 180_000)  # no recoveries
        if (bare and listed.rest is None and (torn or not told)) or (jogs and not rested):
            yield source.asked((listed.start, listed.end), ": runs, a target or recoveries?", False)


def _laps_of(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """`6 laps of 100 m float, 300 m steady`: laps, and what each of them is made of."""
    for i, whole in enumerate(items[:-1]):
        if not isinstance(whole, RunSpec) or whole.unit != "lap" or whole.metres <= 400:
            continue
        following = [whole.rest, *items[i + 1 : i + 3]]
        rest = next((one for one in following if isinstance(one, Rest)), None)
        run = next((one for one in following if isinstance(one, RunSpec)), None)
        if rest and run and rest.metres > 0 and rest.metres + run.metres == 400:
            yield source.asked(whole.length_span, ": a run, or how often what follows?")


def _total(items: list[Item], source: Source) -> Iterator[Suspicion]:
    """A total that was passed over, and that is not what the session comes to."""
    low = _work(items)
    for said, start in passed_over(source) if low else ():
        found = _TOTAL.search(said)
        if found is None:
            continue
        number, unit = (found[1] or found[3]).replace(",", ""), (found[2] or found[4]).rstrip("s")
        total = float(number) * _MEASURE[unit]
        if low > 1.15 * total:
            yield source.asked(
                (start, start + len(said)),
                f", but the reps come to {low:.0f} m: which is right?",
                False,
            )


def _work(items: list[Item]) -> float:
    """The metres of all work; none where something is run by time."""
    runs = [run for item in items for run in as_run(item)]
    timed = any(run.ms for run in runs)
    return 0.0 if timed else sum(run.metres for run in runs if run.role is Role.WORK)
