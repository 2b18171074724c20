"""Two cards of one look say the same; whatever changes what a card says gives it another."""

from datetime import timedelta

import pytest
from sqlmodel import select

from portal import clock
from portal.database import Database
from portal.finding.card import card_of
from portal.finding.question import Question
from portal.indexing import documents_for
from portal.model import Availability, HelpKind, Offer, Provider
from portal.regions import load_regions
from search_index import Collection, Hit
from tests.small_region import PIET


async def looks(database: Database, days: int = 0) -> dict[str, object]:
    async with database.reading() as session:
        regions = await load_regions(session)
    found = [d for _, each in await documents_for(database, regions, [1, 2]) for d in each.put[Collection.PUBLIC]]
    question = Question(regions.by_key["oost"])
    today = clock.day_number(clock.today() + timedelta(days=days))
    looks = {d.id: card_of(Hit(d.id, d.provider, d.card), question, today).look for d in found}
    # Each state of a region is another: only what the document and the day add is compared here.
    return {key: (look[0], look[2]) for key, look in looks.items() if isinstance(look, tuple)}


async def test_nothing_changed_is_the_same_look_and_another_day_another(database: Database) -> None:
    now = await looks(database)
    assert len(set(now.values())) == len(now) == 3
    assert await looks(database) == now
    tomorrow = await looks(database, days=1)
    assert not set(tomorrow.values()) & set(now.values())


@pytest.mark.parametrize("what", ["places", "summary", "ages"])
async def test_whatever_a_card_says_is_in_its_look(database: Database, what: str) -> None:
    before = await looks(database)
    async with database.writing(PIET) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == "es-gezin"))).one()
        said = (await session.exec(select(Availability).where(Availability.offer_id == offer.id))).one()
        provider = (await session.exec(select(Provider).where(Provider.id == offer.provider_id))).one()
        if what == "places":
            said.free_places = 9
        elif what == "summary":
            provider.about = {"nl": "Samen verder."}
        else:
            offer.age_to = offer.age_to - 1
    after = await looks(database)
    assert {key for key in before if before[key] != after[key]} == {"es-gezin"}


async def test_a_region_that_names_it_otherwise_is_another_state(database: Database) -> None:
    async with database.reading() as session:
        before = await load_regions(session)
    async with database.writing(PIET) as session:
        kind = (await session.exec(select(HelpKind))).first()
        assert kind is not None
        kind.names = {"nl": "Iets anders"}
    async with database.reading() as session:
        after = await load_regions(session)
    assert before.by_key["oost"].state is before.by_key["oost"].state
    assert before.by_key["oost"].state is not after.by_key["oost"].state
