# SPDX-License-Identifier: MIT
"""Characters to tokens: one compiled pattern; every position is one of the text as given.

A token is a number, a word, a clock time or a mark. What they mean together (`90 s`, `2'30"`, `1/4
mile`) is for the phrases; what a word is, the lexicon says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from trackpacer.notation import lexicon
from trackpacer.notation.patterns import pattern

LONGEST = 65_536  # characters of a text; a watch holds 1,000 runs

# One character for one, so that every offset stays an offset into the text as given.
_CHARACTERS = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ",
        "\u200b": " ", "\ufeff": " ", "\u2002": " ", "\u2003": " ", "\u2005": " ",
        "\r": " ", "\f": " ", "\v": " ",
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-",
        "\u2212": "-", "\u00d7": "x", "\u2715": "x", "\u2716": "x", "\u2a2f": "x", "*": "x",
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'", "`": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"',
        "\u00ab": '"', "\u00bb": '"', "\u2044": "/", "\u2215": "/",
        "{": "(", "}": ")", "\u2192": ">", "\u21d2": ">", "\u00b7": "\u2022",
        "\u00e9": "e", "\u00e8": "e", "\u00ea": "e", "\u00c9": "e", "\u00e0": "a", "\uff0b": "+",
        "\u2026": ";", "_": " ", "\u2248": "~", "\u223c": "~", "\uff5e": "~",
    }
)  # fmt: skip

_TOKEN = pattern(
    r"[ \t]*(?:"
    r"(?P<nl>\n)"
    r"|(?P<date>\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}([./])\d{1,2}\3\d{4}(?!\d)"
    r"|\d{1,2}\.\d{1,2}\.\d{2}(?!\d))"
    r"|(?P<clock>\d{1,3}:\d{2}(?::\d{2})?(?:\.\d{1,3})?(?!\d|:\d))(?:'?s\b)?"
    r"|(?P<number>\d{1,2}\.\d00(?=[ \t]?m(?:et\w*)?\b)|(?<![\d,])\d{1,2},\d\d(?=[ \t]?km\b)"
    r"|\d{1,2},\d00(?!\d|,\d)|\d+(?:\.\d+)?|(?<![a-z0-9.)])\.\d{1,2}(?!\d| ?x))"
    rf"|(?P<word>(?:{'|'.join(lexicon.TENS)})-(?:{'|'.join(lexicon.ONES)})\b"
    r"|(?:parking[ \t]+lot|bus[ \t]+stop|lunch[ \t]+break)\b"
    r"|[ap]\.m\b\.?|w/o\b|w/in\b|w-in\b|w[/.-]?up\b|[wc][/.-]?do?wn\b|[wc][/-][ud]\b|b/[wnt]\b|w/"
    r"|per[ \t-]?cent\b|pct\b|vv?[o0]2(?:[ \t-]*max)?\b|w\.[ud]\b\.?|w\.(?=[ \t]*\d)|c\.d\b\.?"
    r"|x(?=[\d(\[])|(?<=\d)x(?=mile|mi\b|km\b|one)|(?<=\d )x(?=mile)|km/h\b"
    r"|(?<=\d)[km](?=pace|at\b)|(?<=\d)k(?=r?p\b)"
    r"|(?<=\d)(?:mins?|secs?|km?|m|s|mi|miles?)(?=x\d|(?:w/?u|c/?d|warm|cool|easy|jog|walk|rest|rec|"
    r"hard|fast|tempo|steady|float|strides?|hills?)(?:up|down|s|overy)?\b)"
    r"|[a-z]+(?:'(?!s?[a-z]*\d)[a-z]{1,2}\b)?)"
    r"|(?P<arrow>->|=>|>+)"
    r"|(?P<quotes>'')"
    r"|(?P<mark>\.{2,}|.)"
    r")",
)  # fmt: skip
_PICTURE = pattern(
    "[\ufe0f\u200d\U0001f300-\U0001f4ae\U0001f4b0-\U0001f4ff\U0001f525"
    "\U0001f600-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff]"
)
_BULLET = pattern(r"(?m)^[ \t]*\*(?=[ \tA-Za-z\d(])")
_FOOTNOTE = pattern(
    r"(?m)(?<=[).a-z])\*(?=[ \t]*$)|(?<=\d)\*(?= +(?:for|in|at|with)\b)"
    r"|(?i:(?<=fartlek)|(?<=tempo)|(?<=strides)|(?<=hills)|(?<=easy))\*(?=[ ,.;:)])"
)  # `(3:38/km average)*`
_ON_OFF = pattern(r"""(["'])(on|off)(?:\1)""", re.IGNORECASE)
# `'fast'`, `"easy jog"`: words in quotes are the words; `race-pace` is two.
_QUOTED = pattern(
    r"""(?<![\w'"])(["'])([ ]?(?:[a-z-]+(?:[ ][a-z-]+)?|[a-z]{3,}[ ]\d{3,4}m?|"""
    r"""[a-z][a-z ,-]{1,30}(?:pace|effort)))"""
    r"""([ ]?)\1"""
    r"""(?![\w'"])""",
    re.IGNORECASE,
)
# `into a 30 s pick up`: what is run fast; but `pick up the pace`.
_PICK_UP = pattern(
    r"((?:s|secs?|seconds?|mins?|minutes?) )pick[ -]?up(?![a-z]| (?:the|it|your|pace)\b)"
)
# A whole clause in the quotes of print.
_IN_QUOTES = pattern(r"(?<!\w)\u2018([^\u2018\n]*?[^\W\d])\u2019(?!\w)")
# `Coach says: "6 x 1k, spikes on!"`: the last mark is no second of time.
_SAID = pattern(r"""^([^"]*[a-z][:,]?[ ])"([^"]*[^"\d])"(?=[ .!]*$)""", re.IGNORECASE)
_QUOTED_NUMBER = pattern(r"""(?<![\w'"])(['"])(\d{3,4})\1(?![\w'"])""")  # `each '700'`
# `4 sets of` and lines below it: the lines are what is run so often.
_LINES_BELOW = pattern(r"(?<=\d )(sets?|rounds?|circuits?|series) of(?=[ \t]*\n)")
# `3:20's to 3:25's`: the times.
_PLURAL_TIMES = pattern(
    r"(?<![\d.:])(\d{1,2}[:.]\d\d)('?s)(?=[ ]*(?:to|-|or)[ ]*\d{1,2}[:.]\d\d)"
    r"([ ]*(?:to|-|or)[ ]*\d{1,2}[:.]\d\d)('?s)?\b"
)
# `average 3.20's`: minutes and seconds.
_POINT_TIMES = pattern(r"(?<![\d.:])([2-9])\.(?=[0-5]\d's\b)(\d\d)'s")
# `1 min 5k-1 min jog-3 min 10k-2 min jog`: a list, with a dash for its comma.
_DASHED_MINUTES = pattern(
    r"(?<=[a-z])(?<!up|wu|cd)(?<!down|rest)-(?=\d+(?:\.\d+)? ?(?:min|sec)[a-z]*\b)", re.IGNORECASE
)
_RE = pattern(r"\bre-(group|gather|set|fuel|hydrat|cover)(\w*)", re.IGNORECASE)  # `re-group`
_BY_FEEL = pattern(r"(?<=[\dm] )by(?= (?:feel|effort)\b)")  # `6x400 by feel`: no `x`
# `3;58`: the same key without its shift; but `6 x 400;10 min`.
_SEMICOLON_CLOCK = pattern(r"(?<![\d:.])(\d{1,2});(?=[0-5]\d(?![\d:.]| ?[a-z]))")
# `10 miles an hour`, `16 kilometres per hour`: a speed, and no hour that is run.
_SPEED = pattern(
    r"(?i)(?<=\d)(?:( ?)(?:miles?|mi)|( ?)(?:kms?|kilomet(?:er|re)s?|k))"
    r" ?(?:(?:an|per|a) (?:hours?|hr|h)|/ ?(?:hours?|hr))\b"
)
_ROUND = pattern(r"(?<=\d)o+(?=m?\b(?!'))")  # `6oo`, `1o x 300`: the letter for the figure
_PLURAL = pattern(r"s(?![\w'])")
_MAY_BE_SEVERAL = pattern(r"(?<=[a-z])\(s\)")  # `minute(s)`
_ISH = pattern(r"(?:(?<=\d)[-']?|(?<=effort)-|(?<=pace)-|(?<=\dk)-)ish\b")  # `10ish mins`
# `300, 500, 300, (200)`, `60-75-90-(60)`: one more, in brackets as it may be left out.
_LAST_PERHAPS = pattern(r"((?:\b\d{1,4}(, ?|-)){2,20})\((\d{1,4})\)")
# `2 à 3 séries` is a range, `à 2'45"` how fast.
_FRENCH_RANGE = pattern(r"(?<=\d )\u00e0(?= \d)")
_FRENCH_AT = pattern(r"\b\u00e0(?= \d)")
_FRENCH_AT_THE = pattern(r"\b\u00e0 l['\u2019](?=allure\b)", re.IGNORECASE)
_HYPHENED = pattern(
    r"(?<=[a-z\d])-(?=(?:pace|effort|speed)s?\b)|(?<=\bjog)-(?=recover)", re.IGNORECASE
)
_NEW_SENTENCE = pattern(
    r"\s*(?:$|\n|\d+k?s\b|\d+\s*[xX\u00d7*]|(?!RI\b|R\b|Rest|Rec(?!overy run)|Jog|Walk)[A-Z]|"
    r"(?:cool|warm|cd|wu|c/d|w/u|then|finish)\b)"
)
# Words that no line ends with but one that was wrapped.
_WRAPPED = lexicon.words_of("with w/ at of for by from than @ your the a an")
_UNIT = pattern(r"[ \t]*(?:mins?|minutes?|secs?|seconds?|metres|meters|miles|kms?)\b")
_OF_BETWEEN = pattern(
    r" *(?:the|each|all|every|them|reps?|sets?|efforts?|intervals?)\b(?!.{0,9}:)(?! \d)"
)
# `1 mi. warm up`: what stands before it.
_PART = pattern(
    r" (?:warm|cool)[- ]?(?:up|down)[ \t]*(?:[,;.\n+]|$)|"
    r" (?:wu|w/u|cd|c/d)\b(?![ \t]*(?:\d|:|-|of\b|for\b|with \d))"
)
_CAPITAL = pattern(r"\s*[A-Z]")
# `Warm up 15 mins. 2 sets of`; but `1 min. 30 sec.`, `3 min. 6:10`.
_NEW_NUMBER = pattern(r"\s+\d+(?![\d:]|\.\d)(?!(?<=\s[0-5]\d)\s*(?:s|secs?|seconds?)\b)")
_OWN_REST = pattern(
    r"(?:[,(/-]|with|w/|off) ?\d{1,3} ?(?:s|secs?|seconds|mins?|minutes) (?:jog )?recs?\.$"
)
_NAMED = {
    ",": "COMMA", ";": "SEMI", ":": "COLON", ".": "DOT", "!": "DOT", "?": "DOT", "+": "PLUS",
    "-": "DASH", "/": "SLASH", "(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE", "'": "PRIME",
    '"': "QUOTES", "%": "PCT", "@": "AT", "&": "AND", "=": "EQUALS", "~": "ABOUT", "|": "BAR",
    "\u2022": "BULLET", "#": "HASH", "<": "UNDER", "\u00b1": "PLUSMINUS", "\u00bd": "HALFSIGN",
    "\u00bc": "QUARTERSIGN", "\u00be": "THREEQUARTERSIGN",
}  # fmt: skip
_MARKS = {mark: frozenset([kind, "MARK"]) for mark, kind in _NAMED.items()}
_NUMBER = frozenset(["NUM", "DIGITS"])
_CLOCK = frozenset(["CLOCK"])
_ARROW = frozenset(["ARROW", "MARK"])
_NEWLINE = frozenset(["NL"])
_OTHER = frozenset(["MARK"])
_DATE = frozenset(["DATE"])
_END = frozenset(["END"])
_LETTERS = {"f": "fast", "h": "hard", "s": "slow", "e": "easy"}
_OF_TIME = frozenset(["PRIME", "QUOTES", "CLOCK", "MINUTES", "SECONDS"])
# What ends a sentence, a clause, and an item of a list as well.
SENTENCE_ENDS = frozenset(["DOT", "NL", "END", "SEMI"])
CLAUSE_ENDS = SENTENCE_ENDS | {"COMMA", "COLON", "OPEN", "CLOSE"}
ITEM_ENDS = CLAUSE_ENDS | {"BULLET"}


class Token:
    """One token: its word in lower case, the kinds it is of, its number, where it stands.

    glued: nothing stands between it and the token before it.
    """

    __slots__ = ("end", "glued", "keys", "kinds", "raw", "start", "value", "word")

    def __init__(
        self,
        word: str,
        kinds: frozenset[str],
        start: int,
        end: int,
        glued: bool,
        raw: str = "",
        value: float = 0.0,
    ) -> None:
        self.word = word
        self.kinds = kinds
        self.start = start
        self.end = end
        self.glued = glued
        self.raw = raw or word
        self.value = value
        self.keys = kinds | {word}

    def __repr__(self) -> str:
        return f"<{self.word!r} {self.start}>"

    @property
    def span(self) -> tuple[int, int]:
        """Its characters."""
        return self.start, self.end


def is_hyphen(tokens: list[Token], at: int) -> bool:
    """Whether a token is the mark within a word: `go-to`."""
    return "DASH" in tokens[at].kinds and tokens[at].glued and tokens[at + 1].glued


def counts_in(tokens: list[Token]) -> list[float]:
    """The numbers that are counts: `8 x`, `3 times`."""
    return [a.value for a, b in pairwise(tokens) if "NUM" in a.kinds and "TIMES" in b.kinds]


def is_spaced_dash(tokens: list[Token], at: int) -> bool:
    """Whether a token is a dash between clauses."""
    return "DASH" in tokens[at].kinds and not is_hyphen(tokens, at)


def normalise(text: str) -> str:
    """The text in lower case with one kind of space, dash and quote; as long as it was."""
    text = _ROUND.sub(lambda found: "0" * len(found[0]), _MAY_BE_SEVERAL.sub("   ", text))
    text = _ISH.sub(lambda found: " " * len(found[0]), text)
    text = _LAST_PERHAPS.sub(r"\1 \3 ", text)
    text = _SPEED.sub(lambda f: (" mph" if f[1] is not None else " kph").ljust(len(f[0])), text)
    if "*" in text:
        text = _BULLET.sub(lambda found: found[0].replace("*", "\u2022"), text)
        text = _FOOTNOTE.sub(" ", text)
    text = _FRENCH_AT.sub("@", _FRENCH_RANGE.sub("-", text))
    text = _FRENCH_AT_THE.sub("    ", text)
    text = _IN_QUOTES.sub(r" \1 ", text)
    plain = _ON_OFF.sub(r" \2 ", _unquoted(text.translate(_CHARACTERS)))
    plain = _QUOTED_NUMBER.sub(r" \2 ", plain)
    plain = _HYPHENED.sub(" ", _QUOTED.sub(r" \2\3 ", plain))
    plain = _PICK_UP.sub(r"\1fast   ", plain)
    plain = _RE.sub(r"re\1\2 ", _BY_FEEL.sub("on", plain))
    if len(_DASHED_MINUTES.findall(plain)) > 1:
        plain = _DASHED_MINUTES.sub(",", plain)
    plain = _POINT_TIMES.sub(r"\1:\2  ", plain)
    plain = _PLURAL_TIMES.sub(_without_plural, plain)
    lower = plain.lower()
    if len(lower) != len(plain):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    return _LINES_BELOW.sub(r"\1:  ", _SEMICOLON_CLOCK.sub(r"\1:", lower))


def _without_plural(found: re.Match[str]) -> str:
    low, said, high, again = found.groups("")
    return low + " " * len(said) + high + " " * len(again)


def _unquoted(plain: str) -> str:
    """The text without the quotes that it, or what was said of it, stands in to the end."""
    plain = _SAID.sub(r"\1 \2 ", plain)
    bare = plain.strip()
    if bare[:1] != '"' or bare[-1:] != '"' or plain.count('"') != 2:
        return plain
    return plain.replace('"', " ")


def tokenize(plain: str, text: str) -> list[Token]:
    """Tokens of a normalised text; the last one is the end."""
    tokens = _fast_and_slow(list(_tokens(plain, text)))
    end = len(plain)
    tokens.append(Token("", _END, end, end, False))
    return tokens


def _fast_and_slow(tokens: list[Token]) -> list[Token]:
    """`3'F - 2'S`, `1:00 H / 1:00 E`: the letters of runs by time as words, where both are told."""
    places = {
        i: one.word
        for i, (before, one) in enumerate(pairwise(tokens), 1)
        if one.word in _LETTERS and one.raw.isupper()
        if before.kinds & _OF_TIME or (one.glued and "DIGITS" in before.kinds)  # `5x3H/2E`
    }
    both = {*places.values()} & {*"fh"} and {*places.values()} & {*"se"}
    for i, letter in places.items() if both else ():
        one, word = tokens[i], _LETTERS[letter]
        tokens[i] = Token(word, lexicon.look_up(word).kinds, one.start, one.end, one.glued, one.raw)
    return tokens


def _tokens(plain: str, text: str) -> Iterator[Token]:
    position = last = 0
    before: Token | None = None
    shouted = text.isupper()
    while found := _TOKEN.match(plain, position):
        group = found.lastgroup or "mark"
        start, end = found.span(group)
        position = found.end()
        word = plain[start:end]
        glued = start == last and before is not None
        if group == "mark" and _silent(word, before, glued, plain, text, end, shouted):
            last = end
            continue
        if group == "nl" and before is not None and _wrapped(before, plain, end):
            continue
        token = _token(group, word, start, end, glued, text)
        last = end
        if group != "word" or not _doubled(before, token):
            before = token
            yield token


_TWICE = frozenset(["NUM", "MILES", "KM", "MARATHON", "HALF", "AT"])  # `6 x 1 mile mile pace`


def _doubled(before: Token | None, token: Token) -> bool:
    """Whether a word was written twice by a slip: `off off 90s`."""
    if before is None or before.word != token.word or token.glued or len(token.word) < 2:
        return False
    return not token.kinds & _TWICE


def _wrapped(before: Token, plain: str, end: int) -> bool:
    """Whether the line is no line's end, but goes on in the next."""
    if before.word == "between":  # `90s rest between` may well end one
        return bool(_OF_BETWEEN.match(plain, end))
    if plain.startswith("of ", end) and "WORD" in before.kinds:
        return True  # `5 repeats`, and below `of 800 metres`
    if "DIGITS" in before.kinds and _UNIT.match(plain, end):
        return True  # `2, 4, 2` and its unit on the next line
    return before.word in _WRAPPED


def _token(group: str, word: str, start: int, end: int, glued: bool, text: str) -> Token:
    raw = text[start:end]
    if group == "word":
        if word.startswith(("per", "pct")) and word.endswith(("cent", "pct")):
            return Token("%", _MARKS["%"], start, end, glued, raw)
        word = " ".join(word.split())
        word = lexicon.ALIKE.get(word, word)
        word = lexicon.slip_of(word) or word
        entry = lexicon.look_up(word.replace(" max", "max").replace("-max", "max"))
        return Token(word, entry.kinds, start, end, glued, raw, entry.value)
    if group == "number":
        return Token(word, _NUMBER, start, end, glued, raw, _value(word))
    if group == "clock":
        return Token(word, _CLOCK, start, end, glued, raw, _clock_seconds(word))
    if group == "nl":
        return Token("\n", _NEWLINE, start, end, glued)
    if group == "quotes":
        return Token('"', _MARKS['"'], start, end, glued, raw)
    if group == "arrow":
        return Token("->", _ARROW, start, end, glued, raw)
    if group == "date":
        return Token(word, _DATE, start, end, glued, raw)
    return Token(word, _MARKS.get(word[0], _OTHER), start, end, glued, raw)


def _value(word: str) -> float:
    """`1,200`, and as they are written on the Continent `1.200` m and `1,50` km."""
    if re.fullmatch(r"\d{1,2},\d\d", word):
        return _number(word.replace(",", "."))
    thousands = re.fullmatch(r"\d{1,2}\.\d00", word)
    return _number(word.replace("." if thousands else ",", ""))


def _number(digits: str) -> float:
    """A number; nothing that a coach counts is over a thousand million."""
    return min(float(digits), 1e9)


def _clock_seconds(word: str) -> float:
    """Seconds of `1:20`, `1:02:30`; -1 where minutes or seconds are over 59."""
    parts = [_number(part) for part in word.split(":")]
    if parts[-1] >= 60 or (len(parts) == 3 and parts[1] >= 60):
        return -1.0
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + part
    return seconds


def _ends(before: Token, plain: str, text: str, end: int, shouted: bool) -> bool:
    """Whether the point behind an abbreviation ends its sentence, too. `shouted`: in a text all in
    capitals, where a capital tells nothing."""
    if "ABOUT" in before.kinds:
        return False  # `c. 75s`
    of_each = plain.endswith(("reps", "per rep", "every rep", "each rep"), 0, end - 1)
    rested = _OWN_REST.search(plain, max(0, end - 30), end)  # `45 seconds rec. 800 jog`
    whole = "MINUTES" in before.kinds or of_each or rested
    if whole and _NEW_NUMBER.match(plain, end):
        return True  # `2 min. 4 x 400`, `between reps. 600 jog`, `a second slower per rep. 200 jog`
    found = _NEW_SENTENCE.match(text, end)
    if found is None or _PART.match(plain, end):
        return False
    return not (shouted and _CAPITAL.fullmatch(found[0]))


def _silent(
    mark: str, before: Token | None, glued: bool, plain: str, text: str, end: int, shouted: bool
) -> bool:
    """Whether a mark says nothing: a picture, the point of an abbreviation, a genitive's sign."""
    if mark.isspace() or _PICTURE.match(mark):
        return True
    if before is not None and mark == "," and "COMMA" in before.kinds:
        return True  # `300,, 400`
    if mark == "-" and (before is None or "NL" in before.kinds) and plain[end : end + 1].isalnum():
        return True  # `-10 x 400` in a list
    if before is None or not glued:
        return False
    if mark == ".":
        if plain.startswith(",", end):
            return True  # `45 s between reps., 5 min between sets`
        if before.word == "s" and plain.startswith((" rec", " rest", " jog", " walk"), end):
            return text[end + 1].islower()  # `in 66 s. - 75 s. rec.`
        return "ABBR" in before.kinds and not _ends(before, plain, text, end, shouted)
    if mark == "'":  # `two minutes' jog`, `the 400's`
        if "DIGITS" in before.kinds and _PLURAL.match(plain, end):
            # `150's` are of metres, `150s` may be seconds; `2'F - 1'S`
            return not (100 <= before.value < 200 or (before.value <= 10 and text[end] == "S"))
        return before.word in ("minutes", "seconds", "mins", "secs") and plain[end : end + 1] == " "
    # `5- to 7-mile`
    return mark == "-" and "NUM" in before.kinds and plain.startswith((" to ", " or "), end)
