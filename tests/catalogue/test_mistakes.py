""" "Klopt dit niet?": what a visitor can report of a provider, and of one of its offers."""

import re

import httpx
import pytest
from sqlmodel import select

from portal.catalogue.actions import Patience
from portal.model import AuditEntry, MistakeReport, Offer
from portal.web.house import House
from tests.catalogue.reading import part, text_of
from tests.catalogue.test_provider import read
from tests.finding.ground import TESTER
from tests.web.house import FROM_HERE

REPORT = "/aanbieders/de-wilgenhof/melding"


async def reports(house: House) -> list[MistakeReport]:
    async with house.database.reading() as session:
        return list((await session.exec(select(MistakeReport))).all())


async def after_sending(samira: httpx.AsyncClient, sent: dict[str, str], address: str = REPORT) -> str:
    """The page on which she ends."""
    answer = await samira.post(address, data=sent, headers=FROM_HERE)
    assert answer.status_code == 303
    return (await samira.get(answer.headers["location"].partition("#")[0])).text


async def test_she_can_say_which_possibility_it_is_about(house: House, samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbieders/de-wilgenhof")).text
    offered = re.findall(r'<option value="([^"]*)"', part(page, 'name="aanbod"', "</select>"))
    assert offered == ["", "wilgenhof-gezin", "wilgenhof-thuis"]
    assert "Gezinsbehandeling en systeemtherapie, Raalte, 0 tot en met 17 jaar" in text_of(page)
    assert "Dank u wel" in await after_sending(samira, {"over": "availability", "aanbod": "wilgenhof-thuis"})
    assert [(r.about, r.offer_key) for r in await reports(house)] == [("availability", "wilgenhof-thuis")]


async def test_she_need_not_choose_one(house: House, samira: httpx.AsyncClient) -> None:
    await after_sending(samira, {"over": "contact", "aanbod": ""})
    assert [(r.about, r.offer_key) for r in await reports(house)] == [("contact", "")]


@pytest.mark.parametrize(
    "key",
    [
        "populier-dyslexie",  # of another provider
        "wilgenhof-crisisbed",  # not for visitors: as if it were not there
        "bestaat-niet",
        "x" * 80,
        "wilgenhof-gezin' OR 1=1",
    ],
)
async def test_an_offer_that_is_not_on_the_page_is_refused_on_the_page(
    house: House, samira: httpx.AsyncClient, key: str
) -> None:
    page = await after_sending(samira, {"over": "ages", "aanbod": key})
    assert "Deze aanbieder heeft die mogelijkheid hier niet" in page
    assert re.search(r'value="ages" required checked', page)
    assert key not in page
    assert await reports(house) == []


async def test_so_is_one_that_is_no_longer_published(house: House, samira: httpx.AsyncClient) -> None:
    async with house.database.writing(TESTER) as session:
        (await session.exec(select(Offer).where(Offer.key == "wilgenhof-gezin"))).one().published = False
    assert "heeft die mogelijkheid hier niet" in await after_sending(
        samira, {"over": "ages", "aanbod": "wilgenhof-gezin"}
    )
    assert await reports(house) == []


async def test_what_she_had_chosen_is_still_chosen_when_something_was_missing(samira: httpx.AsyncClient) -> None:
    page = await after_sending(samira, {"aanbod": "wilgenhof-gezin"}, f"/en{REPORT}")
    assert "Choose what is wrong, then report it." in page
    assert '<option value="wilgenhof-gezin" selected>' in page


async def test_of_a_provider_without_offers_there_is_nothing_to_choose(house: House, samira: httpx.AsyncClient) -> None:
    assert 'name="aanbod"' not in (await samira.get("/aanbieders/de-linde")).text
    assert 'name="aanbod"' not in (await samira.get("/aanbieders/de-esdoorn")).text
    sent = {"over": "stopped", "aanbod": "esdoorn-vaktherapie"}
    assert "heeft die mogelijkheid hier niet" in await after_sending(samira, sent, "/aanbieders/de-esdoorn/melding")


async def test_samira_reports_what_is_wrong(house: House, samira: httpx.AsyncClient) -> None:
    answer = await samira.post("/aanbieders/de-wilgenhof/melding", data={"over": "availability"}, headers=FROM_HERE)
    assert answer.status_code == 303
    assert "Dank u wel" in await read(samira, answer.headers["location"].partition("#")[0])
    async with house.database.reading() as session:
        report = (await session.exec(select(MistakeReport))).one()
        entry = (await session.exec(select(AuditEntry).where(AuditEntry.subject_type == "MistakeReport"))).one()
    assert report.about == "availability"
    assert (entry.actor, entry.capacity) == ("visitor", "visitor")


@pytest.mark.parametrize("sent", [{}, {"over": "iets wat niet op de lijst staat"}])
async def test_only_what_is_on_the_list_can_be_reported(
    house: House, samira: httpx.AsyncClient, sent: dict[str, str]
) -> None:
    answer = await samira.post("/aanbieders/de-wilgenhof/melding", data=sent, headers=FROM_HERE)
    assert answer.status_code == 303
    assert "Kies wat er niet klopt" in await read(samira, answer.headers["location"].partition("#")[0])
    async with house.database.reading() as session:
        assert (await session.exec(select(MistakeReport))).all() == []


async def test_a_report_about_nobody_is_not_kept(samira: httpx.AsyncClient) -> None:
    answer = await samira.post("/aanbieders/niemand/melding", data={"over": "other"}, headers=FROM_HERE)
    assert answer.status_code == 404


async def test_of_one_provider_six_a_minute_are_taken_and_of_others_still(samira: httpx.AsyncClient) -> None:
    async def sent(slug: str) -> int:
        answer = await samira.post(f"/aanbieders/{slug}/melding", data={"over": "other"}, headers=FROM_HERE)
        return answer.status_code

    assert [await sent("de-wilgenhof") for _ in range(7)] == [303] * 6 + [429]
    assert await sent("de-linde") == 303


def test_patience_lasts_a_minute() -> None:
    now = 100.0
    patience = Patience(2, seconds=lambda: now)
    assert [patience.allows("a"), patience.allows("a"), patience.allows("a")] == [True, True, False]
    assert patience.allows("b")
    now += 61
    assert patience.allows("a")
