# SPDX-License-Identifier: MIT
"""Regular expressions that are compiled when they are first asked.

The reader has some 230 of them, of which a line needs a third: to compile them all takes longer
than to read it.
"""

from __future__ import annotations

import re
from typing import Any, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


class _Pattern:
    def __init__(self, text: str, flags: int) -> None:
        self._of = text, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._of)
        for one in _ASKED:
            setattr(self, one, getattr(compiled, one))
        return getattr(compiled, name)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, to all who ask it for matches."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
