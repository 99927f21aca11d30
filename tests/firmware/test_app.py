# SPDX-License-Identifier: MIT
"""The watch between sessions: what a press starts, what a hold chooses, when it sleeps."""

import binascii
import os

from support import programs
from support.programs import build, fixed, repeat, run
from support.whole_watch import FOLDER, FOUR, FULL_LOG, TWO, Board, Display, boot, fresh, logged

from pacer import app, fitness, interpreter, laplog, laplog_reading, opcodes, program, storage

NOT_IN_WASM = "its file system's errors have other numbers than MicroPython's"


def test_one_press_runs_the_only_session_and_the_watch_restarts():
    files = fresh(a=FOUR)
    board = Board()
    board.data = FOUR
    board.world.press(2000)
    assert boot(board) == "restart"
    assert board.watched
    assert logged(files) == [("four", FULL_LOG)]
    head = laplog_reading.read_header(files.read("logs/00001.log"))
    assert head.unix_time == 1790000004  # the first GO, after a count-in
    assert head.identity == program.verify(FOUR).identity
    assert board.trace.heard[0].kind == "count"


def test_log_is_dated_by_the_first_go_and_not_by_the_press():
    for chosen, later_s in (
        ({"delay_s": 120}, 124),
        ({"count_in_s": 30}, 31),
        ({"start": "press-first", "delay_s": 60}, 60),
    ):
        files = fresh(a=FOUR)
        files.write_json("watch/settings.json", chosen)
        board = Board()
        board.data = FOUR
        board.world.press(2000)
        assert boot(board) == "restart"
        head = laplog_reading.read_header(files.read("logs/00001.log"))
        assert head.unix_time == 1790000000 + later_s, (chosen, head.unix_time)
        assert abs(head.uptime_ms - 2000 - later_s * 1000) < 100, (chosen, head.uptime_ms)


def test_start_by_press_is_heard_at_the_press_however_deep_the_watch_sleeps():
    for ms, us in ((2003, 7), (200111, 99)):  # in a slice of 20 ms, and of 200
        files = fresh(a=FOUR)
        files.write_json("watch/settings.json", {"start": "press-first"})
        board = Board()
        board.data = FOUR
        board.world.press(ms, us)
        assert boot(board) == "restart"
        assert board.trace.heard[0].kind == "go"
        assert 0 <= board.trace.heard[0].at_us <= 100
        assert [n[:3] for n in board.tone.notes if n[2] == 3600][0] == (ms, us, 3600)
        assert logged(files) == [("four", FULL_LOG)]


def test_press_that_starts_nothing_does_not_sound_as_go():
    for chosen, battery in (({"start": "press-first"}, 3), ({"start": "count-in"}, 90)):
        files = fresh(a=FOUR)
        files.write_json("watch/settings.json", chosen)
        board = Board(battery=battery, limit_s=5)
        board.world.press(2003)
        assert boot(board) == "idle"
        assert board.sounds("go") == 0


def test_capability_says_what_the_watch_is():
    files = fresh(a=FOUR)
    files.write_json("watch/settings.json", {"name": "red"})
    board = Board(limit_s=5)
    assert boot(board) == "idle"
    said = files.read_json("watch/capability.json")
    assert (said["board"], said["name"], said["clock_set"]) == ("nothing", "red", True)
    assert said["program_version"] == opcodes.VERSION
    assert said["log_version"] == laplog.VERSION
    assert said["max_program_bytes"] == storage.MAX_PROGRAM
    assert said["free_bytes"] > 0


def test_hold_chooses_the_next_session_by_number_and_leaves_no_log():
    files = fresh(a=FOUR, b=TWO)
    board = Board()
    board.data = TWO
    chosen = []
    look = app.App._look

    def first(self):
        look(self)
        self._at = 0
        chosen.append(self)

    app.App._look = first
    try:
        board.world.press(2000, 0, 1300)
        board.world.press(6000)
        assert boot(board) == "restart"
    finally:
        app.App._look = look
    assert logged(files) == [("two", [("lap", 0), ("lap", 1), ("end", 2)])]
    # one blip for the first at boot, then two for the second
    assert board.sounds("select") == 3


def test_newest_session_is_offered_first():
    files = fresh(a=FOUR, b=TWO)
    try:
        os.utime(FOLDER + "/sessions/a.tpp", (1790000000, 1790000000))
        os.utime(FOLDER + "/sessions/b.tpp", (1780000000, 1780000000))
    except AttributeError:
        return  # this VM cannot set a file's time
    board = Board()
    board.data = FOUR
    board.world.press(2000)
    boot(board)
    assert logged(files)[0][0] == "four"


