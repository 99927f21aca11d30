# SPDX-License-Identifier: MIT
"""What leaves a choice, and so is asked: groups, either/or, morning and evening, a missing count."""

from __future__ import annotations

from collections.abc import Iterator

from trackpacer.notation.chart import UNITS, Chart, Found, Phrase
from trackpacer.notation.elements import Count, Doubt, Length, Lengths, Pause, Remark, Span
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import NOBODY, names_people, words_of
from trackpacer.notation.phrases.bysets import lettered_sets
from trackpacer.notation.phrases.counts import THREE_LEVELS
from trackpacer.notation.tokens import Token, is_spaced_dash


@rule(
    "Element",
    "OPEN? GROUPWORD g:WORD CLOSE? COLON|DASH?",
    "OPEN? GROUPWORD g:DIGITS CLOSE? COLON|DASH",
    "GROUPWORD g:NUM did|do|ran|run|had|have|completed|tackled|took|got|will|were|are|doing|running "
    "a|an|the|our? SESSIONWORD? that|which|of|OF|included|including|consisted|comprised|featured|involved|had|was* &NUM",
    "OPEN? g:WORD group|groups CLOSE? COLON|DASH?",
    "OPEN g:beginners|advanced|intermediate|seniors|juniors|men|women|boys|girls CLOSE|COLON",
    cost="phrase",
    example="(group A)",
)
def group(m: Found) -> Doubt | Remark | None:
    g = m["g"]
    options = [token for token in m.chart.tokens if token.word == "option"]
    if len(options) == 1 and m.has("option") and m.has("COLON"):
        return Remark(m.span)  # `Speed option 2: 10 x 300`, and no other
    named = len(g.word) == 1 or g.keys & {"one", "two", "first", "second", "other", "top", "bottom"}
    if not named and g.kinds & {"HARMLESS"}:
        return None
    if len(g.word) > 1 and m.after().keys & {"RUN", "SESSIONWORD", "run", "ride", "swim", "class"}:
        return None  # `outside group run`
    crossed = m.words()[0] == "group" and g.word in ("ride", "swim", "class", "gym", "yoga")
    if crossed or _only_one(m):
        return Remark(m.span)
    if _alone_in(m):
        return Remark(m.span, notes=(f"what '{m.shown}' runs is taken",))
    return Doubt(
        m.span,
        f"which group? '{m.shown}' is one of several",
        "the blocks of one group, each group's session by itself",
        choices=one_each(m.chart, m.chart.once(_labels)),
    )


@rule(
    "Element",
    "^BEGIN|NL|DOT|COLON|DASH the|our|my? WORD|DIGITS KM|METRES? group|squad|crew hit|did|ran|had|got|tackled|completed|knocked out|off? &<Counted>",
    cost="phrase",
    example="Miler group hit",
)
def group_ran(m: Found) -> Remark | None:
    return Remark(m.span) if _only_one(m) else None


@rule(
    "Element",
    "NL? OPEN TIMES? n:NUM TIMES|REP? FOR|for the|our|any|those|some? WORD? group|squad|PEOPLE|RUNNER CLOSE",
    "NL? OPEN TIMES? n:NUM TIMES|REP? WORD group|squad CLOSE",
    "OPEN OR? UP TO n:NUM TIMES? NUM? REP|SET|TIMES? CLOSE",
    cost="label",
)
def count_of_others(m: Found) -> Remark | None:
    """`5 x 600 (x 6 for the endurance group)`, `(up to 8)`: the line's own count stands."""
    return Remark(m.span) if m.earlier("TIMES") and 1 < m["n"].value <= 40 else None


@rule("Element", "^BEGIN|NL WORD WORD? option COLON", cost="label", example="Stamina option:")
def only_option(m: Found) -> Remark | None:
    """A heading, where no other option is told."""
    words = [token.word for token in m.chart.tokens]
    return None if words.count("option") > 1 or "options" in words else Remark(m.span)


