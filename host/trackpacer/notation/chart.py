# SPDX-License-Identifier: MIT
"""Runs the phrases over the tokens of one text; each symbol at each place is worked out once.

A phrase has bounded length, so the whole is linear in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from trackpacer.notation import costs
from trackpacer.notation.grammar import INDEX, MOST, Start, Term
from trackpacer.notation.patterns import pattern
from trackpacer.notation.tokens import Token, normalise, tokenize

T = TypeVar("T")
DEEPEST = 40  # phrases within phrases
UNITS = frozenset(["METRES", "KM", "MILES", "YARDS", "MINUTES", "SECONDS", "HOURS", "LAPS"])
AHEAD = 16
ALTERNATIVES = 4  # kept of one symbol between the same two places
BEGIN = Token("", frozenset(["BEGIN"]), 0, 0, False)  # before the first token


class Found:
    """What a pattern matched: the places in the tokens, and what each name stands for."""

    __slots__ = ("begin", "chart", "end", "named")

    def __init__(self, chart: Chart, begin: int, end: int, named: dict[str, Any]) -> None:
        self.chart = chart
        self.begin = begin
        self.end = end
        self.named = named

    def __getitem__(self, name: str) -> Any:
        return self.named.get(name)

    @property
    def span(self) -> tuple[int, int]:
        """The characters it was read from."""
        return self.chart.span(self.begin, self.end)

    @property
    def shown(self) -> str:
        """The characters as given, blanks tidied."""
        return self.chart.quote(*self.span)

    def words(self) -> list[str]:
        """The words matched, in order."""
        return [token.word for token in self.chart.tokens[self.begin : self.end]]

    def has(self, *kinds: str) -> bool:
        """Whether a token of one of the kinds is among what was matched."""
        wanted = frozenset(kinds)
        return any(
            not wanted.isdisjoint(token.keys) for token in self.chart.tokens[self.begin : self.end]
        )

    def earlier(self, *kinds: str) -> bool:
        """Whether a token of one of the kinds stands anywhere before what was matched."""
        return self.chart.has_before(self.begin, *kinds)

    def after(self, n: int = 0) -> Token:
        """The token after what was matched, or the n-th after that."""
        tokens = self.chart.tokens
        return tokens[min(self.end + n, len(tokens) - 1)]

    @property
    def behind(self) -> Token:
        """The token before what was matched, or one of the kind BEGIN."""
        return self.chart.before(self.begin)


class Phrase(NamedTuple):
    """One phrase: its value, where it ends, what it costs."""

    end: int
    cost: float
    value: Any


_LAP_TOLD = pattern(
    r"(?<!jog )(?<!recovery )\blaps? ?(?:is|are|was|were|being|=|:) ?(?:about|approx|roughly|~)? ?"
    r"(\d{3,4}) ?m(?:et\w*)?\b(?! jog| rec| rest| walk)"
)


def longest(phrases: Iterable[Phrase]) -> Phrase | None:
    """The one that ends last, the first of those; None where there is none."""
    return max(phrases, key=lambda phrase: phrase.end, default=None)


# A way a rule matches: its end, its cost, what the names stand for. A place on the way: the term,
# how often it was taken already, the token, the cost and the names so far.
Way = tuple[int, float, dict[str, Any]]
Place = tuple[int, int, int, float, dict[str, Any]]

# How many tokens at the beginning say nothing, and the characters of each piece of talk there.
Opening = Callable[[list[Token]], tuple[int, tuple[tuple[int, int], ...]]]


class Chart:
    """The tokens of one text and the phrases found in them; `opening` stands before them all."""

    def __init__(
        self,
        text: str,
        plain: str | None = None,
        lap_m: float = 400.0,
        opening: Opening | None = None,
    ) -> None:
        self.text = text
        self.plain = normalise(plain if plain is not None else text)
        self.tokens = tokenize(self.plain, text)
        self.tokens += [self.tokens[-1]] * AHEAD  # so that a rule may look ahead at the end
        begin, self.opening = opening(self.tokens) if opening is not None else (0, ())
        del self.tokens[:begin]
        self._begun = _after_warm_up(self.tokens)
        self.end = len(self.tokens) - 1 - AHEAD
        told = _LAP_TOLD.search(self.plain)
        self.lap_m = float(told[1]) if told else lap_m
        self._depth = 0
        self._memo: list[dict[str, tuple[Phrase, ...]]] = [{} for _ in self.tokens]
        self._starts: list[Start] = [INDEX.start(token.keys) for token in self.tokens]
        self._words = frozenset(["BEGIN"]).union(*(token.keys for token in self.tokens))
        self._possible: dict[int, bool] = {}  # by the number of a rule
        self._told: dict[Callable[[Chart], Any], Any] = {}  # of the whole text

    def before(self, i: int) -> Token:
        """The token before one; of the kind BEGIN where the session begins: at the first token,
        and once more behind a warm-up, after which a line is read as by itself."""
        if not i:
            return BEGIN
        return (
            self._begun[1]
            if self._begun is not None and i == self._begun[0]
            else self.tokens[i - 1]
        )

    def since(self, i: int, *kinds: str) -> int:
        """The token after the last of some kinds before one; the first where there is none."""
        while i and self.tokens[i - 1].kinds.isdisjoint(kinds):
            i -= 1
        return i

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The characters of the tokens from one up to another."""
        return self.tokens[begin].start, self.tokens[end - 1].end

    def quote(self, start: int, end: int) -> str:
        """The characters as given, blanks tidied."""
        return " ".join(self.text[start:end].split())

    def indent(self, offset: int) -> tuple[int, str]:
        """The column in which the line of an offset begins, or the next that is not empty; and its
        bullet."""
        while self.plain[offset : offset + 1].isspace():
            offset += 1
        start = self.plain.rfind("\n", 0, offset) + 1
        line = self.plain[start:].split("\n", 1)[0].expandtabs(4)
        text = line.lstrip()
        return len(line) - len(text), text[:1] if text[1:2] == " " and text[0] in "-\u2022o" else ""

    def has_before(self, i: int, *kinds: str) -> bool:
        """Whether a token of one of the kinds stands before one."""
        first = self.once(_first_of_kinds)
        return any(first.get(kind, i) < i for kind in kinds)

    def once(self, tell: Callable[[Chart], T]) -> T:
        """What a function tells of the whole text, worked out once."""
        if tell not in self._told:
            self._told[tell] = tell(self)
        told: T = self._told[tell]
        return told

    def amount(self, start: int, end: int) -> bool:
        """Whether a number and a unit stand between two characters."""
        inner = [token.kinds for token in self.tokens if start <= token.start < end]
        return any("DIGITS" in kinds for kinds in inner) and any(kinds & UNITS for kinds in inner)

    def at(self, symbol: str, i: int) -> tuple[Phrase, ...]:
        """The phrases of a symbol that begin at a token, the cheapest few for each end."""
        if symbol not in self._starts[i].symbols:
            return ()
        memo = self._memo[i]
        found = memo.get(symbol)
        if found is None:
            if self._depth > DEEPEST:
                return ()
            memo[symbol] = ()
            self._depth += 1
            found = memo[symbol] = self._work_out(symbol, i)
            self._depth -= 1
        return found

    def ending(self, end: int, most: int, *symbols: str) -> Iterator[Phrase]:
        """The phrases of some symbols that end before a token, and begin so many before it at
        most."""
        for i in range(max(end - most, 0), end):
            for symbol in symbols:
                yield from (phrase for phrase in self.at(symbol, i) if phrase.end == end)

    def _work_out(self, symbol: str, i: int) -> tuple[Phrase, ...]:
        table = costs.COSTS
        found: list[Phrase] = []
        scanners, rules = self._starts[i].ways(symbol)
        for scan in scanners:
            found.extend(scan(self, i))
        ahead, before = self.tokens[i + 1].keys, self.before(i).keys
        possible = self._possible
        heads: dict[int, bool] = {}  # whether there is one, by its number
        for number, rule, second, behind, needs, head in rules:
            if second is not None and second.isdisjoint(ahead):
                continue
            may = possible.get(number)
            if may is None:
                may = possible[number] = not any(map(self._words.isdisjoint, needs))
            if not may or (behind and not _stands_behind(behind, before)):
                continue
            if head is not None:
                there = heads.get(head[0])
                if there is None:
                    first = head[1]
                    there = heads[head[0]] = bool(self._steps(first.keys, first.symbols, i))
                if not there:
                    continue
            ways: list[Way] = []
            self._match(rule.terms, (0, 0, i, 0.0, {}), i, ways)
            own = table[rule.cost] if rule.cost else 0.0
            for end, cost, named in ways:
                value = rule.build(Found(self, i, end, named))
                if value is not None:
                    found.append(Phrase(end, cost + own, value))
        if len(found) > 1:
            found = self._best(found)
        return tuple(found)

    @staticmethod
    def _best(found: list[Phrase]) -> list[Phrase]:
        found.sort(key=lambda phrase: (phrase.end, phrase.cost))
        best: list[Phrase] = []
        for phrase in found:
            same = [other for other in best if other.end == phrase.end]
            if len(same) < ALTERNATIVES and all(other.value != phrase.value for other in same):
                best.append(phrase)
        return best

    def _match(self, terms: tuple[Term, ...], place: Place, begin: int, ways: list[Way]) -> None:
        """Adds the ways the terms of a rule match from a place on."""
        t, count, at, cost, named = place
        size = len(terms)
        while t < size:
            name, keys, symbols, optional, many, glued, look = terms[t]
            token = self.tokens[at]
            if look:
                if not self._looks(terms[t], at):
                    return
            elif glued and not token.glued:
                if not optional:
                    return
            elif symbols or optional:
                t_count = (t, count + 1) if many and count + 1 < MOST else (t + 1, 0)
                for end, more, value in self._steps(keys, symbols, at):
                    held = {**named, name: value} if name else named
                    self._match(terms, (*t_count, end, cost + more, held), begin, ways)
                if not optional:
                    return
            elif keys.isdisjoint(token.keys):
                return
            else:
                at += 1
                named = {**named, name: token} if name else named
            t, count = t + 1, 0
        if at > begin:
            ways.append((at, cost, named))

    def _steps(
        self, keys: frozenset[str], symbols: tuple[str, ...], at: int
    ) -> list[tuple[int, float, Any]]:
        """What of a text one term may take: its end, its cost, its value."""
        token = self.tokens[at]
        found: list[tuple[int, float, Any]] = []
        if not keys.isdisjoint(token.keys):
            found.append((at + 1, 0.0, token))
        if symbols:
            begun = self._starts[at].symbols
            for symbol in symbols:
                if symbol in begun:
                    found += [(p.end, p.cost, p.value) for p in self.at(symbol, at)]
        return found

    def _looks(self, term: Term, at: int) -> bool:
        """Whether what a term asks for without taking it is so."""
        token = self.before(at) if "^" in term.look else self.tokens[at]
        there = not term.keys.isdisjoint(token.keys)
        there = there or any(self.at(symbol, at) for symbol in term.symbols)
        there = there and (token.glued or not term.glued)
        return there != ("!" in term.look)


