# SPDX-License-Identifier: MIT
"""Runs the phrases over the tokens of one text; each symbol at each place is worked out once.

A phrase has bounded length, so the whole is linear in the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trackpacer.notation import costs
from trackpacer.notation.grammar import INDEX, MOST, SCANNERS, Rule
from trackpacer.notation.tokens import Token, normalise, tokenize

DEEPEST = 40  # phrases within phrases
UNITS = frozenset(["METRES", "KM", "MILES", "YARDS", "MINUTES", "SECONDS", "HOURS", "LAPS"])
AHEAD = 16
ALTERNATIVES = 4  # kept of one symbol between the same two places
BEGIN = Token("", frozenset(["BEGIN"]), 0, 0, False)  # before the first token


@dataclass(frozen=True, slots=True)
class Found:
    """What a pattern matched: the places in the tokens, and what each name stands for."""

    chart: Chart
    begin: int
    end: int
    named: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.named.get(name)

    @property
    def span(self) -> tuple[int, int]:
        """The characters it was read from."""
        tokens = self.chart.tokens
        return tokens[self.begin].start, tokens[self.end - 1].end

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

    def after(self, n: int = 0) -> Token:
        """The token after what was matched, or the n-th after that."""
        tokens = self.chart.tokens
        return tokens[min(self.end + n, len(tokens) - 1)]

    @property
    def behind(self) -> Token:
        """The token before what was matched, or one of the kind BEGIN."""
        return self.chart.before(self.begin)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its value, where it ends, what it costs."""

    end: int
    cost: float
    value: Any


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
        self.lap_m = lap_m
        self._depth = 0
        self._memo: dict[tuple[str, int], tuple[Phrase, ...]] = {}

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

    def amount(self, start: int, end: int) -> bool:
        """Whether a number and a unit stand between two characters."""
        inner = [token.kinds for token in self.tokens if start <= token.start < end]
        return any("DIGITS" in kinds for kinds in inner) and any(kinds & UNITS for kinds in inner)

    def at(self, symbol: str, i: int) -> tuple[Phrase, ...]:
        """The phrases of a symbol that begin at a token, the cheapest few for each end."""
        key = symbol, i
        found = self._memo.get(key)
        if found is None:
            if self._depth > DEEPEST:
                return ()
            self._memo[key] = ()
            self._depth += 1
            found = self._memo[key] = self._work_out(symbol, i)
            self._depth -= 1
        return found

    def _work_out(self, symbol: str, i: int) -> tuple[Phrase, ...]:
        keys = self.tokens[i].keys
        rules = INDEX.rules(symbol, keys)
        table = costs.COSTS
        found: list[Phrase] = []
        for begins, scan in SCANNERS.get(symbol, ()):
            if not begins.isdisjoint(keys):
                found.extend(scan(self, i))
        ahead = self.tokens[i + 1].keys
        for rule, second in rules:
            if second is not None and second.isdisjoint(ahead):
                continue
            own = table[rule.cost] if rule.cost else 0.0
            for end, cost, named in self._ways(rule, i):
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

    def _ways(self, rule: Rule, i: int) -> list[tuple[int, float, dict[str, Any]]]:
        """The ways a rule matches from a token: end, cost, what the names stand for."""
        ways: list[tuple[int, float, dict[str, Any]]] = []
        terms, tokens, size = rule.terms, self.tokens, len(rule.terms)

        def go(t: int, count: int, at: int, cost: float, named: dict[str, Any]) -> None:
            if t == size:
                if at > i:
                    ways.append((at, cost, named))
                return
            term = terms[t]
            token = tokens[at]
            if term.look:
                if "^" in term.look:
                    token = self.before(at)
                there = not term.keys.isdisjoint(token.keys)
                there = there or any(self.at(symbol, at) for symbol in term.symbols)
                there = there and (token.glued or not term.glued)
                if there != ("!" in term.look):
                    go(t + 1, 0, at, cost, named)
                return
            if not (term.glued and not token.glued):
                if not term.keys.isdisjoint(token.keys):
                    held = {**named, term.name: token} if term.name else named
                    follow(term.many, t, count, at + 1, cost, held)
                for symbol in term.symbols:
                    for phrase in self.at(symbol, at):
                        held = {**named, term.name: phrase.value} if term.name else named
                        follow(term.many, t, count, phrase.end, cost + phrase.cost, held)
            if term.optional:
                go(t + 1, 0, at, cost, named)

        def follow(
            many: bool, t: int, count: int, at: int, cost: float, named: dict[str, Any]
        ) -> None:
            if many and count + 1 < MOST:
                go(t, count + 1, at, cost, named)
            else:
                go(t + 1, 0, at, cost, named)

        go(0, 0, i, 0.0, {})
        return ways


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
