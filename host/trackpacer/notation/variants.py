# SPDX-License-Identifier: MIT
"""Other sessions that stand in one simple relation to a reading, for a question to offer.

A coach who is asked mostly means what was read but for one thing: the run behind the reps is their
recovery, or a part of each rep; the run told first is the total. Each function here makes one such
change to the session tree, where the words speak for it. Nothing is ever read in this way.

Not here: what another spelling of the text comes to (`respelt`), their place (`offering`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trackpacer.notation.patterns import pattern
from trackpacer.notation.readings import Reading
from trackpacer.records import record, replace
from trackpacer.session import (
    Effort,
    Group,
    Node,
    Recovery,
    RecoveryType,
    Repeat,
    Role,
    Run,
    Series,
    in_order,
    runs_in,
)

Body = tuple[Node, ...]
NONE, TIME, FULL, JOG = (
    RecoveryType.NONE,
    RecoveryType.TIME,
    RecoveryType.FULL,
    RecoveryType.JOG,
)
_PARTS = (Role.WARMUP, Role.COOLDOWN)
_TOLD = (TIME, RecoveryType.WINDOW, JOG, RecoveryType.EQUAL)
_METRES_A_MINUTE = 240.0  # of a run by time, to compare it with one by distance
_RESTS = pattern(
    r"\b(rest|rec|recover\w*|jog\w*|walk\w*|float\w*|easy|between|off|down|followed)\b"
)
_TOTAL = pattern(r"[^\d\n]{0,12}(\binc\w*|\bwith\b|\bw/|\bof\b|\btotal\b|\blr\b|:)")
_JOINS = pattern(r"\+|\b(plus|then|into|and|followed|immediately|straight)\b|[/,;&]|\n")
_ALTERNATE = pattern(r"\balternat\w*|\bin between the\b|\bbetween the \d")
_AFTER = pattern(r"\bafter\b|\bbetween\b|\bfollowing\b")
_EASILY = pattern(r"\b(loosen\w*|jog\w*|easy|cool\w*|down|w/?d|c/?d|flush\w*|finish\w*)\b")
_AND_DOWN = pattern(r"\b(wu|w/u|warm ?-?up)\s*(and|&|\+|/)\s*(cd|c/d|wd|w/d|(cool|warm) ?-?down)\b")
_TOLD_TIME = pattern(
    r"(?<![\d:.])(\d+)(?::(\d\d))? ?(s|secs?|seconds?|m|mins?|minutes?|'|\"|)"
    r"(?![a-z\d])(?= ?[a-z/ ]*\b(rest|rec\w*|jog|walk|between|break|b/|in between)\b)"
)
_GROUPS = pattern(r"\b(?:groups|sets) of (\d+)")
_TIMES = pattern(
    r"\bx ?(\d+)\b|\b(\d+)(?: \(\w+\))? (?:times|rounds|sets)\b"
    r"|\b(two|three|four|five|six|seven|eight|nine|ten|twelve) (?:times|rounds|sets|laps)\b"
    r"|\b(twice)\b"
)
_WORDS = {"twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_WORDS |= {"nine": 9, "ten": 10, "twelve": 12}


@record
class Variant:
    """Another session: what is assumed of the text to get there, and its nodes."""

    kind: str
    name: str  # its kind, and which of them
    sentence: str
    body: Body


@record
class _Given:
    """A reading's nodes, its text in small letters, and the words it leaves out."""

    body: Body
    text: str
    left: str


def variants(reading: Reading, plain: str) -> Iterator[Variant]:
    """What a reading would be with one change, the likeliest first."""
    given = _Given(reading.session.body, plain, " ; ".join(reading.ignored).lower())
    for kind, (sentence, make) in _KINDS.items():
        for number, body in enumerate(make(given)):
            if body and body != given.body:
                yield Variant(kind, f"{kind}{number or ''}", sentence, body)


def _metres(node: Node) -> float:
    """About how far it is run in all."""
    if isinstance(node, Repeat):
        return node.count * sum(map(_metres, node.body))
    if isinstance(node, Group):
        return sum(map(_metres, node.body))
    if isinstance(node, Recovery):
        length = node.length.values[0] if node.length else 0
        return node.distance_m or length / 60_000 * _METRES_A_MINUTE
    return node.distance_m or (node.duration_ms or 0) / 60_000 * _METRES_A_MINUTE


def _free(run: Node) -> bool:
    """Whether a run is told no pace."""
    return isinstance(run, Run) and run.target is None and run.pace is None


def _is_work(node: Node) -> bool:
    return isinstance(node, Run) and node.role == Role.WORK


