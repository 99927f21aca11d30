# SPDX-License-Identifier: MIT
"""Sessions dropped on the watch's drive: taken whole, or refused and left where they are."""

import os

from support.programs import build, fixed, repeat, run

from pacer import drops, salvage
from pacer.file_access import FileAccess

PROGRAM = build(repeat(3, run(400, 84000), fixed(60000)))

ROOT = "drive"


def _drive():
    try:
        os.mkdir(ROOT)
    except OSError:
        pass
    files = FileAccess(ROOT)
    salvage.recover(files)
    files.start()
    for folder in (ROOT + "/sessions", ROOT):
        for name in os.listdir(folder):
            if name.lower().endswith(".tpp"):
                os.remove(folder + "/" + name)
    return files


def _drop(name, data):
    with open(ROOT + "/" + name, "wb") as file:
        file.write(data)


def test_a_session_is_taken_and_gone_from_the_root():
    files = _drive()
    _drop("goal.tpp", PROGRAM)
    _drop("LOUD.TPP", PROGRAM)
    assert drops.take(ROOT) == []
    assert files.read("sessions/goal.tpp") == PROGRAM
    assert files.read("sessions/LOUD.tpp") == PROGRAM
    assert "goal.tpp" not in os.listdir(ROOT)
    assert drops.take(ROOT) == []


def test_it_replaces_one_of_its_name():
    files = _drive()
    files.write_json("sessions/goal.tpp", {})
    _drop("goal.tpp", PROGRAM)
    assert drops.take(ROOT) == []
    assert files.read("sessions/goal.tpp") == PROGRAM


def test_what_is_no_session_stays_and_is_told():
    files = _drive()
    _drop("cut.tpp", PROGRAM[:-1])
    _drop("huge.tpp", bytes(5000))
    _drop("good.tpp", PROGRAM)
    problems = drops.take(ROOT)
    assert len(problems) == 2
    assert "cut.tpp was not taken: not a program" in problems[0]
    assert "huge.tpp was not taken: 5000 bytes" in problems[1]
    assert [name for name, _ in files.list("sessions")] == ["good.tpp"]
    assert "cut.tpp" in os.listdir(ROOT)


def test_what_macos_puts_beside_a_session_is_no_error():
    files = _drive()
    _drop("goal.tpp", PROGRAM)
    _drop("._goal.tpp", b"\x00\x05\x16\x07" + bytes(4092))
    assert drops.take(ROOT) == []
    assert [name for name, _ in files.list("sessions")] == ["goal.tpp"]
    os.remove(ROOT + "/._goal.tpp")
