"""Metingen and stops of the example: large groups and small, open to all and to few."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from portal.example import wording
from portal.exchange.workbook.rows import MeasurementRow, OfferRow, StopRow
from portal.model import Indicator, MeasurementAudience
from portal.regions import RegionData

AUDIENCES = (
    (55, MeasurementAudience.PUBLIC),
    (20, MeasurementAudience.REFERRERS),
    (10, MeasurementAudience.TOEGANG),
    (15, MeasurementAudience.DRAFT),
)
QUESTIONNAIRE, REGISTRATION = "Voorbeeldvragenlijst", "Voorbeeldregistratie"
COUNTED = ("uitval", "geen-nieuwe-start")  # in an administration: nobody was asked
OTHERS = {"youth": "parent", "parent": "youth"}
GROUNDS = ("Onderzoek naar de kwaliteit (voorbeeld)", "Te veel kinderen per begeleider (voorbeeld)")


def measurements(provider: str, many: int, region: RegionData, today: date, random: Random) -> list[MeasurementRow]:
    indicators = random.sample(list(region.indicators.values()), min(many, len(region.indicators)))
    year = today.year - 1
    found: list[MeasurementRow] = []
    for place, indicator in enumerate(indicators, start=1):
        row = _measurement(f"{provider}-m{place}", provider, indicator, year, random)
        # A stream of its own, so that a figure more changes nothing else of the example.
        more = Random(f"{row.key} {row.n} {row.numerator} {row.mean}")
        found += [row, *_of_earlier_years(row, more), *_of_others(row, more)]
    return found


def _measurement(key: str, provider: str, indicator: Indicator, year: int, random: Random) -> MeasurementRow:
    n = random.choice((3, 6, 9, 14, 25, 48, 90, 160, 400))
    row = MeasurementRow(
        key=key,
        provider=provider,
        indicator=indicator.key,
        n=n,
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
        informant=random.choice(("youth", "parent", "professional")),
        frame=random.choice(("voluntary", "voluntary", "forced", "")),
        instrument=QUESTIONNAIRE,
        delivered_on=date(year + 1, 1, 1),
        source="Voorbeeld",
        audience=random.choices([a for _, a in AUDIENCES], [share for share, _ in AUDIENCES])[0],
    )
    row.invited = n + random.randint(0, 2 * n)
    row.responded = n
    if indicator.unit == "mark":
        row.mean = Decimal(random.randint(58, 92)) / 10
        row.deviation = Decimal(random.randint(8, 20)) / 10
    else:
        low, high = (0.02, 0.25) if indicator.lower_is_better else (0.5, 0.95)
        row.numerator = round(n * random.uniform(low, high))
    if indicator.key.startswith(COUNTED):
        row.informant, row.instrument, row.invited, row.responded = "", REGISTRATION, None, None
    return row


def _of_earlier_years(row: MeasurementRow, random: Random) -> Iterator[MeasurementRow]:
    """A trend of up to four years, with ups and downs."""
    if row.n is None or row.n < 25:
        return
    assert row.period_from is not None
    for back in range(1, random.choice((1, 1, 3, 4))):
        year = row.period_from.year - back
        earlier = replace(row, key=f"{row.key}-{year}", period_from=date(year, 1, 1), period_to=date(year, 12, 31))
        earlier.delivered_on = date(year + 1, 1, 1)
        _vary(earlier, round(row.n * random.uniform(0.6, 1.1)), random)
        yield earlier


def _of_others(row: MeasurementRow, random: Random) -> Iterator[MeasurementRow]:
    """The same asked of others than who answered first."""
    if row.n is None or row.informant not in OTHERS or random.random() < 0.6:
        return
    other = replace(row, key=f"{row.key}-{OTHERS[row.informant]}", informant=OTHERS[row.informant])
    _vary(other, max(3, round(row.n * random.uniform(0.3, 1.2))), random)
    yield other


def _vary(row: MeasurementRow, n: int, random: Random) -> None:
    """Other people, about the same outcome."""
    assert row.n is not None
    if row.numerator is not None:
        row.numerator = min(max(round(n * (row.numerator / row.n + random.uniform(-0.08, 0.08))), 0), n)
    if row.mean is not None:
        row.mean = min(max(row.mean + Decimal(random.randint(-6, 6)) / 10, Decimal(1)), Decimal(10))
    row.n = n
    if row.invited is not None:
        row.invited, row.responded = n + random.randint(0, 2 * n), n


def stop(provider: str, offers: list[OfferRow], products: list[str], turn: int, today: date, random: Random) -> StopRow:
    """By turns on the provider as a whole, one product and one offer; every fourth imposed by the region."""
    row = StopRow(key=f"{provider}-stop", provider=provider, imposed=turn % 4 == 3)
    row.starts = today - timedelta(days=random.randint(5, 60))
    row.ends = today + timedelta(days=random.randint(10, 120)) if turn % 3 else None
    if turn % 3 == 1 and products:
        row.product = random.choice(products)
    elif turn % 3 == 2 and offers:
        row.offer = random.choice(offers).key
    row.ground = random.choice(GROUNDS) if row.imposed else ""
    row.text_nl, row.text_en = random.choice(wording.STOP_TEXTS)
    return row
