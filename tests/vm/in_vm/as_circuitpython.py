# SPDX-License-Identifier: MIT
"""Runs test files with the modules that CircuitPython has: `as_circuitpython.py FIRMWARE FILE...`.

The files of the tests stand on FAT, whose rename removes first; `os` has no `ilistdir`,
`micropython` no more than `const` and the heap's lock, `sys` no `print_exception`, and `machine`,
`vfs` and `bluetooth` cannot be imported (shared-bindings and py/modmicropython.c of CircuitPython
10.3). Left out: what its own drivers do, which `tests/boards` tries.
"""

import os
import sys

import micropython
import vfs

SECTORS = 2048


class Disk:
    """A drive in RAM."""

    def __init__(self):
        self.data = bytearray(SECTORS * 512)

    def readblocks(self, block, buffer, offset=0):
        start = block * 512 + offset
        buffer[:] = self.data[start : start + len(buffer)]

    def writeblocks(self, block, buffer, offset=0):
        start = block * 512 + offset
        self.data[start : start + len(buffer)] = buffer

    def ioctl(self, what, argument):
        return {4: SECTORS, 5: 512, 6: 0}.get(what, 0)


class Module:
    """Some names of a module, and no others."""

    def __init__(self, module, names):
        for name in names:
            setattr(self, name, getattr(module, name))


disk = Disk()
vfs.VfsFat.mkfs(disk)
vfs.mount(vfs.VfsFat(disk), "/drive")
os.chdir("/drive")

import run_in_vm  # noqa: E402

NAMES = "chdir getcwd getenv listdir mkdir remove rename rmdir stat statvfs unlink urandom"
os_there = Module(os, [name for name in NAMES.split() if hasattr(os, name)])
sys.modules["os"] = os_there
sys.modules["micropython"] = Module(micropython, ("const", "heap_lock", "heap_unlock"))


class Absent:
    def __getattr__(self, name):
        raise ImportError("CircuitPython has no such module")


for name in ("machine", "vfs", "bluetooth"):
    sys.modules[name] = Absent()

# `sys` is built in; what the firmware asks is whether it has print_exception.
import pacer.interpreter  # noqa: E402

pacer.interpreter.sys = Module(sys, ("modules", "path", "implementation"))
sys.exit(run_in_vm.run(sys.argv[1], sys.argv[2:]) != 0)
