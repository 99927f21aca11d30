# SPDX-License-Identifier: MIT
"""The parts of the simulated watch, wired together: clock, button, sound, flash, battery, wearer.

`board.py` hands the firmware what it may use of this; the rest is the world around the watch.
Only one exists in a VM: `hardware.the_one()`.
"""

import binascii
import json
import os
import sys

from silicon import console
from silicon.athlete import Athlete, offered
from silicon.flash import NorFlash
from silicon.trace import ANSWERS, Trace
from silicon.world import Button, RealWorld, World

_ONE = []

TRY_AGAIN_US = 8_000_000


def the_one():
    """The hardware of this VM."""
    return _ONE[0]


class Hardware:
    """Built by `power_on` from its configuration."""

    def __init__(self, config, wires, trace_file, image):
        self.config = config
        self.wires = wires
        self.unique = bytes(config.get("unique", [0x54, 0x50, 0, 0, 0, 1]))
        speed = config.get("speed", 0)
        costs = {
            key: config[key]
            for key in ("read_us", "turn_us", "wake_us", "interrupt_us", "before_wrap_us")
            if key in config
        }
        now = config.get("now", 0)
        if speed:
            self.world = RealWorld(speed, config.get("crystal_ppm", 0), now=now, **costs)
        else:
            self.world = World(now=now, **costs)
        self.world.between = self._between_real if speed else self._between
        self.button = Button(self.world)
        self.button2 = Button(self.world) if config.get("button2") else None
        self.flash = NorFlash(
            image,
            config.get("blocks", 512),
            self.world,
            config.get("cut_at_write", 0),
            self._power_cut,
        )
        self._trace_file = trace_file
        self.trace = Trace(self.world, self._line, self._heard, self._session_begins)
        self.athlete = None
        self._done = False
        self._started = False
        self._idle = False
        self._unix = config.get("unix", None)
        self._unix_at = now
        self._sleeps = 0
        self._watchdog_us = 0
        self._fed_us = 0
        self.bluetooth = None
        wires.on_command = self._command
        _ONE[:] = [self]

    def start(self):
        """After the mount: the button held at power-on, the person beside the watch."""
        config = self.config
        world = self.world
        if config.get("alone"):
            self.alone(config["alone"])
        if config.get("hold_at_boot_ms"):
            self.button.edge(world.ticks_at(world.now), True)
            world.press(world.now, config["hold_at_boot_ms"] * 1000, self.button, bounce=False)
        for at_ms, hold_ms in config.get("presses", ()):
            world.press(at_ms * 1000, hold_ms * 1000, self.button)
        if config.get("limit_us"):
            world.set_alarm("limit", config["limit_us"], self._out_of_time)
        runner = config.get("runner")
        if runner and not config.get("raw"):
            settings = dict(runner)
            kind = settings.pop("kind")
            self.athlete = Athlete(kind, self._press, **settings)
            if kind != "scripted" and self._something_new():
                self._press_start()

    def _something_new(self):
        """Whether the wearer has not run yet what the watch offers."""
        try:
            path = offered("/sessions")
        except OSError:
            return False
        if path is None:
            return False
        with open(path, "rb") as file:
            return binascii.crc32(file.read()) not in self.config.get("ran", ())

    def connect_radio(self, folder, port):
        """`bluetooth` becomes a module, as where the port has a radio; the air is on `port`."""
        sys.path.append("/host" + folder)
        address = "C0:" + ":".join("%02X" % octet for octet in self.unique[-5:])
        if self.config.get("bleio"):
            import bleio

            # The port keeps its bonds beside the file system, in a page of the chip's own flash.
            bonds = "/host" + self.config["image"] + ".bonds"
            bleio.setup(self.wires, "127.0.0.1", port, address, bonds)
            self.bluetooth = bleio
        else:
            import bluetooth

            bluetooth.setup(self.wires, "127.0.0.1", port, address)
            self.bluetooth = bluetooth
        sys.path.pop()

    def install_settings(self):
        """What `pacer install` would have put there; never over what there is."""
        settings = self.config.get("install_settings")
        if settings is None:
            return
        try:
            os.stat("/watch/settings.json")
        except OSError:
            try:
                os.mkdir("/watch")
            except OSError:
                pass
            with open("/watch/settings.json", "w") as file:
                json.dump(settings, file)

    # -- the real-time clock, which survives resets --------------------------------------------

    def unix_time(self):
        """Seconds since 1970, or 0 while nobody set the clock."""
        if self._unix is None:
            return 0
        return int(self._unix + (self.world.now - self._unix_at) // 1_000_000)

    def set_unix_time(self, seconds):
        """Sets the clock."""
        self._unix = seconds
        self._unix_at = self.world.now

    # -- battery and watchdog -------------------------------------------------------------------

    def battery_mv(self):
        """Falls evenly from `battery_mv` by `drain_mv_h` an hour."""
        config = self.config
        fallen = config.get("drain_mv_h", 40) * (self.world.now // 1000) // 3_600_000
        return config.get("battery_mv", 3950) - fallen

    def watchdog(self, ms):
        """Starts it: unless fed in time, it resets the watch. It cannot be stopped."""
        self._watchdog_us = ms * 1000
        self.feed()
        self._watch()

    def feed(self):
        """Keeps the watchdog quiet for another while."""
        self._fed_us = self.world.now

    def _watch(self):
        due = self._fed_us + self._watchdog_us
        if self.world.now < due:
            self.world.set_alarm("watchdog", due, self._watch)
            return
        self.wires.tell("watchdog", now=self.world.now)
        self.restart("hard")

    def alone(self, ms):
        """In the REPL: a hard reset unless fed in time, which is the laptop's. As on an ESP32 it
        outlives a soft reset."""
        self.wires.alone_ms = ms
        self.wires.on_alone = self._left_alone
        self.wires.spoken()

    def _left_alone(self):
        self.wires.tell("left alone", now=self.world.now)
        self.restart("hard")

    def idling(self):
        """The app has come so far as to wait for what its wearer wants: said once."""
        if not self._idle:
            self._idle = True
            self.wires.tell("app", now=self.world.now)

    # -- endings ---------------------------------------------------------------------------------

    def restart(self, kind, raw=False):
        """Tells the host to start the VM again, and ends. kind: 'soft' or 'hard'."""
        self.wires.tell(
            "reset",
            kind=kind,
            raw=raw,
            now=self.world.now if kind == "soft" else 0,
            uptime=self.world.now,
            held=self.world.held_ms(self.button),
            unix=self.unix_time() or None,
            alone=self.wires.alone_ms if kind == "soft" else 0,
            begun=self._started,
            done=self._done,
        )
        console.die()

    def _power_cut(self):
        self.wires.tell("power cut", writes=self.flash.writes)
        console.die()

    def _out_of_time(self):
        self.wires.tell("out of time", now=self.world.now)
        console.die()

    # -- the wearer ------------------------------------------------------------------------------

    def _press_start(self):
        """Presses until the session begins: one press may have met a menu, or a boot."""
        if self._started:
            return
        at = self.world.now + self.athlete.start_ms * 1000
        self._press(at, 120_000)
        self.world.set_alarm("start", at + TRY_AGAIN_US, self._press_start)

    def _press(self, at_us, hold_us):
        self.world.press(at_us, hold_us, self.button)

    def _session_begins(self, steps):
        """The firmware begins a session: the wearer knows it from now on."""
        self._started = True
        self._done = False
        self.wires.tell("begin", program=binascii.crc32(steps.data))
        if self.athlete is not None:
            self.athlete.told(steps)

    def _heard(self, kind, step, due_us, at_us):
        if kind in ANSWERS:
            self.wires.tell("answer", sound=kind, step=step, late_us=at_us - due_us)
        if kind == "done":
            self._done = True
        if self.athlete is not None:
            self.athlete.heard(kind, step, due_us)

    def _line(self, line):
        self._trace_file.write(line + "\n")
        self.wires.tell_raw(line)

    # -- between two looks at the clock ------------------------------------------------------------

    def _between(self, until):
        """Virtual clock. In a session time is only computed; outside, somebody may be typing."""
        wires = self.wires
        if wires.interrupt_char < 0:
            self._sleeps += 1
            if not self._sleeps & 63:
                wires.wait(0)
            return
        if self._done and self.config.get("until_done"):
            wires.tell("end", now=self.world.now)
            console.die()
        # Nobody can type without a console: then nothing is worth waiting for in real time.
        idle = self.config.get("console") and self.world.idle()
        wires.wait((until - self.world.now) // 1000 if idle else 0)

    def _between_real(self, until, left_ms):
        self.wires.wait(left_ms)

    def _command(self, words):
        """One command of the front panel."""
        if words[0] == "press":
            hold = int(words[1]) if len(words) > 1 else 120
            self._press(self.world.now + 1, hold * 1000)
        elif words[0] == "press2" and self.button2 is not None:
            hold = int(words[1]) if len(words) > 1 else 120
            self.world.press(self.world.now + 1, hold * 1000, self.button2)
        elif words[0] == "cut":
            self.flash.cut_at = self.flash.writes + int(words[1])
        elif words[0] == "speed" and self.world.real:
            self.world.set_speed(float(words[1]))
            self.wires.tell("speed", now=self.world.now)
        elif words[0] == "runner":
            self.athlete = Athlete(words[1], self._press, seed=int(words[2]))
            self._started = False
            self._press_start()
