"""Figures on the page of a provider: words and shape, with all that makes them honest."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pytest
from sqlmodel import select

from portal.finding.figures import figures_shown
from portal.model import Indicator, Measurement, MeasurementAudience, Norm, Provider
from portal.web.house import House
from portal.web.page import Pages
from portal.web.static import StaticFiles
from portal.web.visit import Asked, make_visit
from tests.catalogue.reading import part, text_of
from tests.finding.ground import TESTER
from tests.finding.test_figures import mark, share
from tests.people import WILGENHOF

PAGE = f"/aanbieders/{WILGENHOF}"


async def add(house: House, *found: Measurement, **also: Any) -> None:
    async with house.database.writing(TESTER) as session:
        provider = (await session.exec(select(Provider).where(Provider.slug == WILGENHOF))).one()
        for one in found:
            one.provider_id, one.audience = provider.id or 0, MeasurementAudience.PUBLIC
            for name, value in also.items():
                setattr(one, name, value)
            session.add(one)


def set_norms(house: House, **values: str) -> None:
    region = house.regions.default
    assert region is not None
    norms = {
        subject: Norm(
            region_id=1, key=subject, subject=subject, value=Decimal(value), unit=region.indicators[subject].unit
        )
        for subject, value in values.items()
    }
    changed = replace(region, norms=norms)
    house.regions = replace(house.regions, by_key={region.key: changed}, default=changed)


def told(page: str) -> str:
    return part(text_of(page), "Hoe het bij anderen ging", "Wie hier werken")


async def test_samira_reads_how_it_went_for_others(house: House, samira: httpx.AsyncClient) -> None:
    await add(
        house,
        share("uitval-client", 10, 200, informant="", frame="voluntary", source="Registratie 2025"),
        mark("match", "8.25", 36, informant="youth", frame="forced", invited=90, responded=36,
             instrument="Vragenlijst A", delivered_on=date(2026, 2, 1)),
    )  # fmt: skip
    text = told((await samira.get(PAGE)).text)
    for said in (
        "80 van de 100 afgesproken doelen zijn grotendeels bereikt.",
        "Dit gaat over 50 doelen.",
        "Bij 95 van de 100 brak de jeugdige of het gezin de hulp niet eenzijdig af.",
        "Hulp niet afgebroken door de jeugdige of het gezin",
        "Geteld in de administratie, vrijwillige hulp, 2025.",
        "Bron: Registratie 2025.",
        "De klik met de hulpverlener krijgt gemiddeld een 8,3 .",
        "Gezegd door jongeren, verplichte hulp, 2025.",
        "36 van de 90 mensen die het is gevraagd, gaven antwoord.",
        "Waarschijnlijk tussen 91 en 97 van de 100.",
        "Waarschijnlijk tussen 7,8 en 8,7.",
        "Met: Vragenlijst A. Aangeleverd op 1 februari 2026.",
        "De regio heeft voor deze cijfers geen norm gesteld.",
    ):
        assert said in text
    assert "3 gepubliceerde cijfers" in text_of((await samira.get(PAGE)).text)


async def test_she_reads_it_in_english_too(house: House, samira: httpx.AsyncClient) -> None:
    await add(house, mark("match", "8.25", 36, informant="youth", frame="forced"))
    text = text_of((await samira.get(f"/en{PAGE}")).text)
    assert "The match with the professional gets 8.3 out of 10 on average." in text
    assert "Said by young people, compulsory help, 2025." in text


@pytest.mark.parametrize(
    ("norm", "said", "shape"),
    [
        ("0.5", "Beter dan de norm van de regio (norm: 50 van de 100)", "better"),
        ("0.8", "Ongeveer gelijk aan de norm van de regio (norm: 80 van de 100)", "about_equal"),
        ("0.95", "Minder goed dan de norm van de regio (norm: 95 van de 100)", "worse"),
    ],
)
async def test_a_level_is_told_in_a_word_and_a_shape(
    house: House, samira: httpx.AsyncClient, norm: str, said: str, shape: str
) -> None:
    await add(house, share("zonder-hulp-verder", 40, 50))
    set_norms(house, **{"doelen-bereikt": norm})
    page = (await samira.get(PAGE)).text
    assert said in told(page)
    assert f'<use href="#i-{shape}"/>' in page
    assert f'<symbol id="i-{shape}"' in page
    assert "De regio heeft hiervoor geen norm." in told(page)  # of the other figure


async def test_few_answers_are_indicative_and_fewer_are_not_shown(house: House, samira: httpx.AsyncClient) -> None:
    await add(house, share("zonder-hulp-verder", 11, 12), share("minder-problemen", 6, 7), mark("bejegening", "6.4", 9))
    text = told((await samira.get(PAGE)).text)
    assert text.count("Indicatief: weinig antwoorden") == 1
    assert "Te weinig antwoorden om te laten zien: Minder problemen of meer zelf kunnen; Hoe u bent behandeld." in text
    assert "6,4" not in text
    assert "86 van de 100" not in text


async def test_a_hidden_figure_cannot_be_computed(house: House, samira: httpx.AsyncClient) -> None:
    await add(
        house,
        share("zonder-hulp-verder", 37, 48),
        share("zonder-hulp-verder", 31, 40, informant="parent"),
        share("zonder-hulp-verder", 6, 8, informant="youth"),
    )
    text = told((await samira.get(PAGE)).text)
    assert "78 van de 100 zeggen dat zij" in text  # of the parents
    for hidden in ("77 van de 100", "75 van de 100", "48 antwoorden", "8 antwoorden"):
        assert hidden not in text


async def test_four_stand_open_and_the_others_are_folded(house: House, samira: httpx.AsyncClient) -> None:
    await add(
        house, share("zonder-hulp-verder", 40, 50), share("minder-problemen", 40, 50), mark("match", "8", 50),
        mark("bejegening", "8", 50), mark("tevredenheid", "8", 50),
    )  # fmt: skip
    page = (await samira.get(PAGE)).text
    before, after = page.split('<details class="more-figures">')
    assert (before.count('class="card figure"'), after.count('class="card figure"')) == (4, 2)
    assert "Nog 2 cijfers" in text_of(page)


async def test_earlier_years_are_drawn_and_told(house: House, samira: httpx.AsyncClient) -> None:
    await add(house, share("doelen-bereikt", 30, 50, 2024), share("doelen-bereikt", 20, 40, 2023))
    page = (await samira.get(PAGE)).text
    assert "2023: 50 van de 100 (40 gemeten) 2024: 60 van de 100 (50 gemeten) 2025: 80 van de 100 (50 gemeten)" in told(
        page
    )
    points = re.search(r'points="([^"]*)"', page)
    assert points is not None
    assert points[1].split() == ["10.0,24.0", "60.0,20.0", "110.0,12.0"]


async def test_what_is_not_public_or_of_an_ended_provider_is_not_there(house: House, samira: httpx.AsyncClient) -> None:
    async with house.database.writing(TESTER) as session:
        for found in (await session.exec(select(Measurement))).all():
            found.audience = MeasurementAudience.REFERRERS
    text = text_of((await samira.get(PAGE)).text)
    assert "Van deze aanbieder kunnen wij nog geen cijfers laten zien." in text
    assert "gepubliceerd cijfer" not in text
    assert "Hoe het bij anderen ging" not in text_of((await samira.get("/aanbieders/de-esdoorn")).text)


@pytest.mark.parametrize(
    ("number", "full", "empty"),
    [
        (0, None, "M120 30H0V0H120z"),
        (5, "M0 0h120v0h-90v6h-30z", "M120 30H0V6h30v-6H120z"),
        (95, "M0 0h120v24h-30v6h-90z", "M120 30H0V30h90v-6H120z"),
        (100, "M0 0h120v30h-120z", None),
    ],
)
def test_as_many_dots_are_full_as_the_sentence_says(
    house: House, number: int, full: str | None, empty: str | None
) -> None:
    drawn = from_macro(house, "parts/figure.html", f"dots({number})")
    paths = dict(re.findall(r'<path fill="url\(#dots-(full|empty)\)" d="([^"]*)"', drawn))
    assert paths == {name: path for name, path in (("full", full), ("empty", empty)) if path}


def test_beside_others_at_most_four_are_told_shortly(house: House) -> None:
    region = house.regions.default
    assert region is not None
    keys = ("doelen-bereikt", "zonder-hulp-verder", "minder-problemen", "uitval-client", "geen-nieuwe-start")
    shown = figures_shown([share(key, 12, 20, informant="parent") for key in keys], region)
    text = text_of(fragment(house, shown.all))
    assert text.count("Indicatief: weinig antwoorden") == 4
    assert "Doelen bereikt" not in text
    assert "Afgesproken doelen bereikt. 60 van de 100 afgesproken doelen zijn grotendeels bereikt." in text
    assert text.count("Gezegd door ouders") == 4
    assert "Geen cijfers bekend." in text_of(fragment(house, ()))


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        (Indicator(key="a", names={"nl": "Gelukt"}), "Gelukt: 60 van de 100."),
        (Indicator(key="a", names={"nl": "Gestopt"}, lower_is_better=True), "Gestopt: bij 40 van de 100 niet."),
        (Indicator(key="a", names={"nl": "Cijfer"}, unit="mark"), "Cijfer: gemiddeld een 7,2 , op een schaal van 1"),
    ],
)
def test_a_region_without_sentences_has_plain_ones(house: House, indicator: Indicator, said: str) -> None:
    assert house.regions.default is not None
    region = replace(house.regions.default, indicators={"a": indicator})
    found = mark("a", "7.2", 20) if indicator.unit == "mark" else share("a", 12, 20)
    text = text_of(fragment(house, figures_shown([found], region).all))
    assert said in text
    assert "Dit gaat over 20 antwoorden." in text


def fragment(house: House, figures: Iterable[Any]) -> str:
    pages = Pages(StaticFiles(), strict=True)
    return pages.html(make_visit(house, Asked()), "catalogue/_figures_short.html", {"figures": figures})


def from_macro(house: House, template: str, call: str) -> str:
    pages = Pages(StaticFiles(), strict=True)
    module = pages._environments["nl"].get_template(template).module
    name, argument = call.rstrip(")").split("(")
    return str(getattr(module, name)(int(argument)))
