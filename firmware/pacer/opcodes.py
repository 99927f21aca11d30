# SPDX-License-Identifier: MIT
"""The numbers of the program's format (see FORMAT.md): opcodes, their fields, and limits.

Who walks a program (`program`) and who checks one (`verifier`) both take them from here. On a watch
they are put in where they are used, and only what is no number is left of this file.
"""

from micropython import const

MAGIC = b"TP"
VERSION = const(1)

# Opcodes: the top bits say what it is, the others which fields follow.
RUN_DISTANCE = const(0x00)  # 0b00xxxxxx
RUN_TIME = const(0x40)  # 0b010xxxxx
RECOVERY_STEP = const(0x60)  # 0b011xxxxx
REPEAT = const(0x80)
END_REPEAT = const(0x81)
GROUP = const(0x82)

# Fields of a run's opcode.
SERIES = const(0x03)  # of the target (or the pace): none, one value, a ladder, one for each pass
CONSTANT = const(1)
LADDER = const(2)
LISTED = const(3)
HAS_RANGE = const(0x04)
HAS_PROFILE = const(0x08)
HAS_MORE = const(0x10)  # role, effort, cue spacing
HAS_LEVEL = const(0x20)  # the ladder or list follows an outer repeat
TIMED_HAS_LEVEL = const(0x08)  # the same of a run by time, which has no splits to be uneven

# Fields of a recovery's opcode.
TYPE = const(0x07)
BETWEEN = const(0x08)
HAS_EXTRA = const(0x10)

NONE = const(0)
TIME = const(1)
WINDOW = const(2)
FULL = const(3)
EQUAL = const(4)
EQUAL_OTHER = const(5)
JOG = const(6)
SENDOFF = const(7)

RUN = const(1)
RECOVERY = const(2)

WORK = const(0)
WARMUP = const(1)
COOLDOWN = const(2)
LAST_ROLE = const(5)

DEFAULT_SPACING = const(100)

# Limits: far over any session, well under what the arithmetic holds.
MAX_LENGTH = const(4096)
MAX_NAME = const(64)
MAX_DEPTH = const(4)
MAX_COUNT = const(255)
MAX_RUNS = const(1000)
MAX_STEPS = const(2000)
MAX_DISTANCE = const(100000)
MAX_MS = const(21600000)  # of one step: 6 hours
MIN_RUN_MS = const(1000)
MAX_PACE = const(1020000)  # 17 min per km: its remainder times 1000 stays under 2**30
MIN_PACE = const(90000)
MIN_SPACING = const(10)
MIN_GAP_MS = const(500)  # between two cues
MAX_SPLITS = const(255)  # uneven ones, walked by the runner
MAX_PERCENT = const(1000)
OPEN = const(-1)  # a bound that is not there


class FormatError(ValueError):
    """A program that is not one, says where and why. The only exception this file raises."""


def signed(value):
    """A signed number out of its zigzag."""
    return -((value + 1) >> 1) if value & 1 else value >> 1
