# SPDX-License-Identifier: MIT
"""The names of the watch's modules, made short, or those that MicroPython holds in its flash.

MicroPython keeps each name that is no local variable once, for good: some 20 bytes of heap, and a
table that doubles when it is full, five kilobytes in one piece at the end. So what the firmware
made itself (functions, classes, fields, arguments) is called on a watch as something of
MicroPython's own is that the firmware does not use, `sinh` or `UINT16`: these cost nothing.
Names stay that another side knows: `PUBLIC`, whatever a text says (`getattr`, a key in a JSON
file), modules, and what a built-in or a port's object is asked for (`FOREIGN`).
Lines stay where they are, for what watch/errors.txt tells. Not here: where names stand in a text
(`naming`), compiling (`build`).
"""

from __future__ import annotations

import builtins
from collections import Counter
from collections.abc import Collection, Mapping
from string import ascii_lowercase

from trackpacer.install.naming import Module, read
from trackpacer.install.rom_names import ROM_NAMES

_PUBLIC = """
    App FileAccess Storage StorageError VERSION alone answer app attach battery battery_hours
    battery_mv battery_percent begin bleio bluetooth board button button2 clock commit crc32 cue
    delete discard display drive exists feed head idle is_down lap led light list main move name
    oscillator pairing parts path path_allowed problems put_aside read_json reset root run
    select_crystal set_clock set_unix_time show size sleep_ms slice_ms sounded stamps start stop
    ticks_diff ticks_us tone trace unix_time vibration watchdog write_json
"""
PUBLIC = frozenset(_PUBLIC.split())
"""What a laptop at the REPL asks the firmware for, and what it asks its board for
(boards/README.md)."""

FOREIGN = frozenset(("height", "hold"))
"""What the firmware makes and a port's object is asked for too. Most of such names (`append`,
`reset`) are MicroPython's own, and stay for that."""

_ARGUMENTS = ("args", "key", "value", "index", "sep", "items", "values", "keys", "id", "iter")
"""What arguments are called, each function's alike: MicroPython's own, and short in an .mpy."""


def shorten(sources: Mapping[str, str], kept: Collection[str] = ()) -> dict[str, str]:
    """The same modules, by path (`pacer/app`), their names changed. kept: names to leave, too."""
    modules = {path: read(text) for path, text in sources.items()}
    names = _names(modules, kept)
    by_name = set[str]().union(*(module.keywords for module in modules.values()))
    return {
        path: module.renamed(names[path], _ARGUMENTS, by_name) for path, module in modules.items()
    }


def short_names(
    sources: Mapping[str, str], kept: Collection[str] = ()
) -> dict[str, dict[str, str]]:
    """For each module what it calls the names that are changed, arguments aside."""
    return _names({path: read(text) for path, text in sources.items()}, kept)


def _names(modules: Mapping[str, Module], kept: Collection[str]) -> dict[str, dict[str, str]]:
    stays = {*PUBLIC, *FOREIGN, *ROM_NAMES, *kept, *dir(builtins)}
    used: Counter[str] = Counter()
    users: Counter[str] = Counter()  # modules
    spoken: set[str] = set()
    for path, module in modules.items():
        stays |= {*path.split("/"), *module.texts, *module.outside}
        used.update(module.used)
        users.update({*module.used})
        spoken |= module.spoken
    changed = {
        name
        for module in modules.values()
        for name in module.made
        if name not in stays and not name.startswith("__")
    }
    texts = set[str]().union(*(module.texts for module in modules.values()))
    pool = _Pool({*used, *spoken, *texts, *FOREIGN, *_ARGUMENTS} - changed, spoken)
    strangers = _strangers(modules)
    found: dict[str, dict[str, str]] = {}
    for path in strangers:
        own = {name for name in modules[path].made & changed if users[name] == 1}
        found[path] = pool.shared(sorted(own, key=lambda name: (-used[name], name)))
    alone = {name for names in found.values() for name in names}
    common = pool.own(sorted(changed - alone, key=lambda name: (-used[name], name)))
    return {
        path: {
            name: new for name, new in (common | found.get(path, {})).items() if name in module.used
        }
        for path, module in modules.items()
    }


def _strangers(modules: Mapping[str, Module]) -> set[str]:
    """The modules whose classes neither inherit from another module's, nor pass anything on: what
    only one of them names can be called as another's own is."""
    heirs = {
        path
        for path, module in modules.items()
        if any(base in other.made for base in module.bases for other in modules.values())
    }
    bases = {base for path in heirs for base in modules[path].bases}
    return {path for path in {*modules} - heirs if not modules[path].made & bases}


class _Pool:
    """New names: MicroPython's own, then _a to _z and so on.

    What stands without a dot before it somewhere is no built-in function's, and no variable's; a
    field can be.
    """

    def __init__(self, barred: Collection[str], spoken: Collection[str]) -> None:
        self._spoken = spoken
        free = [name for name in ROM_NAMES if name not in barred]
        for_all = [n for n in free if n not in spoken and not hasattr(builtins, n)]
        more = _short({*barred, *spoken})
        self._lists = ([*for_all, *more], [name for name in free if name not in {*for_all}])
        self._begun = [0, 0]  # up to where the lists are taken
        self._shared = [0, 0]

    def shared(self, names: list[str]) -> dict[str, str]:
        """For one module's own names: the same as for another's. Asked for first."""
        self._begun = [0, 0]
        found = self.own(names)
        self._shared = [max(both) for both in zip(self._shared, self._begun, strict=True)]
        self._begun = [*self._shared]
        return found

    def own(self, names: list[str]) -> dict[str, str]:
        """For names that nothing else is called."""
        return {name: self._next(name not in self._spoken) for name in names}

    def _next(self, dotted: bool) -> str:
        which = int(dotted and self._begun[1] < len(self._lists[1]))
        at = self._begun[which]
        self._begun[which] += 1
        return self._lists[which][at]


def _short(barred: Collection[str]) -> list[str]:
    """_a to _z, then _aa and so on."""
    names = [f"_{first}{second}" for first in ("", *ascii_lowercase) for second in ascii_lowercase]
    return [name for name in names if name not in barred]