def _is_simple(node: Node) -> bool:
    """Whether it is reps of one run: `8 x 400`."""
    return isinstance(node, Repeat) and len(node.body) <= 2 and isinstance(node.body[0], Run)


def _as_rest(run: Run, between: bool = False) -> Recovery:
    """A run as the recovery that it is: a jog so far, or so long."""
    length = Series((run.duration_ms,)) if run.duration_ms else None
    kind = TIME if run.duration_ms else JOG
    return Recovery(run.span, kind, length, distance_m=run.distance_m, between=between)


def _with_rests(nodes: Body, made: Callable[[Recovery, bool], Recovery]) -> Body:
    """The same with each recovery made anew, and whether it is beside a warm-up or cool-down."""
    found: list[Node] = []
    for at, node in enumerate(nodes):
        if isinstance(node, Recovery):
            beside = [*nodes[max(at - 1, 0) : at], *nodes[at + 1 : at + 2]]
            node = made(node, any(isinstance(one, Run) and one.role in _PARTS for one in beside))
        elif isinstance(node, Repeat | Group):
            node = replace(node, body=_with_rests(node.body, made))
        found.append(node)
    return tuple(found)


def _behind_warm_up(nodes: Body) -> int:
    """The place of the first node behind a warm-up and the recovery from it."""
    first = nodes[0] if nodes else None
    return 2 if isinstance(first, Run) and first.role == Role.WARMUP else 0


def _gap(kind: RecoveryType, node: Node, between: bool = False) -> Recovery:
    return Recovery((node.span[1], node.span[1]), kind, between=between)


def _without_first(given: _Given) -> Iterator[Body]:
    """`11.5M, inc 3M tempo, 5min jog into 6 x 300`: the first is what they come to."""
    first, rest = given.body[0], given.body[1:]
    if isinstance(first, Group) and len(first.body) == 3:
        body = first.body
        first, rest = body[0], (body[2], *rest)
    if not isinstance(first, Run) or first.role == Role.WARMUP:
        return
    rest = rest[1:] if rest and isinstance(rest[0], Recovery) else rest
    alike = 0.8 < _metres(first) / (sum(map(_metres, rest)) or 1.0) < 1.25
    told = _TOTAL.match(given.text, first.span[1])
    longest = max(map(_metres, runs_in(rest)), default=0.0)
    if rest and (told or (alike and len(rest) > 1)) and _metres(first) > longest:
        yield rest


def _as_recovery(given: _Given) -> Iterator[Body]:
    """`4 x 1km + 500m running rec`: the run behind the reps is their recovery."""
    for at in range(len(given.body) - 2):
        reps, gap, run = given.body[at : at + 3]
        if not (isinstance(reps, Repeat) and isinstance(gap, Recovery) and isinstance(run, Run)):
            continue
        last = reps.body[-1]
        if run.role in _PARTS or not (_is_simple(reps) or isinstance(last, Recovery)):
            continue
        said = given.text[run.span[0] - 25 : run.span[1] + 30] if run.span[0] > 25 else given.text
        if (isinstance(last, Recovery) and last.type != FULL) or not _RESTS.search(said):
            continue
        if _metres(run) > 2 * max(map(_metres, runs_in(reps.body))):
            continue
        inner = reps.body[:-1] if isinstance(last, Recovery) else reps.body
        one = replace(reps, body=(*inner, _as_rest(run, True)))
        behind = given.body[at + 3 :]
        yield (*given.body[:at], one, *behind)


def _into_reps(given: _Given) -> Iterator[Body]:
    """`N x A; then B`: B is run in each rep."""
    for at in range(len(given.body) - 2):
        reps, gap, run = given.body[at : at + 3]
        if not (_is_simple(reps) and isinstance(gap, Recovery) and isinstance(run, Run)):
            continue
        assert isinstance(reps, Repeat)
        if run.role in (*_PARTS, Role.EASY) or not _JOINS.search(
            given.text[reps.span[0] : run.span[1]]
        ):
            continue
        behind = given.body[at + 3 :]
        inner = reps.body[1] if len(reps.body) > 1 else _gap(FULL, reps)
        closing: Recovery | None = None
        if len(behind) == 2 and isinstance(behind[1], Run) and behind[1].role == Role.EASY:
            closing, behind = _as_rest(behind[1], True), ()
        elif len(behind) == 1 and isinstance(behind[0], Recovery):
            closing, behind = replace(behind[0], between=True), ()
        assert isinstance(inner, Recovery)
        told = _told_left(given)
        closing = closing or (told and replace(told, between=True))
        if inner.type == FULL and (closing or _continuous(given.text)):
            inner = _gap(NONE, reps.body[0])
        one = (reps.body[0], replace(inner, between=False), run)
        ends = closing or replace(inner, between=True)
        yield (*given.body[:at], replace(reps, body=(*one, ends)), *behind)


