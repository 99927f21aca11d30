# SPDX-License-Identifier: MIT
"""Every rule reads its own example, whole."""

from __future__ import annotations

import pytest

from trackpacer.notation import decide as decide  # has all rules entered
from trackpacer.notation.chart import Chart
from trackpacer.notation.grammar import EXAMPLES, RULES

# Rules that look at what stands around the phrase, here in brackets of its own.
AROUND = {
    "which_next_number": "7 x 400: 1-4 @ 84, 5-6 @ 80, {7} @ 76",
    "named_for_its_minutes": "{20 one-ones:} 1 min hard, 1 min easy",
    "of_several_lengths": "1600, 1200, 800, 400 with 3 min {after the 1600, 1200 and 800}",
    "run_and_jogged": "8 x 400 m{. 200 m fast, 200 m jog}",
    "as_many_as_timed": "{a few 300m reps} in 52s, 48s, 53s",
    "rest_before": "600 m 90 s {rest} 1000 fast",
    "before_such_a_set": "4 x 5 x 300, 6 min {before each new 5 x 300}",
    "effort_meant": "5 x 200 fast. {Fast means 1500 pace}.",
    "reps_in_all": "4 x 3 x 300 {(12 total reps)}",
    "jog_there": "{Jog to the park}. 6 x 400",
    "shared_out": "6 x 800, {3 uphill and 3 downhill}",
    "count_by_numbers": "{Reps 1-4:} 400 m",
    "steady_between": "5 x 45 s hard{, 45 s steady}",
    "home": "6 x 400{, jog home}",
    "up_so_far": "6 times {up a 400m hill}",
    "as_many_again": "8 x 60 s hill, {then do another 8}",
    "minutes_off": "5 x {5 off 2}",
    "count_heads": "{3 sets of:\n}400",
    "miles_up": "{2 up}, 2 down",
    "jogs_in_brackets": "2 x 3 x 800 {(200)[400]}",
    "of_the_reps": "4 x 1.25 miles {for 5 miles}",
    "sum_of_lines": "3 min\n2 min jog\n1 min\n{6 min}",
    "unit_behind": "6 x {60:120s}",
    "seconds_with_a_colon": "6 x {30:60}",
    "within_warm_up": "20 min WU. {WU includes 4 strides}",
    "up_and_down": "2 {up}, 2 down",
    "total_before": "{7 mi -} 2 mi wu, 3 mi @ T, 2 mi cd",
    "bidding": "{do} 10 x 400",
    "faster": "5 min easy, 10 min {faster}",
    "by_a_length": "5 x 400 m {x 300m}",
    "how_it_is_taken": "10 x 400, 90s {(jog or walk)}",
    "rest_heading": "{Recovery:\n}1 min",
    "aim_for_all": "{82s for all} 12 400s",
    "times_of_400": "{12 or 2 x 8 times} with",
    "fill": "1 min hard, 1 min easy {for 20 minutes}",
    "way_there": "5 x 1k, {a half-mile jog from the car park}",
    "whole": "{6k of work}. 6 x 1k",
    "event": "{800M TRAINING}: 6 x 300",
    "pause_by_name": "6 x 400\n{reps: 90s}",
    "regroup_again": "8 x 800{. I want 2 sets of 4 x 800}",
    "sets_of_reps": "30/30{: 2 sets of 10 reps}",
    "hills_in_a_bracket": "{6 hill repeats} (run 200 m, jog down)",
    "as_often_again": "6 hill repeats (run 200 m, jog down; {repeat 5 times, no rests})",
    "how_on_is_run": "8 x 1 min on/1 min off {- on = 5k pace}",
    "how_off_is_run": "8 x 1 min on/1 min off{, off = easy jog}",
    "of_a_cycle": "6 x 400 every 2:00 {(rest included)}",
    "pace_and_time": "5 x 800 {(under 5k pace - 2:38)}",
    "sum_in_brackets": "5 x 1k off 2 min {(5000m)}",
    "run_again": "2 mi tempo, 4 x 400, 2 mi tempo {again}",
    "left_of_rep": "6 x 600{, when you have done 400 m go flat out}",
    "jog_by_its_pace": "6 x 2 min @ 3:35/km, {90s @ 6:00/km}",
    "pace_of_short_ones": "6 x 300 at interval {(5:36)}",
    "run_later": "5 x 400, then {3k eight minutes later}",
    "sets_by_turns": "4 x 600 @ 5k, 4 x 600 easy, {so you are switching hard and easy}",
    "rest_may_change": "6 x 1k, 45 s rest {and may be stretched to 60 s late in the workout}",
    "rest_in_parts": "4 x 1k, 300 m recovery, {walking the first 100 and jogging the rest}",
    "group_ran": "{Miler group hit} 5 x 400",
    "miles_before_bracket": "Thu: {7} hills (12 x 300, 90s)",
    "counted_apart": "12 x 1 min hard {with 12 x 1 min easy}",
    "slow_lap": "5 x 300, {lap slow}, 5 x 300",
    "before_all_again": "300, 3 min {before doing the block all over again}, twice more",
    "time_and_its_runs": "5 x {62 s 400m}",
    "share_of_run": "10 miles with last {20%} fast",
    "broken_reps": "{4 x broken 500:} 200, 15s rest, 200, 15s rest, 100",
    "minutes_pace": "8 x 3 min ({6 minute pace})",
    "minutes_by_times": "4/1 x 1, {3/1 x 2}",
    "share_of_rest": "6 x 300 off 2 min, 4 x 200 off {half that}",
    "rest_of_the_lap": "6 x 300, {walk the rest of the lap}",
    "minutes_as_before": "10 min at 5:00, {10} at 4:40",
    "miles_as_before": "2 miles @ 7:00, {1} @ 6:40",
    "pace_in_brackets": "4 min {faster [4:05]}",
    "come_through": "8 x 400 m, {coming through 200 in 37 and finishing in 74}",
    "titled_rest": "{400m reps with 200m jog}: 10 x 400",
}


@pytest.mark.parametrize(("symbol", "example", "rule"), EXAMPLES, ids=lambda value: str(value))
def test_a_rule_reads_its_example(symbol: str, example: str, rule: str) -> None:
    marked = AROUND.get(rule, f"{{{example}}}")
    before, _, rest = marked.partition("{")
    phrase, _, after = rest.partition("}")
    chart = Chart(before + phrase + after)
    starts = [token.start for token in chart.tokens[: chart.end]]
    begin = next(i for i, start in enumerate(starts) if start >= len(before))
    ends = [found.end for found in chart.at(symbol, begin)]
    end = next((i for i, start in enumerate(starts) if start >= len(before + phrase)), chart.end)
    assert end in ends


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 100 and set(AROUND) <= {rule for _, _, rule in EXAMPLES}


def test_no_element_takes_the_end_of_the_text() -> None:
    """It may ask for it: what stands behind it is nowhere."""
    taking = [
        one.pattern
        for one in RULES["Element"]
        for term in one.terms
        if "END" in term.keys and not term.look
    ]
    assert not taking
