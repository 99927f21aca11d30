# SPDX-License-Identifier: MIT
"""A session on a board under CircuitPython's modules, from power-on to the log.

boot.py and code.py as they are installed, the app, the drivers; the files on a FAT disk; a wearer
who presses when the time comes. Prints what was pressed, heard and kept, as JSON, for the test to
judge. Time is the fakes': it passes in sleeps and at each look at the clock.
"""

import json
import os
import sys

import board as pins
import microcontroller
import pwmio
import silicon
import storage as drive
import vfs

NAME, FIRMWARE, HELD = sys.argv[1], sys.argv[2], sys.argv[3] == "held"
pins.setup(NAME)
BUTTON = pins.D2 if NAME.startswith("xiao") else pins.D5
PROGRAM = bytes.fromhex(sys.argv[4])


class Disk:
    def __init__(self):
        self.data = bytearray(1024 * 512)

    def readblocks(self, block, buffer, offset=0):
        buffer[:] = self.data[block * 512 + offset :][: len(buffer)]

    def writeblocks(self, block, buffer, offset=0):
        self.data[block * 512 + offset : block * 512 + offset + len(buffer)] = buffer

    def ioctl(self, what, argument):
        return {4: 1024, 5: 512, 6: 0}.get(what, 0)


disk = Disk()
vfs.VfsFat.mkfs(disk)
vfs.mount(vfs.VfsFat(disk), "/drive")
os.chdir("/drive")
with open("/drive/goal.tpp", "wb") as file:  # dropped there by a laptop
    file.write(PROGRAM)

silicon.recording = True
presses = []


def press(at_us, hold_us=120000):
    presses.append((at_us, hold_us))


def world():
    """The finger, with a bounce at its beginning and four at its end; the power goes at the end."""
    now = silicon.now_us
    for at, hold in presses:
        since = now - at
        if 0 <= since < hold + 12000:
            bounces = 2000 <= since < 3000 or hold <= since and since // 1500 % 2
            BUTTON.level = None if bounces or since >= hold + 10500 else False
    if now > 400_000_000:
        raise SystemExit("out of time")


def reset():
    raise SystemExit("reset")


microcontroller.reset = reset
if HELD:
    BUTTON.level = False
with open(FIRMWARE + "/circuitpython/boot.py") as file:
    exec(file.read().replace("BUTTON_PIN", "D2" if NAME.startswith("xiao") else "D5"), {})

# The board stands at the root of its drive; here that is a folder.
import drivers.port_circuitpython as port  # noqa: E402

_init = port.CircuitPythonBoard.__init__


def init(self, *arguments):
    _init(self, *arguments)
    self.root = "/drive"


port.CircuitPythonBoard.__init__ = init


silicon.on_tick.append(world)
if not HELD:
    press(3_000_000)
    for at_ms in eval(sys.argv[5]):
        press(at_ms * 1000)
ended = ""
try:
    with open(FIRMWARE + "/circuitpython/code.py") as file:
        exec(file.read(), {})
except SystemExit as end:
    ended = str(end)
files = {}
for folder in ("sessions", "logs", "watch") if not HELD else ():
    for name in os.listdir("/drive/" + folder):
        with open("/drive/%s/%s" % (folder, name), "rb") as file:
            files[folder + "/" + name] = file.read().hex()
print(
    json.dumps(
        {
            "ended": ended,
            "remounts": drive.remounts,
            "heard": pwmio.PWMOut.heard,
            "now_us": silicon.now_us,
            "files": files,
        }
    )
)
