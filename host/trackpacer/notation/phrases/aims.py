# SPDX-License-Identifier: MIT
"""A target as it stands in the line: `@ 10k pace`, `in 82`, `pace: 3:35`, a race alone on its line.

Not here: what a target may be (`targets`, `target_efforts`); which run it is of (`attach`).
"""

from __future__ import annotations

import re
from typing import Any

from trackpacer.notation.chart import Chart, Found
from trackpacer.notation.elements import Aim, Doubt, Remark
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.patterns import pattern
from trackpacer.notation.phrases.amounts import MILE
from trackpacer.notation.phrases.paces import RACE_METRES
from trackpacer.notation.phrases.targets import effort_of
from trackpacer.notation.tokens import Token
from trackpacer.notation.tree import Pace, Target
from trackpacer.records import replace
from trackpacer.session import Effort

_INTRO = "AT|IN|ABOUT|EQUALS|targeting|say"


alias(
    "Intro",
    f"!a {_INTRO} {_INTRO}? {_INTRO}?",
    "pretty|much|more|or|less|just|all* bang|spot|dead|smack|sat|sitting ON <Intro>?",
    "lock|locked|locking|settle|settled|settling into|IN|ON|TO* <Intro>?",
    "the whole|entire? lot <Intro>?",
    "EACH REP &CLOCK",
    "EACH|all|both|everything one|ones|rep|of|them|these|round|REP|LAPS* &UNDER|inside|BETWEEN|no|not",
    "REP? have|has|had been <Intro>",
    "keep|keeping|hold|run|RUN|them|these|it|all* nice|good|smooth AND even|steady|smooth|relaxed <Intro>",
    "all|EACH|one|ones|rep|of|them* WITHIN a|one|NUM SECONDS of|OF",
    "IN the|a|about",
    "^DOT|NL|COMMA|CLOSE clicked|ticked|reeled|rattled|knocked|banged|churned|clicking|ticking off|OFF|out <Intro>?",
    "AT or|and|SLASH around|about|near|close TO|to?",
    "COMMA? aiming|aim|shooting|looking|going|trying for|at|to hit|run|average|hold? <Intro>?",
    # `I wanted to average`, `we were hoping to run them in`
    "i|we|they|he|she|you|was|were|had|been* wanted|hoped|hoping|aimed|aiming|meant|planned|tried|trying|supposed|looking TO|for|at run|average|hit|hold|do|be|stay|keep|get|EACH|all|them|these|one|rep|of* <Intro>?",
    "COMMA? WITH? a|the? target|goal|aim time? of|COLON? <Intro>?",
    "hitting",
    "AT|IN hopefully|ideally|preferably|perhaps &NUM|CLOCK",
    "^BEGIN|DOT|COMMA|NL|SEMI|DASH stay|stick|keep|hold ON|TO|WITH",
    "try|trying AND|TO do|run|hit|hold|keep|get|stay|them|these* <Intro>?",
    "pick|picking|step|speed|wind it|the? PACE? UP TO",
    "EACH|all|both|everything? held|done|do|run|ran|each|one|rep|of|them|to|be* <Intro>",
    "all",
    "to be|is? run|done|ran? <Intro>",
    "at|in a|the? PACE OF|COLON?",
    "WITH a|an|the PACE OF",
    "AT|IN a|the? PACE that|which is|s|'s ABOUT?",
    "AT? avg|average|averaging|averaged|av|ave|mean DOT|of|OF|ABOUT|PACE*",
    "AT|IN|@|WITH a|an|the? avg|average|av|mean OF|of|ABOUT|PACE?",
    "AT|IN|@|WITH the|my|our? avgs|averages|means OF|of|ABOUT|PACE?",
    "AND? the|your|target* PACE|speed|target is|was|be|should|will* <Intro>?",
    "COMMA? PACE COLON? &CLOCK",
    "COMMA? if|assuming your|the|you|run lap|LAPS|rep|target|goal|PACE* is|was|at|AT|in ABOUT?",
    "comfortably|comfortable <Intro>",
    "hold|holding|keep",
)


