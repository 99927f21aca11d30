# SPDX-License-Identifier: MIT
"""How many others may run, told beside a count: `8-10 (marathoners can go to 12) x 400`, `10-12, or
14 if you're fit, x 300`, `8 x 400 (12 for the milers)`, `The milers can do 10.`

It is left to the runner, and the count stays the one that is written. Not here: counts (`counts`);
what leaves a choice that must be asked (`choices`).
"""

from __future__ import annotations

from trackpacer.notation.chart import UNITS, Chart, Phrase, longest
from trackpacer.notation.grammar import scanner
from trackpacer.notation.lexicon import words_of
from trackpacer.notation.tokens import Token, is_spaced_dash

_LONGEST = 24
# What tells something else than how many.
_RUNS = UNITS | {
    *("CLOCK", "PCT", "REST", "JOG", "FLOAT", "BETWEEN", "PLUS", "OPEN", "NL", "END"),
    *("REPEAT", "PACE"),
}
_WHO = words_of("some few others anyone everyone those who whoever we i you most")
_MAY = words_of("can could may might up max for")
_DEPENDS = frozenset(
    ["CONDITION", "according", "based", "as", "however", "subject", "fewer", "OR", "up"]
)


@scanner("Bracketed", "OPEN|COMMA|DASH")
def beside_a_count(chart: Chart, i: int) -> list[Phrase]:
    """What stands between a count and its `x` or `of`; with whether it is no more than a number and
    what is counted."""
    tokens = chart.tokens
    end = _beside(chart, i)
    said = tokens[i + 1 : end - bool(tokens[end - 1].kinds & {"CLOSE", "COMMA", "DASH"})]
    if not end or not any("WORD" in token.kinds for token in said):
        return []
    shown = chart.quote(said[0].start, said[-1].end)
    bare = any("NUM" in token.kinds for token in said) and not _tells_who(said)
    return [Phrase(end, 0.0, (shown, bare))]


def _beside(chart: Chart, i: int) -> int:
    """Where it ends, by the mark it begins with; 0 where it is something else."""
    tokens, at = chart.tokens, i + 1
    if "OPEN" in tokens[i].kinds:
        end = _end(chart, at, frozenset(["CLOSE"]))
        return end + 1 if end else 0
    if tokens[at].word == "or":
        end = _end(chart, at, frozenset(["COMMA"]))
        return end + 1 if end and "TIMES" in tokens[end + 1].kinds else 0
    if is_spaced_dash(tokens, i) and (end := _to_dash(chart, at)):
        return end
    if tokens[at].keys.isdisjoint(_DEPENDS):
        return 0
    end = _end(chart, at, frozenset(["COMMA", "DASH", "OF", "NUM"]))
    end += bool(end and tokens[end].kinds & {"COMMA", "DASH"})
    return end if "OF" in tokens[end].kinds else 0


def _to_dash(chart: Chart, at: int) -> int:
    """The end of `- a few may do extra -`, before an `x`; 0 where there is none."""
    end = _end(chart, at, frozenset(["DASH", "NUM"]))
    tokens = chart.tokens
    aside = end and is_spaced_dash(tokens, end) and "TIMES" in tokens[end + 1].kinds
    return end + 1 if aside else 0


def _end(chart: Chart, at: int, ends: frozenset[str]) -> int:
    """Where the words end, if they tell nothing but how many; else 0."""
    tokens = chart.tokens
    begin, numbers = at, 0
    while not tokens[at].kinds & ends:
        race = longest(chart.at("RaceName", at)) if "WORD" in tokens[at - 1].kinds else None
        if race is not None and "PACE" not in tokens[race.end].kinds:
            at = race.end
            continue
        if tokens[at].kinds & _RUNS or tokens[at].word == "x" or at - begin > _LONGEST:
            return 0
        numbers += "NUM" in tokens[at].kinds and not tokens[at - 1].kinds & {"DASH", "OR", "TO"}
        at += 1
    return at if numbers <= 1 else 0


def _tells_who(said: list[Token]) -> bool:
    """Whether somebody is named or given leave: not `3 sprints`."""
    told = {"CONDITION", "MAYBE", "OR", "LICENCE"}
    return any(_is_who(t) or t.word in _MAY or t.kinds & told for t in said)


def _is_who(token: Token) -> bool:
    named = token.kinds & {"PEOPLE", "RUNNER"} or token.word in _WHO
    return bool(named) or ("UNKNOWN" in token.kinds and token.word.endswith("ers"))
