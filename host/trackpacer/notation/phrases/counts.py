# SPDX-License-Identifier: MIT
"""How often: `12 x`, `3 sets of`, a count over the lines below it.

A count that stands with its run (`8 400s`, `6 strides`) is in `counted`, one behind it in `repeats`.
"""

from __future__ import annotations

from itertools import pairwise, takewhile

from trackpacer.notation.chart import Chart, Found, longest
from trackpacer.notation.elements import Count, Doubt, Remark, left_note
from trackpacer.notation.grammar import alias, rule
from trackpacer.notation.patterns import pattern
from trackpacer.notation.tokens import Token, is_spaced_dash
from trackpacer.records import replace

THREE_LEVELS = pattern(r"[a-z] ?/ ?[a-z]{3,} ?/ ?[a-z]")  # `2/3/4 x 1 mile (easy/inter/adv)`


@rule(
    "Times",
    "n:NUM PLUS?",
    "h:half? a n:dozen",
    "h:half n:dozen",
    "NUM n:dozen",
    "BETWEEN n:NUM AND b:NUM",
    "n:NUM DASH|TO|OR|SLASH b:NUM",
    "n:NUM SLASH a:NUM SLASH b:NUM",
    "n:NUM COMMA a:NUM COMMA? OR b:NUM",
    example="4-5",
)
def times(m: Found) -> Count | None:
    low, high = m["n"].value, m["b"].value if m["b"] else 0.0
    low /= 2 if m["h"] else 1  # `half a dozen`
    if m.end - m.begin == 2 and m["n"].word == "dozen" and not m.has("a", "half"):
        low *= m.chart.tokens[m.begin].value  # `2 dozen`
    if _counts_down(m, low, high):
        low, high = high, low
    if low != int(low) or (high and not low < high <= 4 * low + 4):
        return None
    if m["a"] and (not low < m["a"].value < high < 2 * low or THREE_LEVELS.search(m.chart.plain)):
        return None
    dash, after = m.chart.tokens[m.begin + 1 : m.begin + 3]
    spaced = not (dash.glued or after.glued)
    begins = m.behind.keys & {"BEGIN", "NL", "COLON", "RUN", "do"}
    heads = low > 2 and (begins or "REP" in m.after().kinds)
    heads = heads or (m.behind.keys & {"BEGIN", "NL", "COLON"} and "SET" in m.after().kinds)
    if high and spaced and ("SLASH" in dash.kinds or ("DASH" in dash.kinds and not heads)):
        return None  # `Session 4 / 6 x 800`
    notes = (f"of {low:g} to {high:g} the smaller is taken: {low:g}",) if high else ()
    return Count(m.span, int(low), notes=notes)


def _counts_down(m: Found, most: float, least: float) -> bool:
    """`4-3 x 2 km`: as many as go well."""
    near = 2 <= least < most <= least + 2 and least == int(least)
    glued = m.chart.tokens[m.begin + 1].glued and m.chart.tokens[m.begin + 2].glued
    first = not m.behind.kinds & {"DASH", "SLASH", "NUM", "COMMA"}
    return near and glued and first and m.has("DASH") and "TIMES" in m.after().kinds


_REMARK = "n:<Times> r:<Bracketed>?"


alias("HillAhead", "OPEN <Run> HARD? UP|HILL|CLOSE|COMMA|SLASH", "<Run> HARD? UP")
_OF_SETS = "&NUM|OPEN|CLOCK|DASH|COLON|NL|PYRAMID|LAPS|mile|HILL|STRIDES"
alias("SetsAhead", "NUM SET", example="3 sets")
alias("MetresAhead", "DIGITS METRES !PACE|RACE|EFFORT", example="400 m")
_NO_REST = "!REST|JOG|WALK|FLOAT|OFF|EASY|BETWEEN|SLOW|STANDING"
alias("HowLong", f"<Run>|<Range> EACH? {_NO_REST}", example="40-50 secs")
alias("LongInBrackets", "OPEN EACH|ABOUT? <Dist> EACH? CLOSE", example="(400 m)")
alias(
    "LongInBrackets",
    "OPEN EACH|ABOUT? <Time>|<Range> EACH? CLOSE WITH|OFF|COMMA|DASH* a|an? <SizedRest>",
)
alias("RunsInBrackets", "OPEN <Run> WORD? COMMA|SLASH|PLUS <Run>", example="(30s easy, 20s")
alias("SeveralRuns", "<Run> PLUS|AND|SLASH|THEN <Run>", example="400 + 200")
_LENGTHS = frozenset(["METRES", "KM", "MILES", "MINUTES", "SECONDS", "PRIME", "QUOTES", "LAPS"])
_OTHERS = frozenset(["CLOCK", "DRILLS", "STRIDES", "WU", "WARM", "LAPS", "MILES", "KM"])


