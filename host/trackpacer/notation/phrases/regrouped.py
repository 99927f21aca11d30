# SPDX-License-Identifier: MIT
"""How reps are put into sets, and sets told by their reps or by the set before.

`8 x 800. I want 2 sets of 4 x 800`, `the first five are …`, `second set the other way round`.

Not here: what is said of one set by its number (`bysets`).
"""

from __future__ import annotations

from trackpacer.notation.chart import Chart, Found, Phrase
from trackpacer.notation.elements import Amount, BySet, Length, Parts, Regroup, Reps
from trackpacer.notation.grammar import alias, rule, scanner
from trackpacer.notation.tokens import counts_in

alias(
    "SwappedRound",
    "DOT? the? other|OTHER|opposite|reverse|wrong way round|around|about?",
    "DOT? the opposite|reverse",
    "vice versa",
    "reverse|reversed|flip|flipped|swap|swapped|switch|switched that|it|them|this|the|order|around|round|over*",
    example="the other way round",
)


@rule(
    "Element",
    "s:<OfSet> <SwappedRound> &COMMA|DOT|NL|END|SEMI",
    example="second set the other way round",
)
def by_set_reversed(m: Found) -> BySet:
    """The parts of a rep in the order that the set before had not."""
    return BySet(m.span, m["s"], parts=Parts(m.span, (), "reverse"))


_SPLIT = (
    "we|we'll|you|you'll|will|grouped|arranged|organised|organized|structured|split|break|broken|breaking|divide|divided|do|done|run|make|making|it|"
    "them|this|these|that|up|AND|COMMA|CUTDOWN|EQUALS|but|let's|i'd|like|want|to"
)


@rule(
    "Element",
    f"{_SPLIT}* in|IN|as|AS|into|make|making|EQUALS it|them|this|that? n:NUM SET OF r:NUM REP? !METRES|KM|MILES|TIMES|MINUTES",
    f"{_SPLIT}* in|IN|as|AS|into|make|making it|them|this|that? n:NUM SET OF r:NUM TIMES <Run>",
    f"{_SPLIT}* as|AS|into|make|making it|them|this|that? n:NUM TIMES r:NUM TIMES <Run>",
    "in|IN|as sets|groups|batches|blocks|SET OF r:NUM !METRES|KM|MILES|TIMES|MINUTES",
    f"{_SPLIT}* in|IN|as|AS|into n:NUMBERWORD|DIGITS r:DIGITS ~s",
    f"{_SPLIT} {_SPLIT}* in|IN|as|AS|into? r:NUM AND r2:NUM",
    "OPEN in|IN|as? n:NUM? sets|groups|batches|blocks|SET OF r:NUM CLOSE",
    f"{_SPLIT}* in|IN|as|AS|into n:NUM sets|groups|batches|blocks &COLON|COMMA|DOT|NL|WITH|SEMI|DASH|END",
    cost="phrase",
    example="as 2 sets of 8",
)
def regroup(m: Found) -> Regroup | None:
    sets = m["n"].value if m["n"] else 0.0
    if m["r2"]:  # `split 3 and 3`
        if m["r2"].value != m["r"].value:
            return None
        sets = 2.0
    counts = counts_in(m.chart.tokens[: m.begin])
    if m["r"] is None and not (len(counts) == 1 and counts[0] % sets == 0 and counts[0] > sets > 1):
        return None
    reps = m["r"].value if m["r"] else counts[0] / sets
    whole = sets == int(sets) and reps == int(reps)
    said = (token for token in m.chart.tokens[m.begin : m.end] if "MARK" not in token.kinds)
    return Regroup((next(said).start, m.span[1]), int(sets), int(reps)) if whole else None


_WANTING = (
    "so|that|that's|is|i|we|you|would|want|like|to|do|it's|this|run|RUN|will|make|for|it|them|go|"
    "ie|e|DOT|split|in|two|three|COLON|OPEN|have|i'd|we'd|we'll|let's|us|break|broken|up|COMMA"
)


