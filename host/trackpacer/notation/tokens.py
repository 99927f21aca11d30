# SPDX-License-Identifier: MIT
"""Characters to tokens: one compiled pattern, and spans that point into the text as given.

Distances come out in metres, times in milliseconds; a number without a unit stays a number.
"""

from __future__ import annotations

import re
from functools import lru_cache

from trackpacer.errors import NotationError
from trackpacer.notation.words import NUMBER_WORDS, PAIR_FIRST, PAIRS, WORDS

MILE = 1609.344
YARD = 0.9144

# One character for one, so that every offset stays an offset into the text as given.
_CHARACTERS = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ",
        "\u200b": " ", "\ufeff": " ", "\u2002": " ", "\u2003": " ",
        "\r": " ", "\f": " ", "\v": " ",
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-",
        "\u2212": "-", "\u00d7": "x", "\u2715": "x", "\u2716": "x", "\u2a2f": "x", "*": "x",
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'", "`": "'",
        "\u201c": '"', "\u201d": '"', "\u201f": '"', "\u2033": '"',
        "\u2044": "/", "\u2215": "/",
        "{": "(", "}": ")", "\u2192": ">", "\u21d2": ">", "\u2022": "\u2022", "\u00b7": "\u2022",
        "\u00e9": "e", "\u00e8": "e", "\u00ea": "e", "\u00c9": "e", "\uff0b": "+",
        "\u2026": ".", "_": " ", "\u2248": "~", "\u223c": "~", "\uff5e": "~",
    }
)  # fmt: skip

_UNIT = (
    r"kilomet(?:er|re)s?|kms?|k'?s?|met(?:er|re)s?|mtrs?|mts?|mls?|m|miles?|mi|yards?|yds?|"
    r"seconds?|secs?|sc|minutes?|mins?|mns?|mn|hours?|hrs?|hr|h|s|%|percent|pct|laps?"
)
_METRES = {"k": 1000.0, "y": YARD, "l": 400.0}
_REST_NEXT = r"(?!\s*(?:rest|rec|jog|r\b|walk|float|easy|off\b|between|hard|on\b|w/|recov))"
_TOKEN = re.compile(
    r"[ \t]*(?:"
    r"(?P<newline>\n)"
    r"|(?P<clock>\d{1,3}:\d{2}(?::\d{2})?(?:\.\d{1,3})?(?![\d:])(?:[\s-]?(?:minutes?|mins?|hours?|hrs?)\b)?)"
    r"|(?P<seconds>:\d{2}(?:\.\d{1,2})?(?![\d:])(?!\s*(?:m|k|'|h|x))(?:\s?(?:secs?|seconds?|s)(?![a-z]))?)"
    r"|(?P<plural>\d{2,5}'?s(?![a-z0-9]))"
    r"|(?P<long>\d{1,2}\s?h(?:(?:ou)?rs?)?\s?\d{1,2}(?:\s?m(?:in(?:ute)?s?)?)?(?![a-z\d:'\"])"
    r"|\d{1,2}\s?(?:minutes?|mins?|mn)(?:\.|\s?(?:and\s)?)[0-5]?\d\s?(?:seconds?|secs?|s|\")(?![a-z\d])"
    + _REST_NEXT +
    r"|(?:(?<=off )|(?<=with )|(?<=w/ )|(?<=w/))\d{1,2}\s?(?:minutes?|mins?|mn)"
    r"\s(?:and\s)?[0-5]?\d\s?(?:seconds?|secs?)(?![a-z\d])"
    r"|\d{1,2}\s?(?:min|mn)\s[0-5]\d(?=\s*(?:$|[,;)(/\]\n]|-\s|rec|r[\s\d:=]|w/|with|off))"
    r"|\d{1,2}(?:min|mn)[0-5]\d(?!\d)|\d{1,2}m[0-5]\ds?(?![a-z\d]))"
    r"|(?P<prime>\d{1,3}'(?!')(?:[0-5]\d(?!\d)(?:\"|'')?(?:\d(?!\d))?|\s?[0-5]?\d(?:\"|''))?|\d{1,3}(?:\.\d+)?(?:\"|'')(?:\d(?!\d))?)"
    r"|(?P<fraction>\d{1,2}\s(?:and\s)?a\shalf[\s-](?:minutes?|mins?|miles?|laps?|kms?)(?![a-z])"
    r"|(?:\d{1,2}\s)?[1-3]/[248]\s*-?(?:miles?|mi|m|km|k|laps?)(?![a-z])"
    r"|\d{0,2}\s?[\u00bc\u00bd\u00be]\s?(?:miles?|mi|m|kms?|k|laps?|minutes?|mins?|min|hours?|hr|h)(?![a-z]))"
    r"|(?P<unit>(?:\d{1,2},\d00|\d+(?:\.\d+)?)[ \t]*-?(?:" + _UNIT + r")"
    r"(?:(?<=[%])|(?![a-z'])|(?=pace)))"
    r"|(?P<number>\d{1,2},\d00(?!\d)|\d+(?:\.\d+)?)"
    r"|(?P<times>(?<=\d)x(?=[a-z(])|(?<=\d )x(?=(?:mile|mi|km)\b)|x(?=\d))"
    r"|(?P<word>w/o\b|w/u\b|c/d\b|w/d\b|b/w\b|w/|vv?o2(?:[ -]?max)?|w\.u\.?|c\.d\.?"
    r"|(?:z|zone )[1-5](?![a-z\d]|\s?[-/]\s?\d)|[a-z]+(?:[-'][a-z]+)*)"
    r"|(?P<arrow>->|=>|>+)"
    r"|(?P<mark>\.{2,}|.)"
    r")",
)  # fmt: skip
# Runners, stadiums, flames and their like; no digits, arrows or `repeat` signs.
_PICTURE = re.compile(
    "[\ufe0f\u200d\U0001f300-\U0001f4ae\U0001f4b0-\U0001f4ff\U0001f525"
    "\U0001f600-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff]"
)
_RESTS = re.compile(r"[ \t]+(?:rest|rec|recovery|jog|walk|break|between)\b")
# `400 mile pace`: the pace is a mile's.
_MILE_PACE = re.compile(r"(\d{3,5})\s+mile(?=\s+(?:pace|effort|race|rp)\b)")
_BULLET = re.compile(r"(?m)^[ \t]*\*(?=[ \t])")
_THERE_AND_BACK = frozenset((w, b) for w in ("jog", "walk") for b in ("back", "down"))
_ABBREVIATED = frozenset(
    ["abt", "rec", "min", "sec", "mins", "secs", "approx", "w", "c", "r", "jog"]
)


