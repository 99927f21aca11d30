# SPDX-License-Identifier: MIT
"""Efforts by their names, what a run is for, and feelings no watch can pace.

`hard`, `all out`, `warm-up`, `strides`, `RPE 7-8`, `HR < 145`, `7/10 effort`.
"""

from __future__ import annotations

from itertools import pairwise

from trackpacer.notation.chart import Chart, Found
from trackpacer.notation.elements import (
    Change,
    Doubt,
    Feel,
    Manner,
    Part,
    Remark,
    Reps,
    left_to_runner,
    no_pace,
)
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.phrases.ends import both_ways
from trackpacer.notation.tree import EASILY
from trackpacer.session import Effort, Role

EFFORTS = {
    "MAX": Effort.MAX,
    "SPRINT": Effort.SPRINT,
    "HARD": Effort.HARD,
    "FAST": Effort.FAST,
    "STEADY": Effort.STEADY,
    "AEROBIC": Effort.AEROBIC,
    "RELAXED": Effort.RELAXED,
    "EASY": Effort.EASY,
    "SLOW": Effort.EASY,
    "FASTER": Effort.FAST,
}
_EFFORT = "|".join(kind for kind in EFFORTS if kind not in ("SLOW", "FASTER"))
_NOUNS = {"REST", "JOG", "WALK", "FLOAT"}


def named(m: Found, name: str = "e") -> Effort:
    """The effort that the word of a name is for."""
    return EFFORTS[next(kind for kind in EFFORTS if kind in m[name].kinds)]


@rule(
    "Element",
    f"!as VERY|at|a|as|SLIGHTLY* e:{_EFFORT} PACE|EFFORT|RUN|REP|reps*",
    example="hard",
)
def effort(m: Found) -> Feel | None:
    e, after = m["e"], m.after()
    beyond = m.after(1).kinds if "PACE" in after.kinds else after.kinds
    if beyond & {"TEMPO", "THRESHOLD"} and (m.has("PACE") or "PACE" in after.kinds):
        return None  # `medium pace tempo`
    if "STEADY" in e.kinds and after.kinds & {"JOG", "WALK"} and "BACK" in m.after(1).kinds:
        return None  # `6 x 300, steady jog back`
    last = m.chart.tokens[m.end - 1]
    timed = m.behind.kinds & {"MINUTES", "SECONDS", "CLOCK"}
    near = m.chart.tokens[max(m.begin - (6 if timed else 3), 0) : m.begin]
    if last.word in ("max", "maximum") and any(t.kinds & {"REST", "JOG"} for t in near):
        return None  # `rec 60s max`, `200 jog in 90 s max`: at most
    steered = m.chart.tokens[m.begin].keys & {"at", "a"}
    if steered and e.word not in ("max", "maximum", "easy", "hard", "steady"):
        return None
    if last.word in ("run", "runs") and after.keys & {"NUM"}:
        return None
    if e.word in ("easy", "max") and after.keys & _NOUNS and last is e and after.word != "r":
        ends = "REST" in after.kinds and m.after(1).keys & {"END", "NL", "DOT", "COMMA"}
        if e.word == "max" or not (ends or "JOG" in after.kinds) or m.after(2).word == "as":
            return None
    worded = "PACE" in last.kinds and last is not e and bool(after.kinds & {"COMMA", "NL", "END"})
    if "SPRINT" in e.kinds and m.has("HILL"):
        return None
    return Feel(m.span, named(m), worded=worded)


_LINE = "TO|to|through|past the|your? finish|end? line|lines|finish|end|tape|post|LAST &DOT|NL|END|COMMA|SEMI|CLOSE"
alias("ToTheLine", _LINE, f"all the way {_LINE}", example="to the finish line")


@rule("Element", "VERY? e:HARD|FAST|MAX|SPRINT RUN? <ToTheLine>", example="hard to the line")
@rule("Element", "e:SPRINT HARD|FAST|quickly", cost="phrase", example="sprint hard")
def to_the_line(m: Found) -> Feel:
    """`200m - hard all the way to the line`: how it is run."""
    return Feel(m.span, named(m))


