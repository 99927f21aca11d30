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

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from trackpacer.notation.chart import Chart, Found, Phrase

Build = Callable[["Found"], Any]

_TERM = re.compile(
    r"(?P<look>\^!|[!&^](?=.))?(?P<glued>~)?(?:(?P<name>[a-z_]+\d?):)?(?P<alts>[^?*]+)(?P<many>[?*])?$"
)
MOST = 6  # what `*` may match


class Term(NamedTuple):
    """One place of a pattern."""

    name: str
    keys: frozenset[str]  # kinds and words
    symbols: tuple[str, ...]
    optional: bool
    many: bool
    glued: bool
    look: str = ""  # '&' '!' ahead, '^' '^!' back: takes no token


class Rule:
    """One form of a phrase; its terms are parsed when a text may hold it, which few do."""

    def __init__(self, pattern: str, cost: str, build: Build, number: int) -> None:
        self.pattern = pattern
        self.cost = cost
        self.build = build
        self.number = number  # among all

    @functools.cached_property
    def terms(self) -> tuple[Term, ...]:
        """The places of its pattern."""
        return tuple(map(_term, self.pattern.split()))

    def firsts(self) -> Iterator[Term]:
        """The terms that may take its first token."""
        for term in map(_term, self.pattern.split()):
            if not term.look:
                yield term
                if not term.optional:
                    return


RULES: dict[str, list[Rule]] = {}
_NUMBERS = itertools.count()
EXAMPLES: list[tuple[str, str, str]] = []  # symbol, example, name of the rule


def rule(
    symbol: str, *patterns: str, cost: str = "", example: str = ""
) -> Callable[[Build], Build]:
    """Enter a function as what `symbol` may be, in each of the patterns; `cost` names an entry of
    the table of costs."""

    def enter(build: Build) -> Build:
        for pattern in itertools.chain.from_iterable(map(_whole_brackets, patterns)):
            RULES.setdefault(symbol, []).append(Rule(pattern, cost, build, next(_NUMBERS)))
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
SCANNERS: dict[str, list[tuple[Term, Scan]]] = {}


def scanner(symbol: str, begins: str) -> Callable[[Scan], Scan]:
    """Enter a function that finds a symbol from a token on, for lists of any length: it returns
    phrases, for tokens of the kinds, words and `<…>` in `begins` (`|` between)."""

    def enter(scan: Scan) -> Scan:
        term = Term("", *_alternatives(begins), optional=False, many=False, glued=False)
        SCANNERS.setdefault(symbol, []).append((term, scan))
        return scan

    return enter


def _whole_brackets(pattern: str) -> list[str]:
    """A pattern whose bracket may be missing as two: with the whole bracket, and without."""
    words = pattern.split()
    if "OPEN?" not in words or "CLOSE?" not in words:
        return [pattern]
    bare = [word for word in words if word not in ("OPEN?", "CLOSE?")]
    return [" ".join(bare), pattern.replace("OPEN?", "OPEN").replace("CLOSE?", "CLOSE")]