@rule(
    "Element",
    "AT UNKNOWN|AEROBIC|THRESHOLD|AT|heart|rate|hr|PACE|1|2|FEEL* PLUS|MINUS? NUM? TO|DASH? NUM? beats|bpm? "
    "OPEN EQUALS|ABOUT|so|i|e|ie|or|roughly|DOT* t:<NamedTarget> CLOSE",
    cost="phrase",
    example="@ AeT + 5 to 10 beats (= half marathon pace)",
)
def aim_in_brackets(m: Found) -> Aim | None:
    """A level of effort that no pace is known of, and the pace it comes to."""
    level = m.has("UNKNOWN", "AEROBIC", "hr", "heart", "FEEL", "1", "2") or m.words()[1] == "at"
    beats = m.has("beats", "bpm") or not m.has("PLUS", "MINUS")
    return _aim(m, m["t"]) if level and beats else None


def _notes_of(m: Found, target: Target) -> tuple[str, ...]:
    """What a target assumes by the way it is written."""
    shown = m.chart.quote(*target.span)
    if target.pace.kind != "none":
        return ()
    if target.effort is Effort.THRESHOLD:
        return (f"'{shown}' is an effort below threshold, not a pace: no target",)
    if target.pace.name == "effort":
        percent = next((w for w in m.words() if w[0].isdigit()), shown)
        return (f"{percent}% names an effort, not a pace: no target",)
    return ()


_BESIDE = pattern(r"\(\"?[a-z][a-z -]*\"?\) ?(?=pace)")  # `mile ("quick, relaxed") pace`


def _aim(m: Found, target: Target, **more: Any) -> Aim:
    target = replace(target, span=m.span)
    words = _BESIDE.sub(" ", m.chart.plain[m.span[0] : m.span[1]])
    worded = m.has("PACE", "MARATHON", "HALFMARATHON") or target.effort is not Effort.NONE
    effort = target.effort or effort_of(m, target, words)
    return Aim(m.span, target, effort, worded=worded, notes=_notes_of(m, target), **more)


def _is_no_race(m: Found, first: str) -> bool:
    """`about 2.8k each`; `= 4,200 metres`: what it comes to; `Goal 2 miles 6:40 pace`: a run;
    `@ 17.5km on a treadmill`."""
    far = "ABOUT" in m.chart.tokens[m.begin].kinds or first == "="
    far = far or (first in ("goal", "target", "aim") and "CLOCK" in m.after().kinds)
    return (far and not m.has("PACE")) or bool(m.chart.at("Speed", m.begin + 1))


@rule(
    "Element", "<Intro> t:<Body>|<EffortBody> avg|average|long|throughout? ", example="@ 10k pace"
)
def aim(m: Found) -> Aim | None:
    first = m.chart.tokens[m.begin].word
    target: Target = m["t"]
    listed = m.has("run") and (m.has("SEMI", "COMMA") or m.after().kinds & {"SEMI", "COMMA"})
    if listed and target.pace.kind == "time" and not m.earlier("METRES", "KM", "TIMES"):
        return None  # `We are going to run 3:00, 5:00, 3:00`: how long they are
    clock = target.pace.kind == "time" and m.behind.kinds & {"DOT", "NL", "THEN"}
    later = m.after("COMMA" in m.after().kinds)
    if clock and later.word in ("we", "you", "they", "i"):
        return None  # `At 4 minutes, we turned around`
    if first == "in" and target.pace.kind == "training":
        return None
    if target.pace.kind == "race" and _is_no_race(m, first):
        return None
    if first == "=" and target.pace.per and any(m.chart.ending(m.begin, 4, "NamedTarget")):
        return None  # see `aim_again`
    if first in ("about", "around", "~", "approx", "c") and target.pace.kind == "time":
        return _aim(m, target, bare=True)
    timed = target.pace.kind == "time" and m.has("UNDER", "inside", "BETWEEN")
    return _aim(m, target, everywhere=first in ("all", "both", "everything") and not timed)


@rule("Element", "a your? &allure t:<NamedTarget>", cost="phrase", example="à allure 5 km")
@rule("Element", "a &NUM t:<EffortBody>", "t:<Anywhere>", cost="phrase", example="à 100% VMA")
@rule("Element", "t:<NamedTarget>", "<Intro> OPEN t:<TargetList> CLOSE", example="10k pace")
def aim_by_name(m: Found) -> Aim:
    return _aim(m, m["t"])


def _run_in(m: Found, seconds: float, end: int = 0) -> bool:
    """Whether a run before may be run in so long, or each of its kilometres or miles."""
    runs = [p.value.value for p in m.chart.ending(end or m.begin, 4, "Dist", "Number")]
    far = max(runs, default=0.0)
    units = [far, *(unit for unit in (1000.0, MILE) if far > 1.5 * unit)]
    return any(0.16 <= seconds / unit <= 0.32 for unit in units if unit)


