# SPDX-License-Identifier: MIT
"""A club's evening for tests and for the bench: a roster, and a simulated watch for each athlete.

Not here: what is asked of the evening (`test_evening`, `bench_squad`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.ble.air import until
from tests.support import HOLD_MS, PATIENCE_S, at_rest
from trackpacer.device import ble
from trackpacer.simulation import adapter
from trackpacer.simulation.radio import RadioThread
from trackpacer.simulation.running import Running, announced
from trackpacer.simulation.watch import SimulatedWatch

PASSKEY = 135790
ROSTER = """\
Watch;Name;10k;Group
;Anna;35:00;A
;Ben;36:00;A
red;Zoë Müller;37:00;A
;李娜;38:00;B
;Eve;39:00;B
;Fay O'Neill;40:00;B
blue 2;Gus;41:00;B
;Hal;42:00;B
;Ida;43:00;C
;Jon;44:00;C
;Kim;45:00;C
;Lea;50:00;C
"""
ATHLETES = {  # name -> what their watch is called
    line.split(";")[1]: line.split(";")[0] or line.split(";")[1] for line in ROSTER.splitlines()[1:]
}
SESSION = "4 x 400 @ 10k pace R60"


@dataclass
class Evening:
    """The watches that were begun, by athlete."""

    folder: Path
    watches: dict[str, SimulatedWatch] = field(default_factory=dict)
    on_air: set[str] = field(default_factory=set)

    def hold(self) -> None:
        """Every watch with Bluetooth has its button held: it is in sync from now on."""
        for name in self.on_air:
            self.watches[name].press(HOLD_MS)
        wanted = {ATHLETES[name] for name in self.on_air}
        until(lambda: wanted <= {one.name for one in ble.watches(0.5)}, "they are not heard")

    def run(self, names: Sequence[str]) -> None:
        """Waits until each of these watches has run its session and rests again.

        One on the air, whose radio lives in the laptop's time, is off for a moment before and
        after: in between its clock flies as the others' do.
        """
        for name in self.on_air:
            self.watches[name].power_off()
            self.watches[name].power_on(speed=0)
        for name in names:
            watch = self.watches[name]
            done = watch.wait_for(lambda event: event.get("cue") == "done", PATIENCE_S)
            watch.wait_for_app(PATIENCE_S, done["n"])
            at_rest(watch)
        for name in self.on_air:
            self.watches[name].power_off()
            seen = len(self.watches[name].events)
            self.watches[name].power_on(speed=1)
            self.watches[name].wait_for_app(PATIENCE_S, seen)


@contextmanager
def evening(
    folder: Path, patch: pytest.MonkeyPatch, names: Sequence[str], on_air: Sequence[str] = ()
) -> Iterator[Evening]:
    """A watch for each of these athletes, some of them (`on_air`) to be reached over Bluetooth
    alone, each worn by somebody who runs every session that arrives."""
    patch.setenv("PACER_DATA", str(folder / "data"))
    patch.setenv("PACER_CONFIG_DIR", str(folder / "config"))
    patch.delenv("PACER_DEVICE", raising=False)
    patch.delenv("PACER_VIRTUAL_RADIO", raising=False)
    patch.setattr(tempfile, "tempdir", str(folder))
    (folder / "squad.csv").write_text(ROSTER, encoding="utf-8-sig")
    found = Evening(folder, on_air=set(on_air))
    with ExitStack() as stack:
        place = ""
        radio = None
        if on_air:
            radio = RadioThread()
            stack.callback(radio.close)
            place = f"127.0.0.1:{radio.hub.port}"
            stack.callback(adapter._adapters.pop, place, None)
        for number, name in enumerate(names, start=1):
            air = name in found.on_air
            settings = {
                "install_settings": {"name": ATHLETES[name], "passkey": PASSKEY},
                "runner": {"kind": "exact"},
                "unique": [0x54, 0x50, 0, 0, 0, number],
                "speed": 1 if air else 0,
            }
            if air and radio is not None:
                settings["radio"] = radio.hub.watch_port
            watch = SimulatedWatch(folder / f"watch{number}", settings)
            found.watches[name] = stack.enter_context(watch)
        for name, watch in found.watches.items():
            watch.wait_for_app(PATIENCE_S)
            air = name in found.on_air
            about = Running(
                ATHLETES[name], "" if air else watch.port, place if air else "", PASSKEY
            )
            stack.enter_context(announced(about))
        yield found
