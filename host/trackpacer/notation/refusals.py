# SPDX-License-Identifier: MIT
"""What to say where a text is not read: the spot, what is missing, what would read; the question.

Not here: what is wrong with a reading that was made out (`assembly`, `scope` and `pricing` say it).
"""

from __future__ import annotations

import itertools

from trackpacer.errors import NotationError
from trackpacer.notation import lexicon
from trackpacer.notation.blocks import State
from trackpacer.notation.chart import Chart
from trackpacer.notation.context import Context
from trackpacer.notation.elements import Parts, Reps
from trackpacer.notation.sentence import Cover

EXPECTED = "a set like `6 x 400`, a run like `3k`, or a recovery like `R60`"


def refusal(
    text: str, context: Context, chart: Chart, covered: Cover, best: State | None = None
) -> NotationError:
    """Why no reading was made out, at the furthest edge of them all."""
    tokens = chart.tokens
    at = covered.furthest

    def fail(problem: str, expected: str, i: int = at) -> NotationError:
        return NotationError(problem, text, tokens[i].start, expected, context.file)

    foreign = [token for token in tokens[: chart.end] if token.word in lexicon.OTHER_TONGUES]
    if len({token.word for token in foreign}) >= 2:
        first = foreign[0]
        return NotationError(
            "this is not English", text, first.start, "English, or signs like `8 x 400 @ 80 R60`",
            context.file,
        )  # fmt: skip
    if best is not None:
        return _dearest(text, context, chart, best)
    wrong = next((t for t in tokens if "CLOCK" in t.kinds and t.value < 0), None)
    if wrong is not None:
        return NotationError(
            "a number that is no time", text, wrong.start, "a time like 1:20 or 90 s", context.file
        )
    if not any("MARK" not in t.kinds and not t.kinds & {"NL", "END"} for t in tokens):
        return fail("there is no session here", EXPECTED, 0)
    if "END" in tokens[at].kinds:
        return _at_the_end(text, context, chart, covered)
    token = tokens[at]
    deep = covered.stuck[0] if covered.stuck else None
    if deep is not None and (len(deep.counts) >= 4 or len(deep.stack) >= 6):
        return fail("repeats within repeats without end", "a few of them at most")
    following = tokens[at + 1]
    introduces = token.kinds & {"AT"} or (token.kinds & {"IN"} and "UNKNOWN" in following.kinds)
    if introduces and "WORD" in following.kinds:
        return fail(
            "the target is not understood",
            "a time, a race pace or an effort, like `@ 84`, `@ 3:30/km` or `@ 10k pace`",
            at + 1,
        )
    if "WORD" in token.kinds:
        near = lexicon.nearest(token.word)
        hint = f"; did you mean `{near}`?" if near else ""
        here = " here" if token.kinds & {"WITH", "AND", "IN", "ON", "OF", "FROM"} else ""
        return fail(f"'{token.word}' is not understood{here}", EXPECTED + hint)
    shown = chart.quote(token.start, token.end) or "the end of the line"
    if "NUM" in token.kinds:
        return fail(
            f"{shown} has no unit", f"a distance or a time, like `{shown} min` or `{shown} x 400`"
        )
    return fail(f"'{shown}' is not understood here", EXPECTED)


