"""Several in the same moment, on both databases: one answers, the others see it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlmodel import col, select

from portal import clock
from portal.access.visitor import Belonging, Visitor
from portal.database import Database
from portal.model import (
    Account,
    AgeBand,
    Application,
    ApplicationState,
    Contract,
    FitQuestion,
    Mail,
    Offer,
    Practice,
    Provider,
    Region,
    Role,
)
from portal.referral.answering import Said, Seen, answer
from portal.referral.by_family import Wish, choose_other, withdraw
from portal.referral.desks import Desk
from portal.referral.fit import Asking, FitAnswer, ask
from portal.referral.fit_answers import answer_question
from portal.referral.fit_overdue import tell_of_late_questions
from portal.referral.grounds import Answer
from portal.referral.overdue import tell_of_late_answers
from portal.referral.returning import return_applications
from portal.referral.states import Overtaken
from portal.referral.unreached import tell_of_unreached
from portal.settings import Settings
from portal.web.house import House
from tests.referral.records import a_referral, asked
from tests.screening.screening import HELP, KIND, day, events, stands
from tests.screening.test_in_time import MONDAY, on
from tests.screening.test_questions import asks
from tests.staff import FEMKE_HERSELF, KEY, SAFE_BASE, a_key, an_account
from tests.web.house import a_region, regions_of

SLUG = "de-wilgenhof"
A = ApplicationState


@pytest.fixture
async def house(own_database_url: str) -> AsyncIterator[House]:
    database = Database(own_database_url)
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Region(id=1, key="rivierland", is_default=True))
        session.add(Provider(id=1, key=SLUG, slug=SLUG, name="De Wilgenhof"))
        await session.flush()
        session.add(Contract(key="w", region_id=1, provider_id=1))
        session.add(Offer(key=HELP, region_id=1, provider_id=1, help_kind="opvoedhulp"))
    house = House(Settings(base_url=SAFE_BASE, encryption_keys=(KEY,)), database, regions_of(a_region()))
    for name, role in (("piet", Role.PROVIDER_EDITOR), ("yusuf", Role.TOEGANG), ("noor", Role.CONTRACT_MANAGER)):
        await an_account(house, name, role)
    yield house
    await database.close()


async def lies_here(house: House, **about: object) -> Application:
    return await asked(house, a_referral(**KIND, tell_toegang=True), offer=HELP, **about)


def piet() -> Visitor:
    tied = Belonging(Role.PROVIDER_EDITOR, region_id=1, provider_id=1)
    return Visitor(account_id=1, key="piet", belongings=(tied,), second_factor=True)


async def count_of_done(*tries: object) -> int:
    done = await asyncio.gather(*tries, return_exceptions=True)  # type: ignore[call-overload]
    assert all(isinstance(one, Overtaken) for one in done if isinstance(one, BaseException)), done
    return sum(not isinstance(one, BaseException) for one in done)


async def mails(house: House) -> int:
    async with house.database.reading() as session:
        return len((await session.exec(select(col(Mail.id)))).all())


async def test_of_six_who_answer_differently_one_does(house: House) -> None:
    application = await lies_here(house)
    region, seen = house.regions.by_key["rivierland"], Seen(SLUG, application.key, 1)
    accept, decline = Said(Answer.ACCEPT, day(5)), Said(Answer.TOO_LIGHT)
    tries = (answer(house, piet(), region, seen, accept if one % 2 else decline) for one in range(6))
    assert await count_of_done(*tries) == 1
    now, referral = await stands(house, application)
    assert len(await events(house)) == await mails(house) == 1
    assert (now.state is A.ACCEPTED) is (referral.state.value == "accepted")


async def test_a_family_that_withdraws_and_a_provider_that_accepts_do_not_both(house: House) -> None:
    application = await lies_here(house)
    _, referral = await stands(house, application)
    region = house.regions.by_key["rivierland"]
    done = await count_of_done(
        answer(house, piet(), region, Seen(SLUG, application.key, 1), Said(Answer.ACCEPT, day(5))),
        withdraw(house, region, Wish(referral.key, referral.version)),
        choose_other(house, region, Wish(referral.key, referral.version, application.key)),
    )
    now, referral = await stands(house, application)
    assert done == 1
    assert (now.state.value, referral.state.value) in (
        ("accepted", "accepted"),
        ("withdrawn", "withdrawn"),
        ("chose_other", "choosing"),
    )


async def test_four_runners_tell_it_once(house: House) -> None:
    with on(MONDAY):
        application = await lies_here(house, answer_by=MONDAY)
    with on(day_after := MONDAY.replace(month=12, day=1)):
        told = (tell_of_late_answers(house.database, house.settings, house.regions) for _ in range(4))
        assert sum(await asyncio.gather(*told)) == 1
        assert await events(house) == ["reminded"]
        assert await mails(house) == 1
    assert (await stands(house, application))[0].reminded_on == day_after


async def test_who_answers_and_who_reminds_do_not_wait_for_each_other(house: House) -> None:
    region = house.regions.by_key["rivierland"]
    with on(MONDAY):
        lying = [await lies_here(house, answer_by=MONDAY) for _ in range(20)]
    with on(MONDAY.replace(month=12, day=1)):
        said = Said(Answer.TOO_LIGHT)
        answers = (answer(house, piet(), region, Seen(SLUG, one.key, 1), said) for one in reversed(lying))
        runner = tell_of_late_answers(house.database, house.settings, house.regions)
        found = await asyncio.gather(runner, *answers)
    left = [(await stands(house, one))[0] for one in lying]
    assert {one.state for one in left} == {A.DECLINED}
    assert found[0] == sum(one.reminded_on is not None for one in left)


async def test_four_runners_return_it_once(house: House) -> None:
    application = await lies_here(house)
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Contract))).one().ends = day(-1)
    back = (return_applications(house.database, house.settings, house.regions) for _ in range(4))
    assert sum(await asyncio.gather(*back)) == 1
    assert await events(house) == ["returned"]
    now, referral = await stands(house, application)
    assert (now.state, referral.closed_on) == (A.RETURNED, None)


async def test_four_runners_tell_once_that_no_mail_arrives(house: House) -> None:
    await lies_here(house)
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Account).where(Account.key == "key-piet"))).one().mail_refused_at = clock.now()
    told = (tell_of_unreached(house.database, house.settings, house.regions) for _ in range(4))
    assert sum(await asyncio.gather(*told)) == 1
    assert await events(house) == ["unreached"]


async def test_a_question_that_is_sent_four_times_at_once_is_asked_once(house: House) -> None:
    """Whoever presses twice reads nothing of it."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(Practice(id=1, key="own", region_id=1, kind=Role.HUISARTS.value, name="x", admitted_at=clock.now()))
    account = await an_account(house, "bram")
    bram = Visitor(account.id, "bram", belongings=(Belonging(Role.HUISARTS, region_id=1, practice_id=1),))
    desk, asking = Desk("own", Role.HUISARTS, "x", practice_id=1), Asking(a_key(), HELP, AgeBand.TO_11, ("parents",))
    region = house.regions.by_key["rivierland"]
    for _ in range(5):
        asking = replace(asking, key=a_key())
        assert await asyncio.gather(*(ask(house, bram, region, desk, asking) for _ in range(4))) == [""] * 4
    async with house.database.reading() as session:
        assert len((await session.exec(select(FitQuestion))).all()) == 5
    assert await mails(house) == 5  # to Piet


