"""Answering from the mail: once, for one offer, by whom it was sent to; and opening a link does nothing."""

import asyncio
import re
from collections.abc import AsyncIterator
from email.message import EmailMessage

import httpx
import pytest
from sqlmodel import col, select, update

from portal import clock
from portal.finding.engines import Engines
from portal.finding.following import Follower
from portal.jobs.desk import Desk
from portal.jobs.runner import Runner
from portal.model import (
    Account,
    AuditEntry,
    Availability,
    Membership,
    Offer,
    OneTimeLink,
    ReminderWish,
    Rhythm,
    SaidBy,
)
from portal.web.outer import Outer
from search_index.in_process import InProcessIndex
from tests.reminders.reminding import DAY, MONDAY, TESTS, World, at, links_in
from tests.staff import browser_of
from tests.web.house import FROM_HERE, an_app

TODAY = MONDAY + 7 * DAY
NOW = at(TODAY, 10)


@pytest.fixture
def app(world: World) -> Outer:
    return an_app(world.house)


@pytest.fixture
async def mail(world: World) -> EmailMessage:
    await world.person("piet", language="en")
    (mail,) = await world.morning(TODAY)
    return mail


@pytest.fixture
async def browser(app: Outer) -> AsyncIterator[httpx.AsyncClient]:
    """Of somebody who did not sign in."""
    async with browser_of(app) as browser:
        yield browser


def version(page: str) -> str:
    found = re.search(r'name="versie" value="([0-9]+)"', page)
    assert found
    return found[1]


async def presses(browser: httpx.AsyncClient, link: str, **typed: str) -> httpx.Response:
    """The button, or the other one where something was typed."""
    seen = typed.pop("versie", "") or version((await browser.get(link)).text)
    data = {"versie": seen, "doe": "veranderen" if typed else "klopt", **typed}
    return await browser.post(link, headers=FROM_HERE, data=data)


async def stands(world: World) -> dict[str, Availability]:
    async with world.house.database.reading() as session:
        return dict((await session.exec(select(Offer.key, Availability).join(Availability))).all())


async def test_a_scanner_that_opens_all_links_changes_nothing(
    world: World, mail: EmailMessage, browser: httpx.AsyncClient
) -> None:
    before = await stands(world)
    stop = str(mail["List-Unsubscribe"]).strip("<>").removeprefix("https://hulpkeuze.example")
    with clock.stopped_at(NOW):
        for link in (*links_in(mail), stop):
            for _ in range(2):
                assert (await browser.get(link)).status_code == 200
                assert (await browser.head(link)).status_code == 200
    assert {key: one.version for key, one in (await stands(world)).items()} == {
        key: one.version for key, one in before.items()
    }
    assert {link.used_at for link in await world.all_of(OneTimeLink)} == {None}
    assert await world.all_of(ReminderWish) == []


async def test_one_button_says_it_is_still_right_and_works_once(
    world: World, mail: EmailMessage, browser: httpx.AsyncClient
) -> None:
    link = links_in(mail)[0]
    with clock.stopped_at(NOW):
        page = await browser.get(link)
        for said in ("De Wilgenhof", "Piet", "There is room", "10 days ago"):
            assert said in page.text, said
        assert 'name="robots" content="noindex"' in page.text
        assert (page.headers["referrer-policy"], page.headers["cache-control"]) == ("no-referrer", "no-store")
        done = await presses(browser, link)
        assert (done.status_code, "Thank you" in done.text) == (200, True)
        again = await presses(browser, link, versie="1")
        assert again.status_code == 410
        assert "set-cookie" not in done.headers
    changed = [one for one in (await stands(world)).values() if one.reference_date == TODAY]
    assert [(one.said_by, one.intake_wait) for one in changed] == [(SaidBy.PERSON, 3)]
    async with world.house.database.reading() as session:
        asked = select(AuditEntry).where(AuditEntry.subject_type == "Availability", AuditEntry.action == "changed")
        entry = (await session.exec(asked.where(AuditEntry.actor == "account:key-piet"))).one()
    assert entry.capacity == "link in a mail"


async def test_what_was_changed_is_what_a_family_finds(world: World, mail: EmailMessage) -> None:
    link = links_in(mail)[0]
    engines = Engines(None, InProcessIndex())
    follower = Follower(world.house, engines)
    app = an_app(world.house, engines=engines)
    with clock.stopped_at(NOW):
        await follower.catch_up()
        async with browser_of(app) as browser:
            assert "About 11 weeks wait" not in (await browser.get("/en/aanbod")).text
            typed = {"stand": "limited", "plaatsen": "", "aanmeld": "7", "behandel": "4"}
            assert (await presses(browser, link, **typed)).status_code == 200
            await Runner(Desk(world.house.database, None)).run_once()
            await follower.catch_up()
            assert "About 11 weeks wait" in (await browser.get("/en/aanbod")).text


