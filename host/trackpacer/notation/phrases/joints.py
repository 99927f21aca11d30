# SPDX-License-Identifier: MIT
"""Brackets, and what stands between two blocks: signs, `then`, `followed by`."""

from __future__ import annotations

import itertools

from trackpacer.notation import lexicon
from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.costs import COSTS
from trackpacer.notation.elements import Bracket, Doubt, Joint, Remark
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.tokens import counts_in


@rule("Element", "OPEN", example="(")
def opens(m: Found) -> Bracket:
    return Bracket(m.span, True)


@rule("Element", "CLOSE", example=")")
def closes(m: Found) -> Bracket:
    return Bracket(m.span, False)


_JOINTS = {
    "COMMA": ",", "SEMI": ";", "DOT": ".", "PLUS": "+", "SLASH": "/", "DASH": "-", "NL": "\n",
    "AND": "and", "BULLET": "*", "BAR": ",", "ARROW": ",", "COLON": ":", "HASH": ",",
}  # fmt: skip


@rule("Element", "COMMA|SEMI|DOT|PLUS|SLASH|DASH|NL|AND|BULLET|BAR|ARROW|COLON", example=",")
def joint(m: Found) -> Joint | None:
    token = m.chart.tokens[m.begin]
    kind = next(sign for name, sign in _JOINTS.items() if name in token.kinds)
    if kind == "-" and token.glued and m.after().glued:
        return None
    leads = m.after().glued and (not token.glued or 10 <= m.after().value < 100)
    if kind == ":" and "TIMES" in m.behind.kinds and leads:
        return None  # `10 x :60`, `10x:60`
    if kind == "/" and token.glued and not m.after().glued and m.after().keys & {"NUM"}:
        kind = ","  # `15 min wu/ 5 x 1000`
    indent = m.chart.indent(m.span[1]) if "NL" in token.kinds else None
    return Joint(m.span, kind, indent)


@rule("Element", "HASH ~DIGITS COLON|DASH|DOT?", "w:i|ii|iii|iv|v|a|b|c|d ~CLOSE", cost="label")
def numeral(m: Found) -> Joint | None:
    """`#1 4 x 400 #2 4 x 300`, `i) 10 min easy ii) 6 x 30s`: the parts by their numbers."""
    return Joint(m.span, "\n") if m.after().kinds & {"NUM", "CLOCK", "WU", "WARM"} else None


@rule("Element", "SLASH SLASH", "DASH DASH DASH?", example="//")
def double_joint(m: Found) -> Joint:
    return Joint(m.span, ";")


_END = "finish|end|close|finishing|ending|closing"


_OF_SET = "EACH SET|group"


@rule(
    "Element",
    f"COMMA|AND|DASH|DOT|SEMI* finish|finishing|end|ending|close|closing off? {_OF_SET} off? WITH|on|by",
    f"COMMA|AND|DASH|DOT|SEMI* {_OF_SET} to|TO|is? finish|finishes|finishing|end|ends|ending|closes|closing|followed off? WITH|on|by",
    "COMMA|AND* WITH|PLUS &<ThenEndsSet>",
    cost="phrase",
    example="finish each set with",
)
def in_each_set(m: Found) -> Joint:
    """`2 sets of 5 x 400, finish each set with a hard 300`: one more run of the set."""
    return Joint(m.span, "in set")


alias("EndOfSet", f"to|TO finish|end|close off? {_OF_SET}", f"at|AT the end OF {_OF_SET}")
alias(
    "ThenEndsSet",
    "a|an|the? HARD|FAST|EASY|STEADY|MAX? <Run> HARD|FAST|EASY|STEADY|MAX? <EndOfSet>",
)


@rule(
    "Element",
    "<EndOfSet> &COMMA|DOT|NL|END|SEMI|CLOSE|WITH",
    cost="phrase",
    example="to finish each set",
)
def ends_each_set(m: Found) -> Joint:
    """`5 x 400, 300 hard at the end of each set`: the run before it is of the set."""
    return Joint(m.span, "of set")


