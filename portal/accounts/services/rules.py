"""As what somebody is here because a service says so: made and ended by its word, at each sign-in through it.

What people gave them, by an invitation or as operator, stays whatever a service says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.accounts.actions.leave import LastOne, end_membership
from portal.accounts.services.settings import Rule, Said
from portal.accounts.services.token import text_of, texts_of
from portal.model import Account, Contract, Membership, Practice, Provider, Role
from portal.model.lasting import holds
from portal.regions import RegionData, Regions
from portal.secrecy import public_key

log = structlog.get_logger()


@dataclass(frozen=True)
class Tied:
    """What a membership is of."""

    role: Role
    region_id: int | None = None
    provider_id: int | None = None
    practice_id: int | None = None
    municipality: str = ""

    @classmethod
    def of(cls, membership: Membership) -> "Tied":
        one = membership
        return cls(one.role, one.region_id, one.provider_id, one.practice_id, one.municipality)

    def as_record(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Wanted:
    tied: Sequence[Tied]
    new_account: bool  # whether who has none gets one: where one rule holds that asks for an account, nobody does


async def wanted_by(session: AsyncSession, said: Said, claims: Mapping[str, Any], regions: Regions) -> Wanted:
    """What is not here (a provider that nobody knows, another region's town) ties to nothing."""
    found: dict[Tied, None] = {}
    new: set[bool] = set()
    for rule in said.roles:
        if rule.claim and not _holds(rule, claims):
            continue
        tied = await _tied(session, rule, claims, regions)
        if tied is None:
            log.warning("service_names_unknown", service=said.key, role=rule.role.value, tie=rule.tie)
            continue
        if rule.claim:
            found[tied] = None
        if rule.claim or rule.new_account:
            new.add(rule.new_account)
    return Wanted(list(found), new == {True})


async def apply(session: AsyncSession, said: Said, account: Account, wanted: Wanted) -> None:
    held = await _held(session, account)
    have = {Tied.of(one) for one in held}
    now = clock.now()
    for tied in wanted.tied:
        if tied not in have:
            session.add(
                Membership(
                    key=public_key(), account_id=account.id or 0, since=now, ruled_by=said.key, **tied.as_record()
                )
            )
    await session.flush()
    for membership in held:
        if membership.ruled_by == said.key and Tied.of(membership) not in wanted.tied:
            try:
                await end_membership(session, membership)
            except LastOne:
                log.warning("service_ends_last_one", service=said.key, role=membership.role.value)
    await session.flush()


async def end_ruled(session: AsyncSession, account: Account, service: str) -> None:
    """Who cannot come through it any more is nothing by its word. Raises LastOne."""
    for membership in await _held(session, account):
        if membership.ruled_by == service:
            await end_membership(session, membership)


async def _held(session: AsyncSession, account: Account) -> Sequence[Membership]:
    statement = select(Membership).where(
        Membership.account_id == account.id,
        holds(clock.now()),
    )
    return (await session.exec(statement.order_by(col(Membership.id)))).all()


def _holds(rule: Rule, claims: Mapping[str, Any]) -> bool:
    said = texts_of(claims, rule.claim)
    return rule.value in said if rule.value else bool(said)


async def _tied(session: AsyncSession, rule: Rule, claims: Mapping[str, Any], regions: Regions) -> Tied | None:
    if rule.role == Role.FAMILY:
        return Tied(Role.FAMILY)
    region = regions.by_key.get(rule.region) if rule.region else regions.default
    if region is None:
        return None
    if not rule.tie:
        return Tied(rule.role, region.id)
    named = text_of(claims, rule.tie_claim)
    if not named:
        return None
    if rule.tie == "municipality":
        return Tied(rule.role, region.id, municipality=named) if named in region.municipalities else None
    if rule.role in (Role.PROVIDER_EDITOR, Role.PROVIDER_MANAGER):
        provider_id = await _provider(session, region, rule.tie, named)
        return Tied(rule.role, region.id, provider_id=provider_id) if provider_id else None
    practice = select(Practice.id).where(
        Practice.region_id == region.id, Practice.agb == named, Practice.kind == rule.role.value
    )
    practice_id = (await session.exec(practice)).first()
    return Tied(rule.role, region.id, practice_id=practice_id) if practice_id else None


async def _provider(session: AsyncSession, region: RegionData, tie: str, named: str) -> int | None:
    """One that the region has or had a contract with."""
    contracted = select(Contract.provider_id).where(Contract.region_id == region.id)
    column = {"kvk": Provider.kvk, "agb": Provider.agb, "key": Provider.key}[tie]
    statement = select(Provider.id).where(col(column) == named, col(Provider.id).in_(contracted))
    return (await session.exec(statement)).first()
