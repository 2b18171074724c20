"""A house whose door a browser can come to, with a password or a passkey."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import CDPSession, Page

from portal.settings import Settings
from portal.web.house import House
from tests.accounts.door import PASSWORD
from tests.journeys.steps import gives_password
from tests.servers.served import served
from tests.staff import KEY, a_safe_house, safe_app

LOCAL = "http://localhost"


@dataclass
class Door:
    house: House
    address: str


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """At a name: browsers make no passkeys for an address in numbers."""
    async with a_safe_house(tmp_path, settings={"base_url": LOCAL}) as house, served(safe_app(house)) as served_at:
        address = f"{LOCAL}:{served_at.rpartition(':')[2]}"
        house.settings = Settings(base_url=address, encryption_keys=(KEY,))
        yield Door(house, address)


async def authenticator(page: Page) -> tuple[CDPSession, str]:
    """A device with a fingerprint reader, that knows its owner."""
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    made = await session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, made["authenticatorId"]


async def adds_passkey(page: Page, address: str) -> None:
    await gives_password(page, address)
    await page.goto(f"{address}/mijn/account/tweede-stap")
    await page.fill("#passkey-wachtwoord", PASSWORD)
    await page.click("form[data-passkey=create] button")
    await page.wait_for_selector(".secrets")