def _stands_behind(behind: tuple[tuple[bool, frozenset[str]], ...], keys: frozenset[str]) -> bool:
    return all(keys.isdisjoint(wanted) != there for there, wanted in behind)


_WARM_UP = frozenset(
    [
        *("DIGITS", "CLOCK", "NUM", "MINUTES", "KM", "MILES", "METRES", "LAPS", "DASH", "TO", "OF"),
        *("WU", "WARM", "UP", "EASY", "JOG", "RUN", "COLON", "ABOUT", "a", "for", "with", "OPEN"),
        *("CLOSE", "AND", "AMPM", "HARMLESS", "SLOW"),
    ]
)
_PARTS = frozenset(["COMMA", "NL", "DOT", "SEMI", "PLUS", "THEN", "SLASH"])
_SENTENCE = frozenset(["NL", "DOT", "SEMI"])
_FAR = 12  # tokens of a warm-up


def _first_of_kinds(chart: Chart) -> dict[str, int]:
    """Where a token of each kind stands first."""
    last_first = reversed(list(enumerate(chart.tokens)))
    return {kind: at for at, token in last_first for kind in token.kinds}


def _after_warm_up(tokens: list[Token]) -> tuple[int, Token] | None:
    """Where a session begins behind its warm-up, and the sign before that, which is one of its
    beginning, too; None where there is no warm-up in front, nor an easy run in its place."""
    at, kinds = 0, set[str]()
    while at < _FAR and not tokens[at].keys.isdisjoint(_WARM_UP):
        kinds |= tokens[at].kinds
        at += 1
    at, drills = _last_sign(tokens, at)
    warm = kinds & {"WU", "WARM"}
    easy = kinds & {"EASY", "JOG"} and kinds & {"MINUTES", "KM", "MILES"}
    if not warm and not (easy and (drills or tokens[at - 1].kinds & _SENTENCE)):
        return None
    sign = tokens[at - 1]
    if sign.kinds.isdisjoint(_PARTS):
        return None
    begins = sign.kinds | {"BEGIN"}
    return at, Token(sign.word, begins, sign.start, sign.end, sign.glued, sign.raw)


def _last_sign(tokens: list[Token], at: int) -> tuple[int, bool]:
    """What comes after the signs that stand together there, and whether drills stood between
    them."""
    drills = False
    while not tokens[at].kinds.isdisjoint(_PARTS) or (
        "DRILLS" in tokens[at].kinds
        and not (tokens[at - 1].kinds | tokens[at + 1].kinds).isdisjoint(_PARTS)
    ):
        drills = drills or "DRILLS" in tokens[at].kinds
        at += 1
    return at, drills
