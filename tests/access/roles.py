"""Somebody for each role, in one house for the tests of a file: with a second step set up, and without one."""

from collections.abc import AsyncIterator

import pytest

from portal.accounts.second_factor import seal
from portal.model import Account, Role
from portal.web.house import House
from tests.staff import ROLES, a_safe_house, an_account

__all__ = ["bare", "house", "people"]


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path_factory.mktemp("routes")) as house:
        yield house


@pytest.fixture(scope="module")
async def people(house: House) -> dict[Role, Account]:
    """Each with an app set up: whose session passed it holds what the role gives."""
    secret = seal(house.secrecy, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    # With a password that nobody knows: without one they could take the app away just after signing in.
    about = {"totp_sealed": secret, "password_hash": "x"}
    return {role: await an_account(house, name, role, **about) for name, role in ROLES.items()}


@pytest.fixture(scope="module")
async def bare(house: House) -> dict[Role, Account]:
    """Who never set up a second step."""
    about = {"password_hash": "x"}
    return {role: await an_account(house, f"{name}-bare", role, **about) for name, role in ROLES.items()}
