# SPDX-License-Identifier: MIT
"""The elements that are wanted of an XML file, one after another; the file is never held as a tree.

Names are without their namespace. Entity definitions, with which a small file fills the memory, are
refused, as is XML nested deeper than any recording's. Not here: what the elements mean.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from xml.etree import ElementTree

from trackpacer.allowance import Allowance
from trackpacer.errors import UserError
from trackpacer.records import fresh, mutable

_DEEPEST = 100
_LONGEST_NAME = 200
_MOST_FIELDS = 1000
_LONGEST = 10_000
_CHUNK = 1 << 16


class Malformed(UserError):
    """What is no XML, or ends before it does."""


@mutable
class Element:
    """An element that was wanted, given when it ends.

    fields: the text of what is in it, by path ('Time', 'HeartRateBpm/Value'), the first of each;
    nothing of wanted elements within it, which come before it. inside: the wanted elements that it
    stands in, the nearest last.
    """

    name: str
    attributes: Mapping[str, str]
    inside: tuple[str, ...]
    fields: dict[str, str] = fresh(factory=dict)


def elements(data: bytes, wanted: Collection[str], allowance: Allowance) -> Iterator[Element]:
    """The wanted elements of a file, in the order of their ends. UserError, naming the file."""
    target = _Target(frozenset(wanted), allowance)
    # The parser takes the encoding from the file: its byte order mark or its declaration.
    parser = ElementTree.XMLParser(target=target)
    try:
        for at in range(0, len(data), _CHUNK):
            parser.feed(data[at : at + _CHUNK])
            allowance.check(target.count, at, len(data))
            yield from target.taken()
        parser.close()
    except (ElementTree.ParseError, LookupError, ValueError) as error:  # LookupError: its encoding
        said = " ".join(str(error).split())
        raise Malformed(
            f"{allowance.name}: no XML that can be read: {said}", "export it anew"
        ) from None
    yield from target.taken()


class _Target:
    """What the parser calls. Its method names are the parser's."""

    def __init__(self, wanted: frozenset[str], allowance: Allowance) -> None:
        self._wanted = wanted
        self._allowance = allowance
        self._path: list[str] = []
        self._open: list[tuple[int, Element]] = []
        self._text: list[str] = []
        self._found: list[Element] = []
        self.count = 0

    def taken(self) -> list[Element]:
        """What was found since the last call."""
        found, self._found = self._found, []
        return found

    def doctype(self, *_: object) -> None:
        raise UserError(
            f"{self._allowance.name} defines entities; no watch writes that", "export it anew"
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self._path.append(name)
        if len(self._path) > _DEEPEST or len(name) > _LONGEST_NAME:
            raise UserError(
                f"{self._allowance.name} is nested too deep, or has names too long: no recording",
                "export it anew",
            )
        self._text.clear()
        if name in self._wanted:
            inside = tuple(element.name for _, element in self._open)
            self._open.append((len(self._path), Element(name, attributes, inside)))

    def data(self, text: str) -> None:
        if self._open and len(self._text) < _LONGEST:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if self._open:
            depth, element = self._open[-1]
            if depth == len(self._path):
                self._open.pop()
                self.count += 1
                self._found.append(element)
            elif len(element.fields) < _MOST_FIELDS:
                path = "/".join(self._path[depth:])
                element.fields.setdefault(path, "".join(self._text)[:_LONGEST].strip())
        self._text.clear()
        self._path.pop()

    def close(self) -> None:
        """The parser asks for it."""