def _alone_in(m: Found) -> bool:
    """`6 x 1200. The A group will go 2 @ 4:00, …`: no other is named, and it has but its targets."""
    tokens, own = m.chart.tokens, m.chart.tokens[m.end : m.chart.end]
    others = (*tokens[: m.begin], *own)
    alone = not any(t.kinds & {"GROUPWORD", "PEOPLE"} or t.word == "others" for t in others)
    sized = (bool(t.kinds & {"NUM", "CLOCK"}) for t in tokens[1:])
    aimed = [t.word in ("@", "at", "in") and led for t, led in zip(tokens, sized, strict=False)]
    counted = any(t.kinds & {"TIMES", "METRES", "KM", "MILES", "REP"} for t in own)
    alone = alone and "rest in" not in " ".join(t.word for t in own)
    first = any(aimed[: m.begin]) or m.earlier("PACE", "CLOCK")  # told for all: not so for those
    return alone and m.earlier("TIMES") and any(aimed) and not (first or counted)


def _only_one(m: Found) -> bool:
    """`C group tonight, 5 x 4 min`: before all that is run, and no other is named."""
    tokens = m.chart.tokens
    before = (token for token in tokens[: m.begin] if token.word not in ("miler", "milers"))
    if any(token.kinds & {"TIMES", *UNITS} for token in before):
        return False
    return not any(token.kinds & {"GROUPWORD", "PEOPLE"} for token in tokens[m.end : m.chart.end])


@rule(
    "Element",
    "WITH|AND|COMMA|PLUS|inc* NUM? TIMES? <Run>? STRIDES|SPRINT|pickup|pickups|surge|surges EACH "
    "<Time>|<Dist>",
    cost="phrase",
    example="with strides every 3 min",
)
def strides_within(m: Found) -> Doubt:
    """`40 min easy with 20s strides every 5 min`: on the way, not after it."""
    return Doubt(
        m.span,
        "'{this}' within the {whole}: how many, and how long is each?",
        "the parts in their order, like `8 x (4:40 easy R0 20s stride R0)`",
    )


@rule(
    "Element",
    "g:WORD COLON? <Time>|<Number> COMMA|SEMI|SLASH? h:WORD COLON? <Time>|<Number> COMMA|SEMI|SLASH? WORD? COLON? <Time>|<Number>?",
    cost="phrase",
    example="A 3:20, B 3:40, C 4:00",
)
def group_times(m: Found) -> Doubt | None:
    if m["g"].raw != "A" or m["h"].raw != "B" or m.chart.once(lettered_sets):
        return None
    return Doubt(m.span, "which group? '{this}' has a time for each", "the time of one group")


_FAR = 60  # tokens of what may be chosen
_APART = frozenset(["NL", "DOT", "SEMI", "COMMA", "PLUS", "THEN", "CLOSE", "END"])


def one_each(chart: Chart, labels: list[tuple[int, int]]) -> tuple[tuple[Span, ...], ...]:
    """For each label what is left out when its part alone is run: labels, and the other parts.

    What stands before the first is for all, as is what a comma or a stop parts from the last. But
    where each has a line, and that of the first has such a mark, the last has its whole line.
    """
    if len(labels) < 2:
        return ()
    tokens = chart.tokens
    last, ends_at = labels[-1][1], frozenset(["COMMA", "NL", "DOT", "SEMI"])
    own = tokens[labels[0][1] : labels[1][0] - 1]
    lines = all("NL" in tokens[at - 1].kinds for at, _ in labels[1:])
    stopped = all(tokens[at - 1].kinds & {"DOT", "SEMI"} for at, _ in labels[1:])
    if (lines or stopped) and any(token.kinds & ends_at for token in own):
        ends_at = frozenset(["NL"]) if lines else ends_at - {"COMMA"}
    while last < chart.end and not tokens[last].kinds & ends_at:
        last += 1
    ends = [*(at for at, _ in labels[1:]), last]

    def cut(mine: int, other: int) -> Span:
        at, begin = labels[other]
        return tokens[at].start, tokens[(begin if other == mine else ends[other]) - 1].end

    numbers = range(len(labels))
    return tuple(tuple(cut(mine, other) for other in numbers) for mine in numbers)


def _before_or(tokens: list[Token], i: int) -> int:
    """Where what stands before an `or` begins: at the count of its clause, or of one before it."""
    nearest, held = 0, frozenset[str]()  # the kinds of what stands between
    for begin in range(i, max(i - _FAR, 0) - 1, -1):
        held = held | tokens[begin].kinds if begin < i else held
        if begin and not tokens[begin - 1].kinds & _APART:
            continue
        if "TIMES" in held:
            return begin
        nearest = nearest or (begin if "NUM" in held else 0)
        if begin and not tokens[begin - 1].kinds & {"COMMA"} and held:
            break
    return nearest


