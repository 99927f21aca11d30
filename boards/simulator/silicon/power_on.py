# SPDX-License-Identifier: MIT
"""Power comes on: run by the MicroPython unix VM as `micropython power_on.py CONFIG`.

Reads the JSON file CONFIG (host `simulation/watch.py` writes it and documents its keys), puts the
hardware together, mounts the flash image at / as an ESP32 does, and does what a board does then:
main.py, and the REPL behind it. The firmware is the one installed on the flash (when there is a
main.py), else the repository's.

The laptop's own file system stands at /host, which no board has.
"""

import json
import os
import sys

import vfs


def _mount(flash, image):
    """Flash at /. A new chip is formatted, as a board's factory firmware does; never an old one."""
    vfs.mount(vfs.VfsPosix("/"), "/host")
    vfs.umount("/")
    if flash.is_new:
        vfs.VfsLfs2.mkfs(flash)
    vfs.mount(vfs.VfsLfs2(flash), "/")


def _run(path, names):
    with open(path) as file:
        source = file.read()
    exec(compile(source, path, "exec"), names)


def power_on(config):
    """Never returns: ends in a soft reset (exit 0) or a kill."""
    here = config["boards"] + "/simulator"
    sys.path[:] = [here]
    from silicon import console, hardware, repl, stand_ins

    panel = open(config["panel_fd"], "rb") if config.get("panel_fd") is not None else None
    log = open(config["log_fd"], "wb") if config.get("log_fd") is not None else None
    wires = console.Wires(config.get("console", False), panel, log, config.get("hurry", 1))
    trace = open(config["trace"], "a" if config.get("trace_append") else "w")
    image = open(config["image"], "r+b")
    built = hardware.Hardware(config, wires, trace, image)
    stand_ins.install(wires, built.restart, built.unique, config.get("cause", 1), built.alone)
    try:
        _mount(built.flash, image)
    except OSError as caught:
        wires.tell("crash", error="its flash cannot be read (%s)" % caught)
        console.die()
    built.start()

    rom = "/host" + config["firmware"]
    try:
        os.stat("/main.py")
        main = "/main.py"
        sys.path[:] = ["", ".frozen", "/lib"]
    except OSError:
        main = rom + "/main.py"
        sys.path[:] = ["", ".frozen", "/lib", rom, "/host" + here]
    built.install_settings()
    if config.get("radio"):
        built.connect_radio(here + "/radio", config["radio"])
    names = {"__name__": "__main__"}
    raw = bool(config.get("raw"))
    wires.tell("boot", raw=raw, main=main)
    if not raw:
        try:
            _run(main, names)
        except SystemExit:
            built.restart("soft")
        except KeyboardInterrupt as caught:
            sys.print_exception(caught)
        except Exception as caught:
            sys.print_exception(caught)
            wires.tell("crash", error=repr(caught))
    wires.tell("prompt", now=built.world.now)
    wires.interrupt_char = -1
    if not config.get("console", False):
        console.die()
    banner = "MicroPython on the simulated watch"
    try:
        repl.Repl(wires, names, banner).serve(raw)
    except repl.SoftReset as reset:
        wires.write(b"MPY: soft reboot\r\n")
        built.restart("soft", raw=reset.raw)


with open(sys.argv[1]) as file:
    power_on(json.load(file))
