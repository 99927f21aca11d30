# SPDX-License-Identifier: MIT
"""What strikes the eye when a priced session is held against its text, however it was read.

Each check knows what a runner can do, what the session does between two runs, and a few words that
no reading may contradict (`non-stop`, `each`, `AM … PM`). None looks at how a phrase was taken.

Not here: what is odd in the runs as written, before they are priced (the other modules).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import pairwise

from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Suspicion
from trackpacer.notation.suspicions.seen import Seen, is_told, ms_a_metre, rests_in
from trackpacer.notation.suspicions.sizes import SIZES
from trackpacer.notation.suspicions.uneven import UNEVEN
from trackpacer.notation.suspicions.unrested import OPEN, RESTS
from trackpacer.notation.tree import PER_METRES, QUIET, Target
from trackpacer.paces.equivalence import Races
from trackpacer.session import (
    Effort,
    Group,
    Node,
    RecoveryType,
    Repeat,
    Role,
    Run,
    Session,
    in_order,
    runs_in,
)

_RANGE, _LADDER = 1.12, 1.3  # how far the ends lie apart, where figures for both are not written
_SHORT_M, _SHORT_MS, _LIST_MS = 80, 10_000, 8_000
_NEAR = 60  # signs
_OWN = 8  # between a run and its target
_RACED = {1500, 1609, 3000, 5000, 10000, 15000, 21098, 42195}
_NAMED_BY_K = {3000, 5000, 10000}  # `6 x 400, 5k`: or the pace
_SLOWER = 1.12  # than the rep before: a float
_SLOW = 2.2  # times marathon pace
_HARD = (Effort.FAST, Effort.HARD, Effort.MAX, Effort.SPRINT)

_LISTED = pattern(r"\d ?/ ?$")  # `with 80/78/76`
_FIGURE = pattern(r"\d\d+")
_SPEEDS_UP = pattern(
    r"\b(faster|quicker|cut ?-?downs?|speeding up)\b(?! than (\d|goal|race))", re.I
)
_EACH_FASTER = pattern(r"\b(getting|one|progressively|rep|each) (faster|quicker)\b", re.I)
_SLOWS_DOWN = pattern(r"\b(slow|add|ease|easing|back|again|other way|revers)", re.I)
_EFFORT = pattern(r"\b(hard|fast|quick|brisk|tempo|threshold|sprint|flat out|all out)\b", re.I)
_ALL_SO = pattern(r"\b(all|both|everything) (\w+ ){0,5}(hard|fast|steady|easy)\b", re.I)
_OF_DAY = pattern(r"\w+\W*\((easy|steady|moderate|relaxed|recovery)\)\W*", re.I)
_NO_EFFORT = pattern(
    r"\d|^(after|on|over|through|along|round|around|easy to) |"
    r"\b(lot|lads|guys|boys|girls|pack|crew|gang|ones|not)\b|"
    r"\b(comfortably|session|workout|group|day|today|tonight|going(?! out| up| down))\b",
    re.I,
)
_SAID_AGAIN = pattern(
    r"\b(means?|meaning|that is|that's|i\.?e|in other words|which is|broken|split|divided"
    r"|break (?:it|th\w+|down|up|in\w*)|made up|sets of|done as|as follows|so|as \d)\b",
    re.I,
)
_OFF = r"(work|school|college|uni|breakfast|lunch)\b"
_MORNING = pattern(
    r"(?<!\d)(?<!\d )\ba\.?m\b|(?<!good )\b(morning(?! (?:all|every|folk|guys|team|lads))"
    rf"|first thing|early doors|sunrise|(at|before) dawn|before {_OFF})",
    re.I,
)
_NOON = pattern(r"\b(lunch ?time|(at|over) (lunch|noon)|midday)\b", re.I)
_LATER = pattern(
    r"(?<!\d)(?<!\d )\bp\.?m\b|\b(evening|afternoon|tonight|at night|later (on|today)"
    rf"|after {_OFF})",
    re.I,
)
_ALLOWS = pattern(
    r"(?<![^\s.;!,(])(?:if|those (?:who|of)|any(?:one|body|\s?of you)"
    r"|it'?s (?:ok|okay|fine)|feel free|you (?:can|may|could)|because|since|unless|in case"
    r"|for those)\b",
    re.I,
)
_CASE = pattern(r"(?:^|(?<=[.;!\n])) *(?:if|in case)\b[^.;!\n]*", re.I)
_CLAUSE = pattern(r"[^.;!\n)]*")
_REASON = pattern(r"\b(?:because|since) (?:we|you|i|they|he|she)\b[^.;!\n]*", re.I)
_MEANT = pattern(
    r"\b((meant|supposed|planned|hoping) to|plan(ned)? was|session was|was down for)\b", re.I
)
_DONE = pattern(r"(?<=[, ])(did|managed|got through|ended up)\b", re.I)
_JOINED = pattern(r"\b(then|plus|and|finish\w*|into|after|next|end|last|followed)\b|\+|&", re.I)
_THEN = pattern(r"\b(then|finish\w*|into|end|last|plus)\b", re.I)
_RESTS = pattern(r"\b(walk|jog|rec|recs|recov|recovery|rest)\b", re.I)
_ONE = pattern(r"\b(1|one) ?[x\u00d7*] ?$", re.I)
_NAMED = pattern(r"\W{0,2}(effort|rep|run|hard|fast|steady|tempo|time trial|with\b|w/|off\b)", re.I)
_BUT = pattern(r"\bbut $", re.I)
_PACE_LISTED = pattern(r"pace\W*,|, .*pace")  # `10k pace, 5k if …`
_ONLY_PARTED = pattern(r"\s*[,-]\s*")
_FIRST = pattern(
    r"#|\d(st|nd|rd|th)\b|\b(first|opening|start|rep \d|number|last|final|every)", re.I
)
_PACES = pattern(  # up to the first of them, or to the one before
    r"\b(?:paces\b[a-z \t]{0,20}[:=-]?|pace\b[a-z \t]{0,20}[:=])\s*"
    r"(?:[\d.]+ ?k(?:m)?\W{1,3}){0,9}$",
    re.I,
)
_SET_NAME = pattern(
    r"(\bset (\d|one|two|three|four)|(\d(st|nd|rd|th)|first|second|third|last) set)\W*$"
)
_EFFORT_HEADS = pattern(r"\W*(?:[a-z]+ )?(tempo|threshold|hard|fast|steady)\b[^:\n\d]{0,20}:")
_THEN = pattern(r"[.;,]\s*(?:and )?then\b|\bfollowed by\b")
_PART = pattern(r"\b(?:first|1st|last) (\d{3,4})(?: ?m|metres|meters)? ?(?:@|at\b|in\b)", re.I)


def at_a_glance(session: Session, plain: str, races: Races) -> Suspicion | None:
    """The first thing in a priced session that its text, or what a runner can do, gainsays."""
    seen = Seen(session, plain, races, tuple(runs_in(session.body)))
    return next((found for check in CHECKS for found in check(seen)), None)


def dropped(targets: list[Target], session: Session) -> Suspicion | None:
    """`1 mile at 6:30, 1 mile at 6:15, last mile all out`: a time that is told of a run, and yet
    it is run by none."""
    runs = list(runs_in(session.body))
    named = ("target", "pace", "range")
    held = [run.origins[name].span for run in runs for name in named if name in run.origins]
    for target in targets:
        start, end = target.span
        if (
            target.pace.kind != "time"
            or target.listed
            or any(a < end and start < b for a, b in held)
        ):
            continue
        before = [run for run in runs if run.span[0] <= start]
        if _COUNTED.match(session.source, end):
            continue  # `aiming to do 15 reps`
        rate = ms_a_metre(before[-1]) if before else None
        per = [target.pace.ms / PER_METRES[unit] for unit in ("km", "mile")]
        if rate and any(0.98 * min(rate) <= one <= 1.02 * max(rate) for one in per):
            continue  # `@ 10 mph (6 minute pace)`: the same in other words
        far = before and start - before[-1].span[1] > _OWN
        if before and (far or ms_a_metre(before[-1]) is None):
            shown = " ".join(session.source[start:end].split())
            return Suspicion(f"'{shown}', and yet nothing is run so?", start)
    return None


_COUNTED = pattern(r"\s*(?:reps?|times|sets?|of|x)\b", re.I)
_SPEED = pattern(r"\d ?(?:mph|kph|kmh|km/h)\b")
_CONTRARY = pattern(
    r"(?<![/\w])(?:hard|fast|quick) ?/ ?(?:easy|slow|steady)\b(?! ?/| \d)"
    r"|(?<![/\w])(?:easy|slow|steady) ?/ ?(?:hard|fast|quick)\b(?! ?/| \d)"
)
_BACK_DOWN = pattern(r"\band (?:then )?back (?:down|again)\b(?! the hill)")
_TURNS = pattern(r"\balternat|\bturns?\b")
_SEVERAL = pattern(r"((easy|steady|moderate|tempo|threshold|hard|fast)(, | ?/ ?| and )?){3}")


def _efforts(seen: Seen) -> Iterator[Suspicion]:
    """`fast` at less than marathon pace, `easy` at more; any work as slow as a walk."""
    if not seen.races:
        return
    marathon = seen.pace(42195.0)
    for run in seen.runs:
        paces = ms_a_metre(run)
        if paces is None:
            continue
        if run.role is Role.WORK and paces[1] > _SLOW * marathon:
            yield seen.asked(run.span, ": so slow?")
        told = run.origins["target"].span if "target" in run.origins else run.span
        # `fast @ 9.4 mph`: nothing else may be meant, but `hard, 4.5 mph` is a walk
        slowest = 1.5 if _SPEED.search(seen.plain, *told) else 1.02
        if run.effort in _HARD and paces[1] > slowest * marathon:
            yield seen.asked(run.span, ": fast, and slower than marathon pace?")
        if (run.effort is Effort.EASY or run.role in QUIET) and paces[0] < 0.98 * marathon:
            yield seen.asked(run.span, ": easy, and faster than marathon pace?")


def _ranges(seen: Seen) -> Iterator[Suspicion]:
    """`3 s slower per lap` that makes 27 s: no one tells a range so wide by what it differs."""
    bare = {r.type for r in rests_in(seen.session.body)} <= {RecoveryType.FULL, RecoveryType.NONE}
    for run in seen.runs:
        paces, series = ms_a_metre(run), run.target or run.pace
        if paces is None or series is None or not (run.fast_ms or series.ladder):
            continue
        names = [name for name in ("target", "pace", "range") if name in run.origins]
        told = [run.origins[name].span for name in names]
        listed = told and _LISTED.search(seen.plain, max(0, told[0][0] - 5), told[0][0])
        if run.fast_ms and (listed or _apart(seen, told, " / ")):
            yield seen.asked(told[0], ": a range, or the recovery, too?")
        slashed = any("/" in seen.plain[slice(*span)] for span in told)
        if run.fast_ms and slashed and bare and paces[0] > 1.08 * paces[1]:
            yield seen.asked(told[0], ": a range, or the time and the recovery?")
        if paces[0] < (_RANGE if run.fast_ms else _LADDER) * paces[1]:
            continue
        figures = {*_FIGURE.findall(" ".join(seen.plain[slice(*span)] for span in told))}
        if len(figures) < 2 or (_apart(seen, told) and run.fast_ms):
            share = f"{100 * (paces[0] / paces[1] - 1):.0f} %"
            yield seen.asked(told[0] if told else run.span, f": {share} from one end to the other?")


def _apart(seen: Seen, told: list[tuple[int, int]], sign: str = " - ") -> bool:
    """Whether a range is written as other parts of the session are parted: `in 72 - 60`,
    `(1k / 200 jog / 4 x 200 @ 37 / 35)`."""
    within = sum(seen.plain[slice(*span)].count(sign) for span in {*told})
    return within > 0 and (sign != " / " or seen.plain.count(sign) > within)


def _gets_slower(seen: Seen) -> Iterator[Suspicion]:
    """`each 2 s faster, first in 76, last in 86`: which of the two is a slip?"""
    said = _SPEEDS_UP.search(seen.plain)
    if said is None or _SLOWS_DOWN.search(seen.plain):
        return
    each = _EACH_FASTER.search(seen.plain) is not None
    for run in seen.runs:
        series = run.target or run.pace
        if series is None or not (series.ladder or each):
            continue
        if any(a < b for a, b in pairwise(series.values)):
            yield seen.asked(run.span, f": '{said[0]}', and it gets slower?")


def _two_halves(seen: Seen) -> Iterator[Suspicion]:
    """`In the AM 4 x 2.4 km, in the PM 10 x 400`: two sessions."""
    starts = [run.span[0] for run in seen.runs]
    for one, other, which in (
        (_MORNING, _LATER, "one in the morning and one later"),
        (_MORNING, _NOON, "one in the morning and one at noon"),
        (_NOON, _LATER, "one at noon and one later"),
        (_MEANT, _DONE, "one meant and one run"),
    ):
        first, second = one.search(seen.plain), other.search(seen.plain)
        if first is None or second is None:
            continue
        apart = max(first.start(), second.start())
        if apart > max(starts) and one is not _MEANT:
            apart = first.start()  # `8 x 1k at lunch, 20 x 200 tonight`
        if min(starts) < apart < max(starts):
            yield Suspicion(f"two sessions, {which}: which of them?", apart)


def _size(nodes: list[Node] | tuple[Node, ...]) -> tuple[int, int]:
    """Metres and milliseconds of all runs."""
    metres = ms = 0
    for node in nodes:
        if isinstance(node, Run):
            metres, ms = metres + (node.distance_m or 0), ms + (node.duration_ms or 0)
        elif isinstance(node, Repeat | Group):
            inner, count = _size(node.body), node.count if isinstance(node, Repeat) else 1
            metres, ms = metres + count * inner[0], ms + count * inner[1]
    return metres, ms


def _twice(seen: Seen) -> Iterator[Suspicion]:
    """`8 x 800. I want 2 sets of 4 x 800`: the same runs told once more."""
    blocks = seen.blocks()
    for i, first in enumerate(blocks[:-1]):
        following = blocks[i + 1]
        between = seen.plain[first.span[0] : following.span[1]]
        if not isinstance(first, Repeat | Group) or not _SAID_AGAIN.search(between):
            continue
        whole, ends = _size([first]), range(i + 2, len(blocks) + 1)
        listed = first.span[1] > following.span[0]  # `sets of 6, 4 and 2 300s`
        if not listed and any(_size(blocks[i + 1 : end]) == whole for end in ends):
            yield seen.asked(following.span, ": once more, or the same in other words?")


def _lone(seen: Seen) -> Iterator[Suspicion]:
    """`4 x 500 off 300 m … Total: 4400`: a bare run behind reps that have all told of them."""
    blocks = seen.blocks()
    if blocks and isinstance(blocks[-1], Run) and blocks[-1].role is Role.EASY:
        blocks = blocks[:-1]  # `3 x 3k 2:30 jog, 1k, 4:00 jog`
    if sum(isinstance(node, Run) and node.role is Role.WORK for node in blocks) != 1:
        return  # `6 min effort, 8 x 300, 6 min effort`
    if len(blocks) < 2:
        return
    before, run = blocks[-2:]
    if not isinstance(before, Repeat) or not isinstance(run, Run):
        return
    if run.role is not Role.WORK or run.effort:
        return
    start = min([run.span[0], *(told.span[0] for told in run.origins.values())])
    shown = seen.plain[start : run.span[1]]
    raced = run.distance_m in _RACED and _PACE_LISTED.search(shown)
    bare = ms_a_metre(run) is None or raced
    between = seen.plain[before.span[1] : run.span[0]]  # `5 x 1200 @ 6:40 - 7 miles`: of the day?
    told = any(rest.type is not RecoveryType.FULL for rest in rests_in(before.body))
    told = told or between.endswith("- ")
    counted = _ONE.search(seen.plain[max(0, run.span[0] - 6) : run.span[0]])
    named = counted or _NAMED.match(seen.plain, run.span[1])
    alone = run.distance_m in _NAMED_BY_K and _ONLY_PARTED.fullmatch(between)
    if bare and (told or alone) and not _JOINED.search(between) and not named:
        yield seen.asked(run.span, ": one more run?")


def _headed(seen: Seen) -> Iterator[Suspicion]:
    """`Tempo: 3 x 5 min, 2 min jog. Then 8 x 1 min`: does the heading tell of the short ones?"""
    head = _EFFORT_HEADS.match(seen.plain)
    then = _THEN.search(seen.plain, head.end()) if head is not None else None
    if head is None or then is None:
        return
    so = [run for run in seen.runs if run.effort.name.lower() == head[1]]
    before = [_long(run) for run in so if run.span[0] < then.end()]
    for run in so:
        short = before and _long(run) * 2 <= min(before)
        if run.span[0] > then.end() and short and head[1] not in seen.plain[then.end() :]:
            yield seen.asked(run.span, f": {head[1]}, too, or as it feels?", True)


def _long(run: Run) -> int:
    """About how many milliseconds it takes."""
    return run.duration_ms or 210 * (run.distance_m or 0)


def _of_set(seen: Seen) -> Iterator[Suspicion]:
    """`3 x 5 x 400 … set 2 10k`: a bare race behind the name of a set is rather its pace."""
    first, *others = seen.blocks()
    for run in others if isinstance(first, Repeat) else ():
        if isinstance(run, Run) and _SET_NAME.search(seen.plain[: run.span[0]][-20:]):
            yield seen.asked(run.span, ": one more run, or the pace of that set?", True)


def _rested(seen: Seen) -> Iterator[Suspicion]:
    """`6 x 1k (+ 90s walk, then jog)`, `3x / 1 min jog`: a recovery taken for runs behind them."""
    blocks = seen.blocks()
    for before, last in pairwise(blocks):
        run = next(iter(last.body), None) if isinstance(last, Repeat) else last
        if not isinstance(run, Run) or run.role not in (Role.WORK, Role.EASY):
            continue
        bracketed = seen.plain[: run.span[0]].rstrip().endswith("(")
        if not run.duration_ms or (isinstance(before, Run) and last is run and not bracketed):
            continue
        between = seen.plain[before.span[1] : last.span[0]]
        begin = max(between.rfind(sign) for sign in "(,;+.\n") + before.span[1] + 1
        named = last is run and _NAMED.match(seen.plain, run.span[1])
        if last is run and (named or last is not blocks[-1] or _THEN.search(between)):
            continue
        bare = run.role is Role.WORK and not is_told(run)
        told = _RESTS.search(seen.plain[begin : begin + 40].split("\n")[0])
        eased = run.effort is Effort.EASY and (
            between.count("(") > between.count(")") if last is run else told
        )
        if eased or (bare and last is run and told):
            yield seen.asked(last.span, ": a run, or the recovery?", True)


def _floats(seen: Seen) -> Iterator[Suspicion]:
    """`30 x 200 @ 38/200 @ 48`, `10 x (200 @ 33, 200 @ 45)`: far slower, so by turns, on end."""
    for node, after in pairwise([*seen.blocks(), None]):
        runs = list(runs_in(node.body)) if isinstance(node, Repeat) and node.count > 1 else []
        rests = rests_in((node,)) if node else []
        told = any(rest.length or OPEN.search(seen.plain[slice(*rest.span)]) for rest in rests)
        if len(runs) == 1 and isinstance(after, Run) and after.role is Role.WORK and node:
            between = seen.plain[node.span[1] : after.span[0]]
            if not _JOINED.search(between) and not _ONE.search(between[-6:]):
                runs.append(after)
        if told or len(runs) != 2 or any(rest.type is not RecoveryType.FULL for rest in rests):
            continue
        paces = [ms_a_metre(run) for run in runs]
        alike = runs[1] is after or runs[0].distance_m == runs[1].distance_m
        if alike and paces[0] and paces[1] and paces[1][1] > _SLOWER * paces[0][0]:
            yield seen.asked(runs[1].span, ": after each rep, on end?")


def _short(seen: Seen) -> Iterator[Suspicion]:
    """`1 mile cool-down, cloudy & 64 degree`: a run of a few metres by itself."""
    for run in (node for node in seen.session.body if isinstance(node, Run)):
        if run.role is Role.WORK and 0 < (run.distance_m or 0) < _SHORT_M:
            yield seen.asked(run.span, ": a run so short?", True)
        if run.role is Role.WORK and 0 < (run.duration_ms or 0) < _SHORT_MS:
            yield seen.asked(run.span, ": a run so short?", True)
    for run in runs_in(tuple(one for one in in_order(seen.session.body) if isinstance(one, Group))):
        if 0 < (run.duration_ms or 0) < _LIST_MS:  # `3 sets of 4, 60 s`
            yield seen.asked(run.span, ": a run so short?", True)
    for i, run in enumerate(seen.runs):
        ms = run.duration_ms or 0
        odd = (i and ms % 5000 and ms > 30_000) or (ms % 15_000 and ms > 300_000)  # `parkrun 19:10`
        if odd and not (run.pace and ms % 5000 == 0) and run.role is Role.WORK:
            yield seen.asked(run.span, ": a run of so many seconds?", True)


def _allowed(seen: Seen) -> Iterator[Suspicion]:
    """`Those who raced can do these 3 s slower`: what is allowed, or only explained, is for all?"""
    clauses = list(_allowing(seen.plain))
    for node in in_order(seen.session.body) if clauses else ():
        for name in ("target", "pace", "range", "length"):
            if name not in node.origins:
                continue
            start, end = node.origins[name].span
            for span in clauses:
                within = span[0] <= start < end <= span[1] and not span[0] <= node.span[0] < span[1]
                if within and any(character.isdigit() for character in seen.plain[start:end]):
                    yield seen.asked(span, ": for all?")


def _if_so(seen: Seen) -> Iterator[Suspicion]:
    """`If you are tired, 10 min jog. 3 sets of 4 x 200`: a run of one case, and others besides."""
    for clause in _CASE.finditer(seen.plain):
        within = [run.span[0] in range(*clause.span()) for run in seen.runs]
        if any(within) and not all(within):
            yield seen.asked(clause.span(), ": for all?")


def _allowing(plain: str) -> Iterator[tuple[int, int]]:
    """The clauses that begin with a condition, a reason or a permission, each with the sign or the
    `but` before it."""
    end = 0
    for found in _ALLOWS.finditer(plain):
        before = plain[end : found.start()]
        words = before.rstrip()
        blanks = len(words)
        if words and words[-1] in ".;!,(":
            begin = end + blanks - 1
        elif "\n" in before[blanks:]:
            begin = end + before.index("\n", blanks)
        elif _BUT.search(before):
            begin = found.start() - len("but ")
        elif not found.start():
            begin = 0
        else:
            continue
        clause = _CLAUSE.match(plain, found.end())
        assert clause is not None
        end = clause.end()
        yield begin, end


def _reasons(seen: Seen) -> Iterator[Suspicion]:
    """`5 x 1k because we did 8 x 400 on Tuesday`: what is told only to explain is run."""
    runs = seen.runs
    for found in _REASON.finditer(seen.plain):
        told = [run for run in runs if run.span[0] in range(*found.span())]
        if told and runs[0].span[0] < found.start():
            yield seen.asked(told[0].span, ": a run, or why it is done?")


def _paces(seen: Seen) -> Iterator[Suspicion]:
    """`4 x 1k, paces: 10k / 5k / 3k` taken for three races to run."""
    for run in seen.runs:
        bare = run.distance_m in _RACED and ms_a_metre(run) is None
        if bare and _PACES.search(seen.plain, max(0, run.span[0] - _NEAR), run.span[0]):
            yield seen.asked(run.span, ": one more run, or a pace of those before?")


def _parts(seen: Seen) -> Iterator[Suspicion]:
    """`a 1200 (first 800 @ 5k pace, last 400 @ mile pace)`: parts of a run taken for reps."""
    runs = seen.runs
    lengths = {run.distance_m for run in runs}
    for found in _PART.finditer(seen.plain):
        length = int(found[1])
        split = any(run.profile and (run.distance_m or 0) > length for run in runs)
        if length % 100 == 0 and length not in lengths and not split:
            yield seen.asked(found.span(), ": of which run?")


def _felt(seen: Seen) -> Iterator[Suspicion]:
    """`All of it hard`, passed over where no run has an effort or a pace."""
    work = [run for run in seen.runs if run.role is Role.WORK]
    if any(map(is_told, work)):
        return
    for said in seen.session.passed_over:
        found = _EFFORT.search(said) or _OF_DAY.fullmatch(said)
        if found is not None and len(said.split()) <= 6 and not _NO_EFFORT.search(said):
            yield seen.asked(seen.passed(said), ": how it is run?")


def _several(seen: Seen) -> Iterator[Suspicion]:
    """`5 x 3 min: easy, steady, tempo`, of which one is taken for all."""
    for said in _SEVERAL.finditer(seen.plain):
        names = {*re.findall(r"[a-z]{4,}", said[0])}
        if len({(run.effort, ms_a_metre(run)) for run in seen.runs}) < len(names):
            yield seen.asked(said.span(), ": which of the reps are run so?", True)


def _contrary(seen: Seen) -> Iterator[Suspicion]:
    """`6 laps hard/easy`, of which one is taken for all; `6 x 400 hard/easy`, rep by rep."""
    said = _CONTRARY.search(seen.plain)
    told = rests_in(seen.session.body) if said is not None else []
    rests = {rest.type for rest in told}
    if said is None or any(rest.span[0] in range(*said.span()) for rest in told):
        return
    efforts = {run.effort for run in seen.runs if run.span[0] <= said.end() + 40}
    if not (efforts & {*_HARD} and efforts & {Effort.EASY, Effort.STEADY}):
        yield seen.asked(said.span(), ": which of it is run so?", True)
    elif rests <= {RecoveryType.FULL, RecoveryType.NONE} and not _TURNS.search(seen.plain):
        yield seen.asked(said.span(), ": rep by rep, or a jog as long after each?")


def _back_down(seen: Seen) -> Iterator[Suspicion]:
    """`1-2-3-4 min w/ 1 min jog and back down`, of which it is only run up."""
    said = _BACK_DOWN.search(seen.plain)
    sizes = [run.duration_ms or run.distance_m or 0 for run in seen.runs if run.role is Role.WORK]
    if said and len(sizes) > 2 and sizes == sorted({*sizes}):
        yield seen.asked(said.span(), ", and yet it only climbs?", True)


def _all_so(seen: Seen) -> Iterator[Suspicion]:
    """`2 x 1600 and 4 x 800, all at a hard effort`, and yet some are run by nothing."""
    said = _ALL_SO.search(seen.plain)
    work = [run for run in seen.runs if said and run.role is Role.WORK]
    if said and len({is_told(run) for run in work if run.span[0] < said.start()}) == 2:
        yield seen.asked(said.span(), ", and yet some are not?", True)


def _untold(seen: Seen) -> Iterator[Suspicion]:
    """`6 x 3 min: 1 easy, 1 moderate, 1 hard` taken for the first three, the others for bare."""
    if _FIRST.search(seen.plain):
        return
    for before, run in pairwise(seen.runs):
        alike = (before.distance_m, before.duration_ms) == (run.distance_m, run.duration_ms)
        if alike and is_told(before) and run.role is Role.WORK and not is_told(run):
            yield seen.asked(run.span, ": and how are the others run?")


def _told_below(seen: Seen) -> Iterator[Suspicion]:
    """`1000-800-600` and `600 at 5k` below, with the paces of the others: one more 600?"""
    breaks = [at for at, sign in enumerate(seen.plain) if sign == "\n"]
    if not breaks:
        return
    runs = seen.runs
    lines = [bisect_left(breaks, run.span[0]) for run in runs]
    below: dict[int, int] = {}  # the last line of a target of the runs of a line
    for run, line in zip(runs, lines, strict=True):
        if "target" in run.origins:
            told = bisect_left(breaks, run.origins["target"].span[0])
            below[line] = max(told, below.get(line, told))
    for i, (bare, line) in enumerate(zip(runs, lines, strict=True)):
        if bare.role is not Role.WORK or is_told(bare):
            continue
        if below.get(line, line) <= line:
            continue
        for n in range(i + 1, len(runs)):
            again = runs[n].distance_m == bare.distance_m and ms_a_metre(runs[n]) is not None
            if again and lines[n] > line:
                question = ": one more run, or the pace of one above?"
                yield seen.asked(runs[n].span, question, True)


def _joined(seen: Seen) -> Iterator[Suspicion]:
    """`10k->3k` and `(200/200)` taken for two runs: from one pace to another, a run and its jog."""
    for before, run in pairwise(seen.runs):
        between = seen.plain[before.span[1] : run.span[0]].strip()
        bare = not any(map(is_told, (before, run)))
        same = before.distance_m == run.distance_m and run.distance_m is not None
        raced = {before.distance_m, run.distance_m} <= _RACED and between in ("->", ">")
        if bare and (raced or (same and between == "/" and _twofold(seen, run))):
            yield seen.asked((before.span[0], run.span[1]), ": two runs?", True)


def _twofold(seen: Seen, run: Run) -> bool:
    """Whether nothing stands in its bracket but it and the run before."""
    inside = seen.plain[seen.plain.rfind("(", 0, run.span[0]) + 1 : run.span[0]]
    return inside.count("/") == 1 and seen.plain[run.span[1] :].lstrip("m ").startswith(")")


CHECKS: tuple[Callable[[Seen], Iterator[Suspicion]], ...] = (
    *RESTS, *SIZES, *UNEVEN, _efforts, _ranges,
    _gets_slower, _two_halves, _twice, _of_set, _lone, _floats,
    _short, _allowed, _if_so, _reasons, _paces, _parts, _rested, _felt, _several, _contrary,
    _back_down, _all_so, _untold, _told_below, _joined, _headed,
)  # fmt: skip