async def test_four_runners_tell_of_a_question_once(house: House) -> None:
    with on(MONDAY):
        key = await asks(house, practice_id=None)
    for day_after, mails_then in ((MONDAY.replace(month=12, day=4), 1), (MONDAY.replace(month=12, day=9), 2)):
        with on(day_after):
            told = (tell_of_late_questions(house.database, house.settings, house.regions) for _ in range(4))
            assert sum(await asyncio.gather(*told)) == 1, key
            assert await mails(house) == mails_then


async def test_who_answers_a_question_and_who_reminds_of_it_do_not_wait_for_each_other(house: House) -> None:
    region = house.regions.by_key["rivierland"]
    with on(MONDAY):
        keys = [await asks(house, practice_id=None) for _ in range(20)]
    with on(MONDAY.replace(month=12, day=4)):
        said = (FitAnswer.FITS, None)
        tries = (answer_question(house, piet(), region, SLUG, key, said) for key in reversed(keys))
        told, *_ = await asyncio.gather(tell_of_late_questions(house.database, house.settings, house.regions), *tries)
        assert await tell_of_late_questions(house.database, house.settings, house.regions) == 0
    async with house.database.reading() as session:
        left = (await session.exec(select(FitQuestion))).all()
    assert {one.answer for one in left} == {"fits"}
    assert told == sum(one.reminded_on is not None for one in left)
