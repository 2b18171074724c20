"""No mail arrives at a provider: who referred is told to call, once, and reads it on the notice."""

from collections.abc import Sequence

from sqlmodel import col, update

from portal import clock
from portal.jobs.news import TELLERS
from portal.model import Account, ApplicationState, Referral, Role
from portal.referral.unreached import tell_of_unreached
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.mailbox import letters
from tests.screening.conftest import People
from tests.screening.screening import events, lies_here, told
from tests.staff import FEMKE_HERSELF, an_account, signed_in

COMES_BACK = "Mail naar De Wilgenhof komt terug: daar weet niemand van dit bericht."
UNREAD = "Niemand van De Wilgenhof leest hier al berichten."


async def no_mail_to(house: House, people: People, *names: str) -> None:
    """To these, and to nobody else."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        numbers = [people[name].id for name in names]
        await session.exec(update(Account).values(mail_refused_at=None))
        await session.exec(update(Account).where(col(Account.id).in_(numbers)).values(mail_refused_at=clock.now()))


async def runs(house: House) -> int:
    done = await tell_of_unreached(house.database, house.settings, house.regions)
    assert await tell_of_unreached(house.database, house.settings, house.regions) == 0
    return done


async def notice_as(house: House, app: Outer, account: Account, number: int) -> str:
    async with house.database.reading() as session:
        key = (await session.get_one(Referral, number)).key
    async with signed_in(app, account) as browser:
        return (await browser.get(f"/verwijzer/berichten/{key}")).text


def who(found: Sequence[tuple[str, str]]) -> list[str]:
    return [name for name, _ in found]


async def test_who_referred_is_told_once_and_reads_it_until_a_mail_arrives(
    house: House, app: Outer, people: People
) -> None:
    application = await lies_here(house, referral={"made_by": people["bram"].id})
    await no_mail_to(house, people, "piet")
    assert await runs(house) == 0  # Mieke screens there too
    assert COMES_BACK not in await notice_as(house, app, people["bram"], application.referral_id)
    await no_mail_to(house, people, "piet", "mieke")
    assert await runs(house) == 1
    (letter,) = await letters(house)
    assert letter.address.startswith("bram@")
    assert letter.content.subject.startswith("Er komt geen mail aan bij een aanbieder: ")
    assert "De Wilgenhof" in letter.content.text
    page = await notice_as(house, app, people["bram"], application.referral_id)
    assert COMES_BACK in page
    assert "De verwijzer kreeg het bericht om te bellen. (De Wilgenhof)" in page
    assert await events(house) == ["unreached"]
    await no_mail_to(house, people)
    assert await runs(house) == 0
    assert COMES_BACK not in await notice_as(house, app, people["bram"], application.referral_id)


async def test_what_was_answered_or_lies_where_nobody_signs_in_is_told_to_nobody(
    house: House, app: Outer, people: People
) -> None:
    accepted = await lies_here(house, state=ApplicationState.ACCEPTED)
    await no_mail_to(house, people, "piet", "mieke")
    assert await runs(house) == 0
    assert COMES_BACK not in await notice_as(house, app, people["bram"], accepted.referral_id)
    waits = await lies_here(house)
    async with house.database.writing(FEMKE_HERSELF) as session:
        for name in ("piet", "mieke"):
            (await session.get_one(Account, people[name].id)).ended = clock.now()
    assert await runs(house) == 0
    page = await notice_as(house, app, people["bram"], waits.referral_id)
    assert UNREAD in page
    assert COMES_BACK not in page


async def test_each_application_is_told_of(house: House, people: People) -> None:
    for _ in range(2):
        await lies_here(house, referral={"made_by": people["bram"].id})
    await no_mail_to(house, people, "piet", "mieke")
    assert await runs(house) == 2
    assert who(await told(house)) == ["bram", "bram"]
    assert await events(house) == ["unreached", "unreached"]


async def test_where_no_mail_arrives_with_who_made_it_all_in_the_practice_are_told(
    house: House, people: People
) -> None:
    await an_account(house, "hans", Role.HUISARTS)
    await lies_here(house, referral={"made_by": people["bram"].id})
    await no_mail_to(house, people, "piet", "mieke", "bram")
    assert await runs(house) == 1
    assert sorted(who(await told(house))) == ["bram", "hans"]


def test_the_runner_does_it() -> None:
    assert tell_of_unreached in TELLERS