class Lamp(Display):
    """A display with a light."""

    def __init__(self, world):
        super().__init__()
        self.world = world
        self.switched = []

    def light(self, on):
        self.switched.append((self.world.ms, on))


def test_the_display_is_dark_in_a_rep_and_lit_by_the_press_that_ends_it():
    for backlight, dark in (("recovery", True), ("always", False)):
        files = fresh(a=TWO)
        files.write_json("watch/settings.json", {"backlight": backlight})
        board = Board()
        board.display = Lamp(board.world)
        board.data = TWO
        board.world.press(2000)
        assert boot(board) == "restart"
        # Count-in and its second, 40 s, 20 s of recovery, 40 s.
        go = 2000 + 1000 + 3000
        marks = [(go, False), (go + 40000, True), (go + 60000, False), (go + 100000, True)]
        found = board.display.switched
        assert len(found) == (4 if dark else 0), found
        for (at, on), (due, expected) in zip(found, marks):
            assert on == expected and 0 <= at - due <= 40, found


def test_the_display_is_dark_while_the_watch_sleeps_and_a_press_lights_it():
    fresh(a=FOUR)
    board = Board(limit_s=140)
    board.display = Lamp(board.world)
    board.world.press(130000, 0, 1500)  # a hold: the next session, none is started
    assert boot(board) == "idle"
    (first, off), (again, on) = board.display.switched[:2]
    assert (off, on) == (False, True)
    assert 120000 <= first < 123000 and 130000 <= again < 130500


def test_the_session_uploaded_last_is_offered_first_where_files_have_no_time():
    files = fresh()
    files.modified = None  # not asked for
    for name, data in (("b", FOUR), ("a", TWO)):
        part = files.put_aside("sessions/%s.tpp" % name, len(data))
        files.append(part, data)
        files.commit(part, "sessions/%s.tpp" % name, len(data), binascii.crc32(data))
    names = ["a.tpp", "b.tpp"]
    assert names[files.newest(names)] == "a.tpp"
    files.move("sessions/a.tpp", "sessions/c.tpp")
    assert files.newest(["b.tpp", "c.tpp"]) == 1
    files.move("sessions/b.tpp", "sessions/a.tpp")
    assert files.newest(["a.tpp", "c.tpp"]) == 1, "another was renamed"
    modified = storage.Storage.modified
    storage.Storage.modified = lambda self, path: 0
    try:
        board = Board()
        board.data = TWO
        board.world.press(2000)
        boot(board)
    finally:
        storage.Storage.modified = modified
    assert logged(files)[0][0] == "two"


def test_second_button_chooses_too():
    files = fresh(a=FOUR)
    files.append("sessions/b.tpp", TWO)
    board = Board(button2=True, limit_s=9)
    board.world2.press(3000)
    board.world2.press(6000)
    assert boot(board) == "idle"
    assert board.sounds("select") in (1 + 2 + 1, 2 + 1 + 2)


def test_longer_hold_is_sync_then_a_restart():
    fresh(a=FOUR)
    board = Board()
    calls = []
    board.world.press(2000, 0, 3500)
    assert boot(board, lambda: calls.append(board.world.ms)) == "restart"
    assert len(calls) == 1 and 5000 <= calls[0] < 6500
    assert not board.watched
    assert logged(storage.Storage(FOLDER)) == []


def test_longer_hold_is_sync_without_any_session():
    fresh()
    board = Board()
    calls = []
    board.world.press(2000, 0, 3500)
    assert boot(board, lambda: calls.append(1)) == "restart"
    assert calls


def test_a_button_still_down_when_sync_ends_is_waited_for():
    # Down at the restart, it would be taken for safe mode, and the watch would seem dead.
    fresh()
    board = Board()

    def ended_by_a_hold():
        board.world.press(board.world.ms + 500, 0, 4000)
        while not board.button.is_down():
            board.sleep_ms(10)

    board.world.press(2000, 0, 3500)
    assert boot(board, ended_by_a_hold) == "restart"
    assert not board.button.is_down()


