"""Numbers, money and days as people of a language write them; and what they typed, shown back."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal
from markupsafe import Markup

from portal import clock

_PHONE = re.compile(r"(?<![\d-])0\d{2,3}-\d{3,8}(?![\d-])")


def filters(locale: Locale) -> dict[str, Callable[..., str]]:
    """For the templates. Formatting is slow and values repeat, so answers are remembered."""

    @lru_cache(2048)
    def number(value: float | Decimal) -> str:
        return format_decimal(value, locale=locale)

    @lru_cache(2048)
    def on_day(value: date, style: str) -> str:
        return format_date(value, format=style, locale=locale)

    def a_date(value: date | datetime, style: str = "long") -> str:
        return on_day(clock.local(value).date() if isinstance(value, datetime) else value, style)

    def day(value: int, style: str = "long") -> str:
        return on_day(clock.day_of(value), style)

    def moment(value: datetime) -> str:
        local = clock.local(value)
        return f"{a_date(value)}, {format_time(local, format='short', locale=locale)}"

    shape_of_money = {"nl": "¤\u00a0{}", "ar": "{}\u00a0¤"}.get(locale.language, "¤{}")

    @lru_cache(2048)
    def euro(value: Decimal | int) -> str:
        """Whole amounts without cents."""
        shape = shape_of_money.format("#,##0" if value == int(value) else "#,##0.00")
        return format_currency(value, "EUR", locale=locale, format=shape, currency_digits=False)

    return {"number": number, "date": a_date, "day": day, "moment": moment, "euro": euro, "isolated": isolated}


def isolated(typed: str) -> Markup:
    """What somebody typed, within our sentence: written from right to left it must not turn what stands around it."""
    return Markup("<bdi>{}</bdi>").format(typed)


@lru_cache(4096)
def kept_in_order(text: str) -> str:
    """In a line from right to left 0800-2000 would be read as 2000-0800: a telephone number stands on its own."""
    return _PHONE.sub("\u2066\\g<0>\u2069", text)
