# SPDX-License-Identifier: MIT
"""Targets of some of the reps: `last 2 @ 75`, `first 4 @ 84, last 4 @ 80`, `900s @ 3k pace`."""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import Aim, Amount, ByLength, Doubt, Shares, Tail
from trackpacer.notation.grammar import rule, scanner
from trackpacer.notation.phrases.efforts import EFFORTS
from trackpacer.notation.phrases.targets import effort_of
from trackpacer.notation.tree import Pace, Target
from trackpacer.session import Effort

Aimed = tuple["Target | None", Effort]
_RACES = (3000.0, 5000.0, 10000.0, 1609.344)

_EFFORT = "MAX|SPRINT|HARD|FAST|STEADY|RELAXED|EASY"


@rule("Aimed", "<Intro> t:<Body>", "COLON t:<Body>", "t:<NamedTarget>", example="@ 84")
def aimed(m: Found) -> Aimed:
    target: Target = m["t"]
    return target, effort_of(m, target, m.chart.plain[m.span[0] : m.span[1]])


@rule(
    "Aimed",
    f"<Intro>? VERY|a|at|fairly|quite|pretty|properly* e:{_EFFORT} PACE|EFFORT?",
    "w:all out",
    "w:flat out",
    "w:as FAST|HARD as you|they|possible can|like|want|please?",
    example="fast",
)
def aimed_effort(m: Found) -> Aimed:
    if m["w"]:
        return None, Effort.MAX
    return None, EFFORTS[next(kind for kind in EFFORTS if kind in m["e"].kinds)]


@rule(
    "Element",
    "AND|COMMA|OPEN|the|with|WITH* w:LAST n:NUM|one? REP|one|ones|EFFORT? in|is|are|run|being|of|them|to|should|be* a:<Aimed> CLOSE?",
    "try|make|TO|to|push|run* TO? push|make|run the w:LAST n:NUM|one? REP|one? a:<Aimed>",
    example="last 2 @ 75",
)
def tail(m: Found) -> Tail | None:
    tokens = m.chart.tokens
    target, effort = m["a"]
    number = m["n"]
    if target is not None and (target.listed or target.last):
        return None
    at = m.chart.tokens.index(m["w"], m.begin) + 1
    if number is None and "NUM" in m.chart.tokens[at].kinds:
        return None  # `last 200 -2` is a part of each rep
    count = 1.0 if number is None or "NUM" not in number.kinds else number.value
    if count != int(count) or not 1 <= count <= 30:
        return None
    if tokens[m.begin].word in ("with", "w/", "and") and len(m.words()) < 3:
        return None
    if ("OPEN" in tokens[m.begin].kinds) != ("CLOSE" in tokens[m.end - 1].kinds):
        return None
    if m.after().keys & {"METRES", "KM"}:
        return None
    return Tail(m.span, int(count), target, effort)


@rule("Element", "OPEN t:<RaceInBrackets> CLOSE", cost="rare", example="(5k)")
def race_in_brackets(m: Found) -> Aim | None:
    """`800 (10k) - 400 (3k)`: at the pace of that race."""
    before = m.before()
    if before is None or not before.keys & {
        "METRES",
        "KM",
        "MILES",
        "DIGITS",
        "SECONDS",
        "MINUTES",
    }:
        return None
    return Aim(m.span, m["t"])


@rule("RaceInBrackets", "p:<RacePace>", "d:<Dist>", example="5k")
def race_named(m: Found) -> Target | None:
    if m["p"] is not None:
        return Target(m.span, m["p"])
    amount: Amount = m["d"]
    if amount.unit not in ("km", "mile") or amount.value not in _RACES:
        return None
    return Target(m.span, Pace("race", m.span, metres=amount.value))


# -- all reps by their numbers


