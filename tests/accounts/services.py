"""What the tests of services share: a house that knows one or two, and somebody who goes there and comes back."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import col, select

from portal.model import Membership, Provider, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.servers.openid import PORTAL, SECRET, SECRET_NAME, OpenIdProvider
from tests.staff import FEMKE_HERSELF, a_safe_house, safe_app
from tests.web.house import FROM_HERE, someone

TO_WORK = "/inloggen/met/werk"

WORK = """
[[provider]]
key = "werk"
names = {{ nl = "Werkpas", en = "Workpass" }}
issuer = "{issuer}"
client_id = "{client}"
secret_env = "{secret}"
scopes = ["openid", "email", "profile"]
email = "email"
name = "name"
second_factor = {{ amr = ["mfa"] }}

[[provider.roles]]
role = "provider_editor"
claim = "role"
value = "redactie"
tie = "kvk"
tie_claim = "kvk"
new_account = true

[[provider.roles]]
role = "provider_manager"
claim = "role"
value = "beheer"
tie = "key"
tie_claim = "kvk"
{more}
"""

FAMILIES = """
[[provider.roles]]
role = "family"
new_account = true
"""


def settings_for(folder: Path, issuer: str, *, client: str = "werk", more: str = "") -> dict[str, Any]:
    file = folder / "services.toml"
    file.write_text(WORK.format(issuer=issuer, client=client, secret=SECRET_NAME, more=more))
    return {"base_url": PORTAL, "oidc": str(file)}


def a_browser(app: Outer) -> httpx.AsyncClient:
    return someone(app, base_url=PORTAL)


def own_part(address: str) -> str:
    """Of an address of ours, as a browser asks for it."""
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == PORTAL
    return f"{parts.path}?{parts.query}"


def asked(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


async def goes(browser: httpx.AsyncClient, path: str = TO_WORK) -> str:
    """The question that their browser takes along."""
    answer = await browser.get(path, headers=FROM_HERE)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def comes_in(
    browser: httpx.AsyncClient, provider: OpenIdProvider, name: str, path: str = TO_WORK
) -> httpx.Response:
    back = await provider.signs_in(await goes(browser, path), name)
    return await browser.get(own_part(back))


@pytest.fixture
async def house(
    tmp_path: Path, openid_provider: OpenIdProvider, monkeypatch: pytest.MonkeyPatch, more: str
) -> AsyncIterator[House]:
    monkeypatch.setenv(SECRET_NAME, SECRET)
    settings = settings_for(tmp_path, openid_provider.issuer, more=more)
    async with a_safe_house(tmp_path, settings=settings) as house:
        async with house.database.writing(FEMKE_HERSELF) as session:
            (await session.get(Provider, 1)).kvk = "01234567"
        yield house


@pytest.fixture
def more() -> str:
    return FAMILIES


@pytest.fixture
async def app(house: House) -> AsyncIterator[Outer]:
    app = safe_app(house)
    yield app
    await app.inner.state.services.close()


async def roles_of(house: House) -> set[tuple[Role, int | None]]:
    async with house.database.reading() as session:
        held = (await session.exec(select(Membership).where(col(Membership.until).is_(None)))).all()
    return {(one.role, one.provider_id) for one in held}
