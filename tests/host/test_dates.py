# SPDX-License-Identifier: MIT
"""Dates as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackpacer import dates
from trackpacer.errors import UserError

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "ahead", "wanted"),
    [
        ("2027-01-05", True, date(2027, 1, 5)),
        ("05.01.2027", True, date(2027, 1, 5)),
        ("5.1.", True, date(2027, 1, 5)),
        ("5.1.", False, date(2026, 1, 5)),
        ("5.1.27", False, date(2027, 1, 5)),
        ("5 Jan", True, date(2027, 1, 5)),
        ("Jan 5th, 2028", True, date(2028, 1, 5)),
        ("13/1/2027", True, date(2027, 1, 13)),
        ("1/13/2027", True, date(2027, 1, 13)),
        ("Monday", True, date(2026, 11, 30)),
        ("mon", False, date(2026, 11, 23)),
        ("wednesday", True, TODAY),
        ("wednesday", False, TODAY),
        ("next wednesday", True, date(2026, 12, 2)),
        ("last wednesday", False, date(2026, 11, 18)),
        ("today", False, TODAY),
        ("yesterday", False, date(2026, 11, 24)),
        ("tomorrow", True, date(2026, 11, 26)),
        ("29 feb", True, date(2028, 2, 29)),
    ],
)
def test_dates_as_people_write_them(text: str, ahead: bool, wanted: date) -> None:
    assert dates.read(text, ahead, TODAY) == wanted


@pytest.mark.parametrize(
    "text", ["", "t", "soon", "31.6.2027", "5/6", "40 jan", "may", "2027-13-1"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(UserError, match="not a date"):
        dates.read(text, True, TODAY)


def test_a_date_that_may_be_two_is_asked_about() -> None:
    with pytest.raises(UserError, match="5 January or 1 May"):
        dates.read("5/1/2027", True, TODAY)
    assert dates.read("5/5/2027", True, TODAY) == date(2027, 5, 5)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.booleans())
def test_every_way_of_writing_a_day_is_that_day(day: date, ahead: bool) -> None:
    for form in ("{0}.{1}.{2}", "{0:02}. {1:02}. {2}", "{3} {0}, {2}", "{0} {4} {2}"):
        text = form.format(day.day, day.month, day.year, f"{day:%B}", f"{day:%b}".lower())
        assert dates.read(text, ahead, TODAY) == day
    weekday = dates.read(f"{day:%A}", ahead, TODAY)
    assert weekday.weekday() == day.weekday()
    assert timedelta(0) <= (weekday - TODAY) * (1 if ahead else -1) < timedelta(7)


@given(st.text(max_size=20))
def test_no_text_makes_a_date_fail_otherwise(text: str) -> None:
    try:
        dates.read(text, True, TODAY)
    except UserError as error:
        assert error.hint