@rule(
    "Element",
    "a|an? all|flat DASH? out <ToTheLine>?",
    "AT all|flat DASH? out",
    "full out|gas",
    "full? eyeballs|eyes|balls|lungs DASH? out",
    "all DASH? out RELAXED",
    "best effort",
    "time? tt|trial EFFORT",
    "blast|rip a|an|one|the &<Run>",
    "as FAST|HARD as you|possible you|can|possibly* can|possible?",
    "as FAST|HARD as you|they like|want|please|wish|dare",
    "AS FAST|HARD AS possible",
    "WITH? everything|all you|you've|we|we've got|have got|left|for|over|on|the|a|last* &<Run>|COMMA|DOT|NL|END|SEMI|CLOSE|WITH|OFF|SLASH",
    example="all out",
)
def all_out(m: Found) -> Feel:
    return Feel(m.span, Effort.MAX)


@rule(
    "Element",
    f"e:{_EFFORT} TO VERY? HARD|FAST|MAX|SPRINT",
    f"VERY? e:{_EFFORT} TO VERY? EASY|STEADY|RELAXED|AEROBIC PACE|EFFORT|RUN?",
    "e:STEADY DASH|SLASH? HARD|FAST PACE|EFFORT*",
    f"e:{_EFFORT} ~DASH ~STEADY|UNKNOWN PACE|EFFORT*",
    example="moderate to hard",
)
def effort_range(m: Found) -> Feel:
    """A note where the first of two is taken."""
    if m.has("EASY") and m.has("TO"):
        return Feel(m.span, Effort.EASY)  # down to it: `moderate to easy`
    harder = m.has("HARD", "FAST") and not m.has("TO", "SLASH") and "STEADY" in m["e"].kinds
    if m["e"].word == "mod" or harder:
        return Feel(m.span, Effort.HARD)
    return Feel(m.span, named(m), notes=(f"of '{m.shown}' the first is taken",))


@rule("Element", f"AT a|an e:{_EFFORT} d:DIGITS &DOT|NL|END|COMMA|SEMI", cost="phrase")
def effort_of_one(m: Found) -> Feel | None:
    """`2 300s at a fast 300`: how each of them is run."""
    said = {token.word for token in m.chart.tokens[: m.begin]}
    return Feel(m.span, named(m)) if m["d"].word in said else None


@rule(
    "Element",
    "mod DASH HARD TO HARD|FAST",
    "fairly|quite|pretty|properly|moderately|comfortably|really HARD|FAST",
    "high intensity",
    "^MINUTES|SECONDS|PRIME push PACE|EFFORT? &COMMA|NL|END|DOT|AND|THEN|SLASH|PLUS|CLOSE|SEMI",
    example="fairly hard",
)
def hardish(m: Found) -> Feel:
    fast = m.has("FAST") and not m.has("HARD")
    return Feel(m.span, Effort.FAST if fast else Effort.HARD)


@rule(
    "Element",
    f"VERY|at|a|SLIGHTLY* e:{_EFFORT} SLASH|AND|COMMA|but VERY? f:{_EFFORT} PACE|EFFORT|RUN?",
    cost="phrase",
    example="quick and loose",
)
def effort_and(m: Found) -> Feel | None:
    if m.has("SLASH", "COMMA") and not {named(m), named(m, "f")} <= set(EASILY):
        return None  # but `easy/aerobic`
    if m["e"].kinds & {"HARD", "FAST"} and m["f"].kinds & {"EASY", "SLOW"}:
        return None  # `1, 2, 3 min hard and easy`: by turns
    if m.has("EASY") and "SPRINT" in m["f"].kinds:
        return None  # `10k easy & sprints on the hill`: no effort of one run
    if m["e"].kinds & {"RELAXED"} and m["f"].kinds & {"FAST", "HARD"}:  # `smooth and quick`
        return Feel(m.span, Effort.FAST if "FAST" in m["f"].kinds else Effort.HARD)
    return Feel(m.span, named(m))


