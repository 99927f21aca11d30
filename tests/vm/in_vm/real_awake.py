# SPDX-License-Identifier: MIT
# ruff: noqa: E402
"""A minute of a session at a track's pace, in real time: prints the share of processor time and the
share not slept, in per cent."""

import sys

folder = sys.argv[1]
sys.path[:] = [folder + "/firmware", folder + "/helpers", sys.path[0], __file__.rpartition("/")[0]]

import time as real

from real_board import Board, ticks_diff, ticks_us
from support import programs as p
from support.watch import Log, World

from pacer import clock, cues, presses, runner, settings

data = p.build(p.repeat(2, p.run(100, 21000), p.fixed(15000)))
board = Board(1000)
board.went = lambda due: board.appoint(due + 21050 * 1000)
chosen = settings.Settings()
time = clock.Clock(board)
button = presses.Presses(board.button, time, chosen.lockout_ms)
log = Log(World(board.button), flush_us=0)
one = runner.Runner(board, time, button, cues.Player(board, 80), log, chosen, data)
used = real.clock()
start = ticks_us()
asleep = board.asleep_us
one.run(log.begin)
wall = ticks_diff(ticks_us(), start)
print(100 * (real.clock() - used) * 1e6 / wall, 100 * (wall - board.asleep_us + asleep) / wall)
