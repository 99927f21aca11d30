# SPDX-License-Identifier: MIT
"""The two modules in which a board's MicroPython differs from the unix VM's, for what we use.

`micropython`: `kbd_intr` is obeyed by the simulated console (the VM's own would let Ctrl-C kill
the process); everything else is the VM's. `machine`: resets.
"""

import sys


class Micropython:
    """The VM's own module, but for the interrupt character."""

    def __init__(self, real, wires):
        self._real = real
        self._wires = wires

    def kbd_intr(self, char):
        """The character that interrupts; -1: none."""
        self._wires.interrupt_char = char

    def __getattr__(self, name):
        return getattr(self._real, name)


class Wdt:
    """As on an ESP32: one, which a soft reset leaves running. It looks where the REPL waits."""

    def __init__(self, wires, alone, timeout):
        alone(timeout)
        self.feed = wires.spoken


class Machine:
    """What firmware and laptop call of a board's `machine`."""

    PWRON_RESET = 1
    HARD_RESET = 2
    WDT_RESET = 3
    SOFT_RESET = 5

    def __init__(self, restart, unique, cause, wires, alone):
        self._restart = restart
        self._wires = wires
        self._alone = alone
        self._unique = unique
        self._cause = cause

    def reset(self):
        """A hard reset: everything but flash and the real-time clock is lost."""
        self._restart("hard")

    def WDT(self, timeout):  # noqa: N802
        """A watchdog."""
        return Wdt(self._wires, self._alone, timeout)

    def soft_reset(self):
        """As Ctrl-D."""
        sys.exit()

    def unique_id(self):
        """Bytes that tell this watch from others."""
        return self._unique

    def reset_cause(self):
        """Why it started."""
        return self._cause


def install(wires, restart, unique, cause, alone):
    """Puts both where `import` finds them before the VM's own."""
    import micropython

    sys.modules["micropython"] = Micropython(micropython, wires)
    sys.modules["machine"] = Machine(restart, unique, cause, wires, alone)
