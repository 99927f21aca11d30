# SPDX-License-Identifier: MIT
"""A text written otherwise, where a question may offer what it comes to: `12 @ MP` between minutes
as `12 min @ MP`, `14 with 6 at MP` as the easy run and the work.

Nothing is ever read in this way without a question; the spans of what is read are those of the text
as given.

Not here: changes of a session that stands (`variants`); the order of what is offered (`offering`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from trackpacer.notation.chart import Chart
from trackpacer.notation.patterns import pattern
from trackpacer.notation.tokens import normalise
from trackpacer.records import record, replace
from trackpacer.session import Recovery, Run

Edit = tuple[int, int, str]  # the characters that are written otherwise, and how

_UNITS = {
    "min": r"min(?:ute)?s?|'",
    "miles": r"miles?|mi|M",
    "km": r"km?|kilomet\w+",
    "m": r"m(?:et(?:er|re)s?)?",
    "s": r"s(?:ec(?:ond)?s?)?|\"",
}
_ANY = rf"(?:{'|'.join(_UNITS.values())})"
_TOLD_UNIT = pattern(rf"(?<![:.\d])\d+(?:\.\d+)? ?-?({_ANY})(?![a-z])", re.I)
_BARE = pattern(
    r"(?<![\d.:/#@%+$=])(?<![a-z]\d)(?<![a-z'])(\d{1,3}(?:\.\d+)?)"
    r"(?:(?=wu|wd|cd)|(?![\d:%]|\.\d|[a-z]))"
    rf"(?! ?(?:x|sets?|reps?|times|rounds|lots|of|laps?)(?![a-z])| ?[-x] ?\d| ?{_ANY}(?![a-z])"
    r"| ?\()(?= ?(?:$|[,;)/&+\n.-]|@|(?:at|in|easy|hard|fast|steady|tempo|medium|mod\w*|run\w*"
    r"|walk\w*|jog\w*|wu|wd|cd|threshold|then|and|with|float|off|on|mp|hmp?|warm|cool)(?![a-z])))",
    re.I,
)
_NOT_BEFORE = pattern(
    r"(?:\b(?:week|wk|day|workout|run|session|q|x|zone|level|no|lane|route|part|q\d|of|groups?)\.?"
    r" ?|[x@] ?|pace |\bat )$",
    re.I,
)
_WITH = pattern(
    r"(?<![\d.:])(\d+(?:\.\d+)?) ?(miles?|mi|m|km?|min(?:ute)?s?)?(?: run| total)?,? "
    r"(?:with|w/|inc(?:l(?:uding|udes)?)?\.?) ?(?:the )?(?:last |final )?(\d+(?:\.\d+)?)"
    r" ?(miles?|mi|m|km?|min(?:ute)?s?)? (?=at |@ ?)",
    re.I,
)
_SLASHED = pattern(r"(?<![\d./:a-z])\d{1,2}(?:/\d{1,2})+(?![\d:./'\"a-z]| ?(?:min|s\b|sec|m\b|km))")
_DIGITS = pattern(r"\d+")
_SHORT = pattern(
    r"\br ?(?P<rest>\d{1,3})(?![\d:.'\"a-z])|(?<=\d )(?P<st>st)(?![a-z])"
    r"|(?<=\dx)(?P<m>[3-9]0)(?= ?[(,])"
    r"|(?P<min>\d)'(?P<sec>\d\d)(?:''|\")? ?/ ?(?P<per>km|mile)",
    re.I,
)
_LOTS = pattern(
    r"(?<!\d)(\d{1,2})(?: ?x| lots| sets| times| rounds)(?: of)?:? ?\n *(?:- ?)?"
    r"((?:[^\n]*\n)??[^\n]*\b(?:rest|rec\w*|jog)\b[^\n]*)",
    re.I,
)
_LINE = pattern(r"\n *(?:- ?)?")


@record
class Respelt:
    """A text written otherwise: what is assumed of it, and what was changed."""

    name: str
    sentence: str
    text: str
    edits: tuple[Edit, ...]

    def back(self, at: int) -> int:
        """Where a place of it is in the text as given."""
        shift = 0
        for start, end, instead in self.edits:
            first = start + shift
            if at <= first:
                break
            shift += len(instead) - (end - start)
            if at < first + len(instead):
                return start
        return at - shift


def respelt(chart: Chart, text: str) -> Iterator[Respelt]:
    """Other spellings of a text, the likeliest first."""
    plain = normalise(text)
    seen: set[str] = set()
    for name, (sentence, make) in _KINDS.items():
        for number, (edits, shown) in enumerate(make(chart, plain)):
            if not edits:
                continue
            written = text
            for start, end, instead in reversed(edits):
                written = written[:start] + instead + written[end:]
            if written not in seen:
                seen.add(written)
                own = f"{name}{number or ''}"
                yield Respelt(own, sentence.replace("{}", shown), written, tuple(edits))


Made = Iterator[tuple[list[Edit], str]]


def _units(chart: Chart, plain: str) -> Made:
    """A number without a unit has that of its neighbours."""
    bare = [one for one in _BARE.finditer(plain) if not _NOT_BEFORE.search(plain[: one.start()])]
    if not bare or len(bare) > 12:
        return
    told = [(one.start(), _unit_of(one[1])) for one in _TOLD_UNIT.finditer(plain)]
    units = [unit for _, unit in told if unit in ("min", "miles", "km")]
    if units:
        yield (
            [(one.end(), one.end(), f" {_nearest(told, one.start())}") for one in bare],
            "has the unit of its neighbours",
        )
    for unit in ("min", "miles"):
        if set(units) - {unit}:
            continue
        yield (
            [(one.end(), one.end(), f" {unit}") for one in bare],
            ("is in minutes" if unit == "min" else "is in miles"),
        )


def _slashed(chart: Chart, plain: str) -> Made:
    """`20 x 1/1`, `3/2/1 x 3`: minutes, where they are so few."""
    edits: list[Edit] = []
    for found in _SLASHED.finditer(plain):
        start = found.start()
        for one in _DIGITS.finditer(found[0]):
            edits.append((start + one.end(), start + one.end(), " min"))
    yield edits, "is in minutes"


def _short(chart: Chart, plain: str) -> Made:
    """`r200`, `4 x 100 st`, `4'10''/km`, `4x30`: what coaches write short."""
    edits: list[Edit] = []
    for found in _SHORT.finditer(plain):
        if found["rest"]:
            number = found["rest"]
            unit = "m jog" if int(number) >= 100 else " min rest" if int(number) < 12 else " s rest"
            edits.append((found.start(), found.end(), f"{number}{unit}"))
        elif found["st"]:
            edits.append((found.start(), found.end(), "strides"))
        elif found["m"]:
            edits.append((found.end(), found.end(), " m"))
        else:
            edits.append(_as_clock(found))
    yield edits, ""


def _as_clock(pace: re.Match[str]) -> Edit:
    """`4'10''/km` as `4:10/km`."""
    return pace.start(), pace.end(), f"{pace['min']}:{pace['sec']}/{pace['per']}"


def _lots(chart: Chart, plain: str) -> Made:
    """`4 lots of:` above lines: those to the recovery are the set."""
    found = _LOTS.search(plain)
    if found is None:
        return
    edits = [(found.start(1) + len(found[1]), found.start(2), " x (")]
    edits += [
        (found.start(2) + one.start(), found.start(2) + one.end(), ", ")
        for one in _LINE.finditer(found[2])
    ]
    edits.append((found.end(2), found.end(2), ")"))
    edits += [_as_clock(short) for short in _SHORT.finditer(plain) if short["min"]]
    yield sorted(edits), ""


def _nearest(told: list[tuple[int, str]], at: int) -> str:
    runs = [(place, unit) for place, unit in told if unit in ("min", "miles", "km")]
    before = [unit for place, unit in runs if place < at]
    return before[-1] if before else runs[0][1]


def _unit_of(word: str) -> str:
    if word == "M":
        return "miles"
    low = word.lower()
    return next(u for u, p in _UNITS.items() if pattern(rf"(?:{p})\Z", re.I).match(low))


def _strange(chart: Chart, plain: str) -> Made:
    """A strange word between a number and its unit is passed over."""
    tokens = chart.tokens
    edits: list[Edit] = []
    for at in range(len(tokens) - 2):
        number, word, unit = tokens[at : at + 3]
        if (
            number.kinds & {"DIGITS", "NUM"}
            and "UNKNOWN" in word.kinds
            and unit.kinds & {"METRES", "KM", "MILES", "MINUTES", "SECONDS", "LAPS"}
        ):
            edits.append((word.start, unit.start, ""))
    yield edits, ""


def _with_work(chart: Chart, plain: str) -> Made:
    """`14 with 6 at MP`: the rest of it is easy, and before the work."""
    found = _WITH.search(plain)
    if found is None or (_unit(found[2]) != _unit(found[4]) and found[2] and found[4]):
        return
    unit = _unit(found[4] or found[2])
    easy = float(found[1]) - float(found[3])
    if easy <= 0:
        return
    instead = f"{easy:g} {unit} easy, straight into {float(found[3]):g} {unit} "
    yield [(found.start(), found.end(), instead)], f"{easy:g} {unit} are easy, before the rest"
    yield [(found.start(), found.end(), f"{float(found[3]):g} {unit} ")], "the total is not run"


def _unit(word: str | None) -> str:
    if not word:
        return "miles"
    low = word.lower()
    return "min" if low.startswith("min") else "km" if low.startswith("k") else "miles"


_KINDS: dict[str, tuple[str, Callable[[Chart, str], Made]]] = {
    "strange": ("a strange word between a number and its unit says nothing", _strange),
    "lots": ("the lines up to the recovery are the set", _lots),
    "slashed": ("what is between slashes is in minutes", _slashed),
    "short": ("what is written short is a recovery, strides or metres", _short),
    "with": ("{}", _with_work),
    "units": ("a number without a unit {}", _units),
}


def moved(node: Any, back: Callable[[int], int]) -> Any:
    """A node of a session with its spans where they are in the text as given."""
    start, end = node.span
    changes: dict[str, Any] = {"span": (back(start), back(end))}
    if isinstance(node, Run | Recovery):
        changes["origins"] = {
            name: replace(origin, span=(back(origin.span[0]), back(origin.span[1])))
            for name, origin in node.origins.items()
        }
    else:
        changes["body"] = tuple(moved(one, back) for one in node.body)
    return replace(node, **changes)