@rule("Element", "e:FAST|HARD RELAXED !RUN|JOG|PACE", example="fast relaxed")
def effort_at_ease(m: Found) -> Feel:
    return Feel(m.span, named(m))


@rule(
    "Element",
    "EASY|SLOW JOG RUN|PACE?",
    "OF VERY VERY? EASY|SLOW JOG|RUN",
    "JOG AT? EASY|SLOW|PACE*",
    "JOG home &NUM|CLOCK|for",
    "JOG home for",
    "EASY|SLOW RUN|JOG RUN?",
    "!r REST RUN",
    "shake DASH? out RUN|JOG?",
    "^!METRES !r REST JOG RUN?",
    "of|EASY EASY|RELAXED RUN|JOG",
    "EASY REST &END|NL|DOT|COMMA|RUN",
    "^KM|MILES|MINUTES|METRES so:recovery PACE? &COMMA|PLUS|THEN|SEMI|NL|WITH|AND|END|DOT",
    cost="phrase",
    example="easy jog",
)
def jogged(m: Found) -> Feel | None:
    if m.words() == ["j"] and "OPEN" in m.behind.kinds:
        return None  # `6 x 3 min uphill (j.d.)`
    if m["so"]:  # `10k recovery, 6 x 20 s strides`: so long, and before all else
        ahead = [one.value for symbol in ("Dist", "Time") for one in m.chart.at(symbol, 0)]
        far = [one for one in ahead if one.span[1] <= m.span[0] and m.begin < 4]
        if not any(one.value >= (1_200_000 if one.kind == "ms" else 4000) for one in far):
            return None
    last = not m.chart.once(_then_jogged).isdisjoint(range(m.begin, m.end))
    if last and m.earlier("NL"):
        return None  # the last of `800, then jog 200`, `400, then jog 100`, a line each
    return Feel(m.span, Effort.EASY, jogged=True)


_TIMED = frozenset(["TIMES", "MINUTES", "PRIME"])  # `4 x 200, then jog 10 min`


def _then_jogged(chart: Chart) -> frozenset[int]:
    """Where a jog closes a line behind `then`, if that is so of several lines of metres."""
    tokens = chart.tokens
    if any(token.kinds & _TIMED for token in tokens):
        return frozenset()
    jogs = [at for at in range(chart.end) if "JOG" in tokens[at].kinds]
    jogs = [at for at in jogs if any("THEN" in t.kinds for t in tokens[max(at - 5, 0) : at])]
    near = {at: {k for t in tokens[at - 1 : at + 5] for k in t.kinds} for at in jogs}
    jogs = [at for at in jogs if near[at] & {"NL", "END"} and not near[at] & {"KM", "MILES"}]
    return frozenset(jogs if len(jogs) > 1 else ())


_NO_LENGTH = "!MINUTES|SECONDS|METRES|KM|MILES|TIMES|PRIME|QUOTES|DIGITS|CLOCK|REST|JOG|WALK"
_LETTER = "a|ae|e|en|ga|i|l|n|ut"
_ENDS = "&CLOSE|COMMA|NL|END|DOT|SEMI|WITH|OFF|OPEN|SLASH|PLUS|DASH"
_PART = "the|low|lower|mid|middle|high|upper|top|end|of|hr|FEEL"