_SUBJECT = "we|we'll|you|you'll|i|it|will|are|is|we're|also|have|had|should"
_GOING = (
    "go|goes|going|went|come|comes|coming|came|head|heading|headed|climb|climbing|step|stepping|"
    "drop|dropping|work|working|worked|get|run|turn|all|our|your|the|way"
)
_WAY = "again|the|our|it|other|same|side|way|through|ladder|PYRAMID|steps"
_BOTH_WAYS = frozenset(["UP", "WU", "WARM", "MILES", "KM", "MINUTES", "PRIME"])
_THOSE = {"that", "this", "these", "those"}
_START = "start|begin|starting|beginning"


@rule(
    "Element",
    "WITH|PLUS a|an|the? &NUM|CLOCK|half|quarter|mile",
    "^BEGIN|NL|DOT|COMMA|SEMI add|ADDING|include|including a|an|the|in|on* &NUM|CLOCK|half|quarter|mile",
    cost="phrase",
)
def with_part(m: Found) -> Joint | None:
    """`with a 10 minute warm up`: a part of its own."""
    coming = list(
        itertools.takewhile(
            lambda token: not token.kinds & {"COMMA", "DOT", "NL", "SEMI", "JOG", "REST"},
            m.chart.tokens[m.end : m.end + 4],
        )
    )
    parts = any(token.kinds & {"WU", "CD", "WARM", "COOL"} for token in coming)
    return Joint(m.span, "then") if parts else None


alias(
    "ToldRun", "<Run> FAST|FASTER|HARD|STEADY|EASY|TEMPO|THRESHOLD|AT|RELAXED", example="4 min fast"
)