def _worked(chart: Chart, i: int) -> int:
    """Where what is run begins behind an `or`, or behind it and a few words: `or, on a bad day, 4
    miles`, `or just run 5 miles`, `or if legs are heavy 8 x 400`; 0 where nothing is."""
    tokens, at = chart.tokens, i + 1
    led = tokens[at].kinds & {"COMMA", "UNKNOWN", "GROUND"} or tokens[at].word in _INSTEAD
    whenever = "COMMA" in tokens[at].kinds or tokens[at].word in ("if", "when", "on", "for")
    passes = {"WORD", "COMMA"} if whenever else {"WORD"}  # `or whatever, 4 x 100`: no choice
    while led and at - i < 9 and tokens[at].kinds & passes:
        if tokens[at].kinds & {"JOG", "WALK", "REST", "THEN", "NUM", "TIMES", "EACH", "BETWEEN"}:
            break
        at += 1
    if not tokens[at].kinds & {"NUM", "OPEN", "CLOCK"}:
        return 0
    runs = [p for p in chart.at("Element", at) if isinstance(p.value, Count | Length)]
    jogs = at > i + 1 and any(tokens[p.end].kinds & {"JOG", "WALK", "REST"} for p in runs)
    return at if runs and not jogs else 0


_INSTEAD = words_of("just if simply run do on for else alternatively when")


def _this_or_that(chart: Chart, i: int) -> tuple[tuple[Span, ...], ...]:
    """What is left out when what stands before an `or` is run, and when what stands after it is;
    nothing where they are as long as no coach's are."""
    tokens = chart.tokens
    begin = _before_or(tokens, i)
    end = _worked(chart, i)
    while end < chart.end and not tokens[end].kinds & _APART and end - i <= _FAR:
        end += 1
    own = any(token.kinds & {"COMMA", "OPEN", "REST", "WITH", "OFF"} for token in tokens[begin:i])
    own |= all("TIMES" not in token.kinds for token in tokens[begin:i])
    if own and "COMMA" in tokens[end].kinds:
        rests = (p for p in chart.at("Element", end + 1) if isinstance(p.value, Pause))
        end = max((p.end for p in rests if tokens[p.end].kinds & _APART), default=end)
    if max(i - begin, end - i) > _FAR:
        return ()
    if i and "OPEN" in tokens[i - 1].kinds and "CLOSE" in tokens[end].kinds:  # `40 s (or 200 m)`
        inside = (tokens[i - 1].start, tokens[end].end)
        return (inside,), ((tokens[begin].start, tokens[i].end), tokens[end].span)
    first: list[Span] = [chart.span(i, end)]
    if tokens[begin].word == "either":
        first.insert(0, (tokens[begin].start, tokens[begin].end))
    return tuple(first), ((tokens[begin].start, tokens[i].end),)


@scanner("Element", "either")
def either_or(chart: Chart, i: int) -> list[Phrase]:
    """`Either 5 x 1k or 10 x 400`: which of the two?"""
    tokens = chart.tokens
    for at in range(i + 1, chart.end):
        if tokens[at].word == "or":
            found = either(chart, at)
            return [Phrase(i + 1, phrase.cost, phrase.value) for phrase in found]
        if tokens[at].kinds & {"NL", "DOT", "SEMI"}:
            break
    return []


@scanner("Element", "OR|alternatively|otherwise")
def either(chart: Chart, i: int) -> list[Phrase]:
    """`2 x 3 miles @ T or 6 miles @ T`: which of the two?"""
    begin = _worked(chart, i)
    if not begin:
        return []
    doubt = Doubt(
        chart.span(i, begin),
        "which of the two is run, what stands before 'or' or after it?",
        "one of the two",
        choices=_this_or_that(chart, i),
    )
    return [Phrase(begin, 0.5, doubt)]


# Sure enough to be asked before anything is read: it outweighs the label that it may be taken for.
_SURE = -2.0
_LATER = words_of("pm evening afternoon tonight")
_STARTS = frozenset(["BEGIN", "NL", "DOT", "SEMI", "BULLET", "COMMA", "SLASH", "DASH"])


def _begins(chart: Chart, i: int) -> bool:
    tokens = chart.tokens
    if i and tokens[i].glued and tokens[i - 1].kinds & {"DIGITS", "CLOCK"}:
        i -= 1  # `6am`
    while i and tokens[i - 1].word in ("in", "the", "this"):
        i -= 1
    return bool(chart.before(i).kinds & _STARTS)


