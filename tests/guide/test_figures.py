"""About the figures: what they say, what they do not, and each indicator of the region."""

from dataclasses import replace
from decimal import Decimal

import httpx

from portal.finding.figures import title_of
from portal.model import Norm
from portal.web.house import House
from tests.catalogue.reading import part, text_of
from tests.guide.test_products import region_of


async def test_every_indicator_is_explained_in_both_languages(house: House, samira: httpx.AsyncClient) -> None:
    for language, prefix in (("nl", ""), ("en", "/en")):
        text = text_of((await samira.get(f"{prefix}/over-de-cijfers")).text)
        for indicator in region_of(house).indicators.values():
            assert title_of(indicator)[language] in text
            assert indicator.texts["what"][language] in text


async def test_samira_reads_what_figures_do_not_say(samira: httpx.AsyncClient) -> None:
    text = text_of((await samira.get("/over-de-cijfers")).text)
    for said in (
        "Niet wie de beste is.",
        "Vergelijk daarom alleen aanbieders die dezelfde soort hulp geven.",
        "Vrijwillige en verplichte hulp",
        "Minder dan 10 antwoorden: wij laten niets zien.",
        "10 tot en met 29 antwoorden: “indicatief”.",
        "Nederlands Jeugdinstituut (NJi)",
        "Centraal Bureau voor de Statistiek (CBS)",
        "IJsselland heeft voor deze cijfers geen norm gesteld.",
    ):
        assert said in text


async def test_a_norm_is_told_as_on_the_pages_of_providers(house: House, samira: httpx.AsyncClient) -> None:
    region = region_of(house)
    norm = Norm(region_id=1, key="n", subject="uitval-client", value=Decimal("0.1"), unit="share")
    with_norm = replace(region, norms={"n": norm})
    house.regions = replace(house.regions, by_key={region.key: with_norm}, default=with_norm)
    text = text_of((await samira.get("/over-de-cijfers")).text)
    assert "geen norm gesteld" not in text
    assert "norm: 90 van de 100" in part(
        text, "Hulp niet afgebroken door de jeugdige", "Hulp niet afgebroken door de aanbieder"
    )


async def test_the_page_is_in_the_foot_of_every_page(samira: httpx.AsyncClient) -> None:
    assert '<a href="/over-de-cijfers">Over de cijfers</a>' in (await samira.get("/producten")).text
