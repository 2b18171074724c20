"""What the audit says of accounts, and that no search index hears of them."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from portal.database import Actor, Database
from portal.model import (
    Account,
    AuditEntry,
    FailedTry,
    IndexMark,
    Membership,
    Passkey,
    Practice,
    PracticeKind,
    RecoveryCode,
    Region,
    Role,
    SignInSession,
    SpentOnce,
)

FEMKE = Actor("femke", "administrator")
MOMENT = datetime(2026, 11, 20, 9, tzinfo=UTC)
SECRETS = ("SEALED-MAIL", "PRINT-OF-MAIL", "HASH", "SEALED-TOTP", "PRINT-OF-CODE", "CREDENTIAL", "PUBLIC-KEY", "TOKEN")


@pytest.fixture
async def database(own_database_url: str) -> AsyncIterator[Database]:
    database = Database(own_database_url)
    async with database.writing(FEMKE) as session:
        session.add(Region(key="oost"))
    async with database.writing(FEMKE) as session:
        for mark in (await session.exec(select(IndexMark))).all():
            await session.delete(mark)
    yield database
    await database.close()


async def everything(database: Database) -> int:
    async with database.writing(FEMKE) as session:
        region = (await session.exec(select(Region))).one()
        account = Account(
            key="abc", name="Femke", email_sealed="SEALED-MAIL", email_print="PRINT-OF-MAIL", created=MOMENT
        )
        practice = Practice(key="prk", region_id=region.id or 0, kind=PracticeKind.HUISARTS, name="De Brink")
        session.add_all([account, practice])
        await session.flush()
        number = account.id or 0
        session.add_all(
            [
                RecoveryCode(account_id=number, print="PRINT-OF-CODE"),
                Passkey(
                    key="pk", account_id=number, credential_id="CREDENTIAL", public_key="PUBLIC-KEY",
                    sign_count=2**32 - 1, name="Telefoon", created=MOMENT,
                ),
                Membership(key="m", account_id=number, role=Role.HUISARTS, region_id=region.id, practice_id=practice.id,
                    since=MOMENT),
                SignInSession(key="s", token_print="TOKEN", account_id=number, began=MOMENT, seen=MOMENT, ends=MOMENT),
                FailedTry(print="PRINT-OF-MAIL", last_at=MOMENT, not_before=MOMENT),
                SpentOnce(print="PRINT", until=MOMENT),
            ]
        )  # fmt: skip
        return number


async def entries(database: Database) -> list[AuditEntry]:
    async with database.reading() as session:
        return list((await session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all())


async def test_accounts_and_memberships_are_audited_and_sessions_and_failures_are_not(database: Database) -> None:
    await everything(database)
    kinds = {entry.subject_type for entry in await entries(database)}
    assert {"Account", "Membership", "Practice", "Passkey", "RecoveryCode"} <= kinds
    assert not kinds & {"SignInSession", "FailedTry", "SpentOnce"}


async def test_the_audit_says_that_a_secret_changed_and_never_what_it_is(database: Database) -> None:
    number = await everything(database)
    async with database.writing(FEMKE) as session:
        account = (await session.exec(select(Account).where(Account.id == number))).one()
        account.password_hash, account.totp_sealed, account.name = "HASH", "SEALED-TOTP", "Femke V."
    async with database.writing(FEMKE) as session:
        account = (await session.exec(select(Account).where(Account.id == number))).one()
        account.password_hash, account.totp_sealed = "HASH-2", ""
        await session.delete((await session.exec(select(Passkey))).one())
    found = await entries(database)
    written = json.dumps([[entry.before, entry.after] for entry in found])
    assert not [secret for secret in SECRETS if secret in written]
    first, second = (entry for entry in found if entry.subject_type == "Account" and entry.action == "changed")
    assert first.before == {"password_hash": "", "totp_sealed": "", "name": "Femke"}
    assert first.after == {"password_hash": "(hidden)", "totp_sealed": "(hidden)", "name": "Femke V."}
    assert second.after == {"password_hash": "(hidden)", "totp_sealed": ""}
    assert found[-1].action == "removed"
    assert found[-1].before["public_key"] == "(hidden)"


async def test_who_can_sign_in_leaves_no_mark_for_the_search_index(database: Database) -> None:
    await everything(database)
    async with database.writing(FEMKE) as session:
        (await session.exec(select(Membership))).one().until = MOMENT
        (await session.exec(select(Practice))).one().admitted_at = MOMENT
    async with database.reading() as session:
        assert (await session.exec(select(IndexMark))).all() == []