@scanner("Element", "am|morning|breakfast|lunch|lunchtime|midday|noon")
def two_sessions(chart: Chart, i: int) -> list[Phrase]:
    """`AM: 5 x 1 km, PM: 12 x 300`: two sessions, one of them to be chosen."""
    tokens = chart.tokens
    halves = (at for at in range(chart.end) if tokens[at].word in _LATER)
    pm = next((at for at in halves if _begins(chart, at) or _parts(tokens, i, at)), None)
    if not _begins(chart, i) or pm is None:
        return []
    hour = pm - bool(tokens[pm - 1].kinds & {"DIGITS", "CLOCK"} and pm - 1 > i)
    quiet = not any(token.kinds & {"NUM", "RUN", "JOG"} for token in tokens[i + 1 : hour])
    if quiet or (tokens[pm].word not in ("pm", "evening") and not amounts(tokens, i, pm)):
        return []  # `Morning all, tonight 5 x 1k`, `am gym, 6pm track: 8 x 400`
    return _of_two(chart, i, i + 1, _HALVES, one_each(chart, [(i, i + 1), (pm, pm + 1)]))


_HALVES = "one in the morning and one in the evening"


def _of_two(
    chart: Chart, i: int, end: int, which: str, choices: tuple[tuple[Span, ...], ...]
) -> list[Phrase]:
    question = f"two sessions, {which}: which of them?"
    expected = "one session a text: leave the other one out"
    return [Phrase(end, _SURE, Doubt(chart.tokens[i].span, question, expected, choices=choices))]


def _parts(tokens: list[Token], i: int, at: int) -> bool:
    """`AM 5 miles PM 10 x 400`: no hour of the day, and something to run on both sides."""
    hour = tokens[at - 1].kinds & {"DIGITS", "CLOCK"} and tokens[at - 1].value <= 12
    named = tokens[at].word == "pm" and i < at and not hour
    return named and amounts(tokens, i, at) and amounts(tokens, at, len(tokens) - 1)


@scanner("Element", "am|morning")
def two_behind(chart: Chart, i: int) -> list[Phrase]:
    """`4 miles easy AM, 6 x 1k PM`: each by the half of the day behind it."""
    tokens = chart.tokens
    pm = next((at for at in range(i + 1, chart.end) if tokens[at].word in _LATER), None)
    digits = i and tokens[i].glued and "DIGITS" in tokens[i - 1].kinds
    if pm is None or digits or _begins(chart, i) or not amounts(tokens, 0, i):
        return []
    if not amounts(tokens, i, pm):
        return []
    last = next(at for at in range(pm, chart.end + 1) if tokens[at].kinds & {"NL", "DOT", "END"})
    cut = next((at for at in range(i, pm) if tokens[at].kinds & _STARTS), i)
    first = (tokens[cut + 1].start, tokens[last - 1].end)
    own = ((tokens[i].start, tokens[cut].end), tokens[pm].span)
    choices = ((own[0], first), ((tokens[0].start, tokens[cut].end), own[1]))
    return _of_two(chart, i, i + 1, _HALVES, choices)


@scanner("Element", "if")
def if_or_not(chart: Chart, i: int) -> list[Phrase]:
    """`If it's windy: 10 x 1 min. If not: 6 x 800`: one or the other."""
    tokens = chart.tokens
    other = next(
        (
            at
            for at in range(i + 1, min(chart.end, i + _FAR))
            if (
                tokens[at].word == "if"
                and tokens[at + 1].word in ("not", "it's", "its", "you", "it")
            )
            or (tokens[at].word in ("otherwise", "else") and "DOT" in tokens[at - 1].kinds)
        ),
        None,
    )
    if other is None or not _begins(chart, i) or not _begins(chart, other):
        return []
    labels = [(at, _past_label(tokens, at)) for at in (i, other)]
    both = amounts(tokens, labels[0][1], other) and amounts(tokens, labels[1][1], chart.end)
    if not both or labels[0][1] > other:
        return []
    return _of_two(chart, i, labels[0][1], "as things turn out", one_each(chart, labels))


