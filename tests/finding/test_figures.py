"""A provider's figures as they are told: positively, truly, per group of people, and never by how good they are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.finding.figures import FigureShown, figures_shown
from portal.model import Audience, Indicator, Measurement, Norm
from portal.model.statistics import Verdict
from portal.regions import RegionData

PREFERRED = [
    "doelen-bereikt", "zonder-hulp-verder", "minder-problemen", "match", "bejegening", "tevredenheid",
    "uitval-client", "uitval-aanbieder", "geen-nieuwe-start",
]  # fmt: skip


def share(indicator: str, numerator: int, n: int, year: int = 2025, **about: Any) -> Measurement:
    return Measurement(
        key=f"{indicator}-{year}-{n}-{'-'.join(map(str, about.values()))}", region_id=1, provider_id=1,
        indicator=indicator, numerator=numerator, n=n, period_from=date(year, 1, 1), period_to=date(year, 12, 31),
        **about,
    )  # fmt: skip


def mark(indicator: str, mean: str, n: int, deviation: str | None = "1.2", **about: Any) -> Measurement:
    found = share(indicator, 0, n, **about)
    found.numerator, found.mean, found.deviation = None, Decimal(mean), Decimal(deviation) if deviation else None
    return found


def with_norm(region: RegionData, subject: str, value: str, unit: str = "share") -> RegionData:
    norm = Norm(region_id=1, key="n", subject=subject, value=Decimal(value), unit=unit)
    return replace(region, norms={**region.norms, "n": norm})


def only(region: RegionData, *found: Measurement) -> FigureShown:
    (figure,) = figures_shown(found, region).all
    return figure


def test_four_at_a_glance_in_the_preferred_order_and_not_by_result(ijsselland: RegionData) -> None:
    marks = {"match", "bejegening", "tevredenheid"}
    found = [
        mark(key, "9.9", 50) if key in marks else share(key, 10 + place, 50)
        for place, key in enumerate(reversed(PREFERRED))
    ]
    shown = figures_shown(found, ijsselland)
    assert [figure.indicator for figure in shown.first] == PREFERRED[:4]
    assert [figure.indicator for figure in shown.all] == PREFERRED


def test_what_is_better_when_less_is_told_the_other_way_round(ijsselland: RegionData) -> None:
    figure = only(with_norm(ijsselland, "uitval-client", "0.1"), share("uitval-client", 10, 200))
    assert figure.now.number == 95
    assert figure.now.span == (91, 97)
    assert figure.norm == 90
    assert figure.now.verdict == Verdict.BETTER
    assert figure.said["nl"] == "Bij {number} van de 100 brak de jeugdige of het gezin de hulp niet eenzijdig af."


@pytest.mark.parametrize(("numerator", "told"), [(0, 100), (1, 99), (400, 0), (399, 1)])
def test_one_broken_off_is_not_none(ijsselland: RegionData, numerator: int, told: int) -> None:
    assert only(ijsselland, share("uitval-client", numerator, 400)).now.number == told


def test_a_mark_has_one_decimal_and_lies_on_a_line_from_one_to_ten(ijsselland: RegionData) -> None:
    figure = only(ijsselland, mark("match", "8.25", 36))
    assert (figure.now.number, figure.now.span) == (Decimal("8.3"), (Decimal("7.8"), Decimal("8.7")))
    assert [figure.along(number) for number in (1, Decimal("5.5"), 10)] == [0, 0.5, 1]
    assert only(ijsselland, mark("match", "8.25", 36, None)).now.span is None


def test_without_a_norm_there_is_no_verdict(ijsselland: RegionData) -> None:
    shown = figures_shown([share("doelen-bereikt", 40, 50)], ijsselland)
    assert (shown.norm_known, shown.first[0].norm, shown.first[0].now.verdict) == (False, None, Verdict.NO_NORM)


@pytest.mark.parametrize(
    ("norm", "level"), [("0.5", Verdict.BETTER), ("0.8", Verdict.ABOUT_EQUAL), ("0.95", Verdict.WORSE)]
)
def test_three_levels_against_the_norm(ijsselland: RegionData, norm: str, level: Verdict) -> None:
    found = figures_shown([share("doelen-bereikt", 40, 50)], with_norm(ijsselland, "doelen-bereikt", norm))
    assert found.norm_known
    assert found.first[0].now.verdict == level


def test_few_answers_are_indicative_and_fewer_are_only_named(ijsselland: RegionData) -> None:
    shown = figures_shown([share("doelen-bereikt", 20, 29), share("zonder-hulp-verder", 9, 9)], ijsselland)
    assert [(figure.indicator, figure.now.indicative) for figure in shown.all] == [("doelen-bereikt", True)]
    assert [names["nl"] for names in shown.too_few] == ["Kan zonder hulp verder"]
    assert not only(ijsselland, share("doelen-bereikt", 20, 30)).now.indicative


def test_informants_frames_and_instruments_are_told_apart(ijsselland: RegionData) -> None:
    figure = only(
        ijsselland,
        share("doelen-bereikt", 99, 100, informant="parent", frame="forced", instrument="A"),
        share("doelen-bereikt", 30, 50, informant="parent", frame="voluntary", instrument="A"),
        share("doelen-bereikt", 28, 40, informant="youth", frame="voluntary", instrument="A"),
        share("doelen-bereikt", 28, 60, informant="youth", frame="voluntary", instrument="B", year=2024),
    )
    assert (figure.now.informant, figure.now.frame, figure.now.n) == ("parent", "voluntary", 50)
    assert figure.trend == ()
    assert [(one.informant, one.frame, one.instrument) for one in figure.others] == [
        ("parent", "forced", "A"), ("youth", "voluntary", "A"), ("youth", "voluntary", "B"),
    ]  # fmt: skip


def test_a_trend_is_of_the_same_people_help_and_instrument(ijsselland: RegionData) -> None:
    figure = only(
        ijsselland, *(share("doelen-bereikt", year - 1990, 50, year, informant="youth") for year in range(2018, 2026))
    )
    assert [reading.year for reading in figure.trend] == [2021, 2022, 2023, 2024, 2025]
    assert [reading.number for reading in figure.trend] == [62, 64, 66, 68, 70]
    assert figure.now == figure.trend[-1]


def test_without_texts_of_the_region_there_are_no_sentences(ijsselland: RegionData) -> None:
    bare = Indicator(region_id=1, key="uitval-client", names={"nl": "Uitval"}, lower_is_better=True)
    figure = only(replace(ijsselland, indicators={"uitval-client": bare}), share("uitval-client", 10, 200))
    assert (figure.title, figure.said, figure.rests_on, figure.turned) == ({"nl": "Uitval"}, {}, {}, True)


def test_a_figure_about_what_was_asked_goes_first(ijsselland: RegionData) -> None:
    found = [share("doelen-bereikt", 60, 90), share("doelen-bereikt", 30, 50, category="individueel")]
    category = next(iter(ijsselland.categories))
    found[1].category = category
    assert figures_shown(found, ijsselland).first[0].now.n == 90
    asked = figures_shown(found, ijsselland, about=[category]).first[0].now
    assert (asked.n, asked.about) == (50, ijsselland.categories[category].names)


def test_figures_of_what_is_not_listed_are_not_told(ijsselland: RegionData) -> None:
    closed = next(key for key, item in ijsselland.products.items() if item.audience != Audience.PUBLIC)
    shown = figures_shown([share("doelen-bereikt", 40, 50, product=closed)], ijsselland)
    assert (shown.all, shown.too_few) == ((), ())


def test_a_sentence_of_a_region_without_a_place_for_the_number_is_not_used(ijsselland: RegionData) -> None:
    figure = only(ijsselland, share("doelen-bereikt", 40, 50))
    assert replace(figure, texts={"said": {"nl": "Goed.", "en": "{number} is good."}}).said == {
        "en": "{number} is good."
    }
