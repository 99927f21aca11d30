# SPDX-License-Identifier: MIT
"""Where things lie that several tests ask for. Not here: anything that one room's tests need."""

from __future__ import annotations

import sys
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]

# Adafruit's file-transfer client, an independent peer of ours: `sys.path.append(str(ADAFRUIT))`,
# then `from adafruit_ble_file_transfer import FileTransferClient`. Apart, because of what its
# dependencies would hide (see the Makefile); `bleak`, which it imports, is the tool's own.
ADAFRUIT = Path(sys.prefix) / "adafruit"
