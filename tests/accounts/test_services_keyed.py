"""With a key of our own instead of a secret that two know."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from portal.web.house import House
from tests.accounts.door import is_in
from tests.accounts.services import FAMILIES, a_browser, comes_in, settings_for
from tests.servers.openid import SECRET_NAME, OpenIdProvider
from tests.staff import a_safe_house, safe_app


@pytest.fixture
async def house(tmp_path: Path, openid_provider: OpenIdProvider) -> AsyncIterator[House]:
    settings = settings_for(tmp_path, openid_provider.issuer, client="keyed", more=FAMILIES)
    file = Path(settings["oidc"])
    secret, key = f'secret_env = "{SECRET_NAME}"', f'key_file = "{openid_provider.folder / "key.pem"}"'
    file.write_text(file.read_text().replace(secret, key))
    async with a_safe_house(tmp_path, settings=settings) as house:
        yield house


async def test_who_the_service_knows_is_in(house: House, openid_provider: OpenIdProvider) -> None:
    openid_provider.says("samira")
    app = safe_app(house)
    async with a_browser(app) as browser:
        assert (await comes_in(browser, openid_provider, "samira")).status_code == 303
        assert await is_in(browser)
    await app.inner.state.services.close()
