# SPDX-License-Identifier: MIT
"""A running simulated watch: the VM process, what goes in and out of it, and its power switch.

Here live the processes and pipes. Not here: the port it is plugged in at (`port`), the watch's
hardware (boards/simulator, run inside the VM), one session without a port (`one_session`), what
commands print (`cli`).

Everything the VM is told stands in one JSON file, its keys: `image`, `blocks` (flash), `firmware`,
`boards` (folders), `trace` (file), `trace_append`, `console` (a serial console on standard input
and output), `panel_fd`, `log_fd` (pipes), `speed` (0: virtual clock), `read_us`, `turn_us`,
`wake_us`, `interrupt_us`, `before_wrap_us` (the clock's costs), `slice_ms` (the longest sleep in a
session), `crystal_ppm` (how many millionths too fast a watch on the real clock is), `runner`
({"kind", "seed", ...}),
`presses` ([[ms since power-on, ms held], ...]), `hold_at_boot_ms`, `cut_at_write`, `limit_us`,
`until_done`, `ran` (CRC-32s of the programs that the runner is done with), `battery_mv`,
`drain_mv_h`, `hurry` (so many times sooner is a silent laptop taken to be gone), `vibration`,
`led`, `display`, `button2`, `unique`, `radio` (TCP port of the air, `radio.Hub.watch_port`),
`bleio` (the radio is CircuitPython's), `install_settings` (of a new watch); and what
outlives a reset: `now` (us since power-on), `unix`, `cause`, `raw`, `alone`, and a finger on the
button.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from trackpacer.errors import UserError
from trackpacer.resources import boards_dir, firmware_dir
from trackpacer.simulation import flash_image, vm
from trackpacer.simulation.port import Port

Event = dict[str, Any]

HARD_RESET = 2
SOFT_RESET = 5


def base_config(state: Path) -> dict[str, Any]:
    """What every simulated watch is told: its flash in `state`, its firmware, its trace."""
    return {
        "image": str(state / "flash.img"),
        "blocks": flash_image.BLOCKS,
        "firmware": str(firmware_dir()),
        "boards": str(boards_dir()),
        "trace": str(state / "trace.jsonl"),
    }


def start_vm(
    state: Path,
    config: Mapping[str, Any],
    pipes: Sequence[int],
    stdin: int = subprocess.DEVNULL,
    stdout: int | None = None,
) -> subprocess.Popen[bytes]:
    """Powers a simulated watch on. pipes: the descriptors that `config` names; stdout: with what
    the VM complains of, in `state`/vm.log, unless it is given."""
    file = state / "config.json"
    file.write_text(json.dumps(config))
    script = boards_dir() / "simulator" / "silicon" / "power_on.py"
    with (state / "vm.log").open("ab") as errors:
        return subprocess.Popen(
            vm.vm_command([str(script), str(file)]),
            stdin=stdin,
            stdout=errors if stdout is None else stdout,
            stderr=errors,
            pass_fds=tuple(pipes),
        )


def _lock(state: Path) -> IO[bytes] | None:
    """Two watches on one flash would ruin it."""
    try:
        import fcntl
    except ImportError:
        return None
    lock = (state / "lock").open("wb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise UserError(
            f"another simulated watch runs in {state}", "give each its own --state folder"
        ) from None
    return lock


class SimulatedWatch:
    """A watch that runs until it is closed, restarting at every reset as a board does.

    state: folder for its flash image and trace; kept, so that the next start finds its files.
    tcp_port: a TCP port on 127.0.0.1 in place of a pseudo-terminal (0: any free one).
    settings: keys of the VM's configuration (see the module).
    on_event: called in the watch's own thread with every line of its log.
    Raises UserError where there is no VM or no pseudo-terminal, the TCP port is taken, or another
    watch runs in that folder.
    """

    def __init__(
        self,
        state: Path,
        settings: Mapping[str, Any] | None = None,
        tcp_port: int | None = None,
        on_event: Callable[[Event], None] | None = None,
    ) -> None:
        vm.vm_command([])  # without a VM for this machine, that is what to say
        self.state = state
        self._settings = dict(settings or {})
        self._on_event = on_event
        self._events: list[Event] = []
        self._changed = threading.Condition()
        self._closing = False
        self._power = threading.Lock()  # held by who starts the VM or cuts it off
        self._on = False
        self._vm: subprocess.Popen[bytes] | None = None
        self._carried: dict[str, Any] = {}
        self._ran: list[int] = []
        self._log_rest = b""
        self._to_vm = b""
        state.mkdir(parents=True, exist_ok=True)
        (state / "flash.img").touch()
        self._lock = _lock(state)
        self._plug = Port(tcp_port)
        self.port = self._plug.name
        self._stdin_r, self._stdin_w = os.pipe()
        self._stdout_r, self._stdout_w = os.pipe()
        self._panel_r, self._panel_w = os.pipe()
        self._log_r, self._log_w = os.pipe()
        self._wake_r, self._wake_w = os.pipe()
        for descriptor in (self._stdin_w, self._stdout_r, self._log_r):
            os.set_blocking(descriptor, False)
        self._thread = threading.Thread(target=self._serve, name="simulated watch", daemon=True)

    # -- power ---------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self.power_on()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def power_on(self, **settings: Any) -> None:
        """Starts the VM with the flash as it is; `settings` stay in force until changed again."""
        self._settings.update(settings)
        self._carried = {}
        with self._power:
            self._on = True
            self._start()

    def power_off(self) -> None:
        """Cuts the power at once: whatever was being written stays half written.

        When it returns, the watch is off and its events say so: a restart that was under way does
        not come to pass.
        """
        seen = len(self.events)
        with self._power:
            self._on = False
            vm = self._vm
            if vm is None:
                return
            vm.kill()
            vm.wait()
        if self._thread.is_alive() and not self._closing:
            self.wait_for(lambda event: event.get("event") == "off", after=seen)

    def close(self) -> None:
        """Power off, port gone. The flash image stays."""
        self._closing = True
        with contextlib.suppress(OSError):
            os.write(self._wake_w, b"x")
        self.power_off()
        if self._thread.ident is not None:
            self._thread.join(5)
        for descriptor in (
            *(self._stdin_r, self._stdin_w, self._stdout_r, self._stdout_w, self._panel_r),
            *(self._panel_w, self._log_r, self._log_w, self._wake_r, self._wake_w),
        ):
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self._plug.close()
        if self._lock is not None:
            self._lock.close()

    def _start(self) -> None:
        config = base_config(self.state) | {
            "console": True,
            "panel_fd": self._panel_r,
            "log_fd": self._log_w,
            "ran": self._ran,
            **self._settings,
            **self._carried,
        }
        pipes = (self._panel_r, self._log_w)
        self._vm = start_vm(self.state, config, pipes, self._stdin_r, self._stdout_w)

    # -- the front panel ---------------------------------------------------------------------------

    def panel(self, command: str) -> None:
        """One command: `press [ms]`, `press2 [ms]`, `cut WRITES`, `runner KIND SEED`, `speed N`."""
        os.write(self._panel_w, command.encode() + b"\n")

    def press(self, hold_ms: int = 120) -> None:
        """Presses the button now, for so long."""
        self.panel(f"press {hold_ms}")

    def set_speed(self, speed: float) -> None:
        """A watch on the real clock is so many times as fast from now on, until it restarts."""
        seen = len(self.events)
        self.panel(f"speed {speed}")
        self.wait_for(lambda event: event.get("event") == "speed", after=seen)

    # -- what happened -------------------------------------------------------------------------

    @property
    def events(self) -> list[Event]:
        """Every line of the log so far (boots, cues, laps, resets), each with its number `n`."""
        with self._changed:
            return list(self._events)

    def wait_for(
        self, what: Callable[[Event], bool], timeout: float = 30.0, after: int = 0
    ) -> Event:
        """The first event from number `after` on for which `what` holds.

        Raises TimeoutError after `timeout` seconds.
        """
        end = time.monotonic() + timeout
        at = after
        with self._changed:
            while True:
                while at < len(self._events):
                    if what(self._events[at]):
                        return self._events[at]
                    at += 1
                left = end - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    raise TimeoutError("the simulated watch did not do that")

    def wait_for_app(self, timeout: float = 30.0, after: int = 0) -> Event:
        """Waits until the watch has booted and its app idles (or main.py has ended); the boot.

        Raises UserError when it goes off instead, TimeoutError after `timeout` seconds.
        """
        end = time.monotonic() + timeout
        boot = self.wait_for(_booted_or_off, timeout, after)
        while boot["event"] == "boot":
            left = end - time.monotonic()
            then = self.wait_for(_settled, left, boot["n"] + 1)
            if then["event"] in ("app", "prompt"):
                return boot
            boot = then  # it restarted, or went off, before it came so far
            if boot["event"] == "boot" and boot["raw"]:
                boot = self.wait_for(_booted_or_off, end - time.monotonic(), boot["n"])
        why = [str(event["error"]) for event in self.events if event.get("event") == "crash"]
        raise UserError(
            f"the simulated watch in {self.state} did not start: {(why or ['it died'])[-1]}",
            "delete that folder to begin with an empty watch",
        )

    def _note(self, event: Event) -> None:
        with self._changed:
            event["n"] = len(self._events)
            self._events.append(event)
            self._changed.notify_all()
        if self._on_event is not None:
            self._on_event(event)

    # -- its own thread ------------------------------------------------------------------------

    def _serve(self) -> None:
        while not self._closing:
            with selectors.DefaultSelector() as selector:
                selector.register(self._wake_r, selectors.EVENT_READ)
                selector.register(self._stdout_r, selectors.EVENT_READ)
                selector.register(self._log_r, selectors.EVENT_READ)
                if self._to_vm:
                    selector.register(self._stdin_w, selectors.EVENT_WRITE)
                if len(self._to_vm) < 4096:
                    for source in self._plug.sources():
                        selector.register(source, selectors.EVENT_READ)
                ready = [key.fileobj for key, _ in selector.select(0.2)]
            self._handle(ready)

    def _handle(self, ready: list[Any]) -> None:
        if self._wake_r in ready:
            return
        self._to_vm += self._plug.take(ready)
        if self._to_vm:
            with contextlib.suppress(BlockingIOError):
                self._to_vm = self._to_vm[os.write(self._stdin_w, self._to_vm) :]
        if self._stdout_r in ready:
            self._plug.send(os.read(self._stdout_r, 65536))
        gone = self._vm is not None and self._vm.poll() is not None
        # Its last words first: they may say that it restarts.
        if (self._log_r in ready or gone) and self._read_log():
            return
        if gone and self._vm is not None:
            code = self._vm.returncode
            self._vm = None
            self._note({"event": "off", "code": code})

    def _read_log(self) -> bool:
        """Takes the lines that have come; whether there were any."""
        try:
            data = os.read(self._log_r, 65536)
        except BlockingIOError:
            return False
        *lines, self._log_rest = (self._log_rest + data).split(b"\n")
        for line in lines:
            event = json.loads(line)
            if event.get("event") == "begin":
                self._ran.append(event["program"])
            elif event.get("event") == "reset":
                self._restart(event)
            self._note(event)
        return bool(lines)

    def _restart(self, event: Event) -> None:
        if self._vm is not None:
            self._vm.wait()
        hard = event["kind"] == "hard"
        self._carried = {
            "now": event["now"],
            "unix": event["unix"],
            "raw": event["raw"],
            "alone": event.get("alone", 0),
            "cause": HARD_RESET if hard else SOFT_RESET,
            "trace_append": True,
            "hold_at_boot_ms": event["held"],
        }
        with self._power:
            if self._on and not self._closing:
                self._start()


def _booted_or_off(event: Event) -> bool:
    return event.get("event") == "off" or (event.get("event") == "boot" and not event["raw"])


def _settled(event: Event) -> bool:
    return event.get("event") in ("app", "prompt", "boot", "off")