@rule(
    "Element",
    "COMMA? AND|when? THEN|next|following then|that|this|with|COMMA|run|by|do|finally|lastly*",
    "AFTER that|this|these|those|which|COMMA*",
    "COMMA|AND|THEN AND|THEN* AFTER it|that|this|these|those|them|which COMMA? &NUM|CLOCK",
    "COMMA|AND COMMA|AND* right AFTER it|that|this|which|them? &NUM|CLOCK",
    "^DOT|NL|SEMI|COMMA|AND BEFORE that|this|these|those COMMA? we|you|i|do|did|ran|run|comes|came* &NUM|CLOCK",
    "FOLLOWED|follow by|up? by|with?",
    "FOLLOWED|follow it|this|that|these|those|them up|UP? by|with",
    f"COMMA? and|to|then? {_END}|{_START} off|up? with|by|w/",
    "COMMA? AND|THEN|BEFORE* we|i|they|you|it|we'll|you'll* go|goes|went|going|move|"
    "moving|work|working|come|comes|came|coming|climb|climbing|build|building|step|stepping "
    "UP|BACK|DOWN|again|the|ladder|PYRAMID|your|our|way* TO|WITH|via|through|by|COMMA|COLON &<Counted>",
    "COMMA? AND|THEN|we|came|come|went|go|worked* BACK? DOWN again|COLON|COMMA|WITH|the|same|way|via|through* &<TwoListed>",
    f"COMMA? AND|THEN|BEFORE? {_SUBJECT}? {_GOING}* BACK? up|down|dn {_WAY}* COLON|COMMA|DASH|so|WITH* &<SomeRuns>",
    "COMMA? AND|THEN? DOWN we|you go again? COLON|COMMA|WITH* &<SomeRuns>",
    f"COMMA? AND|THEN? the? return|reverse|reversing|way trip|journey|leg|BACK|DOWN* {_WAY}* COLON|COMMA|DASH|so|WITH* &<SomeRuns>",
    "WITH &STRIDES",
    "WITH &<Counted>",
    "COMMA? and|to|then? finished|ended|wrap|started off|up? with|by|w/?",
    f"COMMA|AND|THEN|BEFORE|so|TO* {_SUBJECT}* {_END}|wrap|wrapped|wrapping|round|top UP|out|off|it|"
    "things|that|this|the|SESSIONWORD|night|evening|all* WITH|by|ON a|an|one|just* single|final|LAST|one? &DIGITS",
    "COMMA|AND|THEN|PLUS* a|an|one final|LAST|single|closing &DIGITS",
    "PLUS|THEN one|the? final|closing &DIGITS",
    "COMMA|SEMI|AND|THEN|PLUS* LAST of|but all|not least? COMMA? a|an|one|just* final|single|lone|closing? &DIGITS",
    "and? back down then|again|COLON? !END|NL|DOT|AT|IN|OPEN|SEMI|WITH|OFF|COMMA|<NamedTarget>",
    "COMMA? AND|THEN? all|the|way* BACK DOWN? again? COMMA|COLON|DASH? so|meaning|ie|i|e|DOT* &<Counted>",
    "when|once|after|AFTER you|you've|we|we've|have|are|is|i've|they're|those|they|these|that* done|finished|completed|complete|through WITH|ALL|those|these|that|it|the|REP|SET* COMMA?",
    "and another",
    "^NL LAST one|rep? COLON? &<RunAlone>",
    "COMMA? AND|THEN a further &NUM|CLOCK",
    "THEN? into a|the?",
    "as well as",
    "UP|DOWN TO &<Counted>",
    "COMMA? AND|THEN* BACK UP|DOWN? TO &<SingleRun>",
    "COMMA? AND|THEN? top|topping|topped|peak|peaking out|it? AT|WITH|ON|OFF|out* &<Counted>",
    "cooling|warming COMMA? DOWN with",
    "COMMA|AND|THEN THEN? BACK UP|DOWN? TO &<ToldRun>",
    "AND THEN?",
    "^!BEFORE COMMA? AND after &<Counted>",
    "^!BEGIN|NL|DOT AT|at|towards|near|TO the end of|OF a|an|my|the|your|our &NUM",
    example="followed by",
)
@rule("Element", "FOLLOWED|follow <Soon> by|with", cost="very-rare")
def then(m: Found) -> Joint | None:
    words = m.words()
    turned = words[-1] == "," and {"back", "down", "reverse", "reversing", "return"} & set(words)
    if words in (["following"], ["and"], ["&"]):
        return None
    if words[0] in ("up", "down", "and") and m.behind.kinds & _BOTH_WAYS:
        return None  # `2 miles warm up and down, 6 x 400`, `1 mile down, 4 x 100`
    if words[-1] in (",", "straight", "on") and not turned:
        return None
    if words in (["with"], ["w/"]) and "STRIDES" not in m.after().kinds:
        led = m.chart.tokens[: m.begin]
        return Joint(m.span, "then") if led and led[0].word in _FOLLOWING else None
    if words[0] == "before" and set(words) & _THOSE:
        return Joint(m.span, "before")
    if (
        words == ["after"]
        or words[-2:-1] == ["of"]
        or (words[-1] == "by" and words[-2] == "preceded")
    ):
        return Joint(m.span, "then" if words == ["after"] and _goes_on(m) else "after")
    if words == ["into"] and not m.behind.kinds & _APART and m.chart.at("SingleRun", m.end):
        return None  # see `into_one`
    alone = {"one", "single", "final", "last"} & set(words)
    if words[0] in ("final", "last") and "NL" in m.behind.kinds and counts_in(m.chart.tokens):
        return None  # `5 x 800`, and below it `last 200 m`: of each rep
    if (
        alone
        and m.after().value < 150
        and not m.after(1).kinds & {"MILES", "KM", "TIMES", "MINUTES", "SECONDS"}
    ):
        return None
    finishing = not alone and set(words) & set(_END.split("|"))
    starting = set(words) & set(_START.split("|"))
    return Joint(m.span, "finish" if finishing else "start" if starting else "then")


def _goes_on(m: Found) -> bool:
    """`4 x 400. After a 10 min jog 4 x 200`: a new sentence, which tells what comes next itself."""
    if not m.behind.kinds & {"DOT", "NL", "SEMI", "THEN"} or m.after().word in _THE:
        return False  # `After the 300s`
    behind = itertools.takewhile(
        lambda token: not token.kinds & {"DOT", "NL", "SEMI", "END"}, m.chart.tokens[m.end + 2 :]
    )
    return any("TIMES" in token.kinds for token in behind)


