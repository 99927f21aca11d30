# SPDX-License-Identifier: MIT
"""Commands as they are typed, and what they said.

Not here: the laptop and the watches on which they are typed (`conftest`).
"""

from __future__ import annotations

import pytest

from trackpacer.cli import main


class Pacer:
    """Types commands on one laptop."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def ended(self, *words: str) -> tuple[int, str, str]:
        """A command's status, what it printed and what it complained of."""
        self._capsys.readouterr()
        status = main(words)
        out, err = self._capsys.readouterr()
        assert "internal error" not in err and "Traceback" not in err, err
        return status, out, err

    def __call__(self, *words: str) -> str:
        """What a command printed that did what it was told, and had nothing to remark."""
        status, out, err = self.ended(*words)
        assert (status, err) == (0, ""), err
        return out

    def done(self, *words: str) -> str:
        """What a command printed that did what it was told, whatever stood beside that: progress,
        what was left out."""
        status, out, err = self.ended(*words)
        assert status == 0, err
        return out

    def refused(self, *words: str) -> str:
        """The one message of a command that did nothing."""
        status, out, err = self.ended(*words)
        assert (status, out) == (1, ""), (status, out)
        assert err.startswith("pacer: "), err
        return err