alias("RestedBehind", "COMMA|WITH|OFF|DASH* <SizedRest>|<NamedRest> !BETWEEN|<Places>")


@rule(
    "Element",
    "<Intro>? n:<NamedTarget> COMMA|DASH|SEMI? EQUALS|so|i|ie|that's|thats|which|meaning|roughly "
    "e|is|DOT|COMMA|works|out|at|AT|about|ABOUT* t:<TimePace>|<Speed>",
    "<Intro>? n:<NamedTarget> OPEN ABOUT? c:CLOCK CLOSE &<RestedBehind>",
    cost="phrase",
)
def aim_again(m: Found) -> Aim | None:
    """`@ 10k pace, so about 3:30/km`, `@ 10k pace (3:30), 2 min jog`: a name, and what it comes to."""
    named: Target = m["n"]
    if named.pace.kind == "time" or named.offset or not (m["c"] or m["t"].per):
        return None
    if m["c"] and named.pace.kind != "race":
        return None  # `tempo (5:55), 4 min rest`: how fast that tempo is
    if m["c"]:
        again = Target(m.span, Pace("time", m.span, ms=m["c"].value * 1000))
        return _aim(m, replace(named, second=again)) if _run_in(m, m["c"].value) else None
    note = f"'{m.chart.quote(*m['t'].span)}' taken, as the figure that is written"
    effort = effort_of(m, named, m.shown.lower())
    return Aim(m.span, Target(m.span, m["t"]), effort, worded=True, notes=(note,))


_EFFORTS = "FASTER|SLOWER|STEADY|EASY|HARD|FAST|TEMPO|THRESHOLD|moderate|SLIGHTLY|a|bit|little"


@rule(
    "PacedBracket",
    "^MINUTES|PRIME SLIGHTLY|a|bit|little* w:FASTER|SLOWER OPEN t:<PlainTime>|<TargetList> CLOSE",
    "OPEN t:<PlainTime>|<TargetList> CLOSE",
    example="faster [4:05]",
)
def pace_in_brackets(m: Found) -> Aim | None:
    """`6 min steady [4:20], 2 min fast [3:45]`, `5 miles tempo (6:50-7:00)`: what that effort is,
    where it is no round recovery, or another bracket is none."""
    t: Target | Pace = m["t"]
    target = t if isinstance(t, Target) else Target(m.span, t)
    pace, told = target.pace, m.begin
    while m.chart.tokens[told - 1].keys & _EFFORT_KEYS and m.begin - told < 4 and told > 1:
        told -= 1
    runs = [p.value for name in ("Dist", "Time") for p in m.chart.ending(told, 3, name)]
    if not runs or pace.kind != "time" or pace.per or target.listed or pace.ms < 150_000:
        return None
    run = max(runs, key=lambda one: one.value)
    apart = abs(pace.ms - target.fast.ms) if target.fast else 0.0
    if run.kind == "ms":
        odd = any(ms % 15_000 for ms in (pace.ms, *m.chart.once(_clocks_in_brackets)))
        fair = run.value >= 60_000 and pace.ms <= 540_000
    else:
        odd = pace.ms % 30_000 > 0
        fair = told < m.begin and run.value >= 1000 and _run_in(m, pace.ms / 1000, told)
    return _aim(m, target) if fair and (0 < apart <= 15_000 if target.fast else odd) else None


alias("Element", "t:<PacedBracket>", cost="phrase")
_EFFORT_KEYS = frozenset(_EFFORTS.split("|"))


def _clocks_in_brackets(chart: Chart) -> list[float]:
    """The milliseconds of all times that stand alone in brackets."""
    three = zip(chart.tokens, chart.tokens[1:], chart.tokens[2:], strict=False)
    return [
        1000 * clock.value
        for opened, clock, closed in three
        if "OPEN" in opened.kinds and "CLOCK" in clock.kinds and "CLOSE" in closed.kinds
    ]


