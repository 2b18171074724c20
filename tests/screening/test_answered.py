"""Whether a provider answered, and in time, is about what it did itself: what family, toegang or time did to an
application afterwards changes nothing of it."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest
from sqlmodel import select

from portal import clock
from portal.access.visitor import Belonging, Visitor
from portal.model import Account, Application, Offer, Role
from portal.referral.answering import Said, Seen, answer
from portal.referral.by_family import Wish, choose_other, withdraw
from portal.referral.counts import ANSWERED, LATE, of_application
from portal.referral.deciding import Acting, decide_budget
from portal.referral.desks import Desk
from portal.referral.grounds import Answer
from portal.referral.overdue import tell_of_late_answers
from portal.referral.returning import return_applications
from portal.web.house import House
from tests.screening.conftest import People
from tests.screening.screening import lies_here, stands
from tests.screening.test_in_time import MONDAY, on
from tests.staff import FEMKE_HERSELF

LAST = date(2026, 12, 7)  # of an application that was sent and begun on that Monday
IN_TIME, TOO_LATE, MUCH_LATER = date(2026, 12, 3), date(2026, 12, 8), date(2026, 12, 17)
TOWN = "1001"

Step = Callable[[House, Application], Awaitable[None]]


def _visitor(account: Account, *belonging: Belonging) -> Visitor:
    return Visitor(account.id, account.key, account.name, belonging, second_factor=True)


async def _answers(house: House, one: Application, said: Said) -> None:
    async with house.database.reading() as session:
        account = (await session.exec(select(Account).where(Account.key == "key-piet"))).one()
    piet = _visitor(account, Belonging(Role.PROVIDER_EDITOR, region_id=1, provider_id=1))
    now, _ = await stands(house, one)
    await answer(house, piet, house.regions.by_key["rivierland"], Seen("de-wilgenhof", one.key, now.version), said)


async def accepts(house: House, one: Application) -> None:
    await _answers(house, one, Said(Answer.ACCEPT, first_date=clock.today()))


async def declines(house: House, one: Application) -> None:
    await _answers(house, one, Said(Answer.TOO_LIGHT))


async def finds_it_too_small(house: House, one: Application) -> None:
    await _answers(house, one, Said(Answer.BUDGET))


async def _decides(house: House, one: Application, *, agreed: bool) -> None:
    async with house.database.reading() as session:
        account = (await session.exec(select(Account).where(Account.key == "key-yusuf"))).one()
    yusuf = _visitor(account, Belonging(Role.TOEGANG, region_id=1, municipality=TOWN))
    _, referral = await stands(house, one)
    desk = Desk(TOWN, Role.TOEGANG, "Toegang", municipality=TOWN)
    acting = Acting(house, yusuf, house.regions.by_key["rivierland"], desk, referral.key, referral.version)
    await decide_budget(acting, one.key, "", agreed=agreed)


async def toegang_agrees(house: House, one: Application) -> None:
    await _decides(house, one, agreed=True)


async def toegang_refuses(house: House, one: Application) -> None:
    await _decides(house, one, agreed=False)


async def family_leaves(house: House, one: Application) -> None:
    _, referral = await stands(house, one)
    await choose_other(house, house.regions.by_key["rivierland"], Wish(referral.key, referral.version, one.key))


async def family_withdraws(house: House, one: Application) -> None:
    _, referral = await stands(house, one)
    await withdraw(house, house.regions.by_key["rivierland"], Wish(referral.key, referral.version))


async def the_offer_ends(house: House, _one: Application) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Offer).where(Offer.key == "w-hulp"))).one().published = False
    assert await return_applications(house.database, house.settings, house.regions) == 1


async def nothing(_house: House, _one: Application) -> None:
    """Happens."""


@pytest.mark.parametrize(
    ("steps", "answered", "late"),
    [
        (((IN_TIME, accepts),), True, False),
        (((IN_TIME, accepts), (TOO_LATE, family_leaves)), True, False),
        (((IN_TIME, accepts), (TOO_LATE, family_withdraws)), True, False),
        (((IN_TIME, accepts), (TOO_LATE, the_offer_ends)), True, False),
        (((IN_TIME, accepts), (TOO_LATE, declines)), True, False),
        (((TOO_LATE, accepts),), True, True),
        (((TOO_LATE, accepts), (MUCH_LATER, declines)), True, True),
        (((IN_TIME, finds_it_too_small), (TOO_LATE, toegang_refuses)), True, False),
        (((IN_TIME, finds_it_too_small), (TOO_LATE, family_leaves)), True, False),
        (((TOO_LATE, finds_it_too_small), (MUCH_LATER, toegang_refuses)), True, True),
        # Asked once more, with another budget and all its time: it is to answer that.
        (((IN_TIME, finds_it_too_small), (TOO_LATE, toegang_agrees)), False, False),
        (((IN_TIME, finds_it_too_small), (TOO_LATE, toegang_agrees), (MUCH_LATER, nothing)), False, True),
        (((IN_TIME, finds_it_too_small), (IN_TIME, toegang_agrees), (TOO_LATE, accepts)), True, False),
        (((IN_TIME, family_leaves),), False, False),
        (((IN_TIME, family_leaves), (TOO_LATE, nothing)), False, False),
        (((IN_TIME, the_offer_ends), (TOO_LATE, nothing)), False, False),
        (((TOO_LATE, nothing),), False, True),
        (((TOO_LATE, family_leaves),), False, True),
        (((TOO_LATE, family_withdraws),), False, True),
        (((TOO_LATE, the_offer_ends),), False, True),
    ],
)
@pytest.mark.parametrize("begun", [True, False], ids=["begun", "not begun"])
async def test_only_what_the_provider_did_itself_counts(
    house: House, people: People, begun: bool, steps: tuple[tuple[date, Step], ...], answered: bool, late: bool
) -> None:
    with on(MONDAY):
        one = await lies_here(house, MONDAY if begun else None, answer_by=LAST if begun else None)
    for today, step in steps:
        with on(today):
            await tell_of_late_answers(house.database, house.settings, house.regions)
            await step(house, one)
            now, _ = await stands(house, one)
            counts = of_application(now, clock.today())
    assert (bool(counts[ANSWERED, ""]), bool(counts[LATE, ""])) == (answered, late)
