"""What the region does with a proposal: approving it, which puts it in the records, or returning it with remarks."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Visitor
from portal.model import ProfileState, ProfileVersion
from portal.profile.actions import check
from portal.profile.content import Values
from portal.profile.records import Profile, put_in
from portal.profile.telling import tell_provider
from portal.profile.versions import APPROVE, Answered, Desk, sent_desk
from portal.regions import RegionData
from portal.web.house import House

__all__ = ["Answered", "Choices", "Moved", "NotChosen", "approve", "new_methods", "print_of", "return_it"]

DRAFT, PRESENT = "voorstel", "nu"  # which of two values, where both were changed


class Moved(Exception):
    """What was looked at is not what stands there any more: the records were changed meanwhile."""


class NotChosen(Exception):
    """Of something that both changed it was not said which holds."""


@dataclass(frozen=True)
class Choices:
    """What came with the button."""

    seen: str  # the print of what was looked at
    which: Mapping[str, str] = field(default_factory=dict)  # field → DRAFT or PRESENT
    recognised: Collection[str] = ()  # methods that the region confirms, as `offer key|name`


def print_of(desk: Desk) -> str:
    merged = desk.merged
    changed = [(name, merged.values[name], merged.present[name]) for name in merged.changes]
    assert desk.open is not None
    said = msgspec.json.encode([str(desk.open.sent_at), changed, merged.clashes, merged.gone], order="sorted")
    return hashlib.sha256(said).hexdigest()[:32]


def new_methods(desk: Desk) -> list[tuple[str, str]]:
    """Offer and name of the methods of which the provider asks to be called recognised, and that are not yet."""
    merged = desk.merged
    found = []
    for name in merged.changes:
        if not name.endswith(".methods"):
            continue
        already = _recognised(merged.present[name])
        offer = name.split(".")[1]
        found += [(offer, method) for method in sorted(_recognised(merged.values[name]) - already)]
    return found


def _recognised(methods: Collection[Mapping[str, Any]]) -> set[str]:
    return {str(one["name"]) for one in methods if one.get("recognised")}


async def approve(house: House, visitor: Visitor, key: str, region: RegionData, choices: Choices) -> None:
    """In one transaction: records, versions, audit, index marks and mail. Raises Answered, Moved, NotChosen, NotNow."""
    async with house.database.writing(visitor.as_actor(APPROVE)) as session:
        desk = await sent_desk(session, visitor, key, region, to_write=True)
        if choices.seen != print_of(desk):
            raise Moved
        version = desk.open
        assert version is not None
        final = _final(desk, choices)
        before = dict(desk.profile.values)
        changed = tuple(name for name, value in final.items() if value != before[name])
        check(desk.profile, final, changed)
        left_out = list(desk.merged.gone)
        await _put(session, desk.profile, final)
        if version.sent_at is not None:
            desk.provider.checked_on = clock.local(version.sent_at).date().isoformat()
        await _replace_former(session, version)
        version.becomes(ProfileState.APPROVED)
        version.content, version.base, version.left_out, version.remarks = final, before, left_out, {}
        version.decided_by, version.decided_at = visitor.account_id, clock.now()
        await tell_provider(session, house, region, desk.provider, version, "profile_approved")


def _final(desk: Desk, choices: Choices) -> Values:
    merged = desk.merged
    final = dict(merged.values)
    for name in merged.clashes:
        which = choices.which.get(name)
        if which not in (DRAFT, PRESENT):
            raise NotChosen
        if which == PRESENT:
            final[name] = merged.present[name]
    asked = {f"{offer}|{method}" for offer, method in new_methods(desk)}
    for name in merged.changes:
        if name.endswith(".methods"):
            offer = name.split(".")[1]
            refused = {
                word.partition("|")[2] for word in asked - set(choices.recognised) if word.startswith(f"{offer}|")
            }
            final[name] = [
                {**one, "recognised": bool(one["recognised"]) and one["name"] not in refused} for one in final[name]
            ]
    return final


async def _put(session: AsyncSession, profile: Profile, final: Values) -> None:
    held = list(profile.functions)
    added = put_in(profile, final)
    session.add_all(added)
    for row in held:
        if row not in profile.functions:
            await session.delete(row)


async def _replace_former(session: AsyncSession, version: ProfileVersion) -> None:
    statement = select(ProfileVersion).where(
        ProfileVersion.provider_id == version.provider_id,
        ProfileVersion.region_id == version.region_id,
        ProfileVersion.state == ProfileState.APPROVED,
    )
    for former in (await session.exec(statement)).all():
        former.becomes(ProfileState.REPLACED)


async def return_it(
    house: House, visitor: Visitor, key: str, region: RegionData, seen: str, remarks: Mapping[str, str]
) -> None:
    """With a remark at least somewhere: who gets it back must know why. Raises Answered, Moved."""
    async with house.database.writing(visitor.as_actor(APPROVE)) as session:
        desk = await sent_desk(session, visitor, key, region, to_write=True)
        version = desk.open
        assert version is not None
        if seen != print_of(desk):
            raise Moved
        version.becomes(ProfileState.RETURNED)
        version.remarks = {name: text for name, text in remarks.items() if name in ("", *desk.merged.changes)}
        version.decided_by, version.decided_at = visitor.account_id, clock.now()
        await tell_provider(session, house, region, desk.provider, version, "profile_returned")
