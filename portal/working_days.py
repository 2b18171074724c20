"""Days on which people work: not in a weekend, nor on a Dutch public holiday."""

from datetime import date, timedelta
from functools import cache

import holidays

FRIDAY = 4
DAY = timedelta(days=1)


@cache
def _free_days() -> holidays.HolidayBase:
    return holidays.country_holidays("NL")


def is_working_day(day: date) -> bool:
    return day.weekday() <= FRIDAY and day not in _free_days()


def working_day_from(day: date) -> date:
    """The day itself, or the first after it on which people work."""
    while not is_working_day(day):
        day += DAY
    return day


def working_day_after(day: date, working_days: int) -> date:
    """So many working days further."""
    while working_days > 0:
        day += DAY
        working_days -= is_working_day(day)
    return day
