# SPDX-License-Identifier: MIT
"""Which chip answers at a port, and whether a board's firmware is for it."""

from __future__ import annotations

import ast
import re

from trackpacer.device.protocol import DeviceError
from trackpacer.device.serial_link import SerialLink
from trackpacer.install.build import MPY_SUB_VERSION, MPY_VERSION
from trackpacer.install.catalogue import Board
from trackpacer.records import record

OLDEST_MICROPYTHON = (1, 28)

# By `sys.platform`: a board's own name for itself until 1.28, the port's from 1.29 on.
_PLATFORMS = {"esp32": ("esp32",), "nrf": ("nrf", "nrf52"), "unix": ("linux", "darwin")}

_CHIPS = ("ESP32", "ESP32-C3", "ESP32-C6", "ESP32-S2", "ESP32-S3", "nRF52840")


@record
class Chip:
    """What a board at the REPL says of itself. mpy: (version, sub-version, architecture)."""

    platform: str
    version: tuple[int, ...]
    mpy: tuple[int, int, int]
    machine: str

    @property
    def micropython(self) -> str:
        return ".".join(map(str, self.version[:3]))

    @property
    def processor(self) -> str:
        """The kind of chip, as board.toml calls it ('ESP32', 'ESP32-C3', 'nRF52840'); '' when the
        REPL does not say: MicroPython tells 'BOARD with CHIP', a chip's package after its name."""
        chip = self.machine.rpartition(" with ")[2]
        found = re.match(r"ESP32(?:-(?:[SCHP]\d+))?|nRF52840", chip, re.IGNORECASE)
        return {name.lower(): name for name in _CHIPS}.get(found[0].lower(), "") if found else ""


def see_chip(link: SerialLink) -> Chip:
    """Raises DeviceError when what answers is no MicroPython."""
    printed = link.execute(
        "import sys\n"
        "i = sys.implementation\n"
        "print(repr((i.name, tuple(i.version)[:3], getattr(i, '_mpy', 0), sys.platform,"
        " getattr(i, '_machine', ''))))"
    )
    name, version, mpy, platform, machine = ast.literal_eval(printed.strip().splitlines()[-1])
    if name != "micropython":
        raise DeviceError(
            f"the board on {link.port} runs {name}, not MicroPython",
            "flash MicroPython first: the board's README says how (`pacer boards`)",
        )
    return Chip(platform, tuple(version), (mpy & 0xFF, mpy >> 8 & 3, mpy >> 10), machine)


def check_chip(chip: Chip, board: Board, port: str) -> None:
    """Raises DeviceError when this board cannot run what was compiled for it."""
    if chip.platform not in _PLATFORMS.get(board.port, ()):
        raise DeviceError(
            f"the board on {port} is no {board.name}: its MicroPython is for {chip.platform}",
            "name the board with --board; `pacer boards` lists them",
        )
    if board.chip and chip.processor and chip.processor != board.chip:
        raise DeviceError(
            f"the board on {port} is no {board.name}: it is an {chip.processor} ({chip.machine}), "
            f"and {board.name} is an {board.chip}, whose pins are others",
            "name the board with --board; `pacer boards` lists them",
        )
    if chip.version[:2] < OLDEST_MICROPYTHON:
        wanted = ".".join(map(str, OLDEST_MICROPYTHON))
        raise DeviceError(
            f"the board on {port} runs MicroPython {chip.micropython}, older than {wanted}",
            f"fetch its logs, then flash {board.micropython} {wanted} or newer: "
            f"boards/{board.name}/README.md",
        )
    if chip.mpy[0] != MPY_VERSION or (board.architecture and chip.mpy[1] != MPY_SUB_VERSION):
        raise DeviceError(
            f"the board on {port} takes .mpy version {chip.mpy[0]}.{chip.mpy[1]}, "
            f"and this pacer makes {MPY_VERSION}.{MPY_SUB_VERSION}",
            "use a newer pacer, or the MicroPython that the board's README names",
        )
