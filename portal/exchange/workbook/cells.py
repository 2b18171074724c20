"""One cell → what was meant. Excel's habits are expected: numbers for codes, serials for dates, TRUE for ja."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from babel import Locale

from portal.exchange.workbook.sheets import Column, Kind

EXCEL_ERRORS = {
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#N/B",
    "#VERW!",
    "#WAARDE!",
}
YES = {"ja", "j", "yes", "y", "true", "waar", "1", "x"}
NO = {"nee", "n", "no", "false", "onwaar", "0"}
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(10_000, 80_000)  # 1927 to 2119: the days that a serial can mean here
THOUSANDTH = Decimal("0.001")


class WrongCell(Exception):
    """`code` names the message of problems.py."""

    def __init__(self, code: str, **details: str) -> None:
        self.code = code
        self.details = details
        super().__init__(code)


def plain(raw: object) -> str:
    """The cell as clean text: no blanks around it, one kind of line end, no 5.0 for 5."""
    if isinstance(raw, str) and raw.isascii() and raw.isprintable():
        return raw.strip()  # nearly all cells
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "ja" if raw else "nee"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime | date):
        return raw.isoformat()[:10]
    text = str(raw).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\ufeff", "")
    return unicodedata.normalize("NFC", CONTROL.sub("", text)).strip()


def parse(column: Column, raw: object, text: str) -> object:
    """What the column's field of the row holds. `text` is the cell in plain, and not empty. Raises WrongCell."""
    if text in EXCEL_ERRORS:
        raise WrongCell("cell-error")
    if column.many:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        # Twice the same says nothing more.
        return list(dict.fromkeys(PARSERS[column.kind](column, part) for part in parts))
    if column.kind == Kind.DATE and isinstance(raw, datetime | date):
        return _believable(raw.date() if isinstance(raw, datetime) else raw)
    return PARSERS[column.kind](column, text)


def _line(column: Column, text: str) -> str:
    return _text(column, " ".join(text.split()))


def _text(column: Column, text: str) -> str:
    if len(text) > column.most:
        raise WrongCell("too-long", most=str(column.most))
    return text


def _key(column: Column, text: str) -> str:
    if column.refers:  # may be a name; it is looked up later
        return text
    key = text.lower()
    if len(key) > 80 or not KEY.fullmatch(key):
        raise WrongCell("not-a-key")
    return key


def as_date(text: str) -> date | None:
    """dd-mm-yyyy, d/m/yyyy, d.m.yyyy, yyyy-mm-dd, or Excel's serial number of a day."""
    if re.fullmatch("[0-9]{5}", text) and int(text) in SERIALS:
        return EXCEL_EPOCH + timedelta(days=int(text))
    text = re.sub(r"[T ]00:00(:00(\.0+)?)?$", "", text)
    if found := re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", text):
        day, month, year = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})", text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date(_column: Column, text: str) -> date:
    return _believable(as_date(text))


def _believable(day: date | None) -> date:
    # No 31-12-9999: there is no day after that one, and an end that is not there is left empty.
    if day is None or not 1900 <= day.year <= 2200:
        raise WrongCell("not-a-date")
    return day


def _decimal(column: Column, text: str) -> Decimal:
    number = text.replace(" ", "")
    if "," in number:  # a decimal comma, and then a point can only stand between thousands
        number = number.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{0,20})?", number):
        raise WrongCell("not-a-number")
    value = Decimal(number).quantize(THOUSANDTH)
    _in_range(column, value)
    return value


def _whole(column: Column, text: str) -> int:
    number = text.replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,12}(\.0+)?", number):
        raise WrongCell("not-whole")
    value = int(number.split(".")[0])
    _in_range(column, value)
    return value


def _in_range(column: Column, value: int | Decimal) -> None:
    if not column.low <= value <= column.high:
        raise WrongCell("out-of-range", low=str(column.low), high=str(column.high))


def _flag(_column: Column, text: str) -> bool:
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise WrongCell("not-a-choice", choices="ja, nee")


def _choice(column: Column, text: str) -> object:
    wanted = text.casefold()
    if wanted in column.choices:
        return column.choices[wanted]
    for value in column.choices.values():  # our own words, as an export of another make may hold them
        if wanted == str(value):
            return value
    raise WrongCell("not-a-choice", choices=", ".join(column.choices))


def _eight_digits(_column: Column, text: str) -> str:
    digits = re.sub(r"[ .]", "", text)
    if not re.fullmatch("[0-9]{5,8}", digits):
        raise WrongCell("not-eight-digits")
    return digits.zfill(8)  # Excel drops the zeros in front


def _postcode(_column: Column, text: str) -> str:
    found = re.fullmatch(r"([1-9][0-9]{3})\s*([A-Za-z]{2})?", text)
    if found is None:
        raise WrongCell("not-a-postcode")
    return f"{found[1]} {found[2].upper()}" if found[2] else found[1]


def _phone(column: Column, text: str) -> str:
    # Nine digits are a number whose zero Excel took.
    return f"0{text}" if re.fullmatch(r"[1-9][0-9]{8}", text) else _line(column, text)


def _email(column: Column, text: str) -> str:
    if not re.fullmatch(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,.]+", text):
        raise WrongCell("not-an-email")
    return _line(column, text)


def _website(column: Column, text: str) -> str:
    address = f"https://{text}" if re.match(r"www\.", text, re.IGNORECASE) else text
    if not re.fullmatch(r"https?://[^\s/\"'<>@]+\.[^\s\"'<>]+", address, re.IGNORECASE):
        raise WrongCell("not-a-website")
    return _line(column, address)


@cache
def languages() -> dict[str, str]:
    """Code or Dutch name → code."""
    names = {code: name for code, name in Locale("nl").languages.items() if 2 <= len(code) <= 3}
    return {name.casefold(): code for code, name in names.items()} | {code: code for code in names}


def _language(_column: Column, text: str) -> str:
    if text.casefold() not in languages():
        raise WrongCell("not-a-language")
    return languages()[text.casefold()]


def _function(_column: Column, text: str) -> tuple[str, int | None]:
    key, _, people = (part.strip() for part in text.partition("="))
    if not key or (people and not re.fullmatch(r"[0-9]{1,5}", people)):
        raise WrongCell("not-a-function")
    return key, int(people) if people else None


def _method(column: Column, text: str) -> tuple[str, bool]:
    name = _line(column, text.rstrip("* "))
    if not name:
        raise WrongCell("required")
    return name, text.endswith("*")


def _municipality(_column: Column, text: str) -> str:
    digits = re.fullmatch(r"(?:GM)?([0-9]{1,4})", text, re.IGNORECASE)
    return digits[1].zfill(4) if digits else text


PARSERS: dict[Kind, Callable[[Column, str], object]] = {
    Kind.KEY: _key,
    Kind.KEYS: _key,
    Kind.LINE: _line,
    Kind.LINES: _line,
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choice,
    Kind.EIGHT_DIGITS: _eight_digits,
    Kind.POSTCODE: _postcode,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.WEBSITE: _website,
    Kind.LANGUAGES: _language,
    Kind.FUNCTIONS: _function,
    Kind.METHODS: _method,
    Kind.MUNICIPALITY: _municipality,
    Kind.MUNICIPALITIES: _municipality,
}
