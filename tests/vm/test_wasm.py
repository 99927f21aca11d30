# SPDX-License-Identifier: MIT
"""That the 32-bit VM can prove what it is kept for: allocations are seen, integers have 31 bits."""

from __future__ import annotations

from tests.vm.wasm import run_wasm

MEASURE = """
import gc

def grown(work, argument):
    gc.collect()
    gc.disable()
    before = gc.mem_alloc()
    work(argument)
    after = gc.mem_alloc()
    gc.enable()
    return after - before

grown(abs, 1)  # the first call allocates for itself
"""


def test_allocations_are_counted_and_nothing_else_is() -> None:
    done = run_wasm(
        MEASURE
        + """
def adds(n):
    for i in range(1000):
        n = (n + i) & 0xFFFF

def keeps(n):
    for i in range(10):
        bytearray(n)

print(grown(adds, 1), grown(keeps, 100))
"""
    )
    assert done.stderr == ""
    quiet, loud = map(int, done.stdout.split())
    assert quiet == 0
    assert loud >= 1000


def test_small_integers_have_31_bits() -> None:
    done = run_wasm(
        MEASURE
        + """
def double(n):
    n + n

print(grown(double, (1 << 28)), grown(double, (1 << 29)))
"""
    )
    assert done.stderr == ""
    below, above = map(int, done.stdout.split())
    assert below == 0
    assert above > 0  # 1 << 30 is a heap object there, as on a board


def test_firmware_and_files_are_there() -> None:
    done = run_wasm(
        "from pacer import opcodes\nprint(opcodes.MAGIC, open('/data/a.bin', 'rb').read())",
        {"/data/a.bin": bytes(range(3))},
    )
    assert done.stderr == ""
    assert done.stdout == r"b'TP' b'\x00\x01\x02'" + "\n"


def test_what_a_script_raises_is_told() -> None:
    done = run_wasm("print('before')\n1 / 0")
    assert done.returncode == 1
    assert done.stdout == "before\n"
    assert "ZeroDivisionError" in done.stderr


def test_files_fail_with_the_numbers_that_errno_names() -> None:
    done = run_wasm(
        """
import errno, os

def number(work, *args):
    try:
        work(*args)
    except OSError as error:
        return error.errno

os.mkdir("/full")
open("/full/a", "w").close()
assert number(os.mkdir, "/full") == errno.EEXIST
assert number(open, "/full/b") == errno.ENOENT
assert number(os.rmdir, "/full") == 39
assert number(os.remove, "/full/b") == errno.ENOENT
assert number(open, "/full", "w") == errno.EISDIR
print("done")
"""
    )
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_a_script_ends_with_its_own_status() -> None:
    assert run_wasm("import sys\nsys.exit(3)").returncode == 3