@functools.cache
def _alternatives(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The kinds and words of a term, and its symbols."""
    every = text.split("|")
    if "<" not in text:
        return frozenset(every), ()
    symbols = tuple(one.strip("<>") for one in every if one.startswith("<"))
    return frozenset(one for one in every if not one.startswith("<")), symbols


@functools.cache
def _term(word: str) -> Term:
    found = _TERM.match(word)
    if found is None:
        raise ValueError(f"no term: {word}")
    look, glued, name, alternatives, many = found.groups("")
    keys, symbols = _alternatives(alternatives)
    return Term(name, keys, symbols, bool(many), many == "*", bool(glued), look)


class Ready(NamedTuple):
    """A rule, and what of it can be asked of the tokens before any of its terms is tried."""

    number: int  # among all rules
    rule: Rule
    second: frozenset[str] | None  # what the token after its first must be; None: anything
    behind: tuple[tuple[bool, frozenset[str]], ...]  # whether these must stand before, or must not
    needs: tuple[frozenset[str], ...]  # of each, some token of the text must be one
    head: tuple[int, Term] | None  # a phrase it begins with, and the number of that beginning


Asked = tuple[
    tuple[tuple[bool, frozenset[str]], ...], tuple[frozenset[str], ...], tuple[int, Term] | None
]
Ways = tuple[tuple[Scan, ...], tuple[Ready, ...]]


class Start:
    """What may begin with a token: the symbols, and of each its scanners and rules."""

    __slots__ = ("_index", "_keys", "_ways", "symbols")

    def __init__(self, index: Index, keys: frozenset[str]) -> None:
        self._index = index
        self._keys = keys
        self._ways: dict[str, Ways] = {}
        self.symbols = index.symbols(keys)

    def ways(self, symbol: str) -> Ways:
        """The scanners and rules of a symbol that the token may begin."""
        found = self._ways.get(symbol)
        if found is None:
            scans = self._index.scanners(symbol, self._keys)
            found = self._ways[symbol] = scans, self._index.rules(symbol, self._keys)
        return found


class Index:
    """Which symbols, and which of their rules, may begin with a token."""

    def __init__(self) -> None:
        self._begins: dict[str, frozenset[str]] = {}
        self._known = frozenset[str]()
        self._starts: dict[frozenset[str], Start] = {}
        self._heads: dict[tuple[frozenset[str], tuple[str, ...]], int] = {}
        self._firsts: dict[str, list[tuple[frozenset[str], Rule]]] = {}
        self._asked: dict[int, Asked] = {}  # by the number of a rule

    def start(self, keys: frozenset[str]) -> Start:
        """What may begin with a token of these kinds and this word."""
        if not self._begins:
            self._begins = _begins()
            self._known = frozenset[str]().union(*self._begins.values())
        keys &= self._known  # no other word makes a difference
        found = self._starts.get(keys)
        if found is None:
            found = self._starts[keys] = Start(self, keys)
        return found

    def symbols(self, keys: frozenset[str]) -> frozenset[str]:
        """The symbols that a token with these kinds and this word may begin."""
        return frozenset(symbol for symbol, first in self._begins.items() if first & keys)

    def rules(self, symbol: str, keys: frozenset[str]) -> tuple[Ready, ...]:
        """The rules of a symbol that a token with these kinds and this word may begin."""
        firsts = self._firsts.get(symbol)
        if firsts is None:
            every = RULES.get(symbol, ())
            firsts = [(self._all(rule.firsts()), rule) for rule in every]
            self._firsts[symbol] = firsts
        begun = (rule for first, rule in firsts if not keys.isdisjoint(first))
        return tuple(self._ready(rule, keys) for rule in begun)

    def _ready(self, rule: Rule, keys: frozenset[str]) -> Ready:
        asked = self._asked.get(rule.number)
        if asked is None:
            needed = (term for term in rule.terms if not term.optional and "!" not in term.look)
            asked = _behind(rule), tuple(map(self._any, needed)), self._head(rule)
            self._asked[rule.number] = asked
        return Ready(rule.number, rule, self._second(rule, keys), *asked)

    def scanners(self, symbol: str, keys: frozenset[str]) -> tuple[Scan, ...]:
        """The scanners of a symbol that a token with these kinds and this word may begin."""
        every = SCANNERS.get(symbol, ())
        return tuple(scan for term, scan in every if not keys.isdisjoint(self._any(term)))

    def _any(self, term: Term) -> frozenset[str]:
        """All that a term may begin with."""
        if not term.symbols:
            return term.keys
        return term.keys.union(*map(self._begins.__getitem__, term.symbols))

    def _all(self, terms: Iterable[Term]) -> frozenset[str]:
        return frozenset[str]().union(*map(self._any, terms))

    def _head(self, rule: Rule) -> tuple[int, Term] | None:
        first = next(term for term in rule.terms if not term.look)
        if first.optional or first.glued or not first.symbols:
            return None
        return self._heads.setdefault((first.keys, first.symbols), len(self._heads)), first

    def _second(self, rule: Rule, keys: frozenset[str]) -> frozenset[str] | None:
        taking = [term for term in rule.terms if not term.look]
        first = taking[0]
        longer = any(not keys.isdisjoint(self._begins[symbol]) for symbol in first.symbols)
        if first.optional or longer:
            return None
        found: set[str] = set()
        for term in taking[1:]:
            found |= self._any(term)
            if not term.optional:
                return frozenset(found)
        return None


def _begins() -> dict[str, frozenset[str]]:
    """What each symbol may begin with; some begin with each other, so until nothing is added."""
    found: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for symbol in (*RULES, *SCANNERS):
        firsts = {term for rule in RULES.get(symbol, ()) for term in rule.firsts()}
        firsts.update(term for term, _ in SCANNERS.get(symbol, ()))
        found[symbol] = set[str]().union(*(term.keys for term in firsts))
        others[symbol] = {other for term in firsts for other in term.symbols}
    size = -1
    while size < (size := sum(map(len, found.values()))):
        for symbol, begun_by in others.items():
            found[symbol].update(*map(found.__getitem__, begun_by))
    return {symbol: frozenset(keys) for symbol, keys in found.items()}


def _behind(rule: Rule) -> tuple[tuple[bool, frozenset[str]], ...]:
    """What its pattern, before anything else, asks of the token before."""
    heads = itertools.takewhile(lambda term: term.look.startswith("^"), rule.terms)
    plain = (term for term in heads if not (term.symbols or term.glued))
    return tuple(("!" not in term.look, term.keys) for term in plain)


INDEX = Index()
