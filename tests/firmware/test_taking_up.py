# SPDX-License-Identifier: MIT
"""What a reset in mid-session leaves, and what the watch offers then."""

import os
import sys

from support.whole_watch import FOLDER, FOUR, FULL_LOG, Board, boot, cut_off, logged

from pacer import laplog_reading

NOT_IN_WASM = "its file system's errors have other numbers than MicroPython's"


def test_reset_in_mid_session_goes_on_with_the_next_rep_exactly_once():
    for cut_s in (30, 100, 112, 200, 260):
        files = cut_off(cut_s)
        board = Board()
        board.data = FOUR
        board.world.press(3000)
        assert boot(board) == "restart"
        (log,) = logged(files)
        assert [row for row in log[1] if row[0] != "reset"] == FULL_LOG, (cut_s, log)
        assert [row[0] for row in log[1]].count("reset") == 1


def test_reset_offer_grows_rare_and_silent_and_a_press_still_goes_on():
    files = cut_off()
    heard = []
    for limit_s in (120, 1500, 7200):
        board = Board(limit_s=limit_s)
        assert boot(board) == "idle"
        heard.append(board.sounds("resume") // 2)  # its first note is its last
    assert 15 <= heard[0] <= 24 and heard[0] < heard[1] <= heard[0] + 25
    assert heard[2] == heard[1]  # an hour later the battery is left in peace
    assert max(board.idled[-100:]) == 200
    board = Board(limit_s=9000)
    board.data = FOUR
    board.world.press(7200000)
    assert boot(board) == "restart"
    assert logged(files) == [("four", [FULL_LOG[0], ("reset", 1)] + FULL_LOG[1:])]


def test_reset_offer_is_declined_by_a_hold():
    files = cut_off()
    board = Board(limit_s=30)
    board.world.press(3000, 0, 1300)
    assert boot(board) == "idle"
    (log,) = logged(files)
    assert [row[0] for row in log[1]][0] == "lap"
    assert log[1][-1] == ("stopped", 1)
    assert laplog_reading.unfinished(files) is None


def test_reset_offer_is_declined_by_a_longer_hold_which_syncs_with_the_heap_of_any_other_sync():
    files = cut_off()
    loaded = []
    board = Board(limit_s=30)
    board.world.press(3000, 0, 3500)
    assert boot(board, lambda: loaded.extend(sys.modules)) == "restart"
    assert logged(files)[0][1][-1] == ("stopped", 1)
    assert "pacer.app" in loaded
    assert "pacer.taking_up" not in loaded


def test_reset_after_the_last_lap_offers_nothing():
    files = cut_off(6 + 4 * 109 - 25 + 1)
    assert [row[0] for row in logged(files)[0][1]] == ["lap"] * 4
    board = Board(limit_s=10)
    assert boot(board) == "idle"
    assert [row[0] for row in logged(files)[0][1]] == ["lap"] * 4 + ["reset", "end"]
    assert board.sounds("resume") == 0


def test_reset_of_a_session_that_is_gone_closes_its_log():
    files = cut_off()
    os.remove(FOLDER + "/sessions/a.tpp")
    board = Board(limit_s=10)
    assert boot(board) == "idle"
    assert logged(files)[0][1][-1] == ("stopped", 1)