@rule("Element", "^OF n:NUM COMMA &<SingleRun>", cost="label")
def reps_of_a_set(m: Found) -> Count | None:
    """`3 sets of 4, 60 secs up`: four of them in a set, and no list of 4 s and 60 s."""
    n, (size, unit) = m["n"], m.chart.tokens[m.end : m.end + 2]
    sets = m.begin > 2 and "SET" in m.chart.tokens[m.begin - 2].kinds
    sets = sets and not m.earlier("TIMES")  # `12 x 400, 3 sets of 4, 60s`: in other words
    apart = n.value < 10 <= size.value and unit.kinds & {"SECONDS", "METRES"}
    return Count(m.span, int(n.value)) if sets and apart else None


@rule(
    "Element",
    f"{_REMARK} TIMES times|x|OF|through?",
    f"{_REMARK} TIMES times|x|OF|through|SET? COLON !NL",
    f"{_REMARK} SET COLON !NL",
    f"{_REMARK} SET|TIMES OF|through? a|the? PYRAMID COLON|going|goes|OF !NL",
    "n:<Times> OPEN NUM CLOSE TIMES",
    "n:<Times> HILL AT|for &COLON|CLOCK|NUM",
    "n:<Times> HILL REP|efforts|DASH|COLON|COMMA* &<HillAhead>",
    "HILL REP|efforts? TIMES n:<Times> DASH|COLON|COMMA? &<HillAhead>",
    f"{_REMARK} SET|PYRAMID OF|x the? following?",
    f"{_REMARK} FULL|whole|TOTAL|straight|separate SET|REP OF",
    f"{_REMARK} PYRAMID COLON !NL",
    f"{_REMARK} SET the? following",
    "n:<Times> SET r:<Bracketed> OF|x|COLON COLON? the? following? COLON?",
    "n:<Times> TIMES round|through|around|SET COLON",
    f"{_REMARK} SET {_OF_SETS}",
    f"^BEGIN|NL|COMMA|DASH|DOT {_REMARK} SET tonight|today|for|us|everyone|if|possible|hopefully|please|total|ALL* &COLON",
    f"{_REMARK} HILL? REP|efforts OF|x !<SetsAhead>",
    "n:<Times> rep|reps|efforts|intervals|repeats &DIGITS",
    "^BEGIN|COLON|NL|BULLET|by n:<Times> OF &<SingleRun>",
    "^BEGIN|COLON|NL|BULLET|DOT|OF|COMMA n:<Times> HILL? rep|reps|repetitions|repetition|efforts|intervals|repeats COMMA|COLON|DASH|AT|OF|SEMI EACH|ABOUT|OF* &<HowLong>",
    "n:<Times> REP &<LongInBrackets>",
    "n:<Times> pairs|trios|triplets|couplets OF &<SeveralRuns>",
    "^BEGIN|COLON|NL|BULLET n:<Times> SET WITH &<Counted>",
    "^BEGIN|NL|DOT n:<Times> SET COMMA|SLASH|DOT|DASH|SEMI &DIGITS",
    "^BEGIN|NL|COLON|COMMA|PLUS|THEN|BULLET|SEMI n:<Times> AT &<MetresAhead>",
    "^BEGIN|NL|DOT SET TIMES n:<Times> COLON !NL",
    "^OF n:<Times> &<RunsInBrackets>",
    f"{_REMARK} SET COMMA|DASH|COLON? EACH OF|is|being|made|up|as|COLON* {_OF_SETS}",
    f"n:<Times> SET TIMES? DASH {_OF_SETS}",
    example="12 x",
)
def count(m: Found) -> Count | Doubt | None:
    found: Count = m["n"]
    if m.words()[-1] == "by" and not m.after().keys & {"NUM", "OPEN", "CLOCK", "COLON"}:
        return None
    colon = m.chart.tokens[m.end - 1]
    if "COLON" in colon.kinds and m.after().glued and not colon.glued:
        return None  # `10 x :60`
    if found.number >= 100 and m.after().value <= 60 and not m.after(1).kinds & _LENGTHS:
        return None  # `300 x 4 x 3`, `1000 x 3, 2 min rest`
    if not 1 <= found.number <= 255:
        return Doubt(m.span, "this is no count", "a whole number from 1 to 255, before `x`")
    if (
        m.words()[-1] == ":"
        and not m.has("SET")
        and names_list(m.chart.tokens, m.end, found.number)
    ):
        return None
    passes = m.words()[-1] == "of" and _passes_ahead(m)
    sets = passes or m.has("SET", "PYRAMID", "through", "around")
    if m["r"]:
        shown, counted = m["r"]
        if counted and not found.notes:
            return None  # `5 (3 sprints) x`
        found = replace(found, notes=(*found.notes, left_note(shown)))
    if m.has("SET") and sets_listed(m.chart, m.end, found.number):
        return None
    followed = found.number > 1 and followed_ahead(m.chart, m.end, m.has("SET", "through"))
    listed = m.words()[-1] == ":" or followed or _ends_with_a_float(m) or _lists_ahead(m)
    rounds = passes or listed or m.has("rounds", "round")
    told = replace(found, span=m.span, sets=sets or listed, rounds=rounds, listed=listed)
    return replace(told, followed=followed)