_MINUTES = {
    **dict.fromkeys(("min", "mins", "minute", "minutes", "minute's", "minutes'"), 60_000.0),
    **dict.fromkeys(("sec", "secs", "second", "seconds", "seconds'"), 1000.0),
    **dict.fromkeys(("hour", "hours"), 3_600_000.0),
}


class Token:
    """One token: its kind, its value (metres, milliseconds, number or word), where it stands."""

    __slots__ = ("end", "kind", "start", "unit", "value")

    def __init__(self, kind: str, value: float | str, start: int, end: int, unit: str = "") -> None:
        self.kind = kind
        self.value = value
        self.start = start
        self.end = end
        self.unit = unit

    def __repr__(self) -> str:
        return f"{self.kind}:{self.value}{self.unit and ' ' + self.unit}"

    @property
    def number(self) -> float:
        """The value as a number (metres, milliseconds or a plain number)."""
        return self.value if not isinstance(self.value, str) else 0.0


def normalise(text: str) -> str:
    """The text in lower case with one kind of space, dash and quote; as long as it was."""
    if "*" in text:
        text = _BULLET.sub(lambda found: found[0].replace("*", "\u2022"), text)
    plain = text.translate(_CHARACTERS)
    lower = plain.lower()
    if len(lower) != len(plain):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    return lower