@rule(
    "Zones",
    f"{_PART}* z|hrz|ZONE DASH|COLON? a:NUM",
    f"{_PART}* z|hrz|ZONE DASH? a:NUM DASH|TO|SLASH|AND|OR|PLUS {_PART}* z|ZONE? b:NUM {_NO_LENGTH}",
    f"l:{_LETTER} ~DASH? ~a:DIGITS {_ENDS}",
    f"l:{_LETTER} ~a:DIGITS DASH|TO|SLASH {_LETTER}? b:DIGITS {_ENDS}",
    example="Z1-Z2",
)
def zones(m: Found) -> tuple[float, float] | None:
    """The lowest and the highest; a coach's own letters (`[A2]`) tell nothing of how easy it is."""
    units = {"METRES", "KM", "MILES", "MINUTES", "PRIME", "SECONDS"}
    told = m.behind.word == "@" or ("OPEN" in m.behind.kinds and "CLOSE" in m.after().kinds)
    if m["l"] and not told and (not m.behind.kinds & units or m["l"].word in ("a", "e", "i")):
        return None
    low, high = sorted((m["a"].value, (m["b"] or m["a"]).value))
    known = low >= 1 and high <= 7 and not (low % 1 or high % 1)
    return ((9, 9) if m["l"] else (low, high)) if known else None


_OF_ZONES = "hr|heart|rate|EFFORT|PACE|intensity"


@rule(
    "Element",
    f"AT|IN|ON|EQUALS? z:<Zones> {_OF_ZONES}*",
    "AT|IN|ON? z:<Zones> OPEN|DASH THRESHOLD|TEMPO|WORD WORD|EFFORT|PACE* CLOSE",
    f"OPEN AT|IN|EQUALS|ABOUT|FEEL|EFFORT* z:<Zones> {_OF_ZONES}* CLOSE",
    example="zone 2",
)
def zone(m: Found) -> Feel | Remark | None:
    """The lowest are easy; the others are of the heart, or of power, and no pace."""
    if m["z"][0] <= 2:
        return Feel(m.span, Effort.EASY)
    return no_pace(m.span, m.shown)


@rule(
    "Element",
    "^REST|JOG|WALK OPEN? back|down|drop|dropping|return|returning|recover|recovering|TO|into|IN|DOWN|BACK* z:<Zones> CLOSE?",
    cost="phrase",
)
def jogged_in_zone(m: Found) -> Manner | None:
    """`90 s recovery (back to Z2)`."""
    return Manner(m.span) if m["z"][1] <= 3 and m.has("OPEN") == m.has("CLOSE") else None


# -- what a run is for


@rule(
    "WarmUp",
    "WU",
    "WARM DASH? ups|UP",
    "WARM DASH? UP JOG",
    "warming DASH? UP",
    "JOG? to warm UP",
    "EASY|SLOW JOG to warm UP",
)
def warm_up(m: Found) -> Role | None:
    told_for = "to" in (m.words()[0], m.words()[-3:][0], m.behind.word) and _of_reps(m)
    return None if told_for else Role.WARMUP


def _of_reps(m: Found) -> bool:
    """Whether reps stand in the clause: `4 x 3 min, 1 min jog to warm up` is no jog of a minute."""
    clause = m.chart.tokens[m.chart.since(m.begin, "NL", "DOT", "SEMI", "THEN", "PLUS") : m.begin]
    return any("TIMES" in token.kinds for token in clause)


@rule("Element", "COMMA? to|as|for a|our|your|my|the? warm|WU DASH? UP?", cost="phrase")
def reps_to_warm_up(m: Found) -> Remark | None:
    """`4 x 3 min, 1 min jog to warm up, then 12 x 1 min`: reps, and what they are for."""
    return Remark(m.span) if _of_reps(m) else None


@rule(
    "CoolDown",
    "CD",
    "cooling DASH? BACK? DOWN",
    "retour au calme",
    "COOL DASH? downs|DOWN",
    "cooled|warmed DOWN",
    "WARM DASH? DOWN",
    "to cool|warm DOWN",
)
def cool_down(m: Found) -> Role:
    return Role.COOLDOWN