def _continuous(text: str) -> bool:
    return bool(
        pattern(r"\bcontinuous\w*|\bno (recovery|rest)\b|\bimmediately|\binto\b").search(text)
    )


def _out_of_reps(given: _Given) -> Iterator[Body]:
    """`N x (A; B)`, with nothing behind: B is run once, after them all."""
    if not given.body or not isinstance(given.body[-1], Repeat):
        return
    reps = given.body[-1]
    if len(reps.body) not in (3, 4) or not all(isinstance(reps.body[i], Run) for i in (0, 2)):
        return
    run, gap, other = reps.body[:3]
    if "(" in given.text[reps.span[0] : other.span[0]] or not isinstance(gap, Recovery):
        return
    if gap.type == NONE and "\n" not in given.text:
        return
    once = replace(reps, body=(run, replace(gap, between=True)))
    yield (*given.body[:-1], once, _gap(FULL, once), other)


def _by_turns(given: _Given) -> Iterator[Body]:
    """`alternating 300 and 600, 5 x 300, 5 x 600`: one of each in turn."""
    blocks = [node for node in given.body if _is_simple(node)]
    if len(blocks) != 2 or not _ALTERNATE.search(given.text):
        return
    one, other = blocks
    assert isinstance(one, Repeat) and isinstance(other, Repeat)
    at, last = given.body.index(one), given.body.index(other)
    if one.count != other.count or last != at + 2:
        return
    first, second = one.body[0], other.body[0]
    assert isinstance(first, Run) and isinstance(second, Run)
    rests = [r for r in in_order(given.body) if isinstance(r, Recovery) and r.type in _TOLD]
    before = given.body[:at]
    if {(r.distance_m, r.duration_ms) for r in runs_in(before)} <= {
        (r.distance_m, r.duration_ms) for r in (first, second)
    }:
        before = ()  # the two were told before, without how often
    if " between the" in given.text and _metres(second) < _metres(first):
        body: Body = (first, _as_rest(replace(second), True))
    else:
        told = rests[0] if rests else _told_left(given) or _gap(FULL, first)
        told = replace(told, between=False)
        body = (first, told, second, replace(told, between=True))
    yield (*before, replace(one, body=body), *given.body[last + 1 :])


def _told_again(given: _Given) -> Iterator[Body]:
    """`5 x 600 w/ 200 off. 600 at 5k pace, 200 at 10k pace`: the paces of what is run."""
    at = len(given.body)
    while at and not isinstance(given.body[at - 1], Repeat):
        at -= 1
    again = list(runs_in(given.body[at:]))
    before = given.body[:at]
    if not at or not again or any(_free(run) for run in again):
        return
    paces = {(run.distance_m, run.duration_ms): run for run in again}
    used: set[tuple[int | None, int | None]] = set()

    def told(node: Node) -> list[Node]:
        key = (getattr(node, "distance_m", None), getattr(node, "duration_ms", None))
        pace = paces.get(key)
        if isinstance(node, Repeat):
            return [replace(node, body=tuple(one for part in node.body for one in told(part)))]
        if isinstance(node, Group):
            return [one for part in node.body for one in told(part)]
        if pace is None or (isinstance(node, Run) and not _free(node)):
            return [node]
        used.add(key)
        if isinstance(node, Run):
            return [replace(pace, span=node.span, role=node.role)]
        if not node.between or node.type != JOG:
            return [node]
        ends = _gap(NONE, node, True)
        return [replace(ends, between=False), replace(pace, span=node.span), ends]

    body = tuple(one for node in before for one in told(node))
    if used == set(paces):
        yield body


def _told_left(given: _Given) -> Recovery | None:
    """The one recovery among the words that are left out."""
    found = list(_TOLD_TIME.finditer(given.left))
    if len(found) != 1:
        return None
    number, seconds, unit = int(found[0][1]), found[0][2], found[0][3]
    minutes = bool(seconds) or unit in ("m", "min", "mins", "minute", "minutes", "'")
    ms = (number * 60 + int(seconds or 0) if minutes else number) * 1000
    at = given.text.find(found[0][0])
    return Recovery((at, at + len(found[0][0])), TIME, Series((ms,))) if ms else None


def _kind(rest: Recovery) -> tuple[object, ...]:
    return rest.type, rest.length, rest.distance_m, rest.percent


