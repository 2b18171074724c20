"""What says who a child is, in a text that must not: a citizen service number (BSN), or the day of a birth."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

# As they come along from a record or a letter: with other dashes and spaces, or several.
_DASHES, _QUOTES = re.compile("[\u00ad\u2010-\u2015\u2212]"), re.compile("[\u2018\u2019\u00b4`]")
_AROUND = re.compile(r" ?([-/.]) ?")
NINE_DIGITS = re.compile(r"(?<!\d)\d(?:[ .\-/]?\d){8}(?!\d)")
_BORN = re.compile(r"\b(?:geb|geboren|geboortedatum|geboortedag|born|dob)\b", re.IGNORECASE)
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
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_IN_WORDS = re.compile(r"(?<!\d)(\d{1,2})(?:e|de|ste)?[ .-]+([a-z]+)\.?[ -]*(\d{4}|'\d{2})(?!\d)", re.IGNORECASE)
A_YEAR = 365  # days; what is longer ago is not when a stop of today began to be needed


def names_a_person(text: str, today: date) -> bool:
    text = _plainly(text)
    if any(is_bsn(re.sub(r"\D", "", found)) for found in NINE_DIGITS.findall(text)):
        return True
    days = [day for day in dates_in(text, today) if day < today]
    return any((today - day).days > A_YEAR for day in days) or (bool(days) and bool(_BORN.search(text)))


def _plainly(text: str) -> str:
    text = _QUOTES.sub("'", _DASHES.sub("-", unicodedata.normalize("NFKC", text)))
    return _AROUND.sub(r"\1", " ".join(text.split()))


def is_bsn(digits: str) -> bool:
    """By the elfproef: weights 9 to 2, and the last digit taken off."""
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return weighed % 11 == 0


def dates_in(text: str, today: date) -> Iterator[date]:
    for day, month, year in _NUMBERS.findall(text):
        yield from _date(_whole_year(year, today), int(month), int(day))
    for year, month, day in _YEAR_FIRST.findall(text):
        yield from _date(int(year), int(month), int(day))
    for day, name, year in _IN_WORDS.findall(text):
        yield from _date(_whole_year(year.lstrip("'"), today), MONTHS.get(name.casefold(), 0), int(day))


def _whole_year(said: str, today: date) -> int:
    year = int(said)
    if len(said) == 4:
        return year
    return year + (2000 if year <= today.year % 100 else 1900)


def _date(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