@rule(
    "Element",
    "COMMA|AND|THEN* FOLLOWED by|with a|an|your|the|some|SHORT|LONG|EASY|proper* <CoolDown> JOG|RUN|WALK? &END|NL|DOT|SEMI",
    "COMMA|AND|THEN* FOLLOWED|THEN? by? a|an|the|some|SHORT|LONG|EASY|SLOW* JOG|walked BACK? home again? &END|NL|DOT|SEMI",
)
def home_untold(m: Found) -> Remark:
    """`500 m followed by a cool-down jog`: no length of its own, and not that of the run."""
    return Remark(m.span, notes=("no-length",))


@rule(
    "Element",
    "COMMA|AND|THEN* FOLLOWED|THEN by|with? some|EASY|SLOW* JOG &END|NL|DOT|SEMI",
    example="followed by easy jogging",
)
def home_further(m: Found) -> Remark | None:
    """`cool down of two laps, followed by easy jogging`: as long as the runner likes."""
    return Remark(m.span, notes=("no-length",)) if m.earlier("CD", "COOL") else None


@rule(
    "Element",
    "p:<WarmUp>|<CoolDown> OPEN r:<Run> EASY|JOG|RUN* CLOSE",
    "ABOUT? r:<Run> OF|AS a|your|the|an? p:<WarmUp>|<CoolDown> JOG|RUN? TO? finish|end|close?",
    example="warm-up (1 mile easy)",
)
def part_in_brackets(m: Found) -> Reps:
    """A part, and its length in a bracket behind it."""
    return Reps(m.span, None, m["r"], (Part(m.span, m["p"]),))


_PART = (
    "r:<WarmUp>|<CoolDown> JOG|RUN|WALK|PACE? "
    "COLON|DASH|OF|for|with|w/|w|EQUALS|EASY|first|properly|well|ABOUT*"
)


@rule(
    "Element",
    f"FROM|end|finish? with|for|as|do|TO|your|a|the* {_PART}",
    f"AT a|an|the|your? UNKNOWN|EASY|RELAXED? {_PART}",
    f"COMMA|AND|DOT? always|give|take|have yourself|yourselves|a|good|proper|nice|long|thorough* {_PART}",
    example="warm-up:",
)
def part(m: Found) -> Part | None:
    tokens = m.chart.tokens
    last = tokens[m.end - 1]
    if "DASH" in last.kinds and (last.glued or "NL" in m.after().kinds):
        return None
    headed = bool(last.kinds & {"COLON", "OF", "WITH", "EQUALS"}) or last.word == "for"
    headed = headed or any(m.chart.at(name, m.end) for name in ("Time", "Dist", "Range"))
    headed = headed or _heads_a_run(m)
    return Part(m.span, m["r"], headed)


def _heads_a_run(m: Found) -> bool:
    """`Warm-up` alone on its line, and its length alone on the next."""
    alone = m.behind.keys & {"BEGIN", "NL", "BULLET"} and "NL" in m.after().kinds
    if not alone:
        return False
    found = [p for name in ("Time", "Dist", "Range") for p in m.chart.at(name, m.end + 1)]
    last = max((p.end for p in found), default=0)
    after = m.chart.tokens[last]
    return bool(last) and not after.kinds & {"TIMES", "SET", "REP"}


@rule(
    "Element",
    "^MILES|KM|MINUTES|PRIME|JOG|EASY|LAPS w:WARM|COOL &COMMA|SEMI|NL|DOT|PLUS|END|THEN|DASH|SLASH|CLOSE|<Counted>",
    "^BEGIN|NL|BULLET|DOT|SEMI|COMMA|BAR w:WARM|COOL COLON|EQUALS",
    "OPEN w:WU|CD CLOSE",
)
def part_short(m: Found) -> Part:
    """`1 mile warm, 6 x 400, 1 mile cool`, `Cool: 1 mile`, `(wu) 2 miles`."""
    role = Role.WARMUP if m["w"].kinds & {"WARM", "WU"} else Role.COOLDOWN
    return Part(m.span, role, headed=len(m.words()) > 1)