_EASIER = frozenset(["EASY", "STEADY", "FLOAT", "MARATHON", "JOG", "SLOW", "RELAXED"])
_NOT_FOLLOWED = frozenset(
    ["REST", "JOG", "WALK", "FLOAT", "OFF", "TIMES", "SET", "BETWEEN", "PLUS"]
)


def followed_ahead(chart: Chart, at: int, sets: bool) -> bool:
    """`2 sets of 12 min at M followed by 4 min at T`, `6 x 400 @ 5k followed by 200 @ steady`: each
    of a run, of which no recovery is told, and of what follows it; of reps only what is eased."""
    tokens = chart.tokens
    at += "COLON" in tokens[at].kinds
    line = list(takewhile(lambda t: not t.kinds & {"NL", "DOT", "SEMI", "END"}, tokens[at:]))
    k = next((n for n, token in enumerate(line) if "FOLLOWED" in token.kinds), 0)
    before, after = line[:k], [token for token in line[k:] if token.word != "by"]
    told = {kind for token in before for kind in token.kinds}
    sizes = sum("NUM" in one.kinds or "CLOCK" in one.kinds for one in before)
    if not k or told & _NOT_FOLLOWED or not before[0].keys & {"NUM", "CLOCK", "a", "an", "DIGITS"}:
        return False
    paced = told & {"AT", "PACE"} or sizes < 2  # else one more run, or a recovery without a word
    kinds = [token.kinds for token in after]
    if any(one & {"STRIDES", "DRILLS", "WU", "CD", "COOL", "WARM"} for one in kinds):
        return False
    if sets:  # `followed by a 90 s walk`: the recovery
        clause = list(takewhile(lambda one: "COMMA" not in one, kinds))
        return bool(paced) and not any(one & {"REST", "WALK", "JOG"} for one in clause)
    eased = any(one & _EASIER for one in kinds)
    again = any(one & {"TIMES", "COMMA", "REST", "WALK", "SET"} for one in kinds)
    first, second = (longest(chart.at("Run", i)) for i in (at, at + k + line[k:].index(after[1])))
    if not (first and second and paced and eased) or again:
        return False
    long, short = first.value, second.value
    return bool(long.metres >= short.metres and long.ms >= short.ms)


_OWN_REST = frozenset(["WITH", "OFF", "OPEN", "REST", "JOG", "WALK"])


