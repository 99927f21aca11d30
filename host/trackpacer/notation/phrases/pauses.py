# SPDX-License-Identifier: MIT
"""How a recovery is said in the line: `w/ 90s jog`, `off 2 min`, `between reps, 150 jog`, `90s`.

Not here: the recovery itself (`recoveries`); a clause that says one in whatever words (`resting`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Found
from trackpacer.notation.elements import Amount, Doubt, Joint, Manner, Pause, Remark, Reps
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.patterns import pattern
from trackpacer.notation.phrases import sendoffs  # noqa: F401  its rules are used by name here
from trackpacer.notation.phrases.amounts import point_clock
from trackpacer.notation.phrases.recoveries import sized
from trackpacer.notation.phrases.rest_nouns import NOUN
from trackpacer.notation.tokens import counts_in
from trackpacer.notation.tree import Rest
from trackpacer.records import replace

alias(
    "RestCore",
    "r:<SteppedRest>|<TwofoldRest>|<JogTime>|<SizedRest>|<NamedRest>|<OpenRest>|<EqualRest>|<OtherRest>",
)


alias("EasyTime", "<Time> EASY|EASYPACE|JOG|REST|WALK|FLOAT|OFF", example="2 min easy")


@rule(
    "With",
    "WITH SLASH?",
    "OFF",
    "SLASH",
    "THEN|AND|you|we|COMMA? you|we|only|just|will|WITH take|get|have|getting|WITH only|just? a?",
    "AND only|just",
    "WITH? each|every? one|rep|REP? of? them|these|those? was|is|were|are|being? FOLLOWED by",
    "EACH HARD|FAST|NUM? REP|EFFORT? was|is|were|are FOLLOWED by|with|WITH",
    "FOLLOWED EACH REP|time by|with|WITH",
    "EACH|the SET was|is|gets? FOLLOWED by|with|WITH",
    "COMMA|AND* EACH SET|REP f:by",
    "ALTERNATE|in|alternation alternation|with|by|WITH WITH?",
    "ALTERNATE EACH|each|them|these|this|it time|one|REP? with|by|WITH",
    "COMMA? EACH one|REP|time? was|is|being|to|be* ALTERNATE with|by|WITH",
    "COMMA? which|that you|we|is|are|i|being* ALTERNATE with|by|WITH",
    "recover|recovering|recovered with|WITH|by|over",
    "PLUS|AND",
    "all|everything|both with|off|WITH|OFF",
    "allow|allowing|WITH yourself|you? only|just?",
    "WITH maybe|perhaps|probably|say",
    "ON",
    "^MINUTES|SECONDS|PRIME|PACE|THRESHOLD|TEMPO|HARD|FAST|MAX|INTERVALPACE|MARATHON|ON TIMES &<EasyTime>",
)
def with_word(m: Found) -> str | None:
    words = m.words()
    if m["f"]:  # `each set followed by 5 mins, each rep by 2 mins`
        return ("sets" if m.has("SET") else "each") if m.earlier("FOLLOWED") else None
    if words[0] == "each" and "followed" not in words:
        return None
    if words[0] in ("in", "alternation") and not m.has("WITH", "with"):
        return None
    if "followed" in words and m.has("SET"):
        return "sets"
    if "followed" in words and (m.has("HARD", "REP", "EFFORT", "RUN") or "interval" in words):
        return "all"
    if "followed" in words:
        return "each" if {"each", "every", "one"} & set(words) else "by"
    if words == ["+"] and _one_of_sum(m):
        return None
    if words in (["and"], ["+"], ["&"]):
        return "and"
    return "all" if words[0] in ("all", "everything", "both") else words[-1]


def _one_of_sum(m: Found) -> bool:
    """`(600 + 200 + 3 min rest)`: whether it stands in a bracket whose runs are joined so."""
    joined = False
    for token in reversed(m.chart.tokens[: m.begin]):
        if token.kinds & {"OPEN", "CLOSE"}:
            return joined and "OPEN" in token.kinds
        joined = joined or {"MARK", "PLUS"} <= token.kinds
    return False


def _pause(m: Found, rest: Rest, said: str = "", bare: bool = False) -> Pause:
    place = m["p"]
    rest = replace(rest, span=m.span)
    if place is not None:
        rest = replace(
            rest,
            place=place.place,
            of_metres=place.of_metres,
            and_metres=place.and_metres,
            more_metres=place.more_metres,
            after_each=place.after_each or (rest.kind == "equal" and place.place == "reps"),
            every=rest.every or place.every,
            across=place.behind,
        )
    if said == "all" or (not rest.place and "always" in m.words()):
        rest = replace(rest, place="all")
    if said == "off" and not rest.place and rest.sized and rest.ms <= 180_000:
        rest = replace(rest, every=True)  # `2 x (1 mile, 1k) off 2 min`: after each run
    if said in ("each", "sets") and not rest.place:
        each = said == "each"
        rest = replace(rest, place="reps" if each else "sets", after_each=each)
    if rest.place == "reps" and not rest.of_metres and m.has("EACH") and _closes_blocks(m):
        rest = replace(rest, place="all")
    notes = tuple(note.replace("{}", m.shown.lstrip("/ ")) for note in rest.notes)
    tokens = m.chart.tokens
    heads = bool(m.behind.kinds & {"NL", "BULLET"}) and "REST" in tokens[m.begin].kinds
    heads = heads and bool(tokens[m.begin + 1].keys & {"COLON", "EQUALS", "is", "are"})
    return Pause(
        m.span, replace(rest, notes=[]), bare=bare, said=bool(said), headed=heads, notes=notes
    )


def _closes_blocks(m: Found) -> bool:
    """`200 jog between every rep` as the last line, below several blocks: between those, too."""
    tokens = m.chart.tokens
    last = m.chart.end in (m.end, m.end + 1)
    if not last or not m.behind.kinds & {"NL", "BULLET"}:
        return False
    sets = any("SET" in token.kinds for token in tokens[: m.chart.end])
    return not sets and len(counts_in(tokens[: m.begin])) > 1


@rule(
    "Element",
    "r:<RestCore> for|in|IN|on|ON all|both|everything|ALL of? them|these?",
    "always r:<RestCore>",
    example="Rest: 90s for all",
)
def pause_for_all(m: Found) -> Pause | None:
    return _pause(m, replace(m["r"], place="all"), "")


@rule(
    "Element",
    "r:<RestCore> p:<Places>?",
    "r:<RestCore> only &COMMA|DOT|NL|END|SEMI|CLOSE",
    "r:<RestCore> COMMA|AND* no|nothing more|else|longer than|THAN? that|this|it? &COMMA|DOT|NL|END|SEMI|CLOSE",
    "r:<RestCore> OPEN WORD WORD|DOT* CLOSE p:<Places>",
    "r:<RestCore> p:<Places> COMMA|SEMI FULL|ENOUGH REST &CLOSE",
    example="90s jog between sets",
)
def pause(m: Found) -> Pause | None:
    rest: Rest = m["r"]
    if not m.has(*NOUN) and rest.sized:
        long = rest.ms > 300_000 or rest.metres > 1000
        bare = m["p"] is None
        if long and bare:
            return None
        return _pause(m, replace(rest, jogged=True), bare=bare and not rest.listed)
    alike = rest.kind == "equal" and rest.percent == 100
    alike = alike and not m.has(*NOUN, "COLON", "EASY", "SLOW")
    behind = (m.after(n) for n in range(3))
    last = next((t for t in behind if not t.kinds & {"EASY", "SLOW", "DOT"}), m.after())
    jogged = m.words()[0] in ("jog", "jogging")
    home = jogged and "END" in last.kinds  # `…, jog 10 mins easy` ends it all
    moved = m["p"] is None and (home or m.words()[-1] in ("jog", "jogging", "walk"))
    if alike or (moved and not m.has("REST") and (rest.ms >= 480_000 or rest.metres >= 1600)):
        return None
    return _pause(m, rest)


@rule(
    "Element",
    "^NL|DOT|SEMI|COMMA|BULLET|COLON w:reps|intervals|repeats|sets COLON|DASH|EQUALS r:<RestCore>|<BareRest> in? BETWEEN?",
    "^COMMA|SEMI w:reps|sets r:<RestCore>|<BareRest> &COMMA|DOT|END|NL|SEMI|CLOSE",
    "^BEGIN|NL|DOT|SEMI|BULLET w:rep|reps|interval|set|sets REST COLON|DASH|EQUALS r:<RestCore>|<BareRest> in? BETWEEN?",
    "^BEGIN|NL|DOT|SEMI|BULLET REST DOT|COLON|DASH? w:rep|reps|intervals|repeats|set|sets COLON|DASH|EQUALS? r:<RestCore>|<BareRest> in? BETWEEN?",
    "WITH? the|your? w:reps|intervals|repeats|set|sets r:<RestCore>|<BareRest> apart",
    cost="phrase",
    example="reps: 90s",
)
def pause_by_name(m: Found) -> Pause:
    """`Reps: 150 jog`, `Sets: 4 min`: of what stands before."""
    return _pause(m, replace(m["r"], place="sets" if "SET" in m["w"].kinds else "reps"), "with")


@rule("Element", "^WORD|BEGIN OPEN w:<With>? r:<RestCore> p:<Places> CLOSE &NL|COLON")
def pause_in_heading(m: Found) -> Pause | None:
    """`Summary (3 min easy jog between each)`, over the runs."""
    line = m.chart.since(m.begin, "NL", "DOT", "COMMA", "SEMI")
    told = {kind for token in m.chart.tokens[line : m.begin] for kind in token.kinds}
    heads = not (told & {"NUM", "CLOCK"} or counts_in(m.chart.tokens[:line]))
    rest = _pause(m, m["r"], m["w"] or "")
    if not heads or rest.rest.place == "sets":
        return rest if heads else None
    return replace(rest, rest=replace(rest.rest, place="all"))


@rule("Element", "^METRES|DIGITS|KM EQUALS r:<SizedRest>", cost="phrase")
def pause_equal(m: Found) -> Pause | None:
    """`1200 = 400 m recovery`: a run, and what comes after it."""
    return _pause(m, m["r"], "with") if m.has(*NOUN) else None


@rule(
    "Element",
    "COMMA? but|except|bar only|just? r:<RestCore>|<BareRest> p:<Places>",
    "COMMA|AND only|just r:<RestCore>|<BareRest> p:<Places>",
    "COMMA? apart|aside from r:<RestCore> p:<Places>",
    cost="phrase",
    example="but 3 min walk between sets",
)
def pause_between_others(m: Found) -> Pause | None:
    """`Jog 300 m after each run but walk for 3 min between sets`."""
    return _pause(m, m["r"]) if m["p"].place == "sets" or m["p"].of_metres else None


alias("ThenReps", "COMMA THEN NUM TIMES", example=", then 4 x")


@rule("Element", "^BEGIN|NL|COMMA|THEN|DOT|SEMI a:<Time> to|TO n:JOG|WALK", cost="phrase")
@rule("Element", "^PACE|THRESHOLD|TEMPO|HALFMARATHON COMMA a:<Time> &<ThenReps>", cost="phrase")
def time_to_walk(m: Found) -> Pause | None:
    """`3 min to walk up to the top field`; `30 min at 3:50 km pace, 90 secs, then 4 x 4 min`."""
    rest = sized(m, m["a"], m["n"].kinds if m["n"] else frozenset())
    return _pause(m, rest, "with") if rest and (m["n"] or rest.ms <= 180_000) else None


alias("AfterRest", "AFTER <Adjectives>? r:<RestCore>|<BareRest> &END|NL|DOT|CLOSE")


@rule("Element", "^REPEAT|repeat|again|it|this|that|lot|above|SET r:<AfterRest>", cost="phrase")
def rest_before_more(m: Found) -> Pause | None:
    """`Repeat after 4 min rest`: between the two."""
    before = m.chart.tokens[max(m.begin - 4, 0) : m.begin]
    told = any(token.keys & {"REPEAT", "repeat"} for token in before)
    return _pause(m, replace(m["r"], place="sets")) if told else None


@rule(
    "Element",
    "^THEN|FOLLOWED|by|AND|COMMA|WITH a|an|one|final|last* r:<Run> t:<Time> after|later|afterwards &END|NL|DOT|COMMA|SEMI",
    example="3k eight minutes later",
)
def run_later(m: Found) -> Reps | None:
    """`5 x 400, then a 3k eight minutes later`: the recovery before it."""
    if not m.earlier("METRES", "TIMES", "KM") or m["r"].ms:
        return None
    rest = Rest(m["t"].span, "time", ms=m["t"].value, place="ahead")
    return Reps(m.span, None, m["r"], (Pause(m["t"].span, rest, said=True),))


@rule("Element", "w:<With> r:<RestCore> p:<Places>?", example="w/ 90s jog")
def pause_with(m: Found) -> Pause | None:
    rest: Rest = m["r"]
    run = rest.kind in ("time", "jog") and rest.ms > 300_000 and not m.has(*NOUN)
    short = not m.has("SECONDS", "QUOTES", "MINUTES", "PRIME", "CLOCK") and 0 < rest.ms < 60_000
    far = rest.ms >= 300_000 or (m["w"] == "and" and (rest.metres >= 800 or short))
    eased = m["w"] in ("/", "and") and far and not m.has(*NOUN)
    if eased and m.has("EASY", "STEADY"):
        return None  # `… / 10 min easy`: a block of its own
    home = m["w"] == "by" and rest.jogged and rest.ms >= 480_000  # followed by a run of its own
    if rest.kind == "full" and m.words()[0].startswith("inc"):
        return None  # `18 mins including recoveries`
    if (
        home
        or (run and m["w"] in ("and", "with"))
        or (m["w"] == "on" and not m.has("REST", "FLOAT"))
    ):
        return None
    return _pause(m, rest, m["w"])


@rule(
    "Element",
    "w:<With> <Adjectives>? a:<RestAmount> p:<Places>?",
    "w:<With> the? same a:<RestAmount> p:<Places>",
    "w:<With> a:<RestAmount> OPEN WORD WORD|DOT* CLOSE p:<Places>",
    "w:<With> a:<Time> STEADY|EASY|JOG OPEN ABOUT|AT|so|run* <Pace> PACE? CLOSE p:<Places>",
    cost="phrase",
    example="off 2 min",
)
def pause_with_length(m: Found) -> Pause | None:
    w: str = m["w"]
    amount: Amount = m["a"]
    timed = amount.kind == "ms"
    if not m["p"]:
        if w in ("and", "on", "a") or (w == "by" and not timed):
            return None
        far = amount.kind == "m" or (amount.kind == "n" and amount.value >= 100)
        if w == "/" and (far or _second_of_two(m, amount)):
            return None
        listed = "COMMA" in m.after().kinds and "NUM" in m.after(1).kinds
        if w.startswith("w") and far and amount.value >= 800 and listed:
            return None  # `10 miles with 1200, 800, 400`
    run = {"TIMES", "STRIDES", "HILL", "FASTER", "SLOWER", "SET", "WU", "CD", "WARM", "COOL"}
    run |= set() if timed and not m.has("ALTERNATE") else {"AT", "FAST", "HARD"}
    if "ON" in m.after().kinds and m.after(1).keys & {"COMMA", "SLASH", "AND", "DASH"}:
        return None  # `with 2 min on, 2 min off`
    run |= {"EFFORT", "TEMPO", "THRESHOLD", "EASY", "STEADY", "FAST", "HARD"} if w == "/" else set()
    if (m.after().keys & {*run, "of"} and w != "off") or (timed and amount.value > 900_000):
        return None
    rest = sized(m, amount, _jogged(m, amount) if m.has("AND") else frozenset())
    return _pause(m, rest, w) if rest is not None else None


def _jogged(m: Found, amount: Amount) -> frozenset[str]:
    """`… and 100 after the 300s`: metres."""
    whole = amount.kind == "n" and amount.high is None and amount.value % 50 == 0
    far = m["p"] is not None and m["p"].of_metres and whole and amount.value >= 100
    return frozenset({"JOG", "REST"}) if far else frozenset()


def _second_of_two(m: Found, amount: Amount) -> bool:
    """`@ 48/50 seconds`: two times that lie so near are one target."""
    tokens = m.chart.tokens
    slash = next((k for k in range(m.begin, m.end) if "SLASH" in tokens[k].kinds), 0)
    if slash < 2 or not tokens[slash].glued or not tokens[slash + 1].glued:
        return False
    first, intro = tokens[slash - 1], tokens[slash - 2]
    second = amount.value if amount.kind == "n" else amount.value / 1000
    near = "NUM" in first.kinds and 0.85 <= second / max(first.value, 1.0) <= 1.18
    return near and bool(intro.keys & {"AT", "IN"})


@rule("Element", "<With>? r:<SendOff>", "ON a r:<SendOff>", example="on 1:30")
def pause_send_off(m: Found) -> Pause:
    rest: Rest = m["r"]
    return Pause(m.span, replace(rest, span=m.span), said=True, notes=tuple(rest.notes))


@rule("Element", "a:<RestAmount> !EFFORT|FASTER|SLOWER", cost="bare-rest", example="90s")
def pause_bare(m: Found) -> Pause | None:
    amount: Amount = m["a"]
    unitless = amount.kind == "n"
    rest = sized(m, amount)
    if rest is None or (rest.kind == "jog" and (amount.value > 1000 or _several(m))):
        return None
    if (unitless and amount.value < 10 and "." not in m.shown) or _heads_a_run(m):
        return None
    if amount.joint == "/" and amount.high == amount.value:
        return None  # `10 min T, 30/30 x 10`
    if "RUN" in m.after().kinds and not m.after(1).kinds & {"TIMES", "DIGITS"}:
        return None  # `12 x 80 m rest 60s, then 8 min run, 4 x 150`
    clock = "CLOCK" in m.chart.tokens[m.end - 1].kinds
    before = " ".join(["", *(t.word for t in m.chart.tokens[max(m.begin - 4, 0) : m.begin])])
    if clock and " 1 x " in before and "END" in m.after().kinds:
        return None  # `1 x 1600 m 5:00`: nothing follows it
    if clock and m.chart.plain[m.span[1] : m.span[1] + 1] == "s":
        return None  # `6 x 1k at 10k pace (3:30s)`: the time of each
    if clock and "OPEN" in m.behind.kinds and m.chart.at("PacedBracket", m.begin - 1):
        return None
    return replace(_pause(m, rest, bare=True), unitless=unitless)


@rule(
    "Element",
    "^NL|COMMA|SEMI|DOT|BULLET|THEN a? EASY|SLOW n:lap &NL|COMMA|SEMI|DOT|THEN",
    "^NL|COMMA|SEMI|DOT|BULLET|THEN n:lap SLOW|slowly &NL|COMMA|SEMI|DOT|THEN",
    "^NL|COMMA|SEMI|DOT|BULLET|THEN a:<Dist> SLOW|slowly &NL|COMMA|SEMI|DOT|THEN",
    cost="phrase",
    example="lap slow",
)
def slow_lap(m: Found) -> Pause | None:
    """`5 x 300`, `lap slow`, `5 x 300`, one below the other: no run, but the way to the next."""
    amount = m["a"] or Amount("m", m.chart.lap_m, "lap", m.span)
    ahead = any("DIGITS" in token.kinds for token in m.chart.tokens[m.end :])
    rest = sized(m, amount, frozenset({"JOG"})) if ahead and amount.value <= 800 else None
    return replace(_pause(m, rest), said=True) if rest is not None else None


@rule("Element", "^OPEN n:DIGITS &CLOSE", example="(100)")
def hundred_in_brackets(m: Found) -> Pause | None:
    """`8 x 300 (100)`: so many metres, which may be seconds as well."""
    rest = Rest(m.span, "jog", metres=100.0, jogged=True)
    return replace(_pause(m, rest, bare=True), unitless=True) if m["n"].value == 100 else None


@rule("Element", "^OPEN n:DIGITS &CLOSE", cost="rare", example="(2)")
def minutes_in_brackets(m: Found) -> Pause | None:
    """`5 x 3 mins (1)`, `800 (2), 600 (90)`: of what is run by the minute, or as another is."""
    tokens, n = m.chart.tokens, m["n"].value
    run = tokens[m.begin - 2]
    if not 1 <= n <= 5 or 2 * n % 1 or m.begin < 2:
        return None
    timed = run.kinds & {"MINUTES", "PRIME"} and "TIMES" in tokens[max(m.begin - 4, 0)].kinds
    far = run.kinds & {"DIGITS", "METRES", "KM", "MILES"} and _RESTED_SO.search(m.chart.plain)
    if not (timed or far):
        return None
    rest = Rest(m.span, "time", ms=60_000.0 * n, notes=[f"'{m.shown}' taken as {n:g} minutes"])
    return replace(_pause(m, rest, bare=True), unitless=True)


_RESTED_SO = pattern(r"\((?:[3-9]\d|1[0-8]\d|\d:\d\d)\)")


@rule("Element", "OPEN a:<RestAmount> n:<Nouns>? &SEMI|NL|END|COMMA|PLUS", cost="bare-rest")
def pause_never_closed(m: Found) -> Pause | None:
    """`3 x 400 (60), 3 x 300 (45`: a bracket that is not closed."""
    ahead = (token.kinds & {"OPEN", "CLOSE"} for token in m.chart.tokens[m.end :])
    rest = sized(m, m["a"], m["n"] or frozenset())
    if rest is None or "CLOSE" in next(filter(None, ahead), ()):
        return None
    return replace(_pause(m, rest, bare=not m["n"]), unitless=m["a"].kind == "n")


def _several(m: Found) -> bool:
    """`basically quarter miles`: what the reps are, no recovery."""
    return m.has("quarter", "half") and m.words()[-1] == "miles"


def _heads_a_run(m: Found) -> bool:
    """`- 8 min @ 5:30/km` on a line of its own: no recovery of what is above."""
    dash = m.begin > 1 and "DASH" in m.behind.kinds
    starts = m.begin and m.chart.tokens[m.begin - 1 - dash].kinds & {"NL", "BULLET"}
    return bool(starts and "@" in m.after().keys)


@rule("Element", "mit|WITH a:<RestAmount> tp|trabpause|gp|gehpause", cost="rare")
def pause_abroad(m: Found) -> Pause | None:
    """`mit 400m TP`: jogged (Trabpause) or walked (Gehpause)."""
    rest = sized(m, m["a"], frozenset({"JOG", "REST"}))
    return _pause(m, rest) if rest is not None and m.has("mit", "trabpause", "gehpause") else None


@rule(
    "Element",
    "COMMA|AND|SEMI* the? same p:<Places> &END|NL|DOT|COMMA|SEMI|CLOSE",
    "^DIGITS|METRES OPEN? the? same|ditto again? CLOSE? &END|NL|COMMA|SEMI",
    "^DIGITS|METRES SLASH|DASH|COMMA the? same|ditto again? &END|NL|COMMA|SEMI",
    cost="phrase",
    example="same between sets",
)
def pause_alike(m: Found) -> Pause | None:
    """`90s between reps, same between sets`; `500 (jog 150), 400 (same)`."""
    if m["p"] is None and (m.earlier("AT", "CLOCK") or not m.earlier(*NOUN)):
        return None  # the pace, too, or nothing
    rest = Rest(m.span, "equal", assumed="before")
    return _pause(m, rest) if m["p"] is None or m["p"].place == "sets" else None


@rule("Element", "a:<RestAmount> EASYPACE PACE|EFFORT? p:<Places>")
@rule("Element", "a:<RestAmount> p:<Places>", "^!OPEN the? same a:<RestAmount> p:<Places>")
def pause_placed(m: Found) -> Pause | None:
    amount: Amount = m["a"]
    if amount.kind == "ms" and m["p"].after_each and m.words()[-1] == "each" and not m.has("AFTER"):
        return None  # `5 x 1k, 3:20 each`: the time of each, or the recovery after it
    rest = None if amount.plural and m.has("AFTER") else sized(m, amount, _jogged(m, amount))
    return _pause(m, rest) if rest is not None else None


_STARTS = "^BEGIN|NL|COMMA|DOT|SEMI|OPEN|CLOSE|AND|COLON|BULLET|DASH"


@rule(
    "Element",
    f"{_STARTS} p:<Place>|<Places> COMMA|COLON|DASH|is|it's|EQUALS|you|we|take|get|have|there|there's|was|are|another|a|an|do|only|just|all* <Adjectives>? r:<RestCore>|<BareRest>",
    "the|your? REST|JOG TIMES|COLON|DASH? p:<Places> COLON|DASH|EQUALS|is|are|was|should|will|be|of|ABOUT|a|an* <Adjectives>? r:<RestCore>|<BareRest>",
    "p:<SetRecovery> EQUALS|COLON|DASH? ABOUT? r:<RestCore>|<BareRest>",
    "WITH|AND|COMMA* a|our|your|usual|standard|normal|regular|longer|LONG* p:<SetRecovery> EQUALS|COLON|DASH|OF|of|is|say|ABOUT* r:<RestCore>|<BareRest>",
    example="between reps, 150 jog",
)
def pause_place_first(m: Found) -> Pause | None:
    lengths = m["r"].kind == "jog" and m.words()[-1] == "s"  # `800 jog between 800s`
    return None if lengths else _pause(m, m["r"])


@rule(
    "Element",
    "^MINUTES|SECONDS|PRIME|QUOTES|CLOCK on &COMMA|END|NL|SEMI|DOT|SLASH",
    "^MINUTES|SECONDS|METRES|YARDS|PRIME|QUOTES|CLOCK|HARD|FAST up &NUM|COMMA|OPEN|SLASH|DASH|NL|DOT|WITH",
    "^OPEN|COMMA the? same|ditto again? COMMA|COLON? &<SizedRest>",
)
def on_alone(m: Found) -> Manner | None:
    """`8 min on, 2 min off, 5 min on`; but no hill goes `15 min up`."""
    times = m.chart.ending(m.begin, 3, "Time")
    return None if m.has("up") and any(p.value.value >= 480_000 for p in times) else Manner(m.span)


@rule(
    "Element",
    "^MINUTES|SECONDS|PRIME|QUOTES|CLOCK COMMA JOG|WALK &CLOSE|END|NL|DOT",
    cost="phrase",
)
def rested_so(m: Found) -> Manner | None:
    """`rec. 3', walking`: how it is taken."""
    near = m.chart.tokens[max(m.begin - 5, 0) : m.begin]
    return Manner(m.span) if any("REST" in token.kinds for token in near) else None


@rule("Element", "on SLASH|AND? off", cost="phrase", example="on/off")
@rule(
    "Element", "^HARD|FAST SLASH|AND EASY|SLOW|off &END|NL|COMMA|DOT|SEMI|CLOSE|for", cost="phrase"
)
def on_off(m: Found) -> Pause | None:
    """`1, 2, 3, 2, 1 min hard/easy` is as `on/off` is; `6 x 400 hard/easy` may be by turns."""
    told = "on/off" if m.has("on") else "hard/easy" if m.has("SLASH") else m.shown
    note = f"'{told}' without a second time: each recovery as long as the rep"
    far = None if m.has("off") else next(m.chart.ending(m.begin - 1, 3, "Run"), None)
    if far is not None and far.value.metres and m.earlier("TIMES"):
        jog = Rest(m.span, "jog", metres=far.value.metres, jogged=True)
        return Pause(m.span, jog, notes=(note.replace("time", "length"),))
    timed = m.has("off") or m.earlier("MINUTES", "SECONDS", "PRIME", "QUOTES", "CLOCK")
    return Pause(m.span, Rest(m.span, "equal"), notes=(note,)) if timed else None


@rule(
    "Element",
    "SLASH|COMMA|AND|WITH|on|DASH* a:<RestAmount> off|OFF p:<Places>? !NUM|CLOCK",
    "SLASH|COMMA|AND|DASH* a:<Time> down EASY|JOG|WALK|SLOW? !NUM|CLOCK|BACK|TO|HILL",
    example="1 min off",
)
def off_time(m: Found) -> Pause | None:
    rest = sized(m, m["a"], frozenset({"JOG"}))
    near = m.chart.tokens[max(m.begin - 6, 0) : m.begin]
    if m.has("down") and (m["a"].value >= 480_000 or not any(t.word == "up" for t in near)):
        return None
    return _pause(m, replace(rest, jogged=False, off=True), "off") if rest is not None else None


@rule(
    "Element",
    "r:R|rest|recovery COLON|EQUALS|DASH? !<ListNumber> n:DIGITS !MINUTES|SECONDS|METRES|KM|PRIME|QUOTES|DASH|TO|SLASH|MILES",
    cost="rare",
    example="R7",
)
def number_without_unit(m: Found) -> Doubt | None:
    value = m["n"].value
    if not 0 < value < 10 or point_clock(m["n"].word):
        return None
    return Doubt(
        (m["n"].start, m.span[1]),
        f"a recovery of {value:g} without a unit",
        f"a unit, like `{value:g} s`, `{value:g} min` or `{value:g} m jog`",
    )


@rule("Element", "^METRES|KM|MILES|DIGITS|CLOCK x a:<Time> REST?", cost="rare")
def pause_times(m: Found) -> Pause | None:
    """`5 x 700m x 75s`: the recovery as the third number."""
    rest = sized(m, m["a"]) if m["a"].value <= 600_000 else None
    jog = m.behind.value >= 100 and m.earlier("SET") and m.has("s")  # see `by_a_number`
    return _pause(m, rest, "x") if rest is not None and not jog else None


@rule("Element", "^METRES|PACE|MILES x a:<Dist> <Nouns>? !TIMES", cost="rare", example="x 300m")
def by_a_length(m: Found) -> Pause | None:
    """`5 x 300 m x 300 m`: the second length is that of the recovery."""
    counted = m.earlier("TIMES")
    rest = sized(m, m["a"], frozenset({"JOG"})) if counted and m["a"].unit == "m" else None
    note = f"'{m.shown}' taken as the recovery"
    return Pause(m.span, rest, said=True, notes=(note,)) if rest is not None else None


@rule("Element", "^DIGITS x|TIMES n:DIGITS s? &COMMA|DOT|NL|END|WITH|SEMI|OPEN|OFF")
def by_a_number(m: Found) -> Pause | None:
    """`6-8 x 400 x 200`, `Sets of 5 and 4 150X50s`: the jog, in metres as the run before it is."""
    far, run, counted = m["n"].value, m.behind.value, m.chart.before(m.begin - 1)
    told = counted.kinds & {"TIMES"} or (m.earlier("SET") and "NUM" in counted.kinds)
    told = told and (m.earlier("SET") or not m.has("s") or _written_apart(m))
    likely = told and 100 <= run <= 1000 and 50 <= far <= run and not far % 50
    note = f"'{m.shown}' taken as a jog of {far:g} m"
    rest = Rest(m.span, "jog", metres=far, jogged=True)
    return Pause(m.span, rest, said=True, notes=(note,)) if likely else None


@rule("Element", "OPEN a:<Time> REST|JOG|SLASH|WALK* CLOSE &CLOSE", cost="phrase")
def pause_closing(m: Found) -> Pause | None:
    """`3 x {800 (HM) 500 (10K) 300 (5K) [2 min]}`: between the sets, whose runs are on end."""
    rest = sized(m, m["a"], frozenset({"REST"}))
    tokens, at, depth, runs = m.chart.tokens, m.begin - 1, 0, 0
    while at > 0 and depth >= 0:
        depth += ("CLOSE" in tokens[at].kinds) - ("OPEN" in tokens[at].kinds)
        run = not depth and "NUM" in tokens[at].kinds and "AT" not in tokens[at - 1].kinds
        runs += run and bool(m.chart.at("Run", at))
        at -= 1
    own = "[" in m.chart.plain[m.chart.span(at + 2, m.begin)[0] : m.span[0]]  # as others have
    if m.chart.plain[m.span[0]] != "[" or rest is None or runs < 3 or own:
        return None  # of two: after each of them, or after both?
    return _pause(m, replace(rest, place="sets", closing=True), "with")


def _written_apart(m: Found) -> bool:
    """`50's`: several of 50 m, rather than 50 s."""
    return m.chart.tokens[m.end - 1].start > m["n"].end


@rule("Element", "a:<Time> REST SLASH JOG|WALK b:<Time> &<ThenRepeat>")
def pause_before_repeat(m: Found) -> Pause | None:
    """`10 x 100 30 sec rest / jog 3 min / repeat`: of the reps, and then of the sets."""
    rest = sized(m, m["a"], frozenset({"REST"}))
    paired = rest and replace(rest, pair=True, max_ms=m["b"].value)
    return _pause(m, paired, "with") if paired else None


alias("ThenRepeat", "SLASH|COMMA repeat|REPEAT", example="/ repeat")


@rule("Element", "OPEN v:<RestList> CLOSE", cost="bare-rest")
def pause_list_aside(m: Found) -> Pause | None:
    """`2k, 1k, 500 (3 min, 2 min)`: as many as there are gaps."""
    if not m.has("MINUTES", "SECONDS", "PRIME", "QUOTES", "CLOCK"):
        return None
    values = list(m["v"])
    return Pause(m.span, Rest(m.span, "time", ms=values[0], listed=values), bare=True)


@rule("Element", "v:<RestList>", cost="bare-rest", example="45s and 4 min")
def pause_two(m: Found) -> Pause | None:
    """`3 x 5 x 300 - 45s and 4 min`: within the sets, and between them."""
    values = list(m["v"])
    if len(values) == 2 and (values[1] < 1.5 * values[0] or not m.has("AND", "PLUS")):
        return None
    if len(values) > 2 and not m.has("MINUTES", "SECONDS", "PRIME", "QUOTES"):
        return None
    return Pause(m.span, Rest(m.span, "time", ms=values[0], listed=values), bare=True)


@rule(
    "Element",
    "^METRES|KM|MILES|DIGITS|mile OPEN a:DIGITS CLOSE ~OPEN b:DIGITS CLOSE",
    example="(200)[400]",
)
def jogs_in_brackets(m: Found) -> Pause | Doubt | None:
    """`2 x 3 x 800 (200)[400]`: within the sets, and between them."""
    first, second = m["a"].value, m["b"].value
    sets = sum("TIMES" in token.kinds for token in m.chart.tokens[max(m.begin - 6, 0) : m.begin])
    if not sets or not 100 <= first <= second <= 1600 or first % 50 or second % 50:
        return None
    if sets < 2:
        shown = m.chart.quote(*m.span)
        return Doubt(m.span, f"what are the two of '{shown}'?", "words, like `w/ 200 jog`")
    rest = Rest(m.span, "jog", metres=first, max_ms=second, pair=True, jogged=True)
    return Pause(m.span, rest, said=True)


_RESTED = "^REST|JOG|WALK|FLOAT|SECONDS|MINUTES|DIGITS|METRES|CLOCK"


@rule(
    "Element",
    f"{_RESTED} OPEN <Nouns> CLOSE",
    "^REST|JOG|WALK|SLOWER|SLOW|EASY OPEN no walking|jogging|standing|stopping CLOSE",
    example="(jog or walk)",
)
def how_it_is_taken(m: Found) -> Manner | Remark | None:
    """A bracket behind a recovery: how it is taken; behind reps, `4 x 150 (walk back)`, it is one."""
    if counts_in(m.chart.tokens[max(m.begin - 4, 0) : m.begin]):
        return None
    return Manner(m.span) if m.behind.kinds & {"REST"} else Remark(m.span)


@rule(
    "Element",
    "^BEGIN|NL|BULLET REST|RESTS|intensity|pace|paces|target|targets COLON|DASH? NL",
    "^BEGIN|NL|BULLET REST in brackets COLON? NL",
    "^BEGIN|NL|BULLET|DOT paces|intensity|targets|speeds|splits COLON|DASH &DIGITS|ORDINALWORD",
    cost="label",
    example="Recovery:\n1 min",
)
def rest_heading(m: Found) -> Joint:
    """A heading over the recoveries, or over the targets."""
    return Joint(m.span, "\n")


@rule("Element", "COMMA? THEN a:<Time> &CLOSE", cost="rare")
def pause_at_the_end(m: Found) -> Pause | None:
    """`3 x (800, 400, then 3 min)`: behind what is run by distance."""
    rest = sized(m, m["a"]) if m.behind.keys & {"DIGITS", "m", "CLOSE", "SECONDS"} else None
    return _pause(m, rest, "then") if rest is not None else None


@rule("Element", "^COMMA|SLASH|THEN|AND|DASH w:JOG|WALK n:<Number> m? &TIMES", cost="phrase")
def moved_before_a_count(m: Found) -> Pause | None:
    """`Sprint 100, walk 300 x 8`: a recovery, and how often they both are."""
    if "NUM" not in m.after(1).kinds or not m.after(2).kinds & {"END", "NL", "DOT", "CLOSE"}:
        return None
    rest = sized(m, m["n"], m["w"].kinds)
    return _pause(m, rest, "with") if rest is not None else None


_EASED = "EASY|JOG|WALK|FLOAT|SLOW|REST"
_APART = "WITH|AND|separated|alternating|ALTERNATE|alternate|interspersed by|with|WITH?"


@rule(
    "Element",
    f"COMMA|SEMI? {_APART} n:NUM TIMES? DASH? t:<Run> {_EASED} {_EASED}? {_EASED}? REP? <Places>? !STRIDES|SPRINT",
    f"NL BULLET|DASH? n:NUM TIMES t:<Run> {_EASED} {_EASED}? REP? <Places>",
    f"COMMA? WITH NL|BULLET|DASH* n:NUM TIMES t:<Run> {_EASED} {_EASED}? REP? <Places>?",
    f"COMMA|PLUS|SLASH n:NUM TIMES t:<Run> {_EASED} {_EASED}? {_EASED}? REP? <Places>? !STRIDES|SPRINT",
    f"OPEN n:NUM TIMES t:<Run> {_EASED} {_EASED}? <Places>? CLOSE",
    f"COMMA|PLUS|SLASH|SEMI|AND {_EASED}? t:<Run> {_EASED}? {_EASED}? REP? TIMES n:NUM &END|NL|DOT|COMMA|CLOSE",
    f"ON? COMMA|PLUS|SLASH? {_APART} n:NUM TIMES t:<Run> OFF &END|NL|DOT|COMMA|CLOSE",
    cost="label",
    example="with 12 x 1 min easy",
)
def counted_apart(m: Found) -> Pause | None:
    """`12 x 1 min hard, with 12 x 1 min easy`: the easy ones are the recoveries."""
    size = m["t"].ms / (60_000 if m["t"].unit == "min" else 1000)
    if m.has("DASH") and not m.has("TIMES") and m["n"].value < size:
        return None  # `4 x 1200 … take 4-6 minutes recovery`
    tokens, side = m.chart.tokens, -1 if "TIMES" in m.chart.tokens[m.end - 2].kinds else 1
    for i in (n for n in range(m.begin) if "TIMES" in tokens[n + side].kinds):
        more = tokens[i].value - m["n"].value
        if (not more or (more == 1 and m["n"].value > 3)) and m.has("OFF", *_EASED.split("|")):
            run, kind = m["t"], "jog" if m["t"].metres else "time"
            rest = Rest(m.span, kind, ms=run.ms, metres=run.metres, jogged=True)
            return Pause(m.span, rest, said=True)
    return None


@rule(
    "Element",
    "w:<With>? r:<RestCore> <Bracketed> p:<Places>",
    cost="phrase",
    example="90s rest (walk about) between sets",
)
def pause_explained(m: Found) -> Pause:
    return _pause(m, m["r"], m["w"] or "")


@rule("Element", "^SEMI r:<RestCore>|<BareRest> &CLOSE")
def rest_in_the_set(m: Found) -> Pause | None:
    """`3 x (500, 300, 100; 3 min) 8 min`: within the set, where the one between sets is behind it."""
    names = ("RestCore", "BareRest", "NamedRest")
    behind = [p.value for name in names for p in m.chart.at(name, m.end + 1)]
    rest = m["r"]
    return Pause(m.span, replace(rest, place="reps", notes=[]), said=True) if behind else None