def _rest_everywhere(given: _Given) -> Iterator[Body]:
    """The recovery that is told for one place holds wherever none is."""
    rests = [r for r in in_order(given.body) if isinstance(r, Recovery)]
    told = [r for r in rests if r.type in _TOLD]
    kinds = set(map(_kind, told))
    left = _told_left(given)
    if (left is not None and _AFTER.search(given.left)) or not kinds:
        told, kinds = ([left], {_kind(left)}) if left else ([], kinds)
    if len(kinds) != 1 or not told or not any(r.type == FULL for r in rests):
        return
    one = told[0]

    def filled(rest: Recovery, around: bool) -> Recovery:
        open_ = rest.type == FULL and not around
        return replace(one, between=rest.between) if open_ else rest

    yield _with_rests(given.body, filled)


def _run_through(given: _Given) -> Iterator[Body]:
    """Runs one after the other, without a recovery."""
    runs = list(runs_in(given.body))
    rests = [r for r in in_order(given.body) if isinstance(r, Recovery)]
    if any(isinstance(node, Repeat) for node in given.body) or len(runs) < 2:
        return
    if any(r.type != FULL for r in rests) or all(_free(r) and not r.effort for r in runs):
        return

    def through(rest: Recovery, around: bool) -> Recovery:
        return rest if around else replace(rest, type=NONE, min_ms=None, max_ms=None)

    yield _with_rests(given.body, through)


def _parts_around(given: _Given) -> Iterator[Body]:
    """A first run before reps is the warm-up, a last one behind them the cool-down."""
    body = list(given.body)
    if len(body) < 3 or not any(isinstance(node, Repeat) for node in body):
        return
    first, last = body[0], body[-1]
    quiet = any(isinstance(r, Run) and r.role in _PARTS for r in body)
    easy = (Role.EASY, Role.WORK)
    warm = isinstance(first, Run) and first.role in easy
    warm = warm and (_free(first) or not _is_work(first))
    warmed = isinstance(first, Run) and first.role == Role.WARMUP
    cool = isinstance(last, Run) and last.role in easy
    cool = cool and (warmed or bool(_EASILY.search(given.text)))
    if isinstance(first, Run) and warm and (quiet or cool):
        body[0] = replace(first, role=Role.WARMUP, effort=Effort.NONE)
        body[1] = _gap(FULL, first)
    if isinstance(last, Run) and cool:
        body[-1] = replace(last, role=Role.COOLDOWN, effort=Effort.NONE)
        body[-2] = _gap(FULL, body[-3])
    if tuple(body) != given.body:
        yield tuple(body)


def _and_down(given: _Given) -> Iterator[Body]:
    """`12 min wu and cd`: as long behind as before."""
    first = given.body[0]
    if isinstance(first, Run) and first.role == Role.WARMUP and _AND_DOWN.search(given.text):
        ends = replace(first, role=Role.COOLDOWN)
        yield (*given.body, _gap(FULL, given.body[-1]), ends)


def _rest_after(given: _Given) -> Iterator[Body]:
    """`3 minutes steady, then 12 x 200. 2 mins after the steady run`: the time is the recovery."""
    if len(given.body) < 5 or not _AFTER.search(given.text):
        return
    first, gap, *middle, _, last = given.body
    if not (isinstance(last, Run) and last.duration_ms and isinstance(gap, Recovery)):
        return
    if last.role in _PARTS:
        return
    if isinstance(first, Run | Repeat) and gap.type == FULL and len(middle) == 1:
        yield (first, _as_rest(last), *middle)


def _every_second(given: _Given) -> Iterator[Body]:
    """`3 min hard, 2 min easy, 3 min hard …`: every second run is the recovery."""
    nodes: list[Node] = []
    for node in given.body:
        nodes.extend(node.body if isinstance(node, Group) else (node,))
    start, stop = _behind_warm_up(tuple(nodes)), len(nodes)
    while stop and not _is_work(nodes[stop - 1]):
        stop -= 1
    core = nodes[start:stop]
    runs = [node for node in core if isinstance(node, Run)]
    if len(runs) < 4 or len(core) != 2 * len(runs) - 1 or not all(map(_free, runs)):
        return
    if any(isinstance(n, Recovery) and n.type not in (FULL, NONE) for n in core):
        return
    if not all(
        one.duration_ms and (two.duration_ms or 0) <= one.duration_ms
        for one, two in zip(runs[::2], runs[1::2], strict=False)
    ):
        return
    made: list[Node] = []
    for number, run in enumerate(runs):
        made.append(_as_rest(run) if number % 2 else run)
    after = nodes[stop:]
    if isinstance(made[-1], Recovery) and after and isinstance(after[0], Recovery):
        after = after[1:]
    yield (*nodes[:start], *made, *after)


