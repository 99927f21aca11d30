# SPDX-License-Identifier: MIT
"""What the page's script may ask for, by name: values in and values out, as JSON.

Not here: what is answered (the files beside this one).
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from trackpacer.errors import NotationError, UserError
from trackpacer.web.inside import laps, runners, serial_port, watch, writing
from trackpacer.web.inside.words import sentence, without_commands

CALLS: Mapping[str, Callable[..., Any]] = {
    "show": writing.show,
    "draw": writing.draw,
    "file": writing.file,
    "examples": runners.examples,
    "laps": laps.listed,
    "report": laps.report,
    "evening": laps.evening,
    "export": laps.export,
    "take": laps.take,
    "send": watch.send,
    "fetch": watch.fetch,
    "squad": runners.squad,
    "keep_runner": runners.keep,
    "remove_runner": runners.remove,
}


def answer(name: str, arguments: str) -> str:
    """What a call returns, as `{"value": ...}`; or `{"problem": ..., "hint": ...}`."""
    try:
        found: dict[str, Any] = {"value": CALLS[name](**json.loads(arguments))}
    except writing.Choice as error:
        found = {"problem": str(error), "choice": error.choice, "press": error.press}
    except NotationError as error:
        hint = without_commands(error.expected)
        found = {"problem": sentence(error.problem), "hint": sentence(hint)}
    except UserError as error:
        hint = without_commands(error.hint)
        problem = str(error).replace(serial_port.NAME, "the cable")
        found = {"problem": sentence(problem), "hint": sentence(hint)}
    except Exception as error:
        traceback.print_exception(error)
        what = f"{type(error).__name__}: {error}"
        found = {"problem": "Something went wrong in the page itself; this is a bug.", "hint": what}
    return json.dumps(found, ensure_ascii=False)