def _past_label(tokens: list[Token], at: int) -> int:
    """Where what a condition lets one run begins: at its colon, its comma or its first number."""
    end = at + 1
    while end - at < 12 and not tokens[end].kinds & {"COLON", "COMMA", "NUM", "NL", "END"}:
        end += 1
    return end + bool(tokens[end].kinds & {"COLON", "COMMA"})


@scanner("Element", "WORD|OPEN|DIGITS")
def groups_by_label(chart: Chart, i: int) -> list[Phrase]:
    """`A: 8 x 1k B: 6 x 1k`, `Fast group: 8 x 1k`, `Seniors 8 x 600, juniors 6 x 400`: what each
    of several groups runs."""
    return _several(chart, i, chart.once(_labels))


def _several(chart: Chart, i: int, labels: list[tuple[int, int]]) -> list[Phrase]:
    """The doubt at the first of several groups, each with sets of its own."""
    if len(labels) < 2 or labels[0][0] != i:
        return []
    tokens = chart.tokens
    bounds = [at for at, _ in labels[1:]] + [chart.end]
    for (_, begin), bound in zip(labels, bounds, strict=True):
        times = any("TIMES" in token.kinds for token in tokens[begin:bound])
        marked = "COLON" in tokens[begin - 1].kinds and _is_run(chart, begin)
        if not (times or marked):
            return []  # parts of one session: a warm-up, a set, a cool-down
    who = [chart.span(*label) for label in labels]
    return [Phrase(labels[0][1], _SURE, _of_groups(chart, who[0], who, one_each(chart, labels)))]


def _of_groups(
    chart: Chart, span: Span, who: list[Span], choices: tuple[tuple[Span, ...], ...]
) -> Doubt:
    names = ", ".join(chart.quote(*one).strip(" .:-–([)]") for one in who)
    question = f"several groups ({names}): which of them?"
    return Doubt(span, question, "what one group runs: leave the others out", choices=choices)


def amounts(tokens: list[Token], begin: int, end: int) -> bool:
    """Whether something is run there: a count, or a number and its unit."""
    return any(
        "NUM" in tokens[at].kinds and tokens[at + 1].kinds & {*UNITS, "TIMES", "PRIME"}
        for at in range(begin, min(end, len(tokens) - 1))
    )


_NO_NAME = UNITS | {"CLOCK", "REST", "JOG", "SET", "WU", "CD", "WEEKDAY", "SESSIONWORD", "THEN"}
_HEADS = frozenset(["BEGIN", "NL", "DOT", "SEMI", "BULLET", "COMMA", "SLASH", "OPEN"])