@rule(
    "Element",
    "<Intro>? n:<NamedTarget> OPEN|COLON|DASH|EQUALS t:<TargetList> CLOSE?",
    cost="phrase",
)
def aim_again_each(m: Found) -> Aim | None:
    """`800, 600, 400 at 3k pace (2:36, 1:57, 78)`: a pace, and what it comes to for each of them."""
    times, pace = [one.ms for one in m["t"].listed], m["n"].pace
    told = m.chart.tokens[m.chart.since(m.begin, "NL", "DOT", "TIMES") : m.begin]
    far = [token.value for token in told if "DIGITS" in token.kinds and token.value >= 100]
    named = pace.kind != "time" or pace.per
    if not named or len(times) < 2 or len(times) != len(far) or m.has("OPEN") != m.has("CLOSE"):
        return None
    rates = [ms / one for ms, one in zip(times, far, strict=True)]
    fair = 110 <= min(rates) <= max(rates) <= min(420, 1.25 * min(rates))
    return _aim(m, m["t"]) if fair else None


@rule(
    "Element", "OPEN n:<NamedRace> CLOSE", "OPEN QUOTES? AT|in n:<NamedRace> CLOSE", example="(5K)"
)
def aim_race(m: Found) -> Aim | None:
    """`1000m (5K)`: at the pace of that race."""
    race: Pace = m["n"]
    known = (1609.344, 3000.0, 5000.0, 8000.0, 10000.0, 15000.0, 21097.5, 42195.0)
    named = m.has("KM", "MILES", "MARATHON", "HALFMARATHON") or m.shown == "(1M)"
    if not (race.metres in known and named) and not _raced_as_others(m, race.metres):
        return None
    return _aim(m, Target(m.span, race))


_NAMED_RACE = pattern(r"[(\[] ?((3|5|8|10) ?k|mile|hmp?|mp) ?[)\]]")


def _raced_as_others(m: Found, metres: float) -> bool:
    """`1200 (5k), 400 (1500)`: a race longer than its run, where another bracket names one, or none
    jogs so far; but `5 x 300 (1500)` is what they come to."""
    ran = [p.value.value for p in m.chart.ending(m.begin, 3, "Dist", "Number")]
    if not ran or ran[0] >= metres:
        return False
    counted = re.search(r"(\d+) ?[x*] ?\d+ ?m?\W*$", m.chart.plain[: m.span[0]])
    summed = counted is not None and int(counted[1]) * ran[0] == metres
    alone = metres in (1500.0, 3000.0, 5000.0, 10000.0) and counted is not None
    return (alone and not summed) or bool(_NAMED_RACE.search(m.chart.plain))


@rule(
    "Element", "OPEN a:<NamedRace> DASH|TO b:<NamedRace> CLOSE", cost="phrase", example="(10k-5k)"
)
@rule("Element", "^METRES|DIGITS a:<NamedRace> ~SLASH ~b:<NamedRace>", cost="phrase")
def aim_races(m: Found) -> Aim | None:
    a, b = m["a"], m["b"]
    told = a.metres > b.metres >= 1500 and a.metres % 1000 == 0
    return _aim(m, Target(m.span, a, fast=b)) if told else None


_WORD = "VERY? HARD|FAST|EASY|STEADY|z ~DIGITS?"


@rule("Element", f"<Intro> t:<NamedTarget> SLASH {_WORD} SLASH {_WORD}", cost="phrase")
def aim_in_other_words(m: Found) -> Aim:
    """`all @ IP/Z5/very hard`: one pace, by three names."""
    return _aim(m, m["t"], everywhere="ALL" in m.chart.tokens[m.begin].kinds)


@rule("Element", "t:<RLetter>", cost="phrase", example="R")
def aim_r(m: Found) -> Aim:
    return _aim(m, Target(m.span, m["t"]))


@rule("Element", "t:<Chain>", "<Going> t:<Ladder>", cost="phrase", example="going from 90 to 80")
def aim_chain(m: Found) -> Aim:
    return _aim(m, m["t"])


@rule("Element", "t:<TargetList>", "t:<RacesPace>", cost="phrase", example="5k-10k pace")
def aim_list(m: Found) -> Aim | None:
    target: Target = m["t"]
    worded = m.has("PACE", "MARATHON", "HALFMARATHON", "THRESHOLD", "TEMPO", "R")
    timed = target.pace.kind == "time" and not target.pace.per
    return None if timed or (target.pace.kind == "race" and not worded) else _aim(m, target)


