"""An invitation that comes back, from the envelope of a real mail server to the page of who invited."""

import asyncio
import re
from collections.abc import AsyncIterator
from html import unescape

import httpx
import pytest

from portal.database import Database
from portal.jobs.send_mail import Postman
from portal.mail.post import open_post
from portal.model import Contract, Provider, Region, Role
from portal.settings import Settings
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import sends
from tests.accounts.inviting import COLLEAGUES, LOTTE, REGION, accepts_as_new, invites, region_invites
from tests.cli.test_commands import Operator, operator
from tests.mail.returns import message
from tests.mail.writing import everything_in
from tests.servers.mail import MailServer
from tests.staff import FEMKE_HERSELF, KEY, SAFE_BASE, WILGENHOF, an_account, browser_of, safe_app, signed_in
from tests.web.house import a_region, regions_of

__all__ = ["operator"]

BOX = "bounces@hulpkeuze.example"
COMES_BACK = "Mail naar dit adres komt terug"


@pytest.fixture
async def house(own_database_url: str, mail_server: MailServer) -> AsyncIterator[House]:
    """Migrated, for commands look whether it is."""
    settings = Settings(
        base_url=SAFE_BASE, encryption_keys=(KEY,), mail_url=mail_server.url, mail_bounces=BOX,
        mail_from="Hulpkeuze <post@hulpkeuze.example>", database_url=own_database_url,
    )  # fmt: skip
    database = Database(own_database_url)
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Region(id=1, key="rivierland", is_default=True))
        session.add(Provider(id=1, key=WILGENHOF, slug=WILGENHOF, name="De Wilgenhof"))
        await session.flush()
        session.add(Contract(key="w", region_id=1, provider_id=1))
    yield House(settings, database, regions_of(a_region()))
    await database.close()


@pytest.fixture
def app(house: House) -> Outer:
    return safe_app(house)


async def goes_out_and_comes_back(house: House, operator: Operator, mail_server: MailServer, name: str) -> None:
    """As a mail server does it: it took the mail, and pipes what came of it into the command."""
    await Postman(house.database, open_post(house.settings)).send_all()
    environment = {
        "PORTAL_DATABASE_URL": house.settings.database_url, "PORTAL_ENCRYPTION_KEYS": KEY,
        "PORTAL_BASE_URL": SAFE_BASE, "PORTAL_MAIL_BOUNCES": BOX,
    }  # fmt: skip
    raw = message(name, mail_server.senders[-1])
    done = await asyncio.to_thread(operator.types, "mail", "returned", piped=raw, **environment)
    assert done.exit_code == 0, done.output
    assert LOTTE not in done.output


def words_of(page: httpx.Response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


async def test_who_invited_sees_that_the_mail_came_back_and_invites_anew(
    house: House, app: Outer, operator: Operator, mail_server: MailServer
) -> None:
    async with signed_in(app, await an_account(house, "mieke", Role.PROVIDER_MANAGER)) as mieke:
        assert (await invites(mieke)).status_code == 303
        await goes_out_and_comes_back(house, operator, mail_server, "postfix-delayed")
        assert "komt terug" not in words_of(await mieke.get(COLLEAGUES))
        await goes_out_and_comes_back(house, operator, mail_server, "postfix-unknown")
        seen = words_of(await mieke.get(COLLEAGUES))
        assert re.search(rf"{LOTTE} .* Mail naar dit adres komt terug sinds .* Klopt het adres\? Trek de", seen)
        assert "Mail to this address comes back since" in words_of(await mieke.get(f"/en{COLLEAGUES}"))
        path = re.search(rf'action="({COLLEAGUES}/uitnodigingen/[^"]*)"', (await mieke.get(COLLEAGUES)).text)
        assert path is not None
        assert (await sends(mieke, path[1], COLLEAGUES)).status_code == 303
        assert (await invites(mieke, "lot@voorbeeld.example")).status_code == 303
        assert "komt terug" not in words_of(await mieke.get(COLLEAGUES))
    assert mail_server.receivers == [LOTTE]
    assert LOTTE not in await everything_in(house.database)


async def test_a_region_sees_it_of_whom_it_invited_until_they_come_in_with_the_mail(
    house: House, app: Outer, operator: Operator, mail_server: MailServer
) -> None:
    async with signed_in(app, await an_account(house, "noor", Role.CONTRACT_MANAGER)) as noor:
        assert (await region_invites(noor, "toegang", gemeente="1002")).status_code == 303
        await goes_out_and_comes_back(house, operator, mail_server, "exim")
        assert COMES_BACK in words_of(await noor.get(f"{REGION}?toon=uitgenodigd"))
        # It was not Lotte's mailbox that was gone, but the one that it was forwarded to as well.
        (letter,) = mail_server.received
        link = re.search(rf"^{SAFE_BASE}(/\S+)\s*$", letter.get_body(("plain",)).get_content(), re.M)  # type: ignore[union-attr]
        assert link is not None
        async with browser_of(app) as lotte:
            assert (await accepts_as_new(lotte, link[1])).status_code == 303
        seen = words_of(await noor.get(REGION))
        assert "Lotte" in seen
        assert COMES_BACK not in seen
