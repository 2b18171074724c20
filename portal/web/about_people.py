"""What may not be stored of anybody here, found in what people type: a BSN, or the day on which somebody was born."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from portal import clock
from portal.web.language import N_

BSN = N_("Leave out the BSN: a number of nine digits that can be one stands here. It is not needed on this website.")
BIRTH_DATE = N_("Leave out the date of birth: a date of long ago stands here. The age in years is enough.")

RECENT = timedelta(days=60)  # a talk, a letter: nobody whom a list is about was born since

# As they come along from a record or a letter: with other dashes and spaces, or several.
_DASHES, _QUOTES = re.compile("[\u00ad\u2010-\u2015\u2212]"), re.compile("[\u2018\u2019\u00b4`]")
_AROUND = re.compile(r" ?([-/.]) ?")
# Not within a longer number, such as that of an account, and not after a country's: that is a telephone.
_NINE = re.compile(r"(?<!\+31[ -])(?<!0031[ -])(?<![\d+])\d(?:[ .\-/]?\d){8}(?![ .\-/]?\d)")
_BORN = re.compile(r"\b(?:geb(?:oren|oortedatum|oortedag)?|born|date of birth|dob)\b", re.IGNORECASE)
_MONTHS = (
    ("jan", "januari", "january"),
    ("feb", "februari", "february"),
    ("mrt", "mar", "maart", "march"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "juni", "june"),
    ("jul", "juli", "july"),
    ("aug", "augustus", "august"),
    ("sep", "sept", "september"),
    ("okt", "oct", "oktober", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_IN_WORDS = re.compile(
    r"(?<!\d)(\d{1,2})(?:e|de|ste)?(?:[ .-]+van)?[ .-]+([a-z]+)\.?[ -]*(\d{4}|'\d{2})(?!\d)", re.IGNORECASE
)


def problem_in(text: str, recent: timedelta = RECENT) -> str:
    """A message id, or nothing. A day that is no longer ago than `recent` is no day of birth, unless it says so."""
    text, today = _plainly(text), clock.today()
    if _holds_bsn(text):
        return BSN
    born = _BORN.search(text) is not None
    days = [day for day in _days_in(text, today) if day <= today]
    return BIRTH_DATE if any(born or day < today - recent for day in days) else ""


def holds_bsn(text: str) -> bool:
    """Also where dates are no secret."""
    return _holds_bsn(_plainly(text))


def _holds_bsn(text: str) -> bool:
    return any(_can_be_bsn(found.group()) for found in _NINE.finditer(text))


def _plainly(text: str) -> str:
    text = _QUOTES.sub("'", _DASHES.sub("-", unicodedata.normalize("NFKC", text)))
    return _AROUND.sub(r"\1", " ".join(text.split()))


def _can_be_bsn(said: str) -> bool:
    """By the elfproef: weights 9 to 2, and the last digit taken off."""
    digits = [int(sign) for sign in said if sign.isdigit()]
    weighed = sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return any(digits) and weighed % 11 == 0


def _days_in(text: str, today: date) -> Iterator[date]:
    for day, month, year in _NUMBERS.findall(text):
        yield from _date(_whole_year(year, today), int(month), int(day))
    for year, month, day in _YEAR_FIRST.findall(text):
        yield from _date(int(year), int(month), int(day))
    for day, name, year in _IN_WORDS.findall(text):
        yield from _date(_whole_year(year.lstrip("'"), today), _NUMBER_OF.get(name.casefold(), 0), int(day))


def _whole_year(said: str, today: date) -> int:
    """Of two digits: the last year that ends so, this one or before it."""
    year = int(said)
    if len(said) == 4:
        return year
    return year + (2000 if year <= today.year % 100 else 1900)


def _date(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:  # no date
        return