@rule(
    "Element",
    "t:<PlainTime>|<TimePace> avg|average|ave|av|mean|target|goal|aim &NL|END|COMMA|DOT|AND|OPEN|SEMI|WITH",
    "OPEN t:<PlainTime>|<TimePace> avg|average|ave|av|mean|target|goal|aim DOT? CLOSE",
    cost="phrase",
    example="4:50 avg",
)
def aim_on_average(m: Found) -> Aim | None:
    timed = any(m.chart.ending(m.begin, 2, "Time"))
    if timed and not m.has("OPEN"):
        return None  # `30 min 5:05 avg`: per what?
    return _aim(m, Target(m.span, m["t"]), aside=timed)


@rule("Element", "^MINUTES|PRIME|TEMPO|THRESHOLD|STEADY OF|ON|RUN|sitting|at* t:CLOCK !REST|JOG")
def aim_of_minutes(m: Found) -> Aim | None:
    """`6 x 2 min of 3:25s`: what each kilometre or mile of a run by time takes."""
    t: Token = m["t"]
    timed = any(m.chart.ending(at, 3, "Time") for at in (m.begin, m.begin - 1))
    told = timed and t.value >= 140 and m.chart.plain.startswith(("s", "'s"), t.end)
    return _aim(m, Target(m.span, Pace("time", m.span, ms=t.value * 1000))) if told else None


@rule("Element", "t:<PlainTime>", cost="bare-target", example="82")
def aim_bare(m: Found) -> Aim:
    minutes = m.has("MINUTES", "PRIME") and m["t"].ms % 60_000 == 0
    split = m.has("CLOSE")  # `46 (30/16)`: no recovery
    return _aim(m, Target(m.span, m["t"]), bare=not split, minutes=minutes)


@rule(
    "Element",
    "^BEGIN|NL|DOT|COMMA|SEMI|COLON t:<PlainTime> for|on|IN ALL|EACH of? the? &NUM",
    example="82s for all",
)
def aim_for_all(m: Found) -> Aim:
    """`82s for all 12 400s`: the target of the reps that follow."""
    return _aim(m, Target(m.span, m["t"]))


@rule(
    "Element",
    "^BEGIN|NL|DOT|COMMA|SEMI|COLON AT|IN? t:<NamedTarget> for|on|IN ALL|EACH OF them|these|those|the? REP|one? &DOT|NL|END|COMMA|SEMI|OR",
    "^BEGIN|NL|DOT|COMMA|SEMI|COLON AT|IN? t:<NamedTarget> for|on everyone|everything|all|each &DOT|NL|END|COMMA|SEMI|OR",
    cost="phrase",
    example="5k pace for all of them",
)
def named_for_all(m: Found) -> Aim:
    return replace(_aim(m, m["t"]), everywhere=True)


@rule("Element", "t:<TargetList>", cost="bare-target", example="72-74")
def aim_bare_list(m: Found) -> Aim | None:
    pace: Pace = m["t"].pace
    return _aim(m, m["t"], bare=True) if pace.kind == "time" and not pace.per else None


@rule(
    "Element",
    "UNDER|inside DASH? t:<OneTarget>",
    "FASTER THAN t:<OneTarget>",
    "just? above the|your? t:<NamedTarget>",
    "t:<OneTarget> <OrFaster>",
    "BETWEEN <OneTarget> AND|TO|DASH <OneTarget>",
    "a? SLIGHTLY FASTER|SLOWER THAN <OneTarget>",
    "a few|couple of? SECONDS FASTER|SLOWER THAN <OneTarget>",
    "t:<Ladder>",
    "NUM DASH|TO <PercentPace>",
    "FROM AT|IN|with? <OneTarget>",
    example="under 80",
)
def aim_of_its_own(m: Found) -> Aim | None:
    """Forms that need no `@`: they are read as the body of a target is."""
    if m.behind.word in ("no", "not", "nothing", "none", "never"):
        return None  # see `no_faster`
    for found in m.chart.at("Body", m.begin):
        t: Target = found.value
        told = t.bound or t.last or t.slightly or t.fast or t.starting or t.pace.kind != "time"
        if found.end == m.end and t.span == m.span and told:
            return _aim(m, t)
    return None


def stepped_off(chart: Chart) -> bool:
    """Whether seconds are taken off each rep, and no other rep has a target of its own."""
    tokens = chart.tokens
    each = any(token.kinds & {"EACH", "PER"} or token.word == "a" for token in tokens)
    off = any("FASTER" in token.kinds or token.word in ("off", "drop") for token in tokens)
    ordinals = [p for at in range(chart.end) for p in chart.at("Ordinal", at)]
    aimed = {"AT", "IN", "EQUALS", "COLON", "REP"}
    last = any(p.value == -1 and tokens[p.end].kinds & aimed for p in ordinals)
    return each and off and not last and {p.value for p in ordinals} <= {1, -1}