def test_a_button_still_down_when_a_session_ends_is_waited_for():
    files = fresh(a=FOUR)
    board = Board()
    board.world.press(2000)
    board.world.press(20000, 0, 15000)
    assert boot(board) == "restart"
    assert not board.button.is_down()
    assert logged(files)[0][1][-1] == ("stopped", 1)


def test_press_without_a_session_is_answered_and_harmless():
    files = fresh()
    board = Board(limit_s=8)
    board.world.press(2000)
    assert boot(board) == "idle"
    assert board.sounds("error") > 0
    assert logged(files) == []


def test_battery_that_does_not_last_refuses_the_start():
    files = fresh(a=FOUR)
    board = Board(battery=5, limit_s=20)  # four reps are 7 minutes: 1 % and the reserve of 5
    board.data = FOUR
    board.world.press(8000)
    board.world.press(12000)
    assert boot(board) == "idle"
    assert logged(files) == []
    assert board.sounds("low_battery") >= 2
    assert b"battery 5 %, this needs" in files.read("watch/errors.txt")
    board = Board(battery=40)
    board.data = FOUR
    board.world.press(2000)
    assert boot(board) == "restart"
    assert logged(files) == [("four", FULL_LOG)]


def test_damaged_session_is_told_and_not_run():
    files = fresh(a=FOUR[:-3])
    board = Board(limit_s=10)
    board.world.press(4000)
    assert boot(board) == "idle"
    assert b"sessions/a.tpp: byte 7" in files.read("watch/errors.txt")
    assert logged(files) == []


def test_wrong_settings_fall_back_and_are_told():
    files = fresh(a=FOUR)
    files.append("watch/settings.json", b'{"volume": 200, "count_in_s": 5, "colour": 1}')
    board = Board()
    board.data = FOUR
    board.world.press(4000)
    assert boot(board) == "restart"
    said = files.read("watch/errors.txt")
    assert b"setting volume: 0 to 100, not 200" in said and b"colour" in said
    assert [h.kind for h in board.trace.heard][:6] == ["count"] * 5 + ["go"]
    assert max(n[3] for n in board.tone.notes) == 80


def test_an_error_is_heard_kept_and_followed_by_a_restart():
    files = fresh(a=FOUR)
    board = Board()

    def broken():
        raise OSError("the part is loose")

    board.world.press(2000, 0, 3500)
    assert boot(board, broken) == "restart"
    assert b"the part is loose" in files.read("watch/errors.txt")
    assert board.sounds("error") >= 6


def test_ctrl_c_is_off_in_a_session_and_on_outside():
    fresh(a=FOUR)
    board = Board()
    board.data = FOUR
    calls = []

    class Micropython:
        @staticmethod
        def kbd_intr(char):
            calls.append((char, board.world.ms))

    kept = interpreter.micropython
    interpreter.micropython = Micropython
    try:
        board.world.press(2000)
        assert boot(board) == "restart"
    finally:
        interpreter.micropython = kept
    assert [char for char, _ in calls] == [-1, 3]
    assert calls[0][1] < 2100
    assert calls[1][1] > 2000 + 4 * 84000 + 3 * 25000


def test_idle_watch_sleeps_and_still_starts():
    files = fresh(a=FOUR)
    board = Board()
    board.data = FOUR
    board.world.press(200000)
    assert boot(board) == "restart"
    assert max(board.idled) >= 200
    assert board.trace.zero_ms == 204000
    assert logged(files) == [("four", FULL_LOG)]


def test_display_counts_the_recovery_down_and_shows_the_lap():
    fresh(a=FOUR)
    board = Board(display=True)
    board.data = FOUR
    board.world.press(2000)
    assert boot(board) == "restart"
    counts = [s[4] for s in board.display.shown if s[4] is not None]
    assert 24 in counts and 12 in counts
    for rep in (2, 3, 4):  # each recovery tells of its own
        assert ("%d/4" % rep, "", rep, 84000, 20, 84000, 0) in board.display.shown
    for heard in board.trace.heard:
        if heard.kind in ("split", "last100", "finish", "count", "warn10"):
            assert 0 <= heard.at_us - heard.due_us < 150, heard


def _shown_of_a_pair(*presses):
    """What a display shows in 400 m and then 200 m, of which only these presses are known."""
    fresh(a=build(run(400, 84000), fixed(60000, between=False), run(200, 40000)))
    board = Board(display=True, limit_s=400)
    board.world.press(2000)  # GO 4 s later
    for at, held_ms in presses:
        board.world.press(at, 0, held_ms)
    boot(board)
    return board.display.shown