def tokenize(plain: str, text: str, file: str) -> list[Token]:
    """Tokens of a normalised text; the last one is of kind 'END'. Raises NotationError."""
    tokens: list[Token] = []
    add = tokens.append
    position, size = 0, len(plain)
    match = _TOKEN.match
    while position < size:
        found = match(plain, position)
        if found is None:
            break  # only blanks are left
        group = found.lastgroup or "mark"
        start, end = found.span(group)
        raw = plain[start:end]
        position = found.end()
        if group == "word":
            _word(raw, start, add, tokens)
            sentence = raw == "jog" and plain[position + 1 : position + 3].strip().isdigit()
            dotted = plain.startswith(".", position) and raw in _ABBREVIATED and not sentence
            if dotted and _goes_on(text, position):
                position += 1
        elif group == "mark":
            word = plain[end : end + 1].isalpha() or plain[start - 1 : start].isalpha()
            quoted = raw == '"' and word
            hanging = raw == "-" and tokens and tokens[-1].end == start
            if hanging and tokens[-1].kind == "NUM" and plain.startswith((" to ", " or "), end):
                continue  # `5- to 7-mile`
            if raw == "." and plain.startswith(",", end):
                continue  # `45 s between reps., 5 min between sets`
            if raw == "." and _shortened(plain, start):
                continue  # `3 mins. rest`
            if _PICTURE.match(raw):
                continue
            if raw == "'" and _possessive(plain, start):
                continue  # `two minutes' jog`
            if not raw.isspace() and not quoted:
                add(Token(raw if raw[0] != "." else ".", raw, start, end))
        elif group == "number":
            add(Token("NUM", float(raw.replace(",", "")), start, end))
        elif group == "newline":
            add(Token("\n", "\n", start, end))
        elif group == "times":
            add(Token("x", "x", start, end))
        elif group == "arrow":
            add(Token("ARROW", raw, start, end))
        elif group == "plural":
            add(Token("PLURAL", float(raw.rstrip("s").rstrip("'")), start, end))
        elif group == "unit" and (named := _MILE_PACE.match(plain, start)):
            add(Token("NUM", float(named[1]), start, named.end(1)))
            position = named.end(1)
        else:
            token = _quantity(group, raw, start, end)
            if token is None:
                raise NotationError(
                    "a number that is no time", text, start, "a time like 1:20 or 90 s", file
                )
            add(token)
            if plain.startswith(".", position) and raw[-1] in "nc" and _goes_on(text, position):
                position += 1
    add(Token("END", "", size, size))
    return tokens


def _shortened(plain: str, dot: int) -> bool:
    """Whether a full stop ends `mins` or `secs`, and the recovery goes on after it."""
    said = plain[max(dot - 4, 0) : dot]
    return said.endswith(("mins", "secs")) and _RESTS.match(plain, dot + 1) is not None


def _possessive(plain: str, quote: int) -> bool:
    """Whether an apostrophe stands behind `minutes` or `seconds`."""
    return (
        plain[max(quote - 7, 0) : quote] in ("minutes", "seconds")
        and plain[quote + 1 : quote + 2].isspace()
    )


def _goes_on(text: str, dot: int) -> bool:
    """Whether a full stop ends an abbreviation, and no sentence."""
    rest = text[dot + 1 : dot + 12].lstrip(" ")
    if not rest or rest[0] == "\n" or re.match(r"\d+\s*[xX\u00d7]|cool|warm|then|cd|wu", rest):
        return False
    if rest.lower().startswith(("cool", "warm", "cd", "wu", "c/d", "w/u", "then", "finish")):
        return False
    return not rest[0].isupper() or rest.lower().startswith(("ri", "rest", "rec", "jog", "walk"))


def _word(raw: str, start: int, add: object, tokens: list[Token]) -> None:
    end = start + len(raw)
    raw = raw.replace("zone ", "z")
    kind = WORDS.get(raw)
    if kind is None:
        if "-" in raw:
            pair = tuple(raw.split("-"))
            if len(pair) == 2 and pair in PAIRS:
                tokens.append(Token(PAIRS[pair], raw, start, end))
                return
            if pair[0] in NUMBER_WORDS and pair[-1] in _MINUTES and len(pair) == 2:
                ms = NUMBER_WORDS[pair[0]] * _MINUTES[pair[1]]
                tokens.append(Token("TIME", ms, start, end, "min"))
                return
            position = start
            back = pair in _THERE_AND_BACK
            for part in raw.split("-"):
                if position > start and not back:
                    tokens.append(Token("-", "-", position - 1, position))
                _word(part, position, add, tokens)
                position += len(part) + 1
            return
        if raw in NUMBER_WORDS:
            tokens.append(Token("NUM", float(NUMBER_WORDS[raw]), start, end, "word"))
            return
        if raw == "quarter" or raw == "quarters":
            tokens.append(Token("DIST", 400.0, start, end, "m"))
            return
        kind = "word"
    if raw in _MINUTES and tokens:
        # `a minute's rest`, `two minutes`
        before = tokens[-1]
        if before.value in ("a", "one") or (before.kind == "NUM" and before.unit == "word"):
            count = before.number or 1.0
            tokens[-1] = Token("TIME", count * _MINUTES[raw], before.start, end, "min")
            return
    if tokens:
        before = tokens[-1]
        if isinstance(before.value, str) and before.value in PAIR_FIRST:
            pair_kind = PAIRS.get((before.value, raw))
            if pair_kind == "LAPS":
                tokens[-1] = Token("LAPS", 0.5, before.start, end, "lap")
                return
            if pair_kind == "DIST":
                metres = MILE / 2 if before.value == "half" else MILE / 4
                tokens[-1] = Token("DIST", metres, before.start, end, "mile")
                return
            if pair_kind:
                value = "critical" if before.value == "critical" else before.value
                tokens[-1] = Token(pair_kind, value, before.start, end)
                return
    tokens.append(Token(kind, raw, start, end))


