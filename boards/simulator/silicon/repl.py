# SPDX-License-Identifier: MIT
"""The REPL a MicroPython board answers with on its USB: raw, raw paste, and a plain friendly one.

The real VM runs the code; what is written anew here is the conversation around it, since the unix
port has none on a serial line. Not here: the bytes' way in and out (`console`).
"""

import sys

CTRL_A = 1
CTRL_B = 2
CTRL_C = 3
CTRL_D = 4
CTRL_E = 5

WINDOW = 256

RAW_BANNER = b"raw REPL; CTRL-B to exit\r\n"


class SoftReset(Exception):
    """Ctrl-D at an empty prompt, or SystemExit. `raw`: which REPL it came from."""

    def __init__(self, raw):
        super().__init__(raw)
        self.raw = raw


class Repl:
    """`wires` reads and writes; `names` are the globals that the code runs in."""

    def __init__(self, wires, names, banner):
        self._wires = wires
        self._names = names
        self._banner = banner.encode() + b"\r\n"

    def serve(self, raw):
        """Converses until a soft reset is asked for, which is raised."""
        while True:
            if raw:
                self._raw()
            else:
                self._friendly()
            raw = not raw

    # -- raw ----------------------------------------------------------------------------------

    def _raw(self):
        wires = self._wires
        wires.write(RAW_BANNER + b">")
        code = b""
        while True:
            byte = wires.read()
            if byte == CTRL_A and code == b"\x05":
                code = self._paste()
                if code is not None:
                    self._run_raw(code)
                wires.write(b">")
                code = b""
            elif byte == CTRL_A:
                wires.write(RAW_BANNER + b">")
                code = b""
            elif byte == CTRL_B:
                wires.write(b"\r\n")
                return
            elif byte == CTRL_C:
                code = b""
            elif byte == CTRL_D:
                if not code.strip():
                    wires.write(b"OK")
                    raise SoftReset(True)
                wires.write(b"OK")
                self._run_raw(code)
                wires.write(b">")
                code = b""
            elif byte == 0x41 and code == b"\x05":
                code = b"\x05A"
                if wires.read() == CTRL_A:
                    pasted = self._paste()
                    if pasted is not None:
                        self._run_raw(pasted)
                    wires.write(b">")
                code = b""
            else:
                code += bytes((byte,))

    def _paste(self):
        """The code that comes by raw paste, window by window; None when it was called off."""
        wires = self._wires
        wires.write(b"R\x01" + bytes((WINDOW & 255, WINDOW >> 8)) + b"\x01")
        code = bytearray()
        room = WINDOW
        while True:
            byte = wires.read()
            if byte == CTRL_D:
                wires.write(b"\x04")
                return bytes(code)
            if byte == CTRL_C:
                wires.write(b"\x04")
                return None
            code.append(byte)
            room -= 1
            if not room:
                room = WINDOW
                wires.write(b"\x01")

    def _run_raw(self, code):
        error = None
        try:
            exec(compile(code.decode(), "<stdin>", "exec"), self._names)
        except SystemExit:
            self._wires.write(b"\x04\x04")
            raise SoftReset(True)
        except BaseException as caught:
            error = caught
        self._wires.write(b"\x04")
        if error is not None:
            sys.print_exception(error)
        self._wires.write(b"\x04")

    # -- friendly -----------------------------------------------------------------------------

    def _friendly(self):
        wires = self._wires
        wires.write(self._banner + b">>> ")
        line = b""
        while True:
            byte = wires.read()
            if byte == CTRL_A:
                wires.write(b"\r\n")
                return
            if byte == CTRL_B:
                wires.write(b"\r\n" + self._banner + b">>> ")
                line = b""
            elif byte == CTRL_C:
                wires.write(b"\r\n>>> ")
                line = b""
            elif byte == CTRL_D:
                if not line:
                    wires.write(b"\r\n")
                    raise SoftReset(False)
            elif byte == 0x0D:
                wires.write(b"\r\n")
                self._run_line(line)
                wires.write(b">>> ")
                line = b""
            elif byte in (8, 127):
                if line:
                    line = line[:-1]
                    wires.write(b"\b \b")
            elif byte >= 32:
                line += bytes((byte,))
                wires.write(bytes((byte,)))

    def _run_line(self, line):
        if not line.strip():
            return
        try:
            exec(compile(line.decode(), "<stdin>", "single"), self._names)
        except SystemExit:
            raise SoftReset(False)
        except BaseException as caught:
            sys.print_exception(caught)
