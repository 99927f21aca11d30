# SPDX-License-Identifier: MIT
"""FIT files as Garmin's own SDK for JavaScript reads them."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from tests.formats import node

SDK = Path(sys.prefix) / "fitsdk" / "src" / "index.js"


def read(files: Sequence[bytes]) -> list[dict[str, list[dict[str, Any]]]]:
    """The messages of each file by kind ('workoutStepMesgs'), their fields in Garmin's names.

    Fails where the SDK finds a file damaged, or reports any error.
    """
    assert SDK.exists(), "Garmin's SDK is missing; `make setup` fetches it"
    job = {"sdk": SDK.as_uri(), "files": [base64.b64encode(data).decode() for data in files]}
    done = node.run(Path(__file__).with_suffix(".mjs"), job)
    assert done.returncode == 0, done.stderr
    return cast("list[dict[str, list[dict[str, Any]]]]", json.loads(done.stdout))
