# SPDX-License-Identifier: MIT
"""Edits of a coach's text that keep its meaning, and what comes of each.

The text with the edit must become the same program, or a question, or a refusal; never another
program in silence. Here live the edits and the comparison; the test that bounds them is
`test_edits`. As a command, lists what differs:

    python -m tests.host.notation.edits [EDIT…]
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from tests.host.notation.cases import CORPUS, Case, cases, difference, expected_session, steps_of
from tests.host.notation.labelled import CONTEXT, HERE, Labelled, labelled
from trackpacer import timeline
from trackpacer.errors import NotationError, Question, UserError
from trackpacer.notation import Context, exact, read
from trackpacer.timeline import Step

SAME, ASKED, REFUSED, DIFFERENT = "same", "asked", "refused", "different"

Edit = Callable[[str], str]

# In capitals these would be miles, in small letters no letters of a training pace.
_FEW_M = re.compile(r"(?<![\d.,])\d{1,2}(?:\.\d)?\s?m\b")
_LETTER = re.compile(r"(?<![A-Za-z])[A-Z]{1,2}(?![A-Za-z])")
_NO_TITLE = re.compile(r"^(?!\s*[a-z]+:|\s*notation)", re.IGNORECASE)
_WARM_UP = re.compile(
    r"\b(?:w/?-?up?\b|warm|wu\b|e\b|drills|up ?(?:/|&|and) ?do?w?n\b)", re.IGNORECASE
)
_COOL_DOWN = re.compile(r"\b(?:[cw]/?-?(?:d|dw?n)\b|cool|warm.?down|down\b|home\b)", re.IGNORECASE)


def _swap(pattern: str, other: str) -> Edit:
    """Every word of that pattern becomes the other."""
    compiled = re.compile(pattern)
    return lambda text: compiled.sub(other, text)


def _before(words: str) -> Edit:
    return lambda text: words + text if _NO_TITLE.match(text) else text


def _after(words: str) -> Edit:
    """At the end, unless the last words are a note or a bracket that is still open."""
    return lambda text: text.rstrip(". \n") + words if text.rstrip()[-1:].isalnum() else text


def _upper(text: str) -> str:
    return text if _FEW_M.search(text) else text.upper()


def _lower(text: str) -> str:
    return text if _LETTER.search(text) else text.lower()


def _warm_up(words: str) -> Edit:
    """In front of a session that has none; a blank text is no session."""
    return lambda text: text if _WARM_UP.search(text) or text.isspace() else _before(words)(text)


def _cool_down(words: str) -> Edit:
    return lambda text: text if _COOL_DOWN.search(text) else _after(words)(text)


# By name. What an edit does not fit it leaves as it is.
EDITS: dict[str, Edit] = {
    "blanks doubled": _swap(" ", "  "),
    "no-break blanks": _swap(" ", "\u00a0"),
    "blanks at the ends": lambda text: f"  {text}\t ",
    "no blanks at x": _swap(r"(?<=\d) [x×] (?=\d)", "x"),
    "blanks at x": _swap(r"(?<=\d)[x×](?=\d)", " x "),
    "no blanks at @": _swap(r" ?@ ?", "@"),
    "blanks at @": _swap(r"(?<=\w) ?@ ?(?=\w)", " @ "),
    "a blank before m": _swap(r"(?<=\d00)m\b", " m"),
    "no blank before m": _swap(r"(?<=\d00) m\b", "m"),
    "blanks within brackets": lambda text: text.replace("(", "( ").replace(")", " )"),
    "a windows line's end": lambda text: text.replace("\n", "\r\n"),
    "capitals": _upper,
    "small letters": _lower,
    "square brackets": lambda text: (
        text if "[" in text else text.replace("(", "[").replace(")", "]")
    ),
    "x as ×": _swap(r"(?<=\d) ?x ?(?=\d)", " × "),
    "x as X": _swap(r"(?<=\d) ?x ?(?=\d)", " X "),
    "x as *": _swap(r"(?<=\d) x (?=\d)", " * "),
    "en dashes": _swap(r"(?<=\d)-(?=\d)", "\u2013"),
    "recovery as rec": _swap(r"\brecovery\b", "rec"),
    "rec as recovery": _swap(r"\brec\b(?!\.)", "recovery"),
    "rest as recovery": _swap(r"\brest\b(?! of| day)", "recovery"),
    "w/ as with": _swap(r"\bw/ (?=\d)", "with "),
    "with as w/": _swap(r"\bwith (?=\d)", "w/ "),
    "secs as seconds": _swap(r"(?<=\d) ?secs?\b", " seconds"),
    "seconds as sec": _swap(r"(?<=\d) seconds?\b", " sec"),
    "min as minutes": _swap(r"(?<=\d) ?mins?\b(?!\.|/)", " minutes"),
    "minutes as min": _swap(r"(?<=\d) minutes?\b", " min"),
    "m as metres": _swap(r"(?<=\d00) ?m\b", " metres"),
    "metres as m": _swap(r"(?<=\d00) ?met(?:re|er)s?\b", "m"),
    "warm up as wu": _swap(r"\bwarm[- ]up\b", "WU"),
    "cool down as cd": _swap(r"\bcool[- ]down\b", "CD"),
    "@ as at": _swap(r"(?<=\d) @ (?=\d+k|mile|marathon|threshold)", " at "),
    "pace as race pace": _swap(r"\b(5k|10k) pace\b", r"\1 race pace"),
    "a full stop": _after("."),
    "on the track": _after(" on the track"),
    "in the park": _after(", in the park"),
    "thanks": _after("\nThanks, and see you there!"),
    "a date": _before("Tuesday 14th March: "),
    "a date in figures": _before("14/03/2026: "),
    "a weekday": _before("Thursday - "),
    "a greeting": _before("Hi all,\n"),
    "a label": _before("Session: "),
    "tonight": _before("Tonight's session: "),
    "a week": _before("Wk 3: "),
    "a day without a sign": lambda text: f"Sat am {text}" if text[:1].isdigit() else text,
    "the coach": _before("Coach says: "),
    "a sentence": _before("A cold one tonight, everyone. "),
    "enjoy": _after(". Enjoy!"),
    "well done": _after("\n\nWell done everyone."),
    "a cool-down without a length": _cool_down("\nCool down"),
}
# These put a part in front or behind: the program has it and is else the same.
PARTS: dict[str, tuple[Edit, str]] = {
    "a warm-up": (_warm_up("10 min warm up, "), "for 10:00 warm-up"),
    "a warm-up on a line": (_warm_up("10 min warm up\n"), "for 10:00 warm-up"),
    "wu": (_warm_up("WU 10 min, "), "for 10:00 warm-up"),
    "a warm-up as a sentence": (
        lambda text: text if text[:1].islower() else _warm_up("Warm up 15 mins. ")(text),
        "for 15:00 warm-up",
    ),
    "an easy run and drills": (
        _warm_up("2 miles easy then drills; "),
        "3219 m easy run effort easy",
    ),
    "a cool-down": (_cool_down(", 10 min c/d"), "for 10:00 cool-down"),
    "a cool-down on a line": (_cool_down("\n1 mile cool down"), "1609 m cool-down"),
}
_RUN_BEHIND, _RUN_BEFORE = "; R full; 400 m", "400 m; R full; "


@dataclass(frozen=True)
class Text:
    """A text that is read right, with its runner and its steps; none where it is refused."""

    name: str
    text: str
    context: Context
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of one edit of one text."""

    edit: str
    of: Text
    text: str
    word: str
    said: str = ""