def test_display_shows_no_lap_where_nobody_pressed():
    recovery = [s for s in _shown_of_a_pair() if s[4] is not None]
    assert len(recovery) > 20
    assert {s[5:] for s in recovery} == {(0, None)}


def test_display_compares_no_lap_that_had_no_target():
    fresh(a=build(repeat(2, run(400), fixed(60000))))
    board = Board(display=True, limit_s=400)
    board.world.press(2000)
    board.world.press(78000)
    boot(board)
    assert ("2/2", "", 2, 0, 20, 72000, None) in board.display.shown


def test_display_of_a_paused_rep_compares_no_lap_of_another_rep_with_its_target():
    in_second_rep = 90000 + 60000 + 20000
    shown = _shown_of_a_pair((90000, 120), (in_second_rep, 1500))
    assert ("1/1", "", 1, 40000, 20, 84000, 0) in shown
    assert [s for s in shown if s[1] == "paused"] == [("1/1", "paused", 1, 40000, None, None, None)]


def test_battery_refuses_as_often_as_it_is_asked():
    files = fresh(a=FOUR)
    board = Board(battery=5, limit_s=2000)
    idle = board.idle
    pressed = [8000]

    def press(ms):
        idle(ms)
        if board.world.ms >= pressed[0]:
            pressed[0] += 3000
            board.world.press(pressed[0])

    board.idle = press
    assert boot(board) == "idle"
    assert board.sounds("low_battery") >= 600
    assert files.read("watch/errors.txt").count(b"\n") == 1


def test_second_button_still_chooses_after_a_start_was_taken_back():
    fresh(a=FOUR, b=TWO)
    board = Board(button2=True, limit_s=80)
    board.world2.press(60000)
    board.world.press(63000, 0, 1500)
    assert boot(board) == "idle"
    before = board.sounds("select")
    fresh(a=FOUR, b=TWO)
    board = Board(button2=True, limit_s=80)
    board.world2.press(60000)
    board.world.press(63000, 0, 1500)
    board.world2.press(70000)
    assert boot(board) == "idle"
    assert board.sounds("select") > before


def test_hold_into_the_announcement_chooses_the_next_and_starts_nothing():
    for at_ms in (51240, 51300, 51360, 51420):
        files = fresh(a=FOUR, b=TWO)
        board = Board(limit_s=60)
        board.world.press(50000, 0, 1200)
        board.world.press(at_ms, 0, 1200)
        assert boot(board) == "idle"
        assert not board.watched and logged(files) == []


def test_start_that_cuts_an_announcement_leaves_no_tone_on():
    for at_ms in range(51240, 51500, 40):
        fresh(a=FOUR, b=TWO)
        board = Board(limit_s=56)
        # The watch tells the newly chosen session's number when it is started.
        board.world.press(50000, 0, 1200)
        board.world.press(at_ms)
        assert boot(board) == "idle"
        notes = [n for n in board.tone.notes if n[0] < at_ms + 900]
        assert board.trace.zero_ms == at_ms + 4000
        for k in range(len(notes) - 1):
            if notes[k][2]:
                assert notes[k + 1][0] - notes[k][0] < 200, (at_ms, notes[k])
        assert notes[-1][2] == 0, at_ms


def test_display_that_comes_loose_ends_neither_the_watch_nor_the_session():
    for last in (0, 1, 2, 40):
        files = fresh(a=FOUR)
        board = Board(display=True)
        board.data = FOUR
        shown = board.display.show
        count = [0]

        def show(screen, shown=shown, count=count, last=last):
            count[0] += 1
            if count[0] > last:
                raise OSError(19)
            shown(screen)

        board.display.show = show
        board.world.press(2000)
        assert boot(board) == "restart"
        assert logged(files) == [("four", FULL_LOG)]
        assert last < count[0] <= last + 2  # the app and the session each find out


def test_length_of_a_session():
    steps = program.Steps(
        build(
            run(2000),
            programs.full(between=False),
            repeat(3, run(400, 80000), programs.sendoff(120000)),
            programs.window(35000, 45000, between=False),
            repeat(2, run(400, 70000), programs.equal()),
        )
    )
    assert fitness.length_ms(steps) == (
        720000 + 120000 + 3 * 80000 + 2 * 40000 + 45000 + 2 * 70000 + 70000
    )
    assert fitness.battery_needed(3600000, 10) == 15
