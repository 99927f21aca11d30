# SPDX-License-Identifier: MIT
"""The watch's own modules, imported on the laptop: `from trackpacer.firmware import program`.

The laptop previews a session with the watch's step iterator and checks an upload with its verifier,
so it imports `firmware/pacer` itself, as the package `pacer`. That package asks for MicroPython's
`micropython` module; here is the one stand-in for it under CPython. Not here: where the firmware
lies (`resources`), and running it in a MicroPython VM (`simulation.vm`).
"""

from __future__ import annotations

import importlib
import sys
from importlib.machinery import ModuleSpec

from trackpacer.resources import firmware_path

# Every `pacer` command imports this module: typing, types and pathlib would cost it 15 ms.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

    # One line for each module that the laptop uses; at run time it is imported when asked for.
    from pacer import capability as capability
    from pacer import chores as chores
    from pacer import clock as clock
    from pacer import cues as cues
    from pacer import file_access as file_access
    from pacer import laplog as laplog
    from pacer import names as names
    from pacer import opcodes as opcodes
    from pacer import presses as presses
    from pacer import program as program
    from pacer import runner as runner
    from pacer import settings as settings
    from pacer import storage as storage
    from pacer import verdict as verdict


def __getattr__(name: str) -> ModuleType:
    if name.startswith("_"):
        raise AttributeError(name)
    install()
    try:
        return importlib.import_module(f"pacer.{name}")
    except ModuleNotFoundError as error:
        if error.name == f"pacer.{name}":
            raise AttributeError(f"the firmware has no module {name!r}") from None
        raise


def install() -> None:
    """Make `import pacer.…` and `import micropython` work, as they do on a watch."""
    # The simulated watch's wheel ships a `micropython` of its own that has no `const`, and loads a
    # whole VM. Nothing on the laptop imports that one: simulated watches are processes.
    if not hasattr(sys.modules.get("micropython"), "const"):
        sys.modules["micropython"] = _micropython()
    if "pacer" not in sys.modules:
        # Not through sys.path, where the firmware's `main` and `drivers` would come along.
        spec = ModuleSpec("pacer", loader=None, is_package=True)
        spec.submodule_search_locations = [f"{firmware_path()}/pacer"]
        package = type(sys)("pacer")
        package.__path__ = spec.submodule_search_locations
        package.__spec__ = spec
        sys.modules["pacer"] = package


def _micropython() -> ModuleType:
    module = type(sys)("micropython", "As much of MicroPython's own module as means anything here.")

    def unchanged(value: object) -> object:
        return value

    def nothing(*_args: object) -> None:
        return None

    def zero(*_args: object) -> int:
        return 0

    def schedule(function: Callable[[Any], object], argument: object) -> None:
        function(argument)

    for name in ("const", "native", "viper"):
        setattr(module, name, unchanged)
    for name in ("alloc_emergency_exception_buf", "kbd_intr", "mem_info", "qstr_info"):
        setattr(module, name, nothing)
    for name in ("heap_lock", "heap_locked", "heap_unlock", "mem_current", "opt_level"):
        setattr(module, name, zero)
    module.schedule = schedule  # type: ignore[attr-defined]
    return module