def _at_the_end(text: str, context: Context, chart: Chart, covered: Cover) -> NotationError:
    stuck = covered.stuck[0] if covered.stuck else None
    end = len(text)

    def fail(problem: str, expected: str, at: int = end) -> NotationError:
        return NotationError(problem, text, at, expected, context.file)

    if stuck is None:
        return fail("the text ends too early", EXPECTED)
    if stuck.counts or (stuck.stack and stuck.stack[-1].lines):
        return fail("what is to be run?", "a distance or a time after the count")
    if stuck.stack or stuck.aside:
        opens = [t for t in chart.tokens if "OPEN" in t.kinds]
        start = stuck.stack[-1].start if stuck.stack else opens[-1].start
        closer = "]" if text[start] == "[" else ")"
        return fail("a bracket is not closed", f"`{closer}`", start)
    first = next(t for t in chart.tokens if not t.kinds & {"NL"})
    if not stuck.items:
        if stuck.doubt is not None:
            doubt, this = stuck.doubt, chart.quote(*stuck.doubt.span)
            whole = chart.quote(*(doubt.whole or doubt.span))
            asked = doubt.question.replace("{whole}", whole).replace("{this}", this)
            return fail(asked, doubt.plain.replace("{this}", this), doubt.span[0])
        word = next((t for t in chart.tokens if "WORD" in t.kinds), first)
        near = lexicon.nearest(word.word)
        hint = f"; did you mean `{near}`?" if near else ""
        if "WORD" in word.kinds and "UNKNOWN" in word.kinds:
            return fail(f"'{word.word}' is not understood", EXPECTED + hint, word.start)
        return fail("there is no session here", EXPECTED, 0)
    return fail("the text ends too early", EXPECTED)


def _dearest(text: str, context: Context, chart: Chart, state: State) -> NotationError:
    """The element of a reading that makes it so dear that it is not taken."""
    spans = [trail.element.span for trail in state.taken() if trail.role == "a remark"]
    start = spans[-1][0] if spans else 0
    word = next((t for t in chart.tokens if t.start >= start and "UNKNOWN" in t.kinds), None)
    at = word.start if word is not None else start
    shown = word.word if word is not None else chart.quote(*spans[-1]) if spans else "this"
    return NotationError(f"'{shown}' is not understood", text, at, EXPECTED, context.file)


def strange_number(chart: Chart, state: State) -> bool:
    """Whether a bare number was taken for something right after a word that nobody knows."""
    for trail, before in itertools.pairwise(state.taken()):
        if getattr(trail.element, "bare", False) and before.role == "a remark":
            start, end = before.element.span
            if any("UNKNOWN" in t.kinds and start <= t.start < end for t in chart.tokens):
                return True
    return False


_PAIRS = {
    frozenset(("a run", "the recovery")): "may be a run or a recovery",
    frozenset(("a run", "a recovery")): "may be a run or a recovery",
    frozenset(("a run", "the target")): "may be a run or the target",
    frozenset(("the target", "the recovery")): "may be the target or the recovery",
    frozenset(("the target", "a recovery")): "may be the target or a recovery",
    frozenset(("the recovery", "a recovery")): "may be the recovery between the reps or after them",
    frozenset(
        ("for the last run", "for all of them")
    ): "may be for the last run or for all of them",
    frozenset(("the target", "a remark")): "may be the pace of what follows, or a remark",
    frozenset(("the effort", "the effort of all")): "may be the effort of the last or of all",
    frozenset(("the target", "the pace of all")): "may be the target of the last or of all",
}


def difference(best: State, other: State) -> tuple[tuple[int, int], str, str] | None:
    """The first words that two readings take for different things, and what for; '' for nothing
    that is like it."""
    mine, theirs = _taken(best), _taken(other)
    for span, role in mine:
        if role and (span, role) not in theirs:
            rival = next(
                (r for s, r in theirs if r and r != role and s[0] < span[1] and span[0] < s[1]), ""
            )
            return span, role, rival
    return None


def which(chart: Chart, best: State, other: State) -> tuple[str, int]:
    """What two readings take for different things, as a question, and where it stands."""
    found = difference(best, other)
    if found is None:
        part = next((t.element for t in best.taken() if isinstance(t.element, Reps)), None)
        if part is not None and any(isinstance(said, Parts) for said in part.said):
            return f"where in the {chart.quote(*part.length.span)}?", part.span[0]
        return "this may mean several sessions: which?", 0
    span, role, rival = found
    said = _PAIRS.get(frozenset((role, rival)), f"may be {role} or {rival}")
    if not rival:
        return f"'{chart.quote(*span)}' may be meant in another way: which?", span[0]
    return f"'{chart.quote(*span)}' {said}: which is meant?", span[0]


def _taken(state: State) -> list[tuple[tuple[int, int], str]]:
    return [(trail.element.span, trail.role) for trail in state.taken()][::-1]
