# SPDX-License-Identifier: MIT
"""A lithium cell behind a divider on an ADC. Here: its millivolts, and the per cent they mean."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_READINGS = 8
_LOWEST_MV = 2800  # below, nothing hangs there: a cell's own protection cuts off above it
_HIGHEST_MV = 4500

# Open-circuit voltage of a LiPo cell and the per cent left, full to empty; typical, at rest. A cell
# that feeds a watch reads lower: see Battery's sag_mv.
_CURVE = ((4180, 100), (4000, 80), (3870, 60), (3790, 40), (3720, 20), (3650, 10), (3400, 0))


def percent(mv: int) -> int:
    """Per cent left (0 to 100) in a LiPo cell of `mv` millivolts at rest."""
    above_mv, above = _CURVE[0]
    if mv >= above_mv:
        return 100
    for below_mv, below in _CURVE[1:]:
        if mv >= below_mv:
            return below + (mv - below_mv) * (above - below) // (above_mv - below_mv)
        above_mv, above = below_mv, below
    return 0


class Battery:
    """read_mv: a callable that gives the millivolts at the pin. top, bottom: the divider's
    resistors in the same unit (100, 100 halves).

    sag_mv: how far the cell's voltage lies under the one at rest while it feeds the watch: current
    times the cell's resistance, polarisation included. Without it a small cell is taken for emptier
    than it is, and a session is refused that it would last.
    """

    def __init__(
        self, read_mv: "Callable[[], int]", top: int, bottom: int, sag_mv: int = 0
    ) -> None:
        self._read_mv = read_mv
        self._top = top
        self._bottom = bottom
        self._sag_mv = sag_mv

    def mv(self) -> "int | None":
        """The cell's millivolts, or None when what is read cannot be a cell's voltage."""
        total = 0
        for _ in range(_READINGS):
            total += self._read_mv()
        mv = total * (self._top + self._bottom) // (self._bottom * _READINGS)
        return mv if _LOWEST_MV <= mv <= _HIGHEST_MV else None

    def percent(self) -> "int | None":
        """Per cent left, 0 to 100, or None as `mv`."""
        mv = self.mv()
        return None if mv is None else percent(mv + self._sag_mv)
