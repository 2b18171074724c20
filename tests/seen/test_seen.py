"""How often a provider was seen, as it is shown to it."""

from datetime import date, timedelta

from portal import clock
from portal.model import Role, SeenAs, SeenCount, WhoChose
from portal.noticed.sums import last_period
from portal.web.house import House
from portal.web.outer import Outer
from tests.catalogue.reading import text_of
from tests.referral.records import a_referral, asked
from tests.staff import FEMKE_HERSELF, an_account, signed_in

SEEN = "/en/aanbieder/de-wilgenhof/gezien"


async def seen(house: House, day: date, what: SeenAs, question: str, number: int, provider: int = 1) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(
            SeenCount(region_id=provider, provider_id=provider, day=day, what=what, question=question, number=number)
        )


async def test_it_is_told_per_four_weeks_and_by_what_it_was_asked(house: House, app: Outer) -> None:
    period = last_period(clock.today())
    for day, what, question, number in (
        (period.first, SeenAs.FOUND, "soort:opvoedhulp", 7),
        (period.last, SeenAs.FOUND, "soort:opvoedhulp", 1_600),
        (period.last, SeenAs.FOUND, "", 33),
        (period.last, SeenAs.FOUND, "soort:verdwenen", 12),
        (period.last, SeenAs.OPENED, "", 4),
        (period.before.last, SeenAs.FOUND, "", 19),
        (period.last + timedelta(days=1), SeenAs.FOUND, "", 5_000),  # not over yet
    ):
        await seen(house, day, what, question, number)
    await seen(house, period.last, SeenAs.OPENED, "", 70_000, provider=2)
    async with signed_in(app, await an_account(house, "piet", Role.PROVIDER_EDITOR)) as piet:
        page = text_of((await piet.get(SEEN)).text)
    assert "in the list or on the map 1,652 19 " in page
    assert "your page was looked at fewer than 10 fewer than 10 " in page
    assert "Opvoedhulp 1,607 verdwenen 12 " in page
    assert "5,0" not in page
    assert "70,000" not in page


async def test_before_anything_was_counted_it_says_so(house: House, app: Outer) -> None:
    async with signed_in(app, await an_account(house, "piet", Role.PROVIDER_EDITOR)) as piet:
        answer = await piet.get(SEEN)
    assert answer.headers["cache-control"] == "no-store"
    assert text_of(answer.text).count("fewer than 10") == 8
    assert "There is no choice by which you were found at least 10 times." in text_of(answer.text)


async def chosen(house: House, day: date, number: int, who: WhoChose, provider: int = 1) -> None:
    """So many notices, sent there at noon."""
    sent = clock.start_of(day) + timedelta(hours=12)
    for _ in range(number):
        await asked(house, a_referral(who_chose=who), sent_at=sent, provider_id=provider)


async def test_how_often_families_chose_it_is_told_and_of_few_nothing(house: House, app: Outer) -> None:
    period = last_period(clock.today())
    async with signed_in(app, await an_account(house, "piet", Role.PROVIDER_EDITOR)) as piet:
        await chosen(house, period.first, 6, WhoChose.FAMILY)
        await chosen(house, period.last, 5, WhoChose.ADVICE)
        await chosen(house, period.last, 20, WhoChose.NO_CHOICE)
        await chosen(house, period.before.last, 9, WhoChose.FAMILY)
        await chosen(house, period.last, 30, WhoChose.FAMILY, provider=2)
        page = text_of((await piet.get(SEEN)).text)
    assert "a notice came to you 11 fewer than 10 " in page


async def test_the_next_best_thing_to_tell_is_on_top_and_on_the_first_page(house: House, app: Outer) -> None:
    async with signed_in(app, await an_account(house, "piet", Role.PROVIDER_EDITOR)) as piet:
        page = (await piet.get(SEEN)).text
        home = text_of((await piet.get("/en/aanbieder/de-wilgenhof")).text)
    first = text_of(page).index("What you do, in plain Dutch")
    assert first < text_of(page).index("Whether there is room")
    assert "This is so for 2 of your offers." in text_of(page)
    assert "/en/aanbieder/de-wilgenhof/beschikbaarheid" in page
    assert "What families do not know yet: What you do, in plain Dutch ." in home


async def test_who_looks_for_the_region_is_not_asked_to_fill_it_in(house: House, app: Outer) -> None:
    async with signed_in(app, await an_account(house, "noor", Role.CONTRACT_MANAGER)) as noor:
        page = (await noor.get(SEEN)).text
    assert "Whether there is room" in page
    assert "Fill this in" not in page
