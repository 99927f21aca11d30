# SPDX-License-Identifier: MIT
"""Runs test files inside a MicroPython VM: `micropython run_in_vm.py FIRMWARE FILE...`.

Each file holds plain `test_*` functions. A line for each: `PASS name`, or `FAIL name` and the
traceback; the last line is `END passed failed`, so that a VM that died is noticed. Runs on
MicroPython only; `test_firmware_in_vm` starts it and reads its lines.
"""

import sys


def functions(path):
    """The names of the file's tests, in its order (a module's own dict has none here)."""
    names = []
    with open(path) as source:
        for line in source:
            if line.startswith("def test_"):
                names.append(line[4 : line.index("(")])
    return names


def run(firmware, paths):
    """Run every test of these files; the number of failures."""
    passed = failed = 0
    if firmware not in sys.path:
        sys.path.append(firmware)
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder not in sys.path:
            sys.path.append(folder)
        try:
            names = functions(path)
            if len(set(names)) != len(names):
                raise AssertionError("two tests of one name in " + path)
            module = __import__(name[: -len(".py")])
        except Exception as error:
            failed += 1
            print("FAIL", "(import)")
            sys.print_exception(error, sys.stdout)
            continue
        for name in names:
            try:
                getattr(module, name)()
            except Exception as error:
                failed += 1
                print("FAIL", name)
                sys.print_exception(error, sys.stdout)
            else:
                passed += 1
                print("PASS", name)
    print("END", passed, failed)
    return failed


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2:]) != 0)
