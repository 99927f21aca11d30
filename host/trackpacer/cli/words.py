# SPDX-License-Identifier: MIT
"""A text on the command line that nobody put in quotes: its words, joined again."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any


class Joined(argparse.Action):
    """For `nargs="+"` or "*": one text of all the words."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        if isinstance(values, str) or values is None:
            text = values
        else:
            text = " ".join(values) if values else self.default
        setattr(namespace, self.dest, text)
