# SPDX-License-Identifier: MIT
"""The numbers of the Adafruit BLE File Transfer protocol, version 4, with statuses of our own.

Not here: what is done with them (`file_transfer`, `upload`).
"""

from micropython import const

VERSION = const(4)

READ = const(0x10)
READ_DATA = const(0x11)
READ_PACING = const(0x12)
WRITE = const(0x20)
WRITE_PACING = const(0x21)
WRITE_DATA = const(0x22)
DELETE = const(0x30)
MKDIR = const(0x40)
LIST = const(0x50)
LIST_ENTRY = const(0x51)
MOVE = const(0x60)

OK = const(0x01)
ERROR = const(0x02)
NO_FILE = const(0x03)
PROTOCOL = const(0x04)
READ_ONLY = const(0x05)
FORBIDDEN = const(0x40)  # the path leaves what may be reached
TOO_LARGE = const(0x41)  # over the cap for such a file
NO_SPACE = const(0x42)
REFUSED = const(0x43)  # came whole, but is no valid program or setting

CLOCK = const("watch/clock.json")  # no file: a write sets the clock, a read tells it
