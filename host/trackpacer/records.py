# SPDX-License-Identifier: MIT
"""Small classes of named values: `record`s, which never change, and `mutable` ones.

They are what `dataclasses` makes, at a tenth of its cost when a command starts: that compiles six
functions for each class, a millisecond or more, and imports what reads source code; here nothing is
compiled before the first value of a class is made. A command that reads a session defines some
ninety of them and makes values of a third.

Not here: inheritance, comparison by order, fields left out of comparison. A class that needs one of
these is a dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, cast, dataclass_transform

T = TypeVar("T")


class _Fresh:
    def __init__(self, factory: Callable[[], Any]) -> None:
        self.factory = factory


def fresh(*, factory: Callable[[], T]) -> T:
    """A default that is made anew for each value: `found: list[int] = fresh(factory=list)`."""
    return cast("T", _Fresh(factory))


@dataclass_transform(frozen_default=True, field_specifiers=(fresh,))
def record(cls: type[T]) -> type[T]:
    """The class with a slot for each annotated name, whose values cannot be changed.

    Two are equal, and hash alike, if they are of one class with equal fields. A method
    `__post_init__` is called when a value is made. Raises TypeError for a class with a base.
    """
    made, values = _with_slots(cls)

    def its_hash(self: Any) -> int:
        return hash(values(self))

    for name, method in (("hash", its_hash), ("setattr", _refuse), ("delattr", _refuse)):
        setattr(made, f"__{name}__", method)
    return made


@dataclass_transform(field_specifiers=(fresh,))
def mutable(cls: type[T]) -> type[T]:
    """As `record`, of values that may be changed and so have no hash."""
    return _with_slots(cls)[0]


def replace(value: T, /, **changes: Any) -> T:
    """A value (a record, or a dataclass with slots) as given, some of its fields changed."""
    return type(value)(**{**fields(value), **changes})


def fields(value: object) -> dict[str, Any]:
    """The fields of a value, by name, in their order."""
    cls: Any = type(value)
    return {name: getattr(value, name) for name in cls.__slots__}


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")


def _with_slots(cls: type[Any]) -> tuple[type[Any], Callable[[Any], tuple[Any, ...]]]:
    """The class once more, with slots, and what gives the fields of one of its values."""
    if cls.__bases__ != (object,):
        raise TypeError(f"{cls.__name__} has a base: make it a dataclass")
    body = dict(vars(cls))
    names = tuple(cls.__annotations__)
    defaults = {name: body.pop(name) for name in names if name in body}
    for made_by_python in ("__dict__", "__weakref__"):
        body.pop(made_by_python, None)
    one = attrgetter(*names)
    values = one if len(names) > 1 else lambda value: (one(value),)

    def init(self: Any, *given: Any, **by_name: Any) -> None:
        compiled = _initialiser(made, names, defaults)
        made.__init__ = compiled
        compiled(self, *given, **by_name)

    def equal(self: Any, other: object) -> bool:
        return values(self) == values(other) if type(other) is made else NotImplemented

    def reduce(self: Any) -> tuple[type[Any], tuple[Any, ...]]:
        return made, values(self)

    body |= {"__slots__": names, "__match_args__": names, "__repr__": _shown}
    body |= {"__init__": init, "__eq__": equal, "__reduce__": reduce, "__hash__": None}
    made: Any = type(cls.__name__, (), body)
    return made, values


def _initialiser(
    cls: type[Any], names: tuple[str, ...], defaults: dict[str, Any]
) -> Callable[..., None]:
    """The method that sets each field, with the defaults in its header."""
    scope: dict[str, Any] = {f"_set_{name}": getattr(cls, name).__set__ for name in names}
    scope |= {f"_of_{name}": value for name, value in defaults.items()}
    header, lines = ["self"], []
    for name in names:
        default = defaults.get(name)
        header.append(f"{name}=_of_{name}" if name in defaults else name)
        if isinstance(default, _Fresh):
            lines.append(f"if {name} is _of_{name}: {name} = _of_{name}.factory()")
        lines.append(f"_set_{name}(self, {name})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(header)}):\n    " + "\n    ".join(lines), scope)
    return cast("Callable[..., None]", scope["__init__"])


def _shown(self: Any) -> str:
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
    return f"{type(self).__name__}({fields})"
