# SPDX-License-Identifier: MIT
"""Activities to intervals.icu and Strava: the only place from which anything leaves the laptop.

`platforms` speaks their documented interfaces, `tokens` keeps what they ask for in the system's
keyring, `sending` puts a session's activity there. Only `pacer upload` calls these.
"""