@rule(
    "Element",
    f"COLON|COMMA|DASH|DOT|NL|SEMI {_WANTING}* n:NUM SET OF r:NUM REP? &COMMA|DOT|NL|WITH|END|OPEN|SEMI|DASH",
    f"COLON|COMMA|DASH|DOT|NL|SEMI|but {_WANTING} {_WANTING}* n:NUM SET OF r:NUM TIMES d:<Run>",
    f"OPEN {_WANTING}* n:NUM SET OF r:NUM TIMES d:<Run> CLOSE",
    f"OPEN {_WANTING} {_WANTING}* n:NUM SET OF r:NUM REP? CLOSE",
    "COLON n:NUM SET OF r:NUM TIMES d:<Run>",
    "as|AS|COLON|EQUALS|ARROW|in|IN|split|SPLIT|done|run n:NUM TIMES r:NUM !METRES|KM|MILES|TIMES|MINUTES|SECONDS|PRIME|DIGITS",
    "OPEN as|in|IN? n:NUM TIMES r:NUM CLOSE",
    "COMMA|DASH? split|divided|broken|SPLIT in|IN|into two|three|four|NUM COLON|DASH n:NUM TIMES r:NUM TIMES d:<Run>",
    cost="phrase",
    example=". I want 2 sets of 4 x 800",
)
@rule("Element", "COMMA|DOT|NL|DASH n:NUM SET OF r:NUM TIMES d:<Run>", cost="rare")
def regroup_again(m: Found) -> Regroup | None:
    """The reps that were written before, in sets: `8 x 800. I want 2 sets of 4 x 800`."""
    tokens = m.chart.tokens
    count = m["n"].value * m["r"].value
    for i, token in enumerate(tokens[: m.begin]):
        if "NUM" in token.kinds and token.value == count and "TIMES" in tokens[i + 1].kinds:
            far: Length | None = m["d"]
            same = far is None or tokens[i + 2].value in (far.metres, far.metres / 1000)
            return regroup(m) if same else None
    return None


_MEASURED = frozenset(["MINUTES", "SECONDS", "METRES", "KM", "MILES", "PRIME", "QUOTES"])


@scanner("SetSizes", "NUM")
def set_sizes(chart: Chart, i: int) -> list[Phrase]:
    """`4, 6 and 4`: how many reps each set has."""
    tokens, at, found = chart.tokens, i, list[int]()
    while "NUM" in tokens[at].kinds and 1 <= tokens[at].value <= 20:
        if tokens[at].value % 1 or tokens[at + 1].kinds & (_MEASURED | {"COLON", "SET"}):
            break
        found.append(int(tokens[at].value))
        end = at = at + 1
        at += bool(tokens[at].kinds & {"COMMA", "DASH", "SLASH"})
        at += "AND" in tokens[at].kinds
        if at == end or ("TIMES" in tokens[at].kinds and not found[1:]):
            break
    return [Phrase(end, 0.0, tuple(found))] if len(found) > 1 else []


_EACH_RUN = "ALL|the|REP|OF|of* d:<Run>|<Plural> REP?"


@rule(
    "Element",
    f"{_EACH_RUN} COMMA|COLON|DASH|DOT? in|IN|as? n:NUM SET OF|COLON|COMMA|DASH|OPEN s:<SetSizes> CLOSE?",
    f"k:NUM TIMES {_EACH_RUN} COMMA|COLON|DASH|OPEN? in|IN|as? n:NUM? SET OF|COLON|COMMA|DASH s:<SetSizes> CLOSE?",
    f"{_EACH_RUN} COMMA|COLON|DASH? in|IN|as SET OF s:<SetSizes>",
    "n:NUM SET OF d:<Run>|<Plural> REP? COLON|DASH|COMMA|OPEN s:<SetSizes> CLOSE?",
    "n:NUM SET OPEN s:<SetSizes> CLOSE OF|TIMES d:<Run>|<Plural> REP?",
    "n:NUM? SET OF|COLON s:<SetSizes> OF|TIMES? d:<Run>|<Plural> REP?",
    cost="phrase",
    example="3 sets of 300m: 4, 6 and 4",
)
def sets_of_sizes(m: Found) -> Reps | None:
    """`300s in three sets: four, six and four`: as many counts as there are sets."""
    run: Length | Amount = m["d"]
    sizes: tuple[int, ...] = m["s"]
    run = Length(run.span, run.value) if isinstance(run, Amount) else run
    if run.ms >= 100_000 and run.unit == "s":
        return None  # `300s`
    told = ((m["n"], len(sizes)), (m["k"], sum(sizes)))
    if any(said and said.value != number for said, number in told):
        return None
    return Reps(m.span, None, run, notes=run.notes, each=sizes)
