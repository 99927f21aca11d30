# SPDX-License-Identifier: MIT
"""The grammar of seconds added to a pace or taken from it: `- 5s/km`, `10/20sec faster than 10k`.

The pace itself is read in `paces`; steps from rep to rep in `steps`.
"""

from __future__ import annotations

from trackpacer.notation.paces import Paces
from trackpacer.notation.tree import Offset, Target


class Offsets(Paces):
    """Reads offsets, before and after their pace."""

    def _seconds(self) -> float | None:
        """A number of seconds: `5`, `5s`, `10sec`; milliseconds, or None."""
        if self.kind == "TIME" and self.token.number <= 120_000:
            return self.step().number
        if self.kind == "NUM" and self.token.number <= 60:
            return self.step().number * 1000
        if self.kind == "PLURAL" and self.token.number <= 60:
            return self.step().number * 1000
        return None

    def _amount(self) -> tuple[float, float, bool] | None:
        """`5s`, `5/10s`, `10-20 sec`: (small, large) ms and whether a unit was written."""
        first_kind = self.kind
        first = self._seconds()
        if first is None:
            return None
        mark = self.mark()
        if self.kind in ("/", "-", "TO", "OR") and self.kind_ahead() in ("NUM", "TIME", "PLURAL"):
            self.step()
            second_kind = self.kind
            second = self._seconds()
            if (
                second is not None
                and first < second
                and (self.kind not in ("x", "JOG", "REST") or self.token.value == "r")
            ):
                return first, second, "NUM" not in (second_kind,)
            self.back(mark)
        return first, first, first_kind != "NUM"

    def _offset_first(self, start: int) -> Target | None:
        """`10/20sec faster than 10k`, `5 s/km slower than threshold`."""
        mark = self.mark()
        begin = self.token.start
        amount = self._amount()
        if amount:
            unit = self.per()
            if self.kind in ("FASTER", "SLOWER") or (
                self.kind in ("PLUS", "MINUS", "UNDER", "OVER")
            ):
                faster = self.step().kind in ("FASTER", "UNDER", "MINUS")
                unit = unit or self.per()
                self.accept("THAN")
                self.skip_filler()
                pace = self.pace(True)
                if pace is not None:
                    unit = unit or self.per()
                    target = Target((start, self.last_end), pace)
                    target.offset = self._signed(
                        amount, -1 if faster else 1, unit, (begin, self.last_end)
                    )
                    return target
        self.back(mark)
        return None

    @staticmethod
    def _signed(
        amount: tuple[float, float, bool], sign: int, unit: str, span: tuple[int, int]
    ) -> Offset:
        small, large, _ = amount
        if sign < 0:
            return Offset(-small, -large, unit, span)
        return Offset(large, small, unit, span)

    def _offset(self, target: Target) -> None:
        """`- 5s/km`, `+ 10sec`, `minus 5/10s`, `5 sec faster` after a pace."""
        mark = self.mark()
        start = self.token.start
        sign = {"+": 1, "-": -1, "PLUS": 1, "MINUS": -1}.get(self.kind, 0)
        if sign:
            self.step()
            amount = self._amount()
            if amount and (target.pace.kind in ("race", "training", "goal") or target.pace.per):
                unit = self.per()
                if unit or (amount[1] <= 40_000 and self._ends_offset(amount[2])):
                    target.offset = self._signed(amount, sign, unit, (start, self.last_end))
                    return
        elif self.kind in ("TIME", "NUM", "PLURAL"):
            amount = self._amount()
            if amount:
                unit = self.per()
                if self.kind in ("FASTER", "SLOWER") and self.kind_ahead() not in ("THAN", "EACH"):
                    sign = -1 if self.step().kind == "FASTER" else 1
                    unit = unit or self.per()
                    target.offset = self._signed(amount, sign, unit, (start, self.last_end))
                    return
        self.back(mark)

    def _ends_offset(self, with_unit: bool) -> bool:
        """Whether what follows an amount leaves it an offset (and no block of its own)."""
        kind = self.kind
        if kind == "REST" and self.token.value == "r":
            return True
        if with_unit:
            return kind not in (
                "x",
                "EASY",
                "JOG",
                "WALK",
                "HARD",
                "FAST",
                "@",
                "AT",
                "HILL",
                "STRIDES",
                "SPRINT",
                "FLOAT",
                "TRAINING",
                "STEADY",
                "REST",
                "WU",
                "CD",
            )
        if kind == "-" and self.plain[self.token.start - 1].isspace():
            return self.kind_ahead() in ("TIME", "PLURAL", "NUM")  # `10k pace - 5 - 90s rest`
        return kind in (
            "END",
            "/",
            "REST",
            "WITH",
            ",",
            "\n",
            ")",
            "]",
            ";",
            "OFF",
            ".",
            "OR",
            "THEN",
            "(",
            "+",
            "ON",
        )
