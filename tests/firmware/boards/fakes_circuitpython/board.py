# SPDX-License-Identifier: MIT
"""`board` of the two boards: the names of their pins.c, the same object for the same pin."""

from silicon import Pin

_CHIP = {}


def _pin(name, analog=False):
    if name not in _CHIP:
        _CHIP[name] = Pin(name, analog)
    return _CHIP[name]


# nordic/boards/feather_nrf52840_express/pins.c and Seeed_XIAO_nRF52840_Sense/pins.c; names that
# both have mean another pin on each, so a test says which board it is.
_FEATHER = {
    "VOLTAGE_MONITOR": ("P0_29", True),
    "D5": ("P1_08", False),
    "D6": ("P0_07", False),
    "D9": ("P0_26", False),
    "LED": ("P1_15", False),
    "RED_LED": ("P1_15", False),
    "BLUE_LED": ("P1_10", False),
}
_XIAO = {
    "D0": ("P0_02", True),
    "D1": ("P0_03", True),
    "D2": ("P0_28", True),
    "LED_RED": ("P0_26", False),
    "LED_GREEN": ("P0_30", False),
    "LED_BLUE": ("P0_06", False),
    "READ_BATT_ENABLE": ("P0_14", False),
    "VBATT": ("P0_31", True),
}


def setup(name):
    """Becomes that board's module."""
    for key, (chip, analog) in (_FEATHER if name.startswith("feather") else _XIAO).items():
        globals()[key] = _pin(chip, analog)


def pins():
    return _CHIP
