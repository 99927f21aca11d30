# SPDX-License-Identifier: MIT
"""The table of phrases: a rule is a pattern over tokens and other phrases, and what it builds.

    @rule("Length", "n:NUM MINUTES", example="20 min")
    def minutes(m: Found) -> Length: ...

A pattern is terms parted by blanks. A term is a kind of token (`REST`), a word as it stands
(`between`), or another phrase (`<Time>`); alternatives are parted by `|` (`JOG|WALK|<Rest>`).
`name:term` keeps what it matched under that name; `term?` may be missing, `term*` may stand up to
six times; `~term` must follow without a blank. Marks have names: COMMA, DASH, SLASH, PLUS, OPEN …
A bracket that opens with `OPEN?` and closes with `CLOSE?` stands whole or not at all. Four terms
take no token: `&NUM|<Dist>` asks for one of these next, `!NUM` for none of them, `^NL|BEGIN` for
one of these before (BEGIN: nothing), `^!NUM` for none. A rule returns None where what it matched is
no such phrase after all.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trackpacer.notation.chart import Chart, Found, Phrase

Build = Callable[["Found"], Any]

_TERM = re.compile(
    r"(?P<look>\^!|[!&^](?=.))?(?P<glued>~)?(?:(?P<name>[a-z_]+\d?):)?(?P<alts>[^?*]+)(?P<many>[?*])?$"
)
MOST = 6  # what `*` may match


@dataclass(frozen=True, slots=True)
class Term:
    """One place of a pattern."""

    name: str
    keys: frozenset[str]  # kinds and words
    symbols: tuple[str, ...]
    optional: bool
    many: bool
    glued: bool
    look: str = ""  # '&' '!' ahead, '^' '^!' back: takes no token


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of a phrase."""

    symbol: str
    terms: tuple[Term, ...]
    cost: str
    build: Build
    pattern: str


RULES: dict[str, list[Rule]] = {}
EXAMPLES: list[tuple[str, str, str]] = []  # symbol, example, name of the rule


def rule(
    symbol: str, *patterns: str, cost: str = "", example: str = ""
) -> Callable[[Build], Build]:
    """Enter a function as what `symbol` may be, in each of the patterns; `cost` names an entry of
    the table of costs."""

    def enter(build: Build) -> Build:
        for pattern in itertools.chain.from_iterable(map(_whole_brackets, patterns)):
            terms = tuple(_term(word) for word in pattern.split())
            RULES.setdefault(symbol, []).append(Rule(symbol, terms, cost, build, pattern))
        if example:
            EXAMPLES.append((symbol, example, build.__name__))
        return build

    return enter


def alias(symbol: str, *patterns: str, cost: str = "", example: str = "") -> None:
    """Enter patterns that stand for the one thing they name, or are there or not."""

    def of_its_name(m: Found) -> Any:
        return next(iter(m.named.values()), True)

    rule(symbol, *patterns, cost=cost, example=example)(of_its_name)


Scan = Callable[["Chart", int], "list[Phrase]"]
SCANNERS: dict[str, list[tuple[frozenset[str], Scan]]] = {}


def scanner(symbol: str, begins: str) -> Callable[[Scan], Scan]:
    """Enter a function that finds a symbol from a token on, for lists of any length: it returns
    phrases, for tokens of the kinds in `begins` (`|` between)."""

    def enter(scan: Scan) -> Scan:
        SCANNERS.setdefault(symbol, []).append((frozenset(begins.split("|")), scan))
        return scan

    return enter


def _whole_brackets(pattern: str) -> list[str]:
    """A pattern whose bracket may be missing as two: with the whole bracket, and without."""
    words = pattern.split()
    if "OPEN?" not in words or "CLOSE?" not in words:
        return [pattern]
    bare = [word for word in words if word not in ("OPEN?", "CLOSE?")]
    return [" ".join(bare), pattern.replace("OPEN?", "OPEN").replace("CLOSE?", "CLOSE")]


def _term(word: str) -> Term:
    found = _TERM.match(word)
    if found is None:
        raise ValueError(f"no term: {word}")
    keys: list[str] = []
    symbols: list[str] = []
    for alternative in found["alts"].split("|"):
        if alternative.startswith("<"):
            symbols.append(alternative.strip("<>"))
        else:
            keys.append(alternative)
    many = found["many"] or ""
    return Term(
        found["name"] or "",
        frozenset(keys),
        tuple(symbols),
        bool(many),
        many == "*",
        bool(found["glued"]),
        found["look"] or "",
    )


Ready = tuple[Rule, "frozenset[str] | None"]


class Index:
    """Which rules of a symbol may begin with a token."""

    def __init__(self) -> None:
        self._first: dict[str, frozenset[str]] = {}
        self._all: dict[str, frozenset[str]] = {}
        self._rules: dict[tuple[str, frozenset[str]], tuple[Ready, ...]] = {}

    def rules(self, symbol: str, keys: frozenset[str]) -> tuple[Ready, ...]:
        """The rules of a symbol that a token with these kinds and this word may begin, each with
        what the token after it must be; None where that may be anything."""
        keys &= self._known(symbol)
        found = self._rules.get((symbol, keys))
        if found is None:
            found = tuple(
                (rule, self._second(rule, keys))
                for rule in RULES.get(symbol, ())
                if not keys.isdisjoint(self._begins(rule))
            )
            self._rules[symbol, keys] = found
        return found

    def _known(self, symbol: str) -> frozenset[str]:
        """All that some rule of a symbol may begin with: no other word makes a difference."""
        found = self._all.get(symbol)
        if found is None:
            found = frozenset[str]().union(*(self._begins(rule) for rule in RULES.get(symbol, ())))
            self._all[symbol] = found
        return found

    def _second(self, rule: Rule, keys: frozenset[str]) -> frozenset[str] | None:
        taking = [term for term in rule.terms if not term.look]
        first = taking[0]
        longer = any(not keys.isdisjoint(self._symbol(symbol)) for symbol in first.symbols)
        if first.optional or longer:
            return None
        found: set[str] = set()
        for term in taking[1:]:
            found |= term.keys.union(*(self._symbol(symbol) for symbol in term.symbols))
            if not term.optional:
                return frozenset(found)
        return None

    def _begins(self, rule: Rule) -> frozenset[str]:
        key = f"{rule.symbol} {rule.pattern}"
        found = self._first.get(key)
        if found is None:
            keys: set[str] = set()
            for term in rule.terms:
                if term.look:
                    continue
                keys |= term.keys
                for symbol in term.symbols:
                    keys |= self._symbol(symbol)
                if not term.optional:
                    break
            found = self._first[key] = frozenset(keys)
        return found

    def _symbol(self, symbol: str) -> frozenset[str]:
        found = self._first.get(symbol)
        if found is None:
            self._first[symbol] = frozenset()  # a symbol that begins with itself adds nothing
            if symbol not in RULES and symbol not in SCANNERS:
                raise ValueError(f"there is no phrase {symbol}")
            keys: set[str] = set()
            for begins, _ in SCANNERS.get(symbol, ()):
                keys |= begins
            for rule in RULES.get(symbol, ()):
                keys |= self._begins(rule)
            found = self._first[symbol] = frozenset(keys)
        return found


INDEX = Index()
