"""What may not be stored of anybody here, found in what people type: a BSN, or the day on which somebody was born."""

import re
from datetime import date, timedelta

from portal import clock
from portal.web.language import N_

BSN = N_("Leave out the BSN: a number of nine digits that can be one stands here. It is not needed on this website.")
BIRTH_DATE = N_("Leave out the date of birth: a date of long ago stands here. The age in years is enough.")

RECENT = timedelta(days=60)  # a talk, a letter: nobody whom a list is about was born since
_NINE = re.compile(r"(?<!\+31[ -])(?<!0031[ -])(?<![\d+])\d(?:[ .\-]?\d){8}(?![ .\-]?\d)")
_MONTHS = (
    r"jan|feb|m[aä]?a?rt|mrt|apr|me[iy]|ma[iy]|june?|juni|july?|juli|aug|sep|o[kc]t|nov|dec"  # Dutch, English, German
)
_MONTH_NUMBERS = {"jan": 1, "feb": 2, "maa": 3, "mar": 3, "mrt": 3, "mär": 3, "apr": 4, "mei": 5, "may": 5, "mai": 5,
                  "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12}  # fmt: skip
_IN_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_IN_WORDS = re.compile(rf"(?<!\d)(\d{{1,2}})\.? (?:van )?({_MONTHS})[a-zä]*\.?,? (\d{{4}})(?!\d)", re.IGNORECASE)
_BORN = re.compile(r"\b(?:geb(?:oren|oortedatum|\.)?|born|date of birth|dob)\b", re.IGNORECASE)


def problem_in(text: str) -> str:
    """A message id, or nothing."""
    if any(_can_be_bsn(found.group()) for found in _NINE.finditer(text)):
        return BSN
    born = _BORN.search(text) is not None
    today = clock.today()
    days = [day for day in _days_in(text, today) if day <= today]
    return BIRTH_DATE if any(born or day < today - RECENT for day in days) else ""


def _can_be_bsn(said: str) -> bool:
    digits = [int(sign) for sign in said if sign.isdigit()]
    weighed = sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return any(digits) and weighed % 11 == 0


def _days_in(text: str, today: date) -> list[date]:
    found = [(day, month, year) for day, month, year in _IN_NUMBERS.findall(text)]
    found += [(day, month, year) for year, month, day in _YEAR_FIRST.findall(text)]
    found += [
        (day, str(_MONTH_NUMBERS.get(month[:3].lower(), 0)), year) for day, month, year in _IN_WORDS.findall(text)
    ]
    days = []
    for day, month, year in found:
        try:
            days.append(date(_whole(int(year), today) if len(year) == 2 else int(year), int(month), int(day)))
        except ValueError:  # no date
            continue
    return days


def _whole(year: int, today: date) -> int:
    """Of two digits: the last year that ends so, this one or before it."""
    century = today.year - today.year % 100
    return century + year if century + year <= today.year else century - 100 + year