@lru_cache(maxsize=8192)
def _measure(group: str, raw: str) -> tuple[str, float, str] | None:
    if group == "clock":
        return _clock(raw)
    if group == "seconds":
        return ("TIME", float(raw[1:].rstrip(" secondz")) * 1000, "s")
    if group == "prime":
        return _prime(raw)
    if group == "long":
        numbers = re.findall(r"\d+", raw)
        first, second = int(numbers[0]), int(numbers[1])
        if "h" in raw[: len(numbers[0]) + 2]:
            return ("TIME", (first * 3600 + second * 60) * 1000.0, "min")
        return ("TIME", (first * 60 + second) * 1000.0, "min")
    if group == "fraction":
        return _fraction(raw)
    found = re.match(r"([\d.,]+)\s*-?(.*)", raw, re.DOTALL)
    assert found
    return _unit(float(found[1].replace(",", "")), found[2])


def _quantity(group: str, raw: str, start: int, end: int) -> Token | None:
    measure = _measure(group, raw)
    if measure is None:
        return None
    return Token(measure[0], measure[1], start, end, measure[2])


def _clock(raw: str) -> tuple[str, float, str] | None:
    digits = re.match(r"[\d:.]+", raw)
    assert digits
    parts = digits[0].split(":")
    if float(parts[-1]) >= 60 or (len(parts) == 3 and float(parts[1]) >= 60):
        return None
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + float(part)
    if len(parts) == 2 and "h" in raw:
        seconds *= 60
    unit = "min" if len(raw) > len(digits[0]) else "clock"
    return ("TIME", float(round(seconds * 1000)), unit)


def _prime(raw: str) -> tuple[str, float, str]:
    if "'" in raw.replace("''", '"'):
        plain = raw.replace("''", '"')
        minutes, rest = plain.split("'", 1)
        seconds, _, tenth = rest.strip().partition('"')
        ms = (int(minutes) * 60 + (int(seconds) if seconds else 0)) * 1000
        return (
            "TIME",
            float(ms + (int(tenth) * 100 if tenth else 0)),
            "clock" if seconds else "min",
        )
    seconds, _, tenth = raw.replace("''", '"').partition('"')
    return ("TIME", float(round(float(seconds) * 1000)) + (int(tenth) * 100 if tenth else 0), "s")


def _fraction(raw: str) -> tuple[str, float, str]:
    if "half" in raw:  # `3 and a half minutes`
        return _unit(int(raw.split()[0]) + 0.5, raw.replace("-", " ").split()[-1])
    found = re.match(
        r"(?:(\d{1,2})\s?(?=[\d\u00bc-\u00be]))?(?:([1-3])/([248])|([\u00bc\u00bd\u00be]))\s*-?(.*)",
        raw,
    )
    assert found
    whole = float(found[1] or 0)
    part = {"\u00bc": 0.25, "\u00bd": 0.5, "\u00be": 0.75}.get(found[4] or "", 0.0)
    if found[2]:
        part = int(found[2]) / int(found[3])
    unit = "mile" if found[5] == "m" else found[5]
    return _unit(whole + part, unit)


def _unit(value: float, unit: str) -> tuple[str, float, str]:
    if unit in ("%", "percent", "pct"):
        return ("PCT", value, "%")
    if unit[0] == "k":
        return ("DIST", value * 1000.0, "km")
    if unit in ("mile", "miles", "mi", "ml", "mls"):
        return ("DIST", value * MILE, "mile")
    if unit[0] == "y":
        return ("DIST", value * YARD, "yard")
    if unit[0] == "l":
        return ("LAPS", value, "lap")
    if unit[0] == "s":
        return ("TIME", value * 1000.0, "s")
    if unit[0] == "h":
        return ("TIME", value * 3_600_000.0, "min")
    if unit[:2] in ("mi", "mn"):
        return ("TIME", value * 60_000.0, "min")
    return ("DIST", value, "m")