def _so_often(given: _Given) -> Iterator[Body]:
    """A count among the words left out: how often all of it is run."""
    found = _TIMES.search(given.left)
    if found is None:
        return
    digits = found[1] or found[2]
    count = int(digits) if digits else _WORDS[found[3] or found[4]]
    start, stop = _behind_warm_up(given.body), len(given.body)
    if isinstance(given.body[-1], Run) and given.body[-1].role == Role.COOLDOWN:
        stop -= 2
    core = list(given.body[start:stop])
    if not core or not 2 <= count <= 40:
        return
    if len(core) == 1 and isinstance(core[0], Repeat) and "each" in given.left:
        inner = _passes(list(core[0].body), count, core[0].span)
        yield (
            *given.body[:start],
            replace(core[0], body=(inner, _gap(FULL, inner, True))),
            *given.body[stop:],
        )
        return
    if len(core) == 1 and isinstance(core[0], Repeat):
        return
    span = (core[0].span[0], core[-1].span[1])
    yield (*given.body[:start], _passes(core, count, span), *given.body[stop:])


def _passes(core: list[Node], count: int, span: tuple[int, int]) -> Repeat:
    """So many passes, the recovery or the easy run that ends one between them."""
    last = core[-1]
    if isinstance(last, Recovery):
        core = core[:-1]
        ends = replace(last, between=True)
    elif isinstance(last, Run) and len(core) == 3 and (last.role == Role.EASY or _free(last)):
        core, ends = core[:-2], _as_rest(last, True)
    else:
        ends = _gap(FULL, last, True)
    return Repeat(count, (*core, ends), span)


def _so_many(given: _Given) -> Iterator[Body]:
    """`5 x 2, 4, 6, 4, 2 min`: the count is that of the list."""
    for at, node in enumerate(given.body):
        if not isinstance(node, Repeat) or len(list(runs_in(node.body))) != node.count:
            continue
        if node.count > 2 and not any(isinstance(one, Repeat) for one in node.body):
            body = node.body
            if isinstance(body[-1], Recovery):
                body = body[:-1]
            yield (*given.body[:at], *body, *given.body[at + 1 :])


def _in_groups(given: _Given) -> Iterator[Body]:
    """`groups of 3, 60 s between each, 2:30 between each set`: every third recovery is another."""
    found = _GROUPS.search(given.left)
    told = _told_left(given)
    if found is None or told is None or len(given.body) != 1:
        return
    group = given.body[0]
    if not isinstance(group, Group) or not 1 < int(found[1]) < len(group.body):
        return
    every = 2 * int(found[1])
    yield (
        replace(
            group,
            body=tuple(
                replace(told, span=node.span) if at % every == every - 1 else node
                for at, node in enumerate(group.body)
            ),
        ),
    )


def _full_rests(given: _Given) -> Iterator[Body]:
    """Between two runs that were taken for one: a recovery that is not told."""

    def full(rest: Recovery, around: bool) -> Recovery:
        return replace(rest, type=FULL) if rest.type == NONE else rest

    yield _with_rests(given.body, full)


def _parts_as_they_are(given: _Given) -> Iterator[Body]:
    """A warm-up and a cool-down, without how easy they are."""
    yield tuple(
        replace(node, effort=Effort.NONE) if isinstance(node, Run) and node.role in _PARTS else node
        for node in given.body
    )


Make = Callable[[_Given], Iterator[Body]]
_KINDS: dict[str, tuple[str, Make]] = {
    "total": ("the first run told is what the others come to", _without_first),
    "again": ("the runs told last are those before, with their paces", _told_again),
    "turns": ("one of each in turn", _by_turns),
    "after": ("the time told last is the recovery after the first run", _rest_after),
    "recovery": ("the run behind the reps is their recovery", _as_recovery),
    "everywhere": ("the recovery told is meant wherever none is", _rest_everywhere),
    "many": ("the count is that of the runs told", _so_many),
    "groups": ("the longer recovery is that between the groups", _in_groups),
    "often": ("all of it so often", _so_often),
    "second": ("every second run is the recovery", _every_second),
    "within": ("what is told behind the reps is a part of each", _into_reps),
    "behind": ("what is told last is run once, behind the reps", _out_of_reps),
    "down": ("as long behind as before", _and_down),
    "parts": ("the runs around the reps are the warm-up and the cool-down", _parts_around),
    "through": ("without a recovery between the runs", _run_through),
    "rested": ("a recovery of no told length between the runs", _full_rests),
    "plain": ("a warm-up and a cool-down as easy as ever", _parts_as_they_are),
}