# What tells that a run comes next, whatever words lead to it; `finish`, `start` and what adds one
# only where it is joined (`with`, `by`, `off`).
_AHEAD = words_of("before prior ahead")
_NEXT = _AHEAD | words_of("into onto then followed afterwards next")
_AT_END = words_of(
    """
    finish finished finishing end rounding topping ended ending close closed closing wrap wrapped
    rounded topped capped finally lastly top
    """
)
_AT_START = words_of("start started starting begin began kick kicked kicking open opened opening")
_ADDS = words_of(
    "further throw throwing threw throws add added adds progress progresses progressed"
)
_BY = words_of("with by off to on in a")
_LEADS = _NEXT | _AT_END | _AT_START | _ADDS
_BEGIN_IT = _LEADS | words_of("so we i you they away off to")
# Words of any such clause; what counts, orders, excepts or says how fast is none of them.
_ON_THE_WAY = (
    _LEADS
    | _BY
    | words_of(
        """
    and so we i you they he she us it of up out for our my the a an their your his her that this
    things straight right directly immediately go going went gone get got set came moved move moving
    had was were did do doing ran run running hit hitting put session sessions set main workout work
    down some head heading headed away good quick it's its that's about then be can just so which further
    should would could may might them after short quick long brief little
    """
    )
)
_AT_ONCE = words_of("straight directly immediately right")
_FOLLOWING = words_of("followed following follow")
_THE = words_of("the our my your these those his her their")
_WHO = words_of("we i you they")
_TIMED = frozenset(["MINUTES", "SECONDS", "CLOCK", "DIGITS", "PRIME"])


@scanner("Element", "COMMA|AND|THEN|BEFORE|FOLLOWED|FROM|WORD")
def leads_on(chart: Chart, i: int) -> list[Phrase]:
    """`before launching into`, `ahead of our`, `and then we went straight into`, `then after some
    rest finished off with`: that what follows is run next."""
    tokens, first = chart.tokens, chart.tokens[i]
    if not (first.kinds & {"COMMA", "AND"} or first.word in _BEGIN_IT):
        return []
    end = _on_the_way(chart, i + bool(first.kinds & {"COMMA"}))
    rested = any(t.kinds & {"OFF", "WITH"} for t in tokens[max(i - 3, 0) : i])
    if end - i < 2 - (first.word == "before") or not _run_ahead(chart, end):
        return []
    said = {token.word for token in tokens[i:end]}
    cost, span = COSTS["phrase"] + 0.03 * (end - i), chart.span(i, end)
    if said & _AHEAD and not i:
        turn = chart.once(_turn)
        asked = Doubt(span, "'{this}': in what order?", "the runs in the order they are run in")
        return [] if turn is None else [Phrase(end, cost, Remark(span) if turn else asked)]
    begins = bool(chart.before(i).kinds & {"BEGIN", "NL", "DOT", "SEMI"})
    if begins and said & {"off", "away"} and said & {"set", "went"} and said & _WHO:
        return [Phrase(end, cost, Remark(span))]  # `So off we set running our`
    timed = chart.before(i).kinds & _TIMED and not rested  # `60 s before 4 x 200`
    if said & _AHEAD and (begins or first.kinds & {"AND"} or timed):
        return []
    counted = tokens[end + 1].kinds & {"TIMES", "SET"}
    joined = said & (_AT_END | _AT_START | _ADDS) and said & _BY
    if not (said & _NEXT or joined) or (said & _AT_ONCE and not counted):
        return []  # `, straight into a 400 m float`
    kind = "finish" if said & _AT_END else "start" if said & _AT_START else "then"
    return [Phrase(end, cost, Joint(span, "then" if said & _AHEAD else kind))]


def _on_the_way(chart: Chart, i: int) -> int:
    """The token after the words that lead on from one; the one where they are too strange."""
    at, strange, rested = i, 0, False
    while at - i < 12:
        token = chart.tokens[at]
        if token.word not in _ON_THE_WAY and not (rested and "REST" in token.kinds):
            if "UNKNOWN" not in token.kinds or lexicon.nearest(token.word):
                break
            strange += 1
        rested = rested or token.word == "after"  # `after some rest`
        at += 1
    return at if strange < 3 else i


