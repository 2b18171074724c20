"""Hidden addresses, restricted offers and unpublished figures are searched for wherever a visitor
can look, and found nowhere."""

import re
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from urllib.parse import unquote_plus

from sqlmodel import col, select

from portal.exchange.workbook import export_workbook
from portal.indexing import stream_documents
from portal.model import Audience, Form, IntakeStop, Location, Offer, Provider
from portal.model.product import ReferenceItem
from portal.stops.grounds import Ground
from search_index import Collection
from tests.journeys.conftest import LOADER, ExamplePortal

LINK = re.compile(r'(?:href|action)="(/[^"#]*)"')
MOST_PAGES = 2_500
EXPLANATION = "Drie begeleiders vertrokken in onmin"


async def hidden_things(portal: ExamplePortal) -> dict[str, str]:
    """What must not be seen → whose it is."""
    async with portal.house.database.reading() as session:
        homes = (
            await session.exec(
                select(Location)
                .join(Offer, col(Offer.location_id) == col(Location.id))
                .join(Form, col(Form.key) == col(Offer.form))
                .where(col(Form.children_live_here).is_(True), col(Location.street) != "")
            )
        ).all()
        home_ids = {home.id for home in homes}
        others = [place for place in (await session.exec(select(Location))).all() if place.id not in home_ids]
        restricted = (await session.exec(select(Offer).where(Offer.audience == Audience.RESTRICTED))).all()
        public = (await session.exec(select(Offer).where(Offer.audience == Audience.PUBLIC))).all()
        stops = (await session.exec(select(IntakeStop.ground, IntakeStop.explanation))).all()
    assert len(homes) > 20
    assert len(restricted) > 3
    shown_elsewhere = {thing for place in others for thing in (place.street, place.postcode, place.phone)}
    hidden = {home.street: home.key for home in homes}
    hidden |= {home.postcode: home.key for home in homes if home.postcode}
    hidden |= {home.phone: home.key for home in homes if home.phone}
    # A practice in the same street may be shown.
    hidden = {thing: owner for thing, owner in hidden.items() if thing not in shown_elsewhere}
    hidden |= {offer.key: "a restricted offer" for offer in restricted}
    shared = {text for offer in public for text in offer.title.values()}
    hidden |= {text: offer.key for offer in restricted for text in offer.title.values() if text and text not in shared}
    words = {word for stop in stops for word in stop if len(word) > 5} | set(Ground) | {EXPLANATION}
    assert EXPLANATION in {explanation for _, explanation in stops}
    return hidden | dict.fromkeys(words, "the ground of a stop")


async def explain_stops(portal: ExamplePortal) -> None:
    """As providers of this portal do; a workbook has no explanations."""
    async with portal.house.database.writing(LOADER) as session:
        for stop in (await session.exec(select(IntakeStop))).all():
            stop.explanation = EXPLANATION


def whole_words(things: Iterable[str]) -> re.Pattern[str]:
    """So that "Kade 11" is not found in "Kade 117"."""
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, things)) + r")(?!\w)")


async def every_page(portal: ExamplePortal) -> AsyncIterator[tuple[str, str]]:
    """All that can be reached by following links from the start page and the sitemap, and what is typed."""
    async with portal.house.database.reading() as session:
        slugs = (await session.exec(select(Provider.slug))).all()
        homes = (await session.exec(select(Location.street).where(col(Location.street) != "").limit(25))).all()
    waiting = ["/", "/en/", "/aanbod", "/producten", "/sitemap.xml", "/robots.txt", "/healthz"]
    waiting += [f"{language}/aanbieders/{slug}" for language in ("", "/en") for slug in slugs]
    waiting += [f"/aanbod?q={street}" for street in homes]
    waiting += [f"/aanbod?q={word}" for word in ("crisisbed", "jeugdzorgplus", "spoedhulp", "crisis", "gesloten")]
    waiting += [f"/aanbod?vorm={key}" for key in ("crisisbed", "jeugdzorgplus", "gezinshuis", "pleegzorg")]
    seen = set(waiting)
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        answer = await portal.client.get(path)
        assert answer.status_code in (200, 302, 303, 301, 308, 404, 405), path
        yield path, answer.text
        # Combinations of filters are endless: follow pages, not every tick of every facet.
        for found in LINK.findall(answer.text):
            link = found.replace("&amp;", "&")
            if link not in seen and link.count("=") <= 1 and not link.startswith("/static/"):
                seen.add(link)
                waiting.append(link)


async def test_nothing_hidden_is_on_any_page(example_portal: ExamplePortal) -> None:
    await explain_stops(example_portal)
    hidden = await hidden_things(example_portal)
    words = whole_words(hidden)
    pages = 0
    async for path, text in every_page(example_portal):
        pages += 1
        said = unquote_plus(path)  # a page may repeat what the visitor typed
        assert {thing: hidden[thing] for thing in words.findall(text) if thing not in said} == {}, path
    assert pages > 300


async def test_nothing_hidden_is_in_a_public_document(example_portal: ExamplePortal) -> None:
    await explain_stops(example_portal)
    hidden = await hidden_things(example_portal)
    house = example_portal.house
    stream = stream_documents(house.database, house.regions, Collection.PUBLIC)
    documents = [document async for chunk in stream for document in chunk]
    assert len(documents) > 200
    words = whole_words(hidden)
    for document in documents:
        assert words.findall(repr(document)) == [], document.id


async def test_nothing_hidden_is_in_an_export_for_everyone(example_portal: ExamplePortal, tmp_path: Path) -> None:
    await explain_stops(example_portal)
    words = whole_words(await hidden_things(example_portal))
    house = example_portal.house
    for public, folder in ((True, tmp_path / "open"), (False, tmp_path / "own")):
        async with house.database.reading() as session:
            await export_workbook(session, house.regions.by_key["ijsselland"], folder, public=public)
        written = "".join(file.read_text("utf-8-sig") for file in folder.iterdir())
        assert (words.search(written) is None) == public


async def test_a_restricted_product_is_explained_but_never_listed(example_portal: ExamplePortal) -> None:
    region = example_portal.house.regions.by_key["ijsselland"]
    restricted: list[ReferenceItem] = [
        item
        for items in (region.products, region.forms, region.help_kinds)
        for item in items.values()
        if item.audience == Audience.RESTRICTED
    ]
    assert {"crisisbed", "jeugdzorgplus"} <= {item.key for item in restricted} | {
        p.key.replace("-", "") for p in restricted
    }
    book = (await example_portal.client.get("/producten")).text
    search = (await example_portal.client.get("/aanbod")).text
    for item in restricted:
        assert item.names["nl"] in book
        assert f'value="{item.key}"' not in search
