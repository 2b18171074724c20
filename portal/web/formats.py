"""Numbers, money and days as people of a language write them; and what they typed, shown back."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from markupsafe import Markup

from portal import clock


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

    sign = "¤\u00a0" if locale.language == "nl" else "¤"

    @lru_cache(2048)
    def euro(value: Decimal | int) -> str:
        """Whole amounts without cents."""
        shape = "#,##0" if value == int(value) else "#,##0.00"
        return format_currency(value, "EUR", locale=locale, format=sign + shape, currency_digits=False)

    return {"number": number, "date": a_date, "day": day, "euro": euro, "isolated": isolated}


def isolated(typed: str) -> Markup:
    """What somebody typed, within our sentence: written from right to left it must not turn what stands around it."""
    return Markup("<bdi>{}</bdi>").format(typed)
