# SPDX-License-Identifier: MIT
"""How many examples a dear property is tried with: a share in `make test`, many in `make soak`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings


def examples(share: int, many: int) -> settings:
    """So many; the names are those of the profiles in tests/conftest.py."""
    soak = settings.get_current_profile_name() == "soak"
    return settings(
        max_examples=many if soak else share,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
