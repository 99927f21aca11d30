# SPDX-License-Identifier: MIT
"""What the laptop reads first: what this watch is and has, in watch/capability.json.

Loaded when it is written: at power-on, and for each laptop that comes.
"""

from . import laplog, opcodes, storage

VERSION = "0.1.0"  # of the whole project: the laptop and its wheel have it from here


def write(board, files, name, uptime_ms):
    """Put it where a laptop looks first."""
    told = {
        "firmware": VERSION,
        "program_version": opcodes.VERSION,
        "log_version": laplog.VERSION,
        "board": board.name,
        "name": name,
        "free_bytes": files.free(),
        "max_program_bytes": storage.MAX_PROGRAM,
        "uptime_ms": uptime_ms,
        "clock_set": board.unix_time() != 0,
        "oscillator": getattr(board, "oscillator", "crystal"),
        "battery_percent": board.battery_percent(),
        "boot": files.boot,
    }
    try:
        files.write_json(storage.CAPABILITY, told)
    except OSError:
        pass  # a full flash: what it said before stands, and the logs can be fetched