def _run_ahead(chart: Chart, at: int) -> bool:
    """Whether a count or a run stands there."""
    token, following = chart.tokens[at], chart.tokens[at + 1]
    known = token.kinds & {"NUM", "CLOCK"} or token.word in ("half", "quarter", "couple")
    if not known or token.word == "one":
        return False
    counted = following.kinds & {"TIMES", "SET", "REP", "DIGITS"}
    ranged = following.kinds & {"DASH", "TO"} and chart.tokens[at + 3].kinds & {"TIMES", "SET"}
    return bool(counted or ranged or chart.at("Run", at))


def _turn(chart: Chart) -> int | None:
    """Where what is run first begins, behind `Before hitting the 6 x 400`: at `we`; 0 where no word
    tells it; None in another text (`Before breakfast 6 x 400`)."""
    at = _on_the_way(chart, 0)
    last = chart.tokens[at - 1].word if at else ""
    if chart.tokens[0].word not in _AHEAD or not (last in _THE or last.endswith("ing")):
        return None
    sentence = itertools.takewhile(lambda t: not t.kinds & {"DOT", "NL", "END"}, chart.tokens[at:])
    return next((n for n, t in enumerate(sentence, at) if n > at and t.word in _WHO), 0)


@scanner("Element", "COMMA|we|i|you|they")
def turned_round(chart: Chart, i: int) -> list[Phrase]:
    """`Before the 6 x 400 we jogged 2 miles`: what stands behind is run first."""
    end = (chart.once(_turn) or 0) + 1
    if end == 1 or end - i not in (1, 2):
        return []
    end += chart.tokens[end].word in ("did", "had", "ran", "do", "run")
    return [Phrase(end, -1.0, Joint(chart.span(i, end), "before"))]


@rule(
    "Element",
    "COMMA|SEMI|DOT|AND|THEN* in|IN|WITH the middle COMMA|COLON|do|is|comes|are|we|you|run|put* &NUM",
)
def in_the_middle(m: Found) -> Doubt | None:
    """`start with 20 min easy, end with 10 min easy, in the middle 8 x 2 min`."""
    said = {token.word for token in m.chart.tokens[: m.begin]}
    if not said & {*_END.split("|")}:
        return None
    return Doubt(m.span, "'{this}': in what order?", "the runs in the order they are run in")


@rule("Element", "^NL LAST|final &DIGITS")
def last_of_lines(m: Found) -> Joint | None:
    """`300 m then jog 100 m`, and below it `last 300 m`: a run of the list, on the last line."""
    tokens = m.chart.tokens[: m.begin]
    heads = [two for one, two in itertools.pairwise(tokens) if "NL" in one.kinds]
    far = [token.value for token in (tokens[0], *heads, m.after())]
    rested = any(token.kinds & {"JOG", "WALK", "REST"} for token in tokens)
    falls = far[0] > far[-2] and all(one >= two for one, two in itertools.pairwise(far))
    return Joint(m.span, "then") if rested and falls else None


_APART = frozenset(["COMMA", "CLOSE", "AND", "NL", "DOT", "SEMI", "PLUS", "DASH", "SLASH"])


@rule("Element", "into &<SingleRun>", cost="very-rare")
def into_one(m: Found) -> Joint:
    """`600 into 200`: rather with nothing between them."""
    return Joint(m.span, "then")


alias("SomeRuns", "<Counted>", "!DIGITS NUM DIGITS", example="two 400")


alias("TwoListed", "DIGITS COMMA|SLASH|DASH DIGITS !MINUTES|SECONDS|PRIME", example="400, 200")


alias("Soon", "directly|immediately|straight|then AFTER|away?")


@rule(
    "Element",
    "!d|de OF|AS COLON?",
    "^!BEGIN COMMA? made|broken|split|divided UP|DOWN|out? OF|AS|into COLON?",
    cost="phrase",
    example="of",
)
def of(m: Found) -> Joint:
    return Joint(m.span, "of")