def sets_listed(chart: Chart, at: int, number: int) -> bool:
    """`2 sets: 500 x 5 with 75 s rest, 300 x 5 with 45 s rest, 3 min between sets`: as many reps
    with a recovery of their own as there are sets: what there is, and each of them once."""
    tokens = chart.tokens
    at += bool(tokens[at].kinds & {"COLON", "DASH"})
    if not tokens[at - 1].kinds & {"COLON", "DASH"} or number < 2:
        return False
    ahead = tokens[at:]
    ends = next((n for n, t in enumerate(ahead) if "SET" in t.kinds or "END" in t.kinds), 0)
    counts = [n for n, t in enumerate(ahead[:ends]) if "TIMES" in t.kinds]
    rested = (
        any(t.kinds & _OWN_REST for t in ahead[one:other])
        for one, other in pairwise([*counts, ends - 3])
    )
    told = "SET" in ahead[ends].kinds and "BETWEEN" in {
        *ahead[ends - 1].kinds,
        *ahead[ends - 2].kinds,
    }
    return told and len(counts) == number and all(rested)


@rule(
    "Element",
    "^BEGIN QUOTES? n:DIGITS TIMES? NUMBERWORD DASH ones|twos|threes|fours|NUMBERWORD "
    "DOT|COLON|COMMA|DASH|NL|QUOTES QUOTES|DOT|COLON|COMMA*",
    cost="label",
    example="20 one-ones:",
)
def named_for_its_minutes(m: Found) -> Count | Remark | None:
    """`12 two-ones: 2 min hard, 1 min easy`: how often, by a name; or told again below."""
    number, ahead = int(m["n"].value), pairwise(m.chart.tokens[m.end :])
    again = [a.value for a, b in ahead if "NUM" in a.kinds and "TIMES" in b.kinds]
    if not again:
        return Count(m.span, number, sets=True, rounds=True, listed=True) if number > 1 else None
    named = (f"'{m.shown.strip()}' is what the session is called",)
    return Remark(m.span, notes=named) if again[0] == number else None


def _ends_with_a_float(m: Found) -> bool:
    """`3 x 1200, 400 m jog, 400 m hard, 200 m float`: a float is followed by the first again; and
    so is the jog of `5 x 2 min tempo, 1 min hard, 2 min jog`."""
    tokens, at, parted, mark = m.chart.tokens, m.end, 0, 0
    while not tokens[at].kinds & {"DOT", "NL", "END", "TIMES"}:
        if "OPEN" in tokens[at].kinds:
            at = next((n for n in range(at, m.chart.end) if "CLOSE" in tokens[n].kinds), at)
        dash = is_spaced_dash(tokens, at)
        walk = "WALK" in tokens[at - 1].kinds  # `walk/jog`
        if not walk and (dash or tokens[at].kinds & {"COMMA", "SLASH", "SEMI"}):
            parted, mark = parted + 1, at
        at += 1
    if parted < 2 or not tokens[at].kinds & {"DOT", "NL", "END"}:
        return False
    eased = any(token.kinds & _EASED for token in tokens[m.end : at - 1])
    timed = sum(bool(t.kinds & {"MINUTES", "SECONDS", "PRIME"}) for t in tokens[m.end : at])
    felt = sum(bool(t.kinds & {"TEMPO", "HARD", "FAST", "STEADY"}) for t in tokens[m.end : at])
    if timed == parted + 1 == felt + 1 and any("JOG" in t.kinds for t in tokens[mark:at]):
        return tokens[m.end].value >= max(t.value for t in tokens[m.end + 3 : mark])
    if "CLOSE" in tokens[at - 1].kinds:
        at = next((n for n in range(at - 1, 0, -1) if "OPEN" in tokens[n].kinds), at)
    return eased and "FLOAT" in tokens[at - 1].kinds


def _lists_ahead(m: Found) -> bool:
    """`2 sets of 1000 (5k) - 500 (3k) - 700 (3k), …`: each of three or more with its pace."""
    if not m.has("SET") or "OPEN" in m.after().kinds:
        return False
    ahead = m.chart.tokens[m.end :]
    line = list(takewhile(lambda t: not t.kinds & {"NL", "DOT", "SEMI", "END"}, ahead))
    paced = sum(
        "CLOSE" in a.kinds and bool(b.kinds & {"DASH", "COMMA", "SLASH"}) for a, b in pairwise(line)
    )
    return paced >= 2 and paced + 1 != m["n"].number and not any("TIMES" in t.kinds for t in line)


