# SPDX-License-Identifier: MIT
# ruff: noqa: E402
"""A whole 25 x 400 in real time, sped up: prints `REP LATE_US` for each cue."""

import sys

folder = sys.argv[1]
sys.path[:] = [folder + "/firmware", folder + "/helpers", sys.path[0], __file__.rpartition("/")[0]]

from real_board import Board
from support import programs as p

from pacer import clock, cues, laplog, presses, program, reading, runner, settings

REPS = 25
TARGET_MS = 2000
SPACING_M = 20  # a cue every 100 ms


class Files:
    boot = 1

    def create_log(self, head):
        return "log"

    def append(self, path, data):
        pass

    def size(self, path):
        return 0


def hurried(data):
    """The verifier wants half a second between cues; this session is made to be in a hurry."""
    header = program.Header(reading.Header(data))
    header.runs = REPS
    header.steps = 2 * REPS - 1
    return header


program.verify = hurried
data = p.build(p.repeat(REPS, p.run(400, TARGET_MS, spacing=SPACING_M), p.fixed(1600)))
board = Board(1000)
board.went = lambda due: board.appoint(due + (TARGET_MS + 50) * 1000)
chosen = settings.Settings()
time = clock.Clock(board)
button = presses.Presses(board.button, time, chosen.lockout_ms)
log = laplog.LapLog(Files())
one = runner.Runner(board, time, button, cues.Player(board, 80), log, chosen, data)
one.run(lambda: log.begin(1, "", "", "", 0, 0, 0))
for k in range(board.count):
    print(board.step[k] // 2, board.late[k])