@rule(
    "Element",
    "^WU|CD|UP|DOWN inc|incl|including NUM|some|a|few|couple|of* TIMES? <Run>? STRIDES|DRILLS",
    "^MINUTES|SECONDS|METRES|KM build|building|builds UP? TO MAX|FAST|HARD EFFORT|PACE? &COMMA|DOT|NL|END|WITH|OFF|SEMI|CLOSE",
    cost="phrase",
)
@rule(
    "Element",
    "^DOT|NL|COMMA|OPEN the|your|my|our? <WarmUp> inc|incl|including|includes|included|has|had NUM? TIMES? <Run>? STRIDES|DRILLS",
    example="WU includes 4 strides",
)
def within_warm_up(m: Found) -> Remark:
    """`20 min WU inc 4 strides`, `3 min building to maximum effort`: within the run before it."""
    return left_to_runner(m.span, m.shown)


@rule(
    "Element",
    "^DIGITS|MILES|KM|MINUTES|PRIME|CLOCK UP|DOWN &END|NL|COMMA|SEMI|PLUS|DOT|THEN|CLOSE|BEFORE",
    "^MINUTES|PRIME|MILES|KM UP &SLASH|DASH|AND",
    cost="rare",
    example="2 up, 2 down",
)
def up_and_down(m: Found) -> Part | None:
    """`2 miles up, …, 2 miles down`: only where there is a way up and one down, or it comes first."""
    alone = not any("NUM" in token.kinds for token in m.chart.tokens[: max(m.begin - 2, 0)])
    first = alone and m.begin > 1 and m.has("UP") and "MILES" in m.behind.kinds
    if first and m.after().kinds & {"COMMA", "SEMI", "NL", "PLUS", "THEN", "BEFORE"}:
        shown = m.chart.quote(m.chart.tokens[m.begin - 2].start, m.span[1])
        return Part(
            m.span, Role.WARMUP, notes=(f"'{shown}' at the beginning taken as the warm-up",)
        )
    home = m.has("DOWN") and m.behind.kinds & {"MILES", "KM"} and m.earlier("WU", "WARM")
    if not home and not both_ways(m, {"NUM", "MILES", "KM", "MINUTES", "PRIME", "CLOCK"}):
        return None
    return Part(m.span, Role.WARMUP if m.has("UP") else Role.COOLDOWN)


@rule(
    "Element",
    "^MINUTES|MILES|KM|LAPS RUN|JOG? TO loosen|limber|shake|wake|warm up|UP|off|out the|my|legs*",
    "^MINUTES|MILES|KM RUN|JOG* TO the|my|our|your? w:UNKNOWN|GROUND|HILL|venue|club UNKNOWN|GROUND|HILL|INTERVALPACE? &COMMA|DOT|NL|SEMI|THEN|PLUS",
)
def run_there(m: Found) -> Part | None:
    """`10 min run to the park`, `2 miles to loosen up` before the reps."""
    named = not m["w"] or m.has("the", "my", "our", "your") or m["w"].raw[:1].isupper()
    later = any("TIMES" in token.kinds for token in m.chart.tokens[m.end :])
    return Part(m.span, Role.WARMUP) if named and later and not m.earlier("TIMES") else None


_AWAY = "^MILES|KM|METRES|MINUTES|PRIME|JOG|EASY TO|over* the|my|our? GROUND|HILL|track|venue|club|start"
_OF_LENGTH = frozenset(["MILES", "KM", "METRES", "MINUTES"])