@rule(
    "Element",
    "^BEGIN|NL|DOT|SEMI|COLON|PLUS|THEN w:TWICE through? &<Run>|NUM",
    "w:TWICE through|over|round the? PYRAMID? COLON|COMMA|DASH? &<Run>|NUM",
    "OPEN w:TWICE through|over|round CLOSE COLON|COMMA|DASH? &NUM",
    cost="phrase",
)
def twice(m: Found) -> Count | None:
    """`Twice 4000 m in 14:00`, `Juniors twice through: 200, 400, 200`."""
    before = m.chart.tokens[m.chart.since(m.begin, "NL", "DOT", "SEMI") : m.begin]
    reps = before and "COLON" not in m.chart.tokens[m.end - 1].kinds and _counted_next(m)
    if reps or any(token.value >= 10 or token.kinds & _OTHERS for token in before):
        return None  # `The hill twice through, 6 x 400`
    return Count(m.span, 3 if m["w"].word == "thrice" else 2, sets=m.has("through"))


@rule(
    "Element",
    "n:NUM timed|different|HARD|FAST* REP|RUN|runs|parts|segments|sections|blocks COLON &NUM",
    cost="label",
)
@rule("Element", "n:NUM s:SET COLON|DASH &NUM", cost="label")
def so_many_listed(m: Found) -> Remark | None:
    """`5 segments: 7' + 5' + 3' + 2' + 1'`: how many there are in the list."""
    number = int(m["n"].value)
    if m["s"]:
        return Remark(m.span) if sets_listed(m.chart, m.end, number) else None
    rows = [len(getattr(p.value, "runs", ())) for p in m.chart.at("Element", m.end)]
    told = number in rows or names_list(m.chart.tokens, m.end, number)
    return Remark(m.span) if told else None


@rule(
    "Element",
    "PYRAMID? COMMA|DASH? just|only* once through|over only? COLON|COMMA|DASH|DOT? &NUM",
    cost="label",
    example="once through:",
)
def run_once(m: Found) -> Remark | None:
    """`Ladder once through: 200, 400, 200`: the list as it stands."""
    return None if _counted_next(m) else Remark(m.span)


def _counted_next(m: Found) -> bool:
    return any("TIMES" in token.kinds for token in m.chart.tokens[m.end : m.end + 3])


def names_list(tokens: list[Token], at: int, number: int) -> bool:
    """Whether as many runs follow, joined by signs, as are counted."""
    ends = {"NL", "DOT", "END", "TIMES"}
    line = list(takewhile(lambda token: not token.kinds & ends, tokens[at:]))
    if number <= 2 or sum("PLUS" in token.kinds for token in line) == number - 1:
        return number > 2
    runs = list(takewhile(lambda token: not token.kinds & {"WITH", "AT", "OFF", "REST"}, line))
    listed = [
        "NUM" in follows.kinds
        for token, follows in pairwise(tokens[at : at + len(runs) + 1])
        if token.kinds & {"COMMA", "AND"} and "AND" not in follows.kinds
    ]
    return len(listed) == number - 1 and all(listed)


_EASED = frozenset(["JOG", "WALK", "REST", "FLOAT", "EASY", "SLOW"])


def _passes_ahead(m: Found) -> bool:
    """`3 repetitions of 2 min running, 1 min walking, 4 min running`: each of all of it."""
    tokens, at = m.chart.tokens, m.end
    found: list[str] = []
    while not tokens[at].kinds & {"DOT", "NL", "END", "SEMI", "OPEN"}:
        run = max((p.end for p in m.chart.at("Run", at)), default=0)
        found += ["run"] if run else ["rest"] if tokens[at].kinds & _EASED else []
        at = run or at + 1
    return found[:4] == ["run", "run", "rest", "run"] or found[:5] == [
        *("run", "rest", "run", "rest", "run")
    ]