@rule("Element", "t:<NoFaster>", example="no faster than 80")
def aim_no_faster(m: Found) -> Aim:
    return _aim(m, m["t"])


@rule("Element", "t:<EffortBody>", cost="phrase", example="90% effort")
def aim_effort(m: Found) -> Aim | None:
    word = m["t"].effort not in (Effort.NONE, Effort.THRESHOLD)  # of its own: see efforts
    return None if word else _aim(m, m["t"])


# -- labels

_LABELS = "^BEGIN|NL|DOT|COMMA|BULLET|SEMI|COLON"
_DAY = ("day", "night", "evening")
# `10k pace, 90 s recovery: 6 x 1k`
alias("RestThenReps", "COMMA|DASH|WITH|OFF* <RestCore> <Places>? COLON|NL|DASH NL? <Counted>")
# Where one of these stands behind it, not all that follows is run so.
_OWN_WAY = frozenset(["at", "@", "in", "THEN", "FAST", "HARD", "SPRINT", "PLUS", "SEMI", "NL"])


@rule(
    "Element",
    f"{_LABELS} t:<NamedTarget> SESSIONWORD|REP|day|night|evening* COLON",
    "^BEGIN t:<NamedTarget> SESSIONWORD|REP? DASH",
    "^BEGIN t:<NamedTarget> NL",
    f"{_LABELS} at|@ t:<NamedTarget> COMMA|COLON",
    f"{_LABELS} n:<NamedRace> COLON",
    "^BEGIN|NL|BULLET at|@? t:<NamedTarget> &<RestThenReps>",
    cost="label",
    example="10k pace:",
)
def aim_label(m: Found) -> Aim | None:
    race: Pace | None = m["n"]
    if race is not None and (race.metres not in RACE_METRES or not m.has("KM", "MILES")):
        return None
    target: Target = m["t"] or Target(m.span, m["n"])
    if m.has("DASH") and target.pace.kind == "race" and not m.has("SESSIONWORD", "REP", "PACE"):
        return None
    if m.has("DASH") and "effort" in m.words():
        return None  # `1km effort - 12 x 200m`
    if m.has(*_DAY) and _run_its_own_way(m.chart.tokens[m.end :]):
        return None  # `Tempo day: 3 x 1 mile at tempo, 6 x 200 at mile pace`: a title
    raced = m.has("NL") and "race" in m.words() and m.has("KM", "MILES")
    return None if raced or target.pace.kind == "time" else _aim(m, target, label=True)


def _run_its_own_way(ahead: list[Token]) -> bool:
    """Whether a part of what is ahead is told by itself."""
    parted = any(
        "COMMA" in a.kinds and "TIMES" in c.kinds for a, c in zip(ahead, ahead[2:], strict=False)
    )
    return parted or any(not _OWN_WAY.isdisjoint(token.keys) for token in ahead)


@rule(
    "Element",
    "^BEGIN|NL|BULLET a|an? <Sum>? SESSIONWORD TO? be? run|done|all? AT|IN t:<Body> <Bracketed>? COLON|NL|DOT",
    "^BEGIN|NL|BULLET all|everything run|done|reps|of|it|to|be* AT|IN t:<Body> COLON|NL",
    cost="label",
    example="20 min session to be run at 5k race pace:",
)
def aim_of_session(m: Found) -> Aim:
    """The pace of all that follows."""
    return _aim(m, m["t"], label=True, everywhere=True)


@rule("Element", "^BEGIN <NamedTarget> SESSIONWORD|REP|repeats &NL", cost="label")
def paced_title(m: Found) -> Remark:
    """`5k pace intervals` over the sets: their title, or their pace."""
    return Remark(m.span, notes=("paced-title",))


@rule("Element", "^BEGIN t:<RacePace> NL|DOT", example="5k race pace\n")
def race_pace_alone(m: Found) -> Doubt | None:
    """`10k race pace. 12 km`: the pace of what follows, or a run at that pace?"""
    if not m.has("KM", "MILES") or "race" not in m.words():
        return None
    shown = m.shown.rstrip(".").strip()
    return Doubt(
        m["t"].span,
        f"'{shown}' may be a run, or the pace of what follows",
        f"the pace with its run, like `5 x 1k @ {shown}`",
    )