def _labels(chart: Chart) -> list[tuple[int, int]]:
    """Where a letter or a name of a group stands before a colon, or a capital at the head of a
    line, or those who run it before a count; and where what they run begins."""
    found: list[tuple[int, int]] = []
    tokens, lettered = chart.tokens, _lettered(chart)
    for at in range(min(chart.end - 1, 400)):
        token, following = tokens[at], tokens[at + 1]
        if found and at < found[-1][1]:
            continue  # the `B:` of `Group B:`
        heads = token.raw in ("A", "B", "C", "D") and chart.before(at).kinds & {"BEGIN", "NL"}
        marked = following.kinds & {"COLON"} or (
            heads and following.kinds & {"DOT", "CLOSE", "DASH"}
        )
        if "GROUPNAME" in token.kinds and (marked or (heads and following.kinds & {"NUM"})):
            found.append((at, at + 1 + bool(marked)))
        elif begin := lettered.get(at) or _of_people(chart, at):
            found.append((at, begin))
    names = [tuple(_naming(tokens[at:begin])) for at, begin in found]
    once = list(dict.fromkeys(names))  # told again in that order: `… Rest A: 60s, B: 75s`
    return found[: len(once)] if once and names == once * (len(names) // len(once)) else []


def _lettered(chart: Chart) -> dict[int, int]:
    """`M: 8 x 1k; W: 6 x 1k`, `(M) 5 x 1k, (F) 4 x 1k`: where the capital of the men, of the women
    or of a day stands, and where its count begins; none where but one of them has a count."""
    tokens, found = chart.tokens, dict[int, int]()
    for at in range(min(chart.end - 2, 400)):
        if tokens[at].raw in [*"MWFT"] and chart.before(at).kinds & _HEADS:
            told = tokens[at + 1].kinds & {"COLON", "CLOSE"} or is_spaced_dash(tokens, at + 1)
            count = at + 2 + bool(tokens[at + 2].kinds & {"COLON", "DASH"})
            if told and "TIMES" in tokens[count + 1].kinds:
                found[at] = count
    return found if len({tokens[at].raw for at in found}) > 1 else {}


_LABEL = frozenset(["WORD", "DIGITS", "DASH", "SLASH"])


def _of_people(chart: Chart, i: int) -> int:
    """Where what is run begins, behind who runs it at the head of a clause: `Slower runners: 5 x`,
    `everyone else 8 x`, `5K/10K folks: 6 x`, `Milers: 200, 400`; 0 where no such words stand."""
    tokens, at = chart.tokens, i
    if not chart.before(i).kinds & _HEADS:
        return 0
    while at - i < 7 and not (tokens[at].kinds & {"NUM"} and tokens[at + 1].kinds & {"TIMES"}):
        below = "NL" in tokens[at].kinds and _are_people(tokens[at - 1 : at])
        if not below and not tokens[at].kinds & {*_LABEL, "COLON", "CLOSE"}:
            return 0
        if "COLON" in tokens[at].kinds and _are_people(tokens[i:at]) and _is_run(chart, at + 1):
            return at + 1
        at += 1
    return at if _are_people(tokens[i:at]) and tokens[at].kinds & {"NUM"} else 0


def _are_people(tokens: list[Token]) -> bool:
    return any(names_people(token.word, token.kinds) for token in tokens)


def _is_run(chart: Chart, begin: int) -> bool:
    if chart.at("RacePace", begin):
        return False  # `A: 5k pace`
    return any(isinstance(p.value, Count | Length | Lengths) for p in chart.at("Element", begin))


def _behind(chart: Chart) -> list[tuple[int, int, int]]:
    """Where what each of several groups runs begins, and the bracket behind it that says who:
    `6 x 600 (A's)` and below it `4 x 600 (5k crew)`."""
    found: list[tuple[int, int, int]] = []
    tokens, begin = chart.tokens, 0
    opens = [at for at in range(min(chart.end, 400)) if "OPEN" in tokens[at].kinds]
    for at in opens:
        close = at + 1
        while close - at < 7 and tokens[close].kinds & _LABEL:
            close += 1
        who = tokens[at + 1 : close]
        ends = "CLOSE" in tokens[close].kinds
        letter = len(who) == 1 and who[0].raw in ("A", "B", "C", "D", "A's", "B's", "C's")
        strange = found and all("UNKNOWN" in token.kinds for token in who)
        if not ends or not (letter or strange or _are_people(who)):
            continue
        lines = [n for n in range(begin, at) if "NL" in tokens[n].kinds]
        start = lines[-1] if lines and found else begin
        counts = (n for n in range(start, at) if "TIMES" in tokens[n + 1].kinds)
        if (count := next(counts, None)) is None:
            return []
        found.append((count, at, close + 1))
        begin = close + 1
    names = {tuple(_naming(tokens[at:close])) for _, at, close in found}
    return found if len(found) > 1 and len(names) == len(found) else []


@scanner("Element", "OPEN")
def groups_behind(chart: Chart, i: int) -> list[Phrase]:
    """`4 x 1200 (milers)`, and below it `6 x 1200 (5k crew)`: one of them is run."""
    found = chart.once(_behind)
    mine = next((close for _, at, close in found if at == i), 0)
    if not mine:
        return []
    if found[0][1] != i:
        return [Phrase(mine, _SURE, Remark(chart.span(i, mine)))]
    who = [chart.span(at, close) for _, at, close in found]
    parts = [
        (chart.tokens[begin].start, end) for (begin, _, _), (_, end) in zip(found, who, strict=True)
    ]
    choices = tuple(
        tuple(who[n] if one == own else one for n, one in enumerate(parts)) for own in parts
    )
    return [Phrase(mine, _SURE, _of_groups(chart, who[0], who, choices))]


def _alike(chart: Chart) -> list[tuple[int, int]]:
    """Where a name of no known meaning stands before a count at the head of a line or a clause,
    and where the count begins, if they run as far: `Reds 5 x 1k`, `Blues 4 x 1k`."""
    found: list[tuple[int, int]] = []
    far: set[object] = set()
    tokens = chart.tokens
    for at in range(min(chart.end - 1, 400)):
        if "NUM" not in tokens[at].kinds or "TIMES" not in tokens[at + 1].kinds:
            continue
        begin = max((n + 1 for n in range(at) if tokens[n].kinds & {*_HEADS, "AND"}), default=0)
        name = [token for token in tokens[begin:at] if not token.kinds & {"COLON", "DASH"}]
        numbered = [token.word for token in name[1:]] == ["s"]  # `1s - 10 x 400`
        strange = {"UNKNOWN", "UNDER", "OVER", "PEOPLE", "RUNNER"}
        told = any(t.kinds & _NO_NAME or t.word in NOBODY for t in name)
        if not numbered and (told or len(name) > 4 or not any(t.kinds & strange for t in name)):
            return []
        found.append((begin, at))
        far |= {(run.value.metres, run.value.ms) for run in chart.at("Run", at + 2)[-1:]}
    names = [tuple(_naming(tokens[at:begin])) for at, begin in found]
    nicknames = all(
        len(name) == 1 and tokens[at].raw[:1].isupper() and name[0].endswith("s")
        for (at, _), name in zip(found, names, strict=True)
    )
    return found if (len(far) == 1 or nicknames) and len(set(names)) == len(found) else []


@scanner("Element", "WORD|DIGITS")
def groups_by_any_name(chart: Chart, i: int) -> list[Phrase]:
    """`Reds 5 x 1k`, and below it `Blues 4 x 1k`: whoever these are, one of them is run."""
    return _several(chart, i, chart.once(_alike))


def _naming(tokens: list[Token]) -> Iterator[str]:
    """The words of a label that say whose it is."""
    for token in tokens:
        if token.kinds & {"DIGITS"} or ("WORD" in token.kinds and not token.keys & {"THEN", "the"}):
            yield token.word


@scanner("Element", "DIGITS|CLOCK")
def hours(chart: Chart, i: int) -> list[Phrase]:
    """`6am: 5 miles easy / 6pm: 10 x 400`: two sessions, by the hour."""
    tokens = chart.tokens
    if tokens[i + 1].word != "am" or not _begins(chart, i):
        return []
    return [Phrase(i + 2, phrase.cost, phrase.value) for phrase in two_sessions(chart, i + 1)]


@rule(
    "Element",
    "^BEGIN|NL|COMMA|COLON|DOT DIGITS SLASH DIGITS SLASH DIGITS TIMES",
    cost="phrase",
    example="2/3/4 x",
)
def one_of_counts(m: Found) -> Doubt | None:
    """`2/3/4 x 1 mile (beginner/inter/adv)`: which count?"""
    tokens = m.chart.tokens[m.begin : m.end - 1]
    rises = tokens[0].value < tokens[2].value < tokens[4].value
    if not rises or (
        tokens[4].value < 2 * tokens[0].value and not THREE_LEVELS.search(m.chart.plain)
    ):
        return None  # see `counts.times`
    choices = tuple(
        tuple(token.span for token in tokens if token is not one) for one in tokens[::2]
    )
    return Doubt(m.span, f"which of '{m.shown}'?", "one count, like `3 x`", choices=choices)


_GROUND = "loop|park|lake|wood|woods|block|field|pitch|course|reservoir|common|green|village|hill|estate|pond|heath|forest"
_HOW = "HARD|FAST|STEADY|EASY|TEMPO?"


@rule(
    "Element",
    f"n:<Times> LAPS|loops|loop|times|circuits of|round|around the|a|our|your {_GROUND} loop? {_HOW} !NUM",
    f"n:<Times> LAPS|loops|loop|times|circuits of|round|around the|a|our|your WORD {_GROUND} {_HOW} !NUM",
    f"^BEGIN|NL|COMMA|DOT|SEMI|THEN|PLUS|AND|TIMES|WITH a|an|one|1? full|whole? lap|loop|circuit of|round|around the|a|our|your? football|rugby|cricket|bottom|top|big|small|WORD? {_GROUND} {_HOW} !NUM|to",
    "n:<Times> loops|loop !NUM !<OfNumber>",
    cost="phrase",
    example="3 laps of the park loop",
)
def unknown_lap(m: Found) -> Doubt:
    """A lap that is none of the track: how far is it? But `a lap of the field to warm up`."""
    return Doubt(m.span, f"how long is one of '{m.shown}'?", "its metres, like `3 x 1200`")


alias("OfNumber", "OF NUM")
