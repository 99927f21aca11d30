# SPDX-License-Identifier: MIT
"""The runner and the track: races, equivalent paces, training paces, athletes, lanes.

Nothing here reads a coach's text.
"""

from trackpacer.paces.equivalence import Equivalent, Races
from trackpacer.paces.races import Race, distance_name, parse_distance, parse_race

__all__ = ["Equivalent", "Race", "Races", "distance_name", "parse_distance", "parse_race"]
