# SPDX-License-Identifier: MIT
"""A whole watch between two restarts: time, files in a folder, somebody who presses at the target.

Not here: the runner by itself (`watch`).
"""

from pacer import app, laplog, laplog_reading, names, program
from support.files import new_storage
from support.programs import build, fixed, repeat, run
from support.watch import Button, Tone, Trace, World, ticks_diff

FOLDER = "build/whole_watch"


FOUR = build(repeat(4, run(400, 84000), fixed(25000)), name="four")


TWO = build(repeat(2, run(200, 40000), fixed(20000)), name="two")


class Restart(BaseException):
    """The board was reset."""


class OutOfTime(BaseException):
    """Nobody pressed any more."""


class Display:
    def __init__(self):
        self.shown = []

    def show(self, screen):
        self.shown.append(
            (screen.title, screen.text, screen.rep, screen.target_ms, screen.countdown_s,
             screen.last_ms, screen.difference_ms)
        )  # fmt: skip


class Board:
    """A whole watch: time, files in a folder, somebody who presses at the target."""

    name = "nothing"
    root = FOLDER
    vibration = None
    led = None
    bluetooth = None

    def __init__(self, button2=False, battery=None, display=False, unix=1790000000, limit_s=3000):
        self.button = Button()
        self.world = World(self.button)
        self.button2 = None
        if button2:
            self.button2 = Button()
            self.world2 = World(self.button2)
        self.trace = Trace(self.world, True)
        self.tone = Tone(self.world, self.trace)
        self.tone.notes = []
        self.ticks_us = self.world.ticks_us
        self.ticks_diff = ticks_diff
        self.display = Display() if display else None
        self.battery = battery
        self.unix = unix
        self.watched = False
        self.limit_s = limit_s
        self.idled = []
        self.data = None
        self.laps = None
        self.trace.react = self._react

    def sleep_ms(self, ms):
        self.world.sleep_ms(ms)
        if self.button2:
            self.world2.advance(
                (self.world.ms - self.world2.ms) * 1000 + self.world.us - self.world2.us
            )
        if self.world.ms > self.limit_s * 1000:
            raise OutOfTime

    def idle(self, ms):
        self.idled.append(ms)
        self.sleep_ms(ms)

    def battery_percent(self):
        return self.battery

    def battery_mv(self):
        return None

    def unix_time(self):
        return self.unix

    def watchdog(self, ms):
        self.watched = True

    def feed(self):
        pass

    def alone(self, ms):
        self.left_alone = ms

    def reset(self):
        raise Restart

    def _react(self, kind, step, ms, us):
        if kind == "go" and self.data:
            steps = program.Steps(self.data)
            steps.seek(step)
            if self.laps is None or steps.run in self.laps:
                self.world.press(ms + steps.target_ms, us)

    def sounds(self, name):
        """How often a note like a cue's first was heard."""
        cue = names.sound(names.CUES.index(name))
        found = 0
        for k in range(len(self.tone.notes) - 1):
            ms, us, frequency, _ = self.tone.notes[k]
            lasted = self.tone.notes[k + 1][0] - ms
            if frequency == cue[3] * app.cues.HZ and abs(lasted - cue[4] * app.cues.MS) < 30:
                found += 1
        return found


def fresh(**sessions):
    files = new_storage(FOLDER)
    for name, data in sessions.items():
        files.append("sessions/" + name + ".tpp", data)
    return files


def boot(board, sync=None):
    """Run the app until it restarts ('restart') or nothing happens any more ('idle')."""
    try:
        app.run(board, sync)
    except Restart:
        return "restart"
    except OutOfTime:
        return "idle"
    raise AssertionError("the app returned")


def cut_off(after_s=100):
    """The files of a watch that a reset cut off in a session FOUR, so long after power-on."""
    files = fresh(a=FOUR)
    board = Board(limit_s=after_s)
    board.data = FOUR
    board.world.press(2000)
    assert boot(board) == "idle"
    return files


def logged(files):
    found = []
    for name, _ in files.list("logs"):
        data = files.read("logs/" + name)
        head = laplog_reading.read_header(data)
        rows = []
        for at in range(head.length, len(data), laplog.CELL):
            row = laplog_reading.read_record(data, at)
            if row:
                rows.append((names.EVENTS[row[0]], row[1]))
        found.append((head.name, rows))
    return found


FULL_LOG = [("lap", 0), ("lap", 1), ("lap", 2), ("lap", 3), ("end", 4)]
