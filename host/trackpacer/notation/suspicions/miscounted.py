# SPDX-License-Identifier: MIT
"""A count that a reading passes over, where nothing of it is run so often: it is asked about.

Not here: what else looks wrong in a reading (`suspicions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trackpacer.notation.lexicon import NUMBERS
from trackpacer.notation.patterns import pattern
from trackpacer.notation.source import Source, Suspicion
from trackpacer.notation.tree import Item, RepeatSpec, number_of_runs

_NUMBER_WORDS = "|".join(NUMBERS)
_COUNTED = pattern(
    rf"\b(\d{{1,2}}|{_NUMBER_WORDS})(?: more)? (?:times|sets|reps|rounds|repetitions|repeats)\b"
    r"(?! (?:a|per|each|every|this|last|in) )",
    re.I,
)

_FOR_SOME = pattern(
    r"\((?:(?:or |x ?)?\d{1,2} (?:if|for) (?!you\b)[a-z' ]+(?<! group)(?<! squad)"
    r"|(?:if|for|new\w*|first|beginn\w*|jun\w*|sen\w*|slower|faster|younger|older|women|men|girls"
    r"|boys)\b[a-z' ]* \d{1,2})\)"
)


def count_passed(items: list[Item], source: Source) -> Suspicion | None:
    """How often among what is passed over, where nothing is run so often."""
    said = [one for span in source.passed for one in _COUNTED.finditer(source.plain, *span)]
    repeats = list(_counts(items)) if said else []
    counts = {*repeats, len(repeats), sum(map(number_of_runs, items))}
    for found in said:
        number = int(found[1]) if found[1].isdigit() else NUMBERS.get(found[1], 0)
        if number > 1 and not {number, number + 1} & counts:
            return Suspicion(f"'{found[0]}': how often what is run?", found.start())
    return None


def fewer_for_some(items: list[Item], source: Source) -> Suspicion | None:
    """`4 x 800 (new runners 3)`: a count for some of them, in a bracket that is passed over."""
    for start, end in source.passed if items else ():
        if _FOR_SOME.fullmatch(source.plain[start:end].strip().lower()):
            return source.asked((start, end), ": which of the counts?", False)
    return None


def _counts(items: list[Item]) -> Iterator[int]:
    """How often each of the items is run, and those within them."""
    for item in items:
        if isinstance(item, RepeatSpec):
            inner = list(_counts(item.body))
            yield from (item.count, *inner, *(item.count * number for number in inner))