@rule("Which", "ODD REP|one|numbers?", "EVEN REP|one|numbers?", example="odd")
def which_turn(m: Found) -> tuple[str, tuple[int, ...]]:
    return ("odd", ()) if m.words()[0].startswith("odd") else ("even", ())


@rule("Which", "the? first n:NUM REP|ones?", "the? first n:NUM", example="first 4")
def which_first(m: Found) -> tuple[str, tuple[int, ...]] | None:
    value = m["n"].value
    return ("first", (int(value),)) if value == int(value) and value < 100 else None


@rule(
    "Which",
    "the|and|AND? w:last|next|middle|other|final|remaining n:NUM? REP|ones|one?",
    example="last 4",
)
def which_next(m: Found) -> tuple[str, tuple[int, ...]] | None:
    value = m["n"].value if m["n"] else 1.0
    if value != int(value) or value >= 100:
        return None
    kind = "last" if m["w"].word in ("last", "final") else "next"
    return kind, (int(value),)


@rule("Which", "REP|HASH* a:DIGITS DASH|TO b:DIGITS REP?", "REP a:DIGITS", example="1-3")
def which_numbers(m: Found) -> tuple[str, tuple[int, ...]] | None:
    a = m["a"].value
    b = m["b"].value if m["b"] else a
    if not 1 <= a <= b <= 60 or a != int(a) or b != int(b):
        return None
    return "these", tuple(range(int(a), int(b) + 1))


@rule("Ordinal", "n:DIGITS ~ORD", "n:ORDINALWORD", "HASH ~n:DIGITS", "w:last|final", example="1st")
def ordinal(m: Found) -> int:
    return -1 if m["w"] else int(m["n"].value)


@scanner("Ordinals", "DIGITS|ORDINALWORD|LAST|HASH")
def ordinals(chart: Chart, i: int) -> list[Phrase]:
    """`1st, 3rd & 5th`: the numbers of reps, ordered."""
    found: list[int] = []
    at = i
    end = i
    while True:
        options = chart.at("Ordinal", at)
        if not options:
            break
        found.append(options[0].value)
        at = end = options[0].end
        token = chart.tokens[at]
        if "COMMA" in token.kinds and "AND" in chart.tokens[at + 1].kinds:
            at += 2
        elif token.keys & {"COMMA", "AND", "SLASH"}:
            at += 1
        else:
            break
        if len(found) > 40:
            break
    if not found:
        return []
    return [Phrase(end, 0.0, tuple(found))]


@rule("Which", "the? o:<Ordinals> REP|one|ones|LAPS*", example="1st rep")
def which_ordinals(m: Found) -> tuple[str, tuple[int, ...]]:
    return "these", m["o"]


@rule("Which", "the? rest|others|remaining|other REP|one|ones?", example="the others")
def which_others(m: Found) -> tuple[str, tuple[int, ...]]:
    return "others", (0,)


@rule("Which", "EACH o:<Ordinal> REP|one?", example="every third")
def which_every(m: Found) -> tuple[str, tuple[int, ...]] | None:
    return ("every", (m["o"],)) if m["o"] > 1 else None


@rule(
    "RepShare",
    "w:<Which> is|are|was|COLON|DASH|EQUALS|run|to* a:<Aimed>",
    "w:<Which> t:<PlainTime>",
    example="odd 3:20",
)
def rep_share(m: Found) -> tuple[tuple[str, tuple[int, ...]], Target, Effort] | None:
    if m["t"]:
        pace: Pace = m["t"]
        return m["w"], Target(pace.span, pace), Effort.NONE
    target, effort = m["a"]
    if target is None:
        target = Target(m.span, Pace("none", m.span), effort=effort)
    if target.listed or target.last or target.via:
        return None
    return m["w"], target, effort


_ALONE = frozenset(["first", "these", "every", "odd", "even"])