@rule("Element", "^MILES|KM|METRES|MINUTES back|home &END|NL|DOT|COMMA", cost="rare")
@rule(
    "Element",
    "^MILES|KM|METRES|MINUTES RUN|JOG* BACK TO the|my|our? WORD &END|NL|DOT",
    "^MILES|KM|METRES|MINUTES RUN|JOG* BACK? home &END|NL|DOT",
)
@rule("Element", f"{_AWAY} &COMMA|DOT|NL|SEMI|THEN|PLUS|DASH|SLASH")
def there_and_back(m: Found) -> Part | None:
    """`2 miles to warm up, …, and 2 miles back`, `3k to the hill, …, 3k home`."""
    going = [b.word for a, b in pairwise(m.chart.tokens) if a.kinds & _OF_LENGTH]
    home, away = {*going} & {"back", "home"}, {*going} & {"to", "over"}
    if m.has("BACK", "home"):
        way = away or m.words() != ["back"]
        led = m.earlier("WU", "WARM") or (way and m.earlier("TIMES", "REP"))
        return Part(m.span, Role.COOLDOWN) if led else None
    return Part(m.span, Role.WARMUP) if home and away else None


@rule(
    "Element",
    "slow|slowly|gentle|gently|light !REST|JOG|WALK|FLOAT|NUM|CLOCK",
    cost="rare",
    example="slow",
)
def slow(m: Found) -> Feel:
    return Feel(m.span, Effort.EASY)


@rule(
    "Element",
    "^!BEGIN COMMA|DOT|THEN|AND|NL|SEMI* EASY? JOG|WALK JOG|WALK? home EASY|SLOW? &END|NL|DOT|COMMA",
    "^!BEGIN COMMA|DOT|THEN|AND|NL|SEMI* EASY? JOG|WALK TO finish|end &END|NL|DOT",
    cost="phrase",
    example=", jog home",
)
def home(m: Found) -> Remark:
    """The way home has no length."""
    return Remark(m.span, notes=("no-length",))


@rule("Element", "^HARD|FAST|EASY|MILES|KM|METRES|PACE|EFFORT again &END|NL|DOT|COMMA|SEMI")
def just_again(m: Found) -> Remark:
    """`rest 5 minutes, run 1 mile hard again`: the run is written."""
    return Remark(m.span, listed=False)


@rule("Element", "<WarmUp> AND|SLASH|PLUS <CoolDown>", cost="phrase", example="wu/cd")
def both_parts(m: Found) -> Remark | Doubt:
    if not m.after().keys & {"NUM", "CLOCK"}:
        return Remark(m.span, notes=("no-length",))
    return Doubt(
        m.span,
        f"'{m.shown}' with one length: of each, or of both?",
        "each where it is run, like `2 miles warm-up, …, 2 miles cool-down`",
    )


def _long(m: Found, at: int) -> bool:
    """Whether a time of a minute or more stands there."""
    return any(p.value.value >= 60_000 for p in m.chart.at("Time", at))


@rule("Element", "^BEGIN|NL|BULLET|DOT|COMMA|THEN stride HARD|FAST|out for", cost="phrase")
def striding(m: Found) -> Feel | Remark | None:
    """`Stride hard for 3 minutes`: how the run is run, as it is too long for a stride."""
    if not _long(m, m.end):
        return None
    if not m.has("HARD", "FAST"):
        return Remark(m.span)
    return Feel(m.span, Effort.FAST if m.has("FAST") else Effort.HARD)


@rule(
    "Element",
    "FAST|SPRINT|HILL|build? DASH|SLASH? !st STRIDES RUN? COLON?",
    "!st STRIDES DASH|SLASH? out|outs|up|ups|SPRINT",
    "^SECONDS|QUOTES STRIDES",
    "stride|build DASH? outs|out|ups|up STRIDES?",
    "^METRES|SECONDS|QUOTES run|RUN DASH? throughs|through &COMMA|END|NL|DOT|SEMI|CLOSE|AND|THEN|PLUS|WITH",
    "a few|couple|handful OF? good|relaxed? !st STRIDES",
    "few|several|some good|relaxed? !st STRIDES",
    example="strides",
)
def strides(m: Found) -> Part | None:
    after = m.end + bool(m.after().kinds & {"HARD", "FAST"})
    if m.words()[0] == "stride" and _long(m, after + (m.chart.tokens[after].word == "for")):
        return None
    return Part(m.span, Role.STRIDE)