def texts(each: int = 1) -> list[Text]:
    """Texts of the corpus and labelled lines, one in so many, if read or refused as they should
    be."""
    every: list[Callable[[], list[Text]]] = []
    for path in sorted(CORPUS.glob("*.txt")):
        every += [partial(_of_corpus, case) for case in cases(path)]
    for file in sorted(HERE.glob("*.jsonl")):
        every += [partial(_of_labelled, one) for one in labelled(file)]
    return [text for found in every[::each] for text in found()]


def _of_corpus(case: Case) -> list[Text]:
    steps = steps_of(expected_session(case.expected)) if case.expected else []
    one = Text(case.name, case.text, Context(races=case.races), tuple(steps))
    plain = outcome_of("none", one, one.text).word
    return [one] if plain == SAME or (plain != DIFFERENT and not steps) else []


def _of_labelled(case: Labelled) -> list[Text]:
    try:
        session = read(case.text, CONTEXT)
    except NotationError:
        return []
    if not case.stands(session):
        return []
    return [Text(case.id, case.text, CONTEXT, tuple(steps_of(session)))]


def outcomes(of: list[Text], names: list[str] | None = None) -> Iterator[Outcome]:
    """What comes of every edit that changes a text."""
    for name, edit in {**EDITS, **{name: edit for name, (edit, _) in PARTS.items()}}.items():
        if names and name not in names:
            continue
        for one in of:
            text = edit(one.text)
            if text != one.text and not exact.is_exact(one.text):
                yield outcome_of(name, one, text)


def outcome_of(name: str, of: Text, text: str) -> Outcome:
    try:
        session = read(text, of.context)
        steps = steps_of(session)
    except Question as error:
        return Outcome(name, of, text, ASKED, str(error))
    except UserError as error:
        return Outcome(name, of, text, REFUSED, str(error))
    wanted = _wanted(name, of, steps)
    differs = difference(steps, wanted) if wanted else "it was refused before"
    said = f"{differs}\n    {exact.in_one_line(exact.write(session))}" if differs else ""
    return Outcome(name, of, text, DIFFERENT if differs else SAME, said)


def _wanted(name: str, of: Text, steps: list[Step]) -> list[Step]:
    """The steps that a text must have with an edit; none where it was refused before. What stands
    between the last run and a cool-down is left to the reader."""
    wanted = list(of.steps)
    if name not in PARTS or not wanted:
        return wanted
    part = PARTS[name][1]
    if not part.endswith("cool-down"):
        return steps_of(expected_session([part + _RUN_BEHIND]))[:2] + wanted
    if wanted[-1].kind != timeline.RUN:
        wanted.pop()
    last = steps_of(expected_session([_RUN_BEFORE + part]))[-1]
    return [*wanted, *steps[len(wanted) : len(wanted) + 1], last]


def main(names: list[str]) -> int:
    """The command."""
    count: Counter[str] = Counter()
    by_edit: dict[str, Counter[str]] = {}
    for outcome in outcomes(texts(), names):
        count[outcome.word] += 1
        by_edit.setdefault(outcome.edit, Counter())[outcome.word] += 1
        if outcome.word == DIFFERENT:
            print(f"{outcome.of.name} [{outcome.edit}] {outcome.text!r}\n    {outcome.said}")
    for edit, words in by_edit.items():
        print(f"{edit:<24} " + "  ".join(f"{word} {words[word]}" for word in _WORDS))
    total = count.total()
    print(
        f"{total} edits: "
        + ", ".join(f"{word} {count[word]} ({100 * count[word] / total:.2f} %)" for word in _WORDS)
    )
    return 0


_WORDS = (SAME, ASKED, REFUSED, DIFFERENT)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