alias("KeyOfRun", "BULLET|DASH? RUN|EFFORT|work|interval|hard|fast|on COLON", example="run:")


@rule("Element", "^BEGIN|NL|BULLET REP COLON n:<Times> NL|COMMA|SEMI distance|length COLON")
def count_labelled(m: Found) -> Count | None:
    """`Reps: 8`, `Distance: 400 m`: a form that was filled in."""
    return replace(m["n"], span=m.span) if m["n"].number else None


@rule(
    "Element",
    "^BEGIN|NL|DOT|COMMA|SEMI|BULLET REP a:DIGITS DASH|TO|AND b:DIGITS COLON|DASH &<Run>",
    example="Reps 1-4:",
)
def count_by_numbers(m: Found) -> Count | None:
    """`Reps 1-4: 400 @ 76, reps 5-8: 400 @ 74`."""
    number = m["b"].value - m["a"].value + 1
    if number != int(number) or not 2 <= number <= 60 or m["a"].value < 1:
        return None
    return Count(m.span, int(number))


@rule(
    "Element",
    "^BEGIN|NL|DASH|COLON|DOT|SEMI TIMES n:<Times> OF COLON?",
    "^BEGIN|NL|DASH|COLON|DOT|SEMI TIMES n:<Times> COLON|DASH? &OPEN",
    "^BEGIN|NL|DASH|COLON|DOT|SEMI TIMES n:<Times> COLON &NUM",
    example="x2 of",
)
def count_ahead(m: Found) -> Count:
    """`x 2 - [4'3'2'1']`: of all that follows."""
    listed = m.has("COLON")
    return replace(m["n"], span=m.span, sets=True, rounds=listed, listed=listed)


alias("SetInBrackets", "OPEN NUM TIMES", example="(8 x")


alias("ListInBrackets", "OPEN <Run> COMMA|SLASH|PLUS|DASH|AND|NUM|AT|THEN", example="(1200,")


@rule(
    "Element", "^BEGIN|NL|COMMA|COLON|PLUS|THEN|SEMI|DOT n:<Times> &<ListInBrackets>", cost="rare"
)
def count_of_list(m: Found) -> Count | None:
    """`3 (1200, 1 min rest, 300 quick)`."""
    listed = m.chart.tokens[: m.begin]
    numbered = any(
        "NL" in token.kinds for token in (*listed[-1:], *m.chart.tokens[m.end : m.chart.end])
    )
    small = 2 <= m["n"].number <= 12 and not numbered
    return replace(m["n"], span=m.span, sets=True) if small else None


alias("SetInBrackets", "OPEN <Time> x <Time> CLOSE", example="(4min x 2min)")


alias("RunInBrackets", "OPEN <Run>|<Range>", example="(200 m")


alias("FeltInBrackets", "OPEN <Run> SPRINT|HILL|HARD|FAST|REP", example="(10 second sprints")


@rule(
    "Element",
    "^BEGIN|NL|COMMA|COLON|PLUS|THEN|SEMI|DOT n:<Times> &<SetInBrackets>|<FeltInBrackets>",
    cost="rare",
)
def count_of_bracket(m: Found) -> Count:
    """`3(8x200)`."""
    return replace(m["n"], span=m.span)


@rule(
    "Element",
    "^BEGIN|NL|COMMA|COLON|PLUS|THEN|SEMI|DOT|WORD n:NUM DASH|TO b:NUM &<RunInBrackets>",
    cost="rare",
)
def range_of_bracket(m: Found) -> Count | None:
    """`8-10 (30s hard / 90s easy)`."""
    low, high = m["n"].value, m["b"].value
    if low != int(low) or not 2 <= low < high <= 3 * low or "x" in m.behind.word:
        return None
    return Count(m.span, int(low), notes=(f"of {low:g} to {high:g} the smaller is taken: {low:g}",))


alias(
    "SetTitle",
    "the|our? main|core|key SET|SESSIONWORD|part|body|WORD?",
    "the? SET|SESSIONWORD",
    example="main set",
)
_TITLED = "^BEGIN|NL|DOT|SEMI|BULLET|COMMA|THEN|PLUS|COLON"