@rule(
    "Element",
    "RUN? UP? a|the? steep|gentle|short|long|STEADY|grassy? HILL SPRINT REP*",
    "SPRINT UP? HILL",
    example="hill sprints",
)
def hill_sprints(m: Found) -> Feel:
    return Feel(m.span, Effort.SPRINT)


@rule(
    "Element",
    "HILL REP|RUN*",
    "^KM|METRES|MILES|MINUTES|PRIME AT EFFORT &COMMA|THEN|NL|END|SEMI|DOT|AND|CLOSE|SLASH|PLUS",
    "UP|on|over a|an|the|gentle|steep|short|long|STEADY|SLOW* HILL|drag|ramp REP|RUN*",
    "!repeat|one|ones REP",
    "^MILES|METRES|KM|MINUTES repeat",
    "RUN",
    "^OPEN go &<Dist>",
    "EACH !NUM|CLOCK|REP|RUN|MILES|KM",
    "IN EACH &COMMA|NL|END|DOT|SEMI",
    "chaque",
    "EACH UP SLASH|AND DOWN",
    "FARTLEK RUN|SESSIONWORD|COLON*",
    "PACE SESSIONWORD",
    "sports|interval|speed|track|long SESSIONWORD",
    "a|an|the|this|another? PYRAMID SESSIONWORD|OF|style|day|COLON|COMMA*",
    "DOWN|UP PYRAMID COLON|COMMA?",
    "OPEN? just|only|the|a|do* one|single|1 PYRAMID only? CLOSE? COLON|DASH|COMMA|OF?",
    "^BEGIN|NL|DOT|COLON PYRAMID DOWN|UP COLON|COMMA|DASH? &NUM",
    "OF RUN|EFFORT",
    "LONG RUN?",
    "medium DASH long RUN?",
    "RACE !PACE",
    "time? tt|trial !EFFORT",
    "metre|meter|METRES REP",
    "!set|sets|round|rounds|group|groups|lot|block SET",
    example="hill reps",
)
def manner(m: Found) -> Manner | None:
    if m.words() == ["effort"] and (m.behind.word == "mile" or "KM" in m.behind.kinds):
        return None  # `10k effort`: a pace
    plural = m.has("REP") and m.words()[-1].endswith("s")
    return Manner(m.span, plural=plural, long=m.has("LONG"))


@rule(
    "Element",
    "CONTINUOUS RUN? !into",
    "straight off|through &COMMA|DOT|NL|SEMI|CLOSE|COLON",
    "WITH? no|WITHOUT|non DASH? stop|stopping|stops|breaks !into",
    "OPEN non|don't|dont|never DASH? stop|stopping BETWEEN|at|all* CLOSE",
    "COMMA? don't|dont|never stop BETWEEN|at|all* &COMMA|NL|END|DOT|SEMI",
    "running THROUGHOUT|all|the|whole|way* &COMMA|DOT|NL|SEMI|COLON|DASH|END",
    "back DASH? to|TO DASH? back &COMMA|DOT|NL|SEMI|COLON|DASH|END",
    "RUN? AS one|a CONTINUOUS RUN|EFFORT|REP?",
    "all? run|RUN AS one &COMMA|DOT|NL|SEMI|COLON|DASH|END",
    "OPEN? keep|keeping running|moving|going THROUGHOUT|all|the|whole|way|time* CLOSE? &COMMA|DOT|NL|SEMI|COLON|DASH|END",
    "OPEN? COMMA? all? done|run? IN one go|piece|run CLOSE?",
    cost="phrase",
    example="continuous",
)
def continuous(m: Found) -> Change | None:
    if m.has("don't", "dont", "never"):
        line = m.chart.tokens[m.chart.since(m.begin, "NL") : m.begin]
        if any(token.kinds & _NOUNS for token in line):
            return None  # `w/ 100 jog, don't stop`: the jog
    return Change(m.span, continuous=True, joined=m.has("stop", "stopping", "stops", "go"))
