# SPDX-License-Identifier: MIT
"""Sessions as other people's workouts: what a Garmin and intervals.icu hold, to and fro.

`unrolling` makes steps and plain repeats of a session and tells what is lost on the way, `rolling`
makes a session of them again; `fit` and `intervals` write the two formats, `fit_reading` and
`intervals_reading` read them, `found` tells them from other files, `garmin` finds a watch that is
plugged in.
"""
