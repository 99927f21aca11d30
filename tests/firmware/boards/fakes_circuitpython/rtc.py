# SPDX-License-Identifier: MIT
"""`rtc`: the clock, set by a struct_time (shared-bindings/rtc/RTC.c)."""

import time


class RTC:
    @property
    def datetime(self):
        return time.localtime(time.time())

    @datetime.setter
    def datetime(self, value):
        time.set_clock(value)