@scanner(
    "Element",
    "ODD|EVEN|first|the|REP|DIGITS|ORDINALWORD|last|OPEN|DASH|even|EACH|HASH|others|other",
)
def rep_shares(chart: Chart, i: int) -> list[Phrase]:
    """`odd 3:20, even 3:40`, `first 4 @ 84, last 4 @ 80`, `1st & 3rd @ 10k, 2nd @ MP`."""
    tokens = chart.tokens
    at = i
    opened = bool(tokens[i].keys & {"OPEN"})
    at += bool(tokens[i].keys & {"OPEN", "DASH"})
    parts: list[tuple[tuple[str, tuple[int, ...]], Target]] = []
    end = at
    while len(parts) < 20:
        options = list(chart.at("RepShare", at))
        if not options:
            break
        best = max(options, key=lambda p: p.end)
        which, target, _ = best.value
        parts.append((which, target))
        at = end = best.end
        while tokens[at].keys & {
            "COMMA",
            "SEMI",
            "AND",
            "NL",
            "DASH",
            "DOT",
            "SLASH",
            "THEN",
            "BULLET",
        }:
            at += 1
    if not parts or (len(parts) < 2 and parts[0][0][0] not in _ALONE):
        return []
    if opened:
        if not tokens[end].keys & {"CLOSE"}:
            return []
        end += 1
    span = (tokens[i].start, tokens[end - 1].end)
    shares = _numbered(parts)
    if shares is None:
        return []
    cycle, numbered = shares
    return [Phrase(end, 0.1, Shares(span, numbered, cycle))]


def _numbered(
    parts: list[tuple[tuple[str, tuple[int, ...]], Target]],
) -> tuple[int, tuple[tuple[tuple[int, ...], Target], ...]] | None:
    """The numbers of the reps that each part names; 2 where they go by turns."""
    kinds = {which[0] for which, _ in parts}
    if kinds <= {"odd", "even"}:
        if len(parts) != len(kinds):
            return None
        order = {"odd": 1, "even": 2}
        return 2, tuple(((order[which[0]],), target) for which, target in parts)
    if kinds <= {"every", "others"} and len(parts) == len(kinds) and parts[0][0][0] == "every":
        cycle = parts[0][0][1][0]
        return cycle, tuple((numbers, target) for (_, numbers), target in parts)
    if kinds & {"odd", "even", "every"}:
        return None
    done = 0
    result: list[tuple[tuple[int, ...], Target]] = []
    for (kind, numbers), target in parts:
        if kind == "last" and numbers == (1,) and "first" not in kinds and "next" not in kinds:
            reps: tuple[int, ...] = (-1,)
        elif kind in ("first", "next", "last"):
            reps = tuple(range(done + 1, done + numbers[0] + 1))
        else:
            reps = numbers
        done = max(done, *reps)
        result.append((reps, target))
    return 0, tuple(result)


@scanner("CountShares", "NUM")
def count_shares(chart: Chart, i: int) -> list[Phrase]:
    """`2 @ 10k, 2 @ 5k, 2 @ 3k`: how many of the reps at each."""
    tokens = chart.tokens
    at, done = i, 0
    parts: list[tuple[tuple[int, ...], Target]] = []
    found: list[Phrase] = []
    while len(parts) < 20 and "NUM" in tokens[at].kinds and 1 <= tokens[at].value <= 30:
        options = [p for p in chart.at("Aimed", at + 1) if p.value[0] is not None]
        if not options or tokens[at + 1].keys & {"IN", "COLON"}:
            break
        best = max(options, key=lambda p: p.end)
        count = int(tokens[at].value)
        parts.append((tuple(range(done + 1, done + count + 1)), best.value[0]))
        done += count
        at = best.end
        if len(parts) > 1:
            found = [Phrase(at, 0.0, tuple(parts))]
        while tokens[at].keys & {"COMMA", "SEMI", "AND", "SLASH", "THEN", "PLUS"}:
            at += 1
    return found


