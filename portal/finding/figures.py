"""What visitors read of a provider's figures: prepared from the records, and told positively and truly.

Always one group of people per number: figures of different instruments, informants or frames are shown beside each
other with their names, never added up. What is chosen, and in which order, never depends on how good a number is.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from portal.finding.look import print_of
from portal.indexing.figures import published_figures
from portal.model import Indicator, Measurement, Norm
from portal.model.columns import Texts
from portal.model.small_groups import answers
from portal.model.statistics import Verdict, is_indicative, per_hundred
from portal.model.verdict import HIGHEST_MARK, LOWEST_MARK, interval, verdict
from portal.regions import RegionData

MOST_SHOWN = 4  # at a glance; readers keep no more apart
MOST_PERIODS = 5  # of a trend

Number = int | Decimal


@dataclass(frozen=True)
class Reading:
    """One number with all that makes it honest. Of a share where less is better, `number` is the rest: how many of
    100 it did not happen to."""

    number: Number  # how many of 100, or a mark with one decimal
    span: tuple[Number, Number] | None  # where it most probably lies; None where that cannot be known
    n: int
    invited: int | None
    responded: int | None
    period_from: date
    period_to: date
    informant: str  # youth, parent or professional; empty = not stated
    frame: str  # voluntary or forced; empty = not stated
    about: Texts  # the product or category it is about; empty = all help of the provider
    instrument: str
    source: str
    delivered_on: date | None
    indicative: bool
    verdict: Verdict

    @property
    def year(self) -> int | None:
        """Where the period is exactly one year."""
        first, last = self.period_from, self.period_to
        return first.year if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)) else None


@dataclass(frozen=True)
class FigureShown:
    """One indicator of one provider."""

    indicator: str
    title: Texts
    texts: dict[str, Texts]  # what it measures; `said` and `rests_on` are sentences with {number} in them
    is_mark: bool
    turned: bool  # less is better, and therefore told the other way round
    norm: Number | None  # told the same way as the number
    now: Reading
    trend: tuple[Reading, ...]  # the same of earlier periods and now, oldest first; empty where there is only now
    others: tuple[Reading, ...]  # of other people, help or instruments

    @property
    def counted_in(self) -> Texts:
        """Where it is counted, if nobody was asked."""
        return _without_stop(self.texts.get("counted_in", {}))

    @property
    def said(self) -> Texts:
        return self._with_number("said")

    @property
    def rests_on(self) -> Texts:
        return self._with_number("rests_on")

    @cached_property
    def look(self) -> bytes:
        """A print of all that a page says of it."""
        return print_of(self)

    def along(self, number: Number) -> float:
        """How far along a drawn scale, from 0 to 1."""
        low, high = (LOWEST_MARK, HIGHEST_MARK) if self.is_mark else (0, 100)
        return (float(number) - low) / (high - low)

    def _with_number(self, field: str) -> Texts:
        """A sentence without a place for its number would say nothing."""
        return {language: text for language, text in self.texts.get(field, {}).items() if "{number}" in text}


@dataclass(frozen=True)
class FiguresShown:
    first: tuple[FigureShown, ...] = ()  # at most four
    more: tuple[FigureShown, ...] = ()
    too_few: tuple[Texts, ...] = ()  # titles of what was measured with too few answers to show

    @property
    def all(self) -> tuple[FigureShown, ...]:
        return self.first + self.more

    @property
    def norm_known(self) -> bool:
        return any(figure.norm is not None for figure in self.all)


def figures_shown(measurements: Iterable[Measurement], region: RegionData, about: Collection[str] = ()) -> FiguresShown:
    """Of one provider's public measurements, in the region's order of indicators. `about`: keys of categories; a
    figure about one of those goes before one about all help."""
    given = [found for found in measurements if region.tells_of(found.category, found.product)]
    by_indicator: dict[str, list[Measurement]] = {}
    for found in published_figures(given, region):
        if _value(found) is not None:
            by_indicator.setdefault(found.indicator, []).append(found)
    figures = tuple(
        _figure(indicator, by_indicator[key], region, about)
        for key, indicator in region.indicators.items()
        if key in by_indicator
    )
    measured = {found.indicator for found in given}
    hidden = (item for key, item in region.indicators.items() if key in measured and key not in by_indicator)
    return FiguresShown(figures[:MOST_SHOWN], figures[MOST_SHOWN:], tuple(title_of(item) for item in hidden))


def title_of(indicator: Indicator) -> Texts:
    """Beside a number that is told the other way round, its name would say the opposite."""
    return _without_stop(indicator.texts.get("title", {})) or indicator.names


def _without_stop(sentences: Texts) -> Texts:
    return {language: text.rstrip(".") for language, text in sentences.items()}


def _figure(
    indicator: Indicator, found: Sequence[Measurement], region: RegionData, about: Collection[str]
) -> FigureShown:
    main = min(found, key=lambda one: _first_choice(one, about))
    same = sorted((one for one in found if _kind_of(one) == _kind_of(main)), key=lambda one: one.period_to)
    norm = region.norm_of_indicator.get(indicator.key)
    others = sorted((one for one in found if one not in same), key=_in_order)
    return FigureShown(
        indicator.key,
        title_of(indicator),
        indicator.texts,
        is_mark=indicator.unit == "mark",
        turned=_is_turned(indicator),
        norm=norm_as_told(norm, indicator),
        now=_reading(main, indicator, norm, region),
        trend=tuple(_reading(one, indicator, norm, region) for one in same[-MOST_PERIODS:]) if len(same) > 1 else (),
        others=tuple(_reading(one, indicator, norm, region) for one in others),
    )


def _first_choice(found: Measurement, about: Collection[str]) -> tuple[object, ...]:
    """The latest; about what was asked, else about all help; voluntary before mixed before forced; many before few."""
    asked = not found.product and found.category in about
    parts = bool(found.category) + bool(found.product)
    frame = ("voluntary", "", "forced").index(found.frame) if found.frame in ("voluntary", "forced") else 1
    return -found.period_to.toordinal(), not asked, parts, frame, -found.n, found.key


def _in_order(found: Measurement) -> tuple[object, ...]:
    return -found.period_to.toordinal(), found.category, found.product, found.informant, found.frame, found.key


def _kind_of(found: Measurement) -> tuple[str, ...]:
    return found.category, found.product, found.informant, found.frame, found.instrument


def _reading(found: Measurement, indicator: Indicator, norm: Norm | None, region: RegionData) -> Reading:
    number, span = _value(found), interval(found)
    assert number is not None
    return Reading(
        number=_told(number, indicator),
        span=None if span is None else _span(span.low, span.high, indicator),
        n=found.n,
        invited=found.invited,
        responded=found.responded,
        period_from=found.period_from,
        period_to=found.period_to,
        informant=found.informant,
        frame=found.frame,
        about=_about(found, region),
        instrument=found.instrument,
        source=found.source,
        delivered_on=found.delivered_on,
        indicative=is_indicative(answers(found)),
        verdict=verdict(found, indicator, norm),
    )


def _about(found: Measurement, region: RegionData) -> Texts:
    item = region.products.get(found.product) or region.categories.get(found.category)
    return item.names if item else {}


def _value(found: Measurement) -> float | None:
    """A share or a mark; None where what was delivered is neither."""
    if found.numerator is not None:
        return found.numerator / found.n if 0 <= found.numerator <= found.n and found.n else None
    return None if found.mean is None else float(found.mean)


def _is_turned(indicator: Indicator) -> bool:
    return indicator.unit != "mark" and indicator.lower_is_better


def _told(value: float, indicator: Indicator) -> Number:
    if indicator.unit == "mark":
        return Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return per_hundred(1 - value if _is_turned(indicator) else value)


def _span(low: float, high: float, indicator: Indicator) -> tuple[Number, Number]:
    first, last = _told(low, indicator), _told(high, indicator)
    return (last, first) if _is_turned(indicator) else (first, last)


def norm_as_told(norm: Norm | None, indicator: Indicator) -> Number | None:
    return _told(float(norm.value), indicator) if norm is not None and norm.unit == indicator.unit else None