@rule(
    "Element",
    "!my|your|current|his|her GOALWORD|PACE PACE? COLON|DASH|EQUALS|AT|OF t:<Body> !AT|IN",
    "goal|target|aim PACE|time? t:<Body> !CLOCK",
    "GOALWORD TIMES|SPLIT|lap COLON|DASH|EQUALS|of|are|times* t:<Body>",
    "intensity|effort|speed COLON|DASH t:<Body>|<EffortBody>",
    "^DOT|NL|BEGIN|SEMI the|my|our? GOALWORD|plan|idea was|is TO t:<Ladder>",
    cost="label",
    example="Target: mile pace",
)
def aim_said(m: Found) -> Aim:
    return _aim(m, m["t"])


@rule(
    "Element",
    "COMMA|DASH|OPEN|AND? WITH|OFF|going|working|running|taking|keeping|treating|the|a|idea|to|TO|using|aim|aiming|run|off* "
    "t:<Body> as|AS|being|was|is a|an|the|our|my|your|as|his|her* "
    "rough|loose|guide|GOAL|PACE* GOALWORD|guide|gauge|guideline|benchmark|yardstick|marker|reference|barometer|ceiling TIMES|PACE? CLOSE?",
    cost="phrase",
    example="using 4:30 as the gauge",
)
def as_a_guide(m: Found) -> Aim | None:
    """How fast, by a time that is no recovery; but what they go off as a guide may be one."""
    rested = m.has("with", "w/", "OFF") and not m.has("GOALWORD", "working", "going", "running")
    return None if rested else _aim(m, m["t"])


@rule(
    "Element",
    "my|your|the|GOAL* PACE|time|target|goal|aim for|of|PER EACH|the|a|of* d:<Dist>|<Plural> "
    "is|are|was|will|be|COLON|EQUALS|of|DASH|about* t:<PlainTime>",
    cost="label",
    example="my pace for each 600m is 1:54",
)
def pace_of_a_length(m: Found) -> Aim | None:
    d, t = m["d"], m["t"]
    if (
        not d.value
        or not 100 * d.value <= t.ms <= 420 * d.value
        or not m.has("for", "per", "of", "PER")
    ):
        return None
    pace = Pace("time", m.span, ms=t.ms * 1000 / d.value, per="km")
    heads = m.behind.kinds & {"BEGIN", "NL", "DOT"} and m.after().kinds & {"DOT", "COLON", "NL"}
    return _aim(m, Target(m.span, pace), label=bool(heads))


_THROUGH = (
    "COMMA|OPEN|AND|WITH|i|we|coming|come|came|going|go|went|passing|pass|hitting|hit|reaching|REACH|"
    "splitting* through|thru|THROUGH|the|past|first|at|AT* d:<Dist>|<Number> IN|AT ABOUT? s:<PlainTime> "
    "EACH|TIMES|time|REP*"
)


@rule(
    "Element",
    f"{_THROUGH} CLOSE? &DOT|NL|END|COMMA|SEMI|WITH|OFF",
    f"{_THROUGH} COMMA|AND|THEN|TO|before* finishing|finish|finished|close|closing|closed|home|ending|ended|end "
    "the|REP|it|up* IN|AT|ON|WITH|OFF? ABOUT? t:<PlainTime> CLOSE?",
    cost="phrase",
    example="coming through 200 in 37",
)
def come_through(m: Found) -> Aim | Remark | None:
    """The time at a mark on the way, which is no run, and that at the end, where it is told."""
    d, s, t = m["d"], m["s"], m["t"]
    moved = m.has("through", "thru", "THROUGH", "past", "hitting", "REACH", "splitting")
    far = [token.value for token in m.chart.tokens[: m.begin] if "DIGITS" in token.kinds]
    far.append(MILE * m.earlier("MILES", "KM"))
    if not moved or not d.value < max(far) or not 100 <= s.ms / d.value <= 420:
        return None
    if m.after(1).kinds & {"NUM"} and m.after(2).kinds & {"IN", "AT", "METRES"}:
        return None  # `hit 400 in 66, 200 in 30`
    if t is not None:
        return _aim(m, Target(m.span, t)) if 1.2 * s.ms < t.ms else None
    return Remark(m.span, notes=(f"'{m.shown}' taken as the time at a mark on the way",))