async def test_the_next_offers_of_the_mail_are_offered_and_no_used_link_comes_back(
    world: World, mail: EmailMessage, browser: httpx.AsyncClient
) -> None:
    first, second = links_in(mail)
    with clock.stopped_at(NOW):
        done = await presses(browser, first)
        (on,) = re.findall(r'id="k-[0-9]+" href="([^"]+)"', done.text)
        assert on not in (first, second)
        assert (await browser.get(second)).status_code == 200
        last = await presses(browser, on)
        assert "You are done" in last.text
        assert [(await browser.get(link)).status_code for link in (first, second, on)] == [410] * 3
    assert {one.reference_date for key, one in (await stands(world)).items() if key != "es-gezin"} == {TODAY}


async def test_two_that_answer_at_once_are_one_answer(world: World, mail: EmailMessage, app: Outer) -> None:
    link = links_in(mail)[0]
    with clock.stopped_at(NOW):
        async with browser_of(app) as browser:
            seen = version((await browser.get(link)).text)
            answers = await asyncio.gather(*(presses(browser, link, versie=seen) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 410, 410, 410]


async def test_what_somebody_else_said_meanwhile_is_shown_and_the_link_still_works(
    world: World, mail: EmailMessage, browser: httpx.AsyncClient
) -> None:
    link = links_in(mail)[0]
    with clock.stopped_at(NOW):
        seen = version((await browser.get(link)).text)
        async with world.house.database.writing(TESTS) as session:
            for one in (await session.exec(select(Availability))).all():
                one.intake_wait, one.reference_date = 8, TODAY - DAY
        both = await presses(browser, link, versie=seen)
        assert (both.status_code, "<dd>8</dd>" in both.text) == (409, True)
        typed = await presses(browser, link, versie=seen, stand="open", plaatsen="", aanmeld="5", behandel="")
        assert (typed.status_code, "<dd>8</dd>" in typed.text, 'value="5"' in typed.text) == (409, True, True)
        assert (await presses(browser, link)).status_code == 200


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"stand": "open", "aanmeld": "drie"}, "Fill in a whole number."),
        ({"stand": "open", "plaatsen": "-1"}, "Fill in 0 or more."),
        ({"stand": "full", "plaatsen": "2"}, "Full means that there are no free places."),
        ({"stand": "open", "aanmeld": "<b>9"}, "Fill in a whole number."),
        ({"stand": ""}, "Fill this in."),
    ],
)
async def test_what_cannot_be_is_told_in_its_place_and_the_link_is_not_spent(
    world: World, mail: EmailMessage, browser: httpx.AsyncClient, typed: dict[str, str], told: str
) -> None:
    link = links_in(mail)[0]
    with clock.stopped_at(NOW):
        answer = await presses(browser, link, **typed)
        assert (answer.status_code, told in answer.text, "<b>9" in answer.text) == (422, True, False)
        for wrong in ({"doe": "weg", "versie": "1"}, {"doe": "klopt", "versie": "x"}, {}):
            assert (await browser.post(link, headers=FROM_HERE, data=wrong)).status_code == 400
        assert (await presses(browser, link)).status_code == 200


@pytest.mark.parametrize("what", ["membership", "account", "offer", "age", "tampered", "other purpose"])
async def test_a_link_ends_with_what_it_is_for(
    world: World, mail: EmailMessage, browser: httpx.AsyncClient, what: str
) -> None:
    link, later = links_in(mail)[0], NOW
    async with world.house.database.writing(TESTS) as session:
        if what == "membership":
            (await session.exec(select(Membership))).one().until = at(TODAY)
        elif what == "account":
            (await session.exec(select(Account))).one().ended = at(TODAY)
        elif what == "offer":
            await session.exec(update(Offer).where(col(Offer.provider_id) == 1).values(published=False))
    if what == "age":
        later += 14 * DAY
    elif what == "tampered":
        link = link[:-1] + ("a" if link[-1] != "a" else "b")
    elif what == "other purpose":
        link = link.replace("klopt-nog", "herinneringen-stoppen")
    with clock.stopped_at(later):
        page = await browser.get(link)
        answer = await presses(browser, link, versie="1")
    assert (page.status_code, answer.status_code) == (410, 410)
    assert "This link does not work" in answer.text
    assert "Wilgenhof" not in page.text + answer.text


async def test_who_is_signed_in_as_somebody_else_answers_as_who_has_the_mail(
    world: World, mail: EmailMessage, app: Outer
) -> None:
    async with browser_of(app, "a-token-of-a-session") as browser:
        with clock.stopped_at(NOW):
            page = await browser.get(links_in(mail)[0])
            assert "You answer as Piet" in page.text


async def test_one_click_of_a_mail_program_stops_it(
    world: World, mail: EmailMessage, browser: httpx.AsyncClient
) -> None:
    stop = str(mail["List-Unsubscribe"]).strip("<>").removeprefix("https://hulpkeuze.example")
    with clock.stopped_at(NOW + 20 * DAY):
        assert "Send me no more reminders" in (await browser.get(stop)).text
        for _ in range(2):  # by a server: without an origin, and perhaps more than once
            answer = await browser.post(stop, data={"List-Unsubscribe": "One-Click"})
            assert answer.status_code == 200
    (wish,) = await world.all_of(ReminderWish)
    assert wish.rhythm is Rhythm.NEVER