@rule(
    "Element",
    "^BEGIN|NL|DOT|BULLET|COLON|DASH PYRAMID PYRAMID|SESSIONWORD? OPEN? TIMES n:<Times> CLOSE? COLON|DASH",
    "^BEGIN|NL|DOT|BULLET|COLON PYRAMID OPEN? TIMES n:<Times> CLOSE? &NUM|OPEN",
    "^BEGIN|NL|DOT|BULLET|COLON PYRAMID OPEN n:<Times> SET|TIMES CLOSE COLON|DASH",
    "^BEGIN|NL|DOT|BULLET n:<Times> TIMES? PYRAMID only? COLON|DASH",
    "^BEGIN|NL|DOT|BULLET|COLON|DASH PYRAMID COMMA|DASH|OPEN* TWICE through|round|over? CLOSE? COLON|DASH|COMMA",
    f"{_TITLED} <SetTitle> COMMA|DASH? OPEN? TIMES n:<Times> through|THROUGH? CLOSE? COLON|DASH &NUM|CLOCK",
    f"{_TITLED} <SetTitle> COMMA|DASH? OPEN? n:<Times> SET|TIMES|times through|THROUGH? CLOSE? COLON|DASH &NUM|CLOCK",
    cost="label",
    example="Pyramid x 2:",
)
def count_of_title(m: Found) -> Count:
    found = m["n"] or Count(m.span, 3 if m.has("thrice") else 2)
    return Count(m.span, found.number, sets=True, rounds=True, listed=True, notes=found.notes)


_HEADS = "^BEGIN|NL|DOT|BULLET|COLON"


@rule(
    "Element",
    # nothing else of its line is left to repeat
    f"{_HEADS}|DASH|COMMA|SEMI|THEN n:<Times> SET OF? the? following? DOT|COLON? NL !END",
    f"{_HEADS}|DASH|COMMA|SEMI|THEN n:<Times> TIMES COLON? NL !END",
    f"{_HEADS} n:<Times> SET for time|TIMES|quality OF? COLON? NL !END",
    f"{_HEADS}|DASH|COMMA|SEMI|THEN n:<Times> TIMES the? following COLON|DOT? NL !END",
    f"{_HEADS} SESSIONWORD|SET|HARMLESS|UNKNOWN|PYRAMID|FARTLEK|HILL* OPEN? TIMES n:<Times> CLOSE? COLON|DASH? NL !END",
    f"{_HEADS} SESSIONWORD|SET|main|UNKNOWN* COLON|DASH? n:<Times> TIMES COLON? NL !END",
    f"{_HEADS}|DASH REPEAT <AllOfIt>? the? following? SET|sequence|circuit|block? n:<Times> TIMES|SET COLON NL !END",
    f"{_HEADS} n:<Times> SET OF? the? following DOT !END",
    f"{_HEADS} n:<Times> OF EACH COLON|NL !END",
    f"{_HEADS} n:<Times> SET OF? the? following? COLON !END",
    "^BEGIN|NL|BULLET|DASH REPEAT|REP|SET COLON n:<Times> TIMES? NL &<KeyOfRun>",
    cost="phrase",
    example="3 sets of:",
)
def count_heads(m: Found) -> Count | None:
    """A count alone on its line: it repeats the lines below."""
    found: Count = m["n"]
    if not 1 <= found.number <= 255:
        return None
    tokens = m.chart.tokens
    if "COLON" in tokens[m.end - 1].kinds:  # `3 sets: 4 x 200` goes on in its line
        if sets_listed(m.chart, m.end, found.number):
            return None
        followed = followed_ahead(m.chart, m.end, True)
        return Count(m.span, found.number, sets=True, followed=followed)
    told = {kind for t in tokens[m.chart.since(m.begin, "NL") : m.begin] for kind in t.kinds}
    if told & {"EACH", "BETWEEN"} and told & {"AT", "PACE"} and not told & {"WU", "WARM"}:
        return None  # `800 @ 10k pace, 400 jog after each, 3 x`, and other runs below it
    indents = m.chart.indent(m.span[0]), m.chart.indent(m.span[1])
    span = (m.span[0], tokens[m.end - 2].end)
    return replace(found, span=span, sets=True, heads=True, indents=indents)