@rule("Element", "OPEN p:<CountShares> CLOSE", "COLON|COMMA|AS|DASH? p:<CountShares>")
def by_count(m: Found) -> Shares:
    return Shares(m.span, m["p"])


@rule(
    "Element",
    "ALTERNATE between|with|AT|IN|the* t:<TargetList>",
    "ALTERNATE between|with|AT|IN|the* a:<OneTarget> AND|SLASH|COMMA|with b:<OneTarget>",
    example="alternating 76 and 82",
)
def by_turns(m: Found) -> Shares | None:
    if m["t"]:
        target: Target = m["t"]
        paces = target.listed or ([target.pace, target.fast] if target.fast else [])
        if len(paces) != 2 or paces[1] is None:
            return None
        parts = tuple(((n,), Target(p.span, p, p.offset)) for n, p in enumerate(paces, 1) if p)
    else:
        if (m["a"].pace.kind == "time") != (m["b"].pace.kind == "time"):
            return None
        parts = (((1,), m["a"]), ((2,), m["b"]))
    return Shares(m.span, parts, 2)


_EASILY, _FASTER = "EASY|SLOW|STEADY|RELAXED", "FAST|HARD"


@rule(
    "Element",
    f"ALTERNATE between|with|AT|IN|the* {_EASILY} AND|SLASH|COMMA {_FASTER}",
    f"ALTERNATE between|with|AT|IN|the* {_FASTER} AND|SLASH|COMMA {_EASILY}",
    example="alternating slow/fast",
)
def efforts_by_turns(m: Found) -> Doubt:
    return Doubt(
        m.span,
        "'{this}': every rep in two parts, or rep by rep?",
        "both runs, like `4 x (1 min easy, 1 min fast)`",
    )


# -- runs by their length


@scanner("LengthNames", "DIGITS|mile|miles|NUM")
def length_names(chart: Chart, i: int) -> list[Phrase]:
    """`900s`, `300, 500`, `the 1000s and 600s`: metres."""
    found: list[float] = []
    at = end = i
    plural = False
    tokens = chart.tokens
    while len(found) < 12:
        options = [
            *chart.at("Plural", at), *chart.at("Dist", at), *chart.at("Number", at),
        ]  # fmt: skip
        options = [p for p in options if p.value.value >= 60]
        if not options:
            break
        best = max(options, key=lambda p: p.end)
        plural = plural or best.value.plural
        found.append(best.value.value)
        at = end = best.end
        if tokens[at].keys & {"COMMA", "AND", "SLASH"}:
            at += 1
        else:
            break
    alone = len(found) == 1 and not plural
    if not found or (alone and not _in_a_list_of_lengths(chart, i)):
        return []
    return [Phrase(end, 0.0, tuple(found))]


def _in_a_list_of_lengths(chart: Chart, i: int) -> bool:
    """`300s @ mile`, `900 @ 5k`, each on its line: a length after a line that begins with some."""
    tokens = chart.tokens
    starts = [at for at in range(1, i + 1) if "NL" in tokens[at - 1].kinds]
    if not starts or starts[-1] != i or len(starts) < 2:
        return False
    return any(p.value.plural for p in chart.at("Plural", starts[-2]))


@rule(
    "Element",
    "OPEN|COLON|DASH|the|all* n:<LengthNames> should|be|are|run|is|done* a:<Aimed> CLOSE?",
    example="900s @ 3k pace",
)
def by_length(m: Found) -> ByLength | None:
    target, effort = m["a"]
    tokens = m.chart.tokens
    if target is None or ("OPEN" in tokens[m.begin].kinds) != ("CLOSE" in tokens[m.end - 1].kinds):
        return None
    before = m.before()
    if before is not None and not before.keys & {
        "NL",
        "COMMA",
        "DOT",
        "SEMI",
        "AND",
        "COLON",
        "CLOSE",
        "WITH",
        "BULLET",
    }:
        return None
    return ByLength(m.span, m["n"], target, effort)
