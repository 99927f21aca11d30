# SPDX-License-Identifier: MIT
"""The wires between the simulated watch and whoever started it: serial console, front panel, log.

The serial console is standard input and output, as a board's USB is. The front panel is a pipe of
commands (a press, a power cut) and the log a pipe of JSON lines (boot, cue, lap, reset), both from
and to `pacer simulator`. Not here: what the REPL says (`repl`).
"""

import json
import os
import select
import sys
import time

CTRL_C = 3


def die():
    """Ends the VM at once, as a reset ends whatever was running: no `finally` gets its turn."""
    os.system("kill -9 $PPID")
    while True:
        pass


class Wires:
    """console: whether standard input carries a serial console. panel, log: open files or None."""

    def __init__(self, console, panel, log, hurry=1):
        self._in = sys.stdin.buffer
        self._out = sys.stdout.buffer
        self._console = console
        self._panel = panel
        self._log = log
        self._poll = select.poll()
        if console:
            self._poll.register(self._in, select.POLLIN)
        if panel is not None:
            self._poll.register(panel, select.POLLIN)
        self._received = bytearray()
        self._command = b""
        self._others = {}
        self.interrupt_char = CTRL_C
        self.on_command = None
        self.hurry = hurry  # so many times sooner is a silent laptop taken to be gone
        self.alone_ms = 0
        self.on_alone = None
        self._spoken_ms = 0

    def spoken(self):
        """Somebody is there: on the laptop's clock, whatever the watch's."""
        self._spoken_ms = time.ticks_ms()

    # -- the log ------------------------------------------------------------------------------

    def tell(self, event, **more):
        """One line on the log pipe."""
        if self._log is not None:
            more["event"] = event
            self._log.write(json.dumps(more).encode() + b"\n")

    def tell_raw(self, line):
        """A line that is JSON already."""
        if self._log is not None:
            self._log.write(line.encode() + b"\n")

    # -- waiting ------------------------------------------------------------------------------

    def attach(self, stream, take):
        """Another wire (the radio's): `take` is called when something came over it."""
        self._others[stream.fileno()] = take
        self._poll.register(stream, select.POLLIN)

    def detach(self, stream):
        """That wire is no more."""
        self._poll.unregister(stream)
        del self._others[stream.fileno()]

    def wait(self, milliseconds):
        """Takes what has come, waiting for it so long at most.

        Raises KeyboardInterrupt at a Ctrl-C, unless the firmware turned that off.
        """
        interrupted = False
        timeout = milliseconds
        while True:
            ready = self._poll.poll(timeout)
            if not ready:
                break
            timeout = 0
            for stream, what in ready:
                if stream is not self._in and stream is not self._panel:
                    if stream.fileno() in self._others:
                        self._others[stream.fileno()]()
                elif what & select.POLLIN:
                    if stream is self._in:
                        interrupted = self._take() or interrupted
                    else:
                        self._take_command()
                elif what & (select.POLLHUP | select.POLLERR):
                    die()
        if interrupted:
            raise KeyboardInterrupt

    def _take(self):
        byte = self._in.read(1)
        if not byte:
            die()
        if byte[0] == self.interrupt_char:
            self._received = bytearray()
            return True
        self._received += byte
        return False

    def _take_command(self):
        byte = self._panel.read(1)
        if not byte:
            die()
        if byte == b"\n":
            words = self._command.decode().split()
            self._command = b""
            if words and self.on_command is not None:
                self.on_command(words)
        else:
            self._command += byte

    # -- the serial console ---------------------------------------------------------------------

    def read(self):
        """The next byte, waiting for it. Ctrl-C is a byte like any other here."""
        while not self._received:
            if self.alone_ms:
                silent_ms = time.ticks_diff(time.ticks_ms(), self._spoken_ms)
                if silent_ms >= self.alone_ms // self.hurry:
                    self.on_alone()
            kept = self.interrupt_char
            self.interrupt_char = -1
            try:
                self.wait(1000 // self.hurry)
            finally:
                self.interrupt_char = kept
        byte = self._received[0]
        self._received = self._received[1:]
        return byte

    def write(self, data):
        """Sends bytes."""
        self._out.write(data)
