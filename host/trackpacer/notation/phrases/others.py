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
from trackpacer.notation.tokens import Token, is_hyphen, is_spaced_dash

_LONGEST = 24
# What tells something else than how many.
_RUNS = UNITS | {
    *("CLOCK", "PCT", "REST", "JOG", "FLOAT", "BETWEEN", "PLUS", "OPEN", "NL", "END"),
    "REPEAT",
}
_PACED = words_of("x pace paces effort efforts speed")
_GOES_ON = frozenset(["TIMES", "OF"])
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
    if "DASH" in tokens[i].kinds and not is_spaced_dash(tokens, i):
        return 0
    marks = frozenset(["COMMA", "DASH"])
    end = _end(chart, at, marks)
    if end and tokens[end].kinds & marks and tokens[end + 1].keys & _GOES_ON:
        return end + 1  # `- 7 if time allows - x`, `, whichever you can handle, of`
    return 0 if tokens[at].keys.isdisjoint(_DEPENDS) else _end(chart, at, frozenset(["OF"]))


def _end(chart: Chart, at: int, ends: frozenset[str]) -> int:
    """Where the words end, if they tell nothing but how many; else 0."""
    tokens = chart.tokens
    begin, numbers = at, 0
    while not tokens[at].kinds & ends or ("DASH" in ends and is_hyphen(tokens, at)):
        race = longest(chart.at("RaceName", at)) if "WORD" in tokens[at - 1].kinds else None
        if race is not None and "PACE" not in tokens[race.end].kinds:
            at = race.end
            continue
        weekly = any(token.word in ("week", "wk") for token in tokens[at + 1 : at + 4])
        told = (tokens[at].kinds & _RUNS and not weekly) or tokens[at].word in _PACED
        if told or at - begin > _LONGEST:
            return 0
        again = tokens[at - 1].kinds & {"DASH", "OR", "TO"}
        numbers += "NUM" in tokens[at].kinds and not (again or weekly)
        at += 1
    return at if numbers <= 1 + ("CLOSE" in ends) else 0


def _tells_who(said: list[Token]) -> bool:
    """Whether somebody is named or given leave: not `3 sprints`."""
    told = {"CONDITION", "MAYBE", "OR", "LICENCE"}
    return any(_is_who(t) or t.word in _MAY or t.kinds & told for t in said)


def _is_who(token: Token) -> bool:
    named = token.kinds & {"PEOPLE", "RUNNER"} or token.word in _WHO
    return bool(named) or ("UNKNOWN" in token.kinds and token.word.endswith("ers"))
