"""Accounts as the operator looks after them, and those to try with beside the example data."""

import asyncio
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from portal.accounts import passwords
from portal.cli.commands import app
from portal.cli.example_accounts import NAMES, add_example_accounts, example_address, example_password
from portal.database import Actor, Database
from portal.model import (
    Account,
    AuditEntry,
    Contract,
    Membership,
    Municipality,
    Practice,
    Provider,
    Region,
    Role,
    SignInSession,
)
from portal.regions import Regions, load_regions
from portal.secrecy import Secrecy
from portal.settings import Settings, WrongSettings
from tests.servers.databases import without_settings

KEY = "for-tests-only-0123456789-0123456789"
LOADER = Actor("tests", "file")


@pytest.fixture
def url(sqlite_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in set(os.environ) - set(without_settings()):
        monkeypatch.delenv(name)
    asyncio.run(_fill(sqlite_database_url))
    return sqlite_database_url


async def _fill(url: str) -> None:
    database = Database(url)
    async with database.writing(LOADER) as session:
        session.add(Region(id=1, key="oost", names={"nl": "Oost"}, is_default=True))
        session.add(Provider(id=1, key="de-wilgenhof", slug="de-wilgenhof", name="De Wilgenhof"))
        await session.flush()
        session.add(Contract(key="c", region_id=1, provider_id=1))
        session.add(Municipality(region_id=1, code="0177", key="raalte", name="Raalte"))
    await database.close()


def types(url: str, tmp_path: Path, *arguments: str, typed: str = "") -> Result:
    environment = {"PORTAL_DATABASE_URL": url, "PORTAL_DATA_DIR": str(tmp_path), "PORTAL_ENCRYPTION_KEYS": KEY}
    return CliRunner().invoke(app, ["user", *arguments], env=environment, input=typed)


def held(url: str, kind):
    async def read():
        database = Database(url)
        async with database.reading() as session:
            found = list((await session.exec(select(kind))).all())
        await database.close()
        return found

    return asyncio.run(read())


def right(password: str, account: Account) -> bool:
    return asyncio.run(passwords.check(password, account.password_hash))[0]


def create(url: str, tmp_path: Path, *more: str, role: str = "administrator", typed: str = "") -> Result:
    return types(
        url, tmp_path, "create", "--email", "Femke@Voorbeeld.example", "--name", "Femke", "--role", role, *more,
        typed=typed,
    )  # fmt: skip


def test_an_account_is_made_and_its_password_said_once(url: str, tmp_path: Path) -> None:
    said = create(url, tmp_path)
    assert said.exit_code == 0, said.output
    found = re.search(r"shown this once: (\S+)", said.output)
    assert found is not None
    account = held(url, Account)[0]
    assert right(found[1], account)
    assert "femke" not in account.email_sealed
    assert found[1] not in types(url, tmp_path, "list").output
    assert "Femke@voorbeeld.example  Femke  administrator" in types(url, tmp_path, "list").output
    entry = next(one for one in held(url, AuditEntry) if one.subject_type == "Account")
    assert entry.capacity == "command"
    assert entry.after["password_hash"] == "(hidden)"


def test_the_same_address_has_one_account(url: str, tmp_path: Path) -> None:
    assert create(url, tmp_path).exit_code == 0
    again = create(url, tmp_path)
    assert again.exit_code == 1
    assert again.output.strip() == "there is an account with this mail address already"


@pytest.mark.parametrize(
    ("role", "more", "says"),
    [
        ("provider_editor", (), "give its slug with --provider"),
        ("provider_editor", ("--provider", "nergens"), "there is no provider 'nergens'"),
        ("provider_manager", ("--provider", "de-wilgenhof"), ""),
        ("toegang", ("--municipality", "9999"), "0177"),
        ("toegang", ("--municipality", "0177"), ""),
        ("huisarts", (), "--practice"),
        ("huisarts", ("--practice", "De Brink", "--agb", "01012345"), ""),
        ("contract_manager", (), ""),
        ("contract_manager", ("--region", "nergens"), "choose a region"),
        ("baas", (), "baas"),
    ],
)
def test_a_role_is_tied_to_what_it_is_of(url: str, tmp_path: Path, role: str, more: tuple[str, ...], says: str) -> None:
    said = create(url, tmp_path, *more, role=role)
    assert (said.exit_code == 0) is (says == "")
    assert says in said.output
    assert len(held(url, Account)) == (0 if says else 1)
    if role == "huisarts" and not says:
        assert held(url, Practice)[0].admitted_at is not None
        assert held(url, Membership)[0].practice_id == held(url, Practice)[0].id


@pytest.mark.parametrize("email", ["femke", "femke@", "", "a b@voorbeeld.example"])
def test_what_is_no_mail_address_is_said(url: str, tmp_path: Path, email: str) -> None:
    said = types(url, tmp_path, "create", "--email", email, "--name", "Femke", "--role", "administrator")
    assert said.exit_code == 1
    assert len(said.output.strip().splitlines()) == 1


def test_a_typed_password_is_not_said_and_a_weak_one_not_taken(url: str, tmp_path: Path) -> None:
    weak = create(url, tmp_path, "--type-password", typed="wachtwoord123\nwachtwoord123\n")
    assert weak.exit_code == 1
    said = create(url, tmp_path, "--type-password", typed="zes groene kachels zwemmen\n" * 2)
    assert said.exit_code == 0, said.output
    assert "zes groene" not in said.output
    assert right("zes groene kachels zwemmen", held(url, Account)[0])


def test_an_ended_account_is_out_and_a_reset_one_begins_anew(url: str, tmp_path: Path) -> None:
    create(url, tmp_path, role="contract_manager")
    before = held(url, Account)[0]
    said = types(url, tmp_path, "reset", "--email", "femke@voorbeeld.example")
    found = re.search(r"shown this once: (\S+)", said.output)
    assert found is not None
    account = held(url, Account)[0]
    assert account.password_hash != before.password_hash
    assert right(found[1], account)
    assert types(url, tmp_path, "end", "--email", "femke@voorbeeld.example").exit_code == 0
    assert held(url, Account)[0].ended is not None
    assert held(url, Membership)[0].until is not None
    assert held(url, SignInSession) == []
    for command in ("end", "reset"):
        assert types(url, tmp_path, command, "--email", "femke@voorbeeld.example").exit_code == 1
        assert types(url, tmp_path, command, "--email", "niemand@voorbeeld.example").exit_code == 1


def examples(url: str, settings: Settings, *, example_data: bool = True) -> tuple[bool, list[Account]]:
    async def work() -> bool:
        database = Database(url)
        async with database.reading() as session:
            regions: Regions = replace(await load_regions(session), example_data=example_data)
        done = await add_example_accounts(database, regions, settings)
        await database.close()
        return done

    return asyncio.run(work()), held(url, Account)


def test_beside_the_example_data_there_is_somebody_for_each_role(url: str) -> None:
    settings = Settings(encryption_keys=(KEY,))
    done, accounts = examples(url, settings)
    assert done
    assert {one.role for one in held(url, Membership)} == set(Role) == set(NAMES)
    password = example_password(Secrecy([KEY]))
    assert right(password, accounts[0])
    assert example_password(Secrecy(["x" * 40])) != password
    again, after = examples(url, settings)  # a second start makes none twice
    assert again
    assert len(after) == len(accounts) == len(Role)
    assert example_address(Role.GI) == "gi@voorbeeld.example"


@pytest.mark.parametrize(
    ("base_url", "example_data"),
    [("https://hulpkeuze.example", True), ("http://192.0.2.1:8000", True), ("http://127.0.0.1:8000", False)],
)
def test_where_others_can_come_or_providers_are_real_there_are_none(
    url: str, base_url: str, example_data: bool
) -> None:
    settings = Settings(base_url=base_url, encryption_keys=(KEY,))
    assert examples(url, settings, example_data=example_data) == (False, [])


def test_where_others_can_come_nothing_is_served_without_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in set(os.environ) - set(without_settings()):
        monkeypatch.delenv(name)
    environment = {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_BASE_URL": "https://hulpkeuze.example"}
    said = CliRunner().invoke(app, ["serve"], env=environment)
    assert isinstance(said.exception, WrongSettings)
    assert "PORTAL_ENCRYPTION_KEYS" in str(said.exception)
    assert not (tmp_path / "encryption.key").exists()
