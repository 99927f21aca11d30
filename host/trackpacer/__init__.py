# SPDX-License-Identifier: MIT
"""Track Pacer's laptop package; `pacer` (in `cli`) is its command.

Watch and laptop are of one version, which the watch's `capability` names, and nothing else.
"""


def __getattr__(name: str) -> str:
    if name != "__version__":
        raise AttributeError(name)
    from trackpacer.firmware import capability

    return str(capability.VERSION)
